#pragma once

#include <adwaita.h>

#include "record-session.h"
#include "record-vaccinations.h"

G_BEGIN_DECLS

#define CAB_TYPE_VACCINE_GIVE (cab_vaccine_give_get_type ())

/* The vaccination record on paper, as the patient will have it (R-VAC-81): a preview, her language, whose comments; printed,
 * saved, or deposited. Ends with the patient. */
G_DECLARE_FINAL_TYPE (CabVaccineGive, cab_vaccine_give, CAB, VACCINE_GIVE, AdwWindow)

/* As @vaccinations has the record now. */
GtkWidget *cab_vaccine_give_new     (GtkWindow          *parent,
                                     RecordSession      *session,
                                     RecordVaccinations *vaccinations);
/* As if the person had chosen @file in the dialog. */
void       cab_vaccine_give_save_to (CabVaccineGive     *self,
                                     GFile              *file);

G_END_DECLS
