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

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vaccination/tc-2.1-list", test_list);
  g_test_add_func ("/vaccination/tc-2.3-create", test_create);

  return g_test_run ();
}
