/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vaccination-facts.h"

#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "model-vaccination.h"
#include "record-vaccine-labels.h"
#include "vaccination-words.h"

#include <glib/gi18n-lib.h>

#define ALLERGY_STATUS "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
#define ALLERGY_TYPE "http://hl7.org/fhir/allergy-intolerance-type"
#define ALLERGY_CATEGORY "http://hl7.org/fhir/allergy-intolerance-category"
#define ALLERGY_CRITICALITY "http://hl7.org/fhir/allergy-intolerance-criticality"
#define REACTION_SEVERITY "http://hl7.org/fhir/reaction-event-severity"
#define CONDITION_STATUS "http://terminology.hl7.org/CodeSystem/condition-clinical"
#define OBSERVATION_STATUS "http://hl7.org/fhir/observation-status"

static void
fact_free (VaccinationFact *fact)
{
  g_free (fact->value);
  g_free (fact);
}

/* @value: (transfer full) */
static void
take (GPtrArray  *facts,
      const char *label,
      char       *value)
{
  VaccinationFact *fact;

  /* what old programs write for nothing */
  if (value == NULL || *value == '\0' || g_str_equal (value, "-"))
    {
      g_free (value);
      return;
    }

  fact = g_new0 (VaccinationFact, 1);
  fact->label = label;
  fact->value = value;
  g_ptr_array_add (facts, fact);
}

/* @value: (transfer full) */
static void
take_as (GPtrArray          *facts,
         VaccinationFactKind kind,
         const char         *label,
         char               *value)
{
  guint n = facts->len;

  take (facts, label, value);
  if (facts->len > n)
    ((VaccinationFact *) g_ptr_array_index (facts, n))->kind = kind;
}

static void
take_code (GPtrArray  *facts,
           const char *label,
           const char *system,
           const char *code)
{
  g_autoptr(ModelCoding) coding = code != NULL ? model_coding_new (system, code, NULL) : NULL;

  take (facts, label, g_strdup (record_vaccine_label (coding)));
}

char *
vaccination_facts_dose (ModelClinicalEntry *entry)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const ModelVaccinationDetails *details;

  if (!MODEL_IS_VACCINATION (entry))
    return g_strdup ("");

  details = model_vaccination_get_details (MODEL_VACCINATION (entry));
  for (guint i = 0; i < details->n_doses; i++)
    {
      const ModelVaccinationDose *dose = &details->doses[i];
      g_autofree char            *one = NULL;

      if (dose->number > 0 && dose->series_doses > 0)
        /* Translators: the dose of a series: second of three. */
        one = g_strdup_printf (_("%d of %d"), (int) dose->number, (int) dose->series_doses);
      else if (dose->number > 0)
        one = g_strdup_printf ("%d", (int) dose->number);
      else
        one = g_strdup (dose->number_text);
      if (one != NULL && !g_ptr_array_find_with_equal_func (words, one, g_str_equal, NULL))
        g_ptr_array_add (words, g_steal_pointer (&one));
    }
  g_ptr_array_add (words, NULL);

  return g_strjoinv (", ", (char **) words->pdata);
}

