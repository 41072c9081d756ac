#pragma once

#include <libsoup/soup.h>

#include "net-client.h"

G_BEGIN_DECLS

SoupSession *net_client_get_session (NetClient   *self);

/* The address as libsoup will send it (normal form), when it may be called at all: https, or plain
 * http to a loopback address where that is allowed. Errors: NET_ERROR_INSECURE, NET_ERROR_UNEXPECTED. */
GUri        *net_client_check_uri   (NetClient   *self,
                                     const char  *uri,
                                     GError     **error);

/* Takes the server's clock from its Date header; @date may be NULL or nonsense. */
void         net_client_note_date   (NetClient   *self,
                                     const char  *date);

/* Seconds since 1970 by the newest Date header seen; by the local clock while it is off by no more
 * than 5 s (R-IUA-12). */
gint64       net_client_get_time    (NetClient   *self);

gboolean     net_client_allows_loopback_http (NetClient *self);

/* Seconds that an answer asks to wait, by the server's clock; 0: it does not. */
guint        net_client_get_retry_after  (NetClient          *self,
                                          SoupMessageHeaders *headers);

/* The error for an answer that is no success, with its @body. */
GError      *net_client_new_status_error (NetClient          *self,
                                          guint               status,
                                          SoupMessageHeaders *headers,
                                          GBytes             *body);

/* Whether a Date header was seen yet. */
gboolean     net_client_knows_clock (NetClient   *self);

/* One call with all its attempts (net-call.c). Takes @request; completes @task with a NetResponse. */
void         net_call_run           (GTask       *task,
                                     NetRequest  *request);

/* Same rule for addresses outside a call. */
gboolean     net_uri_is_permitted   (GUri        *uri,
                                     gboolean     allow_loopback_http);

G_END_DECLS
