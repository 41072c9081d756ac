/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The request of a deposit and its answer, without a server. */
#include "config.h"

#include "fhir-document-change.h"
#include "fhir-submission.h"
#include "fhir-test-support.h"
#include "fhir-transaction.h"

#include <string.h>

static const char *const            profiles[] = { "urn:p", NULL };
static const char *const            two_urls[] = { "urn:one", "urn:two", NULL };
static const FhirDocumentExtensions two_spellings = { two_urls, two_urls, .write_all = FALSE };

static JsonNode *
write_with (ModelDocument *document,
            const char    *data)
{
  g_autoptr(ModelPatient) patient = model_patient_new (&(ModelPatientInit) { .family = "Muster" });
  g_autoptr(GDateTime) date = g_date_time_new_from_iso8601 ("2026-01-15T09:30:00+01:00", NULL);
  g_autoptr(GBytes) head = NULL;
  g_autoptr(GBytes) tail = NULL;
  g_autofree char *text = NULL;
  FhirSubmission   submission = {
      .document = document,
      .source_patient = patient,
      .subject_value = "p1",
      .submission_id = "urn:oid:2.25.1",
      .date = date,
      .bundle_profiles = profiles,
      .document_profiles = profiles,
      .extensions = &fhir_test_extensions,
  };

  fhir_submission_write (&submission, &head, &tail);
  text = g_strdup_printf ("%.*s%s%.*s", (int) g_bytes_get_size (head), (const char *) g_bytes_get_data (head, NULL), data,
                          (int) g_bytes_get_size (tail), (const char *) g_bytes_get_data (tail, NULL));

  return fhir_test_parse (text);
}

static JsonObject *
resource_of (JsonNode *bundle,
             guint     entry)
{
  return fhir_json_object (fhir_json_nth (fhir_json_node_object (bundle), "entry", entry), "resource");
}

/* Whatever a person writes, the place of the data stays where it belongs. */
static void
test_place (void)
{
  static const char *const titles[] = { "\"data\":\"", "\"}}]}", "\\\"data\\\":\\\"", "data", "é\n\t\\", "" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr(ModelDocument) document = model_document_new (&(ModelDocumentInit) {
          .entry_uuid = "urn:uuid:2",
          .title = titles[i],
          .description = titles[i],
          .content_type = "text/plain",
          .size = -1,
      });
      g_autoptr(JsonNode) bundle = write_with (document, "QUJD");
      JsonObject *reference = resource_of (bundle, 1);

      g_assert_cmpstr (fhir_json_string (resource_of (bundle, 2), "data"), ==, "QUJD");
      g_assert_cmpstr (fhir_json_string (reference, "description"), ==, titles[i]);
      g_assert_cmpstr (fhir_json_string (fhir_json_object (fhir_json_nth (reference, "content", 0), "attachment"), "title"), ==, titles[i]);
    }
}

/* What was read and is sent again says the same, but for what belongs to the sending. */
static void
test_round_trip (void)
{
  static const char *const of_sending[] = { "id", "meta", "status", "subject", "relatesTo", "content", "context.sourcePatientInfo", NULL };
  g_autoptr(JsonNode) node = fhir_test_parse (fhir_test_document);
  g_autoptr(ModelDocument) document = fhir_document_reference_read (fhir_json_node_object (node), &fhir_test_extensions, NULL);
  g_autoptr(JsonNode) written = fhir_document_reference_write (document, &fhir_test_extensions);
  g_autoptr(JsonNode) bundle = write_with (document, "");
  g_autoptr(GHashTable) expected = fhir_test_flatten (fhir_json_node_object (written));
  g_autoptr(GHashTable) sent = fhir_test_flatten (resource_of (bundle, 1));
  GHashTableIter iter;
  gpointer       path, value;

  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &path, &value))
    {
      gboolean left_out = FALSE;

      for (guint i = 0; of_sending[i] != NULL; i++)
        left_out = left_out || g_str_has_prefix (path, of_sending[i]);
      if (!left_out)
        g_assert_cmpstr (g_hash_table_lookup (sent, path), ==, value);
    }
}

