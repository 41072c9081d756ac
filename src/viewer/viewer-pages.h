#pragma once

#include <gdk/gdk.h>

#include "render-document.h"

G_BEGIN_DECLS

#define VIEWER_TYPE_PAGES (viewer_pages_get_type ())

/* The drawn pages of one document: what is there is kept as long as the budget allows, what is
 * wanted is asked for, what is no longer wanted is called off. A page has one picture of the whole,
 * and at high zoom one of the part that is seen (its patch). Main thread.
 *
 * Signal "changed" (guint page): there is something better to draw, or an error to show. */
G_DECLARE_FINAL_TYPE (ViewerPages, viewer_pages, VIEWER, PAGES, GObject)

/* In device pixels of the page drawn at @scale (device pixels per point) and @rotation. */
typedef struct
{
  double scale;
  guint  rotation;
  int    x;
  int    y;
  int    width;
  int    height;
} ViewerView;

typedef enum
{
  VIEWER_PART_PAGE,
  VIEWER_PART_PATCH,
} ViewerPart;
#define VIEWER_N_PARTS 2

/* @budget: bytes of pixels to keep. */
ViewerPages  *viewer_pages_new       (RenderDocument *document, gsize budget);

/* One round of wishes: begin, want what is seen and then its neighbours, end. What the last round
 * wanted and this one does not is called off. */
void          viewer_pages_begin     (ViewerPages *self);
/* Where what is there or on its way does not cover @need, @ask is asked for. */
void          viewer_pages_want      (ViewerPages *self, guint page, ViewerPart part, const ViewerView *need, const ViewerView *ask, gboolean seen);
void          viewer_pages_end       (ViewerPages *self);

/* What there is, at whatever scale, of @rotation. @view: what it shows. (transfer none) (nullable) */
GdkTexture   *viewer_pages_get       (ViewerPages *self, guint page, ViewerPart part, guint rotation, ViewerView *view);
/* Why the page could not be drawn. (nullable) */
const GError *viewer_pages_get_error (ViewerPages *self, guint page);

/* For tests: bytes kept now and requests under way. */
gsize         viewer_pages_get_bytes     (ViewerPages *self);
guint         viewer_pages_get_n_pending (ViewerPages *self);

G_END_DECLS
