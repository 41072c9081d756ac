/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CH:MHD-1 at the training community, with nothing of the product's client (R-MHD-40…44). */
#include "config.h"

#include "sandbox-test-support.h"

#include <string.h>

#define FHIR "application/fhir+json"
#define UPDATE_PROFILE "http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-mhd-1-updatedocumentmetadatatransactionrequest"
#define DELETION "{\"url\":\"http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-ext-deletionstatus\",\"valueCoding\":{" \
                 "\"system\":\"urn:oid:2.16.756.5.30.1.127.3.10.18\",\"code\":\"urn:e-health-suisse:2019:deletionStatus:deletionRequested\"}}"

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

/* A document as it is, with the value at @path ("content.attachment.title", through first elements) replaced by
 * the JSON @value; NULL takes it away. (transfer full) */
static char *
read_changed (Fixture    *fixture,
              const char *id,
              const char *path,
              const char *value)
{
  g_autofree char *address = g_strconcat ("/fhir/DocumentReference/", id, NULL);
  g_autoptr(Reply) reply = training_get (fixture->training, address, fixture->token);
  g_auto(GStrv) parts = g_strsplit (path, ".", -1);
  JsonObject *object = reply->object;
  guint       i = 0;

  g_assert_cmpuint (reply->status, ==, 200);
  for (; parts[i + 1] != NULL; i++)
    object = fhir_json_nth (object, parts[i], 0);
  json_object_remove_member (object, parts[i]);
  if (value != NULL)
    json_object_set_member (object, parts[i], json_from_string (value, NULL));

  return json_to_string (reply->json, FALSE);
}

static Reply *
put (Fixture    *fixture,
     const char *id,
     const char *body,
     const char *match,
     const char *prefer)
{
  g_autofree char *address = g_strconcat ("/fhir/DocumentReference/", id, NULL);
  SoupMessage     *message = training_message (fixture->training, "PUT", address, fixture->token);
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

  soup_message_set_request_body_from_bytes (message, FHIR, bytes);
  if (match != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "If-Match", match);
  if (prefer != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Prefer", prefer);

  return training_send (fixture->training, message);
}

static Reply *
put_changed (Fixture    *fixture,
             const char *id,
             const char *path,
             const char *value)
{
  g_autofree char *body = read_changed (fixture, id, path, value);

  return put (fixture, id, body, NULL, NULL);
}

static const char *
version_of (Reply *reply)
{
  return fhir_json_string (fhir_json_object (reply->object, "meta"), "versionId");
}

/* R-MHD-43: what may be changed is changed, counts up, and is found by; the version before stays. */
static void
test_modifiable (Fixture      *fixture,
                 gconstpointer data)
{
#define SNOMED(code) "{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"" code "\"}]}"
  static const struct
  {
    const char *path;
    const char *value;
  } cases[] = {
    { "content.attachment.title", "\"Renamed\"" },
    { "content.attachment.language", "\"de-CH\"" },
    { "description", "\"A word\"" },
    { "description", NULL },
    { "context.facilityType", SNOMED ("22232009") },
    { "context.practiceSetting", SNOMED ("394802001") },
    { "context.period", "{\"start\":\"2026-01-01\"}" },
    { "context.event", NULL },
    { "securityLabel", "[" SNOMED ("263856008") "]" },
    { "author", NULL },
  };
  g_autoptr(Reply) first = NULL;
  g_autoptr(Reply) found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *version = g_strdup_printf ("%u", i + 2);
      g_autofree char *end = g_strconcat ("/fhir/DocumentReference/d9/_history/", version, NULL);
      g_autoptr(Reply) reply = put_changed (fixture, "d9", cases[i].path, cases[i].value);

      g_test_message ("%s", cases[i].path);
      g_assert_cmpuint (reply->status, ==, 200);
      g_assert_cmpstr (version_of (reply), ==, version);
      g_assert_true (g_str_has_suffix (reply->location, end));
    }
  first = training_get (fixture->training, "/fhir/DocumentReference/d9/_history/1", fixture->token);
  g_assert_cmpstr (version_of (first), ==, "1");
  g_assert_cmpuint (fhir_json_n (first->object, "author"), ==, 1);
  found = training_find (fixture->training, fixture->token, SPID_FRANZ, "status=current&facility=http://snomed.info/sct%7C22232009&_id=d9");
  g_assert_cmpint (total_of (found), ==, 1);
#undef SNOMED
}

