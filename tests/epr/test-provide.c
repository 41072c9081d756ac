/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sent in a deposit (ITI-65), element by element. */
#include "config.h"

#include "epr-deposit-support.h"
#include "epr-error.h"
#include "epr-oids.h"
#include "epr-terminology.h"
#include "test-stream.h"

#include <string.h>

#define ACCEPTED                                                                                                     \
  "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":["                                       \
  "{\"response\":{\"status\":\"201 Created\",\"location\":\"List/1\"}},"                                             \
  "{\"response\":{\"status\":\"201 Created\",\"location\":\"DocumentReference/d-17/_history/1\",\"etag\":\"W/1\"}}," \
  "{\"response\":{\"status\":\"201 Created\",\"location\":\"Binary/3\"}}]}"

typedef struct
{
  const char *path;
  const char *value; /* (nullable): must not be there */
} Element;

static void
check_elements (JsonNode      *node,
                const Element *elements,
                gsize          n)
{
  for (gsize i = 0; i < n; i++)
    assert_at (node, elements[i].path, elements[i].value);
}

static JsonNode *
send_letter (const char *profile,
             const char *settings,
             const char *replaces,
             const char *appends)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, profile, settings);
  g_autoptr(EprAccess) access = open_for_deposit (client);
  g_autoptr(ModelDocument) letter = letter_new (&(Letter) { .size = 10 });
  g_autoptr(ModelPatient) patient = franz_muster ();
  g_autoptr(GInputStream) content = test_stream_new (10);
  g_autoptr(EprReceipt) receipt = NULL;
  g_autoptr(GError) error = NULL;
  EprSubmission submission = submission_of (letter, patient);

  submission.replaces = replaces;
  submission.appends = appends;
  submission.target_uuid = appends != NULL ? "urn:uuid:5" : NULL;
  community_answer (community, DEPOSIT, 200, FHIR, ACCEPTED);
  receipt = deposit (access, &submission, content, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (community_count (community), ==, 1);

  return seen_body (community, 0);
}

#define SCT "http://snomed.info/sct"
#define LIST "entry[0].resource."
#define DOCUMENT "entry[1].resource."
#define BINARY "entry[2].resource."
#define URI "urn:ietf:rfc:3986"

static const Element bundle_elements[] = {
  { "resourceType", "Bundle" },
  { "type", "transaction" },
  { "meta.profile[0]", EPR_PROFILE_PROVIDE_IHE },
  { "meta.profile[1]", EPR_PROFILE_PROVIDE },
  { "entry[0].request.method", "POST" },
  { "entry[0].request.url", "List" },
  { "entry[1].request.method", "POST" },
  { "entry[1].request.url", "DocumentReference" },
  { "entry[1].fullUrl", ENTRY_UUID },
  { "entry[2].request.method", "POST" },
  { "entry[2].request.url", "Binary" },
  { "entry[3].fullUrl", NULL },
  { BINARY "resourceType", "Binary" },
  { BINARY "contentType", "application/pdf" },
  { BINARY "data", "AAECBAUGCAkKDA==" },
};

static const Element list_elements[] = {
  { LIST "resourceType", "List" },
  { LIST "id", NULL },
  { LIST "extension[0].url", "https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-designationType" },
  { LIST "extension[0].valueCodeableConcept.coding[0].system", SCT },
  { LIST "extension[0].valueCodeableConcept.coding[0].code", "71388002" },
  { LIST "extension[1].url", "https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-sourceId" },
  { LIST "extension[1].valueIdentifier.system", URI },
  { LIST "extension[1].valueIdentifier.value", SOURCE_OID },
  { LIST "extension[2].url", EPR_URL_PROVIDER_ROLE },
  { LIST "extension[2].valueCoding.system", EPR_SYSTEM_ROLE },
  { LIST "extension[2].valueCoding.code", "HCP" },
  { LIST "extension[3].url", NULL },
  { LIST "identifier[0].use", "usual" },
  { LIST "identifier[0].system", URI },
  { LIST "identifier[0].value", SUBMISSION_ID },
  { LIST "identifier[1].use", "official" },
  { LIST "status", "current" },
  { LIST "mode", "working" },
  { LIST "code.coding[0].system", "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes" },
  { LIST "code.coding[0].code", "submissionset" },
  { LIST "subject.identifier.system", EPR_SYSTEM_SPID },
  { LIST "subject.identifier.value", FRANZ_SPID },
  { LIST "subject.reference", NULL },
  { LIST "source.reference", "#person0" },
  { LIST "source.identifier.system", EPR_SYSTEM_GLN },
  { LIST "source.identifier.value", "7601000102737" },
  { LIST "contained[0].resourceType", "Practitioner" },
  { LIST "contained[0].id", "person0" },
  { LIST "entry[0].item.reference", ENTRY_UUID },
  { LIST "entry[1].item.reference", NULL },
};

static const Element document_elements[] = {
  { DOCUMENT "resourceType", "DocumentReference" },
  { DOCUMENT "id", NULL },
  { DOCUMENT "meta.profile[0]", EPR_PROFILE_DOCUMENT },
  { DOCUMENT "meta.versionId", NULL },
  { DOCUMENT "extension[0].url", EPR_URL_PROVIDER_ROLE },
  { DOCUMENT "extension[0].valueCoding.system", EPR_SYSTEM_ROLE },
  { DOCUMENT "extension[0].valueCoding.code", "HCP" },
  { DOCUMENT "extension[1].url", NULL },
  { DOCUMENT "masterIdentifier.use", "usual" },
  { DOCUMENT "masterIdentifier.system", URI },
  { DOCUMENT "masterIdentifier.value", UNIQUE_ID },
  { DOCUMENT "identifier[0].use", "official" },
  { DOCUMENT "identifier[0].system", URI },
  { DOCUMENT "identifier[0].value", ENTRY_UUID },
  { DOCUMENT "status", "current" },
  { DOCUMENT "docStatus", NULL },
  { DOCUMENT "date", NULL },
  { DOCUMENT "type.coding[0].system", SCT },
  { DOCUMENT "type.coding[0].code", "373942005" },
  { DOCUMENT "category[0].coding[0].system", SCT },
  { DOCUMENT "category[0].coding[0].code", "422735006" },
  { DOCUMENT "category[1].coding[0].code", NULL },
  { DOCUMENT "subject.identifier.system", EPR_SYSTEM_SPID },
  { DOCUMENT "subject.identifier.value", FRANZ_SPID },
  { DOCUMENT "subject.reference", NULL },
  { DOCUMENT "author[0].reference", "#role0" },
  { DOCUMENT "description", "„Kommentar“" },
  { DOCUMENT "securityLabel[0].coding[0].system", SCT },
  { DOCUMENT "securityLabel[0].coding[0].code", "17621005" },
  { DOCUMENT "securityLabel[1].coding[0].code", NULL },
  { DOCUMENT "content[0].attachment.contentType", "application/pdf" },
  { DOCUMENT "content[0].attachment.language", "fr-CH" },
  { DOCUMENT "content[0].attachment.data", NULL },
  { DOCUMENT "content[0].attachment.size", "10" },
  { DOCUMENT "content[0].attachment.hash", "3vdysZx1W0kIGTpnI1Dy7bkWqlo=" },
  { DOCUMENT "content[0].attachment.title", "Lettre de sortie \"bis\"" },
  { DOCUMENT "content[0].attachment.creation", "2026-01-15T09:30:00+01:00" },
  { DOCUMENT "content[0].format.system", "urn:oid:2.16.756.5.30.1.127.3.10.10" },
  { DOCUMENT "content[0].format.code", "urn:che:epr:EPR_Unstructured_Document" },
  { DOCUMENT "content[1].format.code", NULL },
  { DOCUMENT "context.facilityType.coding[0].code", "264358009" },
  { DOCUMENT "context.practiceSetting.coding[0].code", "394802001" },
  { DOCUMENT "context.period.start", "2026-01-10" },
  { DOCUMENT "context.period.end", "2026-01-14" },
  { DOCUMENT "context.sourcePatientInfo.reference", "#patient0" },
  { DOCUMENT "relatesTo[0].code", NULL },
};

static const Element contained_elements[] = {
  { DOCUMENT "contained[0].resourceType", "Practitioner" },
  { DOCUMENT "contained[0].identifier[0].system", EPR_SYSTEM_GLN },
  { DOCUMENT "contained[0].identifier[0].value", "7601000102737" },
  { DOCUMENT "contained[0].name[0].family", "Pan" },
  { DOCUMENT "contained[0].name[0].given[0]", "Peter" },
  { DOCUMENT "contained[1].resourceType", "Organization" },
  { DOCUMENT "contained[1].identifier[0].system", URI },
  { DOCUMENT "contained[1].identifier[0].value", "urn:oid:2.999.7" },
  { DOCUMENT "contained[1].name", "Praxis P" },
  { DOCUMENT "contained[2].resourceType", "PractitionerRole" },
  { DOCUMENT "contained[2].id", "role0" },
  { DOCUMENT "contained[2].practitioner.reference", "#person0" },
  { DOCUMENT "contained[2].organization.reference", "#organization0" },
  { DOCUMENT "contained[2].code[0].coding[0].code", "HCP" },
  { DOCUMENT "contained[2].specialty[0].coding[0].code", "1051" },
  { DOCUMENT "contained[3].resourceType", "Patient" },
  { DOCUMENT "contained[3].id", "patient0" },
  { DOCUMENT "contained[3].identifier[0].use", "usual" },
  { DOCUMENT "contained[3].identifier[0].type.coding[0].code", "MR" },
  { DOCUMENT "contained[3].identifier[0].system", MPI_OID },
  { DOCUMENT "contained[3].identifier[0].value", "mpi-4711" },
  { DOCUMENT "contained[3].identifier[1].value", NULL },
  { DOCUMENT "contained[3].name[0].family", "Muster" },
  { DOCUMENT "contained[3].name[0].given[0]", "Franz" },
  { DOCUMENT "contained[3].gender", "male" },
  { DOCUMENT "contained[3].birthDate", "1995-01-27" },
  { DOCUMENT "contained[3].address[0].city", NULL },
};

static void
assert_same (JsonNode   *node,
             const char *one,
             const char *other)
{
  g_autofree char *left = element_at (node, one);
  g_autofree char *right = element_at (node, other);

  g_assert_nonnull (left);
  g_assert_true (g_str_has_prefix (left, "urn:uuid:"));
  g_assert_cmpstr (left, ==, right);
}

static void
test_elements (void)
{
  g_autoptr(JsonNode) sent = send_letter ("ch-epr-fhir-5", OIDS, NULL, NULL);
  g_autofree char *date = element_at (sent, LIST "date");

  check_elements (sent, bundle_elements, G_N_ELEMENTS (bundle_elements));
  check_elements (sent, list_elements, G_N_ELEMENTS (list_elements));
  check_elements (sent, document_elements, G_N_ELEMENTS (document_elements));
  check_elements (sent, contained_elements, G_N_ELEMENTS (contained_elements));

  /* R-MHD-22 */
  assert_same (sent, "entry[2].fullUrl", DOCUMENT "content[0].attachment.url");
  assert_same (sent, "entry[0].fullUrl", LIST "identifier[1].value");
  assert_same (sent, "entry[1].fullUrl", LIST "entry[0].item.reference");
  g_assert_true (g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+-]\\d\\d:\\d\\d$", date, 0, 0));
}

static void
test_headers (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", OIDS);
  g_autoptr(EprAccess) access = open_for_deposit (client);
  g_autoptr(EprReceipt) receipt = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *length = NULL;
  SeenRequest     *seen;

  community_answer (community, DEPOSIT, 200, FHIR, ACCEPTED);
  receipt = deposit_letter (access, 70000, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (receipt->id, ==, "d-17");
  g_assert_cmpuint (receipt->issues->len, ==, 0);

  seen = community_nth (community, 0);
  length = g_strdup_printf ("%zu", strlen (seen->body));
  g_assert_cmpstr (seen->method, ==, "POST");
  g_assert_cmpstr (seen->path, ==, "/fhir");
  g_assert_cmpstr (soup_message_headers_get_one (seen->headers, "Content-Type"), ==, "application/fhir+json; charset=utf-8");
  g_assert_cmpstr (soup_message_headers_get_one (seen->headers, "Accept"), ==, "application/fhir+json");
  g_assert_cmpstr (soup_message_headers_get_one (seen->headers, "Content-Length"), ==, length);
  g_assert_null (soup_message_headers_get_one (seen->headers, "Transfer-Encoding"));
  /* R-IUA-1: the patient's token, not the basic one. */
  g_assert_cmpstr (soup_message_headers_get_one (seen->headers, "Authorization"), ==, "Bearer token-2");
  g_assert_true (net_traceparent_is_valid (soup_message_headers_get_one (seen->headers, "traceparent")));
}

/* R-MHD-33, R-MHD-34 */
static void
test_replace (void)
{
  static const Element patched[] = {
    { DOCUMENT "relatesTo[0].code", "replaces" },
    { DOCUMENT "relatesTo[0].target.reference", "DocumentReference/old-1" },
    { DOCUMENT "relatesTo[0].target.identifier.value", NULL },
    { DOCUMENT "relatesTo[1].code", NULL },
    { "entry[2].request.method", "PATCH" },
    { "entry[2].request.url", "DocumentReference/old-1" },
    { "entry[2].resource.resourceType", "Parameters" },
    { "entry[2].resource.meta.profile[0]", "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.Patch.Parameters" },
    { "entry[2].resource.parameter[0].name", "operation" },
    { "entry[2].resource.parameter[0].part[0].name", "path" },
    { "entry[2].resource.parameter[0].part[0].valueString", "DocumentReference.status" },
    { "entry[2].resource.parameter[0].part[1].name", "type" },
    { "entry[2].resource.parameter[0].part[1].valueCode", "replace" },
    { "entry[2].resource.parameter[0].part[2].name", "value" },
    { "entry[2].resource.parameter[0].part[2].valueCode", "superseded" },
    { "entry[3].resource.resourceType", "Binary" },
    { "entry[4].fullUrl", NULL },
  };
  static const Element plain[] = {
    { DOCUMENT "relatesTo[0].code", "replaces" },
    { DOCUMENT "relatesTo[0].target.reference", "DocumentReference/old-1" },
    { "entry[2].resource.resourceType", "Binary" },
    { "entry[3].fullUrl", NULL },
  };
  static const Element appended[] = {
    { DOCUMENT "relatesTo[0].code", "appends" },
    { DOCUMENT "relatesTo[0].target.reference", "DocumentReference/old-1" },
    { DOCUMENT "relatesTo[0].target.identifier.system", URI },
    { DOCUMENT "relatesTo[0].target.identifier.value", "urn:uuid:5" },
    { "entry[2].resource.resourceType", "Binary" },
    { "entry[3].fullUrl", NULL },
  };
  g_autoptr(JsonNode) national = send_letter ("ch-epr-fhir-5", OIDS, "old-1", NULL);
  g_autoptr(JsonNode) switched = send_letter ("ch-epr-fhir-5", OIDS "[mhd]\nreplace-patch-entry=false\n", "old-1", NULL);
  g_autoptr(JsonNode) gateway = send_letter ("mag-1", OIDS, "old-1", NULL);
  g_autoptr(JsonNode) append = send_letter ("ch-epr-fhir-5", OIDS, NULL, "old-1");

  check_elements (national, patched, G_N_ELEMENTS (patched));
  check_elements (switched, plain, G_N_ELEMENTS (plain));
  check_elements (gateway, plain, G_N_ELEMENTS (plain));
  check_elements (append, appended, G_N_ELEMENTS (appended));
}

/* The gateway's manner: the number of its index, and the extensions at both addresses. */
static void
test_gateway (void)
{
  static const Element elements[] = {
    { LIST "subject.identifier.system", MPI_OID },
    { LIST "extension[2].url", EPR_URL_PROVIDER_ROLE },
    { LIST "extension[3].url", EPR_URL_PROVIDER_ROLE_OLD },
    { LIST "extension[3].valueCoding.code", "HCP" },
    { DOCUMENT "subject.identifier.system", MPI_OID },
    { DOCUMENT "subject.identifier.value", "mpi-4711" },
    { DOCUMENT "extension[0].url", EPR_URL_PROVIDER_ROLE },
    { DOCUMENT "extension[1].url", EPR_URL_PROVIDER_ROLE_OLD },
    { DOCUMENT "extension[1].valueCoding.code", "HCP" },
    { DOCUMENT "date", NULL },
  };
  g_autoptr(JsonNode) sent = send_letter ("mag-1", OIDS, NULL, NULL);

  check_elements (sent, elements, G_N_ELEMENTS (elements));
}

/* A plain server knows the patient by her id, and needs no source. */
static void
test_plain_server (void)
{
  static const Element elements[] = {
    { LIST "subject.reference", "Patient/x1" },
    { LIST "subject.identifier.value", NULL },
    { DOCUMENT "subject.reference", "Patient/x1" },
  };
  g_autoptr(JsonNode) sent = send_letter ("fhir-r4", NULL, NULL, NULL);

  check_elements (sent, elements, G_N_ELEMENTS (elements));
}

/* R-MHD-28: what the document says, the local number, the index's, one of its own; never SPID or AHVN13. */
static void
test_source_patient (void)
{
  static const struct
  {
    const char *of_document, *of_patient; /* systems (nullable) */
    const char *expected;
  } cases[] = {
    { "urn:oid:2.999.9", LOCAL_OID, "urn:oid:2.999.9" },
    { NULL, LOCAL_OID, LOCAL_OID },
    { EPR_SYSTEM_SPID, LOCAL_OID, LOCAL_OID },
    { EPR_SYSTEM_AHVN13, MPI_OID, MPI_OID },
    { NULL, NULL, SOURCE_OID },
    { EPR_SYSTEM_SPID, EPR_SYSTEM_AHVN13, SOURCE_OID },
  };
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", OIDS);
  g_autoptr(EprAccess) access = open_for_deposit (client);

  community_answer (community, DEPOSIT, 200, FHIR, ACCEPTED);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) of_document = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr(GPtrArray) of_patient = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr(ModelDocument) letter = NULL;
      g_autoptr(ModelPatient) patient = NULL;
      g_autoptr(GInputStream) content = test_stream_new (1);
      g_autoptr(EprReceipt) receipt = NULL;
      g_autoptr(JsonNode) sent = NULL;
      EprSubmission submission;

      g_ptr_array_add (of_patient, model_identifier_new (EPR_SYSTEM_SPID, FRANZ_SPID, NULL, NULL));
      if (cases[i].of_patient != NULL)
        g_ptr_array_add (of_patient, model_identifier_new (cases[i].of_patient, "p", NULL, NULL));
      if (cases[i].of_document != NULL)
        g_ptr_array_add (of_document, model_identifier_new (cases[i].of_document, "d", "usual", "MR"));
      letter = letter_new (&(Letter) { .size = 1, .source_identifiers = of_document });
      patient = model_patient_new (&(ModelPatientInit) { .family = "Muster", .identifiers = of_patient });
      submission = submission_of (letter, patient);
      receipt = deposit (access, &submission, content, NULL);
      g_assert_nonnull (receipt);
      sent = seen_body (community, i);
      assert_at (sent, DOCUMENT "contained[3].identifier[0].system", cases[i].expected);
      assert_at (sent, DOCUMENT "contained[3].identifier[1].system", NULL);
    }
}

