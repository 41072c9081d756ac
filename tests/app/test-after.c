/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with documents that are in the record already, in the window and against a real cabinet-sandbox. */
#include "config.h"

#include "app-driver.h"

#include "cab-change-dialog.h"
#include "cab-coding-row.h"
#include "cab-document-list.h"
#include "cab-document-row.h"
#include "cab-history-dialog.h"
#include "cab-record-page.h"
#include "cab-table-cell.h"
#include "record-change.h"
#include "record-outbox.h"

#include <string.h>

#define LETTER                                                                                               \
  "Cabinet du Modèle (fictif)\nConcerne : Muster Franz, né le 27.01.1995\nFictigny, le 19.11.2026\nNote\n" \
  "Le patient est resté dans notre service pour une pneumonie, avec les soins dans les règles. Nous le suivons.\n"
#define OTHER_LETTER LETTER "Et encore une ligne.\n"

static AppDriver *
opened (void)
{
  AppDriver *driver = app_driver_new (NULL);

  app_driver_sign_in (driver);
  app_driver_search (driver, "Muster 27.1.1995", "matches");
  app_driver_open (driver, "MUSTER Franz");

  return driver;
}

static RecordSession *
session (AppDriver *driver)
{
  return cab_window_get_session (CAB_WINDOW (driver->window));
}

static gpointer
list (AppDriver *driver)
{
  return test_child (app_driver_child (driver, "record_page"), "list");
}

static gpointer
reader (AppDriver *driver)
{
  return test_child (app_driver_child (driver, "leaflet"), "view");
}

static gpointer
page (AppDriver *driver)
{
  return test_child (app_driver_child (driver, "desk"), "page");
}

static ModelDocument *
chosen (AppDriver *driver)
{
  g_autoptr(ModelDocument) document = NULL;

  g_object_get (list (driver), "document", &document, NULL);

  return document;
}

static CabDocumentRow *
find_row (AppDriver  *driver,
          const char *unique_id)
{
  GListModel *rows = app_driver_rows (driver);

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (rows, i);

      if (g_strcmp0 (model_document_get_unique_id (cab_document_row_get_document (row)), unique_id) == 0)
        return row;
    }

  return NULL;
}

/* The dialog over the window. */
static GtkWidget *
dialog (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (window))
        return window;
    }

  return NULL;
}

static gboolean
can (AppDriver  *driver,
     const char *action)
{
  GtkWidget *button = gtk_button_new ();
  gboolean   enabled;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_parent (button, list (driver));
  enabled = gtk_widget_is_sensitive (button);
  gtk_widget_unparent (button);

  return enabled;
}

static void
act (AppDriver  *driver,
     const char *action)
{
  g_assert_true (can (driver, action));
  gtk_widget_activate_action (list (driver), action, NULL);
}

static GtkPopover *
menu (AppDriver *driver)
{
  for (GtkWidget *child = gtk_widget_get_first_child (app_driver_child (driver, "table")); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child))
      return GTK_POPOVER (child);

  return NULL;
}

static void
choose (AppDriver  *driver,
        const char *title)
{
  g_assert_true (app_driver_choose (driver, title));
  test_wait_until (chosen (driver) != NULL, 60);
}

static void
drop (AppDriver  *driver,
      const char *content)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "after.txt", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  GSList files = { file, NULL };

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  g_assert_true (cab_window_deposit_files (CAB_WINDOW (driver->window), &files));
  test_wait_until (gtk_widget_get_sensitive (test_child (page (driver), "deposit_button")), 60);
}

static void
wait_deposited (AppDriver *driver,
                guint      n)
{
  RecordOutbox *outbox = record_session_get_outbox (session (driver));

  test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (outbox)) == n, 60);
  test_wait_until (record_outbox_get_n_waiting (outbox) == 0, 60);
}

static gboolean
has_focus_on_chosen (AppDriver *driver)
{
  GtkWidget *focus = gtk_window_get_focus (driver->window);

  return focus != NULL && gtk_widget_is_ancestor (focus, app_driver_child (driver, "table")) &&
         (gtk_widget_get_state_flags (focus) & GTK_STATE_FLAG_SELECTED) != 0;
}