/* R-MHD-42, R-MHD-26: named refusals, and nothing is changed. */
static void
test_refusals (Fixture      *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *path;
    const char *value;
    guint       status;
    const char *name;
  } cases[] = {
    { "masterIdentifier.value", "\"urn:oid:2.25.1\"", 422, "XDSMetadataIdentifierError" },
    { "identifier", NULL, 422, "XDSMetadataIdentifierError" },
    { "subject.identifier.value", "\"" SPID_MARIE "\"", 422, "XDSPatientIDReconciliationError" },
    { "extension.valueCoding.code", "\"PAT\"", 422, "UnmodifiableMetadataError" },
    { "status", "\"superseded\"", 422, "UnmodifiableMetadataError" },
    { "content.attachment.hash", "\"2jmj7l5rSw0yVb/vlWAYkK/YBwk=\"", 422, "UnmodifiableMetadataError" },
    { "content.attachment.size", NULL, 422, "UnmodifiableMetadataError" },
    { "content.attachment.url", "\"http://127.0.0.1/\"", 422, "UnmodifiableMetadataError" },
    { "content.attachment.contentType", "\"text/plain\"", 422, "UnmodifiableMetadataError" },
    { "content.attachment.creation", "\"2020-01-01T00:00:00Z\"", 422, "UnmodifiableMetadataError" },
    { "content.format.code", "\"urn:ihe:iti:xds-sd:text:2008\"", 422, "UnmodifiableMetadataError" },
    { "context.sourcePatientInfo", NULL, 422, "UnmodifiableMetadataError" },
    { "contained.birthDate", "\"1990-01-01\"", 422, "UnmodifiableMetadataError" },
    { "relatesTo", "[{\"code\":\"signs\",\"target\":{\"reference\":\"DocumentReference/d2\"}}]", 422, "UnmodifiableMetadataError" },
    { "custodian", "{\"display\":\"x\"}", 422, "UnmodifiableMetadataError" },
    { "unheardOf", "1", 422, "UnmodifiableMetadataError" },
    { "id", "\"d2\"", 400, NULL },
    { "resourceType", "\"Basic\"", 400, NULL },
    { "type.coding", "[{\"system\":\"http://snomed.info/sct\",\"code\":\"1\"}]", 422, "XDSRepositoryMetadataError: DocumentReference.type: must be of the national value set (R-MHD-24)" },
    { "content.attachment.language", "\"xx\"", 422, "XDSRepositoryMetadataError: DocumentReference.content.attachment.language: must be of the national value set (R-MHD-24)" },
    { "securityLabel.coding", "[{\"system\":\"http://snomed.info/sct\",\"code\":\"1141000195107\"}]", 403, NULL },
  };
  g_autoptr(Reply) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Reply) reply = put_changed (fixture, "d9", cases[i].path, cases[i].value);

      g_test_message ("%s: %u %s", cases[i].path, reply->status, fault_of (reply));
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      if (cases[i].name != NULL)
        g_assert_cmpstr (fault_of (reply), ==, cases[i].name);
    }
  after = training_get (fixture->training, "/fhir/DocumentReference/d9", fixture->token);
  g_assert_cmpstr (version_of (after), ==, "1");
}

/* R-MHD-40, R-MHD-41: who is late hears so; the answer holds what was preferred. */
static void
test_versions (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *body = read_changed (fixture, "d9", "description", "\"A word\"");
  g_autoptr(Reply) first = put (fixture, "d9", body, "W/\"1\"", "return=minimal");
  g_autoptr(Reply) late = put (fixture, "d9", body, "W/\"1\"", NULL);
  g_autoptr(Reply) second = put (fixture, "d9", body, "W/\"2\"", "return=representation");
  g_autoptr(Reply) garbage = put (fixture, "d9", "[", NULL, NULL);
  g_autoptr(Reply) unknown = put (fixture, "d9999", body, NULL, NULL);
  g_autoptr(Reply) secret = put (fixture, "d15", body, NULL, NULL);
  g_autoptr(Reply) never = training_get (fixture->training, "/fhir/DocumentReference/d9/_history/4", fixture->token);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (first->body), ==, 0);
  g_assert_cmpuint (late->status, ==, 412);
  g_assert_cmpuint (second->status, ==, 200);
  g_assert_cmpstr (version_of (second), ==, "3");
  g_assert_cmpuint (garbage->status, ==, 400);
  g_assert_cmpuint (unknown->status, ==, 404);
  g_assert_cmpuint (secret->status, ==, 403);
  g_assert_cmpuint (never->status, ==, 404);
}

/* Nobody changes anything in an emergency (7.5: purpose NORM). */
static void
test_purpose (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *body = read_changed (fixture, "d9", "description", "\"A word\"");
  g_autoptr(Reply) reply = NULL;

  g_free (fixture->token);
  fixture->token = training_token (fixture->training, GLN_MARTINA, SPID_FRANZ, "EMER");
  reply = put (fixture, "d9", body, NULL, NULL);
  g_assert_cmpuint (reply->status, ==, 403);
}

static Reply *
send_transaction (Fixture    *fixture,
                  const char *first,
                  const char *second,
                  const char *match)
{
  g_autofree char *bundle = g_strdup_printf ("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"meta\":{\"profile\":[\"" UPDATE_PROFILE "\"]},\"entry\":["
                                             "{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"DocumentReference/d9\"}},"
                                             "{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"DocumentReference/d10\",\"ifMatch\":\"%s\"}}]}",
                                             first, second, match);

  return training_post (fixture->training, "/fhir", FHIR, bundle, fixture->token);
}

