/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-client.h"
#include "net-test-support.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define AUTHORIZED "Bearer token-2"

typedef struct
{
  TestServer     *server;
  NetClient      *client;
  NetTokenSource *tokens; /* for the server; "token-1", "token-2" … */
  guint           minted;
} Fixture;

/* SoupServer offers HTTP/2 over TLS when it is told so: with such a server, and over TLS, the same
 * must hold. Cancelling did not work there before HTTP/1.1 was insisted on. */
static gboolean
over_tls (void)
{
  return g_getenv ("SOUP_SERVER_HTTP2") != NULL;
}

static void
endless_cb (SoupServerMessage *message)
{
  static const char chunk[16 * 1024];

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, chunk, sizeof chunk);
}

/* Promises more than it sends, and goes. */
static void
cut_off (SoupServerMessage *message)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it";
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer, strlen (answer), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
respond_hello (SoupServerMessage *message)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain; charset=utf-8", SOUP_MEMORY_STATIC, "hello", 5);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "X-Made-Up", "yes");
}

/* A few kilobytes that unpack to millions. */
static void
respond_packed (SoupServerMessage *message)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autofree char *zeros = g_malloc0 (4000000);
  char            *packed = g_malloc (100000);
  gsize            n_read, n_written;

  g_converter_convert (G_CONVERTER (compressor), zeros, 4000000, packed, 100000, G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
  g_assert_cmpuint (n_read, ==, 4000000);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_TAKE, packed, n_written);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Encoding", "gzip");
}

/* What the server of the tests does, by path. */
static void
handler_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  Fixture            *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char         *authorization = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  const char         *retry_after = query != NULL ? g_hash_table_lookup (query, "retry-after") : NULL;
  guint               status = 0;

  if (g_str_equal (path, "/hello"))
    respond_hello (message);
  else if (g_str_equal (path, "/second-time") && fixture->server->seen->len == 2)
    respond_hello (message);
  else if (g_str_equal (path, "/authorized") && g_strcmp0 (authorization, AUTHORIZED) == 0)
    respond_hello (message);
  else if (g_str_equal (path, "/authorized"))
    soup_server_message_set_status (message, 401, NULL);
  else if (g_str_equal (path, "/redirect"))
    soup_server_message_set_redirect (message, 302, "/hello");
  else if (g_str_equal (path, "/never"))
    soup_server_message_pause (message);
  else if (g_str_equal (path, "/cut"))
    cut_off (message);
  else if (g_str_equal (path, "/endless"))
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
      soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
      g_signal_connect (message, "wrote-headers", G_CALLBACK (endless_cb), NULL);
      g_signal_connect (message, "wrote-chunk", G_CALLBACK (endless_cb), NULL);
    }
  else if (g_str_equal (path, "/packed"))
    respond_packed (message);
  else if (g_str_equal (path, "/past"))
    {
      g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC - 10 * 24 * 60 * 60);
      g_autofree char *text = soup_date_time_to_string (date, SOUP_DATE_HTTP);

      respond_hello (message);
      soup_message_headers_replace (headers, "Date", text);
    }
  else if (g_str_equal (path, "/large"))
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_TAKE, g_strnfill (400000, 'x'), 400000);
    }
  else
    {
      if (sscanf (path, "/status/%u", &status) != 1)
        status = 503;
      if (retry_after != NULL)
        soup_message_headers_replace (headers, "Retry-After", retry_after);
      soup_server_message_set_status (message, status, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{\"a\":1}", 7);
    }
}

static void
mint_cb (GTask    *task,
         NetTrace *trace,
         gpointer  user_data)
{
  Fixture  *fixture = user_data;
  NetToken *token = g_new0 (NetToken, 1);

  token->access_token = g_strdup_printf ("token-%u", ++fixture->minted);
  token->expires_at = token->renew_at = g_get_monotonic_time () + 100 * G_USEC_PER_SEC;
  g_task_return_pointer (task, token, (GDestroyNotify) net_token_free);
}

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  const char *origins[2] = { NULL, NULL };

  fixture->client = net_client_new (TRUE);
  if (over_tls ())
    {
      g_autoptr(GTlsCertificate) certificate = test_certificate_new (TEST_CERT_GOOD);
      g_autofree char *authority = test_authority_to_file ();

      fixture->server = test_server_new_tls (certificate, handler_cb, fixture);
      g_assert_true (net_client_add_authorities (fixture->client, authority, NULL));
      g_unlink (authority);
    }
  else
    fixture->server = test_server_new (handler_cb, fixture);
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
}

