/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures that become one PDF: what others will see, and what they must not. */
#include "config.h"

#include "render-album.h"
#include "render-test-support.h"

#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <string.h>
#include <tiffio.h>

#include <jpeglib.h>

#define WIDTH 96
#define HEIGHT 64

#define RED 0xff0000
#define BLUE 0x0000ff

typedef struct
{
  J_COLOR_SPACE space;
  int           n_components;
  guint         orientation; /* 0: not said */
  guint         density;     /* 0: not said */
  gboolean      progressive;
} JpegKind;

static GBytes *
make_jpeg (JpegKind kind)
{
  static const char           place[] = "http://ns.adobe.com/xap/1.0/\0SECRET 46.5N 6.6E";
  guint8                      exif[] = { 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 'S', 'E', 'C', 'R', 'E', 'T' };
  struct jpeg_compress_struct encoder;
  struct jpeg_error_mgr       handler;
  unsigned char              *data = NULL;
  unsigned long               size = 0;
  g_autofree JSAMPLE         *row = g_new0 (JSAMPLE, WIDTH * 4);
  GBytes                     *bytes;

  encoder.err = jpeg_std_error (&handler);
  jpeg_create_compress (&encoder);
  jpeg_mem_dest (&encoder, &data, &size);
  encoder.image_width = WIDTH;
  encoder.image_height = HEIGHT;
  encoder.input_components = kind.n_components;
  encoder.in_color_space = kind.space;
  jpeg_set_defaults (&encoder);
  jpeg_set_quality (&encoder, 95, TRUE);
  if (kind.progressive)
    jpeg_simple_progression (&encoder);
  if (kind.density != 0)
    {
      encoder.density_unit = 1;
      encoder.X_density = encoder.Y_density = (UINT16) kind.density;
    }
  jpeg_start_compress (&encoder, TRUE);
  exif[25] = (guint8) kind.orientation;
  jpeg_write_marker (&encoder, JPEG_APP0 + 1, exif, sizeof exif);
  jpeg_write_marker (&encoder, JPEG_APP0 + 1, (const JOCTET *) place, sizeof place);
  jpeg_write_marker (&encoder, JPEG_COM, (const JOCTET *) "SECRET", 6);
  for (int y = 0; y < HEIGHT; y++)
    {
      for (int x = 0; x < WIDTH * kind.n_components; x++)
        row[x] = (x / kind.n_components < WIDTH / 2 && y < HEIGHT / 2) == (x % kind.n_components == 0) ? 255 : 0;
      jpeg_write_scanlines (&encoder, &row, 1);
    }
  jpeg_finish_compress (&encoder);
  jpeg_destroy_compress (&encoder);
  bytes = g_bytes_new (data, size);
  free (data);

  return bytes;
}

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/* A red square in the upper left quarter, on blue. */
static GBytes *
make_png (void)
{
  GByteArray      *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t         *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 0, 0, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_rectangle (cr, 0, 0, WIDTH / 2, HEIGHT / 2);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}

/* As a scanner gives it: black and white, grey, 300 dpi. */
static GBytes *
make_tiff (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "album.tiff", NULL);
  TIFF            *file = TIFFOpen (path, "w");
  guint8           row[WIDTH];
  char            *data;
  gsize            size;

  for (guint page = 0; page < 2; page++)
    {
      TIFFSetField (file, TIFFTAG_IMAGEWIDTH, WIDTH);
      TIFFSetField (file, TIFFTAG_IMAGELENGTH, HEIGHT);
      TIFFSetField (file, TIFFTAG_BITSPERSAMPLE, page == 0 ? 1 : 8);
      TIFFSetField (file, TIFFTAG_SAMPLESPERPIXEL, 1);
      TIFFSetField (file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
      TIFFSetField (file, TIFFTAG_COMPRESSION, page == 0 ? COMPRESSION_CCITTFAX4 : COMPRESSION_LZW);
      TIFFSetField (file, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
      TIFFSetField (file, TIFFTAG_XRESOLUTION, 300.0);
      TIFFSetField (file, TIFFTAG_YRESOLUTION, 300.0);
      for (guint y = 0; y < HEIGHT; y++)
        {
          for (guint x = 0; x < WIDTH; x++)
            row[x] = page == 0 ? (x % 16 < 8 ? 0xff : 0x0f) : (guint8) (x + y);
          TIFFWriteScanline (file, row, y, 0);
        }
      TIFFWriteDirectory (file);
    }
  TIFFClose (file);
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));

  return g_bytes_new_take (data, size);
}

