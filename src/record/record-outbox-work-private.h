#pragma once

#include "record-outbox-private.h"

G_BEGIN_DECLS

/* What the outbox has done by workers: hashing, writing, reading; and its small decisions. The callbacks
 * come in the main thread; each is called once, whatever happens to the outbox meanwhile. */

/* A deposit on its way into the store: as it is wanted, then as it was saved. */
typedef struct
{
  ModelDocument *document; /* (owned) */
  ModelPatient  *patient;  /* (owned) */
  GBytes        *content;  /* (owned) (nullable) wanted: NULL takes that of @path */
  char          *path;     /* (owned) (nullable) saved: of its file; NULL in memory */
  ModelCoding   *level;    /* (owned) (nullable) */
  RecordEntry   *entry;    /* (owned) (nullable) saved */
} RecordSaved;

RecordSaved *record_saved_new  (ModelDocument *document,
                                ModelPatient  *patient,
                                GBytes        *content,   /* (nullable) */
                                const char    *path,      /* (nullable) */
                                ModelCoding   *level);    /* (nullable) */
void         record_saved_free (RecordSaved   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecordSaved, record_saved_free)

/* @store NULL: nothing is written. @wanted is copied. */
void          record_outbox_work_save_async  (RecordOutboxStore *store, RecordSaved *wanted, GAsyncReadyCallback callback, gpointer user_data);
RecordSaved  *record_outbox_work_save_finish (GAsyncResult *result, GError **error);

void          record_outbox_work_open_async  (RecordOutboxStore *store, const char *path, GBytes *content, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GInputStream *record_outbox_work_open_finish (GAsyncResult *result, GError **error);

/* All that is there, oldest first. (element-type RecordSaved) */
void          record_outbox_work_load_async  (RecordOutboxStore *store, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray    *record_outbox_work_load_finish (GAsyncResult *result);

/* Base64 of the SHA-1. */
void          record_outbox_work_hash_async  (GBytes *content, GAsyncReadyCallback callback, gpointer user_data);
char         *record_outbox_work_hash_finish (GAsyncResult *result);

/* The key of @account, made and put into the keyring when there is none. FALSE without a keyring. */
void          record_outbox_work_key_async   (NetTokenVault *vault, const char *account, GAsyncReadyCallback callback, gpointer user_data);
gboolean      record_outbox_work_key_finish  (GAsyncResult *result, guint8 *key);

/* In the background; what stays is found and asked about the next time. @path (nullable) */
void          record_outbox_work_delete      (const char *path);

/* The confidentiality above that of @document. (transfer full) (nullable) */
ModelCoding  *record_outbox_work_next_level  (ModelDocument *document);
gboolean      record_outbox_work_is_below    (ModelDocument *document, ModelCoding *level);

G_END_DECLS
