/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-guess.h"

#include "model-number.h"
#include "model-text.h"

#include <string.h>

#define MAX_TITLE 80       /* characters */
#define ENOUGH_TO_NAME 200 /* bytes: a text this long names its patient */
#define OLDEST_CONTENT 40  /* years */

/* Beginnings of words, folded, in French, German, Italian and English; the more particular first. */
static const struct
{
  const char *type;
  const char *words[10];
} types[] = {
  { "41000179103", { "vaccination", "impf", "vaccinazione", "immunization" } },
  { "445300006", { "rapport d'urgence", "notfallbericht", "rapporto d'urgenza", "emergency report" } },
  { "371526002", { "protocole operatoire", "rapport operatoire", "operationsbericht", "rapporto operatorio", "operative report" } },
  { "371528001", { "patholog", "histolog", "cytolog" } },
  { "4241000179101", { "laborato", "laborbericht", "laborbefund", "referto di laboratorio" } },
  { "4201000179104", { "radiograph", "radiologie", "irm ", "imagerie", "scanner", "echographie", "bildgebung", "rontgen", "immagin", "imaging" } },
  { "373942005", { "lettre de sortie", "rapport de sortie", "avis de sortie", "austrittsbericht", "entlassung", "dimissione", "discharge" } },
  { "371535009", { "transfert", "uberweisung", "trasferimento", "transfer report" } },
  { "721912009", { "liste des medicaments", "medikationsliste", "elenco dei medicamenti", "medication list" } },
  { "761938008", { "ordonnance", "rezept", "ricetta", "prescription" } },
  { "772786005", { "certificat medical", "arztliches attest", "arztliches zeugnis", "certificato medico", "medical certificate" } },
  { "371530004", { "rapport de consultation", "konsultation", "rapporto di consultazione", "consultation" } },
  { "371532007", { "note d'evolution", "verlauf", "decorso", "progress note" } },
};

/* Small words that one language has and its neighbours do not. */
static const struct
{
  const char *language;
  const char *words[12];
} languages[] = {
  { "fr-CH", { "les", "des", "est", "une", "avec", "pour", "dans", "sur", "nous", "pas", "aux", "cette" } },
  { "de-CH", { "der", "die", "und", "das", "mit", "ist", "wir", "nicht", "bei", "ein", "von", "zur" } },
  { "it-CH", { "il", "che", "della", "con", "sono", "del", "non", "gli", "alla", "nel", "dei", "una" } },
  { "en-GB", { "the", "and", "was", "with", "for", "were", "has", "not", "this", "that", "from", "are" } },
};

static const char *const birth_words = "(?:ne\\(?e?\\)? le|nee? le|naissance|geb(?:oren|\\.|urtsdatum)?|nato il|nata il|nascita|born|dob|date of birth)";

/* A date as it is typed, with the month as number or as word. */
static const char *const date_pattern =
    "\\b(\\d{1,2})(?:er)?[. /]{1,2}(\\d{1,2}|janv?[a-z]*|janu?[a-z]*|gen[a-z]*|fe[bv][a-z]*|mar[sz]?[a-z]*|avr[a-z]*|apr[a-z]*|mai|may|mag[a-z]*|"
    "juin|jun[ei]?|giu[a-z]*|juil[a-z]*|jul[iy]?|lug[a-z]*|aout|aug[a-z]*|ago[a-z]*|se[pt][a-z]*|o[ck]t[a-z]*|ott[a-z]*|nov[a-z]*|de[cz][a-z]*|dic[a-z]*)"
    "[. /]{1,2}(\\d{4}|\\d{2})\\b";

static guint8
month_of (const char *word)
{
  static const char *const beginnings[12][4] = {
    { "jan", "gen" }, { "feb", "fev" }, { "mar" }, { "avr", "apr" }, { "mai", "may", "mag" }, { "juin", "jun", "giu" }, { "juil", "jul", "lug" }, { "aout", "aug", "ago" }, { "sep", "set" }, { "oct", "okt", "ott" }, { "nov" }, { "dec", "dez", "dic" }
  };

  if (g_ascii_isdigit (*word))
    return (guint8) MIN (g_ascii_strtoull (word, NULL, 10), 13);

  for (guint8 month = 0; month < 12; month++)
    for (guint i = 0; i < 4 && beginnings[month][i] != NULL; i++)
      if (g_str_has_prefix (word, beginnings[month][i]))
        return month + 1;

  return 0;
}

