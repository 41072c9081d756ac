/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-guess-private.h"

#include <string.h>

#define MAX_TITLE 80 /* characters */
#define MAX_LINES 40 /* a heading stands near the top */
#define MIN_LETTERS 4

/* What word processors, scanners and cameras write when nobody named the thing: alone, or with a number. */
static gboolean
is_nameless (const char *folded)
{
  g_autoptr(GRegex) nameless = record_guess_make_regex (
      "^(?:untitled|ohne titel|unbenannt|sans (?:titre|nom)|senza (?:titolo|nome)|unnamed|document|dokument|documento|doc|pdf|"
      "scann?(?:ned|ner|nen|sione|erisation|erizzato)?(?: ?(?:document|to pdf|mail))?|numerisation|img|image|immagine|bild|photo|foto|dsc[nf]?|pxl|"
      "whatsapp image|screenshot|bildschirmfoto|capture(?: d.ecran)?|fax|file|fichier|datei|"
      "microsoft (?:word|excel|powerpoint)|writer|print|druck|neu|new|copy|kopie|copie|copia|page|seite|pagina)?[^a-z]*(?:at [^a-z]*)?$");

  return g_regex_match (nameless, folded, 0, NULL);
}

static gboolean
is_title (const char *title)
{
  g_autofree char *folded = record_guess_fold (title);
  guint            n_letters = 0;

  for (const char *next = folded; *next != '\0'; next = g_utf8_next_char (next))
    n_letters += g_unichar_isalpha (g_utf8_get_char (next)) ? 1 : 0;

  return n_letters >= MIN_LETTERS && !is_nameless (g_strstrip (folded));
}

/* Short words that are written in capitals always. */
static gboolean
is_abbreviation (const char *word)
{
  static const char *const known[] = { "IRM", "MRI", "MRT", "CT", "TDM", "EKG", "ECG", "EEG", "RX", "US", "PET", "HIV", "VIH", "RM", "TC", "TAC", "INR", "BNP", "CHUV", "HUG", "DEP", "EPD" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (word, known[i]) == 0)
      return TRUE;

  return FALSE;
}

/* "LETTRE DE SORTIE": shouted in a heading, not in a list. In German the long words are most likely nouns.
 * Takes @line. */
static char *
lower (char       *line,
       const char *language)
{
  g_autofree char *owned = line;
  g_autofree char *down = g_utf8_strdown (line, -1);
  g_autofree char *up = g_utf8_strup (line, -1);
  g_auto(GStrv) words = NULL;
  gboolean german = g_strcmp0 (language, "de-CH") == 0;

  if (strcmp (line, up) != 0 || strcmp (line, down) == 0)
    return g_steal_pointer (&owned);

  words = g_strsplit (line, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *small = g_utf8_strdown (words[i], -1);
      gboolean         capital = i == 0 || (german && g_utf8_strlen (words[i], -1) > 4);

      if (is_abbreviation (words[i]) || *small == '\0')
        continue;
      g_free (words[i]);
      if (capital)
        {
          g_autofree char *first = g_utf8_strup (small, g_utf8_next_char (small) - small);

          words[i] = g_strconcat (first, g_utf8_next_char (small), NULL);
        }
      else
        words[i] = g_steal_pointer (&small);
    }

  return g_strjoinv (" ", words);
}

/* Without what stands around it: a label, lines, colons. (transfer full) */
static char *
bare (const char *line)
{
  g_autoptr(GRegex) around = record_guess_make_regex (
      "^[\\s*=_#–—|•-]+|[\\s*=_#:;–—|•-]+$|^(?i:concerne|objet|betrifft|betreff|oggetto|subject|re|titre|titel|titolo|title)[ \\t]*:[ \\t]*");
  g_autoptr(GRegex) spaces = record_guess_make_regex ("\\s+");
  g_autofree char *once = g_regex_replace_literal (around, line, -1, 0, "", 0, NULL);
  g_autofree char *twice = g_regex_replace_literal (around, once, -1, 0, "", 0, NULL);

  return g_regex_replace_literal (spaces, twice, -1, 0, " ", 0, NULL);
}

/* The line that says what it is: one that begins with it before one that mentions it. */
static char *
find_heading (const char *text,
              const char *type,
              const char *language)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", MAX_LINES + 1);
  g_autofree char *mention = NULL;

  for (guint i = 0; lines[i] != NULL && i < MAX_LINES; i++)
    {
      g_autofree char *line = bare (lines[i]);
      g_autofree char *folded = record_guess_fold (line);
      gboolean         heads = FALSE;

      if (g_utf8_strlen (line, -1) > MAX_TITLE || g_strcmp0 (record_guess_find_type (folded, &heads), type) != 0)
        continue;
      if (heads)
        return lower (g_steal_pointer (&line), language);
      if (mention == NULL)
        mention = g_steal_pointer (&line);
    }

  return mention != NULL ? lower (g_steal_pointer (&mention), language) : NULL;
}

/* "Microsoft Word - Rapport_Muster.docx": what the person typed is in it. (transfer full) */
static char *
clean_name (const char *name)
{
  g_autoptr(GRegex) around = record_guess_make_regex ("(?i)^microsoft (?:office )?(?:word|excel|powerpoint)(?: document)? ?-? ?|"
                                                       "(?:\\.(?:docx?|odt|rtf|xlsx?|pdf|txt|tiff?|jpe?g|png|html?|xml))+$");
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *once = g_regex_replace_literal (around, g_strdelimit (valid, "_", ' '), -1, 0, "", 0, NULL);
  g_autofree char *cleaned = bare (once);

  return g_utf8_substring (cleaned, 0, MIN (MAX_TITLE, g_utf8_strlen (cleaned, -1)));
}

char *
record_guess_find_title (const char *text,
                         const char *own_title,
                         const char *file_name,
                         const char *type,
                         const char *language)
{
  const char *const names[] = { own_title, file_name };
  char             *heading = type != NULL ? find_heading (text, type, language) : NULL;

  if (heading != NULL)
    return heading;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL)
      {
        g_autofree char *name = clean_name (names[i]);

        if (is_title (name))
          return g_steal_pointer (&name);
      }

  return NULL;
}
