/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-client.h"

#include "net-authorities-private.h"
#include "net-client-private.h"
#include "net-error-private.h"
#include "net-request-private.h"
#include "net-retry-private.h"

#include <string.h>

#define IDLE_TIMEOUT 60 /* seconds that an unused connection is kept */
#define MAX_CONNECTIONS 12
#define MAX_CONNECTIONS_PER_HOST 6
#define MAX_SKEW 5 /* seconds */

struct _NetClient
{
  GObject parent_instance;

  SoupSession    *session;     /* (owned) */
  NetAuthorities *authorities; /* (owned) (nullable) until a file is added */
  gint64          skew;        /* seconds */
  gboolean        skew_known;
  gboolean        allow_loopback_http;
};

G_DEFINE_FINAL_TYPE (NetClient, net_client, G_TYPE_OBJECT)

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static void
net_client_dispose (GObject *object)
{
  NetClient *self = NET_CLIENT (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->authorities);

  G_OBJECT_CLASS (net_client_parent_class)->dispose (object);
}

static void
net_client_class_init (NetClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = net_client_dispose;
}

/* The deadline of each call stands for the session's own timeout. The session's manager of passwords
 * goes: an answer must not be able to make it send anything. */
static void
net_client_init (NetClient *self)
{
  self->session = soup_session_new_with_options ("timeout", 0,
                                                 "idle-timeout", IDLE_TIMEOUT,
                                                 "max-conns", MAX_CONNECTIONS,
                                                 "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                                 "user-agent", "Cabinet/" CABINET_VERSION,
                                                 NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
}

NetClient *
net_client_new (gboolean allow_loopback_http)
{
  NetClient *self = g_object_new (NET_TYPE_CLIENT, NULL);

  self->allow_loopback_http = allow_loopback_http;

  return self;
}

gboolean
net_client_add_authorities (NetClient  *self,
                            const char *pem_path,
                            GError    **error)
{
  g_autoptr(NetAuthorities) authorities = NULL;

  g_return_val_if_fail (NET_IS_CLIENT (self), FALSE);
  g_return_val_if_fail (pem_path != NULL, FALSE);

  if (self->authorities != NULL)
    return net_authorities_add (self->authorities, pem_path, error);

  authorities = net_authorities_new (soup_session_get_tls_database (self->session));
  if (!net_authorities_add (authorities, pem_path, error))
    return FALSE;

  self->authorities = g_steal_pointer (&authorities);
  soup_session_set_tls_database (self->session, G_TLS_DATABASE (self->authorities));

  return TRUE;
}

void
net_client_send_async (NetClient          *self,
                       NetRequest         *request,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NET_IS_CLIENT (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, net_client_send_async);
  net_call_run (g_steal_pointer (&task), request);
}

NetResponse *
net_client_send_finish (NetClient    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_client_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gint64
net_client_get_clock_skew (NetClient *self)
{
  g_return_val_if_fail (NET_IS_CLIENT (self), 0);

  return self->skew;
}

SoupSession *
net_client_get_session (NetClient *self)
{
  return self->session;
}

gboolean
net_uri_is_permitted (GUri    *uri,
                      gboolean allow_loopback_http)
{
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;

  return allow_loopback_http && g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (g_uri_get_host (uri));
}

GUri *
net_client_check_uri (NetClient  *self,
                      const char *uri,
                      GError    **error)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);

  /* A name and password in the address would be sent to whoever is named after them. */
  if (parsed == NULL || g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0' ||
      g_uri_get_userinfo (parsed) != NULL)
    {
      g_propagate_error (error, net_error_new (NET_ERROR_UNEXPECTED));
      return NULL;
    }

  if (!net_uri_is_permitted (parsed, self->allow_loopback_http))
    {
      g_propagate_error (error, net_error_new (NET_ERROR_INSECURE));
      return NULL;
    }

  return g_steal_pointer (&parsed);
}

void
net_client_note_date (NetClient  *self,
                      const char *date)
{
  g_autoptr(GDateTime) then = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  if (then == NULL)
    return;

  self->skew = g_date_time_to_unix (then) - g_get_real_time () / G_USEC_PER_SEC;
  self->skew_known = TRUE;
}

gboolean
net_client_knows_clock (NetClient *self)
{
  return self->skew_known;
}

gint64
net_client_get_time (NetClient *self)
{
  gint64 skew = ABS (self->skew) > MAX_SKEW ? self->skew : 0;

  return g_get_real_time () / G_USEC_PER_SEC + skew;
}

guint
net_client_get_retry_after (NetClient          *self,
                            SoupMessageHeaders *headers)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC + self->skew;

  return net_retry_after_parse (soup_message_headers_get_one (headers, "Retry-After"), now);
}

GError *
net_client_new_status_error (NetClient          *self,
                             guint               status,
                             SoupMessageHeaders *headers,
                             GBytes             *body)
{
  GError *error = net_error_new_for_status (status, net_client_get_retry_after (self, headers));

  net_error_set_body (error, body, soup_message_headers_get_content_type (headers, NULL));

  return error;
}

gboolean
net_client_allows_loopback_http (NetClient *self)
{
  return self->allow_loopback_http;
}

char *
net_origin_of (const char *uri)
{
  g_autoptr(GUri) parsed = NULL;
  g_autofree char *host = NULL;
  const char      *scheme;
  gboolean         https;
  int              port;

  g_return_val_if_fail (uri != NULL, NULL);

  parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  if (parsed == NULL || g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0')
    return NULL;

  scheme = g_uri_get_scheme (parsed);
  https = g_str_equal (scheme, "https");
  if (!https && !g_str_equal (scheme, "http"))
    return NULL;

  host = g_ascii_strdown (g_uri_get_host (parsed), -1);
  if (strchr (host, ':') != NULL)
    {
      char *bracketed = g_strdup_printf ("[%s]", host);

      g_free (host);
      host = bracketed;
    }

  port = g_uri_get_port (parsed);
  if (port == -1 || port == (https ? 443 : 80))
    return g_strdup_printf ("%s://%s", scheme, host);

  return g_strdup_printf ("%s://%s:%d", scheme, host, port);
}
