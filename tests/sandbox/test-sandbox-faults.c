/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-population.h"
#include "sandbox-test-support.h"

#include "model-number.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>

#define LIST "status=current&_count=3"

static Reply *
list_with (Training   *training,
           const char *token,
           const char *faults)
{
  training_fault (training, faults);

  return training_find (training, token, SPID_FRANZ, LIST);
}

static const char *
first_url (const Reply *reply)
{
  JsonObject *document = fhir_json_object (fhir_json_nth (reply->object, "entry", 0), "resource");

  return fhir_json_string (fhir_json_object (fhir_json_nth (document, "content", 0), "attachment"), "url");
}

/* 12.4: what the list can have wrong with it */
static void
test_list_faults (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *token = training_token (training, GLN_MARTINA, SPID_FRANZ, "NORM");
  g_autoptr(Reply) down = list_with (training, token, "{\"find.community_down\":true}");
  g_autoptr(Reply) foreign = list_with (training, token, "{\"find.community_down\":false,\"find.foreign_url\":true}");
  g_autoptr(Reply) sloppy = list_with (training, token, "{\"find.foreign_url\":false,\"find.sloppy\":true}");
  g_autoptr(Reply) paged = list_with (training, token, "{\"find.sloppy\":false,\"page.size\":2}");

  g_assert_cmpuint (fhir_json_n (down->object, "entry"), ==, 4);
  g_assert_false (g_str_has_prefix (first_url (foreign), training->community->origin));
  g_assert_null (fhir_json_object (fhir_json_object (fhir_json_nth (sloppy->object, "entry", 1), "resource"), "type"));
  g_assert_cmpuint (fhir_json_n (paged->object, "entry"), ==, 2);
  g_assert_nonnull (next_of (paged));
}

static void
test_wire_faults (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *token = training_token (training, GLN_MARTINA, SPID_FRANZ, "NORM");
  g_autoptr(Reply) busy = list_with (training, token, "{\"status\":503,\"times\":1}");
  g_autoptr(Reply) well = training_find (training, token, SPID_FRANZ, LIST);
  g_autoptr(Reply) dropped = list_with (training, token, "{\"drop\":\"body\",\"times\":1}");
  g_autoptr(Reply) garbage = list_with (training, token, "{\"body\":\"garbage\",\"times\":1}");
  g_autoptr(Reply) other = list_with (training, token, "{\"body\":\"notbundle\",\"times\":1}");
  g_autoptr(Reply) cut = list_with (training, token, "{\"body\":\"cut\",\"times\":1}");
  g_autoptr(Reply) slow = list_with (training, token, "{\"slow\":10,\"times\":1}");

  g_assert_cmpuint (busy->status, ==, 503);
  g_assert_cmpuint (well->status, ==, 200);
  g_assert_nonnull (dropped->error);
  g_assert_cmpuint (garbage->status, ==, 200);
  g_assert_null (garbage->json);
  g_assert_cmpstr (fhir_json_resource_type (other->object), ==, "Basic");
  g_assert_null (cut->json);
  g_assert_cmpint (total_of (slow), >, 30);
}

static void
test_clock (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autoptr(Reply) reply = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  training_fault (training, "{\"clock.offset\":-7200}");
  reply = training_get (training, "/jwks", NULL);
  g_assert_cmpint (g_date_time_difference (now, reply->date), >, 7190 * G_TIME_SPAN_SECOND);
}

/* What was sent can be seen, secrets cannot. */
static void
test_log (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char                *token = training_token (training, GLN_MARTINA, SPID_FRANZ, "NORM");
  g_autoptr(Reply) G_GNUC_UNUSED list = training_find (training, token, SPID_FRANZ, LIST);
  g_autoptr(Reply) log = training_get (training, "/control/log", NULL);
  g_autoptr(Reply) bad = training_post (training, "/control/faults", "application/json", "{\"unheard\":1}", NULL);
  g_autoptr(Reply) reset = training_post (training, "/control/reset", "application/json", "{}", NULL);
  g_autoptr(Reply) empty = training_get (training, "/control/log", NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (log->body, NULL), g_bytes_get_size (log->body));

  g_assert_nonnull (strstr (text, "\"path\":\"/fhir/DocumentReference\""));
  g_assert_nonnull (strstr (text, "\"token\":\"extended\""));
  g_assert_null (strstr (text, token));
  g_assert_null (strstr (text, training->community->client.secret));
  g_assert_cmpuint (bad->status, ==, 400);
  g_assert_cmpuint (reset->status, ==, 200);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (empty->json)), ==, 0);
}

