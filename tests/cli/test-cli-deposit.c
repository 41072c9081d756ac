/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An archive goes into records: the real program, the real sandbox, by its technical user. */
#include "config.h"

#include "cli-test-support.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* The sandbox's patient of the guide: born 27.1.1995, number 8734 of the practice. */
#define FRANZ "Muster, Franz 27.01.1995"
#define LOCAL "8734"
#define MARTINA "2000000090092"

typedef struct
{
  char *dir;    /* (owned) the archive */
  char *out;    /* (owned) for lists and reports */
  char *report; /* (owned) */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = cli_test_dir ();
  fixture->out = cli_test_dir ();
  fixture->report = g_build_filename (fixture->out, "report.csv", NULL);
  cli_test_faults (NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  cli_test_remove_dir (fixture->dir);
  cli_test_remove_dir (fixture->out);
  g_free (fixture->report);
}

static char *
put (const char *dir,
     const char *name,
     const char *text)
{
  char *path = g_build_filename (dir, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

static void
put_in (const char *dir,
        const char *name,
        const char *text)
{
  g_autofree char *path = put (dir, name, text);
}

/* Deposits @input with the options that every archive has, and the further @option with its @value. */
static CliOutput *
deposit (Fixture    *fixture,
         const char *input,
         const char *option,
         const char *value)
{
  return cli_run (NULL, "deposit", "--community", cli_test_community (), "--outbox-key-file", cli_test_outbox_key (),
                  "--report", fixture->report, input, option, value, NULL);
}

static char *
read_report (Fixture *fixture)
{
  char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (fixture->report, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static guint
count_in (const char *text,
          const char *word)
{
  guint n = 0;

  for (const char *p = strstr (text, word); p != NULL; p = strstr (p + 1, word))
    n++;

  return n;
}

/* How many documents of @patient's record have a title that begins with @title, as her physician sees them. */
static guint
count_titles (const char *patient,
              const char *title)
{
  g_autoptr(CliOutput) output = cli_run_shared (NULL, "documents", "--patient", patient, "--json", "--as", MARTINA, NULL);
  g_autoptr(JsonArray) documents = cli_output_dup_array (output, "documents");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (documents); i++)
    n += g_str_has_prefix (json_object_get_string_member (json_array_get_object_element (documents, i), "title"), title);

  return n;
}

/* Names tell patient, date, type and title; a sidecar tells what a name does not; options hold for all. */
static void
test_folder (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *report = NULL;
  g_autoptr(CliOutput) output = NULL;
  g_autoptr(CliOutput) again = NULL;

  put_in (fixture->dir, LOCAL "_2026-11-02_373942005_Folder_one.txt", "one");
  put_in (fixture->dir, LOCAL "_2026-11-03_Folder two.txt", "two");
  put_in (fixture->dir, "scan0001.txt", "three");
  put_in (fixture->dir, "scan0001.txt.json",
          "{\"patient\":\"" LOCAL "\",\"date\":\"4.11.2026\",\"title\":\"Folder three\",\"event\":[\"US\"],"
          "\"author-family\":\"Pan\",\"author-given\":\"Peter\",\"author-gln\":\"7601000102737\"}");
  put_in (fixture->dir, ".hidden", "not this");

  output = deposit (fixture, fixture->dir, "--type", "721927009");
  g_assert_cmpint (output->status, ==, 3);
  /* a referral note is a class, and no type */
  g_assert_nonnull (strstr (output->err, "type: "));
  g_assert_cmpuint (count_titles (FRANZ, "Folder one"), ==, 1);

  again = deposit (fixture, fixture->dir, "--type", "4241000179101");
  g_assert_cmpint (again->status, ==, 0);
  g_assert_nonnull (strstr (again->err, "2 deposited, 1 already there, 0 refused, 0 waiting"));
  g_assert_cmpuint (count_titles (FRANZ, "Folder "), ==, 3);

  report = read_report (fixture);
  g_assert_true (g_str_has_prefix (report, "file,patient,state,uniqueId,reason,time\n"));
  g_assert_cmpuint (count_in (report, "\n"), ==, 4);
  g_assert_cmpuint (count_in (report, ",deposited,urn:oid:2.25."), ==, 3);
  /* no more about a patient than the input said, and never the SPID (R-ID-3) */
  g_assert_null (strstr (report, "Muster"));
  g_assert_null (strstr (report, "76133761"));
}

/* R-MHD-26: the role of the technical user; the author is who is responsible, or who is named. */
static void
test_metadata (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(CliOutput) output = NULL;
  g_autoptr(CliOutput) listed = NULL;
  g_autoptr(JsonArray) documents = NULL;
  guint found = 0;

  put_in (fixture->dir, LOCAL "_2026-10-01_373942005_Meta responsible.txt", "m1");
  put_in (fixture->dir, LOCAL "_2026-10-02_373942005_Meta named.txt", "m2");
  put_in (fixture->dir, LOCAL "_2026-10-02_373942005_Meta named.txt.json", "{\"author-family\":\"Pan\",\"author-given\":\"Peter\"}");
  output = deposit (fixture, fixture->dir, NULL, NULL);
  g_assert_cmpint (output->status, ==, 0);
  /* the community compares the role in the metadata with that of the token (R-MHD-27) */
  g_assert_cmpuint (cli_test_count ("|TCU"), >=, 1);

  listed = cli_run_shared (NULL, "documents", "--patient", FRANZ, "--json", "--as", MARTINA, NULL);
  documents = cli_output_dup_array (listed, "documents");
  for (guint i = 0; i < json_array_get_length (documents); i++)
    {
      JsonObject *document = json_array_get_object_element (documents, i);
      JsonArray  *authors = json_object_get_array_member (document, "author");
      const char *title = json_object_get_string_member (document, "title");

      if (!g_str_has_prefix (title, "Meta "))
        continue;
      g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (authors, 0), "display"), ==,
                       g_str_equal (title, "Meta named") ? "Peter Pan" : "Dr. Martina Musterarzt");
      g_assert_true (g_str_has_prefix (json_object_get_string_member (document, "date"), "2026-10-0"));
      found++;
    }
  g_assert_cmpuint (found, ==, 2);
}

/* Each line for itself: what is right is deposited, what is wrong is named with its column. */
static void
test_list (Fixture      *fixture,
           gconstpointer data)
{
  static const struct
  {
    const char *file;
    const char *rest;
    const char *reason; /* (nullable): deposited */
  } lines[] = {
    { "l1.txt", "8734;;;;373942005;2026-11-01;List one;", NULL },
    { "l2.txt", ";Muster;Franz;27.1.1995;373942005;1.11.2026;List two;restricted", NULL },
    { "l3.txt", "8734;Muster;Franz;1995-01-27;373942005;2026-11-01;\"List; three\";", NULL },
    { "l4.txt", "8734;Favre;Franz;1995-01-27;373942005;2026-11-01;List x;", "patient: " },
    { "l5.txt", ";Muster;Franz;;373942005;2026-11-01;List x;", "patient: " },
    { "l6.txt", ";Muster;Franz;1995-01-28;373942005;2026-11-01;List x;", "patient: " },
    { "l7.txt", "0000000;;;;373942005;2026-11-01;List x;", "patient: " },
    { "l8.txt", "756.1234.5678.90;;;;373942005;2026-11-01;List x;", "patient: " },
    { "l9.txt", "8734;;;;1234567;2026-11-01;List x;", "type: " },
    { "l10.txt", "8734;;;;;2026-11-01;List x;", "type: " },
    { "l11.txt", "8734;;;;373942005;;List x;", "date: " },
    { "l12.txt", "8734;;;;373942005;2099-01-01;List x;", "date: " },
    { "l13.txt", "8734;;;;373942005;2026-11-01;List x;very", "confidentiality: " },
    { "nowhere.txt", "8734;;;;373942005;2026-11-01;List x;", "file: " },
    { "l14.txt", "8734;;;;373942005;2026-11-01", "fields" },
  };
  g_autoptr(GString) list = g_string_new ("File;Patient;Family;Given;Birthdate;Type;Date;Title;Confidentiality\n");
  g_autofree char *path = NULL;
  g_autofree char *report = NULL;
  g_autoptr(CliOutput) output = NULL;
  g_auto(GStrv) told = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      if (!g_str_equal (lines[i].file, "nowhere.txt"))
        put_in (fixture->dir, lines[i].file, lines[i].file);
      g_string_append_printf (list, "%s;%s\n", lines[i].file, lines[i].rest);
    }
  path = put (fixture->dir, "list.csv", list->str);
  output = deposit (fixture, path, NULL, NULL);
  g_assert_cmpint (output->status, ==, 3);

  report = read_report (fixture);
  told = g_strsplit (report, "\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *begin = g_strconcat (lines[i].file, ",", NULL);
      const char      *line = NULL;

      for (char **l = told; *l != NULL && line == NULL; l++)
        line = g_str_has_prefix (*l, begin) ? *l : NULL;
      g_assert_nonnull (line);
      g_assert_nonnull (strstr (line, lines[i].reason != NULL ? ",refused," : ",deposited,urn:oid:"));
      if (lines[i].reason != NULL)
        g_assert_nonnull (strstr (line, lines[i].reason));
    }
  g_assert_cmpuint (count_titles (FRANZ, "List "), ==, 2);
  g_assert_cmpuint (count_titles (FRANZ, "List; three"), ==, 1);
  g_assert_cmpuint (count_titles (FRANZ, "List x"), ==, 0);
}

/* Several of one name: nobody is taken (R-PDQ-16). */
static void
test_ambiguous (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr(CliOutput) output = NULL;

  cli_test_faults ("{\"match.always_too_many\":1}");
  put_in (fixture->dir, "a.txt", "a");
  path = put (fixture->dir, "list.csv", "file,family,given,birthdate,type,date\na.txt,Muster,Franz,1995-01-27,373942005,2026-11-01\n");
  output = deposit (fixture, path, NULL, NULL);
  g_assert_cmpint (output->status, ==, 3);
  g_assert_nonnull (strstr (output->err, "several"));
  g_assert_cmpuint (cli_test_count ("ITI-65"), ==, 0);
}

/* What the document itself says about another person is believed. */
static void
test_wrong_patient (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr(CliOutput) output = NULL;

  put_in (fixture->dir, LOCAL "_2026-11-01_373942005_Wrong born.txt", "Entlassungsbericht\nPatient: Meier Anna, geboren am 3.4.1950\n");
  put_in (fixture->dir, LOCAL "_2026-11-01_373942005_Right born.txt", "Entlassungsbericht\nPatient: Muster Franz, geboren am 27.1.1995\n");
  output = deposit (fixture, fixture->dir, NULL, NULL);
  g_assert_cmpint (output->status, ==, 3);
  g_assert_nonnull (strstr (output->err, "Wrong born"));
  g_assert_cmpuint (count_titles (FRANZ, "Right born"), ==, 1);
  g_assert_cmpuint (count_titles (FRANZ, "Wrong born"), ==, 0);
}

/* The same inside a PDF, where it is looked at. */
static void
test_wrong_patient_pdf (Fixture      *fixture,
                        gconstpointer data)
{
  static const char        page[] = "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                                    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
                                    "4 0 obj<</Length %u>>stream\n%s\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
                                    "trailer<</Root 1 0 R>>\n";
  static const char *const births[] = { "3.4.1950", "27.1.1995" };
  g_autoptr(CliOutput) output = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (births); i++)
    {
      g_autofree char *name = g_strdup_printf (LOCAL "_2026-11-01_373942005_Pdf %u.pdf", i);
      g_autofree char *text = g_strdup_printf ("BT /F 12 Tf 20 200 Td (Patient: geboren am %s) Tj ET", births[i]);
      g_autofree char *pdf = g_strdup_printf (page, (guint) strlen (text), text);

      put_in (fixture->dir, name, pdf);
    }
  put_in (fixture->dir, LOCAL "_2026-11-01_373942005_Pdf broken.pdf", "%PDF-1.4\nnothing of the kind");
  output = deposit (fixture, fixture->dir, "--check-content", NULL);
  g_assert_cmpint (output->status, ==, 3);
  g_assert_nonnull (strstr (output->err, "Pdf 0.pdf: The document names another patient"));
  g_assert_nonnull (strstr (output->err, "Pdf broken.pdf: The document cannot be opened"));
  g_assert_cmpuint (count_titles (FRANZ, "Pdf 1"), ==, 1);
  g_assert_cmpuint (count_titles (FRANZ, "Pdf "), ==, 1);
}

