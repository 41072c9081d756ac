#pragma once

#include "record-draft.h"
#include "render-service.h"

G_BEGIN_DECLS

/* What a document says about whose it is. Text is read here; a PDF by a renderer process of its own, where
 * @service is given, and is else not looked at. Completes with TRUE when nothing speaks against the patient of
 * @draft; FALSE with a sentence (CLI_ERROR_CONTENT) when the document names another one, or cannot be opened.
 * Main thread. */
void     cli_content_check_async  (RecordDraft         *draft,
                                   RenderService       *service,       /* (nullable) */
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
gboolean cli_content_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
