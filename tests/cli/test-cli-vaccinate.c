/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries are written into the vaccination record: the real program, the real sandbox. */
#include "config.h"

#include "cli-test-support.h"

#include <string.h>

#define FRANZ "Muster, Franz 27.01.1995"
#define MARTINA "2000000090092"

/* What the record holds, as "vaccinations --json" tells it: the array @name. (transfer full) */
static JsonArray *
list (const char *name)
{
  g_autoptr(CliOutput) output = cli_run_shared (NULL, "vaccinations", "--patient", FRANZ, "--json", "--as", MARTINA, NULL);

  g_assert_cmpint (output->status, ==, 0);

  return cli_output_dup_array (output, name);
}

/* The entry of the array @name whose lot or text is @text. (transfer full) (nullable) */
static JsonObject *
find (const char *name,
      const char *text)
{
  g_autoptr(JsonArray) entries = list (name);

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (entry, "lot", NULL), text) == 0 ||
          g_strcmp0 (json_object_get_string_member_with_default (entry, "text", NULL), text) == 0)
        return json_object_ref (entry);
    }

  return NULL;
}

static const char *
get (JsonObject *entry,
     const char *name)
{
  return json_object_get_string_member_with_default (entry, name, NULL);
}

/* The key of the entry with this lot. (transfer full) */
static char *
key_of (const char *lot)
{
  g_autoptr(JsonObject) entry = find ("vaccinations", lot);

  g_assert_nonnull (entry);

  return g_strdup (get (entry, "key"));
}

static CliOutput *
give (const char *lot,
      const char *option,
      const char *value)
{
  return cli_run_shared (NULL, "vaccinate", "--patient", FRANZ, "--as", MARTINA, "--code", "637", "--date", "12.2.2021", "--lot", lot,
                         option, value, NULL);
}

/* By its code, its name, the number of the pack or what a scanner reads; in the record as it was said. */
static void
test_create (void)
{
  static const char *const ways[][2] = {
    { "--code", "Boostrix" }, { "--code", "7680006370012" }, { "--scan", "]d2010768000637001217300630"
                                                                         "10SCANNED" }
  };
  g_autoptr(CliOutput) output = give ("CODE", "--performer", "7601000102737");
  g_autoptr(JsonObject) entry = NULL;
  g_autoptr(JsonObject) scanned = NULL;

  g_assert_cmpstr (output->err, ==, "");
  g_assert_cmpint (output->status, ==, 0);
  g_assert_true (g_str_has_prefix (output->out, "urn:oid:2.25."));
  entry = find ("vaccinations", "CODE");
  g_assert_nonnull (entry);
  g_assert_cmpstr (get (entry, "date"), ==, "2021-02-12");
  g_assert_cmpstr (get (entry, "validation"), ==, "validated");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (entry, "diseases")), ==, 3);
  g_assert_nonnull (strstr (json_array_get_string_element (json_object_get_array_member (entry, "performers"), 0), "Peter Pan"));

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *year = g_strdup_printf ("%u", 2010 + i);
      g_autoptr(CliOutput) way = cli_run_shared (NULL, "vaccinate", "--patient", FRANZ, "--as", MARTINA, "--date", year, ways[i][0], ways[i][1], NULL);

      g_assert_cmpstr (way->err, ==, "");
      g_assert_cmpint (way->status, ==, 0);
    }
  scanned = find ("vaccinations", "SCANNED");
  g_assert_nonnull (scanned);
  g_assert_cmpstr (get (scanned, "date"), ==, "2012");
}

/* The other kinds, and only the diseases that were named. */
static void
test_kinds (void)
{
  g_autoptr(CliOutput) illness = cli_run_shared (NULL, "vaccinate", "--patient", FRANZ, "--as", MARTINA, "--kind", "illness", "--code", "38907003", "--date", "5.2001", NULL);
  g_autoptr(CliOutput) serology = cli_run_shared (NULL, "vaccinate", "--patient", FRANZ, "--as", MARTINA, "--kind", "serology", "--code", "16935-9",
                                                   "--date", "2020-06-03", "--value", "< 10", "--json", NULL);
  g_autoptr(CliOutput) tetanus = give ("TET", "--disease", "76902006");
  g_autoptr(JsonArray) illnesses = list ("illnesses");
  g_autoptr(JsonArray) results = list ("serology");
  g_autoptr(JsonArray) documents = NULL;
  g_autoptr(JsonObject) entry = find ("vaccinations", "TET");

  g_assert_cmpint (illness->status, ==, 0);
  g_assert_cmpint (serology->status, ==, 0);
  g_assert_cmpint (tetanus->status, ==, 0);
  g_assert_cmpuint (json_array_get_length (illnesses), ==, 1);
  g_assert_cmpuint (json_array_get_length (results), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (entry, "diseases")), ==, 1);
  documents = cli_output_dup_array (serology, "documents");
  g_assert_cmpstr (get (json_array_get_object_element (documents, 0), "state"), ==, "deposited");
  g_assert_nonnull (get (json_array_get_object_element (documents, 0), "masterIdentifier"));
}

