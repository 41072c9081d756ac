#pragma once

#include "record-draft.h"
#include "render-service.h"

G_BEGIN_DECLS

/* Looks into a file before it is deposited: through a renderer like everything foreign. What its first
 * pages say goes into @draft. Fails with RECORD_ERROR_PASSWORD, _DAMAGED or _ACTIVE for what the record
 * must not get; a kind that cannot be looked into passes. Pictures are decoded whole. */
void     deposit_look_async  (RecordDraft         *draft,
                              RenderService       *service,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);
gboolean deposit_look_finish (RecordDraft *draft, GAsyncResult *result, GError **error);

/* What an @error of a renderer means for a deposit: RECORD_ERROR_PASSWORD or _DAMAGED; else it stays what
 * it is. (transfer full) */
GError  *deposit_look_judge  (const GError *error);

G_END_DECLS
