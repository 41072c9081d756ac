/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-test-support.h"
#include "render-text-index.h"

static void
assert_found (const char *text,
              const char *term,
              RenderFind  how,
              const char *expected) /* (nullable) the hits, with | between */
{
  g_autoptr(GArray) hits = render_find (text, term, how);
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    {
      const RenderHit *hit = &g_array_index (hits, RenderHit, i);
      g_autofree char *part = g_utf8_substring (text, hit->first, hit->first + hit->n);

      g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", part);
    }
  g_assert_cmpstr (found->str, ==, expected != NULL ? expected : "");
}

static void
test_plain (void)
{
  assert_found ("Das Labor, das Labor.", "labor", RENDER_FIND_ANY, "Labor|Labor");
  assert_found ("aaaa", "aa", RENDER_FIND_ANY, "aa|aa");
  assert_found ("Labor", "", RENDER_FIND_ANY, NULL);
  assert_found ("Labor", "  ", RENDER_FIND_ANY, NULL);
  assert_found ("", "x", RENDER_FIND_ANY, NULL);
  assert_found ("xx", "xxx", RENDER_FIND_ANY, NULL);
  assert_found ("CRP 12 mg/l", " mg/L ", RENDER_FIND_ANY, "mg/l");
}

static void
test_accents (void)
{
  assert_found ("né à Zürich", "ne a zurich", RENDER_FIND_ANY, "né à Zürich");
  assert_found ("cote, côté", "côté", RENDER_FIND_ANY, "cote|côté");
  assert_found ("cote, côté", "côté", RENDER_FIND_ACCENTS, "côté");
  assert_found ("cote, côté", "cote", RENDER_FIND_ACCENTS, "cote");
  /* the accent as a character of its own is the same word, and is marked with its letter */
  assert_found ("cote\xcc\x81s", "coté", RENDER_FIND_ACCENTS, "cote\xcc\x81");
  assert_found ("Strasse und Straße", "straße", RENDER_FIND_ANY, "Strasse|Straße");
}

static void
test_case (void)
{
  assert_found ("Impfung und impfung", "Impfung", RENDER_FIND_CASE, "Impfung");
  assert_found ("ÉTAT état", "État", RENDER_FIND_ANY, "ÉTAT|état");
  assert_found ("ÉTAT État", "État", RENDER_FIND_CASE | RENDER_FIND_ACCENTS, "État");
}

static void
test_words (void)
{
  assert_found ("page, âge; age", "age", RENDER_FIND_WORDS, "âge|age");
  assert_found ("l'âge de 5 ans", "age", RENDER_FIND_WORDS, "âge");
  assert_found ("12 mg, 112 mg", "12 mg", RENDER_FIND_WORDS, "12 mg");
  assert_found ("(CRP)", "(CRP)", RENDER_FIND_WORDS, "(CRP)");
}

/* What a typesetter does to a word does not hide it. */
static void
test_typesetting (void)
{
  assert_found ("Die Impf-\nung wirkt", "Impfung", RENDER_FIND_ANY, "Impf-\nung");
  assert_found ("Hepatitis-\nB-Impfung", "hepatitis-", RENDER_FIND_ANY, "Hepatitis-");
  assert_found ("pression\n  artérielle", "pression arterielle", RENDER_FIND_ANY, "pression\n  artérielle");
  assert_found ("e\xef\xac\x83"
                "cace",
                "efficace", RENDER_FIND_ANY, "e\xef\xac\x83"
                                             "cace");
  assert_found ("l’état", "l'etat", RENDER_FIND_ANY, "l’état");
  assert_found ("130–85", "130-85", RENDER_FIND_ANY, "130–85");
  assert_found ("Kranken\xc2\xadkasse", "krankenkasse", RENDER_FIND_ANY, "Kranken\xc2\xadkasse");
  assert_found ("5\xc2\xa0mg", "5 mg", RENDER_FIND_ANY, "5\xc2\xa0mg");
}

static void
test_snippet (void)
{
  const char      *text = "Erste Zeile\nmit dem Wort mitten\nim Text";
  const RenderHit  hit = { 20, 4 };
  gsize            start, end;
  g_autofree char *line = render_find_snippet (text, &hit, 8, 12, &start, &end);
  g_autofree char *marked = g_strndup (line + start, end - start);

  g_assert_cmpstr (line, ==, "…mit dem Wort mitten im T…");
  g_assert_cmpstr (marked, ==, "Wort");
}

