/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-find.h"

#include <string.h>

#define SOFT_HYPHEN 0x00ad

/* Text as it is compared, and for each of its characters which of the original it comes from. */
typedef struct
{
  GArray *characters; /* (owned) (element-type gunichar) */
  GArray *origins;    /* (owned) (element-type guint) */
} Folded;

static void
folded_clear (Folded *folded)
{
  g_clear_pointer (&folded->characters, g_array_unref);
  g_clear_pointer (&folded->origins, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folded, folded_clear)

static void
put (Folded  *folded,
     gunichar character,
     guint    origin)
{
  g_array_append_val (folded->characters, character);
  g_array_append_val (folded->origins, origin);
}

static void
put_space (Folded *folded,
           guint   origin)
{
  const GArray *all = folded->characters;

  if (all->len > 0 && g_array_index (all, gunichar, all->len - 1) != ' ')
    put (folded, ' ', origin);
}

/* What is written in several ways and read as one. */
static gunichar
unify (gunichar character)
{
  switch (character)
    {
    case 0x2018:
    case 0x2019:
    case 0x02bc:
      return '\'';
    case 0x201c:
    case 0x201d:
    case 0x00ab:
    case 0x00bb:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      return '-';
    default:
      return character;
    }
}

static void
put_folded (Folded    *folded,
            gunichar   character,
            guint      origin,
            RenderFind how)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize    n = g_unichar_fully_decompose (unify (character), /* compat= */ TRUE, parts, G_N_ELEMENTS (parts));

  for (gsize i = 0; i < n; i++)
    {
      if (g_unichar_ismark (parts[i]) && (how & RENDER_FIND_ACCENTS) == 0)
        continue;
      if (g_unichar_isspace (parts[i]))
        put_space (folded, origin);
      else if ((parts[i] == 0x00df || parts[i] == 0x1e9e) && (how & RENDER_FIND_CASE) == 0)
        {
          put (folded, 's', origin);
          put (folded, 's', origin);
        }
      else
        put (folded, (how & RENDER_FIND_CASE) != 0 ? parts[i] : g_unichar_tolower (parts[i]), origin);
    }
}

/* "Impf-\nung": where a line ends in a hyphen between letters, and the next goes on in small ones. How many characters to skip. */
static guint
is_broken_word (const char   *p,
                const Folded *folded)
{
  const char *next = g_utf8_next_char (p);
  guint       n = 1;

  if (*p != '-' || folded->characters->len == 0 ||
      !g_unichar_isalpha (g_array_index (folded->characters, gunichar, folded->characters->len - 1)))
    return 0;

  if (*next == '\r')
    {
      next++;
      n++;
    }
  if (*next != '\n' || !g_unichar_islower (g_utf8_get_char (next + 1)))
    return 0;

  return n + 1;
}

static void
fold (Folded     *folded,
      const char *text,
      RenderFind  how)
{
  gsize length = strlen (text);
  guint origin = 0;

  folded->characters = g_array_sized_new (FALSE, FALSE, sizeof (gunichar), (guint) MIN (length, G_MAXINT / 16));
  folded->origins = g_array_sized_new (FALSE, FALSE, sizeof (guint), (guint) MIN (length, G_MAXINT / 16));
  for (const char *p = text; *p != '\0';)
    {
      guint    skipped = is_broken_word (p, folded);
      gunichar character = g_utf8_get_char (p);

      if (skipped > 0)
        {
          p += skipped;
          origin += skipped;
          continue;
        }
      if (g_unichar_isspace (character))
        put_space (folded, origin);
      else if (character < 0x80)
        put (folded, (how & RENDER_FIND_CASE) != 0 ? character : (gunichar) g_ascii_tolower ((char) character), origin);
      else if (character != SOFT_HYPHEN)
        put_folded (folded, character, origin, how);
      p = g_utf8_next_char (p);
      origin++;
    }
}

static gboolean
is_word (const Folded *folded,
         guint         position)
{
  gunichar character;

  if (position >= folded->characters->len)
    return FALSE;

  character = g_array_index (folded->characters, gunichar, position);

  return g_unichar_isalnum (character) || g_unichar_ismark (character);
}

static gboolean
stands_at (const Folded *text,
           const Folded *term,
           guint         position,
           RenderFind    how)
{
  guint n = term->characters->len;

  if (memcmp (&g_array_index (text->characters, gunichar, position), term->characters->data, n * sizeof (gunichar)) != 0)
    return FALSE;
  /* The whole character or none of it: an accent belongs to its letter. */
  if (position + n < text->characters->len && g_unichar_ismark (g_array_index (text->characters, gunichar, position + n)))
    return FALSE;
  if ((how & RENDER_FIND_WORDS) == 0)
    return TRUE;

  return !((position > 0 && is_word (text, position - 1) && is_word (text, position)) ||
           (is_word (text, position + n) && is_word (text, position + n - 1)));
}

GArray *
render_find (const char *text,
             const char *term,
             RenderFind  how)
{
  GArray          *hits = g_array_new (FALSE, FALSE, sizeof (RenderHit));
  g_autofree char *stripped = g_strstrip (g_strdup (term));
  g_auto(Folded) needle = { 0 };
  g_auto(Folded) hay = { 0 };

  fold (&needle, stripped, how);
  if (needle.characters->len == 0)
    return hits;

  fold (&hay, text, how);
  for (guint i = 0; i + needle.characters->len <= hay.characters->len;)
    {
      guint     last = i + needle.characters->len - 1;
      RenderHit hit;

      if (!stands_at (&hay, &needle, i, how))
        {
          i++;
          continue;
        }

      hit.first = g_array_index (hay.origins, guint, i);
      hit.n = g_array_index (hay.origins, guint, last) - hit.first + 1;
      g_array_append_val (hits, hit);
      i = last + 1;
    }

  return hits;
}

static void
append_line (GString    *line,
             const char *start,
             const char *end)
{
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!g_unichar_isspace (character))
        g_string_append_unichar (line, character);
      else if (line->len > 0 && line->str[line->len - 1] != ' ')
        g_string_append_c (line, ' ');
    }
}

char *
render_find_snippet (const char      *text,
                     const RenderHit *hit,
                     guint            before,
                     guint            after,
                     gsize           *marked_start,
                     gsize           *marked_end)
{
  GString    *line = g_string_new (NULL);
  const char *start = g_utf8_offset_to_pointer (text, hit->first);
  const char *end = g_utf8_offset_to_pointer (start, hit->n);
  const char *from = start;
  const char *to = end;

  for (guint i = 0; i < before && from > text; i++)
    from = g_utf8_prev_char (from);
  for (guint i = 0; i < after && *to != '\0'; i++)
    to = g_utf8_next_char (to);

  if (from > text)
    g_string_append (line, "…");
  append_line (line, from, start);
  *marked_start = line->len;
  append_line (line, start, end);
  *marked_end = line->len;
  append_line (line, end, to);
  if (*to != '\0')
    g_string_append (line, "…");

  return g_string_free (line, FALSE);
}
