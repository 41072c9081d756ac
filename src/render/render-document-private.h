#pragma once

#include "render-document.h"
#include "render-process-private.h"
#include "render-queue-private.h"
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

/* Takes @task, of which the job keeps the reference. */
void            render_document_enqueue     (RenderDocument *self, RenderJobKind kind, const RenderRequest *request, GTask *task);
/* What @job's question brought: @result (transfer full), or NULL and @error (transfer full). */
void            render_document_come_back   (RenderJob *job, gpointer result, GDestroyNotify free_func, GError *error);
/* Asks a process that has the document, of @size bytes, open. */
void            render_document_ask_layout  (RenderProcess *process, RenderJob *job, guint deadline);
void            render_document_ask_content (RenderProcess *process, RenderJob *job, guint deadline);
void            render_document_ask_examine (RenderProcess *process, RenderJob *job, guint deadline);
void            render_document_ask_picture (RenderProcess *process, RenderJob *job, gsize size, guint deadline);

/* For tests: the renderer's process id, 0 when there is none. */
int             render_document_get_pid     (RenderDocument *self);

G_END_DECLS
