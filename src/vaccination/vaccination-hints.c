/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vaccination-hints.h"

#include "model-allergy.h"
#include "record-vaccine-facts.h"
#include "vaccination-facts.h"
#include "vaccination-words.h"

#include <glib/gi18n-lib.h>

#define SNOMED "http://snomed.info/sct"
#define NO_KNOWN_ALLERGY "716186003"
#define PREGNANCY "77386006"

char *
vaccination_hints_read_date (RecordEntryDraft *draft,
                             RecordEntryField  field)
{
  ModelDate        today = model_date_today ();
  ModelDate        date;
  g_autofree char *typed = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (draft), NULL);

  typed = g_strstrip (g_strdup (record_entry_draft_get_text (draft, field)));
  if (*typed == '\0' || !model_date_parse_typed (typed, &today, &date))
    return g_strdup ("");

  words = model_date_format (&date);
  switch ((ModelDatePrecision) date.precision)
    {
    case MODEL_DATE_YEAR:
      return g_strdup_printf (_("%s: day and month are not known."), words);

    case MODEL_DATE_MONTH:
      return g_strdup_printf (_("%s: the day is not known."), words);

    case MODEL_DATE_UNKNOWN:
    case MODEL_DATE_DAY:
    case MODEL_DATE_MINUTE:
    case MODEL_DATE_SECOND:
    default:
      return field == RECORD_ENTRY_DATE && record_entry_draft_get_patient (draft) != NULL
                 ? vaccination_words_for_age (&date, NULL, model_patient_get_birth_date (record_entry_draft_get_patient (draft)))
                 : g_steal_pointer (&words);
    }
}

static gboolean
is_active_allergy (ModelRecordLine *line)
{
  ModelClinicalEntry *entry = model_record_line_get_entry (line);

  return MODEL_IS_ALLERGY (entry) && model_record_line_get_state (line) == MODEL_LINE_CURRENT &&
         g_strcmp0 (model_allergy_get_details (MODEL_ALLERGY (entry))->clinical_status, "active") == 0;
}

/* Whether the record has, beside the line that is corrected, an active allergy that is "none known", or one that is not. */
static gboolean
has_allergy (RecordEntryDraft       *draft,
             ModelVaccinationRecord *record,
             gboolean                none_known)
{
  GPtrArray *lines = model_vaccination_record_get_lines (record);

  for (guint i = 0; i < lines->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (lines, i);
      ModelCoding     *code = model_clinical_entry_get_code (model_record_line_get_entry (line));

      if (line != record_entry_draft_get_line (draft) && is_active_allergy (line) &&
          model_coding_is (code, SNOMED, NO_KNOWN_ALLERGY) == none_known)
        return TRUE;
    }

  return FALSE;
}

static const char *
ask_allergy (RecordEntryDraft       *draft,
             ModelVaccinationRecord *record)
{
  ModelCoding *code = record_entry_draft_get_code (draft, RECORD_ENTRY_CODE);
  ModelCoding *status = record_entry_draft_get_code (draft, RECORD_ENTRY_CLINICAL_STATUS);
  gboolean     none_known = model_coding_is (code, SNOMED, NO_KNOWN_ALLERGY);

  if (code == NULL || status == NULL || g_strcmp0 (model_coding_get_code (status), "active") != 0 || !has_allergy (draft, record, !none_known))
    return NULL;

  return none_known ? _("The record has an allergy that is active: “no known allergy” contradicts it. Ask the patient which is right.")
                    : _("The record says “no known allergy”: this contradicts it. Ask the patient, and correct that entry too.");
}

static const char *
ask_pregnancy (RecordEntryDraft *draft)
{
  ModelRecordLine *line = record_entry_draft_get_line (draft);
  ModelDate        today = model_date_today ();

  return line != NULL && record_vaccine_is_old_pregnancy (line, &today) && *record_entry_draft_get_text (draft, RECORD_ENTRY_END) == '\0'
             ? _("This pregnancy began more than ten months ago and has no end. Ask the patient; Cabinet does not close it by itself.")
             : NULL;
}

const char *
vaccination_hints_ask (RecordEntryDraft       *draft,
                       ModelVaccinationRecord *record)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (draft), NULL);

  switch (record_entry_draft_get_kind (draft))
    {
    case MODEL_CLINICAL_ALLERGY:
      return record != NULL ? ask_allergy (draft, record) : NULL;

    case MODEL_CLINICAL_MEDICAL_PROBLEM:
      return ask_pregnancy (draft);

    case MODEL_CLINICAL_VACCINATION:
    case MODEL_CLINICAL_BASIC_IMMUNIZATION:
    case MODEL_CLINICAL_ILLNESS:
    case MODEL_CLINICAL_SEROLOGY:
    default:
      return NULL;
    }
}

char *
vaccination_hints_kept (RecordEntryDraft *draft)
{
  const ModelDate     nobody = { 0 };
  ModelRecordLine    *line;
  ModelClinicalEntry *entry;
  g_autoptr(GPtrArray) facts = NULL;
  g_autoptr(GString) kept = g_string_new (NULL);
  GPtrArray *comments;

  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (draft), NULL);

  line = record_entry_draft_get_line (draft);
  if (line == NULL)
    return g_strdup ("");

  entry = model_record_line_get_entry (line);
  facts = vaccination_facts_list (entry, &nobody);
  for (guint i = 0; i < facts->len; i++)
    {
      VaccinationFact *fact = g_ptr_array_index (facts, i);

      if (fact->kind == VACCINATION_FACT_UNSHOWN)
        g_string_append_printf (kept, "\n%s: %s", fact->label, fact->value);
    }
  comments = model_clinical_entry_get_facts (entry)->comments;
  if (comments != NULL && comments->len > 0)
    g_string_append_printf (kept, ngettext ("\n%u comment", "\n%u comments", comments->len), comments->len);

  return kept->len > 0 ? g_strdup_printf (_("This stays as it is, and so does all that no field shows:%s"), kept->str)
                       : g_strdup (_("What no field shows stays as it is."));
}

const char *
vaccination_hints_comment (ModelClinicalKind kind)
{
  if (kind == MODEL_CLINICAL_ALLERGY)
    return _("What happened, how long after what, and what became of it?");

  return _("Everybody who may see the entry sees the comment, the patient too.");
}