/* Every pair of the national table of classes and types, and every kind of file. */
static void
test_value_sets (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", OIDS);
  g_autoptr(EprAccess) access = open_for_deposit (client);
  g_autoptr(ModelPatient) patient = franz_muster ();
  g_autoptr(GPtrArray) types = epr_terminology_dup_set ("document-type");
  g_autoptr(GPtrArray) mime_types = epr_terminology_dup_set ("mime-type");
  guint n = 0;

  community_answer (community, DEPOSIT, 200, FHIR, ACCEPTED);
  for (guint i = 0; i < types->len; i++)
    {
      ModelCoding *type = g_ptr_array_index (types, i);
      g_autoptr(GPtrArray) classes = epr_terminology_dup_classes (model_coding_get_code (type));

      for (guint j = 0; j < classes->len; j++)
        {
          ModelCoding *category = g_ptr_array_index (classes, j);
          const char  *mime_type = model_coding_get_code (g_ptr_array_index (mime_types, n % mime_types->len));
          g_autoptr(ModelDocument) letter = letter_new (&(Letter) { .size = 3, .category = category, .type = type, .content_type = mime_type });
          g_autoptr(GInputStream) content = test_stream_new (3);
          g_autoptr(EprReceipt) receipt = NULL;
          g_autoptr(JsonNode) sent = NULL;
          EprSubmission submission = submission_of (letter, patient);

          receipt = deposit (access, &submission, content, NULL);
          g_assert_nonnull (receipt);
          sent = seen_body (community, n++);
          assert_at (sent, DOCUMENT "type.coding[0].code", model_coding_get_code (type));
          assert_at (sent, DOCUMENT "category[0].coding[0].code", model_coding_get_code (category));
          assert_at (sent, DOCUMENT "content[0].attachment.contentType", mime_type);
          assert_at (sent, BINARY "contentType", mime_type);
        }
    }
  g_assert_cmpuint (n, >=, MAX (45, mime_types->len));
}

/* Without it, every server would refuse the List. */
static void
test_no_source (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprAccess) access = open_for_deposit (client);
  g_autoptr(GError) error = NULL;

  g_assert_null (deposit_letter (access, 1, &error));
  g_assert_error (error, EPR_ERROR, EPR_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "[oids] source"));
  g_assert_false (epr_provide_may_be_stored (error));
  g_assert_cmpuint (community_count (community), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/epr/provide/R-MHD-24/elements", test_elements);
  g_test_add_func ("/epr/provide/R-COM-4/headers", test_headers);
  g_test_add_func ("/epr/provide/R-MHD-33/replace", test_replace);
  g_test_add_func ("/epr/provide/gateway", test_gateway);
  g_test_add_func ("/epr/provide/plain-server", test_plain_server);
  g_test_add_func ("/epr/provide/R-MHD-28/source-patient", test_source_patient);
  g_test_add_func ("/epr/provide/R-MHD-24/value-sets", test_value_sets);
  g_test_add_func ("/epr/provide/no-source", test_no_source);

  return g_test_run ();
}
