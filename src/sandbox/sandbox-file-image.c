/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file-private.h"

#include <cairo-pdf.h>
#include <jpeglib.h>
#include <math.h>
#include <string.h>
#include <tiffio.h>

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
draw_words (cairo_t    *cr,
            const char *text,
            double      x,
            double      y,
            double      size)
{
  g_autoptr(PangoLayout) layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("DejaVu Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
}

/* An invented wound photograph or trace: shapes, a scale, and whose it is. */
static cairo_surface_t *
draw_picture (const SandboxFileContext *context,
              guint                     number)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1200, 900);
  cairo_t         *cr = cairo_create (surface);
  g_autofree char *label = g_strdup_printf ("%s %s, %s · %s · %u", context->family, context->given, context->birth_date, context->date,
                                            number);

  cairo_set_source_rgb (cr, 0.95, 0.93, 0.88);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.10, 0.35, 0.42);
  cairo_set_line_width (cr, 4);
  for (int x = 60; x < 1140; x += 4)
    {
      double beat = fmod (x + sandbox_pick (context, number, 160), 160) / 160;
      double spike = fabs (beat - 0.5) < 0.03 ? -180 : fabs (beat - 0.56) < 0.03 ? 60
                                                                                 : 0;

      cairo_line_to (cr, x, 470 + spike + 12 * sin (beat * 2 * G_PI) + (double) sandbox_pick (context, (guint) x, 5));
    }
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 0.2, 0.2, 0.2);
  draw_words (cr, label, 60, 60, 30);
  draw_words (cr, sandbox_word (context, SANDBOX_WORD_TRAINING), 60, 820, 24);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

/* cairo's pixels as RGB bytes, row by row */
static void
copy_row (const unsigned char *from,
          unsigned char       *to,
          int                  width)
{
  for (int x = 0; x < width; x++)
    {
      guint32 pixel;

      memcpy (&pixel, from + 4 * x, sizeof pixel);
      to[3 * x] = (pixel >> 16) & 0xff;
      to[3 * x + 1] = (pixel >> 8) & 0xff;
      to[3 * x + 2] = pixel & 0xff;
    }
}

static GBytes *
write_jpeg (cairo_surface_t *surface,
            int              quality)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr       errors;
  unsigned char              *data = NULL;
  unsigned long               length = 0;
  int                         width = cairo_image_surface_get_width (surface);
  int                         height = cairo_image_surface_get_height (surface);
  g_autofree unsigned char   *row = g_malloc ((gsize) width * 3);
  GBytes                     *bytes;

  jpeg.err = jpeg_std_error (&errors);
  jpeg_create_compress (&jpeg);
  jpeg_mem_dest (&jpeg, &data, &length);
  jpeg.image_width = (JDIMENSION) width;
  jpeg.image_height = (JDIMENSION) height;
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults (&jpeg);
  jpeg_set_quality (&jpeg, quality, TRUE);
  jpeg_start_compress (&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height)
    {
      copy_row (cairo_image_surface_get_data (surface) + (gsize) jpeg.next_scanline * cairo_image_surface_get_stride (surface), row, width);
      jpeg_write_scanlines (&jpeg, &row, 1);
    }
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);
  bytes = g_bytes_new (data, length);
  free (data);

  return bytes;
}

/* libtiff writes to a file or to callbacks; these keep the file in memory. */
typedef struct
{
  GByteArray *bytes;
  gsize       position;
} TiffMemory;

static tmsize_t
tiff_read_cb (thandle_t handle,
              void     *data,
              tmsize_t  length)
{
  TiffMemory *memory = handle;
  gsize       left = memory->bytes->len > memory->position ? memory->bytes->len - memory->position : 0;
  gsize       n = MIN ((gsize) length, left);

  memcpy (data, memory->bytes->data + memory->position, n);
  memory->position += n;

  return (tmsize_t) n;
}

static tmsize_t
tiff_write_cb (thandle_t handle,
               void     *data,
               tmsize_t  length)
{
  TiffMemory *memory = handle;
  gsize       end = memory->position + (gsize) length;

  if (end > memory->bytes->len)
    {
      gsize before = memory->bytes->len;

      g_byte_array_set_size (memory->bytes, (guint) end);
      memset (memory->bytes->data + before, 0, end - before);
    }
  memcpy (memory->bytes->data + memory->position, data, (gsize) length);
  memory->position = end;

  return length;
}

static toff_t
tiff_seek_cb (thandle_t handle,
              toff_t    offset,
              int       whence)
{
  TiffMemory *memory = handle;

  memory->position = (gsize) (whence == SEEK_SET ? offset : whence == SEEK_CUR ? memory->position + offset
                                                                               : memory->bytes->len + offset);

  return memory->position;
}

static int
tiff_close_cb (thandle_t handle)
{
  return 0;
}

static toff_t
tiff_size_cb (thandle_t handle)
{
  return ((TiffMemory *) handle)->bytes->len;
}

