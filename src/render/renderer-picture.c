/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-picture.h"

#include <string.h>

#define EXIF_HEADER "Exif\0" /* and another NUL */
#define EXIF_HEADER_SIZE 6
#define EXIF_TAG_ORIENTATION 0x0112

/* What is read of a foreign block: short reads give 0. */
typedef struct
{
  const guint8 *data;
  gsize         size;
  gboolean      big_endian;
} Block;

static guint
read_16 (const Block *block,
         gsize        offset)
{
  const guint8 *p = block->data + offset;

  if (offset > block->size || block->size - offset < 2)
    return 0;

  return block->big_endian ? (guint) p[0] << 8 | p[1] : (guint) p[1] << 8 | p[0];
}

static guint
read_32 (const Block *block,
         gsize        offset)
{
  guint first = read_16 (block, offset);
  guint second = read_16 (block, offset + 2);

  return block->big_endian ? first << 16 | second : second << 16 | first;
}

guint32 *
renderer_picture_alloc (const RendererPictureInfo *info,
                        GError                   **error)
{
  guint64  n_pixels = (guint64) info->width * (guint64) info->height;
  guint32 *pixels = NULL;

  g_return_val_if_fail (info->width > 0 && info->height > 0, NULL);

  if (info->width <= RENDERER_PICTURE_MAX_SIDE &&
      info->height <= RENDERER_PICTURE_MAX_SIDE &&
      n_pixels <= RENDERER_PICTURE_MAX_PIXELS)
    pixels = g_try_malloc_n (n_pixels, sizeof (guint32));

  if (pixels == NULL)
    g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_NO_MEMORY, "The image is too large");

  return pixels;
}

guint32
renderer_picture_blend (guint red,
                        guint green,
                        guint blue,
                        guint alpha)
{
  guint paper = 255 * (255 - alpha);

  red = (red * alpha + paper) / 255;
  green = (green * alpha + paper) / 255;
  blue = (blue * alpha + paper) / 255;

  return red << 16 | green << 8 | blue;
}

guint
renderer_picture_find_depth (const guint32 *pixels,
                             gsize          n_pixels)
{
  guint depth = 1;

  for (gsize i = 0; i < n_pixels; i++)
    {
      guint32 pixel = pixels[i] & 0xffffff;

      if (pixel == 0 || pixel == 0xffffff)
        continue;
      if (pixel != (pixel & 0xff) * 0x010101)
        return 24;
      depth = 8;
    }

  return depth;
}

guint
renderer_exif_get_orientation (const guint8 *data,
                               gsize         size)
{
  Block block = { data, size, FALSE };
  guint directory;
  guint n_entries;

  if (size < EXIF_HEADER_SIZE || memcmp (data, EXIF_HEADER, EXIF_HEADER_SIZE) != 0)
    return 0;

  block.data += EXIF_HEADER_SIZE;
  block.size -= EXIF_HEADER_SIZE;
  block.big_endian = block.size > 0 && block.data[0] == 'M';
  directory = read_32 (&block, 4);
  n_entries = read_16 (&block, directory);

  for (guint i = 0; i < n_entries; i++)
    {
      gsize entry = (gsize) directory + 2 + (gsize) i * 12;

      if (entry >= block.size)
        break;
      if (read_16 (&block, entry) == EXIF_TAG_ORIENTATION)
        {
          guint orientation = read_16 (&block, entry + 8);

          return orientation >= 1 && orientation <= 8 ? orientation : 0;
        }
    }

  return 0;
}

gboolean
renderer_png_get_resolution (const guint8 *data,
                             gsize         size,
                             double       *dpi_x,
                             double       *dpi_y)
{
  const Block block = { data, size, TRUE };
  gsize       offset = 8; /* behind the signature */

  while (offset < size && size - offset >= 12)
    {
      gsize         length = read_32 (&block, offset);
      const guint8 *name = data + offset + 4;

      if (memcmp (name, "IDAT", 4) == 0 || length > size - offset - 12)
        return FALSE;
      if (memcmp (name, "pHYs", 4) == 0 && length == 9)
        {
          /* Pixels per metre, if the last byte is 1. */
          *dpi_x = read_32 (&block, offset + 8) * 0.0254;
          *dpi_y = read_32 (&block, offset + 12) * 0.0254;
          return data[offset + 16] == 1;
        }

      offset += 12 + length;
    }

  return FALSE;
}
