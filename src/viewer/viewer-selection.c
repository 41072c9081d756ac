/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-selection.h"

#include "viewer-places.h"
#include "viewer-table.h"

#include <string.h>

/* Lines farther apart than this, in heights of a line, are of different blocks. */
#define BLOCK_GAP 0.8f

typedef struct
{
  guint    page;
  double   x;
  double   y;
  gboolean known;    /* position is */
  guint    position; /* characters before it; G_MAXUINT: the end of the page */
} Place;

struct _ViewerSelection
{
  GObject parent_instance;

  RenderDocument *document; /* (owned) */
  ViewerTexts    *texts;    /* (owned) */
  gboolean        empty;
  ViewerUnit      unit;
  Place           anchor;
  Place           end;
};

G_DEFINE_FINAL_TYPE (ViewerSelection, viewer_selection, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed (ViewerSelection *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
find_position (ViewerSelection *self,
               Place           *place)
{
  RenderText *text;

  if (place->known)
    return TRUE;

  text = viewer_texts_get (self->texts, place->page);
  if (text == NULL)
    return FALSE;

  place->position = viewer_places_at (text, place->x, place->y, self->unit == VIEWER_UNIT_CHARACTER);
  place->known = TRUE;

  return TRUE;
}

static gboolean
is_of_word (gunichar character)
{
  return g_unichar_isalnum (character) || g_unichar_ismark (character) || character == '_';
}

static gunichar
character_at (RenderText *text,
              guint       position)
{
  return g_utf8_get_char (g_utf8_offset_to_pointer (render_text_get (text), position));
}

/* Whether two characters beside each other, @position and the one before, are of the same unit. */
static gboolean
holds_together (RenderText *text,
                guint       position,
                ViewerUnit  unit)
{
  gunichar         before = character_at (text, position - 1);
  const RenderBox *boxes = render_text_get_boxes (text);
  const RenderBox *last, *next;

  switch (unit)
    {
    case VIEWER_UNIT_WORD:
      return is_of_word (before) && is_of_word (character_at (text, position));
    case VIEWER_UNIT_LINE:
      return before != '\n';
    case VIEWER_UNIT_BLOCK:
      if (before != '\n' || boxes == NULL || position < 2)
        return TRUE;
      last = &boxes[position - 2];
      next = &boxes[position];
      return next->y1 - last->y2 < BLOCK_GAP * (last->y2 - last->y1) && next->y2 > last->y1;
    case VIEWER_UNIT_CHARACTER:
    default:
      return FALSE;
    }
}

/* Grows characters from @first up to before @after to whole units. */
static void
grow (RenderText *text,
      ViewerUnit  unit,
      guint      *first,
      guint      *after)
{
  guint n = render_text_get_n (text);

  if (unit == VIEWER_UNIT_CHARACTER)
    return;

  while (*first > 0 && *first < n && holds_together (text, *first, unit))
    (*first)--;
  *after = MIN (n, MAX (*after, *first + 1));
  while (*after<n && * after> 0 && holds_together (text, *after, unit))
    (*after)++;
}

static int
compare (const Place *a,
         const Place *b)
{
  if (a->page != b->page)
    return a->page < b->page ? -1 : 1;

  return a->position < b->position ? -1 : a->position > b->position;
}

/* Both ends in the order of the text. FALSE: not known yet, or nothing. */
static gboolean
get_ends (ViewerSelection *self,
          Place           *first,
          Place           *last)
{
  if (self->empty || !find_position (self, &self->anchor) || !find_position (self, &self->end))
    return FALSE;

  *first = compare (&self->anchor, &self->end) <= 0 ? self->anchor : self->end;
  *last = compare (&self->anchor, &self->end) <= 0 ? self->end : self->anchor;

  return self->unit != VIEWER_UNIT_CHARACTER || compare (first, last) != 0;
}

/* The part of what is between the ends that is on @page, whose text is @text. */
static gboolean
get_part (ViewerSelection *self,
          const Place     *first,
          const Place     *last,
          guint            page,
          RenderText      *text,
          guint           *from,
          guint           *n)
{
  guint all = render_text_get_n (text);
  guint after;

  *from = page == first->page ? MIN (first->position, all) : 0;
  after = page == last->page ? MIN (last->position, all) : all;
  if (self->unit != VIEWER_UNIT_CHARACTER && page == last->page)
    after = MIN (after + 1, all);
  grow (text, self->unit, from, &after);
  *n = after > *from ? after - *from : 0;

  return *n > 0;
}

gboolean
viewer_selection_get (ViewerSelection *self,
                      guint            page,
                      guint           *first,
                      guint           *n)
{
  RenderText *text;
  Place       start, last;

  g_return_val_if_fail (VIEWER_IS_SELECTION (self), FALSE);

  if (!get_ends (self, &start, &last) || page < start.page || page > last.page)
    return FALSE;

  text = viewer_texts_get (self->texts, page);

  return text != NULL && get_part (self, &start, &last, page, text, first, n);
}

gboolean
viewer_selection_is_empty (ViewerSelection *self)
{
  Place first, last;

  g_return_val_if_fail (VIEWER_IS_SELECTION (self), TRUE);

  return !get_ends (self, &first, &last);
}

void
viewer_selection_begin (ViewerSelection *self,
                        guint            page,
                        double           x,
                        double           y,
                        ViewerUnit       unit)
{
  g_return_if_fail (VIEWER_IS_SELECTION (self));

  self->empty = FALSE;
  self->unit = unit;
  self->anchor = (Place) { .page = page, .x = x, .y = y };
  self->end = self->anchor;
  changed (self);
}

void
viewer_selection_extend (ViewerSelection *self,
                         guint            page,
                         double           x,
                         double           y)
{
  g_return_if_fail (VIEWER_IS_SELECTION (self));

  if (self->empty)
    return;

  self->end = (Place) { .page = page, .x = x, .y = y };
  changed (self);
}

void
viewer_selection_select_all (ViewerSelection *self)
{
  g_return_if_fail (VIEWER_IS_SELECTION (self));

  self->empty = FALSE;
  self->unit = VIEWER_UNIT_CHARACTER;
  self->anchor = (Place) { .known = TRUE };
  self->end = (Place) { .page = render_document_get_n_pages (self->document) - 1, .known = TRUE, .position = G_MAXUINT };
  changed (self);
}

void
viewer_selection_set (ViewerSelection *self,
                      guint            page,
                      guint            first,
                      guint            n)
{
  g_return_if_fail (VIEWER_IS_SELECTION (self));

  self->empty = FALSE;
  self->unit = VIEWER_UNIT_CHARACTER;
  self->anchor = (Place) { .page = page, .known = TRUE, .position = first };
  self->end = (Place) { .page = page, .known = TRUE, .position = first + n };
  changed (self);
}

void
viewer_selection_move (ViewerSelection *self,
                       ViewerUnit       unit,
                       int              direction)
{
  RenderText *text;
  guint       n, position;

  g_return_if_fail (VIEWER_IS_SELECTION (self));

  if (self->empty || !find_position (self, &self->end) || (text = viewer_texts_get (self->texts, self->end.page)) == NULL)
    return;

  self->unit = VIEWER_UNIT_CHARACTER;
  n = render_text_get_n (text);
  position = MIN (self->end.position, n);
  if (direction > 0 ? position >= n : position == 0)
    {
      guint pages = render_document_get_n_pages (self->document);

      if (direction > 0 ? self->end.page + 1 >= pages : self->end.page == 0)
        return;
      self->end.page = direction > 0 ? self->end.page + 1 : self->end.page - 1;
      self->end.position = direction > 0 ? 0 : G_MAXUINT;
      changed (self);
      return;
    }

  do
    position = direction > 0 ? position + 1 : position - 1;
  while (position > 0 && position < n && unit != VIEWER_UNIT_CHARACTER && holds_together (text, position, unit));
  self->end.position = position;
  changed (self);
}

void
viewer_selection_clear (ViewerSelection *self)
{
  g_return_if_fail (VIEWER_IS_SELECTION (self));

  if (self->empty)
    return;

  self->empty = TRUE;
  changed (self);
}

typedef struct
{
  Place    first;
  Place    last;
  guint    page; /* the next one to be read */
  gboolean as_table;
  GString *text; /* (owned) */
} Copy;

static void
copy_free (Copy *copy)
{
  g_string_free (copy->text, TRUE);
  g_free (copy);
}

static void copy_next (GTask *task);

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ViewerSelection *self = g_task_get_source_object (task);
  Copy            *copy = g_task_get_task_data (task);
  g_autoptr(RenderText) text = render_document_get_layout_finish (RENDER_DOCUMENT (object), result, NULL);
  guint from, n;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (text != NULL && get_part (self, &copy->first, &copy->last, copy->page, text, &from, &n))
    {
      g_autofree char *part = copy->as_table ? viewer_table_copy (text, from, n) : render_text_cut (text, from, n);

      if (copy->text->len > 0 && copy->text->str[copy->text->len - 1] != '\n')
        g_string_append_c (copy->text, '\n');
      g_string_append (copy->text, part);
    }
  copy->page++;
  copy_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
copy_next (GTask *task)
{
  ViewerSelection *self = g_task_get_source_object (task);
  Copy            *copy = g_task_get_task_data (task);

  if (copy->page <= copy->last.page)
    {
      render_document_get_layout_async (self->document, copy->page, G_PRIORITY_HIGH, g_task_get_cancellable (task), copied_cb, task);
      return;
    }

  g_task_return_pointer (task, g_strchomp (g_strdup (copy->text->str)), g_free);
  g_object_unref (task);
}

void
viewer_selection_copy_async (ViewerSelection    *self,
                             gboolean            as_table,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task;
  Copy  *copy;

  g_return_if_fail (VIEWER_IS_SELECTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  copy = g_new0 (Copy, 1);
  g_task_set_source_tag (task, viewer_selection_copy_async);
  copy->text = g_string_new (NULL);
  copy->as_table = as_table;
  g_task_set_task_data (task, copy, (GDestroyNotify) copy_free);
  if (get_ends (self, &copy->first, &copy->last))
    {
      copy->page = copy->first.page;
      copy_next (task);
      return;
    }

  g_task_return_pointer (task, g_strdup (""), g_free);
  g_object_unref (task);
}

char *
viewer_selection_copy_finish (ViewerSelection *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, viewer_selection_copy_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
viewer_selection_dispose (GObject *object)
{
  ViewerSelection *self = VIEWER_SELECTION (object);

  if (self->texts != NULL)
    g_signal_handlers_disconnect_by_data (self->texts, self);
  g_clear_object (&self->texts);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (viewer_selection_parent_class)->dispose (object);
}

static void
viewer_selection_class_init (ViewerSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = viewer_selection_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
viewer_selection_init (ViewerSelection *self)
{
  self->empty = TRUE;
}

ViewerSelection *
viewer_selection_new (RenderDocument *document,
                      ViewerTexts    *texts)
{
  ViewerSelection *self = g_object_new (VIEWER_TYPE_SELECTION, NULL);

  self->document = g_object_ref (document);
  self->texts = g_object_ref (texts);
  /* What was clicked before its text had come may be known now. */
  g_signal_connect_object (texts, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);

  return self;
}
