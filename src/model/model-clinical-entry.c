/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-clinical-entry-private.h"
#include "model-pack.h"

#include <string.h>

typedef struct
{
  ModelClinicalFacts facts; /* strings in block; arrays and objects owned */
  char              *block; /* (owned) (nullable) */
} ModelClinicalEntryPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ModelClinicalEntry, model_clinical_entry, G_TYPE_OBJECT)

static const gsize string_members[] = {
  G_STRUCT_OFFSET (ModelClinicalFacts, resource_type),
  G_STRUCT_OFFSET (ModelClinicalFacts, id),
  G_STRUCT_OFFSET (ModelClinicalFacts, code_text),
  G_STRUCT_OFFSET (ModelClinicalFacts, date_text),
  G_STRUCT_OFFSET (ModelClinicalFacts, verification_code),
  G_STRUCT_OFFSET (ModelClinicalFacts, replaces_entry),
  G_STRUCT_OFFSET (ModelClinicalFacts, replaces_document),
  G_STRUCT_OFFSET (ModelClinicalFacts, digest),
};

static const gsize array_members[] = {
  G_STRUCT_OFFSET (ModelClinicalFacts, identifiers),
  G_STRUCT_OFFSET (ModelClinicalFacts, codings),
  G_STRUCT_OFFSET (ModelClinicalFacts, performers),
  G_STRUCT_OFFSET (ModelClinicalFacts, comments),
  G_STRUCT_OFFSET (ModelClinicalFacts, conflicts),
};

static ModelClinicalEntryPrivate *
get_private (ModelClinicalEntry *self)
{
  return model_clinical_entry_get_instance_private (self);
}

static void
model_clinical_entry_finalize (GObject *object)
{
  ModelClinicalEntryPrivate *priv = get_private (MODEL_CLINICAL_ENTRY (object));

  for (gsize i = 0; i < G_N_ELEMENTS (array_members); i++)
    g_clear_pointer (&G_STRUCT_MEMBER (GPtrArray *, &priv->facts, array_members[i]), g_ptr_array_unref);
  g_clear_object (&priv->facts.recorder);
  g_clear_pointer (&priv->facts.json, g_bytes_unref);
  g_clear_pointer (&priv->block, g_free);

  G_OBJECT_CLASS (model_clinical_entry_parent_class)->finalize (object);
}

static void
model_clinical_entry_class_init (ModelClinicalEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_clinical_entry_finalize;
}

static void
model_clinical_entry_init (ModelClinicalEntry *self)
{
}

GPtrArray *
model_clinical_ref_array (GPtrArray *array)
{
  return array != NULL ? g_ptr_array_ref (array) : NULL;
}

void
model_clinical_entry_fill (ModelClinicalEntry       *self,
                           const ModelClinicalFacts *facts)
{
  ModelClinicalEntryPrivate *priv = get_private (self);

  priv->facts = *facts;
  priv->block = model_pack_strings (&priv->facts, string_members, G_N_ELEMENTS (string_members));
  for (gsize i = 0; i < G_N_ELEMENTS (array_members); i++)
    model_clinical_ref_array (G_STRUCT_MEMBER (GPtrArray *, &priv->facts, array_members[i]));
  if (priv->facts.recorder != NULL)
    g_object_ref (priv->facts.recorder);
  if (priv->facts.json != NULL)
    g_bytes_ref (priv->facts.json);
}

const ModelClinicalFacts *
model_clinical_entry_get_facts (ModelClinicalEntry *self)
{
  g_return_val_if_fail (MODEL_IS_CLINICAL_ENTRY (self), NULL);

  return &get_private (self)->facts;
}

ModelClinicalKind
model_clinical_entry_get_kind (ModelClinicalEntry *self)
{
  g_return_val_if_fail (MODEL_IS_CLINICAL_ENTRY (self), MODEL_CLINICAL_VACCINATION);

  return get_private (self)->facts.kind;
}

ModelCoding *
model_clinical_entry_get_code (ModelClinicalEntry *self)
{
  GPtrArray *codings;

  g_return_val_if_fail (MODEL_IS_CLINICAL_ENTRY (self), NULL);

  codings = get_private (self)->facts.codings;

  return codings != NULL && codings->len > 0 ? g_ptr_array_index (codings, 0) : NULL;
}

const char *
model_clinical_entry_get_label (ModelClinicalEntry *self)
{
  ModelCoding *coding;
  const char  *display;
  const char  *text;

  g_return_val_if_fail (MODEL_IS_CLINICAL_ENTRY (self), "");

  coding = model_clinical_entry_get_code (self);
  display = coding != NULL ? model_coding_get_display (coding) : NULL;
  text = get_private (self)->facts.code_text;
  if (display != NULL && *display != '\0')
    return display;
  if (text != NULL && *text != '\0')
    return text;

  return coding != NULL ? model_coding_get_label (coding) : "";
}

gboolean
model_clinical_entry_has_identifier (ModelClinicalEntry *self,
                                     const char         *token)
{
  GPtrArray *identifiers;

  g_return_val_if_fail (MODEL_IS_CLINICAL_ENTRY (self), FALSE);

  identifiers = get_private (self)->facts.identifiers;
  for (guint i = 0; identifiers != NULL && i < identifiers->len; i++)
    {
      g_autofree char *own = model_clinical_token (model_identifier_get_value (g_ptr_array_index (identifiers, i)));

      if (g_strcmp0 (own, token) == 0)
        return TRUE;
    }

  return FALSE;
}

char *
model_clinical_token (const char *value)
{
  if (value == NULL)
    return NULL;
  if (g_ascii_strncasecmp (value, "urn:uuid:", strlen ("urn:uuid:")) == 0)
    value += strlen ("urn:uuid:");

  return g_ascii_strdown (value, -1);
}

const char *
model_clinical_kind_to_code (ModelClinicalKind kind)
{
  switch (kind)
    {
    case MODEL_CLINICAL_BASIC_IMMUNIZATION:
      return "basicImmunization";

    case MODEL_CLINICAL_ALLERGY:
      return "allergy";

    case MODEL_CLINICAL_ILLNESS:
      return "illness";

    case MODEL_CLINICAL_MEDICAL_PROBLEM:
      return "medicalProblem";

    case MODEL_CLINICAL_SEROLOGY:
      return "serology";

    case MODEL_CLINICAL_VACCINATION:
    default:
      return "vaccination";
    }
}
