/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first line is looked for in the rest, in every way. */
#include "config.h"

#include "fuzz.h"
#include "render-find.h"

#include <string.h>

void
fuzz_one (GBytes *bytes)
{
  g_autofree char *all = fuzz_text (bytes);
  g_autofree char *valid = g_utf8_make_valid (all, -1);
  char            *text = strchr (valid, '\n');
  guint            n = text != NULL ? (guint) g_utf8_strlen (text + 1, -1) : 0;

  if (text == NULL)
    return;

  *text = '\0';
  for (guint how = 0; how < 8; how++)
    {
      g_autoptr(GArray) hits = render_find (text + 1, valid, (RenderFind) how);

      for (guint i = 0; i < hits->len; i++)
        {
          const RenderHit *hit = &g_array_index (hits, RenderHit, i);
          gsize            start, end;
          g_autofree char *line = render_find_snippet (text + 1, hit, 20, 20, &start, &end);

          g_assert_true (hit->n > 0 && hit->first < n && hit->n <= n - hit->first);
          g_assert_true (start <= end && end <= strlen (line));
        }
    }
}
