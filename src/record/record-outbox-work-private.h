#pragma once

#include "record-body-private.h"
#include "record-outbox-private.h"

G_BEGIN_DECLS

/* What the outbox has done by workers: hashing, writing, reading; and its small decisions. The callbacks
 * come in the main thread; each is called once, whatever happens to the outbox meanwhile. */

/* A deposit as it is in the store. */
typedef struct
{
  RecordEntry *entry;  /* (owned) (nullable) once it was taken */
  char        *path;   /* (owned) (nullable) of its file; NULL in memory */
  RecordBody  *body;   /* (owned) (nullable) in memory */
  guint        marks;  /* RecordOutboxMark that an earlier run has left */
} RecordSaved;

/* Takes @entry. */
RecordSaved *record_saved_new  (RecordEntry *entry, const char *path, RecordBody *body);
void         record_saved_free (RecordSaved *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecordSaved, record_saved_free)

/* Makes @entry safe with the bytes of @body, or those of the file @over where that is NULL. @entry: without
 * size and hash it gets them, and its identifiers, here. @over: takes the place of this file (nullable).
 * @store NULL: nothing is written. */
void          record_outbox_work_save_async  (RecordOutboxStore *store, RecordEntry *entry, RecordBody *body, const char *over, GAsyncReadyCallback callback, gpointer user_data);
RecordSaved  *record_outbox_work_save_finish (GAsyncResult *result, GError **error);

/* The same for an entry of a higher confidentiality, which is written into a document that says it itself (R-VAC-86): its bytes
 * and its number are others then. FHIR_ERROR. record_outbox_work_save_finish(). */
void          record_outbox_work_raise_async (RecordOutboxStore *store, RecordEntry *entry, RecordBody *body, const char *over, GAsyncReadyCallback callback, gpointer user_data);

void          record_outbox_work_open_async  (RecordOutboxStore *store, const char *path, RecordBody *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GInputStream *record_outbox_work_open_finish (GAsyncResult *result, GError **error);

/* All that is there, oldest first. (element-type RecordSaved) */
void          record_outbox_work_load_async  (RecordOutboxStore *store, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray    *record_outbox_work_load_finish (GAsyncResult *result);

/* The key of @account, made and put into the keyring when there is none. FALSE without a keyring. */
void          record_outbox_work_key_async   (NetTokenVault *vault, const char *account, GAsyncReadyCallback callback, gpointer user_data);
gboolean      record_outbox_work_key_finish  (GAsyncResult *result, guint8 *key);

/* In the background; what stays is found and asked about the next time. @path (nullable) */
void          record_outbox_work_delete      (const char *path);
/* The same, and it is known when it is gone for ever. @path (nullable) */
void          record_outbox_work_delete_async  (const char *path, GAsyncReadyCallback callback, gpointer user_data);
gboolean      record_outbox_work_delete_finish (GAsyncResult *result, GError **error);

/* Sets or takes away a mark beside @path (nullable: nothing is done), so that it outlasts this run. */
void          record_outbox_work_mark_async  (const char *path, RecordOutboxMark mark, gboolean set, GAsyncReadyCallback callback, gpointer user_data);
gboolean      record_outbox_work_mark_finish (GAsyncResult *result, GError **error);

/* Writes the entries anew, each with the bytes that its file has. (element-type RecordSaved) */
void          record_outbox_work_rewrite_async  (RecordOutboxStore *store, GPtrArray *entries, GAsyncReadyCallback callback, gpointer user_data);
gboolean      record_outbox_work_rewrite_finish (GAsyncResult *result, GError **error);

/* The bytes of a deposit as a body. @path NULL: @body. */
void          record_outbox_work_body_async  (RecordOutboxStore *store, const char *path, RecordBody *body, RecordEntry *entry, GAsyncReadyCallback callback, gpointer user_data);
RecordBody   *record_outbox_work_body_finish (GAsyncResult *result, GError **error);

/* The confidentiality above that of @entry; a document of vaccination is never secret (R-VAC-87). (transfer full) (nullable) */
ModelCoding  *record_outbox_work_next_level  (RecordEntry *entry);
/* Whether it is above the lowest, so that not everybody who may read in the record may read it. */
gboolean      record_outbox_work_is_closed   (ModelDocument *document);
gboolean      record_outbox_work_is_below    (RecordEntry *entry, ModelCoding *level);

G_END_DECLS
