/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document says about itself: any text, first line as its own title. */
#include "config.h"

#include "fuzz.h"
#include "record-guess.h"

#include <string.h>

void
fuzz_one (GBytes *bytes)
{
  const ModelDate   today = { .year = 2026, .month = 11, .day = 20, .precision = MODEL_DATE_DAY };
  const ModelDate   born = { .year = 1995, .month = 1, .day = 27, .precision = MODEL_DATE_DAY };
  const char *const given[] = { "Franz", NULL };
  g_autoptr(ModelPatient) patient = model_patient_new (&(ModelPatientInit) { .family = "Müster-Exemple", .given = given, .birth_date = born });
  gsize            size;
  const char      *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);
  g_autofree char *title = g_strndup (text, strcspn (text, "\n"));
  g_auto(RecordGuess) guess = record_guess_read (text, title, "file.pdf", &born, &today);

  g_assert_true (guess.title == NULL || (g_utf8_validate (guess.title, -1, NULL) && g_utf8_strlen (guess.title, -1) <= 80));
  g_assert_true (guess.date.precision == MODEL_DATE_UNKNOWN || model_date_compare (&guess.date, &today) <= 0);
  record_guess_other (text, patient, "7561234567897");
}
