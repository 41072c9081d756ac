/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-text.h"

#include <string.h>

char *
model_text_fold (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *lower = g_utf8_casefold (decomposed != NULL ? decomposed : "", -1);
  g_autoptr(GString) bare = g_string_sized_new (strlen (lower));

  for (const char *next = lower; *next != '\0'; next = g_utf8_next_char (next))
    if (!g_unichar_ismark (g_utf8_get_char (next)))
      g_string_append_len (bare, next, g_utf8_skip[*(const guchar *) next]);

  return g_string_free (g_steal_pointer (&bare), FALSE);
}

/* One character of two that were made of one, or 0: U+00C3 U+00BC were the bytes of "ü". */
static gunichar
joined (gunichar lead,
        gunichar rest)
{
  /* what Windows shows for bytes from 0x80 to 0x9F that stand in Swiss names */
  static const gunichar windows[][2] = { { 0x20AC, 0x80 }, { 0x2021, 0x87 }, { 0x02C6, 0x88 }, { 0x2030, 0x89 }, { 0x0160, 0x8A }, { 0x0152, 0x8C }, { 0x201C, 0x93 }, { 0x201D, 0x94 }, { 0x2013, 0x96 }, { 0x0153, 0x9C }, { 0x0178, 0x9F }, { 0x201E, 0x84 }, { 0x2026, 0x85 }, { 0x201A, 0x82 }, { 0x2122, 0x99 } };

  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    if (rest == windows[i][0])
      rest = windows[i][1];

  return (lead == 0xC2 || lead == 0xC3) && rest >= 0x80 && rest <= 0xBF ? ((lead & 0x1F) << 6) | (rest & 0x3F) : 0;
}

char *
model_text_repair (const char *text)
{
  g_autoptr(GString) repaired = g_string_sized_new (strlen (text));

  for (const char *next = text; *next != '\0'; next = g_utf8_next_char (next))
    {
      gunichar    c = g_utf8_get_char (next);
      const char *after = g_utf8_next_char (next);
      gunichar    whole = *after != '\0' ? joined (c, g_utf8_get_char (after)) : 0;

      if (whole != 0)
        next = after;
      else if (c == 0xC2 || c == 0xC3)
        return g_strdup (text); /* a true "Ã" among them: then nobody knows */
      g_string_append_unichar (repaired, whole != 0 ? whole : c);
    }

  return g_string_free (g_steal_pointer (&repaired), FALSE);
}
