#pragma once

#include "deposit-album.h"
#include "record-draft.h"
#include "render-service.h"

G_BEGIN_DECLS

/* From a file on the desk to a draft: looks into it and fills in what it says. RECORD_ERROR, an error of
 * GIO when it cannot be read, or of cancelling. The file is only read, a piece at a time, never kept. */
void         deposit_read_async        (GFile               *file,
                                        RecordSession       *session,
                                        ModelPatient        *patient,
                                        RenderService       *service,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);

/* The same for bytes that are no file, such as an image that was pasted. @name: as a file would be called. */
void         deposit_read_bytes_async  (GBytes              *bytes,
                                        const char          *name,
                                        RecordSession       *session,
                                        ModelPatient        *patient,
                                        RenderService       *service,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);

/* The same for pictures that are to become one document: of which the draft holds a first one, without its
 * title. */
void         deposit_read_album_async  (DepositAlbum        *album,
                                        RecordSession       *session,
                                        ModelPatient        *patient,
                                        RenderService       *service,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);

/* For all. (transfer full) */
RecordDraft *deposit_read_finish       (GAsyncResult *result, GError **error);

G_END_DECLS
