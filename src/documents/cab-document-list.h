#pragma once

#include <adwaita.h>

#include "record-patient-context.h"
#include "record-session.h"

G_BEGIN_DECLS

#define CAB_TYPE_DOCUMENT_LIST (cab_document_list_get_type ())

/* The documents of the open record: columns where there is room, rows of two lines where there is
 * not; filter, counts, what did not answer and why a document may be missing.
 *
 * Property "document" (ModelDocument, nullable, notify): the one chosen; it follows the arrow keys.
 * Property "click-activates" (gboolean): a single click does it too.
 * Signal "activated": Enter or a double click on it. */
G_DECLARE_FINAL_TYPE (CabDocumentList, cab_document_list, CAB, DOCUMENT_LIST, AdwBin)

GtkWidget     *cab_document_list_new          (void);
/* Whose own deposits are marked. (nullable) */
void           cab_document_list_set_session  (CabDocumentList *self, RecordSession *session);
/* What can be done with the chosen document. */
void           cab_document_list_set_menu     (CabDocumentList *self, GMenuModel *menu);
/* NULL empties everything: rows, filter, counts, warnings. */
void           cab_document_list_set_context  (CabDocumentList *self, RecordPatientContext *context);
ModelDocument *cab_document_list_get_document (CabDocumentList *self);    /* (nullable) */
/* Chooses @document; when it is an earlier version, these are shown from now on. */
void           cab_document_list_choose       (CabDocumentList *self, ModelDocument *document);
/* The next (1) or previous (-1) document; the row is scrolled to. */
void           cab_document_list_step         (CabDocumentList *self, int step);
void           cab_document_list_reload       (CabDocumentList *self);
void           cab_document_list_grab_filter  (CabDocumentList *self);
void           cab_document_list_grab_rows    (CabDocumentList *self);

G_END_DECLS
