#pragma once

#include "render-document.h"
#include "render-find.h"

G_BEGIN_DECLS

#define RENDER_TYPE_TEXT_INDEX (render_text_index_get_type ())

/* The text of an open document, extracted once and searched in memory. Pages come after all drawing, nearest first;
 * a search goes on as they come, and is over in a moment once all are there. In memory only. Main thread.
 *
 * Properties, read-only, notify: "searching" (gboolean), "n-hits" (guint).
 * Signal "found" (guint page): the hits of that page are known, and there are some. */
G_DECLARE_FINAL_TYPE (RenderTextIndex, render_text_index, RENDER, TEXT_INDEX, GObject)

RenderTextIndex *render_text_index_new           (RenderDocument *document);

/* Looks for @term, from page @near outwards, and forgets what was found before. NULL or "": stops at once. */
void             render_text_index_find          (RenderTextIndex *self,
                                                  const char      *term,   /* (nullable) */
                                                  RenderFind       how,
                                                  guint            near);
gboolean         render_text_index_get_searching (RenderTextIndex *self);
guint            render_text_index_get_n_hits    (RenderTextIndex *self);
guint            render_text_index_get_n_pages   (RenderTextIndex *self);
/* Those of a page, in the order of its text. (transfer none) (nullable) (element-type RenderHit) */
GArray          *render_text_index_get_hits      (RenderTextIndex *self, guint page);
/* What was read of a page; NULL until it came. (transfer none) (nullable) */
const char      *render_text_index_get_text      (RenderTextIndex *self, guint page);
/* Pages that came without any text, such as scans; of how many that came. */
guint            render_text_index_get_n_empty   (RenderTextIndex *self, guint *n_read);

G_END_DECLS
