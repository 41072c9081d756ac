/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of an expert service, to a question that the seeds answer. */
#include "config.h"

#include "fhir-vaccination-request.h"
#include "fuzz.h"

static void
look_at (ModelRecommendation *recommendation)
{
  const ModelRecommendationFacts *facts = model_recommendation_get_facts (recommendation);

  g_assert (facts->diseases->len > 0 || facts->vaccines->len > 0);
  g_assert (facts->description == NULL || g_utf8_validate (facts->description, -1, NULL));
  for (guint i = 0; i < facts->n_dates; i++)
    g_assert (facts->dates[i].date.precision != MODEL_DATE_UNKNOWN);
}

void
fuzz_one (GBytes *bytes)
{
  static const ModelDate now = { 2026, 11, 28, 10, 0, 0, MODEL_DATE_SECOND, 60 };
  ModelPatientInit       init = { .family = "Wegmueller", .gender = MODEL_GENDER_FEMALE, .birth_date = { 1967, 3, 10, .precision = MODEL_DATE_DAY } };
  g_autoptr(ModelPatient) patient = model_patient_new (&init);
  const FhirVaccinationQuestion question = {
    .message = "11111111-1111-4111-8111-111111111111",
    .header = "22222222-2222-4222-8222-222222222222",
    .subject = "33333333-3333-4333-8333-333333333333",
    .date = &now,
    .patient = patient,
    .service = "S",
    .address = "https://example.com",
    .version = "1",
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelRecommendationAnswer) answer = fhir_vaccination_response_read (bytes, &question, &error);
  const ModelRecommendationAnswerFacts *facts;

  g_assert ((answer == NULL) == (error != NULL));
  if (answer == NULL)
    return;

  facts = model_recommendation_answer_get_facts (answer);
  g_assert (facts->recommendations->len + facts->n_unread > 0);
  for (guint i = 0; i < facts->recommendations->len; i++)
    look_at (g_ptr_array_index (facts->recommendations, i));
}