static void
test_dry_run (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(CliOutput) output = NULL;

  put_in (fixture->dir, LOCAL "_2026-11-01_373942005_Dry.txt", "dry");
  put_in (fixture->dir, "nobody.txt", "nobody");
  output = deposit (fixture, fixture->dir, "--dry-run", NULL);
  g_assert_cmpint (output->status, ==, 3);
  g_assert_nonnull (strstr (output->err, "1 can be deposited, 1 cannot"));
  g_assert_false (g_file_test (fixture->report, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_titles (FRANZ, "Dry"), ==, 0);
}

static void
put_letters (Fixture    *fixture,
             guint       n,
             const char *title)
{
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf (LOCAL "_2026-11-01_373942005_%s %02u.txt", title, i);
      g_autofree char *text = g_strdup_printf ("%s %u", title, i);

      put_in (fixture->dir, name, text);
    }
}

/* In the middle of @n letters: some have arrived, some are on their way. */
static GSubprocess *
begin_letters (Fixture    *fixture,
               guint       n,
               const char *title)
{
  GSubprocess *process;

  put_letters (fixture, n, title);
  cli_test_faults ("{\"slow\":20,\"path\":\"/fhir$\"}");
  process = cli_spawn ("deposit", "--community", cli_test_community (), "--outbox-key-file", cli_test_outbox_key (), "--report",
                       fixture->report, fixture->dir, "--parallel", "3", NULL);
  while (cli_test_count ("\"path\":\"/fhir\"") < n / 3)
    ;

  return process;
}

