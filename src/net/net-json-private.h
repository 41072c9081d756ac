#pragma once

#include <json-glib/json-glib.h>

#include "net-error.h"

G_BEGIN_DECLS

/* The object that @bytes hold. Checks UTF-8 and nesting before the parser sees them (json-glib goes
 * one stack frame deeper for each level). For small answers only: at most 64 KiB.
 * Error: NET_ERROR_UNEXPECTED. */
JsonObject *net_json_parse_object (GBytes      *bytes,
                                   GError     **error);

/* NULL when the member is missing or no string: json-glib's own getters warn on another type. */
const char *net_json_get_string   (JsonObject  *object,
                                   const char  *name);

/* A number, or a string of digits; @fallback for anything else. */
gint64      net_json_get_int      (JsonObject  *object,
                                   const char  *name,
                                   gint64       fallback);

G_END_DECLS
