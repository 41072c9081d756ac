/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deposits at the training community, with nothing of the product's client (R-MHD-20…31). uniqueIds have two
 * digits each. */
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

#define L "entry[0].resource."
#define D "entry[1].resource."
#define A D "content.attachment."
#define C D "context."
#define SNOMED(code) "{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"" code "\"}]}"
#define REPO "XDSRepositoryMetadataError: "

static const struct
{
  const char *path;
  const char *value;
  const char *fault; /* how the refusal begins */
} rows[] = {
  { "type", "\"batch\"", REPO "Bundle.type" },
  { "meta.profile", "[\"x\"]", REPO "Bundle.meta.profile" },
  { "entry[2].fullUrl", "\"urn:uuid:21111111-1111-4111-8111-111111111111\"", REPO "Bundle.entry.fullUrl" },
  { "entry[2].fullUrl", "\"http://x\"", REPO "Bundle.entry.fullUrl" },
  { "entry[0].request.method", "\"PUT\"", REPO "Bundle.entry.request.method" },
  { "entry[0].request.url", "\"Binary\"", REPO "Bundle.entry.request.url" },
  { L "resourceType", "\"Patient\"", REPO "Bundle.entry.resource" },
  { "entry[2].resource.resourceType", "\"Bundle\"", "FHIRDocumentNotSupported: Bundle.entry.resource" },
  { L "extension[0].valueCodeableConcept", SNOMED ("1"), REPO "List.extension:designationType" },
  { L "extension[1].url", "\"x\"", REPO "List.extension:sourceId" },
  { L "extension[1].valueIdentifier.value", "\"2.999.7\"", REPO "List.extension:sourceId" },
  { L "modifierExtension", "[{\"url\":\"x\",\"valueString\":\"x\"}]", REPO "List.modifierExtension" },
  { L "encounter", "{\"reference\":\"x\"}", REPO "List.encounter" },
  { L "orderedBy", SNOMED ("1"), REPO "List.orderedBy" },
  { L "emptyReason", SNOMED ("1"), REPO "List.emptyReason" },
  { L "note", "[{\"text\":\"a\"},{\"text\":\"b\"}]", REPO "List.note" },
  { L "entry.flag", SNOMED ("1"), REPO "List.entry.flag" },
  { L "entry.deleted", "true", REPO "List.entry.deleted" },
  { L "entry.date", "\"2026-01-01\"", REPO "List.entry.date" },
  { L "entry.item", "{\"display\":\"x\"}", REPO "List.entry.item" },
  { L "entry.item.reference", "\"urn:uuid:x\"", REPO "List.entry" },
  { L "identifier.value", "\"2.25.1\"", REPO "List.identifier" },
  { L "identifier.system", NULL, REPO "List.identifier" },
  { L "status", "\"retired\"", REPO "List.status" },
  { L "mode", NULL, REPO "List.mode" },
  { L "code.coding.code", "\"folder\"", REPO "List.code.code" },
  { L "subject.identifier.value", "\"" SPID_MARIE "\"", "XDSPatientIdDoesNotMatch: List.subject.identifier" },
  { L "subject", "{\"reference\":\"Patient/1\"}", REPO "List.subject.identifier" },
  { L "date", "\"15.1.2026\"", REPO "List.date" },
  { L "source", "[]", REPO "List.source" },
  { D "extension", NULL, REPO "DocumentReference.extension" },
  { D "extension.valueCoding.code", "\"ASS\"", REPO "DocumentReference.extension:originalProviderRole" },
  { D "extension.valueCoding.system", NULL, REPO "DocumentReference.extension:originalProviderRole" },
  { D "masterIdentifier", NULL, REPO "DocumentReference.masterIdentifier" },
  { D "masterIdentifier.use", NULL, REPO "DocumentReference.masterIdentifier.use" },
  { D "masterIdentifier.value", "\"2.25.1\"", REPO "DocumentReference.masterIdentifier" },
  { D "identifier.value", "\"x\"", REPO "DocumentReference.identifier" },
  { D "status", "\"superseded\"", REPO "DocumentReference.status" },
  { D "docStatus", "\"final\"", REPO "DocumentReference.docStatus" },
  { D "custodian", "{\"display\":\"x\"}", REPO "DocumentReference.custodian" },
  { D "modifierExtension", "[{\"url\":\"x\",\"valueString\":\"x\"}]", REPO "DocumentReference.modifierExtension" },
  { D "type", NULL, REPO "DocumentReference.type" },
  { D "type", SNOMED ("1"), REPO "DocumentReference.type" },
  { D "type", SNOMED ("4241000179101"), REPO "DocumentReference.type: does not stand" },
  { D "category", NULL, REPO "DocumentReference.category" },
  { D "category", "[" SNOMED ("422735006") "," SNOMED ("422735006") "]", REPO "DocumentReference.category" },
  { D "category.coding.system", NULL, REPO "DocumentReference.category" },
  { D "subject.identifier.value", "\"" SPID_MARIE "\"", "XDSPatientIdDoesNotMatch: DocumentReference.subject.identifier" },
  { D "author", "[{\"reference\":\"Practitioner/1\"}]", "UnresolvedReferenceException: DocumentReference.author" },
  { D "author", "[{\"reference\":\"#none\"}]", "UnresolvedReferenceException: DocumentReference.author" },
  { D "authenticator", "{\"reference\":\"#none\"}", "UnresolvedReferenceException: DocumentReference.authenticator" },
  { D "contained[2].code.coding.code", "\"XYZ\"", REPO "PractitionerRole.code" },
  { D "contained[2].specialty.coding.code", "\"XYZ\"", REPO "PractitionerRole.specialty" },
  { D "contained[2].practitioner.reference", "\"#none\"", "UnresolvedReferenceException: PractitionerRole.practitioner" },
  { D "description", "\"\"", REPO "DocumentReference.description: must not be empty" },
  { D "descripton", "\"x\"", REPO "DocumentReference.descripton" },
  { D "securityLabel", NULL, REPO "DocumentReference.securityLabel" },
  { D "securityLabel", "[" SNOMED ("1") "]", REPO "DocumentReference.securityLabel" },
  { D "relatesTo", "[{\"code\":\"follows\",\"target\":{\"reference\":\"DocumentReference/d1\"}}]", REPO "DocumentReference.relatesTo.code" },
  { D "content", NULL, REPO "DocumentReference.content" },
  { A "contentType", "\"application/msword\"", REPO "DocumentReference.content.attachment.contentType" },
  { A "contentType", "\"application/pdf\"", REPO "Binary.contentType" },
  { A "language", "\"fr-FRX\"", REPO "DocumentReference.content.attachment.language" },
  { A "language", NULL, REPO "DocumentReference.content.attachment.language" },
  { A "url", NULL, REPO "DocumentReference.content.attachment.url" },
  { A "url", "\"urn:uuid:11111111-1111-4111-8111-111111111111\"", "XDSMissingDocument: DocumentReference.content.attachment.url" },
  { A "title", NULL, REPO "DocumentReference.content.attachment.title" },
  { A "creation", "\"2026-01-15\"", REPO "DocumentReference.content.attachment.creation" },
  { A "creation", NULL, REPO "DocumentReference.content.attachment.creation" },
  { A "data", "\"aGVsbG8=\"", REPO "DocumentReference.content.attachment.data" },
  { A "size", "6", REPO "DocumentReference.content.attachment.size" },
  { A "hash", "\"2jmj7l5rSw0yVb/vlWAYkK/YBwk=\"", REPO "DocumentReference.content.attachment.hash" },
  { A "hash", "\"YWFm\"", REPO "DocumentReference.content.attachment.hash" },
  { D "content.format", NULL, REPO "DocumentReference.content.format" },
  { D "content.format.code", "\"urn:x\"", REPO "DocumentReference.content.format" },
  { D "context", NULL, REPO "DocumentReference.context" },
  { C "facilityType", NULL, REPO "DocumentReference.context.facilityType" },
  { C "facilityType", SNOMED ("1"), REPO "DocumentReference.context.facilityType" },
  { C "practiceSetting", SNOMED ("1"), REPO "DocumentReference.context.practiceSetting" },
  { C "event", "[" SNOMED ("1") "]", REPO "DocumentReference.context.event" },
  { C "period.end", "\"2025-01-01\"", REPO "DocumentReference.context.period" },
  { C "related.identifier.value", "\"2.999.9\"", REPO "DocumentReference.context.related" },
  { C "sourcePatientInfo", NULL, REPO "DocumentReference.context.sourcePatientInfo" },
  { C "sourcePatientInfo.reference", "\"#prac\"", REPO "DocumentReference.context.sourcePatientInfo" },
  { D "contained[0].identifier", NULL, REPO "DocumentReference.context.sourcePatientInfo" },
  { D "contained[0].identifier.system", "\"urn:oid:2.16.756.5.32\"", REPO "DocumentReference.context.sourcePatientInfo: must not hold" },
  { "entry[2].resource.data", NULL, "XDSMissingDocument: Binary.data" },
  { "entry[2].resource.text", "\"x\"", REPO "Binary.text" },
};

