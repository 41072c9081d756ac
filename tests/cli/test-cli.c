/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-test-support.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define SPID "761337610411353650"
#define FRANZ "Muster Franz 27.1.1995"

static const char *
get (JsonArray  *array,
     guint       position,
     const char *member)
{
  JsonObject *object = json_array_get_object_element (array, position);

  return json_object_get_string_member_with_default (object, member, NULL);
}

static void
assert_usage (CliOutput *output)
{
  g_assert_cmpint (output->status, ==, 2);
  g_assert_cmpstr (output->out, ==, "");
  g_assert_cmpstr (output->err, !=, "");
  cli_output_free (output);
}

static void
test_usage (void)
{
  assert_usage (cli_run (NULL, NULL, NULL));
  assert_usage (cli_run (NULL, "dance", NULL));
  assert_usage (cli_run (NULL, "search", "--training", NULL));
  assert_usage (cli_run (NULL, "search", "Muster", NULL));
  assert_usage (cli_run (NULL, "search", "--training", "--community", "x", "Muster", NULL));
  assert_usage (cli_run (NULL, "search", "--training", "--frobnicate", "Muster", NULL));
  assert_usage (cli_run (NULL, "search", "--training", "\xff", NULL));
  assert_usage (cli_run (NULL, "documents", "--training", NULL));
  assert_usage (cli_run (NULL, "documents", "--training", "--patient", FRANZ, "more", NULL));
  assert_usage (cli_run (NULL, "get", "--training", "--patient", FRANZ, "--output", "x", NULL));
  assert_usage (cli_run (NULL, "get", "--training", "--patient", FRANZ, "id", NULL));
  assert_usage (cli_run (NULL, "get", "--training", "--patient", FRANZ, "--json", "--output", "-", "id", NULL));
  assert_usage (cli_run (NULL, "credentials", NULL));
  assert_usage (cli_run (NULL, "credentials", "--community", "x", NULL));
}

static void
test_help (void)
{
  g_autoptr(CliOutput) general = cli_run (NULL, "--help", NULL);
  g_autoptr(CliOutput) asked = cli_run (NULL, "help", "get", NULL);
  g_autoptr(CliOutput) version = cli_run (NULL, "--version", NULL);

  g_assert_cmpint (general->status, ==, 0);
  g_assert_nonnull (strstr (general->out, "credentials"));
  g_assert_nonnull (strstr (general->out, "  7  "));
  g_assert_cmpint (asked->status, ==, 0);
  g_assert_nonnull (strstr (asked->out, "cabinet-cli get"));
  g_assert_nonnull (strstr (asked->out, "--output"));
  g_assert_nonnull (strstr (asked->out, "  6  "));
  g_assert_cmpint (version->status, ==, 0);
  g_assert_cmpstr (version->out, ==, "cabinet-cli " CABINET_VERSION "\n");
}

/* R-PDQ-5: what cannot be right is not sent. */
static void
test_check_digit (void)
{
  g_autoptr(CliOutput) output = cli_run_shared (NULL, "search", "756.1234.5678.98", NULL);

  g_assert_cmpint (output->status, ==, 2);
  g_assert_nonnull (strstr (output->err, "check digit"));
}

static void
assert_franz (JsonArray *patients)
{
  JsonObject *franz;
  JsonArray  *identifiers;

  g_assert_cmpuint (json_array_get_length (patients), ==, 1);
  franz = json_array_get_object_element (patients, 0);
  g_assert_cmpstr (get (patients, 0, "family"), ==, "Muster");
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (franz, "given"), 0), ==, "Franz");
  g_assert_cmpstr (get (patients, 0, "birthDate"), ==, "1995-01-27");
  g_assert_cmpstr (get (patients, 0, "gender"), ==, "male");
  identifiers = json_object_get_array_member (franz, "identifier");
  g_assert_cmpuint (json_array_get_length (identifiers), >=, 1);
  for (guint i = 0; i < json_array_get_length (identifiers); i++)
    {
      g_assert_nonnull (get (identifiers, i, "system"));
      g_assert_nonnull (get (identifiers, i, "value"));
    }
}

