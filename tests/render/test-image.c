/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-test-support.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <tiffio.h>

/* Every picture is a red square in its upper left quarter on blue, drawn upright, whatever it is
 * stored as. */

#define RED 0xffff0000
#define BLUE 0xff0000ff
#define WHITE 0xffffffff
#define BLACK 0xff000000

#define WIDTH 96
#define HEIGHT 64

/* Orientation of rows and columns, as in Exif: where the stored (0, 0) is seen. */
static gboolean
is_red (guint orientation,
        int   width,
        int   height,
        int   column,
        int   row)
{
  gboolean right = column >= width / 2;
  gboolean lower = row >= height / 2;

  switch (orientation)
    {
    case 2:
    case 8:
      right = !right;
      break;
    case 3:
    case 7:
      right = !right;
      lower = !lower;
      break;
    case 4:
    case 6:
      lower = !lower;
      break;
    default:
      break;
    }

  return !right && !lower;
}

static void
append_exif (struct jpeg_compress_struct *encoder,
             guint                        orientation)
{
  guint8 exif[] = {
    'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0
  };

  exif[25] = (guint8) orientation;
  jpeg_write_marker (encoder, JPEG_APP0 + 1, exif, sizeof exif);
}

static GBytes *
make_jpeg (J_COLOR_SPACE space,
           int           n_components,
           guint         orientation,
           guint         density)
{
  struct jpeg_compress_struct encoder;
  struct jpeg_error_mgr       handler;
  unsigned char              *data = NULL;
  unsigned long               size = 0;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree JSAMPLE *row = g_new0 (JSAMPLE, WIDTH * 4);

  encoder.err = jpeg_std_error (&handler);
  jpeg_create_compress (&encoder);
  jpeg_mem_dest (&encoder, &data, &size);
  encoder.image_width = WIDTH;
  encoder.image_height = HEIGHT;
  encoder.input_components = n_components;
  encoder.in_color_space = space;
  jpeg_set_defaults (&encoder);
  jpeg_set_quality (&encoder, 100, TRUE);
  if (density != 0)
    {
      encoder.density_unit = 1;
      encoder.X_density = encoder.Y_density = (UINT16) density;
    }
  jpeg_start_compress (&encoder, TRUE);
  if (orientation != 0)
    append_exif (&encoder, orientation);

  for (int y = 0; y < HEIGHT; y++)
    {
      for (int x = 0; x < WIDTH; x++)
        {
          const JSAMPLE inks[2][4] = { { 0, 255, 255, 0 }, { 255, 255, 0, 0 } };
          const JSAMPLE lights[2][3] = { { 255, 0, 0 }, { 0, 0, 255 } };
          gboolean      red = is_red (orientation, WIDTH, HEIGHT, x, y);

          if (n_components == 4)
            /* Adobe's way, which the encoder marks it as: inverted. */
            for (int i = 0; i < 4; i++)
              row[x * 4 + i] = 255 - inks[!red][i];
          else if (n_components == 3)
            memcpy (row + x * 3, lights[!red], 3);
          else
            row[x] = red ? 0 : 255;
        }
      jpeg_write_scanlines (&encoder, &row, 1);
    }
  jpeg_finish_compress (&encoder);
  jpeg_destroy_compress (&encoder);
  bytes = g_bytes_new (data, size);
  free (data);

  return g_steal_pointer (&bytes);
}

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_png (gboolean transparent)
{
  GByteArray      *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t         *cr = cairo_create (surface);

  if (!transparent)
    {
      cairo_set_source_rgb (cr, 0, 0, 1);
      cairo_paint (cr);
    }
  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_rectangle (cr, 0, 0, WIDTH / 2, HEIGHT / 2);
  cairo_fill (cr);
  cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}

