/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shot DIRECTORY PREFIX [vaccination]: walks through Cabinet on the training community and writes a picture of
 * every screen, or of the vaccination record only, DIRECTORY/PREFIX-NN-name.png. ./dev shot calls it light and dark,
 * 1x and 2x. */
#include "config.h"

#include "app-driver.h"

#include "record-outbox.h"
#include "vaccine-driver.h"

#include <glib/gi18n.h>
#include <locale.h>

static const char *directory;
static const char *prefix;
static int         number;

/* Runs the main loop until nothing is drawn any more, a moment long. */
static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 400 * G_TIME_SPAN_MILLISECOND;
  guint  tick = g_timeout_add (10, test_tick_, NULL);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
}

static void
shoot (GtkWidget  *widget,
       const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s/%s-%02d-%s.png", directory, prefix, ++number, name);
  g_autoptr(GdkTexture) texture = NULL;

  settle ();
  texture = app_driver_picture (widget);
  if (texture == NULL || !gdk_texture_save_to_png (texture, file))
    g_printerr ("%s could not be drawn\n", file);
}

/* The window that an action opened over the main one. */
static GtkWindow *
other_window (AppDriver *driver)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (window != driver->window && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

static void
shoot_action (AppDriver  *driver,
              const char *action,
              const char *name)
{
  GtkWindow *window;

  gtk_widget_activate_action (GTK_WIDGET (driver->window), action, NULL);
  settle ();
  window = other_window (driver);
  if (window == NULL)
    return;

  shoot (GTK_WIDGET (window), name);
  gtk_window_destroy (window);
}

static void
shoot_search (AppDriver *driver)
{
  GtkWidget   *window = GTK_WIDGET (driver->window);
  GtkEditable *entry = GTK_EDITABLE (test_child (app_driver_child (driver, "search_page"), "entry"));

  shoot (window, "search");
  gtk_editable_set_text (entry, "Muster Franz 27.1.1995 756.1234.5678.98");
  shoot (window, "search-understood");
  app_driver_search (driver, "Nemo Niemand 1.1.1950", "nobody");
  shoot (window, "search-nobody");
  app_driver_search (driver, "Muster", "too-many");
  shoot (window, "search-too-many");
  app_driver_search (driver, "Muster 27.1.1995", "matches");
  shoot (window, "search-matches");
}

static void
shoot_record (AppDriver *driver)
{
  GtkWidget *window = GTK_WIDGET (driver->window);

  app_driver_open (driver, "MUSTER");
  shoot (window, "record");
  gtk_widget_activate_action (window, "win.next-document", NULL);
  app_driver_wait_ink (driver, 15);
  shoot (window, "record-reading");
  gtk_editable_set_text (app_driver_child (driver, "filter_entry"), "lab");
  shoot (window, "record-filter");
  gtk_editable_set_text (app_driver_child (driver, "filter_entry"), "");
  gtk_menu_button_popup (app_driver_child (driver, "missing_button"));
  settle ();
  shoot (GTK_WIDGET (gtk_menu_button_get_popover (app_driver_child (driver, "missing_button"))), "record-missing");
  gtk_menu_button_popdown (app_driver_child (driver, "missing_button"));
}

/* An invented letter of another patient first, so that the question is seen; then a good one. */
static void
shoot_deposit (AppDriver *driver)
{
  static const char *const letters[] = {
    "Rapport de consultation du 3.11.2026\nConcerne : Exemple Anna, née le 3.4.1960\n\nNous avons vu la patiente pour un contrôle dans notre cabinet.\n",
    "Hôpital des Deux-Rives (fictif)\nConcerne : Muster Franz, né le 27.01.1995\n\nFictigny, le 12.11.2026\n\nLettre de sortie\n\n"
    "Nous avons suivi le patient pour une pneumonie. Les suites sont simples, avec un contrôle dans les trois semaines.\n",
  };
  GtkWidget *window = GTK_WIDGET (driver->window);
  gpointer   page = test_child (app_driver_child (driver, "desk"), "page");

  gtk_widget_activate_action (window, "win.deposit", NULL);
  shoot (window, "deposit");
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      g_autofree char *path = g_build_filename (g_get_user_data_dir (), i == 0 ? "rapport.txt" : "lettre.txt", NULL);
      g_autoptr(GFile) file = g_file_new_for_path (path);
      GSList files = { file, NULL };

      g_file_set_contents (path, letters[i], -1, NULL);
      cab_window_deposit_files (CAB_WINDOW (window), &files);
      test_wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (test_child (page, "stack")), "form") == 0, 30);
      settle ();
      shoot (window, i == 0 ? "deposit-question" : "deposit-answers");
      if (i == 0)
        gtk_widget_activate (test_child (page, "skip_button"));
    }
  adw_expander_row_set_expanded (test_child (page, "details_row"), TRUE);
  shoot (window, "deposit-details");
  gtk_window_set_default_size (driver->window, 400, 760);
  settle ();
  gtk_window_set_default_size (driver->window, 400, 760);
  shoot (window, "deposit-narrow");
  gtk_window_set_default_size (driver->window, 1280, 860);
  gtk_widget_activate (test_child (page, "deposit_button"));
  for (guint i = 0; i < 20; i++)
    settle ();
  shoot (window, "deposit-done");
  gtk_widget_activate_action (window, "win.documents", NULL);
  settle ();
}

