/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents that replace others or add to them, at the training community (R-MHD-33…35). uniqueIds have two digits
 * each. */
#include "config.h"

#include "sandbox-test-support.h"

#include <string.h>

typedef struct
{
  Training *training;
  char     *token; /* Martina's, for Franz */
} Fixture;

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  fixture->training = training_new (9, 60);
  fixture->token = training_token (fixture->training, GLN_MARTINA, SPID_FRANZ, "NORM");
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_free (fixture->token);
  training_free (fixture->training);
}

static Reply *
send (Fixture  *fixture,
      JsonNode *bundle)
{
  return training_deposit (fixture->training, fixture->token, bundle);
}

#define D "entry[1].resource."
#define REPO "XDSRepositoryMetadataError: "

static JsonNode *
deposit_related (const char *unique_id,
                 const char *code,
                 const char *target)
{
  JsonNode        *bundle = deposit_new (SPID_FRANZ, unique_id);
  g_autofree char *relation = g_strdup_printf ("[{\"code\":\"%s\",\"target\":{%s}}]", code, target);

  json_set (bundle, D "relatesTo", relation);

  return bundle;
}

static void
add_patch (JsonNode   *bundle,
           const char *id)
{
  g_autofree char *entry = g_strdup_printf ("{\"fullUrl\":\"urn:uuid:41111111-1111-4111-8111-111111111111\",\"request\":{\"method\":\"PATCH\","
                                            "\"url\":\"DocumentReference/%s\"},\"resource\":{\"resourceType\":\"Parameters\",\"meta\":{\"profile\":["
                                            "\"https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.Patch.Parameters\"]},\"parameter\":[{\"name\":\"operation\","
                                            "\"part\":[{\"name\":\"path\",\"valueString\":\"DocumentReference.status\"},{\"name\":\"type\",\"valueCode\":\"replace\"},"
                                            "{\"name\":\"value\",\"valueCode\":\"superseded\"}]}]}}",
                                            id);

  json_array_add_element (json_object_get_array_member (json_node_get_object (bundle), "entry"), json_from_string (entry, NULL));
}

static gint64
find (Fixture    *fixture,
      const char *query)
{
  g_autoptr(Reply) reply = training_find (fixture->training, fixture->token, SPID_FRANZ, query);

  return total_of (reply);
}

/* R-MHD-33: the PATCH entry, part by part. */
static void
test_patch (Fixture      *fixture,
            gconstpointer data)
{
#define P "entry[3].resource."
  static const struct
  {
    const char *path;
    const char *value;
    const char *element;
  } cases[] = {
    { "entry[3].request.method", "\"POST\"", "Bundle.entry.request.method" },
    { "entry[3].request.url", "\"DocumentReference\"", "Bundle.entry.request.url" },
    { "entry[3].request.url", "\"DocumentReference/d10\"", "Bundle.entry.request.url" },
    { P "meta", NULL, "Parameters.meta.profile" },
    { P "parameter", NULL, "Parameters.parameter" },
    { P "parameter.name", "\"x\"", "Parameters.parameter" },
    { P "parameter.part", NULL, "Parameters.parameter.part" },
    { P "parameter.part[0].valueString", "\"DocumentReference.docStatus\"", "Parameters.parameter.part" },
    { P "parameter.part[1].valueCode", "\"delete\"", "Parameters.parameter.part" },
    { P "parameter.part[2].valueCode", "\"entered-in-error\"", "Parameters.parameter.part" },
    { D "relatesTo.code", "\"appends\"", "Bundle.entry.request.url" },
    { D "relatesTo", NULL, "Bundle.entry.request.url" },
  };
  g_autoptr(JsonNode) without = deposit_related ("10", "replaces", "\"reference\":\"DocumentReference/d9\"");
  g_autoptr(Reply) missing = send (fixture, without);

  g_assert_cmpuint (missing->status, ==, 422);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) bundle = deposit_related ("10", "replaces", "\"reference\":\"DocumentReference/d9\"");
      g_autofree char *start = g_strconcat (REPO, cases[i].element, ":", NULL);
      g_autoptr(Reply) reply = NULL;

      add_patch (bundle, "d9");
      json_set (bundle, cases[i].path, cases[i].value);
      reply = send (fixture, bundle);
      g_test_message ("%s: %u %s", cases[i].path, reply->status, fault_of (reply));
      g_assert_cmpuint (reply->status, ==, 422);
      g_assert_true (g_str_has_prefix (fault_of (reply), start));
    }
  g_assert_cmpint (find (fixture, "status=current&_id=d9"), ==, 1);
}

static char *
id_of (Reply *reply)
{
  JsonObject *response = fhir_json_object (fhir_json_nth (reply->object, "entry", 1), "response");
  g_auto(GStrv) parts = NULL;

  g_assert_cmpuint (reply->status, ==, 200);
  parts = g_strsplit (fhir_json_string (response, "location"), "/", -1);

  return g_strdup (parts[5]);
}

