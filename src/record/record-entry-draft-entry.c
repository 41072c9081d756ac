/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an entry, and to an entry: what was not changed stays what it was, to the last coding (R-VAC-60). */
#include "config.h"

#include "record-entry-draft-private.h"

#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "model-vaccination.h"
#include "record-vaccine-labels.h"

#include <string.h>

/* From an entry. */

static void
put_code (RecordEntryDraft *self,
          RecordEntryField  field,
          ModelCoding      *coding)
{
  g_autoptr(ModelCoding) labelled = record_entry_label (coding);

  g_set_object (&self->codes[field], labelled);
}

/* A code of the field's list. */
static void
put_word (RecordEntryDraft *self,
          RecordEntryField  field,
          const char       *code)
{
  g_autoptr(GListModel) choices = record_entry_draft_list_choices (self, field);
  g_autoptr(ModelCoding) foreign = code != NULL ? model_coding_new (NULL, code, code) : NULL;

  g_set_object (&self->codes[field], foreign);
  for (guint i = 0; code != NULL && i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr(ModelCoding) choice = g_list_model_get_item (choices, i);

      if (g_strcmp0 (model_coding_get_code (choice), code) == 0)
        g_set_object (&self->codes[field], choice);
    }
}

static void
put_date (RecordEntryDraft *self,
          RecordEntryField  field,
          const ModelDate  *date,
          const char       *text)
{
  g_autofree char *shown = model_date_format (date);

  record_entry_draft_put_text (self, field, *shown != '\0' ? shown : text);
}

static ModelCoding *
first (GPtrArray *codings)
{
  return codings != NULL && codings->len > 0 ? g_ptr_array_index (codings, 0) : NULL;
}

static void
take_vaccination (RecordEntryDraft *self,
                  ModelVaccination *entry)
{
  const ModelVaccinationDetails *details = model_vaccination_get_details (entry);
  g_autoptr(GPtrArray) diseases = record_vaccine_list_diseases (entry);

  for (guint i = 0; i < diseases->len; i++)
    {
      g_autoptr(ModelCoding) labelled = record_entry_label (g_ptr_array_index (diseases, i));

      g_list_store_append (self->diseases, labelled);
    }
  if (details->n_doses > 0 && details->doses[0].number > 0)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, details->doses[0].number);

      record_entry_draft_put_text (self, RECORD_ENTRY_DOSE, number);
    }
  else if (details->n_doses > 0)
    record_entry_draft_put_text (self, RECORD_ENTRY_DOSE, details->doses[0].number_text);
  record_entry_draft_put_text (self, RECORD_ENTRY_LOT, details->lot);
  put_date (self, RECORD_ENTRY_EXPIRY, &details->expiry, NULL);
  put_code (self, RECORD_ENTRY_ROUTE, details->route);
  put_code (self, RECORD_ENTRY_SITE, details->site);
  put_code (self, RECORD_ENTRY_REASON, first (details->reasons));
  self->gtin = g_strdup (details->gtin);
}

static void
take_allergy (RecordEntryDraft *self,
              ModelAllergy     *entry)
{
  const ModelAllergyDetails *details = model_allergy_get_details (entry);

  put_word (self, RECORD_ENTRY_CLINICAL_STATUS, details->clinical_status != NULL ? details->clinical_status : "active");
  put_word (self, RECORD_ENTRY_TYPE, details->type);
  put_word (self, RECORD_ENTRY_CATEGORY, details->category);
  put_word (self, RECORD_ENTRY_CRITICALITY, details->criticality);
  put_word (self, RECORD_ENTRY_SEVERITY, details->severity);
}

static void
take_condition (RecordEntryDraft *self,
                ModelCondition   *entry)
{
  const ModelConditionDetails *details = model_condition_get_details (entry);

  put_date (self, RECORD_ENTRY_END, &details->end, details->end_text);
  put_code (self, RECORD_ENTRY_SEVERITY, details->severity);
  if (record_entry_draft_has_field (self, RECORD_ENTRY_CLINICAL_STATUS))
    put_word (self, RECORD_ENTRY_CLINICAL_STATUS, details->clinical_status != NULL ? details->clinical_status : "active");
}