/* R-MHD-33, R-MHD-35: from the list to the record with keys; the new version is what is read then, and the
 * history has both. */
static void
test_new_version (void)
{
  g_autoptr(AppDriver) driver = opened ();
  g_autofree char *old = NULL;
  g_autofree char *title = NULL;
  GtkWidget       *history;

  choose (driver, "Note");
  old = g_strdup (model_document_get_unique_id (chosen (driver)));
  title = g_strdup (model_document_get_title (chosen (driver)));
  cab_document_list_grab_rows (list (driver));
  gtk_widget_activate_action (list (driver), "win.next-document", NULL);
  gtk_widget_activate_action (list (driver), "win.previous-document", NULL);
  test_wait_until (has_focus_on_chosen (driver), 60);
  app_driver_press (driver, "shift+F10");
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (menu (driver))), 60);
  app_driver_press (driver, "n");
  test_wait_until (cab_record_page_get_depositing (app_driver_child (driver, "record_page")), 60);
  g_assert_true (app_driver_shows (test_child (page (driver), "target_bar"), "New version of"));
  g_assert_true (app_driver_shows (test_child (page (driver), "target_bar"), title));

  drop (driver, LETTER);
  g_assert_cmpstr (gtk_editable_get_text (test_child (page (driver), "title_row")), ==, title);
  app_driver_press (driver, "ctrl+Return");
  wait_deposited (driver, 1);
  g_assert_false (gtk_widget_get_visible (test_child (page (driver), "target_bar")));

  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.documents", NULL);
  test_wait_until (find_row (driver, old) == NULL, 60);
  test_wait_until (g_strcmp0 (model_document_get_unique_id (chosen (driver)), old) != 0, 60);
  g_assert_cmpstr (model_document_get_title (chosen (driver)), ==, title);
  test_wait_until (app_driver_shows (reader (driver), "19.11.2026"), 60);

  act (driver, "document.history");
  test_wait_until ((history = dialog (CAB_TYPE_HISTORY_DIALOG)) != NULL, 60);
  test_wait_until (gtk_list_box_get_row_at_index (test_child (history, "versions_list"), 1) != NULL, 60);
  g_assert_null (gtk_list_box_get_row_at_index (test_child (history, "versions_list"), 2));

  /* the older one opens, says what it is, and leads back */
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (test_child (history, "versions_list"), 1)));
  test_wait_until (g_strcmp0 (model_document_get_unique_id (chosen (driver)), old) == 0, 60);
  test_wait_until (find_row (driver, old) != NULL, 60);
  test_wait_until (cab_document_row_get_leader (find_row (driver, old)) != NULL, 60);
  g_assert_true (gtk_info_bar_get_revealed (test_child (reader (driver), "superseded_bar")));
  g_assert_false (can (driver, "document.new-version"));
  g_assert_false (can (driver, "document.change"));
  gtk_widget_activate (test_child (reader (driver), "newest_button"));
  test_wait_until (g_strcmp0 (model_document_get_unique_id (chosen (driver)), old) != 0, 60);
  g_assert_false (gtk_info_bar_get_revealed (test_child (reader (driver), "superseded_bar")));
}

static CabTableCell *
find_cell (GtkWidget  *root,
           const char *unique_id)
{
  if (CAB_IS_TABLE_CELL (root))
    {
      CabDocumentRow *row = CAB_DOCUMENT_ROW (cab_table_cell_get_row (CAB_TABLE_CELL (root)));

      return row != NULL && g_strcmp0 (model_document_get_unique_id (cab_document_row_get_document (row)), unique_id) == 0 &&
                     gtk_widget_get_mapped (root) && gtk_widget_get_width (root) > 0
                 ? CAB_TABLE_CELL (root)
                 : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      CabTableCell *cell = find_cell (child, unique_id);

      if (cell != NULL)
        return cell;
    }

  return NULL;
}

