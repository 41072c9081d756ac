/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-vaccine-facts.h"

#include "epr-vaccine-terms.h"
#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "record-vaccine-labels.h"

#define SNOMED "http://snomed.info/sct"
#define NO_KNOWN_ALLERGY "716186003"
#define PREGNANCY "77386006"
#define PREGNANCY_MONTHS 10

typedef enum
{
  COLUMN_DOSES,
  COLUMN_NOT_GIVEN,
  COLUMN_PASSIVE,
  COLUMN_ILLNESSES,
  COLUMN_BASIC,
  COLUMN_SEROLOGIES,
  N_COLUMNS
} Column;

struct _RecordDiseaseFacts
{
  GObject parent_instance;

  ModelCoding *disease; /* (owned) (nullable) */
  gboolean     basic;
  GPtrArray   *columns[N_COLUMNS]; /* (owned) of ModelRecordLine */
};

G_DEFINE_FINAL_TYPE (RecordDiseaseFacts, record_disease_facts, G_TYPE_OBJECT)

static void
record_disease_facts_finalize (GObject *object)
{
  RecordDiseaseFacts *self = RECORD_DISEASE_FACTS (object);

  g_clear_object (&self->disease);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_clear_pointer (&self->columns[i], g_ptr_array_unref);

  G_OBJECT_CLASS (record_disease_facts_parent_class)->finalize (object);
}

static void
record_disease_facts_class_init (RecordDiseaseFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = record_disease_facts_finalize;
}

static void
record_disease_facts_init (RecordDiseaseFacts *self)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    self->columns[i] = g_ptr_array_new_with_free_func (g_object_unref);
}

static RecordDiseaseFacts *
facts_new (ModelCoding *disease)
{
  RecordDiseaseFacts *self = g_object_new (RECORD_TYPE_DISEASE_FACTS, NULL);

  if (disease != NULL)
    self->disease = model_coding_new (model_coding_get_system (disease), model_coding_get_code (disease), record_vaccine_label (disease));

  return self;
}

static gboolean
is_empty (RecordDiseaseFacts *self)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (self->columns[i]->len > 0)
      return FALSE;

  return TRUE;
}

/* The row of @disease, NULL: of none; made where there is none yet. */
static RecordDiseaseFacts *
row_of (GPtrArray   *rows,
        ModelCoding *disease)
{
  for (guint i = 0; i < rows->len; i++)
    {
      RecordDiseaseFacts *row = g_ptr_array_index (rows, i);

      if (disease == NULL ? row->disease == NULL
                          : model_coding_is (row->disease, model_coding_get_system (disease), model_coding_get_code (disease)))
        return row;
    }

  g_ptr_array_add (rows, facts_new (disease));

  return g_ptr_array_index (rows, rows->len - 1);
}

static void
add_line (GPtrArray       *rows,
          GPtrArray       *diseases,
          Column           column,
          ModelRecordLine *line)
{
  if (diseases->len == 0)
    g_ptr_array_add (row_of (rows, NULL)->columns[column], g_object_ref (line));
  for (guint i = 0; i < diseases->len; i++)
    g_ptr_array_add (row_of (rows, g_ptr_array_index (diseases, i))->columns[column], g_object_ref (line));
}

static Column
column_of (ModelVaccination *vaccination)
{
  if (model_clinical_entry_get_facts (MODEL_CLINICAL_ENTRY (vaccination))->status == MODEL_CLINICAL_NOT_DONE)
    return COLUMN_NOT_GIVEN;

  return model_vaccination_get_details (vaccination)->passive ? COLUMN_PASSIVE : COLUMN_DOSES;
}

GPtrArray *
record_vaccine_list_entry_diseases (ModelClinicalEntry *entry)
{
  ModelCoding *code;
  GPtrArray   *diseases;

  g_return_val_if_fail (MODEL_IS_CLINICAL_ENTRY (entry), NULL);

  if (MODEL_IS_VACCINATION (entry))
    return record_vaccine_list_diseases (MODEL_VACCINATION (entry));

  code = model_clinical_entry_get_code (entry);
  if (code == NULL)
    return g_ptr_array_new_with_free_func (g_object_unref);
  if (model_clinical_entry_get_kind (entry) != MODEL_CLINICAL_ILLNESS)
    return epr_vaccine_terms_dup_diseases (model_coding_get_system (code), model_coding_get_code (code));

  diseases = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (diseases, g_object_ref (code));

  return diseases;
}

