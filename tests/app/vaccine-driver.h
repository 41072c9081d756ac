#pragma once

#include "app-driver.h"

#include "cab-vaccine-row.h"
#include "record-vaccinations.h"

G_BEGIN_DECLS

/* The vaccination pane, driven as a person would: fields by the ids of the templates. */

/* Signs in, finds and opens a patient, and waits for her vaccination record. */
AppDriver *vaccine_driver_open (const char *search, const char *title);
/* Franz Muster, who has four vaccinations. */
AppDriver  *vaccine_driver_open_franz (void);
gpointer    vaccine_driver_child (AppDriver *driver, const char *id);
GListModel *vaccine_driver_rows (AppDriver *driver);
guint       vaccine_driver_n_rows (AppDriver *driver);
void        vaccine_driver_tab (AppDriver *driver, CabVaccineTab tab);
/* The first row with @name in its name; NULL when there is none. (transfer full) (nullable) */
CabVaccineRow *vaccine_driver_find (AppDriver *driver, const char *name);
/* Opens the details of that row. */
void vaccine_driver_show (AppDriver *driver, const char *name);
/* Activates "vaccination.…", of the chosen row. */
void vaccine_driver_act (AppDriver *driver, const char *action);
void vaccine_driver_add (AppDriver *driver, ModelClinicalKind kind);

/* The editor: "form", "summary", "step", "changed"; NULL while it is closed. */
const char *vaccine_driver_page (AppDriver *driver);
void        vaccine_driver_type (AppDriver *driver, const char *id, const char *text);
/* Opens the list of a row, looks for @text and takes the first that fits. */
void vaccine_driver_choose (AppDriver *driver, const char *id, const char *text);
void vaccine_driver_comment (AppDriver *driver, const char *id, const char *text);
/* Continue, Save, Delete …: the button at the end. */
void vaccine_driver_go (AppDriver *driver);
/* Confirms, and waits until all that was sent has arrived and is shown. */
void vaccine_driver_save (AppDriver *driver);
void vaccine_driver_wait_idle (AppDriver *driver);

G_END_DECLS
