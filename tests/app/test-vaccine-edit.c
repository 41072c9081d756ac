/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vaccinations are written in the window, into a real cabinet-sandbox: the test cases of the national module by their
 * numbers, and what goes beyond them. */
#include "config.h"

#include "vaccine-driver.h"

#include "record-patient-context.h"

#include <string.h>

#define N_VACCINATIONS 4 /* Franz Muster has so many */

static void
fill_boostrix (AppDriver  *driver,
               const char *date)
{
  vaccine_driver_add (driver, MODEL_CLINICAL_VACCINATION);
  vaccine_driver_choose (driver, "code_row", "Boostrix Polio");
  vaccine_driver_type (driver, "date_row", date);
  vaccine_driver_type (driver, "dose_row", "3");
  vaccine_driver_type (driver, "lot_row", "AC37B");
  vaccine_driver_type (driver, "expiry_row", "6.2030");
  g_signal_emit_by_name (vaccine_driver_child (driver, "me_button"), "clicked");
  vaccine_driver_choose (driver, "route_row", "intramuscular");
  vaccine_driver_comment (driver, "comment_view", "Well tolerated.");
}

/* TC-2.1: newest first: date, protection, vaccine, dose, who. */
static void
test_list (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();
  int before = G_MAXINT;

  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, N_VACCINATIONS);
  for (guint i = 0; i < N_VACCINATIONS; i++)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (vaccine_driver_rows (driver), i);
      int year = cab_table_row_get_year (CAB_TABLE_ROW (row));

      g_assert_cmpint (year, <=, before);
      before = year;
      g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_DATE), !=, "");
      g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_ABOUT), !=, "");
      g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_NAME), !=, "");
      g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_WHO), !=, "");
    }
}

/* TC-2.3: required and optional fields, confidentiality, confirmation; a row on its way; the document is in the record. */
static void
test_create (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();
  GtkWidget *summary;

  fill_boostrix (driver, "3.10.2025");
  gtk_switch_set_active (vaccine_driver_child (driver, "restricted_switch"), TRUE);
  vaccine_driver_go (driver);
  g_assert_cmpstr (vaccine_driver_page (driver), ==, "summary");
  summary = vaccine_driver_child (driver, "summary_box");
  g_assert_true (app_driver_shows (summary, "MUSTER Franz"));
  g_assert_true (app_driver_shows (summary, "Boostrix Polio"));
  g_assert_true (app_driver_shows (summary, "03.10.2025 (30 years old)"));
  g_assert_true (app_driver_shows (summary, "AC37B"));
  g_assert_true (app_driver_shows (summary, "Well tolerated."));
  g_assert_true (app_driver_shows (summary, "Restricted"));
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, N_VACCINATIONS);

  vaccine_driver_go (driver);
  test_wait_until (vaccine_driver_page (driver) == NULL, 60);
  {
    g_autoptr(CabVaccineRow) row = vaccine_driver_find (driver, "Boostrix Polio");

    g_assert_nonnull (row);
    g_assert_null (cab_vaccine_row_get_line (row));
  }
  vaccine_driver_wait_idle (driver);
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, N_VACCINATIONS + 1);
  {
    g_autoptr(CabVaccineRow) row = vaccine_driver_find (driver, "Boostrix Polio");

    g_assert_nonnull (cab_vaccine_row_get_line (row));
    g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_DATE), ==, "03.10.2025");
    g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_DOSE), ==, "3");
    g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_LOT), ==, "AC37B");
    g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_VALIDATION), ==, "Validated");
    g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_STATE), ==, "Current");
  }
}

/* TC-2.2: also lot, reason, organisation, with the keys alone. */
static void
test_detail (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Vielfalt 17.6.1988", "VIELFALT Vera");
  GtkWidget *details = vaccine_driver_child (driver, "details");

  vaccine_driver_show (driver, "Boostrix");
  g_assert_true (app_driver_shows (details, "AC37B510"));
  g_assert_true (app_driver_shows (details, "Reason"));
  g_assert_true (app_driver_shows (details, "Given by"));
  vaccine_driver_show (driver, "Rhophylac");
  g_assert_true (app_driver_shows (details, "Frauenklinik"));
}

