#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The element tables of CH VACD 7 (chapters 3 to 8 of the vaccination specification), in one place. */

#define FHIR_VACCINATION_MANY G_MAXUINT

typedef struct
{
  const char *name; /* "occurrence[x]": any member of that stem */
  guint       min, max;
  const char *codes;   /* (nullable) "a|b": of the primitive, or of the first coding */
  const char *targets; /* (nullable) "Patient|Device*": a literal reference to one of these, "*" in the profile of the EPR */
  const char *rule;
  gboolean    may_be_told; /* a reference that leads nowhere may stand here: by a number or in words */
} FhirVaccinationElement;

typedef struct
{
  const char    *profile; /* how its address ends */
  const char    *type;
  const FhirVaccinationElement *elements;
} FhirVaccinationTable;

/* Told apart by what goes over them. */
extern const FhirVaccinationElement fhir_vaccination_immunization[];
extern const FhirVaccinationElement fhir_vaccination_basic[];
extern const FhirVaccinationElement fhir_vaccination_problem[];
extern const FhirVaccinationElement fhir_vaccination_illness[];
extern const FhirVaccinationElement fhir_vaccination_allergy[];
extern const FhirVaccinationElement fhir_vaccination_serology[];

/* By the address of its profile; NULL when there is none. */
const FhirVaccinationTable *fhir_vaccination_find_table (const char *profile);

G_END_DECLS
