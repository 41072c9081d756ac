#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* ITI-119, ITI-83, and for mode=mag ITI-78 (section 6). */
void      sandbox_patient_match    (SandboxExchange *exchange);
void      sandbox_patient_pix      (SandboxExchange *exchange);
void      sandbox_patient_search   (SandboxExchange *exchange);
void      sandbox_patient_read     (SandboxExchange *exchange);

/* The Patient as the search answers it (R-PDQ-9). (transfer full) */
JsonNode *sandbox_patient_write    (SandboxCommunity *community, const SandboxPatient *patient);

G_END_DECLS
