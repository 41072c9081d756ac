#pragma once

#include "deposit-album.h"
#include "record-draft.h"
#include "record-outbox.h"

G_BEGIN_DECLS

/* Gives @draft, which is complete, to @outbox. Made of @album (nullable), its PDF is written now, so that it
 * is called inside what it is called outside. Goes on whoever is looked at next: nobody cancels it. */
void           deposit_hand_over_async  (RecordDraft         *draft,
                                         DepositAlbum        *album,
                                         RecordOutbox        *outbox,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
/* As record_outbox_add_finish(), or RENDER_ERROR. (transfer full) */
RecordDeposit *deposit_hand_over_finish (RecordDraft *draft, GAsyncResult *result, GError **error);

G_END_DECLS
