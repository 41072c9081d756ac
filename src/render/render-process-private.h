#pragma once

#include <gio/gio.h>

#include "render-bus.h"
#include "render-content.h"
#include "render-document.h"
#include "render-picture.h"
#include "render-ring-private.h"
#include "render-text.h"

G_BEGIN_DECLS

#define RENDER_TYPE_PROCESS (render_process_get_type ())

/* One renderer process: its socket, its ring, its end. It is asked one thing at a time. Main thread:
 * the kernel ends the child with the thread that started it. */
G_DECLARE_FINAL_TYPE (RenderProcess, render_process, RENDER, PROCESS, GObject)

/* Starts the process; it makes itself ready while the caller goes on. */
RenderProcess     *render_process_new      (const char *renderer, GError **error);
gboolean           render_process_is_alive (RenderProcess *self);
void               render_process_kill     (RenderProcess *self);
int                render_process_get_pid  (RenderProcess *self);   /* for tests; 0 once dead */

/* For the calls below. */
typedef void (*RenderProcessFunc) (RenderProcess *self, gpointer user_data);

/* @func runs when the process is ready or dead. */
void               render_process_when_ready (RenderProcess *self, RenderProcessFunc func, gpointer user_data);
RenderBusRenderer *render_process_get_proxy  (RenderProcess *self);   /* (nullable) */
RenderRing        *render_process_get_ring   (RenderProcess *self);
GCancellable      *render_process_get_cancellable (RenderProcess *self);   /* cancelled when it dies */
/* From begin to end the deadline runs, and kills. */
void               render_process_begin      (RenderProcess *self, guint deadline);
void               render_process_end        (RenderProcess *self);
/* What @remote, the failure of a call, means. Kills the process unless it is an honest answer. */
GError            *render_process_judge      (RenderProcess *self, const GError *remote);

/* Everything that comes back has been checked: what no honest renderer says is a crash. The calls
 * take no cancellable of the caller's, because a renderer at work hears nothing: whoever no longer
 * wants the answer drops it. They end when the process does. */

typedef struct
{
  double width;     /* points */
  double height;
} RenderSize;

typedef struct
{
  guint   n_pages;
  GArray *sizes;    /* (owned) (element-type RenderSize): of the first pages */
  char   *title;    /* (owned) (nullable) */
} RenderOpened;

void          render_opened_free (RenderOpened *opened);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RenderOpened, render_opened_free)

void          render_process_open_async    (RenderProcess       *self,
                                            int                  document,       /* memfd */
                                            gsize                size,
                                            const char          *content_type,
                                            const char          *password,       /* (nullable) */
                                            guint                deadline,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
RenderOpened *render_process_open_finish   (RenderProcess *self, GAsyncResult *result, GError **error);

void           render_process_examine_async  (RenderProcess *self, guint deadline, GAsyncReadyCallback callback, gpointer user_data);
RenderExamined render_process_examine_finish (RenderProcess *self, GAsyncResult *result, GError **error);

void          render_process_sizes_async   (RenderProcess *self, guint first, guint n_pages, guint deadline, GAsyncReadyCallback callback, gpointer user_data);
GArray       *render_process_sizes_finish  (RenderProcess *self, GAsyncResult *result, GError **error);

/* @request has its clip rectangle. */
void          render_process_render_async  (RenderProcess *self, const RenderRequest *request, guint deadline, GAsyncReadyCallback callback, gpointer user_data);
RenderPixels *render_process_render_finish (RenderProcess *self, GAsyncResult *result, GError **error);

void          render_process_text_async    (RenderProcess *self, guint page, guint deadline, GAsyncReadyCallback callback, gpointer user_data);
char         *render_process_text_finish   (RenderProcess *self, GAsyncResult *result, GError **error);

void          render_process_layout_async  (RenderProcess *self, guint page, guint deadline, GAsyncReadyCallback callback, gpointer user_data);
RenderText   *render_process_layout_finish (RenderProcess *self, GAsyncResult *result, GError **error);

void           render_process_content_async  (RenderProcess *self, guint deadline, GAsyncReadyCallback callback, gpointer user_data);
RenderContent *render_process_content_finish (RenderProcess *self, GAsyncResult *result, GError **error);
/* @variant: a(uuussay), as of GetContent. NULL: not what an honest renderer says. (transfer full) (nullable) */
RenderContent *render_content_new_from_variant (GVariant *variant);

/* @size: of the document, in which its pieces must lie. */
void           render_process_picture_async  (RenderProcess *self, guint page, gsize size, guint deadline, GAsyncReadyCallback callback, gpointer user_data);
RenderPicture *render_process_picture_finish (RenderProcess *self, GAsyncResult *result, GError **error);

/* The clip rectangle of @request: whole rows of the picture's own pixels. */
void           render_process_pixels_async   (RenderProcess *self, const RenderRequest *request, guint deadline, GAsyncReadyCallback callback, gpointer user_data);
RenderPixels  *render_process_pixels_finish  (RenderProcess *self, GAsyncResult *result, GError **error);

G_END_DECLS
