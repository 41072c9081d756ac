#pragma once

#include <cairo.h>
#include <glib.h>

#include "renderer-document.h"

G_BEGIN_DECLS

/* poppler draws nothing and reports success where cairo has no memory for an image: a white page,
 * the worst kind of error for a medical paper. This program therefore has a
 * cairo_image_surface_create() of its own, which notices. */
void     renderer_memory_reset   (void);
gboolean renderer_memory_ran_out (void);

/* Draws into @pixels: a surface over them, placed so that the page's points are user space. @size
 * of the page unrotated, in points. */
cairo_t *renderer_memory_begin   (const RendererView *view, double page_width, double page_height, guint8 *pixels);
/* Takes @cr. */
gboolean renderer_memory_end     (cairo_t *cr, GError **error);

G_END_DECLS