static void
found_cb (RenderTextIndex *index,
          guint            page,
          GArray          *pages)
{
  g_array_append_val (pages, page);
}

static gboolean
is_done (gpointer user_data)
{
  return !render_text_index_get_searching (user_data);
}

/* Every page of the letter says that it is invented. */
static void
test_index (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (7);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  g_autoptr(RenderTextIndex) index = render_text_index_new (document);
  g_autoptr(GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint order[] = { 3, 4, 2, 5, 1, 6, 0 };
  guint       n_hits, n_read;

  g_signal_connect (index, "found", G_CALLBACK (found_cb), pages);
  render_text_index_find (index, "INVENTED", RENDER_FIND_ANY, 3);
  g_assert_true (render_text_index_get_searching (index));
  render_test_wait_until (is_done, index);

  /* nearest first */
  g_assert_cmpmem (pages->data, pages->len * sizeof (guint), order, sizeof order);
  n_hits = render_text_index_get_n_hits (index);
  g_assert_cmpuint (n_hits, >=, 7);
  g_assert_cmpuint (render_text_index_get_hits (index, 6)->len, >, 0);
  g_assert_cmpuint (render_text_index_get_n_empty (index, &n_read), ==, 0);
  g_assert_cmpuint (n_read, ==, 7);

  /* again, from memory; another term leaves nothing of the first */
  render_text_index_find (index, "no such words", RENDER_FIND_ANY, 0);
  g_assert_cmpuint (render_text_index_get_n_hits (index), ==, 0);
  render_test_wait_until (is_done, index);
  g_assert_cmpuint (render_text_index_get_n_hits (index), ==, 0);

  render_text_index_find (index, NULL, RENDER_FIND_ANY, 0);
  g_assert_false (render_text_index_get_searching (index));
}

/* Stopped in the middle, and gone in the middle. */
static void
test_stop (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (20);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  RenderTextIndex *index = render_text_index_new (document);
  guint            n_read;

  render_text_index_find (index, "INVENTED", RENDER_FIND_ANY, 0);
  g_main_context_iteration (NULL, FALSE);
  render_text_index_find (index, NULL, RENDER_FIND_ANY, 0);
  g_assert_false (render_text_index_get_searching (index));
  render_text_index_get_n_empty (index, &n_read);
  g_assert_cmpuint (n_read, <, 20);

  render_text_index_find (index, "INVENTED", RENDER_FIND_ANY, 0);
  g_main_context_iteration (NULL, FALSE);
  g_object_unref (index);
}

static void
test_layout (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_pdf ("BT /F1 20 Tf 100 300 Td (Hello) Tj ET", "", NULL);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  g_autoptr(RenderText) text = NULL;
  g_autoptr(GError) error = NULL;
  const RenderBox *boxes;
  double           width, height;

  render_document_get_page_size (document, 0, &width, &height);
  text = render_test_get_layout (document, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (render_text_get (text), "Hello"));
  boxes = render_text_get_boxes (text);
  g_assert_nonnull (boxes);

  /* side by side from where it was set, on its line, counted from the top */
  g_assert_cmpfloat_with_epsilon (boxes[0].x1, 100, 1);
  for (guint i = 1; i < 5; i++)
    g_assert_cmpfloat_with_epsilon (boxes[i].x1, boxes[i - 1].x2, 1);
  g_assert_cmpfloat (boxes[0].y1, <, height - 300);
  g_assert_cmpfloat (boxes[0].y2, >=, height - 300);
  g_assert_cmpfloat (boxes[0].y2 - boxes[0].y1, <, 30);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/find/plain", test_plain);
  g_test_add_func ("/render/find/accents", test_accents);
  g_test_add_func ("/render/find/case", test_case);
  g_test_add_func ("/render/find/words", test_words);
  g_test_add_func ("/render/find/typesetting", test_typesetting);
  g_test_add_func ("/render/find/snippet", test_snippet);
  g_test_add_func ("/render/find/index", test_index);
  g_test_add_func ("/render/find/stop", test_stop);
  g_test_add_func ("/render/find/layout", test_layout);

  return render_test_run ();
}
