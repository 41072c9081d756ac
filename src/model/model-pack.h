#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Inside this room: the strings of an immutable object live in one block. @members are offsets of
 * `const char *` members within the structure at @target; each is replaced by its copy in the block.
 * NULL members stay NULL. (transfer full): g_free() frees all of them; (nullable) when there are none. */
char *model_pack_strings (gpointer     target,
                          const gsize *members,
                          gsize        n_members);

G_END_DECLS
