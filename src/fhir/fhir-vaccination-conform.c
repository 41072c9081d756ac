/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What older forms and programs leave out, or write where it does not belong. */
#include "config.h"

#include "fhir-vaccination-step.h"

#include "fhir-datatypes.h"

#include <string.h>

#define VER_CONDITION "http://terminology.hl7.org/CodeSystem/condition-ver-status"
#define VER_ALLERGY "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
#define CLINICAL_ALLERGY "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
#define CLINICAL_CONDITION "http://terminology.hl7.org/CodeSystem/condition-clinical"
#define CONDITION_CATEGORY "http://terminology.hl7.org/CodeSystem/condition-category"
#define CONFIRMED "59156000"
#define NOT_CONFIRMED "76104008"

gboolean
fhir_vaccination_has_status (JsonObject *resource)
{
  const char *type = fhir_json_resource_type (resource);

  return g_strcmp0 (type, "Immunization") == 0 || g_strcmp0 (type, "Observation") == 0;
}

static void
conform_verification (JsonObject *resource,
                      gboolean    confirmed)
{
  static const char *const urls[] = { FHIR_VACCINATION_VERIFICATION, NULL };
  g_autoptr(ModelCoding) coding = model_coding_new (FHIR_VACCINATION_SNOMED, confirmed ? CONFIRMED : NOT_CONFIRMED, NULL);
  JsonObject *extension = json_object_new ();

  fhir_vaccination_remove_extensions (resource, urls);
  fhir_write_string (extension, "url", FHIR_VACCINATION_VERIFICATION);
  json_object_set_object_member (extension, "valueCoding", fhir_coding_write (coding));
  fhir_write_in_array (resource, "extension", extension);
}

void
fhir_vaccination_put_verification (JsonObject *resource,
                                   const char *code)
{
  gboolean allergy = g_strcmp0 (fhir_json_resource_type (resource), "AllergyIntolerance") == 0;

  fhir_vaccination_remove (resource, "verificationStatus");
  json_object_set_object_member (resource, "verificationStatus", fhir_vaccination_new_code (allergy ? VER_ALLERGY : VER_CONDITION, code));
}

const char *
fhir_vaccination_status_code (JsonObject *resource,
                              const char *name)
{
  return fhir_json_string (fhir_json_nth (fhir_json_object (resource, name), "coding", 0), "code");
}

static void
put_clinical (JsonObject *resource,
              const char *code)
{
  gboolean allergy = g_strcmp0 (fhir_json_resource_type (resource), "AllergyIntolerance") == 0;

  fhir_vaccination_remove (resource, "clinicalStatus");
  if (code != NULL)
    json_object_set_object_member (resource, "clinicalStatus",
                                   fhir_vaccination_new_code (allergy ? CLINICAL_ALLERGY : CLINICAL_CONDITION, code));
}

static gboolean
has_event (JsonObject *resource,
           const char *stem)
{
  g_autoptr(GList) members = json_object_get_members (resource);

  for (GList *member = members; member != NULL; member = member->next)
    if (g_str_has_prefix (member->data, stem) || (*(char *) member->data == '_' && g_str_has_prefix ((char *) member->data + 1, stem)))
      return TRUE;

  return FALSE;
}

/* Unknown is said, never invented. */
static void
put_absent (JsonObject *object,
            const char *name)
{
  g_autofree char *beside = g_strconcat ("_", name, NULL);
  JsonObject      *element = json_object_new ();
  JsonObject      *extension = json_object_new ();

  fhir_write_string (extension, "url", FHIR_VACCINATION_ABSENT);
  fhir_write_string (extension, "valueCode", "unknown");
  fhir_write_in_array (element, "extension", extension);
  json_object_set_object_member (object, beside, element);
}

/* @code: when the clinical status is left open, R-VAC-34, R-VAC-37, R-VAC-38. */
static void
conform_clinical (JsonObject *resource,
                  const char *code,
                  gboolean    fixed)
{
  const char *verification = fhir_vaccination_status_code (resource, "verificationStatus");
  const char *clinical = fhir_vaccination_status_code (resource, "clinicalStatus");
  gboolean    ended = has_event (resource, "abatement");

  if (g_strcmp0 (verification, "entered-in-error") == 0)
    put_clinical (resource, NULL);
  else if (fixed || clinical == NULL)
    put_clinical (resource, ended && g_strcmp0 (code, "active") == 0 ? "inactive" : code);
  else if (ended && g_strcmp0 (clinical, "inactive") != 0 && g_strcmp0 (clinical, "resolved") != 0 && g_strcmp0 (clinical, "remission") != 0)
    put_clinical (resource, "inactive");
}

static void
put_category (JsonObject *resource,
              const char *code)
{
  fhir_vaccination_remove (resource, "category");
  if (code != NULL)
    fhir_write_in_array (resource, "category", fhir_vaccination_new_code (CONDITION_CATEGORY, code));
}

static void
conform_condition (FhirVaccinationWriter *self,
                   JsonObject            *resource,
                   ModelClinicalKind      kind)
{
  if (kind == MODEL_CLINICAL_ILLNESS)
    {
      put_category (resource, NULL);
      conform_clinical (resource, "resolved", TRUE);
    }
  else if (kind == MODEL_CLINICAL_MEDICAL_PROBLEM)
    {
      put_category (resource, "problem-list-item");
      conform_clinical (resource, "active", FALSE);
    }
  else
    {
      put_category (resource, "encounter-diagnosis");
      if (g_strcmp0 (fhir_vaccination_status_code (resource, "verificationStatus"), "entered-in-error") == 0)
        put_clinical (resource, NULL);
    }
  if (kind != MODEL_CLINICAL_MEDICAL_PROBLEM && !has_event (resource, "onset"))
    put_absent (resource, "onsetDateTime");
  if (fhir_json_object (resource, "asserter") != NULL)
    fhir_vaccination_make_role (self, fhir_json_object (resource, "asserter"));
}

