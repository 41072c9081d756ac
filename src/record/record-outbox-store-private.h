#pragma once

#include "record-entry-private.h"
#include "record-seal-private.h"

G_BEGIN_DECLS

/* What stands beside a deposit's file: */
typedef enum
{
  RECORD_OUTBOX_MARK_HELD = 1 << 0,        /* it is being changed: not to be sent until the person decides */
  RECORD_OUTBOX_MARK_WITHDRAWN = 1 << 1,   /* she wants it back: to be asked about, not to be sent */
} RecordOutboxMark;

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

/* In a new file, or in the place of the file @over (nullable): after a crash there is the old one or the
 * new one, whole. Returns the path. (transfer full) */
char      *record_outbox_store_save   (RecordOutboxStore *self, const char *over, RecordEntry *entry, GInputStream *content, GError **error);
/* Told of each file of this key; the path and @entry (transfer full) are the receiver's. */
typedef void (*RecordOutboxStoreFound) (const char *path, RecordEntry *entry, guint marks, gpointer user_data);
/* Those of other keys, and those that another process has in hand, are not touched, damaged ones are set aside. */
void       record_outbox_store_list   (RecordOutboxStore *self, RecordOutboxStoreFound found, gpointer user_data);
/* After a crash it is there or not as it was said. */
gboolean   record_outbox_store_mark   (const char *path, RecordOutboxMark mark, gboolean set, GError **error);
/* With its marks; not being there is no error. */
gboolean   record_outbox_store_delete (const char *path, GError **error);
/* This process has no more to do with it: another may take it up. */
void       record_outbox_store_let_go (const char *path);
/* The bytes of @path. (transfer full) */
GInputStream *record_outbox_store_open (RecordOutboxStore *self, const char *path, GError **error);

G_END_DECLS
