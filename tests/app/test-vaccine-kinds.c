/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allergies, illnesses and the other kinds of entry, written in the window: the test cases 3, 4 and 5 of the national module. */
#include "config.h"

#include "vaccine-driver.h"

#include <string.h>

static AppDriver *
open_vera (void)
{
  return vaccine_driver_open ("Vielfalt 17.6.1988", "VIELFALT Vera");
}

/* TC-3.1, TC-4.1: a list of a kind has its date, name, state and who. */
static void
check_list (AppDriver    *driver,
            CabVaccineTab tab,
            const char   *name)
{
  g_autoptr(CabVaccineRow) row = NULL;

  vaccine_driver_tab (driver, tab);
  row = vaccine_driver_find (driver, name);
  g_assert_nonnull (row);
  g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_DATE), !=, "");
  g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_ABOUT), !=, "");
  g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_WHO), !=, "");
  g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_VALIDATION), !=, "");
  g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_STATE), !=, "");
}

static void
test_reactions (void)
{
  g_autoptr(AppDriver) driver = open_vera ();

  check_list (driver, CAB_VACCINE_TAB_ALLERGIES, "Anaphylaxis");
}

/* TC-3.2: also type, category, risk, severity, verification. */
static void
test_reaction (void)
{
  g_autoptr(AppDriver) driver = open_vera ();
  GtkWidget *details = vaccine_driver_child (driver, "details");

  vaccine_driver_tab (driver, CAB_VACCINE_TAB_ALLERGIES);
  vaccine_driver_show (driver, "Tetanus");
  g_assert_true (app_driver_shows (details, "Type"));
  g_assert_true (app_driver_shows (details, "Category"));
  g_assert_true (app_driver_shows (details, "Risk"));
  g_assert_true (app_driver_shows (details, "Severity"));
  g_assert_true (app_driver_shows (details, "Validated"));
}

static void
choose_dose (gpointer    row,
             const char *name)
{
  GListModel *doses = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (doses); i++)
    {
      g_autoptr(GtkStringObject) dose = g_list_model_get_item (doses, i);

      if (strstr (gtk_string_object_get_string (dose), name) != NULL)
        {
          adw_combo_row_set_selected (row, i);
          return;
        }
    }
  g_assert_not_reached ();
}

/* TC-3.3, R-VAC-36: the new row and its details equal what was said; the dose is named in the comment; the duty is told. */
static void
test_create_reaction (void)
{
  g_autoptr(AppDriver) driver = open_vera ();
  GtkWidget *details = vaccine_driver_child (driver, "details");

  vaccine_driver_tab (driver, CAB_VACCINE_TAB_ALLERGIES);
  vaccine_driver_add (driver, MODEL_CLINICAL_ALLERGY);
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "duty_box"), "Swissmedic"));
  g_assert_false (gtk_widget_get_visible (vaccine_driver_child (driver, "lot_row")));
  vaccine_driver_choose (driver, "code_row", "pertussis vaccine");
  vaccine_driver_type (driver, "date_row", "10.1.2023");
  choose_dose (vaccine_driver_child (driver, "reaction_row"), "Boostrix");
  vaccine_driver_choose (driver, "type_row", "intolerance");
  vaccine_driver_choose (driver, "category_row", "medication");
  vaccine_driver_choose (driver, "criticality_row", "low");
  vaccine_driver_go (driver);
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "summary_box"), "After Boostrix of 09.01.2023, lot AC37B510."));
  vaccine_driver_save (driver);

  {
    g_autoptr(CabVaccineRow) row = vaccine_driver_find (driver, "ertussis");

    g_assert_nonnull (row);
    g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_DATE), ==, "10.01.2023");
    g_assert_cmpstr (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_VALIDATION), ==, "Validated");
  }
  vaccine_driver_show (driver, "ertussis");
  g_assert_true (app_driver_shows (details, "After Boostrix of 09.01.2023, lot AC37B510."));
  g_assert_true (app_driver_shows (details, "Type"));
  g_assert_true (app_driver_shows (details, "Category"));
  g_assert_true (app_driver_shows (details, "Risk"));
}

