/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question to an expert service and its answer (R-VAC-96, R-VAC-97): what leaves the house, and which answers are believed. The
 * answer of the guide's example 1.5 is written down here. */
#include "config.h"

#include "fhir-json.h"
#include "fhir-vaccination-request.h"
#include "vaccination-test-support.h"

#include <string.h>

#define MESSAGE "11111111-1111-4111-8111-111111111111"
#define HEADER "22222222-2222-4222-8222-222222222222"
#define SUBJECT "33333333-3333-4333-8333-333333333333"

static const char *const withheld[] = { "urn:oid:2.16.756.5.30.1.127.3.10.3", "urn:oid:2.16.756.5.32", NULL };

static ModelPatient *
new_patient (void)
{
  static const char *const given[] = { "Monika", NULL };
  g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func (g_object_unref);
  ModelPatientInit init = {
    .family = "Wegmueller", .given = given, .gender = MODEL_GENDER_FEMALE, .identifiers = numbers, .city = "Beispielen"
  };

  g_ptr_array_add (numbers, model_identifier_new (withheld[0], "761337610411353650", NULL, NULL));
  g_ptr_array_add (numbers, model_identifier_new ("urn:oid:2.999.1.2.3.4", "12345678", NULL, NULL));
  model_date_parse ("1967-03-10", &init.birth_date);

  return model_patient_new (&init);
}

static FhirVaccinationQuestion
new_question (ModelPatient *patient)
{
  static const ModelDate now = { 2026, 11, 28, 10, 0, 0, MODEL_DATE_SECOND, 60 };

  return (FhirVaccinationQuestion) {
    .message = MESSAGE,
    .header = HEADER,
    .subject = SUBJECT,
    .date = &now,
    .patient = patient,
    .service = "Immunization CDS Service",
    .address = "https://example.com/cds",
    .gln = "7601000000781",
    .sender = "Praxis P",
    .sender_id = "urn:oid:2.999.7",
    .version = "1",
    .withheld = withheld,
  };
}

static ModelVaccinationRecord *
record_of (const char *const *names)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *names != NULL; names++)
    {
      ModelVaccinationDocument *document = vaccination_test_load (*names, "HCP");

      if (document != NULL)
        g_ptr_array_add (documents, document);
    }

  return model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents });
}

