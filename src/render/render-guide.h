#pragma once

#include "render-text.h"

G_BEGIN_DECLS

/* A line of a document's own table of contents. */
typedef struct
{
  guint       level;   /* from 0 */
  guint       page;    /* from 0; G_MAXUINT: it leads nowhere */
  const char *title;
} RenderChapter;

/* A place on a page that leads somewhere. */
typedef struct
{
  RenderBox   box;
  guint       page;    /* from 0; G_MAXUINT: it leads outside */
  const char *uri;     /* http, https or mailto; "" when it leads to a page */
} RenderLink;

/* How to find one's way in a document. Immutable, counted. */
typedef struct _RenderGuide RenderGuide;

RenderGuide         *render_guide_ref           (RenderGuide *self);
void                 render_guide_unref         (RenderGuide *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RenderGuide, render_guide_unref)

guint                render_guide_get_n_chapters (RenderGuide *self);
const RenderChapter *render_guide_get_chapter    (RenderGuide *self, guint position);
/* How @page (from 0) calls itself, where that is not its number: "iv", "A-3". (nullable) */
const char          *render_guide_get_label      (RenderGuide *self, guint page);

/* Links of one page. Immutable, counted. */
typedef struct _RenderLinks RenderLinks;

RenderLinks         *render_links_ref            (RenderLinks *self);
void                 render_links_unref          (RenderLinks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RenderLinks, render_links_unref)

guint                render_links_get_n          (RenderLinks *self);
const RenderLink    *render_links_get            (RenderLinks *self, guint position);
/* The one at a point of the page. (nullable) */
const RenderLink    *render_links_at             (RenderLinks *self, double x, double y);

/* After all drawing. Main thread. */
void                 render_document_get_guide_async  (RenderDocument *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
RenderGuide         *render_document_get_guide_finish (RenderDocument *self, GAsyncResult *result, GError **error);   /* (transfer full) */
void                 render_document_get_links_async  (RenderDocument *self, guint page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
RenderLinks         *render_document_get_links_finish (RenderDocument *self, GAsyncResult *result, GError **error);   /* (transfer full) */

G_END_DECLS
