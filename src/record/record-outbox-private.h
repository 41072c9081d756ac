#pragma once

#include "epr-client.h"
#include "net-token-vault.h"
#include "record-document-list-private.h"
#include "record-entry-private.h"
#include "record-outbox.h"
#include "record-outbox-store-private.h"

G_BEGIN_DECLS

/* Told of each document that has arrived in @patient's record. */
typedef void (*RecordOutboxArrived) (ModelPatient *patient, gpointer user_data);

/* @account: community and person, for the key in the keyring. @keep: FALSE keeps everything in memory.
 * What an earlier run left is taken up, and asked about before it is sent. @failed and @arrived are not
 * called after record_outbox_close(). */
RecordOutbox *record_outbox_new             (EprClient           *client,
                                             NetTokenVault       *vault,
                                             const char          *account,
                                             gboolean             keep,
                                             RecordFailed         failed,
                                             RecordOutboxArrived  arrived,
                                             gpointer             user_data);
/* Signed in anew, or the network is back: what waits is tried at once. */
void          record_outbox_wake            (RecordOutbox *self);
/* Ends what is under way; what is on the disk stays there. */
void          record_outbox_close           (RecordOutbox *self);
/* The first pause after a failure, in milliseconds; each further one is four times as long, up to @most. */
void          record_outbox_set_pauses      (RecordOutbox *self, guint first, guint most);

G_END_DECLS