static NetRequest *
request_to (Fixture    *fixture,
            const char *method,
            const char *path)
{
  g_autofree char *uri = test_server_uri (fixture->server, path);

  return net_request_new (method, uri);
}

static NetRequest *
authorized_request_to (Fixture    *fixture,
                       const char *method,
                       const char *path)
{
  NetRequest *request = request_to (fixture, method, path);

  net_request_set_tokens (request, fixture->tokens);

  return request;
}

/* Sends and expects @code. */
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
test_success (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = test_send (fixture->client, request_to (fixture, "GET", "/hello"), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (net_response_get_status (response), ==, 200);
  g_assert_cmpmem (g_bytes_get_data (net_response_get_body (response), NULL),
                   g_bytes_get_size (net_response_get_body (response)), "hello", 5);
  g_assert_cmpstr (net_response_get_content_type (response), ==, "text/plain");
  g_assert_cmpstr (net_response_get_charset (response), ==, "utf-8");
  g_assert_cmpstr (net_response_get_header (response, "x-made-up"), ==, "yes");
  g_assert_true (net_traceparent_is_valid (net_response_get_traceparent (response)));
  g_assert_cmpstr (net_response_get_traceparent (response), ==, test_server_seen (fixture->server, 0, "traceparent"));
  g_assert_null (test_server_seen (fixture->server, 0, "Authorization"));
  g_assert_cmpint (ABS (net_client_get_clock_skew (fixture->client)), <=, 1);
}

static void
test_post (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = g_bytes_new_static ("a=b", 3);
  NetRequest *request = request_to (fixture, "POST", "/hello");
  g_autoptr(NetResponse) response = NULL;

  net_request_set_body (request, body, "application/x-www-form-urlencoded");
  net_request_set_header (request, "Accept", "text/plain");
  response = test_send (fixture->client, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "Content-Type"), ==, "application/x-www-form-urlencoded");
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "Content-Length"), ==, "3");
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "Accept"), ==, "text/plain");
}

static void
test_trace (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(NetTrace) trace = net_trace_new ();

  for (guint i = 0; i < 2; i++)
    {
      NetRequest *request = authorized_request_to (fixture, "GET", "/hello");
      g_autoptr(NetResponse) response = NULL;
      const char *sent;

      net_request_set_trace (request, trace);
      response = test_send (fixture->client, request, NULL, NULL);
      sent = test_server_seen (fixture->server, i, "traceparent");
      g_assert_true (net_traceparent_is_valid (sent));
      g_assert_cmpint (strncmp (sent + 3, net_trace_get_id (trace), 32), ==, 0);
    }
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "traceparent"), !=, test_server_seen (fixture->server, 1, "traceparent"));
}

static void
test_statuses (Fixture      *fixture,
               gconstpointer data)
{
  static const struct
  {
    guint    status;
    NetError code;
  } table[] = {
    { 400, NET_ERROR_BAD_REQUEST },
    { 401, NET_ERROR_UNAUTHORIZED },
    { 403, NET_ERROR_FORBIDDEN },
    { 404, NET_ERROR_NOT_FOUND },
    { 406, NET_ERROR_BAD_REQUEST },
    { 409, NET_ERROR_BAD_REQUEST },
    { 410, NET_ERROR_GONE },
    { 412, NET_ERROR_BAD_REQUEST },
    { 415, NET_ERROR_BAD_REQUEST },
    { 418, NET_ERROR_UNEXPECTED },
    { 422, NET_ERROR_BAD_REQUEST },
    { 500, NET_ERROR_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *path = g_strdup_printf ("/status/%u?name=Secret", table[i].status);
      g_autofree char *shown = g_strdup_printf ("%s/status/%u", fixture->server->base, table[i].status);
      g_autoptr(GError) error = NULL;
      g_autoptr(NetResponse) response = test_send (fixture->client, request_to (fixture, "GET", path), NULL, &error);

      g_assert_null (response);
      g_assert_error (error, NET_ERROR, (int) table[i].code);
      g_assert_cmpuint (net_error_get_status (error), ==, table[i].status);
      g_assert_cmpuint (g_bytes_get_size (net_error_get_body (error)), ==, 7);
      g_assert_cmpstr (net_error_get_content_type (error), ==, "application/json");
      g_assert_cmpstr (net_error_get_uri (error), ==, shown);
      g_assert_cmpstr (net_error_get_traceparent (error), ==, test_server_seen (fixture->server, i, "traceparent"));
    }
  g_assert_cmpuint (fixture->server->seen->len, ==, G_N_ELEMENTS (table));
}

/* Waiting longer than the call may take is no use: the reader is told at once. */
static void
test_throttled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = test_send (fixture->client, request_to (fixture, "GET", "/status/429?retry-after=120"), NULL, &error);

  g_assert_null (response);
  g_assert_error (error, NET_ERROR, NET_ERROR_THROTTLED);
  g_assert_cmpuint (net_error_get_retry_after (error), ==, 120);
  g_assert_cmpuint (fixture->server->seen->len, ==, 1);

  assert_fails (fixture, request_to (fixture, "GET", "/status/503?retry-after=120"), NET_ERROR_THROTTLED);
}

