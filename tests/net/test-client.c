/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-client.h"
#include "net-test-support.h"

#include <stdio.h>
#include <string.h>

/* What a server of the tests does, by path; the number of requests tells the rest. */
static void
handler_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  guint status = 0;

  if (g_str_equal (path, "/hello"))
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "text/plain; charset=utf-8", SOUP_MEMORY_STATIC, "hello", 5);
      soup_message_headers_replace (headers, "X-Made-Up", "yes");
      return;
    }
  if (g_str_equal (path, "/redirect"))
    {
      soup_server_message_set_redirect (message, 302, "/hello");
      return;
    }
  if (sscanf (path, "/status/%u", &status) == 1)
    {
      if (g_hash_table_size (query != NULL ? query : g_hash_table_ref (g_hash_table_new (NULL, NULL))) > 0)
        soup_message_headers_replace (headers, "Retry-After", "7");
      soup_server_message_set_status (message, status, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{\"a\":1}", 7);
      return;
    }

  soup_server_message_set_status (message, 404, NULL);
}

static void
test_success (void)
{
  g_autoptr(TestServer) server = test_server_new (handler_cb, NULL);
  g_autoptr(NetClient) client = net_client_new (TRUE);
  g_autofree char *uri = test_server_uri (server, "/hello");
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = test_send (client, net_request_new ("GET", uri), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (net_response_get_status (response), ==, 200);
  g_assert_cmpmem (g_bytes_get_data (net_response_get_body (response), NULL),
                   g_bytes_get_size (net_response_get_body (response)), "hello", 5);
  g_assert_cmpstr (net_response_get_content_type (response), ==, "text/plain");
  g_assert_cmpstr (net_response_get_charset (response), ==, "utf-8");
  g_assert_cmpstr (net_response_get_header (response, "x-made-up"), ==, "yes");
  g_assert_true (net_traceparent_is_valid (net_response_get_traceparent (response)));
  g_assert_cmpstr (net_response_get_traceparent (response), ==, test_server_seen (server, 0, "traceparent"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/client/success", test_success);

  return g_test_run ();
}
