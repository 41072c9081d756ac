/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-clinical-entry-private.h"
#include "model-pack.h"
#include "model-text.h"
#include "model-vaccination-document.h"

struct _ModelVaccinationDocument
{
  GObject parent_instance;

  ModelVaccinationDocumentFacts facts; /* strings in block; arrays and objects owned */
  char                         *block; /* (owned) (nullable) */
  char                         *key;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (ModelVaccinationDocument, model_vaccination_document, G_TYPE_OBJECT)

static const gsize string_members[] = {
  G_STRUCT_OFFSET (ModelVaccinationDocumentFacts, unique_id),
  G_STRUCT_OFFSET (ModelVaccinationDocumentFacts, provider_role),
  G_STRUCT_OFFSET (ModelVaccinationDocumentFacts, language),
  G_STRUCT_OFFSET (ModelVaccinationDocumentFacts, title),
  G_STRUCT_OFFSET (ModelVaccinationDocumentFacts, confidentiality),
};

static const gsize array_members[] = {
  G_STRUCT_OFFSET (ModelVaccinationDocumentFacts, ids),
  G_STRUCT_OFFSET (ModelVaccinationDocumentFacts, replaces),
  G_STRUCT_OFFSET (ModelVaccinationDocumentFacts, authors),
  G_STRUCT_OFFSET (ModelVaccinationDocumentFacts, entries),
  G_STRUCT_OFFSET (ModelVaccinationDocumentFacts, comments),
};

static void
model_vaccination_document_finalize (GObject *object)
{
  ModelVaccinationDocument *self = MODEL_VACCINATION_DOCUMENT (object);

  for (gsize i = 0; i < G_N_ELEMENTS (array_members); i++)
    g_clear_pointer (&G_STRUCT_MEMBER (GPtrArray *, &self->facts, array_members[i]), g_ptr_array_unref);
  g_clear_object (&self->facts.patient);
  g_clear_pointer (&self->facts.json, g_bytes_unref);
  g_clear_pointer (&self->block, g_free);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (model_vaccination_document_parent_class)->finalize (object);
}

static void
model_vaccination_document_class_init (ModelVaccinationDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_vaccination_document_finalize;
}

static void
model_vaccination_document_init (ModelVaccinationDocument *self)
{
}

ModelVaccinationDocument *
model_vaccination_document_new (const ModelVaccinationDocumentFacts *facts)
{
  ModelVaccinationDocument *self = g_object_new (MODEL_TYPE_VACCINATION_DOCUMENT, NULL);

  self->facts = *facts;
  self->block = model_pack_strings (&self->facts, string_members, G_N_ELEMENTS (string_members));
  for (gsize i = 0; i < G_N_ELEMENTS (array_members); i++)
    model_clinical_ref_array (G_STRUCT_MEMBER (GPtrArray *, &self->facts, array_members[i]));
  if (self->facts.patient != NULL)
    g_object_ref (self->facts.patient);
  if (self->facts.json != NULL)
    g_bytes_ref (self->facts.json);

  if (self->facts.unique_id != NULL)
    self->key = g_strdup (self->facts.unique_id);
  else if (self->facts.json != NULL)
    self->key = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->facts.json);
  else
    self->key = g_strdup ("");

  return self;
}

const ModelVaccinationDocumentFacts *
model_vaccination_document_get_facts (ModelVaccinationDocument *self)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_DOCUMENT (self), NULL);

  return &self->facts;
}

guint
model_vaccination_document_get_n_entries (ModelVaccinationDocument *self)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_DOCUMENT (self), 0);

  return self->facts.entries != NULL ? self->facts.entries->len : 0;
}

ModelClinicalEntry *
model_vaccination_document_get_entry (ModelVaccinationDocument *self,
                                      guint                     position)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_DOCUMENT (self), NULL);
  g_return_val_if_fail (position < model_vaccination_document_get_n_entries (self), NULL);

  return g_ptr_array_index (self->facts.entries, position);
}