/* The secondary button means the row that it is pressed on, whatever was chosen before. */
static void
test_pointer (void)
{
  g_autoptr(AppDriver) driver = opened ();
  g_autoptr(CabDocumentRow) third = g_list_model_get_item (app_driver_rows (driver), 2);
  const char *unique_id = model_document_get_unique_id (cab_document_row_get_document (third));

  test_wait_until (find_cell (list (driver), unique_id) != NULL, 60);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (driver->window));
  app_driver_click (driver, GTK_WIDGET (find_cell (list (driver), unique_id)), 3);
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (menu (driver))), 60);
  g_assert_cmpstr (model_document_get_unique_id (chosen (driver)), ==, unique_id);
  app_driver_press (driver, "Escape");
  test_wait_until (!gtk_widget_get_mapped (GTK_WIDGET (menu (driver))), 60);
  g_assert_cmpstr (app_driver_page (driver), ==, "record");
}

/* The wish goes when the person does, and can be taken back. */
static void
test_target_left (void)
{
  g_autoptr(AppDriver) driver = opened ();
  GtkWidget *bar;

  choose (driver, "Note");
  act (driver, "document.new-version");
  bar = test_child (page (driver), "target_bar");
  g_assert_true (gtk_widget_get_visible (bar));
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.documents", NULL);
  g_assert_false (gtk_widget_get_visible (bar));
  act (driver, "document.append");
  g_assert_true (app_driver_shows (bar, "Addition to"));
  gtk_widget_activate (test_child (bar, "remove_button"));
  test_wait_until (!gtk_widget_get_visible (bar), 60);
}

static gboolean
stands_below (AppDriver      *driver,
              CabDocumentRow *row,
              CabDocumentRow *other)
{
  GListModel *rows = app_driver_rows (driver);

  for (guint i = 1; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(CabDocumentRow) before = g_list_model_get_item (rows, i - 1);
      g_autoptr(CabDocumentRow) at = g_list_model_get_item (rows, i);

      if (at == row)
        return before == other;
    }

  return FALSE;
}

/* R-MHD-33: an addition stands under what it was added to, marked as the person's own. */
static void
test_append (void)
{
  g_autoptr(AppDriver) driver = opened ();
  g_autofree char *parent = NULL;
  CabDocumentRow  *added;

  choose (driver, "Note");
  parent = g_strdup (model_document_get_unique_id (chosen (driver)));
  act (driver, "document.append");
  drop (driver, OTHER_LETTER);
  gtk_editable_set_text (test_child (page (driver), "title_row"), "Complément du test");
  gtk_widget_activate (test_child (page (driver), "deposit_button"));
  wait_deposited (driver, 1);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.documents", NULL);
  test_wait_until (app_driver_choose (driver, "Complément du test"), 60);
  test_wait_until (g_strcmp0 (model_document_get_title (chosen (driver)), "Complément du test") == 0, 60);
  added = find_row (driver, model_document_get_unique_id (chosen (driver)));
  g_assert_nonnull (added);
  test_wait_until (cab_document_row_get_leader (added) != NULL, 60);
  g_assert_true (cab_document_row_get_leader (added) == find_row (driver, parent));
  g_assert_true (stands_below (driver, added, find_row (driver, parent)));
  g_assert_cmpint (cab_document_row_get_marks (added) & CAB_MARK_ADDED, !=, 0);
  g_assert_cmpint (cab_document_row_get_marks (added) & CAB_MARK_OWN, !=, 0);
}