static void
store_result (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static RenderAlbumPage *
read_page (RenderDocument *document,
           GBytes         *bytes,
           guint           page,
           GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  render_album_read_async (document, bytes, page, NULL, store_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return render_album_read_finish (document, result, error);
}

static RenderAlbumPage *
read_sound (RenderService *service,
            GBytes        *bytes,
            guint          page)
{
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "image/jpeg");
  g_autoptr(GError) error = NULL;
  RenderAlbumPage *read = read_page (document, bytes, page, &error);

  g_assert_no_error (error);

  return read;
}

static GBytes *
write_pages (const RenderAlbumLeaf *leaves,
             guint                  n_leaves,
             const char            *title)
{
  g_autoptr(GDateTime) created = g_date_time_new_utc (2026, 11, 20, 10, 30, 0);
  const RenderAlbumInfo info = { title, "fr-CH", "Cabinet du Modèle (fictif)", created };
  g_autoptr(GError) error = NULL;
  GBytes *bytes = render_album_write (leaves, n_leaves, &info, &error);

  g_assert_no_error (error);

  return bytes;
}

static gboolean
holds (GBytes     *bytes,
       const char *text)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

/* As a reader of PDF that is not ours finds it. */
static void
assert_sound (GBytes *bytes)
{
  qpdf_data   pdf = qpdf_init ();
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  qpdf_set_attempt_recovery (pdf, QPDF_FALSE);
  g_assert_cmpint (qpdf_read_memory (pdf, "album", data, size, NULL), ==, QPDF_SUCCESS);
  g_assert_cmpint (qpdf_check_pdf (pdf), ==, QPDF_SUCCESS);
  g_assert_false (qpdf_is_encrypted (pdf));
  qpdf_cleanup (&pdf);
}

static void
assert_near (guint32 pixel,
             guint32 expected)
{
  for (guint shift = 0; shift < 24; shift += 8)
    g_assert_cmpint (ABS ((int) (pixel >> shift & 0xff) - (int) (expected >> shift & 0xff)), <=, 6);
}

static void
assert_page (RenderDocument *document,
             guint           page,
             double          width,
             double          height,
             double          x,
             double          y,
             guint32         expected)
{
  const RenderRequest request = { .page = page, .scale = 2 };
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderPixels) pixels = render_test_render (document, &request, &error);
  double real_width, real_height;

  g_assert_no_error (error);
  render_document_get_page_size (document, page, &real_width, &real_height);
  g_assert_cmpfloat_with_epsilon (real_width, width, 0.01);
  g_assert_cmpfloat_with_epsilon (real_height, height, 0.01);
  assert_near (render_test_pixel (pixels, (int) (x * pixels->width), (int) (y * pixels->height)), expected);
}

/* Three kinds of files become one document, in this order, as large as they were, with its title. */
static void
test_mixed (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) jpeg = make_jpeg ((JpegKind) { JCS_RGB, 3, 0, 144, FALSE });
  g_autoptr(GBytes) png = make_png ();
  g_autoptr(GBytes) tiff = make_tiff ();
  g_autoptr(RenderAlbumPage) drawing = read_sound (service, png, 0);
  g_autoptr(RenderAlbumPage) photo = read_sound (service, jpeg, 0);
  g_autoptr(RenderAlbumPage) fax = read_sound (service, tiff, 0);
  g_autoptr(RenderAlbumPage) scan = read_sound (service, tiff, 1);
  const RenderAlbumLeaf leaves[] = { { drawing, 0 }, { photo, 90 }, { fax, 0 }, { scan, 0 } };
  g_autoptr(GBytes) pdf = write_pages (leaves, G_N_ELEMENTS (leaves), "Résultats <“& photos”>\nde l’épaule");
  g_autoptr(RenderDocument) document = render_test_open_sound (service, pdf, "application/pdf");

  assert_sound (pdf);
  g_assert_cmpuint (render_document_get_n_pages (document), ==, 4);
  g_assert_cmpstr (render_document_get_title (document), ==, "Résultats <“& photos”> de l’épaule");
  g_assert_true (holds (pdf, "Résultats &lt;“&amp; photos”&gt; de l’épaule"));
  g_assert_true (holds (pdf, "<pdfaid:part>2</pdfaid:part>"));
  g_assert_cmpint (render_test_examine (document), ==, RENDER_EXAMINED_PASSIVE);

  /* nothing was said of its size: on A4, lying */
  assert_page (document, 0, 841.89, 595.276, 0.25, 0.25, RED);
  assert_page (document, 0, 841.89, 595.276, 0.75, 0.75, BLUE);
  /* turned by hand, to the right */
  assert_page (document, 1, HEIGHT * 0.5, WIDTH * 0.5, 0.75, 0.25, RED);
  assert_page (document, 2, WIDTH * 0.24, HEIGHT * 0.24, 0.5, 0.5, 0xffffff);
}

