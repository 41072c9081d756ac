/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-allergy.h"
#include "model-clinical-entry-private.h"
#include "model-pack.h"

struct _ModelAllergy
{
  ModelClinicalEntry parent_instance;

  ModelAllergyDetails details; /* strings in block; the rest owned */
  char               *block;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelAllergy, model_allergy, MODEL_TYPE_CLINICAL_ENTRY)

static const gsize string_members[] = {
  G_STRUCT_OFFSET (ModelAllergyDetails, clinical_status),
  G_STRUCT_OFFSET (ModelAllergyDetails, type),
  G_STRUCT_OFFSET (ModelAllergyDetails, category),
  G_STRUCT_OFFSET (ModelAllergyDetails, criticality),
  G_STRUCT_OFFSET (ModelAllergyDetails, severity),
};

static void
model_allergy_finalize (GObject *object)
{
  ModelAllergy *self = MODEL_ALLERGY (object);

  g_clear_pointer (&self->details.manifestations, g_ptr_array_unref);
  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_allergy_parent_class)->finalize (object);
}

static void
model_allergy_class_init (ModelAllergyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_allergy_finalize;
}

static void
model_allergy_init (ModelAllergy *self)
{
}

ModelAllergy *
model_allergy_new (const ModelClinicalFacts  *facts,
                   const ModelAllergyDetails *details)
{
  ModelAllergy *self = g_object_new (MODEL_TYPE_ALLERGY, NULL);

  model_clinical_entry_fill (MODEL_CLINICAL_ENTRY (self), facts);
  self->details = *details;
  self->block = model_pack_strings (&self->details, string_members, G_N_ELEMENTS (string_members));
  model_clinical_ref_array (self->details.manifestations);

  return self;
}

const ModelAllergyDetails *
model_allergy_get_details (ModelAllergy *self)
{
  g_return_val_if_fail (MODEL_IS_ALLERGY (self), NULL);

  return &self->details;
}
