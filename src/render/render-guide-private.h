#pragma once

#include "render-guide.h"
#include "render-process-private.h"
#include "render-queue-private.h"

G_BEGIN_DECLS

/* NULL: not what an honest renderer says. @variant: (a(uus)as), a(ddddus) as of GetGuide and GetLinks. */
RenderGuide *render_guide_new_from_variant (GVariant *variant, guint n_pages);
RenderLinks *render_links_new_from_variant (GVariant *variant, guint n_pages);

void         render_process_guide_async    (RenderProcess *self, guint n_pages, guint deadline, GAsyncReadyCallback callback, gpointer user_data);
RenderGuide *render_process_guide_finish   (RenderProcess *self, GAsyncResult *result, GError **error);
void         render_process_links_async    (RenderProcess *self, guint page, guint n_pages, guint deadline, GAsyncReadyCallback callback, gpointer user_data);
RenderLinks *render_process_links_finish   (RenderProcess *self, GAsyncResult *result, GError **error);

void         render_document_ask_guide     (RenderProcess *process, RenderJob *job, guint n_pages, guint deadline);

G_END_DECLS
