#pragma once

#include <gio/gio.h>

#include "model-document.h"
#include "model-problem.h"

G_BEGIN_DECLS

#define RECORD_TYPE_DOCUMENT_LIST (record_document_list_get_type ())

/* The record's documents as a GListModel of ModelDocument, filled page by page while the first rows
 * are already shown; order of arrival (views sort). Pages are parsed in a worker and appended in
 * portions small enough for a frame. A document about another patient than the open one never gets
 * in (R-MHD table: checked, hidden, reported among the warnings).
 *
 * Properties, read-only, notify: "loading" (gboolean), "complete" (gboolean), "total" (gint64, -1
 * unknown), "problem" (ModelProblem, nullable: why loading stopped; reload or continue), and
 * "warnings" (GListModel of ModelIssue: communities that did not answer …). */
G_DECLARE_FINAL_TYPE (RecordDocumentList, record_document_list, RECORD, DOCUMENT_LIST, GObject)

gboolean      record_document_list_get_loading  (RecordDocumentList *self);
gboolean      record_document_list_get_complete (RecordDocumentList *self);
gint64        record_document_list_get_total    (RecordDocumentList *self);
ModelProblem *record_document_list_get_problem  (RecordDocumentList *self);   /* (nullable) */
GListModel   *record_document_list_get_warnings (RecordDocumentList *self);   /* (transfer none) */

/* Goes on where loading stopped after a problem. */
void          record_document_list_continue     (RecordDocumentList *self);
/* From the start; the rows shown stay until the first page is there. */
void          record_document_list_reload       (RecordDocumentList *self);

G_END_DECLS
