/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-test-support.h"

#include <glib/gstdio.h>
#include <math.h>
#include <poppler.h>
#include <string.h>

/* What the renderer process draws is what poppler draws in this process. */

static cairo_surface_t *
draw_here (GBytes              *bytes,
           const RenderRequest *request,
           int                  width,
           int                  height)
{
  g_autoptr(GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, &error);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t         *cr = cairo_create (surface);
  PopplerPage     *page;
  double           page_width, page_height;

  g_assert_no_error (error);
  page = poppler_document_get_page (document, (int) request->page);
  poppler_page_get_size (page, &page_width, &page_height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, -request->clip_x, -request->clip_y);
  cairo_scale (cr, request->scale, request->scale);
  if (request->rotation == 90)
    cairo_translate (cr, page_height, 0);
  else if (request->rotation == 180)
    cairo_translate (cr, page_width, page_height);
  else if (request->rotation == 270)
    cairo_translate (cr, 0, page_width);
  if (request->rotation != 0)
    cairo_rotate (cr, request->rotation * M_PI / 180);
  poppler_page_render (page, cr);
  cairo_surface_flush (surface);
  cairo_destroy (cr);
  g_object_unref (page);
  g_object_unref (document);

  return surface;
}

static void
assert_as_here (RenderDocument      *document,
                GBytes              *bytes,
                const RenderRequest *request)
{
  g_autoptr(RenderPixels) pixels = NULL;
  g_autoptr(GError) error = NULL;
  cairo_surface_t *surface;
  const guint8    *here;
  const guint8    *there;

  pixels = render_test_render (document, request, &error);
  g_assert_no_error (error);
  g_assert_false (render_test_all_white (pixels));

  surface = draw_here (bytes, request, pixels->width, pixels->height);
  here = cairo_image_surface_get_data (surface);
  there = g_bytes_get_data (pixels->bytes, NULL);
  for (int y = 0; y < pixels->height; y++)
    g_assert_cmpmem (there + (gsize) y * pixels->stride, (gsize) pixels->width * 4,
                     here + (gsize) y * (gsize) cairo_image_surface_get_stride (surface), (gsize) pixels->width * 4);
  cairo_surface_destroy (surface);
}

static void
test_letter (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (3);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  double width, height;

  g_assert_cmpuint (render_document_get_n_pages (document), ==, 3);
  g_assert_cmpstr (render_document_get_title (document), ==, "Invented letter");
  g_assert_true (render_document_get_page_size (document, 0, &width, &height));
  g_assert_cmpfloat (width, ==, 595);
  g_assert_cmpfloat (height, ==, 842);

  for (guint page = 0; page < 3; page++)
    {
      const RenderRequest request = { .page = page, .scale = 96.0 / 72 };

      assert_as_here (document, bytes, &request);
    }
}

#define FILE_OBJECTS                                                         \
  "7 0 obj <</Type/EmbeddedFile%s/Length 2>> stream\n<>\nendstream endobj\n" \
  "8 0 obj <</Type/Filespec/F(a)%s/EF<</F 7 0 R>>>> endobj\n"

