#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NET_TYPE_TRACE (net_trace_get_type ())

/* One user action on the wire: one trace-id for all calls it causes, a new parent-id for each
 * request (R-TRC-2, W3C Trace Context). Thread-safe. */
G_DECLARE_FINAL_TYPE (NetTrace, net_trace, NET, TRACE, GObject)

NetTrace   *net_trace_new          (void);
const char *net_trace_get_id       (NetTrace *self);    /* 32 hex digits */
/* "00-<trace-id>-<new parent-id>-00" (transfer full) */
char       *net_trace_next_parent  (NetTrace *self);
gboolean    net_traceparent_is_valid (const char *text);

G_END_DECLS
