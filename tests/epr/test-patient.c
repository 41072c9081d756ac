/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-error.h"
#include "epr-oids.h"
#include "epr-patient.h"
#include "epr-test-support.h"
#include "fhir-json.h"

#include <string.h>

#define MATCH "POST /fhir/Patient/$match"
#define PIX "GET /fhir/Patient/$ihe-pix"
#define FHIR "application/fhir+json"
#define AHVN13 "7561234567897"

static EprMatch *
search (EprClient  *client,
        const char *text,
        GError    **error)
{
  const ModelDate today = { 2026, 11, 20, .precision = MODEL_DATE_DAY };
  g_autoptr(ModelPatientQuery) query = model_patient_query_parse (text, &today);
  g_autoptr(GAsyncResult) result = NULL;

  epr_patient_search_async (client, query, NULL, NULL, test_result_cb, &result);
  community_wait (&result);

  return epr_patient_search_finish (client, result, error);
}

static JsonObject *
resource_of (JsonNode *node)
{
  return fhir_json_object (fhir_json_nth (fhir_json_node_object (node), "parameter", 0), "resource");
}

static JsonNode *
body_of (SeenRequest *seen)
{
  g_autoptr(GBytes) bytes = g_bytes_new (seen->body, strlen (seen->body));
  g_autoptr(GError) error = NULL;
  JsonNode *node = fhir_json_parse (bytes, &error);

  g_assert_no_error (error);

  return node;
}

static void
test_request (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprMatch) match = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject  *patient, *name;
  SeenRequest *seen;

  if (!community_answer_file (community, MATCH, "pdqm/response-one-match.json"))
    return;
  match = search (client, "Muster, Franz Josef 27.01.1995 m", &error);
  g_assert_no_error (error);

  seen = community_nth (community, 0);
  g_assert_cmpstr (seen->path, ==, "/fhir/Patient/$match");
  g_assert_cmpstr (soup_message_headers_get_one (seen->headers, "Content-Type"), ==, "application/fhir+json; charset=utf-8");
  g_assert_cmpstr (soup_message_headers_get_one (seen->headers, "Accept"), ==, FHIR);
  g_assert_cmpstr (soup_message_headers_get_one (seen->headers, "Authorization"), ==, "Bearer token-1");
  g_assert_true (net_traceparent_is_valid (soup_message_headers_get_one (seen->headers, "traceparent")));

  /* R-PDQ-1, R-PDQ-2, R-PDQ-3: one resource, no count, nothing that must not be there. */
  node = body_of (seen);
  g_assert_cmpuint (fhir_json_n (fhir_json_node_object (node), "parameter"), ==, 1);
  g_assert_null (strstr (seen->body, "count"));
  g_assert_null (strstr (seen->body, "telecom"));
  patient = resource_of (node);
  name = fhir_json_nth (patient, "name", 0);
  g_assert_cmpstr (fhir_json_string (name, "family"), ==, "Muster");
  /* R-PDQ-7 */
  g_assert_cmpuint (fhir_json_n (name, "given"), ==, 2);
  g_assert_cmpstr (fhir_json_nth_string (name, "given", 1), ==, "Josef");
  g_assert_cmpstr (fhir_json_string (patient, "birthDate"), ==, "1995-01-27");
  g_assert_cmpstr (fhir_json_string (patient, "gender"), ==, "male");
}

static void
test_found (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprMatch) match = NULL;
  g_autoptr(GError) error = NULL;
  ModelPatient *patient;

  if (!community_answer_file (community, MATCH, "pdqm/response-one-match.json"))
    return;
  match = search (client, "Muster 27.01.1995", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (match->patients->len, ==, 1);
  g_assert_false (match->too_many);

  patient = g_ptr_array_index (match->patients, 0);
  g_assert_nonnull (model_patient_find_identifier (patient, EPR_SYSTEM_SPID));
  g_assert_cmpstr (model_patient_get_family (patient), !=, "");
}

#define PATIENT(id, grade, score)                                                                           \
  "{\"fullUrl\":\"http://x/Patient/" id "\",\"resource\":{\"resourceType\":\"Patient\",\"id\":\"" id "\"}," \
  "\"search\":{\"mode\":\"match\",\"score\":" score ",\"extension\":[{\"url\":"                             \
  "\"http://hl7.org/fhir/StructureDefinition/match-grade\",\"valueCode\":\"" grade "\"}]}}"
#define BUNDLE(entries) "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":9,\"entry\":[" entries "]}"