/* Earlier versions are asked for when they are wanted, and stand under the newest. */
static void
test_earlier (void)
{
  g_autoptr(AppDriver) driver = opened ();
  GtkToggleButton *chip = app_driver_child (driver, "earlier_chip");
  guint            n = g_list_model_get_n_items (app_driver_rows (driver));
  guint            n_earlier = 0;

  gtk_toggle_button_set_active (chip, TRUE);
  test_wait_until (g_list_model_get_n_items (app_driver_rows (driver)) > n, 60);
  test_wait_until (strchr (gtk_label_get_text (app_driver_child (driver, "earlier_label")), '(') != NULL, 60);
  for (guint i = 1; i < g_list_model_get_n_items (app_driver_rows (driver)); i++)
    {
      g_autoptr(CabDocumentRow) before = g_list_model_get_item (app_driver_rows (driver), i - 1);
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (app_driver_rows (driver), i);

      if ((cab_document_row_get_marks (row) & CAB_MARK_SUPERSEDED) == 0)
        continue;
      n_earlier++;
      test_wait_until (cab_document_row_get_leader (row) != NULL, 60);
      g_assert_true (cab_document_row_get_leader (row) == before);
      g_assert_false (cab_table_row_get_heading (CAB_TABLE_ROW (row)));
    }
  g_assert_cmpuint (n_earlier, ==, g_list_model_get_n_items (app_driver_rows (driver)) - n);
  gtk_toggle_button_set_active (chip, FALSE);
  test_wait_until (g_list_model_get_n_items (app_driver_rows (driver)) == n, 60);
}

/* Only what the person deposited herself. */
static void
test_own (void)
{
  g_autoptr(AppDriver) driver = opened ();
  guint n = g_list_model_get_n_items (app_driver_rows (driver));

  gtk_toggle_button_set_active (app_driver_child (driver, "own_chip"), TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (app_driver_rows (driver)), <, n);
  g_assert_cmpuint (g_list_model_get_n_items (app_driver_rows (driver)), >, 0);
  for (guint i = 0; i < g_list_model_get_n_items (app_driver_rows (driver)); i++)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (app_driver_rows (driver), i);

      g_assert_cmpint (cab_document_row_get_marks (row) & CAB_MARK_OWN, !=, 0);
    }
}

/* The dialog is gone when it is done; FALSE when it tells why not. */
static gboolean
apply (GtkWidget *change)
{
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (change), (GWeakNotify) (GCallback) g_atomic_int_inc, &gone);
  gtk_widget_activate (test_child (change, "apply_button"));
  test_wait_until (gone || gtk_widget_get_visible (test_child (change, "problem_box")), 60);

  return gone;
}

/* R-MHD-43: the row has the new title, the page in the reader stays. */
static void
test_change (void)
{
  g_autoptr(AppDriver) driver = opened ();
  g_autofree char *unique_id = NULL;
  GtkWidget       *change;

  choose (driver, "Note");
  unique_id = g_strdup (model_document_get_unique_id (chosen (driver)));
  test_wait_until (app_driver_wait_ink (driver, 30), 60);
  cab_document_list_grab_rows (list (driver));
  gtk_widget_activate_action (list (driver), "win.next-document", NULL);
  gtk_widget_activate_action (list (driver), "win.previous-document", NULL);
  test_wait_until (has_focus_on_chosen (driver), 60);
  act (driver, "document.change");
  test_wait_until ((change = dialog (CAB_TYPE_CHANGE_DIALOG)) != NULL, 60);
  g_assert_false (gtk_widget_get_sensitive (test_child (change, "apply_button")));
  gtk_editable_set_text (test_child (change, "title_row"), "Note relue par le test");
  g_assert_true (apply (change));
  test_wait_until (app_driver_shows (list (driver), "Note relue par le test"), 60);
  test_wait_until (app_driver_shows (reader (driver), "Note relue par le test"), 60);
  g_assert_cmpstr (model_document_get_unique_id (chosen (driver)), ==, unique_id);
  g_assert_true (app_driver_wait_ink (driver, 1));

  /* and the keys go on where they were */
  app_driver_press (driver, "Down");
  test_wait_until (g_strcmp0 (model_document_get_unique_id (chosen (driver)), unique_id) != 0, 60);
  app_driver_press (driver, "Up");
  test_wait_until (g_strcmp0 (model_document_get_unique_id (chosen (driver)), unique_id) == 0, 60);
}