/* R-MHD-24, R-MHD-25: one row of the tables after the other; the refusal names it and nothing is stored. */
static void
test_tables (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(Reply) list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) bundle = deposit_new (SPID_FRANZ, "10");
      g_autoptr(Reply) reply = NULL;

      json_set (bundle, rows[i].path, rows[i].value);
      reply = send (fixture, bundle);
      g_test_message ("%s: %u %s", rows[i].path, reply->status, fault_of (reply));
      g_assert_cmpuint (reply->status, ==, 422);
      g_assert_true (g_str_has_prefix (fault_of (reply), rows[i].fault));
    }
  list = training_get (fixture->training, "/control/deposits", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list->json)), ==, 0);
}

/* What may be left out, may; what may be there, may. */
static void
test_optional (Fixture      *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *path;
    const char *value;
  } cases[] = {
    { D "description", "\"A word\"" },
    { L "identifier", NULL },
    { L "title", "\"A title\"" },
    { L "note", "[{\"text\":\"A note\"}]" },
    { D "identifier", NULL },
    { D "author", NULL },
    { D "date", "\"2026-01-15T09:30:00+01:00\"" },
    { A "size", NULL },
    { A "hash", NULL },
    { C "event", NULL },
    { C "period", NULL },
    { C "related", NULL },
    { C "period.end", NULL },
    { D "authenticator", "{\"reference\":\"#prac\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *unique_id = g_strdup_printf ("%u", 10 + i);
      g_autoptr(JsonNode) bundle = deposit_new (SPID_FRANZ, unique_id);
      g_autoptr(Reply) reply = NULL;

      json_set (bundle, cases[i].path, cases[i].value);
      reply = send (fixture, bundle);
      g_test_message ("%s: %u %s", cases[i].path, reply->status, fault_of (reply));
      g_assert_cmpuint (reply->status, ==, 200);
    }
}

