#pragma once

#include <adwaita.h>

#include "model-problem.h"
#include "model-vaccination-record.h"

G_BEGIN_DECLS

#define CAB_TYPE_VACCINE_GAPS (cab_vaccine_gaps_get_type ())

/* What is missing in the record, by name and with a reason (R-VAC-8): documents, parts of documents, communities. Its
 * buttons activate "vaccination.open-document" and "vaccination.accept" (s: key of the document). */
G_DECLARE_FINAL_TYPE (CabVaccineGaps, cab_vaccine_gaps, CAB, VACCINE_GAPS, AdwBin)

/* @record: nullable, empties. @warnings of ModelIssue (nullable); @problem: why the list is not whole (nullable). */
void cab_vaccine_gaps_show (CabVaccineGaps         *self,
                            ModelVaccinationRecord *record,
                            GListModel             *warnings,
                            ModelProblem           *problem);

G_END_DECLS
