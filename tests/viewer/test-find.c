/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-view-private.h"
#include "cab-page-view-private.h"
#include "viewer-places.h"
#include "viewer-selection.h"
#include "viewer-table.h"
#include "viewer-test-support.h"

#include <string.h>

typedef struct
{
  RenderService        *service;
  RecordPatientContext *context;
  GtkWidget            *window;
  CabDocumentView      *view;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->service = render_test_service_new ();
  fixture->context = viewer_test_context_new ();
  fixture->view = CAB_DOCUMENT_VIEW (cab_document_view_new ());
  cab_document_view_set_service (fixture->view, fixture->service);
  fixture->window = viewer_test_window (GTK_WIDGET (fixture->view), 900, 700);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  test_destroy_window (fixture->window);
  g_assert_finalize_object (fixture->context);
  g_clear_object (&fixture->service);
}

static void
show (Fixture    *fixture,
      GBytes     *bytes,
      const char *title)
{
  g_autoptr(ModelDocument) document = viewer_test_document (title);
  g_autoptr(RecordContent) content = viewer_test_content (bytes, "application/pdf", RECORD_INTEGRITY_INTACT);

  viewer_test_context_put (fixture->context, document, content);
  cab_document_view_show (fixture->view, fixture->context, document);
  test_wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (fixture->view->stack), "pages") == 0, WAIT);
}

static void
type (Fixture    *fixture,
      const char *term)
{
  GtkWidget *entry = test_child (fixture->view->find_bar, "entry");

  cab_document_view_start_find (fixture->view);
  gtk_editable_set_text (GTK_EDITABLE (entry), term);
  g_signal_emit_by_name (entry, "activate");
}

static const char *
count (Fixture *fixture)
{
  return gtk_label_get_text (test_child (fixture->view->find_bar, "count_label"));
}

/* Types, goes from one to the next over all pages, and back. */
static void
test_find (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GBytes) letter = render_test_letter (3);

  show (fixture, letter, "Letter");
  type (fixture, "NOBODY OF");
  test_wait_until (strcmp (count (fixture), "1 of 110") == 0, WAIT);
  g_assert_cmpuint (cab_page_view_get_page (fixture->view->page_view), ==, 1);

  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "view.find-next", NULL);
  g_assert_cmpstr (count (fixture), ==, "2 of 110");
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "view.find-previous", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "view.find-previous", NULL);
  g_assert_cmpstr (count (fixture), ==, "110 of 110");
  /* what is chosen comes into view */
  test_wait_until (cab_page_view_get_page (fixture->view->page_view) == 3, WAIT);
  viewer_test_picture (fixture->window, "find");

  /* nothing of it stays */
  g_signal_emit_by_name (test_child (fixture->view->find_bar, "entry"), "stop-search");
  g_assert_false (cab_find_bar_get_open (fixture->view->find_bar));
  g_assert_cmpuint (viewer_find_get_n_hits (fixture->view->find), ==, 0);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->view->page_view)));
}

static void
test_not_found (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(GBytes) letter = render_test_letter (2);
  g_autoptr(GBytes) scan = render_test_scan (400, 500);

  show (fixture, letter, "Letter");
  type (fixture, "penicillin");
  test_wait_until (strcmp (count (fixture), "Not found") == 0, WAIT);
  g_assert_true (gtk_widget_has_css_class (test_child (fixture->view->find_bar, "entry"), "error"));

  show (fixture, scan, "Scan");
  test_wait_until (strcmp (count (fixture), "No text: this is a scan") == 0, WAIT);
}

/* The term travels to the next document, and nothing of the first one's places does. */
static void
test_next_document (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr(GBytes) letter = render_test_letter (1);
  g_autoptr(GBytes) other = render_test_pdf ("BT /F1 20 Tf 50 300 Td (Nobody knows) Tj ET", "", NULL);

  show (fixture, letter, "Letter");
  type (fixture, "nobody");
  test_wait_until (strcmp (count (fixture), "1 of 40") == 0, WAIT);
  show (fixture, other, "Other");
  test_wait_until (strcmp (count (fixture), "1 of 1") == 0, WAIT);
  g_assert_true (cab_find_bar_get_open (fixture->view->find_bar));

  cab_document_view_show (fixture->view, NULL, NULL);
  g_assert_cmpuint (viewer_find_get_n_hits (fixture->view->find), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (viewer_find_get_list (fixture->view->find)), ==, 0);
}

