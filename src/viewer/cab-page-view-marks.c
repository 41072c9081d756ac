/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-page-view-private.h"

#include "viewer-places.h"

/* What was found is brought this far from the edge, in logical pixels. */
#define AROUND 60.f

/* Paper is white whatever the theme: these are, too. */
static const GdkRGBA found_color = { 1.f, .84f, .1f, .36f };
static const GdkRGBA chosen_color = { 1.f, .55f, .0f, .38f };
static const GdkRGBA chosen_line = { .75f, .3f, .0f, 1.f };
static const GdkRGBA selected_color = { .2f, .5f, .95f, .3f };

/* @box, in points of the page unrotated, where the page is drawn at @rect. */
static graphene_rect_t
place_box (CabPageView           *self,
           guint                  page,
           const graphene_rect_t *rect,
           const RenderBox       *box)
{
  double    width, height;
  RenderBox turned;
  float     scale;

  render_document_get_page_size (self->document, page, &width, &height);
  viewer_places_turn (box, width, height, self->rotation, &turned);
  scale = rect->size.width / (float) (self->rotation % 180 != 0 ? height : width);

  return GRAPHENE_RECT_INIT (rect->origin.x + turned.x1 * scale, rect->origin.y + turned.y1 * scale,
                             (turned.x2 - turned.x1) * scale, (turned.y2 - turned.y1) * scale);
}

static void
draw_lines (CabPageView           *self,
            GtkSnapshot           *snapshot,
            guint                  page,
            const graphene_rect_t *rect,
            const RenderHit       *hit,
            const GdkRGBA         *color,
            const GdkRGBA         *outline)
{
  RenderText *text = viewer_texts_get (self->texts, page);
  g_autoptr(GArray) lines = viewer_places_lines (text, hit->first, hit->n);

  for (guint i = 0; i < lines->len; i++)
    {
      graphene_rect_t place = place_box (self, page, rect, &g_array_index (lines, RenderBox, i));
      GskRoundedRect  edge;

      gtk_snapshot_append_color (snapshot, color, &place);
      if (outline == NULL)
        continue;
      gsk_rounded_rect_init_from_rect (&edge, &place, 2);
      gtk_snapshot_append_outset_shadow (snapshot, &edge, outline, 0, 0, 1.5f, 0);
    }
}

void
cab_page_view_draw_marks (CabPageView           *self,
                          GtkSnapshot           *snapshot,
                          guint                  page,
                          const graphene_rect_t *rect)
{
  GArray   *hits = self->find != NULL ? viewer_find_get_hits (self->find, page) : NULL;
  gboolean  selected = self->selection != NULL && !viewer_selection_is_empty (self->selection);
  RenderHit chosen, part;
  guint     chosen_page;

  if ((hits == NULL && !selected) || viewer_texts_get (self->texts, page) == NULL)
    return;

  gtk_snapshot_push_clip (snapshot, rect);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    draw_lines (self, snapshot, page, rect, &g_array_index (hits, RenderHit, i), &found_color, NULL);
  if (hits != NULL && viewer_find_get_chosen (self->find, &chosen_page, &chosen) && chosen_page == page)
    draw_lines (self, snapshot, page, rect, &chosen, &chosen_color, &chosen_line);
  if (selected && viewer_selection_get (self->selection, page, &part.first, &part.n))
    draw_lines (self, snapshot, page, rect, &part, &selected_color, NULL);
  gtk_snapshot_pop (snapshot);
}

guint
cab_page_view_find_place (CabPageView *self,
                          double       x,
                          double       y,
                          double      *page_x,
                          double      *page_y)
{
  double          width, height;
  graphene_rect_t rect;
  guint           page;
  float           scale;

  page = viewer_layout_page_at (self->layout, y + (self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0));
  cab_page_view_place_page (self, page, &rect);
  render_document_get_page_size (self->document, page, &width, &height);
  scale = rect.size.width / (float) (self->rotation % 180 != 0 ? height : width);
  *page_x = (x - rect.origin.x) / scale;
  *page_y = (y - rect.origin.y) / scale;
  viewer_places_turn_back (width, height, self->rotation, page_x, page_y);

  return page;
}

static void
bring (GtkAdjustment *adjustment,
       float          start,
       float          length,
       int            room)
{
  double around = MIN (AROUND, MAX (0, ((double) room - length) / 2));

  if (adjustment == NULL)
    return;
  if (start < around)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + start - around);
  else if (start + length > room - around)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + start + length - room + around);
}

