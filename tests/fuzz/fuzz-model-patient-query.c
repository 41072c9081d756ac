/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed or pasted into the search box. */
#include "config.h"

#include "fuzz.h"
#include "model-patient-query.h"

void
fuzz_one (GBytes *bytes)
{
  static const ModelDate today = { .year = 2026, .month = 11, .day = 20, .precision = MODEL_DATE_DAY };
  g_autofree char       *text = fuzz_text (bytes);
  g_autoptr(ModelPatientQuery) query = model_patient_query_parse (text, &today);
  g_autoptr(ModelPatientQuery) other = model_patient_query_with (query, MODEL_QUERY_FAMILY, "Muster");

  g_assert (model_patient_query_is_usable (other));
  for (guint i = 0; i < model_patient_query_get_n_parts (query); i++)
    {
      const ModelQueryPart *part = model_patient_query_get_part (query, i);

      g_assert (g_utf8_validate (part->text, -1, NULL) && *part->text != '\0');
      g_assert ((part->kind == MODEL_QUERY_UNUSABLE) == (part->reason != NULL));
    }
}
