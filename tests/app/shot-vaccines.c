/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vaccination pane with the records of every sort that the training community has. */
#include "config.h"

#include "shot-support.h"
#include "vaccine-driver.h"

static void
resize (AppDriver *driver,
        int        width,
        int        height)
{
  gtk_window_set_default_size (driver->window, width, height);
  shot_settle ();
  gtk_window_set_default_size (driver->window, width, height);
  shot_settle ();
}

static void
wait_read (AppDriver *driver)
{
  test_wait_until (vaccine_driver_n_rows (driver) > 0, 60);
  for (guint i = 0; i < 3; i++)
    shot_settle ();
}

static void
close_patient (AppDriver *driver)
{
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.close-patient", NULL);
  shot_settle ();
}

static void
open_patient (AppDriver  *driver,
              const char *search,
              const char *title)
{
  app_driver_search (driver, search, "matches");
  app_driver_open (driver, title);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.vaccination", NULL);
  wait_read (driver);
}

static void
shoot_tabs (AppDriver  *driver,
            const char *name)
{
  static const char *const tabs[] = { "vaccinations", "diseases", "timeline", "illnesses", "allergies", "risks", "laboratory" };

  for (guint i = 0; i < CAB_VACCINE_N_TABS; i++)
    {
      g_autofree char *file = g_strdup_printf ("%s-%s", name, tabs[i]);

      vaccine_driver_tab (driver, i);
      shot_take (GTK_WIDGET (driver->window), file);
    }
  vaccine_driver_tab (driver, CAB_VACCINE_TAB_VACCINATIONS);
}

/* @words: part of the name of the entry, in whatever language. */
static void
shoot_details (AppDriver    *driver,
               CabVaccineTab tab,
               const char   *words,
               const char   *name)
{
  vaccine_driver_tab (driver, tab);
  shot_settle ();
  vaccine_driver_show (driver, words);
  shot_take (GTK_WIDGET (driver->window), name);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.back", NULL);
  shot_settle ();
}

static void
shoot_gaps (AppDriver  *driver,
            const char *name)
{
  GtkMenuButton *button = vaccine_driver_child (driver, "gaps_button");

  gtk_menu_button_popup (button);
  shot_settle ();
  shot_take (GTK_WIDGET (gtk_menu_button_get_popover (button)), name);
  gtk_menu_button_popdown (button);
  shot_settle ();
}

static void
shoot_sorts (AppDriver *driver)
{
  GtkWidget *window = GTK_WIDGET (driver->window);

  open_patient (driver, "Vielfalt 17.6.1988", "VIELFALT");
  shoot_tabs (driver, "kinds");
  shoot_details (driver, CAB_VACCINE_TAB_VACCINATIONS, "Boostrix", "kinds-details");
  shoot_details (driver, CAB_VACCINE_TAB_VACCINATIONS, "Comirnaty", "kinds-not-given");
  close_patient (driver);

  open_patient (driver, "Korrektur 20.5.1985", "KORREKTUR");
  shot_take (window, "corrected");
  shoot_details (driver, CAB_VACCINE_TAB_VACCINATIONS, "FSME", "corrected-history");
  close_patient (driver);

  open_patient (driver, "Doublon 2.11.1978", "DOUBLON");
  shot_take (window, "conflict");
  shoot_details (driver, CAB_VACCINE_TAB_VACCINATIONS, "Boostrix", "conflict-fork");
  shoot_details (driver, CAB_VACCINE_TAB_VACCINATIONS, "Fluarix", "conflict-duplicate");
  shoot_details (driver, CAB_VACCINE_TAB_VACCINATIONS, "Havrix", "conflict-circle");
  vaccine_driver_tab (driver, CAB_VACCINE_TAB_ALLERGIES);
  shot_take (window, "conflict-allergies");
  close_patient (driver);

  open_patient (driver, "Cachée 28.2.1990", "CACHÉE");
  shot_take (window, "hidden");
  shoot_details (driver, CAB_VACCINE_TAB_VACCINATIONS, "Engerix", "hidden-predecessor");
  close_patient (driver);

  open_patient (driver, "Dialekt 7.7.1970", "DIALEKT");
  shot_take (window, "dialects");
  close_patient (driver);

  open_patient (driver, "Illisible 12.12.1966", "ILLISIBLE");
  shot_take (window, "unreadable");
  shoot_gaps (driver, "unreadable-gaps");
  close_patient (driver);

  open_patient (driver, "Kopie 1.4.1952", "KOPIE");
  shot_take (window, "copy");
  close_patient (driver);

  open_patient (driver, "Commento 10.10.1975", "COMMENTO");
  shot_take (window, "comments");
  shoot_details (driver, CAB_VACCINE_TAB_VACCINATIONS, "Shingrix", "comments-details");
  close_patient (driver);

  open_patient (driver, "Umlaut 23.3.1969", "UMLAUT");
  shoot_details (driver, CAB_VACCINE_TAB_VACCINATIONS, "Td-pur", "spoiled-details");
  close_patient (driver);

  open_patient (driver, "Carnet 14.9.1961", "CARNET");
  shot_take (window, "long");
  vaccine_driver_tab (driver, CAB_VACCINE_TAB_DISEASES);
  shot_take (window, "long-diseases");
  vaccine_driver_tab (driver, CAB_VACCINE_TAB_TIMELINE);
  shot_take (window, "long-timeline");
}

static void
shoot_narrow (AppDriver *driver)
{
  GtkWidget *window = GTK_WIDGET (driver->window);

  resize (driver, 400, 760);
  vaccine_driver_tab (driver, CAB_VACCINE_TAB_VACCINATIONS);
  shot_take (window, "narrow-long");
  vaccine_driver_tab (driver, CAB_VACCINE_TAB_DISEASES);
  shot_take (window, "narrow-long-diseases");
  close_patient (driver);
  open_patient (driver, "Doublon 2.11.1978", "DOUBLON");
  shot_take (window, "narrow-conflict");
  shoot_details (driver, CAB_VACCINE_TAB_VACCINATIONS, "Boostrix", "narrow-fork");
  close_patient (driver);
  open_patient (driver, "Vielfalt 17.6.1988", "VIELFALT");
  vaccine_driver_tab (driver, CAB_VACCINE_TAB_SEROLOGY);
  shot_take (window, "narrow-laboratory");
  vaccine_driver_tab (driver, CAB_VACCINE_TAB_ALLERGIES);
  shot_take (window, "narrow-allergies");
  close_patient (driver);
  open_patient (driver, "Illisible 12.12.1966", "ILLISIBLE");
  shot_take (window, "narrow-unreadable");
  shoot_gaps (driver, "narrow-gaps");
  close_patient (driver);
  resize (driver, 1280, 860);
}

/* Before anything has come. */
static void
shoot_loading (AppDriver *driver)
{
  app_driver_search (driver, "Korrektur 20.5.1985", "matches");
  app_driver_open (driver, "KORREKTUR");
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.vaccination", NULL);
  shot_take_now (GTK_WIDGET (driver->window), "loading");
  wait_read (driver);
}

int
main (int    argc,
      char **argv)
{
  if (!shot_init (argc, argv))
    return 2;

  {
    g_autoptr(AppDriver) driver = app_driver_new (NULL);

    app_driver_wait_page (driver, "sign-in");
    test_wait_until (gtk_list_box_get_row_at_index (app_driver_child (driver, "people_list"), 0) != NULL, 30);
    app_driver_sign_in (driver);
    shoot_loading (driver);
    close_patient (driver);
    shoot_sorts (driver);
    shoot_narrow (driver);
  }

  return 0;
}