static void
write_tiff_page (TIFF            *tiff,
                 cairo_surface_t *surface)
{
  int                       width = cairo_image_surface_get_width (surface);
  int                       height = cairo_image_surface_get_height (surface);
  g_autofree unsigned char *row = g_malloc ((gsize) width * 3);

  TIFFSetField (tiff, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField (tiff, TIFFTAG_IMAGELENGTH, height);
  TIFFSetField (tiff, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField (tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
  TIFFSetField (tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
  TIFFSetField (tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField (tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
  TIFFSetField (tiff, TIFFTAG_ROWSPERSTRIP, 64);
  TIFFSetField (tiff, TIFFTAG_XRESOLUTION, 150.0);
  TIFFSetField (tiff, TIFFTAG_YRESOLUTION, 150.0);
  TIFFSetField (tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  for (int y = 0; y < height; y++)
    {
      copy_row (cairo_image_surface_get_data (surface) + (gsize) y * cairo_image_surface_get_stride (surface), row, width);
      TIFFWriteScanline (tiff, row, (guint32) y, 0);
    }
  TIFFWriteDirectory (tiff);
}

static GBytes *
write_tiff (const SandboxFileContext *context,
            guint                     n_pages,
            GError                  **error)
{
  TiffMemory memory = { g_byte_array_new (), 0 };
  TIFF      *tiff = TIFFClientOpen ("memory", "w", &memory, tiff_read_cb, tiff_write_cb, tiff_seek_cb, tiff_close_cb, tiff_size_cb, NULL, NULL);

  if (tiff == NULL)
    {
      g_byte_array_unref (memory.bytes);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "libtiff refused to write");
      return NULL;
    }

  for (guint page = 1; page <= n_pages; page++)
    {
      cairo_surface_t *surface = draw_picture (context, page);

      write_tiff_page (tiff, surface);
      cairo_surface_destroy (surface);
    }
  TIFFClose (tiff);

  return g_byte_array_free_to_bytes (memory.bytes);
}

GBytes *
sandbox_file_image (SandboxFileKind           kind,
                    const SandboxFileContext *context,
                    GError                  **error)
{
  cairo_surface_t *surface;
  GBytes          *bytes;

  if (kind == SANDBOX_FILE_TIFF)
    return write_tiff (context, 3, error);

  surface = draw_picture (context, 1);
  if (kind == SANDBOX_FILE_JPEG)
    bytes = write_jpeg (surface, 85);
  else
    {
      GByteArray *png = g_byte_array_new ();

      cairo_surface_write_to_png_stream (surface, append_cb, png);
      bytes = g_byte_array_free_to_bytes (png);
    }
  cairo_surface_destroy (surface);

  return bytes;
}

/* The page as a scanner of 150 dpi sees it: grey paper, a little crooked, with specks. */
static cairo_surface_t *
draw_scan (const SandboxFileContext *context)
{
  double             scale = 150.0 / 72;
  int                width = (int) (SANDBOX_PAGE_WIDTH * scale);
  int                height = (int) (SANDBOX_PAGE_HEIGHT * scale);
  cairo_surface_t   *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t           *cr = cairo_create (surface);
  const char *const *sentences = sandbox_sentences (context, SANDBOX_WORD_HISTORY);
  g_autofree char   *head = g_strdup_printf ("%s %s, %s", context->family, context->given, context->birth_date);
  double             y = 150;

  cairo_set_source_rgb (cr, 0.94, 0.94, 0.92);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  cairo_rotate (cr, 0.012);
  cairo_set_source_rgb (cr, 0.15, 0.15, 0.18);
  draw_words (cr, context->institution, SANDBOX_MARGIN, 70, 13);
  draw_words (cr, head, SANDBOX_MARGIN, 110, 10.5);
  for (; *sentences != NULL; sentences++, y += 40)
    {
      g_autoptr(PangoLayout) layout = pango_cairo_create_layout (cr);
      PangoFontDescription *font = pango_font_description_from_string ("DejaVu Serif");

      pango_font_description_set_absolute_size (font, 10.5 * PANGO_SCALE);
      pango_layout_set_font_description (layout, font);
      pango_layout_set_width (layout, (int) ((SANDBOX_PAGE_WIDTH - 2 * SANDBOX_MARGIN) * PANGO_SCALE));
      pango_layout_set_text (layout, *sentences, -1);
      cairo_move_to (cr, SANDBOX_MARGIN, y);
      pango_cairo_show_layout (cr, layout);
      pango_font_description_free (font);
    }
  draw_words (cr, sandbox_word (context, SANDBOX_WORD_TRAINING), SANDBOX_MARGIN, 790, 8);
  for (guint i = 0; i < 400; i++)
    {
      cairo_rectangle (cr, sandbox_pick (context, 2 * i, 595), sandbox_pick (context, 2 * i + 1, 842), 0.7, 0.7);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

GBytes *
sandbox_file_scan (const SandboxFileContext *context,
                   GError                  **error)
{
  SandboxPaper    *paper = sandbox_paper_new (context, "Scan");
  cairo_surface_t *scan = draw_scan (context);
  g_autoptr(GBytes) jpeg = write_jpeg (scan, 70);
  gsize          length;
  const void    *data = g_bytes_get_data (jpeg, &length);
  unsigned char *copy;

  /* with the JPEG attached, cairo puts its bytes into the PDF as they are */
  copy = g_memdup2 (data, length);
  cairo_surface_set_mime_data (scan, CAIRO_MIME_TYPE_JPEG, copy, length, g_free, copy);
  cairo_save (paper->cr);
  cairo_scale (paper->cr, 72.0 / 150, 72.0 / 150);
  cairo_set_source_surface (paper->cr, scan, 0, 0);
  cairo_paint (paper->cr);
  cairo_restore (paper->cr);
  cairo_surface_destroy (scan);

  return sandbox_paper_finish_image_only (paper, error);
}
