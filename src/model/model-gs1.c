/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-gs1.h"

#include "model-number.h"

#include <string.h>

#define SEPARATOR '\x1d'
/* More than any symbol holds. */
#define MAX_LENGTH 4096
#define LONGEST 90

/* By how an AI begins (GS1 General Specifications, 3.2): digits of the AI, and of its value where that has a fixed length and
 * therefore no separator behind it. */
static const struct
{
  const char *first, *last;
  guint       ai_length;
  guint       fixed; /* 0: up to the separator */
} forms[] = {
  { "00", "00", 2, 18 },
  { "01", "03", 2, 14 },
  { "04", "04", 2, 16 },
  { "11", "19", 2, 6 },
  { "20", "20", 2, 2 },
  { "10", "10", 2, 0 },
  { "21", "22", 2, 0 },
  { "23", "25", 3, 0 },
  { "30", "30", 2, 0 },
  { "37", "37", 2, 0 },
  { "31", "36", 4, 6 },
  { "39", "39", 4, 0 },
  { "40", "40", 3, 0 },
  { "41", "41", 3, 13 },
  { "42", "42", 3, 0 },
  { "43", "43", 4, 0 },
  { "70", "70", 4, 0 },
  { "71", "71", 3, 0 },
  { "72", "72", 4, 0 },
  { "80", "82", 4, 0 },
  { "90", "99", 2, 0 },
};

static const char *const separators[] = { "<GS>", "{GS}", "[GS]", "<FNC1>", "{FNC1}", "[FNC1]", "\\x1d", "\\u001d", "^]", "\xE2\x90\x9D" };

static gsize
separator_at (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    if (g_ascii_strncasecmp (text, separators[i], strlen (separators[i])) == 0)
      return strlen (separators[i]);

  return *text == SEPARATOR || *text == '\x1e' ? 1 : 0;
}

/* One separator character, however the scanner renders it; no identifier of the symbology, no line end. */
static char *
normalise (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  GString         *out = g_string_new (NULL);
  const char      *p = trimmed;

  if (*p == ']' && g_ascii_isalpha (p[1]) && g_ascii_isalnum (p[2]))
    p += 3;
  while (*p != '\0')
    {
      gsize length = separator_at (p);

      g_string_append_c (out, length > 0 ? SEPARATOR : *p);
      p += length > 0 ? length : 1;
    }

  return g_string_free (out, FALSE);
}

static gboolean
are_digits (const char *text,
            gsize       length)
{
  return strspn (text, "0123456789") >= length;
}

static gboolean
is_pack_number (const char *digits)
{
  char  payload[14];
  gsize length = strlen (digits);

  if (length < 8 || length > 14 || !are_digits (digits, length))
    return FALSE;

  memcpy (payload, digits, length - 1);
  payload[length - 1] = '\0';

  return model_number_gs1_check_digit (payload) == digits[length - 1];
}

/* The GS1 rule: at most 50 years before and 49 after now. */
static gint16
full_year (guint            two_digits,
           const ModelDate *today)
{
  int century = today->year / 100 * 100;
  int difference = (int) two_digits - today->year % 100;

  if (difference >= 51)
    century -= 100;
  else if (difference <= -50)
    century += 100;

  return (gint16) (century + (int) two_digits);
}

static guint
number_of (const char *digits)
{
  return (guint) (digits[0] - '0') * 10 + (guint) (digits[1] - '0');
}

static gboolean
read_date (const char      *value,
           const ModelDate *today,
           gboolean         to_the_end,
           ModelDate       *date)
{
  ModelDate read = { 0 };

  if (strlen (value) != 6 || !are_digits (value, 6))
    return FALSE;

  read.year = full_year (number_of (value), today);
  read.month = (guint8) number_of (value + 2);
  read.day = (guint8) number_of (value + 4);
  if (read.month < 1 || read.month > 12)
    return FALSE;
  if (read.day == 0 && to_the_end)
    read.day = g_date_get_days_in_month ((GDateMonth) read.month, (GDateYear) read.year);
  if (read.day > g_date_get_days_in_month ((GDateMonth) read.month, (GDateYear) read.year))
    return FALSE;
  read.precision = read.day > 0 ? MODEL_DATE_DAY : MODEL_DATE_MONTH;
  *date = read;

  return TRUE;
}

static ModelGs1Fault
put_date (const char      *value,
          const ModelDate *today,
          gboolean         to_the_end,
          ModelDate       *date)
{
  ModelDate read;

  if (!read_date (value, today, to_the_end, &read))
    return MODEL_GS1_DATE;
  if (date->precision != MODEL_DATE_UNKNOWN && model_date_compare (date, &read) != 0)
    return MODEL_GS1_CONTRADICTS;
  *date = read;

  return MODEL_GS1_GOOD;
}

static ModelGs1Fault
put_text (const char *value,
          char       *target,
          gsize       size)
{
  if (strlen (value) >= size)
    return MODEL_GS1_RUN_TOGETHER;
  if (*target != '\0' && !g_str_equal (target, value))
    return MODEL_GS1_CONTRADICTS;
  g_strlcpy (target, value, size);

  return MODEL_GS1_GOOD;
}