/* Section 13 */
static void
test_gateway (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *basic = training_token (training, GLN_MARTINA, NULL, NULL);
  g_autofree char *extended = training_token (training, GLN_MARTINA, SPID_FRANZ, "NORM");
  g_autoptr(Reply) match = NULL;
  g_autoptr(Reply) search = NULL;
  g_autoptr(Reply) list = NULL;
  g_autoptr(Reply) creation = NULL;

  training_fault (training, "{\"mode\":\"mag\"}");
  match = training_match (training, basic, "\"name\":[{\"family\":\"Muster\"}]");
  search = training_get (training, "/fhir/Patient?family=Muster&birthdate=1995-01-27", basic);
  list = training_get (training, "/fhir/DocumentReference?patient.identifier=urn:oid:2.999.5.6.7%7Cmpi-4711&_count=1", extended);
  creation = training_find (training, extended, SPID_FRANZ, "creation=ge2020");
  g_assert_cmpuint (match->status, ==, 404);
  g_assert_cmpint (total_of (search), ==, 1);
  g_assert_cmpint (total_of (list), >, 30);
  g_assert_cmpuint (creation->status, ==, 400);
}

static char *
describe (guint64 seed,
          guint  *n_namesakes)
{
  g_autoptr(SandboxStore) store = sandbox_store_new (NULL, NULL);
  g_autoptr(GString) text = g_string_new (NULL);

  g_assert_true (sandbox_population_make (store, 150, 900, seed, NULL));
  *n_namesakes = 0;
  for (gint64 i = 1; i <= 150; i++)
    {
      g_autoptr(SandboxPatient) patient = sandbox_store_get_patient (store, i);
      g_autoptr(GPtrArray) documents = sandbox_store_list_documents (store, i);

      g_assert_true (model_number_is_spid (patient->spid));
      g_assert_true (model_number_is_ahvn13 (patient->ahvn13));
      g_assert_true (model_number_is_card (patient->card));
      *n_namesakes += strcmp (patient->family, "Muster") == 0;
      g_string_append_printf (text, "%s %s %s %s %u\n", patient->spid, patient->family, patient->given, patient->birth_date,
                              documents->len);
    }
  for (guint i = 0; i < sandbox_n_people (); i++)
    g_assert_true (model_number_is_gln (sandbox_person (i)->gln));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* 12.2: valid numbers, six who share a name, the same people for the same seed */
static void
test_population (void)
{
  guint            n;
  g_autofree char *once = describe (7, &n);
  g_autofree char *again = describe (7, &n);
  g_autofree char *other = describe (8, &n);

  g_assert_cmpuint (n, >=, 6);
  g_assert_cmpstr (once, ==, again);
  g_assert_cmpstr (once, !=, other);
}

/* Nothing that is asked while the server runs walks through all patients or documents. */
static void
test_indexes (void)
{
  g_autofree char *path = g_strdup_printf ("%s/sandbox-indexes-%d.db", g_get_tmp_dir (), (int) getpid ());
  g_autoptr(SandboxStore) store = sandbox_store_new (path, NULL);
  sqlite3 *database;

  g_assert_true (sandbox_population_make (store, 500, 2000, 1, NULL));
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  for (guint i = 0; sandbox_store_get_queries ()[i] != NULL; i++)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", sandbox_store_get_queries ()[i], NULL);
      sqlite3_stmt    *statement;

      g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);
      while (sqlite3_step (statement) == SQLITE_ROW)
        g_assert_null (strstr ((const char *) sqlite3_column_text (statement, 3), "SCAN"));
      sqlite3_finalize (statement);
    }
  sqlite3_close (database);
  g_unlink (path);
}

/* The program: says where it listens, writes the community file for its owner only, ends when told. */
static void
run_program (gboolean by_signal)
{
  const char      *program = g_getenv ("CABINET_SANDBOX");
  g_autofree char *path = g_strdup_printf ("%s/sandbox-%d.community", g_get_tmp_dir (), (int) getpid ());
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  if (program == NULL)
    {
      g_test_skip ("CABINET_SANDBOX is not set");
      return;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--port", "0",
                              "--patients", "9", "--documents", "60", "--exit-with-stdin", "--community-file", path, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening http://127.0.0.1:"));

  if (by_signal)
    g_subprocess_send_signal (process, SIGTERM);
  else
    g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_sigterm (void)
{
  run_program (TRUE);
}

static void
test_stdin (void)
{
  run_program (FALSE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/faults/list", test_list_faults);
  g_test_add_func ("/sandbox/faults/wire", test_wire_faults);
  g_test_add_func ("/sandbox/faults/clock", test_clock);
  g_test_add_func ("/sandbox/control/log", test_log);
  g_test_add_func ("/sandbox/mode/mag", test_gateway);
  g_test_add_func ("/sandbox/population/valid", test_population);
  g_test_add_func ("/sandbox/store/indexes", test_indexes);
  g_test_add_func ("/sandbox/program/sigterm", test_sigterm);
  g_test_add_func ("/sandbox/program/stdin", test_stdin);

  return g_test_run ();
}
