/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out of the vaccination record and what comes in as a file, in the window, against a real cabinet-sandbox. */
#include "config.h"

#include "app-driver.h"

#include "cab-vaccination-page.h"
#include "cab-vaccine-give.h"
#include "cab-vaccine-import.h"
#include "record-session.h"

#include <glib/gstdio.h>
#include <gtk/gtkunixprint.h>
#include <string.h>

#define N_VACCINATIONS 4 /* of Franz Muster */

static gpointer
child (AppDriver  *driver,
       const char *id)
{
  return test_child (app_driver_child (driver, "vaccination"), id);
}

static AppDriver *
looked_at (void)
{
  AppDriver *driver = app_driver_new (NULL);

  app_driver_sign_in (driver);
  app_driver_search (driver, "Muster 27.1.1995", "matches");
  app_driver_open (driver, "MUSTER Franz");
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.vaccination", NULL);
  test_wait_until (app_driver_shows (child (driver, "header"), "Complete record from 4 documents"), 60);

  return driver;
}

/* The dialog of @type; NULL while there is none. */
static gpointer
dialog_of (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }

  return NULL;
}

static const char *
page_of (gpointer    dialog,
         const char *stack)
{
  return gtk_stack_get_visible_child_name (test_child (dialog, stack));
}

/* To look at it. */
static void
keep_picture (gpointer    dialog,
              const char *name)
{
  const char *folder = g_getenv ("CABINET_GIVE_TEST_DIR");
  g_autoptr(GdkTexture) picture = NULL;
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (folder == NULL)
    return;

  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  picture = app_driver_picture (GTK_WIDGET (dialog));
  if (picture != NULL)
    gdk_texture_save_to_png (picture, path);
}

static guint
count_pages (gpointer dialog)
{
  guint n = 0;

  for (GtkWidget *page = gtk_widget_get_first_child (test_child (dialog, "pages_box")); page != NULL; page = gtk_widget_get_next_sibling (page))
    n++;

  return n;
}

static CabVaccineGive *
opened_give (AppDriver *driver)
{
  CabVaccineGive *dialog;

  app_driver_press (driver, "ctrl+p");
  test_wait_until (dialog_of (CAB_TYPE_VACCINE_GIVE) != NULL, 30);
  dialog = dialog_of (CAB_TYPE_VACCINE_GIVE);
  test_wait_until (g_strcmp0 (page_of (dialog, "preview_stack"), "pages") == 0, 30);

  return dialog;
}

static GFile *
new_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), name, NULL);

  g_unlink (path);

  return g_file_new_for_path (path);
}

static GBytes *
wait_bytes (GFile *file)
{
  GBytes *bytes;

  test_wait_until (g_file_query_exists (file, NULL), 30);
  bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  g_assert_nonnull (bytes);

  return bytes;
}

/* R-VAC-81, R-VAC-107: by a key; seen before it is given; in the language of the patient; a file only where the person says. */
static void
test_paper (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  CabVaccineGive *dialog = opened_give (driver);
  g_autoptr(GFile) file = new_file ("record.pdf");
  g_autoptr(GBytes) bytes = NULL;
  gsize       size;
  const char *data;

  g_assert_cmpuint (count_pages (dialog), ==, 2);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  keep_picture (dialog, "give.png");
  adw_combo_row_set_selected (test_child (dialog, "language_row"), 1);
  g_assert_false (gtk_widget_get_sensitive (test_child (dialog, "save_pdf")));
  test_wait_until (gtk_widget_get_sensitive (test_child (dialog, "save_pdf")), 30);
  cab_vaccine_give_save_to (dialog, file);
  bytes = wait_bytes (file);
  data = g_bytes_get_data (bytes, &size);
  g_assert_cmpmem (data, 5, "%PDF-", 5);
  g_assert_nonnull (memmem (data, size, "(de-CH)", strlen ("(de-CH)")));
  test_wait_until (app_driver_shows (GTK_WIDGET (dialog), "The PDF was saved."), 30);
  g_file_delete (file, NULL, NULL);

  app_driver_press (driver, "Escape");
  test_wait_until (dialog_of (CAB_TYPE_VACCINE_GIVE) == NULL, 30);
}

static ModelDocument *
newest_document (AppDriver *driver)
{
  RecordPatientContext *context = record_session_get_context (cab_window_get_session (CAB_WINDOW (driver->window)));
  GListModel           *documents = G_LIST_MODEL (record_patient_context_get_documents (context));

  return g_list_model_get_item (documents, 0);
}

static RecordOutbox *
outbox_of (AppDriver *driver)
{
  return record_session_get_outbox (cab_window_get_session (CAB_WINDOW (driver->window)));
}

