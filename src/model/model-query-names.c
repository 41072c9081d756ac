/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-query-names.h"

/* Words that belong to the family name that follows them, in the languages of the country. */
static const char *const particles[] = {
  "von", "vom", "van", "der", "den", "zu", "zur", "de", "di", "da", "do", "dos", "du", "del", "della", "la", "le", "d'", "al", "el",
  NULL
};

static const char *
name_at (GPtrArray *names,
         guint      position)
{
  return g_ptr_array_index (names, position);
}

static gboolean
is_particle (const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);

  return g_strv_contains (particles, lower);
}

/* MUSTER, MEIER-ÖZ; not "M" */
static gboolean
is_in_capitals (const char *word)
{
  guint n_upper = 0;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_islower (g_utf8_get_char (p)))
        return FALSE;
      n_upper += g_unichar_isupper (g_utf8_get_char (p));
    }

  return n_upper > 1;
}

static void
append_word (char      **text,
             const char *word)
{
  char *longer = *text == NULL ? g_strdup (word) : g_strdup_printf ("%s %s", *text, word);

  g_free (*text);
  *text = longer;
}

/* The family name is written in capitals as soon as some words are and others are not. */
static gboolean
split_by_capitals (GPtrArray *names,
                   gboolean  *is_family)
{
  gboolean any = FALSE;
  gboolean other = FALSE;

  for (guint i = names->len; i-- > 0;)
    {
      if (is_in_capitals (name_at (names, i)))
        any = is_family[i] = TRUE;
      else if (is_particle (name_at (names, i)))
        is_family[i] = i + 1 < names->len && is_family[i + 1];
      else
        other = TRUE;
    }

  return any && other;
}

/* Particles first: they and the next word. Particles last but one: what stands before is given. */
static void
split_by_order (GPtrArray *names,
                gboolean  *is_family)
{
  guint start = 0;
  guint end;

  while (start + 1 < names->len && !is_particle (name_at (names, start)))
    start++;
  if (start + 1 >= names->len)
    {
      is_family[0] = TRUE;
      return;
    }

  for (end = start; end + 1 < names->len && is_particle (name_at (names, end));)
    end++;
  end++;
  if (end < names->len)
    start = 0;

  for (guint i = start; i < end; i++)
    is_family[i] = TRUE;
}

void
model_query_names_split (GPtrArray *names,
                         guint      comma,
                         char     **family,
                         char     **given)
{
  g_autofree gboolean *is_family = g_new0 (gboolean, names->len);

  *family = *given = NULL;
  if (names->len == 0)
    return;

  for (guint i = 0; i < comma; i++)
    is_family[i] = TRUE;

  if (comma == 0 && !split_by_capitals (names, is_family))
    {
      for (guint i = 0; i < names->len; i++)
        is_family[i] = FALSE;
      split_by_order (names, is_family);
    }

  for (guint i = 0; i < names->len; i++)
    append_word (is_family[i] ? family : given, name_at (names, i));
}
