/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print-test-support.h"

#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "model-vaccination.h"

#define FAVRE "Dr. med. Anna Favre"
#define CLINIC "Cabinet du Lac"

const PrintTestEntry print_test_childhood[] = {
  { .kind = MODEL_CLINICAL_VACCINATION, .system = PRINT_TEST_SWISSMEDIC, .code = "640", .date = "1995-03-28", .lot = "A21CB001", .dose = 1, .performer = FAVRE, .organization = CLINIC },
  { .kind = MODEL_CLINICAL_VACCINATION, .system = PRINT_TEST_SWISSMEDIC, .code = "640", .date = "1995-05-30", .lot = "A21CB114", .dose = 2, .performer = FAVRE, .organization = CLINIC },
  { .kind = MODEL_CLINICAL_VACCINATION, .system = PRINT_TEST_SWISSMEDIC, .code = "640", .date = "1996-02-01", .lot = "A21CB377", .dose = 3, .performer = FAVRE, .comment = "Fièvre à 38,4 le soir, passée le lendemain." },
  { .kind = MODEL_CLINICAL_VACCINATION, .system = PRINT_TEST_SWISSMEDIC, .code = "637", .date = "2011-09-14", .lot = "AC37B123AA", .dose = 4, .organization = "Service de santé scolaire" },
  { .kind = MODEL_CLINICAL_VACCINATION, .system = PRINT_TEST_SWISSMEDIC, .code = "637", .date = "2021-09", .verification = MODEL_VERIFICATION_UNCONFIRMED },
  { .kind = MODEL_CLINICAL_VACCINATION, .system = PRINT_TEST_SNOMED, .code = "787859002", .date = "2001" },
  { .kind = MODEL_CLINICAL_VACCINATION, .system = PRINT_TEST_SWISSMEDIC, .code = "637", .date = "2022-01-01", .status = MODEL_CLINICAL_NOT_DONE },
  { .kind = MODEL_CLINICAL_BASIC_IMMUNIZATION, .system = PRINT_TEST_BASIC, .code = "bi-mmr", .date = "1999" },
  { .kind = MODEL_CLINICAL_ALLERGY, .system = PRINT_TEST_SNOMED, .code = "293109003", .date = "2003-04-01", .performer = FAVRE, .comment = "Urticaire vingt minutes après la vaccination." },
  { .kind = MODEL_CLINICAL_ILLNESS, .system = PRINT_TEST_SNOMED, .code = "38907003", .date = "2000", .performer = FAVRE },
  { .kind = MODEL_CLINICAL_MEDICAL_PROBLEM, .system = PRINT_TEST_SNOMED, .code = "223366009", .date = "2021-10-01", .performer = FAVRE },
  { .kind = MODEL_CLINICAL_SEROLOGY, .system = "http://loinc.org", .code = "16935-9", .date = "2021-10-01", .value = "120", .organization = "Laboratoire Léman" },
};
const guint print_test_n_childhood = G_N_ELEMENTS (print_test_childhood);

static ModelClinicalEntry *
make_entry (const PrintTestEntry     *entry,
            const ModelClinicalFacts *facts)
{
  ModelVaccinationDose dose = { .number = entry->dose };

  switch (entry->kind)
    {
    case MODEL_CLINICAL_VACCINATION:
      return MODEL_CLINICAL_ENTRY (model_vaccination_new (facts, &(ModelVaccinationDetails) { .lot = entry->lot, .doses = &dose, .n_doses = 1 }));
    case MODEL_CLINICAL_ALLERGY:
      return MODEL_CLINICAL_ENTRY (model_allergy_new (facts, &(ModelAllergyDetails) { .clinical_status = "active" }));
    case MODEL_CLINICAL_SEROLOGY:
      return MODEL_CLINICAL_ENTRY (model_serology_new (facts, &(ModelSerologyDetails) { .status = "final", .value_text = entry->value, .unit = "IU/L" }));
    case MODEL_CLINICAL_BASIC_IMMUNIZATION:
    case MODEL_CLINICAL_ILLNESS:
    case MODEL_CLINICAL_MEDICAL_PROBLEM:
    default:
      return MODEL_CLINICAL_ENTRY (model_condition_new (facts, &(ModelConditionDetails) { .clinical_status = "resolved" }));
    }
}

static ModelClinicalEntry *
entry_new (const PrintTestEntry *entry,
           guint                 position)
{
  g_autofree char *id = g_strdup_printf ("e%u", position);
  g_autoptr(GPtrArray) identifiers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) codings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) performers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) comments = g_ptr_array_new_with_free_func (g_object_unref);
  ModelClinicalFacts facts = { .kind = entry->kind, .resource_type = "x", .id = id, .identifiers = identifiers, .codings = codings, .performers = performers, .comments = comments, .status = entry->status };

  g_ptr_array_add (identifiers, model_identifier_new ("urn:ietf:rfc:3986", id, NULL, NULL));
  g_ptr_array_add (codings, model_coding_new (entry->system, entry->code, entry->label));
  if (entry->performer != NULL || entry->organization != NULL)
    g_ptr_array_add (performers, model_actor_new (MODEL_ACTOR_PROFESSIONAL, entry->performer, NULL, entry->organization));
  if (entry->comment != NULL)
    g_ptr_array_add (comments, model_comment_new (entry->comment, &(ModelDate) { 0 }, NULL));
  model_date_parse (entry->date, &facts.date);
  facts.verification = entry->verification != MODEL_VERIFICATION_MISSING ? entry->verification : MODEL_VERIFICATION_CONFIRMED;

  return make_entry (entry, &facts);
}

ModelVaccinationRecord *
print_test_record (const PrintTestEntry *entries,
                   guint                 n_entries,
                   gboolean              incomplete)
{
  g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) unread = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_entries; i++)
    g_ptr_array_add (made, entry_new (&entries[i], i));
  g_ptr_array_add (documents, model_vaccination_document_new (&(ModelVaccinationDocumentFacts) { .unique_id = "d", .provider_role = "HCP", .entries = made }));
  if (incomplete)
    g_ptr_array_add (unread, model_unread_document_new ("u", "Vaccination", MODEL_UNREAD_BROKEN, NULL));

  return model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents, .unread = unread });
}

ModelPatient *
print_test_patient (const char *family,
                    const char *given)
{
  const char *const names[] = { given, NULL };

  return model_patient_new (&(ModelPatientInit) {
      .family = family,
      .given = names,
      .gender = MODEL_GENDER_FEMALE,
      .birth_date = { .year = 1995, .month = 1, .day = 27, .precision = MODEL_DATE_DAY },
  });
}

PrintBook *
print_test_book (ModelVaccinationRecord *record,
                 ModelPatient           *patient,
                 const char             *language,
                 const char             *second)
{
  g_autoptr(GDateTime) moment = g_date_time_new_utc (2026, 11, 28, 9, 30, 0);

  return print_vaccinations (&(PrintVaccinationOrder) {
      .record = record,
      .patient = patient,
      .language = language,
      .second = second,
      .printed_by = "Dr. med. Anna Favre, Cabinet du Lac",
      .community = "CARA",
      .moment = moment,
      .comments = PRINT_ALL_COMMENTS,
  });
}