/* Killed in the middle, with nothing said: the same command goes on, and each is there once. */
static void
test_killed (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(CliOutput) output = NULL;
  g_autofree char *report = NULL;

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr(GSubprocess) process = begin_letters (fixture, 12 * (round + 1), "Killed");

      g_subprocess_send_signal (process, SIGKILL);
      g_subprocess_wait (process, NULL, NULL);
      g_assert_true (g_subprocess_get_if_signaled (process));
    }

  cli_test_faults (NULL);
  output = deposit (fixture, fixture->dir, NULL, NULL);
  g_assert_cmpint (output->status, ==, 0);
  g_assert_cmpuint (count_titles (FRANZ, "Killed "), ==, 36);
  report = read_report (fixture);
  g_assert_cmpuint (count_in (report, ",deposited,"), ==, 36);
  g_assert_cmpuint (count_in (report, ",waiting,"), ==, 0);
}

/* Without a key for the outbox what was under way is gone with the program; its number is not. */
static void
test_killed_in_memory (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(CliOutput) output = NULL;

  put_letters (fixture, 12, "Memory");
  cli_test_faults ("{\"slow\":20,\"path\":\"/fhir$\"}");
  process = cli_spawn ("deposit", "--community", cli_test_community (), "--report", fixture->report, fixture->dir, NULL);
  while (cli_test_count ("\"path\":\"/fhir\"") < 5)
    ;
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
  cli_test_faults (NULL);

  output = cli_run (NULL, "deposit", "--community", cli_test_community (), "--report", fixture->report, fixture->dir, NULL);
  g_assert_cmpint (output->status, ==, 0);
  g_assert_nonnull (strstr (output->err, "memory only"));
  g_assert_cmpuint (count_titles (FRANZ, "Memory "), ==, 12);
}

