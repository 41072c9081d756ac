/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-condition.h"
#include "model-clinical-entry-private.h"
#include "model-pack.h"

struct _ModelCondition
{
  ModelClinicalEntry parent_instance;

  ModelConditionDetails details; /* strings in block; the rest owned */
  char                 *block;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelCondition, model_condition, MODEL_TYPE_CLINICAL_ENTRY)

static const gsize string_members[] = {
  G_STRUCT_OFFSET (ModelConditionDetails, clinical_status),
  G_STRUCT_OFFSET (ModelConditionDetails, end_text),
};

static void
model_condition_finalize (GObject *object)
{
  ModelCondition *self = MODEL_CONDITION (object);

  g_clear_object (&self->details.severity);
  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_condition_parent_class)->finalize (object);
}

static void
model_condition_class_init (ModelConditionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_condition_finalize;
}

static void
model_condition_init (ModelCondition *self)
{
}

ModelCondition *
model_condition_new (const ModelClinicalFacts    *facts,
                     const ModelConditionDetails *details)
{
  ModelCondition *self = g_object_new (MODEL_TYPE_CONDITION, NULL);

  model_clinical_entry_fill (MODEL_CLINICAL_ENTRY (self), facts);
  self->details = *details;
  self->block = model_pack_strings (&self->details, string_members, G_N_ELEMENTS (string_members));
  if (self->details.severity != NULL)
    g_object_ref (self->details.severity);

  return self;
}

const ModelConditionDetails *
model_condition_get_details (ModelCondition *self)
{
  g_return_val_if_fail (MODEL_IS_CONDITION (self), NULL);

  return &self->details;
}
