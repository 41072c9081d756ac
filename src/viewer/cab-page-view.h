#pragma once

#include <gtk/gtk.h>

#include "viewer-find.h"
#include "viewer-pages.h"

G_BEGIN_DECLS

/* What decides the zoom. */
typedef enum
{
  CAB_PAGE_FIT_NONE,     /* the reader */
  CAB_PAGE_FIT_WIDTH,    /* most pages are as wide as the view */
  CAB_PAGE_FIT_PAGE,     /* the largest page is seen whole */
} CabPageFit;

#define CAB_TYPE_PAGE_VIEW (cab_page_view_get_type ())

/* The pages of an open document under each other, in a GtkScrolledWindow. Shows the best picture that
 * is there and asks for better; never waits.
 *
 * Properties, read-only, notify: "page" (guint, from 1; 0 when empty), "n-pages" (guint), "zoom"
 * (double, 1.0: a point is 1/72 inch at 96 dpi), "fit" (int, CabPageFit); and those of
 * GtkScrollable. Keys: arrows, Page Up and Down, space, Home, End. Ctrl+wheel and pinch zoom at the
 * pointer. Links are followed with a click.
 *
 * Signal "address" (char *): a link that leads outside was followed. It is for the person to decide. */
G_DECLARE_FINAL_TYPE (CabPageView, cab_page_view, CAB, PAGE_VIEW, GtkWidget)

GtkWidget   *cab_page_view_new          (void);

/* @document NULL: empties, and drops every picture. Starts at the first page, unrotated; the fit stays. */
void         cab_page_view_set_document (CabPageView *self, RenderDocument *document);

guint        cab_page_view_get_page     (CabPageView *self);
guint        cab_page_view_get_n_pages  (CabPageView *self);
/* @page from 1; beyond the ends is the nearest end. */
void         cab_page_view_go_to_page   (CabPageView *self, guint page);

double       cab_page_view_get_zoom     (CabPageView *self);
CabPageFit   cab_page_view_get_fit      (CabPageView *self);
guint        cab_page_view_get_rotation (CabPageView *self);
void         cab_page_view_set_fit      (CabPageView *self, CabPageFit fit);
/* What lies under @x, @y (of the widget) stays there. */
void         cab_page_view_zoom_at      (CabPageView *self, double zoom, double x, double y);
/* About the middle. */
void         cab_page_view_set_zoom     (CabPageView *self, double zoom);
/* To the next of the usual steps. @direction: 1 larger, -1 smaller. */
void         cab_page_view_step_zoom    (CabPageView *self, int direction);
/* A quarter clockwise. */
void         cab_page_view_rotate       (CabPageView *self);

/* Goes to @page, from 1, in a way that back leads back from: by a link or the table of contents. */
void         cab_page_view_jump         (CabPageView *self, guint page);
/* To where the last jump began (-1), or back again (1). FALSE: there is nothing. */
gboolean     cab_page_view_go           (CabPageView *self, int direction);
/* Marks what is found, and brings what is chosen into view. (nullable) */
void         cab_page_view_set_find     (CabPageView *self, ViewerFind *find);
/* Where on the way from the top of the first page (0) to the end of the last (1) @hit of @page is; FALSE when its place is not
 * known yet: then it is that of its page. */
gboolean     cab_page_view_get_share    (CabPageView *self, guint page, const RenderHit *hit, double *share);
/* What is selected goes to the clipboard, as it stands or as a table. Nothing is selected: nothing happens. */
void         cab_page_view_copy         (CabPageView *self, gboolean as_table);
void         cab_page_view_select_all   (CabPageView *self);

/* For tests: where page @page (from 0) is in the widget; what is kept and under way. */
void         cab_page_view_get_page_rect (CabPageView *self, guint page, graphene_rect_t *rect);
ViewerPages *cab_page_view_get_pages     (CabPageView *self);   /* (nullable) */

G_END_DECLS
