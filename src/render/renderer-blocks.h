#pragma once

#include "render-content.h"

G_BEGIN_DECLS

/* Collects the blocks of a document for the answer. Bounded: what is beyond is left out, and that is said at the end. */
typedef struct _RendererBlocks RendererBlocks;

RendererBlocks *renderer_blocks_new      (void);
void            renderer_blocks_free     (RendererBlocks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RendererBlocks, renderer_blocks_free)

/* @text: any bytes; white space at its ends goes. (nullable) */
void            renderer_blocks_add      (RendererBlocks *self, RenderBlockKind kind, guint level, RenderTerm term, const char *text);
/* A fact that is not known is left out. */
void            renderer_blocks_add_fact (RendererBlocks *self, RenderTerm term, const char *text);
/* @base64 is decoded; nothing is added when it is none. */
void            renderer_blocks_enclose  (RendererBlocks *self, const char *title, const char *type, const char *base64);
guint           renderer_blocks_get_n    (RendererBlocks *self);
/* a(uuussay), floating. */
GVariant       *renderer_blocks_end      (RendererBlocks *self);

G_END_DECLS
