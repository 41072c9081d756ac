#pragma once

#include "record-draft.h"
#include "render-service.h"

G_BEGIN_DECLS

/* Looks into a file before it is deposited: through a renderer like everything foreign. What its first
 * pages say goes into @draft. Fails with RECORD_ERROR_PASSWORD, _DAMAGED or _ACTIVE for what the record
 * must not get; a kind that cannot be looked into passes. */
void     deposit_look_async  (RecordDraft         *draft,
                              RenderService       *service,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);
gboolean deposit_look_finish (RecordDraft *draft, GAsyncResult *result, GError **error);

G_END_DECLS
