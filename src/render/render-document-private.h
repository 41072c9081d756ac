#pragma once

#include "render-document.h"
#include "render-service.h"

G_BEGIN_DECLS

/* Takes @memfd, sealed, of @size bytes. */
RenderDocument *render_document_new         (RenderService *service,
                                             int            memfd,
                                             gsize          size,
                                             const char    *content_type,
                                             const char    *password);      /* (nullable) */
void            render_document_open_async  (RenderDocument *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean        render_document_open_finish (RenderDocument *self, GAsyncResult *result, GError **error);

/* For tests: the renderer's process id, 0 when there is none. */
int             render_document_get_pid     (RenderDocument *self);

G_END_DECLS
