#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Inside this room: which of the typed @names (element-type utf8) are the family name. @comma is how
 * many of them stand before a comma, 0 without one.
 *
 * A comma decides; else capitals beside other words ("Franz MUSTER"), particles ("Anna von Allmen",
 * "von Allmen Anna"), and last the order: the first word is the family name.
 *
 * (out) @family and @given are (transfer full), NULL when there is none. */
void model_query_names_split (GPtrArray  *names,
                              guint       comma,
                              char      **family,
                              char      **given);

G_END_DECLS
