/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-find.h"

/* A list that is longer helps nobody; stepping goes on to the last. */
#define MAX_LISTED 1000
#define BEFORE 30 /* characters of a line around what was found */
#define AFTER 60

struct _ViewerHit
{
  GObject parent_instance;

  guint     page;
  RenderHit place;
  char     *line; /* (owned) */
  gsize     marked_start;
  gsize     marked_end;
};

G_DEFINE_FINAL_TYPE (ViewerHit, viewer_hit, G_TYPE_OBJECT)

struct _ViewerFind
{
  GObject parent_instance;

  RenderTextIndex *index; /* (owned) (nullable) */
  char            *term;  /* (owned) never NULL */
  RenderFind       how;
  guint            near;
  GListStore      *list; /* (owned) of ViewerHit */

  gboolean  chosen;
  gboolean  by_person; /* chose it: what comes later does not choose another */
  guint     page;      /* of the chosen one */
  RenderHit hit;
};

G_DEFINE_FINAL_TYPE (ViewerFind, viewer_find, G_TYPE_OBJECT)

typedef enum
{
  PROP_TERM = 1,
  PROP_SEARCHING,
  PROP_N_HITS,
  PROP_POSITION,
} ViewerFindProperty;

static GParamSpec *properties[PROP_POSITION + 1];

