#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* GET /fhir/metadata (4.2): what this community really offers. */
void sandbox_capability_send (SandboxExchange *exchange);

G_END_DECLS
