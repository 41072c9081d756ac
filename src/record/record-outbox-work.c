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
  RecordOutboxStore *store; /* (owned) (nullable) */
  RecordEntry       *entry; /* (owned) (nullable) */
  RecordBody        *body;  /* (owned) (nullable) */
  char              *path;  /* (owned) (nullable) */
} Work;

static RecordSaved *
saved_new (RecordEntry *entry,
           const char  *path,
           RecordBody  *body)
{
  RecordSaved *self = g_new0 (RecordSaved, 1);

  self->entry = entry;
  self->path = g_strdup (path);
  g_set_object (&self->body, body);

  return self;
}

void
record_saved_free (RecordSaved *self)
{
  g_clear_pointer (&self->entry, record_entry_free);
  g_clear_object (&self->body);
  g_free (self->path);
  g_free (self);
}

static void
work_free (Work *work)
{
  g_clear_pointer (&work->store, record_outbox_store_free);
  g_clear_pointer (&work->entry, record_entry_free);
  g_clear_object (&work->body);
  g_free (work->path);
  g_free (work);
}

static Work *
work_new (RecordOutboxStore *store)
{
  Work *work = g_new0 (Work, 1);

  work->store = store != NULL ? record_outbox_store_copy (store) : NULL;

  return work;
}

static GTask *
task_new (Work               *work,
          GCancellable       *cancellable,
          gpointer            tag,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);

  return task;
}

/* Twice through the bytes: what describes them stands before them, and they may be more than memory holds.
 * The second time they are those of the first, or it fails. */
static gboolean
describe (Work    *work,
          GError **error)
{
  RecordEntry     *wanted = work->entry;
  g_autofree char *hash = NULL;

  /* numbered before: a uniqueId alone may have been given out in advance */
  if (wanted->submission_id != NULL)
    return TRUE;

  hash = record_body_hash (work->body, NULL, error);
  if (hash == NULL)
    return FALSE;

  record_entry_number (wanted, record_body_get_size (work->body), hash);

  return TRUE;
}

static char *
write_file (Work    *work,
            GError **error)
{
  g_autoptr(GInputStream) content = work->body != NULL ? record_body_read (work->body)
                                                        : record_outbox_store_open (work->store, work->path, error);

  return content != NULL ? record_outbox_store_save (work->store, work->path, work->entry, content, error) : NULL;
}

static void
save_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Work            *work = task_data;
  g_autofree char *path = NULL;
  g_autoptr(RecordBody) kept = NULL;
  g_autoptr(GError) error = NULL;

  if (describe (work, &error))
    {
      if (work->store != NULL)
        path = write_file (work, &error);
      else
        kept = record_body_keep (work->body, &error);
    }

  if (error == NULL)
    g_task_return_pointer (task, saved_new (g_steal_pointer (&work->entry), path, kept), (GDestroyNotify) record_saved_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
record_outbox_work_save_async (RecordOutboxStore  *store,
                               RecordEntry        *entry,
                               RecordBody         *body,
                               const char         *over,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  Work *work = work_new (store);
  g_autoptr(GTask) task = task_new (work, NULL, record_outbox_work_save_async, callback, user_data);

  work->entry = record_entry_copy (entry);
  g_set_object (&work->body, body);
  work->path = g_strdup (over);
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
                               RecordBody         *body,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  Work *work = work_new (store);
  g_autoptr(GTask) task = task_new (work, cancellable, record_outbox_work_open_async, callback, user_data);

  if (path == NULL)
    {
      g_task_return_pointer (task, record_body_read (body), g_object_unref);
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
        g_ptr_array_add (found, saved_new (entry, g_ptr_array_index (paths, i), NULL));
    }
  g_ptr_array_sort (found, compare_age);
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

void
record_outbox_work_load_async (RecordOutboxStore  *store,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = task_new (work_new (store), NULL, record_outbox_work_load_async, callback, user_data);

  g_task_run_in_thread (task, load_in_worker);
}

GPtrArray *
record_outbox_work_load_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_work_load_async), NULL);

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