static void
write_tiff_page (TIFF   *file,
                 int     width,
                 int     height,
                 guint16 compression,
                 guint16 orientation)
{
  gboolean           fax = compression == COMPRESSION_CCITTFAX4;
  g_autofree guint8 *row = g_new0 (guint8, (gsize) width * 3);

  TIFFSetField (file, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField (file, TIFFTAG_IMAGELENGTH, height);
  TIFFSetField (file, TIFFTAG_BITSPERSAMPLE, fax ? 1 : 8);
  TIFFSetField (file, TIFFTAG_SAMPLESPERPIXEL, fax ? 1 : 3);
  TIFFSetField (file, TIFFTAG_PHOTOMETRIC, fax ? PHOTOMETRIC_MINISWHITE : PHOTOMETRIC_RGB);
  TIFFSetField (file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField (file, TIFFTAG_COMPRESSION, compression);
  TIFFSetField (file, TIFFTAG_ORIENTATION, orientation);
  TIFFSetField (file, TIFFTAG_ROWSPERSTRIP, height);
  TIFFSetField (file, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  /* A fax's two resolutions. */
  TIFFSetField (file, TIFFTAG_XRESOLUTION, fax ? 144.0 : 72.0);
  TIFFSetField (file, TIFFTAG_YRESOLUTION, 72.0);
  for (int y = 0; y < height; y++)
    {
      memset (row, 0, (gsize) width * 3);
      for (int x = 0; x < width; x++)
        {
          gboolean red = is_red (orientation, width, height, x, y);

          if (fax && red)
            row[x / 8] |= (guint8) (0x80 >> x % 8);
          else if (!fax)
            row[x * 3 + (red ? 0 : 2)] = 255;
        }
      TIFFWriteScanline (file, row, (guint32) y, 0);
    }
  TIFFWriteDirectory (file);
}

static GBytes *
make_tiff (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cabinet-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "invented.tiff", NULL);
  TIFF            *file = TIFFOpen (path, "w");
  char            *contents;
  gsize            length;

  write_tiff_page (file, WIDTH, HEIGHT, COMPRESSION_LZW, ORIENTATION_TOPLEFT);
  write_tiff_page (file, 2 * WIDTH, HEIGHT, COMPRESSION_CCITTFAX4, ORIENTATION_TOPLEFT);
  for (guint16 orientation = 2; orientation <= 8; orientation++)
    write_tiff_page (file, WIDTH, HEIGHT, COMPRESSION_ADOBE_DEFLATE, orientation);
  TIFFClose (file);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_remove (path);
  g_rmdir (folder);

  return g_bytes_new_take (contents, length);
}

static void
assert_near (guint32 pixel,
             guint32 wanted)
{
  for (guint shift = 0; shift < 32; shift += 8)
    g_assert_cmpint (abs ((int) (pixel >> shift & 0xff) - (int) (wanted >> shift & 0xff)), <=, 4);
}

static void
assert_picture (RenderDocument *document,
                guint           page,
                double          width,
                double          height,
                guint32         square,
                guint32         ground)
{
  const RenderRequest request = { .page = page, .scale = 2 };
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderPixels) pixels = render_test_render (document, &request, &error);

  g_assert_no_error (error);
  g_assert_cmpint (pixels->width, ==, (int) (2 * width + 0.5));
  g_assert_cmpint (pixels->height, ==, (int) (2 * height + 0.5));
  /* Off the middle, where the colours meet; and the very corners. */
  assert_near (render_test_pixel (pixels, 0, 0), square);
  assert_near (render_test_pixel (pixels, pixels->width / 2 - 6, pixels->height / 2 - 6), square);
  assert_near (render_test_pixel (pixels, pixels->width / 2 + 6, pixels->height / 2 - 6), ground);
  assert_near (render_test_pixel (pixels, pixels->width / 2 - 6, pixels->height / 2 + 6), ground);
  assert_near (render_test_pixel (pixels, pixels->width - 1, pixels->height - 1), ground);
}

static void
test_jpeg (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  const struct
  {
    J_COLOR_SPACE space;
    int           n_components;
    guint         density;
    double        width;
    double        height;
    guint32       square;
    guint32       ground;
  } cases[] = {
    { JCS_RGB, 3, 0, WIDTH * 0.75, HEIGHT * 0.75, RED, BLUE },
    { JCS_RGB, 3, 72, WIDTH, HEIGHT, RED, BLUE },
    { JCS_RGB, 3, 1, WIDTH * 0.75, HEIGHT * 0.75, RED, BLUE },
    { JCS_RGB, 3, 144, WIDTH * 0.5, HEIGHT * 0.5, RED, BLUE },
    { JCS_GRAYSCALE, 1, 72, WIDTH, HEIGHT, BLACK, WHITE },
    { JCS_CMYK, 4, 0, WIDTH * 0.75, HEIGHT * 0.75, RED, BLUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = make_jpeg (cases[i].space, cases[i].n_components, 0, cases[i].density);
      /* What it is called does not count. */
      g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, i % 2 == 0 ? "image/jpeg" : "application/pdf");

      g_assert_cmpuint (render_document_get_n_pages (document), ==, 1);
      g_assert_null (render_document_get_title (document));
      assert_picture (document, 0, cases[i].width, cases[i].height, cases[i].square, cases[i].ground);
    }
}

/* A telephone held any way. */
static void
test_jpeg_upright (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();

  for (guint orientation = 1; orientation <= 9; orientation++)
    {
      g_autoptr(GBytes) bytes = make_jpeg (JCS_RGB, 3, orientation, 72);
      g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "image/jpeg");
      gboolean lying = orientation >= 5 && orientation <= 8;

      assert_picture (document, 0, lying ? HEIGHT : WIDTH, lying ? WIDTH : HEIGHT, RED, BLUE);
    }
}