/* R-MHD-41, R-MHD-42: all or nothing */
static void
test_transaction (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *first = read_changed (fixture, "d9", "description", "\"A word\"");
  g_autofree char *second = read_changed (fixture, "d10", "description", "\"Another\"");
  g_autofree char *wrong = read_changed (fixture, "d10", "masterIdentifier", NULL);
  g_autoptr(Reply) refused = send_transaction (fixture, first, wrong, "W/\\\"1\\\"");
  g_autoptr(Reply) late = send_transaction (fixture, first, second, "W/\\\"7\\\"");
  g_autoptr(Reply) twice = send_transaction (fixture, first, first, "*");
  g_autoptr(Reply) unchanged = training_get (fixture->training, "/fhir/DocumentReference/d9", fixture->token);
  g_autoptr(Reply) done = send_transaction (fixture, first, second, "W/\\\"1\\\"");
  JsonObject *answer = fhir_json_object (fhir_json_nth (done->object, "entry", 1), "response");

  g_assert_cmpuint (refused->status, ==, 422);
  g_assert_cmpstr (fault_of (refused), ==, "XDSMetadataIdentifierError");
  g_assert_cmpuint (late->status, ==, 412);
  g_assert_cmpuint (twice->status, ==, 400);
  g_assert_cmpstr (version_of (unchanged), ==, "1");
  g_assert_cmpuint (done->status, ==, 200);
  g_assert_cmpuint (fhir_json_n (done->object, "entry"), ==, 2);
  g_assert_cmpstr (fhir_json_string (answer, "status"), ==, "200 OK");
  g_assert_true (g_str_has_suffix (fhir_json_string (answer, "location"), "/DocumentReference/d10/_history/2"));
  g_assert_cmpstr (fhir_json_string (answer, "etag"), ==, "W/\"2\"");
}

/* R-MHD-44: seen by all at the national interface, and left out of the list by the gateway (section 13). */
static void
test_deletion (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(Reply) read = training_get (fixture->training, "/fhir/DocumentReference/d9", fixture->token);
  g_autofree char *body = NULL;
  g_autoptr(Reply) changed = NULL;
  g_autoptr(Reply) listed = NULL;
  g_autoptr(Reply) left_out = NULL;

  json_array_add_element (json_object_get_array_member (read->object, "extension"), json_from_string (DELETION, NULL));
  body = json_to_string (read->json, FALSE);
  changed = put (fixture, "d9", body, NULL, NULL);
  g_assert_cmpuint (changed->status, ==, 200);
  listed = training_find (fixture->training, fixture->token, SPID_FRANZ, "status=current&_id=d9");
  g_assert_cmpint (total_of (listed), ==, 1);
  training_fault (fixture->training, "{\"mode\":\"mag\"}");
  left_out = training_find (fixture->training, fixture->token, SPID_FRANZ, "status=current&_id=d9");
  g_assert_cmpint (total_of (left_out), ==, 0);
}

/* Section 13: logicalID and version, and no resource comes back. */
static void
test_gateway (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *as_read = NULL;
  g_autoptr(GString) body = NULL;
  g_autoptr(Reply) refused = NULL;
  g_autoptr(Reply) done = NULL;
  g_autoptr(Reply) late = NULL;

  training_fault (fixture->training, "{\"mode\":\"mag\"}");
  as_read = read_changed (fixture, "d9", "description", "\"A word\"");
  body = g_string_new (as_read);
  g_string_replace (body, "\"logicalId\"", "\"logicalID\"", 0);
  refused = put (fixture, "d9", as_read, NULL, NULL);
  done = put (fixture, "d9", body->str, NULL, "return=representation");
  late = put (fixture, "d9", body->str, NULL, NULL);
  g_assert_cmpuint (refused->status, ==, 400);
  g_assert_cmpuint (done->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (done->body), ==, 0);
  g_assert_cmpuint (late->status, ==, 400);
}

/* Every invented document is one that its own community would take again: whatever is shown passes the tables. */
static void
test_population (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(Reply) list = training_find (fixture->training, fixture->token, SPID_FRANZ, "status=current,superseded&_count=100");

  g_assert_cmpint (total_of (list), ==, 39);
  for (guint i = 0; i < fhir_json_n (list->object, "entry"); i++)
    {
      const char *id = fhir_json_string (fhir_json_object (fhir_json_nth (list->object, "entry", i), "resource"), "id");
      g_autoptr(Reply) reply = put_changed (fixture, id, "description", "\"A word\"");

      g_test_message ("%s: %u %s", id, reply->status, fault_of (reply));
      g_assert_cmpuint (reply->status, ==, 200);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/sandbox/update/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("R-MHD-43/modifiable", test_modifiable);
  ADD ("R-MHD-42/refusals", test_refusals);
  ADD ("R-MHD-41/versions", test_versions);
  ADD ("R-MHD-45/purpose", test_purpose);
  ADD ("R-MHD-42/transaction", test_transaction);
  ADD ("R-MHD-44/deletion", test_deletion);
  ADD ("gateway", test_gateway);
  ADD ("R-MHD-24/population", test_population);
#undef ADD

  return g_test_run ();
}
