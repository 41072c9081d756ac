/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vaccination record in the window, read from the documents of a real cabinet-sandbox. */
#include "config.h"

#include "app-driver.h"

#include "cab-document-list.h"
#include "cab-record-page.h"
#include "cab-vaccine-row.h"

#include <libsoup/soup.h>
#include <string.h>

#define N_VACCINATIONS 4 /* Franz Muster has so many documents with one each */

static AppDriver *
opened (void)
{
  AppDriver *driver = app_driver_new (NULL);

  app_driver_sign_in (driver);
  app_driver_search (driver, "Muster 27.1.1995", "matches");
  app_driver_open (driver, "MUSTER Franz");

  return driver;
}

static gpointer
child (AppDriver  *driver,
       const char *id)
{
  return test_child (app_driver_child (driver, "vaccination"), id);
}

static GListModel *
rows (AppDriver *driver)
{
  GtkWidget         *table = child (driver, "vaccine_table");
  GtkSelectionModel *wide = gtk_column_view_get_model (test_child (table, "column_view"));

  return G_LIST_MODEL (wide != NULL ? wide : gtk_list_view_get_model (test_child (table, "list_view")));
}

static guint
n_rows (AppDriver *driver)
{
  return g_list_model_get_n_items (rows (driver));
}

static void
choose_tab (AppDriver *driver,
            guint      tab)
{
  GtkWidget *button = gtk_widget_get_first_child (child (driver, "tabs_box"));

  for (guint i = 0; i < tab; i++)
    button = gtk_widget_get_next_sibling (button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

static gboolean
is_read (AppDriver *driver)
{
  return app_driver_shows (child (driver, "header"), "record") && n_rows (driver) > 0;
}

static AppDriver *
looked_at (void)
{
  AppDriver *driver = opened ();

  g_assert_cmpuint (n_rows (driver), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.vaccination", NULL);
  test_wait_until (is_read (driver), 60);

  return driver;
}

static const char *
page_of (AppDriver *driver)
{
  return gtk_stack_get_visible_child_name (child (driver, "vaccine_stack"));
}

/* R-VAC-102, R-VAC-103: asked for when it is looked at; age, whole or not, both states of an entry in words. */
static void
test_record (void)
{
  const int years[N_VACCINATIONS] = { 2026, 2021, 2021, 2015 };
  g_autoptr(AppDriver) driver = looked_at ();
  CabTableMark marks[CAB_TABLE_MAX_MARKS];

  g_assert_cmpuint (n_rows (driver), ==, N_VACCINATIONS);
  g_assert_true (app_driver_shows (child (driver, "header"), "years old"));
  g_assert_true (app_driver_shows (child (driver, "header"), "Complete record from 4 documents"));
  g_assert_false (gtk_widget_get_visible (child (driver, "gaps_button")));
  g_assert_cmpstr (page_of (driver), ==, "table");
  for (guint i = 0; i < N_VACCINATIONS; i++)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (rows (driver), i);

      g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_NAME), !=, "");
      g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_VALIDATION), ==, "Validated");
      g_assert_cmpuint (cab_table_row_list_marks (CAB_TABLE_ROW (row), CAB_VACCINE_COLUMN_VALIDATION, marks), ==, 1);
      g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_STATE), ==, "Current");
      g_assert_cmpint (cab_table_row_get_year (CAB_TABLE_ROW (row)), ==, years[i]);
    }
}