static void
test_transaction (void)
{
  static const struct
  {
    const char *body;
    guint       n_entries, refused;
    const char *id;
    guint       n_issues;
  } cases[] = {
    { "{\"resourceType\":\"Bundle\"}", 0, 0, NULL, 0 },
    { "{\"resourceType\":\"Bundle\",\"entry\":{\"response\":{\"status\":\"201\",\"location\":\"DocumentReference/1\"}}}", 1, 0, "1", 0 },
    { "{\"resourceType\":\"Bundle\",\"entry\":[{\"response\":{\"status\":500}},{\"response\":{\"status\":\"422 x\"}}]}", 2, 500, NULL, 0 },
    { "{\"resourceType\":\"Bundle\",\"entry\":[{\"response\":{\"status\":\"301 Moved\",\"location\":\"DocumentReference/2\"}}]}", 1, 301, "2", 0 },
    { "{\"resourceType\":\"Bundle\",\"entry\":[{\"response\":{\"location\":\"DocumentReference/old\"}},{\"response\":{\"location\":\"/DocumentReference/3/\"}}]}", 2, 0, "3", 0 },
    { "{\"resourceType\":\"Bundle\",\"entry\":[{\"response\":{\"location\":\"DocumentReferenceX/3\"}}]}", 1, 0, NULL, 0 },
    { "{\"resourceType\":\"Bundle\",\"entry\":[{\"response\":{\"location\":\"DocumentReference/a%2Fb\"}}]}", 1, 0, NULL, 0 },
    { "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\"},{\"severity\":\"warning\"}]}", 0, 0, NULL, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_autoptr(GError) error = NULL;
      g_autoptr(FhirTransaction) transaction = fhir_transaction_parse (bytes, "DocumentReference", "old", &error);

      g_assert_no_error (error);
      g_assert_cmpuint (transaction->n_entries, ==, cases[i].n_entries);
      g_assert_cmpuint (transaction->refused, ==, cases[i].refused);
      g_assert_cmpstr (transaction->id, ==, cases[i].id);
      g_assert_cmpuint (transaction->issues->len, ==, cases[i].n_issues);
    }
}

static void
test_not_a_transaction (void)
{
  static const char *const bodies[] = { "", "[]", "{}", "{\"resourceType\":\"Patient\"}", "{\"resourceType\":\"Bundle\"" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (bodies[i], strlen (bodies[i]));
      g_autoptr(GError) error = NULL;

      g_assert_null (fhir_transaction_parse (bytes, "DocumentReference", NULL, &error));
      g_assert_true (error->domain == FHIR_ERROR);
    }
}

/* In an extension that stands at the second of the addresses, and in a resource that has nothing. */
static void
test_change (void)
{
  g_autoptr(ModelCoding) coding = model_coding_new ("urn:s", "c", NULL);
  g_autoptr(JsonNode) second = fhir_test_parse ("{\"extension\":[{\"url\":\"urn:two\",\"id\":\"x\"}]}");
  g_autoptr(JsonNode) single = fhir_test_parse ("{\"extension\":{\"url\":\"urn:other\"}}");
  g_autoptr(JsonNode) empty = fhir_test_parse ("{}");
  FhirDocumentChange change = { .title = "T", .type = coding, .facility_type = coding, .deletion_status = coding };
  JsonObject        *extension;

  fhir_document_change (fhir_json_node_object (second), &change, &two_spellings);
  g_assert_cmpuint (fhir_json_n (fhir_json_node_object (second), "extension"), ==, 1);
  extension = fhir_json_nth (fhir_json_node_object (second), "extension", 0);
  g_assert_cmpstr (fhir_json_string (extension, "id"), ==, "x");
  g_assert_cmpstr (fhir_json_string (fhir_json_object (extension, "valueCoding"), "code"), ==, "c");

  /* A single object where an array belongs. */
  fhir_document_change (fhir_json_node_object (single), &change, &two_spellings);
  g_assert_cmpuint (fhir_json_n (fhir_json_node_object (single), "extension"), ==, 2);
  g_assert_cmpstr (fhir_json_string (fhir_json_nth (fhir_json_node_object (single), "extension", 0), "url"), ==, "urn:other");

  fhir_document_change (fhir_json_node_object (empty), &change, &two_spellings);
  extension = fhir_json_nth (fhir_json_node_object (empty), "extension", 0);
  g_assert_cmpstr (fhir_json_string (extension, "url"), ==, "urn:one");
  g_assert_null (fhir_json_object (fhir_json_node_object (empty), "context"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir/submission/place", test_place);
  g_test_add_func ("/fhir/submission/R-MHD-24/round-trip", test_round_trip);
  g_test_add_func ("/fhir/submission/R-MHD-29/answer", test_transaction);
  g_test_add_func ("/fhir/submission/R-COM-13/no-answer", test_not_a_transaction);
  g_test_add_func ("/fhir/submission/R-MHD-40/change", test_change);

  return g_test_run ();
}
