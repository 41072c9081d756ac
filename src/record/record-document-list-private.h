#pragma once

#include "epr-access.h"
#include "record-document-list.h"

G_BEGIN_DECLS

/* Told of each failure, before it becomes a problem. */
typedef void (*RecordFailed) (const GError *error, gpointer user_data);

/* @superseded: of the versions that were replaced rather than of the current documents. @failed is not
 * called after record_document_list_close(). */
RecordDocumentList *record_document_list_new   (EprAccess          *access,
                                                gboolean            superseded,
                                                RecordFailed        failed,
                                                gpointer            user_data);

/* A list that cannot load, because of @error. */
RecordDocumentList *record_document_list_new_failed (const GError  *error);

/* Whether the addresses in its rows may no longer be good: servers keep them for an hour (R-MHD-9). */
gboolean            record_document_list_is_old    (RecordDocumentList *self);
/* As if that hour had passed. */
void                record_document_list_age       (RecordDocumentList *self);
/* The row of the same document as @document, which may be of an earlier loading. (transfer full) (nullable) */
ModelDocument      *record_document_list_find_same (RecordDocumentList *self,
                                                    ModelDocument      *document);

/* @document, as it is from now on, takes the row that it had; FALSE when it has none. */
gboolean            record_document_list_replace   (RecordDocumentList *self,
                                                    ModelDocument      *document);

/* Cancels what is on its way and empties the list. */
void                record_document_list_close (RecordDocumentList *self);

G_END_DECLS
