/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-vaccination-write-private.h"
#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "model-vaccination.h"

#include <string.h>

/* What an entry says, into its resource: only where it says something else than the version before, so that everything
 * that models do not know stays (R-VAC-60). */

#define UCUM "http://unitsofmeasure.org"
#define GTIN "urn:oid:2.51.1.1"
#define CLINICAL_ALLERGY "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
#define CLINICAL_CONDITION "http://terminology.hl7.org/CodeSystem/condition-clinical"

static gboolean
same_coding (ModelCoding *a,
             ModelCoding *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_strcmp0 (model_coding_get_system (a), model_coding_get_system (b)) == 0 &&
         g_strcmp0 (model_coding_get_code (a), model_coding_get_code (b)) == 0 &&
         (model_coding_get_code (a) != NULL ||
          g_strcmp0 (model_coding_get_display (a), model_coding_get_display (b)) == 0);
}

static gboolean
same_codings (GPtrArray *a,
              GPtrArray *b)
{
  guint n = a != NULL ? a->len : 0;

  if (n != (b != NULL ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!same_coding (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return TRUE;
}

static gboolean
same_date (const ModelDate *a,
           const ModelDate *b)
{
  return a->precision == b->precision && model_date_compare (a, b) == 0;
}

static gboolean
same_actors (GPtrArray *a,
             GPtrArray *b)
{
  guint n = a != NULL ? a->len : 0;

  if (n != (b != NULL ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      ModelActor *left = g_ptr_array_index (a, i);
      ModelActor *right = g_ptr_array_index (b, i);

      if (g_strcmp0 (model_actor_get_name (left), model_actor_get_name (right)) != 0 ||
          g_strcmp0 (model_actor_get_gln (left), model_actor_get_gln (right)) != 0 ||
          g_strcmp0 (model_actor_get_organization (left), model_actor_get_organization (right)) != 0)
        return FALSE;
    }

  return TRUE;
}

static void
put_text (JsonObject *object,
          const char *name,
          const char *text)
{
  fhir_vaccination_remove (object, name);
  fhir_write_string (object, name, fhir_vaccination_unless_empty (text));
}

static void
put_date (JsonObject      *object,
          const char      *name,
          const ModelDate *date)
{
  fhir_vaccination_remove (object, name);
  fhir_write_date (object, name, date);
}

JsonObject *
fhir_vaccination_new_code (const char *system,
                           const char *code)
{
  g_autoptr(ModelCoding) coding = model_coding_new (system, code, NULL);

  return fhir_concept_write (coding);
}

/* A coding without a code is the text of a concept. */
JsonObject *
fhir_vaccination_new_concept (GPtrArray  *codings,
                              const char *text)
{
  JsonObject *concept = json_object_new ();

  for (guint i = 0; codings != NULL && i < codings->len; i++)
    {
      ModelCoding *coding = g_ptr_array_index (codings, i);

      if (model_coding_get_code (coding) != NULL)
        fhir_write_in_array (concept, "coding", fhir_coding_write (coding));
      else if (text == NULL)
        text = model_coding_get_display (coding);
    }
  fhir_write_string (concept, "text", fhir_vaccination_unless_empty (text));

  return concept;
}

static JsonObject *
new_concept_of (ModelCoding *coding)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, coding);

  return fhir_vaccination_new_concept (one, NULL);
}

void
fhir_vaccination_put_concept (JsonObject  *object,
                              const char  *name,
                              ModelCoding *coding)
{
  fhir_vaccination_remove (object, name);
  if (coding != NULL)
    json_object_set_object_member (object, name, new_concept_of (coding));
}

static void
put_concepts (JsonObject *object,
              const char *name,
              GPtrArray  *codings)
{
  fhir_vaccination_remove (object, name);
  for (guint i = 0; codings != NULL && i < codings->len; i++)
    fhir_write_in_array (object, name, new_concept_of (g_ptr_array_index (codings, i)));
}

static void
put_status (JsonObject *object,
            const char *name,
            const char *system,
            const char *code)
{
  fhir_vaccination_remove (object, name);
  if (code != NULL)
    json_object_set_object_member (object, name, fhir_vaccination_new_code (system, code));
}

/* A date to the precision that is known, or words; a day has neither time nor zone (R-VAC-24). */
static void
put_event (JsonObject      *resource,
           const char      *stem,
           const ModelDate *date,
           const char      *text)
{
  g_autofree char *date_name = g_strconcat (stem, "DateTime", NULL);
  g_autofree char *text_name = g_strconcat (stem, "String", NULL);

  fhir_vaccination_remove_event (resource, stem);
  if (date->precision != MODEL_DATE_UNKNOWN)
    fhir_write_date (resource, date_name, date);
  else
    fhir_write_string (resource, text_name, text);
}

static void
fill_facts (JsonObject               *resource,
            const ModelClinicalFacts *facts,
            const ModelClinicalFacts *old,
            const char               *code_name,
            const char               *event_stem)
{
  if (old == NULL || !same_codings (facts->codings, old->codings) || g_strcmp0 (facts->code_text, old->code_text) != 0)
    json_object_set_object_member (resource, code_name, fhir_vaccination_new_concept (facts->codings, facts->code_text));
  if (old == NULL || !same_date (&facts->date, &old->date) || g_strcmp0 (facts->date_text, old->date_text) != 0)
    put_event (resource, event_stem, &facts->date, facts->date_text);
}

static void
fill_performers (FhirVaccinationWriter *self,
                 JsonObject            *resource,
                 GPtrArray             *performers,
                 const char            *name,
                 const char            *inner)
{
  fhir_vaccination_remove (resource, name);
  for (guint i = 0; performers != NULL && i < performers->len; i++)
    {
      g_autofree char *role = fhir_vaccination_write_actor (self, g_ptr_array_index (performers, i));
      JsonObject      *performer;

      if (role == NULL)
        continue;
      performer = fhir_vaccination_reference (role);
      if (inner != NULL)
        {
          JsonObject *outer = json_object_new ();

          json_object_set_object_member (outer, inner, performer);
          performer = outer;
        }
      if (g_str_equal (name, "asserter"))
        {
          json_object_set_object_member (resource, name, performer);
          return;
        }
      fhir_write_in_array (resource, name, performer);
    }
}

static gboolean
same_dose (const ModelVaccinationDose *a,
           const ModelVaccinationDose *b)
{
  return a->number == b->number && g_strcmp0 (a->number_text, b->number_text) == 0 && a->series_doses == b->series_doses &&
         same_codings (a->diseases, b->diseases);
}

static void
put_positive (JsonObject *object,
              const char *stem,
              gint64      number,
              const char *text)
{
  g_autofree char *number_name = g_strconcat (stem, "PositiveInt", NULL);
  g_autofree char *text_name = g_strconcat (stem, "String", NULL);

  fhir_vaccination_remove (object, number_name);
  fhir_vaccination_remove (object, text_name);
  if (number > 0)
    json_object_set_int_member (object, number_name, number);
  else
    fhir_write_string (object, text_name, text);
}

static void
fill_dose (JsonObject                 *protocol,
           const ModelVaccinationDose *dose,
           const ModelVaccinationDose *old)
{
  if (old == NULL || dose->number != old->number || g_strcmp0 (dose->number_text, old->number_text) != 0)
    put_positive (protocol, "doseNumber", dose->number, dose->number_text);
  if (old == NULL || dose->series_doses != old->series_doses)
    put_positive (protocol, "seriesDoses", dose->series_doses, NULL);
  if (old == NULL || !same_codings (dose->diseases, old->diseases))
    put_concepts (protocol, "targetDisease", dose->diseases);
}

static void
fill_doses (JsonObject                    *resource,
            const ModelVaccinationDetails *details,
            const ModelVaccinationDetails *old)
{
  JsonArray *array;

  if (old != NULL && old->n_doses == details->n_doses)
    {
      for (guint i = 0; i < details->n_doses; i++)
        if (!same_dose (&details->doses[i], &old->doses[i]))
          fill_dose (fhir_json_nth (resource, "protocolApplied", i), &details->doses[i], &old->doses[i]);
      return;
    }

  array = json_array_new ();
  for (guint i = 0; i < details->n_doses; i++)
    {
      JsonObject *kept = old != NULL && i < old->n_doses ? fhir_json_nth (resource, "protocolApplied", i) : NULL;
      JsonObject *protocol = kept != NULL ? json_object_ref (kept) : json_object_new ();

      fill_dose (protocol, &details->doses[i], kept != NULL ? &old->doses[i] : NULL);
      json_array_add_object_element (array, protocol);
    }
  fhir_vaccination_remove (resource, "protocolApplied");
  if (json_array_get_length (array) > 0)
    json_object_set_array_member (resource, "protocolApplied", array);
  else
    json_array_unref (array);
}

/* The pack that was scanned: its number, batch and expiry (R-VAC-30). */
static void
fill_product (FhirVaccinationWriter         *self,
              JsonObject                    *resource,
              const char                    *label,
              const ModelVaccinationDetails *details,
              const ModelVaccinationDetails *old)
{
  static const char *const urls[] = { FHIR_VACCINATION_MEDICATION, NULL };
  gboolean                 other_pack = g_strcmp0 (details->gtin, old != NULL ? old->gtin : NULL) != 0;
  JsonObject              *extension = fhir_extension_find (resource, urls);
  const char              *address = fhir_json_string (fhir_json_object (extension, "valueReference"), "reference");
  JsonObject              *product = !other_pack && address != NULL ? fhir_vaccination_find (self, address) : NULL;
  JsonObject              *batch;

  if (other_pack)
    fhir_vaccination_remove_extensions (resource, urls);
  if (other_pack && details->gtin != NULL)
    {
      g_autofree char *new_address = NULL;

      product = fhir_vaccination_new ("Medication");
      json_object_set_object_member (product, "code", fhir_vaccination_new_code (GTIN, details->gtin));
      fhir_vaccination_mend_product (product, label);
      new_address = fhir_vaccination_add (self, product, FHIR_VACD "ch-vacd-medication-for-immunization");
      extension = json_object_new ();
      fhir_write_string (extension, "url", FHIR_VACCINATION_MEDICATION);
      json_object_set_object_member (extension, "valueReference", fhir_vaccination_reference (new_address));
      fhir_write_in_array (resource, "extension", extension);
    }
  if (product == NULL || (details->lot == NULL && details->expiry.precision == MODEL_DATE_UNKNOWN))
    return;

  if (fhir_json_object (product, "batch") == NULL)
    json_object_set_object_member (product, "batch", json_object_new ());
  batch = fhir_json_object (product, "batch");
  put_text (batch, "lotNumber", details->lot);
  put_date (batch, "expirationDate", &details->expiry);
}

static void
fill_vaccination (FhirVaccinationWriter *self,
                  JsonObject            *resource,
                  ModelVaccination      *entry,
                  ModelVaccination      *earlier)
{
  const ModelVaccinationDetails *details = model_vaccination_get_details (entry);
  const ModelVaccinationDetails *old = earlier != NULL ? model_vaccination_get_details (earlier) : NULL;
  gboolean                       batch_differs = old == NULL || g_strcmp0 (details->lot, old->lot) != 0 || !same_date (&details->expiry, &old->expiry);

  if (old == NULL || g_strcmp0 (details->lot, old->lot) != 0)
    put_text (resource, "lotNumber", details->lot);
  if (old == NULL || !same_date (&details->expiry, &old->expiry))
    put_date (resource, "expirationDate", &details->expiry);
  if (old == NULL || !same_coding (details->route, old->route))
    fhir_vaccination_put_concept (resource, "route", details->route);
  if (old == NULL || !same_coding (details->site, old->site))
    fhir_vaccination_put_concept (resource, "site", details->site);
  if (old == NULL || !same_coding (details->status_reason, old->status_reason))
    fhir_vaccination_put_concept (resource, "statusReason", details->status_reason);
  if (old == NULL || !same_codings (details->reasons, old->reasons))
    put_concepts (resource, "reasonCode", details->reasons);
  fill_doses (resource, details, old);
  if (batch_differs || g_strcmp0 (details->gtin, old->gtin) != 0)
    fill_product (self, resource, model_clinical_entry_get_label (MODEL_CLINICAL_ENTRY (entry)), details, old);
}

/* What the models know of reactions is written into the first; others stay. */
static void
fill_reaction (JsonObject                *resource,
               const ModelAllergyDetails *details,
               const ModelAllergyDetails *old)
{
  JsonObject *reaction;

  if (same_codings (details->manifestations, old != NULL ? old->manifestations : NULL) &&
      g_strcmp0 (details->severity, old != NULL ? old->severity : NULL) == 0)
    return;
  if (old != NULL && !same_codings (details->manifestations, old->manifestations))
    fhir_vaccination_remove (resource, "reaction");
  if (details->manifestations == NULL)
    return;

  reaction = fhir_json_nth (resource, "reaction", 0);
  if (reaction == NULL)
    {
      fhir_write_in_array (resource, "reaction", json_object_new ());
      reaction = fhir_json_nth (resource, "reaction", 0);
      put_concepts (reaction, "manifestation", details->manifestations);
    }
  put_text (reaction, "severity", details->severity);
}

static void
put_category (JsonObject *resource,
              const char *category)
{
  JsonArray *array;

  fhir_vaccination_remove (resource, "category");
  if (category == NULL)
    return;
  array = json_array_new ();
  json_array_add_string_element (array, category);
  json_object_set_array_member (resource, "category", array);
}

static void
fill_allergy (JsonObject   *resource,
              ModelAllergy *entry,
              ModelAllergy *earlier)
{
  const ModelAllergyDetails *details = model_allergy_get_details (entry);
  const ModelAllergyDetails *old = earlier != NULL ? model_allergy_get_details (earlier) : NULL;

  if (old == NULL || g_strcmp0 (details->clinical_status, old->clinical_status) != 0)
    put_status (resource, "clinicalStatus", CLINICAL_ALLERGY, details->clinical_status);
  if (old == NULL || g_strcmp0 (details->type, old->type) != 0)
    put_text (resource, "type", details->type);
  if (old == NULL || g_strcmp0 (details->category, old->category) != 0)
    put_category (resource, details->category);
  if (old == NULL || g_strcmp0 (details->criticality, old->criticality) != 0)
    put_text (resource, "criticality", details->criticality);
  if (old == NULL || !same_date (&details->last_occurrence, &old->last_occurrence))
    put_date (resource, "lastOccurrence", &details->last_occurrence);
  fill_reaction (resource, details, old);
}

static void
fill_condition (JsonObject     *resource,
                ModelCondition *entry,
                ModelCondition *earlier)
{
  const ModelConditionDetails *details = model_condition_get_details (entry);
  const ModelConditionDetails *old = earlier != NULL ? model_condition_get_details (earlier) : NULL;

  if (old == NULL || g_strcmp0 (details->clinical_status, old->clinical_status) != 0)
    put_status (resource, "clinicalStatus", CLINICAL_CONDITION, details->clinical_status);
  if (old == NULL || !same_date (&details->end, &old->end) || g_strcmp0 (details->end_text, old->end_text) != 0)
    put_event (resource, "abatement", &details->end, details->end_text);
  if (old == NULL || !same_coding (details->severity, old->severity))
    fhir_vaccination_put_concept (resource, "severity", details->severity);
}

static gboolean
is_number (const char *text)
{
  g_autoptr(GRegex) number = g_regex_new ("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$", 0, 0, NULL);

  return text != NULL && g_regex_match (number, text, 0, NULL);
}

/* A number with its unit; anything else in words, "< 10" among it: a number alone would say something else (R-VAC-44). */
static void
put_value (FhirVaccinationWriter      *self,
           JsonObject                 *resource,
           const ModelSerologyDetails *details)
{
  JsonObject *quantity;

  fhir_vaccination_remove_event (resource, "value");
  if (details->comparator == NULL && is_number (details->value_text) && details->unit_code != NULL)
    {
      g_autofree char *number = g_strconcat (self->mark, details->value_text, NULL);

      quantity = json_object_new ();
      fhir_write_string (quantity, "value", number);
      fhir_write_string (quantity, "unit", details->unit != NULL ? details->unit : details->unit_code);
      fhir_write_string (quantity, "system", UCUM);
      fhir_write_string (quantity, "code", details->unit_code);
      json_object_set_object_member (resource, "valueQuantity", quantity);
    }
  else if (details->value_code != NULL)
    fhir_vaccination_put_concept (resource, "valueCodeableConcept", details->value_code);
  else if (details->value_text != NULL)
    {
      g_autofree char *text = g_strjoin (" ", details->comparator != NULL ? details->comparator : details->value_text,
                                         details->comparator != NULL ? details->value_text : details->unit,
                                         details->comparator != NULL ? details->unit : NULL, NULL);

      json_object_set_object_member (resource, "valueCodeableConcept", fhir_vaccination_new_concept (NULL, text));
    }
}

static void
fill_serology (FhirVaccinationWriter *self,
               JsonObject            *resource,
               ModelSerology         *entry,
               ModelSerology         *earlier)
{
  const ModelSerologyDetails *details = model_serology_get_details (entry);
  const ModelSerologyDetails *old = earlier != NULL ? model_serology_get_details (earlier) : NULL;

  if (old == NULL || g_strcmp0 (details->value_text, old->value_text) != 0 || g_strcmp0 (details->comparator, old->comparator) != 0 ||
      g_strcmp0 (details->unit, old->unit) != 0 || g_strcmp0 (details->unit_code, old->unit_code) != 0 ||
      !same_coding (details->value_code, old->value_code))
    put_value (self, resource, details);
  if (old == NULL || !same_coding (details->interpretation, old->interpretation))
    {
      fhir_vaccination_remove (resource, "interpretation");
      if (details->interpretation != NULL)
        fhir_write_in_array (resource, "interpretation", new_concept_of (details->interpretation));
    }
}

void
fhir_vaccination_fill (FhirVaccinationWriter *self,
                       JsonObject            *resource,
                       ModelClinicalEntry    *entry,
                       ModelClinicalEntry    *earlier)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  const ModelClinicalFacts *old = earlier != NULL ? model_clinical_entry_get_facts (earlier) : NULL;
  gboolean                  other_people = old == NULL || !same_actors (facts->performers, old->performers);

  if (MODEL_IS_VACCINATION (entry))
    {
      fill_facts (resource, facts, old, "vaccineCode", "occurrence");
      fill_vaccination (self, resource, MODEL_VACCINATION (entry), (ModelVaccination *) earlier);
      if (other_people)
        fill_performers (self, resource, facts->performers, "performer", "actor");
    }
  else if (MODEL_IS_SEROLOGY (entry))
    {
      fill_facts (resource, facts, old, "code", "effective");
      fill_serology (self, resource, MODEL_SEROLOGY (entry), (ModelSerology *) earlier);
      if (other_people)
        fill_performers (self, resource, facts->performers, "performer", NULL);
    }
  else
    {
      fill_facts (resource, facts, old, "code", "onset");
      if (MODEL_IS_ALLERGY (entry))
        fill_allergy (resource, MODEL_ALLERGY (entry), (ModelAllergy *) earlier);
      else
        fill_condition (resource, MODEL_CONDITION (entry), (ModelCondition *) earlier);
      if (other_people)
        fill_performers (self, resource, facts->performers, "asserter", NULL);
    }
}
