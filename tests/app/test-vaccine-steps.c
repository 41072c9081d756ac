/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with entries that are there: comments (the test cases 6 of the national module), validation, refutation,
 * duplicates; who may do it, and what happens when somebody was faster. */
#include "config.h"

#include "vaccine-driver.h"

#include "cab-vaccination-page.h"
#include "record-outbox.h"
#include "record-patient-context-private.h"
#include "record-session-private.h"
#include "record-vaccination-deposit.h"

#include <libsoup/soup.h>

#include <string.h>

static AppDriver *
open_carla (void)
{
  return vaccine_driver_open ("Commento 10.10.1975", "COMMENTO Carla");
}

/* The first label below @root, in the order of the tree, whose text contains @text; G_MAXUINT when there is none. */
static guint
place_of (GtkWidget  *root,
          const char *text,
          guint      *counter)
{
  if (GTK_IS_LABEL (root))
    {
      (*counter)++;
      if (strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
        return *counter;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      guint place = place_of (child, text, counter);

      if (place != G_MAXUINT)
        return place;
    }

  return G_MAXUINT;
}

static guint
place (AppDriver  *driver,
       const char *text)
{
  guint counter = 0;

  return place_of (vaccine_driver_child (driver, "details"), text, &counter);
}

static void
show_dose (AppDriver  *driver,
           const char *date)
{
  GListModel *rows = vaccine_driver_rows (driver);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (rows, i);

      if (g_str_equal (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_DATE), date))
        {
          gtk_selection_model_select_item (GTK_SELECTION_MODEL (rows), i, TRUE);
          g_signal_emit_by_name (vaccine_driver_child (driver, "vaccine_table"), "activated");
          test_wait_until (app_driver_shows (vaccine_driver_child (driver, "details"), date), 30);
          return;
        }
    }
  g_assert_not_reached ();
}

/* TC-6.1: all comments of an entry, the newest first. */
static void
test_comments (void)
{
  g_autoptr(AppDriver) driver = open_carla ();

  show_dose (driver, "05.02.2024");
  g_assert_cmpuint (place (driver, "Telefoniert"), <, place (driver, "Mia moglie sta bene."));
  g_assert_cmpuint (place (driver, "Mia moglie sta bene."), <, place (driver, "Réaction attendue"));
  g_assert_cmpuint (place (driver, "Réaction attendue"), <, place (driver, "Febbre a 38,5"));
  g_assert_cmpuint (place (driver, "Febbre a 38,5"), <, place (driver, "Somministrato senza complicazioni."));
}

/* TC-6.2: time, text, author. */
static void
test_comment (void)
{
  g_autoptr(AppDriver) driver = open_carla ();
  GtkWidget *details = vaccine_driver_child (driver, "details");

  show_dose (driver, "05.02.2024");
  g_assert_true (app_driver_shows (details, "Telefoniert: keine weiteren Beschwerden."));
  g_assert_true (app_driver_shows (details, "20.02.2024"));
  g_assert_true (app_driver_shows (details, "Musterarzt"));
}

/* TC-6.3: one more, with the author and the time of now; the entry and the earlier ones stay. */
static void
test_add_comment (void)
{
  g_autoptr(AppDriver) driver = open_carla ();
  GtkWidget *details = vaccine_driver_child (driver, "details");

  show_dose (driver, "05.02.2024");
  vaccine_driver_act (driver, "comment");
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "step"), "Telefoniert"));
  g_assert_false (gtk_widget_is_sensitive (vaccine_driver_child (driver, "go_button")));
  vaccine_driver_comment (driver, "step_comment_view", "Seen again today: all is well.");
  vaccine_driver_save (driver);
  show_dose (driver, "05.02.2024");
  g_assert_cmpuint (place (driver, "Seen again today"), <, place (driver, "Telefoniert"));
  g_assert_true (app_driver_shows (details, "Version 5, the newest"));
  g_assert_true (app_driver_shows (details, "Validated"));
}

