/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-known.h"

#include "epr-document.h"
#include "epr-error.h"
#include "record-session-private.h"

/* More than any record has. */
#define MAX_PAGES 100

typedef struct
{
  GPtrArray *documents; /* (owned) */
  guint      n_pages;
} Known;

static void
known_free (Known *known)
{
  g_ptr_array_unref (known->documents);
  g_free (known);
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  EprAccess *access = EPR_ACCESS (object);
  g_autoptr(GTask) task = G_TASK (user_data);
  Known *known = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(EprPage) page = epr_document_find_finish (access, result, &error);

  if (page == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < page->documents->len; i++)
    g_ptr_array_add (known->documents, g_object_ref (g_ptr_array_index (page->documents, i)));
  if (page->next == NULL || page->documents->len == 0)
    g_task_return_pointer (task, g_ptr_array_ref (known->documents), (GDestroyNotify) g_ptr_array_unref);
  else if (++known->n_pages == MAX_PAGES)
    g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NOT_EXPECTED, "The list of documents does not end");
  else
    epr_document_find_async (access, page->next, NULL, g_task_get_cancellable (task), page_cb, g_object_ref (task));
}

void
record_known_async (RecordSession      *session,
                    ModelPatient       *patient,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask     *task = g_task_new (NULL, cancellable, callback, user_data);
  EprClient *client;
  Known     *known;
  GError    *error = NULL;
  g_autoptr(EprAccess) access = NULL;

  g_return_if_fail (RECORD_IS_SESSION (session));
  g_return_if_fail (MODEL_IS_PATIENT (patient));

  g_task_set_source_tag (task, record_known_async);
  client = record_session_get_client (session);
  access = client != NULL ? epr_access_new (client, patient, EPR_PURPOSE_NORMAL, &error) : NULL;
  if (access == NULL)
    {
      g_task_return_error (task, error != NULL ? error : g_error_new_literal (EPR_ERROR, EPR_ERROR_NOT_SIGNED_IN, "No connection"));
      g_object_unref (task);
      return;
    }

  known = g_new0 (Known, 1);
  known->documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, known, (GDestroyNotify) known_free);
  epr_document_find_async (access, NULL, NULL, cancellable, page_cb, task);
}

GPtrArray *
record_known_finish (GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_known_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
