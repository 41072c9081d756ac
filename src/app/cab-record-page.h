#pragma once

#include <adwaita.h>

#include "record-patient-context.h"
#include "render-service.h"

G_BEGIN_DECLS

#define CAB_TYPE_RECORD_PAGE (cab_record_page_get_type ())

/* An open record: the banner, and below it list and reader, side by side or one after the other.
 *
 * Property "folded" (gboolean, read-only, notify): there is room for one of the two only.
 * Property "reading" (gboolean, read-only, notify): folded, and it is the reader. */
G_DECLARE_FINAL_TYPE (CabRecordPage, cab_record_page, CAB, RECORD_PAGE, AdwBin)

GtkWidget *cab_record_page_new          (void);
void       cab_record_page_set_service  (CabRecordPage *self, RenderService *service);
/* Empties banner, list and reader; then, unless NULL, shows @context. */
void       cab_record_page_set_context  (CabRecordPage *self, RecordPatientContext *context);

void       cab_record_page_step         (CabRecordPage *self, int step);
void       cab_record_page_reload       (CabRecordPage *self);
void       cab_record_page_grab_filter  (CabRecordPage *self);
/* One step back towards the list; FALSE when there is none left on this page. */
gboolean   cab_record_page_back         (CabRecordPage *self);
/* The reader alone, with the banner. */
void       cab_record_page_set_alone    (CabRecordPage *self, gboolean alone);
gboolean   cab_record_page_get_folded   (CabRecordPage *self);
gboolean   cab_record_page_get_reading  (CabRecordPage *self);

G_END_DECLS
