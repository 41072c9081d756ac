/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-row.h"

#include "model-serology.h"
#include "model-text.h"
#include "model-vaccination.h"
#include "record-vaccine-labels.h"
#include "vaccination-facts.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

struct _CabVaccineRow
{
  GObject parent_instance;

  ModelRecordLine    *line;     /* (owned) (nullable) */
  ModelClinicalEntry *entry;    /* (owned) (nullable) of the line, or on its way */
  RecordDiseaseFacts *facts;    /* (owned) (nullable) */
  GPtrArray          *diseases; /* (owned) of ModelCoding */
  ModelDate           date;
  char               *key;                          /* (owned) */
  char               *texts[CAB_VACCINE_N_COLUMNS]; /* (owned) */
  const char         *icons[CAB_VACCINE_N_COLUMNS];
  char               *folded; /* (owned) what is looked in */
  gboolean            doubtful;
  gboolean            coming; /* something of it is on its way */
};

G_DEFINE_FINAL_TYPE (CabVaccineRow, cab_vaccine_row, CAB_TYPE_TABLE_ROW)

static void
cab_vaccine_row_finalize (GObject *object)
{
  CabVaccineRow *self = CAB_VACCINE_ROW (object);

  g_clear_object (&self->line);
  g_clear_object (&self->entry);
  g_clear_object (&self->facts);
  g_clear_pointer (&self->diseases, g_ptr_array_unref);
  g_free (self->key);
  g_free (self->folded);
  for (guint i = 0; i < CAB_VACCINE_N_COLUMNS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (cab_vaccine_row_parent_class)->finalize (object);
}

/* @text: (transfer full) */
static void
add_words (GString *words,
           char    *text)
{
  if (*text != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", text);
  g_free (text);
}

static const char *
get_text (CabTableRow *row,
          int          column)
{
  return CAB_VACCINE_ROW (row)->texts[column];
}

/* What the columns would say, in one line; what is not as usual comes first. */
static void
summarize (CabTableRow     *row,
           CabTableSummary *summary)
{
  CabVaccineRow *self = CAB_VACCINE_ROW (row);
  gboolean       disease = self->facts != NULL;
  const char    *dose = self->texts[CAB_VACCINE_COLUMN_DOSE];
  const char    *date = self->texts[CAB_VACCINE_COLUMN_DATE];
  g_autoptr(GString) line = g_string_new (NULL);

  if (self->doubtful || self->coming || cab_vaccine_row_is_void (self))
    add_words (line, g_strdup (self->texts[CAB_VACCINE_COLUMN_STATE]));
  if (disease)
    /* Translators: doses against a disease. */
    add_words (line, g_strdup_printf (_("doses: %s"), dose));
  else if (self->line != NULL)
    add_words (line, g_strdup (self->texts[CAB_VACCINE_COLUMN_VALIDATION]));
  if (disease && *date != '\0')
    /* Translators: the date of the last dose against a disease. */
    add_words (line, g_strdup_printf (_("last: %s"), date));
  if (!disease && *dose != '\0')
    /* Translators: the number of a dose in its series. */
    add_words (line, g_strdup_printf (_("dose %s"), dose));
  add_words (line, g_strdup (self->texts[CAB_VACCINE_COLUMN_ABOUT]));

  summary->title = self->texts[CAB_VACCINE_COLUMN_NAME];
  summary->corner = disease ? "" : date;
  summary->line = g_string_free (g_steal_pointer (&line), FALSE);
}

/* The words beside a symbol say the same. */
static guint
list_marks (CabTableRow  *row,
            int           column,
            CabTableMark *marks)
{
  CabVaccineRow *self = CAB_VACCINE_ROW (row);
  const char    *icon = self->icons[column == CAB_TABLE_SUMMARY ? CAB_VACCINE_COLUMN_STATE : column];

  if (column == CAB_TABLE_SUMMARY && *icon == '\0')
    icon = self->icons[CAB_VACCINE_COLUMN_VALIDATION];
  marks[0] = (CabTableMark) { icon, NULL };

  return *icon != '\0' ? 1 : 0;
}

static CabTableLook
get_look (CabTableRow *row)
{
  return cab_vaccine_row_is_void (CAB_VACCINE_ROW (row)) ? CAB_TABLE_STRUCK : CAB_TABLE_PLAIN;
}

static int
get_year (CabTableRow *row)
{
  return CAB_VACCINE_ROW (row)->date.year;
}

/* Dates as dates, doses as numbers. */
static int
compare (CabTableRow *one,
         CabTableRow *other,
         int          column)
{
  CabVaccineRow *a = CAB_VACCINE_ROW (one);
  CabVaccineRow *b = CAB_VACCINE_ROW (other);

  if (column == CAB_VACCINE_COLUMN_DATE)
    return model_date_compare (&a->date, &b->date);
  if (column == CAB_VACCINE_COLUMN_DOSE)
    {
      int before = atoi (a->texts[column]);
      int after = atoi (b->texts[column]);

      if (before != after)
        return before < after ? -1 : 1;
    }

  return g_utf8_collate (a->texts[column], b->texts[column]);
}

static void
cab_vaccine_row_class_init (CabVaccineRowClass *klass)
{
  CabTableRowClass *row_class = CAB_TABLE_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cab_vaccine_row_finalize;
  row_class->get_text = get_text;
  row_class->summarize = summarize;
  row_class->list_marks = list_marks;
  row_class->get_look = get_look;
  row_class->get_year = get_year;
  row_class->compare = compare;
}

static void
cab_vaccine_row_init (CabVaccineRow *self)
{
  for (guint i = 0; i < CAB_VACCINE_N_COLUMNS; i++)
    self->icons[i] = "";
}

/* By its oldest version, which no correction changes. */
static char *
key_of (ModelRecordLine *line)
{
  ModelEntryVersion        *first = model_record_line_get_version (line, 0);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (model_entry_version_get_entry (first));
  ModelIdentifier          *identifier = facts->identifiers != NULL && facts->identifiers->len > 0 ? g_ptr_array_index (facts->identifiers, 0) : NULL;

  return g_strdup_printf ("%s|%s|%s", model_vaccination_document_get_key (model_entry_version_get_document (first)),
                          identifier != NULL ? model_identifier_get_value (identifier) : "", facts->id != NULL ? facts->id : "");
}

static char *
who_of (ModelClinicalEntry *entry)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  g_autofree char          *performers = vaccination_words_for_actors (facts->performers);

  return *performers != '\0' ? g_steal_pointer (&performers) : vaccination_words_for_actor (facts->recorder);
}

/* Several things at once are told one after the other; the symbol is that of the first that is doubtful. */
static void
add_state (CabVaccineRow   *self,
           GString         *words,
           VaccinationState state)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", state.words);
  if (state.doubtful && !self->doubtful)
    self->icons[CAB_VACCINE_COLUMN_STATE] = state.icon;
  self->doubtful = self->doubtful || state.doubtful;
}

