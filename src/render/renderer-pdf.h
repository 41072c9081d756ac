#pragma once

#include "renderer-document.h"

G_BEGIN_DECLS

#define RENDERER_TYPE_PDF (renderer_pdf_get_type ())

G_DECLARE_FINAL_TYPE (RendererPdf, renderer_pdf, RENDERER, PDF, GObject)

RendererDocument *renderer_pdf_new (GBytes *bytes, const char *password, GError **error);

G_END_DECLS