/* A training community of its own, started and ended with the run. */
static void
test_training (void)
{
  g_autoptr(CliOutput) output = cli_run (NULL, "search", "--training", "--json", "Muster", "Franz", "27.1.1995", NULL);
  g_autoptr(JsonArray) patients = NULL;

  g_assert_cmpint (output->status, ==, 0);
  patients = cli_output_dup_array (output, "patients");
  assert_franz (patients);
}

/* R-ID-3: a script's file must not come to hold the SPID by accident. */
static void
test_spid (void)
{
  g_autoptr(CliOutput) without = cli_run_shared (NULL, "search", "--json", FRANZ, NULL);
  g_autoptr(CliOutput) with = cli_run_shared (NULL, "search", "--json", "--with-spid", FRANZ, NULL);
  g_autoptr(CliOutput) table = cli_run_shared (NULL, "search", FRANZ, NULL);
  g_autoptr(CliOutput) documents = cli_run_shared (NULL, "documents", "--patient", FRANZ, "--json", NULL);
  g_autoptr(JsonArray) patients = cli_output_dup_array (with, "patients");

  g_assert_null (strstr (without->out, SPID));
  g_assert_null (strstr (table->out, SPID));
  g_assert_null (strstr (documents->out, SPID));
  g_assert_nonnull (strstr (with->out, SPID));
  assert_franz (patients);
}

static void
test_search_input (void)
{
  g_autoptr(CliOutput) output = cli_run_shared (FRANZ "\n", "search", "--json", "-", NULL);
  g_autoptr(JsonArray) patients = cli_output_dup_array (output, "patients");

  g_assert_cmpint (output->status, ==, 0);
  assert_franz (patients);
}

static void
test_search_number (void)
{
  g_autoptr(CliOutput) dotted = cli_run_shared (NULL, "search", "--json", "756.1234.5678.97", NULL);
  g_autoptr(CliOutput) spid = cli_run_shared (SPID, "search", "--json", "-", NULL);
  g_autoptr(JsonArray) by_ahvn13 = cli_output_dup_array (dotted, "patients");
  g_autoptr(JsonArray) by_spid = cli_output_dup_array (spid, "patients");

  g_assert_cmpint (dotted->status, ==, 0);
  assert_franz (by_ahvn13);
  assert_franz (by_spid);
}

/* A cron job has no locale: names with accents must pass all the same, and JSON stays UTF-8. */
static void
test_search_c_locale (void)
{
  g_autoptr(CliOutput) output = NULL;
  g_autoptr(JsonArray) patients = NULL;

  cli_test_setenv ("LC_ALL", "C");
  output = cli_run_shared (NULL, "search", "--json", "Épreuve-Test", "1.1.1900", NULL);
  cli_test_setenv (NULL, NULL);
  g_assert_cmpint (output->status, ==, 3);
  patients = cli_output_dup_array (output, "patients");
  g_assert_cmpuint (json_array_get_length (patients), ==, 0);
}

static void
test_interrupted (void)
{
  g_autoptr(CliOutput) output = cli_run_interrupted (SIGINT, "search", FRANZ);

  g_assert_cmpint (output->status, ==, 130);
  g_assert_cmpstr (output->out, ==, "");
}

/* R-PDQ-10 */
static void
test_search_none (void)
{
  g_autoptr(CliOutput) output = cli_run_shared (NULL, "search", "--json", "Nobodyofthatname", "3.3.1933", NULL);
  g_autoptr(JsonArray) patients = cli_output_dup_array (output, "patients");

  g_assert_cmpint (output->status, ==, 3);
  g_assert_cmpuint (json_array_get_length (patients), ==, 0);
  g_assert_cmpstr (output->err, !=, "");
}

/* R-PDQ-11: nobody is shown. */
static void
test_search_too_many (void)
{
  g_autoptr(CliOutput) output = cli_run_shared (NULL, "search", "--json", "Muster", NULL);
  g_autoptr(JsonArray) patients = cli_output_dup_array (output, "patients");
  g_autoptr(JsonArray) warnings = cli_output_dup_array (output, "warnings");

  g_assert_cmpint (output->status, ==, 4);
  g_assert_cmpuint (json_array_get_length (patients), ==, 0);
  g_assert_cmpuint (json_array_get_length (warnings), >=, 1);
}

