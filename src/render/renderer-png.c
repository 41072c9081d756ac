/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-picture.h"

#include <png.h>

static gboolean
begin (png_image *image,
       GBytes    *bytes,
       GError   **error)
{
  gsize         size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  image->version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory (image, data, size))
    return TRUE;

  g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, image->message);
  return FALSE;
}

gboolean
renderer_png_read_info (GBytes              *bytes,
                        RendererPictureInfo *info,
                        GError             **error)
{
  png_image     image = { 0 };
  gsize         size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (!begin (&image, bytes, error))
    return FALSE;

  info->width = (int) image.width;
  info->height = (int) image.height;
  info->orientation = 1;
  png_image_free (&image);
  if (!renderer_png_get_resolution (data, size, &info->dpi_x, &info->dpi_y))
    info->dpi_x = info->dpi_y = 0;

  return TRUE;
}

guint32 *
renderer_png_decode (GBytes                    *bytes,
                     const RendererPictureInfo *info,
                     GError                   **error)
{
  png_image           image = { 0 };
  g_autofree guint32 *pixels = renderer_picture_alloc (info, error);

  if (pixels == NULL || !begin (&image, bytes, error))
    return NULL;

  image.format = PNG_FORMAT_RGBA;
  if (!png_image_finish_read (&image, NULL, pixels, 0, NULL))
    {
      g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, image.message);
      png_image_free (&image);
      return NULL;
    }

  for (gsize i = 0; i < (gsize) info->width * (gsize) info->height; i++)
    {
      const guint8 *rgba = (const guint8 *) &pixels[i];

      pixels[i] = renderer_picture_blend (rgba[0], rgba[1], rgba[2], rgba[3]);
    }

  return g_steal_pointer (&pixels);
}