/* What a deposit refuses has to be seen here, where nothing of it can run. */
static void
test_active (void)
{
  const struct
  {
    const char    *page_entries;
    const char    *objects;
    RenderExamined examined;
  } cases[] = {
    { "", NULL, RENDER_EXAMINED_PASSIVE },
    { "/Annots [<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org/)>>>>]", NULL, RENDER_EXAMINED_PASSIVE },
    { "/Annots [<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[3 0 R/Fit]>>>>]", NULL, RENDER_EXAMINED_PASSIVE },
    { "/AA <</O <</S/JavaScript/JS(app.alert\\(1\\))>>>>", NULL, RENDER_EXAMINED_ACTIVE },
    { "/AA <</O <</S/J#61vaScript/JS 7 0 R>>>>", "7 0 obj (app.alert\\(1\\)) endobj\n", RENDER_EXAMINED_ACTIVE },
    { "/Annots [<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/JavaScript/JS(app.alert\\(1\\))>>>>]", NULL, RENDER_EXAMINED_ACTIVE },
    { "/Annots [<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(calc.exe)>>>>]", NULL, RENDER_EXAMINED_ACTIVE },
    { "/Annots [<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/SubmitForm/F(https://example.org/)>>>>]", NULL, RENDER_EXAMINED_ACTIVE },
    { "/Annots [<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]>>]", NULL, RENDER_EXAMINED_ACTIVE },
    { "/Annots [<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[0 0 9 9]/AA<</C<</S/JavaScript/JS(1)>>>>>>]", NULL, RENDER_EXAMINED_ACTIVE },
    { "/Annots [<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(b)/Rect[0 0 9 9]>>]", NULL, RENDER_EXAMINED_PASSIVE },
    /* only reached by a reader that repairs */
    { "", "7 0 obj <</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(1)>>>> endobj\n", RENDER_EXAMINED_ACTIVE },
    { "", "7 0 obj <</Fields[]/XFA[(form) 8 0 R]>> endobj\n", RENDER_EXAMINED_ACTIVE },
  };
  const struct
  {
    const char    *stream;
    const char    *specification;
    RenderExamined examined;
  } files[] = {
    { "", "", RENDER_EXAMINED_ACTIVE },
    { "/Subtype/application#2Fx-msdownload", "/AFRelationship/Data", RENDER_EXAMINED_ACTIVE },
    { "/Subtype/text#2Fxml", "", RENDER_EXAMINED_ACTIVE },
    { "/Subtype/text#2Fxml", "/AFRelationship/Alternative", RENDER_EXAMINED_PASSIVE },
  };
  g_autoptr(RenderService) service = render_test_service_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases) + G_N_ELEMENTS (files); i++)
    {
      guint            own = i - (guint) G_N_ELEMENTS (cases);
      gboolean         is_file = i >= G_N_ELEMENTS (cases);
      g_autofree char *objects = is_file ? g_strdup_printf (FILE_OBJECTS, files[own].stream, files[own].specification) : g_strdup (cases[i].objects);
      g_autoptr(GBytes) bytes = render_test_pdf ("BT /F1 24 Tf 40 200 Td (Page) Tj ET", is_file ? "" : cases[i].page_entries, objects);
      g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");

      g_test_message ("%u", i);
      g_assert_cmpint (render_test_examine (document), ==, is_file ? files[own].examined : cases[i].examined);
    }
}

static void
test_whole_page_size (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (3);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  const struct
  {
    RenderRequest request;
    int           width;
    int           height;
  } cases[] = {
    { { .page = 0, .scale = 1 }, 595, 842 },
    { { .page = 0, .scale = 1, .rotation = 90 }, 842, 595 },
    { { .page = 0, .scale = 1, .rotation = 180 }, 595, 842 },
    { { .page = 2, .scale = 1 }, 842, 595 },
    { { .page = 2, .scale = 1, .rotation = 270 }, 595, 842 },
    { { .page = 0, .scale = 96.0 / 72 }, 793, 1123 },
    { { .page = 0, .scale = 0.0001 }, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RenderPixels) pixels = render_test_render (document, &cases[i].request, &error);

      g_assert_no_error (error);
      g_assert_cmpint (pixels->width, ==, cases[i].width);
      g_assert_cmpint (pixels->height, ==, cases[i].height);
      g_assert_cmpuint (g_bytes_get_size (pixels->bytes), ==, pixels->stride * (gsize) pixels->height);
    }
}

static void
test_turned (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  const char *entries[] = { "", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/CropBox[20 30 200 300]" };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr(GBytes) bytes = render_test_pdf ("BT /F1 24 Tf 40 200 Td (Up and away) Tj ET", entries[i], NULL);
      g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");

      for (guint rotation = 0; rotation < 360; rotation += 90)
        {
          const RenderRequest request = { .scale = 1.5, .rotation = rotation };

          assert_as_here (document, bytes, &request);
        }
    }
}