/* R-MHD-27 */
static void
test_duplicates (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(JsonNode) bundle = deposit_new (SPID_FRANZ, "10");
  g_autoptr(Reply) first = send (fixture, bundle);
  g_autoptr(Reply) again = send (fixture, bundle);
  g_autoptr(Reply) other = NULL;
  g_autoptr(Reply) twice = NULL;
  g_autoptr(Reply) invented = NULL;
  g_autoptr(Reply) read = training_get (fixture->training, "/fhir/DocumentReference/d9", fixture->token);
  g_autofree char *unique_id = g_strdup_printf ("\"%s\"", fhir_json_string (fhir_json_object (read->object, "masterIdentifier"), "value"));

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpuint (fhir_json_n (first->object, "entry"), ==, 3);
  g_assert_cmpuint (again->status, ==, 422);
  g_assert_true (g_str_has_prefix (fault_of (again), "XDSDuplicateUniqueIdInRegistry"));

  json_set (bundle, "entry[2].resource.data", "\"aGVsbGE=\"");
  json_set (bundle, A "hash", NULL);
  other = send (fixture, bundle);
  g_assert_true (g_str_has_prefix (fault_of (other), "XDSNonIdenticalHash"));
  json_set (bundle, D "masterIdentifier.value", unique_id);
  invented = send (fixture, bundle);
  g_assert_true (g_str_has_prefix (fault_of (invented), "XDSNonIdenticalHash"));

  /* a second document with its own Binary, but the same uniqueId */
  {
    g_autoptr(JsonNode) more = deposit_new (SPID_FRANZ, "11");
    JsonArray *entries = json_object_get_array_member (json_node_get_object (bundle), "entry");

    json_set (more, "entry[1].fullUrl", "\"urn:uuid:51111111-1111-4111-8111-111111111111\"");
    json_set (more, A "url", "\"urn:uuid:61111111-1111-4111-8111-111111111111\"");
    json_set (more, "entry[2].fullUrl", "\"urn:uuid:61111111-1111-4111-8111-111111111111\"");
    json_set (bundle, D "masterIdentifier.value", "\"urn:oid:2.25.11\"");
    json_set (bundle, L "entry", "[{\"item\":{\"reference\":\"urn:uuid:21111111-1111-4111-8111-111111111111\"}},"
                                 "{\"item\":{\"reference\":\"urn:uuid:51111111-1111-4111-8111-111111111111\"}}]");
    for (guint i = 1; i < 3; i++)
      json_array_add_element (entries, json_node_copy (json_array_get_element (json_object_get_array_member (json_node_get_object (more), "entry"), i)));
    twice = send (fixture, bundle);
    g_assert_cmpuint (twice->status, ==, 422);
    g_assert_true (g_str_has_prefix (fault_of (twice), "XDSRegistryDuplicateUniqueIdInMessage"));
    json_set (bundle, D "masterIdentifier.value", "\"urn:oid:2.25.12\"");
  }
  reply_free (twice);
  twice = send (fixture, bundle);
  g_assert_cmpuint (twice->status, ==, 200);
  g_assert_cmpuint (fhir_json_n (twice->object, "entry"), ==, 5);
}

