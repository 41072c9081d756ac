/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examples of the guide, of IHE and of the gateway, where they are at hand: the training community takes them
 * as they are, or says exactly what is wrong with them. */
#include "config.h"

#include "sandbox-test-support.h"

#include <string.h>

#define SUBJECT "{\"identifier\":{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.10.3\",\"value\":\"" SPID_FRANZ "\"}}"
#define SNOMED(code) "{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"" code "\"}]}"
#define ROLE(path) "[{\"url\":\"http://fhir.ch/ig/ch-epr-fhir/" path "ch-ext-author-authorrole\",\"valueCoding\":" \
                   "{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.10.6\",\"code\":\"HCP\"}}]"
#define REPO "XDSRepositoryMetadataError: "

/* What an example is refused for, and how that is mended. */
typedef struct
{
  const char *fault;
  const char *path;
  const char *value;
} Mend;

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

/* (transfer full) (nullable): not at hand */
static JsonNode *
read_example (const char *file)
{
  const char      *folder = g_getenv ("CABINET_FIXTURES");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "", "epr-fhir", file, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? json_from_string (text, NULL) : NULL;
}

/* Sends it, is refused for each of @mends in its turn, and is taken in the end. */
static Reply *
send_and_mend (Fixture    *fixture,
               JsonNode   *example,
               const Mend *mends,
               guint       n_mends)
{
  for (guint i = 0; i < n_mends; i++)
    {
      g_autoptr(Reply) reply = training_deposit (fixture->training, fixture->token, example);

      g_test_message ("%u %s", reply->status, fault_of (reply));
      g_assert_cmpuint (reply->status, >=, 400);
      g_assert_true (g_str_has_prefix (fault_of (reply), mends[i].fault));
      json_set (example, mends[i].path, mends[i].value);
    }

  return training_deposit (fixture->training, fixture->token, example);
}

static void
assert_taken (const Reply *reply)
{
  g_test_message ("%u %s", reply->status, reply->status != 200 ? fault_of (reply) : "");
  g_assert_cmpuint (reply->status, ==, 200);
}

/* The guide's: as it stands. */
static void
test_guide (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(JsonNode) example = read_example ("mhd/iti-65-request.json");
  g_autoptr(Reply) reply = NULL;

  if (example == NULL)
    return;
  reply = send_and_mend (fixture, example, NULL, 0);
  assert_taken (reply);
}

/* … at the gateway, which reads extensions at the older address only. */
static void
test_guide_at_gateway (Fixture      *fixture,
                       gconstpointer data)
{
  static const Mend mends[] = {
    { REPO "DocumentReference.extension:originalProviderRole", "entry[1].resource.extension", ROLE ("") },
  };
  g_autoptr(JsonNode) example = read_example ("mhd/iti-65-request.json");
  g_autoptr(Reply) reply = NULL;

  if (example == NULL)
    return;
  training_fault (fixture->training, "{\"mode\":\"mag\"}");
  reply = send_and_mend (fixture, example, mends, G_N_ELEMENTS (mends));
  assert_taken (reply);
}

/* The guide's change of what the guide's deposit stored: its address is that of the request, not of the server, and
 * size and hash are not said, which is a change too. */
static void
test_guide_update (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(JsonNode) stored = read_example ("mhd/iti-65-request.json");
  g_autoptr(JsonNode) example = read_example ("mhd/ch-mhd-1-transaction-request.json");
  g_autoptr(Reply) first = NULL;
  g_autoptr(Reply) unknown = NULL;
  g_autoptr(Reply) unmodifiable = NULL;
  g_autoptr(Reply) found = NULL;
  g_autoptr(Reply) done = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *id = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *url = NULL;
  g_autofree char *attachment = NULL;
  JsonObject      *document;

  if (stored == NULL || example == NULL)
    return;
  first = send_and_mend (fixture, stored, NULL, 0);
  assert_taken (first);
  unknown = send_and_mend (fixture, example, NULL, 0);
  g_assert_cmpuint (unknown->status, ==, 404);

  found = training_find (fixture->training, fixture->token, SPID_FRANZ,
                         "status=current&identifier=urn:ietf:rfc:3986%7Curn:oid:1.3.6.1.4.1.12559.11.13.2.1.2951");
  document = fhir_json_object (fhir_json_nth (found->object, "entry", 0), "resource");
  id = g_strdup (fhir_json_string (document, "id"));
  quoted = g_strdup_printf ("\"%s\"", id);
  url = g_strdup_printf ("\"DocumentReference/%s\"", id);
  json_set (example, "entry[0].resource.id", quoted);
  json_set (example, "entry[0].request.url", url);
  unmodifiable = send_and_mend (fixture, example, NULL, 0);
  g_assert_cmpuint (unmodifiable->status, ==, 422);
  g_assert_cmpstr (fault_of (unmodifiable), ==, "UnmodifiableMetadataError");
  g_assert_cmpstr (fhir_json_string (fhir_json_nth (unmodifiable->object, "issue", 0), "diagnostics"), ==, "content.attachment.url");

  node = json_node_init_object (json_node_alloc (), fhir_json_object (fhir_json_nth (document, "content", 0), "attachment"));
  attachment = json_to_string (node, FALSE);
  json_set (example, "entry[0].resource.content.attachment", attachment);
  json_set (example, "entry[0].resource.content.attachment.title", "\"Another title\"");
  done = send_and_mend (fixture, example, NULL, 0);
  assert_taken (done);
}

