/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-outbox-work-private.h"

#include "epr-terminology.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define KEY_KIND "outbox-key"

/* From the most open to the most closed. */
static const char *const levels[] = { "17621005", "263856008", "1141000195107" };

typedef struct
{
  RecordOutboxStore *store;  /* (owned) (nullable) */
  RecordSaved       *wanted; /* (owned) (nullable) */
  char              *path;   /* (owned) (nullable) */
  GBytes            *bytes;  /* (owned) (nullable) */
} Work;

RecordSaved *
record_saved_new (ModelDocument *document,
                  ModelPatient  *patient,
                  GBytes        *content,
                  const char    *path,
                  ModelCoding   *level)
{
  RecordSaved *self = g_new0 (RecordSaved, 1);

  self->document = g_object_ref (document);
  self->patient = g_object_ref (patient);
  self->content = content != NULL ? g_bytes_ref (content) : NULL;
  self->path = g_strdup (path);
  g_set_object (&self->level, level);

  return self;
}

void
record_saved_free (RecordSaved *self)
{
  g_clear_object (&self->document);
  g_clear_object (&self->patient);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_object (&self->level);
  g_clear_pointer (&self->entry, record_entry_free);
  g_free (self->path);
  g_free (self);
}

static void
work_free (Work *work)
{
  g_clear_pointer (&work->store, record_outbox_store_free);
  g_clear_pointer (&work->wanted, record_saved_free);
  g_clear_pointer (&work->bytes, g_bytes_unref);
  g_free (work->path);
  g_free (work);
}

static Work *
run (RecordOutboxStore  *store,
     GTaskThreadFunc     function,
     GCancellable       *cancellable,
     GAsyncReadyCallback callback,
     gpointer            user_data,
     gpointer            tag,
     GTask             **task)
{
  Work *work = g_new0 (Work, 1);

  work->store = store != NULL ? record_outbox_store_copy (store) : NULL;
  *task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (*task, tag);
  g_task_set_task_data (*task, work, (GDestroyNotify) work_free);

  return work;
}

static char *
hash_of (GBytes *content)
{
  guint8        digest[20];
  gsize         size;
  const guint8 *data = g_bytes_get_data (content, &size);

  gnutls_hash_fast (GNUTLS_DIG_SHA1, data, size, digest);

  return g_base64_encode (digest, sizeof digest);
}

static void
save_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Work            *work = task_data;
  RecordSaved     *saved = work->wanted;
  g_autofree char *hash = NULL;
  g_autofree char *path = NULL;
  GError          *error = NULL;

  if (saved->content == NULL)
    saved->content = record_outbox_store_read (work->store, saved->path, &error);
  if (saved->content != NULL)
    {
      hash = hash_of (saved->content);
      saved->entry = record_entry_new (saved->document, saved->patient, g_bytes_get_size (saved->content), hash,
                                       g_get_real_time () / G_USEC_PER_SEC, saved->level);
      path = work->store != NULL ? record_outbox_store_save (work->store, saved->entry, saved->content, &error) : NULL;
    }

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_free (saved->path);
  saved->path = g_steal_pointer (&path);
  g_task_return_pointer (task, g_steal_pointer (&work->wanted), (GDestroyNotify) record_saved_free);
}

void
record_outbox_work_save_async (RecordOutboxStore  *store,
                               RecordSaved        *wanted,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Work *work = run (store, save_in_worker, NULL, callback, user_data, record_outbox_work_save_async, &task);

  work->wanted = record_saved_new (wanted->document, wanted->patient, wanted->content, wanted->path, wanted->level);
  g_task_run_in_thread (task, save_in_worker);
}

RecordSaved *
record_outbox_work_save_finish (GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_work_save_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
open_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Work         *work = task_data;
  GError       *error = NULL;
  GInputStream *content = record_outbox_store_open (work->store, work->path, &error);

  if (content != NULL)
    g_task_return_pointer (task, content, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
record_outbox_work_open_async (RecordOutboxStore  *store,
                               const char         *path,
                               GBytes             *content,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Work *work = run (store, open_in_worker, cancellable, callback, user_data, record_outbox_work_open_async, &task);

  if (path == NULL)
    {
      g_task_return_pointer (task, g_memory_input_stream_new_from_bytes (content), g_object_unref);
      return;
    }

  work->path = g_strdup (path);
  g_task_run_in_thread (task, open_in_worker);
}

GInputStream *
record_outbox_work_open_finish (GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_work_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static int
compare_age (gconstpointer a,
             gconstpointer b)
{
  const RecordSaved *left = *(RecordSaved *const *) a;
  const RecordSaved *right = *(RecordSaved *const *) b;

  return (left->entry->created > right->entry->created) - (left->entry->created < right->entry->created);
}

static void
load_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Work *work = task_data;
  g_autoptr(GPtrArray) paths = record_outbox_store_list (work->store);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) record_saved_free);

  for (guint i = 0; i < paths->len; i++)
    {
      RecordEntry *entry = record_outbox_store_load (work->store, g_ptr_array_index (paths, i), NULL);

      if (entry != NULL)
        {
          RecordSaved *saved = record_saved_new (entry->document, entry->patient, NULL, g_ptr_array_index (paths, i), NULL);

          saved->entry = entry;
          g_ptr_array_add (found, saved);
        }
    }
  g_ptr_array_sort (found, compare_age);
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

void
record_outbox_work_load_async (RecordOutboxStore  *store,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  run (store, load_in_worker, NULL, callback, user_data, record_outbox_work_load_async, &task);
  g_task_run_in_thread (task, load_in_worker);
}

GPtrArray *
record_outbox_work_load_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_work_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
hash_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_task_return_pointer (task, hash_of (((Work *) task_data)->bytes), g_free);
}

