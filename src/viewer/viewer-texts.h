#pragma once

#include "render-guide.h"

G_BEGIN_DECLS

#define VIEWER_TYPE_TEXTS (viewer_texts_get_type ())

/* The texts and links of the pages that are being looked at, with their places: the last few are kept. Main thread.
 *
 * Signal "changed" (guint page): its text or its links have come. */
G_DECLARE_FINAL_TYPE (ViewerTexts, viewer_texts, VIEWER, TEXTS, GObject)

ViewerTexts *viewer_texts_new (RenderDocument *document);
/* NULL while it is not there: then it is asked for. (transfer none) (nullable) */
RenderText  *viewer_texts_get (ViewerTexts *self, guint page);
/* Asked for with the text. (transfer none) (nullable) */
RenderLinks *viewer_texts_get_links (ViewerTexts *self, guint page);
/* The text, but nothing is asked for. */
RenderText  *viewer_texts_peek (ViewerTexts *self, guint page);

G_END_DECLS
