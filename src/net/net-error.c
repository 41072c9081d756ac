/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-error.h"

#include "net-error-private.h"

#include <libsoup/soup.h>

#define MAX_BODY (64 * 1024)

typedef struct
{
  guint   status;
  guint   retry_after;  /* seconds */
  char   *traceparent;  /* (owned) (nullable) */
  char   *content_type; /* (owned) (nullable) */
  char   *uri;          /* (owned) (nullable) */
  GBytes *body;         /* (owned) (nullable) */
} NetErrorPrivate;

/* Not inlined: the macro's checks of its arguments would otherwise look to the compiler like calls
 * with NULL. */
G_NO_INLINE static void
net_error_private_init (NetErrorPrivate *priv)
{
}

G_NO_INLINE static void
net_error_private_copy (const NetErrorPrivate *source,
                        NetErrorPrivate       *copy)
{
  copy->status = source->status;
  copy->retry_after = source->retry_after;
  copy->traceparent = g_strdup (source->traceparent);
  copy->content_type = g_strdup (source->content_type);
  copy->uri = g_strdup (source->uri);
  copy->body = source->body != NULL ? g_bytes_ref (source->body) : NULL;
}

G_NO_INLINE static void
net_error_private_clear (NetErrorPrivate *priv)
{
  g_free (priv->traceparent);
  g_free (priv->content_type);
  g_free (priv->uri);
  g_clear_pointer (&priv->body, g_bytes_unref);
}

G_DEFINE_EXTENDED_ERROR (NetError, net_error)

static NetErrorPrivate *
details_of (const GError *error)
{
  if (error == NULL || error->domain != NET_ERROR)
    return NULL;

  return net_error_get_private (error);
}

static const char *
sentence_for (NetError code)
{
  switch (code)
    {
    case NET_ERROR_UNKNOWN_HOST:
      return "The server could not be found. Check the network connection.";
    case NET_ERROR_UNREACHABLE:
      return "The server could not be reached, or the connection was lost.";
    case NET_ERROR_TIMED_OUT:
      return "The server took too long to answer.";
    case NET_ERROR_TLS:
      return "The identity of the server could not be verified. Nothing was sent.";
    case NET_ERROR_TLS_CLOCK:
      return "The identity of the server could not be verified, because the clock of this computer is wrong.";
    case NET_ERROR_BAD_REQUEST:
      return "The server did not accept the request.";
    case NET_ERROR_UNAUTHORIZED:
      return "The server did not accept your sign-in.";
    case NET_ERROR_FORBIDDEN:
      return "The server refused access.";
    case NET_ERROR_NOT_FOUND:
      return "The server does not have what was asked for.";
    case NET_ERROR_GONE:
      return "What was asked for has been withdrawn.";
    case NET_ERROR_THROTTLED:
      return "The server is busy. Try again in a moment.";
    case NET_ERROR_SERVER:
      return "The server reported a failure of its own.";
    case NET_ERROR_UNEXPECTED:
      return "The server gave an answer that cannot be used.";
    case NET_ERROR_TOO_LARGE:
      return "The answer of the server is too large.";
    case NET_ERROR_FOREIGN_ORIGIN:
      return "The address belongs to another server, to which your sign-in must not be sent.";
    case NET_ERROR_INSECURE:
      return "The address is not protected by encryption.";
    case NET_ERROR_INTERACTION_REQUIRED:
      return "Please sign in in the web browser.";
    case NET_ERROR_NO_BROWSER:
      return "No web browser could be opened for the sign-in.";
    case NET_ERROR_SIGN_IN_REFUSED:
      return "The sign-in was refused.";
    case NET_ERROR_SIGN_IN_TAMPERED:
      return "The answer to the sign-in does not match what was asked. The sign-in was stopped.";
    case NET_ERROR_CLOCK:
      return "The clock of this computer is wrong, so the sign-in was refused.";
    case NET_ERROR_KEY:
      return "The key for signing requests is missing or cannot be used.";
    default:
      g_return_val_if_reached ("");
    }
}

static NetError
code_for_status (guint status,
                 guint retry_after)
{
  switch (status)
    {
    case 400:
    case 406:
    case 409:
    case 412:
    case 415:
    case 422:
      return NET_ERROR_BAD_REQUEST;
    case 401:
      return NET_ERROR_UNAUTHORIZED;
    case 403:
      return NET_ERROR_FORBIDDEN;
    case 404:
      return NET_ERROR_NOT_FOUND;
    case 410:
      return NET_ERROR_GONE;
    case 429:
      return NET_ERROR_THROTTLED;
    case 503:
      return retry_after > 0 ? NET_ERROR_THROTTLED : NET_ERROR_SERVER;
    default:
      return status >= 500 && status < 600 ? NET_ERROR_SERVER : NET_ERROR_UNEXPECTED;
    }
}

/* A certificate outside its dates is the clock's fault when the server's time lies inside them. A
 * certificate of the future is so in practice always: nobody serves one before its day. */
