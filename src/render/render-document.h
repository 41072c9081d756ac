#pragma once

#include <gio/gio.h>

#include "render-error.h"

G_BEGIN_DECLS

/* Pixels as GDK_MEMORY_B8G8R8A8_PREMULTIPLIED. @bytes lies in shared memory: its slot is free again
 * when the last reference goes. */
typedef struct
{
  GBytes *bytes;
  int     width;
  int     height;
  gsize   stride;
} RenderPixels;

void render_pixels_free (RenderPixels *pixels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RenderPixels, render_pixels_free)

/* What to draw. The whole page when clip_width is 0; else the rectangle, in device pixels of the
 * page drawn at @scale and @rotation. */
typedef struct
{
  guint  page;            /* from 0 */
  double scale;           /* device pixels per point (1/72 inch) */
  guint  rotation;        /* 0, 90, 180, 270, clockwise, beside the page's own */
  int    clip_x;
  int    clip_y;
  int    clip_width;
  int    clip_height;
  int    priority;        /* G_PRIORITY_…: less is sooner; visible before near, near before thumbnails */
} RenderRequest;

#define RENDER_TYPE_DOCUMENT (render_document_get_type ())

/* One open document in its renderer process. A renderer that dies is replaced silently and asked
 * again; one that misses its deadline is replaced too, but the request fails (TIMED_OUT), since
 * nobody waits twice as long. A page that kills twice, either way, is refused (PAGE_REFUSED) and the
 * others go on. One request is with the renderer at a time, the queue is here: cancelling what waits
 * costs nothing, and what is being drawn is answered at once and dropped when it comes. Main thread.
 *
 * Signals: "sizes-changed" (more page sizes are known). */
G_DECLARE_FINAL_TYPE (RenderDocument, render_document, RENDER, DOCUMENT, GObject)

guint         render_document_get_n_pages     (RenderDocument *self);
/* Points, unrotated by the reader; a guess (that of page 0) and FALSE until it is known. */
gboolean      render_document_get_page_size   (RenderDocument *self, guint page, double *width, double *height);
/* Title from the document's own information. (nullable) */
const char   *render_document_get_title       (RenderDocument *self);

typedef enum
{
  RENDER_EXAMINED_FAILED,
  RENDER_EXAMINED_PASSIVE,
  RENDER_EXAMINED_ACTIVE,
} RenderExamined;

/* Looks at every object of it for what a document must not bring into a record: scripts wherever they
 * stand, programs to be started, forms that are sent, films, files other than the data of PDF/A-3. Takes
 * longer than opening. */
void           render_document_examine_async  (RenderDocument *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
RenderExamined render_document_examine_finish (RenderDocument *self, GAsyncResult *result, GError **error);

void          render_document_render_async    (RenderDocument      *self,
                                               const RenderRequest *request,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
RenderPixels *render_document_render_finish   (RenderDocument *self, GAsyncResult *result, GError **error);

/* The text of a page in reading order, for screen readers and tests; "" for a scan. */
void          render_document_get_text_async  (RenderDocument *self, guint page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char         *render_document_get_text_finish (RenderDocument *self, GAsyncResult *result, GError **error);

G_END_DECLS
