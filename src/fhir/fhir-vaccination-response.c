/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-vaccination-request.h"

#include "fhir-datatypes.h"
#include "fhir-outcome.h"
#include "fhir-vaccination-message-private.h"
#include "model-text.h"

#include <string.h>

/* More than any plan has. */
#define MAX_RECOMMENDATIONS 500
#define MAX_DATES 16
#define MAX_REMARKS 16
/* The same codes, of FHIR itself and of the guide; the guide has their names in four languages. */
#define STATUS_SYSTEM "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-recommendation-forecast-status-cs"
#define STATUS_SYSTEM_OF_FHIR "http://terminology.hl7.org/CodeSystem/immunization-recommendation-status"

typedef struct
{
  FhirVaccinationBundle          bundle;
  const FhirVaccinationQuestion *question;
  JsonObject                    *header; /* borrowed */
  GPtrArray                     *recommendations;
  GPtrArray                     *remarks;
  const char                    *authority; /* (nullable) borrowed */
  ModelDate                      date;
  guint                          n_unread;
  GError                       **error;
} Reader;

static gboolean
fail (Reader     *self,
      FhirError   code,
      const char *what)
{
  g_set_error_literal (self->error, FHIR_ERROR, code, what);

  return FALSE;
}

/* "urn:uuid:" or not, in small or in large letters. */
static gboolean
is_uuid (const char *text,
         const char *uuid)
{
  g_autofree char *token = model_clinical_token (text);

  return token != NULL && g_str_equal (token, uuid);
}

/* Whom it is about. */

static gboolean
bears_our_number (Reader     *self,
                  JsonObject *patient)
{
  for (guint i = 0; i < fhir_json_n (patient, "identifier"); i++)
    if (is_uuid (fhir_json_string (fhir_json_nth (patient, "identifier", i), "value"), self->question->subject))
      return TRUE;

  return is_uuid (fhir_json_string (patient, "id"), self->question->subject);
}

/* What the answer does not say does not contradict. */
static gboolean
contradicts (Reader     *self,
             JsonObject *patient)
{
  const char      *born = fhir_json_string (patient, "birthDate");
  const char      *gender = fhir_json_string (patient, "gender");
  const char      *family = fhir_json_string (fhir_json_nth (patient, "name", 0), "family");
  g_autofree char *expected = model_date_to_fhir (model_patient_get_birth_date (self->question->patient));

  if (born != NULL && g_strcmp0 (born, expected) != 0)
    return TRUE;
  if (gender != NULL && !g_str_equal (gender, "unknown") && model_gender_from_code (gender) != model_patient_get_gender (self->question->patient))
    return TRUE;
  if (family != NULL)
    {
      g_autofree char *said = model_text_fold (family);
      g_autofree char *hers = model_text_fold (model_patient_get_family (self->question->patient));

      return !g_str_equal (said, hers);
    }

  return FALSE;
}

static gboolean
is_reference_to_her (Reader     *self,
                     JsonObject *resource,
                     JsonObject *reference)
{
  JsonObject *patient = fhir_vaccination_resolve (&self->bundle, resource, reference);

  if (patient != NULL)
    return g_strcmp0 (fhir_json_resource_type (patient), "Patient") == 0 && bears_our_number (self, patient) && !contradicts (self, patient);

  return is_uuid (fhir_json_string (reference, "reference"), self->question->subject) ||
         is_uuid (fhir_json_string (fhir_json_object (reference, "identifier"), "value"), self->question->subject);
}

/* Nobody else is in the answer, and each recommendation says that it is about her. */
static gboolean
check_patient (Reader *self)
{
  for (guint i = 0; i < fhir_json_n (self->bundle.bundle, "entry"); i++)
    {
      JsonObject *entry = fhir_json_nth (self->bundle.bundle, "entry", i);
      JsonObject *resource = fhir_json_object (entry, "resource");
      const char *type = fhir_json_resource_type (resource);

      if (g_strcmp0 (type, "Patient") == 0 &&
          (contradicts (self, resource) ||
           !(bears_our_number (self, resource) || is_uuid (fhir_json_string (entry, "fullUrl"), self->question->subject))))
        return fail (self, FHIR_ERROR_OTHER_ANSWER, "The answer is about another patient than the question");
      if (g_strcmp0 (type, "ImmunizationRecommendation") == 0 && !is_reference_to_her (self, resource, fhir_json_object (resource, "patient")))
        return fail (self, FHIR_ERROR_OTHER_ANSWER, "A recommendation is about another patient than the question");
    }

  return TRUE;
}

/* What it answers. */

static void
add_remarks (Reader     *self,
             JsonObject *outcome)
{
  g_autoptr(GPtrArray) issues = fhir_outcome_read (outcome);

  for (guint i = 0; i < issues->len && self->remarks->len < MAX_REMARKS; i++)
    g_ptr_array_add (self->remarks, g_strdup (model_issue_get_text (g_ptr_array_index (issues, i))));
}