/* R-PDQ-16: several patients are a question, never a choice. */
static void
test_ambiguous (void)
{
  g_autofree char *dir = cli_test_dir ();
  g_autofree char *path = g_build_filename (dir, "letter", NULL);
  g_autoptr(CliOutput) documents = cli_run_shared (NULL, "documents", "--patient", "Muster Franz", "--json", NULL);
  g_autoptr(CliOutput) got = cli_run_shared (NULL, "get", "--patient", "Muster Franz", "--output", path, "x", NULL);
  g_autoptr(JsonArray) patients = cli_output_dup_array (documents, "patients");

  g_assert_cmpint (documents->status, ==, 4);
  g_assert_cmpuint (json_array_get_length (patients), >=, 1);
  g_assert_cmpint (got->status, ==, 4);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  cli_test_remove_dir (g_steal_pointer (&dir));
}

static void
test_documents (void)
{
  g_autoptr(CliOutput) output = cli_run_shared (NULL, "documents", "--patient", FRANZ, "--json", NULL);
  g_autoptr(CliOutput) table = cli_run_shared (NULL, "documents", "--patient", FRANZ, NULL);
  g_autoptr(JsonArray) documents = NULL;
  guint n_hashes = 0;

  g_assert_cmpint (output->status, ==, 0);
  documents = cli_output_dup_array (output, "documents");
  g_assert_cmpuint (json_array_get_length (documents), >, 10);
  for (guint i = 0; i < json_array_get_length (documents); i++)
    {
      JsonObject *document = json_array_get_object_element (documents, i);
      JsonObject *type = json_object_get_object_member (document, "type");

      g_assert_nonnull (get (documents, i, "id"));
      g_assert_true (g_str_has_prefix (get (documents, i, "masterIdentifier"), "urn:oid:"));
      g_assert_nonnull (get (documents, i, "title"));
      g_assert_nonnull (get (documents, i, "contentType"));
      g_assert_nonnull (json_object_get_string_member (type, "system"));
      g_assert_nonnull (json_object_get_string_member (type, "code"));
      g_assert_nonnull (json_object_get_string_member (type, "display"));
      g_assert_true (json_object_has_member (document, "category"));
      g_assert_true (json_object_has_member (document, "author"));
      /* what is made on demand has neither (R-MHD-15) */
      g_assert_cmpint (json_object_has_member (document, "size"), ==, json_object_has_member (document, "hash"));
      n_hashes += json_object_has_member (document, "hash");
      /* newest first: in this community all are of one zone but summer time */
      if (i > 0)
        g_assert_cmpint (strncmp (get (documents, i - 1, "date"), get (documents, i, "date"), 10), >=, 0);
      g_assert_nonnull (strstr (table->out, get (documents, i, "id")));
    }
  g_assert_cmpuint (n_hashes, >, 10);
}

/* The first document of Franz that has a hash. */
static void
pick_document (char  **id,
               char  **unique_id,
               char  **hash,
               gint64 *size)
{
  g_autoptr(CliOutput) output = cli_run_shared (NULL, "documents", "--patient", FRANZ, "--json", NULL);
  g_autoptr(JsonArray) documents = cli_output_dup_array (output, "documents");
  guint i = 0;

  while (get (documents, i, "hash") == NULL)
    i++;
  *id = g_strdup (get (documents, i, "id"));
  *unique_id = g_strdup (get (documents, i, "masterIdentifier"));
  *hash = g_strdup (get (documents, i, "hash"));
  *size = json_object_get_int_member (json_array_get_object_element (documents, i), "size");
}

/* MHD has base64 of the SHA-1. */
static void
assert_content (GBytes     *bytes,
                const char *hash,
                gint64      size)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8           digest[20];
  gsize            length = sizeof digest;
  g_autofree char *base64 = NULL;

  g_assert_cmpint ((gint64) g_bytes_get_size (bytes), ==, size);
  g_checksum_update (checksum, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_checksum_get_digest (checksum, digest, &length);
  base64 = g_base64_encode (digest, length);
  g_assert_cmpstr (base64, ==, hash);
}

static GBytes *
read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (data, length);
}

