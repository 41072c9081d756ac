/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-import-private.h"

#include "model-serology.h"

#include <glib/gi18n-lib.h>

static gboolean
has_same_number (ModelClinicalEntry *a,
                 ModelClinicalEntry *b)
{
  GPtrArray *identifiers = model_clinical_entry_get_facts (a)->identifiers;

  for (guint i = 0; identifiers != NULL && i < identifiers->len; i++)
    {
      g_autofree char *token = model_clinical_token (model_identifier_get_value (g_ptr_array_index (identifiers, i)));

      if (token != NULL && model_clinical_entry_has_identifier (b, token))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_same_entry (ModelClinicalEntry *a,
               ModelClinicalEntry *b)
{
  return a == b || (has_same_number (a, b) &&
                    g_strcmp0 (model_clinical_entry_get_facts (a)->digest, model_clinical_entry_get_facts (b)->digest) == 0);
}

/* Whether one of its versions is in another document than @document; true copies stand in the first of theirs. */
static gboolean
is_in_record (ModelRecordLine          *line,
              ModelVaccinationDocument *document)
{
  for (guint i = 0; i < model_record_line_get_n_versions (line); i++)
    {
      ModelEntryVersion *version = model_record_line_get_version (line, i);

      if (model_entry_version_get_document (version) != document || model_entry_version_get_n_documents (version) > 1)
        return TRUE;
    }

  return FALSE;
}

/* (nullable) */
static ModelRecordLine *
find_line (GPtrArray          *lines,
           ModelClinicalEntry *entry)
{
  for (guint i = 0; i < lines->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (lines, i);

      for (guint j = 0; j < model_record_line_get_n_versions (line); j++)
        if (is_same_entry (model_entry_version_get_entry (model_record_line_get_version (line, j)), entry))
          return line;
    }

  return NULL;
}

/* What the record has, or had, under the same number, and says otherwise. (transfer none) (nullable) */
static ModelRecordLine *
find_numbered (GPtrArray                *lines,
               ModelVaccinationDocument *document,
               ModelClinicalEntry       *entry)
{
  for (guint i = 0; i < lines->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (lines, i);

      for (guint j = 0; is_in_record (line, document) && j < model_record_line_get_n_versions (line); j++)
        if (has_same_number (model_entry_version_get_entry (model_record_line_get_version (line, j)), entry))
          return line;
    }

  return NULL;
}

/* A line of the record that has the relation to @line. (transfer full) (nullable) */
static ModelRecordLine *
find_related (ModelVaccinationRecord   *merged,
              ModelVaccinationDocument *document,
              ModelRecordLine          *line,
              ModelRelationKind         kind)
{
  g_autoptr(GPtrArray) related = model_vaccination_record_dup_related (merged, line, kind);

  for (guint i = 0; i < related->len; i++)
    if (is_in_record (g_ptr_array_index (related, i), document))
      return g_object_ref (g_ptr_array_index (related, i));

  return NULL;
}

/* What nobody could write into a record: its profile wants more, or it says that nothing was. */
static gboolean
is_usable (ModelClinicalEntry *entry)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  gboolean                  dated = facts->date.precision != MODEL_DATE_UNKNOWN;
  g_autofree char          *value = MODEL_IS_SEROLOGY (entry) ? model_serology_dup_value (MODEL_SEROLOGY (entry)) : NULL;

  if (facts->status != MODEL_CLINICAL_STANDS || facts->verification == MODEL_VERIFICATION_REFUTED || model_clinical_entry_get_code (entry) == NULL)
    return FALSE;
  if ((facts->kind == MODEL_CLINICAL_ILLNESS || facts->kind == MODEL_CLINICAL_BASIC_IMMUNIZATION) && !dated)
    return FALSE;

  return value == NULL || *value != '\0';
}

RecordImportEntry *
record_import_compare (ModelVaccinationRecord   *merged,
                       ModelVaccinationDocument *document,
                       ModelClinicalEntry       *entry)
{
  ModelRecordLine *line = find_line (model_vaccination_record_get_lines (merged), entry);
  g_autoptr(ModelRecordLine) same = NULL;
  g_autoptr(ModelRecordLine) similar = NULL;

  if (line == NULL)
    line = find_line (model_vaccination_record_get_deleted (merged), entry);
  if (line == NULL || !is_usable (entry))
    return record_import_entry_new (entry, RECORD_IMPORT_UNUSABLE, NULL);
  if (is_in_record (line, document))
    {
      /* a version of what the record has: the newest, an older one, or one that others corrected otherwise */
      gboolean known = model_entry_version_get_n_documents (model_record_line_get_head (line)) > 1 &&
                       is_same_entry (model_record_line_get_entry (line), entry);

      return record_import_entry_new (entry, known ? RECORD_IMPORT_KNOWN : RECORD_IMPORT_CONFLICT, line);
    }

  same = find_related (merged, document, line, MODEL_RELATION_DUPLICATE);
  if (same != NULL)
    return record_import_entry_new (entry, RECORD_IMPORT_KNOWN, same);
  similar = find_related (merged, document, line, MODEL_RELATION_SIMILAR);
  if (similar == NULL)
    similar = find_related (merged, document, line, MODEL_RELATION_FORK);
  if (similar == NULL)
    g_set_object (&similar, find_numbered (model_vaccination_record_get_lines (merged), document, entry));
  if (similar == NULL)
    g_set_object (&similar, find_numbered (model_vaccination_record_get_deleted (merged), document, entry));

  return record_import_entry_new (entry, similar != NULL ? RECORD_IMPORT_CONFLICT : RECORD_IMPORT_NEW, similar);
}

/* "MUSTER Franz, 27.01.1995, male". */
static char *
describe (ModelPatient *patient)
{
  g_autofree char *title = model_patient_dup_title (patient);
  g_autofree char *born = model_date_format (model_patient_get_birth_date (patient));

  return g_strdup_printf ("%s, %s, %s", title, *born != '\0' ? born : "–", model_gender_get_label (model_patient_get_gender (patient)));
}

char *
record_import_explain (ModelVaccinationDocument *document,
                       ModelPatient             *patient)
{
  ModelPatient    *other = model_vaccination_document_get_facts (document)->patient;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  if (other == NULL)
    return g_strdup (_("The file does not say whom it is about."));
  if (model_vaccination_document_is_about (document, patient))
    return NULL;

  here = describe (patient);
  there = describe (other);

  return g_strdup_printf (_("In the file: %s\nIn the record: %s"), there, here);
}
