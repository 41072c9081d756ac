/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-content.h"

#include "render-document-private.h"
#include "render-wire.h"

#include <string.h>

struct _RenderContent
{
  gatomicrefcount n_refs;
  GVariant       *variant; /* (owned) whose strings are borrowed */
  GArray         *blocks;  /* (owned) (element-type RenderBlock) */
};

static void
block_clear (RenderBlock *block)
{
  g_clear_pointer (&block->data, g_bytes_unref);
}

RenderContent *
render_content_ref (RenderContent *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
render_content_unref (RenderContent *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_array_unref (self->blocks);
  g_variant_unref (self->variant);
  g_free (self);
}

guint
render_content_get_n (RenderContent *self)
{
  return self->blocks->len;
}

const RenderBlock *
render_content_get (RenderContent *self,
                    guint          position)
{
  return &g_array_index (self->blocks, RenderBlock, position);
}

/* Cells stand in rows and rows in one table at a time: who builds a grid from it relies on that. */
static gboolean
may_follow (RenderBlockKind kind,
            gboolean       *in_table,
            gboolean       *in_row)
{
  gboolean was_in_table = *in_table;

  switch (kind)
    {
    case RENDER_BLOCK_TABLE:
      *in_table = TRUE;
      *in_row = FALSE;
      return !was_in_table;
    case RENDER_BLOCK_ROW:
      *in_row = TRUE;
      return was_in_table;
    case RENDER_BLOCK_CELL:
    case RENDER_BLOCK_HEADER:
      return *in_row;
    case RENDER_BLOCK_TABLE_END:
      *in_table = FALSE;
      *in_row = FALSE;
      return was_in_table;
    case RENDER_BLOCK_TITLE:
    case RENDER_BLOCK_FACT:
    case RENDER_BLOCK_HEADING:
    case RENDER_BLOCK_PARAGRAPH:
    case RENDER_BLOCK_ITEM:
    case RENDER_BLOCK_ENCLOSED:
      return !was_in_table;
    case RENDER_N_BLOCK_KINDS:
    default:
      return FALSE;
    }
}

RenderContent *
render_content_new_from_variant (GVariant *variant)
{
  RenderContent *self;
  gboolean       in_table = FALSE;
  gboolean       in_row = FALSE;
  gsize          n = g_variant_n_children (variant);
  g_autoptr(GArray) blocks = NULL;

  if (n > RENDER_WIRE_MAX_BLOCKS)
    return NULL;

  blocks = g_array_sized_new (FALSE, TRUE, sizeof (RenderBlock), (guint) n);
  g_array_set_clear_func (blocks, (GDestroyNotify) block_clear);
  for (gsize i = 0; i < n; i++)
    {
      RenderBlock block = { 0 };
      guint32     kind, level, term;
      g_autoptr(GVariant) data = NULL;

      g_variant_get_child (variant, i, "(uuu&s&s@ay)", &kind, &level, &term, &block.text, &block.type, &data);
      if (kind >= RENDER_N_BLOCK_KINDS || term >= RENDER_N_TERMS || level > RENDER_WIRE_MAX_LEVEL ||
          !may_follow ((RenderBlockKind) kind, &in_table, &in_row))
        return NULL;

      block.kind = (RenderBlockKind) kind;
      block.level = MAX (1, level);
      block.term = (RenderTerm) term;
      if (block.kind == RENDER_BLOCK_ENCLOSED)
        block.data = g_variant_get_data_as_bytes (data);
      g_array_append_val (blocks, block);
    }
  if (in_table)
    return NULL;

  self = g_new0 (RenderContent, 1);
  g_atomic_ref_count_init (&self->n_refs);
  self->variant = g_variant_ref (variant);
  self->blocks = g_steal_pointer (&blocks);

  return self;
}

static void
content_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GError        *error = NULL;
  RenderContent *content = render_process_content_finish (RENDER_PROCESS (object), result, &error);

  render_document_come_back (user_data, content, (GDestroyNotify) render_content_unref, error);
}

void
render_document_ask_content (RenderProcess *process,
                             RenderJob     *job,
                             guint          deadline)
{
  render_process_content_async (process, deadline, content_cb, job);
}

void
render_document_get_content_async (RenderDocument     *self,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  const RenderRequest request = { .priority = G_PRIORITY_HIGH };
  GTask              *task;

  g_return_if_fail (RENDER_IS_DOCUMENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, render_document_get_content_async);
  render_document_enqueue (self, RENDER_JOB_CONTENT, &request, task);
}

RenderContent *
render_document_get_content_finish (RenderDocument *self,
                                    GAsyncResult   *result,
                                    GError        **error)
{
  g_return_val_if_fail (RENDER_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, render_document_get_content_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
