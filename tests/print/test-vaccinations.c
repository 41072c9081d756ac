/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vaccination record on paper: what a family reads on it, and what a PDF has to be so that everybody can. */
#include "config.h"

#include "model-text.h"
#include "print-test-support.h"

#include <poppler.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerStructureElement, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerStructureElementIter, poppler_structure_element_iter_free)

#define NAME "Àçéèêëîïôöùüñœæß-Škofič"
#define LONG_PRODUCT "Immunoglobulinum-antitetanicum-humanum40"

static GBytes *
write_book (PrintBook *book)
{
  g_autoptr(GError) error = NULL;
  GBytes     *bytes = print_book_write (book, &error);
  const char *folder = g_getenv ("CABINET_PRINT_TEST_DIR"); /* to look at them */

  g_assert_no_error (error);
  if (folder != NULL)
    {
      static guint     n;
      g_autofree char *name = g_strdup_printf ("%u.pdf", ++n);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gsize            size;
      const char      *data = g_bytes_get_data (bytes, &size);

      g_file_set_contents (path, data, (gssize) size, NULL);
    }

  return bytes;
}

static GBytes *
write_childhood (const char *language,
                 const char *second,
                 gboolean    incomplete)
{
  g_autoptr(ModelVaccinationRecord) record = print_test_record (print_test_childhood, print_test_n_childhood, incomplete);
  g_autoptr(ModelPatient) patient = print_test_patient ("Muster", NAME);
  g_autoptr(PrintBook) book = print_test_book (record, patient, language, second);

  return write_book (book);
}

/* (transfer full) */
static char *
text_of (GBytes *bytes)
{
  g_autoptr(PopplerDocument) document = poppler_document_new_from_bytes (bytes, NULL, NULL);
  g_autoptr(GString) text = g_string_new (NULL);

  for (int i = 0; i < poppler_document_get_n_pages (document); i++)
    {
      g_autoptr(PopplerPage) page = poppler_document_get_page (document, i);
      g_autofree char *one = poppler_page_get_text (page);

      g_string_append (text, one);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_says(text, words)                   \
  G_STMT_START                                     \
  {                                                \
    if (strstr (text, words) == NULL)              \
      g_error ("“%s” is not in: %s", words, text); \
  }                                                \
  G_STMT_END

/* What is read aloud, in its order: the kinds of elements and their text, a line each. */
static void
walk (PopplerStructureElementIter *iter,
      GString                     *all,
      gboolean                     wants_text)
{
  do
    {
      g_autoptr(PopplerStructureElement) element = poppler_structure_element_iter_get_element (iter);
      g_autoptr(PopplerStructureElementIter) child = poppler_structure_element_iter_get_child (iter);
      g_autofree char *text = wants_text ? poppler_structure_element_get_text (element, POPPLER_STRUCTURE_GET_TEXT_NONE) : NULL;

      if (poppler_structure_element_is_content (element))
        {
          g_autofree char *repaired = model_text_repair (text != NULL ? text : ""); /* poppler takes its own UTF-8 for Latin 1 */

          g_string_append_printf (all, "“%s”\n", repaired);
        }
      else
        {
          g_string_append_printf (all, "%u\n", poppler_structure_element_get_kind (element));
        }
      if (child != NULL)
        walk (child, all, wants_text);
    }
  while (poppler_structure_element_iter_next (iter));
}

static char *
structure_of (GBytes  *bytes,
              gboolean wants_text)
{
  g_autoptr(PopplerDocument) document = poppler_document_new_from_bytes (bytes, NULL, NULL);
  g_autoptr(PopplerStructureElementIter) iter = poppler_structure_element_iter_new (document);
  g_autoptr(GString) all = g_string_new (NULL);

  g_assert_nonnull (iter);
  walk (iter, all, wants_text);

  return g_string_free (g_steal_pointer (&all), FALSE);
}

static guint
count_kind (const char                 *structure,
            PopplerStructureElementKind kind)
{
  g_auto(GStrv) lines = g_strsplit (structure, "\n", -1);
  g_autofree char *wanted = g_strdup_printf ("%u", kind);
  guint            n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_equal (lines[i], wanted))
      n++;

  return n;
}

static void
assert_order (const char        *text,
              const char *const *words)
{
  const char *rest = text;

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *found = strstr (rest, words[i]);

      if (found == NULL)
        g_error ("“%s” does not come next in: %s", words[i], rest);
      rest = found + strlen (words[i]);
    }
}