static char *
text_of (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* R-VAC-45, R-VAC-97: every example of the guide that is a record becomes a good question with its current entries. */
static void
test_write (void)
{
  g_autoptr(ModelPatient) patient = new_patient ();
  FhirVaccinationQuestion question = new_question (patient);
  g_autoptr(GPtrArray) names = vaccination_test_names ();
  guint n_all = 0;

  for (guint i = 0; i < names->len; i++)
    {
      const char *const one[] = { g_ptr_array_index (names, i), NULL };
      g_autoptr(ModelVaccinationRecord) record = record_of (one);
      g_autoptr(GError) error = NULL;
      guint n = 0, expected = 0;
      g_autoptr(GBytes) bytes = fhir_vaccination_request_write (&question, record, &n, &error);
      g_autofree char *text = NULL;
      GPtrArray       *lines = model_vaccination_record_get_lines (record);

      if (error != NULL)
        g_test_message ("%s", one[0]);
      g_assert_no_error (error);
      for (guint j = 0; j < lines->len; j++)
        expected += model_record_line_get_state (g_ptr_array_index (lines, j)) == MODEL_LINE_CURRENT;
      g_assert_cmpuint (n, ==, expected);
      n_all += n;

      text = text_of (bytes);
      g_assert_nonnull (strstr (text, "\"immunrecorequest\""));
      g_assert_nonnull (strstr (text, "\"830152006\""));
      g_assert_nonnull (strstr (text, "\"1967-03-10\""));
      g_assert_null (strstr (text, "Wegmueller"));
      g_assert_null (strstr (text, "761337610411353650"));
      g_assert_null (strstr (text, "12345678"));
      g_assert_null (strstr (text, "Practitioner"));
      g_assert_null (strstr (text, "lotNumber"));
      g_assert_null (strstr (text, "\"note\""));
    }
  if (names->len > 0)
    g_assert_cmpuint (n_all, >, 50);
}

/* A record that is empty can be asked about; a patient without a birth date cannot. */
static void
test_write_little (void)
{
  static const char *const none[] = { NULL };
  g_autoptr(ModelPatient) patient = new_patient ();
  g_autoptr(ModelPatient) ageless = model_patient_new (&(ModelPatientInit) { .family = "Exemple" });
  FhirVaccinationQuestion question = new_question (patient);
  g_autoptr(ModelVaccinationRecord) record = record_of (none);
  g_autoptr(GError) error = NULL;
  guint n = 1;
  g_autoptr(GBytes) bytes = fhir_vaccination_request_write (&question, record, &n, &error);
  g_autoptr(GBytes) other = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  g_assert_cmpuint (n, ==, 0);

  question.patient = ageless;
  other = fhir_vaccination_request_write (&question, record, &n, &error);
  g_assert_error (error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE);
  g_assert_null (other);
}

/* What the check refuses: one thing is broken at a time. */
static void
test_check (void)
{
  static const struct
  {
    const char *from, *to;
  } breaks[] = {
    { "\"type\":\"message\"", "\"type\":\"document\"" },
    { "\"immunrecorequest\"", "\"immunrecoresponse\"" },
    { "\"830152006\"", "\"830152007\"" },
    { "\"software\":\"Cabinet\",", "" },
    { "\"endpoint\":\"https://example.com/cds\",", "" },
    { "\"resourceType\":\"Patient\"", "\"resourceType\":\"Person\"" },
    { "\"gender\":\"female\"", "\"gender\":\"?\"" },
    { "\"birthDate\":\"1967-03-10\"", "\"address\":[{\"city\":\"B\"}]" },
    { "\"_family\":{", "\"family\":\"Wegmueller\",\"_family\":{" },
    { "\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:uuid:" SUBJECT "\"", "\"system\":\"urn:oid:2.16.756.5.32\",\"value\":\"7561234567897\"" },
  };
  static const char *const none[] = { NULL };
  g_autoptr(ModelPatient) patient = new_patient ();
  FhirVaccinationQuestion question = new_question (patient);
  g_autoptr(ModelVaccinationRecord) record = record_of (none);
  g_autoptr(GBytes) bytes = fhir_vaccination_request_write (&question, record, NULL, NULL);
  g_autofree char *text = text_of (bytes);

  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      g_autoptr(GString) broken = g_string_new (text);
      g_autoptr(GBytes) changed = NULL;
      g_autoptr(GError) error = NULL;

      if (g_string_replace (broken, breaks[i].from, breaks[i].to, 1) != 1)
        g_test_message ("%s in %s", breaks[i].from, text);
      g_assert_cmpstr (broken->str, !=, text);
      changed = g_bytes_new (broken->str, broken->len);
      g_assert_false (fhir_vaccination_request_check (changed, withheld, &error));
      g_assert_error (error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE);
    }
}

