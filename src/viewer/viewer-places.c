/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-places.h"

#include <math.h>

void
viewer_places_turn (const RenderBox *box,
                    double           width,
                    double           height,
                    guint            rotation,
                    RenderBox       *turned)
{
  switch (rotation)
    {
    case 90:
      *turned = (RenderBox) { (float) height - box->y2, box->x1, (float) height - box->y1, box->x2 };
      break;
    case 180:
      *turned = (RenderBox) { (float) width - box->x2, (float) height - box->y2, (float) width - box->x1, (float) height - box->y1 };
      break;
    case 270:
      *turned = (RenderBox) { box->y1, (float) width - box->x2, box->y2, (float) width - box->x1 };
      break;
    default:
      *turned = *box;
    }
}

void
viewer_places_turn_back (double  width,
                         double  height,
                         guint   rotation,
                         double *x,
                         double *y)
{
  double across = *x;
  double down = *y;

  switch (rotation)
    {
    case 90:
      *x = down;
      *y = height - across;
      break;
    case 180:
      *x = width - across;
      *y = height - down;
      break;
    case 270:
      *x = width - down;
      *y = across;
      break;
    default:
      break;
    }
}

/* Whether @next goes on in the line of @line: most of its height beside it, and no wide gap, which is another column. */
static gboolean
goes_on (const RenderBox *line,
         const RenderBox *next)
{
  float height = MIN (line->y2 - line->y1, next->y2 - next->y1);
  float common = MIN (line->y2, next->y2) - MAX (line->y1, next->y1);

  return common > height / 2 && next->x1 >= line->x1 - height && next->x1 - line->x2 < 2 * height;
}

GArray *
viewer_places_lines (RenderText *text,
                     guint       first,
                     guint       n)
{
  const RenderBox *boxes = render_text_get_boxes (text);
  GArray          *lines = g_array_new (FALSE, FALSE, sizeof (RenderBox));

  if (boxes == NULL || first >= render_text_get_n (text))
    return lines;

  n = MIN (n, render_text_get_n (text) - first);
  for (guint i = first; i < first + n; i++)
    {
      RenderBox *line = lines->len > 0 ? &g_array_index (lines, RenderBox, lines->len - 1) : NULL;

      if (boxes[i].x2 - boxes[i].x1 <= 0 || boxes[i].y2 - boxes[i].y1 <= 0)
        continue;
      if (line == NULL || !goes_on (line, &boxes[i]))
        {
          g_array_append_val (lines, boxes[i]);
          continue;
        }
      line->x1 = MIN (line->x1, boxes[i].x1);
      line->y1 = MIN (line->y1, boxes[i].y1);
      line->x2 = MAX (line->x2, boxes[i].x2);
      line->y2 = MAX (line->y2, boxes[i].y2);
    }

  return lines;
}

/* Beside a line is nearer than over it: who drags past the end of a line means that line. */
static double
distance (const RenderBox *box,
          double           x,
          double           y)
{
  double across = MAX (0, MAX (box->x1 - x, x - box->x2));
  double down = MAX (0, MAX (box->y1 - y, y - box->y2));

  return hypot (across, 4 * down);
}

guint
viewer_places_at (RenderText *text,
                  double      x,
                  double      y,
                  gboolean    between)
{
  const RenderBox *boxes = render_text_get_boxes (text);
  guint            n = boxes != NULL ? render_text_get_n (text) : 0;
  guint            best = 0;
  double           least = INFINITY;

  for (guint i = 0; i < n; i++)
    {
      double away = boxes[i].x2 > boxes[i].x1 ? distance (&boxes[i], x, y) : INFINITY;

      if (away < least)
        {
          least = away;
          best = i;
        }
    }
  if (between && n > 0 && x > (boxes[best].x1 + boxes[best].x2) / 2)
    best++;

  return best;
}
