#pragma once

#include <adwaita.h>

#include "cab-vaccine-model.h"

G_BEGIN_DECLS

#define CAB_TYPE_VACCINE_TABLE (cab_vaccine_table_get_type ())

/* The table of a view: columns where there is room, rows of two lines where there is not.
 * Signal "activated": Enter or a click on the chosen row. */
G_DECLARE_FINAL_TYPE (CabVaccineTable, cab_vaccine_table, CAB, VACCINE_TABLE, AdwBin)

GtkWidget *cab_vaccine_table_new       (void);
void       cab_vaccine_table_set_model (CabVaccineTable *self,
                                        CabVaccineModel *model);
/* The columns of the model's tab, in its usual order. */
void       cab_vaccine_table_show_tab  (CabVaccineTable *self);
/* The next (1) or previous (-1) row; it is scrolled to. */
void       cab_vaccine_table_step      (CabVaccineTable *self,
                                        int              step);
void       cab_vaccine_table_grab_rows (CabVaccineTable *self);

G_END_DECLS