void
cab_page_view_reveal (CabPageView     *self,
                      guint            page,
                      const RenderBox *box)
{
  graphene_rect_t rect, place;

  cab_page_view_place_page (self, page, &rect);
  place = place_box (self, page, &rect, box);
  bring (self->vadjustment, place.origin.y, place.size.height, gtk_widget_get_height (GTK_WIDGET (self)));
  bring (self->hadjustment, place.origin.x, place.size.width, gtk_widget_get_width (GTK_WIDGET (self)));
}

/* Once the place is known; until then it waits for the text. */
static void
reveal_chosen (CabPageView *self)
{
  RenderText *text;
  RenderHit   hit;
  guint       page;
  g_autoptr(GArray) lines = NULL;

  if (!self->revealing || self->texts == NULL || self->find == NULL || !viewer_find_get_chosen (self->find, &page, &hit) ||
      page >= render_document_get_n_pages (self->document))
    return;

  text = viewer_texts_get (self->texts, page);
  if (text == NULL)
    return;

  self->revealing = FALSE;
  lines = viewer_places_lines (text, hit.first, hit.n);
  if (lines->len > 0)
    cab_page_view_reveal (self, page, &g_array_index (lines, RenderBox, 0));
  else
    cab_page_view_go_to_page (self, page + 1);
}

static void
chosen_cb (CabPageView *self)
{
  self->revealing = TRUE;
  reveal_chosen (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
text_came_cb (CabPageView *self)
{
  reveal_chosen (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
redraw_cb (CabPageView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
selected_cb (CabPageView *self)
{
  cab_page_view_enable_copying (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
cab_page_view_drop_marks (CabPageView *self)
{
  if (self->texts != NULL)
    g_signal_handlers_disconnect_by_data (self->texts, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->texts);
  self->revealing = FALSE;
}

void
cab_page_view_renew_marks (CabPageView *self)
{
  g_autoptr(RenderTextIndex) index = NULL;

  cab_page_view_drop_marks (self);
  if (self->document != NULL)
    {
      self->texts = viewer_texts_new (self->document);
      self->selection = viewer_selection_new (self->document, self->texts);
      g_signal_connect_object (self->texts, "changed", G_CALLBACK (text_came_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->selection, "changed", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
      index = render_text_index_new (self->document);
    }
  if (self->find != NULL)
    viewer_find_set_index (self->find, index);
  cab_page_view_enable_copying (self);
}

void
cab_page_view_set_find (CabPageView *self,
                        ViewerFind  *find)
{
  g_return_if_fail (CAB_IS_PAGE_VIEW (self));
  g_return_if_fail (find == NULL || VIEWER_IS_FIND (find));

  if (self->find != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->find, self);
      viewer_find_set_index (self->find, NULL);
    }
  g_set_object (&self->find, find);
  if (find == NULL)
    return;

  g_signal_connect_object (find, "changed", G_CALLBACK (redraw_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (find, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  if (self->document != NULL)
    {
      g_autoptr(RenderTextIndex) index = render_text_index_new (self->document);

      viewer_find_set_near (find, self->page);
      viewer_find_set_index (find, index);
    }
}

gboolean
cab_page_view_get_share (CabPageView     *self,
                         guint            page,
                         const RenderHit *hit,
                         double          *share)
{
  graphene_rect_t rect;
  ViewerRect      place;
  RenderBox       box = { 0 };
  gboolean        known;
  double          top;
  g_autoptr(GArray) lines = NULL;

  g_return_val_if_fail (CAB_IS_PAGE_VIEW (self) && self->layout != NULL, FALSE);

  /* Only what is there: the marks beside the scroll bar are no reason to read every page again. */
  lines = viewer_texts_peek (self->texts, page) != NULL ? viewer_places_lines (viewer_texts_peek (self->texts, page), hit->first, hit->n)
                                                        : NULL;
  known = lines != NULL && lines->len > 0;
  if (known)
    box = g_array_index (lines, RenderBox, 0);
  viewer_layout_get_page (self->layout, page, &place);
  rect = GRAPHENE_RECT_INIT (0, (float) place.y, (float) place.width, (float) place.height);
  top = known ? place_box (self, page, &rect, &box).origin.y : place.y;
  *share = CLAMP (top / MAX (1, viewer_layout_get_height (self->layout)), 0, 1);

  return known;
}
