#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NET_TYPE_LOOPBACK (net_loopback_get_type ())

/* Hears the answer to one sign-in in the browser: bound to 127.0.0.1, good for one request, closed
 * after it or after 5 minutes (R-IUA-5). The answer may come before anybody waits for it. */
G_DECLARE_FINAL_TYPE (NetLoopback, net_loopback, NET, LOOPBACK, GObject)

/* @port 0: any free one. Fails when the port is taken. */
NetLoopback *net_loopback_new         (const char           *host,
                                       guint16               port,
                                       const char           *path,
                                       const char           *state,
                                       const char           *issuer,   /* (nullable) */
                                       GError              **error);

/* The redirect URI to ask for. */
const char  *net_loopback_get_uri     (NetLoopback          *self);

/* Whether an answer can still come or has come. */
gboolean     net_loopback_is_open     (NetLoopback          *self);

/* The authorization code; errors as net_answer_parse(), NET_ERROR_TIMED_OUT. One waits at a time. */
void         net_loopback_wait_async  (NetLoopback          *self,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
char        *net_loopback_wait_finish (NetLoopback          *self,
                                       GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