/* TC-6.5: nothing is taken out of a document: a later comment says that the earlier one does not hold. */
static void
test_withdraw_comment (void)
{
  g_autoptr(AppDriver) driver = open_carla ();
  GtkWidget       *details = vaccine_driver_child (driver, "details");
  g_autofree char *words = NULL;

  show_dose (driver, "05.02.2024");
  g_assert_true (gtk_widget_activate_action (details, "vaccination.withdraw-comment", "s", "Mia moglie sta bene."));
  g_object_get (gtk_text_view_get_buffer (vaccine_driver_child (driver, "step_comment_view")), "text", &words, NULL);
  g_assert_nonnull (strstr (words, "Mia moglie sta bene."));
  vaccine_driver_comment (driver, "step_comment_view", "Withdrawn: “Mia moglie sta bene.”. Reason: said of somebody else.");
  vaccine_driver_save (driver);
  show_dose (driver, "05.02.2024");
  g_assert_true (app_driver_shows (details, "Reason: said of somebody else."));
  g_assert_cmpuint (place (driver, "Withdrawn: "), <, place (driver, "Telefoniert"));
}

/* R-VAC-56: each has its own tick; all that are ticked are one document. */
static void
test_validate (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Vielfalt 17.6.1988", "VIELFALT Vera");
  GtkWidget    *details = vaccine_driver_child (driver, "details");
  RecordOutbox *outbox = record_session_get_outbox (cab_window_get_session (CAB_WINDOW (driver->window)));
  GtkWidget    *box;
  guint         n_checks = 0;

  show_dose (driver, "04.2024");
  g_assert_true (gtk_widget_get_visible (vaccine_driver_child (driver, "validate_button")));
  vaccine_driver_act (driver, "validate");
  box = vaccine_driver_child (driver, "entries_box");
  g_assert_false (gtk_widget_is_sensitive (vaccine_driver_child (driver, "go_button")));
  for (GtkWidget *card = gtk_widget_get_first_child (box); card != NULL; card = gtk_widget_get_next_sibling (card))
    {
      GtkWidget *check = gtk_widget_get_first_child (card);

      g_assert_true (GTK_IS_CHECK_BUTTON (check));
      g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
      if (n_checks++ < 2)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
    }
  g_assert_cmpuint (n_checks, >=, 4);
  vaccine_driver_save (driver);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 1);
  show_dose (driver, "04.2024");
  g_assert_true (app_driver_shows (details, "A professional provided this entry and confirms it."));
  g_assert_false (gtk_widget_get_visible (vaccine_driver_child (driver, "validate_button")));
}

/* C05 of the guide: an illness that the patient stated is refuted, stays, and does not count. */
static void
test_refute (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Vielfalt 17.6.1988", "VIELFALT Vera");
  GtkWidget *details = vaccine_driver_child (driver, "details");

  vaccine_driver_tab (driver, CAB_VACCINE_TAB_ILLNESSES);
  vaccine_driver_show (driver, "COVID-19");
  vaccine_driver_act (driver, "refute");
  adw_combo_row_set_selected (vaccine_driver_child (driver, "why_row"), 1);
  vaccine_driver_type (driver, "words_row", "No test was done.");
  vaccine_driver_save (driver);
  vaccine_driver_show (driver, "COVID-19");
  g_assert_true (app_driver_shows (details, "Refuted"));
  g_assert_true (app_driver_shows (details, "There is no proof for it. No test was done."));
}

static AppDriver *
open_denis (void)
{
  return vaccine_driver_open ("Doublon 2.11.1978", "DOUBLON Denis");
}

static guint
count_name (AppDriver  *driver,
            const char *name)
{
  guint n = 0;

  for (guint i = 0; i < vaccine_driver_n_rows (driver); i++)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (vaccine_driver_rows (driver), i);

      n += strstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_NAME), name) != NULL ? 1 : 0;
    }

  return n;
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *action)
{
  if (GTK_IS_ACTIONABLE (root) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* R-VAC-79: one goes, with a reason, in one document. */
static void
test_keep_one (void)
{
  g_autoptr(AppDriver) driver = open_denis ();
  GtkWidget *card;

  g_assert_cmpuint (count_name (driver, "Fluarix Tetra"), ==, 2);
  vaccine_driver_show (driver, "Fluarix Tetra");
  g_signal_emit_by_name (find_button (vaccine_driver_child (driver, "details"), "vaccination.keep-one"), "clicked");
  test_wait_until (g_strcmp0 (vaccine_driver_page (driver), "step") == 0, 30);
  g_assert_false (gtk_widget_is_sensitive (vaccine_driver_child (driver, "go_button")));
  card = gtk_widget_get_last_child (vaccine_driver_child (driver, "entries_box"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_first_child (card)), TRUE);
  vaccine_driver_save (driver);
  g_assert_cmpuint (count_name (driver, "Fluarix Tetra"), ==, 1);
}

/* R-VAC-79: both stay: this session knows it, and says so. */
static void
test_keep_both (void)
{
  g_autoptr(AppDriver) driver = open_denis ();
  GtkWidget *details = vaccine_driver_child (driver, "details");

  vaccine_driver_show (driver, "Fluarix Tetra");
  {
    g_autoptr(CabVaccineRow) row = vaccine_driver_find (driver, "Fluarix Tetra");

    g_assert_nonnull (strstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_STATE), "Duplicate"));
  }
  g_signal_emit_by_name (find_button (details, "vaccination.keep-both"), "clicked");
  test_wait_until (app_driver_shows (details, "Only this session knows it"), 30);
  {
    g_autoptr(CabVaccineRow) row = vaccine_driver_find (driver, "Fluarix Tetra");

    g_assert_null (strstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_STATE), "Duplicate"));
  }
  g_assert_cmpuint (count_name (driver, "Fluarix Tetra"), ==, 2);
}