static void
test_png (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();

  for (guint transparent = 0; transparent < 2; transparent++)
    {
      g_autoptr(GBytes) bytes = make_png (transparent);
      g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "image/png");

      assert_picture (document, 0, WIDTH * 0.75, HEIGHT * 0.75, RED, transparent ? WHITE : BLUE);
    }
}

static void
test_tiff (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = make_tiff ();
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "image/tiff");

  g_assert_cmpuint (render_document_get_n_pages (document), ==, 9);
  assert_picture (document, 0, WIDTH, HEIGHT, RED, BLUE);
  assert_picture (document, 1, WIDTH, HEIGHT, BLACK, WHITE);
  for (guint orientation = 2; orientation <= 8; orientation++)
    {
      gboolean lying = orientation >= 5;

      assert_picture (document, orientation, lying ? HEIGHT : WIDTH, lying ? WIDTH : HEIGHT, RED, BLUE);
    }
}

static void
test_turned_and_clipped (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = make_png (FALSE);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "image/png");
  const RenderRequest turned = { .scale = 4, .rotation = 90 };
  const RenderRequest clipped = { .scale = 4, .clip_x = 10, .clip_y = 10, .clip_width = 50, .clip_height = 20 };
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderPixels) pixels = render_test_render (document, &turned, &error);
  g_autoptr(RenderPixels) clip = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (pixels->width, ==, HEIGHT * 3);
  assert_near (render_test_pixel (pixels, pixels->width - 4, 4), RED);
  assert_near (render_test_pixel (pixels, 4, 4), BLUE);

  clip = render_test_render (document, &clipped, &error);
  g_assert_no_error (error);
  assert_near (render_test_pixel (clip, 0, 0), RED);
  assert_near (render_test_pixel (clip, 49, 19), RED);

  text = render_test_get_text (document, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "");
}

/* Cut off anywhere: shown as far as a decoder goes, or an error; no crash, no silent white page. */
static void
test_cut (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  GBytes *files[] = { make_jpeg (JCS_RGB, 3, 6, 72), make_png (FALSE), make_tiff () };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    for (guint part = 1; part < 8; part++)
      {
        g_autoptr(GBytes) bytes = g_bytes_new_from_bytes (files[i], 0, g_bytes_get_size (files[i]) * part / 8);
        g_autoptr(GError) error = NULL;
        g_autoptr(RenderDocument) document = render_test_open (service, bytes, "image/x", NULL, &error);
        const RenderRequest request = { .scale = 1 };

        if (document != NULL)
          {
            g_autoptr(RenderPixels) pixels = render_test_render (document, &request, &error);

            if (pixels != NULL)
              {
                g_assert_false (render_test_all_white (pixels));
                continue;
              }
          }
        g_assert_error (error, RENDER_ERROR, RENDER_ERROR_DAMAGED);
      }

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_clear_pointer (&files[i], g_bytes_unref);
}

/* A head that promises 60000 by 60000 pixels. */
static void
test_huge (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) jpeg = make_jpeg (JCS_RGB, 3, 0, 72);
  gsize   size = g_bytes_get_size (jpeg);
  guint8 *data = g_memdup2 (g_bytes_get_data (jpeg, NULL), size);
  g_autoptr(GBytes) bytes = g_bytes_new_take (data, size);
  g_autoptr(RenderDocument) document = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderPixels) pixels = NULL;
  const RenderRequest request = { .scale = 0.01 };

  for (gsize i = 0; i + 9 < size; i++)
    if (data[i] == 0xff && data[i + 1] == 0xc0)
      {
        data[i + 5] = data[i + 7] = 60000 >> 8;
        data[i + 6] = data[i + 8] = 60000 & 0xff;
        break;
      }

  document = render_test_open_sound (service, bytes, "image/jpeg");
  pixels = render_test_render (document, &request, &error);
  g_assert_null (pixels);
  g_assert_error (error, RENDER_ERROR, RENDER_ERROR_NO_MEMORY);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/image/jpeg", test_jpeg);
  g_test_add_func ("/render/image/jpeg-upright", test_jpeg_upright);
  g_test_add_func ("/render/image/png", test_png);
  g_test_add_func ("/render/image/tiff", test_tiff);
  g_test_add_func ("/render/image/turned-and-clipped", test_turned_and_clipped);
  g_test_add_func ("/render/image/cut", test_cut);
  g_test_add_func ("/render/image/huge", test_huge);

  return render_test_run ();
}
