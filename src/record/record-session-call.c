/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session is asked while it lasts: calls that end with it, people, patients. */
#include "config.h"

#include "record-session-private.h"

#include "epr-error.h"
#include "epr-patient.h"
#include "record-community-private.h"
#include "record-match-private.h"
#include "record-patient-context-private.h"

/* A call of the session: it ends when its caller says so, and at sign-out. */
typedef struct
{
  GCancellable *cancellable; /* (owned) */
  GCancellable *callers;     /* (owned) (nullable) */
  GCancellable *work;        /* (owned) */
  gulong        callers_id;
  gulong        work_id;
} Call;

static void
call_free (Call *call)
{
  g_cancellable_disconnect (call->callers, call->callers_id);
  g_cancellable_disconnect (call->work, call->work_id);
  g_clear_object (&call->callers);
  g_clear_object (&call->work);
  g_clear_object (&call->cancellable);
  g_free (call);
}

static void
pass_on_cb (GCancellable *cancellable,
            gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

GTask *
record_session_new_call (RecordSession      *self,
                         GCancellable       *cancellable,
                         gpointer            tag,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  Call  *call = g_new0 (Call, 1);
  GTask *task;

  call->cancellable = g_cancellable_new ();
  call->work = g_object_ref (self->work);
  call->work_id = g_cancellable_connect (call->work, G_CALLBACK (pass_on_cb), g_object_ref (call->cancellable), g_object_unref);
  if (cancellable != NULL)
    {
      call->callers = g_object_ref (cancellable);
      call->callers_id = g_cancellable_connect (cancellable, G_CALLBACK (pass_on_cb), g_object_ref (call->cancellable), g_object_unref);
    }

  task = g_task_new (self, call->cancellable, callback, user_data);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  return task;
}

gboolean
record_session_check_client (RecordSession *self,
                             GTask         *task)
{
  if (self->client != NULL)
    return TRUE;

  g_task_return_error (task, g_error_copy (self->no_client));

  return FALSE;
}

static void
people_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) people = epr_client_list_people_finish (EPR_CLIENT (object), result, &error);
  g_autoptr(GListStore) list = NULL;

  if (people == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  list = g_list_store_new (MODEL_TYPE_USER);
  g_list_store_splice (list, 0, 0, people->pdata, people->len);
  g_task_return_pointer (task, g_steal_pointer (&list), g_object_unref);
}

void
record_session_list_people_async (RecordSession      *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RECORD_IS_SESSION (self));

  task = record_session_new_call (self, cancellable, record_session_list_people_async, callback, user_data);
  if (record_session_check_client (self, task))
    epr_client_list_people_async (self->client, g_task_get_cancellable (task), people_cb, g_object_ref (task));
}

GListModel *
record_session_list_people_finish (RecordSession *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_session_list_people_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(EprMatch) match = epr_patient_search_finish (EPR_CLIENT (object), result, &error);

  if (match != NULL)
    {
      g_task_return_pointer (task, record_match_new (match), g_object_unref);
      return;
    }

  record_session_failed_cb (error, g_task_get_source_object (task));
  g_task_return_error (task, g_steal_pointer (&error));
}

void
record_session_search_async (RecordSession      *self,
                             ModelPatientQuery  *query,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RECORD_IS_SESSION (self));
  g_return_if_fail (MODEL_IS_PATIENT_QUERY (query));

  task = record_session_new_call (self, cancellable, record_session_search_async, callback, user_data);
  if (!record_session_check_client (self, task))
    return;
  if (self->state == RECORD_SESSION_SIGNED_OUT || self->state == RECORD_SESSION_SIGNING_IN)
    {
      g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NOT_SIGNED_IN, "A search needs a sign-in");
      return;
    }

  epr_patient_search_async (self->client, query, NULL, g_task_get_cancellable (task), searched_cb, g_object_ref (task));
}

RecordMatch *
record_session_search_finish (RecordSession *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_session_search_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
record_session_dup_number (RecordSession *self,
                           ModelPatient  *patient)
{
  g_return_val_if_fail (RECORD_IS_SESSION (self), NULL);
  g_return_val_if_fail (MODEL_IS_PATIENT (patient), NULL);

  return record_patient_dup_number (record_community_get_settings (self->community), patient);
}
