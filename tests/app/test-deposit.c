/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a file on the desk to the patient's record, in the window and against a real cabinet-sandbox. */
#include "config.h"

#include "app-driver.h"

#include "cab-coding-row.h"
#include "cab-deposit-form.h"
#include "cab-deposit-page.h"
#include "cab-document-row.h"
#include "cab-document-view.h"
#include "cab-error-page.h"
#include "cab-launch.h"
#include "cab-record-page.h"
#include "record-outbox.h"

#include <glib/gstdio.h>
#include <string.h>

#define LETTER                                                                                                           \
  "Cabinet du Modèle (fictif)\nConcerne : Muster Franz, né le 27.01.1995\nFictigny, le 12.11.2026\nLettre de sortie\n" \
  "Le patient est resté dans notre service pour une pneumonie, avec les soins dans les règles. Nous le suivons.\n"

static GFile *
make_file (const char *name,
           const char *content)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));

  return g_file_new_for_path (path);
}

static AppDriver *
signed_in (void)
{
  AppDriver *driver = app_driver_new (NULL);

  app_driver_sign_in (driver);
  app_driver_search (driver, "Muster 27.1.1995", "matches");

  return driver;
}

static gpointer
page (AppDriver *driver)
{
  return test_child (app_driver_child (driver, "desk"), "page");
}

static gboolean
deposit_shows (AppDriver  *driver,
               const char *name)
{
  GtkStack *stack = test_child (page (driver), "stack");

  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), name) == 0;
}

static void
drop (AppDriver  *driver,
      const char *name,
      const char *content)
{
  g_autoptr(GFile) file = make_file (name, content);
  GSList files = { file, NULL };

  g_assert_true (cab_window_deposit_files (CAB_WINDOW (driver->window), &files));
}

/* To the question that stands over the window. */
static void
answer (AppDriver  *driver,
        const char *response)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), response);
          gtk_window_destroy (window);
          return;
        }
    }
  g_assert_not_reached ();
}

static RecordOutbox *
outbox (AppDriver *driver)
{
  return record_session_get_outbox (cab_window_get_session (CAB_WINDOW (driver->window)));
}

static gboolean
is_listed (AppDriver  *driver,
           const char *title)
{
  GListModel *rows = app_driver_rows (driver);

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (rows, i);

      if (strcmp (cab_document_row_get_text (row, CAB_COLUMN_TITLE), title) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Three answers are there already; one press, and it is in the record. */
static void
test_whole_path (void)
{
  g_autoptr(AppDriver) driver = signed_in ();

  app_driver_open (driver, "MUSTER Franz");
  drop (driver, "letter.txt", LETTER);
  test_wait_until (deposit_shows (driver, "form"), 60);
  test_wait_until (gtk_widget_get_sensitive (test_child (page (driver), "deposit_button")), 60);
  g_assert_true (app_driver_shows (page (driver), "12.11.2026"));
  gtk_editable_set_text (test_child (page (driver), "title_row"), "Sortie de la Clinique Imaginaire");

  gtk_widget_activate (test_child (page (driver), "deposit_button"));
  test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (outbox (driver))) == 1, 60);
  test_wait_until (record_outbox_get_n_waiting (outbox (driver)) == 0, 60);
  g_assert_true (gtk_widget_get_visible (app_driver_child (driver, "outbox_button")));
  g_assert_true (app_driver_shows (page (driver), "In the record"));
  g_assert_true (deposit_shows (driver, "start"));

  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.documents", NULL);
  test_wait_until (is_listed (driver, "Sortie de la Clinique Imaginaire"), 60);
  g_assert_true (app_driver_choose (driver, "Sortie de la Clinique Imaginaire"));
  test_wait_until (cab_document_view_get_integrity (app_driver_child (driver, "view")) == 0, 60);
}

