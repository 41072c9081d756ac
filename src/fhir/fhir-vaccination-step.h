#pragma once

#include "fhir-vaccination-write-private.h"

G_BEGIN_DECLS

/* One step in the life of an entry (chapter 8), added to the document; FALSE with @error when it cannot be. */
gboolean fhir_vaccination_write_step  (FhirVaccinationWriter        *self,
                                       const FhirVaccinationChange  *change,
                                       GError                      **error);
/* Puts a resource that was copied or made into the form of the profiles, whatever it had before. */
void     fhir_vaccination_conform     (FhirVaccinationWriter        *self,
                                       JsonObject                   *resource,
                                       ModelClinicalKind             kind,
                                       gboolean                      confirmed);
/* Whether its state is a status, as of vaccinations and results, rather than a verification. */
gboolean fhir_vaccination_has_status  (JsonObject                   *resource);
void     fhir_vaccination_put_verification (JsonObject              *resource,
                                            const char              *code);
/* The code of verificationStatus or clinicalStatus. (nullable) */
const char *fhir_vaccination_status_code (JsonObject                *resource,
                                          const char                *name);
/* Generated words for people (R-VAC-21); takes @paragraphs apart. */
void     fhir_vaccination_narrate     (JsonObject                   *object,
                                       GPtrArray                    *paragraphs);
/* "Boostrix, 12.02.2021". (transfer full) */
char    *fhir_vaccination_describe    (ModelClinicalEntry           *entry);
/* Adds a resource to its section. */
void     fhir_vaccination_list        (FhirVaccinationWriter        *self,
                                       JsonObject                   *resource,
                                       ModelClinicalKind             kind);

G_END_DECLS