/* @coming (nullable); @kept: its duplicates are looked at, and are none. */
static void
take_states (CabVaccineRow *self,
             const char    *coming,
             gboolean       kept)
{
  VaccinationState validation = vaccination_words_for_validation (model_record_line_get_head (self->line));
  VaccinationState life = vaccination_words_for_life (self->line);
  ModelLineMarks   marks = model_record_line_get_marks (self->line);
  ModelDate        today = model_date_today ();
  g_autoptr(GString) words = g_string_new (NULL);

  if (kept)
    marks &= ~(guint) (MODEL_LINE_DUPLICATE | MODEL_LINE_SIMILAR);
  self->doubtful = FALSE;
  self->coming = coming != NULL;
  self->texts[CAB_VACCINE_COLUMN_VALIDATION] = g_strdup (validation.words);
  self->icons[CAB_VACCINE_COLUMN_VALIDATION] = validation.icon;
  self->icons[CAB_VACCINE_COLUMN_STATE] = life.icon;
  if (coming != NULL)
    {
      self->icons[CAB_VACCINE_COLUMN_STATE] = "document-send-symbolic";
      add_state (self, words, (VaccinationState) { coming, "", "", FALSE });
    }
  /* what is doubtful stands first: the end of a long text is cut */
  for (guint bit = 1; bit <= MODEL_LINE_SIMILAR; bit <<= 1)
    if ((marks & bit) != 0)
      add_state (self, words, vaccination_words_for_mark (bit));
  if (record_vaccine_is_old_pregnancy (self->line, &today))
    add_state (self, words, vaccination_words_for_pregnancy ());
  if (*life.icon != '\0' || words->len == 0)
    add_state (self, words, life);
  self->texts[CAB_VACCINE_COLUMN_STATE] = g_string_free (g_steal_pointer (&words), FALSE);
}

