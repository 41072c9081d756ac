#pragma once

#include "model-vaccination-record.h"

G_BEGIN_DECLS

typedef enum
{
  VACCINATION_FACT_PLAIN,
  VACCINATION_FACT_UNSHOWN, /* no field of a form shows it: a correction keeps it (R-VAC-60) */
  VACCINATION_FACT_PERSON, /* who entered it, and when: changes with each version */
} VaccinationFactKind;

/* One thing that an entry says, as a label and words. */
typedef struct
{
  const char          *label; /* borrowed */
  char                *value; /* (owned), never empty */
  VaccinationFactKind  kind;
} VaccinationFact;

/* All that an entry says, in the order of a form; what it does not say is left out (R-VAC-28).
 * (transfer full) (element-type VaccinationFact) */
GPtrArray *vaccination_facts_list    (ModelClinicalEntry *entry,
                                      const ModelDate    *birth);
/* What changed from @before to @after, a line each: "Lot: A → B"; people and times apart (R-VAC-74). "" when nothing did.
 * (transfer full) */
char      *vaccination_facts_compare (ModelClinicalEntry *before,
                                      ModelClinicalEntry *after);
/* The number of the dose as it is written: "2", "2 of 3", "booster"; "" when there is none. (transfer full) */
char      *vaccination_facts_dose    (ModelClinicalEntry *entry);
/* What a column has beside the name: what it is against, a value, a state. "" for nothing. (transfer full) */
char      *vaccination_facts_about   (ModelClinicalEntry *entry);

G_END_DECLS