static void
take_line (GPtrArray       *rows,
           ModelRecordLine *line)
{
  ModelClinicalEntry *entry = model_record_line_get_entry (line);
  g_autoptr(GPtrArray) diseases = record_vaccine_list_entry_diseases (entry);

  if (model_record_line_get_state (line) != MODEL_LINE_CURRENT)
    return;

  if (MODEL_IS_VACCINATION (entry))
    add_line (rows, diseases, column_of (MODEL_VACCINATION (entry)), line);
  else if (model_clinical_entry_get_code (entry) == NULL)
    return;
  else if (model_clinical_entry_get_kind (entry) == MODEL_CLINICAL_ILLNESS)
    add_line (rows, diseases, COLUMN_ILLNESSES, line);
  else if (model_clinical_entry_get_kind (entry) == MODEL_CLINICAL_BASIC_IMMUNIZATION)
    add_line (rows, diseases, COLUMN_BASIC, line);
  /* what was measured is not always about a disease of the lists: then it stands among the results alone */
  else if (MODEL_IS_SEROLOGY (entry) && diseases->len > 0)
    add_line (rows, diseases, COLUMN_SEROLOGIES, line);
}

static void
add_rows (GPtrArray  *rows,
          const char *group)
{
  g_autoptr(GPtrArray) diseases = epr_vaccine_terms_dup_group (group);

  for (guint i = 0; i < diseases->len; i++)
    row_of (rows, g_ptr_array_index (diseases, i));
}

/* "Unknown" comes last, whenever it was first met. */
static void
move_unknown (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (((RecordDiseaseFacts *) g_ptr_array_index (rows, i))->disease == NULL)
      {
        g_ptr_array_add (rows, g_ptr_array_steal_index (rows, i));
        return;
      }
}

GPtrArray *
record_vaccine_list_disease_facts (ModelVaccinationRecord *record)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *lines;
  guint      n_basic;

  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (record), rows);

  add_rows (rows, "basic");
  n_basic = rows->len;
  for (guint i = 0; i < n_basic; i++)
    ((RecordDiseaseFacts *) g_ptr_array_index (rows, i))->basic = TRUE;
  add_rows (rows, "other");
  lines = model_vaccination_record_get_lines (record);
  for (guint i = 0; i < lines->len; i++)
    take_line (rows, g_ptr_array_index (lines, i));
  move_unknown (rows);
  for (guint i = rows->len; i > n_basic; i--)
    if (is_empty (g_ptr_array_index (rows, i - 1)))
      g_ptr_array_remove_index (rows, i - 1);

  return rows;
}

ModelCoding *
record_disease_facts_get_disease (RecordDiseaseFacts *self)
{
  g_return_val_if_fail (RECORD_IS_DISEASE_FACTS (self), NULL);

  return self->disease;
}

gboolean
record_disease_facts_is_basic (RecordDiseaseFacts *self)
{
  g_return_val_if_fail (RECORD_IS_DISEASE_FACTS (self), FALSE);

  return self->basic;
}

GPtrArray *
record_disease_facts_get_doses (RecordDiseaseFacts *self)
{
  g_return_val_if_fail (RECORD_IS_DISEASE_FACTS (self), NULL);

  return self->columns[COLUMN_DOSES];
}

GPtrArray *
record_disease_facts_get_not_given (RecordDiseaseFacts *self)
{
  g_return_val_if_fail (RECORD_IS_DISEASE_FACTS (self), NULL);

  return self->columns[COLUMN_NOT_GIVEN];
}

GPtrArray *
record_disease_facts_get_passive (RecordDiseaseFacts *self)
{
  g_return_val_if_fail (RECORD_IS_DISEASE_FACTS (self), NULL);

  return self->columns[COLUMN_PASSIVE];
}

