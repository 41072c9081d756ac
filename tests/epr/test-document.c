/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-document.h"
#include "epr-error.h"
#include "epr-oids.h"
#include "epr-test-support.h"

#include <string.h>

#define SEARCH "POST /fhir/DocumentReference/_search"
#define FHIR "application/fhir+json"
#define DOCUMENT(id, spid)                                                                                        \
  "{\"fullUrl\":\"%BASE%/fhir/DocumentReference/" id "\",\"search\":{\"mode\":\"match\"},\"resource\":{"          \
  "\"resourceType\":\"DocumentReference\",\"id\":\"" id "\",\"status\":\"current\",\"subject\":{\"identifier\":{" \
  "\"system\":\"" EPR_SYSTEM_SPID "\",\"value\":\"" spid "\"}},\"content\":[{\"attachment\":{\"title\":\"" id "\"}}]}}"
#define PAGE(next, entries) \
  "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":3,\"link\":[" next "],\"entry\":[" entries "]}"
#define NEXT(url) "{\"relation\":\"next\",\"url\":\"" url "\"}"
#define OTHER_SPID "761337610469261945"

static EprAccess *
open_franz (EprClient *client)
{
  g_autoptr(ModelPatient) patient = franz_muster ();
  g_autoptr(GError) error = NULL;
  EprAccess *access = epr_access_new (client, patient, EPR_PURPOSE_NORMAL, &error);

  g_assert_no_error (error);

  return access;
}

static EprPage *
find (EprAccess  *access,
      const char *next,
      GError    **error)
{
  g_autoptr(NetTrace) trace = net_trace_new ();
  g_autoptr(GAsyncResult) result = NULL;

  epr_document_find_async (access, next, trace, NULL, test_result_cb, &result);
  community_wait (&result);

  return epr_document_find_finish (access, result, error);
}

static void
test_request (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprAccess) access = open_franz (client);
  g_autoptr(EprPage) page = NULL;
  g_autoptr(GError) error = NULL;
  SeenRequest *seen;

  if (!community_answer_file (community, SEARCH, "mhd/iti-67-response.json"))
    return;
  page = find (access, NULL, &error);
  g_assert_no_error (error);

  seen = community_nth (community, 0);
  g_assert_cmpstr (seen->method, ==, "POST");
  g_assert_null (seen->query);
  g_assert_cmpstr (soup_message_headers_get_one (seen->headers, "Content-Type"), ==, "application/x-www-form-urlencoded");
  /* R-MHD-1, R-ID-8, R-ID-9: system and code, the bar encoded; status without a system. */
  g_assert_cmpstr (seen->body, ==, "patient.identifier=urn%3Aoid%3A2.16.756.5.30.1.127.3.10.3%7C" FRANZ_SPID "&status=current&_count=50");
  /* R-IUA-1: not the basic token. */
  g_assert_cmpstr (soup_message_headers_get_one (seen->headers, "Authorization"), ==, "Bearer token-2");
}

static void
test_request_get (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "mag-1", "[mhd]\npage-size=0\n");
  g_autoptr(EprAccess) access = open_franz (client);
  g_autoptr(EprPage) page = NULL;
  g_autoptr(GError) error = NULL;

  community_answer (community, "GET /fhir/DocumentReference", 200, FHIR, PAGE ("", ""));
  page = find (access, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (community_nth (community, 0)->query, ==, "patient.identifier=urn%3Aoid%3A2.999.5.6.7%7Cmpi-4711&status=current");
}

static void
test_request_plain (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "fhir-r4", NULL);
  g_autoptr(EprAccess) access = open_franz (client);
  g_autoptr(EprPage) page = NULL;
  g_autoptr(GError) error = NULL;
  SeenRequest *seen;

  community_answer (community, "GET /fhir/DocumentReference", 200, FHIR, PAGE ("", ""));
  page = find (access, NULL, &error);
  g_assert_no_error (error);
  seen = community_nth (community, 0);
  g_assert_cmpstr (seen->query, ==, "patient=x1&status=current&_count=50");
  g_assert_null (soup_message_headers_get_one (seen->headers, "Authorization"));
}

/* The guide's own example, which has a urn:uuid address and a date that the profile has not. */
static void
test_example (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprAccess) access = open_franz (client);
  g_autoptr(EprPage) page = NULL;
  g_autoptr(GError) error = NULL;

  if (!community_answer_file (community, SEARCH, "mhd/iti-67-response.json"))
    return;
  page = find (access, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->documents->len + page->n_foreign, >, 0);
}

