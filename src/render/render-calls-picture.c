/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-calls-private.h"

#include "render-error-private.h"
#include "render-wire.h"

#include <math.h>

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
  RenderCall    *data = g_task_get_task_data (task);
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
    render_call_fail (task, error);
}

void
render_process_picture_async (RenderProcess      *self,
                              guint               page,
                              gsize               size,
                              guint               deadline,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = render_call_new (self, render_process_picture_async, callback, user_data);
  RenderCall        *data = g_task_get_task_data (task);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

  if (proxy == NULL)
    {
      render_call_fail (task, NULL);
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
    render_call_return_pixels (task);
  else
    render_call_fail (task, error);
}

void
render_process_pixels_async (RenderProcess       *self,
                             const RenderRequest *request,
                             guint                deadline,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = render_call_new (self, render_process_pixels_async, callback, user_data);
  RenderCall        *data = g_task_get_task_data (task);
  RenderBusRenderer *proxy = render_process_get_proxy (self);

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
