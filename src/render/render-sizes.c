/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-sizes-private.h"

void
render_sizes_init (RenderSizes *self,
                   guint        n)
{
  self->n = n;
  self->all = g_new0 (RenderSize, n);
  self->first_unknown = 0;
}

void
render_sizes_clear (RenderSizes *self)
{
  g_clear_pointer (&self->all, g_free);
  self->n = 0;
}

gboolean
render_sizes_is_known (const RenderSizes *self,
                       guint              page)
{
  return self->all[page].width > 0;
}

gboolean
render_sizes_take (RenderSizes *self,
                   guint        first,
                   GArray      *sizes)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < sizes->len && first + i < self->n; i++)
    {
      changed |= !render_sizes_is_known (self, first + i);
      self->all[first + i] = g_array_index (sizes, RenderSize, i);
    }
  while (self->first_unknown < self->n && render_sizes_is_known (self, self->first_unknown))
    self->first_unknown++;

  return changed;
}

gboolean
render_sizes_get (const RenderSizes *self,
                  guint              page,
                  double            *width,
                  double            *height)
{
  gboolean known = render_sizes_is_known (self, page);

  *width = self->all[known ? page : 0].width;
  *height = self->all[known ? page : 0].height;

  return known;
}
