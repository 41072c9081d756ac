#pragma once

#include "render-document.h"

G_BEGIN_DECLS

/* Where a character stands: points from the top left of the page as it is shown unrotated. */
typedef struct
{
  float x1;
  float y1;
  float x2;
  float y2;
} RenderBox;

/* The text of a page in reading order, with a box for each character (also for the line ends, of no width). Immutable,
 * counted, may be shared between threads. */
typedef struct _RenderText RenderText;

/* @text: UTF-8. @boxes: (element-type RenderBox) as many as it has characters, or none for text without places. */
RenderText      *render_text_new       (const char *text, GBytes *boxes);
RenderText      *render_text_ref       (RenderText *self);
void             render_text_unref     (RenderText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RenderText, render_text_unref)

const char      *render_text_get       (RenderText *self);
guint            render_text_get_n     (RenderText *self);      /* characters */
/* (array length=n) (nullable) */
const RenderBox *render_text_get_boxes (RenderText *self);
/* Characters @first to @first + @n. (transfer full) */
char            *render_text_cut       (RenderText *self, guint first, guint n);

/* Empty for a scan, and for a picture. Main thread. */
void             render_document_get_layout_async  (RenderDocument      *self,
                                                    guint                page,
                                                    int                  priority,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
RenderText      *render_document_get_layout_finish (RenderDocument *self, GAsyncResult *result, GError **error);   /* (transfer full) */

G_END_DECLS