static void
test_get (void)
{
  g_autofree char *id = NULL;
  g_autofree char *unique_id = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *dir = cli_test_dir ();
  g_autofree char *path = g_build_filename (dir, "letter", NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonArray) documents = NULL;
  g_autoptr(CliOutput) by_id = NULL;
  g_autoptr(CliOutput) again = NULL;
  g_autoptr(CliOutput) forced = NULL;
  g_autoptr(CliOutput) piped = NULL;
  GStatBuf info;
  gint64   size;

  pick_document (&id, &unique_id, &hash, &size);
  by_id = cli_run_shared (NULL, "get", "--patient", FRANZ, "--json", "--output", path, id, NULL);
  g_assert_cmpint (by_id->status, ==, 0);
  documents = cli_output_dup_array (by_id, "documents");
  g_assert_cmpstr (get (documents, 0, "integrity"), ==, "intact");
  g_assert_cmpstr (get (documents, 0, "output"), ==, path);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0600);
  bytes = read_file (path);
  assert_content (bytes, hash, size);

  g_file_set_contents (path, "mine", -1, NULL);
  again = cli_run_shared (NULL, "get", "--patient", FRANZ, "--output", path, unique_id, NULL);
  g_assert_cmpint (again->status, ==, 1);
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = read_file (path);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "mine", 4);

  forced = cli_run_shared (NULL, "get", "--patient", FRANZ, "--force", "--output", path, unique_id, NULL);
  g_assert_cmpint (forced->status, ==, 0);
  g_assert_cmpstr (forced->out, ==, "");
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = read_file (path);
  assert_content (bytes, hash, size);

  piped = cli_run_shared (NULL, "get", "--patient", FRANZ, "--output", "-", unique_id + strlen ("urn:oid:"), NULL);
  g_assert_cmpint (piped->status, ==, 0);
  g_assert_true (g_bytes_equal (piped->bytes, bytes));
  cli_test_remove_dir (g_steal_pointer (&dir));
}

static void
test_get_missing (void)
{
  g_autofree char *dir = cli_test_dir ();
  g_autofree char *path = g_build_filename (dir, "letter", NULL);
  g_autofree char *nowhere = g_build_filename (dir, "no", "such", "folder", NULL);
  g_autoptr(CliOutput) document = cli_run_shared (NULL, "get", "--patient", FRANZ, "--output", path, "urn:oid:2.999.404", NULL);
  g_autoptr(CliOutput) patient = cli_run_shared (NULL, "get", "--patient", "Nobodyofthatname 3.3.1933", "--output", path, "x", NULL);
  g_autofree char *id = NULL;
  g_autofree char *unique_id = NULL;
  g_autofree char *hash = NULL;
  g_autoptr(CliOutput) folder = NULL;
  gint64 size;

  g_assert_cmpint (document->status, ==, 3);
  g_assert_cmpint (patient->status, ==, 3);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  pick_document (&id, &unique_id, &hash, &size);
  folder = cli_run_shared (NULL, "get", "--patient", FRANZ, "--output", nowhere, id, NULL);
  g_assert_cmpint (folder->status, ==, 1);
  cli_test_remove_dir (g_steal_pointer (&dir));
}

/* R-MHD-15: what is made on demand cannot be checked, and that is no fault. */
static void
test_on_demand (void)
{
  g_autoptr(CliOutput) list = cli_run_shared (NULL, "documents", "--patient", FRANZ, "--json", NULL);
  g_autoptr(JsonArray) documents = cli_output_dup_array (list, "documents");
  g_autofree char *dir = cli_test_dir ();
  g_autofree char *path = g_build_filename (dir, "record", NULL);
  g_autoptr(CliOutput) output = NULL;
  g_autoptr(JsonArray) got = NULL;
  guint i = 0;

  while (i < json_array_get_length (documents) && get (documents, i, "hash") != NULL)
    i++;
  g_assert_cmpuint (i, <, json_array_get_length (documents));
  output = cli_run_shared (NULL, "get", "--patient", FRANZ, "--json", "--output", path, get (documents, i, "masterIdentifier"), NULL);
  g_assert_cmpint (output->status, ==, 0);
  got = cli_output_dup_array (output, "documents");
  g_assert_cmpstr (get (got, 0, "integrity"), ==, "unchecked");
  cli_test_remove_dir (g_steal_pointer (&dir));
}