static void
test_stopped (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GSubprocess) process = begin_letters (fixture, 12, "Stopped");
  g_autoptr(CliOutput) output = NULL;

  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);

  cli_test_faults (NULL);
  output = deposit (fixture, fixture->dir, NULL, NULL);
  g_assert_cmpint (output->status, ==, 0);
  g_assert_cmpuint (count_titles (FRANZ, "Stopped "), ==, 12);
}

/* A publication rule: it waits in the outbox; looking at it and resuming send nothing before its time. */
static void
test_not_before (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(CliOutput) output = NULL;
  g_autoptr(CliOutput) again = NULL;
  g_autoptr(CliOutput) listed = NULL;
  g_autoptr(CliOutput) named = NULL;
  g_autoptr(CliOutput) resumed = NULL;
  g_autoptr(CliOutput) passed = NULL;
  g_autoptr(JsonArray) waiting = NULL;
  g_autofree char *report = NULL;

  put_in (fixture->dir, LOCAL "_2020-01-01_373942005_Rule old.txt", "old");
  output = deposit (fixture, fixture->dir, "--not-before", "7d");
  /* seven days after its date are over long ago */
  g_assert_cmpint (output->status, ==, 0);
  g_assert_cmpuint (count_titles (FRANZ, "Rule old"), ==, 1);

  put_in (fixture->dir, LOCAL "_2020-01-01_373942005_Rule new.txt", "new");
  passed = cli_run (NULL, "deposit", "--community", cli_test_community (), "--outbox-key-file", cli_test_outbox_key (), "--report",
                    fixture->report, fixture->dir, "--not-before", "24h", "--not-before-from", "now", NULL);
  g_assert_cmpint (passed->status, ==, 4);
  again = deposit (fixture, fixture->dir, NULL, NULL);
  g_assert_cmpint (again->status, ==, 4);
  g_assert_nonnull (strstr (again->err, "1 already there, 0 refused, 1 waiting"));

  listed = cli_run (NULL, "outbox", "--community", cli_test_community (), "--outbox-key-file", cli_test_outbox_key (), "--json", NULL);
  waiting = cli_output_dup_array (listed, "documents");
  g_assert_cmpuint (json_array_get_length (waiting), ==, 1);
  g_assert_null (strstr (listed->out, "MUSTER"));
  g_assert_null (strstr (listed->out, "Rule new"));
  g_assert_true (json_object_has_member (json_array_get_object_element (waiting, 0), "notBefore"));
  named = cli_run (NULL, "outbox", "--community", cli_test_community (), "--outbox-key-file", cli_test_outbox_key (), "--patients", NULL);
  g_assert_nonnull (strstr (named->out, "MUSTER Franz"));

  resumed = cli_run (NULL, "deposit", "--resume", "--community", cli_test_community (), "--outbox-key-file", cli_test_outbox_key (), NULL);
  g_assert_cmpint (resumed->status, ==, 4);
  g_assert_cmpuint (count_titles (FRANZ, "Rule new"), ==, 0);
  report = read_report (fixture);
  g_assert_cmpuint (count_in (report, ",waiting,urn:oid:"), ==, 1);
}