static gboolean
refuse (Reader     *self,
        const char *code)
{
  g_autofree char *reasons = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (self->remarks, NULL);
  reasons = g_strjoinv ("; ", (char **) self->remarks->pdata);
  g_ptr_array_set_size (self->remarks, (int) self->remarks->len - 1);
  text = *reasons != '\0' ? g_strconcat (code, ": ", reasons, NULL) : g_strdup (code);

  return fail (self, FHIR_ERROR_SAID_NO, text);
}

static gboolean
check_event (Reader *self)
{
  JsonObject *event = fhir_json_object (self->header, "eventCoding");
  JsonObject *response = fhir_json_object (self->header, "response");
  const char *answers = fhir_json_string (response, "identifier");
  const char *code = fhir_json_string (response, "code");

  if (g_strcmp0 (fhir_json_string (self->bundle.bundle, "type"), "message") != 0 ||
      g_strcmp0 (fhir_json_resource_type (self->header), "MessageHeader") != 0)
    return fail (self, FHIR_ERROR_NOT_EXPECTED, "This is no message");
  if (g_strcmp0 (fhir_json_string (event, "system"), FHIR_VACCINATION_EVENT_SYSTEM) != 0 ||
      g_strcmp0 (fhir_json_string (event, "code"), FHIR_VACCINATION_EVENT_RESPONSE) != 0)
    return fail (self, FHIR_ERROR_NOT_EXPECTED, "The message is no answer about vaccinations");
  if (!is_uuid (answers, self->question->message) && !is_uuid (answers, self->question->header))
    return fail (self, FHIR_ERROR_OTHER_ANSWER, "The message answers another question");
  if (g_strcmp0 (code, "ok") != 0)
    return refuse (self, code != NULL ? code : "no code");

  return TRUE;
}

/* Recommendations. */

static ModelCoding *
read_status (JsonObject *object)
{
  g_autoptr(ModelCoding) coding = fhir_concept_read (fhir_json_object (object, "forecastStatus"), NULL);

  if (coding != NULL && g_strcmp0 (model_coding_get_system (coding), STATUS_SYSTEM_OF_FHIR) == 0)
    return model_coding_new (STATUS_SYSTEM, model_coding_get_code (coding), model_coding_get_display (coding));

  return g_steal_pointer (&coding);
}

/* "2", or in words. (transfer full) (nullable) */
static char *
read_number (JsonObject *object,
             const char *stem)
{
  g_autofree char *integer = g_strconcat (stem, "PositiveInt", NULL);
  g_autofree char *string = g_strconcat (stem, "String", NULL);
  gint64           number = fhir_json_integer (object, integer, 0);

  if (number > 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return g_strdup (fhir_vaccination_unless_empty (fhir_json_string (object, string)));
}

static guint
read_dates (JsonObject              *object,
            ModelRecommendationDate *dates)
{
  guint n = 0;

  for (guint i = 0; i < fhir_json_n (object, "dateCriterion") && n < MAX_DATES; i++)
    {
      JsonObject *criterion = fhir_json_nth (object, "dateCriterion", i);
      ModelDate   date = fhir_date_read (criterion, "value");

      if (date.precision == MODEL_DATE_UNKNOWN)
        continue;
      dates[n].date = date;
      dates[n++].meaning = fhir_concept_read (fhir_json_object (criterion, "code"), NULL);
    }

  return n;
}

/* Something is said, and of something. */
static gboolean
is_useful (const ModelRecommendationFacts *facts)
{
  return (facts->diseases != NULL || facts->vaccines != NULL) && (facts->status != NULL || facts->n_dates > 0 || facts->description != NULL);
}

static void
read_recommendation (Reader     *self,
                     JsonObject *object)
{
  g_autoptr(GPtrArray) diseases = fhir_vaccination_read_concepts (object, "targetDisease");
  g_autoptr(GPtrArray) vaccines = fhir_vaccination_read_concepts (object, "vaccineCode");
  g_autoptr(GPtrArray) contraindicated = fhir_vaccination_read_concepts (object, "contraindicatedVaccineCode");
  g_autoptr(GPtrArray) reasons = fhir_vaccination_read_concepts (object, "forecastReason");
  g_autoptr(ModelCoding) status = read_status (object);
  g_autofree char         *dose = read_number (object, "doseNumber");
  g_autofree char         *series_doses = read_number (object, "seriesDoses");
  ModelRecommendationDate  dates[MAX_DATES] = { 0 };
  guint                    n_dates = read_dates (object, dates);
  ModelRecommendationFacts facts = {
    .diseases = diseases,
    .vaccines = vaccines,
    .contraindicated = contraindicated,
    .status = status,
    .reasons = reasons,
    .dates = dates,
    .n_dates = n_dates,
    .dose = dose,
    .series_doses = series_doses,
    .series = fhir_vaccination_unless_empty (fhir_json_string (object, "series")),
    .description = fhir_vaccination_unless_empty (fhir_json_string (object, "description")),
  };

  if (self->recommendations->len < MAX_RECOMMENDATIONS && is_useful (&facts))
    g_ptr_array_add (self->recommendations, model_recommendation_new (&facts));
  else
    self->n_unread++;
  for (guint i = 0; i < n_dates; i++)
    g_clear_object (&dates[i].meaning);
}

static void
take_earlier (Reader   *self,
              ModelDate date)
{
  if (date.precision != MODEL_DATE_UNKNOWN && (self->date.precision == MODEL_DATE_UNKNOWN || model_date_compare (&date, &self->date) < 0))
    self->date = date;
}

static const char *
name_of (Reader     *self,
         JsonObject *from,
         const char *member)
{
  JsonObject *reference = fhir_json_object (from, member);
  JsonObject *organization = fhir_vaccination_resolve (&self->bundle, from, reference);
  const char *name = g_strcmp0 (fhir_json_resource_type (organization), "Organization") == 0 ? fhir_json_string (organization, "name") : NULL;

  return fhir_vaccination_unless_empty (name != NULL ? name : fhir_json_string (reference, "display"));
}

static void
read_resources (Reader *self)
{
  take_earlier (self, fhir_date_read (self->bundle.bundle, "timestamp"));
  for (guint i = 0; i < fhir_json_n (self->bundle.bundle, "entry"); i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (self->bundle.bundle, "entry", i), "resource");

      if (g_strcmp0 (fhir_json_resource_type (resource), "ImmunizationRecommendation") != 0)
        continue;
      take_earlier (self, fhir_date_read (resource, "date"));
      if (self->authority == NULL)
        self->authority = name_of (self, resource, "authority");
      for (guint j = 0; j < fhir_json_n (resource, "recommendation"); j++)
        read_recommendation (self, fhir_json_nth (resource, "recommendation", j));
    }
}

