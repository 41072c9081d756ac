#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* White space around and between pages, in logical pixels. */
#define VIEWER_LAYOUT_MARGIN 12

/* In logical pixels of the whole document, not of what is seen of it. */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} ViewerRect;

/* A point of the document that is to stay where it is in the view. */
typedef struct
{
  guint  page;
  double across;     /* share of the page's width and height */
  double down;
  double beyond;     /* logical pixels of white space under the page, or less than 0: above it */
  double x;          /* where in the view: the layout only carries it */
  double y;
} ViewerAnchor;

/* Where the pages stand under each other. Pure arithmetic; no widget, no document. */
typedef struct _ViewerLayout ViewerLayout;

ViewerLayout *viewer_layout_new          (guint n_pages);
void          viewer_layout_free         (ViewerLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewerLayout, viewer_layout_free)

guint         viewer_layout_get_n_pages  (ViewerLayout *self);

/* Points, unrotated. Takes effect with the next arrangement. */
void          viewer_layout_set_size     (ViewerLayout *self, guint page, double width, double height);
/* The width of most pages at @rotation, in points: a single wide chart among letters does not make
 * the letters small. */
double        viewer_layout_get_usual_width (ViewerLayout *self, guint rotation);
/* The smallest box that every page fits in at @rotation (0, 90, 180, 270), in points. */
void          viewer_layout_get_largest  (ViewerLayout *self, guint rotation, double *width, double *height);

/* @scale: logical pixels per point. Page sides are whole device pixels, so that nothing is blurred. */
void          viewer_layout_arrange      (ViewerLayout *self,
                                          double        scale,
                                          guint         rotation,
                                          int           device_scale,
                                          double        viewport_width);

double        viewer_layout_get_width    (ViewerLayout *self);
double        viewer_layout_get_height   (ViewerLayout *self);
void          viewer_layout_get_page     (ViewerLayout *self, guint page, ViewerRect *rect);
/* What stands at @x, @y; and where that stands after another arrangement. */
void          viewer_layout_get_anchor   (ViewerLayout *self, double x, double y, ViewerAnchor *anchor);
void          viewer_layout_find_anchor  (ViewerLayout *self, const ViewerAnchor *anchor, double *x, double *y);
/* The page at height @y, or the one above when that is white space. */
guint         viewer_layout_page_at      (ViewerLayout *self, double y);

G_END_DECLS