static gboolean
is_done (AppDriver *driver)
{
  g_autoptr(RecordDeposit) deposit = g_list_model_get_item (G_LIST_MODEL (outbox_of (driver)), 0);

  return deposit != NULL && record_deposit_get_state (deposit) == RECORD_DEPOSIT_DONE;
}

/* The desktop's dialog comes up; what it prints is what the preview shows. */
static void
test_print (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  CabVaccineGive *dialog = opened_give (driver);
  GType           type = GTK_TYPE_PRINT_UNIX_DIALOG;

  gtk_widget_activate (test_child (dialog, "print_record"));
  test_wait_until (dialog_of (type) != NULL, 30);
  gtk_dialog_response (dialog_of (type), GTK_RESPONSE_CANCEL);
  test_wait_until (dialog_of (type) == NULL, 30);
  g_assert_true (gtk_widget_get_sensitive (test_child (dialog, "print_record")));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Chapter 12, the PDF copy: its metadata, and it arrives. */
static void
test_deposit_paper (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  CabVaccineGive *dialog = opened_give (driver);
  g_autoptr(RecordDeposit) deposit = NULL;
  ModelDocument *document;

  gtk_widget_activate (test_child (dialog, "deposit_copy"));
  test_wait_until (is_done (driver), 60);
  deposit = g_list_model_get_item (G_LIST_MODEL (outbox_of (driver)), 0);
  document = record_deposit_get_document (deposit);
  g_assert_cmpstr (model_coding_get_code (model_document_get_document_type (document)), ==, "41000179103");
  g_assert_cmpstr (model_coding_get_code (model_document_get_category (document)), ==, "184216000");
  g_assert_cmpstr (model_document_get_content_type (document), ==, "application/pdf");
  g_assert_cmpstr (model_document_get_title (document), ==, "Vaccination record");
}

/* R-VAC-80: on request only, after a question. */
static void
test_snapshot (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  g_autoptr(ModelDocument) before = newest_document (driver);
  g_autoptr(RecordDeposit) deposit = NULL;

  gtk_widget_activate_action (child (driver, "header"), "vaccination.deposit-snapshot", NULL);
  test_wait_until (dialog_of (ADW_TYPE_MESSAGE_DIALOG) != NULL, 30);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox_of (driver))), ==, 0);
  adw_message_dialog_response (dialog_of (ADW_TYPE_MESSAGE_DIALOG), "normal");
  test_wait_until (is_done (driver), 60);
  deposit = g_list_model_get_item (G_LIST_MODEL (outbox_of (driver)), 0);
  g_assert_cmpstr (model_coding_get_code (model_document_get_format (record_deposit_get_document (deposit))), ==, "urn:che:epr:ch-vacd:vaccination-record:2022");
  /* a copy is no source: the record is what it was */
  test_wait_until (app_driver_shows (child (driver, "header"), "Complete record from 4 documents"), 60);
}

static void
change_text (char      **text,
             const char *from,
             const char *to)
{
  g_auto(GStrv) pieces = g_strsplit (*text, from, -1);

  g_free (*text);
  *text = g_strjoinv (to, pieces);
}

/* The record, exported: what a practice would hand over. (transfer full) */
static char *
exported (AppDriver *driver)
{
  g_autoptr(GFile) file = new_file ("record.json");
  g_autoptr(GBytes) bytes = NULL;
  gsize       size;
  const char *data;

  gtk_widget_activate_action (child (driver, "header"), "vaccination.export", NULL);
  test_wait_until (g_object_get_data (G_OBJECT (app_driver_child (driver, "vaccination")), "cab-vaccination-exported") != NULL, 30);
  cab_vaccination_page_save_to (app_driver_child (driver, "vaccination"), file);
  bytes = wait_bytes (file);
  test_wait_until (app_driver_shows (GTK_WIDGET (driver->window), "The vaccination document was saved."), 30);
  data = g_bytes_get_data (bytes, &size);

  return g_strndup (data, size);
}

static CabVaccineImport *
imported (AppDriver  *driver,
          const char *text)
{
  g_autoptr(GFile) file = new_file ("import.json");
  CabVaccineImport *dialog;

  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, -1, NULL));
  cab_vaccination_page_import (app_driver_child (driver, "vaccination"), file);
  dialog = dialog_of (CAB_TYPE_VACCINE_IMPORT);
  test_wait_until (g_strcmp0 (page_of (dialog, "import_stack"), "waiting") != 0, 30);

  return dialog;
}

