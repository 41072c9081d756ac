/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-date.h"

#include <string.h>

static const ModelDate unknown_date;

/* Reads exactly @n digits. */
static gboolean
take_digits (const char **text,
             int          n,
             int         *value)
{
  *value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return FALSE;
      *value = *value * 10 + ((*text)[i] - '0');
    }

  *text += n;
  return TRUE;
}

static gboolean
take_char (const char **text,
           char         c)
{
  if (**text != c)
    return FALSE;

  (*text)++;
  return TRUE;
}

/* "Z", "+01:00", "-05:30" */
static gboolean
take_offset (const char **text,
             int         *minutes)
{
  int sign, hours, rest;

  if (take_char (text, 'Z'))
    {
      *minutes = 0;
      return TRUE;
    }

  if (**text != '+' && **text != '-')
    return FALSE;

  sign = *(*text)++ == '-' ? -1 : 1;
  if (!take_digits (text, 2, &hours) || !take_char (text, ':') || !take_digits (text, 2, &rest) || hours > 14 || rest > 59)
    return FALSE;

  *minutes = sign * (hours * 60 + rest);
  return TRUE;
}

static gboolean
parse_time (const char *text,
            ModelDate  *date)
{
  int      hour, minute, second = 0, offset;
  gboolean has_second = FALSE;

  if (!take_digits (&text, 2, &hour) || !take_char (&text, ':') || !take_digits (&text, 2, &minute))
    return FALSE;

  if (take_char (&text, ':'))
    {
      if (!take_digits (&text, 2, &second))
        return FALSE;
      has_second = TRUE;
      if (take_char (&text, '.'))
        {
          gsize fraction = strspn (text, "0123456789");

          if (fraction == 0)
            return FALSE;
          text += fraction;
        }
    }

  /* 60 is a leap second; some servers leave the zone out, which is then taken as UTC */
  if (*text == '\0')
    offset = 0;
  else if (!take_offset (&text, &offset) || *text != '\0')
    return FALSE;

  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;

  date->hour = (guint8) hour;
  date->minute = (guint8) minute;
  date->second = (guint8) second;
  date->offset_minutes = (gint16) offset;
  date->precision = has_second ? MODEL_DATE_SECOND : MODEL_DATE_MINUTE;
  return TRUE;
}

gboolean
model_date_parse (const char *text,
                  ModelDate  *date)
{
  ModelDate parsed = { 0 };
  int       year, month, day;

  *date = unknown_date;

  if (text == NULL || !take_digits (&text, 4, &year) || year == 0)
    return FALSE;
  parsed.year = (gint16) year;
  parsed.precision = MODEL_DATE_YEAR;

  if (take_char (&text, '-'))
    {
      if (!take_digits (&text, 2, &month) || month < 1 || month > 12)
        return FALSE;
      parsed.month = (guint8) month;
      parsed.precision = MODEL_DATE_MONTH;

      if (take_char (&text, '-'))
        {
          if (!take_digits (&text, 2, &day) || !g_date_valid_dmy ((GDateDay) day, month, (GDateYear) year))
            return FALSE;
          parsed.day = (guint8) day;
          parsed.precision = MODEL_DATE_DAY;

          if (take_char (&text, 'T'))
            {
              if (!parse_time (text, &parsed))
                return FALSE;
              text = "";
            }
        }
    }

  if (*text != '\0')
    return FALSE;

  *date = parsed;
  return TRUE;
}

/* A number of one to @most digits. */
static gboolean
take_number (const char **text,
             int          most,
             int         *value,
             int         *n_digits)
{
  int n = 0;

  while (n < most && g_ascii_isdigit ((*text)[n]))
    n++;

  *n_digits = n;
  return n > 0 && take_digits (text, n, value);
}

/* 95 is 1995 in 2026 and 2095 never: nobody is born in the future. */
static int
full_year (int              year,
           int              n_digits,
           const ModelDate *today)
{
  int century = today->year - today->year % 100;

  if (n_digits == 4)
    return year;
  if (n_digits != 2)
    return -1;

  return century + year > today->year ? century - 100 + year : century + year;
}

/* Up to three numbers with '.', '/' or '-' between them; how many, 0 when @text is something else. */
static int
take_parts (const char *text,
            int        *parts,
            int        *digits)
{
  int n = 0;

  while (n < 3)
    {
      if (!take_number (&text, 4, &parts[n], &digits[n]))
        return 0;
      n++;
      if (*text == '\0')
        break;
      if (strchr ("./-", *text) == NULL)
        return 0;
      text++;
    }

  return *text == '\0' ? n : 0;
}

static gboolean
from_parts (const int *parts,
            const int *digits,
            int        n,
            int        year,
            ModelDate *date)
{
  ModelDate parsed = { .year = (gint16) year, .precision = MODEL_DATE_YEAR };

  if (year < 1)
    return FALSE;

  if (n >= 2)
    {
      if (digits[n - 2] > 2 || parts[n - 2] < 1 || parts[n - 2] > 12)
        return FALSE;
      parsed.month = (guint8) parts[n - 2];
      parsed.precision = MODEL_DATE_MONTH;
    }

  if (n == 3)
    {
      if (digits[0] > 2 || !g_date_valid_dmy ((GDateDay) parts[0], parts[1], (GDateYear) year))
        return FALSE;
      parsed.day = (guint8) parts[0];
      parsed.precision = MODEL_DATE_DAY;
    }

  *date = parsed;
  return TRUE;
}

