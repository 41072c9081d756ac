/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-bundle.h"
#include "fhir-datatypes.h"
#include "fhir-patient.h"
#include "fhir-test-support.h"

#include <string.h>

static const char *const searchset =
    "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":2,"
    "\"link\":[{\"relation\":\"self\",\"url\":\"https://epr.example.ch/a\"},{\"relation\":\"next\",\"url\":\"https://epr.example.ch/b\"}],"
    "\"entry\":["
    "{\"fullUrl\":\"https://epr.example.ch/Patient/x1\",\"resource\":{\"resourceType\":\"Patient\",\"id\":\"x1\"},\"search\":{\"mode\":\"match\","
    "\"score\":0.9,\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/match-grade\",\"valueCode\":\"probable\"}]}},"
    "{\"resource\":{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"warning\",\"code\":\"incomplete\"}]}},"
    "{\"resource\":{\"resourceType\":\"Organization\"},\"search\":{\"mode\":\"include\"}},"
    "{\"resource\":{\"resourceType\":\"DocumentReference\"}},"
    "{\"fullUrl\":\"urn:uuid:x\"},"
    "null]}";

static FhirBundle *
parse (const char *text,
       GError    **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return fhir_bundle_parse (bytes, error);
}

static void
test_entries (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FhirBundle) bundle = parse (searchset, &error);
  g_autoptr(GPtrArray) issues = NULL;
  FhirBundleEntry entry;

  g_assert_no_error (error);
  g_assert_cmpstr (fhir_bundle_get_bundle_type (bundle), ==, "searchset");
  g_assert_cmpint (fhir_bundle_get_total (bundle), ==, 2);
  g_assert_cmpstr (fhir_bundle_get_link (bundle, "next"), ==, "https://epr.example.ch/b");
  g_assert_null (fhir_bundle_get_link (bundle, "previous"));
  g_assert_cmpuint (fhir_bundle_get_n_entries (bundle), ==, 6);

  g_assert_true (fhir_bundle_get_entry (bundle, 0, &entry));
  g_assert_cmpint (entry.mode, ==, FHIR_SEARCH_MODE_MATCH);
  g_assert_cmpfloat (entry.score, ==, 0.9);
  g_assert_cmpstr (entry.match_grade, ==, "probable");
  g_assert_cmpstr (entry.full_url, ==, "https://epr.example.ch/Patient/x1");

  /* told apart by type where the mode is missing */
  g_assert_true (fhir_bundle_get_entry (bundle, 1, &entry));
  g_assert_cmpint (entry.mode, ==, FHIR_SEARCH_MODE_OUTCOME);
  g_assert_true (fhir_bundle_get_entry (bundle, 2, &entry));
  g_assert_cmpint (entry.mode, ==, FHIR_SEARCH_MODE_INCLUDE);
  g_assert_true (fhir_bundle_get_entry (bundle, 3, &entry));
  g_assert_cmpint (entry.mode, ==, FHIR_SEARCH_MODE_NONE);
  g_assert_null (entry.match_grade);

  g_assert_false (fhir_bundle_get_entry (bundle, 4, &entry));
  g_assert_false (fhir_bundle_get_entry (bundle, 5, &entry));
  g_assert_false (fhir_bundle_get_entry (bundle, 6, &entry));

  issues = fhir_bundle_dup_issues (bundle);
  g_assert_cmpuint (issues->len, ==, 1);
}

static void
test_outcome_instead (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FhirBundle) bundle = parse (fhir_test_outcome, &error);
  g_autoptr(GPtrArray) issues = NULL;
  FhirBundleEntry entry;

  g_assert_no_error (error);
  g_assert_cmpuint (fhir_bundle_get_n_entries (bundle), ==, 1);
  g_assert_true (fhir_bundle_get_entry (bundle, 0, &entry));
  g_assert_cmpint (entry.mode, ==, FHIR_SEARCH_MODE_OUTCOME);
  g_assert_cmpint (fhir_bundle_get_total (bundle), ==, -1);
  g_assert_null (fhir_bundle_get_bundle_type (bundle));
  issues = fhir_bundle_dup_issues (bundle);
  g_assert_cmpuint (issues->len, ==, 1);
}