/* R-VAC-81: all that the specification wants on it, in the order of a booklet. */
static void
test_content (void)
{
  const char *const order[] = {
    "Carnet de vaccination", "MUSTER " NAME, "27.01.1995", "féminin", "28.11.2026 09:30, Dr. med. Anna Favre", "CARA", "Complet.",
    "Vaccinations de base", "Diphtérie", "28.03.1995", "Infanrix hexa", "1", "A21CB001", "Dr. med. Anna Favre", "validé", "Tétanos", "Coqueluche",
    "Poliomyélite", "aucune inscription", "2001", "Allergies et effets indésirables", "Maladies antérieures", "Laboratoire et sérologie",
    "120 IU/L", "Facteurs de risque", "Immunisation de base", "Inscriptions qui ne comptent pas", "01.01.2022", "non administré",
    "Commentaires", "Urticaire vingt minutes", "Ceci n’est pas un document officiel.", NULL
  };
  g_autoptr(ModelVaccinationRecord) record = print_test_record (print_test_childhood, print_test_n_childhood, FALSE);
  g_autoptr(ModelPatient) patient = print_test_patient ("Muster", NAME);
  g_autoptr(PrintBook) book = print_test_book (record, patient, "fr", NULL);
  g_autoptr(GString) all = g_string_new (NULL);
  g_autoptr(GBytes) bytes = write_book (book);
  g_autofree char *text = text_of (bytes);

  for (guint i = 0; i < print_book_get_n_pages (book); i++)
    {
      g_autofree char *page = print_book_dup_text (book, i);

      g_string_append (all, page);
    }
  g_strdelimit (all->str, "\n", ' ');
  g_strdelimit (text, "\n", ' ');
  assert_order (all->str, order);
  assert_says (text, NAME);
  assert_says (text, "non validé"); /* R-VAC-53: in words */
  g_assert_null (strstr (text, "Incomplet"));
}

/* R-VAC-75: said on the first page, and at the foot of each. */
static void
test_partial (void)
{
  g_autoptr(GBytes) bytes = write_childhood ("de", NULL, TRUE);
  g_autoptr(PopplerDocument) document = poppler_document_new_from_bytes (bytes, NULL, NULL);

  for (int i = 0; i < poppler_document_get_n_pages (document); i++)
    {
      g_autoptr(PopplerPage) page = poppler_document_get_page (document, i);
      g_autofree char *text = poppler_page_get_text (page);

      if (i == 0)
        assert_says (text, "Unvollständig: Angaben des Dossiers fehlen. Gelesene Dokumente: 1. Nicht gelesene: 1.");
      assert_says (text, "Impfausweis – Unvollständig");
    }
}

/* R-VAC-106: every language has every word, also of the codes; a second one stands beside the headings. */
static void
test_languages (void)
{
  static const char *const titles[][2] = { { "Carnet de vaccination", "Rougeole" }, { "Impfausweis", "Masern" }, { "Libretto delle vaccinazioni", "Morbillo" }, { "Vaccination record", "Measles" } };

  for (guint i = 0; print_languages ()[i] != NULL; i++)
    {
      guint other = (i + 1) % 4;
      g_autoptr(GBytes) bytes = write_childhood (print_languages ()[i], NULL, FALSE);
      g_autoptr(GBytes) both = write_childhood (print_languages ()[i], print_languages ()[other], FALSE);
      g_autofree char *text = text_of (bytes);
      g_autofree char *twice = text_of (both);

      for (guint word = 0; word < PRINT_N_WORDS; word++)
        g_assert_cmpstr (print_word (print_languages ()[i], (PrintWord) word), !=, NULL);
      assert_says (text, titles[i][0]);
      assert_says (text, titles[i][1]);
      g_assert_null (strstr (text, titles[other][0]));
      assert_says (twice, titles[i][0]);
      assert_says (twice, titles[other][0]);
      assert_says (twice, titles[other][1]);
    }
}