enum
{
  CHANGED,
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
viewer_hit_finalize (GObject *object)
{
  g_free (VIEWER_HIT (object)->line);

  G_OBJECT_CLASS (viewer_hit_parent_class)->finalize (object);
}

static void
viewer_hit_class_init (ViewerHitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = viewer_hit_finalize;
}

static void
viewer_hit_init (ViewerHit *self)
{
}

guint
viewer_hit_get_page (ViewerHit *self)
{
  g_return_val_if_fail (VIEWER_IS_HIT (self), 0);

  return self->page;
}

RenderHit
viewer_hit_get_place (ViewerHit *self)
{
  return self->place;
}

char *
viewer_hit_dup_markup (ViewerHit *self)
{
  g_autofree char *before = NULL;
  g_autofree char *marked = NULL;
  g_autofree char *after = NULL;

  g_return_val_if_fail (VIEWER_IS_HIT (self), NULL);

  before = g_markup_escape_text (self->line, (gssize) self->marked_start);
  marked = g_markup_escape_text (self->line + self->marked_start, (gssize) (self->marked_end - self->marked_start));
  after = g_markup_escape_text (self->line + self->marked_end, -1);

  return g_strconcat (before, "<b>", marked, "</b>", after, NULL);
}

static ViewerHit *
hit_new (ViewerFind      *self,
         guint            page,
         const RenderHit *place)
{
  ViewerHit *hit = g_object_new (VIEWER_TYPE_HIT, NULL);

  hit->page = page;
  hit->place = *place;
  hit->line = render_find_snippet (render_text_index_get_text (self->index, page), place, BEFORE, AFTER, &hit->marked_start, &hit->marked_end);

  return hit;
}

/* Where the hits of @page begin in the list. */
static guint
list_position (ViewerFind *self,
               guint       page)
{
  guint first = 0;
  guint after = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  while (first < after)
    {
      guint middle = first + (after - first) / 2;
      g_autoptr(ViewerHit) hit = g_list_model_get_item (G_LIST_MODEL (self->list), middle);

      if (hit->page < page)
        first = middle + 1;
      else
        after = middle;
    }

  return first;
}

static void
list_page (ViewerFind *self,
           guint       page)
{
  GArray *hits = viewer_find_get_hits (self, page);
  guint   listed = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (render_text_index_get_text (self->index, page) == NULL)
    return;

  for (guint i = 0; i < hits->len && listed + i < MAX_LISTED; i++)
    g_ptr_array_add (items, hit_new (self, page, &g_array_index (hits, RenderHit, i)));
  g_list_store_splice (self->list, list_position (self, page), 0, items->pdata, items->len);
}

static void
choose (ViewerFind      *self,
        guint            page,
        const RenderHit *hit)
{
  self->chosen = TRUE;
  self->page = page;
  self->hit = *hit;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
  g_signal_emit (self, signals[CHOSEN], 0);
}

/* Of what is there, the first from where the person reads on. Nearest pages come first, so it is settled soon. */
static void
choose_first (ViewerFind *self)
{
  guint n = render_text_index_get_n_pages (self->index);

  for (guint i = 0; i < n; i++)
    {
      guint   page = (self->near + i) % n;
      GArray *hits = render_text_index_get_hits (self->index, page);

      if (hits != NULL)
        {
          choose (self, page, &g_array_index (hits, RenderHit, 0));
          return;
        }
    }
}

static void
found_cb (ViewerFind *self,
          guint       page)
{
  list_page (self, page);
  if (!self->by_person && (!self->chosen || (page >= self->near && (self->page < self->near || page < self->page))))
    choose_first (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_HITS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
  g_signal_emit (self, signals[CHANGED], 0, page);
}

static void
searching_cb (ViewerFind *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

/* From the beginning, with the term that there is. */
static void
begin (ViewerFind *self)
{
  self->chosen = FALSE;
  self->by_person = FALSE;
  g_list_store_remove_all (self->list);
  if (self->index != NULL)
    render_text_index_find (self->index, self->term, self->how, self->near);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_HITS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
  g_signal_emit (self, signals[CHANGED], 0, G_MAXUINT);
}

void
viewer_find_set_index (ViewerFind      *self,
                       RenderTextIndex *index)
{
  g_return_if_fail (VIEWER_IS_FIND (self));

  if (self->index == index)
    return;

  if (self->index != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->index, self);
      render_text_index_find (self->index, NULL, RENDER_FIND_ANY, 0);
    }
  g_set_object (&self->index, index);
  self->near = 0;
  if (index != NULL)
    {
      g_signal_connect_object (index, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (index, "notify::searching", G_CALLBACK (searching_cb), self, G_CONNECT_SWAPPED);
    }
  begin (self);
}

void
viewer_find_set_near (ViewerFind *self,
                      guint       page)
{
  g_return_if_fail (VIEWER_IS_FIND (self));

  self->near = page;
}

void
viewer_find_search (ViewerFind *self,
                    const char *term,
                    RenderFind  how)
{
  g_return_if_fail (VIEWER_IS_FIND (self));

  if (g_strcmp0 (self->term, term != NULL ? term : "") == 0 && self->how == how)
    return;

  g_free (self->term);
  self->term = g_strdup (term != NULL ? term : "");
  self->how = how;
  begin (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TERM]);
}

const char *
viewer_find_get_term (ViewerFind *self)
{
  g_return_val_if_fail (VIEWER_IS_FIND (self), "");

  return self->term;
}

RenderFind
viewer_find_get_how (ViewerFind *self)
{
  g_return_val_if_fail (VIEWER_IS_FIND (self), RENDER_FIND_ANY);

  return self->how;
}

gboolean
viewer_find_get_searching (ViewerFind *self)
{
  g_return_val_if_fail (VIEWER_IS_FIND (self), FALSE);

  return self->index != NULL && render_text_index_get_searching (self->index);
}

guint
viewer_find_get_n_hits (ViewerFind *self)
{
  g_return_val_if_fail (VIEWER_IS_FIND (self), 0);

  return self->index != NULL ? render_text_index_get_n_hits (self->index) : 0;
}

/* The place of @hit among those of its page. */
static guint
place_of (GArray          *hits,
          const RenderHit *hit)
{
  guint i = 0;

  while (i < hits->len && g_array_index (hits, RenderHit, i).first < hit->first)
    i++;

  return i;
}

guint
viewer_find_get_position (ViewerFind *self)
{
  guint before = 0;

  g_return_val_if_fail (VIEWER_IS_FIND (self), 0);

  if (!self->chosen)
    return 0;

  for (guint page = 0; page < self->page; page++)
    {
      GArray *hits = render_text_index_get_hits (self->index, page);

      before += hits != NULL ? hits->len : 0;
    }

  return before + place_of (render_text_index_get_hits (self->index, self->page), &self->hit) + 1;
}

void
viewer_find_step (ViewerFind *self,
                  int         direction)
{
  GArray *hits;
  guint   n, place;

  g_return_if_fail (VIEWER_IS_FIND (self));

  if (!self->chosen)
    return;

  self->by_person = TRUE;
  n = render_text_index_get_n_pages (self->index);
  hits = render_text_index_get_hits (self->index, self->page);
  place = place_of (hits, &self->hit);
  if (direction > 0 ? place + 1 < hits->len : place > 0)
    {
      choose (self, self->page, &g_array_index (hits, RenderHit, direction > 0 ? place + 1 : place - 1));
      return;
    }

  for (guint i = 1; i <= n; i++)
    {
      guint page = (direction > 0 ? self->page + i : self->page + n - i) % n;

      hits = render_text_index_get_hits (self->index, page);
      if (hits != NULL)
        {
          choose (self, page, &g_array_index (hits, RenderHit, direction > 0 ? 0 : hits->len - 1));
          return;
        }
    }
}

void
viewer_find_choose (ViewerFind *self,
                    ViewerHit  *hit)
{
  g_return_if_fail (VIEWER_IS_FIND (self));
  g_return_if_fail (VIEWER_IS_HIT (hit));

  if (viewer_find_get_hits (self, hit->page) == NULL)
    return;

  self->by_person = TRUE;
  choose (self, hit->page, &hit->place);
}

gboolean
viewer_find_get_chosen (ViewerFind *self,
                        guint      *page,
                        RenderHit  *hit)
{
  g_return_val_if_fail (VIEWER_IS_FIND (self), FALSE);

  if (!self->chosen)
    return FALSE;

  *page = self->page;
  *hit = self->hit;

  return TRUE;
}

GArray *
viewer_find_get_hits (ViewerFind *self,
                      guint       page)
{
  g_return_val_if_fail (VIEWER_IS_FIND (self), NULL);

  return self->index != NULL && page < render_text_index_get_n_pages (self->index) ? render_text_index_get_hits (self->index, page) : NULL;
}

guint
viewer_find_get_n_empty (ViewerFind *self,
                         guint      *n_read)
{
  g_return_val_if_fail (VIEWER_IS_FIND (self), 0);

  *n_read = 0;

  return self->index != NULL ? render_text_index_get_n_empty (self->index, n_read) : 0;
}

GListModel *
viewer_find_get_list (ViewerFind *self)
{
  g_return_val_if_fail (VIEWER_IS_FIND (self), NULL);

  return G_LIST_MODEL (self->list);
}

static void
viewer_find_dispose (GObject *object)
{
  ViewerFind *self = VIEWER_FIND (object);

  if (self->index != NULL)
    g_signal_handlers_disconnect_by_data (self->index, self);
  g_clear_object (&self->index);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (viewer_find_parent_class)->dispose (object);
}

static void
viewer_find_finalize (GObject *object)
{
  g_free (VIEWER_FIND (object)->term);

  G_OBJECT_CLASS (viewer_find_parent_class)->finalize (object);
}

static void
viewer_find_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  ViewerFind *self = VIEWER_FIND (object);

  switch ((ViewerFindProperty) prop_id)
    {
    case PROP_TERM:
      g_value_set_string (value, self->term);
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, viewer_find_get_searching (self));
      break;
    case PROP_N_HITS:
      g_value_set_uint (value, viewer_find_get_n_hits (self));
      break;
    case PROP_POSITION:
      g_value_set_uint (value, viewer_find_get_position (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
viewer_find_class_init (ViewerFindClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = viewer_find_dispose;
  object_class->finalize = viewer_find_finalize;
  object_class->get_property = viewer_find_get_property;

  properties[PROP_TERM] = g_param_spec_string ("term", NULL, NULL, "", flags);
  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE, flags);
  properties[PROP_N_HITS] = g_param_spec_uint ("n-hits", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
viewer_find_init (ViewerFind *self)
{
  self->term = g_strdup ("");
  self->list = g_list_store_new (VIEWER_TYPE_HIT);
}

ViewerFind *
viewer_find_new (void)
{
  return g_object_new (VIEWER_TYPE_FIND, NULL);
}