/* R-MHD-14: warn, do not hide. */
static void
test_integrity (void)
{
  g_autofree char *id = NULL;
  g_autofree char *unique_id = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *dir = cli_test_dir ();
  g_autofree char *path = g_build_filename (dir, "letter", NULL);
  g_autoptr(CliOutput) output = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gint64 size;

  pick_document (&id, &unique_id, &hash, &size);
  cli_test_faults ("{\"hash\":\"wrong\"}");
  output = cli_run_shared (NULL, "get", "--patient", FRANZ, "--output", path, unique_id, NULL);
  cli_test_faults (NULL);

  g_assert_cmpint (output->status, ==, 6);
  g_assert_nonnull (strstr (output->err, "hash"));
  bytes = read_file (path);
  assert_content (bytes, hash, size);
  cli_test_remove_dir (g_steal_pointer (&dir));
}

/* R-MHD-8: what a silent community lacks is said, and does not fail. */
static void
test_warnings (void)
{
  g_autoptr(CliOutput) output = NULL;
  g_autoptr(JsonArray) warnings = NULL;

  cli_test_faults ("{\"find.community_down\":1}");
  output = cli_run_shared (NULL, "documents", "--patient", FRANZ, "--json", NULL);
  cli_test_faults (NULL);

  g_assert_cmpint (output->status, ==, 0);
  warnings = cli_output_dup_array (output, "warnings");
  g_assert_cmpuint (json_array_get_length (warnings), >=, 1);
  g_assert_cmpstr (output->err, !=, "");
}

static void
test_refused (void)
{
  g_autoptr(CliOutput) output = NULL;

  cli_test_faults ("{\"status\":403}");
  output = cli_run_shared (NULL, "search", "--json", FRANZ, NULL);
  cli_test_faults (NULL);

  g_assert_cmpint (output->status, ==, 5);
  g_assert_cmpstr (output->out, ==, "");
}

static void
test_broken_server (void)
{
  g_autoptr(CliOutput) output = NULL;

  cli_test_faults ("{\"body\":\"garbage\"}");
  output = cli_run_shared (NULL, "search", "--json", FRANZ, NULL);
  cli_test_faults (NULL);

  g_assert_cmpint (output->status, ==, 1);
  g_assert_cmpstr (output->out, ==, "");
}

static void
test_unreachable (void)
{
  g_autofree char *dir = cli_test_dir ();
  g_autofree char *path = g_build_filename (dir, "dead.community", NULL);
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16          port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *text = g_strdup_printf ("[community]\nid=dead\nname=Dead\nprofile=fhir-r4\n"
                                           "[url]\nbase=http://127.0.0.1:%u/fhir\nallow-loopback-http=true\n",
                                           port);
  g_autoptr(CliOutput) output = NULL;

  /* a port that was free a moment ago: nobody listens there */
  g_socket_listener_close (listener);
  g_file_set_contents (path, text, -1, NULL);
  output = cli_run (NULL, "search", "--community", path, FRANZ, NULL);
  g_assert_cmpint (output->status, ==, 7);
  g_assert_cmpstr (output->out, ==, "");
  cli_test_remove_dir (g_steal_pointer (&dir));
}

static void
test_bad_community (void)
{
  g_autofree char *dir = cli_test_dir ();
  g_autofree char *path = g_build_filename (dir, "bad.community", NULL);
  g_autoptr(CliOutput) absent = cli_run (NULL, "search", "--community", path, FRANZ, NULL);
  g_autoptr(CliOutput) bad = NULL;

  g_assert_cmpint (absent->status, ==, 1);
  g_file_set_contents (path, "[community]\nname=Bad\nprofile=no-such-profile\n[url]\nbase=https://epr.example.ch\n", -1, NULL);
  bad = cli_run (NULL, "search", "--community", path, FRANZ, NULL);
  g_assert_cmpint (bad->status, ==, 1);
  g_assert_nonnull (strstr (bad->err, "profile"));
  cli_test_remove_dir (g_steal_pointer (&dir));
}

