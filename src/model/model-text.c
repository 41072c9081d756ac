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
