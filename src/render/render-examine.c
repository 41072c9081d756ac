/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-document-private.h"

static void
examined_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GError        *error = NULL;
  RenderExamined examined = render_process_examine_finish (RENDER_PROCESS (object), result, &error);

  render_document_come_back (user_data, GUINT_TO_POINTER (examined), NULL, error);
}

void
render_document_ask_examine (RenderProcess *process,
                             RenderJob     *job,
                             guint          deadline)
{
  render_process_examine_async (process, deadline, examined_cb, job);
}

void
render_document_examine_async (RenderDocument     *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  const RenderRequest request = { .priority = G_PRIORITY_DEFAULT };
  GTask              *task;

  g_return_if_fail (RENDER_IS_DOCUMENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, render_document_examine_async);
  render_document_enqueue (self, RENDER_JOB_EXAMINE, &request, task);
}

RenderExamined
render_document_examine_finish (RenderDocument *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (RENDER_IS_DOCUMENT (self), RENDER_EXAMINED_FAILED);
  g_return_val_if_fail (g_async_result_is_tagged (result, render_document_examine_async), RENDER_EXAMINED_FAILED);

  return (RenderExamined) GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), error));
}
