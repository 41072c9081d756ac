/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real community, whose secret lies in the keyring, on a computer whose keyring is locked or not there: argv[1]. */
#include "config.h"

#include "app-driver.h"

#include "cab-error-page.h"

#include <glib/gstdio.h>

static gboolean locked;

static char *
write_community (void)
{
  char *path = g_build_filename (g_get_tmp_dir (), "cabinet-test-keyring.community", NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path,
                       "[community]\nid=example\nname=Example\nprofile=ch-epr-fhir-5\n"
                       "[url]\nbase=https://epr.invalid/fhir\nauthorization=https://as.invalid\n"
                       "[iua]\nclient-id=our-practice\n"
                       "[idp]\nissuer=https://idp.invalid\nclient-id=our-practice\n",
                       -1, &error);
  g_assert_no_error (error);
  return path;
}

/* Said at the start, in a sentence, with the way on; the window is there all the same. */
static void
test_start (void)
{
  g_autofree char *community = write_community ();
  g_autoptr(AppDriver) driver = app_driver_new (community);

  app_driver_wait_page (driver, "sign-in");
  test_wait_until (gtk_info_bar_get_revealed (app_driver_child (driver, "keyring_bar")), 60);
  g_assert_true (app_driver_shows (app_driver_child (driver, "keyring_bar"), locked ? "is locked" : "has no keyring"));
  g_assert_cmpint (gtk_widget_get_visible (app_driver_child (driver, "unlock_button")), ==, locked);
  g_unlink (community);
}

/* No browser opens for a sign-in that could not be ended. */
static void
test_sign_in (void)
{
  g_autofree char *community = write_community ();
  g_autoptr(AppDriver) driver = app_driver_new (community);
  GtkWidget    *page = app_driver_child (driver, "sign_in_page");
  ModelProblem *problem;

  app_driver_wait_page (driver, "sign-in");
  gtk_widget_activate (test_child (page, "browser_button"));
  test_wait_until (cab_error_page_get_problem (test_child (page, "error_page")) != NULL, 60);
  problem = cab_error_page_get_problem (test_child (page, "error_page"));
  g_assert_cmpint (model_problem_get_way (problem), ==, locked ? MODEL_WAY_UNLOCK_KEYRING : MODEL_WAY_NONE);
  g_assert_true (app_driver_shows (page, model_problem_get_sentence (problem)));
  g_assert_cmpstr (app_driver_page (driver), ==, "sign-in");
  g_unlink (community);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  locked = g_str_equal (argv[1], "locked");

  g_test_add_func ("/app/keyring/start", test_start);
  g_test_add_func ("/app/keyring/sign-in", test_sign_in);

  return g_test_run ();
}