static void
fold_texts (CabVaccineRow *self)
{
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < CAB_VACCINE_N_COLUMNS; i++)
    {
      if (self->texts[i] == NULL)
        self->texts[i] = g_strdup ("");
      g_string_append_printf (all, "%s\n", self->texts[i]);
    }
  self->folded = model_text_fold (all->str);
}

static CabVaccineRow *
new_entry (ModelClinicalEntry *entry)
{
  CabVaccineRow            *self = g_object_new (CAB_TYPE_VACCINE_ROW, NULL);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);

  self->entry = g_object_ref (entry);
  self->date = facts->date;
  self->diseases = record_vaccine_list_entry_diseases (entry);
  self->texts[CAB_VACCINE_COLUMN_DATE] = vaccination_words_for_date (&facts->date, facts->date_text);
  self->texts[CAB_VACCINE_COLUMN_KIND] = g_strdup (vaccination_words_for_kind (facts->kind));
  self->texts[CAB_VACCINE_COLUMN_NAME] = g_strdup (record_vaccine_label_entry (entry));
  self->texts[CAB_VACCINE_COLUMN_ABOUT] = vaccination_facts_about (entry);
  self->texts[CAB_VACCINE_COLUMN_DOSE] = vaccination_facts_dose (entry);
  self->texts[CAB_VACCINE_COLUMN_WHO] = who_of (entry);
  if (MODEL_IS_VACCINATION (entry))
    self->texts[CAB_VACCINE_COLUMN_LOT] = g_strdup (model_vaccination_get_details (MODEL_VACCINATION (entry))->lot);

  return self;
}

CabVaccineRow *
cab_vaccine_row_new_line (ModelRecordLine *line)
{
  CabVaccineRow *self;

  g_return_val_if_fail (MODEL_IS_RECORD_LINE (line), NULL);

  self = new_entry (model_record_line_get_entry (line));
  self->line = g_object_ref (line);
  self->key = key_of (line);
  take_states (self, NULL, FALSE);
  fold_texts (self);

  return self;
}

CabVaccineRow *
cab_vaccine_row_new_coming (ModelClinicalEntry *entry,
                            const char         *words)
{
  CabVaccineRow *self;

  g_return_val_if_fail (MODEL_IS_CLINICAL_ENTRY (entry), NULL);

  self = new_entry (entry);
  self->key = g_strdup_printf ("coming|%p", entry);
  self->coming = TRUE;
  self->texts[CAB_VACCINE_COLUMN_STATE] = g_strdup (words);
  self->icons[CAB_VACCINE_COLUMN_STATE] = "document-send-symbolic";
  fold_texts (self);

  return self;
}

void
cab_vaccine_row_add_known (CabVaccineRow *self,
                           const char    *coming,
                           gboolean       kept)
{
  g_return_if_fail (CAB_IS_VACCINE_ROW (self) && self->line != NULL);

  if (coming == NULL && !kept)
    return;

  g_clear_pointer (&self->texts[CAB_VACCINE_COLUMN_VALIDATION], g_free);
  g_clear_pointer (&self->texts[CAB_VACCINE_COLUMN_STATE], g_free);
  take_states (self, coming, kept);
  g_free (self->folded);
  fold_texts (self);
}

