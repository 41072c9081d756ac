#pragma once

#include "fhir-json.h"
#include "model-patient.h"

G_BEGIN_DECLS

/* Tolerant: any Patient object gives a model; what is missing stays unknown. @grade is the match
 * grade code of the entry (nullable). (transfer full) */
ModelPatient *fhir_patient_read  (JsonObject   *resource,
                                  const char   *match_grade,
                                  double        score);

/* The Patient resource, everything the model holds. (transfer full) */
JsonNode     *fhir_patient_write (ModelPatient *patient);

G_END_DECLS