static void
test_as (void)
{
  g_autoptr(CliOutput) known = cli_run_shared (NULL, "search", "--as", "2000000091013", FRANZ, NULL);

  g_assert_cmpint (known->status, ==, 0);
  assert_usage (cli_run_shared (NULL, "search", "--as", "7601000000000", FRANZ, NULL));
}

/* Promise 3: also with every message of the log there is nothing of a patient on standard error, and
 * nothing is written where nobody asked. */
static void
test_traces (void)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(CliOutput) documents = NULL;

  before = cli_test_list_home ();
  cli_test_setenv ("G_MESSAGES_DEBUG", "all");
  documents = cli_run_shared (NULL, "documents", "--patient", FRANZ, "--json", NULL);
  cli_test_setenv (NULL, NULL);
  after = cli_test_list_home ();

  g_assert_cmpint (documents->status, ==, 0);
  g_assert_null (strstr (documents->err, SPID));
  g_assert_null (strstr (documents->err, "Muster"));
  g_assert_null (strstr (documents->err, "1995"));
  g_assert_cmpstr (before, ==, after);
}

/* R-VAC-8: the merged record, and in JSON everything that is missing from it. */
/* R-CSD-4, R-CSD-5 */
static void
test_directory (void)
{
  g_autoptr(CliOutput) table = cli_run_shared (NULL, "directory", "Pan", "Peter", NULL);
  g_autoptr(CliOutput) json = cli_run_shared (NULL, "directory", "--gln", "7601000102737", "--json", NULL);
  g_autoptr(CliOutput) typed = cli_run_shared ("musterarzt\n", "directory", "-", "--json", NULL);
  g_autoptr(CliOutput) institutions = cli_run_shared (NULL, "directory", "--organizations", "deux-rives", "--json", NULL);
  g_autoptr(CliOutput) none = cli_run_shared (NULL, "directory", "Nirgends", NULL);
  g_autoptr(JsonArray) people = cli_output_dup_array (json, "professionals");
  g_autoptr(JsonArray) by_input = cli_output_dup_array (typed, "professionals");
  g_autoptr(JsonArray) organizations = cli_output_dup_array (institutions, "organizations");
  g_auto(GStrv) lines = g_strsplit (table->out, "\n", -1);

  g_assert_cmpint (table->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_nonnull (strstr (lines[0], "Dr. Peter Pan"));
  g_assert_nonnull (strstr (lines[0], "7601000102737"));
  g_assert_nonnull (strstr (lines[1], "Spital X"));

  g_assert_cmpuint (json_array_get_length (people), ==, 1);
  g_assert_cmpstr (get (people, 0, "family"), ==, "Pan");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_array_get_object_element (people, 0), "roles")), ==, 2);
  g_assert_cmpuint (json_array_get_length (by_input), ==, 1);
  g_assert_cmpuint (json_array_get_length (organizations), ==, 3);
  g_assert_nonnull (get (organizations, 0, "oid"));
  g_assert_cmpint (none->status, ==, 3);
  g_assert_cmpstr (none->out, ==, "");
}

static void
test_directory_usage (void)
{
  g_autoptr(CliOutput) nothing = cli_run_shared (NULL, "directory", NULL);
  g_autoptr(CliOutput) both = cli_run_shared (NULL, "directory", "--gln", "7601000102737", "Pan", NULL);
  g_autoptr(CliOutput) wrong = cli_run_shared (NULL, "directory", "--gln", "7601000102738", NULL);
  g_autoptr(CliOutput) brief = cli_run_shared (NULL, "directory", "P", NULL);

  g_assert_cmpint (nothing->status, ==, 2);
  g_assert_cmpint (both->status, ==, 2);
  g_assert_cmpint (wrong->status, ==, 2);
  g_assert_cmpint (brief->status, ==, 2);
}

