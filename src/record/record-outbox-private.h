#pragma once

#include "epr-client.h"
#include "net-token-vault.h"
#include "record-document-list-private.h"
#include "record-entry-private.h"
#include "record-outbox.h"
#include "record-seal-private.h"

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

/* The store on the disk (record-outbox-store.c). All blocking: in a worker. */
typedef struct
{
  char  *folder; /* (owned) */
  guint8 key[RECORD_SEAL_KEY];
} RecordOutboxStore;

RecordOutboxStore *record_outbox_store_new    (const guint8 *key);
RecordOutboxStore *record_outbox_store_copy   (RecordOutboxStore *self);
void               record_outbox_store_free   (RecordOutboxStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecordOutboxStore, record_outbox_store_free)

/* Returns the path. (transfer full) */
char      *record_outbox_store_save   (RecordOutboxStore *self, RecordEntry *entry, GBytes *content, GError **error);
/* Paths of this key's files, oldest first; those of others are not touched, damaged ones are set aside.
 * (transfer full) (element-type filename) */
GPtrArray *record_outbox_store_list   (RecordOutboxStore *self);
/* The bytes of @path as a stream, or all of them. (transfer full) */
GInputStream *record_outbox_store_open (RecordOutboxStore *self, const char *path, GError **error);
GBytes    *record_outbox_store_read   (RecordOutboxStore *self, const char *path, GError **error);
RecordEntry *record_outbox_store_load (RecordOutboxStore *self, const char *path, GError **error);

G_END_DECLS
