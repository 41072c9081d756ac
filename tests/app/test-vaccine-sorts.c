/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window shows of the records of every sort that the training community has. */
#include "config.h"

#include "vaccine-driver.h"

#include <string.h>

static const char *
text_of (AppDriver       *driver,
         const char      *name,
         CabVaccineColumn column)
{
  g_autoptr(CabVaccineRow) row = vaccine_driver_find (driver, name);

  g_assert_nonnull (row);

  return cab_vaccine_row_get_text (row, column); /* the list keeps it */
}

static void
assert_details (AppDriver         *driver,
                const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_test_message ("%s", words[i]);
      g_assert_true (app_driver_shows (vaccine_driver_child (driver, "details"), words[i]));
    }
}

/* R-VAC-29, R-VAC-33, R-VAC-43, R-VAC-44 */
static void
test_kinds (void)
{
  static const guint expected[CAB_VACCINE_N_TABS] = {
    [CAB_VACCINE_TAB_VACCINATIONS] = 6, [CAB_VACCINE_TAB_TIMELINE] = 28, [CAB_VACCINE_TAB_ILLNESSES] = 3, [CAB_VACCINE_TAB_ALLERGIES] = 5, [CAB_VACCINE_TAB_RISKS] = 5, [CAB_VACCINE_TAB_SEROLOGY] = 9
  };
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Vielfalt 17.6.1988", "VIELFALT");
  const char *state;

  g_assert_cmpstr (text_of (driver, "Comirnaty", CAB_VACCINE_COLUMN_STATE), ==, "Not given");
  g_assert_cmpstr (text_of (driver, "Tetagam", CAB_VACCINE_COLUMN_STATE), ==, "Antibodies");
  g_assert_cmpstr (text_of (driver, "FSME", CAB_VACCINE_COLUMN_VALIDATION), ==, "Not validated");
  for (guint tab = 0; tab < CAB_VACCINE_N_TABS; tab++)
    if (expected[tab] > 0)
      {
        vaccine_driver_tab (driver, tab);
        g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, expected[tab]);
      }
  g_assert_cmpstr (text_of (driver, "Measles", CAB_VACCINE_COLUMN_ABOUT), ==, "< 10 [iU]/mL");
  g_assert_cmpstr (text_of (driver, "Varicella", CAB_VACCINE_COLUMN_ABOUT), ==, "1.10 [iU]/mL");
  /* a pregnancy that began years ago and goes on; the doubt stands first, where it is not cut */
  vaccine_driver_tab (driver, CAB_VACCINE_TAB_RISKS);
  state = text_of (driver, "Pregnancy", CAB_VACCINE_COLUMN_STATE);
  g_assert_false (g_str_has_prefix (state, "Current"));
}

/* R-VAC-74: eight versions, who and when, and what four people wrote to it. */
static void
test_history (void)
{
  static const char *const words[] = {
    "Corrected", "Version 8", "Version 1", "Peter Pan", "Anna Favre", "Datum berichtigt", "Ich hatte danach zwei Tage Fieber.",
    "Selon la patiente", "VNR1M99A", NULL
  };
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Korrektur 20.5.1985", "KORREKTUR");

  vaccine_driver_show (driver, "FSME");
  assert_details (driver, words);
  g_assert_cmpstr (text_of (driver, "Havrix", CAB_VACCINE_COLUMN_VALIDATION), ==, "Not validated");
  g_assert_cmpstr (text_of (driver, "Vivotif", CAB_VACCINE_COLUMN_VALIDATION), ==, "Validated");
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "list_box"), "Deleted (1)"));
}

/* R-VAC-35, R-VAC-72, R-VAC-76 */
static void
test_conflict (void)
{
  static const char *const fork[] = { "Two people corrected the same version of this entry. Both corrections are shown.", NULL };
  static const char *const twice[] = { "The same entry is in the record more than once.", NULL };
  static const char *const circle[] = { "Entries claim to correct each other. All of them are shown.", NULL };
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Doublon 2.11.1978", "DOUBLON");

  g_assert_true (gtk_widget_get_visible (vaccine_driver_child (driver, "contradiction_label")));
  vaccine_driver_show (driver, "Boostrix");
  assert_details (driver, fork);
  vaccine_driver_show (driver, "Fluarix");
  assert_details (driver, twice);
  vaccine_driver_show (driver, "Havrix");
  assert_details (driver, circle);
}

/* R-VAC-73 */
static void
test_hidden (void)
{
  static const char *const hidden[] = {
    "This entry corrects a version that you cannot see: it may be restricted, deleted or in another community.", NULL
  };
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Cachée 28.2.1990", "CACHÉE");

  vaccine_driver_show (driver, "Engerix");
  assert_details (driver, hidden);
  g_assert_false (gtk_widget_get_visible (vaccine_driver_child (driver, "gaps_button")));
}