static gboolean
read_date (GMatchInfo      *match,
           const ModelDate *today,
           ModelDate       *date)
{
  g_autofree char *day = g_match_info_fetch (match, 1);
  g_autofree char *month = g_match_info_fetch (match, 2);
  g_autofree char *year = g_match_info_fetch (match, 3);
  g_autofree char *typed = g_strdup_printf ("%s.%u.%s", day, month_of (month), year);

  return model_date_parse_typed (typed, today, date);
}

static GRegex *
make_regex (const char *pattern)
{
  g_autoptr(GError) error = NULL;
  GRegex *regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, &error);

  g_assert_no_error (error);

  return regex;
}

static gboolean
is_same_day (const ModelDate *a,
             const ModelDate *b)
{
  return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* The first date that can be its own: not of a birth, not in the future, not of another age. */
static ModelDate
guess_date (const char      *folded,
            const ModelDate *birth_date,
            const ModelDate *today)
{
  g_autoptr(GRegex) dates = make_regex (date_pattern);
  g_autoptr(GRegex) births = make_regex (birth_words);
  g_autoptr(GMatchInfo) match = NULL;
  const ModelDate unknown = { 0 };

  for (gboolean more = g_regex_match (dates, folded, 0, &match); more; more = g_match_info_next (match, NULL))
    {
      ModelDate date;
      int       start;

      if (!read_date (match, today, &date) || (birth_date != NULL && is_same_day (&date, birth_date)) ||
          model_date_compare (&date, today) > 0 || date.year < today->year - OLDEST_CONTENT)
        continue;

      g_match_info_fetch_pos (match, 0, &start, NULL);
      if (start > 0)
        {
          int              from = MAX (0, start - 24);
          g_autofree char *before = g_utf8_make_valid (folded + from, start - from);

          if (g_regex_match (births, before, 0, NULL))
            continue;
        }
      return date;
    }

  return unknown;
}

static const char *
guess_type (const char *folded)
{
  const char *type = NULL;
  const char *first = NULL;

  /* what a document is stands at its top: the earliest word wins */
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (guint j = 0; j < G_N_ELEMENTS (types[i].words) && types[i].words[j] != NULL; j++)
      {
        const char *found = strstr (folded, types[i].words[j]);

        if (found != NULL && (first == NULL || found < first))
          {
            first = found;
            type = types[i].type;
          }
      }

  return type;
}

static const char *
guess_language (const char *folded)
{
  g_auto(GStrv) words = g_strsplit_set (folded, " \n\t.,;:()'’", -1);
  guint counts[G_N_ELEMENTS (languages)] = { 0 };
  guint best = 0;

  for (guint i = 0; words[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (languages); j++)
      for (guint k = 0; k < G_N_ELEMENTS (languages[j].words); k++)
        if (languages[j].words[k] != NULL && strcmp (words[i], languages[j].words[k]) == 0)
          counts[j]++;

  for (guint j = 1; j < G_N_ELEMENTS (languages); j++)
    if (counts[j] > counts[best])
      best = j;

  return counts[best] >= 3 ? languages[best].language : NULL;
}

/* What word processors and scanners write when nobody named the thing. */
static gboolean
is_title (const char *title)
{
  static const char *const empty[] = { "untitled", "ohne titel", "unbenannt", "sans titre", "microsoft word", "document", "dokument", "scan", "img_", "image", "doc0" };
  g_autofree char         *folded = title != NULL ? model_text_fold (title) : NULL;

  if (folded == NULL || strlen (g_strstrip (folded)) < 4)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    if (g_str_has_prefix (folded, empty[i]))
      return FALSE;

  return strchr (folded, ' ') != NULL || strchr (folded, '.') == NULL;
}

/* The line that says what it is. */
static char *
find_heading (const char *text,
              const char *type)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", 40);

  for (guint i = 0; type != NULL && lines[i] != NULL && i < 39; i++)
    {
      g_autofree char *folded = model_text_fold (g_strstrip (lines[i]));

      if (g_utf8_strlen (lines[i], -1) <= MAX_TITLE && g_strcmp0 (guess_type (folded), type) == 0)
        return g_strdup (lines[i]);
    }

  return NULL;
}

static char *
guess_title (const char *text,
             const char *own_title,
             const char *file_name,
             const char *type)
{
  g_autofree char *name = g_strdup (file_name != NULL ? file_name : "");
  char            *heading = find_heading (text, type);
  char            *dot = strrchr (name, '.');

  if (heading != NULL)
    return heading;
  if (is_title (own_title))
    return g_utf8_substring (own_title, 0, MIN (MAX_TITLE, g_utf8_strlen (own_title, -1)));

  if (dot != NULL && dot != name)
    *dot = '\0';
  g_strdelimit (name, "_", ' ');

  return is_title (name) ? g_steal_pointer (&name) : NULL;
}

void
record_guess_clear (RecordGuess *guess)
{
  g_clear_pointer (&guess->title, g_free);
}

RecordGuess
record_guess_read (const char      *text,
                   const char      *own_title,
                   const char      *file_name,
                   const ModelDate *birth_date,
                   const ModelDate *today)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = model_text_fold (valid);
  g_autofree char *names = g_strconcat (own_title != NULL ? own_title : "", " ", file_name != NULL ? file_name : "", NULL);
  g_autofree char *valid_names = g_utf8_make_valid (names, -1);
  g_autofree char *folded_names = model_text_fold (g_strdelimit (valid_names, "_-", ' '));
  RecordGuess      guess = { 0 };

  guess.type = guess_type (folded);
  if (guess.type == NULL)
    guess.type = guess_type (folded_names);
  guess.language = guess_language (folded);
  guess.date = guess_date (folded, birth_date, today);
  if (guess.date.precision == MODEL_DATE_UNKNOWN)
    guess.date = guess_date (folded_names, birth_date, today);
  guess.title = guess_title (valid, own_title, file_name, guess.type);

  return guess;
}

