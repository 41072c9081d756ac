#pragma once

#include <adwaita.h>

#include "record-patient-context.h"

G_BEGIN_DECLS

#define CAB_TYPE_VACCINATION_PAGE (cab_vaccination_page_get_type ())

/* The vaccination record of the open patient, for reading: what its documents say together, by kind, by disease and in the
 * order of time; who stands behind an entry, what is doubtful, what it was before, and what could not be read.
 *
 * Signal "open-document" (utf8: unique id): to be shown in the reader.
 * Signal "way" (ModelWay): a problem whose way on leads out of the page. */
G_DECLARE_FINAL_TYPE (CabVaccinationPage, cab_vaccination_page, CAB, VACCINATION_PAGE, AdwBin)

GtkWidget *cab_vaccination_page_new         (void);
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
/* Closes the details; FALSE when there is nothing to go back from. */
gboolean   cab_vaccination_page_back        (CabVaccinationPage   *self);

G_END_DECLS
