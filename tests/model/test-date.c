/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-date.h"

static const ModelDate today = { .year = 2026, .month = 11, .day = 20, .precision = MODEL_DATE_DAY };

static ModelDate
date_of (const char *fhir)
{
  ModelDate date;

  g_assert_true (model_date_parse (fhir, &date));

  return date;
}

static void
test_fhir (void)
{
  static const struct
  {
    const char        *text;
    const char        *written;
    ModelDatePrecision precision;
  } rows[] = {
    { "2026", "2026", MODEL_DATE_YEAR },
    { "2026-11", "2026-11", MODEL_DATE_MONTH },
    { "2026-11-14", "2026-11-14", MODEL_DATE_DAY },
    { "2024-02-29", "2024-02-29", MODEL_DATE_DAY },
    { "2026-11-14T09:30:00+01:00", "2026-11-14T09:30:00+01:00", MODEL_DATE_SECOND },
    { "2026-11-14T09:30:15.123Z", "2026-11-14T09:30:15Z", MODEL_DATE_SECOND },
    { "2026-11-14T09:30:00-05:30", "2026-11-14T09:30:00-05:30", MODEL_DATE_SECOND },
    /* sloppy servers: no seconds, no zone */
    { "2026-11-14T09:30+01:00", "2026-11-14T09:30:00+01:00", MODEL_DATE_MINUTE },
    { "2026-11-14T09:30:00", "2026-11-14T09:30:00Z", MODEL_DATE_SECOND },
    { "2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z", MODEL_DATE_SECOND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ModelDate        date;
      g_autofree char *written = NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_true (model_date_parse (rows[i].text, &date));
      g_assert_cmpint (date.precision, ==, rows[i].precision);
      written = model_date_to_fhir (&date);
      g_assert_cmpstr (written, ==, rows[i].written);
    }
}

static void
test_not_fhir (void)
{
  static const char *const rows[] = {
    "",
    "0000",
    "26",
    "20261114",
    "2026-",
    "2026-1",
    "2026-13",
    "2026-00",
    "2026-11-",
    "2026-11-31",
    "2025-02-29",
    "2026-11-1",
    "2026-11-14T",
    "2026-11-14T24:00:00Z",
    "2026-11-14T09:60:00Z",
    "2026-11-14T09:30:00+25:00",
    "2026-11-14T09:30:00.Z",
    "2026-11-14 09:30",
    "2026-11-14x",
    "14.11.2026",
    "-2026",
    " 2026",
    "２０２６",
    "2026-11-14T09:30:00Zx",
  };
  ModelDate date;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i]);
      date = today;
      g_assert_false (model_date_parse (rows[i], &date));
      g_assert_cmpint (date.precision, ==, MODEL_DATE_UNKNOWN);
      g_assert_cmpint (date.year, ==, 0);
    }

  g_assert_false (model_date_parse (NULL, &date));
  g_assert_null (model_date_to_fhir (&date));
}

