/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One vaccine for several patients, with the keys of a person and of a scanner, against a real training community. */
#include "config.h"

#include "vaccine-driver.h"

#include "cab-round-card.h"
#include "cab-round-page.h"
#include "cab-round-row.h"
#include "record-outbox.h"

#include <string.h>

#define PATIENCE 60
#define PACK "(01)07680006370012(17)300630(10)AC37B291AA"
#define NEXT_PACK "01076800063700121731063010ZZ9"

static gpointer
child (AppDriver  *driver,
       const char *id)
{
  return test_child (app_driver_child (driver, "round_page"), id);
}

static void
say (AppDriver  *driver,
     const char *id,
     const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (child (driver, id)), text);
}

static const char *
stage (AppDriver *driver)
{
  return gtk_stack_get_visible_child_name (child (driver, "round_stack"));
}

static gboolean
has_outcome (AppDriver  *driver,
             const char *outcome)
{
  GtkWidget *page = gtk_widget_get_first_child (child (driver, "round_outcome"));

  while (page != NULL && !g_str_equal (gtk_widget_get_name (page), outcome))
    page = gtk_widget_get_next_sibling (page);

  return page != NULL && gtk_widget_get_visible (page);
}

static GListModel *
rows (AppDriver *driver)
{
  GtkWidget         *table = child (driver, "round_table");
  GtkSelectionModel *wide = gtk_column_view_get_model (test_child (table, "column_view"));

  return G_LIST_MODEL (wide != NULL ? wide : gtk_list_view_get_model (test_child (table, "list_view")));
}

static guint
n_rows (AppDriver *driver)
{
  return g_list_model_get_n_items (rows (driver));
}

static const char *
says (AppDriver     *driver,
      guint          position,
      CabRoundColumn column)
{
  g_autoptr(CabTableRow) row = g_list_model_get_item (rows (driver), position);

  return row != NULL ? cab_table_row_get_text (row, column) : "";
}

static gboolean
is_arrived (AppDriver *driver,
            guint      position)
{
  return g_str_equal (says (driver, position, CAB_ROUND_COLUMN_STATE), "In the record");
}

static gboolean
is_asked (AppDriver *driver,
          guint      position)
{
  return strstr (says (driver, position, CAB_ROUND_COLUMN_STATE), "or more") != NULL;
}

/* In the record, as confidential as the patient wants it. */
static void
wait_arrived (AppDriver *driver,
              guint      position)
{
  test_wait_until (is_arrived (driver, position) || is_asked (driver, position), PATIENCE);
  if (is_asked (driver, position))
    {
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (rows (driver)), position, TRUE);
      gtk_widget_activate_action (child (driver, "round_table"), "round.go-on", NULL);
    }
  test_wait_until (is_arrived (driver, position), PATIENCE);
}

static GtkWidget *
focus (AppDriver *driver)
{
  return gtk_root_get_focus (GTK_ROOT (driver->window));
}

static gboolean
is_in_box (AppDriver *driver)
{
  return focus (driver) != NULL && gtk_widget_is_ancestor (focus (driver), child (driver, "round_entry"));
}

/* Nobody is on the screen. */
static gboolean
is_empty (AppDriver *driver)
{
  return cab_round_card_get_draft (child (driver, "card")) == NULL && !has_outcome (driver, "patient");
}

static void
type_search (AppDriver  *driver,
             const char *text,
             const char *outcome)
{
  test_wait_until (is_in_box (driver), PATIENCE);
  app_driver_type (driver, text);
  app_driver_press (driver, "Return");
  test_wait_until (has_outcome (driver, outcome), PATIENCE);
}

/* Signed in, on the page, and what is the same is said by one scan. */
static AppDriver *
begun (void)
{
  AppDriver *driver = app_driver_new (NULL);

  app_driver_sign_in (driver);
  app_driver_press (driver, "ctrl+m");
  app_driver_wait_page (driver, "round");
  g_assert_cmpstr (stage (driver), ==, "setting");
  say (driver, "scan_row", PACK);
  g_signal_emit_by_name (child (driver, "scan_row"), "entry-activated");
  app_driver_press (driver, "ctrl+Return");
  test_wait_until (g_strcmp0 (stage (driver), "patients") == 0, PATIENCE);
  g_assert_true (app_driver_shows (child (driver, "setting_label"), "AC37B291AA"));

  return driver;
}