/* Chapter 8, by the key of the entry: corrected, commented, deleted, restored. */
static void
test_change (void)
{
  g_autoptr(CliOutput) output = give ("WRONG", NULL, NULL);
  g_autofree char *key = key_of ("WRONG");
  g_autofree char *corrected_key = NULL;
  g_autoptr(CliOutput) corrected = cli_run_shared (NULL, "vaccinate", "--patient", FRANZ, "--as", MARTINA, "--correct", key, "--lot", "RIGHT", NULL);
  g_autoptr(CliOutput) late = NULL;
  g_autoptr(CliOutput) annulled = NULL;
  g_autoptr(CliOutput) restored = NULL;
  g_autoptr(JsonArray) deleted = NULL;
  g_autoptr(JsonObject) entry = NULL;

  g_assert_cmpstr (corrected->err, ==, "");
  g_assert_cmpint (corrected->status, ==, 0);
  corrected_key = key_of ("RIGHT");
  /* R-VAC-59: the version before is not the newest any more */
  late = cli_run_shared (NULL, "vaccinate", "--patient", FRANZ, "--as", MARTINA, "--annul", key, "--reason", "Twice", NULL);
  g_assert_cmpint (late->status, ==, 3);

  annulled = cli_run_shared (NULL, "vaccinate", "--patient", FRANZ, "--as", MARTINA, "--annul", corrected_key, "--reason", "Twice", NULL);
  g_assert_cmpint (annulled->status, ==, 0);
  deleted = list ("deleted");
  g_assert_cmpuint (json_array_get_length (deleted), ==, 1);
  restored = cli_run_shared (NULL, "vaccinate", "--patient", FRANZ, "--as", MARTINA, "--restore",
                             get (json_array_get_object_element (deleted, 0), "key"), NULL);
  g_assert_cmpint (restored->status, ==, 0);
  entry = find ("vaccinations", "RIGHT");
  g_assert_nonnull (entry);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (entry, "versions")), ==, 4);
}

/* R-VAC-94: everything is checked, the document printed, and nothing sent. */
static void
test_dry_run (void)
{
  g_autoptr(CliOutput) output = give ("DRY", "--dry-run", NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(JsonObject) entry = find ("vaccinations", "DRY");

  g_assert_cmpint (output->status, ==, 0);
  g_assert_true (json_parser_load_from_data (parser, output->out, -1, NULL));
  g_assert_cmpstr (get (json_node_get_object (json_parser_get_root (parser)), "resourceType"), ==, "Bundle");
  g_assert_nonnull (strstr (output->out, "\"DRY\""));
  g_assert_null (entry);
}

/* R-VAC-99, R-VAC-101: what cannot be is said, by the option that says it, and nothing is sent. */
static void
test_usage (void)
{
  static const struct
  {
    const char *arguments, *says;
  } cases[] = {
    { "--code 637", "--date: " },
    { "--code 637 --date 12.2.2199", "--date: " },
    { "--code 637 --date 12.2.1990", "--date: " },
    { "--code nothing --date 2021", "--code: " },
    { "--code 637 --date 2021 --dose 0", "--dose: " },
    { "--code 637 --date 2021 --lot -", "--lot: " },
    { "--code 637 --date 2021 --performer 7601000102738", "--performer: " },
    { "--code 637 --date 2021 --performer 7601000000002", "--performer: " },
    { "--code 637 --date 2021 --value 120", "--value: " },
    { "--code 637 --date 2021 --disease nothing", "--disease: " },
    { "--kind illness --code 38907003 --date 2001 --scan 7680006370012", "--scan: " },
    { "--scan hello --date 2021", "--scan: " },
    { "--kind other --code 637", "--kind" },
    { "--annul x", "--reason" },
    { "--comment-on x", "--comment" },
    { "--validate x --lot AC37", "" },
    { "--validate x --annul y --reason z", "" },
    { "--code 637 --date 2021 --confidentiality secret", "--confidentiality" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) words = g_strsplit (cases[i].arguments, " ", -1);
      const char *word[9] = { NULL };
      g_autoptr(CliOutput) output = NULL;

      for (guint j = 0; words[j] != NULL; j++)
        word[j] = words[j];
      g_test_message ("%s", cases[i].arguments);
      output = cli_run_shared (NULL, "vaccinate", "--patient", FRANZ, "--as", MARTINA, word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7], NULL);
      g_assert_cmpint (output->status, ==, 2);
      g_assert_cmpstr (output->out, ==, "");
      g_assert_nonnull (strstr (output->err, cases[i].says));
    }
}