/* TC-2.4: a new version with the changes; what no field shows stays (R-VAC-60). */
static void
test_edit (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Vielfalt 17.6.1988", "VIELFALT Vera");
  GtkWidget *details = vaccine_driver_child (driver, "details");
  guint      n = vaccine_driver_n_rows (driver);

  vaccine_driver_show (driver, "Boostrix");
  vaccine_driver_act (driver, "correct");
  g_assert_cmpstr (vaccine_driver_page (driver), ==, "form");
  g_assert_cmpstr (gtk_editable_get_text (vaccine_driver_child (driver, "lot_row")), ==, "AC37B510");
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "kept_label"), "7680006370012"));
  g_assert_false (gtk_widget_is_sensitive (vaccine_driver_child (driver, "go_button")));
  vaccine_driver_type (driver, "lot_row", "AC37B999");
  vaccine_driver_type (driver, "dose_row", "5");
  vaccine_driver_go (driver);
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "summary_box"), "AC37B510 → AC37B999"));
  vaccine_driver_save (driver);

  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, n);
  vaccine_driver_show (driver, "Boostrix");
  g_assert_true (app_driver_shows (details, "AC37B999"));
  g_assert_true (app_driver_shows (details, "Version 2, the newest"));
  g_assert_true (app_driver_shows (details, "AC37B510 → AC37B999"));
  g_assert_true (app_driver_shows (details, "7680006370012"));
  g_assert_true (app_driver_shows (details, "Corrected"));
}

/* TC-2.5, R-VAC-62: a reason is demanded, what is removed is shown; the history keeps it, and it can come back. */
static void
test_annul (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();
  GtkWidget *details = vaccine_driver_child (driver, "details");

  vaccine_driver_show (driver, "Havrix");
  vaccine_driver_act (driver, "annul");
  g_assert_cmpstr (vaccine_driver_page (driver), ==, "step");
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "step"), "Havrix 1440"));
  g_assert_false (gtk_widget_is_sensitive (vaccine_driver_child (driver, "go_button")));
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "step"), "Say why it is deleted."));
  vaccine_driver_type (driver, "words_row", "It was another patient.");
  vaccine_driver_save (driver);

  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, N_VACCINATIONS - 1);
  gtk_toggle_button_set_active (vaccine_driver_child (driver, "deleted_chip"), TRUE);
  test_wait_until (vaccine_driver_n_rows (driver) == N_VACCINATIONS, 30);
  vaccine_driver_show (driver, "Havrix");
  g_assert_true (app_driver_shows (details, "Deleted"));
  g_assert_true (app_driver_shows (details, "It was another patient."));
  g_assert_true (gtk_widget_get_visible (vaccine_driver_child (driver, "restore_button")));
  g_assert_false (gtk_widget_get_visible (vaccine_driver_child (driver, "correct_button")));

  vaccine_driver_act (driver, "restore");
  vaccine_driver_save (driver);
  vaccine_driver_show (driver, "Havrix");
  g_assert_true (app_driver_shows (details, "Version 3, the newest"));
  g_assert_true (gtk_widget_get_visible (vaccine_driver_child (driver, "correct_button")));
}

static const char *
said_below (AppDriver  *driver,
            const char *id)
{
  GtkWidget *place = gtk_widget_get_next_sibling (vaccine_driver_child (driver, id));

  return gtk_widget_get_visible (place) ? gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (place)))) : "";
}

