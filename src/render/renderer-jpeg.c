/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-picture.h"

#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

#include <jerror.h>

#define MARKER_EXIF (JPEG_APP0 + 1)
#define INCH_IN_CM 2.54

typedef struct
{
  struct jpeg_decompress_struct decoder;
  struct jpeg_error_mgr         handler;
  jmp_buf                       escape;
  GError                      **error;
  JSAMPLE                      *row; /* (owned) (nullable): of inks */
  gboolean                      harmed;
} Jpeg;

static void
failed_cb (j_common_ptr common)
{
  Jpeg    *self = common->client_data;
  gboolean memory = common->err->msg_code == JERR_OUT_OF_MEMORY || common->err->msg_code == JERR_IMAGE_TOO_BIG;

  g_set_error (self->error, RENDER_ERROR, memory ? RENDER_ERROR_NO_MEMORY : RENDER_ERROR_DAMAGED,
               "JPEG error %d", common->err->msg_code);
  longjmp (self->escape, 1);
}

/* The library goes on, and makes up what it misses. Bytes too many take nothing away. */
static void
warned_cb (j_common_ptr common,
           int          level)
{
  Jpeg *self = common->client_data;

  if (level < 0 && common->err->msg_code != JWRN_EXTRANEOUS_DATA && common->err->msg_code != JWRN_ADOBE_XFORM)
    self->harmed = TRUE;
}

static void
begin (Jpeg    *self,
       GBytes  *bytes,
       GError **error)
{
  gsize         size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  self->error = error;
  self->decoder.err = jpeg_std_error (&self->handler);
  self->decoder.client_data = self;
  self->handler.error_exit = failed_cb;
  self->handler.emit_message = warned_cb;
  jpeg_create_decompress (&self->decoder);
  jpeg_save_markers (&self->decoder, MARKER_EXIF, 0xffff);
  jpeg_mem_src (&self->decoder, data, size);
  jpeg_read_header (&self->decoder, TRUE);
}

static void
end (Jpeg *self)
{
  jpeg_destroy_decompress (&self->decoder);
  g_clear_pointer (&self->row, g_free);
}

static void
read_info (const struct jpeg_decompress_struct *decoder,
           RendererPictureInfo                 *info)
{
  double unit = decoder->density_unit == 1 ? 1 : decoder->density_unit == 2 ? INCH_IN_CM
                                                                            : 0;

  info->width = (int) decoder->image_width;
  info->height = (int) decoder->image_height;
  info->orientation = 1;
  if (decoder->saw_JFIF_marker)
    {
      info->dpi_x = decoder->X_density * unit;
      info->dpi_y = decoder->Y_density * unit;
    }

  for (jpeg_saved_marker_ptr marker = decoder->marker_list; marker != NULL; marker = marker->next)
    {
      guint orientation = renderer_exif_get_orientation (marker->data, marker->data_length);

      if (orientation != 0)
        info->orientation = orientation;
    }
}

/* Printers' JPEGs hold inks; Adobe's, which is practically all, hold them inverted. */
static void
convert_inks (const JSAMPLE *inks,
              guint32       *pixels,
              int            width,
              gboolean       inverted)
{
  const guint flip = inverted ? 0 : 255;

  for (int x = 0; x < width; x++, inks += 4)
    {
      guint black = inks[3] ^ flip;

      pixels[x] = ((inks[0] ^ flip) * black / 255) << 16 | ((inks[1] ^ flip) * black / 255) << 8 | (inks[2] ^ flip) * black / 255;
    }
}

static void
read_rows (Jpeg    *self,
           guint32 *pixels,
           int      width,
           int      height)
{
  gboolean inks = self->decoder.num_components == 4;

  self->decoder.out_color_space = inks ? JCS_CMYK : G_BYTE_ORDER == G_LITTLE_ENDIAN ? JCS_EXT_BGRX
                                                                                    : JCS_EXT_XRGB;
  jpeg_start_decompress (&self->decoder);
  if (inks)
    self->row = g_malloc_n ((gsize) width, 4);

  for (int y = 0; y < height; y++)
    {
      guint32 *row = pixels + (gsize) y * (gsize) width;
      JSAMPROW target = inks ? self->row : (JSAMPROW) row;

      jpeg_read_scanlines (&self->decoder, &target, 1);
      if (inks)
        convert_inks (self->row, row, width, self->decoder.saw_Adobe_marker);
    }
}

gboolean
renderer_jpeg_read_info (GBytes              *bytes,
                         RendererPictureInfo *info,
                         GError             **error)
{
  Jpeg self = { 0 };

  if (setjmp (self.escape) != 0)
    {
      end (&self);
      return FALSE;
    }

  begin (&self, bytes, error);
  read_info (&self.decoder, info);
  end (&self);

  return TRUE;
}

guint32 *
renderer_jpeg_decode (GBytes                    *bytes,
                      const RendererPictureInfo *info,
                      gboolean                   strict,
                      GError                   **error)
{
  Jpeg           self = { 0 };
  guint32 *const pixels = renderer_picture_alloc (info, error);

  if (pixels == NULL)
    return NULL;

  if (setjmp (self.escape) != 0)
    {
      end (&self);
      g_free (pixels);
      return NULL;
    }

  begin (&self, bytes, error);
  read_rows (&self, pixels, info->width, info->height);
  if (strict)
    jpeg_finish_decompress (&self.decoder);
  end (&self);

  if (strict && self.harmed)
    {
      g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, "A part of the image is missing");
      g_free (pixels);
      return NULL;
    }

  return pixels;
}

guint
renderer_jpeg_compare (GBytes *bytes,
                       GBytes *plain)
{
  struct
  {
    gboolean      read;
    J_COLOR_SPACE space;
    guint         width;
    guint         height;
    gboolean      adobe;
  } heads[2] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      Jpeg self = { 0 };

      if (setjmp (self.escape) == 0)
        {
          begin (&self, i == 0 ? bytes : plain, NULL);
          heads[i].space = self.decoder.jpeg_color_space;
          heads[i].width = self.decoder.image_width;
          heads[i].height = self.decoder.image_height;
          heads[i].adobe = self.decoder.saw_Adobe_marker;
          heads[i].read = self.decoder.data_precision == 8;
        }
      end (&self);
    }

  if (!heads[0].read || !heads[1].read || heads[0].space != heads[1].space || heads[0].width != heads[1].width ||
      heads[0].height != heads[1].height)
    return 0;
  if (heads[1].space == JCS_GRAYSCALE)
    return 8;

  return heads[1].space == JCS_YCbCr || (heads[1].space == JCS_RGB && heads[1].adobe) ? 24 : 0;
}
