#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lower case without accents, for keys and for what is looked for in them: "Né à Zürich" is
 * "ne a zurich". Text that is no UTF-8 is "". (transfer full) */
char *model_text_fold (const char *text);

G_END_DECLS