/* What is in the record beside doses (R-VAC-41, R-VAC-43): the last value as it was measured. */
static char *
beside_of (RecordDiseaseFacts *facts)
{
  GPtrArray *serologies = record_disease_facts_get_serologies (facts);
  guint      n_illnesses = record_disease_facts_get_illnesses (facts)->len;
  guint      n_basic = record_disease_facts_get_basic (facts)->len;
  guint      n_passive = record_disease_facts_get_passive (facts)->len;
  guint      n_not_given = record_disease_facts_get_not_given (facts)->len;
  g_autoptr(GString) words = g_string_new (NULL);

  if (n_illnesses > 0)
    add_words (words, g_strdup (_("Had the illness")));
  if (n_basic > 0)
    add_words (words, g_strdup (_("Basic immunisation stated")));
  if (serologies->len > 0)
    {
      ModelClinicalEntry *entry = model_record_line_get_entry (g_ptr_array_index (serologies, 0));
      g_autofree char    *value = model_serology_dup_value (MODEL_SEROLOGY (entry));
      g_autofree char    *date = model_date_format (&model_clinical_entry_get_facts (entry)->date);

      /* Translators: the newest value of the laboratory, and its date. */
      add_words (words, g_strdup_printf (_("Laboratory: %s (%s)"), value, date));
    }
  if (n_passive > 0)
    add_words (words, g_strdup_printf (ngettext ("%u time antibodies", "%u times antibodies", n_passive), n_passive));
  if (n_not_given > 0)
    add_words (words, g_strdup_printf (ngettext ("%u time not given", "%u times not given", n_not_given), n_not_given));

  return g_string_free (g_steal_pointer (&words), FALSE);
}

CabVaccineRow *
cab_vaccine_row_new_disease (RecordDiseaseFacts *facts)
{
  CabVaccineRow *self;
  ModelCoding   *disease;
  GPtrArray     *doses;

  g_return_val_if_fail (RECORD_IS_DISEASE_FACTS (facts), NULL);

  self = g_object_new (CAB_TYPE_VACCINE_ROW, NULL);
  disease = record_disease_facts_get_disease (facts);
  doses = record_disease_facts_get_doses (facts);
  self->facts = g_object_ref (facts);
  self->diseases = g_ptr_array_new_with_free_func (g_object_unref);
  if (disease != NULL)
    g_ptr_array_add (self->diseases, g_object_ref (disease));
  self->key = g_strdup_printf ("disease|%s", disease != NULL ? model_coding_get_code (disease) : "");
  if (doses->len > 0)
    self->date = model_clinical_entry_get_facts (model_record_line_get_entry (g_ptr_array_index (doses, 0)))->date;
  self->texts[CAB_VACCINE_COLUMN_DATE] = model_date_format (&self->date);
  self->texts[CAB_VACCINE_COLUMN_NAME] = g_strdup (disease != NULL ? model_coding_get_label (disease) : _("It is not said against what"));
  self->texts[CAB_VACCINE_COLUMN_DOSE] = g_strdup_printf ("%u", doses->len);
  self->texts[CAB_VACCINE_COLUMN_ABOUT] = beside_of (facts);
  self->doubtful = record_disease_facts_is_doubtful (facts);
  if (self->doubtful)
    {
      self->texts[CAB_VACCINE_COLUMN_STATE] = g_strdup (_("Number uncertain"));
      self->icons[CAB_VACCINE_COLUMN_STATE] = "dialog-warning-symbolic";
    }
  fold_texts (self);

  return self;
}

ModelRecordLine *
cab_vaccine_row_get_line (CabVaccineRow *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_ROW (self), NULL);

  return self->line;
}

ModelClinicalEntry *
cab_vaccine_row_get_entry (CabVaccineRow *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_ROW (self), NULL);

  return self->entry;
}

RecordDiseaseFacts *
cab_vaccine_row_get_facts (CabVaccineRow *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_ROW (self), NULL);

  return self->facts;
}

const char *
cab_vaccine_row_get_key (CabVaccineRow *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_ROW (self), NULL);

  return self->key;
}

