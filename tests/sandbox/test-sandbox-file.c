/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file.h"

#include <json-glib/json-glib.h>
#include <poppler.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

/* after stdio.h, whose FILE they use */
#include <cairo.h>
#include <jpeglib.h>
#include <tiffio.h>
#include <sys/mman.h>
#include <unistd.h>

static const SandboxFileContext muster = {
  .family = "Muster",
  .given = "Franz",
  .birth_date = "27.01.1995",
  .ahvn13 = "756.1234.5678.97",
  .author = "Dre Anna Favre",
  .institution = "Hôpital des Deux-Rives (fictif)",
  .date = "14.11.2026",
  .language = "fr",
  .seed = 7,
};

/* Through a descriptor: opened from memory, poppler 22.12 crashes at a wrong password (it copies its stream
 * to try the password in another charset, and that copy is none). */
static PopplerDocument *
open_pdf (GBytes     *bytes,
          const char *password,
          GError    **error)
{
  int         fd = memfd_create ("pdf", MFD_CLOEXEC);
  gsize       length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_assert_cmpint (write (fd, data, length), ==, (gssize) length);

  return poppler_document_new_from_fd (fd, password, error);
}

static const struct
{
  SandboxFileKind kind;
  int             least;
  int             most;
} pdfs[] = {
  { SANDBOX_FILE_DISCHARGE_LETTER, 2, 4 },
  { SANDBOX_FILE_REFERRAL, 1, 1 },
  { SANDBOX_FILE_PRESCRIPTION, 1, 1 },
  { SANDBOX_FILE_IMAGING_REPORT, 3, 5 },
  { SANDBOX_FILE_LABORATORY, 2, 5 },
  { SANDBOX_FILE_HOSPITAL_RECORD, 300, 300 },
  { SANDBOX_FILE_SCAN, 1, 1 },
  { SANDBOX_FILE_UNEMBEDDED_FONT, 1, 1 },
};

static GBytes *
make (SandboxFileKind           kind,
      const SandboxFileContext *context)
{
  g_autoptr(GError) error = NULL;
  GBytes *bytes = sandbox_file_make (kind, context, &error);

  g_assert_no_error (error);
  g_assert_nonnull (bytes);

  return bytes;
}

static void
test_pdfs (void)
{
  static const char *const languages[] = { "fr", "de", "it", "en" };

  for (guint language = 0; language < G_N_ELEMENTS (languages); language++)
    for (guint i = 0; i < G_N_ELEMENTS (pdfs); i++)
      {
        SandboxFileContext context = muster;
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) bytes = NULL;
        PopplerDocument *document;
        PopplerPage     *page;
        g_autofree char *text = NULL;

        context.language = languages[language];
        bytes = make (pdfs[i].kind, &context);
        document = open_pdf (bytes, NULL, &error);
        g_assert_no_error (error);
        g_assert_cmpint (poppler_document_get_n_pages (document), >=, pdfs[i].least);
        g_assert_cmpint (poppler_document_get_n_pages (document), <=, pdfs[i].most);
        page = poppler_document_get_page (document, 0);
        text = poppler_page_get_text (page);
        if (pdfs[i].kind == SANDBOX_FILE_SCAN)
          g_assert_cmpstr (g_strstrip (text), ==, "");
        else
          g_assert_nonnull (strstr (text, "Muster Franz"));
        g_object_unref (page);
        g_object_unref (document);
      }
}

/* The same patient's same letter is the same bytes: size and hash of the metadata stay right. */
static void
test_deterministic (void)
{
  SandboxFileContext other = muster;

  other.seed = 8;
  for (guint kind = 0; kind < SANDBOX_FILE_N_KINDS; kind++)
    {
      g_autoptr(GBytes) first = make (kind, &muster);
      g_autoptr(GBytes) second = make (kind, &muster);

      g_assert_true (g_bytes_equal (first, second));
      g_assert_nonnull (strchr (sandbox_file_content_type (kind), '/'));
    }

  {
    g_autoptr(GBytes) first = make (SANDBOX_FILE_LABORATORY, &muster);
    g_autoptr(GBytes) second = make (SANDBOX_FILE_LABORATORY, &other);

    g_assert_false (g_bytes_equal (first, second));
  }
}

