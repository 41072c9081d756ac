#pragma once

#include <adwaita.h>

#include "cab-document-model.h"

G_BEGIN_DECLS

#define CAB_TYPE_DOCUMENT_TABLE (cab_document_table_get_type ())

/* The rows themselves: columns where there is room, rows of two lines where there is not, and the keys
 * and taps that walk them.
 *
 * Property "click-activates" (gboolean): a single click does it too.
 * Signal "activated": Enter or a double click on the document that is chosen. */
G_DECLARE_FINAL_TYPE (CabDocumentTable, cab_document_table, CAB, DOCUMENT_TABLE, AdwBin)

GtkWidget *cab_document_table_new         (void);
/* Once; @model is sorted as the columns say from then on. NULL lets go of it. */
void       cab_document_table_set_model   (CabDocumentTable *self, CabDocumentModel *model);
/* Newest first, as at the beginning. */
void       cab_document_table_reset_order (CabDocumentTable *self);
/* The next (1) or previous (-1) document is chosen and scrolled to; a focus among the rows goes along. */
void       cab_document_table_step        (CabDocumentTable *self, int step);
void       cab_document_table_grab_rows   (CabDocumentTable *self);
/* What can be done with the chosen document: by the secondary button or a long press on its row, which
 * chooses it, and by the Menu key or Shift+F10. (nullable) */
void       cab_document_table_set_menu    (CabDocumentTable *self, GMenuModel *menu);

G_END_DECLS
