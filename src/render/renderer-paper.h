#pragma once

#include "renderer-document.h"

G_BEGIN_DECLS

#define RENDERER_TYPE_PAPER (renderer_paper_get_type ())

/* A document that says what it holds instead of how it looks: CDA, FHIR. It has one empty page, and content. */
G_DECLARE_FINAL_TYPE (RendererPaper, renderer_paper, RENDERER, PAPER, GObject)

gboolean          renderer_paper_can_read (GBytes *bytes, const char *content_type);
RendererDocument *renderer_paper_new      (GBytes *bytes, const char *content_type, GError **error);

G_END_DECLS