static GtkWidget *
wait_dialog (AppDriver *driver)
{
  test_wait_until (other_window (driver) != NULL, 30);
  settle ();

  return GTK_WIDGET (other_window (driver));
}

/* A document with an earlier version, an addition, a wish for deletion: what is done after a deposit. */
static void
shoot_after (AppDriver *driver)
{
  GtkWidget *window = GTK_WIDGET (driver->window);
  gpointer   page = test_child (app_driver_child (driver, "desk"), "page");
  gpointer   list = test_child (app_driver_child (driver, "record_page"), "list");
  GtkWidget *table = app_driver_child (driver, "table");
  GtkWidget *menu;
  GtkWidget *dialog;

  app_driver_choose (driver, "Note");
  app_driver_wait_ink (driver, 15);
  gtk_widget_activate_action (list, "document.append", NULL);
  shoot (window, "after-target");
  {
    g_autofree char *path = g_build_filename (g_get_user_data_dir (), "complement.txt", NULL);
    g_autoptr(GFile) file = g_file_new_for_path (path);
    GSList files = { file, NULL };

    g_file_set_contents (path, "Fictigny, le 13.11.2026\n\nComplément à la note, pour Muster Franz, né le 27.01.1995.\n", -1, NULL);
    cab_window_deposit_files (CAB_WINDOW (window), &files);
    test_wait_until (gtk_widget_get_sensitive (test_child (page, "deposit_button")), 30);
    gtk_editable_set_text (test_child (page, "title_row"), "Complément du médecin de garde");
    shoot (window, "after-answers");
    gtk_widget_activate (test_child (page, "deposit_button"));
    test_wait_until (record_outbox_get_n_waiting (record_session_get_outbox (cab_window_get_session (CAB_WINDOW (window)))) == 0, 30);
  }
  gtk_widget_activate_action (window, "win.documents", NULL);
  gtk_toggle_button_set_active (app_driver_child (driver, "earlier_chip"), TRUE);
  app_driver_wait_complete (driver);
  test_wait_until (app_driver_choose (driver, "Complément du médecin"), 30);
  app_driver_choose (driver, "Note");
  app_driver_wait_ink (driver, 15);
  shoot (window, "after-list");
  for (menu = gtk_widget_get_first_child (table); !GTK_IS_POPOVER_MENU (menu); menu = gtk_widget_get_next_sibling (menu))
    ;
  gtk_popover_popup (GTK_POPOVER (menu));
  settle ();
  shoot (menu, "after-menu");
  gtk_popover_popdown (GTK_POPOVER (menu));

  gtk_widget_activate_action (list, "document.change", NULL);
  dialog = wait_dialog (driver);
  shoot (dialog, "after-change");
  gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 680);
  shoot (dialog, "after-change-narrow");
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_widget_activate_action (list, "document.request-deletion", NULL);
  dialog = wait_dialog (driver);
  shoot (dialog, "after-deletion");
  gtk_widget_activate (test_child (dialog, "apply_button"));
  test_wait_until (other_window (driver) == NULL, 30);
  shoot (window, "after-deletion-requested");

  app_driver_choose (driver, "médic");
  gtk_widget_activate_action (list, "document.history", NULL);
  dialog = wait_dialog (driver);
  test_wait_until (gtk_list_box_get_row_at_index (test_child (dialog, "versions_list"), 0) != NULL, 30);
  shoot (dialog, "after-history");
  if (gtk_list_box_get_row_at_index (test_child (dialog, "versions_list"), 1) != NULL)
    gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (test_child (dialog, "versions_list"), 1)));
  else
    gtk_window_destroy (GTK_WINDOW (dialog));
  app_driver_wait_ink (driver, 15);
  shoot (window, "after-earlier");
}