/* R-COM-15: the link as given. R-COM-17: an outcome is no document. R-MHD-8: the silent community. */
static void
test_paging (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprAccess) access = open_franz (client);
  g_autoptr(EprPage) first = NULL;
  g_autoptr(EprPage) second = NULL;
  g_autoptr(GError) error = NULL;

  community_answer (community, SEARCH, 200, FHIR,
                    PAGE (NEXT ("%BASE%/fhir?_getpages=x%7Cy&_offset=2"),
                          DOCUMENT ("1", FRANZ_SPID) ","
                                                     "{\"search\":{\"mode\":\"outcome\"},\"resource\":{\"resourceType\":\"OperationOutcome\",\"issue\":["
                                                     "{\"severity\":\"warning\",\"code\":\"incomplete\",\"details\":{\"text\":\"no answer\"}}]}}," DOCUMENT ("2", FRANZ_SPID)));
  community_answer (community, "GET /fhir", 200, FHIR, PAGE ("", DOCUMENT ("3", FRANZ_SPID)));
  first = find (access, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->documents->len, ==, 2);
  g_assert_cmpuint (first->issues->len, ==, 1);
  g_assert_cmpint (first->total, ==, 3);

  second = find (access, first->next, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->documents->len, ==, 1);
  g_assert_null (second->next);
  g_assert_cmpstr (community_nth (community, 1)->query, ==, "_getpages=x%7Cy&_offset=2");
  g_assert_cmpstr (soup_message_headers_get_one (community_nth (community, 1)->headers, "Authorization"), ==, "Bearer token-2");
}

/* R-COM-7: nothing is even asked. */
static void
test_foreign_page (void)
{
  const char *const addresses[] = {
    "https://epr.example.invalid/fhir?page=2",
    "http://127.0.0.1:1/fhir?page=2",
    "//127.0.0.1:1/fhir",
    "ftp://127.0.0.1/x",
    "urn:uuid:33333333-3333-4333-8333-333333333333",
    "file:///etc/passwd",
  };
  g_autoptr(Community) community = community_new ();
  g_autoptr(Community) other = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprAccess) access = open_franz (client);
  g_autofree char *elsewhere = test_server_uri (other->server, "/fhir?page=2");
  g_autoptr(GError) error = NULL;

  g_assert_null (find (access, elsewhere, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_FOREIGN_ORIGIN);
  g_assert_cmpuint (other->requests->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_clear_error (&error);
      g_assert_null (find (access, addresses[i], &error));
      g_assert_error (error, NET_ERROR, NET_ERROR_FOREIGN_ORIGIN);
    }
  g_assert_cmpuint (community_count (community), ==, 0);
}

static void
test_foreign_subject (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprAccess) access = open_franz (client);
  g_autoptr(EprPage) page = NULL;
  g_autoptr(GError) error = NULL;

  community_answer (community, SEARCH, 200, FHIR, PAGE ("", DOCUMENT ("1", OTHER_SPID) "," DOCUMENT ("2", FRANZ_SPID)));
  page = find (access, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->documents->len, ==, 1);
  g_assert_cmpuint (page->n_foreign, ==, 1);
  g_assert_cmpstr (model_document_get_id (g_ptr_array_index (page->documents, 0)), ==, "2");
}

/* Gateways write a reference, sloppy servers nothing (section 13). */
static void
test_subjects (void)
{
  const struct
  {
    const char *system, *value, *reference;
    gboolean    about;
  } cases[] = {
    { EPR_SYSTEM_SPID, FRANZ_SPID, NULL, TRUE },
    { MPI_OID, "mpi-4711", NULL, TRUE },
    { EPR_SYSTEM_SPID, OTHER_SPID, NULL, FALSE },
    { EPR_SYSTEM_SPID, OTHER_SPID, "Patient/x1", FALSE },
    { "urn:oid:2.999.99", "unknown", NULL, FALSE },
    { NULL, FRANZ_SPID, NULL, FALSE },
    { NULL, NULL, "Patient/x1", TRUE },
    { NULL, NULL, "https://epr.example.ch/fhir/Patient/x1", TRUE },
    { NULL, NULL, "Patient/2.999.5.6.7-mpi-4711", TRUE },
    { NULL, NULL, "Patient/2.999.5.6.7-mpi-4712", FALSE },
    { NULL, NULL, "Patient/x2", FALSE },
    { NULL, NULL, NULL, TRUE },
  };
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "mag-1", NULL);
  g_autoptr(EprAccess) access = open_franz (client);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ModelDocument) document = model_document_new (&(ModelDocumentInit) {
          .id = "1",
          .subject_system = cases[i].system,
          .subject_value = cases[i].value,
          .subject_reference = cases[i].reference,
          .size = -1,
      });

      g_assert_true (epr_access_is_about (access, document) == cases[i].about);
    }
}