const char *
model_vaccination_document_get_key (ModelVaccinationDocument *self)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_DOCUMENT (self), "");

  return self->key;
}

gboolean
model_vaccination_document_has_id (ModelVaccinationDocument *self,
                                   const char               *token)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_DOCUMENT (self), FALSE);

  return token != NULL && self->facts.ids != NULL &&
         g_ptr_array_find_with_equal_func (self->facts.ids, token, g_str_equal, NULL);
}

static gboolean
words_differ (const char *left,
              const char *right)
{
  g_autofree char *own = NULL;
  g_autofree char *other = NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (left == NULL || right == NULL || *left == '\0' || *right == '\0')
    return FALSE;

  own = model_text_repair (left);
  other = model_text_repair (right);
  a = model_text_fold (own);
  b = model_text_fold (other);

  return !g_str_equal (a, b);
}

/* Second given names are written by some and not by others. */
static gboolean
names_differ (ModelPatient *a,
              ModelPatient *b)
{
  const char *const *left = model_patient_get_given (a);
  const char *const *right = model_patient_get_given (b);

  return words_differ (model_patient_get_family (a), model_patient_get_family (b)) ||
         words_differ (left != NULL ? left[0] : NULL, right != NULL ? right[0] : NULL);
}

/* "756.1234.5678.97" is written with dots and without. (transfer full) */
static char *
bare_number (const char *text)
{
  GString *bare = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (*text != '.' && *text != ' ')
      g_string_append_c (bare, *text);

  return g_string_free (bare, FALSE);
}

static gboolean
is_same_number (const char *a,
                const char *b)
{
  g_autofree char *left = bare_number (a);
  g_autofree char *right = bare_number (b);

  return g_str_equal (left, right);
}

/* A place may have given several numbers to one person: one in common is enough, and where it gave none nothing differs. */
static gboolean
has_other_number (ModelPatient    *patient,
                  ModelIdentifier *number)
{
  gboolean other = FALSE;

  if (model_identifier_get_system (number) == NULL)
    return FALSE;

  for (guint i = 0; i < model_patient_get_n_identifiers (patient); i++)
    {
      ModelIdentifier *own = model_patient_get_identifier (patient, i);

      if (g_strcmp0 (model_identifier_get_system (own), model_identifier_get_system (number)) != 0)
        continue;
      if (is_same_number (model_identifier_get_value (own), model_identifier_get_value (number)))
        return FALSE;
      other = TRUE;
    }

  return other;
}

static gboolean
numbers_differ (ModelPatient *a,
                ModelPatient *b)
{
  for (guint i = 0; i < model_patient_get_n_identifiers (a); i++)
    if (has_other_number (b, model_patient_get_identifier (a, i)))
      return TRUE;

  return FALSE;
}

gboolean
model_vaccination_document_is_about (ModelVaccinationDocument *self,
                                     ModelPatient             *patient)
{
  ModelPatient    *own;
  const ModelDate *born, *other_born;
  ModelGender      gender, other_gender;

  g_return_val_if_fail (MODEL_IS_VACCINATION_DOCUMENT (self), FALSE);
  g_return_val_if_fail (MODEL_IS_PATIENT (patient), FALSE);

  own = self->facts.patient;
  if (own == NULL)
    return TRUE;

  born = model_patient_get_birth_date (own);
  other_born = model_patient_get_birth_date (patient);
  gender = model_patient_get_gender (own);
  other_gender = model_patient_get_gender (patient);
  if (born->precision != MODEL_DATE_UNKNOWN && other_born->precision != MODEL_DATE_UNKNOWN &&
      model_date_compare (born, other_born) != 0)
    return FALSE;
  if (gender != MODEL_GENDER_UNKNOWN && other_gender != MODEL_GENDER_UNKNOWN && gender != other_gender)
    return FALSE;

  return !names_differ (own, patient) && !numbers_differ (own, patient);
}
