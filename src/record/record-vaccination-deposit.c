/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-vaccination-deposit.h"

#include "record-error.h"
#include "record-outbox.h"
#include "record-vaccination-write-private.h"

/* Written, and what goes with it. */

static void
write_in_worker (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = record_vaccination_job_write (task_data, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/* The session, the job's draft and the patient are the main thread's: the worker's own task holds none of them, since a worker
 * may let go of its task after everybody else. */
static void
job_written_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
write_job (RecordSession                 *session,
           ModelPatient                  *patient,
           const RecordVaccinationChange *changes,
           guint                          n_changes,
           ModelVaccinationRecord        *record,
           gboolean                       restricted,
           GCancellable                  *cancellable,
           GAsyncReadyCallback            callback,
           gpointer                       user_data)
{
  g_autoptr(GTask) task = g_task_new (session, cancellable, callback, user_data);
  g_autoptr(GTask) worker = NULL;
  g_autoptr(GError) error = NULL;
  RecordVaccinationJob *job = record_vaccination_job_new (session, patient, changes, n_changes, record, restricted, &error);

  g_task_set_source_tag (task, record_vaccination_write_async);
  if (job == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_set_task_data (task, job, (GDestroyNotify) record_vaccination_job_free);
  worker = g_task_new (NULL, cancellable, job_written_cb, g_object_ref (task));
  g_task_set_task_data (worker, job, NULL);
  g_task_run_in_thread (worker, write_in_worker);
}

void
record_vaccination_write_async (RecordSession                 *session,
                                ModelPatient                  *patient,
                                const RecordVaccinationChange *changes,
                                guint                          n_changes,
                                gboolean                       restricted,
                                GCancellable                  *cancellable,
                                GAsyncReadyCallback            callback,
                                gpointer                       user_data)
{
  g_return_if_fail (RECORD_IS_SESSION (session));
  g_return_if_fail (MODEL_IS_PATIENT (patient));
  g_return_if_fail (changes != NULL && n_changes > 0);

  write_job (session, patient, changes, n_changes, NULL, restricted, cancellable, callback, user_data);
}

void
record_vaccination_snapshot_async (RecordSession          *session,
                                   ModelPatient           *patient,
                                   ModelVaccinationRecord *record,
                                   gboolean                restricted,
                                   GCancellable           *cancellable,
                                   GAsyncReadyCallback     callback,
                                   gpointer                user_data)
{
  g_return_if_fail (RECORD_IS_SESSION (session));
  g_return_if_fail (MODEL_IS_PATIENT (patient));
  g_return_if_fail (MODEL_IS_VACCINATION_RECORD (record));

  write_job (session, patient, NULL, 0, record, restricted, cancellable, callback, user_data);
}

GBytes *
record_vaccination_write_finish (RecordSession  *session,
                                 GAsyncResult   *result,
                                 ModelDocument **metadata,
                                 GError        **error)
{
  GBytes *bytes;

  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_vaccination_write_async), NULL);

  bytes = g_task_propagate_pointer (G_TASK (result), error);
  if (metadata != NULL)
    *metadata = bytes != NULL ? record_vaccination_job_metadata (g_task_get_task_data (G_TASK (result))) : NULL;

  return bytes;
}

/* Into the outbox. */

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError        *error = NULL;
  RecordDeposit *deposit = record_outbox_add_finish (RECORD_OUTBOX (object), result, &error);

  if (deposit != NULL)
    g_task_return_pointer (task, deposit, g_object_unref);
  else
    g_task_return_error (task, error);
}

typedef struct
{
  RecordOutbox *outbox;  /* (owned) of who asked: somebody else may be signed in meanwhile */
  ModelPatient *patient; /* (owned) */
} Destination;

static void
destination_free (Destination *destination)
{
  g_clear_object (&destination->outbox);
  g_object_unref (destination->patient);
  g_free (destination);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  RecordSession *session = RECORD_SESSION (object);
  Destination   *to = g_task_get_task_data (task);
  GError        *error = NULL;
  g_autoptr(ModelDocument) metadata = NULL;
  g_autoptr(GBytes) bytes = record_vaccination_write_finish (session, result, &metadata, &error);
  g_autoptr(RecordBody) body = NULL;

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  body = record_body_new (bytes);
  record_outbox_add_async (to->outbox, &(RecordOrder) { .document = metadata, .patient = to->patient, .body = body, .vaccination = TRUE },
                           g_task_get_cancellable (task), added_cb, g_object_ref (task));
}

void
record_vaccination_deposit_async (RecordSession                 *session,
                                  ModelPatient                  *patient,
                                  const RecordVaccinationChange *changes,
                                  guint                          n_changes,
                                  gboolean                       restricted,
                                  GCancellable                  *cancellable,
                                  GAsyncReadyCallback            callback,
                                  gpointer                       user_data)
{
  GTask       *task;
  Destination *to;

  g_return_if_fail (RECORD_IS_SESSION (session));
  g_return_if_fail (MODEL_IS_PATIENT (patient));
  g_return_if_fail (changes != NULL && n_changes > 0);

  to = g_new0 (Destination, 1);
  g_set_object (&to->outbox, record_session_get_outbox (session));
  to->patient = g_object_ref (patient);
  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_vaccination_deposit_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, to, (GDestroyNotify) destination_free);
  record_vaccination_write_async (session, patient, changes, n_changes, restricted, cancellable, written_cb, task);
}

RecordDeposit *
record_vaccination_deposit_finish (RecordSession *session,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_vaccination_deposit_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