/* R-COM-10: one new token, one repetition, then the answer stands. */
static void
test_unauthorized (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprAccess) access = open_franz (client);
  g_autoptr(GError) error = NULL;

  community_answer (community, SEARCH, 401, FHIR, "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"login\"}]}");
  g_assert_null (find (access, NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (community_count (community), ==, 2);
  g_assert_cmpstr (soup_message_headers_get_one (community_nth (community, 1)->headers, "Authorization"), ==, "Bearer token-3");
}

static void
test_no_number (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(ModelPatient) nobody = model_patient_new (&(ModelPatientInit) { .family = "Muster" });
  g_autoptr(GError) error = NULL;

  g_assert_null (epr_access_new (client, nobody, EPR_PURPOSE_NORMAL, &error));
  g_assert_error (error, EPR_ERROR, EPR_ERROR_NO_NUMBER);
}

static EprContent *
fetch (EprAccess  *access,
       const char *url,
       const char *type,
       const char *hash,
       GError    **error)
{
  g_autoptr(NetTrace) trace = net_trace_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ModelDocument) document = model_document_new (&(ModelDocumentInit) {
      .id = "1",
      .url = url,
      .content_type = type,
      .hash = hash,
      .size = -1,
  });

  epr_document_fetch_async (access, document, trace, NULL, NULL, NULL, NULL, test_result_cb, &result);
  community_wait (&result);

  return epr_document_fetch_finish (access, result, error);
}

static void
test_fetch (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprAccess) access = open_franz (client);
  g_autoptr(EprContent) relative = NULL;
  g_autoptr(EprContent) absolute = NULL;
  g_autofree char *url = test_server_uri (community->server, "/fhir/Binary/1");
  g_autoptr(GError) error = NULL;
  SeenRequest *seen;

  community_answer (community, "GET /fhir/Binary/1", 200, "text/plain; charset=ISO-8859-1", "Hello");
  relative = fetch (access, "Binary/1", "text/plain", "9/+ei3uy4Jtwk1pdeF4MxdnQq/A=", &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (relative->bytes, NULL), g_bytes_get_size (relative->bytes), "Hello", 5);
  g_assert_cmpstr (relative->content_type, ==, "text/plain");
  g_assert_cmpstr (relative->charset, ==, "ISO-8859-1");
  g_assert_cmpint (relative->integrity, ==, EPR_INTEGRITY_INTACT);

  absolute = fetch (access, url, "application/pdf\r\nX-Evil: 1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (absolute->integrity, ==, EPR_INTEGRITY_UNCHECKED);

  seen = community_nth (community, 0);
  g_assert_cmpstr (soup_message_headers_get_one (seen->headers, "Accept"), ==, "text/plain, */*;q=0.5");
  g_assert_null (soup_message_headers_get_one (seen->headers, "If-Unmodified-Since"));
  g_assert_cmpstr (soup_message_headers_get_one (community_nth (community, 1)->headers, "Accept"), ==, "*/*");
}

static void
test_fetch_foreign (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(Community) other = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprAccess) access = open_franz (client);
  g_autofree char *url = test_server_uri (other->server, "/fhir/Binary/1");
  g_autoptr(GError) error = NULL;

  g_assert_null (fetch (access, url, "text/plain", NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_FOREIGN_ORIGIN);
  g_assert_cmpuint (other->requests->len, ==, 0);

  g_clear_error (&error);
  g_assert_null (fetch (access, NULL, "text/plain", NULL, &error));
  g_assert_error (error, EPR_ERROR, EPR_ERROR_NO_CONTENT);
}

/* R-MHD-13 */
static void
test_binary (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprAccess) access = open_franz (client);
  g_autoptr(EprContent) wrapped = NULL;
  g_autoptr(EprContent) meant = NULL;
  g_autoptr(GError) error = NULL;

  community_answer (community, "GET /fhir/Binary/1", 200, FHIR,
                    "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"SGVsbG8=\"}");
  wrapped = fetch (access, "Binary/1", "text/plain", "9/+ei3uy4Jtwk1pdeF4MxdnQq/A=", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wrapped->content_type, ==, "text/plain");
  g_assert_cmpint (wrapped->integrity, ==, EPR_INTEGRITY_INTACT);

  meant = fetch (access, "Binary/1", FHIR, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meant->content_type, ==, FHIR);
  g_assert_cmpuint (g_bytes_get_size (meant->bytes), >, 5);
}

