#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where one of Cabinet's private programs lies ("cabinet-sandbox", "cabinet-renderer"): for a program
 * that runs from a build folder the one of that build, else the installed one. The path is not
 * checked; starting it tells. Neither environment nor search path has a say. (transfer full) */
char *record_program_path (const char *name);

G_END_DECLS
