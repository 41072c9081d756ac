/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents of the table of vaccinations, and what is refused of a deposited one: with nothing of the product's
 * writer and nothing of its client. */
#include "config.h"

#include "sandbox-file.h"
#include "sandbox-test-support.h"
#include "sandbox-vaccines.h"

#include <string.h>

#define CONTENT "entry[1].resource.content."
#define SNOMED(code) "{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"" code "\"}]}"
#define C "entry[0].resource."
#define P "entry[1].resource."
#define V "entry[2].resource."
#define VERIFIED(inner) "[{\"url\":\"http://fhir.ch/ig/ch-vacd/StructureDefinition/ch-vacd-ext-verification-status\",\"valueCoding\":" inner "}]"

typedef struct
{
  Training *training;
  char     *spid;
  char     *local;
  char     *token; /* Martina's, for Lina */
} Fixture;

static gboolean
take_lina (const SandboxPatient *patient,
           gpointer              user_data)
{
  Fixture *fixture = user_data;

  fixture->spid = g_strdup (patient->spid);
  fixture->local = g_strdup (patient->local);

  return FALSE;
}

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  fixture->training = training_new (9, 60);
  sandbox_store_visit_family (fixture->training->community->store, "Impfling", "2024-03-05", take_lina, fixture);
  g_assert_nonnull (fixture->spid);
  fixture->token = training_token (fixture->training, GLN_MARTINA, fixture->spid, "NORM");
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_free (fixture->spid);
  g_free (fixture->local);
  g_free (fixture->token);
  training_free (fixture->training);
}

static GBytes *
make (SandboxFileKind kind,
      guint           number,
      const char     *local)
{
  const SandboxFileContext context = { "", "", "01.01.2000", "", "", "", "01.01.2026", "de", number, local };
  g_autoptr(GError) error = NULL;
  GBytes *bytes = sandbox_file_make (kind, &context, &error);

  g_assert_no_error (error);

  return bytes;
}

/* A transaction that deposits @document as a vaccination. (transfer full) */
static JsonNode *
deposit_of (Fixture    *fixture,
            const char *unique_id,
            JsonNode   *document)
{
  JsonNode        *bundle = deposit_new (fixture->spid, unique_id);
  g_autofree char *text = json_to_string (document, FALSE);
  g_autofree char *base64 = g_base64_encode ((const guchar *) text, strlen (text));
  g_autofree char *data = g_strdup_printf ("\"%s\"", base64);

  json_set (bundle, "entry[1].resource.type", SNOMED ("41000179103"));
  json_set (bundle, "entry[1].resource.category", "[" SNOMED ("184216000") "]");
  json_set (bundle, CONTENT "format.code", "\"urn:che:epr:ch-vacd:immunization-administration:2022\"");
  json_set (bundle, CONTENT "attachment.contentType", "\"application/fhir+json\"");
  json_set (bundle, CONTENT "attachment.language", "\"de-CH\"");
  json_set (bundle, CONTENT "attachment.size", NULL);
  json_set (bundle, CONTENT "attachment.hash", NULL);
  json_set (bundle, "entry[2].resource.contentType", "\"application/fhir+json\"");
  json_set (bundle, "entry[2].resource.data", data);

  return bundle;
}

static const struct
{
  const char *path;
  const char *value;
  const char *element;
} faults[] = {
  { "type", "\"collection\"", "Bundle.type" },
  { "identifier", NULL, "Bundle.identifier" },
  { "timestamp", "\"2024-05-07\"", "Bundle.timestamp" },
  { "entry[2].fullUrl", "\"Immunization/1\"", "Bundle.entry.fullUrl" },
  { V "patient.reference", "\"urn:uuid:00000000-0000-4000-8000-000000000000\"", "Bundle.entry.resource" },
  { C "language", NULL, "Composition.language" },
  { C "language", "\"fr-CH\"", "Composition.language" },
  { C "status", "\"preliminary\"", "Composition.status" },
  { C "type", SNOMED ("1"), "Composition.type" },
  { C "category", NULL, "Composition.category" },
  { C "category[0].coding[0].code", "\"urn:che:epr:ch-vacd:vaccination-record:2022\"", "Composition.category" },
  { C "confidentiality", "\"R\"", "Composition.confidentiality" },
  { C "_confidentiality", NULL, "Composition.confidentiality" },
  { C "section", NULL, "Composition.section" },
  { C "section[0].code.coding[0].code", "\"1\"", "Composition.section.code" },
  { C "section[0].section", "[{\"title\":\"x\"}]", "Composition.section.section" },
  { P "identifier", NULL, "Patient.identifier" },
  { P "gender", NULL, "Patient.gender" },
  { P "birthDate", "\"2024-03-06\"", "Patient" },
  { P "identifier[0].system", "\"urn:oid:2.16.756.5.30.1.127.3.10.3\"", "Bundle" },
  { V "extension", NULL, "Immunization.extension" },
  { V "extension", VERIFIED ("{\"system\":\"http://snomed.info/sct\",\"code\":\"1\"}"), "Immunization.extension" },
  { V "extension", VERIFIED ("[{\"system\":\"http://snomed.info/sct\",\"code\":\"59156000\"}]"), "Immunization.extension" },
  { V "identifier", NULL, "Immunization.identifier" },
  { V "vaccineCode", NULL, "Immunization.vaccineCode" },
  { V "status", "\"planned\"", "Immunization.status" },
  { V "occurrenceDateTime", NULL, "Immunization.occurrence" },
  { V "protocolApplied[0].doseNumberPositiveInt", "0", "Immunization.protocolApplied.doseNumber" },
};

