#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Draws a page of its own into @pixels, of which there are @size bytes: libraries, fonts and that
 * memory are then ready when the first real page comes. */
void renderer_warm (guint8 *pixels, guint64 size);

G_END_DECLS
