#pragma once

#include "render-text.h"

G_BEGIN_DECLS

/* Arithmetic with places on a page. Points; @width and @height are those of the page unrotated. */

/* Where @box is when the page is turned clockwise by @rotation. */
void    viewer_places_turn     (const RenderBox *box, double width, double height, guint rotation, RenderBox *turned);
/* Back: a point of the turned page on the page unrotated. */
void    viewer_places_turn_back (double width, double height, guint rotation, double *x, double *y);

/* One box for each line, or part of one, of characters @first to @first + @n. (transfer full) (element-type RenderBox) */
GArray *viewer_places_lines    (RenderText *text, guint first, guint n);
/* The character at @x, @y, or the nearest; with @between, the nearest gap between two: the number of characters before it. */
guint   viewer_places_at       (RenderText *text, double x, double y, gboolean between);

G_END_DECLS
