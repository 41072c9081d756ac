/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-pack.h"
#include "model-patient.h"

#include <glib/gi18n-lib.h>

struct _ModelPatient
{
  GObject parent_instance;

  ModelPatientInit d;     /* strings in block, identifiers referenced */
  char           **given; /* (owned) */
  char            *block; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelPatient, model_patient, G_TYPE_OBJECT)

static const gsize string_members[] = {
  G_STRUCT_OFFSET (ModelPatientInit, id),
  G_STRUCT_OFFSET (ModelPatientInit, family),
  G_STRUCT_OFFSET (ModelPatientInit, birth_family),
  G_STRUCT_OFFSET (ModelPatientInit, address_line),
  G_STRUCT_OFFSET (ModelPatientInit, postal_code),
  G_STRUCT_OFFSET (ModelPatientInit, city),
  G_STRUCT_OFFSET (ModelPatientInit, country),
};

static void
model_patient_finalize (GObject *object)
{
  ModelPatient *self = MODEL_PATIENT (object);

  g_clear_pointer (&self->d.identifiers, g_ptr_array_unref);
  g_clear_pointer (&self->given, g_strfreev);
  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_patient_parent_class)->finalize (object);
}

static void
model_patient_class_init (ModelPatientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_patient_finalize;
}

static void
model_patient_init (ModelPatient *self)
{
}

ModelPatient *
model_patient_new (const ModelPatientInit *init)
{
  ModelPatient *self = g_object_new (MODEL_TYPE_PATIENT, NULL);

  self->d = *init;
  if (self->d.family == NULL)
    self->d.family = "";
  self->block = model_pack_strings (&self->d, string_members, G_N_ELEMENTS (string_members));
  self->given = init->given != NULL ? g_strdupv ((char **) init->given) : g_new0 (char *, 1);
  self->d.given = (const char *const *) self->given;
  if (self->d.identifiers != NULL)
    g_ptr_array_ref (self->d.identifiers);

  return self;
}

const char *
model_patient_get_id (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), NULL);

  return self->d.id;
}

const char *
model_patient_get_family (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), "");

  return self->d.family;
}

const char *const *
model_patient_get_given (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), NULL);

  return (const char *const *) self->given;
}

const char *
model_patient_get_birth_family (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), NULL);

  return self->d.birth_family;
}

ModelGender
model_patient_get_gender (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), MODEL_GENDER_UNKNOWN);

  return self->d.gender;
}

const ModelDate *
model_patient_get_birth_date (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), NULL);

  return &self->d.birth_date;
}

const char *
model_patient_get_address_line (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), NULL);

  return self->d.address_line;
}

const char *
model_patient_get_postal_code (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), NULL);

  return self->d.postal_code;
}

const char *
model_patient_get_city (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), NULL);

  return self->d.city;
}

const char *
model_patient_get_country (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), NULL);

  return self->d.country;
}

guint
model_patient_get_n_identifiers (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), 0);

  return self->d.identifiers != NULL ? self->d.identifiers->len : 0;
}

ModelIdentifier *
model_patient_get_identifier (ModelPatient *self,
                              guint         position)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), NULL);
  g_return_val_if_fail (position < model_patient_get_n_identifiers (self), NULL);

  return g_ptr_array_index (self->d.identifiers, position);
}

ModelMatchGrade
model_patient_get_grade (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), MODEL_MATCH_UNGRADED);

  return self->d.grade;
}

double
model_patient_get_score (ModelPatient *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), 0);

  return self->d.score;
}

const char *
model_patient_find_identifier (ModelPatient *self,
                               const char   *system)
{
  g_return_val_if_fail (MODEL_IS_PATIENT (self), NULL);

  for (guint i = 0; i < model_patient_get_n_identifiers (self); i++)
    {
      ModelIdentifier *identifier = g_ptr_array_index (self->d.identifiers, i);

      if (g_strcmp0 (model_identifier_get_system (identifier), system) == 0)
        return model_identifier_get_value (identifier);
    }

  return NULL;
}

gboolean
model_patient_is_same (ModelPatient *self,
                       ModelPatient *other)
{
  ModelIdentifier *first = model_patient_get_n_identifiers (self) > 0 ? model_patient_get_identifier (self, 0) : NULL;
  const char      *value;

  g_return_val_if_fail (MODEL_IS_PATIENT (self) && MODEL_IS_PATIENT (other), FALSE);

  if (self == other)
    return TRUE;
  if (first == NULL)
    return g_strcmp0 (model_patient_get_id (self), model_patient_get_id (other)) == 0;

  value = model_patient_find_identifier (other, model_identifier_get_system (first));

  return g_strcmp0 (value, model_identifier_get_value (first)) == 0;
}

char *
model_patient_dup_title (ModelPatient *self)
{
  g_autofree char *family = NULL;
  g_autofree char *given = NULL;

  g_return_val_if_fail (MODEL_IS_PATIENT (self), NULL);

  family = g_utf8_strup (self->d.family, -1);
  given = g_strjoinv (" ", self->given);

  return g_strstrip (g_strconcat (family, " ", given, NULL));
}

static const char *const gender_codes[] = {
  [MODEL_GENDER_UNKNOWN] = "unknown",
  [MODEL_GENDER_FEMALE] = "female",
  [MODEL_GENDER_MALE] = "male",
  [MODEL_GENDER_OTHER] = "other",
};

const char *
model_gender_to_code (ModelGender gender)
{
  g_return_val_if_fail (gender < G_N_ELEMENTS (gender_codes), "unknown");

  return gender_codes[gender];
}

ModelGender
model_gender_from_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (gender_codes); i++)
    if (g_strcmp0 (gender_codes[i], code) == 0)
      return (ModelGender) i;

  return MODEL_GENDER_UNKNOWN;
}

const char *
model_gender_get_label (ModelGender gender)
{
  switch (gender)
    {
    case MODEL_GENDER_FEMALE:
      return C_("gender", "female");
    case MODEL_GENDER_MALE:
      return C_("gender", "male");
    case MODEL_GENDER_OTHER:
      return C_("gender", "other");
    case MODEL_GENDER_UNKNOWN:
    default:
      return C_("gender", "unknown");
    }
}

static const char *const grade_codes[] = {
  [MODEL_MATCH_CERTAINLY_NOT] = "certainly-not",
  [MODEL_MATCH_POSSIBLE] = "possible",
  [MODEL_MATCH_PROBABLE] = "probable",
  [MODEL_MATCH_CERTAIN] = "certain",
};

const char *
model_match_grade_to_code (ModelMatchGrade grade)
{
  g_return_val_if_fail (grade < G_N_ELEMENTS (grade_codes), NULL);

  return grade_codes[grade];
}

ModelMatchGrade
model_match_grade_from_code (const char *code)
{
  for (guint i = MODEL_MATCH_CERTAINLY_NOT; i < G_N_ELEMENTS (grade_codes); i++)
    if (g_strcmp0 (grade_codes[i], code) == 0)
      return (ModelMatchGrade) i;

  return MODEL_MATCH_UNGRADED;
}
