#pragma once

#include <gtk/gtk.h>

#include "viewer-pages.h"

G_BEGIN_DECLS

/* Draws one page at @rect of @widget: its best picture, else why there is none, else white paper with
 * its number. @scale: device pixels per point. @pages: (nullable) while nothing can be asked for. */
void viewer_draw_page  (GtkSnapshot           *snapshot,
                        GtkWidget             *widget,
                        const graphene_rect_t *rect,
                        ViewerPages           *pages,
                        guint                  page,
                        guint                  rotation,
                        double                 scale);

/* What lies behind the pages: a little darker than the theme's ground, or lighter where that is dark. */
void viewer_draw_desk  (GtkSnapshot *snapshot, GtkWidget *widget);
/* Where the focus is, when it came by key. */
void viewer_draw_focus (GtkSnapshot *snapshot, GtkWidget *widget);

G_END_DECLS