GPtrArray *
record_disease_facts_get_illnesses (RecordDiseaseFacts *self)
{
  g_return_val_if_fail (RECORD_IS_DISEASE_FACTS (self), NULL);

  return self->columns[COLUMN_ILLNESSES];
}

GPtrArray *
record_disease_facts_get_basic (RecordDiseaseFacts *self)
{
  g_return_val_if_fail (RECORD_IS_DISEASE_FACTS (self), NULL);

  return self->columns[COLUMN_BASIC];
}

GPtrArray *
record_disease_facts_get_serologies (RecordDiseaseFacts *self)
{
  g_return_val_if_fail (RECORD_IS_DISEASE_FACTS (self), NULL);

  return self->columns[COLUMN_SEROLOGIES];
}

gboolean
record_disease_facts_is_doubtful (RecordDiseaseFacts *self)
{
  const ModelLineMarks doubts = MODEL_LINE_MAY_BE_OUTDATED | MODEL_LINE_FORKED | MODEL_LINE_CIRCULAR | MODEL_LINE_AMBIGUOUS |
                                MODEL_LINE_DUPLICATE | MODEL_LINE_SIMILAR;

  g_return_val_if_fail (RECORD_IS_DISEASE_FACTS (self), FALSE);

  for (guint i = 0; i < self->columns[COLUMN_DOSES]->len; i++)
    if (model_record_line_get_marks (g_ptr_array_index (self->columns[COLUMN_DOSES], i)) & doubts)
      return TRUE;

  return FALSE;
}

gboolean
record_vaccine_allergies_contradict (ModelVaccinationRecord *record)
{
  GPtrArray *lines;
  gboolean   none = FALSE, some = FALSE;

  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (record), FALSE);

  lines = model_vaccination_record_get_lines (record);
  for (guint i = 0; i < lines->len; i++)
    {
      ModelRecordLine    *line = g_ptr_array_index (lines, i);
      ModelClinicalEntry *entry = model_record_line_get_entry (line);
      const char         *status;

      if (!MODEL_IS_ALLERGY (entry) || model_record_line_get_state (line) != MODEL_LINE_CURRENT)
        continue;
      status = model_allergy_get_details (MODEL_ALLERGY (entry))->clinical_status;
      if (status != NULL && !g_str_equal (status, "active"))
        continue;
      if (model_coding_is (model_clinical_entry_get_code (entry), SNOMED, NO_KNOWN_ALLERGY))
        none = TRUE;
      else
        some = TRUE;
    }

  return none && some;
}

static gint
months_of (const ModelDate *date)
{
  return date->year * 12 + (date->precision >= MODEL_DATE_MONTH ? date->month : 12);
}

gboolean
record_vaccine_is_old_pregnancy (ModelRecordLine *line,
                                 const ModelDate *today)
{
  ModelClinicalEntry *entry;
  const ModelDate    *begin;
  gint                months;

  g_return_val_if_fail (MODEL_IS_RECORD_LINE (line), FALSE);

  entry = model_record_line_get_entry (line);
  if (!MODEL_IS_CONDITION (entry) || model_record_line_get_state (line) != MODEL_LINE_CURRENT ||
      !model_coding_is (model_clinical_entry_get_code (entry), SNOMED, PREGNANCY) ||
      model_condition_get_details (MODEL_CONDITION (entry))->end.precision != MODEL_DATE_UNKNOWN ||
      model_condition_get_details (MODEL_CONDITION (entry))->end_text != NULL)
    return FALSE;

  begin = &model_clinical_entry_get_facts (entry)->date;
  if (begin->precision == MODEL_DATE_UNKNOWN)
    begin = &model_clinical_entry_get_facts (entry)->recorded;
  if (begin->precision == MODEL_DATE_UNKNOWN)
    return FALSE;
  months = months_of (today) - months_of (begin);

  return months > PREGNANCY_MONTHS ||
         (months == PREGNANCY_MONTHS && begin->precision >= MODEL_DATE_DAY && today->day > begin->day);
}
