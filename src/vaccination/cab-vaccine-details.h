#pragma once

#include <adwaita.h>

#include "cab-vaccine-row.h"
#include "record-recommendations.h"
#include "vaccination-memory.h"

G_BEGIN_DECLS

#define CAB_TYPE_VACCINE_DETAILS (cab_vaccine_details_get_type ())

/* All about the chosen row: of an entry what it says, what is doubtful and why, comments, history; of a disease the facts
 * side by side. Its buttons activate "vaccination.open-document" (s: key of the document), "vaccination.choose" (u: position
 * among the lines of the record), "vaccination.close-details", and what is done with the entry: "vaccination.validate",
 * "correct", "comment", "annul", "refute", "restore", "keep-one" and "keep-both" (u: position of the other line). */
G_DECLARE_FINAL_TYPE (CabVaccineDetails, cab_vaccine_details, CAB, VACCINE_DETAILS, AdwBin)

GtkWidget *cab_vaccine_details_new   (void);
/* What the session knows beside the record; before anything is shown. */
void       cab_vaccine_details_set_memory (CabVaccineDetails *self,
                                           VaccinationMemory *memory);
/* Whether anything may be written: buttons are there from the next row on. */
void       cab_vaccine_details_set_writable (CabVaccineDetails *self,
                                             gboolean           writable);
/* What an expert service says of diseases (nullable); before anything is shown. */
void       cab_vaccine_details_set_recommendations (CabVaccineDetails     *self,
                                                    RecordRecommendations *recommendations);
/* NULL for @row empties. @birth: of the patient. */
void       cab_vaccine_details_show  (CabVaccineDetails      *self,
                                      CabVaccineRow          *row,     /* (nullable) */
                                      ModelVaccinationRecord *record,  /* (nullable) */
                                      const ModelDate        *birth);
void       cab_vaccine_details_grab  (CabVaccineDetails      *self);

G_END_DECLS
