/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an expert service says, in the window: asked by a person only, under its own name, for all diseases and for one (R-VAC-95,
 * R-VAC-96, R-VAC-98). */
#include "config.h"

#include "vaccine-driver.h"

#include <libintl.h>
#include <libsoup/soup.h>
#include <locale.h>
#include <string.h>

#define EXPERT "Training expert (invented answers)"
#define SAYS EXPERT ", version 0.invented, "

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GBytes **answer = user_data;

  *answer = soup_session_send_and_read_finish (SOUP_SESSION (object), result, NULL);
}

/* The sandbox's answer to @body at @path; NULL for @body gets it. (transfer full) */
static char *
control (AppDriver  *driver,
         const char *path,
         const char *body)
{
  RecordPatientContext *context = record_session_get_context (cab_window_get_session (CAB_WINDOW (driver->window)));
  g_autoptr(ModelDocument) document = g_list_model_get_item (G_LIST_MODEL (record_patient_context_get_documents (context)), 0);
  const char      *url = model_document_get_url (document);
  g_autofree char *origin = g_strndup (url, (gsize) (strstr (url, "/fhir") - url));
  g_autofree char *uri = g_strconcat (origin, path, NULL);
  g_autoptr(SoupSession) http = soup_session_new ();
  g_autoptr(SoupMessage) message = soup_message_new (body != NULL ? "POST" : "GET", uri);
  GBytes *answer = NULL;
  char   *text;

  if (body != NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  soup_session_send_and_read_async (http, message, G_PRIORITY_DEFAULT, NULL, sent_cb, &answer);
  test_wait_until (answer != NULL, 30);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  g_bytes_unref (answer);

  return text;
}

static void
faults (AppDriver  *driver,
        const char *json)
{
  g_autofree char *answer = control (driver, "/control/faults", json);

  g_assert_nonnull (answer);
}

static AppDriver *
by_disease (void)
{
  AppDriver *driver = vaccine_driver_open_franz ();

  vaccine_driver_tab (driver, CAB_VACCINE_TAB_DISEASES);

  return driver;
}

static gpointer
part (AppDriver  *driver,
      const char *id)
{
  return test_child (vaccine_driver_child (driver, "advice"), id);
}

static void
press_ask (AppDriver *driver)
{
  g_assert_true (gtk_widget_is_sensitive (part (driver, "ask_button")));
  g_signal_emit_by_name (part (driver, "ask_button"), "clicked");
}

static gboolean
is_idle (AppDriver *driver)
{
  return gtk_widget_get_visible (part (driver, "ask_button"));
}

static void
ask (AppDriver *driver)
{
  press_ask (driver);
  test_wait_until (is_idle (driver), 30);
}

/* Nothing is asked by looking; what is sent is said before; the answer stands under the name of who gave it. */
static void
test_ask (void)
{
  g_autoptr(AppDriver) driver = by_disease ();
  GtkWidget       *advice = vaccine_driver_child (driver, "advice");
  g_autofree char *log = control (driver, "/control/log", NULL);

  g_assert_null (strstr (log, "/expert"));
  g_assert_true (gtk_widget_get_mapped (advice));
  g_assert_true (app_driver_shows (advice, "Ask " EXPERT));
  g_assert_true (app_driver_shows (advice, "4 entries of this record"));
  g_assert_true (app_driver_shows (advice, "No name, no number"));
  g_assert_false (app_driver_shows (advice, "Invented for training"));
  g_assert_false (gtk_widget_get_visible (part (driver, "all_expander")));

  ask (driver);
  g_assert_true (app_driver_shows (advice, SAYS));
  g_assert_true (app_driver_shows (advice, "It was given 4 entries of the record."));
  g_assert_true (gtk_widget_get_visible (part (driver, "all_expander")));
  g_assert_true (app_driver_shows (advice, "Measles"));
  g_assert_true (app_driver_shows (advice, "The patient is due for their next vaccination."));
  g_assert_true (app_driver_shows (advice, "Invented for training"));
  g_assert_true (app_driver_shows (advice, "Ask " EXPERT " Again"));
  g_assert_false (gtk_widget_get_visible (part (driver, "stale_box")));
  g_assert_false (gtk_widget_get_visible (part (driver, "problem_box")));
}

static CabVaccineRow *
nth (AppDriver *driver,
     guint      position)
{
  return g_list_model_get_item (vaccine_driver_rows (driver), position);
}

/* In the details of a disease: what is said of it, and nothing of another. */
static void
test_one_disease (void)
{
  g_autoptr(AppDriver) driver = by_disease ();
  GtkWidget *details = vaccine_driver_child (driver, "details");

  vaccine_driver_show (driver, "Measles");
  g_assert_true (app_driver_shows (details, "Ask " EXPERT));
  g_assert_false (app_driver_shows (details, SAYS));

  ask (driver);
  g_assert_true (app_driver_shows (details, SAYS));
  g_assert_true (app_driver_shows (details, "0 is an even number of doses"));
  g_assert_false (app_driver_shows (details, "3 is an odd number of doses"));

  vaccine_driver_show (driver, "Tetanus");
  g_assert_true (app_driver_shows (details, SAYS));
  g_assert_true (app_driver_shows (details, "3 is an odd number of doses"));
  g_assert_false (app_driver_shows (details, "0 is an even number of doses"));

  /* the facts of the record say nothing of the kind */
  vaccine_driver_tab (driver, CAB_VACCINE_TAB_VACCINATIONS);
  for (guint i = 0; i < vaccine_driver_n_rows (driver); i++)
    {
      g_autoptr(CabVaccineRow) row = nth (driver, i);

      g_assert_null (strstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_STATE), "due"));
    }
}

