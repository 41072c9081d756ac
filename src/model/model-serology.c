/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-serology.h"
#include "model-clinical-entry-private.h"
#include "model-pack.h"

struct _ModelSerology
{
  ModelClinicalEntry parent_instance;

  ModelSerologyDetails details; /* strings in block; the rest owned */
  char                *block;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelSerology, model_serology, MODEL_TYPE_CLINICAL_ENTRY)

static const gsize string_members[] = {
  G_STRUCT_OFFSET (ModelSerologyDetails, status),
  G_STRUCT_OFFSET (ModelSerologyDetails, value_text),
  G_STRUCT_OFFSET (ModelSerologyDetails, comparator),
  G_STRUCT_OFFSET (ModelSerologyDetails, unit),
  G_STRUCT_OFFSET (ModelSerologyDetails, unit_code),
};

static void
model_serology_finalize (GObject *object)
{
  ModelSerology *self = MODEL_SEROLOGY (object);

  g_clear_object (&self->details.value_code);
  g_clear_object (&self->details.interpretation);
  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_serology_parent_class)->finalize (object);
}

static void
model_serology_class_init (ModelSerologyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_serology_finalize;
}

static void
model_serology_init (ModelSerology *self)
{
}

ModelSerology *
model_serology_new (const ModelClinicalFacts   *facts,
                    const ModelSerologyDetails *details)
{
  ModelSerology *self = g_object_new (MODEL_TYPE_SEROLOGY, NULL);

  model_clinical_entry_fill (MODEL_CLINICAL_ENTRY (self), facts);
  self->details = *details;
  self->block = model_pack_strings (&self->details, string_members, G_N_ELEMENTS (string_members));
  if (self->details.value_code != NULL)
    g_object_ref (self->details.value_code);
  if (self->details.interpretation != NULL)
    g_object_ref (self->details.interpretation);

  return self;
}

const ModelSerologyDetails *
model_serology_get_details (ModelSerology *self)
{
  g_return_val_if_fail (MODEL_IS_SEROLOGY (self), NULL);

  return &self->details;
}

static void
append_word (GString    *text,
             const char *word)
{
  if (word != NULL && *word != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", word);
}

char *
model_serology_dup_value (ModelSerology *self)
{
  GString *text;

  g_return_val_if_fail (MODEL_IS_SEROLOGY (self), NULL);

  text = g_string_new (NULL);
  append_word (text, self->details.comparator);
  append_word (text, self->details.value_text);
  if (self->details.value_text == NULL && self->details.value_code != NULL)
    append_word (text, model_coding_get_label (self->details.value_code));
  append_word (text, self->details.unit != NULL ? self->details.unit : self->details.unit_code);

  return g_string_free (text, FALSE);
}
