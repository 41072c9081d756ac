/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-text.h"

#include "render-document-private.h"

struct _RenderText
{
  gatomicrefcount n_refs;
  char           *text; /* (owned) */
  guint           n;
  GBytes         *boxes; /* (owned) (nullable) */
};

RenderText *
render_text_new (const char *text,
                 GBytes     *boxes)
{
  RenderText *self = g_new0 (RenderText, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->text = g_strdup (text);
  self->n = (guint) g_utf8_strlen (text, -1);
  if (boxes != NULL && g_bytes_get_size (boxes) > 0)
    {
      g_assert (g_bytes_get_size (boxes) == self->n * sizeof (RenderBox));
      self->boxes = g_bytes_ref (boxes);
    }

  return self;
}

RenderText *
render_text_ref (RenderText *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
render_text_unref (RenderText *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_free (self->text);
  g_clear_pointer (&self->boxes, g_bytes_unref);
  g_free (self);
}

const char *
render_text_get (RenderText *self)
{
  return self->text;
}

guint
render_text_get_n (RenderText *self)
{
  return self->n;
}

const RenderBox *
render_text_get_boxes (RenderText *self)
{
  return self->boxes != NULL ? g_bytes_get_data (self->boxes, NULL) : NULL;
}

char *
render_text_cut (RenderText *self,
                 guint       first,
                 guint       n)
{
  first = MIN (first, self->n);

  return g_utf8_substring (self->text, first, first + MIN (n, self->n - first));
}

static void
layout_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GError     *error = NULL;
  RenderText *text = render_process_layout_finish (RENDER_PROCESS (object), result, &error);

  render_document_come_back (user_data, text, (GDestroyNotify) render_text_unref, error);
}

void
render_document_ask_layout (RenderProcess *process,
                            RenderJob     *job,
                            guint          deadline)
{
  render_process_layout_async (process, job->request.page, deadline, layout_cb, job);
}

void
render_document_get_layout_async (RenderDocument     *self,
                                  guint               page,
                                  int                 priority,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  const RenderRequest request = { .page = page, .priority = priority };
  GTask              *task;

  g_return_if_fail (RENDER_IS_DOCUMENT (self));
  g_return_if_fail (page < render_document_get_n_pages (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, render_document_get_layout_async);
  render_document_enqueue (self, RENDER_JOB_LAYOUT, &request, task);
}

RenderText *
render_document_get_layout_finish (RenderDocument *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_return_val_if_fail (RENDER_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, render_document_get_layout_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