/* R-VAC-95: a disease has its doses; nothing is due. */
static void
test_tabs (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  guint n_doses = 0;

  choose_tab (driver, CAB_VACCINE_TAB_DISEASES);
  g_assert_cmpuint (n_rows (driver), >, N_VACCINATIONS);
  for (guint i = 0; i < n_rows (driver); i++)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (rows (driver), i);

      n_doses += (guint) g_ascii_strtoull (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_DOSE), NULL, 10);
    }
  g_assert_cmpuint (n_doses, >=, N_VACCINATIONS);
  g_assert_true (gtk_widget_get_visible (child (driver, "plan_box")));
  g_assert_false (gtk_widget_get_visible (child (driver, "disease_drop_down")));

  choose_tab (driver, CAB_VACCINE_TAB_TIMELINE);
  g_assert_cmpuint (n_rows (driver), ==, N_VACCINATIONS);
  for (guint tab = CAB_VACCINE_TAB_ILLNESSES; tab < CAB_VACCINE_N_TABS; tab++)
    {
      choose_tab (driver, tab);
      g_assert_cmpuint (n_rows (driver), ==, 0);
      g_assert_cmpstr (page_of (driver), ==, "empty");
    }
  gtk_drop_down_set_selected (child (driver, "tabs_drop_down"), CAB_VACCINE_TAB_VACCINATIONS);
  g_assert_cmpuint (n_rows (driver), ==, N_VACCINATIONS);
  g_assert_cmpstr (page_of (driver), ==, "table");
}

static void
test_filter (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  g_autoptr(CabVaccineRow) first = g_list_model_get_item (rows (driver), 0);

  gtk_editable_set_text (child (driver, "vaccine_filter"), "no such vaccine");
  test_wait_until (g_strcmp0 (page_of (driver), "no-hits") == 0, 30);
  gtk_widget_activate (child (driver, "vaccine_clear"));
  test_wait_until (n_rows (driver) == N_VACCINATIONS, 30);

  gtk_editable_set_text (child (driver, "vaccine_filter"), cab_vaccine_row_get_text (first, CAB_VACCINE_COLUMN_DATE));
  test_wait_until (n_rows (driver) == 1, 30);
  test_wait_until (app_driver_shows (child (driver, "list_box"), "1 of 4"), 30);
  gtk_editable_set_text (child (driver, "vaccine_filter"), "");
  test_wait_until (n_rows (driver) == N_VACCINATIONS, 30);

  gtk_drop_down_set_selected (child (driver, "disease_drop_down"), 1);
  g_assert_cmpuint (n_rows (driver), >, 0);
  g_assert_cmpuint (n_rows (driver), <, N_VACCINATIONS);
}

/* R-VAC-74, R-VAC-102: all by keys: the record, an entry, its history, back, and its document. */
static void
test_keyboard (void)
{
  g_autoptr(AppDriver) driver = opened ();
  GtkWidget *details;

  app_driver_press (driver, "alt+2");
  test_wait_until (is_read (driver), 60);
  details = child (driver, "details");
  g_assert_false (gtk_widget_get_visible (details));
  app_driver_press (driver, "Down");
  app_driver_press (driver, "Return");
  test_wait_until (gtk_widget_get_mapped (details), 30);
  g_assert_true (app_driver_shows (details, "Version 1"));
  g_assert_true (app_driver_shows (details, "provided by a professional"));
  g_assert_true (app_driver_shows (details, "A professional provided this entry and confirms it."));
  app_driver_press (driver, "Escape");
  test_wait_until (!gtk_widget_get_visible (details), 30);
  g_assert_cmpstr (app_driver_page (driver), ==, "record");

  app_driver_press (driver, "j");
  app_driver_press (driver, "alt+3");
  test_wait_until (cab_record_page_get_depositing (app_driver_child (driver, "record_page")), 30);
  app_driver_press (driver, "alt+1");
  test_wait_until (gtk_widget_get_mapped (test_child (app_driver_child (driver, "record_page"), "list")), 30);
}

static void
test_open_document (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  gpointer list = test_child (app_driver_child (driver, "record_page"), "list");
  g_autoptr(CabVaccineRow) row = g_list_model_get_item (rows (driver), 0);
  ModelVaccinationDocument *source = model_entry_version_get_document (model_record_line_get_head (cab_vaccine_row_get_line (row)));

  gtk_widget_activate_action (child (driver, "details"), "vaccination.open-document", "s", model_vaccination_document_get_key (source));
  g_assert_true (gtk_widget_get_mapped (list));
  test_wait_until (cab_document_list_get_document (list) != NULL, 30);
  g_assert_cmpstr (model_document_get_unique_id (cab_document_list_get_document (list)), ==, model_vaccination_document_get_key (source));
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GBytes) G_GNUC_UNUSED answer = soup_session_send_and_read_finish (SOUP_SESSION (object), result, NULL);

  *(gboolean *) user_data = TRUE;
}