/* R-VAC-99, R-VAC-101: each field says beside itself why it cannot stand; the focus goes to the first. */
static void
test_faults (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();
  GtkWidget *focus;

  vaccine_driver_add (driver, MODEL_CLINICAL_VACCINATION);
  g_assert_cmpstr (said_below (driver, "code_row"), ==, "");
  g_assert_false (gtk_widget_is_sensitive (vaccine_driver_child (driver, "go_button")));
  g_signal_emit_by_name (vaccine_driver_child (driver, "missing_button"), "clicked");
  g_assert_cmpstr (said_below (driver, "code_row"), ==, "Choose the vaccine.");
  g_assert_cmpstr (said_below (driver, "date_row"), !=, "");
  focus = gtk_window_get_focus (driver->window);
  g_assert_true (focus != NULL && (focus == vaccine_driver_child (driver, "code_row") || gtk_widget_is_ancestor (focus, vaccine_driver_child (driver, "code_row"))));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (vaccine_driver_child (driver, "code_row")), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);

  vaccine_driver_choose (driver, "code_row", "Havrix 1440");
  g_assert_cmpstr (said_below (driver, "code_row"), ==, "");
  vaccine_driver_type (driver, "date_row", "1.1.2099");
  g_assert_cmpstr (said_below (driver, "date_row"), ==, "This date lies in the future.");
  vaccine_driver_type (driver, "date_row", "1990");
  g_assert_cmpstr (said_below (driver, "date_row"), ==, "This date lies before the birth of the patient.");
  vaccine_driver_type (driver, "date_row", "2.2003");
  g_assert_cmpstr (said_below (driver, "date_row"), ==, "02.2003: the day is not known.");
  vaccine_driver_type (driver, "dose_row", "0");
  g_assert_cmpstr (said_below (driver, "dose_row"), !=, "");
  vaccine_driver_type (driver, "dose_row", "");
  vaccine_driver_type (driver, "expiry_row", "1.2001");
  g_assert_cmpstr (said_below (driver, "expiry_row"), ==, "The pack had expired on the day of the vaccination.");
  g_assert_true (gtk_widget_is_sensitive (vaccine_driver_child (driver, "go_button")));
}

/* R-VAC-26: diseases follow the product until they are touched. R-VAC-100: found in any language, by disease, code and number. */
static void
test_products (void)
{
  static const char *const words[] = { "tetanus", "tetanos", "starrkrampf", "637", "7680006370012" };
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();
  GtkWidget *row;
  GtkWidget *chips;

  vaccine_driver_add (driver, MODEL_CLINICAL_VACCINATION);
  row = vaccine_driver_child (driver, "code_row");
  chips = vaccine_driver_child (driver, "chips_box");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      GtkWidget  *popover = GTK_WIDGET (gtk_menu_button_get_popover (test_child (row, "open_button")));
      GListModel *list;
      gboolean    found = FALSE;

      gtk_menu_button_popup (test_child (row, "open_button"));
      test_wait_until (gtk_widget_get_mapped (test_child (popover, "search_entry")), 30);
      gtk_editable_set_text (test_child (popover, "search_entry"), words[i]);
      g_signal_emit_by_name (test_child (popover, "search_entry"), "search-changed");
      list = G_LIST_MODEL (gtk_list_view_get_model (test_child (popover, "list_view")));
      for (guint j = 0; j < g_list_model_get_n_items (list); j++)
        {
          g_autoptr(ModelCoding) coding = g_list_model_get_item (list, j);

          found = found || g_strcmp0 (model_coding_get_label (coding), "Boostrix") == 0;
        }
      g_assert_true (found);
    }
  vaccine_driver_choose (driver, "code_row", "Anatoxal DiTePer"); /* an old one */
  g_assert_true (app_driver_shows (chips, "Tetanus"));
  vaccine_driver_choose (driver, "code_row", "Havrix 1440");
  g_assert_false (app_driver_shows (chips, "Tetanus"));
  vaccine_driver_choose (driver, "add_disease_row", "rabies");
  vaccine_driver_choose (driver, "code_row", "Td-pur");
  g_assert_false (app_driver_shows (chips, "Tetanus"));
  g_assert_true (app_driver_shows (chips, "Rabies"));
}

