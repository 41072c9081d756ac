/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-calls-private.h"

#include "render-error-private.h"
#include "render-wire.h"

#include <gio/gunixfdlist.h>
#include <math.h>
#include <string.h>

static void
call_free (RenderCall *data)
{
  g_clear_object (&data->document);
  g_free (data->content_type);
  if (data->password != NULL)
    explicit_bzero (data->password, strlen (data->password));
  g_free (data->password);
  g_clear_pointer (&data->slot, render_slot_free);
  g_free (data);
}

GTask *
render_call_new (RenderProcess      *self,
                 gpointer            source_tag,
                 GAsyncReadyCallback callback,
                 gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, g_new0 (RenderCall, 1), (GDestroyNotify) call_free);

  return task;
}

void
render_call_fail (GTask        *task,
                  const GError *remote)
{
  g_task_return_error (task, render_process_judge (g_task_get_source_object (task), remote));
}

static gboolean
is_size (const RenderSize *size)
{
  return isfinite (size->width) && isfinite (size->height) &&
         size->width > 0 && size->width <= RENDER_WIRE_MAX_POINTS &&
         size->height > 0 && size->height <= RENDER_WIRE_MAX_POINTS;
}

/* (nullable): not what an honest renderer says. */
static GArray *
read_sizes (GVariant *variant,
            guint     max_sizes)
{
  g_autoptr(GArray) sizes = NULL;
  const RenderSize *values;
  gsize             length;

  values = g_variant_get_fixed_array (variant, &length, sizeof (double));
  if (length == 0 || length % 2 != 0 || length / 2 > max_sizes)
    return NULL;

  sizes = g_array_sized_new (FALSE, FALSE, sizeof (RenderSize), (guint) (length / 2));
  g_array_append_vals (sizes, values, (guint) (length / 2));
  for (guint i = 0; i < sizes->len; i++)
    if (!is_size (&g_array_index (sizes, RenderSize, i)))
      return NULL;

  return g_steal_pointer (&sizes);
}

/* (nullable): none. One line, of bounded length. */
static char *
read_title (const char *text)
{
  g_autoptr(GString) title = g_string_new (NULL);

  for (const char *p = text; *p != '\0' && title->len < RENDER_WIRE_MAX_TITLE; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (title, g_unichar_isprint (c) ? c : ' ');
    }
  g_strstrip (title->str);

  return *title->str != '\0' ? g_strdup (title->str) : NULL;
}

void
render_opened_free (RenderOpened *opened)
{
  g_clear_pointer (&opened->sizes, g_array_unref);
  g_free (opened->title);
  g_free (opened);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  RenderProcess *self = g_task_get_source_object (task);
  g_autoptr(RenderOpened) opened = g_new0 (RenderOpened, 1);
  g_autoptr(GVariant) sizes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = NULL;

  render_process_end (self);
  if (render_bus_renderer_call_open_finish (RENDER_BUS_RENDERER (object), &opened->n_pages, &sizes, &title, NULL, result, &error) &&
      opened->n_pages > 0 && opened->n_pages <= RENDER_WIRE_MAX_PAGES)
    opened->sizes = read_sizes (sizes, opened->n_pages);

  if (opened->sizes == NULL)
    {
      render_call_fail (task, error);
      return;
    }

  opened->title = read_title (title);
  g_task_return_pointer (task, g_steal_pointer (&opened), (GDestroyNotify) render_opened_free);
}

static void
open_ready_cb (RenderProcess *self,
               gpointer       user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  RenderCall        *data = g_task_get_task_data (task);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      render_process_end (self);
      render_call_fail (task, NULL);
      return;
    }

  render_bus_renderer_call_open (proxy,
                                 g_variant_new_handle (0),
                                 data->size,
                                 data->content_type,
                                 data->password != NULL ? data->password : "",
                                 data->document,
                                 render_process_get_cancellable (self),
                                 opened_cb,
                                 g_steal_pointer (&task));
}

void
render_process_open_async (RenderProcess      *self,
                           int                 document,
                           gsize               size,
                           const char         *content_type,
                           const char         *password,
                           guint               deadline,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr(GTask) task = render_call_new (self, render_process_open_async, callback, user_data);
  RenderCall *data = g_task_get_task_data (task);

  data->document = g_unix_fd_list_new ();
  data->size = size;
  data->content_type = g_strdup (content_type);
  data->password = g_strdup (password);
  if (g_unix_fd_list_append (data->document, document, NULL) < 0)
    {
      g_task_return_error (task, render_error_new (RENDER_ERROR_UNAVAILABLE));
      return;
    }

  render_process_begin (self, deadline);
  render_process_when_ready (self, open_ready_cb, g_steal_pointer (&task));
}

