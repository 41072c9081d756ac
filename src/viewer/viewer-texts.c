/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-texts.h"

#define MAX_KEPT 24

typedef struct
{
  guint         page;
  RenderText   *text;        /* (owned) (nullable) on its way */
  RenderLinks  *links;       /* (owned) (nullable) on their way */
  GCancellable *cancellable; /* (owned) */
} Entry;

struct _ViewerTexts
{
  GObject parent_instance;

  RenderDocument *document; /* (owned) */
  GQueue          entries;  /* (element-type Entry) owned, what was asked for last in front */
};

G_DEFINE_FINAL_TYPE (ViewerTexts, viewer_texts, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
entry_free (Entry *entry)
{
  g_cancellable_cancel (entry->cancellable);
  g_object_unref (entry->cancellable);
  g_clear_pointer (&entry->text, render_text_unref);
  g_clear_pointer (&entry->links, render_links_unref);
  g_free (entry);
}

static GList *
find_entry (ViewerTexts *self,
            guint        page)
{
  for (GList *l = self->entries.head; l != NULL; l = l->next)
    if (((Entry *) l->data)->page == page)
      return l;

  return NULL;
}

typedef struct
{
  ViewerTexts *self; /* (unowned): gone only after it was cancelled */
  guint        page;
} Asked;

static void
layout_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr(GError) error = NULL;
  RenderText *text = render_document_get_layout_finish (RENDER_DOCUMENT (object), result, &error);
  GList      *link;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* What cannot be read is read as nothing, and not asked for again and again. */
  link = find_entry (asked->self, asked->page);
  g_assert (link != NULL);
  ((Entry *) link->data)->text = text != NULL ? text : render_text_new ("", NULL);
  g_signal_emit (asked->self, signals[CHANGED], 0, asked->page);
}

static void
links_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr(GError) error = NULL;
  RenderLinks *links = render_document_get_links_finish (RENDER_DOCUMENT (object), result, &error);
  GList       *link;

  if (links == NULL)
    return;

  link = find_entry (asked->self, asked->page);
  g_assert (link != NULL);
  ((Entry *) link->data)->links = links;
  g_signal_emit (asked->self, signals[CHANGED], 0, asked->page);
}

static void
ask (ViewerTexts *self,
     guint        page)
{
  Entry *entry = g_new0 (Entry, 1);
  Asked *asked = g_new0 (Asked, 1);

  entry->page = page;
  entry->cancellable = g_cancellable_new ();
  g_queue_push_head (&self->entries, entry);
  asked->self = self;
  asked->page = page;
  render_document_get_layout_async (self->document, page, G_PRIORITY_DEFAULT, entry->cancellable, layout_cb, asked);
  render_document_get_links_async (self->document, page, entry->cancellable, links_cb, g_memdup2 (asked, sizeof *asked));
  if (self->entries.length > MAX_KEPT)
    entry_free (g_queue_pop_tail (&self->entries));
}

RenderText *
viewer_texts_get (ViewerTexts *self,
                  guint        page)
{
  GList *link;

  g_return_val_if_fail (VIEWER_IS_TEXTS (self), NULL);

  link = find_entry (self, page);
  if (link == NULL)
    {
      ask (self, page);
      return NULL;
    }

  g_queue_unlink (&self->entries, link);
  g_queue_push_head_link (&self->entries, link);

  return ((Entry *) link->data)->text;
}

RenderLinks *
viewer_texts_get_links (ViewerTexts *self,
                        guint        page)
{
  GList *link;

  g_return_val_if_fail (VIEWER_IS_TEXTS (self), NULL);

  viewer_texts_get (self, page);
  link = find_entry (self, page);

  return link != NULL ? ((Entry *) link->data)->links : NULL;
}

RenderText *
viewer_texts_peek (ViewerTexts *self,
                   guint        page)
{
  GList *link = find_entry (self, page);

  return link != NULL ? ((Entry *) link->data)->text : NULL;
}

static void
viewer_texts_dispose (GObject *object)
{
  ViewerTexts *self = VIEWER_TEXTS (object);

  g_queue_clear_full (&self->entries, (GDestroyNotify) entry_free);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (viewer_texts_parent_class)->dispose (object);
}

static void
viewer_texts_class_init (ViewerTextsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = viewer_texts_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
viewer_texts_init (ViewerTexts *self)
{
  g_queue_init (&self->entries);
}

ViewerTexts *
viewer_texts_new (RenderDocument *document)
{
  ViewerTexts *self = g_object_new (VIEWER_TYPE_TEXTS, NULL);

  self->document = g_object_ref (document);

  return self;
}