static void
test_clip_is_part_of_page (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (1);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  g_autoptr(GError) error = NULL;
  const RenderRequest whole_request = { .scale = 3 };
  const RenderRequest clip_request = { .scale = 3, .clip_x = 170, .clip_y = 200, .clip_width = 601, .clip_height = 353 };
  g_autoptr(RenderPixels) whole = render_test_render (document, &whole_request, &error);
  g_autoptr(RenderPixels) clip = render_test_render (document, &clip_request, &error);

  g_assert_no_error (error);
  g_assert_cmpint (clip->width, ==, 601);
  g_assert_cmpint (clip->height, ==, 353);
  g_assert_false (render_test_all_white (clip));
  for (int y = 0; y < clip->height; y++)
    for (int x = 0; x < clip->width; x++)
      g_assert_cmphex (render_test_pixel (clip, x, y), ==, render_test_pixel (whole, x + 170, y + 200));

  assert_as_here (document, bytes, &clip_request);
}

static void
test_text (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (2);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  g_autoptr(GError) error = NULL;
  g_autofree char *text = render_test_get_text (document, 1, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "Muster Mustermann, page 2\n"));
}

static void
count_cb (RenderDocument *document,
          guint          *count)
{
  ++*count;
}

static gboolean
knows_last_size (gpointer user_data)
{
  RenderDocument *document = user_data;
  double          width, height;

  return render_document_get_page_size (document, render_document_get_n_pages (document) - 1, &width, &height);
}

static void
test_sizes_come_later (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (60);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  double width, height;
  guint  count = 0;

  /* A guess until it is known. */
  g_assert_false (render_document_get_page_size (document, 59, &width, &height));
  g_assert_cmpfloat (width, ==, 595);

  g_signal_connect (document, "sizes-changed", G_CALLBACK (count_cb), &count);
  render_test_wait_until (knows_last_size, document);
  g_assert_cmpuint (count, >=, 1);
  for (guint page = 0; page < 60; page++)
    {
      g_assert_true (render_document_get_page_size (document, page, &width, &height));
      g_assert_cmpfloat (width, ==, page % 3 == 2 ? 842 : 595);
    }
}

/* The page's own size is used, not the guess, also before it is announced. */
static void
test_unknown_size_is_asked_first (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (3);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  const RenderRequest request = { .page = 2, .scale = 1 };
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderPixels) pixels = render_test_render (document, &request, &error);

  g_assert_no_error (error);
  g_assert_cmpint (pixels->width, ==, 842);
}

#define BLOCK 16

/* The mean of a block's blue. */
static double
get_tone (const guint8 *data,
          gsize         stride,
          int           x,
          int           y)
{
  double sum = 0;

  for (int row = y; row < y + BLOCK; row++)
    for (int column = x; column < x + BLOCK; column++)
      sum += data[(gsize) row * stride + (gsize) column * 4];

  return sum / (BLOCK * BLOCK);
}

/* Splash draws what is one image and shrunk, by its own filter and to whole pixels: not the same
 * pixels, but the same page. */
static void
test_shrunk_scan (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_scan (2480, 3508);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");

  for (guint rotation = 0; rotation < 360; rotation += 90)
    {
      const RenderRequest request = { .scale = 96.0 / 72, .rotation = rotation };
      g_autoptr(GError) error = NULL;
      g_autoptr(RenderPixels) pixels = render_test_render (document, &request, &error);
      cairo_surface_t *surface;

      g_assert_no_error (error);
      g_assert_false (render_test_all_white (pixels));
      surface = draw_here (bytes, &request, pixels->width, pixels->height);
      for (int y = 0; y + BLOCK <= pixels->height; y += BLOCK)
        for (int x = 0; x + BLOCK <= pixels->width; x += BLOCK)
          {
            double here = get_tone (cairo_image_surface_get_data (surface), (gsize) cairo_image_surface_get_stride (surface), x, y);
            double there = get_tone (g_bytes_get_data (pixels->bytes, NULL), pixels->stride, x, y);

            g_assert_cmpfloat_with_epsilon (here, there, 25);
            g_assert_cmphex (render_test_pixel (pixels, x, y) >> 24, ==, 0xff);
          }
      cairo_surface_destroy (surface);
    }
}

