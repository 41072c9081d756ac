#pragma once

#include "record-entry-private.h"
#include "record-seal-private.h"

G_BEGIN_DECLS

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
/* Paths of this key's files, oldest first; those of others are not touched, damaged ones are set aside.
 * (transfer full) (element-type filename) */
GPtrArray *record_outbox_store_list   (RecordOutboxStore *self);
/* The bytes of @path. (transfer full) */
GInputStream *record_outbox_store_open (RecordOutboxStore *self, const char *path, GError **error);
RecordEntry *record_outbox_store_load (RecordOutboxStore *self, const char *path, GError **error);

G_END_DECLS
