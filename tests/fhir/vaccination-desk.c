/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vaccination-desk.h"

#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "model-vaccination.h"

#define SNOMED "http://snomed.info/sct"
#define SPID "urn:oid:2.16.756.5.30.1.127.3.10.3"
#define AHVN13 "urn:oid:2.16.756.5.32"

static const char *const withheld[] = { SPID, AHVN13, NULL };

const ModelDocumentAuthor vaccination_desk_author = {
  .person = "Martina Musterarzt",
  .person_gln = "2000000090092",
  .organization = "Gruppenpraxis Muster",
};

void
vaccination_desk_free (VaccinationDesk *self)
{
  g_clear_object (&self->patient);
  g_ptr_array_unref (self->numbers);
  g_free (self->uuid);
  g_free (self);
}

VaccinationDesk *
vaccination_desk_new (void)
{
  static const char *const given[] = { "Anne", NULL };
  VaccinationDesk         *self = g_new0 (VaccinationDesk, 1);
  g_autoptr(GPtrArray) identifiers = g_ptr_array_new_with_free_func (g_object_unref);
  ModelPatientInit init = { .family = "Exemple", .given = given, .gender = MODEL_GENDER_FEMALE, .identifiers = identifiers };

  g_ptr_array_add (identifiers, model_identifier_new (SPID, "761337610411353650", NULL, NULL));
  g_ptr_array_add (identifiers, model_identifier_new (AHVN13, "7561234567897", NULL, NULL));
  model_date_parse ("1967-02-10", &init.birth_date);
  self->patient = model_patient_new (&init);
  self->numbers = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->numbers, model_identifier_new ("urn:oid:2.999.1.2.3.4", "12345", NULL, NULL));
  g_ptr_array_add (self->numbers, model_identifier_new (SPID, "761337610411353650", NULL, NULL));
  model_date_parse ("2026-11-28T10:15:00+01:00", &self->now);
  self->uuid = g_uuid_string_random ();
  self->order = (FhirVaccinationOrder) {
    .uuid = self->uuid,
    .date = &self->now,
    .language = "fr-CH",
    .confidentiality = "17621005",
    .patient = self->patient,
    .local_numbers = self->numbers,
    .withheld = withheld,
    .format_system = "urn:oid:2.16.756.5.30.1.127.3.10.10",
    .author = &vaccination_desk_author,
    .professional = TRUE,
  };

  return self;
}

GBytes *
vaccination_desk_write (VaccinationDesk       *desk,
                        FhirVaccinationChange *change,
                        GError               **error)
{
  FhirVaccinationOrder order;

  g_free (desk->uuid);
  desk->uuid = g_uuid_string_random ();
  desk->order.uuid = desk->uuid;
  order = desk->order;
  order.changes = change;
  order.n_changes = 1;

  return fhir_vaccination_write (&order, error);
}

static GPtrArray *
one_coding (const char *system,
            const char *code,
            const char *display)
{
  GPtrArray *codings = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (codings, model_coding_new (system, code, display));

  return codings;
}

ModelClinicalEntry *
vaccination_desk_entry (ModelClinicalKind kind,
                        const char       *date)
{
  g_autoptr(GPtrArray) codings = one_coding (SNOMED, "38907003", "Varicelle & <co>");
  g_autoptr(GPtrArray) diseases = one_coding (SNOMED, "76902006", "Tétanos");
  ModelVaccinationDose    dose = { .number = 2, .diseases = diseases };
  ModelVaccinationDetails vaccination = { .lot = "AC37B123AA", .doses = &dose, .n_doses = 1, .gtin = "07680006370012" };
  ModelSerologyDetails    serology = { .value_text = "1.50", .unit = "[iU]/L", .unit_code = "[iU]/L" };
  ModelClinicalFacts      facts = { .kind = kind, .codings = codings };
  ModelConditionDetails   condition = { 0 };
  ModelAllergyDetails     allergy = { 0 };

  model_date_parse (date, &facts.date);
  model_date_parse ("2027-06-30", &vaccination.expiry);
  switch (kind)
    {
    case MODEL_CLINICAL_VACCINATION:
      return MODEL_CLINICAL_ENTRY (model_vaccination_new (&facts, &vaccination));
    case MODEL_CLINICAL_ALLERGY:
      return MODEL_CLINICAL_ENTRY (model_allergy_new (&facts, &allergy));
    case MODEL_CLINICAL_SEROLOGY:
      return MODEL_CLINICAL_ENTRY (model_serology_new (&facts, &serology));
    case MODEL_CLINICAL_BASIC_IMMUNIZATION:
    case MODEL_CLINICAL_ILLNESS:
    case MODEL_CLINICAL_MEDICAL_PROBLEM:
    default:
      return MODEL_CLINICAL_ENTRY (model_condition_new (&facts, &condition));
    }
}