static gboolean
has_key (qpdf_data   pdf,
         qpdf_oh     object,
         const char *key)
{
  return qpdf_oh_has_key (pdf, object, key);
}

/* Every font of every page is in the file, with the characters that its glyphs mean. */
static void
check_fonts (qpdf_data pdf)
{
  guint n = 0;

  for (int i = 0; i < qpdf_get_num_pages (pdf); i++)
    {
      qpdf_oh fonts = qpdf_oh_get_key (pdf, qpdf_oh_get_key (pdf, qpdf_get_page_n (pdf, (size_t) i), "/Resources"), "/Font");

      qpdf_oh_begin_dict_key_iter (pdf, fonts);
      while (qpdf_oh_dict_more_keys (pdf))
        {
          qpdf_oh font = qpdf_oh_get_key (pdf, fonts, qpdf_oh_dict_next_key (pdf));
          qpdf_oh own = has_key (pdf, font, "/DescendantFonts") ? qpdf_oh_get_array_item (pdf, qpdf_oh_get_key (pdf, font, "/DescendantFonts"), 0) : font;
          qpdf_oh descriptor = qpdf_oh_get_key (pdf, own, "/FontDescriptor");

          g_assert_true (has_key (pdf, font, "/ToUnicode"));
          g_assert_true (has_key (pdf, descriptor, "/FontFile") || has_key (pdf, descriptor, "/FontFile2") || has_key (pdf, descriptor, "/FontFile3"));
          n++;
        }
    }
  g_assert_cmpuint (n, >, 0);
}

/* What PDF/A-2a and PDF/UA-1 want in the file as a whole. */
static void
test_archive (void)
{
  g_autoptr(GBytes) bytes = write_childhood ("it", "de", FALSE);
  gsize            size;
  const char      *data = g_bytes_get_data (bytes, &size);
  qpdf_data        pdf = qpdf_init ();
  qpdf_oh          root;
  g_autofree char *metadata = NULL;
  unsigned char   *xmp = NULL;
  size_t           xmp_size = 0;

  qpdf_set_attempt_recovery (pdf, QPDF_FALSE);
  g_assert_cmpint (qpdf_read_memory (pdf, "book", data, size, NULL), ==, QPDF_SUCCESS);
  g_assert_cmpint (qpdf_check_pdf (pdf), ==, QPDF_SUCCESS);
  root = qpdf_get_root (pdf);
  g_assert_true (qpdf_oh_get_bool_value (pdf, qpdf_oh_get_key (pdf, qpdf_oh_get_key (pdf, root, "/MarkInfo"), "/Marked")));
  g_assert_true (qpdf_oh_get_bool_value (pdf, qpdf_oh_get_key (pdf, qpdf_oh_get_key (pdf, root, "/ViewerPreferences"), "/DisplayDocTitle")));
  g_assert_cmpstr (qpdf_oh_get_utf8_value (pdf, qpdf_oh_get_key (pdf, root, "/Lang")), ==, "it-CH");
  g_assert_cmpstr (qpdf_oh_get_utf8_value (pdf, qpdf_oh_get_key (pdf, qpdf_oh_get_key (pdf, qpdf_get_trailer (pdf), "/Info"), "/Title")), ==, "Libretto delle vaccinazioni – MUSTER " NAME);
  g_assert_true (has_key (pdf, root, "/OutputIntents"));
  g_assert_cmpint (qpdf_oh_get_stream_data (pdf, qpdf_oh_get_key (pdf, root, "/Metadata"), qpdf_dl_all, NULL, &xmp, &xmp_size), ==, QPDF_SUCCESS);
  metadata = g_strndup ((const char *) xmp, xmp_size);
  free (xmp);
  assert_says (metadata, "<pdfaid:part>2</pdfaid:part>");
  assert_says (metadata, "<pdfaid:conformance>A</pdfaid:conformance>");
  assert_says (metadata, "<pdfuaid:part>1</pdfuaid:part>");
  check_fonts (pdf);
  qpdf_cleanup (&pdf);
}

