#pragma once

#include "renderer-blocks.h"

G_BEGIN_DECLS

/* Text that is meant for people, in the marks of CDA or of XHTML, becomes blocks: paragraphs, lists, tables, headings. Scripts,
 * styles, addresses and pictures are left out; marks that are not known lose themselves and keep their text. */
typedef struct _RendererNarrative RendererNarrative;

/* @level: of the heading that stands above it. */
RendererNarrative *renderer_narrative_new   (RendererBlocks *blocks, guint level);
void               renderer_narrative_free  (RendererNarrative *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RendererNarrative, renderer_narrative_free)

/* Names without prefix, as GMarkup tells them. */
void               renderer_narrative_start (RendererNarrative *self, const char *element, const char **names, const char **values);
void               renderer_narrative_end   (RendererNarrative *self, const char *element);
void               renderer_narrative_text  (RendererNarrative *self, const char *text, gsize length);
/* At the end: what is still open is closed. */
void               renderer_narrative_close (RendererNarrative *self);

/* A whole XHTML fragment. FALSE: it is no XML, and nothing was added after the mistake. */
gboolean           renderer_narrative_read  (RendererBlocks *blocks, const char *xhtml, guint level);

/* "cda:title" is "title". Borrowed. */
const char        *renderer_local_name      (const char *element);

G_END_DECLS
