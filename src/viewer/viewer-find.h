#pragma once

#include "render-text-index.h"

G_BEGIN_DECLS

#define VIEWER_TYPE_HIT (viewer_hit_get_type ())

/* A place where something was found, with the line around it. Immutable. */
G_DECLARE_FINAL_TYPE (ViewerHit, viewer_hit, VIEWER, HIT, GObject)

guint       viewer_hit_get_page    (ViewerHit *self);   /* from 0 */
RenderHit   viewer_hit_get_place   (ViewerHit *self);
/* The line in Pango markup, what was found in bold. (transfer full) */
char       *viewer_hit_dup_markup  (ViewerHit *self);

#define VIEWER_TYPE_FIND (viewer_find_get_type ())

/* What is being looked for, in whatever document is open: the term travels to the next one. Main thread.
 *
 * Properties, read-only, notify: "term" (char *, "" for none), "searching" (gboolean), "n-hits" (guint), "position" (guint,
 * from 1 in the order of the pages, 0: none chosen).
 * Signal "changed" (guint page): there are other hits on it; G_MAXUINT: on any.
 * Signal "chosen": another hit is the one to be looked at. */
G_DECLARE_FINAL_TYPE (ViewerFind, viewer_find, VIEWER, FIND, GObject)

ViewerFind *viewer_find_new           (void);
/* NULL: nothing is open. */
void        viewer_find_set_index     (ViewerFind *self, RenderTextIndex *index);
/* The page being read: the search begins there, and so does what is chosen first. */
void        viewer_find_set_near      (ViewerFind *self, guint page);
/* "" or NULL: stops and forgets at once. */
void        viewer_find_search        (ViewerFind *self, const char *term, RenderFind how);
const char *viewer_find_get_term      (ViewerFind *self);
RenderFind  viewer_find_get_how       (ViewerFind *self);
gboolean    viewer_find_get_searching (ViewerFind *self);
guint       viewer_find_get_n_hits    (ViewerFind *self);
guint       viewer_find_get_position  (ViewerFind *self);
/* The next (1) or previous (-1) one; after the last comes the first. */
void        viewer_find_step          (ViewerFind *self, int direction);
void        viewer_find_choose        (ViewerFind *self, ViewerHit *hit);
/* FALSE: none. */
gboolean    viewer_find_get_chosen    (ViewerFind *self, guint *page, RenderHit *hit);
/* (transfer none) (nullable) (element-type RenderHit) */
GArray     *viewer_find_get_hits      (ViewerFind *self, guint page);
/* How many pages have no text, and of how many that is known. */
guint       viewer_find_get_n_empty   (ViewerFind *self, guint *n_read);
/* Of ViewerHit, in the order of the pages, as they come; no more than a person goes through. (transfer none) */
GListModel *viewer_find_get_list      (ViewerFind *self);

G_END_DECLS
