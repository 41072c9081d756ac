/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file.h"

#include <poppler.h>
#include <string.h>
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
open_pdf (GBytes      *bytes,
          const char  *password,
          GError     **error)
{
  int fd = memfd_create ("pdf", MFD_CLOEXEC);
  gsize length;
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
        PopplerPage *page;
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

static void
assert_magic (SandboxFileKind  kind,
              const char      *magic,
              gsize            length)
{
  g_autoptr(GBytes) bytes = make (kind, &muster);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), MIN (length, g_bytes_get_size (bytes)), magic, length);
}

static void
test_other_kinds (void)
{
  g_autoptr(GBytes) latin1 = make (SANDBOX_FILE_TEXT_LATIN1, &muster);
  g_autoptr(GBytes) utf8 = make (SANDBOX_FILE_TEXT, &muster);

  assert_magic (SANDBOX_FILE_JPEG, "\xff\xd8\xff", 3);
  assert_magic (SANDBOX_FILE_PNG, "\x89PNG", 4);
  assert_magic (SANDBOX_FILE_TIFF, "II*\0", 4);
  assert_magic (SANDBOX_FILE_CDA, "<?xml", 5);
  assert_magic (SANDBOX_FILE_FHIR, "{", 1);
  g_assert_true (g_utf8_validate_len (g_bytes_get_data (utf8, NULL), g_bytes_get_size (utf8), NULL));
  g_assert_false (g_utf8_validate_len (g_bytes_get_data (latin1, NULL), g_bytes_get_size (latin1), NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/file/pdf", test_pdfs);
  g_test_add_func ("/sandbox/file/deterministic", test_deterministic);
  g_test_add_func ("/sandbox/file/password", test_password);
  g_test_add_func ("/sandbox/file/damaged", test_damaged);
  g_test_add_func ("/sandbox/file/other-kinds", test_other_kinds);

  return g_test_run ();
}
