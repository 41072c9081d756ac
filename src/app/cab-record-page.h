#pragma once

#include <adwaita.h>

#include "record-deposit.h"
#include "record-patient-context.h"
#include "record-session.h"
#include "render-service.h"

G_BEGIN_DECLS

#define CAB_TYPE_RECORD_PAGE (cab_record_page_get_type ())

/* An open record: the banner, and below it list and reader, side by side or one after the other.
 *
 * Property "folded" (gboolean, read-only, notify): there is room for one of the two only.
 * Property "reading" (gboolean, read-only, notify): folded, and it is the reader.
 * Property "depositing" (gboolean, read-only, notify): the deposit is shown rather than the documents.
 * Property "vaccinating" (gboolean, read-only, notify): the vaccination record is. */
G_DECLARE_FINAL_TYPE (CabRecordPage, cab_record_page, CAB, RECORD_PAGE, AdwBin)

GtkWidget *cab_record_page_new          (void);
void       cab_record_page_set_service  (CabRecordPage *self, RenderService *service);
/* Empties banner, list and reader; then, unless NULL, shows @context. */
void       cab_record_page_set_context  (CabRecordPage *self, RecordPatientContext *context);

/* Whose outbox is shown. */
void       cab_record_page_set_session  (CabRecordPage *self, RecordSession *session);
/* Documents, vaccination and deposit, for the switch in the header bar. */
AdwViewStack *cab_record_page_get_views (CabRecordPage *self);
/* The next context is opened for a deposit: its documents are not asked for. */
void       cab_record_page_want_deposit (CabRecordPage *self, gboolean wanted);
/* Where the work begins: the newest document, or the first answer of a deposit. */
void       cab_record_page_grab_first  (CabRecordPage *self);
/* Goes to the deposit and takes @deposit, of this patient, out of the outbox again. */
void       cab_record_page_edit        (CabRecordPage *self, RecordDeposit *deposit);
/* Goes to the deposit, with @files of GFile (nullable: none). */
void       cab_record_page_deposit      (CabRecordPage *self, GSList *files);

/* There is no room for a wide banner, whatever is shown below it. */
void       cab_record_page_set_narrow   (CabRecordPage *self, gboolean narrow);
void       cab_record_page_step         (CabRecordPage *self, int step);
void       cab_record_page_reload       (CabRecordPage *self);
void       cab_record_page_grab_filter  (CabRecordPage *self);
/* One step back towards the list; FALSE when there is none left on this page. */
gboolean   cab_record_page_back         (CabRecordPage *self);
/* The reader alone, with the banner. */
void       cab_record_page_set_alone    (CabRecordPage *self, gboolean alone);
gboolean   cab_record_page_get_folded   (CabRecordPage *self);
/* Files wait for their answers. */
gboolean   cab_record_page_is_busy      (CabRecordPage *self);
gboolean   cab_record_page_get_depositing (CabRecordPage *self);
gboolean   cab_record_page_get_vaccinating (CabRecordPage *self);
/* One file of vaccinations, where the vaccination record is shown and may be written: asks what of it is taken. FALSE: @files
 * (of GFile) are for something else. */
gboolean   cab_record_page_import       (CabRecordPage *self, GSList *files);
/* Goes to the vaccination record, with the focus in its first row. */
void       cab_record_page_show_vaccination (CabRecordPage *self);
/* Goes there and begins a vaccination; @scan: with the code of its pack. */
void       cab_record_page_write_vaccination (CabRecordPage *self, gboolean scan);
/* An entry of the vaccination record is written, and not saved. */
gboolean   cab_record_page_is_writing   (CabRecordPage *self);
gboolean   cab_record_page_get_reading  (CabRecordPage *self);

G_END_DECLS
