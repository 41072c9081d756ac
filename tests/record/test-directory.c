/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-directory.h"
#include "record-problem.h"
#include "record-test-support.h"

#define PEOPLE_PATH "/fhir/Practitioner/_search"

static const char *preset = "ch-epr-fhir-5";

static Sandbox *
start (void)
{
  Sandbox *sandbox = sandbox_start (preset);
  g_autoptr(GError) error = NULL;

  sign_in (sandbox, MARTINA, &error);
  g_assert_no_error (error);

  return sandbox;
}

static void
wait_found (RecordDirectory *directory)
{
  WAIT_UNTIL (!record_directory_get_loading (directory));
}

static RecordDirectoryMatch *
nth (RecordDirectory *directory,
     guint            position)
{
  g_autoptr(RecordDirectoryMatch) match = g_list_model_get_item (record_directory_get_matches (directory), position);

  return match;
}

static guint
count (RecordDirectory *directory)
{
  return g_list_model_get_n_items (record_directory_get_matches (directory));
}

/* R-CSD-5: one at two institutions is two answers. */
static void
test_found (void)
{
  g_autoptr(Sandbox) sandbox = start ();
  g_autoptr(RecordDirectory) directory = record_directory_new (sandbox->session, RECORD_DIRECTORY_PEOPLE);
  g_autoptr(ModelActor) actor = NULL;

  record_directory_set_text (directory, "Pan, Peter");
  g_assert_true (record_directory_get_loading (directory));
  wait_found (directory);
  g_assert_null (record_directory_get_problem (directory));
  g_assert_cmpuint (count (directory), ==, 2);
  g_assert_cmpstr (record_directory_match_get_title (nth (directory, 0)), ==, "Dr. Peter Pan");
  g_assert_cmpstr (record_directory_match_get_details (nth (directory, 0)), ==,
                   "General internal medicine · Praxis P (fiktiv), Musterhausen");
  /* R-CSD-6: what a ward is part of */
  g_assert_cmpstr (record_directory_match_get_details (nth (directory, 1)), ==,
                   "General internal medicine · Spital X, Innere Medizin (fiktiv) · Spital X (fiktiv), Musterhausen");
  actor = record_directory_match_to_actor (nth (directory, 0));
  g_assert_cmpstr (model_actor_get_gln (actor), ==, "7601000102737");
  g_assert_cmpstr (model_actor_get_organization (actor), ==, "Praxis P (fiktiv)");
}

static void
test_organizations (void)
{
  g_autoptr(Sandbox) sandbox = start ();
  g_autoptr(RecordDirectory) directory = record_directory_new (sandbox->session, RECORD_DIRECTORY_PEOPLE | RECORD_DIRECTORY_ORGANIZATIONS);
  g_autoptr(ModelActor) actor = NULL;

  record_directory_set_text (directory, "deux-rives médecine");
  wait_found (directory);
  g_assert_cmpuint (count (directory), ==, 1);
  g_assert_cmpstr (record_directory_match_get_details (nth (directory, 0)), ==, "Hospital · Hôpital des Deux-Rives (fictif), Exempleville");
  actor = record_directory_match_to_actor (nth (directory, 0));
  g_assert_cmpint (model_actor_get_kind (actor), ==, MODEL_ACTOR_ORGANIZATION);

  record_directory_set_text (directory, "urn:oid:2.999.20.4");
  wait_found (directory);
  g_assert_cmpuint (count (directory), ==, 1);
  g_assert_cmpstr (record_directory_match_get_title (nth (directory, 0)), ==, "Centre d'imagerie Fictigny (fictif)");
}

/* Nobody is flooded: letters that follow each other are one question, for the newest of them. */
static void
test_typing (void)
{
  g_autoptr(Sandbox) sandbox = start ();
  g_autoptr(RecordDirectory) directory = record_directory_new (sandbox->session, RECORD_DIRECTORY_PEOPLE);
  static const char *const typed[] = { "m", "mu", "mus", "must", "muste", "muster", "mustera" };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    record_directory_set_text (directory, typed[i]);
  wait_found (directory);
  g_assert_cmpuint (sandbox_count (sandbox, PEOPLE_PATH), ==, 1);
  g_assert_cmpuint (count (directory), ==, 2);
  g_assert_cmpstr (record_directory_match_get_title (nth (directory, 0)), ==, "Dr. Martina Musterarzt");
}

/* The newest text wins over an answer that is still on its way. */
static void
test_newest (void)
{
  g_autoptr(Sandbox) sandbox = start ();
  g_autoptr(RecordDirectory) directory = record_directory_new (sandbox->session, RECORD_DIRECTORY_PEOPLE);

  sandbox_faults (sandbox, "{'path':'/fhir/Practitioner','slow':3000,'times':1}");
  record_directory_set_text (directory, "favre anna");
  record_directory_ask_now (directory);
  WAIT_UNTIL (sandbox_count (sandbox, PEOPLE_PATH) == 1);
  record_directory_set_text (directory, "musterarzt");
  record_directory_ask_now (directory);
  wait_found (directory);
  g_assert_cmpuint (count (directory), ==, 1);
  g_assert_cmpstr (record_directory_match_get_title (nth (directory, 0)), ==, "Dr. Martina Musterarzt");
}

