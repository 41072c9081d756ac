#pragma once

#include <adwaita.h>

#include "model-clinical-entry.h"
#include "record-session.h"

G_BEGIN_DECLS

#define CAB_TYPE_VACCINATION_PAGE (cab_vaccination_page_get_type ())

/* The vaccination record of the open patient: what its documents say together, by kind, by disease and in the order of
 * time; who stands behind an entry, what is doubtful, what it was before, and what could not be read. Beside it entries are
 * written, by professionals in normal access (R-VAC-91).
 *
 * Signal "open-document" (utf8: unique id): to be shown in the reader.
 * Signal "way" (ModelWay): a problem whose way on leads out of the page. */
G_DECLARE_FINAL_TYPE (CabVaccinationPage, cab_vaccination_page, CAB, VACCINATION_PAGE, AdwBin)

GtkWidget *cab_vaccination_page_new         (void);
/* Who works here; NULL: nobody, and what this session knew is forgotten. */
void       cab_vaccination_page_set_session (CabVaccinationPage   *self,
                                             RecordSession        *session);
/* Empties everything; then, unless NULL, asks for the record of @context. */
void       cab_vaccination_page_set_context (CabVaccinationPage   *self,
                                             RecordPatientContext *context);
void       cab_vaccination_page_reload      (CabVaccinationPage   *self);
/* The next (1) or previous (-1) row. */
void       cab_vaccination_page_step        (CabVaccinationPage   *self,
                                             int                   step);
void       cab_vaccination_page_grab_filter (CabVaccinationPage   *self);
/* The first row, as soon as there is one. */
void       cab_vaccination_page_grab_first  (CabVaccinationPage   *self);
/* There is no room for all buttons beside each other. */
void       cab_vaccination_page_set_narrow  (CabVaccinationPage   *self,
                                             gboolean              narrow);
/* Something is written, and would be lost with the patient. */
gboolean   cab_vaccination_page_is_busy     (CabVaccinationPage   *self);
/* Begins a new entry of @kind. */
void       cab_vaccination_page_add         (CabVaccinationPage   *self,
                                             ModelClinicalKind     kind);
/* Begins a vaccination whose pack is to be scanned. */
void       cab_vaccination_page_scan        (CabVaccinationPage   *self);
/* Whether entries can be taken from a file now; and asks about those of @file (R-VAC-83). */
gboolean   cab_vaccination_page_may_import  (CabVaccinationPage   *self);
void       cab_vaccination_page_import      (CabVaccinationPage   *self,
                                             GFile                *file);
/* As if the person had chosen @file where a document is to be saved. */
void       cab_vaccination_page_save_to     (CabVaccinationPage   *self,
                                             GFile                *file);
/* Closes what is beside the list; FALSE when there is nothing to go back from. */
gboolean   cab_vaccination_page_back        (CabVaccinationPage   *self);

G_END_DECLS
