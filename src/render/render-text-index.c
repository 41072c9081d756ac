/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-text-index.h"

#include <string.h>

/* More text than this is not kept, but read anew for each search: no document of a person has it. */
#define MAX_KEPT ((gsize) 128 * 1024 * 1024)
#define TURN 4000 /* µs of searching before the main loop gets its turn */

typedef struct
{
  char    *text; /* (owned) (nullable): not read, or not kept */
  GArray  *hits; /* (owned) (nullable) (element-type RenderHit): some, of the present search */
  gboolean read;
  gboolean empty;
  gboolean searched;
} Page;

struct _RenderTextIndex
{
  GObject parent_instance;

  RenderDocument *document; /* (owned) */
  Page           *pages;    /* (owned) (array length=n_pages) */
  guint           n_pages;
  gsize           kept;

  char         *term; /* (owned) (nullable) */
  RenderFind    how;
  guint         near;
  guint         distance; /* from near, up to which everything is searched */
  guint         n_left;   /* pages not searched yet */
  guint         n_hits;
  guint         idle;
  GCancellable *cancellable; /* (owned) (nullable) while a page is on its way */
};

G_DEFINE_FINAL_TYPE (RenderTextIndex, render_text_index, G_TYPE_OBJECT)

typedef enum
{
  PROP_SEARCHING = 1,
  PROP_N_HITS,
} RenderTextIndexProperty;

static GParamSpec *properties[PROP_N_HITS + 1];

enum
{
  FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void go_on (RenderTextIndex *self);

/* The nearest page that is not searched: near, the one after, the one before … G_MAXUINT: none. */
static guint
next_page (RenderTextIndex *self)
{
  for (; self->distance < self->n_pages; self->distance++)
    {
      guint after = self->near + self->distance;

      if (after < self->n_pages && !self->pages[after].searched)
        return after;
      if (self->distance <= self->near && !self->pages[self->near - self->distance].searched)
        return self->near - self->distance;
    }

  return G_MAXUINT;
}

static void
search_page (RenderTextIndex *self,
             guint            number,
             const char      *text)
{
  Page *page = &self->pages[number];
  g_autoptr(GArray) hits = render_find (text, self->term, self->how);

  page->searched = TRUE;
  self->n_left--;
  if (hits->len > 0)
    {
      self->n_hits += hits->len;
      page->hits = g_steal_pointer (&hits);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_HITS]);
      g_signal_emit (self, signals[FOUND], 0, number);
    }
}

/* Takes @text, and keeps it when there is room: what is left of it afterwards. (transfer full) (nullable) */
static char *
take_text (RenderTextIndex *self,
           guint            number,
           char            *text)
{
  Page *page = &self->pages[number];
  gsize size = strlen (text);

  page->read = TRUE;
  page->empty = size == 0;
  if (page->text != NULL || self->kept + size > MAX_KEPT)
    return text;

  self->kept += size;
  page->text = text;

  return NULL;
}

typedef struct
{
  RenderTextIndex *self; /* (unowned): gone only after it was cancelled */
  guint            page;
} Asked;

static void
text_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = render_document_get_text_finish (RENDER_DOCUMENT (object), result, &error);
  g_autofree char *passing = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* A page that gives no text, for whatever reason, has none: the others go on. */
  g_clear_object (&asked->self->cancellable);
  passing = take_text (asked->self, asked->page, text != NULL ? g_steal_pointer (&text) : g_strdup (""));
  if (asked->self->term != NULL && !asked->self->pages[asked->page].searched)
    search_page (asked->self, asked->page, passing != NULL ? passing : asked->self->pages[asked->page].text);
  go_on (asked->self);
}

static void
ask (RenderTextIndex *self,
     guint            page)
{
  Asked *asked;

  if (self->cancellable != NULL)
    return;

  asked = g_new0 (Asked, 1);
  asked->self = self;
  asked->page = page;
  self->cancellable = g_cancellable_new ();
  render_document_get_text_async (self->document, page, self->cancellable, text_cb, asked);
}

static gboolean
idle_cb (gpointer user_data)
{
  g_autoptr(RenderTextIndex) self = g_object_ref (user_data);
  gint64 end = g_get_monotonic_time () + TURN;
  guint  page = G_MAXUINT;

  while (self->term != NULL && g_get_monotonic_time () < end)
    {
      page = next_page (self);
      if (page == G_MAXUINT || self->pages[page].text == NULL)
        break;
      search_page (self, page, self->pages[page].text);
    }

  if (self->term != NULL && page != G_MAXUINT && self->pages[page].text != NULL)
    return G_SOURCE_CONTINUE;

  self->idle = 0;
  if (self->term != NULL && page != G_MAXUINT)
    ask (self, page);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);

  return G_SOURCE_REMOVE;
}