static NetError
code_for_certificate (GTlsCertificate     *peer,
                      GTlsCertificateFlags errors,
                      gint64               skew)
{
  const GTlsCertificateFlags dates = G_TLS_CERTIFICATE_NOT_ACTIVATED | G_TLS_CERTIFICATE_EXPIRED;
  g_autoptr(GDateTime) now = NULL;
  g_autoptr(GDateTime) from = NULL;
  g_autoptr(GDateTime) until = NULL;

  if ((errors & dates) == 0 || (errors & ~dates) != 0)
    return NET_ERROR_TLS;
  if (errors & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return NET_ERROR_TLS_CLOCK;
  if (peer == NULL || skew == 0)
    return NET_ERROR_TLS;

  now = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC + skew);
  from = g_tls_certificate_get_not_valid_before (peer);
  until = g_tls_certificate_get_not_valid_after (peer);
  if (now != NULL && from != NULL && until != NULL &&
      g_date_time_compare (from, now) <= 0 && g_date_time_compare (now, until) <= 0)
    return NET_ERROR_TLS_CLOCK;

  return NET_ERROR_TLS;
}

static NetError
code_for_io (int code)
{
  switch (code)
    {
    case G_IO_ERROR_HOST_NOT_FOUND:
      return NET_ERROR_UNKNOWN_HOST;
    case G_IO_ERROR_TIMED_OUT:
      return NET_ERROR_TIMED_OUT;
    case G_IO_ERROR_INVALID_DATA:
      return NET_ERROR_UNEXPECTED;
    default:
      return NET_ERROR_UNREACHABLE;
    }
}

GError *
net_error_new (NetError code)
{
  return g_error_new_literal (NET_ERROR, code, sentence_for (code));
}

GError *
net_error_new_for_status (guint status,
                          guint retry_after)
{
  GError *error = net_error_new (code_for_status (status, retry_after));

  net_error_set_status (error, status);
  net_error_set_retry_after (error, retry_after);

  return error;
}

gboolean
net_error_is_connection_loss (const GError *cause)
{
  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE) ||
         g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_EOF);
}

GError *
net_error_from_transport (const GError        *cause,
                          GTlsCertificate     *peer,
                          GTlsCertificateFlags peer_errors,
                          gint64               skew)
{
  if (cause->domain == NET_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);

  if (net_error_is_connection_loss (cause))
    return net_error_new (NET_ERROR_UNREACHABLE);
  if (cause->domain == G_TLS_ERROR)
    return net_error_new (code_for_certificate (peer, peer_errors, skew));
  if (cause->domain == G_RESOLVER_ERROR)
    return net_error_new (NET_ERROR_UNKNOWN_HOST);
  if (cause->domain == G_IO_ERROR)
    return net_error_new (code_for_io (cause->code));

  return net_error_new (NET_ERROR_UNEXPECTED);
}

GError *
net_error_recast (const GError *cause,
                  NetError      code)
{
  GError          *error = net_error_new (code);
  NetErrorPrivate *details = details_of (cause);

  if (details != NULL)
    net_error_private_copy (details, net_error_get_private (error));

  return error;
}

void
net_error_set_status (GError *error,
                      guint   status)
{
  NetErrorPrivate *priv = details_of (error);

  if (priv != NULL)
    priv->status = status;
}

void
net_error_set_traceparent (GError     *error,
                           const char *traceparent)
{
  NetErrorPrivate *priv = details_of (error);

  if (priv != NULL)
    {
      g_free (priv->traceparent);
      priv->traceparent = g_strdup (traceparent);
    }
}

void
net_error_set_body (GError     *error,
                    GBytes     *body,
                    const char *content_type)
{
  NetErrorPrivate *priv = details_of (error);

  if (priv == NULL)
    return;

  g_clear_pointer (&priv->body, g_bytes_unref);
  if (body != NULL)
    priv->body = g_bytes_new_from_bytes (body, 0, MIN (g_bytes_get_size (body), MAX_BODY));
  g_free (priv->content_type);
  priv->content_type = g_strdup (content_type);
}

void
net_error_set_retry_after (GError *error,
                           guint   seconds)
{
  NetErrorPrivate *priv = details_of (error);

  if (priv != NULL)
    priv->retry_after = seconds;
}

void
net_error_set_uri (GError     *error,
                   const char *uri)
{
  NetErrorPrivate *priv = details_of (error);

  if (priv != NULL)
    {
      g_free (priv->uri);
      priv->uri = g_strdup (uri);
    }
}

guint
net_error_get_status (const GError *error)
{
  NetErrorPrivate *priv = details_of (error);

  return priv != NULL ? priv->status : 0;
}

const char *
net_error_get_traceparent (const GError *error)
{
  NetErrorPrivate *priv = details_of (error);

  return priv != NULL ? priv->traceparent : NULL;
}

GBytes *
net_error_get_body (const GError *error)
{
  NetErrorPrivate *priv = details_of (error);

  return priv != NULL ? priv->body : NULL;
}

const char *
net_error_get_content_type (const GError *error)
{
  NetErrorPrivate *priv = details_of (error);

  return priv != NULL ? priv->content_type : NULL;
}

guint
net_error_get_retry_after (const GError *error)
{
  NetErrorPrivate *priv = details_of (error);

  return priv != NULL ? priv->retry_after : 0;
}

const char *
net_error_get_uri (const GError *error)
{
  NetErrorPrivate *priv = details_of (error);

  return priv != NULL ? priv->uri : NULL;
}
