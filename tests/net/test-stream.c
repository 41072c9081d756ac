/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-client.h"
#include "net-test-support.h"
#include "test-stream.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* A request whose body is a stream; over TLS too, as in test-client.c. */

#define LENGTH (1024 * 1024)

typedef struct
{
  TestServer     *server;
  NetClient      *client;
  NetTokenSource *tokens;
  GBytes         *received; /* of the last request */
  guint           minted;
  gint64          token_life; /* seconds */
  guint           n_begun;    /* requests whose headers came */
} Fixture;

static void
handler_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  Fixture *fixture = user_data;
  guint    status;

  g_clear_pointer (&fixture->received, g_bytes_unref);
  fixture->received = soup_message_body_flatten (soup_server_message_get_request_body (message));
  if (g_str_equal (path, "/never"))
    {
      soup_server_message_pause (message);
      return;
    }

  g_assert_cmpint (sscanf (path, "/status/%u", &status), ==, 1);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "hello", 5);
}

/* Reads nothing more and closes: what is still sent meets with a reset. */
static void
answer_and_go (SoupServerMessage *message,
               const char        *answer)
{
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer, strlen (answer), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/* What a server does before it has read a body. */
static void
early_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Fixture *fixture = user_data;

  fixture->n_begun++;
  if (g_str_equal (path, "/cut"))
    {
      g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
    }
  else if (g_str_equal (path, "/early"))
    soup_server_message_set_status (message, 413, NULL);
  else if (g_str_has_prefix (path, "/rude"))
    answer_and_go (message, g_hash_table_lookup (query, "answer"));
}

static void
mint_cb (GTask    *task,
         NetTrace *trace,
         gpointer  user_data)
{
  Fixture  *fixture = user_data;
  NetToken *token = g_new0 (NetToken, 1);

  token->access_token = g_strdup_printf ("token-%u", ++fixture->minted);
  token->expires_at = g_get_monotonic_time () + fixture->token_life * G_TIME_SPAN_SECOND;
  token->renew_at = token->expires_at - 20 * G_TIME_SPAN_SECOND;
  g_task_return_pointer (task, token, (GDestroyNotify) net_token_free);
}

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  const char *origins[2] = { NULL, NULL };

  fixture->token_life = 300;
  fixture->client = net_client_new (TRUE);
  if (g_getenv ("SOUP_SERVER_HTTP2") != NULL)
    {
      g_autoptr(GTlsCertificate) certificate = test_certificate_new (TEST_CERT_GOOD);
      g_autofree char *authority = test_authority_to_file ();

      fixture->server = test_server_new_tls (certificate, handler_cb, fixture);
      g_assert_true (net_client_add_authorities (fixture->client, authority, NULL));
      g_unlink (authority);
    }
  else
    fixture->server = test_server_new (handler_cb, fixture);
  soup_server_add_early_handler (fixture->server->server, NULL, early_cb, fixture, NULL);
  origins[0] = fixture->server->base;
  fixture->tokens = net_token_source_new (origins, mint_cb, fixture, NULL);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_assert_finalize_object (fixture->tokens);
  g_assert_finalize_object (fixture->client);

  /* The server closes synchronously: over TLS its farewell needs the other end to be gone. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  test_server_free (fixture->server);
  g_clear_pointer (&fixture->received, g_bytes_unref);
}

static NetRequest *
request_with (Fixture      *fixture,
              const char   *path,
              GInputStream *body,
              guint64       length)
{
  g_autofree char *uri = test_server_uri (fixture->server, path);
  NetRequest      *request = net_request_new ("POST", uri);

  net_request_set_body_stream (request, body, length, "application/fhir+json; charset=utf-8");
  net_request_set_tokens (request, fixture->tokens);

  return request;
}

static NetRequest *
request_to (Fixture    *fixture,
            const char *path)
{
  g_autoptr(GInputStream) body = test_stream_new (LENGTH);

  return request_with (fixture, path, body, LENGTH);
}

static void
assert_fails (Fixture    *fixture,
              NetRequest *request,
              NetError    code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = test_send (fixture->client, request, NULL, &error);

  g_assert_null (response);
  g_assert_error (error, NET_ERROR, (int) code);
}

static void
progress_cb (guint64  transferred,
             gint64   expected,
             gpointer user_data)
{
  guint64 *last = user_data;

  g_assert_cmpuint (transferred, >, *last);
  g_assert_cmpint (expected, ==, LENGTH);
  *last = transferred;
}

/* With its length, not in chunks; and the progress is that of the sending, to its end. */
static void
test_sent (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree guint8 *expected = g_malloc (LENGTH);
  NetRequest        *request = request_to (fixture, "/status/200");
  g_autoptr(NetResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  guint64 last = 0;

  net_request_set_progress (request, progress_cb, &last, NULL);
  response = test_send (fixture->client, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (last, ==, LENGTH);
  test_stream_fill (expected, 0, LENGTH);
  g_assert_cmpmem (g_bytes_get_data (fixture->received, NULL), g_bytes_get_size (fixture->received), expected, LENGTH);
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "Content-Length"), ==, G_STRINGIFY (1048576));
  g_assert_null (test_server_seen (fixture->server, 0, "Transfer-Encoding"));
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "Content-Type"), ==, "application/fhir+json; charset=utf-8");
}