static void
take_serology (RecordEntryDraft *self,
               ModelSerology    *entry)
{
  const ModelSerologyDetails *details = model_serology_get_details (entry);
  g_autofree char            *value = NULL;

  if (details->value_text != NULL)
    value = g_strconcat (details->comparator != NULL ? details->comparator : "", details->comparator != NULL ? " " : "", details->value_text, NULL);
  else if (details->value_code != NULL)
    value = g_strdup (record_vaccine_label (details->value_code));
  record_entry_draft_put_text (self, RECORD_ENTRY_VALUE, value);
  record_entry_draft_put_text (self, RECORD_ENTRY_UNIT, details->unit != NULL ? details->unit : details->unit_code);
}

void
record_entry_draft_take (RecordEntryDraft   *self,
                         ModelClinicalEntry *entry)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);

  put_code (self, RECORD_ENTRY_CODE, model_clinical_entry_get_code (entry));
  put_date (self, RECORD_ENTRY_DATE, &facts->date, facts->date_text);
  if (facts->performers != NULL && facts->performers->len > 0)
    g_set_object (&self->performer, g_ptr_array_index (facts->performers, 0));
  if (MODEL_IS_VACCINATION (entry))
    take_vaccination (self, MODEL_VACCINATION (entry));
  else if (MODEL_IS_ALLERGY (entry))
    take_allergy (self, MODEL_ALLERGY (entry));
  else if (MODEL_IS_CONDITION (entry))
    take_condition (self, MODEL_CONDITION (entry));
  else
    take_serology (self, MODEL_SEROLOGY (entry));
}

/* To an entry. */

