#pragma once

#include "viewer-texts.h"

G_BEGIN_DECLS

/* By what a selection grows: one click more for each. */
typedef enum
{
  VIEWER_UNIT_CHARACTER,
  VIEWER_UNIT_WORD,
  VIEWER_UNIT_LINE,
  VIEWER_UNIT_BLOCK,     /* lines that stand close together */
} ViewerUnit;

#define VIEWER_TYPE_SELECTION (viewer_selection_get_type ())

/* What a person has selected in the text of a document. Places are points of the page, unrotated; they become characters as
 * soon as the text of the page is there. Main thread.
 *
 * Signal "changed". */
G_DECLARE_FINAL_TYPE (ViewerSelection, viewer_selection, VIEWER, SELECTION, GObject)

ViewerSelection *viewer_selection_new         (RenderDocument *document, ViewerTexts *texts);
void             viewer_selection_begin       (ViewerSelection *self, guint page, double x, double y, ViewerUnit unit);
void             viewer_selection_extend      (ViewerSelection *self, guint page, double x, double y);
void             viewer_selection_select_all  (ViewerSelection *self);
/* These characters, such as what was found. */
void             viewer_selection_set         (ViewerSelection *self, guint page, guint first, guint n);
/* Moves the end by characters, words or lines. */
void             viewer_selection_move        (ViewerSelection *self, ViewerUnit unit, int direction);
void             viewer_selection_clear       (ViewerSelection *self);
gboolean         viewer_selection_is_empty    (ViewerSelection *self);
/* What is selected of @page. FALSE: nothing, or not known yet. */
gboolean         viewer_selection_get         (ViewerSelection *self, guint page, guint *first, guint *n);

/* The text, in reading order; with @as_table, rows of cells with tabs between. Pages are asked for as needed. */
void             viewer_selection_copy_async  (ViewerSelection *self, gboolean as_table, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char            *viewer_selection_copy_finish (ViewerSelection *self, GAsyncResult *result, GError **error);

G_END_DECLS
