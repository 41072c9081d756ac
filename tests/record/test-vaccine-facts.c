/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-allergy.h"
#include "model-condition.h"
#include "record-vaccine-facts.h"
#include "record-vaccine-labels.h"

#include <locale.h>

#define SNOMED "http://snomed.info/sct"
#define SWISSMEDIC "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-cs"
#define IMMUNOGLOBULIN "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-immunoglobulin-cs"
#define BASIC "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-basic-immunization-cs"
#define TETANUS "76902006"
#define MEASLES "14189004"
#define RABIES "14168008"
#define SMALLPOX "67924001"

typedef struct
{
  ModelClinicalKind   kind;
  const char         *system, *code, *date, *end, *clinical_status;
  ModelClinicalStatus status;
  ModelVerification   verification;
  const char         *disease; /* (nullable) named by the entry itself */
} Entry;

static ModelClinicalEntry *
vaccination_new (const Entry              *entry,
                 const ModelClinicalFacts *facts)
{
  g_autoptr(GPtrArray) diseases = g_ptr_array_new_with_free_func (g_object_unref);
  ModelVaccinationDose    dose = { .diseases = diseases };
  ModelVaccinationDetails details = { .passive = g_str_equal (entry->system, IMMUNOGLOBULIN), .doses = &dose, .n_doses = 1 };

  if (entry->disease != NULL)
    g_ptr_array_add (diseases, model_coding_new (SNOMED, entry->disease, NULL));

  return MODEL_CLINICAL_ENTRY (model_vaccination_new (facts, &details));
}

static ModelClinicalEntry *
entry_new (const Entry *entry,
           const char  *id)
{
  g_autoptr(GPtrArray) codings = g_ptr_array_new_with_free_func (g_object_unref);
  ModelClinicalFacts    facts = { .kind = entry->kind, .resource_type = "x", .id = id, .codings = codings, .status = entry->status };
  ModelConditionDetails condition = { .clinical_status = entry->clinical_status };
  ModelAllergyDetails   allergy = { .clinical_status = entry->clinical_status };

  facts.verification = entry->verification != 0 ? entry->verification : MODEL_VERIFICATION_CONFIRMED;
  g_ptr_array_add (codings, model_coding_new (entry->system, entry->code, "own words"));
  model_date_parse (entry->date, &facts.date);
  model_date_parse (entry->end, &condition.end);
  if (entry->kind == MODEL_CLINICAL_VACCINATION)
    return vaccination_new (entry, &facts);
  if (entry->kind == MODEL_CLINICAL_ALLERGY)
    return MODEL_CLINICAL_ENTRY (model_allergy_new (&facts, &allergy));

  return MODEL_CLINICAL_ENTRY (model_condition_new (&facts, &condition));
}

static ModelVaccinationRecord *
record_of (const Entry *entries,
           gsize        n_entries)
{
  g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < n_entries; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%u", (guint) i);

      g_ptr_array_add (made, entry_new (&entries[i], id));
    }
  g_ptr_array_add (documents, model_vaccination_document_new (&(ModelVaccinationDocumentFacts) { .unique_id = "d", .entries = made }));

  return model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents });
}

static RecordDiseaseFacts *
find (GPtrArray  *rows,
      const char *code)
{
  for (guint i = 0; i < rows->len; i++)
    {
      ModelCoding *disease = record_disease_facts_get_disease (g_ptr_array_index (rows, i));

      if (disease == NULL ? code == NULL : g_strcmp0 (model_coding_get_code (disease), code) == 0)
        return g_ptr_array_index (rows, i);
    }

  return NULL;
}

/* R-VAC-29, R-VAC-33, R-VAC-41: of each disease the doses; beside them, and never among them, what was not given, what was given
 * passively, and the illness itself. */