/* R-MHD-45: the patient's rules refuse it; the dialog says so, keeps what was typed, and the row is as it was. */
static void
test_refused (void)
{
  g_autoptr(AppDriver) driver = opened ();
  g_autoptr(ModelCoding) secret = record_field_find (RECORD_FIELD_CONFIDENTIALITY, "1141000195107");
  ModelDocument *before;
  GtkWidget     *change;

  choose (driver, "Note");
  before = chosen (driver);
  act (driver, "document.change");
  test_wait_until ((change = dialog (CAB_TYPE_CHANGE_DIALOG)) != NULL, 60);
  gtk_editable_set_text (test_child (change, "title_row"), "Nobody reads this");
  cab_coding_row_set_coding (test_child (change, "confidentiality_row"), secret);
  g_signal_emit_by_name (test_child (change, "confidentiality_row"), "chosen");
  g_assert_false (apply (change));
  g_assert_true (app_driver_shows (test_child (change, "problem_box"), "stays as it was"));
  g_assert_cmpstr (gtk_editable_get_text (test_child (change, "title_row")), ==, "Nobody reads this");
  g_assert_true (gtk_widget_get_sensitive (test_child (change, "apply_button")));
  g_assert_true (chosen (driver) == before);
  gtk_window_close (GTK_WINDOW (change));
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  record_change_apply_finish (RECORD_CHANGE (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* R-MHD-42: somebody was faster; nothing of hers is undone unseen. */
static void
test_meanwhile (void)
{
  g_autoptr(AppDriver) driver = opened ();
  g_autoptr(RecordChange) other = NULL;
  gboolean   done = FALSE;
  GtkWidget *change;

  choose (driver, "Note");
  act (driver, "document.change");
  test_wait_until ((change = dialog (CAB_TYPE_CHANGE_DIALOG)) != NULL, 60);
  other = record_change_new (record_session_get_context (session (driver)), chosen (driver));
  record_change_set_title (other, "Somebody was faster");
  record_change_apply_async (other, NULL, changed_cb, &done);
  test_wait_until (done, 60);

  gtk_editable_set_text (test_child (change, "title_row"), "Too late");
  g_assert_false (apply (change));
  g_assert_true (app_driver_shows (test_child (change, "problem_box"), "Somebody else changed"));
  gtk_widget_activate (test_child (change, "reload_button"));
  test_wait_until (dialog (CAB_TYPE_CHANGE_DIALOG) == NULL, 60);
  app_driver_wait_complete (driver);
  test_wait_until (app_driver_shows (reader (driver), "Somebody was faster"), 60);
}

/* R-MHD-44: asked once, marked at once, and not asked again. */
static void
test_deletion (void)
{
  g_autoptr(AppDriver) driver = opened ();
  GtkWidget *change;

  choose (driver, "Note");
  act (driver, "document.request-deletion");
  test_wait_until ((change = dialog (CAB_TYPE_CHANGE_DIALOG)) != NULL, 60);
  g_assert_true (app_driver_shows (change, "decide"));
  g_assert_true (apply (change));
  test_wait_until (record_change_is_deletion_requested (chosen (driver)), 60);
  test_wait_until (app_driver_shows (list (driver), "Deletion was requested"), 60);
  g_assert_false (can (driver, "document.request-deletion"));
}

/* Nothing of the patient stays in a dialog. */
static void
test_closed (void)
{
  g_autoptr(AppDriver) driver = opened ();

  choose (driver, "Note");
  act (driver, "document.change");
  test_wait_until (dialog (CAB_TYPE_CHANGE_DIALOG) != NULL, 60);
  record_session_close_patient (session (driver));
  g_assert_null (dialog (CAB_TYPE_CHANGE_DIALOG));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/after/R-MHD-35/new-version", test_new_version);
  g_test_add_func ("/app/after/pointer", test_pointer);
  g_test_add_func ("/app/after/target-left", test_target_left);
  g_test_add_func ("/app/after/R-MHD-33/append", test_append);
  g_test_add_func ("/app/after/R-MHD-1/earlier", test_earlier);
  g_test_add_func ("/app/after/own", test_own);
  g_test_add_func ("/app/after/R-MHD-43/change", test_change);
  g_test_add_func ("/app/after/R-MHD-45/refused", test_refused);
  g_test_add_func ("/app/after/R-MHD-42/meanwhile", test_meanwhile);
  g_test_add_func ("/app/after/R-MHD-44/deletion", test_deletion);
  g_test_add_func ("/app/after/closed", test_closed);

  return g_test_run ();
}