static void
test_failures (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  const struct
  {
    const char *bytes;
    const char *content_type;
    int         code;
  } cases[] = {
    { "", "application/pdf", RENDER_ERROR_DAMAGED },
    { "%PDF-1.4\n", "application/pdf", RENDER_ERROR_DAMAGED },
    { "%PDF-1.4\n1 0 obj <<", "application/octet-stream", RENDER_ERROR_DAMAGED },
    { "Dear colleague", "application/pdf", RENDER_ERROR_DAMAGED },
    { "Dear colleague", "text/plain", RENDER_ERROR_UNSUPPORTED },
    { "Dear colleague", "\xff\xfe", RENDER_ERROR_UNSUPPORTED },
    { "Dear colleague", "image/png", RENDER_ERROR_DAMAGED },
    { "\xff\xd8\xff\xe0", "image/jpeg", RENDER_ERROR_DAMAGED },
    { "\x89PNG\r\n\x1a\n", "image/png", RENDER_ERROR_DAMAGED },
    { "MM", "image/tiff", RENDER_ERROR_DAMAGED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (cases[i].bytes, strlen (cases[i].bytes));
      g_autoptr(GError) error = NULL;
      g_autoptr(RenderDocument) document = render_test_open (service, bytes, cases[i].content_type, NULL, &error);

      g_assert_null (document);
      g_assert_error (error, RENDER_ERROR, cases[i].code);
      /* A sentence for the reader, nothing of the renderer's. */
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

static void
test_random_bytes (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (2026);

  for (guint i = 0; i < 5; i++)
    {
      guint8 noise[5000];
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(RenderDocument) document = NULL;

      for (gsize j = 0; j < sizeof noise; j++)
        noise[j] = (guint8) g_rand_int_range (rand, 0, 256);
      bytes = g_bytes_new (noise, sizeof noise);
      document = render_test_open (service, bytes, "application/pdf", NULL, &error);
      g_assert_error (error, RENDER_ERROR, RENDER_ERROR_DAMAGED);
    }
}

/* A letter with bytes flipped opens or is damaged; it never takes anything with it. */
static void
test_flipped_bytes (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) letter = render_test_letter (2);
  g_autoptr(GRand) rand = g_rand_new_with_seed (2026);

  for (guint i = 0; i < 10; i++)
    {
      gsize   size = g_bytes_get_size (letter);
      guint8 *data = g_memdup2 (g_bytes_get_data (letter, NULL), size);
      g_autoptr(GBytes) bytes = g_bytes_new_take (data, size);
      g_autoptr(RenderDocument) document = NULL;
      g_autoptr(GError) error = NULL;

      for (guint j = 0; j < 40; j++)
        data[g_rand_int_range (rand, 0, (int) size)] ^= 0x55;
      document = render_test_open (service, bytes, "application/pdf", NULL, &error);
      if (document != NULL)
        {
          const RenderRequest request = { .scale = 1 };
          g_autoptr(RenderPixels) pixels = render_test_render (document, &request, &error);

          g_assert_true ((pixels != NULL) == (error == NULL));
        }
      if (error != NULL)
        g_assert_true (error->domain == RENDER_ERROR);
    }
}

static GBytes *
encrypt (GBytes     *bytes,
         const char *user_password)
{
  g_autofree char *qpdf = g_find_program_in_path ("qpdf");
  g_autofree char *folder = g_dir_make_tmp ("cabinet-XXXXXX", NULL);
  g_autofree char *plain = g_build_filename (folder, "plain.pdf", NULL);
  g_autofree char *locked = g_build_filename (folder, "locked.pdf", NULL);
  const char      *argv[] = { qpdf, "--encrypt", user_password, "owner", "256", "--", plain, locked, NULL };
  char            *contents = NULL;
  gsize            length;
  int              status;

  if (qpdf == NULL)
    return NULL;

  g_assert_true (g_file_set_contents (plain, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_assert_true (g_file_get_contents (locked, &contents, &length, NULL));
  g_remove (plain);
  g_remove (locked);
  g_remove (folder);

  return g_bytes_new_take (contents, length);
}

static void
test_password (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) letter = render_test_letter (1);
  g_autoptr(GBytes) bytes = encrypt (letter, "reader");
  g_autoptr(GBytes) accented = encrypt (letter, "patientèle");
  const char *wrong[] = { NULL, "", "wrong", "fälsch" };
  const char *right[] = { "reader", "owner" };

  if (bytes == NULL)
    {
      g_test_skip ("qpdf is not installed");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RenderDocument) document = render_test_open (service, bytes, "application/pdf", wrong[i], &error);

      g_assert_null (document);
      g_assert_error (error, RENDER_ERROR, RENDER_ERROR_ENCRYPTED);
    }
  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RenderDocument) document = render_test_open (service, bytes, "application/pdf", right[i], &error);
      const RenderRequest request = { .scale = 1 };

      g_assert_no_error (error);
      assert_as_here (document, letter, &request);
    }

  {
    g_autoptr(GError) error = NULL;
    g_autoptr(RenderDocument) G_GNUC_UNUSED document = render_test_open (service, accented, "application/pdf", "patientèle", &error);

    g_assert_no_error (error);
  }
}

