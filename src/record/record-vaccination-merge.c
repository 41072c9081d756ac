/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-vaccination-merge-private.h"

#include "model-issue.h"

static void
parts_free (RecordVaccinationParts *parts)
{
  g_ptr_array_unref (parts->documents);
  g_ptr_array_unref (parts->unread);
  g_object_unref (parts->patient);
  g_strfreev (parts->accepted);
  g_free (parts);
}

RecordVaccinationParts *
record_vaccination_parts_new (ModelPatient *patient,
                              char        **accepted)
{
  RecordVaccinationParts *parts = g_new0 (RecordVaccinationParts, 1);

  parts->documents = g_ptr_array_new_with_free_func (g_object_unref);
  parts->unread = g_ptr_array_new_with_free_func (g_object_unref);
  parts->patient = g_object_ref (patient);
  parts->accepted = g_strdupv (accepted);

  return parts;
}

static void
merge_in_worker (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  RecordVaccinationParts *parts = task_data;

  g_task_return_pointer (task,
                         model_vaccination_record_new (&(ModelVaccinationSources) {
                             .documents = parts->documents,
                             .unread = parts->unread,
                             .patient = parts->patient,
                             .accepted = (const char *const *) parts->accepted,
                             .incomplete = parts->incomplete,
                         }),
                         g_object_unref);
}

void
record_vaccination_merge_async (RecordVaccinationParts *parts,
                                GCancellable           *cancellable,
                                GAsyncReadyCallback     callback,
                                gpointer                user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, record_vaccination_merge_async);
  g_task_set_task_data (task, parts, (GDestroyNotify) parts_free);
  g_task_run_in_thread (task, merge_in_worker);
}

ModelVaccinationRecord *
record_vaccination_merge_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_vaccination_merge_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

gboolean
record_vaccination_is_incomplete (RecordDocumentList *list)
{
  GListModel *warnings = record_document_list_get_warnings (list);

  for (guint i = 0; i < g_list_model_get_n_items (warnings); i++)
    {
      g_autoptr(ModelIssue) issue = g_list_model_get_item (warnings, i);

      if (g_strcmp0 (model_issue_get_code (issue), "security") != 0)
        return TRUE;
    }

  return !record_document_list_get_complete (list);
}

void
record_vaccination_fill_store (GListStore *store,
                               GPtrArray  *lines,
                               int         kind)
{
  g_autoptr(GPtrArray) some = g_ptr_array_new ();

  for (guint i = 0; i < lines->len; i++)
    if (kind < 0 || (int) model_clinical_entry_get_kind (model_record_line_get_entry (g_ptr_array_index (lines, i))) == kind)
      g_ptr_array_add (some, g_ptr_array_index (lines, i));

  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), some->pdata, some->len);
}