/* Photographs of one letter, as a telephone takes them. */
static void
shoot_album (AppDriver *driver)
{
  GtkWidget *window = GTK_WIDGET (driver->window);
  gpointer   page = test_child (app_driver_child (driver, "desk"), "page");
  GSList    *files = NULL;

  gtk_widget_activate_action (window, "win.deposit", NULL);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/photo %u.png", g_get_user_data_dir (), i + 1);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, i == 3 ? 700 : 500, i == 3 ? 500 : 700);
      cairo_t         *cr = cairo_create (surface);

      cairo_set_source_rgb (cr, 0.95, 0.94, 0.9);
      cairo_paint (cr);
      cairo_set_source_rgb (cr, 0.2, 0.2, 0.3);
      for (guint line = 0; line < 20; line++)
        cairo_rectangle (cr, 50, 60 + line * 30, 200 + (line * 37 + i * 50) % 200, 8);
      cairo_fill (cr);
      cairo_destroy (cr);
      cairo_surface_write_to_png (surface, path);
      cairo_surface_destroy (surface);
      files = g_slist_append (files, g_file_new_for_path (path));
    }
  cab_window_deposit_files (CAB_WINDOW (window), files);
  g_slist_free_full (files, g_object_unref);
  test_wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (test_child (page, "stack")), "form") == 0, 30);
  settle ();
  shoot (window, "deposit-album");
  gtk_window_set_default_size (driver->window, 400, 760);
  settle ();
  gtk_window_set_default_size (driver->window, 400, 760);
  shoot (window, "deposit-album-narrow");
  gtk_window_set_default_size (driver->window, 1280, 860);
  gtk_widget_activate (test_child (page, "skip_button"));
  settle ();
  gtk_widget_activate_action (window, "win.documents", NULL);
  settle ();
}

/* The training expert is asked; its answer for all diseases, then for one. */
static void
shoot_advice (AppDriver *driver)
{
  GtkWidget *window = GTK_WIDGET (driver->window);
  gpointer   page = app_driver_child (driver, "vaccination");
  gpointer   advice = test_child (page, "advice");

  gtk_drop_down_set_selected (test_child (page, "tabs_drop_down"), 1);
  g_signal_emit_by_name (test_child (advice, "ask_button"), "clicked");
  test_wait_until (gtk_widget_get_visible (test_child (advice, "all_expander")), 30);
  settle ();
  shoot (window, "vaccination-advice");
  gtk_expander_set_expanded (test_child (advice, "all_expander"), FALSE);
  gtk_widget_activate_action (window, "win.next-document", NULL);
  g_signal_emit_by_name (test_child (page, "vaccine_table"), "activated");
  settle ();
  shoot (window, "vaccination-advice-disease");
  gtk_widget_activate_action (window, "win.back", NULL);
  gtk_expander_set_expanded (test_child (advice, "all_expander"), TRUE);
  gtk_window_set_default_size (driver->window, 400, 760);
  settle ();
  gtk_window_set_default_size (driver->window, 400, 760);
  shoot (window, "vaccination-advice-narrow");
  gtk_window_set_default_size (driver->window, 1280, 860);
  settle ();
}

static void
shoot_vaccination (AppDriver *driver)
{
  GtkWidget *window = GTK_WIDGET (driver->window);
  gpointer   page = app_driver_child (driver, "vaccination");
  GtkWidget *tab = gtk_widget_get_first_child (test_child (page, "tabs_box"));

  gtk_widget_activate_action (window, "win.vaccination", NULL);
  test_wait_until (gtk_widget_get_mapped (test_child (page, "vaccine_table")), 30);
  shoot (window, "vaccination");
  gtk_widget_activate_action (window, "win.next-document", NULL);
  g_signal_emit_by_name (test_child (page, "vaccine_table"), "activated");
  shoot (window, "vaccination-details");
  gtk_widget_activate_action (window, "win.back", NULL);
  for (tab = gtk_widget_get_next_sibling (tab); tab != NULL; tab = gtk_widget_get_next_sibling (tab))
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), TRUE);
      shoot (window, "vaccination-view");
    }
  shoot_advice (driver);
  gtk_drop_down_set_selected (test_child (page, "tabs_drop_down"), 0);
  gtk_window_set_default_size (driver->window, 400, 760);
  settle ();
  gtk_window_set_default_size (driver->window, 400, 760);
  shoot (window, "vaccination-narrow");
  gtk_widget_activate_action (window, "win.next-document", NULL);
  g_signal_emit_by_name (test_child (page, "vaccine_table"), "activated");
  shoot (window, "vaccination-narrow-details");
  gtk_widget_activate_action (window, "win.back", NULL);
  gtk_window_set_default_size (driver->window, 1280, 860);
  settle ();
  gtk_widget_activate_action (window, "win.documents", NULL);
  settle ();
}