static void
confirm (AppDriver  *driver,
         const char *text)
{
  guint before = n_rows (driver);

  type_search (driver, text, "patient");
  test_wait_until (focus (driver) == child (driver, "confirm_button"), PATIENCE);
  app_driver_press (driver, "Return");
  test_wait_until (is_empty (driver), PATIENCE);
  test_wait_until (n_rows (driver) == before + 1 || before > 0, PATIENCE);
}

/* Nothing can be begun before the vaccine is said. */
static void
test_setting (void)
{
  g_autoptr(AppDriver) driver = app_driver_new (NULL);

  app_driver_sign_in (driver);
  app_driver_press (driver, "ctrl+m");
  app_driver_wait_page (driver, "round");
  g_assert_false (gtk_widget_get_visible (child (driver, "dose_row")));
  g_assert_false (gtk_widget_get_visible (child (driver, "comment_box")));
  app_driver_press (driver, "ctrl+Return");
  g_assert_cmpstr (stage (driver), ==, "setting");
  app_driver_press (driver, "Escape");
  app_driver_wait_page (driver, "search");
}

/* Five patients, by name, AVS number and name again; one is not vaccinated. */
static void
test_afternoon (void)
{
  g_autoptr(AppDriver) driver = begun ();
  GtkWidget *card = child (driver, "card");

  type_search (driver, "Muster Franz 27.1.1995", "patient");
  g_assert_true (app_driver_shows (card, "MUSTER Franz"));
  g_assert_true (app_driver_shows (card, "27.01.1995"));
  g_assert_true (app_driver_shows (card, "31 years"));
  g_assert_true (app_driver_shows (card, "male"));
  g_assert_cmpuint (n_rows (driver), ==, 0);
  test_wait_until (focus (driver) == child (driver, "confirm_button"), PATIENCE);
  app_driver_press (driver, "Return");
  test_wait_until (n_rows (driver) == 1, PATIENCE);
  g_assert_true (is_empty (driver));
  g_assert_false (app_driver_shows (card, "MUSTER Franz"));

  confirm (driver, "Exemple Marie 18.4.1962");
  test_wait_until (n_rows (driver) == 2, PATIENCE);
  confirm (driver, "Esempio Sofia 3.9.1988");
  test_wait_until (n_rows (driver) == 3, PATIENCE);
  confirm (driver, "Muster Beat 30.7.1971");
  test_wait_until (n_rows (driver) == 4, PATIENCE);

  type_search (driver, "Muster Emil 1.6.2016", "patient");
  test_wait_until (focus (driver) == child (driver, "confirm_button"), PATIENCE);
  gtk_menu_button_popup (child (driver, "skip_button"));
  gtk_editable_set_text (child (driver, "reason_entry"), "Fever");
  gtk_widget_activate (child (driver, "leave_out_button"));
  test_wait_until (n_rows (driver) == 5, PATIENCE);
  g_assert_true (is_empty (driver));
  g_assert_cmpstr (says (driver, 4, CAB_ROUND_COLUMN_STATE), ==, "Not vaccinated: Fever");

  for (guint i = 0; i < 4; i++)
    wait_arrived (driver, i);
  g_assert_true (app_driver_shows (child (driver, "round_count"), "4 in the record"));
  g_assert_null (record_session_get_context (cab_window_get_session (CAB_WINDOW (driver->window))));

  /* all are done: nothing is asked */
  app_driver_press (driver, "Escape");
  app_driver_wait_page (driver, "search");
}

/* A name that several have, one that nobody has, and a number whose digit is wrong. */
static void
test_not_one (void)
{
  g_autoptr(AppDriver) driver = begun ();

  type_search (driver, "Muster", "too-many");
  g_assert_true (is_empty (driver));
  app_driver_press (driver, "Escape");
  type_search (driver, "Nemo Niemand 1.1.1950", "nobody");
  g_assert_true (is_empty (driver));
  app_driver_press (driver, "Escape");
  app_driver_type (driver, "756.1234.5678.98");
  app_driver_press (driver, "Return");
  test_wait_until (gtk_widget_get_visible (child (driver, "round_warnings")), PATIENCE);
  g_assert_true (is_empty (driver));
  g_assert_cmpuint (n_rows (driver), ==, 0);
}