/* TC-3.4, TC-4.4: a correction replaces the entry, and carries its comments and its signs over. */
static void
check_edit (AppDriver    *driver,
            CabVaccineTab tab,
            const char   *name,
            const char   *comment)
{
  GtkWidget *details = vaccine_driver_child (driver, "details");
  guint      n;

  vaccine_driver_tab (driver, tab);
  n = vaccine_driver_n_rows (driver);
  vaccine_driver_show (driver, name);
  g_assert_true (app_driver_shows (details, comment));
  vaccine_driver_act (driver, "correct");
  vaccine_driver_type (driver, "date_row", "3.2.2009");
  vaccine_driver_go (driver);
  vaccine_driver_save (driver);
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, n);
  vaccine_driver_show (driver, name);
  g_assert_true (app_driver_shows (details, "Version 2, the newest"));
  g_assert_true (app_driver_shows (details, "03.02.2009"));
  g_assert_true (app_driver_shows (details, comment));
}

static void
test_edit_reaction (void)
{
  g_autoptr(AppDriver) driver = open_vera ();

  check_edit (driver, CAB_VACCINE_TAB_ALLERGIES, "Tetanus", "Nach Boostrix vom 09.01.2023");
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "details"), "Rötung und Schwellung"));
}

/* TC-3.5, TC-4.5: a reason is demanded; it is gone from the record, and both versions are kept. */
static void
check_annul (AppDriver    *driver,
             CabVaccineTab tab,
             const char   *name)
{
  GtkWidget *details = vaccine_driver_child (driver, "details");
  guint      n;

  vaccine_driver_tab (driver, tab);
  n = vaccine_driver_n_rows (driver);
  vaccine_driver_show (driver, name);
  vaccine_driver_act (driver, "annul");
  g_assert_false (gtk_widget_is_sensitive (vaccine_driver_child (driver, "go_button")));
  adw_combo_row_set_selected (vaccine_driver_child (driver, "why_row"), 2);
  vaccine_driver_save (driver);
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, n - 1);
  gtk_toggle_button_set_active (vaccine_driver_child (driver, "deleted_chip"), TRUE);
  test_wait_until (vaccine_driver_n_rows (driver) == n, 30);
  vaccine_driver_show (driver, name);
  g_assert_true (app_driver_shows (details, "It was entered twice."));
  g_assert_true (app_driver_shows (details, "Version 1"));
  g_assert_true (app_driver_shows (details, "Version 2, the newest"));
}

static void
test_annul_reaction (void)
{
  g_autoptr(AppDriver) driver = open_vera ();

  check_annul (driver, CAB_VACCINE_TAB_ALLERGIES, "Anaphylaxis");
}

static void
test_illnesses (void)
{
  g_autoptr(AppDriver) driver = open_vera ();

  check_list (driver, CAB_VACCINE_TAB_ILLNESSES, "Varicella");
}

/* TC-4.2: also its end, and who stands behind it. */
static void
test_illness (void)
{
  g_autoptr(AppDriver) driver = open_vera ();
  GtkWidget *details = vaccine_driver_child (driver, "details");

  vaccine_driver_tab (driver, CAB_VACCINE_TAB_ILLNESSES);
  vaccine_driver_show (driver, "hepatitis, type A");
  g_assert_true (app_driver_shows (details, "Ended"));
  g_assert_true (app_driver_shows (details, "20.04.2009"));
  g_assert_true (app_driver_shows (details, "Entered by"));
}

