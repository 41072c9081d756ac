/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-outbox-work-private.h"

#include "epr-terminology.h"
#include "epr-vaccination-write.h"

/* From the most open to the most closed. */
static const char *const levels[] = { "17621005", "263856008", "1141000195107" };

typedef struct
{
  RecordOutboxStore *store; /* (owned) (nullable) */
  RecordEntry       *entry; /* (owned) (nullable) */
  RecordBody        *body;  /* (owned) (nullable) */
  char              *path;  /* (owned) (nullable) */
  GPtrArray         *all;   /* (owned) (nullable) of RecordSaved */
  RecordOutboxMark   mark;
  gboolean           set;
} Work;

RecordSaved *
record_saved_new (RecordEntry *entry,
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
  g_clear_pointer (&work->all, g_ptr_array_unref);
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
    g_task_return_pointer (task, record_saved_new (g_steal_pointer (&work->entry), path, kept), (GDestroyNotify) record_saved_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* All of it: a document of vaccination is small. (transfer full) */
static GBytes *
read_all (Work    *work,
          GError **error)
{
  g_autoptr(GInputStream) content = work->body != NULL ? record_body_read (work->body)
                                                        : record_outbox_store_open (work->store, work->path, error);
  g_autoptr(GOutputStream) to = g_memory_output_stream_new_resizable ();

  if (content == NULL ||
      g_output_stream_splice (to, content, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (to));
}

/* The document says its number and its confidentiality itself. */
static gboolean
write_level (Work    *work,
             GError **error)
{
  ModelCoding     *level = model_document_get_security_label (work->entry->document, 0);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *hash = NULL;
  g_autoptr(GBytes) before = read_all (work, error);
  g_autoptr(GBytes) now = before != NULL ? epr_vaccination_rewrite (before, uuid, model_coding_get_code (level), error) : NULL;
  g_autoptr(RecordBody) body = now != NULL ? record_body_new (now) : NULL;

  if (body == NULL)
    return FALSE;
  hash = record_body_hash (body, NULL, error);
  if (hash == NULL)
    return FALSE;

  g_set_object (&work->body, body);
  record_entry_rename (work->entry, uuid, record_body_get_size (body), hash);

  return TRUE;
}

static void
raise_in_worker (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;

  if (write_level (task_data, &error))
    save_in_worker (task, source_object, task_data, cancellable);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
save (RecordOutboxStore  *store,
      RecordEntry        *entry,
      RecordBody         *body,
      const char         *over,
      GTaskThreadFunc     how,
      GAsyncReadyCallback callback,
      gpointer            user_data)
{
  Work *work = work_new (store);
  g_autoptr(GTask) task = task_new (work, NULL, record_outbox_work_save_async, callback, user_data);

  work->entry = record_entry_copy (entry);
  g_set_object (&work->body, body);
  work->path = g_strdup (over);
  g_task_run_in_thread (task, how);
}

void
record_outbox_work_save_async (RecordOutboxStore  *store,
                               RecordEntry        *entry,
                               RecordBody         *body,
                               const char         *over,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  save (store, entry, body, over, save_in_worker, callback, user_data);
}

void
record_outbox_work_raise_async (RecordOutboxStore  *store,
                                RecordEntry        *entry,
                                RecordBody         *body,
                                const char         *over,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  save (store, entry, body, over, entry->vaccination ? raise_in_worker : save_in_worker, callback, user_data);
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
found_cb (const char  *path,
          RecordEntry *entry,
          guint        marks,
          gpointer     user_data)
{
  RecordSaved *saved = record_saved_new (entry, path, NULL);

  saved->marks = marks;
  g_ptr_array_add (user_data, saved);
}

static void
load_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Work      *work = task_data;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) record_saved_free);

  record_outbox_store_list (work->store, found_cb, found);
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

static void
return_done (GTask   *task,
             gboolean done,
             GError  *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
delete_in_worker (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  GError *error = NULL;

  return_done (task, record_outbox_store_delete (((Work *) task_data)->path, &error), error);
}

void
record_outbox_work_delete_async (const char         *path,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  Work *work = work_new (NULL);
  g_autoptr(GTask) task = task_new (work, NULL, record_outbox_work_delete_async, callback, user_data);

  work->path = g_strdup (path);
  if (path != NULL)
    g_task_run_in_thread (task, delete_in_worker);
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
record_outbox_work_delete_finish (GAsyncResult *result,
                                  GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_work_delete_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
record_outbox_work_delete (const char *path)
{
  if (path != NULL)
    record_outbox_work_delete_async (path, NULL, NULL);
}

static void
mark_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Work   *work = task_data;
  GError *error = NULL;

  return_done (task, record_outbox_store_mark (work->path, work->mark, work->set, &error), error);
}

void
record_outbox_work_mark_async (const char         *path,
                               RecordOutboxMark    mark,
                               gboolean            set,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  Work *work = work_new (NULL);
  g_autoptr(GTask) task = task_new (work, NULL, record_outbox_work_mark_async, callback, user_data);

  work->path = g_strdup (path);
  work->mark = mark;
  work->set = set;
  if (path != NULL)
    g_task_run_in_thread (task, mark_in_worker);
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
record_outbox_work_mark_finish (GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_work_mark_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
rewrite_in_worker (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Work    *work = task_data;
  GError  *error = NULL;
  gboolean done = TRUE;

  for (guint i = 0; done && i < work->all->len; i++)
    {
      RecordSaved *saved = g_ptr_array_index (work->all, i);
      g_autoptr(GInputStream) content = record_outbox_store_open (work->store, saved->path, &error);
      g_autofree char *path = content != NULL ? record_outbox_store_save (work->store, saved->path, saved->entry, content, &error) : NULL;

      done = path != NULL;
    }
  return_done (task, done, error);
}

void
record_outbox_work_rewrite_async (RecordOutboxStore  *store,
                                  GPtrArray          *entries,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  Work *work = work_new (store);
  g_autoptr(GTask) task = task_new (work, NULL, record_outbox_work_rewrite_async, callback, user_data);

  work->all = g_ptr_array_ref (entries);
  if (store != NULL && entries->len > 0)
    g_task_run_in_thread (task, rewrite_in_worker);
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
record_outbox_work_rewrite_finish (GAsyncResult *result,
                                   GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_work_rewrite_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
body_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Work          *work = task_data;
  ModelDocument *document = work->entry->document;
  GError        *error = NULL;
  RecordBody    *body = record_body_new_sealed (work->store, work->path, (guint64) model_document_get_size (document),
                                                model_document_get_hash (document), &error);

  if (body != NULL)
    g_task_return_pointer (task, body, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
record_outbox_work_body_async (RecordOutboxStore  *store,
                               const char         *path,
                               RecordBody         *body,
                               RecordEntry        *entry,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  Work *work = work_new (store);
  g_autoptr(GTask) task = task_new (work, NULL, record_outbox_work_body_async, callback, user_data);

  work->path = g_strdup (path);
  work->entry = record_entry_copy (entry);
  if (path != NULL)
    g_task_run_in_thread (task, body_in_worker);
  else
    g_task_return_pointer (task, g_object_ref (body), g_object_unref);
}

RecordBody *
record_outbox_work_body_finish (GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_work_body_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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

/* Professionals write no vaccination as secret (R-VAC-87). */
static int
highest_of (RecordEntry *entry)
{
  return (int) G_N_ELEMENTS (levels) - (entry->vaccination ? 2 : 1);
}

ModelCoding *
record_outbox_work_next_level (RecordEntry *entry)
{
  int level = level_of_document (entry->document);

  return level >= 0 && level < highest_of (entry) ? epr_terminology_find ("confidentiality", levels[level + 1]) : NULL;
}

gboolean
record_outbox_work_is_below (RecordEntry *entry,
                             ModelCoding *level)
{
  return level_of_document (entry->document) < level_of (level) && level_of (level) <= highest_of (entry);
}

gboolean
record_outbox_work_is_closed (ModelDocument *document)
{
  return level_of_document (document) > 0;
}
