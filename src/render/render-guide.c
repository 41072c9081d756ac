/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-guide.h"

#include "render-document-private.h"
#include "render-guide-private.h"
#include "render-wire.h"

#include <math.h>
#include <string.h>

struct _RenderGuide
{
  gatomicrefcount n_refs;
  GVariant       *variant;  /* (owned) whose strings are borrowed */
  GArray         *chapters; /* (owned) (element-type RenderChapter) */
  const char    **labels;   /* (owned) (nullable) (array length=n_labels) borrowed strings */
  guint           n_labels;
};

struct _RenderLinks
{
  gatomicrefcount n_refs;
  GVariant       *variant; /* (owned) */
  GArray         *links;   /* (owned) (element-type RenderLink) */
};

RenderGuide *
render_guide_ref (RenderGuide *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
render_guide_unref (RenderGuide *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_array_unref (self->chapters);
  g_free (self->labels);
  g_variant_unref (self->variant);
  g_free (self);
}

guint
render_guide_get_n_chapters (RenderGuide *self)
{
  return self->chapters->len;
}

const RenderChapter *
render_guide_get_chapter (RenderGuide *self,
                          guint        position)
{
  return &g_array_index (self->chapters, RenderChapter, position);
}

const char *
render_guide_get_label (RenderGuide *self,
                        guint        page)
{
  return page < self->n_labels && *self->labels[page] != '\0' ? self->labels[page] : NULL;
}

/* From 1 on the wire, 0 for none. */
static gboolean
take_page (guint32 wire,
           guint   n_pages,
           guint  *page)
{
  *page = wire == 0 ? G_MAXUINT : wire - 1;

  return wire <= n_pages;
}

RenderGuide *
render_guide_new_from_variant (GVariant *variant,
                               guint     n_pages)
{
  g_autoptr(GVariant) chapters = g_variant_get_child_value (variant, 0);
  g_autoptr(GVariant) labels = g_variant_get_child_value (variant, 1);
  gsize        n = g_variant_n_children (chapters);
  gsize        n_labels = g_variant_n_children (labels);
  RenderGuide *self;

  if (n > RENDER_WIRE_MAX_CHAPTERS || (n_labels != 0 && n_labels != n_pages))
    return NULL;

  self = g_new0 (RenderGuide, 1);
  g_atomic_ref_count_init (&self->n_refs);
  self->variant = g_variant_ref (variant);
  self->chapters = g_array_new (FALSE, FALSE, sizeof (RenderChapter));
  self->labels = g_new0 (const char *, n_labels + 1);
  self->n_labels = (guint) n_labels;
  for (gsize i = 0; i < n_labels; i++)
    g_variant_get_child (labels, i, "&s", &self->labels[i]);
  for (gsize i = 0; i < n; i++)
    {
      RenderChapter chapter;
      guint32       level, page;

      g_variant_get_child (chapters, i, "(uu&s)", &level, &page, &chapter.title);
      chapter.level = level;
      if (level > RENDER_WIRE_MAX_LEVEL || !take_page (page, n_pages, &chapter.page))
        {
          render_guide_unref (self);
          return NULL;
        }
      g_array_append_val (self->chapters, chapter);
    }

  return self;
}

RenderLinks *
render_links_ref (RenderLinks *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
render_links_unref (RenderLinks *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_array_unref (self->links);
  g_variant_unref (self->variant);
  g_free (self);
}

guint
render_links_get_n (RenderLinks *self)
{
  return self->links->len;
}

const RenderLink *
render_links_get (RenderLinks *self,
                  guint        position)
{
  return &g_array_index (self->links, RenderLink, position);
}

/* The last one lies on top. */
const RenderLink *
render_links_at (RenderLinks *self,
                 double       x,
                 double       y)
{
  for (guint i = self->links->len; i-- > 0;)
    {
      const RenderLink *link = render_links_get (self, i);

      if (x >= link->box.x1 && x <= link->box.x2 && y >= link->box.y1 && y <= link->box.y2)
        return link;
    }

  return NULL;
}

/* Nothing else is ever handed to the desktop. */
static gboolean
is_address (const char *uri)
{
  return g_str_has_prefix (uri, "https://") || g_str_has_prefix (uri, "http://") || g_str_has_prefix (uri, "mailto:");
}

RenderLinks *
render_links_new_from_variant (GVariant *variant,
                               guint     n_pages)
{
  gsize        n = g_variant_n_children (variant);
  RenderLinks *self;

  if (n > RENDER_WIRE_MAX_LINKS)
    return NULL;

  self = g_new0 (RenderLinks, 1);
  g_atomic_ref_count_init (&self->n_refs);
  self->variant = g_variant_ref (variant);
  self->links = g_array_new (FALSE, FALSE, sizeof (RenderLink));
  for (gsize i = 0; i < n; i++)
    {
      RenderLink link;
      double     x1, y1, x2, y2;
      guint32    page;

      g_variant_get_child (variant, i, "(ddddu&s)", &x1, &y1, &x2, &y2, &page, &link.uri);
      link.box = (RenderBox) { (float) x1, (float) y1, (float) x2, (float) y2 };
      if (!isfinite (link.box.x1) || !isfinite (link.box.y1) || !isfinite (link.box.x2) || !isfinite (link.box.y2) ||
          !take_page (page, n_pages, &link.page) || (link.page == G_MAXUINT) != is_address (link.uri))
        {
          render_links_unref (self);
          return NULL;
        }
      g_array_append_val (self->links, link);
    }

  return self;
}

static void
guide_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GError      *error = NULL;
  RenderGuide *guide = render_process_guide_finish (RENDER_PROCESS (object), result, &error);

  render_document_come_back (user_data, guide, (GDestroyNotify) render_guide_unref, error);
}

static void
links_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GError      *error = NULL;
  RenderLinks *links = render_process_links_finish (RENDER_PROCESS (object), result, &error);

  render_document_come_back (user_data, links, (GDestroyNotify) render_links_unref, error);
}

void
render_document_ask_guide (RenderProcess *process,
                           RenderJob     *job,
                           guint          n_pages,
                           guint          deadline)
{
  if (job->kind == RENDER_JOB_GUIDE)
    render_process_guide_async (process, n_pages, deadline, guide_cb, job);
  else
    render_process_links_async (process, job->request.page, n_pages, deadline, links_cb, job);
}

void
render_document_get_guide_async (RenderDocument     *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  const RenderRequest request = { .priority = G_PRIORITY_LOW };
  GTask              *task;

  g_return_if_fail (RENDER_IS_DOCUMENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, render_document_get_guide_async);
  render_document_enqueue (self, RENDER_JOB_GUIDE, &request, task);
}

RenderGuide *
render_document_get_guide_finish (RenderDocument *self,
                                  GAsyncResult   *result,
                                  GError        **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_document_get_guide_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
render_document_get_links_async (RenderDocument     *self,
                                 guint               page,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  const RenderRequest request = { .page = page, .priority = G_PRIORITY_DEFAULT };
  GTask              *task;

  g_return_if_fail (RENDER_IS_DOCUMENT (self));
  g_return_if_fail (page < render_document_get_n_pages (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, render_document_get_links_async);
  render_document_enqueue (self, RENDER_JOB_LINKS, &request, task);
}

RenderLinks *
render_document_get_links_finish (RenderDocument *self,
                                  GAsyncResult   *result,
                                  GError        **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_document_get_links_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