/* The author is found in the directory, and her number goes with her name (R-CSD-4). */
static void
test_author (void)
{
  g_autoptr(AppDriver) driver = signed_in ();
  GtkWidget *author;
  GtkWidget *gln;

  app_driver_open (driver, "MUSTER Franz");
  drop (driver, "letter.txt", LETTER);
  test_wait_until (deposit_shows (driver, "form"), 60);
  author = test_child (page (driver), "author_row");
  gln = test_child (page (driver), "gln_row");
  adw_expander_row_set_expanded (test_child (page (driver), "details_row"), TRUE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (author)), ==, "Dr. Martina Musterarzt");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (gln)), ==, "2000000090092");

  gtk_editable_set_text (GTK_EDITABLE (author), "favre anna");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (gln)), ==, "");
  test_wait_until (gtk_widget_get_visible (test_child (author, "popover")), 60);
  g_signal_emit_by_name (test_child (author, "list_view"), "activate", 0u);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (author)), ==, "Dre Anna Favre");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (gln)), ==, "2000000091013");
  g_assert_true (app_driver_shows (page (driver), "Dre Anna Favre"));

  gtk_editable_set_text (GTK_EDITABLE (author), "Dre Anna Favr");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (gln)), ==, "");
  /* a number of a letter's head is typed where there is one */
  gtk_editable_set_text (GTK_EDITABLE (gln), "7601000102737");
  gtk_editable_set_text (GTK_EDITABLE (author), "Dr Peter Pan");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (gln)), ==, "7601000102737");
  gtk_editable_set_text (GTK_EDITABLE (gln), "");
  gtk_editable_set_text (GTK_EDITABLE (author), "");
  g_assert_false (gtk_widget_get_sensitive (test_child (page (driver), "deposit_button")));
}

static gboolean
is_in_state (AppDriver         *driver,
             RecordDepositState state)
{
  g_autoptr(RecordDeposit) deposit = g_list_model_get_item (G_LIST_MODEL (outbox (driver)), 0);

  return deposit != NULL && record_deposit_get_state (deposit) == state;
}

static void
choose (gpointer    row,
        const char *code)
{
  g_autoptr(ModelCoding) coding = model_coding_new ("http://snomed.info/sct", code, NULL);

  cab_coding_row_set_coding (row, coding);
  g_signal_emit_by_name (row, "chosen");
}

/* What the patient's rules refuse can be changed, also from another record: hers is opened for it. */
static void
test_edit (void)
{
  g_autoptr(AppDriver) driver = signed_in ();
  g_autoptr(RecordDeposit) deposit = NULL;
  RecordPatientContext *context;

  app_driver_search (driver, "Muster 5.11.1980", "matches");
  app_driver_open (driver, "MUSTER Claire");
  drop (driver, "letter.txt", "Lettre de sortie du 12.11.2026\nConcerne : Muster Claire, née le 05.11.1980\n");
  test_wait_until (gtk_widget_get_sensitive (test_child (page (driver), "deposit_button")), 60);
  gtk_widget_activate (test_child (page (driver), "deposit_button"));
  test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (outbox (driver))) == 1, 60);
  test_wait_until (is_in_state (driver, RECORD_DEPOSIT_NEEDS_CONSENT), 60);
  g_assert_true (app_driver_shows (page (driver), "Deposit it as such?"));

  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.close-patient", NULL);
  deposit = g_list_model_get_item (G_LIST_MODEL (outbox (driver)), 0);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.edit-deposit", "s",
                              model_document_get_unique_id (record_deposit_get_document (deposit)));
  test_wait_until (deposit_shows (driver, "form"), 60);
  context = record_session_get_context (cab_window_get_session (CAB_WINDOW (driver->window)));
  g_assert_true (model_patient_is_same (record_patient_context_get_patient (context), record_deposit_get_subject (deposit)));
  g_assert_cmpstr (gtk_editable_get_text (test_child (page (driver), "date_row")), ==, "12.11.2026");
  gtk_editable_set_text (test_child (page (driver), "title_row"), "Sortie, corrigée");
  choose (test_child (page (driver), "confidentiality_row"), "263856008");
  gtk_widget_activate (test_child (page (driver), "deposit_button"));
  test_wait_until (is_in_state (driver, RECORD_DEPOSIT_DONE), 60);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox (driver))), ==, 1);
}

/* Another patient's letter asks before it is sent. */
static void
test_wrong_patient (void)
{
  g_autoptr(AppDriver) driver = signed_in ();
  GtkWidget *notice;

  app_driver_open (driver, "MUSTER Franz");
  drop (driver, "other.txt", "Lettre de sortie du 12.11.2026\nExemple Anna, née le 3.4.1960, est restée avec nous pour les soins dans cette clinique.");
  test_wait_until (deposit_shows (driver, "form"), 60);
  notice = test_child (page (driver), "notice_box");
  test_wait_until (gtk_widget_get_visible (notice), 60);
  g_assert_true (app_driver_shows (notice, "another birth date"));
  g_assert_false (gtk_widget_get_sensitive (test_child (page (driver), "deposit_button")));
  gtk_check_button_set_active (test_child (page (driver), "notice_check"), TRUE);
  g_assert_true (gtk_widget_get_sensitive (test_child (page (driver), "deposit_button")));
}

