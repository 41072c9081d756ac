/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-query-lines.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* As UTF-8, without zeros, which end a text elsewhere. (transfer full) */
static char *
read_text (const char *bytes,
           gsize       size)
{
  g_autoptr(GString) text = g_string_sized_new (size);

  if (size >= 3 && memcmp (bytes, BYTE_ORDER_MARK, 3) == 0)
    {
      bytes += 3;
      size -= 3;
    }
  if (g_utf8_validate_len (bytes, size, NULL))
    return g_strndup (bytes, size);

  /* each byte of Latin 1 is the character of its number */
  for (gsize i = 0; i < size; i++)
    g_string_append_unichar (text, bytes[i] != '\0' ? (guchar) bytes[i] : ' ');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Columns stand one beside the other, as somebody would type them. (transfer full) */
static char *
read_line (const char *line)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean between = c == ';' || c == '"' || c == 0xFEFF || g_unichar_isspace (c) || g_unichar_iscntrl (c);

      if (!between)
        g_string_append_unichar (text, c);
      else if (text->len > 0 && text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');
    }
  if (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

GPtrArray *
model_query_lines_read (const char *bytes,
                        gsize       size,
                        guint      *n_left_out)
{
  GPtrArray       *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_auto(GStrv) parts = NULL;
  guint n = 0;

  g_return_val_if_fail (bytes != NULL || size == 0, lines);

  text = read_text (bytes != NULL ? bytes : "", size);
  parts = g_strsplit_set (text, "\n\r", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *line = read_line (parts[i]);

      if (*line == '\0')
        continue;
      if (strlen (line) > MODEL_QUERY_LINE_MAX || lines->len >= MODEL_QUERY_LINES_MAX)
        n++;
      else
        g_ptr_array_add (lines, g_steal_pointer (&line));
    }
  if (n_left_out != NULL)
    *n_left_out = n;

  return lines;
}
