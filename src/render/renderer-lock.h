#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Gives up everything the renderer does not need: limits, privileges, files but those of fonts,
 * system calls but the harmless ones. For good, and only for this thread and those it starts: to be
 * called before the first thread. FALSE: not locked, the process must end. */
gboolean renderer_lock (void);

G_END_DECLS
