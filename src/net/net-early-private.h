#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* An answer that comes while the request is still being sent: 413, 403 … A server that gives one often
 * closes the connection, and libsoup, which looks for an answer only after it has sent everything, then
 * tells of a lost connection. This reads it instead, from the connection itself. */
typedef struct _NetEarly NetEarly;

/* Called once, for the first answer that is not 1xx. All borrowed; what of @body came by then. */
typedef void (*NetEarlyFunc) (guint               status,
                              SoupMessageHeaders *headers,
                              GBytes             *body,
                              gpointer            user_data);

/* Until it is freed, which must be before anybody else reads from @connection. In the main context of
 * the caller. */
NetEarly *net_early_new  (GIOStream *connection, NetEarlyFunc callback, gpointer user_data);
void      net_early_free (NetEarly *self);

G_END_DECLS
