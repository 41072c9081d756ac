#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lower case without accents, for keys and for what is looked for in them: "Né à Zürich" is
 * "ne a zurich". Text that is no UTF-8 is "". (transfer full) */
char *model_text_fold (const char *text);

/* "MÃ¼ller", UTF-8 that somebody took for Latin 1, is "Müller"; as it was when the repair is not certain. @text is
 * UTF-8. For the eye only (R-VAC-110). (transfer full) */
char *model_text_repair (const char *text);

G_END_DECLS
