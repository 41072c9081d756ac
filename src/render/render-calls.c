/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-process-private.h"

#include "render-error-private.h"
#include "render-wire.h"

#include <gio/gunixfdlist.h>
#include <math.h>
#include <string.h>

typedef struct
{
  /* Input */
  GUnixFDList  *document; /* (owned) (nullable) */
  gsize         size;
  char         *content_type; /* (owned) (nullable) */
  char         *password;     /* (owned) (nullable), wiped */
  guint         max_sizes;
  RenderRequest request;

  /* In progress */
  RenderSlot *slot; /* (owned) (nullable) */
} CallData;

static void
call_data_free (CallData *data)
{
  g_clear_object (&data->document);
  g_free (data->content_type);
  if (data->password != NULL)
    explicit_bzero (data->password, strlen (data->password));
  g_free (data->password);
  g_clear_pointer (&data->slot, render_slot_free);
  g_free (data);
}

static GTask *
call_new (RenderProcess      *self,
          gpointer            source_tag,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, g_new0 (CallData, 1), (GDestroyNotify) call_data_free);

  return task;
}

static void
fail (GTask        *task,
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
      fail (task, error);
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
  CallData          *data = g_task_get_task_data (task);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      render_process_end (self);
      fail (task, NULL);
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
  g_autoptr(GTask) task = call_new (self, render_process_open_async, callback, user_data);
  CallData *data = g_task_get_task_data (task);

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
  CallData      *data = g_task_get_task_data (task);
  g_autoptr(GArray) sizes = NULL;
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(GError) error = NULL;

  render_process_end (self);
  if (render_bus_renderer_call_get_sizes_finish (RENDER_BUS_RENDERER (object), &variant, result, &error))
    sizes = read_sizes (variant, data->max_sizes);

  if (sizes != NULL)
    g_task_return_pointer (task, g_steal_pointer (&sizes), (GDestroyNotify) g_array_unref);
  else
    fail (task, error);
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
    fail (task, error);
}

void
render_process_examine_async (RenderProcess      *self,
                              guint               deadline,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = call_new (self, render_process_examine_async, callback, user_data);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      fail (task, NULL);
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
  g_autoptr(GTask) task = call_new (self, render_process_sizes_async, callback, user_data);
  CallData          *data = g_task_get_task_data (task);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      fail (task, NULL);
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

/* What the renderer was told to write. */
static void
return_pixels (GTask *task)
{
  CallData     *data = g_task_get_task_data (task);
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
    return_pixels (task);
  else
    fail (task, error);
}

/* (nullable): too large. */
static RenderSlot *
reserve_pixels (RenderProcess       *self,
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
  g_autoptr(GTask) task = call_new (self, render_process_render_async, callback, user_data);
  CallData          *data = g_task_get_task_data (task);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  g_return_if_fail (request->clip_width > 0 && request->clip_height > 0);

  if (proxy == NULL)
    {
      fail (task, NULL);
      return;
    }

  data->request = *request;
  data->slot = reserve_pixels (self, request);
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
    fail (task, error);
}

void
render_process_text_async (RenderProcess      *self,
                           guint               page,
                           guint               deadline,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr(GTask) task = call_new (self, render_process_text_async, callback, user_data);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      fail (task, NULL);
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

/* (nullable): not what an honest renderer says. */
static GArray *
read_pieces (GVariant *variant,
             gsize     document_size)
{
  g_autoptr(GArray) pieces = NULL;
  const RenderPiece *values;
  gsize              length;
  guint64            end = 0;

  values = g_variant_get_fixed_array (variant, &length, sizeof (guint64));
  if (length % 2 != 0 || length / 2 > RENDER_WIRE_MAX_PIECES)
    return NULL;

  pieces = g_array_sized_new (FALSE, FALSE, sizeof (RenderPiece), (guint) (length / 2));
  g_array_append_vals (pieces, values, (guint) (length / 2));
  for (guint i = 0; i < pieces->len; i++)
    {
      const RenderPiece *piece = &g_array_index (pieces, RenderPiece, i);

      if (piece->offset < end || piece->offset > document_size || piece->size == 0 || piece->size > document_size - piece->offset)
        return NULL;
      end = piece->offset + piece->size;
    }

  return g_steal_pointer (&pieces);
}

static gboolean
is_picture (const RenderPicture *picture)
{
  return picture->width >= 1 && picture->width <= RENDER_WIRE_MAX_SIDE && picture->height >= 1 && picture->height <= RENDER_WIRE_MAX_SIDE &&
         picture->orientation >= 1 && picture->orientation <= 8 && isfinite (picture->dpi_x) && isfinite (picture->dpi_y) &&
         picture->dpi_x >= 0 && picture->dpi_y >= 0 && (picture->depth == 1 || picture->depth == 8 || picture->depth == 24);
}

static void
picture_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  RenderProcess *self = g_task_get_source_object (task);
  CallData      *data = g_task_get_task_data (task);
  g_autoptr(RenderPicture) picture = g_new0 (RenderPicture, 1);
  g_autoptr(GVariant) pieces = NULL;
  g_autoptr(GError) error = NULL;
  guint width, height;

  render_process_end (self);
  if (render_bus_renderer_call_get_picture_finish (RENDER_BUS_RENDERER (object), &width, &height, &picture->orientation, &picture->dpi_x,
                                                   &picture->dpi_y, &picture->depth, &pieces, result, &error))
    {
      picture->width = (int) MIN (width, G_MAXINT);
      picture->height = (int) MIN (height, G_MAXINT);
      picture->pieces = is_picture (picture) ? read_pieces (pieces, data->size) : NULL;
    }

  if (picture->pieces != NULL)
    g_task_return_pointer (task, g_steal_pointer (&picture), (GDestroyNotify) render_picture_free);
  else
    fail (task, error);
}

void
render_process_picture_async (RenderProcess      *self,
                              guint               page,
                              gsize               size,
                              guint               deadline,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = call_new (self, render_process_picture_async, callback, user_data);
  CallData          *data = g_task_get_task_data (task);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      fail (task, NULL);
      return;
    }

  data->size = size;
  render_process_begin (self, deadline);
  render_bus_renderer_call_get_picture (proxy, page, render_process_get_cancellable (self), picture_cb, g_steal_pointer (&task));
}

RenderPicture *
render_process_picture_finish (RenderProcess *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_process_picture_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
pixels_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  render_process_end (g_task_get_source_object (task));
  if (render_bus_renderer_call_get_pixels_finish (RENDER_BUS_RENDERER (object), result, &error))
    return_pixels (task);
  else
    fail (task, error);
}

void
render_process_pixels_async (RenderProcess       *self,
                             const RenderRequest *request,
                             guint                deadline,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = call_new (self, render_process_pixels_async, callback, user_data);
  CallData          *data = g_task_get_task_data (task);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      fail (task, NULL);
      return;
    }

  data->request = *request;
  data->slot = reserve_pixels (self, request);
  if (data->slot == NULL)
    {
      g_task_return_error (task, render_error_new (RENDER_ERROR_NO_MEMORY));
      return;
    }

  render_process_begin (self, deadline);
  render_bus_renderer_call_get_pixels (proxy, request->page, request->clip_y, request->clip_width, request->clip_height,
                                       render_slot_get_offset (data->slot), render_process_get_cancellable (self), pixels_cb,
                                       g_steal_pointer (&task));
}

RenderPixels *
render_process_pixels_finish (RenderProcess *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_process_pixels_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