static char *
allergy_about (ModelAllergy *allergy)
{
  const ModelAllergyDetails *details = model_allergy_get_details (allergy);
  g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func ((GDestroyNotify) fact_free);
  g_autoptr(GString) words = g_string_new (NULL);

  take_code (facts, "", ALLERGY_STATUS, details->clinical_status);
  take_code (facts, "", ALLERGY_CRITICALITY, details->criticality);
  take (facts, "", vaccination_words_for_codings (details->manifestations));
  for (guint i = 0; i < facts->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", ((VaccinationFact *) g_ptr_array_index (facts, i))->value);

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
condition_about (ModelCondition *condition)
{
  const ModelConditionDetails *details = model_condition_get_details (condition);
  g_autofree char             *end = vaccination_words_for_date (&details->end, details->end_text);
  g_autoptr(ModelCoding) status = NULL;

  if (model_clinical_entry_get_kind (MODEL_CLINICAL_ENTRY (condition)) == MODEL_CLINICAL_BASIC_IMMUNIZATION)
    return g_strdup ("");
  if (*end != '\0')
    /* Translators: the day on which an illness or a risk ended. */
    return g_strdup_printf (_("until %s"), end);
  if (details->clinical_status == NULL)
    return g_strdup ("");
  status = model_coding_new (CONDITION_STATUS, details->clinical_status, NULL);

  return g_strdup (record_vaccine_label (status));
}

char *
vaccination_facts_about (ModelClinicalEntry *entry)
{
  g_autoptr(GPtrArray) diseases = NULL;

  if (MODEL_IS_SEROLOGY (entry))
    return model_serology_dup_value (MODEL_SEROLOGY (entry));
  if (MODEL_IS_ALLERGY (entry))
    return allergy_about (MODEL_ALLERGY (entry));
  if (MODEL_IS_CONDITION (entry))
    return condition_about (MODEL_CONDITION (entry));
  if (!MODEL_IS_VACCINATION (entry))
    return g_strdup ("");

  diseases = record_vaccine_list_diseases (MODEL_VACCINATION (entry));

  return vaccination_words_for_codings (diseases);
}

static void
take_vaccination (GPtrArray          *facts,
                  ModelClinicalEntry *entry)
{
  const ModelVaccinationDetails *details = model_vaccination_get_details (MODEL_VACCINATION (entry));

  take (facts, _("Protects against"), vaccination_facts_about (entry));
  if (details->passive)
    take (facts, _("Manner"), g_strdup (_("Antibodies were given. This does not count as a dose.")));
  take (facts, _("Dose"), vaccination_facts_dose (entry));
  take (facts, _("Lot"), g_strdup (details->lot));
  if (model_clinical_entry_get_facts (entry)->faults & MODEL_CLINICAL_FAULT_LOTS_DIFFER)
    take_as (facts, VACCINATION_FACT_UNSHOWN, _("Lot of the product"), g_strdup (details->product_lot));
  take (facts, _("Use before"), model_date_format (&details->expiry));
  take (facts, _("Route"), g_strdup (record_vaccine_label (details->route)));
  take (facts, _("Site"), g_strdup (record_vaccine_label (details->site)));
  take_as (facts, VACCINATION_FACT_UNSHOWN, _("Product"), g_strdup (details->product_name));
  take_as (facts, VACCINATION_FACT_UNSHOWN, _("Manufacturer"), g_strdup (details->manufacturer));
  take_as (facts, VACCINATION_FACT_UNSHOWN, _("Number of the pack"), g_strdup (details->gtin));
  take (facts, _("Reason"), vaccination_words_for_codings (details->reasons));
  take_as (facts, VACCINATION_FACT_UNSHOWN, _("Not given because"), g_strdup (record_vaccine_label (details->status_reason)));
  take (facts, _("Given by"), vaccination_words_for_actors (model_clinical_entry_get_facts (entry)->performers));
}

static void
take_allergy (GPtrArray          *facts,
              ModelClinicalEntry *entry)
{
  const ModelAllergyDetails *details = model_allergy_get_details (MODEL_ALLERGY (entry));

  take_code (facts, _("State"), ALLERGY_STATUS, details->clinical_status);
  take_code (facts, _("Type"), ALLERGY_TYPE, details->type);
  take_code (facts, _("Category"), ALLERGY_CATEGORY, details->category);
  take_code (facts, _("Risk"), ALLERGY_CRITICALITY, details->criticality);
  take_code (facts, _("Severity"), REACTION_SEVERITY, details->severity);
  take_as (facts, VACCINATION_FACT_UNSHOWN, _("Signs"), vaccination_words_for_codings (details->manifestations));
  take_as (facts, VACCINATION_FACT_UNSHOWN, _("Last time"), model_date_format (&details->last_occurrence));
  take (facts, _("Stated by"), vaccination_words_for_actors (model_clinical_entry_get_facts (entry)->performers));
}

static void
take_condition (GPtrArray          *facts,
                ModelClinicalEntry *entry)
{
  const ModelConditionDetails *details = model_condition_get_details (MODEL_CONDITION (entry));

  take (facts, _("Ended"), vaccination_words_for_date (&details->end, details->end_text));
  take_code (facts, _("State"), CONDITION_STATUS, details->clinical_status);
  take (facts, _("Severity"), g_strdup (record_vaccine_label (details->severity)));
  take (facts, _("Stated by"), vaccination_words_for_actors (model_clinical_entry_get_facts (entry)->performers));
}

static void
take_serology (GPtrArray          *facts,
               ModelClinicalEntry *entry)
{
  const ModelSerologyDetails *details = model_serology_get_details (MODEL_SEROLOGY (entry));

  take (facts, _("Result"), model_serology_dup_value (MODEL_SEROLOGY (entry)));
  take_as (facts, VACCINATION_FACT_UNSHOWN, _("Laboratory says"), g_strdup (record_vaccine_label (details->interpretation)));
  take_code (facts, _("State"), OBSERVATION_STATUS, details->status);
  take (facts, _("Measured by"), vaccination_words_for_actors (model_clinical_entry_get_facts (entry)->performers));
}

GPtrArray *
vaccination_facts_list (ModelClinicalEntry *entry,
                        const ModelDate    *birth)
{
  GPtrArray                *list = g_ptr_array_new_with_free_func ((GDestroyNotify) fact_free);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  ModelClinicalKind         kind = facts->kind;
  gboolean                  begins = kind == MODEL_CLINICAL_ALLERGY || kind == MODEL_CLINICAL_ILLNESS || kind == MODEL_CLINICAL_MEDICAL_PROBLEM;

  take (list, begins ? _("Began") : _("Date"), vaccination_words_for_age (&facts->date, facts->date_text, birth));
  take (list, vaccination_words_for_kind (kind), g_strdup (record_vaccine_label_entry (entry)));
  if (MODEL_IS_VACCINATION (entry))
    take_vaccination (list, entry);
  else if (MODEL_IS_ALLERGY (entry))
    take_allergy (list, entry);
  else if (MODEL_IS_CONDITION (entry))
    take_condition (list, entry);
  else if (MODEL_IS_SEROLOGY (entry))
    take_serology (list, entry);
  take_as (list, VACCINATION_FACT_PERSON, _("Entered by"), vaccination_words_for_actor (facts->recorder));
  take_as (list, VACCINATION_FACT_PERSON, _("Entered on"), model_date_format (&facts->recorded));

  return list;
}

static const char *
find_value (GPtrArray  *facts,
            const char *label)
{
  for (guint i = 0; i < facts->len; i++)
    if (g_str_equal (((VaccinationFact *) g_ptr_array_index (facts, i))->label, label))
      return ((VaccinationFact *) g_ptr_array_index (facts, i))->value;

  return NULL;
}

static void
add_change (GString    *changes,
            const char *label,
            const char *before,
            const char *after)
{
  if (g_strcmp0 (before, after) == 0)
    return;

  if (changes->len > 0)
    g_string_append_c (changes, '\n');
  /* Translators: what was changed in an entry: its name, what it was before, what it is now. */
  g_string_append_printf (changes, _("%s: %s → %s"), label, before != NULL ? before : "–", after != NULL ? after : "–");
}

static const char *
stand_of (ModelClinicalEntry *entry)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);

  if (facts->status == MODEL_CLINICAL_ENTERED_IN_ERROR)
    return _("entered in error");
  if (facts->status == MODEL_CLINICAL_NOT_DONE)
    return _("not given");
  if (facts->verification == MODEL_VERIFICATION_REFUTED)
    return _("refuted");
  if (facts->verification == MODEL_VERIFICATION_CONFIRMED)
    return _("confirmed");

  return _("not confirmed");
}

char *
vaccination_facts_compare (ModelClinicalEntry *before,
                           ModelClinicalEntry *after)
{
  const ModelDate nobody = { 0 };
  g_autoptr(GPtrArray) old = vaccination_facts_list (before, &nobody);
  g_autoptr(GPtrArray) new = vaccination_facts_list (after, &nobody);
  g_autoptr(GString) changes = g_string_new (NULL);

  for (guint i = 0; i < new->len; i++)
    {
      VaccinationFact *fact = g_ptr_array_index (new, i);

      if (fact->kind != VACCINATION_FACT_PERSON)
        add_change (changes, fact->label, find_value (old, fact->label), fact->value);
    }
  for (guint i = 0; i < old->len; i++)
    {
      VaccinationFact *fact = g_ptr_array_index (old, i);

      if (fact->kind != VACCINATION_FACT_PERSON && find_value (new, fact->label) == NULL)
        add_change (changes, fact->label, fact->value, NULL);
    }
  add_change (changes, _("Standing"), stand_of (before), stand_of (after));

  return g_string_free (g_steal_pointer (&changes), FALSE);
}