/* Whatever the answer, also where the request is said to be harmless. */
static void
test_never_repeated (Fixture      *fixture,
                     gconstpointer data)
{
  static const struct
  {
    guint    status;
    NetError code;
  } table[] = {
    { 401, NET_ERROR_UNAUTHORIZED },
    { 429, NET_ERROR_THROTTLED },
    { 502, NET_ERROR_SERVER },
    { 503, NET_ERROR_SERVER },
    { 504, NET_ERROR_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *path = g_strdup_printf ("/status/%u", table[i].status);
      NetRequest      *request = request_to (fixture, path);

      net_request_set_idempotent (request, TRUE);
      assert_fails (fixture, request, table[i].code);
      g_assert_cmpuint (fixture->server->seen->len, ==, i + 1);
    }

  /* R-COM-10: the token that was refused is not used again. */
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "Authorization"), ==, "Bearer token-1");
  g_assert_cmpstr (test_server_seen (fixture->server, 1, "Authorization"), ==, "Bearer token-2");
}

static void
test_token_renewed (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *uri = test_server_uri (fixture->server, "/status/200");
  NetRequest      *plain = net_request_new ("GET", uri);
  g_autoptr(NetResponse) first = NULL;
  g_autoptr(NetResponse) second = NULL;

  fixture->token_life = 45;
  net_request_set_tokens (plain, fixture->tokens);
  first = test_send (fixture->client, plain, NULL, NULL);
  fixture->token_life = 300;
  second = test_send (fixture->client, request_to (fixture, "/status/200"), NULL, NULL);
  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "Authorization"), ==, "Bearer token-1");
  g_assert_cmpstr (test_server_seen (fixture->server, 1, "Authorization"), ==, "Bearer token-2");
}

static void
test_early_answer (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = test_send (fixture->client, request_to (fixture, "/early"), NULL, &error);

  g_assert_null (response);
  g_assert_cmpuint (net_error_get_status (error), ==, 413);
  g_assert_cmpuint (fixture->n_begun, ==, 1);
}

#define HEAD(status, more) "HTTP/1.1 " status "\r\nConnection: close\r\n" more "\r\n"
#define BODY "Content-Type: text/plain\r\nContent-Length: 9\r\n"