/* The same patient a second time is asked about, and the answer at hand is no. */
static void
test_twice (void)
{
  g_autoptr(AppDriver) driver = begun ();
  GListModel *toplevels = gtk_window_get_toplevels ();
  guint       n = g_list_model_get_n_items (toplevels);

  confirm (driver, "Esempio Sofia 3.9.1988");
  test_wait_until (n_rows (driver) == 1, PATIENCE);
  type_search (driver, "Esempio Sofia 3.9.1988", "patient");
  test_wait_until (focus (driver) == child (driver, "confirm_button"), PATIENCE);
  app_driver_press (driver, "Return");
  test_wait_until (g_list_model_get_n_items (toplevels) == n + 1, PATIENCE);
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          g_assert_true (app_driver_shows (window, "ESEMPIO Sofia"));
          g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (window)), ==, "cancel");
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), "cancel");
          gtk_window_close (GTK_WINDOW (window));
        }
    }
  g_assert_cmpuint (n_rows (driver), ==, 1);
  g_assert_false (is_empty (driver));
}

/* A card that is scanned while somebody stands on the screen: she leaves it with the first digit, and the scanner's Enter
 * confirms nobody. */
static void
test_wrong_patient (void)
{
  g_autoptr(AppDriver) driver = begun ();

  type_search (driver, "Exemple Marie 18.4.1962", "patient");
  test_wait_until (focus (driver) == child (driver, "confirm_button"), PATIENCE);
  app_driver_type (driver, "7");
  test_wait_until (is_in_box (driver), PATIENCE);
  g_assert_true (is_empty (driver));
  g_assert_false (app_driver_shows (child (driver, "card"), "EXEMPLE"));
  test_wait_until (g_str_equal (gtk_editable_get_text (child (driver, "round_entry")), "7"), PATIENCE);
  app_driver_type (driver, "561234567897");
  app_driver_press (driver, "Return");
  test_wait_until (has_outcome (driver, "patient"), PATIENCE);
  g_assert_true (app_driver_shows (child (driver, "card"), "MUSTER Franz"));
  g_assert_cmpuint (n_rows (driver), ==, 0);
}

/* The pack is empty: the next one is scanned, wherever the focus is; what was entered keeps the lot it had. */
static void
test_next_pack (void)
{
  g_autoptr(AppDriver) driver = begun ();

  confirm (driver, "Esempio Sofia 3.9.1988");
  test_wait_until (n_rows (driver) == 1, PATIENCE);
  test_wait_until (is_in_box (driver), PATIENCE);
  app_driver_type (driver, NEXT_PACK);
  app_driver_press (driver, "Return");
  test_wait_until (app_driver_shows (child (driver, "setting_label"), "ZZ9"), PATIENCE);
  confirm (driver, "Muster Beat 30.7.1971");
  test_wait_until (n_rows (driver) == 2, PATIENCE);
  g_assert_cmpstr (says (driver, 0, CAB_ROUND_COLUMN_LOT), ==, "AC37B291AA");
  g_assert_cmpstr (says (driver, 1, CAB_ROUND_COLUMN_LOT), ==, "ZZ9");

  /* while somebody is on the screen: she leaves it, for what is scanned might have been a card */
  type_search (driver, "Exemple Marie 18.4.1962", "patient");
  test_wait_until (focus (driver) == child (driver, "confirm_button"), PATIENCE);
  app_driver_type (driver, "010768000637001217310630"
                           "10YY8");
  app_driver_press (driver, "Return");
  test_wait_until (app_driver_shows (child (driver, "setting_label"), "YY8"), PATIENCE);
  g_assert_true (is_empty (driver));
  g_assert_cmpstr (gtk_editable_get_text (child (driver, "round_entry")), ==, "");
  g_assert_cmpuint (n_rows (driver), ==, 2);

  /* by hand, while somebody is on the screen */
  type_search (driver, "Exemple Marie 18.4.1962", "patient");
  app_driver_press (driver, "F6");
  test_wait_until (g_strcmp0 (stage (driver), "setting") == 0, PATIENCE);
  say (driver, "lot_row", "HAND1");
  app_driver_press (driver, "ctrl+Return");
  test_wait_until (g_strcmp0 (stage (driver), "patients") == 0, PATIENCE);
  g_assert_true (app_driver_shows (child (driver, "card"), "EXEMPLE Marie"));
  test_wait_until (focus (driver) == child (driver, "confirm_button"), PATIENCE);
  app_driver_press (driver, "Return");
  test_wait_until (n_rows (driver) == 3, PATIENCE);
  g_assert_cmpstr (says (driver, 2, CAB_ROUND_COLUMN_LOT), ==, "HAND1");
}