/* A community that is closed for two minutes: what is safe waits, the rest is not begun; --resume sends it. */
static void
test_resume (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(CliOutput) output = NULL;
  g_autoptr(CliOutput) resumed = NULL;
  g_autoptr(CliOutput) rest = NULL;

  put_letters (fixture, 20, "Resumed");
  cli_test_faults ("{\"status\":503,\"retry_after\":300,\"path\":\"/fhir$\"}");
  output = deposit (fixture, fixture->dir, "--parallel", "1");
  g_assert_cmpint (output->status, ==, 4);
  g_assert_nonnull (strstr (output->err, "0 deposited"));
  g_assert_null (strstr (output->err, " 0 waiting"));
  g_assert_null (strstr (output->err, " 0 not begun"));
  cli_test_faults (NULL);
  resumed = cli_run (NULL, "deposit", "--resume", "--community", cli_test_community (), "--outbox-key-file", cli_test_outbox_key (),
                     "--report", fixture->report, NULL);
  g_assert_cmpint (resumed->status, ==, 0);
  g_assert_null (strstr (resumed->err, "0 deposited"));
  rest = deposit (fixture, fixture->dir, NULL, NULL);
  g_assert_cmpint (rest->status, ==, 0);
  g_assert_cmpuint (count_titles (FRANZ, "Resumed "), ==, 20);
}