static void
test_password (void)
{
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_PASSWORD, &muster);
  g_autoptr(GError) error = NULL;
  PopplerDocument *document = open_pdf (bytes, NULL, &error);

  g_assert_error (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
  g_assert_null (document);
  g_clear_error (&error);
  /* that version says "damaged" here */
  document = open_pdf (bytes, "wrong", &error);
  g_assert_nonnull (error);
  g_assert_null (document);
  g_clear_error (&error);
  document = open_pdf (bytes, "cabinet", &error);
  g_assert_no_error (error);
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, 1);
  g_object_unref (document);
}

static void
test_damaged (void)
{
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_DAMAGED, &muster);
  g_autoptr(GError) error = NULL;
  PopplerDocument *document = open_pdf (bytes, NULL, &error);

  g_assert_null (document);
  g_assert_nonnull (error);
}

/* The section titles lead somewhere, from the outline and from the page. */
static void
test_outline_and_links (void)
{
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_IMAGING_REPORT, &muster);
  PopplerDocument  *document = open_pdf (bytes, NULL, NULL);
  PopplerPage      *page = poppler_document_get_page (document, 0);
  PopplerIndexIter *outline = poppler_index_iter_new (document);
  GList            *links = poppler_page_get_link_mapping (page);
  guint             n_entries = 0, n_jumps = 0, n_addresses = 0;

  g_assert_nonnull (outline);
  do
    n_entries++;
  while (poppler_index_iter_next (outline));
  for (GList *l = links; l != NULL; l = l->next)
    {
      PopplerLinkMapping *link = l->data;

      n_jumps += link->action->type == POPPLER_ACTION_GOTO_DEST;
      n_addresses += link->action->type == POPPLER_ACTION_URI;
    }
  g_assert_cmpuint (n_entries, ==, 3);
  g_assert_cmpuint (n_jumps, >=, 3);
  g_assert_cmpuint (n_addresses, >=, 1);

  poppler_index_iter_free (outline);
  poppler_page_free_link_mapping (links);
  g_object_unref (page);
  g_object_unref (document);
}

/* A letter reads from its head to its signature, as a screen reader will read it. */
static void
test_reading_order (void)
{
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_DISCHARGE_LETTER, &muster);
  PopplerDocument         *document = open_pdf (bytes, NULL, NULL);
  static const char *const order[] = { "Hôpital des Deux-Rives (fictif)", "Muster Franz", "27.01.1995", "756.1234.5678.97", "Lettre de sortie",
                                       "Diagnostics", "Anamnèse", "Traitement", "Avec nos salutations", "Dre Anna Favre" };
  g_autoptr(GString) text = g_string_new (NULL);
  const char *at;

  for (int i = 0; i < poppler_document_get_n_pages (document); i++)
    {
      PopplerPage     *page = poppler_document_get_page (document, i);
      g_autofree char *page_text = poppler_page_get_text (page);

      /* on each page it says that nobody real is meant */
      g_assert_nonnull (strstr (page_text, "patient fictif"));
      g_string_append (text, page_text);
      g_object_unref (page);
    }
  g_object_unref (document);

  at = text->str;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      at = strstr (at, order[i]);
      g_assert_nonnull (at);
    }
}

static gboolean
has_font (GBytes     *bytes,
          const char *name,
          gboolean    embedded)
{
  PopplerDocument  *document = open_pdf (bytes, NULL, NULL);
  PopplerFontInfo  *info = poppler_font_info_new (document);
  PopplerFontsIter *fonts = NULL;
  gboolean          found = FALSE;

  if (poppler_font_info_scan (info, 10, &fonts) && fonts != NULL)
    do
      found = found || (g_strcmp0 (poppler_fonts_iter_get_name (fonts), name) == 0 &&
                        poppler_fonts_iter_is_embedded (fonts) == embedded);
    while (poppler_fonts_iter_next (fonts));
  g_clear_pointer (&fonts, poppler_fonts_iter_free);
  g_object_unref (info);
  g_object_unref (document);

  return found;
}

static void
test_unembedded (void)
{
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_UNEMBEDDED_FONT, &muster);

  g_assert_true (has_font (bytes, "Helvetica", FALSE));
}

