/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-album.h"

#include "render-album-private.h"

#include <string.h>

#define BAND (4 * 1024 * 1024) /* bytes of pixels at a time */
#define FILTER_UP 2            /* of PNG: what differs from the row above */

typedef struct
{
  GBytes        *bytes; /* (owned) of the file */
  guint          number;
  RenderPicture *picture; /* (owned) (nullable) */

  /* For pixels */
  GZlibCompressor *compressor; /* (owned) (nullable) */
  GByteArray      *packed;     /* (owned) (nullable) */
  guint8          *before;     /* (owned) (nullable) */
  RenderPixels    *pixels;     /* (owned) (nullable): those being packed */
  int              row;
} Reading;

static void
reading_free (Reading *reading)
{
  g_bytes_unref (reading->bytes);
  g_clear_pointer (&reading->picture, render_picture_free);
  g_clear_object (&reading->compressor);
  g_clear_pointer (&reading->packed, g_byte_array_unref);
  g_free (reading->before);
  g_clear_pointer (&reading->pixels, render_pixels_free);
  g_free (reading);
}

RenderAlbumPage *
render_album_page_ref (RenderAlbumPage *page)
{
  g_atomic_ref_count_inc (&page->ref_count);

  return page;
}

void
render_album_page_unref (RenderAlbumPage *page)
{
  if (!g_atomic_ref_count_dec (&page->ref_count))
    return;

  g_clear_pointer (&page->data, g_bytes_unref);
  g_free (page);
}

gsize
render_album_page_get_size (RenderAlbumPage *page)
{
  return g_bytes_get_size (page->data);
}

/* Pixels of GDK_MEMORY_B8G8R8A8: the word of cairo. */
static void
pack_row (const guint32 *pixels,
          int            width,
          guint          depth,
          guint8        *row)
{
  if (depth == 1)
    memset (row, 0, ((gsize) width + 7) / 8);

  for (int x = 0; x < width; x++)
    if (depth == 1)
      row[x / 8] |= (guint8) ((pixels[x] & 1) << (7 - x % 8));
    else if (depth == 8)
      row[x] = (guint8) pixels[x];
    else
      {
        row[x * 3] = (guint8) (pixels[x] >> 16);
        row[x * 3 + 1] = (guint8) (pixels[x] >> 8);
        row[x * 3 + 2] = (guint8) pixels[x];
      }
}

GBytes *
render_album_pack_rows (const RenderPixels *pixels,
                        guint               depth,
                        guint8            **before)
{
  const guint8      *data = g_bytes_get_data (pixels->bytes, NULL);
  gsize              length = depth == 1 ? ((gsize) pixels->width + 7) / 8 : (gsize) pixels->width * depth / 8;
  gsize              step = depth == 1 ? length : length + 1;
  guint8            *packed = g_malloc (step * (gsize) pixels->height);
  g_autofree guint8 *row = g_malloc (length);

  if (*before == NULL)
    *before = g_malloc0 (length);

  for (int y = 0; y < pixels->height; y++)
    {
      guint8 *target = packed + (gsize) y * step;

      pack_row ((const guint32 *) (gconstpointer) (data + (gsize) y * pixels->stride), pixels->width, depth, row);
      if (depth == 1)
        memcpy (target, row, length);
      else
        {
          *target++ = FILTER_UP;
          for (gsize i = 0; i < length; i++)
            target[i] = (guint8) (row[i] - (*before)[i]);
          memcpy (*before, row, length);
        }
    }

  return g_bytes_new_take (packed, step * (gsize) pixels->height);
}

/* Adds @size bytes to what is compressed; the end with @last. */
static void
compress (Reading      *reading,
          const guint8 *data,
          gsize         size,
          gboolean      last)
{
  g_autofree guint8 *room = g_malloc (BAND / 16);
  GConverterResult   result = G_CONVERTER_CONVERTED;
  g_autoptr(GError) error = NULL;

  while (result == G_CONVERTER_CONVERTED && (size > 0 || last))
    {
      gsize read = 0;
      gsize written = 0;

      result = g_converter_convert (G_CONVERTER (reading->compressor), data, size, room, BAND / 16,
                                    last ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS, &read, &written, &error);
      g_assert_no_error (error);
      g_byte_array_append (reading->packed, room, (guint) written);
      data += read;
      size -= read;
    }
}

static void
pack_in_thread (GTask        *worker,
                gpointer      source,
                gpointer      user_data,
                GCancellable *cancellable)
{
  Reading *reading = user_data;
  g_autoptr(GBytes) rows = render_album_pack_rows (reading->pixels, reading->picture->depth, &reading->before);
  gsize         size;
  const guint8 *data = g_bytes_get_data (rows, &size);

  compress (reading, data, size, reading->row == render_picture_get_rows (reading->picture));
  g_task_return_boolean (worker, TRUE);
}

