#pragma once

#include <adwaita.h>

#include "record-vaccination-import.h"

G_BEGIN_DECLS

#define CAB_TYPE_VACCINE_IMPORT (cab_vaccine_import_get_type ())

/* A file of practice software beside the record (R-VAC-83): what is new, known, in conflict; the person ticks what is taken, and
 * says so when the file names somebody else (R-VAC-49). Ends with the patient.
 *
 * Signal "sent" (RecordDeposit, RecordVaccinationImport): what was taken is on its way. */
G_DECLARE_FINAL_TYPE (CabVaccineImport, cab_vaccine_import, CAB, VACCINE_IMPORT, AdwWindow)

/* Reads @file at once. */
GtkWidget *cab_vaccine_import_new (GtkWindow          *parent,
                                   RecordSession      *session,
                                   RecordVaccinations *vaccinations,
                                   GFile              *file);

G_END_DECLS
