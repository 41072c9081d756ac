/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vaccine-driver.h"

#include "record-outbox.h"

#include <string.h>

#define PATIENCE 60

gpointer
vaccine_driver_child (AppDriver  *driver,
                      const char *id)
{
  return test_child (app_driver_child (driver, "vaccination"), id);
}

GListModel *
vaccine_driver_rows (AppDriver *driver)
{
  GtkWidget         *table = vaccine_driver_child (driver, "vaccine_table");
  GtkSelectionModel *wide = gtk_column_view_get_model (test_child (table, "column_view"));

  return G_LIST_MODEL (wide != NULL ? wide : gtk_list_view_get_model (test_child (table, "list_view")));
}

guint
vaccine_driver_n_rows (AppDriver *driver)
{
  return g_list_model_get_n_items (vaccine_driver_rows (driver));
}

/* In no language in particular: the pictures are taken in several. */
static gboolean
is_read (AppDriver *driver)
{
  return *gtk_label_get_text (vaccine_driver_child (driver, "summary_label")) != '\0' &&
         gtk_widget_get_opacity (vaccine_driver_child (driver, "vaccine_progress")) < 1;
}

AppDriver *
vaccine_driver_open (const char *search,
                     const char *title)
{
  AppDriver *driver = app_driver_new (NULL);

  app_driver_sign_in (driver);
  app_driver_search (driver, search, "matches");
  app_driver_open (driver, title);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.vaccination", NULL);
  test_wait_until (is_read (driver), PATIENCE);

  return driver;
}

AppDriver *
vaccine_driver_open_franz (void)
{
  return vaccine_driver_open ("Muster 27.1.1995", "MUSTER Franz");
}

void
vaccine_driver_tab (AppDriver    *driver,
                    CabVaccineTab tab)
{
  GtkWidget *button = gtk_widget_get_first_child (vaccine_driver_child (driver, "tabs_box"));

  for (guint i = 0; i < tab; i++)
    button = gtk_widget_get_next_sibling (button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

static guint
position_of (AppDriver  *driver,
             const char *name)
{
  guint n = vaccine_driver_n_rows (driver);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (vaccine_driver_rows (driver), i);

      if (strstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_NAME), name) != NULL)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

CabVaccineRow *
vaccine_driver_find (AppDriver  *driver,
                     const char *name)
{
  guint position = position_of (driver, name);

  return position != GTK_INVALID_LIST_POSITION ? g_list_model_get_item (vaccine_driver_rows (driver), position) : NULL;
}

void
vaccine_driver_show (AppDriver  *driver,
                     const char *name)
{
  guint position = position_of (driver, name);

  g_assert_cmpuint (position, !=, GTK_INVALID_LIST_POSITION);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (vaccine_driver_rows (driver)), position, TRUE);
  g_signal_emit_by_name (vaccine_driver_child (driver, "vaccine_table"), "activated");
  test_wait_until (app_driver_shows (vaccine_driver_child (driver, "details"), name), PATIENCE);
}

void
vaccine_driver_act (AppDriver  *driver,
                    const char *action)
{
  g_autofree char *name = g_strconcat ("vaccination.", action, NULL);

  g_assert_true (gtk_widget_activate_action (vaccine_driver_child (driver, "details"), name, NULL));
}

void
vaccine_driver_add (AppDriver        *driver,
                    ModelClinicalKind kind)
{
  g_assert_true (gtk_widget_activate_action (vaccine_driver_child (driver, "header"), "vaccination.add", "s", model_clinical_kind_to_code (kind)));
  test_wait_until (g_strcmp0 (vaccine_driver_page (driver), "form") == 0, PATIENCE);
}

const char *
vaccine_driver_page (AppDriver *driver)
{
  GtkWidget *editor = vaccine_driver_child (driver, "editor");

  return gtk_widget_get_child_visible (editor) && gtk_widget_get_visible (gtk_widget_get_parent (editor)) &&
                 gtk_stack_get_visible_child (GTK_STACK (gtk_widget_get_parent (editor))) == editor
             ? gtk_stack_get_visible_child_name (test_child (editor, "editor_stack"))
             : NULL;
}

void
vaccine_driver_type (AppDriver  *driver,
                     const char *id,
                     const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (vaccine_driver_child (driver, id)), text);
}

void
vaccine_driver_choose (AppDriver  *driver,
                       const char *id,
                       const char *text)
{
  GtkWidget *row = vaccine_driver_child (driver, id);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (test_child (row, "open_button")));
  GtkWidget *entry = test_child (popover, "search_entry");

  gtk_menu_button_popup (test_child (row, "open_button"));
  test_wait_until (gtk_widget_get_mapped (entry), PATIENCE);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (test_child (popover, "stack")), ==, "list");
  g_signal_emit_by_name (entry, "activate");
  test_wait_until (!gtk_widget_get_mapped (entry), PATIENCE);
}

void
vaccine_driver_comment (AppDriver  *driver,
                        const char *id,
                        const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (vaccine_driver_child (driver, id)), text, -1);
}

void
vaccine_driver_go (AppDriver *driver)
{
  GtkWidget *button = vaccine_driver_child (driver, "go_button");

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

void
vaccine_driver_wait_idle (AppDriver *driver)
{
  RecordSession *session = cab_window_get_session (CAB_WINDOW (driver->window));

  test_wait_until (record_outbox_get_n_waiting (record_session_get_outbox (session)) == 0, PATIENCE);
  test_wait_until (is_read (driver), PATIENCE);
  for (guint i = 0; i < vaccine_driver_n_rows (driver); i++)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (vaccine_driver_rows (driver), i);

      if (cab_vaccine_row_is_coming (row))
        {
          g_main_context_iteration (NULL, TRUE);
          i = (guint) -1;
        }
    }
}

void
vaccine_driver_save (AppDriver *driver)
{
  vaccine_driver_go (driver);
  test_wait_until (vaccine_driver_page (driver) == NULL, PATIENCE);
  vaccine_driver_wait_idle (driver);
}