static ModelRecommendationAnswer *
new_answer (Reader *self)
{
  JsonObject *source = fhir_json_object (self->header, "source");
  const char *organization = name_of (self, self->header, "responsible");

  if (organization == NULL)
    organization = name_of (self, self->header, "sender");

  return model_recommendation_answer_new (&(ModelRecommendationAnswerFacts) {
      .name = fhir_vaccination_unless_empty (fhir_json_string (source, "name")),
      .organization = organization != NULL ? organization : self->authority,
      .software = fhir_vaccination_unless_empty (fhir_json_string (source, "software")),
      .version = fhir_vaccination_unless_empty (fhir_json_string (source, "version")),
      .date = self->date,
      .recommendations = self->recommendations,
      .remarks = self->remarks,
      .n_unread = self->n_unread,
  });
}

static ModelRecommendationAnswer *
read_bundle (Reader *self)
{
  self->header = fhir_json_object (fhir_json_nth (self->bundle.bundle, "entry", 0), "resource");
  for (guint i = 0; i < fhir_json_n (self->bundle.bundle, "entry"); i++)
    add_remarks (self, fhir_json_object (fhir_json_nth (self->bundle.bundle, "entry", i), "resource"));
  if (!check_event (self) || !check_patient (self))
    return NULL;

  read_resources (self);
  if (self->recommendations->len == 0 && self->n_unread == 0)
    {
      fail (self, FHIR_ERROR_NOT_EXPECTED, "The answer holds no recommendation");
      return NULL;
    }

  return new_answer (self);
}

ModelRecommendationAnswer *
fhir_vaccination_response_read (GBytes                        *json,
                                const FhirVaccinationQuestion *question,
                                GError                       **error)
{
  g_autoptr(JsonNode) node = fhir_json_parse (json, error);
  JsonObject                *bundle = node != NULL ? fhir_json_node_object (node) : NULL;
  Reader                     self = { .question = question, .error = error };
  ModelRecommendationAnswer *answer = NULL;

  if (node == NULL)
    return NULL;

  self.recommendations = g_ptr_array_new_with_free_func (g_object_unref);
  self.remarks = g_ptr_array_new_with_free_func (g_free);
  fhir_vaccination_bundle_init (&self.bundle, bundle);
  if (g_strcmp0 (fhir_json_resource_type (bundle), "OperationOutcome") == 0)
    {
      add_remarks (&self, bundle);
      refuse (&self, "OperationOutcome");
    }
  else if (g_strcmp0 (fhir_json_resource_type (bundle), "Bundle") != 0)
    fail (&self, FHIR_ERROR_NOT_EXPECTED, "This is no Bundle");
  else
    answer = read_bundle (&self);
  fhir_vaccination_bundle_clear (&self.bundle);
  g_ptr_array_unref (self.recommendations);
  g_ptr_array_unref (self.remarks);

  return answer;
}