/* One heading of the whole, one for each part, tables with heads and row headings; nothing that is no content. */
static void
test_structure (void)
{
  g_autoptr(GBytes) bytes = write_childhood ("fr", "de", FALSE);
  g_autofree char *structure = structure_of (bytes, FALSE);

  g_assert_cmpuint (count_kind (structure, POPPLER_STRUCTURE_ELEMENT_DOCUMENT), ==, 1);
  g_assert_cmpuint (count_kind (structure, POPPLER_STRUCTURE_ELEMENT_HEADING_1), ==, 1);
  g_assert_cmpuint (count_kind (structure, POPPLER_STRUCTURE_ELEMENT_HEADING_2), ==, 9);
  g_assert_cmpuint (count_kind (structure, POPPLER_STRUCTURE_ELEMENT_TABLE), ==, 8);
  g_assert_cmpuint (count_kind (structure, POPPLER_STRUCTURE_ELEMENT_TABLE_HEADER), ==, 8);
  g_assert_cmpuint (count_kind (structure, POPPLER_STRUCTURE_ELEMENT_TABLE_ROW), >, 30);
  g_assert_cmpuint (count_kind (structure, POPPLER_STRUCTURE_ELEMENT_NONSTRUCT), ==, 0);
  g_assert_cmpuint (count_kind (structure, POPPLER_STRUCTURE_ELEMENT_QUOTE), ==, 0);
}

/* What is read aloud: the title, who it is, then row by row; no number of a page, and no head twice. */
static void
test_reading (void)
{
  const char *const words[] = { "“Carnet de vaccination”", "“Impfausweis”", "“MUSTER", "“Vaccinations de base”", "“Basisimpfungen”", "“Maladie”", "“Krankheit”", "“Diphtérie”", "“28.03.1995”", "“Infanrix hexa”", NULL };
  g_autoptr(ModelVaccinationRecord) record = print_test_record (print_test_childhood, 1, FALSE);
  g_autoptr(ModelPatient) patient = print_test_patient ("Muster", NAME);
  g_autoptr(PrintBook) book = print_test_book (record, patient, "fr", "de");
  g_autoptr(GBytes) bytes = write_book (book);
  g_autofree char *structure = structure_of (bytes, TRUE);

  assert_order (structure, words);
  g_assert_null (strstr (structure, "Page 1"));
}

/* Sixty entries: several pages, each with its head, its name and its number; no row twice, none lost. */
static void
test_long (void)
{
  g_autofree PrintTestEntry *entries = g_new0 (PrintTestEntry, 60);
  g_autoptr(ModelPatient) patient = print_test_patient ("Muster", "Anne");
  g_autoptr(ModelVaccinationRecord) record = NULL;
  g_autoptr(PrintBook) book = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *structure = NULL;
  g_autofree char *text = NULL;
  guint            n_pages;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *date = g_strdup_printf ("%u-01-01", 1960 + i);

      entries[i] = (PrintTestEntry) {
        .kind = MODEL_CLINICAL_VACCINATION,
        .system = "urn:example:products",
        .code = "x",
        .label = LONG_PRODUCT,
        .date = g_intern_string (date),
        .lot = "LOT-0123456789-0123456789",
        .dose = 1,
        .performer = "Dr. med. Maximiliana Wolkenstein-Oberhofer",
        .organization = "Praxisgemeinschaft am Bahnhof",
      };
    }
  record = print_test_record (entries, 60, FALSE);
  book = print_test_book (record, patient, "de", "fr");
  bytes = write_book (book);
  n_pages = print_book_get_n_pages (book);
  g_assert_cmpuint (n_pages, >, 3);
  structure = structure_of (bytes, FALSE); /* poppler reads the page anew for each text */
  text = text_of (bytes);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *page = print_book_dup_text (book, i);
      g_autofree char *number = g_strdup_printf ("Seite %u von %u", i + 1, n_pages);

      assert_says (page, number);
      assert_says (page, "MUSTER Anne, 27.01.1995");
      if (i > 0 && strstr (page, "01.01.") != NULL)
        assert_says (page, "Impfstoff");
    }
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *date = g_strdup_printf ("01.01.%u", 1960 + i);
      const char      *found = strstr (text, date);

      g_assert_nonnull (found);
      g_assert_null (strstr (found + 1, date));
    }
  /* the head stands again for the eye alone: read once in each of the tables */
  g_assert_cmpuint (count_kind (structure, POPPLER_STRUCTURE_ELEMENT_TABLE_HEADER), ==, count_kind (structure, POPPLER_STRUCTURE_ELEMENT_TABLE));
}

