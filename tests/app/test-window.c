/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window against a real cabinet-sandbox: what a person sees and does, from start to sign-out. */
#include "config.h"

#include "app-driver.h"

#include "cab-document-row.h"
#include "cab-document-view.h"
#include "cab-error-page.h"
#include "cab-record-page.h"
#include "model-text.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static AppDriver *
signed_in (void)
{
  AppDriver *driver = app_driver_new (NULL);

  app_driver_sign_in (driver);
  return driver;
}

static AppDriver *
opened (void)
{
  AppDriver *driver = signed_in ();

  app_driver_search (driver, "Muster 27.1.1995", "matches");
  app_driver_open (driver, "MUSTER Franz");
  return driver;
}

static gboolean
window_shows (AppDriver  *driver,
              const char *text)
{
  return app_driver_shows (GTK_WIDGET (driver->window), text);
}

static CabDocumentView *
reader (AppDriver *driver)
{
  return app_driver_child (driver, "view");
}

static const char *
title_at (AppDriver *driver,
          guint      position)
{
  g_autoptr(CabDocumentRow) row = g_list_model_get_item (app_driver_rows (driver), position);

  return cab_document_row_get_text (row, CAB_COLUMN_TITLE);
}

static void
test_whole_path (void)
{
  g_autoptr(AppDriver) driver = opened ();
  GListModel    *rows = app_driver_rows (driver);
  ModelDocument *first;

  g_assert_true (window_shows (driver, "MUSTER Franz"));
  g_assert_true (window_shows (driver, "27.01.1995"));
  for (guint i = 1; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(CabDocumentRow) newer = g_list_model_get_item (rows, i - 1);
      g_autoptr(CabDocumentRow) older = g_list_model_get_item (rows, i);

      g_assert_cmpint (cab_table_row_get_year (CAB_TABLE_ROW (newer)), >=, cab_table_row_get_year (CAB_TABLE_ROW (older)));
      g_assert_cmpint (cab_table_row_compare (CAB_TABLE_ROW (newer), CAB_TABLE_ROW (older), CAB_COLUMN_DATE), >=, 0);
    }

  g_assert_true (app_driver_choose (driver, "Lettre de sortie"));
  g_assert_true (app_driver_wait_ink (driver, 60));

  first = g_object_ref (cab_document_view_get_document (reader (driver)));
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.next-document", NULL);
  test_wait_until (cab_document_view_get_document (reader (driver)) != first, 10);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.previous-document", NULL);
  test_wait_until (cab_document_view_get_document (reader (driver)) == first, 10);
  g_object_unref (first);
}

/* Nothing of the former patient stays, in no widget, tooltip, title or model. */
static void
assert_emptied (AppDriver *driver)
{
  GListModel *rows = app_driver_rows (driver);

  g_assert_true (rows == NULL || g_list_model_get_n_items (rows) == 0);
  g_assert_null (cab_document_view_get_document (reader (driver)));
  g_assert_false (app_driver_shows (app_driver_child (driver, "record_page"), "MUSTER"));
  g_assert_false (app_driver_shows (app_driver_child (driver, "record_page"), "Muster"));
  g_assert_false (app_driver_shows (app_driver_child (driver, "record_page"), "Lettre"));
  g_assert_false (app_driver_shows (app_driver_child (driver, "record_page"), "27.01.1995"));
  g_assert_cmpstr (gtk_window_get_title (driver->window), ==, "Cabinet");
}

static void
test_back_empties (void)
{
  g_autoptr(AppDriver) driver = opened ();
  GtkEditable *entry = GTK_EDITABLE (test_child (app_driver_child (driver, "search_page"), "entry"));

  g_assert_cmpstr (gtk_window_get_title (driver->window), ==, "Cabinet");
  g_assert_true (app_driver_choose (driver, "Lettre de sortie"));
  gtk_editable_set_text (app_driver_child (driver, "filter_entry"), "lettre");

  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.search-patient", NULL);
  g_assert_cmpstr (app_driver_page (driver), ==, "search");
  assert_emptied (driver);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  g_assert_null (gtk_list_box_get_row_at_index (app_driver_child (driver, "matches_list"), 0));
  /* known to this session, on purpose */
  g_assert_true (app_driver_shows (app_driver_child (driver, "recent_list"), "MUSTER Franz"));
}