/* Told as it is, however little of the request was read and whatever came before. */
static void
test_rude_answers (Fixture      *fixture,
                   gconstpointer data)
{
  static const struct
  {
    const char *answer;
    guint       status;
    NetError    code;
    const char *body;
    guint       retry_after;
  } table[] = {
    { HEAD ("413 Content Too Large", BODY) "too large", 413, NET_ERROR_UNEXPECTED, "too large", 0 },
    { HEAD ("403 Forbidden", BODY) "forbidden", 403, NET_ERROR_FORBIDDEN, "forbidden", 0 },
    { HEAD ("429 Too Many Requests", "Retry-After: 7\r\n"), 429, NET_ERROR_THROTTLED, "", 7 },
    { "HTTP/1.1 100 Continue\r\n\r\n" HEAD ("503 Service Unavailable", ""), 503, NET_ERROR_SERVER, "", 0 },
    { HEAD ("422 x", "Transfer-Encoding: chunked\r\n") "3\r\nabc\r\n0\r\n\r\n", 422, NET_ERROR_BAD_REQUEST, "", 0 },
    { HEAD ("413 x", BODY) "cut", 413, NET_ERROR_UNEXPECTED, "cut", 0 },
    { "nonsense\r\n\r\n", 0, NET_ERROR_UNREACHABLE, NULL, 0 },
    { "HTTP/1.1 413 no end", 0, NET_ERROR_UNREACHABLE, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *answer = g_uri_escape_string (table[i].answer, NULL, FALSE);
      g_autofree char *path = g_strconcat ("/rude?answer=", answer, NULL);
      g_autoptr(GInputStream) body = test_stream_new (64 * LENGTH);
      g_autoptr(GError) error = NULL;
      g_autoptr(NetResponse) response = test_send (fixture->client, request_with (fixture, path, body, 64 * LENGTH), NULL, &error);

      g_assert_null (response);
      g_assert_error (error, NET_ERROR, (int) table[i].code);
      g_assert_cmpuint (net_error_get_status (error), ==, table[i].status);
      g_assert_cmpuint (net_error_get_retry_after (error), ==, table[i].retry_after);
      if (table[i].body != NULL)
        g_assert_cmpmem (g_bytes_get_data (net_error_get_body (error), NULL), g_bytes_get_size (net_error_get_body (error)),
                         table[i].body, strlen (table[i].body));
      /* And the rest is not sent for nothing. */
      g_assert_cmpuint (test_stream_get_position (TEST_STREAM (body)), <, 64 * LENGTH);
    }
}

static void
test_early_unauthorized (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *answer = g_uri_escape_string (HEAD ("401 Unauthorized", ""), NULL, FALSE);
  g_autofree char *path = g_strconcat ("/rude?answer=", answer, NULL);
  g_autoptr(NetResponse) response = NULL;

  assert_fails (fixture, request_to (fixture, path), NET_ERROR_UNAUTHORIZED);
  response = test_send (fixture->client, request_to (fixture, "/status/200"), NULL, NULL);
  g_assert_nonnull (response);
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "Authorization"), ==, "Bearer token-2");
}

static void
test_cut (Fixture      *fixture,
          gconstpointer data)
{
  assert_fails (fixture, request_to (fixture, "/cut"), NET_ERROR_UNREACHABLE);
  g_assert_cmpuint (fixture->n_begun, ==, 1);
}

static void
test_stream_fails (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(GInputStream) body = test_stream_new (LENGTH);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = NULL;

  test_stream_set_fails_at (TEST_STREAM (body), 5000);
  response = test_send (fixture->client, request_with (fixture, "/status/200", body, LENGTH), NULL, &error);
  g_assert_null (response);
  g_assert_nonnull (error);
  g_assert_cmpuint (fixture->server->seen->len, ==, 0);
}

/* A second for every 64 KiB, beside what the request says. */
static void
test_deadline (Fixture      *fixture,
               gconstpointer data)
{
  NetRequest *request = request_to (fixture, "/status/200");
  g_autoptr(GInputStream) body = test_stream_new (100);
  g_autoptr(NetResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  net_request_set_deadline (request, 1);
  response = test_send (fixture->client, request, NULL, &error);
  g_assert_no_error (error);

  request = request_with (fixture, "/never", body, 100);
  net_request_set_deadline (request, 100);
  assert_fails (fixture, request, NET_ERROR_TIMED_OUT);
}

static void
cancel_at_progress_cb (guint64  transferred,
                       gint64   expected,
                       gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* In the middle; while the content does not come; while the server thinks. */
static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GInputStream) body = test_stream_new (LENGTH);
      g_autoptr(NetResponse) response = NULL;
      g_autoptr(GError) error = NULL;
      NetRequest *request = request_with (fixture, i == 2 ? "/never" : "/status/200", body, LENGTH);

      if (i == 0)
        net_request_set_progress (request, cancel_at_progress_cb, cancellable, NULL);
      else
        g_timeout_add (50, cancel_cb, cancellable);
      if (i == 1)
        test_stream_set_hangs_at (TEST_STREAM (body), 100000);

      response = test_send (fixture->client, request, cancellable, &error);
      g_assert_null (response);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/net/stream/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("sent", test_sent);
  ADD ("never-repeated/R-COM-14", test_never_repeated);
  ADD ("token-renewed/R-COM-10", test_token_renewed);
  ADD ("early-answer", test_early_answer);
  ADD ("rude-answers", test_rude_answers);
  ADD ("early-unauthorized/R-COM-10", test_early_unauthorized);
  ADD ("cut", test_cut);
  ADD ("stream-fails", test_stream_fails);
  ADD ("deadline", test_deadline);
  ADD ("cancel", test_cancel);
#undef ADD

  return g_test_run ();
}