static const char *const level_codes[] = { "17621005", "263856008", "1141000195107" };

static guint
deposit_at_level (Fixture    *fixture,
                  const char *gln,
                  const char *spid,
                  guint       level,
                  guint       number)
{
  g_autofree char *token = training_token (fixture->training, gln, spid, "NORM");
  g_autofree char *unique_id = g_strdup_printf ("%u", 10 + number);
  g_autofree char *label = g_strdup_printf ("[{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"%s\"}]}]", level_codes[level]);
  g_autoptr(JsonNode) bundle = deposit_new (spid, unique_id);
  g_autoptr(Reply) reply = NULL;

  json_set (bundle, D "securityLabel", label);
  reply = training_deposit (fixture->training, token, bundle);

  return reply->status;
}

/* The table of policy 203, with somebody for each of its rows; and nobody whom the patient shut out. */
static void
test_policy (Fixture      *fixture,
             gconstpointer data)
{
  static const gboolean accepts[3][3] = { { TRUE, TRUE, FALSE }, { FALSE, TRUE, FALSE }, { FALSE, FALSE, TRUE } };
  static const gint64   patients[3] = { 1, 6, 4 }; /* Franz, Claire and Anna Muster */

  for (guint i = 0; i < 3; i++)
    for (guint level = 0; level < 3; level++)
      {
        g_autoptr(SandboxPatient) patient = sandbox_store_get_patient (fixture->training->community->store, patients[i]);

        g_assert_cmpstr (patient->family, ==, "Muster");
        g_assert_cmpuint (deposit_at_level (fixture, GLN_MARTINA, patient->spid, level, 3 * i + level), ==, accepts[i][level] ? 200 : 403);
      }
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *fault = g_strdup_printf ("{\"policy.provide_level\":\"%s\"}", i == 0 ? "normal" : i == 1 ? "restricted"
                                                                                                                : "secret");

      training_fault (fixture->training, fault);
      for (guint level = 0; level < 3; level++)
        g_assert_cmpuint (deposit_at_level (fixture, GLN_MARTINA, SPID_SOFIA, level, 20 + 3 * i + level), ==, accepts[i][level] ? 200 : 403);
    }
  training_fault (fixture->training, "{\"policy.provide_level\":\"policy\"}");
  g_assert_cmpuint (deposit_at_level (fixture, GLN_EXCLUDED, SPID_FRANZ, 0, 40), ==, 403);
}

