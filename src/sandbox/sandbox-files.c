/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-files.h"

#include "sandbox-codes.h"
#include "sandbox-deposit.h"

#define MAX_BYTES (64 * 1024 * 1024)

struct _SandboxFiles
{
  GHashTable *bytes; /* (owned) document id → GBytes */
  gsize       total;
};

/* What a thread needs to make one file: copies, since the database is the main thread's. */
typedef struct
{
  SandboxCommunity *community; /* (nullable) borrowed */
  gint64            id;
  SandboxFileKind   kind;
  char             *family, *given, *birth_date, *ahvn13, *date, *local;
  const char       *author, *institution, *language;
  guint32           seed;
} Job;

typedef struct
{
  SandboxCommunity *community; /* borrowed */
  GPtrArray        *documents; /* (owned) */
  guint             pending;   /* files being made, and one for the call itself */
  GError           *error;     /* (owned) (nullable) the first */
} Measuring;

static void measured_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->family);
  g_free (job->given);
  g_free (job->birth_date);
  g_free (job->ahvn13);
  g_free (job->date);
  g_free (job->local);
  g_free (job);
}

static void
measuring_free (gpointer data)
{
  Measuring *measuring = data;

  g_ptr_array_unref (measuring->documents);
  g_clear_error (&measuring->error);
  g_free (measuring);
}

/* "1995-01-27" → "27.01.1995" */
static char *
swiss_date (const char *date)
{
  return g_strdup_printf ("%.2s.%.2s.%.4s", date + 8, date + 5, date);
}

static char *
dotted_ahvn13 (const char *digits)
{
  return g_strdup_printf ("%.3s.%.4s.%.4s.%.2s", digits, digits + 3, digits + 7, digits + 11);
}

static Job *
job_new (SandboxCommunity      *community,
         const SandboxDocument *document)
{
  g_autoptr(SandboxPatient) patient = sandbox_store_get_patient (community->store, document->patient);
  g_autoptr(GDateTime) created = g_date_time_new_from_unix_utc (document->created);
  const SandboxPerson *author = sandbox_person (document->author);
  Job                 *job = g_new0 (Job, 1);

  job->community = community;
  job->id = document->id;
  job->kind = sandbox_kind (document->kind)->file;
  job->family = g_strdup (patient->family);
  job->given = g_strdup (patient->given);
  job->birth_date = swiss_date (patient->birth_date);
  job->ahvn13 = dotted_ahvn13 (patient->ahvn13);
  job->local = g_strdup (patient->local);
  job->date = g_date_time_format (created, "%d.%m.%Y");
  job->author = author->name;
  job->institution = sandbox_institution (author->institution)->name;
  job->language = sandbox_language_code (document->language);
  job->seed = document->seed;

  return job;
}

static void
make_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Job               *job = task_data;
  SandboxFileContext context = { job->family, job->given, job->birth_date, job->ahvn13, job->author, job->institution,
                                 job->date, job->language, job->seed, job->local };
  GError            *error = NULL;
  GBytes            *bytes = sandbox_file_make (job->kind, &context, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

static void
keep (SandboxFiles *self,
      gint64        id,
      GBytes       *bytes)
{
  gint64 *key = g_memdup2 (&id, sizeof id);

  if (self->total + g_bytes_get_size (bytes) > MAX_BYTES)
    {
      g_hash_table_remove_all (self->bytes);
      self->total = 0;
    }
  self->total += g_bytes_get_size (bytes);
  g_hash_table_insert (self->bytes, key, g_bytes_ref (bytes));
}

static void
put_size_and_hash (Measuring    *measuring,
                   GAsyncResult *result,
                   GBytes       *bytes)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  for (guint i = 0; i < measuring->documents->len; i++)
    {
      SandboxDocument *document = g_ptr_array_index (measuring->documents, i);

      if (document->id != job->id)
        continue;
      document->size = (gint64) g_bytes_get_size (bytes);
      g_free (document->hash);
      document->hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, bytes);
      sandbox_store_set_file (measuring->community->store, document->id, document->size, document->hash);
    }
}

static void
finish_one (Measuring *measuring,
            GTask     *task)
{
  if (--measuring->pending > 0)
    return;

  if (measuring->error != NULL)
    g_task_return_error (task, g_steal_pointer (&measuring->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
measured_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Measuring *measuring = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = sandbox_files_load_finish (result, &error);

  if (bytes != NULL)
    put_size_and_hash (measuring, result, bytes);
  else if (measuring->error == NULL)
    measuring->error = g_steal_pointer (&error);
  finish_one (measuring, task);
}

SandboxFiles *
sandbox_files_new (void)
{
  SandboxFiles *self = g_new0 (SandboxFiles, 1);

  self->bytes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_bytes_unref);

  return self;
}

void
sandbox_files_free (SandboxFiles *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->bytes);
  g_free (self);
}

void
sandbox_files_load_async (SandboxCommunity      *community,
                          const SandboxDocument *document,
                          GAsyncReadyCallback    callback,
                          gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);
  GBytes *bytes = g_hash_table_lookup (community->files->bytes, &document->id);
  GBytes *deposited = bytes == NULL ? sandbox_deposit_get_bytes (community->store, document->id) : NULL;

  g_task_set_source_tag (task, sandbox_files_load_async);
  g_task_set_task_data (task, job_new (community, document), job_free);
  if (bytes != NULL)
    g_task_return_pointer (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  else if (deposited != NULL)
    g_task_return_pointer (task, deposited, (GDestroyNotify) g_bytes_unref);
  else
    g_task_run_in_thread (task, make_in_thread);
}

GBytes *
sandbox_files_load_finish (GAsyncResult *result,
                           GError      **error)
{
  Job    *job;
  GBytes *bytes;

  g_return_val_if_fail (g_async_result_is_tagged (result, sandbox_files_load_async), NULL);

  job = g_task_get_task_data (G_TASK (result));
  bytes = g_task_propagate_pointer (G_TASK (result), error);
  if (bytes != NULL && !g_hash_table_contains (job->community->files->bytes, &job->id))
    keep (job->community->files, job->id, bytes);

  return bytes;
}

void
sandbox_files_measure_async (SandboxCommunity   *community,
                             GPtrArray          *documents,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Measuring *measuring = g_new0 (Measuring, 1);

  measuring->community = community;
  measuring->documents = g_ptr_array_ref (documents);
  g_task_set_source_tag (task, sandbox_files_measure_async);
  g_task_set_task_data (task, measuring, measuring_free);
  measuring->pending = 1;
  for (guint i = 0; i < documents->len; i++)
    {
      const SandboxDocument *document = g_ptr_array_index (documents, i);

      if (document->size >= 0 || sandbox_kind (document->kind)->on_demand)
        continue;
      measuring->pending++;
      sandbox_files_load_async (community, document, measured_cb, g_object_ref (task));
    }
  finish_one (measuring, task);
}

gboolean
sandbox_files_measure_finish (GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sandbox_files_measure_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
