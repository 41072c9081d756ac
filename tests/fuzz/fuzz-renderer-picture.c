/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decoders of pictures, as the renderer calls them, and the few parsers of its own: the first
 * byte says which. */
#include "config.h"

#include "fuzz.h"
#include "render-wire.h"
#include "renderer-picture.h"

/* Larger ones are decoded alike, only slower. */
#define MAX_PIXELS (1024 * 1024)

static gboolean
is_small (const RendererPictureInfo *info)
{
  g_assert_cmpint (info->width, >, 0);
  g_assert_cmpint (info->height, >, 0);
  g_assert_cmpuint (info->orientation, >=, 1);
  g_assert_cmpuint (info->orientation, <=, 8);

  return (gint64) info->width * info->height <= MAX_PIXELS;
}

static void
try_jpeg (GBytes *bytes)
{
  RendererPictureInfo info = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree guint32 *pixels = NULL;

  if (renderer_jpeg_read_info (bytes, &info, &error) && is_small (&info))
    pixels = renderer_jpeg_decode (bytes, &info, FALSE, &error);
}

/* What is kept of a JPEG lies in it, in order, and is a JPEG again that is kept whole. */
static void
try_pieces (GBytes *bytes)
{
  g_autoptr(GArray) pieces = renderer_jpeg_find_pieces (bytes);
  g_autoptr(GArray) again = NULL;
  g_autoptr(GBytes) plain = NULL;
  guint64 end = 0;

  if (pieces == NULL)
    return;

  g_assert_cmpuint (pieces->len, >=, 1);
  g_assert_cmpuint (pieces->len, <=, RENDER_WIRE_MAX_PIECES);
  for (guint i = 0; i < pieces->len; i++)
    {
      const RendererPiece *piece = &g_array_index (pieces, RendererPiece, i);

      g_assert_cmpuint (piece->offset, >=, end);
      end = piece->offset + piece->size;
    }
  g_assert_cmpuint (end, <=, g_bytes_get_size (bytes));

  plain = renderer_jpeg_join_pieces (bytes, pieces);
  again = renderer_jpeg_find_pieces (plain);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->len, ==, 1);
  renderer_jpeg_compare (bytes, plain);
}

static void
try_png (GBytes *bytes)
{
  RendererPictureInfo info = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree guint32 *pixels = NULL;

  if (renderer_png_read_info (bytes, &info, &error) && is_small (&info))
    pixels = renderer_png_decode (bytes, &info, &error);
}

static void
try_tiff (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  RendererTiff *tiff = renderer_tiff_new (bytes, &error);

  if (tiff == NULL)
    return;

  for (guint page = 0; page < MIN (renderer_tiff_get_n_pages (tiff), 3); page++)
    {
      RendererPictureInfo info = { 0 };
      g_autoptr(GError) page_error = NULL;
      g_autofree guint32 *pixels = NULL;

      if (renderer_tiff_read_info (tiff, page, &info, &page_error) && is_small (&info))
        pixels = renderer_tiff_decode (tiff, page, &info, &page_error);
    }
  renderer_tiff_free (tiff);
}

void
fuzz_one (GBytes *bytes)
{
  gsize              size;
  const guint8      *data = g_bytes_get_data (bytes, &size);
  g_autofree guint8 *copy = NULL;
  g_autoptr(GBytes) rest = NULL;
  double across, down;

  if (size < 2)
    return;

  /* In memory of its own size, so that a sanitizer sees the ends. */
  copy = g_memdup2 (data + 1, size - 1);
  rest = g_bytes_new_static (copy, size - 1);
  switch (data[0])
    {
    case 'j':
      try_jpeg (rest);
      break;
    case 's':
      try_pieces (rest);
      break;
    case 'p':
      try_png (rest);
      break;
    case 't':
      try_tiff (rest);
      break;
    case 'e':
      g_assert_cmpuint (renderer_exif_get_orientation (copy, size - 1), <=, 8);
      break;
    case 'r':
      renderer_png_get_resolution (copy, size - 1, &across, &down);
      break;
    default:
      break;
    }
}
