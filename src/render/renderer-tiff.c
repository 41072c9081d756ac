/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-picture.h"

#include "render-wire.h"

#include <string.h>
#include <tiffio.h>

#define INCH_IN_CM 2.54
#define MAX_BLOCK ((tmsize_t) 512 * 1024 * 1024) /* of one allocation of the library's */

struct _RendererTiff
{
  GBytes *bytes; /* (owned) */
  TIFF   *file;  /* (owned) */
  gsize   position;
  guint   n_pages;
};

static tmsize_t
read_cb (thandle_t handle,
         void     *buffer,
         tmsize_t  size)
{
  RendererTiff *self = handle;
  gsize         total;
  const guint8 *data = g_bytes_get_data (self->bytes, &total);
  gsize         left = self->position < total ? total - self->position : 0;
  gsize         n = MIN (left, (gsize) MAX (size, 0));

  memcpy (buffer, data + (total - left), n);
  self->position += n;

  return (tmsize_t) n;
}

static tmsize_t
write_cb (thandle_t handle,
          void     *buffer,
          tmsize_t  size)
{
  return -1;
}

static toff_t
seek_cb (thandle_t handle,
         toff_t    offset,
         int       whence)
{
  RendererTiff *self = handle;

  if (whence == SEEK_CUR)
    offset += self->position;
  else if (whence == SEEK_END)
    offset += g_bytes_get_size (self->bytes);
  self->position = offset;

  return offset;
}

static int
close_cb (thandle_t handle)
{
  return 0;
}

static toff_t
size_cb (thandle_t handle)
{
  return g_bytes_get_size (((RendererTiff *) handle)->bytes);
}

static int
map_cb (thandle_t handle,
        void    **base,
        toff_t   *size)
{
  gsize total;

  *base = (void *) g_bytes_get_data (((RendererTiff *) handle)->bytes, &total);
  *size = total;

  return 1;
}

static void
unmap_cb (thandle_t handle,
          void     *base,
          toff_t    size)
{
}

/* The library would print. */
static int
silence_cb (TIFF       *file,
            void       *user_data,
            const char *module,
            const char *format,
            va_list     args)
{
  return 1;
}

static double
read_resolution (TIFF *file,
                 guint tag)
{
  guint16 unit = RESUNIT_INCH;
  float   value = 0;

  TIFFGetFieldDefaulted (file, TIFFTAG_RESOLUTIONUNIT, &unit);
  if (unit == RESUNIT_NONE || !TIFFGetField (file, tag, &value))
    return 0;

  return unit == RESUNIT_CENTIMETER ? value * INCH_IN_CM : value;
}

RendererTiff *
renderer_tiff_new (GBytes  *bytes,
                   GError **error)
{
  RendererTiff    *self = g_new0 (RendererTiff, 1);
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc ();

  TIFFOpenOptionsSetMaxSingleMemAlloc (options, MAX_BLOCK);
  TIFFOpenOptionsSetErrorHandlerExtR (options, silence_cb, NULL);
  TIFFOpenOptionsSetWarningHandlerExtR (options, silence_cb, NULL);
  self->bytes = g_bytes_ref (bytes);
  self->file = TIFFClientOpenExt ("", "r", self, read_cb, write_cb, seek_cb, close_cb, size_cb, map_cb, unmap_cb, options);
  TIFFOpenOptionsFree (options);
  if (self->file != NULL)
    self->n_pages = TIFFNumberOfDirectories (self->file);

  if (self->n_pages < 1 || self->n_pages > RENDER_WIRE_MAX_PAGES)
    {
      renderer_tiff_free (self);
      g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, "Not a TIFF file");
      return NULL;
    }

  return self;
}

void
renderer_tiff_free (RendererTiff *self)
{
  g_clear_pointer (&self->file, TIFFClose);
  g_bytes_unref (self->bytes);
  g_free (self);
}

guint
renderer_tiff_get_n_pages (RendererTiff *self)
{
  return self->n_pages;
}

gboolean
renderer_tiff_read_info (RendererTiff        *self,
                         guint                page,
                         RendererPictureInfo *info,
                         GError             **error)
{
  guint32 width = 0;
  guint32 height = 0;
  guint16 orientation = ORIENTATION_TOPLEFT;

  if (!TIFFSetDirectory (self->file, page) ||
      !TIFFGetField (self->file, TIFFTAG_IMAGEWIDTH, &width) ||
      !TIFFGetField (self->file, TIFFTAG_IMAGELENGTH, &height) ||
      width < 1 || width > G_MAXINT || height < 1 || height > G_MAXINT)
    {
      g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, "No image");
      return FALSE;
    }

  TIFFGetFieldDefaulted (self->file, TIFFTAG_ORIENTATION, &orientation);
  info->width = (int) width;
  info->height = (int) height;
  info->orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
  info->dpi_x = read_resolution (self->file, TIFFTAG_XRESOLUTION);
  info->dpi_y = read_resolution (self->file, TIFFTAG_YRESOLUTION);

  return TRUE;
}

/* A strip that cannot be decoded fails the image: what is missing would be white. */
static gboolean
read_raster (TIFF                      *file,
             const RendererPictureInfo *info,
             guint32                   *pixels,
             GError                   **error)
{
  TIFFRGBAImage image;
  char          reason[1024] = "";
  gboolean      read;

  if (!TIFFRGBAImageOK (file, reason) || !TIFFRGBAImageBegin (&image, file, /* stop on error */ 1, reason))
    {
      g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_UNSUPPORTED, reason);
      return FALSE;
    }

  /* As stored: turning it upright is done for all kinds in one place. */
  image.req_orientation = image.orientation;
  read = TIFFRGBAImageGet (&image, pixels, (guint32) info->width, (guint32) info->height);
  TIFFRGBAImageEnd (&image);
  if (!read)
    g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, "The image cannot be decoded");

  return read;
}

guint32 *
renderer_tiff_decode (RendererTiff              *self,
                      guint                      page,
                      const RendererPictureInfo *info,
                      GError                   **error)
{
  g_autofree guint32 *pixels = renderer_picture_alloc (info, error);

  if (pixels == NULL)
    return NULL;
  if (!TIFFSetDirectory (self->file, page))
    {
      g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, "No image");
      return NULL;
    }
  if (!read_raster (self->file, info, pixels, error))
    return NULL;

  for (gsize i = 0; i < (gsize) info->width * (gsize) info->height; i++)
    {
      guint32 pixel = pixels[i];
      guint   paper = 255 - TIFFGetA (pixel);

      /* Colours come multiplied with alpha. */
      pixels[i] = MIN (TIFFGetR (pixel) + paper, 255) << 16 | MIN (TIFFGetG (pixel) + paper, 255) << 8 | MIN (TIFFGetB (pixel) + paper, 255);
    }

  return g_steal_pointer (&pixels);
}
