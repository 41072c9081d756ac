/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What older forms and programs leave out, or write where it does not belong. */
#include "config.h"

#include "fhir-vaccination-step.h"

#include "fhir-datatypes.h"
#include "fhir-vaccination-check-private.h"

#include <string.h>

#define VER_CONDITION "http://terminology.hl7.org/CodeSystem/condition-ver-status"
#define VER_ALLERGY "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
#define CLINICAL_ALLERGY "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
#define CLINICAL_CONDITION "http://terminology.hl7.org/CodeSystem/condition-clinical"
#define CONDITION_CATEGORY "http://terminology.hl7.org/CodeSystem/condition-category"
#define CONFIRMED "59156000"
#define NOT_CONFIRMED "76104008"
#define UNKNOWN_PRODUCT "787859002"

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

/* Unknown is said, never invented. (transfer full) */
static JsonObject *
new_absent (void)
{
  JsonObject *element = json_object_new ();
  JsonObject *extension = json_object_new ();

  fhir_write_string (extension, "url", FHIR_VACCINATION_ABSENT);
  fhir_write_string (extension, "valueCode", "unknown");
  fhir_write_in_array (element, "extension", extension);

  return element;
}

static void
put_absent (JsonObject *object,
            const char *name)
{
  g_autofree char *beside = g_strconcat ("_", name, NULL);

  json_object_set_object_member (object, beside, new_absent ());
}

/* What stood where the profile has no place for words. */
static void
put_words (FhirVaccinationWriter *self,
           JsonObject            *resource,
           const char            *words)
{
  JsonObject *note;

  if (fhir_vaccination_unless_empty (words) == NULL)
    return;
  note = json_object_new ();
  fhir_write_string (note, "text", g_str_has_prefix (words, self->mark) ? words + strlen (self->mark) : words);
  fhir_write_in_array (resource, "note", note);
}

/* A date in the form of FHIR; the day of a moment without zone, or that nobody can read (R-VAC-24). Anything else stays as words. */
static void
conform_date (FhirVaccinationWriter *self,
              JsonObject            *resource,
              const char            *stem)
{
  g_autofree char *name = g_strconcat (stem, "DateTime", NULL);
  g_autofree char *written = g_strdup (fhir_json_string (resource, name));
  g_autofree char *day = written != NULL ? g_strndup (written, strlen ("2021-06-10")) : NULL;

  if (written == NULL || fhir_vaccination_is_time (written))
    return;

  fhir_vaccination_remove (resource, name);
  if (strlen (day) == strlen ("2021-06-10") && fhir_vaccination_is_time (day))
    fhir_write_string (resource, name, day);
  else if (g_str_equal (stem, "occurrence"))
    fhir_write_string (resource, "occurrenceString", fhir_vaccination_unless_empty (written));
  else
    put_words (self, resource, written);
}

/* Where the profile has a date only: the beginning of a period is one. */
static void
conform_onset (FhirVaccinationWriter *self,
               JsonObject            *resource)
{
  g_autoptr(JsonObject) period = fhir_json_object (resource, "onsetPeriod") != NULL ? json_object_ref (fhir_json_object (resource, "onsetPeriod")) : NULL;
  g_autofree char *words = g_strdup (fhir_json_string (resource, "onsetString"));
  const char      *start = fhir_json_string (period, "start");
  const char      *end = fhir_json_string (period, "end");
  JsonObject      *age = fhir_json_object (resource, "onsetAge");
  const char      *value = fhir_json_string (age, "value");

  if (words == NULL && value != NULL)
    words = g_strjoin (" ", g_str_has_prefix (value, self->mark) ? value + strlen (self->mark) : value, fhir_json_string (age, "unit"), NULL);
  if (fhir_json_string (resource, "onsetDateTime") == NULL && !json_object_has_member (resource, "_onsetDateTime"))
    {
      fhir_vaccination_remove_event (resource, "onset");
      fhir_write_string (resource, "onsetDateTime", start);
      put_words (self, resource, words);
    }
  conform_date (self, resource, "onset");
  if (!has_event (resource, "onset"))
    put_absent (resource, "onsetDateTime");
  if (end != NULL && fhir_vaccination_is_time (end) && !has_event (resource, "abatement"))
    fhir_write_string (resource, "abatementDateTime", end);
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
conform_system (JsonObject *resource,
                const char *name,
                const char *system)
{
  JsonObject *coding = fhir_json_nth (fhir_json_object (resource, name), "coding", 0);

  if (fhir_json_string (coding, "code") != NULL)
    fhir_write_string (coding, "system", system);
}

/* Required bindings: a code without its system, or of another, is none. */
static void
conform_systems (JsonObject *resource)
{
  gboolean allergy = g_strcmp0 (fhir_json_resource_type (resource), "AllergyIntolerance") == 0;

  conform_system (resource, "verificationStatus", allergy ? VER_ALLERGY : VER_CONDITION);
  conform_system (resource, "clinicalStatus", allergy ? CLINICAL_ALLERGY : CLINICAL_CONDITION);
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
  gboolean in_error = g_strcmp0 (fhir_vaccination_status_code (resource, "verificationStatus"), "entered-in-error") == 0;

  if (kind == MODEL_CLINICAL_MEDICAL_PROBLEM)
    conform_date (self, resource, "onset");
  else
    conform_onset (self, resource);
  conform_date (self, resource, "abatement");
  /* FHIR has no state for what ended and never was: the end stays in the version before (con-4, con-5) */
  if (in_error)
    fhir_vaccination_remove_event (resource, "abatement");
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
      if (in_error || has_event (resource, "abatement") || fhir_vaccination_status_code (resource, "clinicalStatus") != NULL)
        conform_clinical (resource, "resolved", FALSE);
    }
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
  if (fhir_json_n (fhir_json_object (resource, "vaccineCode"), "coding") == 0 &&
      fhir_json_string (fhir_json_object (resource, "vaccineCode"), "text") == NULL)
    json_object_set_object_member (resource, "vaccineCode", fhir_vaccination_new_code (FHIR_VACCINATION_SNOMED, UNKNOWN_PRODUCT));
  conform_date (self, resource, "occurrence");
  if (!has_event (resource, "occurrence"))
    put_absent (resource, "occurrenceDateTime");
  conform_doses (self, resource);
  for (guint i = 0; i < fhir_json_n (resource, "contained"); i++)
    fhir_vaccination_mend_product (fhir_json_nth (resource, "contained", i), NULL);
  for (guint i = 0; i < fhir_json_n (resource, "performer"); i++)
    fhir_vaccination_make_role (self, fhir_json_object (fhir_json_nth (resource, "performer", i), "actor"));
}

