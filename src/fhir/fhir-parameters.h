#pragma once

#include "fhir-json.h"
#include "model-identifier.h"
#include "model-patient.h"

G_BEGIN_DECLS

/* Parameters of Patient/$match: one `resource` with @patient; onlyCertainMatches only when TRUE
 * (R-PDQ-1, R-PDQ-2: count is not sent). (transfer full) */
GBytes    *fhir_parameters_write_match  (ModelPatient  *patient,
                                         gboolean       only_certain);

/* The valueIdentifiers of parameters called @name (R-PIX-2); other parameters are ignored.
 * (transfer full) (element-type ModelIdentifier) */
GPtrArray *fhir_parameters_read_identifiers (GBytes      *bytes,
                                             const char  *name,
                                             GError     **error);

G_END_DECLS