static void
test_vaccinations (void)
{
  g_autoptr(CliOutput) table = cli_run_shared (NULL, "vaccinations", "--patient", FRANZ, NULL);
  g_autoptr(CliOutput) json = cli_run_shared (NULL, "vaccinations", "--patient", FRANZ, "--json", NULL);
  g_autoptr(JsonArray) vaccinations = cli_output_dup_array (json, "vaccinations");
  g_autoptr(JsonArray) unreadable = cli_output_dup_array (json, "unreadable");
  g_autoptr(JsonArray) conflicts = cli_output_dup_array (json, "conflicts");
  g_auto(GStrv) lines = g_strsplit (g_strchomp (table->out), "\n", -1);

  g_assert_cmpint (table->status, ==, 0);
  g_assert_cmpint (json->status, ==, 0);
  g_assert_cmpuint (json_array_get_length (vaccinations), ==, 4);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_cmpuint (json_array_get_length (unreadable), ==, 0);
  g_assert_cmpuint (json_array_get_length (conflicts), ==, 0);
  for (guint i = 0; i < 4; i++)
    {
      JsonObject *vaccination = json_array_get_object_element (vaccinations, i);

      g_assert_cmpstr (get (vaccinations, i, "state"), ==, "current");
      g_assert_cmpstr (get (vaccinations, i, "validation"), ==, "validated");
      g_assert_nonnull (get (vaccinations, i, "lot"));
      g_assert_nonnull (strstr (lines[i], get (vaccinations, i, "text")));
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (vaccination, "diseases")), >, 0);
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (vaccination, "versions")), ==, 1);
    }
  g_assert_null (strstr (json->out, SPID));
}

/* A document that cannot be read is named in both outputs, and the others are there. */
static void
test_vaccinations_unreadable (void)
{
  g_autoptr(CliOutput) documents = cli_run_shared (NULL, "vaccinations", "--patient", FRANZ, "--json", NULL);
  g_autoptr(CliOutput) json = NULL;
  g_autoptr(JsonArray) unreadable = NULL;
  g_autoptr(JsonArray) vaccinations = NULL;

  g_assert_cmpint (documents->status, ==, 0);
  cli_test_faults ("{\"body\":\"garbage\",\"path\":\"/fhir/Binary\",\"times\":1}");
  json = cli_run_shared (NULL, "vaccinations", "--patient", FRANZ, "--json", NULL);
  cli_test_faults (NULL);
  unreadable = cli_output_dup_array (json, "unreadable");
  vaccinations = cli_output_dup_array (json, "vaccinations");
  g_assert_cmpint (json->status, ==, 0);
  g_assert_cmpuint (json_array_get_length (unreadable), ==, 1);
  g_assert_cmpstr (get (unreadable, 0, "reason"), ==, "broken");
  g_assert_nonnull (get (unreadable, 0, "masterIdentifier"));
  g_assert_cmpuint (json_array_get_length (vaccinations), ==, 3);
  g_assert_nonnull (strstr (json->err, "not complete"));
}

/* R-VAC-95, R-VAC-96: what is due is said by a service, under its name, and only when it was to be asked; else nothing. */
static void
test_recommendations (void)
{
  g_autoptr(CliOutput) without = cli_run_shared (NULL, "vaccinations", "--patient", FRANZ, "--json", NULL);
  g_autoptr(CliOutput) table = cli_run_shared (NULL, "vaccinations", "--patient", FRANZ, "--recommendations", NULL);
  g_autoptr(CliOutput) json = cli_run_shared (NULL, "vaccinations", "--patient", FRANZ, "--recommendations", "--json", NULL);
  g_autoptr(CliOutput) other = NULL;

  g_assert_cmpint (without->status, ==, 0);
  g_assert_null (strstr (without->out, "recommendations"));
  g_assert_cmpint (table->status, ==, 0);
  g_assert_nonnull (strstr (table->out, "What Training expert (invented answers), version 0.invented, "));
  g_assert_nonnull (strstr (table->out, "4 entries"));
  g_assert_cmpint (json->status, ==, 0);
  g_assert_nonnull (strstr (json->out, "\"service\" : \"Training expert (invented answers)\""));
  g_assert_nonnull (strstr (json->out, "\"entries\" : 4"));
  g_assert_nonnull (strstr (json->out, "\"76902006\""));
  g_assert_nonnull (strstr (json->out, "\"due\""));

  cli_test_faults ("{\"expert\":\"other-patient\"}");
  other = cli_run_shared (NULL, "vaccinations", "--patient", FRANZ, "--recommendations", "--json", NULL);
  cli_test_faults (NULL);
  g_assert_cmpint (other->status, !=, 0);
  g_assert_cmpstr (other->out, ==, "");
  g_assert_nonnull (strstr (other->err, "another patient"));
}

