#pragma once

#include <gio/gio.h>

#include "render-document.h"
#include "render-error.h"

G_BEGIN_DECLS

#define RENDER_TYPE_SERVICE (render_service_get_type ())

/* Starts renderers: one process per open document, one kept warm. Main thread. */
G_DECLARE_FINAL_TYPE (RenderService, render_service, RENDER, SERVICE, GObject)

/* @renderer: absolute path of cabinet-renderer. */
RenderService  *render_service_new          (const char *renderer);

/* Deadlines in milliseconds for opening and for one page; defaults 20 000 and 15 000. */
void            render_service_set_deadlines (RenderService *self, guint open_ms, guint page_ms);

/* Copies @bytes into a sealed memfd (in a worker) and opens it in a renderer of its own.
 * @content_type: application/pdf, image/jpeg, image/png, image/tiff; what the bytes really are is
 * looked at by the renderer. */
void            render_service_open_async   (RenderService       *self,
                                             GBytes              *bytes,
                                             const char          *content_type,
                                             const char          *password,     /* (nullable) */
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
/* The same for @size bytes of @content, which are read in a worker on their way into the memfd: they never
 * lie in this process. RENDER_ERROR_DAMAGED when there are fewer or more; an error of @content is handed on. */
void            render_service_open_stream_async (RenderService       *self,
                                                  GInputStream        *content,
                                                  guint64              size,
                                                  const char          *content_type,
                                                  const char          *password,     /* (nullable) */
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
/* For both. */
RenderDocument *render_service_open_finish  (RenderService *self, GAsyncResult *result, GError **error);

G_END_DECLS