static void
shoot_narrowly (AppDriver  *driver,
                const char *name)
{
  gtk_window_set_default_size (driver->window, 400, 760);
  settle ();
  gtk_window_set_default_size (driver->window, 400, 760);
  shoot (GTK_WIDGET (driver->window), name);
  gtk_window_set_default_size (driver->window, 1280, 860);
  settle ();
}

static void
scroll_to_end (gpointer scroller)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

/* Each kind of entry, empty and wrong; a vaccination from the pack to the record; what is done with it after. */
static void
shoot_writing (AppDriver *driver)
{
  static const char *const steps[] = { "comment", "annul", "refute" };
  GtkWidget               *window = GTK_WIDGET (driver->window);

  gtk_widget_activate_action (window, "win.vaccination", NULL);
  vaccine_driver_wait_idle (driver);
  for (guint kind = 0; kind <= MODEL_CLINICAL_SEROLOGY; kind++)
    {
      vaccine_driver_add (driver, (ModelClinicalKind) kind);
      shoot (window, "writing-empty");
      g_signal_emit_by_name (vaccine_driver_child (driver, "missing_button"), "clicked");
      shoot (window, "writing-missing");
      scroll_to_end (vaccine_driver_child (driver, "form_scroller"));
      shoot (window, "writing-end");
    }
  vaccine_driver_add (driver, MODEL_CLINICAL_VACCINATION);
  gtk_menu_button_popup (test_child (vaccine_driver_child (driver, "code_row"), "open_button"));
  settle ();
  shoot (GTK_WIDGET (gtk_menu_button_get_popover (test_child (vaccine_driver_child (driver, "code_row"), "open_button"))), "writing-products");
  gtk_menu_button_popdown (test_child (vaccine_driver_child (driver, "code_row"), "open_button"));
  vaccine_driver_choose (driver, "code_row", "Boostrix Polio");
  vaccine_driver_type (driver, "date_row", "10.2025");
  vaccine_driver_type (driver, "dose_row", "zwei");
  vaccine_driver_type (driver, "lot_row", "AC37B");
  vaccine_driver_type (driver, "expiry_row", "6.2024");
  shoot (window, "writing-wrong");
  shoot_narrowly (driver, "writing-wrong-narrow");
  vaccine_driver_type (driver, "dose_row", "2");
  g_signal_emit_by_name (vaccine_driver_child (driver, "me_button"), "clicked");
  vaccine_driver_comment (driver, "comment_view", "Bien supporté.");
  vaccine_driver_go (driver);
  shoot (window, "writing-summary");
  shoot_narrowly (driver, "writing-summary-narrow");
  vaccine_driver_go (driver);
  settle ();
  shoot (window, "writing-on-its-way");
  vaccine_driver_wait_idle (driver);
  shoot (window, "writing-arrived");
  vaccine_driver_show (driver, "Boostrix Polio");
  shoot (window, "writing-details");
  shoot_narrowly (driver, "writing-details-narrow");
  vaccine_driver_act (driver, "correct");
  vaccine_driver_type (driver, "lot_row", "AC37C");
  scroll_to_end (vaccine_driver_child (driver, "form_scroller"));
  shoot (window, "writing-correct");
  vaccine_driver_go (driver);
  shoot (window, "writing-correct-summary");
  vaccine_driver_save (driver);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      vaccine_driver_act (driver, steps[i]);
      shoot (window, "writing-step");
    }
  shoot_narrowly (driver, "writing-step-narrow");
  gtk_widget_activate_action (window, "win.back", NULL);
  gtk_widget_activate_action (window, "win.back", NULL);
  settle ();
}