/* What the record does not take is refused with the reason; the next file goes on. */
static void
test_refused (void)
{
  g_autoptr(AppDriver) driver = signed_in ();

  app_driver_open (driver, "MUSTER Franz");
  drop (driver, "program.exe", "MZ this is none of the kinds of a record");
  drop (driver, "letter.txt", LETTER);
  test_wait_until (deposit_shows (driver, "problem"), 60);
  g_assert_true (app_driver_shows (page (driver), "Format Not Accepted"));
  gtk_widget_activate (test_child (page (driver), "go_on_button"));
  test_wait_until (deposit_shows (driver, "form"), 60);
}

/* Files that come before the patient wait for her, and go to nobody else. */
static void
test_held (void)
{
  g_autoptr(AppDriver) driver = signed_in ();

  drop (driver, "letter.txt", LETTER);
  g_assert_cmpstr (app_driver_page (driver), ==, "search");
  app_driver_open (driver, "MUSTER Franz");
  test_wait_until (deposit_shows (driver, "form"), 60);
  g_assert_true (cab_record_page_get_depositing (app_driver_child (driver, "record_page")));

  /* what is not in the outbox yet leaves with the patient, but not unasked */
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.close-patient", NULL);
  answer (driver, "stay");
  g_assert_cmpstr (app_driver_page (driver), ==, "record");
  g_assert_cmpuint (cab_deposit_page_get_n_files (page (driver)), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.close-patient", NULL);
  answer (driver, "leave");
  g_assert_cmpstr (app_driver_page (driver), ==, "search");
  g_assert_cmpuint (cab_deposit_page_get_n_files (page (driver)), ==, 0);
  g_assert_null (cab_deposit_page_get_content (page (driver)));
}

static void
test_launch (void)
{
  GFile *files[] = {
    g_file_new_for_uri ("cabinet-dep:?patient=756.1234.5678.97&file=file:///tmp/a.pdf&file=https://example.org/b.pdf&x=%00"),
    g_file_new_for_path ("/tmp/c.pdf"),
  };
  g_autoptr(CabLaunch) launch = cab_launch_new (files, G_N_ELEMENTS (files));
  g_autoptr(GFile) link = cab_launch_link ("Müster & Söhne 1.1.1990");
  g_autoptr(CabLaunch) again = cab_launch_new (&link, 1);

  g_assert_cmpstr (launch->patient, ==, "756.1234.5678.97");
  g_assert_cmpuint (g_slist_length (launch->files), ==, 2);
  g_assert_cmpstr (again->patient, ==, "Müster & Söhne 1.1.1990");
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_object_unref (files[i]);
}

/* From practice software, before anybody is signed in: looked up and shown, never opened; the file waits. */
static void
test_launch_in_window (void)
{
  g_autoptr(AppDriver) driver = app_driver_new (NULL);
  g_autoptr(GFile) link = cab_launch_link ("Muster 27.1.1995");
  g_autoptr(GFile) letter = make_file ("letter.txt", LETTER);
  GFile *files[] = { link, letter };
  g_autoptr(CabLaunch) launch = cab_launch_new (files, 2);

  cab_window_launch (CAB_WINDOW (driver->window), launch);
  app_driver_sign_in (driver);
  g_assert_cmpstr (gtk_editable_get_text (test_child (app_driver_child (driver, "search_page"), "entry")), ==, "Muster 27.1.1995");
  g_assert_null (record_session_get_context (cab_window_get_session (CAB_WINDOW (driver->window))));
  g_assert_true (app_driver_shows (GTK_WIDGET (driver->window), "1 file waits"));

  app_driver_search (driver, "Muster 27.1.1995", "matches");
  app_driver_open (driver, "MUSTER Franz");
  test_wait_until (deposit_shows (driver, "form"), 60);
  g_assert_false (app_driver_shows (GTK_WIDGET (driver->window), "1 file waits"));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/deposit/whole-path", test_whole_path);
  g_test_add_func ("/app/deposit/R-CSD-4/author", test_author);
  g_test_add_func ("/app/deposit/wrong-patient", test_wrong_patient);
  g_test_add_func ("/app/deposit/edit", test_edit);
  g_test_add_func ("/app/deposit/refused", test_refused);
  g_test_add_func ("/app/deposit/held", test_held);
  g_test_add_func ("/app/launch/link", test_launch);
  g_test_add_func ("/app/launch/window", test_launch_in_window);

  return g_test_run ();
}