/* R-MHD-31: raised only where the run was told so. */
static void
test_level (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(CliOutput) output = NULL;
  g_autoptr(CliOutput) raised = NULL;

  put_in (fixture->dir, LOCAL "_2026-11-01_373942005_Level.txt", "level");
  cli_test_faults ("{\"policy.provide_level\":\"restricted\"}");
  output = deposit (fixture, fixture->dir, NULL, NULL);
  g_assert_cmpint (output->status, ==, 3);
  g_assert_nonnull (strstr (output->err, "confidentiality: "));
  raised = deposit (fixture, fixture->dir, "--raise-confidentiality", NULL);
  g_assert_cmpint (raised->status, ==, 0);
  cli_test_faults (NULL);
}

/* A person sees what is in the record already, whoever put it there and however the file is called. */
static void
test_already_there (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->out, "other.csv", NULL);
  g_autoptr(CliOutput) output = NULL;
  g_autoptr(CliOutput) again = NULL;

  put_in (fixture->dir, LOCAL "_2026-11-01_373942005_There.txt", "there already");
  output = deposit (fixture, fixture->dir, NULL, NULL);
  g_assert_cmpint (output->status, ==, 0);
  put_in (fixture->dir, LOCAL "_2026-11-02_373942005_There again.txt", "there already");
  again = cli_run_shared (NULL, "deposit", "--as", MARTINA, "--report", other, "--json", fixture->dir, NULL);
  g_assert_cmpint (again->status, ==, 0);
  g_assert_cmpuint (count_in (again->out, "\"already-there\""), ==, 2);
  g_assert_cmpuint (count_titles (FRANZ, "There"), ==, 1);
}

static void
test_usage (Fixture      *fixture,
            gconstpointer data)
{
  static const char *const cases[][4] = {
    { NULL },
    { "--report", "r.csv", NULL },
    { "/tmp", NULL },
    { "/tmp", "--report=r.csv", "--parallel=0", NULL },
    { "/tmp", "--report=r.csv", "--not-before=soon", NULL },
    { "/tmp", "--report=r.csv", "--not-before-from=now", NULL },
    { "--resume", "/tmp", NULL },
    { "--resume", "--dry-run", NULL },
  };
  g_autofree char *list = put (fixture->dir, "list.csv", "file,titel\na.txt,b\n");
  g_autofree char *no_report = put (fixture->out, "other.csv", "this is,no report\n1,2\n");
  g_autoptr(CliOutput) column = NULL;
  g_autoptr(CliOutput) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CliOutput) output = cli_run (NULL, "deposit", "--community", cli_test_community (), cases[i][0], cases[i][0] != NULL ? cases[i][1] : NULL,
                                              cases[i][0] != NULL && cases[i][1] != NULL ? cases[i][2] : NULL, NULL);

      g_assert_cmpint (output->status, ==, 2);
    }

  column = deposit (fixture, list, NULL, NULL);
  g_assert_cmpint (column->status, ==, 1);
  g_assert_nonnull (strstr (column->err, "titel"));
  report = cli_run (NULL, "deposit", "--community", cli_test_community (), "--report", no_report, fixture->dir, NULL);
  g_assert_cmpint (report->status, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  cli_test_init (&argc, &argv);
#define ADD(path, function) g_test_add ("/cli/deposit/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("usage", test_usage);
  ADD ("folder", test_folder);
  ADD ("metadata/R-MHD-26", test_metadata);
  ADD ("list", test_list);
  ADD ("ambiguous/R-PDQ-16", test_ambiguous);
  ADD ("wrong-patient", test_wrong_patient);
  ADD ("wrong-patient-pdf", test_wrong_patient_pdf);
  ADD ("dry-run", test_dry_run);
  ADD ("level/R-MHD-31", test_level);
  ADD ("already-there", test_already_there);
  ADD ("killed", test_killed);
  ADD ("killed-in-memory", test_killed_in_memory);
  ADD ("stopped", test_stopped);
  ADD ("resume", test_resume);
  ADD ("not-before", test_not_before);
#undef ADD

  status = g_test_run ();
  cli_test_stop ();

  return status;
}