static void
test_diseases (void)
{
  const Entry entries[] = {
    /* against diphtheria, tetanus and pertussis by its product; by its own word against tetanus alone */
    { .kind = MODEL_CLINICAL_VACCINATION, .system = SWISSMEDIC, .code = "637", .date = "2011-01-01" },
    { .kind = MODEL_CLINICAL_VACCINATION, .system = SWISSMEDIC, .code = "637", .date = "2021-01-01", .disease = TETANUS },
    { .kind = MODEL_CLINICAL_VACCINATION, .system = SWISSMEDIC, .code = "637", .date = "2022-01-01", .disease = TETANUS, .status = MODEL_CLINICAL_NOT_DONE },
    { .kind = MODEL_CLINICAL_VACCINATION, .system = SWISSMEDIC, .code = "637", .date = "2023-01-01", .disease = TETANUS, .verification = MODEL_VERIFICATION_REFUTED },
    { .kind = MODEL_CLINICAL_VACCINATION, .system = IMMUNOGLOBULIN, .code = "00687-01", .date = "2019-01-01" },
    { .kind = MODEL_CLINICAL_VACCINATION, .system = SNOMED, .code = "787859002", .date = "1970-01-01" },
    { .kind = MODEL_CLINICAL_VACCINATION, .system = "foreign", .code = "1", .date = "1971-01-01", .disease = SMALLPOX },
    { .kind = MODEL_CLINICAL_ILLNESS, .system = SNOMED, .code = MEASLES, .date = "1975" },
    { .kind = MODEL_CLINICAL_BASIC_IMMUNIZATION, .system = BASIC, .code = "bi-dtpa", .date = "1970" },
  };
  g_autoptr(ModelVaccinationRecord) record = record_of (entries, G_N_ELEMENTS (entries));
  g_autoptr(GPtrArray) rows = record_vaccine_list_disease_facts (record);
  RecordDiseaseFacts *tetanus = find (rows, TETANUS);
  RecordDiseaseFacts *first = g_ptr_array_index (rows, 0);
  RecordDiseaseFacts *last = g_ptr_array_index (rows, rows->len - 1);

  g_assert_cmpuint (record_disease_facts_get_doses (tetanus)->len, ==, 2);
  g_assert_cmpuint (record_disease_facts_get_not_given (tetanus)->len, ==, 1);
  g_assert_cmpuint (record_disease_facts_get_basic (tetanus)->len, ==, 1);
  g_assert_cmpuint (record_disease_facts_get_illnesses (tetanus)->len, ==, 0);
  g_assert_false (record_disease_facts_is_doubtful (tetanus));
  /* newest first */
  g_assert_cmpint (model_clinical_entry_get_facts (model_record_line_get_entry (g_ptr_array_index (record_disease_facts_get_doses (tetanus), 0)))
                       ->date.year,
                   ==, 2021);

  /* the booklet's order, diphtheria first; rows of the basic vaccinations stand there without any entry */
  g_assert_cmpstr (model_coding_get_code (record_disease_facts_get_disease (first)), ==, "397430003");
  g_assert_cmpuint (record_disease_facts_get_doses (first)->len, ==, 1);
  g_assert_nonnull (find (rows, "240532009"));
  g_assert_null (find (rows, "40468003"));

  g_assert_cmpuint (record_disease_facts_get_illnesses (find (rows, MEASLES))->len, ==, 1);
  g_assert_cmpuint (record_disease_facts_get_doses (find (rows, MEASLES))->len, ==, 0);
  g_assert_cmpuint (record_disease_facts_get_passive (find (rows, RABIES))->len, ==, 1);
  g_assert_cmpuint (record_disease_facts_get_doses (find (rows, RABIES))->len, ==, 0);
  g_assert_cmpuint (record_disease_facts_get_doses (find (rows, SMALLPOX))->len, ==, 1);
  g_assert_null (record_disease_facts_get_disease (last));
  g_assert_cmpuint (record_disease_facts_get_doses (last)->len, ==, 1);
  g_assert_true (find (rows, NULL) == last);
}

