#pragma once

#include <gtk/gtk.h>

#include "cab-document-row.h"
#include "record-session.h"

G_BEGIN_DECLS

#define CAB_TYPE_DOCUMENT_MODEL (cab_document_model_get_type ())

/* The one model behind the list's two shapes: documents → rows → sorted → filtered → selected. Versions
 * that were replaced stand under the newest, and what was added to a document under it, whatever the
 * order; the former are hidden unless they are wanted.
 *
 * Properties, read-only, notify: "document" (ModelDocument, nullable): the one chosen; it stays when
 * the filter hides its row, and follows a reload by its lasting key. "n-shown" and "n-all" (guint), the
 * latter without what is hidden. */
G_DECLARE_FINAL_TYPE (CabDocumentModel, cab_document_model, CAB, DOCUMENT_MODEL, GObject)

CabDocumentModel  *cab_document_model_new           (void);

/* Whose own deposits are marked, from the next documents on. (nullable) */
void               cab_document_model_set_session   (CabDocumentModel *self, RecordSession *session);
/* @documents of ModelDocument, NULL empties: rows, choice and filter, earlier versions too. */
void               cab_document_model_set_documents (CabDocumentModel *self, GListModel *documents);
/* Earlier versions beside those documents; shown as long as they are wanted. */
void               cab_document_model_set_superseded (CabDocumentModel *self, GListModel *documents);
void               cab_document_model_want_superseded (CabDocumentModel *self, gboolean wanted);
/* Earlier versions that there are, shown or not. */
guint              cab_document_model_get_n_superseded (CabDocumentModel *self);
/* Only the own deposits of whoever is signed in. */
void               cab_document_model_want_own      (CabDocumentModel *self, gboolean wanted);
guint              cab_document_model_get_n_own     (CabDocumentModel *self);
/* Chooses @document, now or as soon as it has a row. */
void               cab_document_model_choose        (CabDocumentModel *self, ModelDocument *document);
void               cab_document_model_set_sorter    (CabDocumentModel *self, GtkSorter *sorter);
/* All words must occur; case and accents do not matter. "" shows all. */
void               cab_document_model_set_filter    (CabDocumentModel *self, const char *text);

GtkSelectionModel *cab_document_model_get_selection (CabDocumentModel *self);   /* (transfer none) of CabDocumentRow */
ModelDocument     *cab_document_model_get_document  (CabDocumentModel *self);   /* (nullable) */
guint              cab_document_model_get_n_shown   (CabDocumentModel *self);
guint              cab_document_model_get_n_all     (CabDocumentModel *self);

/* Two versions of the same metadata: the lasting key, else the logical id. */
gboolean           cab_document_model_is_same       (ModelDocument *a, ModelDocument *b);

G_END_DECLS
