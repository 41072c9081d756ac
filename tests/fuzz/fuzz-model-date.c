/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A date as a server or a person writes it: what is read can be shown, and is the same when written and read again. */
#include "config.h"

#include "fuzz.h"
#include "model-date.h"

static void
check (const ModelDate *date,
       const ModelDate *today)
{
  g_autofree char *fhir = model_date_to_fhir (date);
  g_autofree char *shown = model_date_format (date);
  g_autofree char *timed = model_date_format_time (date);
  ModelDate        again;

  g_assert (shown != NULL && timed != NULL);
  g_assert (model_date_parse (fhir, &again));
  g_assert (model_date_compare (date, &again) == 0);
  g_assert (model_date_age (date, today) >= -1);
}

void
fuzz_one (GBytes *bytes)
{
  static const ModelDate today = { .year = 2026, .month = 11, .day = 20, .precision = MODEL_DATE_DAY };
  g_autofree char       *text = fuzz_text (bytes);
  ModelDate              date;

  if (model_date_parse (text, &date))
    check (&date, &today);
  if (model_date_parse_typed (text, &today, &date))
    check (&date, &today);
}
