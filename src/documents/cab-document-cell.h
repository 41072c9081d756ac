#pragma once

#include <gtk/gtk.h>

#include "cab-document-row.h"

G_BEGIN_DECLS

#define CAB_TYPE_DOCUMENT_CELL (cab_document_cell_get_type ())

/* One cell of the list, or, with the shape SUMMARY, a row of two lines. Above its words stands the
 * heading of the year, which every cell of a row shows or leaves out together. */
G_DECLARE_FINAL_TYPE (CabDocumentCell, cab_document_cell, CAB, DOCUMENT_CELL, GtkBox)

typedef enum
{
  CAB_CELL_DATE = CAB_COLUMN_DATE,
  CAB_CELL_TITLE = CAB_COLUMN_TITLE,
  CAB_CELL_TYPE = CAB_COLUMN_TYPE,
  CAB_CELL_SOURCE = CAB_COLUMN_SOURCE,
  CAB_CELL_FORMAT = CAB_COLUMN_FORMAT,
  CAB_CELL_SUMMARY,
} CabCellShape;

GtkWidget *cab_document_cell_new     (CabCellShape shape);
/* NULL empties. */
void       cab_document_cell_set_row (CabDocumentCell *self, CabDocumentRow *row);
CabDocumentRow *cab_document_cell_get_row (CabDocumentCell *self);   /* (transfer none) (nullable) */

G_END_DECLS