/* Two that may be one: the number of doses says that it is not certain. */
static void
test_doubt (void)
{
  const Entry entries[] = {
    { .kind = MODEL_CLINICAL_VACCINATION, .system = SWISSMEDIC, .code = "637", .date = "2021-01-01" },
    { .kind = MODEL_CLINICAL_VACCINATION, .system = SWISSMEDIC, .code = "637", .date = "2021-01-02" },
  };
  g_autoptr(ModelVaccinationRecord) record = record_of (entries, G_N_ELEMENTS (entries));
  g_autoptr(GPtrArray) rows = record_vaccine_list_disease_facts (record);

  g_assert_cmpuint (record_disease_facts_get_doses (find (rows, TETANUS))->len, ==, 2);
  g_assert_true (record_disease_facts_is_doubtful (find (rows, TETANUS)));
}

static void
test_allergies (void)
{
  const struct
  {
    const char *status_of_none, *status_of_other;
    gboolean    contradict;
  } cases[] = {
    { "active", "active", TRUE },
    { NULL, NULL, TRUE },
    { "active", "resolved", FALSE },
    { "inactive", "active", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Entry entries[] = {
        { .kind = MODEL_CLINICAL_ALLERGY, .system = SNOMED, .code = "716186003", .clinical_status = cases[i].status_of_none },
        { .kind = MODEL_CLINICAL_ALLERGY, .system = SNOMED, .code = "213020009", .clinical_status = cases[i].status_of_other },
      };
      g_autoptr(ModelVaccinationRecord) both = record_of (entries, 2);
      g_autoptr(ModelVaccinationRecord) one = record_of (entries, 1);

      g_assert_cmpint (record_vaccine_allergies_contradict (both), ==, cases[i].contradict);
      g_assert_false (record_vaccine_allergies_contradict (one));
    }
}

static void
test_pregnancy (void)
{
  const struct
  {
    const char *code, *begin, *end;
    gboolean    old;
  } cases[] = {
    { "77386006", "2026-01-14", NULL, FALSE },
    { "77386006", "2026-01-13", NULL, TRUE },
    { "77386006", "2025-06", NULL, TRUE },
    { "77386006", "2026", NULL, FALSE },
    { "77386006", "2024", NULL, TRUE },
    { "77386006", "", NULL, FALSE },
    { "77386006", "2024", "2024-09-01", FALSE },
    { "223366009", "2020", NULL, FALSE },
  };
  const ModelDate today = { 2026, 11, 14, .precision = MODEL_DATE_DAY };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Entry entry = { .kind = MODEL_CLINICAL_MEDICAL_PROBLEM, .system = SNOMED, .code = cases[i].code, .date = cases[i].begin, .end = cases[i].end };
      g_autoptr(ModelVaccinationRecord) record = record_of (&entry, 1);
      ModelRecordLine *line = g_ptr_array_index (model_vaccination_record_get_lines (record), 0);

      g_test_message ("%s %s", cases[i].code, cases[i].begin);
      g_assert_cmpint (record_vaccine_is_old_pregnancy (line, &today), ==, cases[i].old);
    }
}

/* R-VAC-31, R-VAC-106: the list's name in the reader's language; where there is none, the document's own words. */
static void
test_labels (void)
{
  const Entry known = { .kind = MODEL_CLINICAL_ILLNESS, .system = SNOMED, .code = MEASLES };
  const Entry unknown = { .kind = MODEL_CLINICAL_ILLNESS, .system = SNOMED, .code = "1" };
  g_autoptr(ModelClinicalEntry) listed = entry_new (&known, "a");
  g_autoptr(ModelClinicalEntry) foreign = entry_new (&unknown, "b");

  g_setenv ("LANGUAGE", "de_CH", TRUE);
  g_assert_cmpstr (record_vaccine_label_entry (listed), ==, "Masern");
  g_assert_cmpstr (record_vaccine_label_entry (foreign), ==, "own words");
  g_assert_cmpstr (record_vaccine_label (NULL), ==, "");
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/vaccine-facts/R-VAC-95/diseases", test_diseases);
  g_test_add_func ("/record/vaccine-facts/R-VAC-95/doubt", test_doubt);
  g_test_add_func ("/record/vaccine-facts/R-VAC-35/allergies", test_allergies);
  g_test_add_func ("/record/vaccine-facts/R-VAC-111/pregnancy", test_pregnancy);
  g_test_add_func ("/record/vaccine-facts/R-VAC-31/labels", test_labels);

  return g_test_run ();
}