static void
test_unknown (void)
{
  g_autoptr(CliOutput) nobody = cli_run_shared (NULL, "vaccinate", "--patient", "Nobody, At All 1.1.1901", "--as", MARTINA, "--code", "637", "--date", "2021", NULL);
  g_autoptr(CliOutput) nothing = cli_run_shared (NULL, "vaccinate", "--patient", FRANZ, "--as", MARTINA, "--validate", "urn:oid:2.25.1#x", NULL);

  g_assert_cmpint (nobody->status, ==, 3);
  g_assert_cmpint (nothing->status, ==, 3);
}

/* R-VAC-63, R-VAC-86: raised only where it was said; never lowered unless that was said. */
static void
test_level (void)
{
  g_autoptr(CliOutput) refused = NULL;
  g_autoptr(CliOutput) raised = NULL;
  g_autoptr(CliOutput) lowered = NULL;
  g_autoptr(JsonObject) entry = NULL;
  g_autofree char *key = NULL;

  cli_test_faults ("{\"policy.provide_level\":\"restricted\"}");
  refused = give ("LEVEL1", NULL, NULL);
  g_assert_cmpint (refused->status, ==, 3);
  raised = give ("LEVEL2", "--raise-confidentiality", NULL);
  g_assert_cmpint (raised->status, ==, 0);
  cli_test_faults ("{\"policy.provide_level\":\"policy\"}");
  entry = find ("vaccinations", "LEVEL1");
  g_assert_null (entry);
  key = key_of ("LEVEL2");
  lowered = cli_run_shared (NULL, "vaccinate", "--patient", FRANZ, "--as", MARTINA, "--correct", key, "--lot", "LEVEL3", "--confidentiality", "normal", NULL);
  g_assert_cmpstr (lowered->err, ==, "");
  g_assert_cmpint (lowered->status, ==, 0);
}

/* A program of the practice writes too, for the professional who is responsible; but it validates nothing (R-VAC-52). */
static void
test_technical (void)
{
  g_autoptr(CliOutput) output = cli_run (NULL, "vaccinate", "--community", cli_test_community (), "--outbox-key-file", cli_test_outbox_key (),
                                          "--patient", FRANZ, "--code", "637", "--date", "2021-02-13", "--lot", "PROGRAM", NULL);
  g_autoptr(JsonObject) entry = find ("vaccinations", "PROGRAM");

  g_assert_cmpstr (output->err, ==, "");
  g_assert_cmpint (output->status, ==, 0);
  g_assert_nonnull (entry);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  cli_test_init (&argc, &argv);
  g_test_add_func ("/cli/vaccinate/create", test_create);
  g_test_add_func ("/cli/vaccinate/kinds", test_kinds);
  g_test_add_func ("/cli/vaccinate/R-VAC-59/change", test_change);
  g_test_add_func ("/cli/vaccinate/R-VAC-94/dry-run", test_dry_run);
  g_test_add_func ("/cli/vaccinate/R-VAC-99/usage", test_usage);
  g_test_add_func ("/cli/vaccinate/unknown", test_unknown);
  g_test_add_func ("/cli/vaccinate/R-VAC-63/level", test_level);
  g_test_add_func ("/cli/vaccinate/technical", test_technical);

  status = g_test_run ();
  cli_test_stop ();

  return status;
}
