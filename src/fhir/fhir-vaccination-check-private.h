#pragma once

#include "fhir-vaccination-tables-private.h"
#include "fhir-vaccination-write-private.h"

G_BEGIN_DECLS

/* A written document while it is gone over. */
typedef struct
{
  FhirVaccinationBundle bundle;
  JsonObject           *composition; /* (nullable) borrowed */
  const char *const    *withheld;
  gboolean              is_record;
  GHashTable           *reached; /* (owned) set of resources */
  GError              **error;
} FhirVaccinationCheck;

/* FALSE, for the caller to return: FHIR_ERROR_INCOMPLETE with the place and the rule. */
gboolean fhir_vaccination_fault (FhirVaccinationCheck *self,
                                 JsonObject           *resource,
                                 const char           *element,
                                 const char           *rule) G_GNUC_WARN_UNUSED_RESULT;
/* One resource: its element table and what the profiles say across elements. */
gboolean fhir_vaccination_check_resource (FhirVaccinationCheck *self,
                                          JsonObject           *resource);
/* The extensions of an entry. */
gboolean fhir_vaccination_check_verification (FhirVaccinationCheck *self, JsonObject *resource);
gboolean fhir_vaccination_check_recorder (FhirVaccinationCheck *self, JsonObject *resource);
gboolean fhir_vaccination_check_cross_reference (FhirVaccinationCheck *self, JsonObject *resource);
gboolean fhir_vaccination_check_conflicts (FhirVaccinationCheck *self, JsonObject *resource);
gboolean fhir_vaccination_check_product (FhirVaccinationCheck *self, JsonObject *resource);
/* Whether @reference of @resource leads to one of @targets; "Patient*": in the profile of the EPR. */
gboolean fhir_vaccination_is_target (FhirVaccinationCheck *self,
                                     JsonObject           *resource,
                                     JsonObject           *reference,
                                     const char           *targets);
/* "a" of "a|b"; FALSE for NULL. */
gboolean fhir_vaccination_is_one_of (const char *word,
                                     const char *list);
/* The text of @name, or the code of the first coding of its first concept. (nullable) borrowed */
const char *fhir_vaccination_code_of (JsonObject *resource,
                                      const char *name);
/* … and the system of that coding. */
const char *fhir_vaccination_system_of (JsonObject *resource,
                                        const char *name);
/* Whether @text is a date of FHIR, of any precision; a moment has a zone. */
gboolean fhir_vaccination_is_time (const char *text);
/* By the profile it names; NULL when that has no table. */
const FhirVaccinationTable *fhir_vaccination_table_of (JsonObject *resource);

G_END_DECLS
