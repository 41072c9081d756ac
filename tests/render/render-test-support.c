/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-test-support.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#define A4_WIDTH 595.0
#define A4_HEIGHT 842.0

RenderService *
render_test_service_new (void)
{
  return render_service_new (g_getenv ("CABINET_RENDERER"));
}

static void
store_result (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
render_test_wait_until (RenderTestCondition condition,
                        gpointer            user_data)
{
  guint tick = g_timeout_add (5, tick_cb, NULL);

  while (!condition (user_data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
}

RenderDocument *
render_test_open (RenderService *service,
                  GBytes        *bytes,
                  const char    *content_type,
                  const char    *password,
                  GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  render_service_open_async (service, bytes, content_type, password, NULL, store_result, &result);
  wait_for (&result);

  return render_service_open_finish (service, result, error);
}

RenderDocument *
render_test_open_sound (RenderService *service,
                        GBytes        *bytes,
                        const char    *content_type)
{
  g_autoptr(GError) error = NULL;
  RenderDocument *document = render_test_open (service, bytes, content_type, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (RENDER_IS_DOCUMENT (document));

  return document;
}

RenderPixels *
render_test_render (RenderDocument      *document,
                    const RenderRequest *request,
                    GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  render_document_render_async (document, request, NULL, store_result, &result);
  wait_for (&result);

  return render_document_render_finish (document, result, error);
}

RenderExamined
render_test_examine (RenderDocument *document)
{
  g_autoptr(GAsyncResult) result = NULL;

  render_document_examine_async (document, NULL, store_result, &result);
  wait_for (&result);

  return render_document_examine_finish (document, result, NULL);
}

char *
render_test_get_text (RenderDocument *document,
                      guint           page,
                      GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  render_document_get_text_async (document, page, NULL, store_result, &result);
  wait_for (&result);

  return render_document_get_text_finish (document, result, error);
}

RenderGuide *
render_test_get_guide (RenderDocument *document,
                       GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  render_document_get_guide_async (document, NULL, store_result, &result);
  wait_for (&result);

  return render_document_get_guide_finish (document, result, error);
}

RenderLinks *
render_test_get_links (RenderDocument *document,
                       guint           page,
                       GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  render_document_get_links_async (document, page, NULL, store_result, &result);
  wait_for (&result);

  return render_document_get_links_finish (document, result, error);
}

RenderContent *
render_test_get_content (RenderDocument *document,
                         GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  render_document_get_content_async (document, NULL, store_result, &result);
  wait_for (&result);

  return render_document_get_content_finish (document, result, error);
}

RenderText *
render_test_get_layout (RenderDocument *document,
                        guint           page,
                        GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  render_document_get_layout_async (document, page, G_PRIORITY_DEFAULT, NULL, store_result, &result);
  wait_for (&result);

  return render_document_get_layout_finish (document, result, error);
}

int
render_test_run (void)
{
  int status = g_test_run ();

  while (g_main_context_iteration (NULL, FALSE))
    continue;

  return status;
}

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
draw_letter (cairo_t *cr,
             guint    page)
{
  g_autofree char *heading = g_strdup_printf ("Muster Mustermann, page %u", page + 1);

  cairo_select_font_face (cr, "DejaVu Serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 18);
  cairo_move_to (cr, 60, 80);
  cairo_show_text (cr, heading);
  cairo_set_font_size (cr, 10);
  for (int line = 0; line < 40; line++)
    {
      cairo_move_to (cr, 60, 120 + line * 16);
      cairo_show_text (cr, "This letter is invented. Nobody of this name was ever ill here, nor well.");
    }
  cairo_set_source_rgb (cr, 0.8, 0.1, 0.1);
  cairo_set_line_width (cr, 0.7);
  cairo_arc (cr, 450, 700, 50, 0, 2 * M_PI);
  cairo_stroke (cr);
}

GBytes *
render_test_letter (guint n_pages)
{
  GByteArray      *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, A4_WIDTH, A4_HEIGHT);
  cairo_t         *cr;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, "Invented letter");
  cr = cairo_create (surface);
  for (guint page = 0; page < n_pages; page++)
    {
      /* Every third page lies. */
      if (page % 3 == 2)
        cairo_pdf_surface_set_size (surface, A4_HEIGHT, A4_WIDTH);
      else
        cairo_pdf_surface_set_size (surface, A4_WIDTH, A4_HEIGHT);
      cairo_save (cr);
      draw_letter (cr, page);
      cairo_restore (cr);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}

/* The drawing as a scanner would give it: grey, JPEG. */
static void
attach_jpeg (cairo_surface_t *image)
{
  struct jpeg_compress_struct encoder;
  struct jpeg_error_mgr       handler;
  unsigned char              *jpeg = NULL;
  unsigned long               size = 0;
  int                         width = cairo_image_surface_get_width (image);
  g_autofree JSAMPLE         *row = g_new (JSAMPLE, width);

  encoder.err = jpeg_std_error (&handler);
  jpeg_create_compress (&encoder);
  jpeg_mem_dest (&encoder, &jpeg, &size);
  encoder.image_width = (JDIMENSION) width;
  encoder.image_height = (JDIMENSION) cairo_image_surface_get_height (image);
  encoder.input_components = 1;
  encoder.in_color_space = JCS_GRAYSCALE;
  jpeg_set_defaults (&encoder);
  jpeg_start_compress (&encoder, TRUE);
  while (encoder.next_scanline < encoder.image_height)
    {
      const guint8 *pixels = cairo_image_surface_get_data (image) + (gsize) encoder.next_scanline * (gsize) cairo_image_surface_get_stride (image);

      for (int x = 0; x < width; x++)
        row[x] = pixels[x * 4];
      jpeg_write_scanlines (&encoder, &row, 1);
    }
  jpeg_finish_compress (&encoder);
  jpeg_destroy_compress (&encoder);
  cairo_surface_set_mime_data (image, CAIRO_MIME_TYPE_JPEG, jpeg, size, free, jpeg);
}

GBytes *
render_test_book (void)
{
  static const char *const links[] = { "dest='results'", "uri='https://nowhere.invalid/leaflet'", "file='/etc/passwd'" };
  GByteArray              *bytes = g_byte_array_new ();
  cairo_surface_t         *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, A4_WIDTH, A4_HEIGHT);
  cairo_t                 *cr = cairo_create (surface);
  int                      results;

  for (guint page = 0; page < 4; page++)
    {
      static const char *const labels[] = { "i", "ii", "1", "2" };

      cairo_pdf_surface_set_page_label (surface, labels[page]);
      for (guint i = 0; page == 0 && i < G_N_ELEMENTS (links); i++)
        {
          g_autofree char *attributes = g_strdup_printf ("rect=[100 %u 200 20] %s", 200 + 100 * i, links[i]);

          cairo_tag_begin (cr, CAIRO_TAG_LINK, attributes);
          cairo_move_to (cr, 100, 215 + 100 * i);
          cairo_show_text (cr, "A link");
          cairo_tag_end (cr, CAIRO_TAG_LINK);
        }
      if (page == 2)
        {
          cairo_tag_begin (cr, CAIRO_TAG_DEST, "name='results'");
          cairo_move_to (cr, 100, 100);
          cairo_show_text (cr, "Results");
          cairo_tag_end (cr, CAIRO_TAG_DEST);
        }
      cairo_show_page (cr);
    }
  cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, "Début", "page=1", CAIRO_PDF_OUTLINE_FLAG_OPEN);
  results = cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, "Résultats", "page=3", CAIRO_PDF_OUTLINE_FLAG_OPEN);
  cairo_pdf_surface_add_outline (surface, results, "Laboratoire", "page=4", CAIRO_PDF_OUTLINE_FLAG_OPEN);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
render_test_scan (int width,
                  int height)
{
  GByteArray      *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, A4_WIDTH, A4_HEIGHT);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t         *cr = cairo_create (image);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.1, 0.1, 0.2);
  cairo_scale (cr, width / A4_WIDTH, height / A4_HEIGHT);
  draw_letter (cr, 0);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  attach_jpeg (image);

  cr = cairo_create (surface);
  cairo_scale (cr, A4_WIDTH / width, A4_HEIGHT / height);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
render_test_pdf (const char *content,
                 const char *page_entries,
                 const char *objects)
{
  g_autoptr(GString) pdf = g_string_new ("%PDF-1.7\n");

  g_string_append (pdf,
                   "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
                   "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n");
  g_string_append_printf (pdf,
                          "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R"
                          "/Resources<</Font<</F1 5 0 R>>/XObject<</I1 6 0 R>>>>%s>> endobj\n",
                          page_entries != NULL ? page_entries : "");
  g_string_append_printf (pdf, "4 0 obj <</Length %zu>> stream\n%s\nendstream endobj\n", strlen (content) + 1, content);
  g_string_append (pdf, "5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n");
  if (objects != NULL)
    g_string_append (pdf, objects);
  /* Without a table of places: every reader finds the objects itself. */
  g_string_append (pdf, "trailer <</Root 1 0 R/Size 20>>\n%%EOF\n");

  return g_string_free_to_bytes (g_steal_pointer (&pdf));
}

guint32
render_test_pixel (const RenderPixels *pixels,
                   int                 x,
                   int                 y)
{
  const guint8 *data = g_bytes_get_data (pixels->bytes, NULL);
  guint32       pixel;

  memcpy (&pixel, data + (gsize) y * pixels->stride + (gsize) x * 4, sizeof pixel);

  return pixel;
}

gboolean
render_test_all_white (const RenderPixels *pixels)
{
  for (int y = 0; y < pixels->height; y++)
    for (int x = 0; x < pixels->width; x++)
      if (render_test_pixel (pixels, x, y) != 0xffffffff)
        return FALSE;

  return TRUE;
}