/* TC-4.3: begin, end, severity. */
static void
test_create_illness (void)
{
  g_autoptr(AppDriver) driver = open_vera ();
  GtkWidget *details = vaccine_driver_child (driver, "details");

  vaccine_driver_tab (driver, CAB_VACCINE_TAB_ILLNESSES);
  vaccine_driver_add (driver, MODEL_CLINICAL_ILLNESS);
  vaccine_driver_choose (driver, "code_row", "measles");
  vaccine_driver_type (driver, "date_row", "5.1994");
  vaccine_driver_type (driver, "end_row", "4.1994");
  g_assert_false (gtk_widget_is_sensitive (vaccine_driver_child (driver, "go_button")));
  vaccine_driver_type (driver, "end_row", "6.1994");
  vaccine_driver_choose (driver, "severity_row", "moderate");
  vaccine_driver_go (driver);
  vaccine_driver_save (driver);
  vaccine_driver_show (driver, "Measles");
  g_assert_true (app_driver_shows (details, "05.1994"));
  g_assert_true (app_driver_shows (details, "06.1994"));
  g_assert_true (app_driver_shows (details, "Severity"));
}

static void
test_edit_illness (void)
{
  g_autoptr(AppDriver) driver = open_vera ();

  check_edit (driver, CAB_VACCINE_TAB_ILLNESSES, "hepatitis, type A", "Auf einer Reise in Exempelland.");
}

static void
test_annul_illness (void)
{
  g_autoptr(AppDriver) driver = open_vera ();

  check_annul (driver, CAB_VACCINE_TAB_ILLNESSES, "Varicella");
}

/* TC-5.1: after the life of an entry the record is newest first, and the order can be turned round. */
static void
test_life (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();
  GtkColumnView *view = vaccine_driver_child (driver, "column_view");
  g_autoptr(GtkColumnViewColumn) date = g_list_model_get_item (gtk_column_view_get_columns (view), 0);
  guint n = vaccine_driver_n_rows (driver);
  guint order;

  vaccine_driver_add (driver, MODEL_CLINICAL_VACCINATION);
  vaccine_driver_choose (driver, "code_row", "Encepur N");
  vaccine_driver_type (driver, "date_row", "2018");
  vaccine_driver_go (driver);
  vaccine_driver_save (driver);
  vaccine_driver_show (driver, "Encepur");
  vaccine_driver_act (driver, "correct");
  vaccine_driver_type (driver, "date_row", "4.2018");
  vaccine_driver_go (driver);
  vaccine_driver_save (driver);
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, n + 1);
  for (order = 0; order < 2; order++)
    {
      int before = order == 0 ? G_MAXINT : 0;

      gtk_column_view_sort_by_column (view, date, order == 0 ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
      for (guint i = 0; i <= n; i++)
        {
          g_autoptr(CabVaccineRow) row = g_list_model_get_item (vaccine_driver_rows (driver), i);
          int year = cab_table_row_get_year (CAB_TABLE_ROW (row));

          g_assert_true (order == 0 ? year <= before : year >= before);
          before = year;
        }
    }

  vaccine_driver_show (driver, "Encepur");
  vaccine_driver_act (driver, "annul");
  vaccine_driver_type (driver, "words_row", "Only tried.");
  vaccine_driver_save (driver);
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, n);
}

/* R-VAC-43, R-VAC-44: the unit is proposed; "< 10" is no number. */
static void
test_serology (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();

  vaccine_driver_tab (driver, CAB_VACCINE_TAB_SEROLOGY);
  vaccine_driver_add (driver, MODEL_CLINICAL_SEROLOGY);
  vaccine_driver_choose (driver, "code_row", "hepatitis b");
  g_assert_cmpstr (gtk_editable_get_text (vaccine_driver_child (driver, "unit_row")), !=, "");
  vaccine_driver_type (driver, "date_row", "5.3.2026");
  vaccine_driver_type (driver, "value_row", "< 10");
  vaccine_driver_go (driver);
  vaccine_driver_save (driver);
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, 1);
  {
    g_autoptr(CabVaccineRow) row = g_list_model_get_item (vaccine_driver_rows (driver), 0);

    g_assert_true (g_str_has_prefix (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_ABOUT), "< 10"));
  }
}

