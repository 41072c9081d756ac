#pragma once

#include <gtk/gtk.h>

#include "cab-vaccine-row.h"
#include "vaccination-memory.h"

G_BEGIN_DECLS

#define CAB_TYPE_VACCINE_MODEL (cab_vaccine_model_get_type ())

/* The one model behind the table: lines and diseases of a record, and what is on its way into it → sorted → filtered →
 * selected.
 *
 * Signal "changed": rows, numbers or choice did. */
G_DECLARE_FINAL_TYPE (CabVaccineModel, cab_vaccine_model, CAB, VACCINE_MODEL, GObject)

/* @memory: what the session knows beside the record. */
CabVaccineModel   *cab_vaccine_model_new           (VaccinationMemory      *memory);

/* NULL empties: rows, choice, filter. Rows of entries that stay, stay. */
void               cab_vaccine_model_set_record    (CabVaccineModel        *self,
                                                    ModelVaccinationRecord *record);
void               cab_vaccine_model_set_tab       (CabVaccineModel        *self,
                                                    CabVaccineTab           tab);
CabVaccineTab      cab_vaccine_model_get_tab       (CabVaccineModel        *self);
void               cab_vaccine_model_set_sorter    (CabVaccineModel        *self,
                                                    GtkSorter              *sorter);  /* (nullable) */
/* All words must occur; case and accents do not matter. "" shows all. */
void               cab_vaccine_model_set_filter    (CabVaccineModel        *self,
                                                    const char             *text);
/* Only what is about @disease; NULL: all. */
void               cab_vaccine_model_set_disease   (CabVaccineModel        *self,
                                                    ModelCoding            *disease);
/* Deleted entries too. */
void               cab_vaccine_model_want_deleted  (CabVaccineModel        *self,
                                                    gboolean                wanted);

GtkSelectionModel *cab_vaccine_model_get_selection (CabVaccineModel        *self);   /* (transfer none) of CabVaccineRow */
CabVaccineRow     *cab_vaccine_model_get_chosen    (CabVaccineModel        *self);   /* (transfer none) (nullable) */
/* Chooses the row of @line; FALSE when it is not shown. */
gboolean           cab_vaccine_model_choose        (CabVaccineModel        *self,
                                                    ModelRecordLine        *line);
guint              cab_vaccine_model_get_n_shown   (CabVaccineModel        *self);
/* In the tab without any filter, and without what is deleted. */
guint              cab_vaccine_model_get_n_all     (CabVaccineModel        *self);
/* Deleted ones in the tab, shown or not. */
guint              cab_vaccine_model_get_n_deleted (CabVaccineModel        *self);
/* Diseases that the record has something about. (transfer full) (element-type ModelCoding) */
GPtrArray         *cab_vaccine_model_list_diseases (CabVaccineModel        *self);

G_END_DECLS