static gboolean
names_other_number (const char *text,
                    const char *ahvn13)
{
  g_autoptr(GRegex) numbers = make_regex ("\\b756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}\\b");
  g_autoptr(GMatchInfo) match = NULL;
  gboolean other = FALSE;

  if (ahvn13 == NULL)
    return FALSE;

  for (gboolean more = g_regex_match (numbers, text, 0, &match); more; more = g_match_info_next (match, NULL))
    {
      g_autofree char *written = g_match_info_fetch (match, 0);
      g_auto(GStrv) parts = g_strsplit_set (written, ". ", -1);
      g_autofree char *digits = g_strjoinv ("", parts);

      if (g_str_equal (digits, ahvn13))
        return FALSE;
      other = TRUE;
    }

  return other;
}

static gboolean
names_other_birth_date (const char      *folded,
                        const ModelDate *birth_date)
{
  g_autofree char *pattern = g_strconcat (birth_words, "[^0-9]{0,12}", date_pattern, NULL);
  g_autoptr(GRegex) births = make_regex (pattern);
  g_autoptr(GMatchInfo) match = NULL;
  ModelDate today = model_date_today ();
  gboolean  other = FALSE;

  if (birth_date->precision < MODEL_DATE_DAY)
    return FALSE;

  for (gboolean more = g_regex_match (births, folded, 0, &match); more; more = g_match_info_next (match, NULL))
    {
      ModelDate date;

      if (!read_date (match, &today, &date))
        continue;
      if (is_same_day (&date, birth_date))
        return FALSE;
      other = TRUE;
    }

  return other;
}

static gboolean
names_nobody (const char   *folded,
              ModelPatient *patient)
{
  g_autofree char *family = model_text_fold (model_patient_get_family (patient));

  return strlen (folded) >= ENOUGH_TO_NAME && *family != '\0' && strstr (folded, family) == NULL;
}

RecordOther
record_guess_other (const char   *text,
                    ModelPatient *patient,
                    const char   *ahvn13)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = model_text_fold (valid);
  RecordOther      other = 0;

  if (names_other_number (valid, ahvn13))
    other |= RECORD_OTHER_NUMBER;
  if (names_other_birth_date (folded, model_patient_get_birth_date (patient)))
    other |= RECORD_OTHER_BIRTH_DATE;
  if (names_nobody (folded, patient))
    other |= RECORD_OTHER_NAME;

  return other;
}