static void
test_list (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GBytes) letter = render_test_letter (2);
  GListModel *list = viewer_find_get_list (fixture->view->find);
  g_autoptr(ViewerHit) hit = NULL;
  g_autofree char *markup = NULL;

  show (fixture, letter, "Letter");
  type (fixture, "Nobody");
  gtk_toggle_button_set_active (test_child (fixture->view->find_bar, "list_button"), TRUE);
  test_wait_until (strcmp (count (fixture), "1 of 80") == 0, WAIT);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->view->find_list)));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 80);

  hit = g_list_model_get_item (list, 79);
  markup = viewer_hit_dup_markup (hit);
  g_assert_nonnull (strstr (markup, "is invented. <b>Nobody</b> of this"));
  g_assert_cmpuint (viewer_hit_get_page (hit), ==, 1);
  g_signal_emit_by_name (test_child (fixture->view->find_list, "list"), "activate", 79);
  g_assert_cmpstr (count (fixture), ==, "80 of 80");
  test_wait_until (cab_page_view_get_page (fixture->view->page_view) == 2, WAIT);
  viewer_test_picture (fixture->window, "find-list");
}

static void
clipboard_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  char **text = user_data;

  g_free (*text);
  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
  if (*text == NULL)
    *text = g_strdup ("");
}

static char *
copy (Fixture    *fixture,
      const char *action)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->view));
  char         *text = NULL;

  gdk_clipboard_set_text (clipboard, "before");
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), action, NULL);
  while (text == NULL || strcmp (text, "before") == 0)
    {
      g_clear_pointer (&text, g_free);
      gdk_clipboard_read_text_async (clipboard, NULL, clipboard_cb, &text);
      test_wait_until (text != NULL, WAIT);
    }

  return text;
}

/* What was found is extended with the keys, copied, and all of it is. */
static void
test_copy (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GBytes) bytes = render_test_pdf ("BT /F1 20 Tf 50 300 Td (Nobody knows) Tj 0 -40 Td (the second line) Tj ET", "", NULL);
  g_autofree char *word = NULL;
  g_autofree char *all = NULL;

  show (fixture, bytes, "Short");
  type (fixture, "nobody");
  test_wait_until (strcmp (count (fixture), "1 of 1") == 0, WAIT);
  test_wait_until (viewer_texts_peek (fixture->view->page_view->texts, 0) != NULL, WAIT);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view->page_view), "selection.extend", "(ii)", VIEWER_UNIT_WORD, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view->page_view), "selection.extend", "(ii)", VIEWER_UNIT_WORD, 1);
  word = copy (fixture, "view.copy");
  g_assert_cmpstr (word, ==, "Nobody knows");

  cab_page_view_select_all (fixture->view->page_view);
  all = copy (fixture, "view.copy");
  g_assert_cmpstr (all, ==, "Nobody knows\nthe second line");
}

/* A laboratory report: a missing value leaves its cell empty, a heading joins no columns. */
static void
test_table (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GBytes) bytes = render_test_pdf ("BT /F1 9 Tf "
                                              "1 0 0 1 40 350 Tm (Haematology of the patient, all values) Tj "
                                              "1 0 0 1 40 330 Tm (Haemoglobin total) Tj 1 0 0 1 160 330 Tm (135) Tj 1 0 0 1 200 330 Tm (g/l) Tj "
                                              "1 0 0 1 40 310 Tm (CRP) Tj 1 0 0 1 200 310 Tm (mg/l) Tj "
                                              "1 0 0 1 40 290 Tm (Leukocytes) Tj 1 0 0 1 160 290 Tm (7.2) Tj 1 0 0 1 200 290 Tm (G/l) Tj ET",
                                              "", NULL);
  g_autofree char *table = NULL;

  show (fixture, bytes, "Laboratory");
  cab_page_view_select_all (fixture->view->page_view);
  table = copy (fixture, "view.copy-table");
  g_assert_cmpstr (table, ==,
                   "Haematology of the patient, all values\n"
                   "Haemoglobin total\t135\tg/l\n"
                   "CRP\t\tmg/l\n"
                   "Leukocytes\t7.2\tG/l");
}

