#pragma once

#include <gio/gio.h>

#include "net-error.h"
#include "net-token-source.h"
#include "net-trace.h"

G_BEGIN_DECLS

/* A request under construction; owned by the caller until it is sent, then by the client. */
typedef struct _NetRequest NetRequest;

/* Bytes of the answer's body received, or of the request's sent where that is a stream; @expected: all
 * of them, -1 when not known. */
typedef void (*NetProgress) (guint64 transferred, gint64 expected, gpointer user_data);

/* Defaults: deadline 30 s for the whole call, body limit 16 MiB, not repeated unless GET, no token,
 * a trace of its own. */
NetRequest *net_request_new              (const char     *method, const char *uri);
void        net_request_free             (NetRequest     *self);
void        net_request_set_header       (NetRequest     *self, const char *name, const char *value);
void        net_request_set_body         (NetRequest     *self, GBytes *body, const char *content_type);
/* Exactly @length bytes that @body gives while they are sent; an error of it ends the call. Its
 * read_async() is used, one read at a time, also a little beyond the end of a call that failed. Never
 * repeated, not after a 401 either, since it cannot be read twice: instead the token is renewed before
 * the sending when it ends soon. An answer that comes before all is sent ends the sending, and is the
 * call's error. The deadline grows by a second for every 64 KiB, beside what
 * net_request_set_deadline() says. */
void        net_request_set_body_stream  (NetRequest     *self, GInputStream *body, guint64 length, const char *content_type);
void        net_request_set_trace        (NetRequest     *self, NetTrace *trace);
void        net_request_set_tokens       (NetRequest     *self, NetTokenSource *tokens);
void        net_request_set_idempotent   (NetRequest     *self, gboolean idempotent);  /* a search by POST */
/* On a connection of its own, for what is asked after another one has broken: libsoup (3.2) repeats a message on a
 * kept connection that turns out to be closed, and now and then does not survive it. */
void        net_request_set_fresh        (NetRequest     *self, gboolean fresh);
void        net_request_set_max_bytes    (NetRequest     *self, guint64 max_bytes);
void        net_request_set_deadline     (NetRequest     *self, guint milliseconds);
/* Called in the client's main context, at most every 50 ms; once more when a stream is sent whole. */
void        net_request_set_progress     (NetRequest     *self, NetProgress progress, gpointer user_data, GDestroyNotify destroy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetRequest, net_request_free)

/* A 2xx answer, or with net_client_send_async() of a request without token any 3xx. */
typedef struct _NetResponse NetResponse;

void        net_response_free             (NetResponse *self);
guint       net_response_get_status       (NetResponse *self);
GBytes     *net_response_get_body         (NetResponse *self);                     /* (transfer none) */
const char *net_response_get_content_type (NetResponse *self);                     /* (nullable) without parameters */
const char *net_response_get_charset      (NetResponse *self);                     /* (nullable) */
const char *net_response_get_header       (NetResponse *self, const char *name);   /* (nullable) */
const char *net_response_get_traceparent  (NetResponse *self);                     /* as sent (R-TRC-4) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetResponse, net_response_free)

#define NET_TYPE_CLIENT (net_client_get_type ())

/* HTTP for the record (EPR client specification, section 3), on libsoup. Main thread, main context
 * of its construction; nothing in it blocks. Its promises:
 *  - a deadline for each call, retries included; the cancellable ends it at once;
 *  - GET and what is marked idempotent is repeated at most twice, on connection loss, 429, 502, 503,
 *    504, after Retry-After or a growing pause; nothing else is ever repeated (R-COM-14);
 *  - a 401 mints one new token and repeats once (R-COM-10), but for a body that is a stream;
 *  - no redirect is followed; a token goes to the origins of its source only (R-COM-7);
 *  - plain http only to a loopback address, and only when allowed at construction;
 *  - certificates are checked, always; a clinic may add authorities, nobody can take checks away;
 *  - traceparent on every request; bodies bounded while they arrive; nothing of them logged. */
G_DECLARE_FINAL_TYPE (NetClient, net_client, NET, CLIENT, GObject)

NetClient   *net_client_new             (gboolean             allow_loopback_http);
/* Further certificate authorities: absolute path of a PEM file, in addition to the system's. */
gboolean     net_client_add_authorities (NetClient           *self, const char *pem_path, GError **error);

/* Takes @request. Fails with NET_ERROR for every answer that is not 2xx. */
void         net_client_send_async      (NetClient           *self,
                                         NetRequest          *request,     /* (transfer full) */
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
NetResponse *net_client_send_finish     (NetClient           *self, GAsyncResult *result, GError **error);

/* Server time minus local time in seconds, from the newest Date header; 0 before the first (R-IUA-12). */
gint64       net_client_get_clock_skew  (NetClient           *self);

/* "https://host:port" of @uri, default port left out; NULL when @uri is no absolute http(s) URI. */
char        *net_origin_of              (const char          *uri);

G_END_DECLS