/* R-VAC-8, R-VAC-49: each by its day, with a reason; the whole is said to be partial. */
static void
test_unreadable (void)
{
  static const char *const words[] = {
    "Vaccination, 11.10.2023", "Vaccination, 12.10.2023", "Carnet de vaccination (numérisé), 13.10.2023", "Vaccin administré, 16.10.2023",
    "Vaccination, 17.10.2023", "Vaccination, 18.10.2023", "This document names another person. Check whom it is about.", "It Is About This Patient", NULL
  };
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Illisible 12.12.1966", "ILLISIBLE");
  GtkMenuButton *button = vaccine_driver_child (driver, "gaps_button");

  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, 1);
  g_assert_true (app_driver_shows (GTK_WIDGET (button), "6 documents could not be read"));
  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "header"), "Partial record"));
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_test_message ("%s", words[i]);
      g_assert_true (app_driver_shows (GTK_WIDGET (gtk_menu_button_get_popover (button)), words[i]));
    }
}

/* R-VAC-80 */
static void
test_copy (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Kopie 1.4.1952", "KOPIE");

  g_assert_true (app_driver_shows (vaccine_driver_child (driver, "copy_label"), "30.11.2025"));
  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, 4);
}

/* R-VAC-28, R-VAC-108 */
static void
test_dialects (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Dialekt 7.7.1970", "DIALEKT");

  g_assert_cmpstr (text_of (driver, "Havrix", CAB_VACCINE_COLUMN_DATE), ==, "01.01.2020");
  g_assert_cmpstr (text_of (driver, "Havrix", CAB_VACCINE_COLUMN_LOT), ==, "");
  g_assert_cmpstr (text_of (driver, "Twinrix", CAB_VACCINE_COLUMN_DATE), ==, "1992");
  g_assert_cmpstr (text_of (driver, "MMR-II", CAB_VACCINE_COLUMN_ABOUT), ==, "Measles, Mumps, Rubella");
  g_assert_nonnull (strstr (text_of (driver, "Gelbfieber", CAB_VACCINE_COLUMN_ABOUT), "Yellow fever"));
}

/* Comments in the order they were written, each with who and when as far as it is known; letters mended (R-VAC-110). */
static void
test_comments (void)
{
  static const char *const words[] = { "Nota senza autore né data.", NULL };
  static const char *const mended[] = { "Für die Reise nach Österreich aufgefrischt.", "Dr. Jürg Müller", NULL };
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Commento 10.10.1975", "COMMENTO");

  vaccine_driver_show (driver, "Shingrix");
  assert_details (driver, words);
  g_clear_pointer (&driver, app_driver_free);
  driver = vaccine_driver_open ("Umlaut 23.3.1969", "UMLAUT");
  vaccine_driver_show (driver, "Td-pur");
  assert_details (driver, mended);
}

/* R-VAC-95: forty years: each disease once, with all its doses. */
static void
test_long (void)
{
  g_autoptr(AppDriver) driver = vaccine_driver_open ("Carnet 14.9.1961", "CARNET");

  g_assert_cmpuint (vaccine_driver_n_rows (driver), ==, 45);
  vaccine_driver_tab (driver, CAB_VACCINE_TAB_DISEASES);
  g_assert_cmpstr (text_of (driver, "Tetanus", CAB_VACCINE_COLUMN_DOSE), ==, "8");
  g_assert_cmpstr (text_of (driver, "Tetanus", CAB_VACCINE_COLUMN_DATE), ==, "30.05.2017");
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/vaccine-sorts/kinds/R-VAC-33", test_kinds);
  g_test_add_func ("/app/vaccine-sorts/history/R-VAC-74", test_history);
  g_test_add_func ("/app/vaccine-sorts/conflict/R-VAC-72", test_conflict);
  g_test_add_func ("/app/vaccine-sorts/hidden/R-VAC-73", test_hidden);
  g_test_add_func ("/app/vaccine-sorts/unreadable/R-VAC-8", test_unreadable);
  g_test_add_func ("/app/vaccine-sorts/copy/R-VAC-80", test_copy);
  g_test_add_func ("/app/vaccine-sorts/dialects/R-VAC-108", test_dialects);
  g_test_add_func ("/app/vaccine-sorts/comments/R-VAC-110", test_comments);
  g_test_add_func ("/app/vaccine-sorts/long/R-VAC-95", test_long);

  return g_test_run ();
}