static ModelGs1Fault
put_gtin (const char *digits,
          ModelGs1   *gs1)
{
  g_autofree char *whole = NULL;

  if (!is_pack_number (digits))
    return MODEL_GS1_CHECK_DIGIT;
  whole = g_strdup_printf ("%.*s%s", (int) (14 - strlen (digits)), "00000000000000", digits);

  return put_text (whole, gs1->gtin, sizeof gs1->gtin);
}

static ModelGs1Fault
put_count (const char *value,
           ModelGs1   *gs1)
{
  if (strlen (value) > 8)
    return MODEL_GS1_RUN_TOGETHER;
  if (!are_digits (value, strlen (value)))
    return MODEL_GS1_NOT_A_CODE;
  gs1->count = (guint) g_ascii_strtoull (value, NULL, 10);

  return MODEL_GS1_GOOD;
}

static ModelGs1Fault
put_element (const char      *ai,
             const char      *value,
             const ModelDate *today,
             ModelGs1        *gs1)
{
  if (*value == '\0')
    return MODEL_GS1_CUT;
  if (g_str_equal (ai, "01"))
    return put_gtin (value, gs1);
  if (g_str_equal (ai, "10"))
    return put_text (value, gs1->lot, sizeof gs1->lot);
  if (g_str_equal (ai, "21"))
    return put_text (value, gs1->serial, sizeof gs1->serial);
  if (g_str_equal (ai, "17"))
    return put_date (value, today, TRUE, &gs1->expiry);
  if (g_str_equal (ai, "11"))
    return put_date (value, today, FALSE, &gs1->produced);
  if (g_str_equal (ai, "30"))
    return put_count (value, gs1);

  return strlen (value) > LONGEST ? MODEL_GS1_RUN_TOGETHER : MODEL_GS1_GOOD;
}

static gboolean
find_form (const char *text,
           guint      *ai_length,
           guint      *fixed)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (are_digits (text, 2) && strncmp (text, forms[i].first, 2) >= 0 && strncmp (text, forms[i].last, 2) <= 0)
      {
        *ai_length = forms[i].ai_length;
        *fixed = forms[i].fixed;
        return TRUE;
      }

  return FALSE;
}

/* The element at *@text, which is moved behind it. */
static ModelGs1Fault
read_element (const char     **text,
              const ModelDate *today,
              ModelGs1        *gs1)
{
  guint            ai_length, fixed;
  gsize            length;
  g_autofree char *ai = NULL;
  g_autofree char *value = NULL;

  if (!find_form (*text, &ai_length, &fixed) || !are_digits (*text, ai_length))
    return MODEL_GS1_NOT_A_CODE;

  ai = g_strndup (*text, ai_length);
  *text += ai_length;
  length = strcspn (*text, "\x1d");
  if (fixed > 0 && length < fixed)
    return MODEL_GS1_CUT;
  if (fixed > 0)
    length = fixed;
  value = g_strndup (*text, length);
  *text += length;
  if (**text == SEPARATOR)
    (*text)++;

  return put_element (ai, value, today, gs1);
}

static ModelGs1Fault
read_elements (const char      *text,
               const ModelDate *today,
               ModelGs1        *gs1)
{
  ModelGs1Fault fault = MODEL_GS1_GOOD;

  while (*text == SEPARATOR)
    text++;
  if (*text == '\0')
    return MODEL_GS1_NOT_A_CODE;
  while (fault == MODEL_GS1_GOOD && *text != '\0')
    fault = read_element (&text, today, gs1);

  return fault;
}

/* "(01)07680006370013(10)AC37": the parentheses say where an element ends; those of a lot are part of it. */
static ModelGs1Fault
read_readable (const char      *text,
               const ModelDate *today,
               ModelGs1        *gs1)
{
  g_autoptr(GRegex) element = g_regex_new ("\\(([0-9]{2,4})\\)(.*?)(?=\\([0-9]{2,4}\\)|$)", G_REGEX_DOTALL, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  ModelGs1Fault fault = MODEL_GS1_GOOD;

  g_regex_match (element, text, 0, &match);
  if (!g_match_info_matches (match))
    return MODEL_GS1_NOT_A_CODE;
  for (; fault == MODEL_GS1_GOOD && g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *ai = g_match_info_fetch (match, 1);
      g_autofree char *value = g_match_info_fetch (match, 2);

      g_strstrip (value);
      fault = put_element (ai, value, today, gs1);
    }

  return fault;
}

ModelGs1Fault
model_gs1_parse (const char      *text,
                 const ModelDate *today,
                 ModelGs1        *gs1)
{
  g_autofree char *plain = NULL;
  ModelGs1Fault    fault;

  memset (gs1, 0, sizeof *gs1);
  if (text == NULL || strlen (text) > MAX_LENGTH || !g_utf8_validate (text, -1, NULL))
    return MODEL_GS1_NOT_A_CODE;

  plain = normalise (text);
  if (*plain == '(')
    fault = read_readable (plain, today, gs1);
  else if (is_pack_number (plain) && strlen (plain) >= 12)
    fault = put_gtin (plain, gs1);
  else
    fault = read_elements (plain, today, gs1);
  if (fault != MODEL_GS1_GOOD)
    memset (gs1, 0, sizeof *gs1);

  return fault;
}
