#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The national value sets, as the community checks deposits against them; its own reader of
 * data/terminology, since both ends of the wire must not share what could be wrong. */

/* Whether @set ("document-type" …) has @code, of @system unless that is NULL. */
gboolean sandbox_terms_has     (const char *set, const char *system, const char *code);
/* Whether documents of @type may stand under @category. */
gboolean sandbox_terms_is_pair (const char *category, const char *type);

G_END_DECLS
