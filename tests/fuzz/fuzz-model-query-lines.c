/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "model-query-lines.h"

#include <string.h>

/* Each line fits the search box, and is read as itself. */
void
fuzz_one (GBytes *bytes)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);
  guint       n_left_out;
  g_autoptr(GPtrArray) lines = model_query_lines_read (data, size, &n_left_out);

  g_assert (lines->len <= MODEL_QUERY_LINES_MAX);
  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      g_autoptr(GPtrArray) again = model_query_lines_read (line, strlen (line), &n_left_out);

      g_assert (*line != '\0' && strlen (line) <= MODEL_QUERY_LINE_MAX);
      g_assert (g_utf8_validate (line, -1, NULL));
      g_assert (again->len == 1 && g_str_equal (g_ptr_array_index (again, 0), line));
    }
}
