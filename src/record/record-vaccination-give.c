/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-vaccination-give.h"

#include "record-draft-private.h"
#include "record-error.h"
#include "record-vaccination-write-private.h"

/* Where it goes: somebody else may be signed in meanwhile. */
typedef struct
{
  RecordOutbox *outbox;  /* (owned) */
  ModelPatient *patient; /* (owned) */
} Destination;

static void
destination_free (Destination *to)
{
  g_clear_object (&to->outbox);
  g_object_unref (to->patient);
  g_free (to);
}

static GTask *
task_new (RecordSession      *session,
          ModelPatient       *patient,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask       *task = g_task_new (session, cancellable, callback, user_data);
  Destination *to = g_new0 (Destination, 1);

  g_set_object (&to->outbox, record_session_get_outbox (session));
  to->patient = g_object_ref (patient);
  g_task_set_source_tag (task, record_vaccination_give_finish);
  g_task_set_check_cancellable (task, FALSE); /* what is in the outbox is sent */
  g_task_set_task_data (task, to, (GDestroyNotify) destination_free);

  return task;
}

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

/* Takes @task. */
static void
add (GTask         *task,
     ModelDocument *metadata,
     RecordBody    *body)
{
  Destination *to = g_task_get_task_data (task);
  gboolean     says_itself = g_strcmp0 (model_document_get_content_type (metadata), "application/fhir+json") == 0;

  /* paper does not say how confidential it is (R-VAC-86) */
  record_outbox_add_async (to->outbox, &(RecordOrder) { .document = metadata, .patient = to->patient, .body = body, .vaccination = says_itself },
                           g_task_get_cancellable (task), added_cb, task);
}

void
record_vaccination_give_paper_async (RecordSession      *session,
                                     ModelPatient       *patient,
                                     GBytes             *pdf,
                                     const char         *title,
                                     const char         *language,
                                     gboolean            restricted,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  GTask  *task;
  GError *error = NULL;
  g_autoptr(RecordBody) body = NULL;
  g_autoptr(RecordDraft) draft = NULL;
  g_autoptr(ModelDocument) metadata = NULL;

  g_return_if_fail (RECORD_IS_SESSION (session));
  g_return_if_fail (MODEL_IS_PATIENT (patient));
  g_return_if_fail (pdf != NULL);

  task = task_new (session, patient, cancellable, callback, user_data);
  body = record_body_new (pdf);
  if (record_vaccination_may_write (session, patient, &error))
    draft = record_draft_new (session, patient, "vaccination.pdf", body, &error);
  if (draft != NULL)
    {
      record_vaccination_describe (draft, title, language, restricted);
      if (record_draft_get_complete (draft))
        metadata = record_draft_to_document (draft);
      else
        g_set_error_literal (&error, RECORD_ERROR, RECORD_ERROR_ENTRY_INVALID, "The metadata are not complete (R-VAC-84)");
    }

  if (metadata != NULL)
    {
      add (task, metadata, body);
      return;
    }

  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(ModelDocument) metadata = NULL;
  g_autoptr(GBytes) bytes = record_vaccination_write_finish (RECORD_SESSION (object), result, &metadata, &error);
  g_autoptr(RecordBody) body = bytes != NULL ? record_body_new (bytes) : NULL;

  if (body != NULL)
    add (g_steal_pointer (&task), metadata, body);
  else
    g_task_return_error (task, error);
}

void
record_vaccination_give_snapshot_async (RecordSession          *session,
                                        ModelPatient           *patient,
                                        ModelVaccinationRecord *record,
                                        gboolean                restricted,
                                        GCancellable           *cancellable,
                                        GAsyncReadyCallback     callback,
                                        gpointer                user_data)
{
  g_return_if_fail (RECORD_IS_SESSION (session));
  g_return_if_fail (MODEL_IS_PATIENT (patient));

  record_vaccination_snapshot_async (session, patient, record, restricted, cancellable, written_cb,
                                     task_new (session, patient, cancellable, callback, user_data));
}

RecordDeposit *
record_vaccination_give_finish (RecordSession *session,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_vaccination_give_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