static void
test_retry_after (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = test_send (fixture->client, request_to (fixture, "GET", "/second-time?retry-after=1"), NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (response);
  g_assert_cmpuint (fixture->server->seen->len, ==, 2);
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "traceparent"), !=, test_server_seen (fixture->server, 1, "traceparent"));
}

static void
test_repeated_twice (Fixture      *fixture,
                     gconstpointer data)
{
  assert_fails (fixture, request_to (fixture, "GET", "/status/503"), NET_ERROR_SERVER);
  g_assert_cmpuint (fixture->server->seen->len, ==, 3);
}

static void
test_search_by_post_repeated (Fixture      *fixture,
                              gconstpointer data)
{
  NetRequest *request = request_to (fixture, "POST", "/second-time");
  g_autoptr(NetResponse) response = NULL;

  net_request_set_idempotent (request, TRUE);
  response = test_send (fixture->client, request, NULL, NULL);
  g_assert_nonnull (response);
  g_assert_cmpuint (fixture->server->seen->len, ==, 2);
}

static void
test_post_not_repeated (Fixture      *fixture,
                        gconstpointer data)
{
  assert_fails (fixture, request_to (fixture, "POST", "/status/503"), NET_ERROR_SERVER);
  assert_fails (fixture, request_to (fixture, "POST", "/status/429"), NET_ERROR_THROTTLED);
  assert_fails (fixture, request_to (fixture, "POST", "/status/504"), NET_ERROR_SERVER);
  g_assert_cmpuint (fixture->server->seen->len, ==, 3);
  if (!over_tls ())
    {
      assert_fails (fixture, request_to (fixture, "POST", "/cut"), NET_ERROR_UNREACHABLE);
      g_assert_cmpuint (fixture->server->seen->len, ==, 4);
    }
}

static void
test_cut (Fixture      *fixture,
          gconstpointer data)
{
  assert_fails (fixture, request_to (fixture, "GET", "/cut"), NET_ERROR_UNREACHABLE);
  g_assert_cmpuint (fixture->server->seen->len, ==, 3);
}

static void
test_remint (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = test_send (fixture->client, authorized_request_to (fixture, "POST", "/authorized"), NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (response);
  g_assert_cmpuint (fixture->minted, ==, 2);
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "Authorization"), ==, "Bearer token-1");
  g_assert_cmpstr (test_server_seen (fixture->server, 1, "Authorization"), ==, AUTHORIZED);
}