/* R-MHD-14, R-MHD-15; the hash is that of "Hello". */
static void
test_integrity (void)
{
  const struct
  {
    gint64       size;
    const char  *hash;
    EprIntegrity integrity;
  } cases[] = {
    { -1, NULL, EPR_INTEGRITY_UNCHECKED },
    { -1, "", EPR_INTEGRITY_UNCHECKED },
    { 5, NULL, EPR_INTEGRITY_INTACT },
    { 6, NULL, EPR_INTEGRITY_DIFFERENT },
    { 5, "9/+ei3uy4Jtwk1pdeF4MxdnQq/A=", EPR_INTEGRITY_INTACT },
    { -1, "9/+ei3uy4Jtwk1pdeF4MxdnQq/A=", EPR_INTEGRITY_INTACT },
    { 4, "9/+ei3uy4Jtwk1pdeF4MxdnQq/A=", EPR_INTEGRITY_DIFFERENT },
    { 5, "ZjdmZjllOGI3YmIyZTA5YjcwOTM1YTVkNzg1ZTBjYzVkOWQwYWJmMA==", EPR_INTEGRITY_INTACT },
    { 5, "RjdGRjlFOEI3QkIyRTA5QjcwOTM1QTVENzg1RTBDQzVEOUQwQUJGMA==", EPR_INTEGRITY_INTACT },
    { 5, "2jmj7l5rSw0yVb/vlWAYkK/YBwk=", EPR_INTEGRITY_DIFFERENT },
    { 0, "2jmj7l5rSw0yVb/vlWAYkK/YBwk=", EPR_INTEGRITY_UNCHECKED },
    { 0, NULL, EPR_INTEGRITY_UNCHECKED },
    { 5, "not base64 !", EPR_INTEGRITY_DIFFERENT },
    { 5, "Zm9v", EPR_INTEGRITY_DIFFERENT },
  };
  g_autoptr(GBytes) bytes = g_bytes_new_static ("Hello", 5);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (epr_integrity_check (bytes, cases[i].size, cases[i].hash), ==, cases[i].integrity);
}

/* Section 13: a gateway behind a proxy writes http for what is https. */
static void
test_rewrite (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(EprCommunity) settings = NULL;
  g_autoptr(NetTokenVault) vault = net_token_vault_new_in_memory ();
  g_autoptr(EprClient) client = NULL;
  g_autoptr(EprAccess) access = NULL;
  g_autofree char *rewritten = NULL;

  settings = epr_community_new_from_data ("[community]\nname=T\nprofile=mag-1\n[url]\nbase=https://gw.example.ch/fhir\n"
                                          "[oids]\nmpi-authority=" MPI_OID "\n[iua]\nclient-id=c\n",
                                          -1, &error);
  g_assert_no_error (error);
  client = epr_client_new (settings, vault, &error);
  access = open_franz (client);
  rewritten = epr_access_resolve_uri (access, "http://gw.example.ch/camel/xdsretrieve?uniqueId=1.2%7C3", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rewritten, ==, "https://gw.example.ch/camel/xdsretrieve?uniqueId=1.2%7C3");
  g_assert_null (epr_access_resolve_uri (access, "http://other.example.ch/x", &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_FOREIGN_ORIGIN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/epr/find/R-MHD-1/request", test_request);
  g_test_add_func ("/epr/find/R-MHD-1/request-get", test_request_get);
  g_test_add_func ("/epr/find/R-SET-1/request-plain", test_request_plain);
  g_test_add_func ("/epr/find/R-MHD-6/example", test_example);
  g_test_add_func ("/epr/find/R-COM-15/paging", test_paging);
  g_test_add_func ("/epr/find/R-COM-7/foreign-page", test_foreign_page);
  g_test_add_func ("/epr/find/R-ID-2/foreign-subject", test_foreign_subject);
  g_test_add_func ("/epr/find/R-ID-2/subjects", test_subjects);
  g_test_add_func ("/epr/find/R-COM-10/unauthorized", test_unauthorized);
  g_test_add_func ("/epr/find/no-number", test_no_number);
  g_test_add_func ("/epr/retrieve/R-MHD-11/fetch", test_fetch);
  g_test_add_func ("/epr/retrieve/R-COM-7/foreign", test_fetch_foreign);
  g_test_add_func ("/epr/retrieve/R-MHD-13/binary", test_binary);
  g_test_add_func ("/epr/retrieve/R-MHD-14/integrity", test_integrity);
  g_test_add_func ("/epr/retrieve/R-SET-1/rewrite", test_rewrite);

  return g_test_run ();
}