static void
go_on (RenderTextIndex *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (idle_cb, self);
}

static void
forget_hits (RenderTextIndex *self)
{
  for (guint i = 0; i < self->n_pages; i++)
    {
      g_clear_pointer (&self->pages[i].hits, g_array_unref);
      self->pages[i].searched = FALSE;
    }
  self->n_hits = 0;
  self->n_left = self->n_pages;
  self->distance = 0;
}

void
render_text_index_find (RenderTextIndex *self,
                        const char      *term,
                        RenderFind       how,
                        guint            near)
{
  g_autofree char *stripped = term != NULL ? g_strstrip (g_strdup (term)) : NULL;

  g_return_if_fail (RENDER_IS_TEXT_INDEX (self));

  forget_hits (self);
  g_free (self->term);
  self->term = stripped != NULL && *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
  self->how = how;
  self->near = MIN (near, self->n_pages - 1);
  if (self->term == NULL)
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      g_clear_handle_id (&self->idle, g_source_remove);
    }
  else
    {
      go_on (self);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_HITS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

gboolean
render_text_index_get_searching (RenderTextIndex *self)
{
  g_return_val_if_fail (RENDER_IS_TEXT_INDEX (self), FALSE);

  return self->term != NULL && self->n_left > 0;
}

guint
render_text_index_get_n_hits (RenderTextIndex *self)
{
  g_return_val_if_fail (RENDER_IS_TEXT_INDEX (self), 0);

  return self->n_hits;
}

guint
render_text_index_get_n_pages (RenderTextIndex *self)
{
  g_return_val_if_fail (RENDER_IS_TEXT_INDEX (self), 0);

  return self->n_pages;
}

GArray *
render_text_index_get_hits (RenderTextIndex *self,
                            guint            page)
{
  g_return_val_if_fail (RENDER_IS_TEXT_INDEX (self) && page < self->n_pages, NULL);

  return self->pages[page].hits;
}

const char *
render_text_index_get_text (RenderTextIndex *self,
                            guint            page)
{
  g_return_val_if_fail (RENDER_IS_TEXT_INDEX (self) && page < self->n_pages, NULL);

  return self->pages[page].text;
}

guint
render_text_index_get_n_empty (RenderTextIndex *self,
                               guint           *n_read)
{
  guint n_empty = 0;

  g_return_val_if_fail (RENDER_IS_TEXT_INDEX (self), 0);

  *n_read = 0;
  for (guint i = 0; i < self->n_pages; i++)
    {
      n_empty += self->pages[i].empty ? 1 : 0;
      *n_read += self->pages[i].read ? 1 : 0;
    }

  return n_empty;
}

static void
render_text_index_dispose (GObject *object)
{
  RenderTextIndex *self = RENDER_TEXT_INDEX (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (render_text_index_parent_class)->dispose (object);
}

static void
render_text_index_finalize (GObject *object)
{
  RenderTextIndex *self = RENDER_TEXT_INDEX (object);

  for (guint i = 0; i < self->n_pages; i++)
    {
      g_free (self->pages[i].text);
      g_clear_pointer (&self->pages[i].hits, g_array_unref);
    }
  g_free (self->pages);
  g_free (self->term);

  G_OBJECT_CLASS (render_text_index_parent_class)->finalize (object);
}

static void
render_text_index_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  RenderTextIndex *self = RENDER_TEXT_INDEX (object);

  switch ((RenderTextIndexProperty) prop_id)
    {
    case PROP_SEARCHING:
      g_value_set_boolean (value, render_text_index_get_searching (self));
      break;
    case PROP_N_HITS:
      g_value_set_uint (value, self->n_hits);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
render_text_index_class_init (RenderTextIndexClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = render_text_index_dispose;
  object_class->finalize = render_text_index_finalize;
  object_class->get_property = render_text_index_get_property;

  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_HITS] = g_param_spec_uint ("n-hits", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
render_text_index_init (RenderTextIndex *self)
{
}

RenderTextIndex *
render_text_index_new (RenderDocument *document)
{
  RenderTextIndex *self = g_object_new (RENDER_TYPE_TEXT_INDEX, NULL);

  self->document = g_object_ref (document);
  self->n_pages = render_document_get_n_pages (document);
  self->n_left = self->n_pages;
  self->pages = g_new0 (Page, self->n_pages);

  return self;
}