/* The former patient's list and bytes are still on their way when the patient is closed. */
static void
test_change_while_loading (void)
{
  g_autoptr(AppDriver) driver = signed_in ();

  app_driver_search (driver, "Muster 27.1.1995", "matches");
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (app_driver_child (driver, "matches_list"), 0)));
  app_driver_wait_page (driver, "record");
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.close-patient", NULL);
  assert_emptied (driver);

  /* whatever was late has arrived when another search is answered */
  app_driver_search (driver, "Nemo Niemand 1.1.1950", "nobody");
  assert_emptied (driver);
}

static void
test_sign_out_empties (void)
{
  g_autoptr(AppDriver) driver = opened ();

  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.sign-out", NULL);
  g_assert_cmpstr (app_driver_page (driver), ==, "sign-in");
  assert_emptied (driver);
  g_assert_false (window_shows (driver, "MUSTER Franz"));
  g_assert_false (gtk_widget_get_visible (app_driver_child (driver, "recent_box")));
  test_wait_until (gtk_list_box_get_row_at_index (app_driver_child (driver, "people_list"), 0) != NULL, 30);
}

/* R-PDQ-11: nobody is shown, the fields asked for are, and the first has the focus. */
static void
test_too_many (void)
{
  g_autoptr(AppDriver) driver = signed_in ();
  GtkWidget *fields = app_driver_child (driver, "fields");
  GtkWidget *birth_row = test_child (fields, "birth_row");
  GtkWidget *focus;

  app_driver_search (driver, "Muster", "too-many");
  g_assert_null (gtk_list_box_get_row_at_index (app_driver_child (driver, "matches_list"), 0));
  g_assert_true (gtk_widget_get_visible (birth_row));
  focus = gtk_window_get_focus (driver->window);
  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, fields));

  gtk_editable_set_text (GTK_EDITABLE (birth_row), "no date");
  g_signal_emit_by_name (fields, "search");
  g_assert_true (gtk_widget_has_css_class (birth_row, "error"));

  gtk_editable_set_text (GTK_EDITABLE (birth_row), "27.1.1995");
  g_signal_emit_by_name (fields, "search");
  test_wait_until (app_driver_has_outcome (driver, "matches"), 30);
}

static void
test_nobody (void)
{
  g_autoptr(AppDriver) driver = signed_in ();

  app_driver_search (driver, "Nemo Niemand 1.1.1950", "nobody");
}

/* A chip taken away leaves the line, too, so that typing on does not bring it back. */
static void
test_chips (void)
{
  g_autoptr(AppDriver) driver = signed_in ();
  GtkEditable *entry = GTK_EDITABLE (test_child (app_driver_child (driver, "search_page"), "entry"));
  GtkWidget   *chips = app_driver_child (driver, "chips_box");
  GtkWidget   *chip;

  gtk_editable_set_text (entry, "Muster 27.1.1995");
  g_assert_true (app_driver_shows (chips, "27.01.1995"));
  for (chip = gtk_widget_get_first_child (chips); chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    if (app_driver_shows (chip, "27.01.1995"))
      break;
  g_assert_nonnull (chip);
  g_signal_emit_by_name (chip, "removed");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Muster");
  g_assert_false (app_driver_shows (chips, "27.01.1995"));

  gtk_editable_set_text (entry, "756.1234.5678.98");
  g_assert_false (gtk_widget_get_sensitive (app_driver_child (driver, "search_button")));
  g_assert_true (app_driver_shows (chips, "check digit"));
}

static void
test_filter (void)
{
  g_autoptr(AppDriver) driver = opened ();
  GListModel *rows = app_driver_rows (driver);
  guint       n_all = g_list_model_get_n_items (rows);

  gtk_editable_set_text (app_driver_child (driver, "filter_entry"), "RESULTATS laboratoire");
  g_assert_cmpuint (g_list_model_get_n_items (rows), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (rows), <, n_all);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autofree char *folded = model_text_fold (title_at (driver, i));

      g_assert_nonnull (strstr (folded, "resultats"));
    }

  gtk_editable_set_text (app_driver_child (driver, "filter_entry"), "qqqqq");
  test_wait_until (window_shows (driver, "Nothing Fits the Filter"), 5);
  gtk_editable_set_text (app_driver_child (driver, "filter_entry"), "");
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, n_all);
}

