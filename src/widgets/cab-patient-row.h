#pragma once

#include <adwaita.h>

#include "model-patient.h"

G_BEGIN_DECLS

#define CAB_TYPE_PATIENT_ROW (cab_patient_row_get_type ())

/* A patient in a list: name, sex, birth date with age, place, and how certain the match is.
 *
 * Property "can-deposit" (gboolean, default FALSE): there is a button to deposit a document for her at once.
 * Signal "deposit": the person wants to do that, rather than to open the record. */
G_DECLARE_FINAL_TYPE (CabPatientRow, cab_patient_row, CAB, PATIENT_ROW, GtkListBoxRow)

GtkWidget    *cab_patient_row_new             (ModelPatient  *patient);
ModelPatient *cab_patient_row_get_patient     (CabPatientRow *self);   /* (transfer none) */
void          cab_patient_row_set_can_deposit (CabPatientRow *self,
                                               gboolean       can_deposit);

G_END_DECLS