static void
shoot_narrow (AppDriver *driver)
{
  GtkWidget *window = GTK_WIDGET (driver->window);

  gtk_window_set_default_size (driver->window, 400, 760);
  settle ();
  gtk_window_set_default_size (driver->window, 400, 760);
  shoot (window, "narrow-list");
  g_signal_emit_by_name (test_child (app_driver_child (driver, "record_page"), "list"), "activated");
  shoot (window, "narrow-reader");
  gtk_widget_activate_action (window, "win.back", NULL);
  gtk_widget_activate_action (window, "win.search-patient", NULL);
  shoot (window, "narrow-search");
  gtk_window_set_default_size (driver->window, 1280, 860);
  settle ();
}

/* One vaccine for several patients, invented all of them. */
static void
shoot_round (AppDriver *driver)
{
  static const char *const patients[] = { "Muster Franz 27.1.1995", "Esempio Sofia 3.9.1988", "Muster Beat 30.7.1971", "Muster Emil 1.6.2016" };
  GtkWidget               *window = GTK_WIDGET (driver->window);
  gpointer                 page = app_driver_child (driver, "round_page");

  gtk_widget_activate_action (window, "win.vaccinate-several", NULL);
  shoot (window, "round-setting");
  gtk_editable_set_text (test_child (page, "scan_row"), "(01)07680006370012(17)300630(10)AC37B291AA");
  g_signal_emit_by_name (test_child (page, "scan_row"), "entry-activated");
  gtk_widget_activate (test_child (page, "begin_button"));
  shoot (window, "round-begun");
  for (guint i = 0; i < G_N_ELEMENTS (patients); i++)
    {
      gtk_editable_set_text (test_child (page, "round_entry"), patients[i]);
      gtk_widget_activate (test_child (page, "round_search"));
      test_wait_until (gtk_widget_get_mapped (test_child (page, "confirm_button")), 30);
      if (i + 1 < G_N_ELEMENTS (patients))
        gtk_widget_activate (test_child (page, "confirm_button"));
      settle ();
    }
  for (guint i = 0; i < 5; i++)
    settle ();
  shoot (window, "round-patient");
  gtk_window_set_default_size (driver->window, 400, 760);
  settle ();
  gtk_window_set_default_size (driver->window, 400, 760);
  shoot (window, "round-narrow");
  gtk_window_set_default_size (driver->window, 1280, 860);
  gtk_editable_set_text (test_child (page, "round_entry"), "");
  gtk_widget_activate_action (window, "win.back", NULL);
  settle ();
}

static void
shoot_error (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "gone.community", NULL);
  g_autoptr(AppDriver) driver = NULL;

  g_file_set_contents (path, "[Community]\nName=Gone\nPreset=none\n", -1, NULL);
  driver = app_driver_new (path);
  shoot (GTK_WIDGET (driver->window), "error");
}

int
main (int    argc,
      char **argv)
{
  gboolean part = argc == 4 && g_str_equal (argv[3], "vaccination");

  if (argc != 3 && !part)
    {
      g_printerr ("usage: shot DIRECTORY PREFIX [vaccination]\n");
      return 2;
    }

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CABINET_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  gtk_init ();
  directory = argv[1];
  prefix = argv[2];

  if (part)
    {
      g_autoptr(AppDriver) driver = app_driver_new (NULL);

      app_driver_sign_in (driver);
      app_driver_search (driver, "Muster 27.1.1995", "matches");
      app_driver_open (driver, "MUSTER");
      shoot_vaccination (driver);
      shoot_writing (driver);
      return 0;
    }

  {
    g_autoptr(AppDriver) driver = app_driver_new (NULL);

    shoot (GTK_WIDGET (driver->window), "start");
    app_driver_wait_page (driver, "sign-in");
    test_wait_until (gtk_list_box_get_row_at_index (app_driver_child (driver, "people_list"), 0) != NULL, 30);
    shoot (GTK_WIDGET (driver->window), "sign-in");
    app_driver_sign_in (driver);
    shoot_search (driver);
    shoot_record (driver);
    shoot_vaccination (driver);
    shoot_writing (driver);
    shoot_deposit (driver);
    shoot_album (driver);
    shoot_after (driver);
    shoot_narrow (driver);
    shoot (GTK_WIDGET (driver->window), "search-recent");
    shoot_round (driver);
    shoot_action (driver, "app.shortcuts", "shortcuts");
    shoot_action (driver, "app.about", "about");
  }
  shoot_error ();

  return 0;
}
