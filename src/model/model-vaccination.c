/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-clinical-entry-private.h"
#include "model-pack.h"
#include "model-vaccination.h"

struct _ModelVaccination
{
  ModelClinicalEntry parent_instance;

  ModelVaccinationDetails details; /* strings in block; arrays and objects owned */
  ModelVaccinationDose   *doses;   /* (owned) */
  char                   *block;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelVaccination, model_vaccination, MODEL_TYPE_CLINICAL_ENTRY)

static const gsize string_members[] = {
  G_STRUCT_OFFSET (ModelVaccinationDetails, lot),
  G_STRUCT_OFFSET (ModelVaccinationDetails, product_lot),
  G_STRUCT_OFFSET (ModelVaccinationDetails, gtin),
  G_STRUCT_OFFSET (ModelVaccinationDetails, product_name),
  G_STRUCT_OFFSET (ModelVaccinationDetails, manufacturer),
};

static void
model_vaccination_finalize (GObject *object)
{
  ModelVaccination *self = MODEL_VACCINATION (object);

  g_clear_object (&self->details.route);
  g_clear_object (&self->details.site);
  g_clear_object (&self->details.status_reason);
  g_clear_pointer (&self->details.reasons, g_ptr_array_unref);
  for (guint i = 0; i < self->details.n_doses; i++)
    {
      g_free ((char *) self->doses[i].number_text);
      g_clear_pointer (&self->doses[i].diseases, g_ptr_array_unref);
    }
  g_clear_pointer (&self->doses, g_free);
  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_vaccination_parent_class)->finalize (object);
}

static void
model_vaccination_class_init (ModelVaccinationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_vaccination_finalize;
}

static void
model_vaccination_init (ModelVaccination *self)
{
}

static ModelCoding *
ref_coding (ModelCoding *coding)
{
  return coding != NULL ? g_object_ref (coding) : NULL;
}

ModelVaccination *
model_vaccination_new (const ModelClinicalFacts      *facts,
                       const ModelVaccinationDetails *details)
{
  ModelVaccination *self = g_object_new (MODEL_TYPE_VACCINATION, NULL);

  model_clinical_entry_fill (MODEL_CLINICAL_ENTRY (self), facts);
  self->details = *details;
  self->block = model_pack_strings (&self->details, string_members, G_N_ELEMENTS (string_members));
  ref_coding (self->details.route);
  ref_coding (self->details.site);
  ref_coding (self->details.status_reason);
  model_clinical_ref_array (self->details.reasons);

  self->doses = g_new0 (ModelVaccinationDose, MAX (details->n_doses, 1));
  for (guint i = 0; i < details->n_doses; i++)
    {
      self->doses[i] = details->doses[i];
      self->doses[i].number_text = g_strdup (details->doses[i].number_text);
      model_clinical_ref_array (self->doses[i].diseases);
    }
  self->details.doses = self->doses;

  return self;
}

const ModelVaccinationDetails *
model_vaccination_get_details (ModelVaccination *self)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION (self), NULL);

  return &self->details;
}

static void
add_disease (GPtrArray   *diseases,
             ModelCoding *disease)
{
  for (guint i = 0; i < diseases->len; i++)
    if (g_strcmp0 (model_coding_get_code (g_ptr_array_index (diseases, i)), model_coding_get_code (disease)) == 0 &&
        g_strcmp0 (model_coding_get_system (g_ptr_array_index (diseases, i)), model_coding_get_system (disease)) == 0 &&
        model_coding_get_code (disease) != NULL)
      return;

  g_ptr_array_add (diseases, g_object_ref (disease));
}

GPtrArray *
model_vaccination_dup_diseases (ModelVaccination *self)
{
  GPtrArray *diseases;

  g_return_val_if_fail (MODEL_IS_VACCINATION (self), NULL);

  diseases = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->details.n_doses; i++)
    for (guint j = 0; self->doses[i].diseases != NULL && j < self->doses[i].diseases->len; j++)
      add_disease (diseases, g_ptr_array_index (self->doses[i].diseases, j));

  return diseases;
}

gboolean
model_vaccination_is_dose (ModelVaccination *self)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION (self), FALSE);

  return !self->details.passive &&
         model_clinical_entry_get_facts (MODEL_CLINICAL_ENTRY (self))->status == MODEL_CLINICAL_STANDS;
}
