#pragma once

#include <gtk/gtk.h>

#include "cab-vaccine-row.h"

G_BEGIN_DECLS

/* A cell of a column, or all of a row in two lines. */
#define CAB_VACCINE_CELL_SUMMARY CAB_VACCINE_N_COLUMNS

#define CAB_TYPE_VACCINE_CELL (cab_vaccine_cell_get_type ())

/* What is shown of a row: words with their symbol, struck where the entry does not count; follows the row. */
G_DECLARE_FINAL_TYPE (CabVaccineCell, cab_vaccine_cell, CAB, VACCINE_CELL, GtkBox)

/* @shape: a CabVaccineColumn or CAB_VACCINE_CELL_SUMMARY. */
GtkWidget *cab_vaccine_cell_new     (int             shape);
/* NULL empties. */
void       cab_vaccine_cell_set_row (CabVaccineCell *self,
                                     CabVaccineRow  *row);

G_END_DECLS
