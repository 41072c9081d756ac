/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-page-view-private.h"

#include "viewer-places.h"

#define MAX_JUMPS 100

static void
push (GArray            **stack,
      const ViewerAnchor *anchor)
{
  if (*stack == NULL)
    *stack = g_array_new (FALSE, FALSE, sizeof (ViewerAnchor));
  if ((*stack)->len == MAX_JUMPS)
    g_array_remove_index (*stack, 0);
  g_array_append_val (*stack, *anchor);
}

void
cab_page_view_forget_jumps (CabPageView *self)
{
  g_clear_pointer (&self->back, g_array_unref);
  g_clear_pointer (&self->forward, g_array_unref);
}

void
cab_page_view_jump (CabPageView *self,
                    guint        page)
{
  ViewerAnchor here;

  g_return_if_fail (CAB_IS_PAGE_VIEW (self));

  if (self->layout == NULL)
    return;

  cab_page_view_take_anchor (self, &here);
  push (&self->back, &here);
  g_clear_pointer (&self->forward, g_array_unref);
  cab_page_view_go_to_page (self, page);
}

gboolean
cab_page_view_go (CabPageView *self,
                  int          direction)
{
  GArray     **from, **to;
  ViewerAnchor here, there;

  g_return_val_if_fail (CAB_IS_PAGE_VIEW (self), FALSE);

  from = direction < 0 ? &self->back : &self->forward;
  to = direction < 0 ? &self->forward : &self->back;
  if (self->layout == NULL || *from == NULL || (*from)->len == 0)
    return FALSE;

  there = g_array_index (*from, ViewerAnchor, (*from)->len - 1);
  g_array_set_size (*from, (*from)->len - 1);
  cab_page_view_take_anchor (self, &here);
  push (to, &here);
  cab_page_view_go_to_anchor (self, &there);

  return TRUE;
}

static const RenderLink *
find_link (CabPageView *self,
           double       x,
           double       y)
{
  double       page_x, page_y;
  guint        page;
  RenderLinks *links;

  if (self->texts == NULL)
    return NULL;

  page = cab_page_view_find_place (self, x, y, &page_x, &page_y);
  links = viewer_texts_get_links (self->texts, page);

  return links != NULL ? render_links_at (links, page_x, page_y) : NULL;
}

gboolean
cab_page_view_is_over_link (CabPageView *self,
                            double       x,
                            double       y)
{
  const RenderLink *link = find_link (self, x, y);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), link != NULL && link->page == G_MAXUINT ? link->uri : NULL);

  return link != NULL;
}

gboolean
cab_page_view_follow (CabPageView *self,
                      double       x,
                      double       y)
{
  const RenderLink *link = find_link (self, x, y);

  if (link == NULL)
    return FALSE;

  if (link->page != G_MAXUINT)
    cab_page_view_jump (self, link->page + 1);
  else
    g_signal_emit_by_name (self, "address", link->uri);

  return TRUE;
}