static void
address_cb (CabPageView *view,
            const char  *uri,
            char       **address)
{
  g_free (*address);
  *address = g_strdup (uri);
}

/* A link leads to its page and back; one that leads outside asks. */
static void
test_links (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GBytes) bytes = render_test_book ();
  CabPageView     *view = fixture->view->page_view;
  g_autofree char *address = NULL;
  graphene_rect_t  rect;
  double           scale;

  show (fixture, bytes, "Book");
  g_signal_handlers_disconnect_matched (view, G_SIGNAL_MATCH_ID, g_signal_lookup ("address", CAB_TYPE_PAGE_VIEW), 0, NULL, NULL, NULL);
  g_signal_connect (view, "address", G_CALLBACK (address_cb), &address);
  viewer_texts_get (view->texts, 0);
  test_wait_until (viewer_texts_get_links (view->texts, 0) != NULL, WAIT);
  test_wait_until (gtk_widget_get_height (GTK_WIDGET (view)) > 0, WAIT);
  cab_page_view_get_page_rect (view, 0, &rect);
  scale = rect.size.width / 595.276;

  g_assert_false (cab_page_view_follow (view, rect.origin.x + 10, rect.origin.y + 10));
  g_assert_true (cab_page_view_follow (view, rect.origin.x + 110 * scale, rect.origin.y + 310 * scale));
  g_assert_cmpstr (address, ==, "https://nowhere.invalid/leaflet");
  g_assert_cmpuint (cab_page_view_get_page (view), ==, 1);

  g_assert_true (cab_page_view_follow (view, rect.origin.x + 110 * scale, rect.origin.y + 210 * scale));
  g_assert_cmpuint (cab_page_view_get_page (view), ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "view.back", NULL);
  g_assert_cmpuint (cab_page_view_get_page (view), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "view.forward", NULL);
  g_assert_cmpuint (cab_page_view_get_page (view), ==, 3);
}

static void
test_guide (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GBytes) bytes = render_test_book ();
  GtkWidget *list = test_child (fixture->view->guide_panel, "contents_list");

  show (fixture, bytes, "Book");
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "view.guide", NULL);
  test_wait_until (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 2) != NULL, WAIT);
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 2));
  g_assert_cmpuint (cab_page_view_get_page (fixture->view->page_view), ==, 4);
  viewer_test_picture (fixture->window, "guide-contents");
  gtk_stack_set_visible_child_name (test_child (fixture->view->guide_panel, "stack"), "pages");
  g_signal_emit_by_name (test_child (fixture->view->guide_panel, "pages_list"), "activate", 1);
  g_assert_cmpuint (cab_page_view_get_page (fixture->view->page_view), ==, 2);
  viewer_test_picture (fixture->window, "guide-pages");

  /* nothing of it stays beside the next document */
  cab_document_view_show (fixture->view, NULL, NULL);
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
}

/* A box on a turned page and back: the place does not move. */
static void
test_turn (void)
{
  const RenderBox box = { 10, 20, 30, 25 };

  for (guint rotation = 0; rotation < 360; rotation += 90)
    {
      RenderBox turned;
      double    x, y;

      viewer_places_turn (&box, 100, 200, rotation, &turned);
      g_assert_cmpfloat (turned.x1, <, turned.x2);
      g_assert_cmpfloat (turned.y1, <, turned.y2);
      x = (turned.x1 + turned.x2) / 2;
      y = (turned.y1 + turned.y2) / 2;
      viewer_places_turn_back (100, 200, rotation, &x, &y);
      g_assert_cmpfloat_with_epsilon (x, 20, 0.01);
      g_assert_cmpfloat_with_epsilon (y, 22.5, 0.01);
    }
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/org/cabinetdep/Cabinet/icons");

  add ("/viewer/find/step", test_find);
  add ("/viewer/find/not-found", test_not_found);
  add ("/viewer/find/next-document", test_next_document);
  add ("/viewer/find/list", test_list);
  add ("/viewer/select/copy", test_copy);
  add ("/viewer/select/table", test_table);
  add ("/viewer/links", test_links);
  add ("/viewer/guide", test_guide);
  g_test_add_func ("/viewer/places/turn", test_turn);

  return render_test_run ();
}