/* Nothing leaves the paper, and no text lies over another. */
static void
check_page (PopplerPage *page)
{
  PopplerRectangle *boxes;
  guint             n;

  g_assert_true (poppler_page_get_text_layout (page, &boxes, &n));
  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (boxes[i].x1, >=, 40);
      g_assert_cmpfloat (boxes[i].x2, <=, PRINT_PAGE_WIDTH - 40);
      g_assert_cmpfloat (boxes[i].y1, >=, 30);
      g_assert_cmpfloat (boxes[i].y2, <=, PRINT_PAGE_HEIGHT - 15);
    }
  g_free (boxes);
}

static void
test_nothing_clipped (void)
{
  const PrintTestEntry entry = { .kind = MODEL_CLINICAL_VACCINATION, .system = "urn:example:products", .code = "x", .label = LONG_PRODUCT, .date = "2001-01-01", .lot = "LOT-0123456789-0123456789", .dose = 12, .performer = "Wolkenstein-Oberhofer-Hintermoserberger" };
  g_autoptr(ModelVaccinationRecord) record = print_test_record (&entry, 1, FALSE);
  g_autofree char *long_name = g_strnfill (90, 'W');
  g_autoptr(ModelPatient) patient = print_test_patient (long_name, NAME);
  g_autoptr(PrintBook) book = print_test_book (record, patient, "it", "fr");
  g_autoptr(GBytes) bytes = write_book (book);
  g_autoptr(PopplerDocument) document = poppler_document_new_from_bytes (bytes, NULL, NULL);
  g_autofree char *text = text_of (bytes);

  for (int i = 0; i < poppler_document_get_n_pages (document); i++)
    {
      g_autoptr(PopplerPage) page = poppler_document_get_page (document, i);

      check_page (page);
    }
  /* the name is whole, in pieces */
  g_strdelimit (text, "\n", '\f');
  {
    g_auto(GStrv) pieces = g_strsplit (text, "\f", -1);
    g_autofree char *joined = g_strjoinv ("", pieces);

    assert_says (joined, "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW");
  }
  {
    g_autofree char *laid = print_book_dup_text (book, print_book_get_n_pages (book) - 1);
    g_auto(GStrv) lines = g_strsplit (laid, "\n", -1);
    g_autofree char *joined = g_strjoinv ("", lines);

    assert_says (joined, LONG_PRODUCT);
  }
}

/* The choice of comments: those of adverse events stay (R-VAC-81). */
static void
test_comments (void)
{
  g_autoptr(ModelVaccinationRecord) record = print_test_record (print_test_childhood, print_test_n_childhood, FALSE);
  g_autoptr(ModelPatient) patient = print_test_patient ("Muster", "Anne");
  g_autoptr(GDateTime) moment = g_date_time_new_utc (2026, 11, 28, 9, 30, 0);
  g_autoptr(PrintBook) book = print_vaccinations (&(PrintVaccinationOrder) { .record = record, .patient = patient, .language = "fr", .moment = moment });
  g_autoptr(GBytes) bytes = write_book (book);
  g_autofree char *text = text_of (bytes);

  g_assert_null (strstr (text, "38,4"));
  assert_says (text, "Urticaire vingt minutes");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/print/vaccinations/content/R-VAC-81", test_content);
  g_test_add_func ("/print/vaccinations/partial/R-VAC-75", test_partial);
  g_test_add_func ("/print/vaccinations/languages/R-VAC-106", test_languages);
  g_test_add_func ("/print/vaccinations/archive", test_archive);
  g_test_add_func ("/print/vaccinations/structure", test_structure);
  g_test_add_func ("/print/vaccinations/reading", test_reading);
  g_test_add_func ("/print/vaccinations/long", test_long);
  g_test_add_func ("/print/vaccinations/nothing-clipped", test_nothing_clipped);
  g_test_add_func ("/print/vaccinations/comments", test_comments);

  return g_test_run ();
}