/* R-VAC-94 from the other side: every fault is refused with the element that has it, and the good one is kept. */
static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_VACCINE_JSON, 0, fixture->local);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *unique_id = g_strdup_printf ("%u", 10 + i);
      g_autoptr(JsonNode) document = fhir_json_parse (bytes, NULL);
      g_autoptr(JsonNode) bundle = NULL;
      g_autoptr(Reply) reply = NULL;
      JsonObject *issue;

      g_test_message ("%s %s", faults[i].path, faults[i].value);
      json_set (document, faults[i].path, faults[i].value);
      bundle = deposit_of (fixture, unique_id, document);
      reply = training_deposit (fixture->training, fixture->token, bundle);
      g_assert_cmpuint (reply->status, ==, 422);
      g_assert_cmpstr (fhir_json_resource_type (reply->object), ==, "OperationOutcome");
      issue = fhir_json_nth (reply->object, "issue", 0);
      g_assert_cmpstr (fhir_json_nth_string (issue, "expression", 0), ==, faults[i].element);
    }
}

static void
test_kept (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GBytes) bytes = make (SANDBOX_FILE_VACCINE_JSON, 0, fixture->local);
  g_autoptr(JsonNode) document = fhir_json_parse (bytes, NULL);
  g_autoptr(JsonNode) bundle = deposit_of (fixture, "99", document);
  g_autoptr(Reply) before = training_find (fixture->training, fixture->token, fixture->spid, "status=current");
  g_autoptr(Reply) reply = training_deposit (fixture->training, fixture->token, bundle);
  g_autoptr(Reply) after = training_find (fixture->training, fixture->token, fixture->spid, "status=current");

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpint (total_of (after), ==, total_of (before) + 1);
}

/* The documents that are meant to be good are what the community itself would take. */
static void
test_own_documents (Fixture      *fixture,
                    gconstpointer data)
{
  for (guint i = 0; i < sandbox_vaccines_n_documents (); i++)
    {
      const SandboxVaccineDocument *document = sandbox_vaccines_document (i);
      g_autoptr(GBytes) json = make (SANDBOX_FILE_VACCINE_JSON, i, "1");
      g_autoptr(GBytes) xml = make (SANDBOX_FILE_VACCINE_XML, i, "1");
      g_autoptr(GBytes) again = make (SANDBOX_FILE_VACCINE_JSON, i, "1");
      g_autoptr(JsonNode) node = NULL;

      g_assert_true (g_bytes_equal (json, again));
      if (sandbox_vaccine_document_get (document, "broken") != NULL)
        continue;
      node = fhir_json_parse (json, NULL);
      g_assert_nonnull (node);
      g_assert_cmpuint (fhir_json_n (json_node_get_object (node), "entry"), >=, 2 + document->entries->len);
      g_assert_true (memcmp (g_bytes_get_data (xml, NULL), "<?xml", 5) == 0);
    }
}

/* The digits that the laboratory gave are in both forms. */
static void
test_digits (Fixture      *fixture,
             gconstpointer data)
{
  guint n_found = 0;

  for (guint i = 0; i < sandbox_vaccines_n_documents (); i++)
    {
      g_autoptr(GBytes) json = make (SANDBOX_FILE_VACCINE_JSON, i, "1");
      g_autoptr(GBytes) xml = make (SANDBOX_FILE_VACCINE_XML, i, "1");
      g_autofree char *json_text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
      g_autofree char *xml_text = g_strndup (g_bytes_get_data (xml, NULL), g_bytes_get_size (xml));

      if (strstr (json_text, "\"value\":12.50,") == NULL)
        continue;
      n_found++;
      g_assert_nonnull (strstr (xml_text, "<value value=\"12.50\"/>"));
    }
  g_assert_cmpuint (n_found, ==, 1);
}

static void
add (const char *path,
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/sandbox/vaccine/R-VAC-94/refused", test_refused);
  add ("/sandbox/vaccine/kept", test_kept);
  add ("/sandbox/vaccine/own-documents", test_own_documents);
  add ("/sandbox/vaccine/digits", test_digits);

  return g_test_run ();
}