/* R-VAC-30: what a pack says, scanned into any field, or faulty. */
static void
test_scan (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();
  GtkWidget *label;

  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.scan-vaccine", NULL);
  test_wait_until (g_strcmp0 (vaccine_driver_page (driver), "form") == 0, 30);
  label = vaccine_driver_child (driver, "scan_label");
  vaccine_driver_type (driver, "scan_row", "0107680006370013");
  g_signal_emit_by_name (vaccine_driver_child (driver, "scan_row"), "entry-activated");
  g_assert_true (app_driver_shows (label, "check digit"));
  vaccine_driver_type (driver, "scan_row", "(01)07680006370012(17)200630(10)AC37B1");
  g_signal_emit_by_name (vaccine_driver_child (driver, "scan_row"), "entry-activated");
  g_assert_true (app_driver_shows (label, "Boostrix"));
  g_assert_cmpstr (gtk_editable_get_text (vaccine_driver_child (driver, "lot_row")), ==, "AC37B1");
  g_assert_cmpstr (gtk_editable_get_text (vaccine_driver_child (driver, "expiry_row")), ==, "30.06.2020");
  vaccine_driver_type (driver, "date_row", "3.10.2025");
  g_assert_cmpstr (said_below (driver, "expiry_row"), ==, "The pack had expired on the day of the vaccination.");

  /* a scanner that types while the focus is in another field: real keys */
  gtk_widget_grab_focus (vaccine_driver_child (driver, "dose_row"));
  app_driver_type (driver, "01076800063700121730123110ZZ9");
  app_driver_press (driver, "Return");
  test_wait_until (g_str_equal (gtk_editable_get_text (vaccine_driver_child (driver, "lot_row")), "ZZ9"), 30);
  g_assert_cmpstr (gtk_editable_get_text (vaccine_driver_child (driver, "dose_row")), ==, "");
  g_assert_cmpstr (gtk_editable_get_text (vaccine_driver_child (driver, "expiry_row")), ==, "31.12.2030");
}

/* R-VAC-104: date, performer and confidentiality stay for the next one. */
static void
test_another (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();

  fill_boostrix (driver, "3.10.2025");
  vaccine_driver_go (driver);
  g_signal_emit_by_name (vaccine_driver_child (driver, "another_button"), "clicked");
  test_wait_until (g_strcmp0 (vaccine_driver_page (driver), "form") == 0 && gtk_widget_is_sensitive (vaccine_driver_child (driver, "editor_stack")), 60);
  g_assert_cmpstr (gtk_editable_get_text (vaccine_driver_child (driver, "date_row")), ==, "3.10.2025");
  g_assert_cmpstr (gtk_editable_get_text (vaccine_driver_child (driver, "performer_row")), !=, "");
  g_assert_cmpstr (gtk_editable_get_text (vaccine_driver_child (driver, "lot_row")), ==, "");
  vaccine_driver_choose (driver, "code_row", "Havrix 1440");
  vaccine_driver_go (driver);
  vaccine_driver_save (driver);
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, N_VACCINATIONS + 2);
}

static GtkWidget *
find_dialog (AppDriver *driver)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (window))
        return window;
    }

  return NULL;
}