gboolean
model_date_parse_typed (const char      *text,
                        const ModelDate *today,
                        ModelDate       *date)
{
  int parts[3] = { 0 }, digits[3] = { 0 }, n, year;

  *date = unknown_date;
  if (text == NULL)
    return FALSE;

  if (strchr (text, '-') != NULL && strchr (text, '-') - text == 4)
    {
      if (model_date_parse (text, date) && date->precision <= MODEL_DATE_DAY)
        return TRUE;
      *date = unknown_date;
      return FALSE;
    }

  n = take_parts (text, parts, digits);
  if (n == 0 || digits[n - 1] < (n == 1 ? 4 : 2))
    return FALSE;

  year = full_year (parts[n - 1], digits[n - 1], today);
  if (digits[n - 1] == 2 && from_parts (parts, digits, n, year, date) && model_date_compare (date, today) > 0)
    year -= 100;

  *date = unknown_date;
  return from_parts (parts, digits, n, year, date);
}

ModelDate
model_date_today (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return (ModelDate) {
    .year = (gint16) g_date_time_get_year (now),
    .month = (guint8) g_date_time_get_month (now),
    .day = (guint8) g_date_time_get_day_of_month (now),
    .precision = MODEL_DATE_DAY,
  };
}

static char *
format_offset (int minutes)
{
  if (minutes == 0)
    return g_strdup ("Z");

  return g_strdup_printf ("%c%02d:%02d", minutes < 0 ? '-' : '+', ABS (minutes) / 60, ABS (minutes) % 60);
}

char *
model_date_to_fhir (const ModelDate *date)
{
  g_autofree char *offset = format_offset (date->offset_minutes);

  switch ((ModelDatePrecision) date->precision)
    {
    case MODEL_DATE_YEAR:
      return g_strdup_printf ("%04d", date->year);
    case MODEL_DATE_MONTH:
      return g_strdup_printf ("%04d-%02d", date->year, date->month);
    case MODEL_DATE_DAY:
      return g_strdup_printf ("%04d-%02d-%02d", date->year, date->month, date->day);
    case MODEL_DATE_MINUTE:
    case MODEL_DATE_SECOND:
      return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%s", date->year, date->month, date->day,
                              date->hour, date->minute, date->second, offset);
    case MODEL_DATE_UNKNOWN:
    default:
      return NULL;
    }
}

/* The moment itself, for dates with a time; NULL when GLib cannot hold it. */
static GDateTime *
to_date_time (const ModelDate *date)
{
  g_autofree char *offset = format_offset (date->offset_minutes);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (offset);

  if (zone == NULL)
    return NULL;

  return g_date_time_new (zone, date->year, date->month, date->day, date->hour, date->minute, MIN (date->second, 59));
}

char *
model_date_format (const ModelDate *date)
{
  switch ((ModelDatePrecision) date->precision)
    {
    case MODEL_DATE_YEAR:
      return g_strdup_printf ("%d", date->year);
    case MODEL_DATE_MONTH:
      return g_strdup_printf ("%02d.%d", date->month, date->year);
    case MODEL_DATE_DAY:
      return g_strdup_printf ("%02d.%02d.%d", date->day, date->month, date->year);
    case MODEL_DATE_MINUTE:
    case MODEL_DATE_SECOND:
      {
        g_autoptr(GDateTime) moment = to_date_time (date);
        g_autoptr(GDateTime) local = moment != NULL ? g_date_time_to_local (moment) : NULL;

        return local != NULL ? g_date_time_format (local, "%d.%m.%Y") : g_strdup ("");
      }
    case MODEL_DATE_UNKNOWN:
    default:
      return g_strdup ("");
    }
}

char *
model_date_format_time (const ModelDate *date)
{
  g_autoptr(GDateTime) moment = NULL;
  g_autoptr(GDateTime) local = NULL;

  if (date->precision < MODEL_DATE_MINUTE)
    return model_date_format (date);

  moment = to_date_time (date);
  local = moment != NULL ? g_date_time_to_local (moment) : NULL;
  return local != NULL ? g_date_time_format (local, "%d.%m.%Y %H:%M") : g_strdup ("");
}

/* Seconds on a proleptic calendar, UTC: only their order matters. */
static gint64
order_key (const ModelDate *date)
{
  GDate day;

  if (date->precision == MODEL_DATE_UNKNOWN)
    return G_MININT64;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, MAX (date->day, 1), MAX (date->month, 1), (GDateYear) date->year);
  return (gint64) g_date_get_julian (&day) * 86400 + date->hour * 3600 + (date->minute - date->offset_minutes) * 60 + date->second;
}

int
model_date_compare (const ModelDate *a,
                    const ModelDate *b)
{
  gint64 left = order_key (a);
  gint64 right = order_key (b);

  return (left > right) - (left < right);
}

int
model_date_age (const ModelDate *birth,
                const ModelDate *on)
{
  int age;

  if (birth->precision < MODEL_DATE_DAY || on->precision < MODEL_DATE_DAY)
    return -1;

  age = on->year - birth->year;
  if (on->month < birth->month || (on->month == birth->month && on->day < birth->day))
    age--;

  return age < 0 ? -1 : age;
}
