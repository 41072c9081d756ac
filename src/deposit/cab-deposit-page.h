#pragma once

#include <adwaita.h>

#include "record-content.h"
#include "record-patient-context.h"
#include "record-session.h"
#include "record-target.h"
#include "render-service.h"

G_BEGIN_DECLS

#define CAB_TYPE_DEPOSIT_PAGE (cab_deposit_page_get_type ())

/* The deposit pane: files come in, one after the other is asked its three answers, and goes into the
 * outbox; below, the outbox. Several files wait behind the one that is shown.
 *
 * Property "content" (RecordContent, nullable, notify): the file that is shown, for a preview beside. */
G_DECLARE_FINAL_TYPE (CabDepositPage, cab_deposit_page, CAB, DEPOSIT_PAGE, AdwBin)

GtkWidget     *cab_deposit_page_new         (void);
void           cab_deposit_page_set_service (CabDepositPage *self, RenderService *service);
/* Its outbox is shown. NULL empties everything. */
void           cab_deposit_page_set_session (CabDepositPage *self, RecordSession *session);
/* The next file replaces @document of the record, or is added to it: said above the form, and taken back
 * with the patient. RECORD_TARGET_NONE and NULL: neither. Not while files wait. */
void           cab_deposit_page_set_target  (CabDepositPage *self, RecordTarget target, ModelDocument *document);
/* Whose record files go into. Another patient, or NULL, drops every file that is not in the outbox yet. */
void           cab_deposit_page_set_context (CabDepositPage *self, RecordPatientContext *context);
/* @files of GFile. */
void           cab_deposit_page_add_files   (CabDepositPage *self, GSList *files);
void           cab_deposit_page_add_texture (CabDepositPage *self, GdkTexture *texture);
/* Takes @deposit, of this patient, back out of the outbox: its answers can be changed. */
void           cab_deposit_page_edit        (CabDepositPage *self, RecordDeposit *deposit);
/* Files that are not in the outbox yet. */
guint          cab_deposit_page_get_n_files (CabDepositPage *self);
RecordContent *cab_deposit_page_get_content (CabDepositPage *self);   /* (nullable) */
void           cab_deposit_page_grab_first  (CabDepositPage *self);

G_END_DECLS