static void
answer (AppDriver  *driver,
        const char *response)
{
  g_autoptr(GtkWidget) dialog = g_object_ref (find_dialog (driver));

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* R-VAC-104: asked once; another pane keeps what is typed; closing the patient asks, and drops it. */
static void
test_leave (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();
  GtkWidget *window = GTK_WIDGET (driver->window);

  vaccine_driver_add (driver, MODEL_CLINICAL_VACCINATION);
  gtk_widget_activate_action (window, "win.back", NULL);
  g_assert_null (vaccine_driver_page (driver)); /* nothing was said: nothing is asked */

  vaccine_driver_add (driver, MODEL_CLINICAL_VACCINATION);
  vaccine_driver_type (driver, "lot_row", "AC1");
  gtk_widget_activate_action (window, "win.documents", NULL);
  gtk_widget_activate_action (window, "win.vaccination", NULL);
  g_assert_cmpstr (gtk_editable_get_text (vaccine_driver_child (driver, "lot_row")), ==, "AC1");
  gtk_widget_activate_action (window, "win.back", NULL);
  test_wait_until (find_dialog (driver) != NULL, 30);
  answer (driver, "stay");
  g_assert_cmpstr (vaccine_driver_page (driver), ==, "form");

  gtk_widget_activate_action (window, "win.close-patient", NULL);
  test_wait_until (find_dialog (driver) != NULL, 30);
  g_assert_true (app_driver_shows (find_dialog (driver), "Leave Without Saving?"));
  answer (driver, "leave");
  app_driver_wait_page (driver, "search");
  g_assert_null (vaccine_driver_page (driver));
  g_assert_false (app_driver_shows (app_driver_child (driver, "vaccination"), "AC1"));
  g_assert_false (app_driver_shows (app_driver_child (driver, "vaccination"), "MUSTER"));
}

static gboolean
has_focus (AppDriver  *driver,
           const char *id)
{
  GtkWidget *focus = gtk_window_get_focus (driver->window);

  return focus != NULL && gtk_widget_is_ancestor (focus, vaccine_driver_child (driver, id));
}

/* R-VAC-102: from the record to the outbox by real keys alone. */
static void
test_keyboard (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (test_child (vaccine_driver_child (driver, "code_row"), "open_button")));

  app_driver_press (driver, "ctrl+n");
  test_wait_until (g_strcmp0 (vaccine_driver_page (driver), "form") == 0, 30);
  app_driver_press (driver, "Return");
  test_wait_until (gtk_widget_get_mapped (test_child (popover, "search_entry")), 30);
  app_driver_type (driver, "Boostrix Polio");
  test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (test_child (popover, "list_view")))) == 1, 30);
  app_driver_press (driver, "Return");
  test_wait_until (app_driver_shows (vaccine_driver_child (driver, "chips_box"), "Tetanus"), 30);
  test_wait_until (!gtk_widget_get_mapped (popover), 30);
  for (guint i = 0; i < 12 && !has_focus (driver, "date_row"); i++)
    app_driver_press (driver, "Tab");
  g_assert_true (has_focus (driver, "date_row"));
  app_driver_type (driver, "3.10.2025");
  test_wait_until (g_str_equal (gtk_editable_get_text (vaccine_driver_child (driver, "date_row")), "3.10.2025"), 30);
  app_driver_press (driver, "ctrl+Return");
  test_wait_until (g_strcmp0 (vaccine_driver_page (driver), "summary") == 0, 30);
  app_driver_press (driver, "ctrl+Return");
  test_wait_until (vaccine_driver_page (driver) == NULL, 60);
  vaccine_driver_wait_idle (driver);
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, N_VACCINATIONS + 1);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vaccination/tc-2.1-list", test_list);
  g_test_add_func ("/vaccination/tc-2.2-detail", test_detail);
  g_test_add_func ("/vaccination/tc-2.3-create", test_create);
  g_test_add_func ("/vaccination/tc-2.4-edit", test_edit);
  g_test_add_func ("/vaccination/tc-2.5-annul", test_annul);
  g_test_add_func ("/vaccination/faults/R-VAC-101", test_faults);
  g_test_add_func ("/vaccination/products/R-VAC-100", test_products);
  g_test_add_func ("/vaccination/scan/R-VAC-30", test_scan);
  g_test_add_func ("/vaccination/another/R-VAC-104", test_another);
  g_test_add_func ("/vaccination/leave/R-VAC-104", test_leave);
  g_test_add_func ("/vaccination/keyboard/R-VAC-102", test_keyboard);

  return g_test_run ();
}