/* The three refusals of the guide are ours. */
static void
test_guide_refusals (Fixture      *fixture,
                     gconstpointer data)
{
  static const char *const files[][2] = {
    { "errors/ch-mhd-1-metadata-identifier.json", "XDSMetadataIdentifierError" },
    { "errors/ch-mhd-1-patient-reconciliation.json", "XDSPatientIDReconciliationError" },
    { "errors/ch-mhd-1-unmodifiable-metadata.json", "UnmodifiableMetadataError" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(JsonNode) example = read_example (files[i][0]);
      JsonObject *issue = example != NULL ? fhir_json_nth (json_node_get_object (example), "issue", 0) : NULL;

      if (example == NULL)
        return;
      g_assert_cmpstr (fhir_json_string (fhir_json_object (issue, "details"), "text"), ==, files[i][1]);
      g_assert_cmpstr (fhir_json_string (issue, "code"), ==, "processing");
    }
}

/* The gateway's own: the patient is a literal reference, and it is of before 5.0.0. */
static void
test_gateway (Fixture      *fixture,
              gconstpointer data)
{
  static const Mend mends[] = {
    { REPO "List.subject.identifier", "entry[1].resource.subject", SUBJECT },
    { REPO "DocumentReference.masterIdentifier.use", "entry[2].resource.masterIdentifier.use", "\"usual\"" },
    { REPO "DocumentReference.subject.identifier", "entry[2].resource.subject", SUBJECT },
    { REPO "DocumentReference.content.attachment.title", "entry[2].resource.content.attachment.title", "\"Medication\"" },
  };
  g_autoptr(JsonNode) example = read_example ("gateway-mag/mhdch.json");
  g_autoptr(Reply) reply = NULL;

  if (example == NULL)
    return;
  reply = send_and_mend (fixture, example, mends, G_N_ELEMENTS (mends));
  assert_taken (reply);
}

/* IHE's replace: the shape is right, the codes are not Swiss; the hash is in hexadecimal, the size one too much. */
static void
test_ihe_replace (Fixture      *fixture,
                  gconstpointer data)
{
  static const Mend mends[] = {
    { REPO "List.extension:designationType", "entry[0].resource.extension[0].valueCodeableConcept", SNOMED ("71388002") },
    { REPO "List.subject.identifier", "entry[0].resource.subject", SUBJECT },
    { REPO "DocumentReference.extension", "entry[2].resource.extension", ROLE ("StructureDefinition/") },
    { REPO "DocumentReference.category", "entry[2].resource.category", "[" SNOMED ("422735006") "]" },
    { REPO "DocumentReference.type", "entry[2].resource.type", SNOMED ("373942005") },
    { REPO "DocumentReference.subject.identifier", "entry[2].resource.subject", SUBJECT },
    { REPO "DocumentReference.securityLabel", "entry[2].resource.securityLabel", "[" SNOMED ("17621005") "]" },
    { REPO "DocumentReference.content.attachment.hash", "entry[2].resource.content.attachment.hash", NULL },
    { REPO "DocumentReference.context.facilityType", "entry[2].resource.context.facilityType", SNOMED ("22232009") },
    { REPO "DocumentReference.context.practiceSetting", "entry[2].resource.context.practiceSetting", SNOMED ("394802001") },
    { REPO "DocumentReference.content.attachment.size", "entry[2].resource.content.attachment.size", "23" },
    { "UnresolvedReferenceException: DocumentReference.relatesTo.target", "entry[2].resource.relatesTo.target.reference", "\"DocumentReference/d9\"" },
    { REPO "Bundle.entry.request.url", "entry[1].request.url", "\"DocumentReference/d9\"" },
  };
  g_autoptr(JsonNode) example = read_example ("ihe/mhd-replace-request.json");
  g_autoptr(Reply) reply = NULL;

  if (example == NULL)
    return;
  reply = send_and_mend (fixture, example, mends, G_N_ELEMENTS (mends));
  assert_taken (reply);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/sandbox/examples/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("guide", test_guide);
  ADD ("guide-at-gateway", test_guide_at_gateway);
  ADD ("guide-update", test_guide_update);
  ADD ("guide-refusals", test_guide_refusals);
  ADD ("gateway", test_gateway);
  ADD ("ihe-replace", test_ihe_replace);
#undef ADD

  return g_test_run ();
}
