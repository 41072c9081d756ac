#pragma once

#include "render-process-private.h"
#include "render-service.h"

G_BEGIN_DECLS

/* The spare, or a new process when there is none. */
RenderProcess *render_service_take          (RenderService *self, GError **error);
/* Starts the spare, a moment later. */
void           render_service_warm          (RenderService *self);
guint          render_service_get_open_ms   (RenderService *self);
guint          render_service_get_page_ms   (RenderService *self);

/* For tests: whether the spare has nothing left to do before it can open a document. */
gboolean       render_service_has_ready_spare (RenderService *self);
/* For tests: the spare's process id, 0 when there is none. */
int            render_service_get_spare_pid (RenderService *self);

G_END_DECLS