static void
test_risk_and_basic (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open_franz ();

  vaccine_driver_tab (driver, CAB_VACCINE_TAB_RISKS);
  vaccine_driver_add (driver, MODEL_CLINICAL_MEDICAL_PROBLEM);
  vaccine_driver_choose (driver, "code_row", "healthcare");
  vaccine_driver_type (driver, "date_row", "2019");
  vaccine_driver_go (driver);
  vaccine_driver_save (driver);
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, 1);

  vaccine_driver_tab (driver, CAB_VACCINE_TAB_SEROLOGY);
  vaccine_driver_add (driver, MODEL_CLINICAL_BASIC_IMMUNIZATION);
  vaccine_driver_choose (driver, "code_row", "measles");
  vaccine_driver_type (driver, "date_row", "1996");
  vaccine_driver_go (driver);
  vaccine_driver_save (driver);
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, 1);
}

/* R-VAC-35: "no known allergy" beside an active one. R-VAC-111: an old pregnancy is asked about, and not closed. */
static void
test_contradiction (void)
{
  g_autoptr(AppDriver) driver = open_vera ();
  GtkWidget *label = vaccine_driver_child (driver, "ask_label");

  vaccine_driver_tab (driver, CAB_VACCINE_TAB_ALLERGIES);
  vaccine_driver_add (driver, MODEL_CLINICAL_ALLERGY);
  g_assert_false (gtk_widget_get_visible (label));
  vaccine_driver_choose (driver, "code_row", "no known allergy");
  g_assert_true (gtk_widget_get_visible (label));
  g_assert_true (app_driver_shows (label, "contradicts"));
  vaccine_driver_choose (driver, "status_row", "inactive");
  g_assert_false (gtk_widget_get_visible (label));
}

static void
test_pregnancy (void)
{
  g_autoptr(AppDriver) driver = open_vera ();
  guint n;

  vaccine_driver_tab (driver, CAB_VACCINE_TAB_RISKS);
  n = vaccine_driver_n_rows (driver);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (vaccine_driver_rows (driver), i);

      if (g_str_equal (cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_DATE), "01.2018"))
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (vaccine_driver_rows (driver)), i, TRUE);
    }
  g_signal_emit_by_name (vaccine_driver_child (driver, "vaccine_table"), "activated");
  vaccine_driver_act (driver, "correct");
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "ask_label"), "ten months ago"));
  g_assert_cmpstr (gtk_editable_get_text (vaccine_driver_child (driver, "end_row")), ==, "");
  vaccine_driver_type (driver, "end_row", "9.2018");
  g_assert_false (gtk_widget_get_visible (vaccine_driver_child (driver, "ask_label")));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vaccination/tc-3.1-reactions", test_reactions);
  g_test_add_func ("/vaccination/tc-3.2-reaction", test_reaction);
  g_test_add_func ("/vaccination/tc-3.3-create-reaction", test_create_reaction);
  g_test_add_func ("/vaccination/tc-3.4-edit-reaction", test_edit_reaction);
  g_test_add_func ("/vaccination/tc-3.5-annul-reaction", test_annul_reaction);
  g_test_add_func ("/vaccination/tc-4.1-illnesses", test_illnesses);
  g_test_add_func ("/vaccination/tc-4.2-illness", test_illness);
  g_test_add_func ("/vaccination/tc-4.3-create-illness", test_create_illness);
  g_test_add_func ("/vaccination/tc-4.4-edit-illness", test_edit_illness);
  g_test_add_func ("/vaccination/tc-4.5-annul-illness", test_annul_illness);
  g_test_add_func ("/vaccination/tc-5.1-life", test_life);
  g_test_add_func ("/vaccination/serology/R-VAC-44", test_serology);
  g_test_add_func ("/vaccination/risk-and-basic", test_risk_and_basic);
  g_test_add_func ("/vaccination/contradiction/R-VAC-35", test_contradiction);
  g_test_add_func ("/vaccination/pregnancy/R-VAC-111", test_pregnancy);

  return g_test_run ();
}
