/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What servers answer to a deposit, what goes wrong on the way, and asking whether it arrived. */
#include "config.h"

#include "epr-deposit-support.h"
#include "epr-error.h"
#include "epr-oids.h"
#include "test-stream.h"

#include <string.h>

#define MEBIBYTE (1024 * 1024)
#define ASK "POST /fhir/DocumentReference/_search"

#define BUNDLE(entries) "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":[" entries "]}"
#define ENTRY(status, location) "{\"response\":{\"status\":\"" status "\",\"location\":\"" location "\"}}"
#define CODED(code) OUTCOME ("processing", "\"coding\":[{\"system\":\"urn:x\",\"code\":\"" code "\"}]")
#define TEXT(code, text) OUTCOME (code, "\"text\":\"" text "\"")
#define ELEMENT(code, element)                                                                       \
  "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"" code "\"," \
  "\"expression\":[\"" element "\"],\"details\":{\"text\":\"is missing\"}}]}"

typedef struct
{
  Community *community;
  EprClient *client;
  EprAccess *access;
  guint      n_begun; /* deposits whose headers came */
  guint64    n_bytes; /* of the last, where they are only counted */
  char       end[8];  /* of it */
  gboolean   counts;
} Fixture;

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              Fixture           *fixture)
{
  gsize       size;
  const char *data = g_bytes_get_data (chunk, &size);

  fixture->n_bytes += size;
  for (gsize i = size > sizeof fixture->end ? size - sizeof fixture->end : 0; i < size; i++)
    {
      memmove (fixture->end, fixture->end + 1, sizeof fixture->end - 1);
      fixture->end[sizeof fixture->end - 1] = data[i];
    }
}

static void
early_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Fixture *fixture = user_data;

  if (!g_str_equal (path, "/fhir"))
    return;

  fixture->n_begun++;
  if (fixture->counts)
    {
      soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
      g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), fixture);
    }
}

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  fixture->community = community_new ();
  fixture->client = community_client (fixture->community, "ch-epr-fhir-5", OIDS);
  fixture->access = open_for_deposit (fixture->client);
  soup_server_add_early_handler (fixture->community->server->server, NULL, early_cb, fixture, NULL);
  community_answer (fixture->community, DEPOSIT, 200, FHIR, BUNDLE (ENTRY ("201", "DocumentReference/n1")));
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_assert_finalize_object (fixture->access);
  g_assert_finalize_object (fixture->client);
  community_free (fixture->community);
}

static void
assert_refused (Fixture *fixture,
                GQuark   domain,
                int      code,
                gboolean may_be_stored)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (deposit_letter (fixture->access, 100, &error));
  g_assert_error (error, domain, code);
  g_assert_true (epr_provide_may_be_stored (error) == may_be_stored);
}