static RenderAlbumPage *
new_page (const RenderPicture *picture)
{
  RenderAlbumPage *page = g_new0 (RenderAlbumPage, 1);

  g_atomic_ref_count_init (&page->ref_count);
  page->depth = picture->depth;

  return page;
}

static RenderAlbumPage *
page_of_pixels (Reading *reading)
{
  const RenderPicture *picture = reading->picture;
  RenderAlbumPage     *page = new_page (picture);
  gboolean             lying = picture->orientation >= 5;

  page->data = g_byte_array_free_to_bytes (g_steal_pointer (&reading->packed));
  page->width = render_picture_get_columns (picture);
  page->height = render_picture_get_rows (picture);
  page->dpi_x = lying ? picture->dpi_y : picture->dpi_x;
  page->dpi_y = lying ? picture->dpi_x : picture->dpi_y;

  return page;
}

static void next_band (GTask *task);

static void
packed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Reading *reading = g_task_get_task_data (task);

  g_clear_pointer (&reading->pixels, render_pixels_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (reading->row < render_picture_get_rows (reading->picture))
    next_band (g_steal_pointer (&task));
  else
    g_task_return_pointer (task, page_of_pixels (reading), (GDestroyNotify) render_album_page_unref);
}

static void
pixels_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr(GTask) worker = NULL;
  g_autoptr(GError) error = NULL;

  reading->pixels = render_document_get_pixels_finish (RENDER_DOCUMENT (object), result, &error);
  if (reading->pixels == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  reading->row += reading->pixels->height;
  worker = g_task_new (NULL, NULL, packed_cb, g_object_ref (task));
  g_task_set_source_tag (worker, pixels_cb);
  g_task_set_task_data (worker, reading, NULL);
  g_task_run_in_thread (worker, pack_in_thread);
}

static void
next_band (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  int      rows = MAX (1, BAND / (render_picture_get_columns (reading->picture) * 4));

  render_document_get_pixels_async (g_task_get_source_object (task), reading->number, reading->picture, reading->row,
                                    MIN (rows, render_picture_get_rows (reading->picture) - reading->row),
                                    g_task_get_cancellable (task), pixels_cb, task);
}

/* How much is to be turned, clockwise; mirrored: FALSE. */
static gboolean
get_rotation (guint  orientation,
              guint *rotation)
{
  static const guint rotations[9] = { [3] = 180, [6] = 90, [8] = 270 };

  *rotation = rotations[orientation];

  return orientation == 1 || orientation == 3 || orientation == 6 || orientation == 8;
}

/* (nullable): only its pixels can be taken. */
static RenderAlbumPage *
page_of_jpeg (Reading *reading)
{
  const RenderPicture *picture = reading->picture;
  const guint8        *data = g_bytes_get_data (reading->bytes, NULL);
  RenderAlbumPage     *page;
  GByteArray          *joined;
  guint                rotation;

  if (picture->pieces->len == 0 || !get_rotation (picture->orientation, &rotation))
    return NULL;

  joined = g_byte_array_new ();
  for (guint i = 0; i < picture->pieces->len; i++)
    {
      const RenderPiece *piece = &g_array_index (picture->pieces, RenderPiece, i);

      g_byte_array_append (joined, data + piece->offset, (guint) piece->size);
    }

  page = new_page (picture);
  page->is_jpeg = TRUE;
  page->data = g_byte_array_free_to_bytes (joined);
  page->width = picture->width;
  page->height = picture->height;
  page->rotation = rotation;
  page->dpi_x = picture->dpi_x;
  page->dpi_y = picture->dpi_y;

  return page;
}

static void
picture_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Reading         *reading = g_task_get_task_data (task);
  RenderAlbumPage *page;
  g_autoptr(GError) error = NULL;

  reading->picture = render_document_get_picture_finish (RENDER_DOCUMENT (object), result, &error);
  if (reading->picture == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  page = page_of_jpeg (reading);
  if (page != NULL)
    {
      g_task_return_pointer (task, page, (GDestroyNotify) render_album_page_unref);
      return;
    }

  reading->compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1);
  reading->packed = g_byte_array_new ();
  next_band (g_steal_pointer (&task));
}

void
render_album_read_async (RenderDocument     *document,
                         GBytes             *bytes,
                         guint               page,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask   *task;
  Reading *reading;

  g_return_if_fail (RENDER_IS_DOCUMENT (document));
  g_return_if_fail (bytes != NULL);

  task = g_task_new (document, cancellable, callback, user_data);
  reading = g_new0 (Reading, 1);
  reading->bytes = g_bytes_ref (bytes);
  reading->number = page;
  g_task_set_source_tag (task, render_album_read_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  render_document_get_picture_async (document, page, cancellable, picture_cb, task);
}

RenderAlbumPage *
render_album_read_finish (RenderDocument *document,
                          GAsyncResult   *result,
                          GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, document), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, render_album_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
