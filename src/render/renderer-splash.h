#pragma once

#include "renderer-document.h"

G_BEGIN_DECLS

/* poppler's other backend, through libpoppler-cpp, which is the only C++ of the program. */
typedef struct _RendererSplash RendererSplash;

/* @bytes must outlive it. (nullable): it does not take the document, or its password. */
RendererSplash *renderer_splash_new    (GBytes *bytes, const char *password);
void            renderer_splash_free   (RendererSplash *splash);
gboolean        renderer_splash_render (RendererSplash *splash, const RendererView *view, guint8 *pixels, GError **error);

G_END_DECLS
