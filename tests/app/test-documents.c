/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list's model with invented documents: filter, years, choice. No window. */
#include "config.h"

#include "cab-document-model.h"

#include <gtk/gtk.h>

static ModelDocument *
make_document (guint       number,
               const char *title,
               int         year)
{
  g_autofree char    *id = g_strdup_printf ("d%u", number);
  g_autofree char    *key = g_strdup_printf ("urn:oid:1.2.3.%u", number);
  ModelDocumentAuthor author = { .person = "Dre Anna Exemple", .organization = number % 2 ? "Hôpital fictif" : "Laboratoire fictif" };
  ModelDocumentInit   init = {
      .id = id,
      .unique_id = key,
      .title = title,
      .content_type = "application/pdf",
      .authors = &author,
      .n_authors = 1,
      .size = -1,
      .created = { .year = (gint16) year, .month = (guint8) (1 + number % 12), .day = (guint8) (1 + number % 28), .precision = MODEL_DATE_DAY },
  };

  return model_document_new (&init);
}

static int
newest_first (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  return -cab_table_row_compare ((CabTableRow *) a, (CabTableRow *) b, GPOINTER_TO_INT (user_data));
}

static GListStore *
make_store (guint n)
{
  static const char *const titles[] = { "Résultats de laboratoire", "Lettre de sortie", "Ordonnance", "Radiographie du thorax" };
  GListStore              *store = g_list_store_new (MODEL_TYPE_DOCUMENT);
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (documents, make_document (i, titles[i % G_N_ELEMENTS (titles)], 2026 - (int) (i % 20)));
  g_list_store_splice (store, 0, 0, documents->pdata, documents->len);

  return store;
}

static CabDocumentModel *
make_model (GListStore *store)
{
  CabDocumentModel *model = cab_document_model_new ();
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (newest_first, GINT_TO_POINTER (CAB_COLUMN_DATE), NULL));

  cab_document_model_set_sorter (model, sorter);
  cab_document_model_set_documents (model, G_LIST_MODEL (store));
  return model;
}

static void
run_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_filter_words (void)
{
  g_autoptr(GListStore) store = make_store (40);
  g_autoptr(CabDocumentModel) model = make_model (store);

  cab_document_model_set_filter (model, "lettre hopital");
  g_assert_cmpuint (cab_document_model_get_n_shown (model), ==, 10);
  cab_document_model_set_filter (model, "HÔPITAL  Lettre");
  g_assert_cmpuint (cab_document_model_get_n_shown (model), ==, 10);
  cab_document_model_set_filter (model, "hopital");
  g_assert_cmpuint (cab_document_model_get_n_shown (model), ==, 20);
  cab_document_model_set_filter (model, "hopital lettre qqq");
  g_assert_cmpuint (cab_document_model_get_n_shown (model), ==, 0);
  cab_document_model_set_filter (model, "");
  g_assert_cmpuint (cab_document_model_get_n_shown (model), ==, 40);
}

static guint
count_headings (CabDocumentModel *model)
{
  GListModel *rows = G_LIST_MODEL (cab_document_model_get_selection (model));
  guint       n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (rows, i);

      n += cab_table_row_get_heading (CAB_TABLE_ROW (row)) ? 1 : 0;
    }

  return n;
}

/* One heading a year in the order of dates, none in another. */
static void
test_headings (void)
{
  g_autoptr(GListStore) store = make_store (60);
  g_autoptr(CabDocumentModel) model = make_model (store);
  g_autoptr(GtkSorter) by_title = GTK_SORTER (gtk_custom_sorter_new (newest_first, GINT_TO_POINTER (CAB_COLUMN_TITLE), NULL));

  run_idle ();
  g_assert_cmpuint (count_headings (model), ==, 20);
  cab_document_model_set_sorter (model, by_title);
  run_idle ();
  g_assert_cmpuint (count_headings (model), ==, 0);
}

