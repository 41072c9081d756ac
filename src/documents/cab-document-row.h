#pragma once

#include "cab-table-row.h"
#include "model-document.h"

G_BEGIN_DECLS

#define CAB_TYPE_DOCUMENT_ROW (cab_document_row_get_type ())

/* What has to be known about a document beside its words; each has an icon and a tooltip. */
typedef enum
{
  CAB_MARK_RESTRICTED    = 1 << 0,
  CAB_MARK_SECRET        = 1 << 1,
  CAB_MARK_PATIENT       = 1 << 2,   /* written by the patient */
  CAB_MARK_SUPERSEDED    = 1 << 3,
  CAB_MARK_ERROR         = 1 << 4,   /* entered in error */
  CAB_MARK_OWN           = 1 << 5,   /* deposited by whoever is signed in */
  CAB_MARK_DELETION      = 1 << 6,   /* its deletion was asked for */
  CAB_MARK_ADDED         = 1 << 7,   /* to another document */
} CabMarks;

/* A document as the list shows it: its words, made once, and a folded key that the filter looks in. */
G_DECLARE_FINAL_TYPE (CabDocumentRow, cab_document_row, CAB, DOCUMENT_ROW, CabTableRow)

typedef enum
{
  CAB_COLUMN_DATE,
  CAB_COLUMN_TITLE,
  CAB_COLUMN_TYPE,
  CAB_COLUMN_SOURCE,
  CAB_COLUMN_FORMAT,
} CabColumn;

/* @own: deposited by whoever is signed in. */
CabDocumentRow *cab_document_row_new          (ModelDocument *document, gboolean own);

ModelDocument  *cab_document_row_get_document (CabDocumentRow *self);   /* (transfer none) */
/* Its document, as it is from now on: the row stays, and with it a focus that is in it. */
void            cab_document_row_set_document (CabDocumentRow *self, ModelDocument *document, gboolean own);
/* The words of a column, "" when there are none. */
const char     *cab_document_row_get_text     (CabDocumentRow *self, CabColumn column);
CabMarks        cab_document_row_get_marks    (CabDocumentRow *self);
/* The row it stands under, of its newest version or of what it was added to. (transfer none) (nullable) */
CabDocumentRow *cab_document_row_get_leader   (CabDocumentRow *self);
/* @age: how many versions are newer. FALSE when that is its place already. */
gboolean        cab_document_row_set_place    (CabDocumentRow *self, CabDocumentRow *leader, guint age);

/* <0, 0, >0 of two rows under the same leader, which itself is first: what was added, by date, then
 * earlier versions, newest first. */
int             cab_document_row_compare_places (CabDocumentRow *a, CabDocumentRow *b);

/* Whether all of @words (folded) occur in title, type, author or institution. */
gboolean        cab_document_row_matches      (CabDocumentRow *self, const char *const *words);

G_END_DECLS