/* What waits in the outbox is safe; leaving does not lose it, and it can be taken back. */
static void
test_held (void)
{
  g_autoptr(AppDriver) driver = begun ();
  RecordOutbox *outbox = record_session_get_outbox (cab_window_get_session (CAB_WINDOW (driver->window)));

  record_outbox_set_max_parallel (outbox, 0);
  confirm (driver, "Esempio Sofia 3.9.1988");
  test_wait_until (n_rows (driver) == 1, PATIENCE);
  confirm (driver, "Muster Beat 30.7.1971");
  test_wait_until (n_rows (driver) == 2 && record_outbox_get_n_waiting (outbox) == 2, PATIENCE);
  g_assert_true (g_str_has_prefix (says (driver, 0, CAB_ROUND_COLUMN_STATE), "On its way"));

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (rows (driver)), 1, TRUE);
  gtk_widget_activate_action (child (driver, "round_table"), "round.take-back", NULL);
  test_wait_until (g_str_has_prefix (says (driver, 1, CAB_ROUND_COLUMN_STATE), "Taken back"), PATIENCE);
  test_wait_until (record_outbox_get_n_waiting (outbox) == 1, PATIENCE);

  record_outbox_set_max_parallel (outbox, 2);
  wait_arrived (driver, 0);
  g_assert_true (g_str_has_prefix (says (driver, 1, CAB_ROUND_COLUMN_STATE), "Taken back"));
}

/* A patient who accepts only restricted documents: the way on is in her row. */
static void
test_consent (void)
{
  g_autoptr(AppDriver) driver = begun ();

  confirm (driver, "Muster Claire 5.11.1980");
  test_wait_until (n_rows (driver) == 1 && is_asked (driver, 0), PATIENCE);
  g_assert_true (cab_round_page_is_busy (app_driver_child (driver, "round_page")));
  wait_arrived (driver, 0);
  g_assert_false (cab_round_page_is_busy (app_driver_child (driver, "round_page")));
}

/* A pasted list is text for the box, one line after the other; it decides about nobody. */
static void
test_list (void)
{
  g_autoptr(AppDriver) driver = begun ();
  GListModel *toplevels = gtk_window_get_toplevels ();
  guint       n = g_list_model_get_n_items (toplevels);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (driver->window)), "Esempio;Sofia;3.9.1988\nMuster Beat 30.7.1971\nNemo Niemand\n");
  gtk_widget_activate_action (child (driver, "round_entry"), "round.paste-list", NULL);
  test_wait_until (n_rows (driver) == 3, PATIENCE);
  test_wait_until (g_str_equal (gtk_editable_get_text (child (driver, "round_entry")), "Esempio Sofia 3.9.1988"), PATIENCE);
  g_assert_true (is_empty (driver));
  app_driver_press (driver, "Return");
  test_wait_until (has_outcome (driver, "patient"), PATIENCE);
  g_assert_true (app_driver_shows (child (driver, "card"), "In your list: Esempio Sofia 3.9.1988"));
  test_wait_until (focus (driver) == child (driver, "confirm_button"), PATIENCE);
  app_driver_press (driver, "Return");
  test_wait_until (g_str_equal (says (driver, 0, CAB_ROUND_COLUMN_PATIENT), "ESEMPIO Sofia"), PATIENCE);
  g_assert_cmpuint (n_rows (driver), ==, 3);
  test_wait_until (g_str_equal (gtk_editable_get_text (child (driver, "round_entry")), "Muster Beat 30.7.1971"), PATIENCE);

  /* two are not done: leaving asks once */
  app_driver_press (driver, "Escape");
  app_driver_press (driver, "Escape");
  test_wait_until (g_list_model_get_n_items (toplevels) == n + 1, PATIENCE);
  g_assert_cmpstr (app_driver_page (driver), ==, "round");
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), "leave");
          gtk_window_close (GTK_WINDOW (window));
        }
    }
  app_driver_wait_page (driver, "search");
  g_assert_cmpuint (n_rows (driver), ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (child (driver, "round_entry")), ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  g_test_add_func ("/app/vaccine-round/setting", test_setting);
  g_test_add_func ("/app/vaccine-round/afternoon", test_afternoon);
  g_test_add_func ("/app/vaccine-round/not-one", test_not_one);
  g_test_add_func ("/app/vaccine-round/twice", test_twice);
  g_test_add_func ("/app/vaccine-round/wrong-patient", test_wrong_patient);
  g_test_add_func ("/app/vaccine-round/next-pack", test_next_pack);
  g_test_add_func ("/app/vaccine-round/held", test_held);
  g_test_add_func ("/app/vaccine-round/consent", test_consent);
  g_test_add_func ("/app/vaccine-round/list", test_list);

  return g_test_run ();
}
