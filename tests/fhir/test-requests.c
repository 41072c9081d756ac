/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sent and what only declares: parameters, queries, capabilities. */
#include "config.h"

#include "fhir-capability.h"
#include "fhir-error.h"
#include "fhir-parameters.h"
#include "fhir-patient.h"
#include "fhir-query.h"
#include "fhir-test-support.h"

#include <string.h>

static ModelPatient *
sample_patient (void)
{
  g_autoptr(JsonNode) node = fhir_test_parse (fhir_test_patient);

  return fhir_patient_read (fhir_json_node_object (node), NULL, 0);
}

static void
test_match (void)
{
  g_autoptr(ModelPatient) patient = sample_patient ();

  for (guint only_certain = 0; only_certain < 2; only_certain++)
    {
      g_autoptr(GBytes) bytes = fhir_parameters_write_match (patient, only_certain);
      g_autoptr(JsonNode) node = fhir_json_parse (bytes, NULL);
      JsonObject *object = fhir_json_node_object (node);
      JsonObject *resource = fhir_json_object (fhir_json_nth (object, "parameter", 0), "resource");
      JsonObject *certain = fhir_json_nth (object, "parameter", 1);

      g_assert_cmpstr (fhir_json_resource_type (object), ==, "Parameters");
      g_assert_cmpuint (fhir_json_n (object, "parameter"), ==, 1 + only_certain);
      g_assert_cmpstr (fhir_json_string (fhir_json_nth (object, "parameter", 0), "name"), ==, "resource");
      g_assert_cmpstr (fhir_json_string (resource, "birthDate"), ==, "1995-01-27");
      /* one name each */
      g_assert_cmpstr (fhir_json_nth_string (fhir_json_nth (resource, "name", 0), "given", 1), ==, "Josef");
      g_assert_cmpuint (fhir_json_n (resource, "telecom"), ==, 0);
      if (only_certain)
        {
          g_assert_cmpstr (fhir_json_string (certain, "name"), ==, "onlyCertainMatches");
          g_assert_true (fhir_json_boolean (certain, "valueBoolean", FALSE));
        }
    }
}

static GPtrArray *
read_identifiers (const char *text,
                  GError    **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return fhir_parameters_read_identifiers (bytes, "targetIdentifier", error);
}

static void
test_identifiers (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = read_identifiers (
      "{\"resourceType\":\"Parameters\",\"parameter\":["
      "{\"name\":\"targetIdentifier\",\"valueIdentifier\":{\"system\":\"urn:oid:2.999.3\",\"value\":\"761337610411353650\"}},"
      "{\"name\":\"targetId\",\"valueReference\":{\"reference\":\"Patient/1\"}},"
      "{\"name\":\"targetIdentifier\",\"valueIdentifier\":{\"system\":\"urn:oid:2.999.3\"}},"
      "{\"name\":\"targetIdentifier\",\"valueIdentifier\":\"x\"},1,null,"
      "{\"name\":\"targetIdentifier\",\"valueIdentifier\":{\"value\":\"mpi-4711\"}}]}",
      &error);
  g_autoptr(GPtrArray) none = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpstr (model_identifier_get_value (g_ptr_array_index (found, 0)), ==, "761337610411353650");
  g_assert_cmpstr (model_identifier_get_value (g_ptr_array_index (found, 1)), ==, "mpi-4711");
  g_assert_null (model_identifier_get_system (g_ptr_array_index (found, 1)));

  /* the patient is known and has no number there */
  none = read_identifiers ("{\"resourceType\":\"Parameters\"}", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_identifiers_fail (void)
{
  g_autoptr(GError) other = NULL;
  g_autoptr(GError) cut = NULL;

  g_assert_null (read_identifiers (fhir_test_outcome, &other));
  g_assert_error (other, FHIR_ERROR, FHIR_ERROR_NOT_EXPECTED);
  g_assert_null (read_identifiers ("{\"resourceType\":\"Param", &cut));
  g_assert_error (cut, FHIR_ERROR, FHIR_ERROR_NOT_JSON);
}

static guint n_identifiers;

static void
identifiers_cb (const char *where,
                JsonObject *resource)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;

  json_node_set_object (node, resource);
  bytes = fhir_json_to_bytes (node);
  found = fhir_parameters_read_identifiers (bytes, "targetIdentifier", &error);
  g_assert_no_error (error);
  n_identifiers += found->len;
}

static void
test_identifiers_fixtures (void)
{
  if (fhir_test_each ("pixm", "Parameters", identifiers_cb) == 0)
    g_test_skip ("no fixtures");
  else
    g_assert_cmpuint (n_identifiers, >=, 1);
}

static void
test_query (void)
{
  g_autoptr(FhirQuery) query = fhir_query_new ();
  g_autofree char *empty = fhir_query_to_string (query);
  g_autofree char *text = NULL;

  g_assert_cmpstr (empty, ==, "");
  fhir_query_add_token (query, "patient.identifier", "urn:oid:2.999.3", "761337610411353650");
  fhir_query_add_token (query, "status", NULL, "current");
  fhir_query_add (query, "related:identifier", "a b+c&d#e=f/ü");
  text = fhir_query_to_string (query);

  g_assert_cmpstr (text, ==,
                   "patient.identifier=urn%3Aoid%3A2.999.3%7C761337610411353650&status=current"
                   "&related:identifier=a%20b%2Bc%26d%23e%3Df%2F%C3%BC");
}

static FhirCapability *
parse_capability (const char *text,
                  GError    **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return fhir_capability_parse (bytes, error);
}

static void
test_capability (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FhirCapability) capability = parse_capability (
      "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\",\"rest\":[{\"mode\":\"client\"},{\"mode\":\"server\","
      "\"security\":{\"extension\":[{\"url\":\"http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris\",\"extension\":["
      "{\"url\":\"token\",\"valueUri\":\"https://epr.example.ch/token\"}]}]},"
      "\"resource\":[{\"type\":\"Patient\",\"operation\":[{\"name\":\"match\"}]},"
      "{\"type\":\"DocumentReference\",\"interaction\":[{\"code\":\"search-type\"}]},1]}]}",
      &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fhir_capability_get_version (capability), ==, "4.0.1");
  g_assert_true (fhir_capability_has_operation (capability, "Patient", "match"));
  g_assert_false (fhir_capability_has_operation (capability, "DocumentReference", "match"));
  g_assert_true (fhir_capability_has_interaction (capability, "DocumentReference", "search-type"));
  g_assert_false (fhir_capability_has_interaction (capability, "DocumentReference", "update"));
  g_assert_cmpstr (fhir_capability_get_oauth_uri (capability, "token"), ==, "https://epr.example.ch/token");
  g_assert_null (fhir_capability_get_oauth_uri (capability, "authorize"));
}