/* Memory that runs out is said, never drawn as white paper. */
static void
test_huge_image_is_not_white (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_pdf ("q 300 0 0 400 0 0 cm /I1 Do Q", "",
                                              "6 0 obj <</Type/XObject/Subtype/Image/Width 32000/Height 32000/ColorSpace/DeviceGray"
                                              "/BitsPerComponent 1/Filter/ASCIIHexDecode/Length 3>> stream\n00>\nendstream endobj\n");
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  /* Not shrunk: cairo's case. */
  const RenderRequest request = { .scale = 4 };
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderPixels) pixels = NULL;

  if (!RENDERER_LOCK)
    {
      g_test_skip ("Without the lock there is memory for it");
      return;
    }

  pixels = render_test_render (document, &request, &error);
  g_assert_null (pixels);
  g_assert_error (error, RENDER_ERROR, RENDER_ERROR_NO_MEMORY);
}

static void
test_too_large (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (1);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  const RenderRequest requests[] = {
    { .scale = 100 },
    { .scale = 1e300 },
    { .scale = 1, .clip_width = G_MAXINT, .clip_height = G_MAXINT },
    { .scale = 1, .clip_width = 32767, .clip_height = 32767 },
    { .scale = 1, .clip_width = 1, .clip_height = 32768 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RenderPixels) G_GNUC_UNUSED pixels = render_test_render (document, &requests[i], &error);

      g_assert_error (error, RENDER_ERROR, RENDER_ERROR_NO_MEMORY);
    }
}

/* What lies outside the page is paper. */
static void
test_clip_outside (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (1);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  const RenderRequest request = { .scale = 1, .clip_x = -2000, .clip_y = 5000, .clip_width = 40, .clip_height = 40 };
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderPixels) pixels = render_test_render (document, &request, &error);

  g_assert_no_error (error);
  g_assert_true (render_test_all_white (pixels));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/document/letter", test_letter);
  g_test_add_func ("/render/document/active", test_active);
  g_test_add_func ("/render/document/whole-page-size", test_whole_page_size);
  g_test_add_func ("/render/document/turned", test_turned);
  g_test_add_func ("/render/document/clip-is-part-of-page", test_clip_is_part_of_page);
  g_test_add_func ("/render/document/clip-outside", test_clip_outside);
  g_test_add_func ("/render/document/text", test_text);
  g_test_add_func ("/render/document/sizes-come-later", test_sizes_come_later);
  g_test_add_func ("/render/document/unknown-size-is-asked-first", test_unknown_size_is_asked_first);
  g_test_add_func ("/render/document/shrunk-scan", test_shrunk_scan);
  g_test_add_func ("/render/document/failures", test_failures);
  g_test_add_func ("/render/document/random-bytes", test_random_bytes);
  g_test_add_func ("/render/document/flipped-bytes", test_flipped_bytes);
  g_test_add_func ("/render/document/password", test_password);
  g_test_add_func ("/render/document/huge-image-is-not-white", test_huge_image_is_not_white);
  g_test_add_func ("/render/document/too-large", test_too_large);

  return render_test_run ();
}
