/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-sight.h"

#include <math.h>

/* Larger pages are drawn smaller as a whole, and as a patch where they are seen. */
#define PAGE_MAX_BYTES (16 * 1024 * 1024)

/* The page whole: at the scale of the view, or at the largest that is still a reasonable texture. */
static gboolean
page_wish (const ViewerSight *sight,
           guint              page,
           ViewerView        *wish)
{
  gboolean   lying = sight->rotation % 180 != 0;
  double     width, height, largest;
  ViewerRect rect;

  viewer_layout_get_page (sight->layout, page, &rect);
  *wish = (ViewerView) {
    .scale = sight->scale,
    .rotation = sight->rotation,
    .width = (int) round (rect.width * sight->device_factor),
    .height = (int) round (rect.height * sight->device_factor),
  };
  if ((double) wish->width * wish->height * 4 <= PAGE_MAX_BYTES)
    return TRUE;

  /* from the size in points and not from the zoom, so that it stays the same while zooming */
  render_document_get_page_size (sight->document, page, &width, &height);
  largest = sqrt (PAGE_MAX_BYTES / 2.0 / 4 / (width * height));
  wish->scale = largest;
  wish->width = (int) MAX (1, floor ((lying ? height : width) * largest));
  wish->height = (int) MAX (1, floor ((lying ? width : height) * largest));

  return FALSE;
}

/* What is seen of the page, with @around logical pixels more on each side. */
static gboolean
patch_wish (const ViewerSight *sight,
            guint              page,
            double             around,
            ViewerView        *wish)
{
  const ViewerRect *seen = &sight->rect;
  double            left, top, right, bottom;
  ViewerRect        rect;

  viewer_layout_get_page (sight->layout, page, &rect);
  left = MAX (0, seen->x - around - rect.x);
  top = MAX (0, seen->y - around - rect.y);
  right = MIN (rect.width, seen->x + seen->width + around - rect.x);
  bottom = MIN (rect.height, seen->y + seen->height + around - rect.y);
  if (right <= left || bottom <= top)
    return FALSE;

  *wish = (ViewerView) {
    .scale = sight->scale,
    .rotation = sight->rotation,
    .x = (int) floor (left * sight->device_factor),
    .y = (int) floor (top * sight->device_factor),
  };
  wish->width = (int) ceil (right * sight->device_factor) - wish->x;
  wish->height = (int) ceil (bottom * sight->device_factor) - wish->y;

  return TRUE;
}

static void
want_page (const ViewerSight *sight,
           ViewerPages       *pages,
           guint              page,
           gboolean           seen)
{
  double     around = MIN (sight->rect.width, sight->rect.height) / 4;
  ViewerView whole, need, ask;
  gboolean   sharp = page_wish (sight, page, &whole);

  viewer_pages_want (pages, page, VIEWER_PART_PAGE, &whole, &whole, seen);
  if (!sharp && seen && patch_wish (sight, page, 0, &need) && patch_wish (sight, page, around, &ask))
    viewer_pages_want (pages, page, VIEWER_PART_PATCH, &need, &ask, seen);
}

void
viewer_sight_want (const ViewerSight *sight,
                   ViewerPages       *pages)
{
  double top = sight->rect.y;
  double height = sight->rect.height;
  guint  first = viewer_layout_page_at (sight->layout, top);
  guint  last = viewer_layout_page_at (sight->layout, top + height);
  guint  near_first = viewer_layout_page_at (sight->layout, top - height);
  guint  near_last = viewer_layout_page_at (sight->layout, top + 2 * height);

  viewer_pages_begin (pages);
  for (guint page = first; page <= last; page++)
    want_page (sight, pages, page, /* seen= */ TRUE);
  for (guint page = last + 1; page <= near_last; page++)
    want_page (sight, pages, page, /* seen= */ FALSE);
  for (guint page = first; page > near_first; page--)
    want_page (sight, pages, page - 1, /* seen= */ FALSE);
  viewer_pages_end (pages);
}
