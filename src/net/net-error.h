#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NET_ERROR (net_error_quark ())
GQuark net_error_quark (void);

/* What went wrong between here and a server. Cancelling is G_IO_ERROR_CANCELLED, never one of these. */
typedef enum
{
  NET_ERROR_UNKNOWN_HOST,
  NET_ERROR_UNREACHABLE,          /* refused, reset, no route, cut in the middle */
  NET_ERROR_TIMED_OUT,
  NET_ERROR_TLS,                  /* certificate or handshake */
  NET_ERROR_TLS_CLOCK,            /* certificate not yet valid or expired while the local clock is off */
  NET_ERROR_BAD_REQUEST,          /* 400, 406, 409, 412, 415, 422 */
  NET_ERROR_UNAUTHORIZED,         /* 401, also after a fresh token */
  NET_ERROR_FORBIDDEN,            /* 403 */
  NET_ERROR_NOT_FOUND,            /* 404 */
  NET_ERROR_GONE,                 /* 410 */
  NET_ERROR_THROTTLED,            /* 429, and 503 with Retry-After */
  NET_ERROR_SERVER,               /* other 5xx */
  NET_ERROR_UNEXPECTED,           /* a status or body nobody asked for (redirect with a token, no JSON) */
  NET_ERROR_TOO_LARGE,            /* the body passes the limit of its request */
  NET_ERROR_FOREIGN_ORIGIN,       /* a token would have left for another server (R-COM-7) */
  NET_ERROR_INSECURE,             /* plain http to anything but a permitted loopback address */
  NET_ERROR_INTERACTION_REQUIRED, /* silent sign-in is not possible: the browser is needed */
  NET_ERROR_NO_BROWSER,           /* none could be started; net_error_get_uri() is the address to copy */
  NET_ERROR_SIGN_IN_REFUSED,      /* the provider or authorization server said no */
  NET_ERROR_SIGN_IN_TAMPERED,     /* state, issuer, scope or purpose differ from what was asked */
  NET_ERROR_CLOCK,                /* local clock too far off for signatures to be accepted */
  NET_ERROR_KEY,                  /* signing key missing or unusable */
} NetError;

/* Details that travel with a NET_ERROR for the Details fold. All return NULL/0 for other errors and
 * when not known. Borrowed from @error. Never contain a token or a query string. */
guint       net_error_get_status       (const GError *error);
const char *net_error_get_traceparent  (const GError *error);
GBytes     *net_error_get_body         (const GError *error);   /* at most 64 KiB */
const char *net_error_get_content_type (const GError *error);
guint       net_error_get_retry_after  (const GError *error);   /* seconds */
const char *net_error_get_uri          (const GError *error);   /* scheme, host and path only; NO_BROWSER: whole */

G_END_DECLS