/* R-PDQ-8: best first, whatever the order of the server; what certainly is not her is not shown. */
static void
test_order (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprMatch) match = NULL;
  g_autoptr(GError) error = NULL;
  const char *const order[] = { "a", "b", "c", "d" };

  community_answer (community, MATCH, 200, FHIR,
                    BUNDLE (PATIENT ("c", "probable", "0.7") "," PATIENT ("x", "certainly-not", "1") "," PATIENT ("a", "certain", "0.5") "," PATIENT ("d", "possible", "0.9") "," PATIENT ("b", "probable", "0.8")));
  match = search (client, "Muster 27.01.1995", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (match->patients->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpstr (model_patient_get_id (g_ptr_array_index (match->patients, i)), ==, order[i]);
}

static void
test_none (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprMatch) match = NULL;
  g_autoptr(GError) error = NULL;

  community_answer (community, MATCH, 200, FHIR, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0,\"entry\":["
                                                 "{\"search\":{\"mode\":\"outcome\"},\"resource\":{\"resourceType\":\"OperationOutcome\","
                                                 "\"issue\":[{\"severity\":\"information\",\"code\":\"informational\"}]}}]}");
  match = search (client, "Muster 27.01.1995", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (match->patients->len, ==, 0);
  g_assert_false (match->too_many);
  g_assert_cmpuint (match->asked, ==, 0);
}

static void
test_too_many (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprMatch) match = NULL;
  g_autoptr(EprMatch) with_date = NULL;
  g_autoptr(GError) error = NULL;

  if (!community_answer_file (community, MATCH, "pdqm/response-too-many.json"))
    return;
  match = search (client, "Muster", &error);
  g_assert_no_error (error);
  g_assert_true (match->too_many);
  g_assert_cmpuint (match->patients->len, ==, 0);
  g_assert_true (match->asked & EPR_ASKED_BIRTH_DATE);
  g_assert_true (match->asked & ~EPR_ASKED_BIRTH_DATE);

  with_date = search (client, "Muster 27.01.1995", &error);
  g_assert_no_error (error);
  g_assert_true (with_date->too_many);
  g_assert_false (with_date->asked & EPR_ASKED_BIRTH_DATE);
}

/* A plain server gives all it has: nobody scrolls through other people's names. */
static void
test_too_many_plain (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "fhir-r4", NULL);
  g_autoptr(EprMatch) match = NULL;
  g_autoptr(GError) error = NULL;
  SeenRequest *seen;

  community_answer (community, "GET /fhir/Patient", 200, FHIR,
                    BUNDLE (PATIENT ("a", "", "0") "," PATIENT ("b", "", "0") "," PATIENT ("c", "", "0") "," PATIENT ("d", "", "0") "," PATIENT ("e", "", "0") "," PATIENT ("f", "", "0")));
  match = search (client, "Muster-Weber, Ann+e & Co", &error);
  g_assert_no_error (error);
  g_assert_true (match->too_many);
  g_assert_cmpuint (match->patients->len, ==, 0);

  /* R-ID-9 */
  seen = community_nth (community, 0);
  g_assert_nonnull (strstr (seen->query, "family=Muster-Weber"));
  g_assert_nonnull (strstr (seen->query, "%2B"));
  g_assert_null (strchr (seen->query, ' '));
  g_assert_null (soup_message_headers_get_one (seen->headers, "Authorization"));
}

static void
test_number (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprMatch) match = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject  *identifier;
  SeenRequest *pix;

  community_answer (community, PIX, 200, FHIR,
                    "{\"resourceType\":\"Parameters\",\"parameter\":["
                    "{\"name\":\"targetId\",\"valueReference\":{\"reference\":\"Patient/1\"}},"
                    "{\"name\":\"targetIdentifier\",\"valueIdentifier\":{\"system\":\"" MPI_OID "\",\"value\":\"mpi-4711\"}},"
                    "{\"name\":\"targetIdentifier\",\"valueIdentifier\":{\"system\":\"" EPR_SYSTEM_SPID "\",\"value\":\"" FRANZ_SPID "\"}}]}");
  community_answer (community, MATCH, 200, FHIR, BUNDLE (PATIENT ("a", "certain", "1")));
  match = search (client, "756.1234.5678.97", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (match->patients->len, ==, 1);

  /* R-PIX-1, R-ID-1, R-ID-8, R-ID-9 */
  pix = community_nth (community, 0);
  g_assert_nonnull (strstr (pix->query, "sourceIdentifier=urn%3Aoid%3A2.16.756.5.32%7C" AHVN13));
  g_assert_nonnull (strstr (pix->query, "targetSystem=urn%3Aoid%3A2.16.756.5.30.1.127.3.10.3"));
  g_assert_nonnull (strstr (pix->query, "targetSystem=urn%3Aoid%3A2.999.5.6.7"));

  /* R-PDQ-5: by number, then nothing but the number. */
  node = body_of (community_nth (community, 1));
  identifier = fhir_json_nth (resource_of (node), "identifier", 0);
  g_assert_cmpstr (fhir_json_string (identifier, "value"), ==, FRANZ_SPID);
  g_assert_cmpuint (fhir_json_n (resource_of (node), "name"), ==, 0);

  /* R-TRC-2: both calls belong to one action. */
  g_assert_cmpmem (soup_message_headers_get_one (pix->headers, "traceparent"), 35,
                   soup_message_headers_get_one (community_nth (community, 1)->headers, "traceparent"), 35);
  g_assert_cmpstr (soup_message_headers_get_one (pix->headers, "traceparent"), !=,
                   soup_message_headers_get_one (community_nth (community, 1)->headers, "traceparent"));
}

