/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-page-view-private.h"

double
cab_page_view_get_zoom (CabPageView *self)
{
  g_return_val_if_fail (CAB_IS_PAGE_VIEW (self), 1);

  return self->zoom;
}

CabPageFit
cab_page_view_get_fit (CabPageView *self)
{
  g_return_val_if_fail (CAB_IS_PAGE_VIEW (self), CAB_PAGE_FIT_NONE);

  return self->fit;
}

guint
cab_page_view_get_rotation (CabPageView *self)
{
  g_return_val_if_fail (CAB_IS_PAGE_VIEW (self), 0);

  return self->rotation;
}

void
cab_page_view_set_fit (CabPageView *self,
                       CabPageFit   fit)
{
  g_return_if_fail (CAB_IS_PAGE_VIEW (self));

  if (self->fit == fit)
    return;

  self->fit = fit;
  cab_page_view_arrange_from_top (self);
  g_object_notify (G_OBJECT (self), "fit");
}

void
cab_page_view_zoom_at (CabPageView *self,
                       double       zoom,
                       double       x,
                       double       y)
{
  gboolean     was_fit;
  ViewerAnchor anchor;

  g_return_if_fail (CAB_IS_PAGE_VIEW (self));

  if (self->layout == NULL)
    return;

  was_fit = self->fit != CAB_PAGE_FIT_NONE;
  cab_page_view_init_anchor (self, &anchor, x, y);
  self->fit = CAB_PAGE_FIT_NONE;
  self->zoom = CLAMP (zoom, ZOOM_MIN, ZOOM_MAX);
  cab_page_view_arrange (self, &anchor);

  g_object_notify (G_OBJECT (self), "zoom");
  if (was_fit)
    g_object_notify (G_OBJECT (self), "fit");
}

void
cab_page_view_set_zoom (CabPageView *self,
                        double       zoom)
{
  cab_page_view_zoom_at (self,
                         zoom,
                         gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                         gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

void
cab_page_view_rotate (CabPageView *self)
{
  guint page;

  g_return_if_fail (CAB_IS_PAGE_VIEW (self));

  if (self->layout == NULL)
    return;

  page = cab_page_view_get_page (self);
  self->rotation = (self->rotation + 90) % 360;
  cab_page_view_arrange (self, NULL);
  cab_page_view_go_to_page (self, page);
}

void
cab_page_view_take_anchor (CabPageView  *self,
                           ViewerAnchor *anchor)
{
  cab_page_view_init_anchor (self, anchor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, 0);
}

void
cab_page_view_go_to_anchor (CabPageView        *self,
                            const ViewerAnchor *anchor)
{
  cab_page_view_arrange (self, anchor);
}

void
cab_page_view_get_page_rect (CabPageView     *self,
                             guint            page,
                             graphene_rect_t *rect)
{
  g_return_if_fail (CAB_IS_PAGE_VIEW (self) && self->layout != NULL);

  cab_page_view_place_page (self, page, rect);
}

void
cab_page_view_place_page (CabPageView     *self,
                          guint            page,
                          graphene_rect_t *rect)
{
  ViewerRect place;

  viewer_layout_get_page (self->layout, page, &place);
  *rect = GRAPHENE_RECT_INIT ((float) (place.x - cab_page_view_scroll_value (self->hadjustment)),
                              (float) (place.y - cab_page_view_scroll_value (self->vadjustment)),
                              (float) place.width,
                              (float) place.height);
}

ViewerPages *
cab_page_view_get_pages (CabPageView *self)
{
  g_return_val_if_fail (CAB_IS_PAGE_VIEW (self), NULL);

  return self->pages;
}
