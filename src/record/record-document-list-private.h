#pragma once

#include "epr-access.h"
#include "record-document-list.h"

G_BEGIN_DECLS

/* Told of each failure, before it becomes a problem. */
typedef void (*RecordFailed) (const GError *error, gpointer user_data);

/* @failed is not called after record_document_list_close(). */
RecordDocumentList *record_document_list_new   (EprAccess          *access,
                                                RecordFailed        failed,
                                                gpointer            user_data);

/* A list that cannot load, because of @error. */
RecordDocumentList *record_document_list_new_failed (const GError  *error);

/* Cancels what is on its way and empties the list. */
void                record_document_list_close (RecordDocumentList *self);

G_END_DECLS