static void
test_one_disease_unknown (void)
{
  g_autoptr(AppDriver) driver = by_disease ();

  ask (driver);
  vaccine_driver_show (driver, "Rubella");
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "details"), "The service says nothing about this disease."));
}

/* Marked in words and with a sign (R-VAC-96, R-VAC-102). */
static void
test_stale (void)
{
  g_autoptr(AppDriver) driver = by_disease ();

  faults (driver, "{\"expert\":\"old\"}");
  ask (driver);
  g_assert_true (gtk_widget_get_visible (part (driver, "stale_box")));
  g_assert_true (app_driver_shows (part (driver, "stale_box"), "more than a day old"));
}

/* A sentence, a way on, and details for the IT person; the answer about somebody else is not on the screen. */
static void
test_problems (void)
{
  g_autoptr(AppDriver) driver = by_disease ();
  GtkWidget *advice = vaccine_driver_child (driver, "advice");

  faults (driver, "{\"expert\":\"other-patient\"}");
  ask (driver);
  g_assert_true (gtk_widget_get_visible (part (driver, "problem_box")));
  g_assert_true (app_driver_shows (advice, "Answer Not About This Patient"));
  g_assert_true (app_driver_shows (advice, "Try Again"));
  g_assert_true (gtk_widget_get_visible (part (driver, "problem_expander")));
  g_assert_false (app_driver_shows (advice, "Invented for training"));

  faults (driver, "{\"expert\":\"right\",\"status\":500,\"path\":\"/expert\"}");
  ask (driver);
  g_assert_true (app_driver_shows (advice, "Expert Service Not Reachable"));

  faults (driver, "{\"status\":0}");
  ask (driver);
  g_assert_false (gtk_widget_get_visible (part (driver, "problem_box")));
  g_assert_true (app_driver_shows (advice, SAYS));
}

/* By the keyboard alone: the button keeps the focus through asking, calling off and answer; nothing stays of the patient. */
static void
test_keyboard (void)
{
  g_autoptr(AppDriver) driver = by_disease ();
  GtkWidget *advice = vaccine_driver_child (driver, "advice");

  faults (driver, "{\"slow\":600000,\"path\":\"/expert\"}");
  gtk_widget_grab_focus (part (driver, "ask_button"));
  app_driver_press (driver, "space");
  test_wait_until (gtk_widget_get_visible (part (driver, "cancel_button")), 30);
  g_assert_true (app_driver_shows (advice, EXPERT " is being asked"));
  g_assert_true (gtk_window_get_focus (driver->window) == part (driver, "cancel_button"));
  app_driver_press (driver, "space");
  test_wait_until (is_idle (driver), 30);
  g_assert_true (gtk_window_get_focus (driver->window) == part (driver, "ask_button"));
  g_assert_false (gtk_widget_get_visible (part (driver, "problem_box")));

  faults (driver, "{\"slow\":0}");
  app_driver_press (driver, "space");
  test_wait_until (app_driver_shows (advice, SAYS), 30);
  g_assert_true (gtk_window_get_focus (driver->window) == part (driver, "ask_button"));

  /* R-VAC-107 */
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.close-patient", NULL);
  g_assert_false (gtk_widget_get_visible (advice));
  g_assert_false (app_driver_shows (advice, SAYS));
  g_assert_false (app_driver_shows (advice, "Invented for training"));
}

/* R-VAC-98: whoever cannot ask has the official plan. */
static void
test_plan (void)
{
  static const char *const languages[] = { "fr", "de", "it" };
  g_autoptr(AppDriver) driver = by_disease ();
  GtkWidget       *link = vaccine_driver_child (driver, "plan_link");
  g_autofree char *uri = g_strdup (gtk_link_button_get_uri (GTK_LINK_BUTTON (link)));

  g_assert_true (gtk_widget_get_mapped (link));
  g_assert_true (g_str_has_prefix (uri, "https://www.bag.admin.ch/"));

  /* in each language the page of that language; English has none of its own */
  bindtextdomain (GETTEXT_PACKAGE, CABINET_TEST_TRANSLATIONS);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *start = g_strdup_printf ("https://www.bag.admin.ch/%s/", languages[i]);

      g_setenv ("LANGUAGE", languages[i], TRUE);
      setlocale (LC_ALL, "C"); /* the language before is forgotten with its locale */
      g_assert_nonnull (setlocale (LC_ALL, "C.UTF-8"));
      g_assert_true (g_str_has_prefix (dgettext (GETTEXT_PACKAGE, uri), start));
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vaccine-advice/R-VAC-95-R-VAC-96/ask", test_ask);
  g_test_add_func ("/vaccine-advice/R-VAC-96/one-disease", test_one_disease);
  g_test_add_func ("/vaccine-advice/R-VAC-96/one-disease-unknown", test_one_disease_unknown);
  g_test_add_func ("/vaccine-advice/R-VAC-96-R-VAC-102/stale", test_stale);
  g_test_add_func ("/vaccine-advice/problems", test_problems);
  g_test_add_func ("/vaccine-advice/R-VAC-102-R-VAC-107/keyboard", test_keyboard);
  g_test_add_func ("/vaccine-advice/R-VAC-98/plan", test_plan);

  return g_test_run ();
}