static void
test_refused_twice (Fixture      *fixture,
                    gconstpointer data)
{
  assert_fails (fixture, authorized_request_to (fixture, "GET", "/status/401"), NET_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (fixture->minted, ==, 2);
  g_assert_cmpuint (fixture->server->seen->len, ==, 2);
}

static void
test_redirect (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = test_send (fixture->client, request_to (fixture, "GET", "/redirect"), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (net_response_get_status (response), ==, 302);
  g_assert_nonnull (net_response_get_header (response, "Location"));
  g_assert_cmpuint (fixture->server->seen->len, ==, 1);

  assert_fails (fixture, authorized_request_to (fixture, "GET", "/redirect"), NET_ERROR_UNEXPECTED);
  g_assert_cmpuint (fixture->server->seen->len, ==, 2);
}

static void
test_foreign_origin (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr(TestServer) other = test_server_new (handler_cb, fixture);
  g_autofree char *uri = test_server_uri (other, "/hello");
  NetRequest      *request = net_request_new ("GET", uri);

  net_request_set_tokens (request, fixture->tokens);
  assert_fails (fixture, request, NET_ERROR_FOREIGN_ORIGIN);
  g_assert_cmpuint (other->seen->len, ==, 0);
  g_assert_cmpuint (fixture->minted, ==, 0);
}

static void
test_addresses (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(NetClient) strict = net_client_new (FALSE);
  g_autoptr(GError) error = NULL;

  assert_fails (fixture, net_request_new ("GET", "http://example.invalid/"), NET_ERROR_INSECURE);
  assert_fails (fixture, net_request_new ("GET", "http://127.0.0.1.example.invalid/"), NET_ERROR_INSECURE);
  assert_fails (fixture, net_request_new ("GET", "file:///etc/hostname"), NET_ERROR_UNEXPECTED);
  assert_fails (fixture, net_request_new ("GET", "no address"), NET_ERROR_UNEXPECTED);
  assert_fails (fixture, net_request_new ("GET", "https://user:word@example.invalid/"), NET_ERROR_UNEXPECTED);

  g_assert_null (test_send (strict, request_to (fixture, "GET", "/hello"), NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_INSECURE);
  g_assert_cmpuint (fixture->server->seen->len, ==, 0);
}

static void
test_unknown_host (Fixture      *fixture,
                   gconstpointer data)
{
  assert_fails (fixture, net_request_new ("GET", "https://no-such-host.invalid/"), NET_ERROR_UNKNOWN_HOST);
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  TestServer      *gone = test_server_new (handler_cb, fixture);
  g_autofree char *uri = test_server_uri (gone, "/hello");

  test_server_free (gone);
  assert_fails (fixture, net_request_new ("GET", uri), NET_ERROR_UNREACHABLE);
}

static void
test_too_large (Fixture      *fixture,
                gconstpointer data)
{
  static const char *const paths[] = { "/large", "/endless", "/packed" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      NetRequest *request = request_to (fixture, "GET", paths[i]);

      net_request_set_max_bytes (request, 100000);
      assert_fails (fixture, request, NET_ERROR_TOO_LARGE);
    }
  g_assert_cmpuint (fixture->server->seen->len, ==, 3);
}

static void
test_exact_size (Fixture      *fixture,
                 gconstpointer data)
{
  NetRequest *request = request_to (fixture, "GET", "/large");
  g_autoptr(NetResponse) response = NULL;

  net_request_set_max_bytes (request, 400000);
  response = test_send (fixture->client, request, NULL, NULL);
  g_assert_cmpuint (g_bytes_get_size (net_response_get_body (response)), ==, 400000);
}

static void
test_deadline (Fixture      *fixture,
               gconstpointer data)
{
  NetRequest *request = request_to (fixture, "GET", "/never");

  net_request_set_deadline (request, 100);
  assert_fails (fixture, request, NET_ERROR_TIMED_OUT);

  /* The deadline holds for the whole call: no room for the pause before a repetition. */
  request = request_to (fixture, "GET", "/endless");
  net_request_set_deadline (request, 100);
  net_request_set_max_bytes (request, G_MAXUINT64);
  assert_fails (fixture, request, NET_ERROR_TIMED_OUT);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
seen_cb (SoupServer        *server,
         SoupServerMessage *message,
         GCancellable      *cancellable)
{
  g_idle_add (cancel_cb, cancellable);
}

/* Before it starts, while the server thinks, and in the pause before a repetition. */
static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  static const char *const paths[] = { "/never", "/status/503?retry-after=20" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GError) error = NULL;
      gulong id = g_signal_connect (fixture->server->server, "request-read", G_CALLBACK (seen_cb), cancellable);

      g_assert_null (test_send (fixture->client, request_to (fixture, "GET", paths[i]), cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_signal_handler_disconnect (fixture->server->server, id);

      g_assert_null (test_send (fixture->client, request_to (fixture, "GET", "/hello"), cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_assert_cmpuint (fixture->server->seen->len, ==, 2);
}

static void
progress_cb (guint64  received,
             gint64   expected,
             gpointer user_data)
{
  guint64 *last = user_data;

  g_assert_cmpuint (received, >, *last);
  g_assert_cmpint (expected, ==, 400000);
  *last = received;
}

static void
test_progress (Fixture      *fixture,
               gconstpointer data)
{
  NetRequest *request = request_to (fixture, "GET", "/large");
  g_autoptr(NetResponse) response = NULL;
  guint64 last = 0;

  net_request_set_progress (request, progress_cb, &last, NULL);
  response = test_send (fixture->client, request, NULL, NULL);
  g_assert_nonnull (response);
  g_assert_cmpuint (last, >, 0);
}

static void
test_tls (Fixture      *fixture,
          gconstpointer data)
{
  static const struct
  {
    TestCert kind;
    gboolean trusted;
    int      code;
  } table[] = {
    { TEST_CERT_GOOD, FALSE, NET_ERROR_TLS },
    { TEST_CERT_GOOD, TRUE, -1 },
    { TEST_CERT_OTHER_HOST, TRUE, NET_ERROR_TLS },
    { TEST_CERT_EXPIRED, TRUE, NET_ERROR_TLS },
    { TEST_CERT_FUTURE, TRUE, NET_ERROR_TLS_CLOCK },
  };
  g_autofree char *authority = test_authority_to_file ();

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(GTlsCertificate) certificate = test_certificate_new (table[i].kind);
      g_autoptr(TestServer) server = test_server_new_tls (certificate, handler_cb, fixture);
      g_autoptr(NetClient) client = net_client_new (FALSE);
      g_autofree char *uri = test_server_uri (server, "/hello");
      g_autoptr(GError) error = NULL;
      g_autoptr(NetResponse) response = NULL;

      if (table[i].trusted)
        net_client_add_authorities (client, authority, &error);
      g_assert_no_error (error);

      response = test_send (client, net_request_new ("GET", uri), NULL, &error);
      if (table[i].code < 0)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (net_response_get_status (response), ==, 200);
        }
      else
        {
          g_assert_error (error, NET_ERROR, table[i].code);
          g_assert_cmpuint (server->seen->len, ==, 0);
        }
    }
  g_unlink (authority);
}

/* An expired certificate that is good by the server's clock: it is ours that is wrong. */
static void
test_tls_clock (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(GTlsCertificate) certificate = test_certificate_new (TEST_CERT_EXPIRED);
  g_autoptr(TestServer) server = test_server_new_tls (certificate, handler_cb, fixture);
  g_autoptr(NetClient) client = net_client_new (TRUE);
  g_autofree char *authority = test_authority_to_file ();
  g_autofree char *past = test_server_uri (fixture->server, "/past");
  g_autofree char *uri = test_server_uri (server, "/hello");
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = NULL;

  g_assert_true (net_client_add_authorities (client, authority, NULL));
  response = test_send (client, net_request_new ("GET", past), NULL, &error);
  g_assert_no_error (error);
  g_assert_null (test_send (client, net_request_new ("GET", uri), NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_TLS_CLOCK);
  g_unlink (authority);
}

static void
test_bad_authorities (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *empty = NULL;
  g_autoptr(GError) error = NULL;
  int fd = g_file_open_tmp (NULL, &empty, NULL);

  g_close (fd, NULL);
  g_assert_false (net_client_add_authorities (fixture->client, empty, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (net_client_add_authorities (fixture->client, "relative.pem", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (net_client_add_authorities (fixture->client, "/no/such/file.pem", &error));
  g_assert_nonnull (error);
  g_unlink (empty);
}

static void
test_origin (void)
{
  static const struct
  {
    const char *uri;
    const char *origin;
  } table[] = {
    { "https://EPR.example.ch/fhir?x=1", "https://epr.example.ch" },
    { "https://epr.example.ch:443/", "https://epr.example.ch" },
    { "https://epr.example.ch:8443/", "https://epr.example.ch:8443" },
    { "http://[::1]:80/", "http://[::1]" },
    { "https://good.example@evil.example/", "https://evil.example" },
    { "ftp://epr.example.ch/", NULL },
    { "/fhir", NULL },
    { "", NULL },
    { "https:///", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *origin = net_origin_of (table[i].uri);

      g_assert_cmpstr (origin, ==, table[i].origin);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/net/client/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("success", test_success);
  ADD ("post", test_post);
  ADD ("trace/R-TRC-2", test_trace);
  ADD ("statuses", test_statuses);
  ADD ("throttled", test_throttled);
  ADD ("retry-after", test_retry_after);
  ADD ("repeated-twice/R-COM-14", test_repeated_twice);
  ADD ("search-by-post-repeated/R-COM-14", test_search_by_post_repeated);
  ADD ("post-not-repeated/R-COM-14", test_post_not_repeated);
  /* These need the bare connection, or plain http. */
  if (!over_tls ())
    {
      ADD ("cut", test_cut);
      ADD ("addresses/R-COM-7", test_addresses);
      ADD ("tls-clock", test_tls_clock);
    }
  ADD ("remint/R-COM-10", test_remint);
  ADD ("refused-twice/R-COM-10", test_refused_twice);
  ADD ("redirect/R-COM-7", test_redirect);
  ADD ("foreign-origin/R-COM-7", test_foreign_origin);
  ADD ("unknown-host", test_unknown_host);
  ADD ("refused", test_refused);
  ADD ("too-large", test_too_large);
  ADD ("exact-size", test_exact_size);
  ADD ("deadline", test_deadline);
  ADD ("cancel", test_cancel);
  ADD ("progress", test_progress);
  ADD ("tls/R-COM-6", test_tls);
  ADD ("authorities", test_bad_authorities);
#undef ADD
  g_test_add_func ("/net/client/origin", test_origin);

  return g_test_run ();
}
