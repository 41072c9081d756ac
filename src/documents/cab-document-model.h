#pragma once

#include <gtk/gtk.h>

#include "cab-document-row.h"

G_BEGIN_DECLS

#define CAB_TYPE_DOCUMENT_MODEL (cab_document_model_get_type ())

/* The one model behind the list's two shapes: documents → rows → sorted → filtered → selected.
 *
 * Properties, read-only, notify: "document" (ModelDocument, nullable): the one chosen; it stays when
 * the filter hides its row, and follows a reload by its lasting key. "n-shown" and "n-all" (guint). */
G_DECLARE_FINAL_TYPE (CabDocumentModel, cab_document_model, CAB, DOCUMENT_MODEL, GObject)

CabDocumentModel  *cab_document_model_new           (void);

/* @documents of ModelDocument, NULL empties: rows, choice and filter. */
void               cab_document_model_set_documents (CabDocumentModel *self, GListModel *documents);
void               cab_document_model_set_sorter    (CabDocumentModel *self, GtkSorter *sorter);
/* All words must occur; case and accents do not matter. "" shows all. */
void               cab_document_model_set_filter    (CabDocumentModel *self, const char *text);

GtkSelectionModel *cab_document_model_get_selection (CabDocumentModel *self);   /* (transfer none) of CabDocumentRow */
ModelDocument     *cab_document_model_get_document  (CabDocumentModel *self);   /* (nullable) */
guint              cab_document_model_get_n_shown   (CabDocumentModel *self);
guint              cab_document_model_get_n_all     (CabDocumentModel *self);
/* Chooses the next (1) or previous (-1) row; returns its position, GTK_INVALID_LIST_POSITION when
 * there is none. */
guint              cab_document_model_step          (CabDocumentModel *self, int step);

/* Two versions of the same metadata: the lasting key, else the logical id. */
gboolean           cab_document_model_is_same       (ModelDocument *a, ModelDocument *b);

G_END_DECLS
