/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scanner types: what is read fits, its dates exist, and the number of the pack has its check digit. */
#include "config.h"

#include "fuzz.h"
#include "model-gs1.h"
#include "model-number.h"

#include <string.h>

static void
check_date (const ModelDate *date)
{
  g_autofree char *fhir = model_date_to_fhir (date);
  ModelDate        again;

  g_assert (date->precision == MODEL_DATE_UNKNOWN || model_date_parse (fhir, &again));
}

void
fuzz_one (GBytes *bytes)
{
  static const ModelDate today = { .year = 2026, .month = 11, .day = 28, .precision = MODEL_DATE_DAY };
  g_autofree char       *text = fuzz_text (bytes);
  ModelGs1               gs1;
  char                   payload[14];

  if (model_gs1_parse (text, &today, &gs1) != MODEL_GS1_GOOD)
    {
      g_assert (*gs1.gtin == '\0' && *gs1.lot == '\0' && gs1.expiry.precision == MODEL_DATE_UNKNOWN);
      return;
    }

  check_date (&gs1.expiry);
  check_date (&gs1.produced);
  g_assert (g_utf8_validate (gs1.lot, -1, NULL) && g_utf8_validate (gs1.serial, -1, NULL));
  if (*gs1.gtin != '\0')
    {
      memcpy (payload, gs1.gtin, 13);
      payload[13] = '\0';
      g_assert (strlen (gs1.gtin) == 14 && model_number_gs1_check_digit (payload) == gs1.gtin[13]);
    }
}