static GPtrArray *
array_new (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

/* @object (nullable) in the first place of what was there; NULL takes that out. (transfer full) */
static GPtrArray *
with_first (GPtrArray *before,
            gpointer   object)
{
  GPtrArray *array = array_new ();

  if (object != NULL)
    g_ptr_array_add (array, g_object_ref (object));
  for (guint i = 1; before != NULL && i < before->len; i++)
    g_ptr_array_add (array, g_object_ref (g_ptr_array_index (before, i)));

  return array;
}

/* (nullable) when it is empty. (transfer full) */
static char *
dup_text (RecordEntryDraft *self,
          RecordEntryField  field)
{
  g_autofree char *text = g_strstrip (g_strdup (self->texts[field]));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static const char *
code_of (RecordEntryDraft *self,
         RecordEntryField  field)
{
  return self->codes[field] != NULL ? model_coding_get_code (self->codes[field]) : NULL;
}

static gboolean
says (RecordEntryDraft *self,
      RecordEntryField  field)
{
  return self->earlier == NULL || self->changed[field];
}

static const char *
resource_type_of (ModelClinicalKind kind)
{
  switch (kind)
    {
    case MODEL_CLINICAL_VACCINATION:
      return "Immunization";

    case MODEL_CLINICAL_ALLERGY:
      return "AllergyIntolerance";

    case MODEL_CLINICAL_SEROLOGY:
      return "Observation";

    case MODEL_CLINICAL_BASIC_IMMUNIZATION:
    case MODEL_CLINICAL_ILLNESS:
    case MODEL_CLINICAL_MEDICAL_PROBLEM:
    default:
      return "Condition";
    }
}

/* What entries of all kinds have; arrays stay with @held. */
static ModelClinicalFacts
facts_of (RecordEntryDraft *self,
          GPtrArray        *held)
{
  ModelClinicalFacts facts = { 0 };

  if (self->earlier != NULL)
    facts = *model_clinical_entry_get_facts (self->earlier);
  facts.kind = self->kind;
  if (self->earlier == NULL)
    facts.resource_type = resource_type_of (self->kind);
  if (facts.status == MODEL_CLINICAL_ENTERED_IN_ERROR)
    facts.status = MODEL_CLINICAL_STANDS;

  if (says (self, RECORD_ENTRY_CODE))
    {
      facts.codings = array_new ();
      g_ptr_array_add (held, facts.codings);
      g_ptr_array_add (facts.codings, g_object_ref (self->codes[RECORD_ENTRY_CODE]));
      facts.code_text = NULL;
    }
  if (says (self, RECORD_ENTRY_DATE))
    {
      record_entry_draft_read_date (self, RECORD_ENTRY_DATE, &facts.date);
      facts.date_text = NULL;
    }
  if (says (self, RECORD_ENTRY_PERFORMER))
    {
      facts.performers = with_first (facts.performers, self->performer);
      g_ptr_array_add (held, facts.performers);
    }

  return facts;
}

static gboolean
has_disease (GPtrArray   *diseases,
             ModelCoding *disease)
{
  for (guint i = 0; diseases != NULL && i < diseases->len; i++)
    if (record_entry_is_same_code (g_ptr_array_index (diseases, i), disease))
      return TRUE;

  return FALSE;
}

/* The diseases that were chosen, divided among the doses as they were before; new ones go with the first. */
static GPtrArray *
diseases_of (RecordEntryDraft           *self,
             const ModelVaccinationDose *doses,
             guint                       n_doses,
             guint                       position)
{
  GListModel *chosen = G_LIST_MODEL (self->diseases);
  GPtrArray  *diseases = array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (chosen); i++)
    {
      g_autoptr(ModelCoding) disease = g_list_model_get_item (chosen, i);
      gboolean named = FALSE;

      for (guint j = 0; j < n_doses; j++)
        named = named || has_disease (doses[j].diseases, disease);
      if (n_doses <= 1 || has_disease (doses[position].diseases, disease) || (position == 0 && !named))
        g_ptr_array_add (diseases, g_steal_pointer (&disease));
    }

  return diseases;
}

/* (transfer full); arrays stay with @held. */
static GArray *
doses_of (RecordEntryDraft              *self,
          const ModelVaccinationDetails *before,
          GPtrArray                     *held)
{
  GArray  *doses = g_array_new (FALSE, TRUE, sizeof (ModelVaccinationDose));
  gboolean other_diseases = says (self, RECORD_ENTRY_DISEASES) || self->changed[RECORD_ENTRY_CODE];
  gint64   number;

  g_array_append_vals (doses, before->doses, before->n_doses);
  record_entry_draft_read_dose (self, &number);
  if (before->n_doses == 0 && (other_diseases || number > 0))
    g_array_set_size (doses, 1);
  for (guint i = 0; i < doses->len; i++)
    {
      ModelVaccinationDose *dose = &g_array_index (doses, ModelVaccinationDose, i);

      if (says (self, RECORD_ENTRY_DOSE))
        {
          dose->number = number;
          dose->number_text = NULL;
        }
      if (!other_diseases && before->n_doses > 0)
        continue;
      dose->diseases = diseases_of (self, before->doses, before->n_doses, i);
      g_ptr_array_add (held, dose->diseases);
    }
  if (doses->len == 1 && g_array_index (doses, ModelVaccinationDose, 0).number == 0 &&
      g_array_index (doses, ModelVaccinationDose, 0).number_text == NULL &&
      (g_array_index (doses, ModelVaccinationDose, 0).diseases == NULL || g_array_index (doses, ModelVaccinationDose, 0).diseases->len == 0))
    g_array_set_size (doses, 0);

  return doses;
}

static ModelClinicalEntry *
to_vaccination (RecordEntryDraft         *self,
                const ModelClinicalFacts *facts,
                GPtrArray                *held)
{
  ModelVaccinationDetails details = { 0 };
  g_autoptr(GArray) doses = NULL;
  g_autofree char *lot = dup_text (self, RECORD_ENTRY_LOT);

  if (self->earlier != NULL)
    details = *model_vaccination_get_details (MODEL_VACCINATION (self->earlier));
  doses = doses_of (self, &details, held);
  details.doses = (const ModelVaccinationDose *) (gpointer) doses->data;
  details.n_doses = doses->len;
  details.gtin = self->gtin;
  if (says (self, RECORD_ENTRY_LOT))
    details.lot = lot;
  if (says (self, RECORD_ENTRY_EXPIRY))
    record_entry_draft_read_date (self, RECORD_ENTRY_EXPIRY, &details.expiry);
  if (says (self, RECORD_ENTRY_ROUTE))
    details.route = self->codes[RECORD_ENTRY_ROUTE];
  if (says (self, RECORD_ENTRY_SITE))
    details.site = self->codes[RECORD_ENTRY_SITE];
  if (says (self, RECORD_ENTRY_REASON))
    {
      details.reasons = with_first (details.reasons, self->codes[RECORD_ENTRY_REASON]);
      g_ptr_array_add (held, details.reasons);
    }

  return MODEL_CLINICAL_ENTRY (model_vaccination_new (facts, &details));
}

static ModelClinicalEntry *
to_allergy (RecordEntryDraft         *self,
            const ModelClinicalFacts *facts)
{
  ModelAllergyDetails details = { 0 };

  if (self->earlier != NULL)
    details = *model_allergy_get_details (MODEL_ALLERGY (self->earlier));
  details.clinical_status = code_of (self, RECORD_ENTRY_CLINICAL_STATUS);
  if (says (self, RECORD_ENTRY_TYPE))
    details.type = code_of (self, RECORD_ENTRY_TYPE);
  if (says (self, RECORD_ENTRY_CATEGORY))
    details.category = code_of (self, RECORD_ENTRY_CATEGORY);
  if (says (self, RECORD_ENTRY_CRITICALITY))
    details.criticality = code_of (self, RECORD_ENTRY_CRITICALITY);
  if (says (self, RECORD_ENTRY_SEVERITY))
    details.severity = code_of (self, RECORD_ENTRY_SEVERITY);

  return MODEL_CLINICAL_ENTRY (model_allergy_new (facts, &details));
}

static ModelClinicalEntry *
to_condition (RecordEntryDraft         *self,
              const ModelClinicalFacts *facts)
{
  ModelConditionDetails details = { 0 };

  if (self->earlier != NULL)
    details = *model_condition_get_details (MODEL_CONDITION (self->earlier));
  if (record_entry_draft_has_field (self, RECORD_ENTRY_CLINICAL_STATUS))
    details.clinical_status = code_of (self, RECORD_ENTRY_CLINICAL_STATUS);
  if (says (self, RECORD_ENTRY_SEVERITY))
    details.severity = self->codes[RECORD_ENTRY_SEVERITY];
  if (says (self, RECORD_ENTRY_END))
    {
      record_entry_draft_read_date (self, RECORD_ENTRY_END, &details.end);
      details.end_text = NULL;
    }

  return MODEL_CLINICAL_ENTRY (model_condition_new (facts, &details));
}

static ModelClinicalEntry *
to_serology (RecordEntryDraft         *self,
             const ModelClinicalFacts *facts)
{
  ModelSerologyDetails details = { 0 };
  g_auto(RecordEntryValue) value = { 0 };
  g_autofree char *unit = dup_text (self, RECORD_ENTRY_UNIT);
  g_autofree char *code = record_entry_read_unit (self->texts[RECORD_ENTRY_UNIT]);

  if (self->earlier != NULL)
    details = *model_serology_get_details (MODEL_SEROLOGY (self->earlier));
  record_entry_read_value (self->texts[RECORD_ENTRY_VALUE], &value);
  if (says (self, RECORD_ENTRY_VALUE) || says (self, RECORD_ENTRY_UNIT))
    {
      gboolean measured = value.number != NULL;

      details.value_text = measured ? value.number : value.words;
      details.comparator = value.comparator;
      details.value_code = NULL;
      details.unit = measured ? unit : NULL;
      details.unit_code = measured ? code : NULL;
    }

  return MODEL_CLINICAL_ENTRY (model_serology_new (facts, &details));
}

ModelClinicalEntry *
record_entry_draft_to_entry (RecordEntryDraft *self)
{
  g_autoptr(GPtrArray) held = NULL;
  ModelClinicalFacts facts;

  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self) && self->complete, NULL);

  held = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  facts = facts_of (self, held);
  switch (self->kind)
    {
    case MODEL_CLINICAL_VACCINATION:
      return to_vaccination (self, &facts, held);

    case MODEL_CLINICAL_ALLERGY:
      return to_allergy (self, &facts);

    case MODEL_CLINICAL_SEROLOGY:
      return to_serology (self, &facts);

    case MODEL_CLINICAL_BASIC_IMMUNIZATION:
    case MODEL_CLINICAL_ILLNESS:
    case MODEL_CLINICAL_MEDICAL_PROBLEM:
    default:
      return to_condition (self, &facts);
    }
}