/* The document chosen stays chosen when a filter hides it for a while. */
static void
test_filter_keeps_choice (void)
{
  g_autoptr(AppDriver) driver = opened ();
  ModelDocument *document;

  g_assert_true (app_driver_choose (driver, "Lettre de sortie"));
  document = cab_document_view_get_document (reader (driver));
  g_assert_nonnull (document);
  gtk_editable_set_text (app_driver_child (driver, "filter_entry"), "laboratoire");
  g_assert_true (cab_document_view_get_document (reader (driver)) == document);
  gtk_editable_set_text (app_driver_child (driver, "filter_entry"), "");
  test_wait_until (gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (app_driver_rows (driver))) != GTK_INVALID_LIST_POSITION, 5);
  g_assert_true (cab_document_view_get_document (reader (driver)) == document);
}

/* Whether the reader really is on the screen, laid out and drawn. */
static gboolean
is_drawn (GtkWidget *widget)
{
  g_autoptr(GdkTexture) texture = NULL;

  if (!gtk_widget_get_mapped (widget) || gtk_widget_get_width (widget) < 100)
    return FALSE;

  gtk_test_widget_wait_for_draw (widget);
  texture = app_driver_picture (GTK_WIDGET (gtk_widget_get_root (widget)));
  return texture != NULL;
}

static void
test_narrow (void)
{
  g_autoptr(AppDriver) driver = opened ();
  CabRecordPage *page = app_driver_child (driver, "record_page");
  GtkWidget     *window = GTK_WIDGET (driver->window);

  g_assert_false (gtk_widget_get_visible (app_driver_child (driver, "back_button")));
  gtk_window_set_default_size (driver->window, 400, 700);
  test_wait_until (gtk_list_view_get_model (app_driver_child (driver, "list_view")) != NULL, 10);
  test_wait_until (gtk_widget_get_visible (app_driver_child (driver, "back_button")), 5);
  /* without a window manager a size that is too small for the wide layout is not tried again */
  gtk_window_set_default_size (driver->window, 400, 700);
  test_wait_until (gtk_widget_get_width (window) <= 400, 5);

  g_assert_true (app_driver_choose (driver, "Lettre de sortie"));
  g_signal_emit_by_name (test_child (GTK_WIDGET (page), "list"), "activated");
  test_wait_until (cab_record_page_get_reading (page), 5);
  g_assert_true (is_drawn (GTK_WIDGET (reader (driver))));
  g_assert_true (app_driver_wait_ink (driver, 60));
  g_assert_cmpint (gtk_widget_get_width (window), <=, 400);

  gtk_widget_activate_action (window, "win.back", NULL);
  g_assert_false (cab_record_page_get_reading (page));
  g_assert_cmpstr (app_driver_page (driver), ==, "record");
  gtk_widget_activate_action (window, "win.back", NULL);
  g_assert_cmpstr (app_driver_page (driver), ==, "search");
  gtk_test_widget_wait_for_draw (window);
  g_assert_cmpint (gtk_widget_get_width (window), <=, 400);
}

static void
test_fullscreen_keeps_banner (void)
{
  g_autoptr(AppDriver) driver = opened ();

  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.reader-fullscreen", NULL);
  g_assert_false (gtk_widget_get_visible (app_driver_child (driver, "header_bar")));
  g_assert_true (gtk_widget_get_mapped (app_driver_child (driver, "banner")));
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.back", NULL);
  g_assert_true (gtk_widget_get_visible (app_driver_child (driver, "header_bar")));
  g_assert_cmpstr (app_driver_page (driver), ==, "record");
}

/* Ends the sandbox that this process started; the others on this machine are none of ours. */
static void
kill_own_sandbox (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int) getpid ());
  g_autofree char *text = NULL;
  g_auto(GStrv) children = NULL;
  guint n_killed = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  children = g_strsplit (g_strchomp (text), " ", -1);
  for (guint i = 0; children[i] != NULL; i++)
    {
      g_autofree char *name_path = g_strdup_printf ("/proc/%s/comm", children[i]);
      g_autofree char *name = NULL;

      if (g_file_get_contents (name_path, &name, NULL, NULL) && g_str_has_prefix (name, "cabinet-sandbox"))
        {
          kill ((pid_t) g_ascii_strtoll (children[i], NULL, 10), SIGKILL);
          n_killed++;
        }
    }
  g_assert_cmpuint (n_killed, >, 0);
}