/* 7.3: NORM, AUTO and DICOM_AUTO; the role of the machine is the token's. */
static void
test_purpose (Fixture      *fixture,
              gconstpointer data)
{
  const TokenFaults as_machine = { .technical = TRUE };
  g_autofree char  *emergency = training_token (fixture->training, GLN_MARTINA, SPID_FRANZ, "EMER");
  g_autofree char  *scope = extended_fields (SPID_FRANZ, "AUTO", "TCU");
  g_autofree char  *fields = g_strconcat ("grant_type=client_credentials&principal_id=" GLN_MARTINA "&", scope, NULL);
  g_autoptr(Reply) machine = training_exchange (fixture->training, fields, &as_machine);
  const char *token = fhir_json_string (machine->object, "access_token");
  g_autoptr(JsonNode) bundle = deposit_new (SPID_FRANZ, "10");
  g_autoptr(Reply) refused = training_deposit (fixture->training, emergency, bundle);
  g_autoptr(Reply) wrong_role = training_deposit (fixture->training, token, bundle);
  g_autoptr(Reply) stored = NULL;

  json_set (bundle, D "extension.valueCoding.code", "\"TCU\"");
  stored = training_deposit (fixture->training, token, bundle);
  g_assert_cmpuint (refused->status, ==, 403);
  g_assert_cmpuint (wrong_role->status, ==, 422);
  g_assert_cmpuint (stored->status, ==, 200);
}

/* How many documents were stored. */
static guint
count_stored (Fixture *fixture)
{
  g_autoptr(Reply) list = training_get (fixture->training, "/control/deposits", NULL);

  return list->json != NULL ? json_array_get_length (json_node_get_array (list->json)) : 0;
}

static Reply *
send_with (Fixture    *fixture,
           const char *unique_id,
           const char *faults)
{
  g_autoptr(JsonNode) bundle = deposit_new (SPID_FRANZ, unique_id);

  training_fault (fixture->training, faults);

  return send (fixture, bundle);
}

