#pragma once

#include <gtk/gtk.h>

#include "cab-document-row.h"

G_BEGIN_DECLS

/* Which row stands under which: earlier versions under the newest, what was added under what it was added
 * to. And the order that keeps them there, whatever the order of the others. */
typedef struct _CabDocumentFold CabDocumentFold;

CabDocumentFold *cab_document_fold_new        (void);
void             cab_document_fold_free       (CabDocumentFold *self);

void             cab_document_fold_add        (CabDocumentFold *self, CabDocumentRow *row);
void             cab_document_fold_remove     (CabDocumentFold *self, CabDocumentRow *row);
/* Gives every row its place, after rows came or went. */
void             cab_document_fold_update     (CabDocumentFold *self);
/* The row of what replaces @document, which has none itself any more. (transfer none) (nullable) */
CabDocumentRow  *cab_document_fold_find_newer (CabDocumentFold *self, ModelDocument *document);

/* Of the rows that lead. (nullable) */
void             cab_document_fold_set_sorter (CabDocumentFold *self, GtkSorter *sorter);
/* Of all rows. (transfer none) */
GtkSorter       *cab_document_fold_get_sorter (CabDocumentFold *self);

G_END_DECLS