/* The server goes away: said in place, with a way on and details for the IT person. */
static void
test_unreachable (void)
{
  g_autoptr(AppDriver) driver = signed_in ();
  ModelProblem *problem;

  kill_own_sandbox ();
  app_driver_search (driver, "Muster 27.1.1995", "error");
  problem = cab_error_page_get_problem (test_child (app_driver_child (driver, "search_page"), "error_page"));
  g_assert_nonnull (problem);
  g_assert_cmpint (model_problem_get_way (problem), ==, MODEL_WAY_RETRY);
  g_assert_true (window_shows (driver, model_problem_get_title (problem)));
}

/* A community file that is none: said at the start. */
static void
test_bad_community (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "cabinet-test-bad.community", NULL);
  g_autoptr(AppDriver) driver = NULL;

  g_assert_true (g_file_set_contents (path, "nothing of a community\n", -1, NULL));
  driver = app_driver_new (path);
  app_driver_wait_page (driver, "startup-error");
  g_assert_nonnull (cab_error_page_get_problem (app_driver_child (driver, "startup_error")));
  g_unlink (path);
}

/* The tab key reaches the box, the search and what was found, and comes round. */
static void
test_tab_chain (void)
{
  g_autoptr(AppDriver) driver = signed_in ();
  GtkWidget *search_page = app_driver_child (driver, "search_page");
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  GtkWidget *row;

  app_driver_search (driver, "Muster 27.1.1995", "matches");
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (app_driver_child (driver, "matches_list"), 0));
  for (guint i = 0; i < 40; i++)
    {
      gtk_widget_child_focus (GTK_WIDGET (driver->window), GTK_DIR_TAB_FORWARD);
      for (GtkWidget *widget = gtk_window_get_focus (driver->window); widget != NULL; widget = gtk_widget_get_parent (widget))
        g_hash_table_add (seen, widget);
    }

  g_assert_true (g_hash_table_contains (seen, test_child (search_page, "entry")));
  g_assert_true (g_hash_table_contains (seen, test_child (search_page, "search_button")));
  g_assert_true (g_hash_table_contains (seen, row));
  g_assert_true (g_hash_table_contains (seen, app_driver_child (driver, "menu_button")));
}

static guint
chosen (AppDriver *driver)
{
  return gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (app_driver_rows (driver)));
}

static gboolean
has_focus (AppDriver *driver,
           gpointer   widget)
{
  GtkWidget *focus = gtk_window_get_focus (driver->window);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* The whole consultation without a mouse. */
static void
test_keyboard_alone (void)
{
  g_autoptr(AppDriver) driver = app_driver_new (NULL);
  GtkWidget *search_page = app_driver_child (driver, "search_page");

  test_wait_until (has_focus (driver, app_driver_child (driver, "people_list")), 60);
  app_driver_press (driver, "Return");
  app_driver_wait_page (driver, "search");

  app_driver_type (driver, "Muster 27.1.1995");
  test_wait_until (g_str_equal (gtk_editable_get_text (test_child (search_page, "entry")), "Muster 27.1.1995"), 60);
  app_driver_press (driver, "Return");
  test_wait_until (has_focus (driver, app_driver_child (driver, "matches_list")), 60);
  g_assert_cmpstr (app_driver_page (driver), ==, "search");
  app_driver_press (driver, "Return");
  app_driver_wait_page (driver, "record");
  app_driver_wait_complete (driver);

  /* the newest first, then each in turn, whichever key walks */
  test_wait_until (has_focus (driver, app_driver_child (driver, "table")), 60);
  app_driver_press (driver, "Down");
  test_wait_until (chosen (driver) == 0, 60);
  app_driver_press (driver, "Down");
  test_wait_until (chosen (driver) == 1, 60);
  app_driver_press (driver, "j");
  test_wait_until (chosen (driver) == 2, 60);
  app_driver_press (driver, "Down");
  test_wait_until (chosen (driver) == 3, 60);
  app_driver_press (driver, "k");
  test_wait_until (chosen (driver) == 2, 60);
  g_assert_true (app_driver_wait_ink (driver, 60));

  app_driver_press (driver, "Return");
  test_wait_until (has_focus (driver, reader (driver)), 60);
  app_driver_press (driver, "Escape");
  test_wait_until (has_focus (driver, app_driver_child (driver, "table")), 60);
  app_driver_press (driver, "ctrl+l");
  app_driver_wait_page (driver, "search");
}

/* Enter on the row that has the focus reads it, also when no arrow key chose it before. */
static void
test_enter_reads (void)
{
  g_autoptr(AppDriver) driver = opened ();

  test_wait_until (has_focus (driver, app_driver_child (driver, "table")), 60);
  app_driver_press (driver, "Return");
  test_wait_until (has_focus (driver, reader (driver)), 60);
  g_assert_cmpuint (chosen (driver), ==, 0);
  g_assert_true (app_driver_wait_ink (driver, 60));
}

/* A button that shows an icon only says in words what it does. */
static void
check_names (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL &&
      gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)) != NULL)
    {
      g_autofree char *wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "");

      g_assert_nonnull (gtk_widget_get_tooltip_text (widget));
      g_assert_nonnull (wrong);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

