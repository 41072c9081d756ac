/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-calls-private.h"

#include "render-wire.h"

#include <math.h>
#include <string.h>

static void
text_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  RenderProcess *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  render_process_end (self);
  if (render_bus_renderer_call_get_text_finish (RENDER_BUS_RENDERER (object), &text, result, &error) &&
      strlen (text) <= RENDER_WIRE_MAX_TEXT)
    g_task_return_pointer (task, g_steal_pointer (&text), g_free);
  else
    render_call_fail (task, error);
}

void
render_process_text_async (RenderProcess      *self,
                           guint               page,
                           guint               deadline,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr(GTask) task = render_call_new (self, render_process_text_async, callback, user_data);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      render_call_fail (task, NULL);
      return;
    }

  render_process_begin (self, deadline);
  render_bus_renderer_call_get_text (proxy, page, render_process_get_cancellable (self), text_cb, g_steal_pointer (&task));
}

char *
render_process_text_finish (RenderProcess *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_process_text_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* One for each character, each a place that there can be. */
static gboolean
are_boxes (GBytes *boxes,
           gsize   n_characters)
{
  gsize            size;
  const RenderBox *all = g_bytes_get_data (boxes, &size);

  if (size != 0 && size != n_characters * sizeof (RenderBox))
    return FALSE;

  for (gsize i = 0; i < size / sizeof (RenderBox); i++)
    if (!isfinite (all[i].x1) || !isfinite (all[i].y1) || !isfinite (all[i].x2) || !isfinite (all[i].y2) ||
        all[i].x1 > all[i].x2 || all[i].y1 > all[i].y2)
      return FALSE;

  return TRUE;
}

static void
layout_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(GBytes) boxes = NULL;
  g_autofree char *text = NULL;

  render_process_end (g_task_get_source_object (task));
  if (render_bus_renderer_call_get_layout_finish (RENDER_BUS_RENDERER (object), &text, &variant, result, &error) &&
      strlen (text) <= RENDER_WIRE_MAX_TEXT)
    /* A copy: within the message it stands anywhere, and boxes need their alignment. */
    boxes = g_bytes_new (g_variant_get_data (variant), g_variant_get_size (variant));

  if (boxes != NULL && are_boxes (boxes, (gsize) g_utf8_strlen (text, -1)))
    g_task_return_pointer (task, render_text_new (text, boxes), (GDestroyNotify) render_text_unref);
  else
    render_call_fail (task, error);
}

void
render_process_layout_async (RenderProcess      *self,
                             guint               page,
                             guint               deadline,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = render_call_new (self, render_process_layout_async, callback, user_data);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      render_call_fail (task, NULL);
      return;
    }

  render_process_begin (self, deadline);
  render_bus_renderer_call_get_layout (proxy, page, render_process_get_cancellable (self), layout_cb, g_steal_pointer (&task));
}

RenderText *
render_process_layout_finish (RenderProcess *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_process_layout_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
content_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(RenderContent) content = NULL;
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(GError) error = NULL;

  render_process_end (g_task_get_source_object (task));
  if (render_bus_renderer_call_get_content_finish (RENDER_BUS_RENDERER (object), &variant, result, &error))
    content = render_content_new_from_variant (variant);

  if (content != NULL)
    g_task_return_pointer (task, g_steal_pointer (&content), (GDestroyNotify) render_content_unref);
  else
    render_call_fail (task, error);
}

void
render_process_content_async (RenderProcess      *self,
                              guint               deadline,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = render_call_new (self, render_process_content_async, callback, user_data);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      render_call_fail (task, NULL);
      return;
    }

  render_process_begin (self, deadline);
  render_bus_renderer_call_get_content (proxy, render_process_get_cancellable (self), content_cb, g_steal_pointer (&task));
}

RenderContent *
render_process_content_finish (RenderProcess *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_process_content_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
