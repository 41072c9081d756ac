/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-request-private.h"
#include "net-secret-private.h"

/* HTTP/1.1 only: over HTTP/2, libsoup 3.2 does not come back from a call that is cancelled while the
 * server thinks, and neither the deadline nor the person could end it. */
static void
network_event_cb (SoupMessage       *message,
                  GSocketClientEvent event,
                  GIOStream         *connection)
{
  static const char *const protocols[] = { "http/1.1", NULL };

  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);
}

static void
set_headers (SoupMessage *message,
             NetRequest  *request,
             const char  *traceparent,
             const char  *access_token)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  for (guint i = 0; i + 1 < request->headers->len; i += 2)
    soup_message_headers_replace (headers,
                                  g_ptr_array_index (request->headers, i),
                                  g_ptr_array_index (request->headers, i + 1));
  soup_message_headers_replace (headers, "traceparent", traceparent);

  if (access_token != NULL)
    {
      char *value = g_strconcat ("Bearer ", access_token, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
      net_secret_free (value);
    }
}

SoupMessage *
net_message_new (NetRequest *request,
                 GUri       *uri,
                 const char *traceparent,
                 const char *access_token,
                 gboolean    last)
{
  SoupMessage *message = soup_message_new_from_uri (request->method, uri);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT |
                                       SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE |
                                       (last || request->fresh || !request->idempotent ? SOUP_MESSAGE_NEW_CONNECTION : 0) |
                                       (request->idempotent ? SOUP_MESSAGE_IDEMPOTENT : 0));
  set_headers (message, request, traceparent, access_token);
  /* With a length, so that nothing is chunked: gateways refuse that. */
  if (request->stream != NULL)
    soup_message_set_request_body (message, request->content_type, request->stream, (gssize) request->length);
  else if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), NULL);

  return message;
}