static void
deposited_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDeposit) deposit = record_vaccination_deposit_finish (RECORD_SESSION (object), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (deposit);
  *(gboolean *) user_data = TRUE;
}

/* Another program writes the same entry meanwhile: a lot that the window does not know yet. */
static void
be_faster (AppDriver       *driver,
           ModelRecordLine *line)
{
  RecordSession *session = cab_window_get_session (CAB_WINDOW (driver->window));
  ModelPatient  *patient = record_patient_context_get_patient (record_session_get_context (session));
  g_autoptr(RecordEntryDraft) draft = record_entry_draft_new_change (line, patient);
  RecordVaccinationChange change = { .step = RECORD_VACCINATION_CORRECT, .draft = draft, .line = line };
  gboolean                done = FALSE;

  record_entry_draft_set_text (draft, RECORD_ENTRY_LOT, "THEIRS1");
  record_vaccination_deposit_async (session, patient, &change, 1, FALSE, NULL, deposited_cb, &done);
  test_wait_until (done, 30);
  test_wait_until (record_outbox_get_n_waiting (record_session_get_outbox (session)) == 0, 60);
}

/* R-VAC-64: the difference is shown, and asked about; nothing of either is lost. */
static void
test_faster (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();
  GtkWidget *details = vaccine_driver_child (driver, "details");
  GtkWidget *changed = vaccine_driver_child (driver, "changed_box");
  g_autoptr(CabVaccineRow) row = vaccine_driver_find (driver, "Havrix");
  g_autoptr(ModelRecordLine) line = g_object_ref (cab_vaccine_row_get_line (row));

  vaccine_driver_show (driver, "Havrix");
  vaccine_driver_act (driver, "correct");
  vaccine_driver_type (driver, "dose_row", "2");
  vaccine_driver_go (driver);
  g_assert_cmpstr (vaccine_driver_page (driver), ==, "summary");
  be_faster (driver, line);
  vaccine_driver_go (driver);
  test_wait_until (g_strcmp0 (vaccine_driver_page (driver), "changed") == 0, 60);
  g_assert_true (app_driver_shows (changed, "THEIRS1"));
  g_assert_true (app_driver_shows (changed, "Theirs"));
  g_assert_true (app_driver_shows (changed, "Yours"));
  vaccine_driver_go (driver);
  test_wait_until (g_strcmp0 (vaccine_driver_page (driver), "summary") == 0, 30);
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "summary_box"), "THEIRS1"));
  vaccine_driver_save (driver);
  vaccine_driver_show (driver, "Havrix");
  g_assert_true (app_driver_shows (details, "Version 3, the newest"));
  g_assert_true (app_driver_shows (details, "THEIRS1"));
}