static void
test_laboratory (void)
{
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_LABORATORY, &muster);
  PopplerDocument *document = open_pdf (bytes, NULL, NULL);
  g_autoptr(GString) text = g_string_new (NULL);

  for (int i = 0; i < poppler_document_get_n_pages (document); i++)
    {
      PopplerPage     *page = poppler_document_get_page (document, i);
      g_autofree char *page_text = poppler_page_get_text (page);

      g_string_append (text, page_text);
      g_object_unref (page);
    }
  g_object_unref (document);
  for (const char *const *word = (const char *const[]) { "CRP", "mmol/l", "3.5 – 5.1", "TSH", "↑", NULL }; *word != NULL; word++)
    g_assert_nonnull (strstr (text->str, *word));
}

typedef struct
{
  struct jpeg_error_mgr manager;
  jmp_buf               jump;
} JpegErrors;

static void
jpeg_failed_cb (j_common_ptr jpeg)
{
  longjmp (((JpegErrors *) jpeg->err)->jump, 1);
}

static void
test_jpeg (void)
{
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_JPEG, &muster);
  struct jpeg_decompress_struct jpeg = { 0 };
  JpegErrors                    errors;
  guint8                        row[1200 * 3];
  guint8                       *rows[] = { row };
  gsize                         length;
  const guint8                 *data = g_bytes_get_data (bytes, &length);

  jpeg.err = jpeg_std_error (&errors.manager);
  errors.manager.error_exit = jpeg_failed_cb;
  if (setjmp (errors.jump) != 0)
    g_assert_not_reached ();
  jpeg_create_decompress (&jpeg);
  jpeg_mem_src (&jpeg, data, length);
  g_assert_cmpint (jpeg_read_header (&jpeg, TRUE), ==, JPEG_HEADER_OK);
  jpeg_start_decompress (&jpeg);
  g_assert_cmpuint (jpeg.output_width, ==, 1200);
  g_assert_cmpuint (jpeg.output_height, ==, 900);
  while (jpeg.output_scanline < jpeg.output_height)
    g_assert_cmpuint (jpeg_read_scanlines (&jpeg, rows, 1), ==, 1);
  g_assert_cmpint (errors.manager.num_warnings, ==, 0);
  jpeg_finish_decompress (&jpeg);
  jpeg_destroy_decompress (&jpeg);
}

typedef struct
{
  const guint8 *data;
  gsize         length;
  gsize         position;
} Reader;

static cairo_status_t
read_png_cb (void          *closure,
             unsigned char *data,
             unsigned int   length)
{
  Reader *reader = closure;

  if (reader->position + length > reader->length)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, reader->data + reader->position, length);
  reader->position += length;

  return CAIRO_STATUS_SUCCESS;
}

static void
test_png (void)
{
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_PNG, &muster);
  Reader           reader = { 0 };
  cairo_surface_t *surface;

  reader.data = g_bytes_get_data (bytes, &reader.length);
  surface = cairo_image_surface_create_from_png_stream (read_png_cb, &reader);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 1200);
  cairo_surface_destroy (surface);
}

static tmsize_t
tiff_read_cb (thandle_t handle,
              void     *data,
              tmsize_t  length)
{
  Reader *reader = handle;
  gsize   n = MIN ((gsize) length, reader->length - MIN (reader->position, reader->length));

  memcpy (data, reader->data + reader->position, n);
  reader->position += n;

  return (tmsize_t) n;
}

static tmsize_t
tiff_write_cb (thandle_t handle,
               void     *data,
               tmsize_t  length)
{
  return 0;
}

static toff_t
tiff_seek_cb (thandle_t handle,
              toff_t    offset,
              int       whence)
{
  Reader *reader = handle;

  reader->position = (gsize) (whence == SEEK_SET ? offset : whence == SEEK_CUR ? reader->position + offset
                                                                               : reader->length + offset);

  return reader->position;
}

static int
tiff_close_cb (thandle_t handle)
{
  return 0;
}

static toff_t
tiff_size_cb (thandle_t handle)
{
  return ((Reader *) handle)->length;
}

static void
test_tiff (void)
{
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_TIFF, &muster);
  Reader              reader = { 0 };
  g_autofree guint32 *pixels = g_new (guint32, 1200 * 900);
  guint               n_pages = 0;
  TIFF               *tiff;

  reader.data = g_bytes_get_data (bytes, &reader.length);
  tiff = TIFFClientOpen ("memory", "rm", &reader, tiff_read_cb, tiff_write_cb, tiff_seek_cb, tiff_close_cb, tiff_size_cb, NULL, NULL);
  g_assert_nonnull (tiff);
  do
    {
      g_assert_true (TIFFReadRGBAImageOriented (tiff, 1200, 900, pixels, ORIENTATION_TOPLEFT, 1));
      n_pages++;
    }
  while (TIFFReadDirectory (tiff));
  g_assert_cmpuint (n_pages, ==, 3);
  TIFFClose (tiff);
}