RenderOpened *
render_process_open_finish (RenderProcess *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_process_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sizes_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  RenderProcess *self = g_task_get_source_object (task);
  RenderCall    *data = g_task_get_task_data (task);
  g_autoptr(GArray) sizes = NULL;
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(GError) error = NULL;

  render_process_end (self);
  if (render_bus_renderer_call_get_sizes_finish (RENDER_BUS_RENDERER (object), &variant, result, &error))
    sizes = read_sizes (variant, data->max_sizes);

  if (sizes != NULL)
    g_task_return_pointer (task, g_steal_pointer (&sizes), (GDestroyNotify) g_array_unref);
  else
    render_call_fail (task, error);
}

static void
examined_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  gboolean active;
  g_autoptr(GError) error = NULL;

  render_process_end (g_task_get_source_object (task));
  if (render_bus_renderer_call_examine_finish (RENDER_BUS_RENDERER (object), &active, result, &error))
    g_task_return_pointer (task, GUINT_TO_POINTER (active ? RENDER_EXAMINED_ACTIVE : RENDER_EXAMINED_PASSIVE), NULL);
  else
    render_call_fail (task, error);
}

void
render_process_examine_async (RenderProcess      *self,
                              guint               deadline,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = render_call_new (self, render_process_examine_async, callback, user_data);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      render_call_fail (task, NULL);
      return;
    }

  render_process_begin (self, deadline);
  render_bus_renderer_call_examine (proxy, render_process_get_cancellable (self), examined_cb, g_steal_pointer (&task));
}

RenderExamined
render_process_examine_finish (RenderProcess *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_process_examine_async), RENDER_EXAMINED_FAILED);

  return (RenderExamined) GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), error));
}

void
render_process_sizes_async (RenderProcess      *self,
                            guint               first,
                            guint               n_pages,
                            guint               deadline,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr(GTask) task = render_call_new (self, render_process_sizes_async, callback, user_data);
  RenderCall        *data = g_task_get_task_data (task);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      render_call_fail (task, NULL);
      return;
    }

  data->max_sizes = n_pages - first;
  render_process_begin (self, deadline);
  render_bus_renderer_call_get_sizes (proxy, first, render_process_get_cancellable (self), sizes_cb, g_steal_pointer (&task));
}

GArray *
render_process_sizes_finish (RenderProcess *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_process_sizes_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
render_pixels_free (RenderPixels *pixels)
{
  g_bytes_unref (pixels->bytes);
  g_free (pixels);
}

void
render_call_return_pixels (GTask *task)
{
  RenderCall   *data = g_task_get_task_data (task);
  RenderPixels *pixels = g_new0 (RenderPixels, 1);

  pixels->bytes = render_slot_to_bytes (g_steal_pointer (&data->slot));
  pixels->width = data->request.clip_width;
  pixels->height = data->request.clip_height;
  pixels->stride = (gsize) pixels->width * 4;
  g_task_return_pointer (task, pixels, (GDestroyNotify) render_pixels_free);
}

static void
rendered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  render_process_end (g_task_get_source_object (task));
  if (render_bus_renderer_call_render_finish (RENDER_BUS_RENDERER (object), result, &error))
    render_call_return_pixels (task);
  else
    render_call_fail (task, error);
}

RenderSlot *
render_call_reserve_pixels (RenderProcess       *self,
                            const RenderRequest *request)
{
  guint64 size = (guint64) request->clip_width * (guint64) request->clip_height * 4;

  if (request->clip_width > RENDER_WIRE_MAX_SIDE ||
      request->clip_height > RENDER_WIRE_MAX_SIDE ||
      size > RENDER_WIRE_MAX_PIXELS)
    return NULL;

  return render_ring_reserve (render_process_get_ring (self), size);
}

void
render_process_render_async (RenderProcess       *self,
                             const RenderRequest *request,
                             guint                deadline,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = render_call_new (self, render_process_render_async, callback, user_data);
  RenderCall        *data = g_task_get_task_data (task);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  g_return_if_fail (request->clip_width > 0 && request->clip_height > 0);

  if (proxy == NULL)
    {
      render_call_fail (task, NULL);
      return;
    }

  data->request = *request;
  data->slot = render_call_reserve_pixels (self, request);
  if (data->slot == NULL)
    {
      g_task_return_error (task, render_error_new (RENDER_ERROR_NO_MEMORY));
      return;
    }

  render_process_begin (self, deadline);
  render_bus_renderer_call_render (proxy,
                                   request->page,
                                   request->scale,
                                   request->rotation,
                                   request->clip_x,
                                   request->clip_y,
                                   request->clip_width,
                                   request->clip_height,
                                   render_slot_get_offset (data->slot),
                                   render_process_get_cancellable (self),
                                   rendered_cb,
                                   g_steal_pointer (&task));
}

RenderPixels *
render_process_render_finish (RenderProcess *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_process_render_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