/* R-VAC-91: emergency access reads only, and nobody writes who is not there. */
static void
test_emergency (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();
  RecordSession *session = cab_window_get_session (CAB_WINDOW (driver->window));
  GtkWidget     *details = vaccine_driver_child (driver, "details");
  g_autoptr(RecordPatientContext) context = record_patient_context_new (record_session_get_client (session),
                                                                         record_patient_context_get_patient (record_session_get_context (session)),
                                                                         RECORD_PURPOSE_EMERGENCY, 99, NULL, NULL);

  g_assert_true (gtk_widget_get_visible (vaccine_driver_child (driver, "add_button")));
  cab_vaccination_page_set_context (app_driver_child (driver, "vaccination"), context);
  vaccine_driver_wait_idle (driver);
  test_wait_until (vaccine_driver_n_rows (driver) == 4, 60);
  g_assert_false (gtk_widget_get_visible (vaccine_driver_child (driver, "add_button")));
  g_assert_false (gtk_widget_get_visible (vaccine_driver_child (driver, "scan_button")));
  vaccine_driver_show (driver, "Havrix");
  g_assert_false (gtk_widget_get_visible (test_child (details, "actions_box")));
  g_assert_null (find_button (details, "vaccination.withdraw-comment"));
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.new-vaccination", NULL);
  gtk_widget_activate_action (details, "vaccination.annul", NULL);
  g_assert_null (vaccine_driver_page (driver));
  cab_vaccination_page_set_context (app_driver_child (driver, "vaccination"), NULL);
  record_patient_context_close (context);
}

static void
switched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GBytes) G_GNUC_UNUSED answer = soup_session_send_and_read_finish (SOUP_SESSION (object), result, NULL);

  *(gboolean *) user_data = TRUE;
}

/* From now on the sandbox answers nobody who asks for @document. */
static void
make_slow (ModelDocument *document)
{
  const char      *url = model_document_get_url (document);
  const char      *path = strstr (url, "/fhir");
  g_autofree char *origin = g_strndup (url, (gsize) (path - url));
  g_autofree char *uri = g_strconcat (origin, "/control/faults", NULL);
  g_autofree char *body = g_strdup_printf ("{\"slow\":600000,\"path\":\"%s$\",\"times\":1000}", path);
  g_autoptr(SoupSession) http = soup_session_new ();
  g_autoptr(SoupMessage) message = soup_message_new ("POST", uri);
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));
  gboolean done = FALSE;

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (http, message, G_PRIORITY_DEFAULT, NULL, switched_cb, &done);
  test_wait_until (done, 30);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

/* R-VAC-105: what has come is shown, what has not is named; nothing is waited for any more. */
static void
test_stop (void)
{
  g_autoptr(AppDriver) driver = app_driver_new (NULL);
  GListModel *documents;
  GtkWidget  *header;
  gboolean    slow = FALSE;

  app_driver_sign_in (driver);
  app_driver_search (driver, "Muster 27.1.1995", "matches");
  app_driver_open (driver, "MUSTER Franz");
  documents = G_LIST_MODEL (record_patient_context_get_documents (record_session_get_context (cab_window_get_session (CAB_WINDOW (driver->window)))));
  for (guint i = 0; i < g_list_model_get_n_items (documents) && !slow; i++)
    {
      g_autoptr(ModelDocument) document = g_list_model_get_item (documents, i);
      ModelCoding *format = model_document_get_format (document);

      slow = format != NULL && strstr (model_coding_get_code (format), "ch-vacd") != NULL;
      if (slow)
        make_slow (document);
    }
  g_assert_true (slow);

  header = vaccine_driver_child (driver, "header");
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.vaccination", NULL);
  test_wait_until (app_driver_shows (header, "3 of 4 documents read"), 60);
  g_assert_true (gtk_widget_get_visible (vaccine_driver_child (driver, "vaccine_stop")));
  g_signal_emit_by_name (vaccine_driver_child (driver, "vaccine_stop"), "clicked");
  test_wait_until (app_driver_shows (header, "Partial record"), 30);
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, 3);
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "gaps_button"), "1 document could not be read"));
  g_assert_false (gtk_widget_get_visible (vaccine_driver_child (driver, "vaccine_stop")));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vaccination/tc-6.1-comments", test_comments);
  g_test_add_func ("/vaccination/tc-6.2-comment", test_comment);
  g_test_add_func ("/vaccination/tc-6.3-add-comment", test_add_comment);
  g_test_add_func ("/vaccination/tc-6.5-withdraw-comment", test_withdraw_comment);
  g_test_add_func ("/vaccination/validate/R-VAC-56", test_validate);
  g_test_add_func ("/vaccination/refute/R-VAC-55", test_refute);
  g_test_add_func ("/vaccination/keep-one/R-VAC-79", test_keep_one);
  g_test_add_func ("/vaccination/keep-both/R-VAC-79", test_keep_both);
  g_test_add_func ("/vaccination/faster/R-VAC-64", test_faster);
  g_test_add_func ("/vaccination/emergency/R-VAC-91", test_emergency);
  g_test_add_func ("/vaccination/stop/R-VAC-105", test_stop);

  return g_test_run ();
}
