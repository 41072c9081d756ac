#pragma once

#include "epr-document.h"
#include "fhir-document-reference.h"

G_BEGIN_DECLS

/* Where the Swiss extensions are read and written for @community. Borrowed for ever. */
const FhirDocumentExtensions *epr_document_get_extensions (EprCommunity *community);

/* As epr_document_find_async(), and with its finish. @status: as R-MHD-1 writes it; @unique_id: only
 * that document. */
void epr_document_search_async (EprAccess           *access,
                                const char          *status,
                                const char          *unique_id,   /* (nullable) */
                                const char          *next,        /* (nullable) */
                                NetTrace            *trace,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);

G_END_DECLS