/* 12.4: the line goes dead at any byte of request or answer; then, as often as was said, no more. */
static void
test_drops (Fixture      *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *faults;
    gboolean    stored;
    gboolean    heard;
  } cases[] = {
    { "{\"path\":\"/fhir$\",\"times\":1,\"drop\":\"request\",\"drop_at\":0}", FALSE, FALSE },
    { "{\"drop\":\"request\",\"drop_at\":1,\"times\":1}", FALSE, FALSE },
    { "{\"drop\":\"request\",\"drop_at\":1500,\"times\":1}", FALSE, FALSE },
    { "{\"drop\":\"request\",\"drop_at\":1000000,\"times\":1}", TRUE, TRUE },
    { "{\"drop\":\"start\",\"times\":1}", TRUE, FALSE },
    { "{\"drop\":\"answer\",\"drop_at\":0,\"times\":1}", TRUE, FALSE },
    { "{\"drop\":\"answer\",\"drop_at\":10,\"times\":1}", TRUE, FALSE },
    { "{\"drop\":\"answer\",\"drop_at\":300,\"times\":1}", TRUE, FALSE },
    { "{\"drop\":\"answer\",\"drop_at\":1000000,\"times\":1}", TRUE, TRUE },
    { "{\"speed\":100000,\"times\":1}", TRUE, TRUE },
    { "{\"provide.lost_answer\":1,\"provide.times\":1}", TRUE, FALSE },
    { "{}", TRUE, TRUE },
  };
  guint n_stored = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *unique_id = g_strdup_printf ("%u", 10 + i);
      g_autoptr(Reply) reply = send_with (fixture, unique_id, cases[i].faults);

      n_stored += cases[i].stored ? 1 : 0;
      g_test_message ("%s: %u", cases[i].faults, reply->status);
      g_assert_cmpuint (count_stored (fixture), ==, n_stored);
      g_assert_true (cases[i].heard == (reply->error == NULL && reply->object != NULL && reply->status == 200));
    }
}

/* Asked to wait, refused for its length, answered in another order: once, twice, always. */
static void
test_statuses (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(Reply) throttled = send_with (fixture, "10", "{\"path\":\"/fhir$\",\"status\":429,\"retry_after\":2,\"times\":2}");
  g_autoptr(Reply) again = send_with (fixture, "10", "{}");
  g_autoptr(Reply) taken = send_with (fixture, "10", "{}");
  g_autoptr(Reply) busy = send_with (fixture, "11", "{\"status\":503,\"times\":1}");
  g_autoptr(Reply) too_long = send_with (fixture, "11", "{\"provide.limit\":1000,\"provide.times\":1}");
  g_autoptr(Reply) short_enough = send_with (fixture, "11", "{\"provide.limit\":100000,\"provide.times\":0}");
  g_autoptr(Reply) never = send_with (fixture, "12", "{\"provide.limit\":1000}");
  g_autoptr(Reply) nor_later = send_with (fixture, "12", "{}");
  g_autoptr(Reply) reordered = send_with (fixture, "12", "{\"provide.limit\":0,\"provide.reorder\":1,\"provide.times\":1}");
  g_autoptr(Reply) in_order = send_with (fixture, "13", "{}");
  const char *first = fhir_json_string (fhir_json_object (fhir_json_nth (reordered->object, "entry", 0), "response"), "location");
  const char *ordered = fhir_json_string (fhir_json_object (fhir_json_nth (in_order->object, "entry", 0), "response"), "location");

  g_assert_cmpuint (throttled->status, ==, 429);
  g_assert_cmpuint (again->status, ==, 429);
  g_assert_cmpuint (taken->status, ==, 200);
  g_assert_cmpuint (busy->status, ==, 503);
  g_assert_cmpuint (too_long->status, ==, 413);
  g_assert_cmpuint (short_enough->status, ==, 200);
  g_assert_cmpuint (never->status, ==, 413);
  g_assert_cmpuint (nor_later->status, ==, 413);
  g_assert_nonnull (strstr (first, "/Binary/"));
  g_assert_nonnull (strstr (ordered, "/List/"));
  g_assert_cmpuint (count_stored (fixture), ==, 4);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/sandbox/provide/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("R-MHD-24/tables", test_tables);
  ADD ("R-MHD-24/optional", test_optional);
  ADD ("R-MHD-27/duplicates", test_duplicates);
  ADD ("R-MHD-31/policy", test_policy);
  ADD ("R-MHD-26/purpose", test_purpose);
  ADD ("R-COM-14/drops", test_drops);
  ADD ("R-COM-14/statuses", test_statuses);
#undef ADD

  return g_test_run ();
}
