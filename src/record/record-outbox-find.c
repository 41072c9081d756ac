/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-deposit-private.h"
#include "record-outbox-turn-private.h"
#include "record-patient-context-private.h"

gboolean
record_outbox_get_ready (RecordOutbox *self)
{
  g_return_val_if_fail (RECORD_IS_OUTBOX (self), FALSE);

  return self->ready;
}

RecordDeposit *
record_outbox_find_content (RecordOutbox *self,
                            ModelPatient *patient,
                            const char   *hash)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (RECORD_IS_OUTBOX (self), NULL);
  g_return_val_if_fail (MODEL_IS_PATIENT (patient), NULL);
  g_return_val_if_fail (hash != NULL, NULL);

  key = record_outbox_dup_patient_key (patient);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr(RecordDeposit) deposit = g_list_model_get_item (G_LIST_MODEL (self), i);
      RecordEntry     *entry = record_deposit_get_entry (deposit);
      g_autofree char *other = record_outbox_dup_patient_key (entry->patient);

      if (g_strcmp0 (model_document_get_hash (entry->document), hash) == 0 && g_strcmp0 (other, key) == 0)
        return g_steal_pointer (&deposit);
    }

  return NULL;
}

static ModelDocument *
find_in_list (RecordDocumentList *documents,
              const char         *hash)
{
  for (guint i = 0; documents != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (documents)); i++)
    {
      g_autoptr(ModelDocument) document = g_list_model_get_item (G_LIST_MODEL (documents), i);

      if (g_strcmp0 (model_document_get_hash (document), hash) == 0)
        return g_steal_pointer (&document);
    }

  return NULL;
}

static void
hashed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  RecordOutbox         *self = g_task_get_source_object (task);
  RecordPatientContext *context = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = record_body_hash_finish (RECORD_BODY (object), result, &error);
  g_autoptr(RecordDeposit) deposit = NULL;
  ModelDocument *same;

  if (hash == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  deposit = record_outbox_find_content (self, record_patient_context_get_patient (context), hash);
  same = deposit != NULL ? g_object_ref (record_deposit_get_document (deposit))
                         : find_in_list (record_patient_context_peek_documents (context), hash);
  g_task_return_pointer (task, same, g_object_unref);
}

void
record_outbox_find_same_async (RecordOutbox         *self,
                               RecordPatientContext *context,
                               RecordBody           *body,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data)
{
  GTask *task;

  g_return_if_fail (RECORD_IS_OUTBOX (self));
  g_return_if_fail (RECORD_IS_PATIENT_CONTEXT (context));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_outbox_find_same_async);
  g_task_set_task_data (task, g_object_ref (context), g_object_unref);
  record_body_hash_async (body, cancellable, hashed_cb, task);
}

ModelDocument *
record_outbox_find_same_finish (RecordOutbox *self,
                                GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_find_same_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
