#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NET_MAX_REPEATS 2   /* R-COM-14 */

/* Whether an answer of this status may be another one a moment later. */
gboolean net_retry_status_is_passing (guint        status);

/* Seconds that a Retry-After header asks to wait: a number or a date, which is compared with @now
 * (seconds since 1970, server's clock). 0 when missing or not understood; at most a day. */
guint    net_retry_after_parse       (const char  *header,
                                      gint64       now);

/* Milliseconds before repetition @repeat (0, 1 …): grows, and differs from client to client. */
guint    net_retry_pause             (guint        repeat);

G_END_DECLS