/* R-MHD-29: in any order, without a type, with locations that are no addresses. */
static void
test_receipts (Fixture      *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *body, *id;
  } cases[] = {
    { BUNDLE (ENTRY ("201 Created", "List/1") "," ENTRY ("201 Created", "DocumentReference/d1") "," ENTRY ("201 Created", "Binary/1")), "d1" },
    { BUNDLE (ENTRY ("201 Created", "Binary/1") "," ENTRY ("201 Created", "List/1") "," ENTRY ("201 Created", "DocumentReference/d2/_history/3")), "d2" },
    { BUNDLE (ENTRY ("201", "%BASE%/fhir/DocumentReference/d.3-x?_format=json")), "d.3-x" },
    { "{\"resourceType\":\"Bundle\",\"entry\":[" ENTRY ("201 Created", "DocumentReference/d4") "]}", "d4" },
    { BUNDLE (ENTRY ("201 Created", "urn:oid:1.2.3") "," ENTRY ("201 Created", "urn:uuid:4")), NULL },
    { BUNDLE (ENTRY ("201 Created", "DocumentReference/urn:uuid:5")), NULL },
    { BUNDLE (ENTRY ("201 Created", "DocumentReference/")), NULL },
    { BUNDLE ("{\"response\":{\"status\":\"201 Created\"},\"resource\":{\"resourceType\":\"DocumentReference\",\"id\":\"d6\"}}"), "d6" },
    { BUNDLE ("{\"response\":{\"location\":\"DocumentReference/d7\"}},{},{\"response\":7}"), "d7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(EprReceipt) receipt = NULL;

      community_answer (fixture->community, DEPOSIT, 200, FHIR, cases[i].body);
      receipt = deposit_letter (fixture->access, 100, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (receipt->id, ==, cases[i].id);
      g_assert_cmpuint (receipt->issues->len, ==, 0);
    }
}

static void
test_warnings (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(EprReceipt) receipt = NULL;

  community_answer (fixture->community, DEPOSIT, 200, FHIR,
                    BUNDLE ("{\"response\":{\"status\":\"201 Created\",\"location\":\"DocumentReference/d1\",\"outcome\":"
                            "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"warning\",\"code\":\"informational\","
                            "\"details\":{\"text\":\"PartialReplaceContentNotProcessed\"}}]}}}"));
  receipt = deposit_letter (fixture->access, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (receipt->issues->len, ==, 1);
  g_assert_cmpstr (model_issue_get_text (g_ptr_array_index (receipt->issues, 0)), ==, "PartialReplaceContentNotProcessed");
}

/* Not the id of the one that was superseded, in whatever place it stands. */
static void
test_replaced_id (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(ModelDocument) letter = letter_new (&(Letter) { .size = 100 });
  g_autoptr(ModelPatient) patient = franz_muster ();
  g_autoptr(GInputStream) content = test_stream_new (100);
  g_autoptr(EprReceipt) receipt = NULL;
  EprSubmission submission = submission_of (letter, patient);

  submission.replaces = "old";
  community_answer (fixture->community, DEPOSIT, 200, FHIR,
                    BUNDLE (ENTRY ("200 OK", "DocumentReference/old/_history/2") "," ENTRY ("201 Created", "DocumentReference/new")));
  receipt = deposit (fixture->access, &submission, content, NULL);
  g_assert_nonnull (receipt);
  g_assert_cmpstr (receipt->id, ==, "new");
}

/* The guide's own example, whose entries stand in another order, and its corrected form. */
static void
test_examples (Fixture      *fixture,
               gconstpointer data)
{
  static const char *const files[] = { "mhd/iti-65-response.json", "corrected/iti-65-response.json" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(EprReceipt) receipt = NULL;

      if (!community_answer_file (fixture->community, DEPOSIT, files[i]))
        return;
      receipt = deposit_letter (fixture->access, 100, NULL);
      g_assert_nonnull (receipt);
      g_assert_cmpstr (receipt->id, ==, "50383ae5-49e5-4dea-b0e6-660cb9e7b91f");
    }
}

/* R-MHD-30, R-COM-13, R-MHD-31 */
static void
test_refusals (Fixture      *fixture,
               gconstpointer data)
{
  const GQuark epr = EPR_ERROR, net = NET_ERROR;
  const struct
  {
    guint       status;
    const char *body;
    GQuark      domain;
    int         code;
    gboolean    may_be_stored;
  } cases[] = {
    { 403, TEXT ("forbidden", "Access denied"), epr, EPR_ERROR_LEVEL_REFUSED, FALSE },
    { 403, "<html>no</html>", epr, EPR_ERROR_LEVEL_REFUSED, FALSE },
    { 401, TEXT ("forbidden", "Access denied by the patient's access rights"), epr, EPR_ERROR_LEVEL_REFUSED, FALSE },
    { 422, TEXT ("forbidden", "not this level"), epr, EPR_ERROR_LEVEL_REFUSED, FALSE },
    { 401, TEXT ("login", "token"), net, NET_ERROR_UNAUTHORIZED, FALSE },
    { 400, CODED ("XDSDuplicateUniqueIdInRegistry"), epr, EPR_ERROR_DUPLICATE, TRUE },
    { 422, TEXT ("processing", "XDSDuplicateUniqueIdInRegistry: it is there"), epr, EPR_ERROR_DUPLICATE, TRUE },
    { 409, TEXT ("conflict", "XDSDuplicateUniqueIdInRegistry"), epr, EPR_ERROR_DUPLICATE, TRUE },
    { 400, CODED ("XDSNonIdenticalHash"), epr, EPR_ERROR_DUPLICATE_OTHER, FALSE },
    { 400, CODED ("XDSRegistryMetadataError"), epr, EPR_ERROR_METADATA_REFUSED, FALSE },
    { 422, ELEMENT ("required", "DocumentReference.category"), epr, EPR_ERROR_METADATA_REFUSED, FALSE },
    { 400, ELEMENT ("processing", "List.extension"), epr, EPR_ERROR_METADATA_REFUSED, FALSE },
    { 422, TEXT ("code-invalid", "no such type"), epr, EPR_ERROR_METADATA_REFUSED, FALSE },
    { 422, TEXT ("processing", "no"), net, NET_ERROR_BAD_REQUEST, FALSE },
    { 400, CODED ("XDSUnknownPatientId"), net, NET_ERROR_BAD_REQUEST, FALSE },
    { 400, CODED ("XDSRepositoryBusy"), net, NET_ERROR_THROTTLED, TRUE },
    { 400, "", net, NET_ERROR_BAD_REQUEST, FALSE },
    { 413, "", epr, EPR_ERROR_DOCUMENT_TOO_LARGE, FALSE },
    { 412, "", epr, EPR_ERROR_CHANGED_MEANWHILE, FALSE },
    { 408, "", net, NET_ERROR_UNEXPECTED, TRUE },
    { 429, "", net, NET_ERROR_THROTTLED, FALSE },
    { 500, "", net, NET_ERROR_SERVER, TRUE },
    { 500, CODED ("XDSRegistryError"), net, NET_ERROR_SERVER, TRUE },
    { 502, "", net, NET_ERROR_SERVER, TRUE },
    { 503, "", net, NET_ERROR_SERVER, TRUE },
    { 200, "", epr, EPR_ERROR_NOT_JSON, TRUE },
    { 200, "<html>", epr, EPR_ERROR_NOT_JSON, TRUE },
    { 200, "{\"resourceType\":\"Bundle\",\"entry\":[", epr, EPR_ERROR_CUT_OFF, TRUE },
    { 200, "{\"resourceType\":\"Patient\"}", epr, EPR_ERROR_NOT_EXPECTED, TRUE },
    { 200, BUNDLE (""), epr, EPR_ERROR_NOT_EXPECTED, TRUE },
    { 200, TEXT ("processing", "no"), epr, EPR_ERROR_SERVER_SAID_NO, TRUE },
    { 200, CODED ("XDSRegistryMetadataError"), epr, EPR_ERROR_METADATA_REFUSED, FALSE },
    { 200, BUNDLE (ENTRY ("201 Created", "List/1") "," ENTRY ("403 Forbidden", "x")), epr, EPR_ERROR_LEVEL_REFUSED, FALSE },
    { 200, BUNDLE (ENTRY ("201 Created", "List/1") "," ENTRY ("500", "x")), epr, EPR_ERROR_SERVER_SAID_NO, TRUE },
    { 200, BUNDLE ("{\"response\":{\"status\":\"422\",\"outcome\":" CODED ("XDSNonIdenticalHash") "}}"), epr, EPR_ERROR_DUPLICATE_OTHER, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      community_answer (fixture->community, DEPOSIT, cases[i].status, *cases[i].body == '<' ? "text/html" : FHIR, cases[i].body);
      assert_refused (fixture, cases[i].domain, cases[i].code, cases[i].may_be_stored);
      /* R-COM-14: once, whatever it was. */
      g_assert_cmpuint (community_count (fixture->community), ==, i + 1);
    }
}

/* For whoever reads the details on the telephone. */
static void
test_message (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *where = g_strconcat ("422 ", fixture->community->server->base, "/fhir, 00-", NULL);

  community_answer (fixture->community, DEPOSIT, 422, FHIR, ELEMENT ("required", "DocumentReference.category"));
  g_assert_null (deposit_letter (fixture->access, 100, &error));
  g_assert_true (g_str_has_prefix (error->message, where));
  g_assert_true (g_str_has_suffix (error->message, ": DocumentReference.category: is missing"));
}

/* The tail never leaves, so that no server can take it for whole. */
static void
test_content (Fixture      *fixture,
              gconstpointer data)
{
  static const guint64 lengths[] = { 0, 99999, 100001, 200000 };
  g_autoptr(ModelDocument) letter = letter_new (&(Letter) { .size = 100000 });
  g_autoptr(ModelPatient) patient = franz_muster ();
  EprSubmission submission = submission_of (letter, patient);

  for (guint i = 0; i <= G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr(GInputStream) content = test_stream_new (i < G_N_ELEMENTS (lengths) ? lengths[i] : 100000);
      g_autoptr(GError) error = NULL;

      if (i == G_N_ELEMENTS (lengths))
        test_stream_set_fails_at (TEST_STREAM (content), 60000);
      g_assert_null (deposit (fixture->access, &submission, content, &error));
      g_assert_error (error, EPR_ERROR, EPR_ERROR_CONTENT_DIFFERENT);
      g_assert_false (epr_provide_may_be_stored (error));
      g_assert_false (g_input_stream_is_closed (content));
    }
  g_assert_cmpuint (community_count (fixture->community), ==, 0);
}

static void
lose_cb (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  g_autoptr(GIOStream) stream = NULL;

  if (!g_str_equal (path, "/fhir"))
    return;

  stream = soup_server_message_steal_connection (message);
  g_io_stream_close (stream, NULL, NULL);
}

/* After all of it came, and in the middle of it: nobody here knows which it was. */
static void
test_lost (Fixture      *fixture,
           gconstpointer data)
{
  SoupServer *server = fixture->community->server->server;

  soup_server_add_handler (server, "/fhir", lose_cb, NULL, NULL);
  soup_server_add_early_handler (server, "/fhir", early_cb, fixture, NULL);
  assert_refused (fixture, NET_ERROR, NET_ERROR_UNREACHABLE, TRUE);
  g_assert_cmpuint (fixture->n_begun, ==, 1);

  soup_server_add_early_handler (server, "/fhir", lose_cb, NULL, NULL);
  assert_refused (fixture, NET_ERROR, NET_ERROR_UNREACHABLE, TRUE);
  soup_server_remove_handler (server, "/fhir");
}

typedef struct
{
  GCancellable *cancellable; /* (nullable): fired at the first progress */
  TestStream   *content;
  guint64       last, expected;
  guint         destroyed;
} Watch;

/* What is read and not yet sent: one buffer of the envelope, and those of the socket's two ends. */
#define MAX_HELD (8 * MEBIBYTE)

static void
progress_cb (guint64  transferred,
             gint64   expected,
             gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_cmpuint (transferred, >, watch->last);
  g_assert_cmpuint (transferred, <=, (guint64) expected);
  if (watch->content != NULL)
    g_assert_cmpuint (test_stream_get_position (watch->content), <=, transferred / 4 * 3 + MAX_HELD);
  watch->last = transferred;
  watch->expected = (guint64) expected;
  if (watch->cancellable != NULL)
    g_cancellable_cancel (watch->cancellable);
}

static void
watch_destroyed_cb (gpointer user_data)
{
  ((Watch *) user_data)->destroyed++;
}

static EprReceipt *
deposit_watched (EprAccess    *access,
                 gint64        size,
                 GInputStream *content,
                 Watch        *watch,
                 GError      **error)
{
  g_autoptr(ModelDocument) letter = letter_new (&(Letter) { .size = size });
  g_autoptr(ModelPatient) patient = franz_muster ();
  g_autoptr(GAsyncResult) result = NULL;
  EprSubmission submission = submission_of (letter, patient);

  epr_provide_async (access, &submission, content, NULL, progress_cb, watch, watch_destroyed_cb, watch->cancellable,
                     test_result_cb, &result);
  community_wait (&result);

  return epr_provide_finish (access, result, error);
}

static void
accept_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  static const char body[] = BUNDLE (ENTRY ("201", "DocumentReference/n1"));

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, FHIR, SOUP_MEMORY_STATIC, body, strlen (body));
}

/* 64 MiB, of which never more than a little is held: the content is read no further than it is sent. */
static void
test_large (Fixture      *fixture,
            gconstpointer data)
{
  const gint64 size = 64 * MEBIBYTE;
  g_autoptr(GInputStream) content = test_stream_new ((guint64) size);
  g_autoptr(EprReceipt) receipt = NULL;
  g_autoptr(GError) error = NULL;
  Watch watch = { .content = TEST_STREAM (content) };

  fixture->counts = TRUE;
  soup_server_add_handler (fixture->community->server->server, "/fhir", accept_cb, NULL, NULL);
  soup_server_add_early_handler (fixture->community->server->server, "/fhir", early_cb, fixture, NULL);
  receipt = deposit_watched (fixture->access, size, content, &watch, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (receipt->id, ==, "n1");
  g_assert_cmpuint (watch.last, ==, watch.expected);
  g_assert_cmpuint (fixture->n_bytes, ==, watch.expected);
  g_assert_cmpmem (fixture->end + 3, 5, "\"}}]}", 5);
  g_assert_cmpuint (watch.destroyed, ==, 1);
}

static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GInputStream) content = test_stream_new (MEBIBYTE);
  g_autoptr(GInputStream) again = test_stream_new (MEBIBYTE);
  g_autoptr(GError) error = NULL;
  Watch watch = { .cancellable = cancellable };

  g_assert_null (deposit_watched (fixture->access, MEBIBYTE, content, &watch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (epr_provide_may_be_stored (error));
  g_assert_cmpuint (watch.destroyed, ==, 1);
  g_clear_error (&error);

  /* Before it begins. */
  watch.last = 0;
  g_assert_null (deposit_watched (fixture->access, MEBIBYTE, again, &watch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (watch.destroyed, ==, 2);
  g_assert_cmpuint (fixture->n_begun, ==, 1);
}

#define FOUND(unique_id)                                                                                \
  "{\"search\":{\"mode\":\"match\"},\"resource\":{\"resourceType\":\"DocumentReference\",\"id\":\"1\"," \
  "\"masterIdentifier\":{\"value\":\"" unique_id "\"},\"status\":\"superseded\",\"subject\":{\"identifier\":{\"system\":\"" EPR_SYSTEM_SPID "\",\"value\":\"" FRANZ_SPID "\"}}}}"
#define PAGE(next, entries) "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"link\":[" next "],\"entry\":[" entries "]}"
#define NEXT "{\"relation\":\"next\",\"url\":\"%BASE%/fhir/next\"}"

static int
ask (Fixture      *fixture,
     GCancellable *cancellable,
     GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  epr_provide_ask_async (fixture->access, UNIQUE_ID, NULL, cancellable, test_result_cb, &result);
  community_wait (&result);

  return epr_provide_ask_finish (fixture->access, result, error);
}

static void
test_ask (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  community_answer (fixture->community, ASK, 200, FHIR, PAGE ("", ""));
  g_assert_cmpint (ask (fixture, NULL, &error), ==, 0);
  g_assert_cmpstr (community_nth (fixture->community, 0)->body, ==,
                   "patient.identifier=urn%3Aoid%3A2.16.756.5.30.1.127.3.10.3%7C" FRANZ_SPID "&status=current%2Csuperseded"
                   "&identifier=urn%3Aietf%3Arfc%3A3986%7Curn%3Aoid%3A2.25.329800735698586629295641978511506172918&_count=50");

  community_answer (fixture->community, ASK, 200, FHIR, PAGE ("", FOUND (UNIQUE_ID)));
  g_assert_cmpint (ask (fixture, NULL, &error), ==, 1);
  community_answer (fixture->community, ASK, 200, FHIR, PAGE ("", FOUND ("2.25.329800735698586629295641978511506172918")));
  g_assert_cmpint (ask (fixture, NULL, &error), ==, 1);
  g_assert_no_error (error);

  /* A server that takes no notice of the parameter. */
  community_answer (fixture->community, ASK, 200, FHIR, PAGE (NEXT, FOUND ("urn:oid:1.2.3")));
  community_answer (fixture->community, "GET /fhir/next", 200, FHIR, PAGE ("", FOUND (UNIQUE_ID)));
  g_assert_cmpint (ask (fixture, NULL, &error), ==, 1);
  community_answer (fixture->community, "GET /fhir/next", 200, FHIR, PAGE ("", FOUND ("urn:oid:1.2.4")));
  g_assert_cmpint (ask (fixture, NULL, &error), ==, 0);
  community_answer (fixture->community, "GET /fhir/next", 200, FHIR, PAGE (NEXT, FOUND ("urn:oid:1.2.4")));
  g_assert_cmpint (ask (fixture, NULL, &error), ==, -1);
  g_assert_error (error, EPR_ERROR, EPR_ERROR_NOT_EXPECTED);
  g_clear_error (&error);

  community_answer (fixture->community, ASK, 500, FHIR, "");
  g_assert_cmpint (ask (fixture, NULL, &error), ==, -1);
  g_assert_error (error, NET_ERROR, NET_ERROR_SERVER);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (ask (fixture, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/epr/provide/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("R-MHD-29/receipts", test_receipts);
  ADD ("R-MHD-29/warnings", test_warnings);
  ADD ("R-MHD-33/replaced-id", test_replaced_id);
  ADD ("R-MHD-29/examples", test_examples);
  ADD ("R-MHD-30/refusals", test_refusals);
  ADD ("R-MHD-25/message", test_message);
  ADD ("content-different", test_content);
  ADD ("R-COM-14/lost", test_lost);
  ADD ("large", test_large);
  ADD ("cancel", test_cancel);
  ADD ("R-COM-14/ask", test_ask);
#undef ADD

  return g_test_run ();
}