static void
test_text (void)
{
  g_autoptr(GBytes) latin1 = make (SANDBOX_FILE_TEXT_LATIN1, &muster);
  g_autoptr(GBytes) utf8 = make (SANDBOX_FILE_TEXT, &muster);
  g_autofree char *converted = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_utf8_validate_len (g_bytes_get_data (utf8, NULL), g_bytes_get_size (utf8), NULL));
  g_assert_false (g_utf8_validate_len (g_bytes_get_data (latin1, NULL), g_bytes_get_size (latin1), NULL));
  converted = g_convert (g_bytes_get_data (latin1, NULL), (gssize) g_bytes_get_size (latin1), "UTF-8", "ISO-8859-1", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (converted, "Hôpital des Deux-Rives (fictif)"));
  g_assert_nonnull (strstr (converted, "Muster Franz"));
}

static void
text_cb (GMarkupParseContext *context,
         const char          *text,
         gsize                length,
         gpointer             user_data,
         GError             **error)
{
  if (g_strcmp0 (g_markup_parse_context_get_element (context), "text") == 0)
    g_string_append_len (user_data, text, (gssize) length);
}

/* The letter inside is whole. */
static void
test_cda (void)
{
  static const GMarkupParser parser = { .text = text_cb };
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_CDA, &muster);
  g_autoptr(GString) base64 = g_string_new (NULL);
  g_autoptr(GMarkupParseContext) markup = g_markup_parse_context_new (&parser, 0, base64, NULL);
  g_autoptr(GBytes) letter = NULL;
  PopplerDocument *document = NULL;
  g_autoptr(GError) error = NULL;
  guchar *pdf;
  gsize   length;

  g_markup_parse_context_parse (markup, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (markup, &error);
  g_assert_no_error (error);
  pdf = g_base64_decode (base64->str, &length);
  letter = g_bytes_new_take (pdf, length);
  document = open_pdf (letter, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, 1);
  g_object_unref (document);
}

/* A document Bundle begins with its Composition, and what that points to is in it. */
static void
test_fhir (void)
{
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_FHIR, &muster);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GHashTable) urls = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GError) error = NULL;
  JsonObject *bundle, *composition;
  JsonArray  *entries;

  json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  bundle = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (bundle, "type"), ==, "document");
  g_assert_cmpstr (json_object_get_string_member (bundle, "timestamp"), ==, "2026-11-14T08:00:00Z");
  entries = json_object_get_array_member (bundle, "entry");
  for (guint i = 0; i < json_array_get_length (entries); i++)
    g_hash_table_add (urls, (char *) json_object_get_string_member (json_array_get_object_element (entries, i), "fullUrl"));
  composition = json_object_get_object_member (json_array_get_object_element (entries, 0), "resource");
  g_assert_cmpstr (json_object_get_string_member (composition, "resourceType"), ==, "Composition");
  g_assert_true (g_hash_table_contains (urls, json_object_get_string_member (json_object_get_object_member (composition, "subject"), "reference")));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/file/pdf", test_pdfs);
  g_test_add_func ("/sandbox/file/deterministic", test_deterministic);
  g_test_add_func ("/sandbox/file/reading-order", test_reading_order);
  g_test_add_func ("/sandbox/file/outline-and-links", test_outline_and_links);
  g_test_add_func ("/sandbox/file/laboratory", test_laboratory);
  g_test_add_func ("/sandbox/file/unembedded-font", test_unembedded);
  g_test_add_func ("/sandbox/file/password", test_password);
  g_test_add_func ("/sandbox/file/damaged", test_damaged);
  g_test_add_func ("/sandbox/file/jpeg", test_jpeg);
  g_test_add_func ("/sandbox/file/png", test_png);
  g_test_add_func ("/sandbox/file/tiff", test_tiff);
  g_test_add_func ("/sandbox/file/text", test_text);
  g_test_add_func ("/sandbox/file/cda", test_cda);
  g_test_add_func ("/sandbox/file/fhir", test_fhir);

  return g_test_run ();
}
