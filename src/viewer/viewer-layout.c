/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-layout.h"

#include <math.h>
#include <stdlib.h>

typedef struct
{
  double     points_width;
  double     points_height;
  ViewerRect rect;
} Page;

struct _ViewerLayout
{
  guint  n_pages;
  Page  *pages; /* (owned) */
  double width;
  double height;
};

ViewerLayout *
viewer_layout_new (guint n_pages)
{
  ViewerLayout *self = g_new0 (ViewerLayout, 1);

  self->n_pages = n_pages;
  self->pages = g_new0 (Page, n_pages);

  return self;
}

void
viewer_layout_free (ViewerLayout *self)
{
  g_free (self->pages);
  g_free (self);
}

guint
viewer_layout_get_n_pages (ViewerLayout *self)
{
  return self->n_pages;
}

void
viewer_layout_set_size (ViewerLayout *self,
                        guint         page,
                        double        width,
                        double        height)
{
  g_return_if_fail (page < self->n_pages);

  self->pages[page].points_width = width;
  self->pages[page].points_height = height;
}

static int
compare_widths (const void *a,
                const void *b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

double
viewer_layout_get_usual_width (ViewerLayout *self,
                               guint         rotation)
{
  g_autofree double *widths = g_new (double, self->n_pages);

  for (guint i = 0; i < self->n_pages; i++)
    widths[i] = rotation % 180 != 0 ? self->pages[i].points_height : self->pages[i].points_width;
  qsort (widths, self->n_pages, sizeof (double), compare_widths);

  /* the lower one of two in the middle: the narrower page is the one with the smaller print */
  return MAX (1, widths[(self->n_pages - 1) / 2]);
}

void
viewer_layout_get_largest (ViewerLayout *self,
                           guint         rotation,
                           double       *width,
                           double       *height)
{
  gboolean lying = rotation % 180 != 0;

  *width = *height = 1;
  for (guint i = 0; i < self->n_pages; i++)
    {
      const Page *page = &self->pages[i];

      *width = MAX (*width, lying ? page->points_height : page->points_width);
      *height = MAX (*height, lying ? page->points_width : page->points_height);
    }
}

static double
whole_pixels (double points,
              double scale,
              int    device_scale)
{
  return MAX (1, round (points * scale * device_scale)) / device_scale;
}

void
viewer_layout_arrange (ViewerLayout *self,
                       double        scale,
                       guint         rotation,
                       int           device_scale,
                       double        viewport_width)
{
  gboolean lying = rotation % 180 != 0;
  double   y = VIEWER_LAYOUT_MARGIN;
  double   widest = 0;

  for (guint i = 0; i < self->n_pages; i++)
    {
      Page *page = &self->pages[i];

      page->rect.width = whole_pixels (lying ? page->points_height : page->points_width, scale, device_scale);
      page->rect.height = whole_pixels (lying ? page->points_width : page->points_height, scale, device_scale);
      page->rect.y = y;
      y += ceil (page->rect.height) + VIEWER_LAYOUT_MARGIN;
      widest = MAX (widest, page->rect.width);
    }

  self->height = y;
  self->width = MAX (viewport_width, widest + 2 * VIEWER_LAYOUT_MARGIN);
  for (guint i = 0; i < self->n_pages; i++)
    self->pages[i].rect.x = floor ((self->width - self->pages[i].rect.width) / 2);
}

double
viewer_layout_get_width (ViewerLayout *self)
{
  return self->width;
}

double
viewer_layout_get_height (ViewerLayout *self)
{
  return self->height;
}

void
viewer_layout_get_page (ViewerLayout *self,
                        guint         page,
                        ViewerRect   *rect)
{
  g_return_if_fail (page < self->n_pages);

  *rect = self->pages[page].rect;
}

guint
viewer_layout_page_at (ViewerLayout *self,
                       double        y)
{
  guint first = 0;
  guint after = self->n_pages;

  /* the last page that begins at or above y */
  while (after - first > 1)
    {
      guint middle = first + (after - first) / 2;

      if (self->pages[middle].rect.y <= y)
        first = middle;
      else
        after = middle;
    }

  return first;
}

void
viewer_layout_get_anchor (ViewerLayout *self,
                          double        x,
                          double        y,
                          ViewerAnchor *anchor)
{
  ViewerRect rect;

  anchor->page = viewer_layout_page_at (self, y);
  viewer_layout_get_page (self, anchor->page, &rect);
  anchor->across = rect.width > 0 ? (x - rect.x) / rect.width : 0;
  anchor->down = rect.height > 0 ? CLAMP ((y - rect.y) / rect.height, 0, 1) : 0;
  anchor->beyond = y - rect.y - anchor->down * rect.height;
}

void
viewer_layout_find_anchor (ViewerLayout       *self,
                           const ViewerAnchor *anchor,
                           double             *x,
                           double             *y)
{
  ViewerRect rect;

  viewer_layout_get_page (self, anchor->page, &rect);
  *x = rect.x + anchor->across * rect.width;
  *y = rect.y + anchor->down * rect.height + anchor->beyond;
}