/* R-VAC-80, R-VAC-81: copies for people and for programs; a bad language asks for nothing. */
static void
test_vaccinations_copies (void)
{
  g_autofree char *pdf = g_build_filename (g_get_user_runtime_dir (), "copy.pdf", NULL);
  g_autofree char *fhir = g_build_filename (g_get_user_runtime_dir (), "copy.json", NULL);
  g_autoptr(CliOutput) copies = cli_run_shared (NULL, "vaccinations", "--patient", FRANZ, "--pdf", pdf, "--language", "it", "--export", fhir, NULL);
  g_autoptr(CliOutput) again = cli_run_shared (NULL, "vaccinations", "--patient", FRANZ, "--pdf", pdf, NULL);
  g_autoptr(CliOutput) language = cli_run_shared (NULL, "vaccinations", "--patient", FRANZ, "--pdf", pdf, "--language", "rm", NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autofree char *text = NULL;
  gsize            size;
  GStatBuf         status;

  g_assert_cmpint (copies->status, ==, 0);
  g_assert_cmpstr (copies->out, ==, "");
  g_assert_true (g_file_get_contents (pdf, &text, &size, NULL));
  g_assert_cmpmem (text, 5, "%PDF-", 5);
  g_assert_cmpint (g_stat (pdf, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (json_parser_load_from_file (parser, fhir, NULL));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (json_parser_get_root (parser)), "resourceType"), ==, "Bundle");
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (fhir, &text, NULL, NULL));
  g_assert_null (strstr (text, SPID)); /* R-VAC-45 */
  g_assert_cmpint (again->status, ==, 1);
  g_assert_cmpint (language->status, ==, 2);
  g_unlink (pdf);
  g_unlink (fhir);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  cli_test_init (&argc, &argv);

  g_test_add_func ("/cli/directory/R-CSD-4/found", test_directory);
  g_test_add_func ("/cli/directory/usage", test_directory_usage);
  g_test_add_func ("/cli/vaccinations/R-VAC-8/record", test_vaccinations);
  g_test_add_func ("/cli/vaccinations/R-VAC-8/unreadable", test_vaccinations_unreadable);
  g_test_add_func ("/cli/vaccinations/R-VAC-95-R-VAC-96/recommendations", test_recommendations);
  g_test_add_func ("/cli/vaccinations/R-VAC-80/copies", test_vaccinations_copies);
  g_test_add_func ("/cli/usage", test_usage);
  g_test_add_func ("/cli/help", test_help);
  g_test_add_func ("/cli/search/training", test_training);
  g_test_add_func ("/cli/search/input", test_search_input);
  g_test_add_func ("/cli/search/number", test_search_number);
  g_test_add_func ("/cli/search/c-locale", test_search_c_locale);
  g_test_add_func ("/cli/search/interrupted", test_interrupted);
  g_test_add_func ("/cli/search/none/R-PDQ-10", test_search_none);
  g_test_add_func ("/cli/search/too-many/R-PDQ-11", test_search_too_many);
  g_test_add_func ("/cli/search/check-digit/R-PDQ-5", test_check_digit);
  g_test_add_func ("/cli/spid/R-ID-3", test_spid);
  g_test_add_func ("/cli/ambiguous/R-PDQ-16", test_ambiguous);
  g_test_add_func ("/cli/documents/json", test_documents);
  g_test_add_func ("/cli/documents/warnings/R-MHD-8", test_warnings);
  g_test_add_func ("/cli/get/content", test_get);
  g_test_add_func ("/cli/get/missing", test_get_missing);
  g_test_add_func ("/cli/get/on-demand/R-MHD-15", test_on_demand);
  g_test_add_func ("/cli/get/integrity/R-MHD-14", test_integrity);
  g_test_add_func ("/cli/refused", test_refused);
  g_test_add_func ("/cli/broken-server", test_broken_server);
  g_test_add_func ("/cli/unreachable", test_unreachable);
  g_test_add_func ("/cli/bad-community", test_bad_community);
  g_test_add_func ("/cli/as", test_as);
  g_test_add_func ("/cli/traces", test_traces);

  status = g_test_run ();
  cli_test_stop ();

  return status;
}
