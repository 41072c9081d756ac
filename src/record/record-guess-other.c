/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-guess.h"

#include "model-number.h"
#include "model-text.h"
#include "record-guess-private.h"

#include <string.h>

#define ENOUGH_TO_NAME 200 /* bytes: a text this long names its patient */
#define LEAST_NAME 2       /* letters of a part of a name */

typedef enum
{
  SAYS_NOTHING,
  SAYS_HERS,
  SAYS_OTHERS,
} Says;

/* As it compares: one letter for those that are written as two (Mueller, Müller), one space for all that
 * is no letter. Both sides of a comparison go through here. (transfer full) */
static char *
plain (const char *text)
{
  g_autofree char *folded = model_text_fold (text);
  g_autoptr(GString) words = g_string_new (" ");

  for (const char *next = folded; *next != '\0'; next = g_utf8_next_char (next))
    {
      gunichar c = g_utf8_get_char (next);
      gunichar before = words->str[words->len - 1];

      if (c == 'e' && (before == 'a' || before == 'o' || before == 'u'))
        continue;
      if (g_unichar_isalnum (c))
        g_string_append_unichar (words, c);
      else if (before != ' ' && c != '\'' && c != 0x2019)
        g_string_append_c (words, ' ');
    }
  g_string_append_c (words, ' ');

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static gboolean
is_particle (const char *word)
{
  static const char *const particles[] = { "de", "du", "des", "da", "di", "del", "della", "la", "le", "von", "van", "der", "den", "zu", "zur", "am", "dos", "al", "el", "ben" };

  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    if (strcmp (word, particles[i]) == 0)
      return TRUE;

  return FALSE;
}

/* Whether one of the parts of @name stands in @words as a word: a double name is often written by half. */
static gboolean
names_part (const char *words,
            const char *name)
{
  g_autofree char *own = plain (name);
  g_auto(GStrv) parts = g_strsplit (own, " ", -1);
  gboolean any = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *word = g_strdup_printf (" %s ", parts[i]);

      if (strlen (parts[i]) < LEAST_NAME || is_particle (parts[i]))
        continue;
      any = TRUE;
      if (strstr (words, word) != NULL)
        return TRUE;
    }

  /* of particles alone, or of one letter: as a whole */
  return !any && strstr (words, own) != NULL;
}

/* Numbers with a wrong check digit are no one's: a scan misread, or another kind of number. */
static Says
say_numbers (const char *text,
             const char *ahvn13)
{
  g_autoptr(GRegex) numbers = record_guess_make_regex ("(?<![\\d.])756(?:[-. \\x{a0}]{0,2}\\d){10}(?!\\d)");
  g_autoptr(GMatchInfo) match = NULL;
  Says says = SAYS_NOTHING;

  if (ahvn13 == NULL)
    return SAYS_NOTHING;

  for (gboolean more = g_regex_match (numbers, text, 0, &match); more; more = g_match_info_next (match, NULL))
    {
      g_autofree char *written = g_match_info_fetch (match, 0);
      g_autoptr(GString) digits = g_string_new (NULL);

      for (const char *next = written; *next != '\0'; next++)
        if (g_ascii_isdigit (*next))
          g_string_append_c (digits, *next);
      if (strcmp (digits->str, ahvn13) == 0)
        return SAYS_HERS;
      if (model_number_is_ahvn13 (digits->str))
        says = SAYS_OTHERS;
    }

  return says;
}

static gboolean
is_day (const RecordGuessDate *found,
        const ModelDate       *date)
{
  return found->day == date->day && found->month == date->month &&
         (found->year == (guint) date->year || (found->year < 100 && found->year == (guint) date->year % 100));
}

/* "His mother, born …", "Dr. …, born …": somebody else is meant to be. */
static gboolean
is_of_relative (const char *folded,
                int         start)
{
  g_autoptr(GRegex) relatives = record_guess_make_regex (
      "\\b(?:mere|pere|mari|epou[sx]e?|conjointe?|fille|fils|enfants?|frere|soeur|medecin|parents?|representante?|"
      "mutter|vater|sohn|tochter|kind|ehe(?:mann|frau|gatte|gattin)|gatt(?:e|in)|bruder|schwester|arzt|eltern|"
      "madre|padre|figli[ao]|marito|moglie|fratello|sorella|medico|genitor[ei]|mother|father|son|daughter|child|husband|wife|brother|sister|physician)\\b");
  g_autofree char *before = record_guess_dup_before (folded, start, 64);

  return g_regex_match (relatives, before, 0, NULL);
}

/* Her birth date anywhere in the text says that it is about her, whoever else is born in it. */
static Says
say_births (const char      *folded,
            const ModelDate *birth_date)
{
  g_autoptr(GArray) dates = record_guess_find_dates (folded);
  Says says = SAYS_NOTHING;

  if (birth_date->precision < MODEL_DATE_DAY)
    return SAYS_NOTHING;

  for (guint i = 0; i < dates->len; i++)
    {
      const RecordGuessDate *found = &g_array_index (dates, RecordGuessDate, i);

      if (is_day (found, birth_date))
        return SAYS_HERS;
      if (record_guess_is_birth (folded, found->start) && !is_of_relative (folded, found->start))
        says = SAYS_OTHERS;
    }

  return says;
}

