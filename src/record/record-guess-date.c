/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-guess-private.h"

#include "model-text.h"

#include <string.h>

#define MONTH                                                                                                                                                   \
  "(?:janv?(?:ier|\\.)?|janu(?:ar|ary)|janner|jan|gen(?:naio)?|fevr?(?:ier|\\.)?|febr?(?:uar|uary|raio)?|feb|marz?o?|mars|march|maerz|avr(?:il)?|apr(?:ile?)?|" \
  "mai|may|maggio|mag|juin|juni?|june|giu(?:gno)?|juil(?:let)?|juli?|july|lug(?:lio)?|aout|aug(?:ust)?|ago(?:sto)?|"                                            \
  "sept?(?:embre|ember)?|settembre|set|octo(?:bre|ber)|oktober|ottobre|oct|okt|ott|nov(?:embre|ember)?|dec(?:embre|ember)?|dez(?:ember)?|dic(?:embre)?)"

/* Before a birth date, folded. */
#define BIRTH_WORDS                                                                                                                                            \
  "(?:\\bne ?\\(?e?\\)? ?le|\\bnee? le|\\bne\\.?e le|naissance|\\bd\\.? ?d\\.? ?n\\b|\\bddn\\b|\\bgeb(?:oren|\\.|\\b|urtsdatum|urtstag|datum|-dat)|\\bgebdat|" \
  "\\bnat[oa](?:/[oa])? (?:il|a \\w+ il)|\\bnascita|\\bborn\\b|\\bdob\\b|\\bbirth|\\*)"

char *
record_guess_fold (const char *text)
{
  g_autofree char *folded = model_text_fold (text);
  g_autoptr(GString) same = g_string_new (folded);

  g_string_replace (same, "’", "'", 0);

  return g_string_free (g_steal_pointer (&same), FALSE);
}

GRegex *
record_guess_make_regex (const char *pattern)
{
  g_autoptr(GError) error = NULL;
  GRegex *regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, &error);

  g_assert_no_error (error);

  return regex;
}

static guint
month_of (const char *word)
{
  static const char *const beginnings[12][4] = {
    { "jan", "gen" }, { "feb", "fev" }, { "mar", "maerz" }, { "avr", "apr" }, { "mai", "may", "mag" }, { "juin", "jun", "giu" }, { "juil", "jul", "lug" }, { "aout", "aug", "ago" }, { "sep", "set" }, { "oct", "okt", "ott" }, { "nov" }, { "dec", "dez", "dic" }
  };

  if (g_ascii_isdigit (*word))
    return (guint) MIN (g_ascii_strtoull (word, NULL, 10), 13);

  for (guint month = 0; month < 12; month++)
    for (guint i = 0; i < 4 && beginnings[month][i] != NULL; i++)
      if (g_str_has_prefix (word, beginnings[month][i]))
        return month + 1;

  return 0;
}

static guint
number_of (GMatchInfo *match,
           const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  return text != NULL ? (guint) MIN (g_ascii_strtoull (text, NULL, 10), 9999) : 0;
}

GArray *
record_guess_find_dates (const char *folded)
{
  g_autoptr(GRegex) regex = record_guess_make_regex (
      "(?J)(?<![\\d.])(?:"
      "(?<year>(?:19|20)\\d\\d)[- ](?<month>\\d\\d)[- ](?<day>\\d\\d)(?!\\d)"
      "|(?<year>(?:19|20)\\d\\d)(?<month>[01]\\d)(?<day>[0-3]\\d)(?![\\d.])"
      "|(?<day>\\d{1,2}) ?[./-] ?(?<month>\\d{1,2}) ?[./-] ?(?<year>\\d{4}|\\d{2})(?![\\d])"
      "|(?<day>\\d{1,2})(?:er|st|nd|rd|th|\\.|o|°)? ?(?:of )?[-. ]?(?<month>" MONTH ")[-. ,]{1,2}(?<year>\\d{4}|\\d{2})(?!\\d)"
      "|(?<month>" MONTH ") (?<day>\\d{1,2})(?:st|nd|rd|th)?,? (?<year>\\d{4})(?!\\d)"
      ")");
  g_autoptr(GMatchInfo) match = NULL;
  GArray *dates = g_array_new (FALSE, TRUE, sizeof (RecordGuessDate));

  for (gboolean more = g_regex_match (regex, folded, 0, &match); more; more = g_match_info_next (match, NULL))
    {
      RecordGuessDate  date = { 0 };
      g_autofree char *month = g_match_info_fetch_named (match, "month");

      g_match_info_fetch_pos (match, 0, &date.start, &date.end);
      date.day = number_of (match, "day");
      date.month = month_of (month);
      date.year = number_of (match, "year");
      if (date.day >= 1 && date.day <= 31 && date.month >= 1 && date.month <= 12)
        g_array_append_val (dates, date);
    }

  return dates;
}

gboolean
record_guess_date_read (const RecordGuessDate *found,
                        const ModelDate       *today,
                        ModelDate             *date)
{
  g_autofree char *typed = g_strdup_printf ("%u.%u.%02u", found->day, found->month, found->year);

  return model_date_parse_typed (typed, today, date);
}

char *
record_guess_dup_before (const char *folded,
                         int         start,
                         int         length)
{
  int from = MAX (0, start - length);

  for (int i = start - 1; i >= from; i--)
    if (folded[i] == '\n')
      from = i + 1;

  return g_utf8_make_valid (folded + from, start - from);
}

gboolean
record_guess_is_birth (const char *folded,
                       int         start)
{
  g_autoptr(GRegex) births = record_guess_make_regex (BIRTH_WORDS "[^0-9]{0,16}$");
  g_autofree char *before = g_utf8_make_valid (folded + MAX (0, start - 48), MIN (start, 48));

  return g_regex_match (births, before, 0, NULL);
}