void
cab_vaccine_row_take (CabVaccineRow *self,
                      CabVaccineRow *other)
{
  g_return_if_fail (CAB_IS_VACCINE_ROW (self));
  g_return_if_fail (CAB_IS_VACCINE_ROW (other));

  g_set_object (&self->line, other->line);
  g_set_object (&self->entry, other->entry);
  g_set_object (&self->facts, other->facts);
  g_clear_pointer (&self->diseases, g_ptr_array_unref);
  self->diseases = g_ptr_array_ref (other->diseases);
  self->date = other->date;
  self->doubtful = other->doubtful;
  self->coming = other->coming;
  g_free (self->folded);
  self->folded = g_strdup (other->folded);
  for (guint i = 0; i < CAB_VACCINE_N_COLUMNS; i++)
    {
      g_free (self->texts[i]);
      self->texts[i] = g_strdup (other->texts[i]);
      self->icons[i] = other->icons[i];
    }
  cab_table_row_changed (CAB_TABLE_ROW (self));
}

const char *
cab_vaccine_row_get_text (CabVaccineRow   *self,
                          CabVaccineColumn column)
{
  g_return_val_if_fail (CAB_IS_VACCINE_ROW (self), "");
  g_return_val_if_fail (column < CAB_VACCINE_N_COLUMNS, "");

  return self->texts[column];
}

gboolean
cab_vaccine_row_is_coming (CabVaccineRow *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_ROW (self), FALSE);

  return self->coming;
}

gboolean
cab_vaccine_row_is_deleted (CabVaccineRow *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_ROW (self), FALSE);

  return self->line != NULL && model_record_line_get_state (self->line) == MODEL_LINE_DELETED;
}

gboolean
cab_vaccine_row_is_void (CabVaccineRow *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_ROW (self), FALSE);

  return self->line != NULL &&
         (model_record_line_get_state (self->line) != MODEL_LINE_CURRENT ||
          model_clinical_entry_get_facts (model_record_line_get_entry (self->line))->status == MODEL_CLINICAL_NOT_DONE);
}

gboolean
cab_vaccine_row_is_in (CabVaccineRow *self,
                       CabVaccineTab  tab)
{
  ModelClinicalKind kind;

  g_return_val_if_fail (CAB_IS_VACCINE_ROW (self), FALSE);

  if (self->entry == NULL || tab == CAB_VACCINE_TAB_DISEASES)
    return self->entry == NULL && tab == CAB_VACCINE_TAB_DISEASES;

  kind = model_clinical_entry_get_kind (self->entry);
  switch (tab)
    {
    case CAB_VACCINE_TAB_VACCINATIONS:
      return kind == MODEL_CLINICAL_VACCINATION;
    case CAB_VACCINE_TAB_ILLNESSES:
      return kind == MODEL_CLINICAL_ILLNESS;
    case CAB_VACCINE_TAB_ALLERGIES:
      return kind == MODEL_CLINICAL_ALLERGY;
    case CAB_VACCINE_TAB_RISKS:
      return kind == MODEL_CLINICAL_MEDICAL_PROBLEM;
    case CAB_VACCINE_TAB_SEROLOGY:
      return kind == MODEL_CLINICAL_SEROLOGY || kind == MODEL_CLINICAL_BASIC_IMMUNIZATION;
    case CAB_VACCINE_TAB_TIMELINE:
    case CAB_VACCINE_TAB_DISEASES:
    case CAB_VACCINE_N_TABS:
    default:
      return TRUE;
    }
}

gboolean
cab_vaccine_row_matches (CabVaccineRow     *self,
                         const char *const *words)
{
  g_return_val_if_fail (CAB_IS_VACCINE_ROW (self), FALSE);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (strstr (self->folded, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

gboolean
cab_vaccine_row_is_against (CabVaccineRow *self,
                            ModelCoding   *disease)
{
  g_return_val_if_fail (CAB_IS_VACCINE_ROW (self), FALSE);

  for (guint i = 0; i < self->diseases->len; i++)
    if (model_coding_is (g_ptr_array_index (self->diseases, i), model_coding_get_system (disease), model_coding_get_code (disease)))
      return TRUE;

  return FALSE;
}