static void
test_names (void)
{
  g_autoptr(AppDriver) driver = opened ();

  check_names (app_driver_child (driver, "header_bar"));
  check_names (app_driver_child (driver, "banner"));
  g_assert_true (gtk_test_accessible_has_property (app_driver_child (driver, "person_box"), GTK_ACCESSIBLE_PROPERTY_LABEL));
}

static gboolean
lists_accelerator (GtkWidget  *root,
                   const char *accelerator)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (root))
    {
      g_autofree char *shown = NULL;
      g_auto(GStrv) keys = NULL;

      g_object_get (root, "accelerator", &shown, NULL);
      keys = g_strsplit (shown != NULL ? shown : "", " ", -1);
      return g_strv_contains ((const char *const *) keys, accelerator);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (lists_accelerator (child, accelerator))
      return TRUE;

  return FALSE;
}

static void
test_shortcuts_complete (void)
{
  g_autoptr(AppDriver) driver = app_driver_new (NULL);
  GtkApplication *application = GTK_APPLICATION (driver->application);
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource ("/org/cabinetdep/Cabinet/ui/cab-shortcuts.ui");
  GtkWidget *shortcuts = GTK_WIDGET (gtk_builder_get_object (builder, "shortcuts"));
  g_auto(GStrv) actions = gtk_application_list_action_descriptions (application);

  g_assert_cmpuint (g_strv_length (actions), >, 5);
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto(GStrv) keys = gtk_application_get_accels_for_action (application, actions[i]);

      for (guint j = 0; keys[j] != NULL; j++)
        {
          guint            key;
          GdkModifierType  modifiers;
          g_autofree char *name = NULL;

          g_assert_true (gtk_accelerator_parse (keys[j], &key, &modifiers));
          name = gtk_accelerator_name (key, modifiers);
          if (!lists_accelerator (shortcuts, name) && !lists_accelerator (shortcuts, keys[j]))
            g_error ("the shortcuts window lacks %s of %s", keys[j], actions[i]);
        }
    }
  gtk_window_destroy (GTK_WINDOW (shortcuts));
  app_driver_wait_page (driver, "sign-in");
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/whole-path", test_whole_path);
  g_test_add_func ("/app/empty/back-to-search", test_back_empties);
  g_test_add_func ("/app/empty/change-while-loading", test_change_while_loading);
  g_test_add_func ("/app/empty/sign-out", test_sign_out_empties);
  g_test_add_func ("/app/search/too-many/R-PDQ-11", test_too_many);
  g_test_add_func ("/app/search/nobody", test_nobody);
  g_test_add_func ("/app/search/chips", test_chips);
  g_test_add_func ("/app/list/filter", test_filter);
  g_test_add_func ("/app/list/filter-keeps-choice", test_filter_keeps_choice);
  g_test_add_func ("/app/layout/narrow", test_narrow);
  g_test_add_func ("/app/layout/fullscreen", test_fullscreen_keeps_banner);
  g_test_add_func ("/app/start/bad-community", test_bad_community);
  g_test_add_func ("/app/search/unreachable", test_unreachable);
  g_test_add_func ("/app/keys/alone", test_keyboard_alone);
  g_test_add_func ("/app/keys/enter-reads", test_enter_reads);
  g_test_add_func ("/app/keys/tab-chain", test_tab_chain);
  g_test_add_func ("/app/keys/shortcuts-window", test_shortcuts_complete);
  g_test_add_func ("/app/names", test_names);

  return g_test_run ();
}
