/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-picture.h"

#include "render-document-private.h"

static gboolean
is_lying (const RenderPicture *picture)
{
  return picture->orientation >= 5;
}

void
render_picture_free (RenderPicture *picture)
{
  g_clear_pointer (&picture->pieces, g_array_unref);
  g_free (picture);
}

int
render_picture_get_columns (const RenderPicture *picture)
{
  return is_lying (picture) ? picture->height : picture->width;
}

int
render_picture_get_rows (const RenderPicture *picture)
{
  return is_lying (picture) ? picture->width : picture->height;
}

static void
picture_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GError        *error = NULL;
  RenderPicture *picture = render_process_picture_finish (RENDER_PROCESS (object), result, &error);

  render_document_come_back (user_data, picture, (GDestroyNotify) render_picture_free, error);
}

static void
pixels_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GError       *error = NULL;
  RenderPixels *pixels = render_process_pixels_finish (RENDER_PROCESS (object), result, &error);

  render_document_come_back (user_data, pixels, (GDestroyNotify) render_pixels_free, error);
}

void
render_document_ask_picture (RenderProcess *process,
                             RenderJob     *job,
                             gsize          size,
                             guint          deadline)
{
  if (job->kind == RENDER_JOB_PICTURE)
    render_process_picture_async (process, job->request.page, size, deadline, picture_cb, job);
  else
    render_process_pixels_async (process, &job->request, deadline, pixels_cb, job);
}

void
render_document_get_picture_async (RenderDocument     *self,
                                   guint               page,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  const RenderRequest request = { .page = page, .priority = G_PRIORITY_DEFAULT };
  GTask              *task;

  g_return_if_fail (RENDER_IS_DOCUMENT (self));
  g_return_if_fail (page < render_document_get_n_pages (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, render_document_get_picture_async);
  render_document_enqueue (self, RENDER_JOB_PICTURE, &request, task);
}

RenderPicture *
render_document_get_picture_finish (RenderDocument *self,
                                    GAsyncResult   *result,
                                    GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, render_document_get_picture_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
render_document_get_pixels_async (RenderDocument      *self,
                                  guint                page,
                                  const RenderPicture *picture,
                                  int                  first,
                                  int                  n_rows,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  const RenderRequest request = {
    .page = page,
    .scale = 1,
    .clip_y = first,
    .clip_width = render_picture_get_columns (picture),
    .clip_height = n_rows,
    .priority = G_PRIORITY_DEFAULT,
  };
  GTask *task;

  g_return_if_fail (RENDER_IS_DOCUMENT (self));
  g_return_if_fail (page < render_document_get_n_pages (self));
  g_return_if_fail (first >= 0 && n_rows > 0 && first <= render_picture_get_rows (picture) - n_rows);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, render_document_get_pixels_async);
  render_document_enqueue (self, RENDER_JOB_PIXELS, &request, task);
}

RenderPixels *
render_document_get_pixels_finish (RenderDocument *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, render_document_get_pixels_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