void
record_outbox_work_hash_async (GBytes             *content,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Work *work = run (NULL, hash_in_worker, NULL, callback, user_data, record_outbox_work_hash_async, &task);

  work->bytes = g_bytes_ref (content);
  g_task_run_in_thread (task, hash_in_worker);
}

char *
record_outbox_work_hash_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_work_hash_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static GBytes *
decode_key (const char *secret)
{
  gsize   size;
  guchar *key = g_base64_decode (secret, &size);

  if (size == RECORD_SEAL_KEY)
    return g_bytes_new_take (key, size);

  g_free (key);

  return NULL;
}

static void
key_stored_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  NetVaultState state = net_token_vault_store_finish (NET_TOKEN_VAULT (object), result, NULL);

  /* kept in memory only, it would make files that nobody can ever read again */
  g_task_return_pointer (task, state == NET_VAULT_PRESENT ? g_bytes_ref (g_task_get_task_data (task)) : NULL,
                         (GDestroyNotify) g_bytes_unref);
}

static void
make_key (GTask         *task,
          NetTokenVault *vault,
          const char    *account)
{
  guint8           key[RECORD_SEAL_KEY];
  g_autofree char *secret = NULL;

  if (gnutls_rnd (GNUTLS_RND_KEY, key, sizeof key) != 0)
    {
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
      return;
    }

  secret = g_base64_encode (key, sizeof key);
  g_task_set_task_data (task, g_bytes_new (key, sizeof key), (GDestroyNotify) g_bytes_unref);
  net_token_vault_store_async (vault, account, KEY_KIND, "Cabinet: outbox", secret, NULL, key_stored_cb, task);
  gnutls_memset (key, 0, sizeof key);
  gnutls_memset (secret, 0, strlen (secret));
}

static void
key_looked_up_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  char            *secret = NULL;
  NetVaultState    state = net_token_vault_lookup_finish (NET_TOKEN_VAULT (object), result, &secret, NULL);
  g_autofree char *account = g_strdup (g_task_get_task_data (task));

  if (state == NET_VAULT_ABSENT)
    make_key (g_steal_pointer (&task), NET_TOKEN_VAULT (object), account);
  else
    g_task_return_pointer (task, state == NET_VAULT_PRESENT ? decode_key (secret) : NULL, (GDestroyNotify) g_bytes_unref);
  if (secret != NULL)
    gnutls_memset (secret, 0, strlen (secret));
  g_free (secret);
}

void
record_outbox_work_key_async (NetTokenVault      *vault,
                              const char         *account,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, record_outbox_work_key_async);
  g_task_set_task_data (task, g_strdup (account), g_free);
  net_token_vault_lookup_async (vault, account, KEY_KIND, NULL, key_looked_up_cb, task);
}

gboolean
record_outbox_work_key_finish (GAsyncResult *result,
                               guint8       *key)
{
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_work_key_async), FALSE);

  bytes = g_task_propagate_pointer (G_TASK (result), NULL);
  if (bytes == NULL)
    return FALSE;

  memcpy (key, g_bytes_get_data (bytes, NULL), RECORD_SEAL_KEY);

  return TRUE;
}

void
record_outbox_work_delete (const char *path)
{
  g_autoptr(GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  if (file != NULL)
    g_file_delete_async (file, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

static int
level_of (ModelCoding *level)
{
  for (guint i = 0; level != NULL && i < G_N_ELEMENTS (levels); i++)
    if (g_strcmp0 (model_coding_get_code (level), levels[i]) == 0)
      return (int) i;

  return -1;
}

static int
level_of_document (ModelDocument *document)
{
  return level_of (model_document_get_n_security_labels (document) > 0 ? model_document_get_security_label (document, 0) : NULL);
}

ModelCoding *
record_outbox_work_next_level (ModelDocument *document)
{
  int level = level_of_document (document);

  return level >= 0 && level + 1 < (int) G_N_ELEMENTS (levels) ? epr_terminology_find ("confidentiality", levels[level + 1]) : NULL;
}

gboolean
record_outbox_work_is_below (ModelDocument *document,
                             ModelCoding   *level)
{
  return level_of_document (document) < level_of (level);
}