/* R-PIX-2, R-PIX-3: what the identifier query does not know, the search is asked for. */
static void
test_number_unknown (void)
{
  const struct
  {
    guint       status;
    const char *code;
  } cases[] = { { 404, "not-found" }, { 400, "code-invalid" }, { 403, "code-invalid" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Community) community = community_new ();
      g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
      g_autofree char *outcome = g_strdup_printf ("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"%s\"}]}",
                                                  cases[i].code);
      g_autoptr(EprMatch) match = NULL;
      g_autoptr(GError) error = NULL;

      community_answer (community, PIX, cases[i].status, FHIR, outcome);
      community_answer (community, MATCH, 200, FHIR, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0}");
      match = search (client, AHVN13, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (match->patients->len, ==, 0);
      g_assert_cmpuint (community_count (community), ==, 2);
      g_assert_nonnull (strstr (community_nth (community, 1)->body, AHVN13));
    }
}

static void
test_failures (void)
{
  const struct
  {
    guint       status;
    const char *type;
    const char *body;
    GQuark      domain;
    int         code;
  } cases[] = {
    { 200, "text/html", "<html>Wartung</html>", EPR_ERROR, EPR_ERROR_NOT_JSON },
    { 200, FHIR, "", EPR_ERROR, EPR_ERROR_NOT_JSON },
    { 200, FHIR, "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Pat", EPR_ERROR, EPR_ERROR_CUT_OFF },
    { 200, FHIR, "{\"resourceType\":\"Patient\"}", EPR_ERROR, EPR_ERROR_NOT_EXPECTED },
    /* R-PDQ-13 */
    { 200, FHIR, "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"processing\"}]}",
      EPR_ERROR, EPR_ERROR_SERVER_SAID_NO },
    { 400, FHIR, "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"invalid\"}]}",
      NET_ERROR, NET_ERROR_BAD_REQUEST },
    { 403, "text/plain", "no", NET_ERROR, NET_ERROR_FORBIDDEN },
    { 500, "text/html", "<html>no</html>", NET_ERROR, NET_ERROR_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Community) community = community_new ();
      g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
      g_autoptr(EprMatch) match = NULL;
      g_autoptr(GError) error = NULL;

      community_answer (community, MATCH, cases[i].status, cases[i].type, cases[i].body);
      match = search (client, "Muster 27.01.1995", &error);
      g_assert_null (match);
      g_assert_error (error, cases[i].domain, cases[i].code);
      /* A message may be logged: nothing of the question is in it. */
      g_assert_null (strstr (error->message, "Muster"));
    }
}

/* R-COM-13 */
static void
test_outcome (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprMatch) match = NULL;
  g_autoptr(GPtrArray) issues = NULL;
  g_autoptr(GError) error = NULL;

  community_answer (community, MATCH, 422, FHIR,
                    "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"invalid\","
                    "\"details\":{\"text\":\"birthDate missing\"}}]}");
  match = search (client, "Muster", &error);
  g_assert_null (match);
  issues = epr_error_dup_issues (error);
  g_assert_cmpuint (issues->len, ==, 1);
  g_assert_cmpstr (model_issue_get_text (g_ptr_array_index (issues, 0)), ==, "birthDate missing");
}

static void
test_cancelled (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  const ModelDate today = { 2026, 11, 20, .precision = MODEL_DATE_DAY };
  g_autoptr(ModelPatientQuery) query = model_patient_query_parse ("Muster", &today);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  epr_patient_search_async (client, query, NULL, cancellable, test_result_cb, &result);
  g_cancellable_cancel (cancellable);
  community_wait (&result);
  g_assert_null (epr_patient_search_finish (client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/epr/match/R-PDQ-1/request", test_request);
  g_test_add_func ("/epr/match/R-PDQ-9/found", test_found);
  g_test_add_func ("/epr/match/R-PDQ-8/order", test_order);
  g_test_add_func ("/epr/match/R-PDQ-10/none", test_none);
  g_test_add_func ("/epr/match/R-PDQ-11/too-many", test_too_many);
  g_test_add_func ("/epr/match/R-PDQ-12/too-many-plain", test_too_many_plain);
  g_test_add_func ("/epr/match/R-PIX-4/number", test_number);
  g_test_add_func ("/epr/match/R-PIX-3/number-unknown", test_number_unknown);
  g_test_add_func ("/epr/match/R-PDQ-15/failures", test_failures);
  g_test_add_func ("/epr/match/R-COM-13/outcome", test_outcome);
  g_test_add_func ("/epr/match/cancelled", test_cancelled);

  return g_test_run ();
}
