/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-outcome.h"
#include "fhir-test-support.h"

#include <string.h>

static GPtrArray *
read_body (const char *text,
           const char *content_type)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return fhir_outcome_read_body (bytes, content_type);
}

static void
test_read (void)
{
  g_autoptr(JsonNode) node = fhir_test_parse (fhir_test_outcome);
  g_autoptr(GPtrArray) issues = fhir_outcome_read (fhir_json_node_object (node));
  ModelIssue *issue;

  g_assert_cmpuint (issues->len, ==, 1);
  issue = g_ptr_array_index (issues, 0);
  g_assert_cmpint (model_issue_get_severity (issue), ==, MODEL_ISSUE_WARNING);
  g_assert_cmpstr (model_issue_get_code (issue), ==, "incomplete");
  g_assert_cmpstr (model_issue_get_text (issue), ==, "A community did not answer");
  g_assert_cmpstr (model_issue_get_details_system (issue), ==, "urn:example:details");
  g_assert_cmpstr (model_issue_get_details_code (issue), ==, "Late");
  g_assert_cmpstr (model_issue_get_diagnostics (issue), ==, "timeout");
  g_assert_cmpstr (model_issue_get_community (issue), ==, "urn:oid:2.999.5.6.8");
}

/* What the server said, in any body */
static void
test_bodies (void)
{
  static const struct
  {
    const char *body;
    const char *type;
    const char *text;
    const char *code;
  } rows[] = {
    { "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"code\":\"forbidden\",\"details\":{\"text\":\"No right\"}}]}",
      "application/fhir+json", "No right", "forbidden" },
    { "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"code\":\"invalid\","
      "\"details\":{\"coding\":[{\"code\":\"X\",\"display\":\"Wrong\"}]}}]}}]}",
      "application/fhir+json", "Wrong", "invalid" },
    { "{\"error\":\"invalid_grant\",\"error_description\":\"Code expired\"}", "application/json", "Code expired", "security" },
    { "{\"error\":\"invalid_grant\"}", "application/json", "invalid_grant", "security" },
    { "\"Not found\"", "application/json", "Not found", "processing" },
    { "<html><head><title>502</title></head>\n<body>  <h1>Bad\tGateway</h1></body></html>", "text/html", "502 Bad Gateway", "processing" },
    { "Service   unavailable\r\n", "text/plain; charset=utf-8", "Service unavailable", "processing" },
    { "Service unavailable", NULL, "Service unavailable", "processing" },
    { "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"code\":\"invalid\"", "application/fhir+json", NULL, "processing" },
    { "caf\xe9", "text/plain", NULL, "processing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) issues = read_body (rows[i].body, rows[i].type);

      g_test_message ("%u", i);
      g_assert_cmpuint (issues->len, ==, 1);
      g_assert_cmpstr (model_issue_get_code (g_ptr_array_index (issues, 0)), ==, rows[i].code);
      g_assert_true (g_utf8_validate (model_issue_get_text (g_ptr_array_index (issues, 0)), -1, NULL));
      if (rows[i].text != NULL)
        g_assert_cmpstr (model_issue_get_text (g_ptr_array_index (issues, 0)), ==, rows[i].text);
    }
}

static void
test_nothing_said (void)
{
  static const struct
  {
    const char *body;
    const char *type;
  } rows[] = {
    { "", "application/json" },
    { "{}", "application/json" },
    { "[]", "application/json" },
    { "null", "application/json" },
    { "<br><hr>", "text/html" },
    { "%PDF-1.4", "application/pdf" },
    { "{\"error\":{}}", "application/json" },
    { "{\"resourceType\":\"OperationOutcome\"}", "application/fhir+json" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) issues = read_body (rows[i].body, rows[i].type);

      g_test_message ("%s", rows[i].body);
      g_assert_cmpuint (issues->len, ==, 0);
    }

  {
    g_autoptr(GPtrArray) issues = fhir_outcome_read_body (NULL, NULL);

    g_assert_cmpuint (issues->len, ==, 0);
  }
}

static void
test_bounded (void)
{
  g_autofree char *page = g_strnfill (1000000, 'x');
  g_autoptr(GPtrArray) issues = read_body (page, "text/plain");
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", page);
  g_autoptr(GPtrArray) json = read_body (quoted, "application/json");

  g_assert_cmpuint (issues->len, ==, 1);
  g_assert_cmpuint (strlen (model_issue_get_text (g_ptr_array_index (issues, 0))), <=, 503);
  g_assert_cmpuint (strlen (model_issue_get_text (g_ptr_array_index (json, 0))), <=, 503);
}

static guint n_issues;

static void
count_cb (const char *where,
          JsonObject *resource)
{
  g_autoptr(GPtrArray) issues = fhir_outcome_read (resource);

  g_test_message ("%s", where);
  g_assert_cmpuint (issues->len, >, 0);
  for (guint i = 0; i < issues->len; i++)
    g_assert_cmpstr (model_issue_get_text (g_ptr_array_index (issues, i)), !=, "");
  n_issues += issues->len;
}

static void
test_fixtures (void)
{
  static const char *const folders[] = { "errors", "pdqm", "pixm", "corrected", "ihe" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    fhir_test_each (folders[i], "OperationOutcome", count_cb);

  if (n_issues == 0)
    g_test_skip ("no fixtures");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir/outcome/R-MHD-8/read", test_read);
  g_test_add_func ("/fhir/outcome/R-COM-13/bodies", test_bodies);
  g_test_add_func ("/fhir/outcome/R-COM-13/nothing-said", test_nothing_said);
  g_test_add_func ("/fhir/outcome/R-COM-13/bounded", test_bounded);
  g_test_add_func ("/fhir/outcome/R-COM-13/fixtures", test_fixtures);

  return g_test_run ();
}