static void
test_capability_poor (void)
{
  static const char *const texts[] = {
    "{\"resourceType\":\"CapabilityStatement\"}",
    "{\"resourceType\":\"CapabilityStatement\",\"rest\":\"x\",\"fhirVersion\":4}",
    "{\"resourceType\":\"CapabilityStatement\",\"rest\":[{\"resource\":[1,{\"type\":[],\"operation\":{\"name\":{}}}],\"security\":[]}]}",
  };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(FhirCapability) capability = parse_capability (texts[i], NULL);

      g_assert_nonnull (capability);
      g_assert_null (fhir_capability_get_version (capability));
      g_assert_false (fhir_capability_has_operation (capability, "Patient", "match"));
      g_assert_false (fhir_capability_has_interaction (capability, "Patient", "read"));
      g_assert_null (fhir_capability_get_oauth_uri (capability, "token"));
    }

  g_assert_null (parse_capability (fhir_test_outcome, &error));
  g_assert_error (error, FHIR_ERROR, FHIR_ERROR_NOT_EXPECTED);
}

static void
capability_cb (const char *where,
               JsonObject *resource)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(FhirCapability) capability = NULL;

  json_node_set_object (node, resource);
  bytes = fhir_json_to_bytes (node);
  capability = fhir_capability_parse (bytes, NULL);
  g_assert_nonnull (capability);
  g_assert_cmpstr (fhir_capability_get_version (capability), ==, "4.0.1");
  if (g_str_has_suffix (where, "CH.PDQm.Supplier.json"))
    g_assert_true (fhir_capability_has_operation (capability, "Patient", "match"));
}

static void
test_capability_fixtures (void)
{
  if (fhir_test_each ("capability", "CapabilityStatement", capability_cb) == 0)
    g_test_skip ("no fixtures");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir/parameters/R-PDQ-1/match", test_match);
  g_test_add_func ("/fhir/parameters/R-PIX-2/identifiers", test_identifiers);
  g_test_add_func ("/fhir/parameters/R-PIX-2/fail", test_identifiers_fail);
  g_test_add_func ("/fhir/parameters/R-PIX-2/fixtures", test_identifiers_fixtures);
  g_test_add_func ("/fhir/query/R-ID-8/R-ID-9", test_query);
  g_test_add_func ("/fhir/capability/R-DISC-9/rich", test_capability);
  g_test_add_func ("/fhir/capability/R-DISC-8/poor", test_capability_poor);
  g_test_add_func ("/fhir/capability/R-DISC-8/fixtures", test_capability_fixtures);

  return g_test_run ();
}
