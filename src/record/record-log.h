#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From here on what this process logs loses credentials, names of patients' numbers and query
 * strings before it is written. Once, at the start of a program. */
void record_log_install (void);

G_END_DECLS