/* R-MHD-34, R-MHD-35: a chain of versions, the target named by id or by entryUUID, can be walked backwards. */
static void
test_chain (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(JsonNode) first = deposit_new (SPID_FRANZ, "10");
  g_autoptr(Reply) first_reply = send (fixture, first);
  g_autofree char *first_id = id_of (first_reply);
  g_autofree char *by_id = g_strdup_printf ("\"reference\":\"DocumentReference/%s\"", first_id);
  g_autoptr(JsonNode) second = deposit_related ("11", "replaces", by_id);
  g_autoptr(JsonNode) third = deposit_related ("12", "replaces",
                                                "\"reference\":\"DocumentReference/gone\",\"identifier\":{\"system\":\"urn:ietf:rfc:3986\","
                                                "\"value\":\"urn:uuid:22222222-2222-4222-8222-000000000011\"}");
  g_autoptr(JsonNode) fourth = deposit_related ("13", "replaces", by_id);
  g_autoptr(Reply) second_reply = NULL;
  g_autoptr(Reply) third_reply = NULL;
  g_autoptr(Reply) too_late = NULL;
  g_autoptr(Reply) latest = NULL;
  g_autofree char *second_id = NULL;
  g_autofree char *query = NULL;
  JsonObject      *relation;

  add_patch (second, first_id);
  second_reply = send (fixture, second);
  second_id = id_of (second_reply);
  add_patch (third, second_id);
  third_reply = send (fixture, third);
  g_assert_cmpuint (third_reply->status, ==, 200);

  g_assert_cmpint (find (fixture, "status=current&identifier=urn:ietf:rfc:3986%7Curn:oid:2.25.10,urn:ietf:rfc:3986%7Curn:oid:2.25.11"), ==, 0);
  g_assert_cmpint (find (fixture, "status=superseded&author.family=Zauberer"), ==, 2);
  g_assert_cmpint (find (fixture, "status=current,superseded&author.given=zo"), ==, 3);
  latest = training_find (fixture->training, fixture->token, SPID_FRANZ, "status=current&identifier=urn:ietf:rfc:3986%7Curn:uuid:22222222-2222-4222-8222-000000000012");
  g_assert_cmpint (total_of (latest), ==, 1);
  relation = fhir_json_nth (fhir_json_object (fhir_json_nth (latest->object, "entry", 0), "resource"), "relatesTo", 0);
  g_assert_cmpstr (fhir_json_string (relation, "code"), ==, "replaces");
  query = g_strconcat ("DocumentReference/", second_id, NULL);
  g_assert_cmpstr (fhir_json_string (fhir_json_object (relation, "target"), "reference"), ==, query);

  add_patch (fourth, first_id);
  too_late = send (fixture, fourth);
  g_assert_cmpuint (too_late->status, ==, 422);
  g_assert_true (g_str_has_prefix (fault_of (too_late), "XDSRegistryMetadataError: DocumentReference.relatesTo.target"));
}

/* What is added to stays as it is; the target is this patient's or nobody's. */
static void
test_append (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(JsonNode) addition = deposit_related ("10", "appends", "\"reference\":\"DocumentReference/d9\"");
  g_autoptr(JsonNode) nowhere = deposit_related ("11", "appends", "\"reference\":\"DocumentReference/x\"");
  g_autoptr(JsonNode) foreign = deposit_related ("12", "appends", "\"reference\":\"DocumentReference/d42\"");
  g_autoptr(Reply) done = send (fixture, addition);
  g_autoptr(Reply) unresolved = send (fixture, nowhere);
  g_autoptr(Reply) others = send (fixture, foreign);

  g_assert_cmpuint (done->status, ==, 200);
  g_assert_cmpint (find (fixture, "status=current&_id=d9"), ==, 1);
  g_assert_cmpint (find (fixture, "status=current&related:identifier=urn:dicom:uid%7Curn:oid:2.999.9"), ==, 1);
  g_assert_cmpint (find (fixture, "status=current&related:identifier=urn:dicom:uid%7Curn:oid:2.999.8"), ==, 0);
  g_assert_cmpint (find (fixture, "status=current&author.family=Zauberer&period=ge2026-01-14&period=lt2026-01-11"), ==, 1);
  g_assert_cmpint (find (fixture, "status=current&author.family=Zauberer&period=ge2026-01-15"), ==, 0);
  g_assert_true (g_str_has_prefix (fault_of (unresolved), "UnresolvedReferenceException: DocumentReference.relatesTo.target"));
  g_assert_true (g_str_has_prefix (fault_of (others), "UnresolvedReferenceException: DocumentReference.relatesTo.target"));
}

/* The gateway: no PATCH, extensions at the older address, 400. */
static void
test_gateway (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(JsonNode) bundle = deposit_related ("10", "replaces", "\"reference\":\"DocumentReference/d9\"");
  g_autoptr(Reply) refused = NULL;
  g_autoptr(Reply) patched = NULL;
  g_autoptr(Reply) done = NULL;

  training_fault (fixture->training, "{\"mode\":\"mag\"}");
  refused = send (fixture, bundle);
  json_set (bundle, D "extension.url", "\"http://fhir.ch/ig/ch-epr-fhir/ch-ext-author-authorrole\"");
  done = send (fixture, bundle);
  json_set (bundle, D "masterIdentifier.value", "\"urn:oid:2.25.11\"");
  add_patch (bundle, "d9");
  patched = send (fixture, bundle);
  g_assert_cmpuint (refused->status, ==, 400);
  g_assert_cmpuint (done->status, ==, 200);
  g_assert_cmpuint (patched->status, ==, 400);
  g_assert_cmpint (find (fixture, "status=current&_id=d9"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/sandbox/relations/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("R-MHD-33/patch", test_patch);
  ADD ("R-MHD-35/chain", test_chain);
  ADD ("R-MHD-34/append", test_append);
  ADD ("gateway", test_gateway);
#undef ADD

  return g_test_run ();
}
