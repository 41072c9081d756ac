#pragma once

#include <adwaita.h>

#include "record-deposit.h"
#include "record-patient-context.h"
#include "record-session.h"
#include "record-target.h"
#include "render-service.h"

G_BEGIN_DECLS

#define CAB_TYPE_DEPOSIT_DESK (cab_deposit_desk_get_type ())

/* The deposit pane with the reader beside it, which shows the file that is asked about. Where there is
 * no room for both, the reader comes up on demand. */
G_DECLARE_FINAL_TYPE (CabDepositDesk, cab_deposit_desk, CAB, DEPOSIT_DESK, AdwBin)

GtkWidget *cab_deposit_desk_new         (void);
void       cab_deposit_desk_set_service (CabDepositDesk *self, RenderService *service);
void       cab_deposit_desk_set_session (CabDepositDesk *self, RecordSession *session);
void       cab_deposit_desk_set_context (CabDepositDesk *self, RecordPatientContext *context);
/* The next file replaces @document, or is added to it; RECORD_TARGET_NONE and NULL: neither. Not while busy. */
void       cab_deposit_desk_set_target  (CabDepositDesk *self, RecordTarget target, ModelDocument *document);
/* @files of GFile. */
void       cab_deposit_desk_add_files   (CabDepositDesk *self, GSList *files);
void       cab_deposit_desk_edit        (CabDepositDesk *self, RecordDeposit *deposit);
/* Files wait for their answers. */
gboolean   cab_deposit_desk_is_busy     (CabDepositDesk *self);
/* From the reader back to the answers; FALSE when they were in front already. */
gboolean   cab_deposit_desk_back        (CabDepositDesk *self);
void       cab_deposit_desk_grab_first  (CabDepositDesk *self);

G_END_DECLS