/* A connection that broke, wherever it broke. */
static void
test_cut (void)
{
  for (gsize length = 0; length < strlen (searchset); length++)
    {
      g_autofree char *cut = g_strndup (searchset, length);
      g_autoptr(GError) error = NULL;
      g_autoptr(FhirBundle) bundle = parse (cut, &error);

      g_assert_null (bundle);
      g_assert_error (error, FHIR_ERROR, FHIR_ERROR_NOT_JSON);
    }
}

static void
test_other_json (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    "null",
    "1",
    "\"Bundle\"",
    "[{\"resourceType\":\"Bundle\"}]",
    "{\"resourceType\":1}",
    "{\"resourceType\":\"Patient\"}",
    "{\"error\":\"invalid_token\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(FhirBundle) bundle = parse (texts[i], &error);

      g_test_message ("%s", texts[i]);
      g_assert_null (bundle);
      g_assert_error (error, FHIR_ERROR, FHIR_ERROR_NOT_EXPECTED);
    }
}

static void
test_hardly_a_bundle (void)
{
  static const char *const texts[] = {
    "{\"resourceType\":\"Bundle\"}",
    "{\"resourceType\":\"Bundle\",\"entry\":null,\"total\":\"2\",\"link\":{},\"type\":[]}",
    "{\"resourceType\":\"Bundle\",\"entry\":[1,\"s\",[],{}],\"link\":[1,{\"relation\":2}]}",
    "{\"resourceType\":\"Bundle\",\"entry\":{}}",
    "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":[],\"search\":{\"mode\":{},\"score\":\"1\",\"extension\":[[]]}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(FhirBundle) bundle = parse (texts[i], &error);
      FhirBundleEntry entry;

      g_assert_no_error (error);
      g_assert_cmpint (fhir_bundle_get_total (bundle), ==, -1);
      g_assert_null (fhir_bundle_get_link (bundle, "next"));
      for (guint j = 0; j < fhir_bundle_get_n_entries (bundle); j++)
        g_assert_false (fhir_bundle_get_entry (bundle, j, &entry));
    }
}

static void
count_cb (const char *where,
          JsonObject *resource)
{
  g_autoptr(JsonNode) node = fhir_node_take (json_object_ref (resource));
  g_autoptr(GBytes) bytes = fhir_json_to_bytes (node);
  g_autoptr(GError) error = NULL;
  g_autoptr(FhirBundle) bundle = fhir_bundle_parse (bytes, &error);
  FhirBundleEntry entry;

  g_assert_no_error (error);
  g_test_message ("%s", where);
  for (guint i = 0; i < fhir_bundle_get_n_entries (bundle); i++)
    if (fhir_bundle_get_entry (bundle, i, &entry) && g_strcmp0 (fhir_json_resource_type (entry.resource), "Patient") == 0)
      {
        g_autoptr(ModelPatient) patient = fhir_patient_read (entry.resource, entry.match_grade, entry.score);

        g_assert_cmpstr (model_patient_get_family (patient), !=, "");
        g_assert_cmpint (model_patient_get_grade (patient), !=, MODEL_MATCH_UNGRADED);
        g_assert_cmpfloat (model_patient_get_score (patient), >, 0);
      }
}

static void
test_fixtures (void)
{
  static const char *const folders[] = { "pdqm", "mhd", "corrected", "ihe", "gateway-mag" };
  guint                    n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    n += fhir_test_each (folders[i], "Bundle", count_cb);

  if (n == 0)
    g_test_skip ("no fixtures");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir/bundle/R-COM-17/entries", test_entries);
  g_test_add_func ("/fhir/bundle/R-PDQ-11/outcome-instead", test_outcome_instead);
  g_test_add_func ("/fhir/bundle/cut", test_cut);
  g_test_add_func ("/fhir/bundle/other-json", test_other_json);
  g_test_add_func ("/fhir/bundle/hardly-a-bundle", test_hardly_a_bundle);
  g_test_add_func ("/fhir/bundle/R-PDQ-8/fixtures", test_fixtures);

  return g_test_run ();
}
