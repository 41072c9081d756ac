#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Once, first thing in main(): the log writer that redacts, and no core dump, since a dump would hold
 * what a patient's record holds. */
void record_process_protect (void);

G_END_DECLS
