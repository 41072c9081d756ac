#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Inside this room: what json-glib must not be given. Its parser recurses, takes comments and
 * assignments, and makes invalid UTF-8 of a lone surrogate. One pass over @text looks at all of it:
 * UTF-8, nesting, characters that stand in no JSON, and anything after the value.
 *
 * A lone surrogate escape costs a character and not the whole list: @repaired then is a copy of the
 * same length with U+FFFD in its place (transfer full), else NULL. */
gboolean fhir_json_check (const char  *text,
                          gsize        length,
                          char       **repaired,
                          GError     **error);

G_END_DECLS