/* R-VAC-83: what the record has is known, and nothing is ticked. */
static void
test_known (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  g_autofree char  *text = exported (driver);
  CabVaccineImport *dialog = imported (driver, text);

  g_assert_cmpstr (page_of (dialog, "import_stack"), ==, "entries");
  keep_picture (dialog, "known.png");
  g_assert_true (app_driver_shows (GTK_WIDGET (dialog), "New: 0. Already in the record: 4. Different: 0. Cannot be taken: 0."));
  g_assert_true (app_driver_shows (GTK_WIDGET (dialog), "Already in the record"));
  g_assert_false (gtk_widget_get_visible (test_child (dialog, "difference_box")));
  g_assert_false (gtk_widget_get_sensitive (test_child (dialog, "import_deposit")));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* R-VAC-83: what is new is ticked, and becomes a document of who imports it, with identifiers of its own. */
static void
test_new (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  g_autofree char  *text = exported (driver);
  CabVaccineImport *dialog;

  change_text (&text, "2015-05-04", "1999-05-04");
  change_text (&text, "\"urn:uuid:", "\"urn:uuid:f");
  dialog = imported (driver, text);
  keep_picture (dialog, "import.png");
  g_assert_true (app_driver_shows (GTK_WIDGET (dialog), "New: 1. Already in the record: 3."));
  g_assert_true (app_driver_shows (GTK_WIDGET (dialog), "04.05.1999"));
  g_assert_true (app_driver_shows (GTK_WIDGET (dialog), "Deposit 1 Entry"));
  gtk_widget_activate (test_child (dialog, "import_deposit"));
  test_wait_until (dialog_of (CAB_TYPE_VACCINE_IMPORT) == NULL, 60);
  test_wait_until (is_done (driver), 60);
  test_wait_until (app_driver_shows (child (driver, "header"), "Complete record from 5 documents"), 60);
  test_wait_until (app_driver_shows (app_driver_child (driver, "vaccination"), "04.05.1999"), 30);
}

/* R-VAC-49: somebody else's file waits until a person says that it is not. */
static void
test_other_patient (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  g_autofree char  *text = exported (driver);
  CabVaccineImport *dialog;
  GtkWidget        *button;

  change_text (&text, "1995-01-27", "1996-02-28");
  change_text (&text, "2015-05-04", "1999-05-04");
  change_text (&text, "\"urn:uuid:", "\"urn:uuid:f");
  dialog = imported (driver, text);
  button = test_child (dialog, "import_deposit");
  g_assert_true (gtk_widget_get_visible (test_child (dialog, "difference_box")));
  g_assert_true (app_driver_shows (GTK_WIDGET (dialog), "28.02.1996"));
  g_assert_true (app_driver_shows (GTK_WIDGET (dialog), "27.01.1995"));
  keep_picture (dialog, "other.png");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_check_button_set_active (test_child (dialog, "same_person"), TRUE);
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_check_button_set_active (test_child (dialog, "same_person"), FALSE);
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The same vaccination with another lot: shown as different, with how, and not ticked. */
static void
test_conflict (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  g_autofree char  *text = exported (driver);
  CabVaccineImport *dialog;

  change_text (&text, "2015-05-04", "2015-05-05");
  change_text (&text, "\"urn:uuid:", "\"urn:uuid:f");
  dialog = imported (driver, text);
  g_assert_true (app_driver_shows (GTK_WIDGET (dialog), "Already in the record: 3. Different: 1."));
  g_assert_true (app_driver_shows (GTK_WIDGET (dialog), "04.05.2015 → 05.05.2015"));
  g_assert_false (gtk_widget_get_sensitive (test_child (dialog, "import_deposit")));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_no_document (void)
{
  g_autoptr(AppDriver) driver = looked_at ();
  CabVaccineImport *dialog = imported (driver, "{\"resourceType\":\"Patient\"}");

  g_assert_cmpstr (page_of (dialog, "import_stack"), ==, "error");
  g_assert_true (app_driver_shows (GTK_WIDGET (dialog), "This file is no vaccination document."));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* R-VAC-107: with the patient goes what was about to be given. */
static void
test_patient_change (void)
{
  g_autoptr(AppDriver) driver = looked_at ();

  opened_give (driver);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.close-patient", NULL);
  test_wait_until (dialog_of (CAB_TYPE_VACCINE_GIVE) == NULL, 30);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/vaccine-give/paper/R-VAC-81", test_paper);
  g_test_add_func ("/app/vaccine-give/print", test_print);
  g_test_add_func ("/app/vaccine-give/deposit-paper", test_deposit_paper);
  g_test_add_func ("/app/vaccine-give/snapshot/R-VAC-80", test_snapshot);
  g_test_add_func ("/app/vaccine-give/import/known/R-VAC-83", test_known);
  g_test_add_func ("/app/vaccine-give/import/new/R-VAC-83", test_new);
  g_test_add_func ("/app/vaccine-give/import/other-patient/R-VAC-49", test_other_patient);
  g_test_add_func ("/app/vaccine-give/import/conflict/R-VAC-83", test_conflict);
  g_test_add_func ("/app/vaccine-give/import/no-document", test_no_document);
  g_test_add_func ("/app/vaccine-give/patient-change/R-VAC-107", test_patient_change);

  return g_test_run ();
}