static void
test_typed (void)
{
  static const struct
  {
    const char *text;
    const char *fhir;
  } rows[] = {
    { "27.1.1995", "1995-01-27" },
    { "27.01.1995", "1995-01-27" },
    { "27/1/1995", "1995-01-27" },
    { "27-1-1995", "1995-01-27" },
    { "27.01.95", "1995-01-27" },
    { "1.1.26", "2026-01-01" },
    { "1.1.27", "1927-01-01" },
    /* born at the end of December, typed in November: a hundred years old, not unborn */
    { "27.12.26", "1926-12-27" },
    { "20.11.26", "2026-11-20" },
    { "21.11.26", "1926-11-21" },
    { "1.1995", "1995-01" },
    { "1995", "1995" },
    { "1995-01-27", "1995-01-27" },
    { "1995-01", "1995-01" },
    { "29.2.2024", "2024-02-29" },
    { "27.1.1995.", "1995-01-27" },
    { "29.2.00", "2000-02-29" },
    { "29.2.2023", NULL },
    { "31.4.1995", NULL },
    { "0.1.1995", NULL },
    { "27.13.1995", NULL },
    { "27.1.995", NULL },
    { "27.1.", NULL },
    { "27.1", NULL },
    { "95", NULL },
    { "27,1,1995", NULL },
    { "", NULL },
    { "x", NULL },
    { "1.1.0000", NULL },
    { "257.1.1995", NULL },
    { "1995-01-27T10:00:00Z", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ModelDate        date;
      g_autofree char *fhir = NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (model_date_parse_typed (rows[i].text, &today, &date), ==, rows[i].fhir != NULL);
      fhir = model_date_to_fhir (&date);
      g_assert_cmpstr (fhir, ==, rows[i].fhir);
    }
}

static void
test_format (void)
{
  static const struct
  {
    const char *fhir;
    const char *day;
    const char *time;
  } rows[] = {
    { "2026", "2026", "2026" },
    { "2026-11", "11.2026", "11.2026" },
    { "2026-11-04", "04.11.2026", "04.11.2026" },
    { "2026-11-14T09:30:00+01:00", "14.11.2026", "14.11.2026 09:30" },
    /* the zone of the reader: Switzerland, summer and winter, over midnight */
    { "2026-07-14T23:30:00Z", "15.07.2026", "15.07.2026 01:30" },
    { "2026-01-14T23:30:00Z", "15.01.2026", "15.01.2026 00:30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ModelDate        date = date_of (rows[i].fhir);
      g_autofree char *day = model_date_format (&date);
      g_autofree char *time = model_date_format_time (&date);

      g_assert_cmpstr (day, ==, rows[i].day);
      g_assert_cmpstr (time, ==, rows[i].time);
    }

  {
    ModelDate        unknown = { 0 };
    g_autofree char *day = model_date_format (&unknown);

    g_assert_cmpstr (day, ==, "");
  }
}

static void
test_compare (void)
{
  static const char *const ascending[] = {
    "1995",
    "1995-02",
    "1995-02-03",
    "1995-02-03T00:00:01Z",
    "2026-11-14T09:30:00+01:00",
    "2026-11-14T09:00:00Z",
    "9999-12-31",
  };
  ModelDate unknown = { 0 };
  ModelDate first = date_of (ascending[0]);
  ModelDate east = date_of ("2026-11-14T09:30:00+01:00");
  ModelDate utc = date_of ("2026-11-14T08:30:00Z");

  g_assert_cmpint (model_date_compare (&unknown, &first), <, 0);
  g_assert_cmpint (model_date_compare (&unknown, &unknown), ==, 0);
  g_assert_cmpint (model_date_compare (&east, &utc), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (ascending); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ascending); j++)
      {
        ModelDate a = date_of (ascending[i]);
        ModelDate b = date_of (ascending[j]);
        int       sign = model_date_compare (&a, &b);

        g_assert_cmpint ((sign > 0) - (sign < 0), ==, (i > j) - (i < j));
      }
}

static void
test_age (void)
{
  static const struct
  {
    const char *birth;
    int         age;
  } rows[] = {
    { "1995-01-27", 31 },
    { "1995-11-20", 31 },
    { "1995-11-21", 30 },
    { "2026-11-20", 0 },
    { "2026-11-21", -1 },
    { "2024-02-29", 2 },
    { "1995", -1 },
    { "1995-01", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ModelDate birth = date_of (rows[i].birth);

      g_assert_cmpint (model_date_age (&birth, &today), ==, rows[i].age);
    }
}

static void
test_today (void)
{
  ModelDate now = model_date_today ();

  g_assert_cmpint (now.precision, ==, MODEL_DATE_DAY);
  g_assert_cmpint (now.year, >, 2025);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "Europe/Zurich", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/date/fhir", test_fhir);
  g_test_add_func ("/model/date/not-fhir", test_not_fhir);
  g_test_add_func ("/model/date/typed", test_typed);
  g_test_add_func ("/model/date/format", test_format);
  g_test_add_func ("/model/date/compare", test_compare);
  g_test_add_func ("/model/date/age", test_age);
  g_test_add_func ("/model/date/today", test_today);

  return g_test_run ();
}
