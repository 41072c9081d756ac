#pragma once

#include "render-text.h"

G_BEGIN_DECLS

#define VIEWER_TYPE_TEXTS (viewer_texts_get_type ())

/* The texts of the pages that are being looked at, with their places: the last few are kept. Main thread.
 *
 * Signal "changed" (guint page): its text has come. */
G_DECLARE_FINAL_TYPE (ViewerTexts, viewer_texts, VIEWER, TEXTS, GObject)

ViewerTexts *viewer_texts_new (RenderDocument *document);
/* NULL while it is not there: then it is asked for. (transfer none) (nullable) */
RenderText  *viewer_texts_get (ViewerTexts *self, guint page);
/* The same, but nothing is asked for. */
RenderText  *viewer_texts_peek (ViewerTexts *self, guint page);

G_END_DECLS
