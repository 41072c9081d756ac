/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-blocks.h"

#include "render-wire.h"

#include <string.h>

#define MAX_TEXT ((gsize) 8 * 1024 * 1024) /* of all blocks */
#define MAX_DATA ((gsize) 96 * 1024 * 1024)

struct _RendererBlocks
{
  GVariantBuilder builder;
  guint           n;
  gsize           size;
  gsize           data_size;
  gboolean        cut;
  gboolean        in_table;
};

RendererBlocks *
renderer_blocks_new (void)
{
  RendererBlocks *self = g_new0 (RendererBlocks, 1);

  g_variant_builder_init (&self->builder, G_VARIANT_TYPE ("a(uuussay)"));

  return self;
}

void
renderer_blocks_free (RendererBlocks *self)
{
  g_variant_builder_clear (&self->builder);
  g_free (self);
}

static void
put (RendererBlocks *self,
     RenderBlockKind kind,
     guint           level,
     RenderTerm      term,
     const char     *text,
     const char     *type,
     GVariant       *data)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  g_strstrip (valid);
  g_variant_builder_add (&self->builder, "(uuuss@ay)", (guint32) kind, (guint32) MIN (level, RENDER_WIRE_MAX_LEVEL), (guint32) term, valid,
                         type != NULL ? type : "", data != NULL ? data : g_variant_new_array (G_VARIANT_TYPE_BYTE, NULL, 0));
  self->n++;
  self->size += strlen (valid);
}

void
renderer_blocks_add (RendererBlocks *self,
                     RenderBlockKind kind,
                     guint           level,
                     RenderTerm      term,
                     const char     *text)
{
  /* A table that was begun is ended, whatever happens: two blocks are kept for that. */
  if (self->n + 2 >= RENDER_WIRE_MAX_BLOCKS || self->size >= MAX_TEXT)
    {
      self->cut = TRUE;
      if (kind != RENDER_BLOCK_TABLE_END || !self->in_table)
        return;
    }

  if (kind == RENDER_BLOCK_TABLE)
    self->in_table = TRUE;
  else if (kind == RENDER_BLOCK_TABLE_END)
    self->in_table = FALSE;
  put (self, kind, level, term, text, NULL, NULL);
}

void
renderer_blocks_add_fact (RendererBlocks *self,
                          RenderTerm      term,
                          const char     *text)
{
  if (text != NULL && *text != '\0')
    renderer_blocks_add (self, RENDER_BLOCK_FACT, 1, term, text);
}

void
renderer_blocks_enclose (RendererBlocks *self,
                         const char     *title,
                         const char     *type,
                         const char     *base64)
{
  g_autofree guchar *data = NULL;
  g_autofree char   *valid_type = g_utf8_make_valid (type != NULL ? type : "", -1);
  gsize              size;

  if (base64 == NULL || self->in_table || self->n + 2 >= RENDER_WIRE_MAX_BLOCKS)
    return;

  data = g_base64_decode (base64, &size);
  if (size == 0 || size > MAX_DATA - self->data_size)
    {
      self->cut = self->cut || size > 0;
      return;
    }

  self->data_size += size;
  put (self, RENDER_BLOCK_ENCLOSED, 1, RENDER_TERM_NONE, title, valid_type,
       g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, size, 1));
}

guint
renderer_blocks_get_n (RendererBlocks *self)
{
  return self->n;
}

GVariant *
renderer_blocks_end (RendererBlocks *self)
{
  if (self->in_table)
    put (self, RENDER_BLOCK_TABLE_END, 1, RENDER_TERM_NONE, NULL, NULL, NULL);
  if (self->cut)
    put (self, RENDER_BLOCK_PARAGRAPH, 1, RENDER_TERM_CUT, NULL, NULL, NULL);

  return g_variant_builder_end (&self->builder);
}