/* As example 1.5 of the guide, to our question. */
static const char answer[] =
    "{\"resourceType\":\"Bundle\",\"identifier\":{\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:uuid:5b8a26b2-dd6d-4c04-acaf-e4a44b7bcf47\"},"
    "\"type\":\"message\",\"timestamp\":\"2026-11-28T10:00:05+01:00\",\"entry\":["
    "{\"fullUrl\":\"http://test.fhir.ch/r4/MessageHeader/2-5\",\"resource\":{\"resourceType\":\"MessageHeader\",\"id\":\"2-5\","
    "\"eventCoding\":{\"system\":\"http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-clinical-decision-support-event-cs\",\"code\":\"immunrecoresponse\"},"
    "\"destination\":[{\"name\":\"Cabinet\",\"endpoint\":\"urn:oid:2.999.7\"}],\"sender\":{\"reference\":\"Organization/CDSS\"},"
    "\"source\":{\"name\":\"Example CDS\",\"software\":\"Rules\",\"version\":\"2026.1\",\"endpoint\":\"https://example.com/cds\"},"
    "\"responsible\":{\"reference\":\"Organization/CDSS\"},\"reason\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"830152006\"}]},"
    "\"response\":{\"identifier\":\"" MESSAGE "\",\"code\":\"ok\"},\"focus\":[{\"reference\":\"ImmunizationRecommendation/10-3\"}]}},"
    "{\"fullUrl\":\"http://test.fhir.ch/r4/Patient/p\",\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p\","
    "\"identifier\":[{\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:uuid:" SUBJECT "\"}],\"gender\":\"female\",\"birthDate\":\"1967-03-10\"}},"
    "{\"fullUrl\":\"http://test.fhir.ch/r4/Organization/CDSS\",\"resource\":{\"resourceType\":\"Organization\",\"id\":\"CDSS\",\"name\":\"Immunization CDS Service\"}},"
    "{\"fullUrl\":\"http://test.fhir.ch/r4/ImmunizationRecommendation/10-3\",\"resource\":{\"resourceType\":\"ImmunizationRecommendation\",\"id\":\"10-3\","
    "\"patient\":{\"reference\":\"Patient/p\"},\"date\":\"2026-11-28T10:00:04+01:00\",\"recommendation\":[{"
    "\"vaccineCode\":[{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"72093006\",\"display\":\"Poliomyelitis vaccination\"}]}],"
    "\"targetDisease\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"398102009\"}]},"
    "\"forecastStatus\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/immunization-recommendation-status\",\"code\":\"due\"}]},"
    "\"forecastReason\":[{\"coding\":[{\"system\":\"http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-recommendation-categories-cs\",\"code\":\"41501\"}]}],"
    "\"dateCriterion\":[{\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"30980-7\"}]},\"value\":\"2027-01-15\"}],"
    "\"doseNumberPositiveInt\":4,\"seriesDosesString\":\"five\",\"series\":\"Basic\",\"description\":\"Words of the service\"},"
    "{\"forecastStatus\":{\"text\":\"?\"}}]}}]}";

static ModelRecommendationAnswer *
read_text (const char *text,
           GError    **error)
{
  g_autoptr(ModelPatient) patient = new_patient ();
  FhirVaccinationQuestion question = new_question (patient);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return fhir_vaccination_response_read (bytes, &question, error);
}

/* R-VAC-96: name, version and time are the service's; so is every word. */
static void
test_read (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelRecommendationAnswer) read = read_text (answer, &error);
  g_autoptr(ModelCoding) polio = model_coding_new ("http://snomed.info/sct", "398102009", NULL);
  g_autoptr(ModelCoding) measles = model_coding_new ("http://snomed.info/sct", "14189004", NULL);
  g_autoptr(GPtrArray) about = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autofree char                      *date = NULL;
  g_autofree char                      *due = NULL;
  const ModelRecommendationAnswerFacts *facts;
  const ModelRecommendationFacts       *one;

  g_assert_no_error (error);
  facts = model_recommendation_answer_get_facts (read);
  date = model_date_to_fhir (&facts->date);
  g_assert_cmpstr (facts->name, ==, "Example CDS");
  g_assert_cmpstr (facts->organization, ==, "Immunization CDS Service");
  g_assert_cmpstr (facts->software, ==, "Rules");
  g_assert_cmpstr (facts->version, ==, "2026.1");
  g_assert_cmpstr (date, ==, "2026-11-28T10:00:04+01:00");
  g_assert_cmpuint (facts->recommendations->len, ==, 1);
  g_assert_cmpuint (facts->n_unread, ==, 1);

  about = model_recommendation_answer_find (read, polio);
  none = model_recommendation_answer_find (read, measles);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (about->len, ==, 1);
  one = model_recommendation_get_facts (g_ptr_array_index (about, 0));
  g_assert_true (model_coding_is (one->status, "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-recommendation-forecast-status-cs", "due"));
  g_assert_cmpuint (one->vaccines->len, ==, 1);
  g_assert_cmpuint (one->reasons->len, ==, 1);
  g_assert_cmpuint (one->n_dates, ==, 1);
  due = model_date_to_fhir (&one->dates[0].date);
  g_assert_cmpstr (due, ==, "2027-01-15");
  g_assert_cmpstr (one->dose, ==, "4");
  g_assert_cmpstr (one->series_doses, ==, "five");
  g_assert_cmpstr (one->series, ==, "Basic");
  g_assert_cmpstr (one->description, ==, "Words of the service");
}