/* What stands in a form that the profile does not have, "valueString" or "valueInteger". (transfer full) (nullable) */
static char *
dup_value (FhirVaccinationWriter *self,
           JsonObject            *resource)
{
  g_autoptr(GList) members = json_object_get_members (resource);

  for (GList *member = members; member != NULL; member = member->next)
    {
      const char *text = g_str_has_prefix (member->data, "value") ? fhir_vaccination_unless_empty (fhir_json_string (resource, member->data)) : NULL;

      if (text != NULL)
        return g_strdup (g_str_has_prefix (text, self->mark) ? text + strlen (self->mark) : text);
      if (g_str_equal (member->data, "valueBoolean"))
        return g_strdup (fhir_json_boolean (resource, "valueBoolean", FALSE) ? "true" : "false");
    }

  return NULL;
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
      if (quantity != NULL ? value != NULL : fhir_json_object (resource, "valueCodeableConcept") != NULL)
        return;
      text = dup_value (self, resource);
      fhir_vaccination_remove_event (resource, "value");
      if (text == NULL)
        {
          json_object_set_object_member (resource, "valueCodeableConcept", new_absent ());
          return;
        }
    }
  else
    {
      g_autofree char *number = comparator != NULL ? g_strconcat (comparator, " ", value, NULL) : g_strdup (value);

      text = g_strjoin (" ", number, unit, NULL);
      fhir_vaccination_remove (resource, "valueQuantity");
    }
  json_object_set_object_member (resource, "valueCodeableConcept", fhir_vaccination_new_concept (NULL, text));
}

/* Reactions say how they showed. */
static void
conform_allergy (FhirVaccinationWriter *self,
                 JsonObject            *resource)
{
  conform_clinical (resource, "active", FALSE);
  conform_date (self, resource, "onset");
  for (guint i = 0; i < fhir_json_n (resource, "reaction"); i++)
    {
      JsonObject *reaction = fhir_json_nth (resource, "reaction", i);

      if (fhir_json_n (reaction, "manifestation") == 0)
        fhir_write_in_array (reaction, "manifestation", new_absent ());
    }
}

/* Who entered it, in the element of today and as a role. */
static void
conform_recorder (FhirVaccinationWriter *self,
                  JsonObject            *resource)
{
  static const char *const urls[] = { FHIR_VACCINATION_RECORDER, FHIR_VACD "ch-vacd-ext-immunization-recorder-reference", NULL };
  JsonObject              *extension = fhir_extension_find (resource, urls);
  JsonObject              *reference = fhir_json_object (extension, "valueReference");

  if (!fhir_vaccination_has_status (resource))
    reference = fhir_json_object (resource, "recorder");
  if (reference != NULL)
    fhir_vaccination_make_role (self, reference);
  if (extension == NULL)
    return;

  json_object_ref (extension);
  fhir_vaccination_remove_extensions (resource, urls);
  fhir_write_string (extension, "url", FHIR_VACCINATION_RECORDER);
  if (fhir_json_string (reference, "reference") != NULL)
    fhir_write_in_array (resource, "extension", json_object_ref (extension));
  json_object_unref (extension);
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
  if (!json_object_has_member (resource, kind == MODEL_CLINICAL_VACCINATION ? "vaccineCode" : "code"))
    json_object_set_object_member (resource, kind == MODEL_CLINICAL_VACCINATION ? "vaccineCode" : "code", new_absent ());
  if (!fhir_vaccination_has_status (resource))
    conform_systems (resource);
  conform_recorder (self, resource);

  if (kind == MODEL_CLINICAL_VACCINATION)
    conform_vaccination (self, resource);
  else if (kind == MODEL_CLINICAL_ALLERGY)
    conform_allergy (self, resource);
  else if (kind == MODEL_CLINICAL_SEROLOGY)
    {
      conform_date (self, resource, "effective");
      if (fhir_json_string (resource, "status") == NULL)
        fhir_write_string (resource, "status", "final");
      conform_value (self, resource);
    }
  else
    conform_condition (self, resource, kind);
  for (guint i = 0; i < fhir_json_n (resource, "note"); i++)
    fhir_vaccination_make_person (self, fhir_json_object (fhir_json_nth (resource, "note", i), "authorReference"));
}