/* The same document comes back from a reload as another object. */
static void
test_reload_keeps_choice (void)
{
  g_autoptr(GListStore) store = make_store (12);
  g_autoptr(GListStore) again = make_store (12);
  g_autoptr(CabDocumentModel) model = make_model (store);
  g_autoptr(GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(ModelDocument) chosen = NULL;

  gtk_selection_model_select_item (cab_document_model_get_selection (model), 1, TRUE);
  chosen = g_object_ref (cab_document_model_get_document (model));

  for (guint i = 0; i < 12; i++)
    g_ptr_array_add (fresh, g_list_model_get_item (G_LIST_MODEL (again), i));
  g_list_store_splice (store, 0, 12, fresh->pdata, fresh->len);
  run_idle ();

  g_assert_true (cab_document_model_get_document (model) != chosen);
  g_assert_true (cab_document_model_is_same (cab_document_model_get_document (model), chosen));
  g_assert_cmpuint (gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (cab_document_model_get_selection (model))), ==, 1);
}

static void
test_emptied (void)
{
  g_autoptr(GListStore) store = make_store (12);
  g_autoptr(CabDocumentModel) model = make_model (store);
  gpointer weak = g_list_model_get_item (G_LIST_MODEL (store), 0);

  gtk_selection_model_select_item (cab_document_model_get_selection (model), 0, TRUE);
  cab_document_model_set_filter (model, "lettre");
  g_object_unref (weak);
  g_object_add_weak_pointer (weak, &weak);
  cab_document_model_set_documents (model, NULL);
  g_assert_null (cab_document_model_get_document (model));
  g_assert_cmpuint (cab_document_model_get_n_all (model), ==, 0);

  g_list_store_remove_all (store);
  run_idle ();
  g_assert_null (weak);
}

/* Figures for whoever reads the log; what is asserted is that ten thousand rows work at all. */
static void
test_many (void)
{
  static const char *const strokes[] = { "l", "le", "let", "lett", "lettre", "lettre h", "lettre hopital", "lettre", "" };
  g_autoptr(GListStore) store = make_store (10000);
  gint64 before = g_get_monotonic_time ();
  g_autoptr(CabDocumentModel) model = make_model (store);

  run_idle ();
  g_test_message ("10,000 rows made, sorted and grouped: %.1f ms", (double) (g_get_monotonic_time () - before) / 1000);
  for (guint i = 0; i < G_N_ELEMENTS (strokes); i++)
    {
      before = g_get_monotonic_time ();
      cab_document_model_set_filter (model, strokes[i]);
      run_idle ();
      g_test_message ("filter “%s”: %u shown, %.2f ms", strokes[i], cab_document_model_get_n_shown (model),
                      (double) (g_get_monotonic_time () - before) / 1000);
    }
  g_assert_cmpuint (cab_document_model_get_n_shown (model), ==, 10000);
}

/* R-VAC-90: restricted and secret are marked, of whatever system their codes are said to be. */
static void
test_levels (void)
{
  static const struct
  {
    const char *system, *code;
    CabMarks    marks;
  } cases[] = {
    { "http://snomed.info/sct", "17621005", 0 },
    { "http://snomed.info/sct", "263856008", CAB_MARK_RESTRICTED },
    { "urn:oid:2.16.840.1.113883.6.96", "263856008", CAB_MARK_RESTRICTED },
    { "http://snomed.info/sct", "1141000195107", CAB_MARK_SECRET },
    { "urn:oid:2.16.840.1.113883.6.96", "1141000195107", CAB_MARK_SECRET },
    { "urn:oid:2.16.756.5.30.1.127.3.4", "1141000195107", CAB_MARK_SECRET },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr(ModelDocument) document = NULL;
      g_autoptr(CabDocumentRow) row = NULL;

      g_ptr_array_add (labels, model_coding_new (cases[i].system, cases[i].code, NULL));
      document = model_document_new (&(ModelDocumentInit) { .id = "d", .security_labels = labels, .size = -1 });
      row = cab_document_row_new (document, FALSE);
      g_assert_cmpuint (cab_document_row_get_marks (row), ==, cases[i].marks);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/documents/filter", test_filter_words);
  g_test_add_func ("/documents/headings", test_headings);
  g_test_add_func ("/documents/reload-keeps-choice", test_reload_keeps_choice);
  g_test_add_func ("/documents/R-VAC-90/levels", test_levels);
  g_test_add_func ("/documents/emptied", test_emptied);
  g_test_add_func ("/documents/many", test_many);

  return g_test_run ();
}
