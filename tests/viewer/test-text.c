/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-problem.h"
#include "render-error.h"
#include "viewer-kind.h"
#include "viewer-layout.h"
#include "viewer-problem.h"
#include "cab-save.h"
#include "viewer-text.h"

#include <glib/gstdio.h>
#include <string.h>

static void
store_result (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_charsets (void)
{
  static const struct
  {
    const char *bytes;
    gsize       size;
    const char *charset;
    const char *text;
  } cases[] = {
    { "", 0, NULL, "" },
    { "plain", 5, NULL, "plain" },
    { "Genève", 7, NULL, "Genève" },
    { "Genève", 7, "utf-8", "Genève" },
    { "Gen\xe8ve", 6, NULL, "Genève" },
    { "Gen\xe8ve", 6, "iso-8859-1", "Genève" },
    { "Gen\xe8ve", 6, "utf-8", "Genève" }, /* says one thing and is another */
    { "Gen\xe8ve", 6, "no-such-charset", "Genève" },
    { "5 \x80", 3, NULL, "5 €" },
    { "\x81", 1, NULL, "\xc2\x81" }, /* not in Windows-1252 */
    { "\xef\xbb\xbfGenève", 10, NULL, "Genève" },
    { "\xef\xbb\xbfGenève", 10, "iso-8859-1", "Genève" },
    { "\xff\xfeG\0\xe8\0", 6, NULL, "Gè" },
    { "\xfe\xff\0G\0\xe8", 6, NULL, "Gè" },
    { "\xff\xfeG\0\xe8", 5, NULL, "G" },
    { "a\0b", 3, NULL, "ab" },
    { "\xff\xfe", 2, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (cases[i].bytes, cases[i].size);
      g_autoptr(ViewerText) text = viewer_text_decode (bytes, cases[i].charset);

      g_assert_cmpstr (text->text, ==, cases[i].text);
      g_assert_cmpuint (text->length, ==, strlen (cases[i].text));
      g_assert_false (text->truncated);
    }
}

static void
test_bounds (void)
{
  /* the bound cuts the last two-byte character */
  g_autofree char *data = g_malloc (VIEWER_TEXT_MAX_BYTES + 1);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(ViewerText) text = NULL;

  memset (data, '\n', VIEWER_TEXT_MAX_BYTES);
  memcpy (data + VIEWER_TEXT_MAX_BYTES - 1, "\xc3\xa8", 2);
  bytes = g_bytes_new (data, VIEWER_TEXT_MAX_BYTES + 1);
  text = viewer_text_decode (bytes, NULL);

  g_assert_true (text->truncated);
  g_assert_cmpuint (text->length, ==, VIEWER_TEXT_MAX_BYTES - 1);
  g_assert_true (g_utf8_validate (text->text, -1, NULL));
}

static void
test_long_lines (void)
{
  g_autofree char *line = g_strnfill (100000, 'x');
  g_autoptr(GBytes) bytes = g_bytes_new (line, 100000);
  g_autoptr(ViewerText) text = viewer_text_decode (bytes, NULL);
  g_auto(GStrv) lines = g_strsplit (text->text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 50);
  g_assert_cmpuint (text->length, ==, 100049);
}

static void
test_decode_async (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("Gen\xe8ve", 6);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  for (guint cancelled = 0; cancelled < 2; cancelled++)
    {
      g_autoptr(GInputStream) content = g_memory_input_stream_new_from_bytes (bytes);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(ViewerText) text = NULL;
      g_autoptr(GError) error = NULL;

      if (cancelled)
        g_cancellable_cancel (cancellable);
      viewer_text_decode_async (content, NULL, cancellable, store_result, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      text = viewer_text_decode_finish (result, &error);
      if (cancelled)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_cmpstr (text->text, ==, "Genève");
    }
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *bytes;
    const char *type;
    ViewerKind  kind;
    const char *pages_type;
  } cases[] = {
    { "%PDF-1.7", "application/pdf", VIEWER_KIND_PAGES, "application/pdf" },
    { "%PDF-1.7", "", VIEWER_KIND_PAGES, "application/pdf" },
    { "%PDF-1.7", "application/octet-stream", VIEWER_KIND_PAGES, "application/pdf" },
    { "%PDF-1.7", "text/plain", VIEWER_KIND_PAGES, "application/pdf" },
    { "rubbish\n%PDF-1.4", "application/pdf", VIEWER_KIND_PAGES, "application/pdf" },
    { "rubbish", "application/pdf", VIEWER_KIND_PAGES, "application/pdf" },
    { "\xff\xd8\xff\xe0", "application/pdf", VIEWER_KIND_PAGES, "image/jpeg" },
    { "\x89PNG\r\n\x1a\n", "", VIEWER_KIND_PAGES, "image/png" },
    { "rubbish", "image/tiff", VIEWER_KIND_PAGES, "image/tiff" },
    { "rubbish", "IMAGE/JPG", VIEWER_KIND_PAGES, "image/jpeg" },
    { "a;b", "text/csv; header=absent", VIEWER_KIND_TEXT, NULL },
    { "a", "Text/Plain ;charset=utf-8", VIEWER_KIND_TEXT, NULL },
    { "", "text/plain", VIEWER_KIND_TEXT, NULL },
    { "{}", "application/fhir+json", VIEWER_KIND_OTHER, NULL },
    { "<html>", "text/html", VIEWER_KIND_OTHER, NULL },
    { "", "", VIEWER_KIND_OTHER, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (cases[i].bytes, strlen (cases[i].bytes));
      const char *pages_type = NULL;

      g_assert_cmpint (viewer_kind_of (bytes, cases[i].type, &pages_type), ==, cases[i].kind);
      if (cases[i].kind == VIEWER_KIND_PAGES)
        g_assert_cmpstr (pages_type, ==, cases[i].pages_type);
    }
}

static void
test_problems (void)
{
  g_autoptr(GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  g_autoptr(ModelProblem) unsupported = viewer_problem_new_unsupported ("application/x-no-such-kind");

  for (int code = RENDER_ERROR_UNSUPPORTED; code <= RENDER_ERROR_UNAVAILABLE; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (RENDER_ERROR, code, "MUSTER Franz");
      g_autoptr(ModelProblem) problem = viewer_problem_new_from_error (error);

      g_assert_true (g_str_has_suffix (model_problem_get_sentence (problem), "."));
      g_assert_cmpint (model_problem_get_way (problem), !=, MODEL_WAY_NONE);
      g_assert_null (strstr (model_problem_get_details (problem), "MUSTER"));
    }

  g_assert_null (viewer_problem_new_from_error (cancelled));
  g_assert_cmpint (model_problem_get_way (unsupported), ==, MODEL_WAY_SAVE_COPY);
}

static void
test_names (void)
{
  static const struct
  {
    const char *title;
    const char *type;
    const char *name;
  } cases[] = {
    { "Lettre de sortie", "application/pdf", "Lettre de sortie.pdf" },
    { "Lettre.pdf", "application/pdf", "Lettre.pdf" },
    { "../../etc/passwd", "text/plain", "_.._etc_passwd.txt" },
    { ".hidden", "", "hidden" },
    { "Labor 12/11\n\t", "text/csv;charset=utf-8", "Labor 12_11__.csv" },
    { "…", "application/pdf", "_.pdf" },
    { "", "application/pdf", "Document.pdf" },
    { "...", "", "Document" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = cab_save_dup_name (cases[i].title, cases[i].type);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_save (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cabinet-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "copy.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "copy.pdf", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("%PDF", 4);

  /* what was readable by all is not any more */
  g_assert_true (g_file_set_contents (path, "older and longer", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0666), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_path (i == 0 ? path : nowhere);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *contents = NULL;
      GStatBuf         status;

      cab_save_async (file, bytes, NULL, store_result, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      if (i == 1)
        {
          g_assert_false (cab_save_finish (result, &error));
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
          continue;
        }
      g_assert_true (cab_save_finish (result, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_assert_cmpstr (contents, ==, "%PDF");
      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_layout (void)
{
  g_autoptr(ViewerLayout) layout = viewer_layout_new (3);
  double     width, height;
  ViewerRect rect;

  viewer_layout_set_size (layout, 0, 595, 842);
  viewer_layout_set_size (layout, 1, 842, 595);
  viewer_layout_set_size (layout, 2, 595, 842);
  viewer_layout_get_largest (layout, 0, &width, &height);
  g_assert_cmpfloat (width, ==, 842);
  g_assert_cmpfloat (viewer_layout_get_usual_width (layout, 0), ==, 595);
  g_assert_cmpfloat (viewer_layout_get_usual_width (layout, 90), ==, 842);
  viewer_layout_get_largest (layout, 90, &width, &height);
  g_assert_cmpfloat (height, ==, 842);

  viewer_layout_arrange (layout, 1, 0, 1, 1000);
  g_assert_cmpfloat (viewer_layout_get_width (layout), ==, 1000);
  g_assert_cmpfloat (viewer_layout_get_height (layout), ==, 842 + 595 + 842 + 4 * VIEWER_LAYOUT_MARGIN);
  viewer_layout_get_page (layout, 1, &rect);
  g_assert_cmpfloat (rect.x, ==, (1000 - 842) / 2);
  g_assert_cmpfloat (rect.y, ==, 842 + 2 * VIEWER_LAYOUT_MARGIN);

  g_assert_cmpuint (viewer_layout_page_at (layout, -100), ==, 0);
  g_assert_cmpuint (viewer_layout_page_at (layout, rect.y - 1), ==, 0);
  g_assert_cmpuint (viewer_layout_page_at (layout, rect.y), ==, 1);
  g_assert_cmpuint (viewer_layout_page_at (layout, 1e9), ==, 2);

  /* whole device pixels */
  viewer_layout_arrange (layout, 1.0001, 90, 2, 10);
  viewer_layout_get_page (layout, 0, &rect);
  g_assert_cmpfloat (rect.width * 2, ==, (double) (int) (rect.width * 2));
  g_assert_cmpfloat (viewer_layout_get_width (layout), ==, rect.width + 2 * VIEWER_LAYOUT_MARGIN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/viewer/text/charsets", test_charsets);
  g_test_add_func ("/viewer/text/bounds", test_bounds);
  g_test_add_func ("/viewer/text/long-lines", test_long_lines);
  g_test_add_func ("/viewer/text/async", test_decode_async);
  g_test_add_func ("/viewer/kinds", test_kinds);
  g_test_add_func ("/viewer/problems", test_problems);
  g_test_add_func ("/viewer/save/names", test_names);
  g_test_add_func ("/viewer/save/private-and-whole", test_save);
  g_test_add_func ("/viewer/layout", test_layout);

  return g_test_run ();
}