static gboolean
is_nothing (FhirVaccinationWriter *self,
            JsonObject            *protocol)
{
  const char *number = fhir_json_string (protocol, "doseNumberPositiveInt");

  return number != NULL && (!g_str_has_prefix (number, self->mark) || g_ascii_strtoll (number + strlen (self->mark), NULL, 10) < 1);
}

/* A dose that is no number from 1 is not known (R-VAC-27). */
static void
conform_doses (FhirVaccinationWriter *self,
               JsonObject            *resource)
{
  for (guint i = 0; i < fhir_json_n (resource, "protocolApplied"); i++)
    {
      JsonObject *protocol = fhir_json_nth (resource, "protocolApplied", i);

      if (is_nothing (self, protocol))
        fhir_vaccination_remove (protocol, "doseNumberPositiveInt");
      if (json_object_has_member (protocol, "doseNumberString") &&
          fhir_vaccination_unless_empty (fhir_json_string (protocol, "doseNumberString")) == NULL)
        fhir_vaccination_remove (protocol, "doseNumberString");
      if (!has_event (protocol, "doseNumber"))
        put_absent (protocol, "doseNumberPositiveInt");
    }
}

static void
conform_vaccination (FhirVaccinationWriter *self,
                     JsonObject            *resource)
{
  if (fhir_json_string (resource, "status") == NULL)
    fhir_write_string (resource, "status", "completed");
  if (!has_event (resource, "occurrence"))
    put_absent (resource, "occurrenceDateTime");
  conform_doses (self, resource);
  for (guint i = 0; i < fhir_json_n (resource, "performer"); i++)
    fhir_vaccination_make_role (self, fhir_json_object (fhir_json_nth (resource, "performer", i), "actor"));
}

/* The sign of a number stands in words (R-VAC-44). */
static void
conform_value (FhirVaccinationWriter *self,
               JsonObject            *resource)
{
  JsonObject      *quantity = fhir_json_object (resource, "valueQuantity");
  const char      *comparator = fhir_vaccination_unless_empty (fhir_json_string (quantity, "comparator"));
  const char      *value = fhir_json_string (quantity, "value");
  const char      *unit = fhir_json_string (quantity, "unit");
  g_autofree char *text = NULL;

  if (value != NULL && g_str_has_prefix (value, self->mark))
    value += strlen (self->mark);
  if (quantity != NULL && fhir_json_string (quantity, "system") == NULL && fhir_json_string (quantity, "code") != NULL)
    fhir_write_string (quantity, "system", "http://unitsofmeasure.org");
  if (quantity != NULL && unit == NULL)
    {
      fhir_write_string (quantity, "unit", fhir_json_string (quantity, "code"));
      unit = fhir_json_string (quantity, "unit");
    }
  if (quantity == NULL || value == NULL || (comparator == NULL && fhir_json_string (quantity, "code") != NULL))
    {
      text = g_strdup (fhir_vaccination_unless_empty (fhir_json_string (resource, "valueString")));
      if (text == NULL)
        return;
      fhir_vaccination_remove (resource, "valueString");
    }
  else
    {
      g_autofree char *number = comparator != NULL ? g_strconcat (comparator, " ", value, NULL) : g_strdup (value);

      text = g_strjoin (" ", number, unit, NULL);
      fhir_vaccination_remove (resource, "valueQuantity");
    }
  json_object_set_object_member (resource, "valueCodeableConcept", fhir_vaccination_new_concept (NULL, text));
}

void
fhir_vaccination_conform (FhirVaccinationWriter *self,
                          JsonObject            *resource,
                          ModelClinicalKind      kind,
                          gboolean               confirmed)
{
  const char *subject = kind == MODEL_CLINICAL_VACCINATION || kind == MODEL_CLINICAL_ALLERGY ? "patient" : "subject";

  fhir_vaccination_set_profile (resource, fhir_vaccination_shape (kind)->profile);
  json_object_set_object_member (resource, subject, fhir_vaccination_reference (self->patient));
  if (fhir_vaccination_has_status (resource))
    conform_verification (resource, confirmed);
  else if (fhir_vaccination_status_code (resource, "verificationStatus") == NULL)
    fhir_vaccination_put_verification (resource, confirmed ? "confirmed" : "unconfirmed");

  if (kind == MODEL_CLINICAL_VACCINATION)
    conform_vaccination (self, resource);
  else if (kind == MODEL_CLINICAL_ALLERGY)
    conform_clinical (resource, "active", FALSE);
  else if (kind == MODEL_CLINICAL_SEROLOGY)
    {
      if (fhir_json_string (resource, "status") == NULL)
        fhir_write_string (resource, "status", "final");
      conform_value (self, resource);
    }
  else
    conform_condition (self, resource, kind);
  for (guint i = 0; i < fhir_json_n (resource, "note"); i++)
    fhir_vaccination_make_person (self, fhir_json_object (fhir_json_nth (resource, "note", i), "authorReference"));
}