/* The compressed data are those of the file; what its owner does not know of is not. */
static void
test_jpeg_is_kept (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  const JpegKind kinds[] = {
    { JCS_RGB, 3, 0, 72, FALSE },
    { JCS_RGB, 3, 6, 72, TRUE },
    { JCS_GRAYSCALE, 1, 8, 72, FALSE },
    { JCS_RGB, 3, 3, 72, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GBytes) jpeg = make_jpeg (kinds[i]);
      g_autoptr(RenderAlbumPage) page = read_sound (service, jpeg, 0);
      const RenderAlbumLeaf leaf = { page, 0 };
      g_autoptr(GBytes) pdf = write_pages (&leaf, 1, NULL);
      g_autoptr(GBytes) end = NULL;
      g_autoptr(RenderDocument) before = render_test_open_sound (service, jpeg, "image/jpeg");
      g_autoptr(RenderDocument) after = render_test_open_sound (service, pdf, "application/pdf");
      gsize  size = g_bytes_get_size (jpeg);
      gsize  pdf_size = g_bytes_get_size (pdf);
      double width, height;

      /* the compressed picture is at the end of the file */
      end = g_bytes_new_from_bytes (jpeg, size - 200, 200);
      g_assert_nonnull (memmem (g_bytes_get_data (pdf, NULL), pdf_size, g_bytes_get_data (end, NULL), 200));
      g_assert_true (holds (jpeg, "SECRET"));
      g_assert_false (holds (pdf, "SECRET"));
      assert_sound (pdf);

      render_document_get_page_size (before, 0, &width, &height);
      for (guint corner = 0; corner < 4; corner++)
        {
          const RenderRequest request = { .scale = 1 };
          g_autoptr(RenderPixels) pixels = render_test_render (before, &request, NULL);
          double x = corner % 2 ? 0.75 : 0.25;
          double y = corner / 2 ? 0.75 : 0.25;

          assert_page (after, 0, width, height, x, y, render_test_pixel (pixels, (int) (x * width), (int) (y * height)));
        }
    }
}

/* Mirrored, or in printers' inks: no reader of PDF turns these right, so their pixels are taken. */
static void
test_jpeg_by_pixels (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  const JpegKind kinds[] = { { JCS_RGB, 3, 5, 72, FALSE }, { JCS_RGB, 3, 2, 72, FALSE }, { JCS_CMYK, 4, 0, 72, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GBytes) jpeg = make_jpeg (kinds[i]);
      g_autoptr(RenderAlbumPage) page = read_sound (service, jpeg, 0);
      const RenderAlbumLeaf leaf = { page, 0 };
      g_autoptr(GBytes) pdf = write_pages (&leaf, 1, NULL);

      g_assert_false (holds (pdf, "DCTDecode"));
      g_assert_false (holds (pdf, "SECRET"));
      assert_sound (pdf);
    }
}

/* A picture that is cut off is shown as far as it goes, but does not become a document. */
static void
test_damaged (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  const JpegKind kinds[] = { { JCS_RGB, 3, 0, 72, FALSE }, { JCS_RGB, 3, 0, 72, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint less = 2; less < 200; less += 45)
      {
        g_autoptr(GBytes) jpeg = make_jpeg (kinds[i]);
        g_autoptr(GBytes) cut = g_bytes_new_from_bytes (jpeg, 0, g_bytes_get_size (jpeg) - less);
        g_autoptr(GError) error = NULL;
        g_autoptr(RenderDocument) document = render_test_open (service, cut, "image/jpeg", NULL, &error);
        g_autoptr(RenderAlbumPage) page = document != NULL ? read_page (document, cut, 0, &error) : NULL;

        g_assert_null (page);
        g_assert_error (error, RENDER_ERROR, RENDER_ERROR_DAMAGED);
      }
}

/* A PDF is no picture. */
static void
test_pdf (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) letter = render_test_letter (1);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, letter, "application/pdf");
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderAlbumPage) page = read_page (document, letter, 0, &error);

  g_assert_null (page);
  g_assert_error (error, RENDER_ERROR, RENDER_ERROR_UNSUPPORTED);
}

/* What a renderer says of a picture is checked before anything is taken by it. */
static void
test_hostile (void)
{
  g_autoptr(RenderService) service = render_service_new (g_getenv ("CABINET_HOSTILE_RENDERER"));
  g_autoptr(GBytes) bytes = g_bytes_new_static ("anything", 8);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "test/pictures");

  g_assert_cmpuint (render_document_get_n_pages (document), ==, 8);
  for (guint i = 0; i < render_document_get_n_pages (document); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RenderAlbumPage) page = read_page (document, bytes, i, &error);

      g_assert_null (page);
      g_assert_error (error, RENDER_ERROR, RENDER_ERROR_PAGE_REFUSED);
    }
}

static void
test_cancelled (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) png = make_png ();
  g_autoptr(RenderDocument) document = render_test_open_sound (service, png, "image/png");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  render_album_read_async (document, png, 0, cancellable, store_result, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (render_album_read_finish (document, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/album/mixed", test_mixed);
  g_test_add_func ("/render/album/jpeg-is-kept", test_jpeg_is_kept);
  g_test_add_func ("/render/album/jpeg-by-pixels", test_jpeg_by_pixels);
  g_test_add_func ("/render/album/damaged", test_damaged);
  g_test_add_func ("/render/album/pdf", test_pdf);
  g_test_add_func ("/render/album/hostile", test_hostile);
  g_test_add_func ("/render/album/cancelled", test_cancelled);

  return render_test_run ();
}
