#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The steps of renderer_lock(), in its order. */
gboolean renderer_lock_limits (void);
gboolean renderer_lock_rights (void);
/* TRUE also on a kernel without Landlock: files can then be read, but not sent anywhere. */
gboolean renderer_lock_files  (void);
gboolean renderer_lock_calls  (void);

G_END_DECLS