/* From now on the sandbox gives nonsense for the newest vaccination document. */
static void
break_document (AppDriver *driver)
{
  RecordPatientContext *context = record_session_get_context (cab_window_get_session (CAB_WINDOW (driver->window)));
  GListModel           *documents = G_LIST_MODEL (record_patient_context_get_documents (context));
  g_autoptr(SoupSession) http = soup_session_new ();
  gboolean done = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (documents) && !done; i++)
    {
      g_autoptr(ModelDocument) document = g_list_model_get_item (documents, i);
      ModelCoding *format = model_document_get_format (document);
      const char  *path = strstr (model_document_get_url (document), "/fhir");

      if (format != NULL && path != NULL && strstr (model_coding_get_code (format), "ch-vacd") != NULL)
        {
          g_autofree char *origin = g_strndup (model_document_get_url (document), (gsize) (path - model_document_get_url (document)));
          g_autofree char *uri = g_strconcat (origin, "/control/faults", NULL);
          g_autofree char *body = g_strdup_printf ("{\"body\":\"garbage\",\"path\":\"%s$\",\"times\":1000}", path);
          g_autoptr(SoupMessage) message = soup_message_new ("POST", uri);
          g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

          soup_message_set_request_body_from_bytes (message, "application/json", bytes);
          soup_session_send_and_read_async (http, message, G_PRIORITY_DEFAULT, NULL, sent_cb, &done);
          test_wait_until (done, 30);
          g_assert_cmpuint (soup_message_get_status (message), ==, 200);
        }
    }
  g_assert_true (done);
}

/* R-VAC-8: it costs itself alone, and is named with a reason and a way to look at it. */
static void
test_unread (void)
{
  g_autoptr(AppDriver) driver = opened ();
  GtkWidget *header = child (driver, "header");
  GtkWidget *button = child (driver, "gaps_button");
  GtkWidget *gaps;

  break_document (driver);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.vaccination", NULL);
  test_wait_until (app_driver_shows (header, "Partial record"), 60);
  test_wait_until (n_rows (driver) == N_VACCINATIONS - 1, 30);
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_true (app_driver_shows (button, "1 document could not be read"));
  gaps = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_true (app_driver_shows (gaps, "This document is damaged and cannot be read."));
  g_assert_true (app_driver_shows (gaps, "Open in the Reader"));
}

/* Nothing of the former patient is left in any part. */
static void
test_patient_change (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  g_autofree char *name = NULL;
  {
    g_autoptr(CabVaccineRow) row = g_list_model_get_item (rows (driver), 0);

    name = g_strdup (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_NAME));
  }
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (rows (driver)), 0, TRUE);
  g_signal_emit_by_name (child (driver, "vaccine_table"), "activated");
  g_assert_true (app_driver_shows (child (driver, "details"), name));

  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.close-patient", NULL);
  g_assert_cmpuint (n_rows (driver), ==, 0);
  g_assert_false (app_driver_shows (app_driver_child (driver, "vaccination"), name));
  g_assert_false (app_driver_shows (child (driver, "header"), "years old"));
  app_driver_search (driver, "Nemo Niemand 1.1.1950", "nobody");
  g_assert_cmpuint (n_rows (driver), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/vaccination/record/R-VAC-103", test_record);
  g_test_add_func ("/app/vaccination/tabs/R-VAC-95", test_tabs);
  g_test_add_func ("/app/vaccination/filter", test_filter);
  g_test_add_func ("/app/vaccination/keyboard/R-VAC-102", test_keyboard);
  g_test_add_func ("/app/vaccination/open-document/R-VAC-74", test_open_document);
  g_test_add_func ("/app/vaccination/unread/R-VAC-8", test_unread);
  g_test_add_func ("/app/vaccination/patient-change", test_patient_change);

  return g_test_run ();
}
