/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-calls-private.h"

#include "render-guide-private.h"

static void
guide_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  RenderCall *data = g_task_get_task_data (task);
  g_autoptr(RenderGuide) guide = NULL;
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(GError) error = NULL;

  render_process_end (g_task_get_source_object (task));
  if (render_bus_renderer_call_get_guide_finish (RENDER_BUS_RENDERER (object), &variant, result, &error))
    guide = render_guide_new_from_variant (variant, data->max_sizes);

  if (guide != NULL)
    g_task_return_pointer (task, g_steal_pointer (&guide), (GDestroyNotify) render_guide_unref);
  else
    render_call_fail (task, error);
}

void
render_process_guide_async (RenderProcess      *self,
                            guint               n_pages,
                            guint               deadline,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr(GTask) task = render_call_new (self, render_process_guide_async, callback, user_data);
  RenderCall        *data = g_task_get_task_data (task);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      render_call_fail (task, NULL);
      return;
    }

  data->max_sizes = n_pages;
  render_process_begin (self, deadline);
  render_bus_renderer_call_get_guide (proxy, render_process_get_cancellable (self), guide_cb, g_steal_pointer (&task));
}

RenderGuide *
render_process_guide_finish (RenderProcess *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_process_guide_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
links_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  RenderCall *data = g_task_get_task_data (task);
  g_autoptr(RenderLinks) links = NULL;
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(GError) error = NULL;

  render_process_end (g_task_get_source_object (task));
  if (render_bus_renderer_call_get_links_finish (RENDER_BUS_RENDERER (object), &variant, result, &error))
    links = render_links_new_from_variant (variant, data->max_sizes);

  if (links != NULL)
    g_task_return_pointer (task, g_steal_pointer (&links), (GDestroyNotify) render_links_unref);
  else
    render_call_fail (task, error);
}

void
render_process_links_async (RenderProcess      *self,
                            guint               page,
                            guint               n_pages,
                            guint               deadline,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr(GTask) task = render_call_new (self, render_process_links_async, callback, user_data);
  RenderCall        *data = g_task_get_task_data (task);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      render_call_fail (task, NULL);
      return;
    }

  data->max_sizes = n_pages;
  render_process_begin (self, deadline);
  render_bus_renderer_call_get_links (proxy, page, render_process_get_cancellable (self), links_cb, g_steal_pointer (&task));
}

RenderLinks *
render_process_links_finish (RenderProcess *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_process_links_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