/* Whether a line that tells whom the text is about names somebody else: another family name, or hers with
 * another given name. @names: what stands where the name stands. */
static gboolean
is_somebody_else (const char   *names,
                  ModelPatient *patient)
{
  const char *const *given = model_patient_get_given (patient);
  g_autofree char   *words = plain (names);
  g_autofree char   *family = plain (model_patient_get_family (patient));
  g_auto(GStrv) parts = g_strsplit (words, " ", -1);
  guint n_others = 0;

  if (!names_part (words, model_patient_get_family (patient)))
    return TRUE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *word = g_strdup_printf (" %s ", parts[i]);

      if (strlen (parts[i]) < LEAST_NAME || is_particle (parts[i]) || strstr (family, word) != NULL)
        continue;
      for (guint j = 0; given != NULL && given[j] != NULL; j++)
        if (names_part (word, given[j]))
          return FALSE;
      n_others++;
    }

  return n_others > 0;
}

/* "Concerne : Mme Anna Exemple", "Patient: Beispiel, Hans". With a title, or behind a word that nothing but
 * a name follows; a subject alone may be anything. */
static gboolean
names_somebody_else (const char   *text,
                     const char   *words,
                     ModelPatient *patient)
{
#define NAME "\\p{Lu}[\\p{L}'’-]+"
#define PARTICLE "(?:(?:de|du|da|di|von|van|la|le|del|della|der) )*"
  g_autoptr(GRegex) subjects = record_guess_make_regex (
      "(?m)^[ \\t]*(?i:concerne|objet|re|betrifft|betreff|betr\\.|oggetto|riguarda|concerns|regarding|subject)[ \\t]*:?[ \\t]*"
      "(?i:(?:votre|notre|unser[e]?|ihr[e]?) )?(?i:patiente?n?(?:in)?,? )?"
      "(?:M\\.|Mme|Mlle|Mr\\.?|Mrs\\.?|Ms\\.?|Monsieur|Madame|Herrn?|Frau|Sig\\.? ?ra|Sig\\.|Signora|Signor)[ \\t]+"
      "(" PARTICLE NAME "(?:,?[ \\t]+" PARTICLE NAME "){0,3})");
  g_autoptr(GRegex) patients = record_guess_make_regex (
      "(?m)^[ \\t]*(?i:patient|patiente|patientin|patient/in|patient\\(e\\)|paziente|patient(?:'s)? name|nom du patient|nom et prénom|nom, prénom|"
      "name, vorname|name des patienten|nome del paziente|cognome e nome)[ \\t]*:[ \\t]*"
      "(?:M\\.|Mme|Mlle|Mr\\.?|Mrs\\.?|Ms\\.?|Monsieur|Madame|Herrn?|Frau|Sig\\.? ?ra|Sig\\.|Signora|Signor)?[ \\t]*"
      "(" PARTICLE NAME "(?:,?[ \\t]+" PARTICLE NAME "){1,3})");
#undef NAME
#undef PARTICLE
  GRegex *const kinds[] = { subjects, patients };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GMatchInfo) match = NULL;

      for (gboolean more = g_regex_match (kinds[i], text, 0, &match); more; more = g_match_info_next (match, NULL))
        {
          g_autofree char *names = g_match_info_fetch (match, 1);
          g_autofree char *line = plain (names);

          /* "Patient: Guter Allgemeinzustand" is no name, when hers stands elsewhere */
          if (is_somebody_else (names, patient) && (kinds[i] == subjects || !names_part (words, model_patient_get_family (patient)) ||
                                                    names_part (line, model_patient_get_family (patient))))
            return TRUE;
        }
    }

  return FALSE;
}

RecordOther
record_guess_other (const char   *text,
                    ModelPatient *patient,
                    const char   *ahvn13)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = model_text_fold (valid);
  g_autofree char *words = plain (valid);
  Says             number = say_numbers (valid, ahvn13);
  Says             birth = say_births (folded, model_patient_get_birth_date (patient));
  RecordOther      other = 0;

  /* nothing says it more surely */
  if (number == SAYS_HERS)
    return 0;

  if (number == SAYS_OTHERS)
    other |= RECORD_OTHER_NUMBER;
  if (birth == SAYS_OTHERS)
    other |= RECORD_OTHER_BIRTH_DATE;
  /* married, or misspelt, but born on her day */
  if (birth != SAYS_HERS && names_somebody_else (valid, words, patient))
    other |= RECORD_OTHER_PERSON;
  if (birth != SAYS_HERS && strlen (folded) >= ENOUGH_TO_NAME && *model_patient_get_family (patient) != '\0' &&
      !names_part (words, model_patient_get_family (patient)))
    other |= RECORD_OTHER_NAME;

  return other;
}