/* An answer about somebody else, to another question, or that is none, is refused whole. */
static void
test_refused (void)
{
  static const struct
  {
    const char *from, *to;
    int         code;
  } breaks[] = {
    { "\"1967-03-10\"", "\"1967-03-11\"", FHIR_ERROR_OTHER_ANSWER },
    { "\"female\"", "\"male\"", FHIR_ERROR_OTHER_ANSWER },
    { "\"gender\":\"female\"", "\"name\":[{\"family\":\"Muster\"}]", FHIR_ERROR_OTHER_ANSWER },
    { "urn:uuid:" SUBJECT, "urn:uuid:" HEADER, FHIR_ERROR_OTHER_ANSWER },
    { "\"patient\":{\"reference\":\"Patient/p\"}", "\"patient\":{\"reference\":\"Patient/q\"}", FHIR_ERROR_OTHER_ANSWER },
    { "\"patient\":{\"reference\":\"Patient/p\"},", "", FHIR_ERROR_OTHER_ANSWER },
    { "\"identifier\":\"" MESSAGE, "\"identifier\":\"" SUBJECT, FHIR_ERROR_OTHER_ANSWER },
    { "\"response\":{", "\"response_\":{", FHIR_ERROR_OTHER_ANSWER },
    { "\"code\":\"ok\"", "\"code\":\"fatal-error\"", FHIR_ERROR_SAID_NO },
    { "\"code\":\"ok\"", "\"code\":\"transient-error\"", FHIR_ERROR_SAID_NO },
    { "immunrecoresponse", "immunrecorequest", FHIR_ERROR_NOT_EXPECTED },
    { "\"type\":\"message\"", "\"type\":\"document\"", FHIR_ERROR_NOT_EXPECTED },
    { "\"recommendation\":[", "\"recommendation_\":[", FHIR_ERROR_NOT_EXPECTED },
    { "{\"resourceType\":\"Bundle\"", "{\"resourceType\":\"Basic\"", FHIR_ERROR_NOT_EXPECTED },
    { "{\"resourceType\":\"Bundle\"", "<html>", FHIR_ERROR_NOT_JSON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      g_autoptr(GString) text = g_string_new (answer);
      g_autoptr(ModelRecommendationAnswer) read = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_cmpuint (g_string_replace (text, breaks[i].from, breaks[i].to, 1), ==, 1);
      read = read_text (text->str, &error);
      if (!g_error_matches (error, FHIR_ERROR, breaks[i].code))
        g_test_message ("%s", breaks[i].to);
      g_assert_error (error, FHIR_ERROR, breaks[i].code);
      g_assert_null (read);
    }
}

/* What a service says beside: the reason of a refusal, a remark on a good answer. */
static void
test_remarks (void)
{
  static const char outcome[] = "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"processing\",\"details\":{\"text\":\"Too young\"}}]}";
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelRecommendationAnswer) none = read_text (outcome, &error);
  g_autoptr(GString) text = g_string_new (answer);
  g_autoptr(ModelRecommendationAnswer) read = NULL;

  g_assert_error (error, FHIR_ERROR, FHIR_ERROR_SAID_NO);
  g_assert_nonnull (strstr (error->message, "Too young"));
  g_assert_null (none);

  g_string_truncate (text, text->len - strlen ("]}"));
  g_string_append_printf (text, ",{\"resource\":%s}]}", outcome);
  read = read_text (text->str, NULL);
  g_assert_nonnull (read);
  g_assert_cmpuint (model_recommendation_answer_get_facts (read)->remarks->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vaccination-request/R-VAC-97-write", test_write);
  g_test_add_func ("/vaccination-request/R-VAC-97-write-little", test_write_little);
  g_test_add_func ("/vaccination-request/R-VAC-97-check", test_check);
  g_test_add_func ("/vaccination-request/R-VAC-96-R-VAC-97-read", test_read);
  g_test_add_func ("/vaccination-request/R-VAC-97-refused", test_refused);
  g_test_add_func ("/vaccination-request/R-VAC-97-remarks", test_remarks);

  return g_test_run ();
}