/* R-CSD-7: remembered until sign-out, and no longer. */
static void
test_remembered (void)
{
  g_autoptr(Sandbox) sandbox = start ();
  g_autoptr(RecordDirectory) directory = record_directory_new (sandbox->session, RECORD_DIRECTORY_PEOPLE);
  g_autoptr(GError) error = NULL;

  record_directory_set_text (directory, "musterarzt");
  wait_found (directory);
  record_directory_set_text (directory, "");
  g_assert_cmpuint (count (directory), ==, 0);
  record_directory_set_text (directory, "musterarzt");
  g_assert_false (record_directory_get_loading (directory));
  g_assert_cmpuint (count (directory), ==, 1);
  g_assert_cmpuint (sandbox_count (sandbox, PEOPLE_PATH), ==, 1);

  record_session_sign_out (sandbox->session);
  g_assert_false (record_directory_is_available (directory));
  sign_in (sandbox, MARTINA, &error);
  g_assert_no_error (error);
  record_directory_set_text (directory, "");
  record_directory_set_text (directory, "musterarzt");
  g_assert_true (record_directory_get_loading (directory));
  wait_found (directory);
  g_assert_cmpuint (sandbox_count (sandbox, PEOPLE_PATH), ==, 2);
}

/* R-CSD-7: two letters are a whole name, three its beginning; more than can be read is said. */
static void
test_letters (void)
{
  g_autoptr(Sandbox) sandbox = start ();
  g_autoptr(RecordDirectory) directory = record_directory_new (sandbox->session, RECORD_DIRECTORY_PEOPLE);

  g_assert_false (record_directory_can_search (" m "));
  g_assert_false (record_directory_can_search ("Dr."));
  g_assert_false (record_directory_can_search ("12345"));
  g_assert_true (record_directory_can_search ("Ly"));

  record_directory_set_text (directory, "re");
  wait_found (directory);
  g_assert_cmpuint (count (directory), ==, 0);
  record_directory_set_text (directory, "rey");
  wait_found (directory);
  g_assert_cmpuint (count (directory), >, 3);
  record_directory_set_text (directory, "mar");
  wait_found (directory);
  g_assert_true (record_directory_get_more (directory));
}

/* It says that there is none: it is asked once, and nobody is told of a fault. */
static void
test_none (void)
{
  g_autoptr(Sandbox) sandbox = start ();
  g_autoptr(RecordDirectory) directory = record_directory_new (sandbox->session, RECORD_DIRECTORY_PEOPLE);

  sandbox_faults (sandbox, "{'path':'/fhir/Practitioner','status':404}");
  g_assert_true (record_directory_is_available (directory));
  record_directory_set_text (directory, "musterarzt");
  wait_found (directory);
  g_assert_null (record_directory_get_problem (directory));
  g_assert_false (record_directory_is_available (directory));
  record_directory_set_text (directory, "favre");
  g_assert_false (record_directory_get_loading (directory));
  g_assert_cmpuint (sandbox_count (sandbox, PEOPLE_PATH), ==, 1);
}

/* A fault is said, and over with the next text; a role that does not come costs nobody. */
static void
test_fault (void)
{
  g_autoptr(Sandbox) sandbox = start ();
  g_autoptr(RecordDirectory) directory = record_directory_new (sandbox->session, RECORD_DIRECTORY_PEOPLE);

  sandbox_faults (sandbox, "{'path':'/fhir/Practitioner','body':'garbage','times':1}");
  record_directory_set_text (directory, "musterarzt");
  wait_found (directory);
  g_assert_nonnull (record_directory_get_problem (directory));
  g_assert_true (record_directory_is_available (directory));

  sandbox_faults (sandbox, "{'path':'/fhir/PractitionerRole','status':400}");
  record_directory_set_text (directory, "musterarz");
  wait_found (directory);
  g_assert_null (record_directory_get_problem (directory));
  g_assert_cmpuint (count (directory), ==, 1);
  g_assert_cmpstr (record_directory_match_get_gln (nth (directory, 0)), ==, MARTINA);
}

/* Pages are followed (R-COM-15), up to what may be told. */
static void
test_pages (void)
{
  g_autoptr(Sandbox) sandbox = start ();
  g_autoptr(RecordDirectory) directory = record_directory_new (sandbox->session, RECORD_DIRECTORY_PEOPLE);
  g_autoptr(RecordDirectory) whole = record_directory_new (sandbox->session, RECORD_DIRECTORY_PEOPLE);
  guint n;

  record_directory_set_text (whole, "rochat");
  wait_found (whole);
  n = count (whole);
  g_assert_cmpuint (n, >, 3);
  sandbox_faults (sandbox, "{'page.size':2}");
  record_directory_set_text (directory, "rocha");
  wait_found (directory);
  g_assert_cmpuint (count (directory), ==, n);
}

static void
test_gateway (void)
{
  g_autoptr(Sandbox) sandbox = NULL;
  g_autoptr(RecordDirectory) directory = NULL;

  preset = "mag-1";
  sandbox = start ();
  directory = record_directory_new (sandbox->session, RECORD_DIRECTORY_PEOPLE);
  preset = "ch-epr-fhir-5";
  g_assert_false (record_directory_is_available (directory));
  record_directory_set_text (directory, "musterarzt");
  g_assert_false (record_directory_get_loading (directory));
  g_assert_cmpuint (sandbox_count (sandbox, "/fhir/Practitioner"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/directory/R-CSD-5/found", test_found);
  g_test_add_func ("/record/directory/R-CSD-6/organizations", test_organizations);
  g_test_add_func ("/record/directory/typing", test_typing);
  g_test_add_func ("/record/directory/newest", test_newest);
  g_test_add_func ("/record/directory/R-CSD-7/remembered", test_remembered);
  g_test_add_func ("/record/directory/R-CSD-7/letters", test_letters);
  g_test_add_func ("/record/directory/R-DISC-8/none", test_none);
  g_test_add_func ("/record/directory/fault", test_fault);
  g_test_add_func ("/record/directory/R-COM-15/pages", test_pages);
  g_test_add_func ("/record/directory/gateway", test_gateway);

  return g_test_run ();
}
