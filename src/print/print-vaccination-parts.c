/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print-vaccination-private.h"

#include "model-vaccination.h"
#include "record-vaccine-facts.h"
#include "record-vaccine-labels.h"

static const PrintColumn disease_columns[] = {
  { PRINT_WORD_DISEASE, 0.175 }, { PRINT_WORD_DATE, 0.115 }, { PRINT_WORD_VACCINE, 0.195 }, { PRINT_WORD_DOSE, 0.065 }, { PRINT_WORD_LOT_SITE, 0.135 }, { PRINT_WORD_GIVEN_BY, 0.175 }, { PRINT_WORD_VALIDATION, 0.14 }
};

#define N_PART_COLUMNS 5
static const struct
{
  ModelClinicalKind kind;
  PrintWord         title;
  PrintColumn       columns[N_PART_COLUMNS];
} parts[PRINT_N_PARTS] = {
  [PRINT_PART_VACCINATIONS] = { .kind = MODEL_CLINICAL_VACCINATION, .title = PRINT_WORD_BASIC },
  [PRINT_PART_ALLERGIES] = { MODEL_CLINICAL_ALLERGY,
                             PRINT_WORD_ALLERGIES,
                             { { PRINT_WORD_NAME, 0.36 }, { PRINT_WORD_BEGAN, 0.14 }, { PRINT_WORD_STATE, 0.16 }, { PRINT_WORD_RECORDED_BY, 0.2 }, { PRINT_WORD_VALIDATION, 0.14 } } },
  [PRINT_PART_ILLNESSES] = { MODEL_CLINICAL_ILLNESS,
                             PRINT_WORD_ILLNESSES,
                             { { PRINT_WORD_NAME, 0.36 }, { PRINT_WORD_BEGAN, 0.14 }, { PRINT_WORD_ENDED, 0.16 }, { PRINT_WORD_RECORDED_BY, 0.2 }, { PRINT_WORD_VALIDATION, 0.14 } } },
  [PRINT_PART_LABORATORY] = { MODEL_CLINICAL_SEROLOGY,
                              PRINT_WORD_LABORATORY,
                              { { PRINT_WORD_NAME, 0.36 }, { PRINT_WORD_DATE, 0.14 }, { PRINT_WORD_RESULT, 0.16 }, { PRINT_WORD_RECORDED_BY, 0.2 }, { PRINT_WORD_VALIDATION, 0.14 } } },
  [PRINT_PART_RISKS] = { MODEL_CLINICAL_MEDICAL_PROBLEM,
                         PRINT_WORD_RISKS,
                         { { PRINT_WORD_NAME, 0.36 }, { PRINT_WORD_BEGAN, 0.14 }, { PRINT_WORD_ENDED, 0.16 }, { PRINT_WORD_RECORDED_BY, 0.2 }, { PRINT_WORD_VALIDATION, 0.14 } } },
  [PRINT_PART_BASIC_IMMUNIZATION] = { MODEL_CLINICAL_BASIC_IMMUNIZATION,
                                      PRINT_WORD_BASIC_IMMUNIZATION,
                                      { { PRINT_WORD_NAME, 0.26 }, { PRINT_WORD_DATE, 0.14 }, { PRINT_WORD_DISEASE, 0.26 }, { PRINT_WORD_RECORDED_BY, 0.2 }, { PRINT_WORD_VALIDATION, 0.14 } } },
};

static const PrintColumn void_columns[N_PART_COLUMNS] = {
  { PRINT_WORD_NAME, 0.36 }, { PRINT_WORD_DATE, 0.14 }, { PRINT_WORD_STATE, 0.16 }, { PRINT_WORD_RECORDED_BY, 0.2 }, { PRINT_WORD_VALIDATION, 0.14 }
};

PrintWord
print_vaccinations_title (PrintPart part)
{
  return parts[part].title;
}

static gboolean
has_comments (PrintVaccinations *self,
              ModelRecordLine   *line,
              PrintPart          part)
{
  GPtrArray *comments = model_clinical_entry_get_facts (model_record_line_get_entry (line))->comments;

  return comments != NULL && comments->len > 0 && (part == PRINT_PART_ALLERGIES || (self->order->comments & 1u << part) != 0);
}

/* The lists have the names of illnesses as they stand within a sentence. (transfer full) */
static char *
capitalise (const char *text)
{
  char     first[7] = "";
  gunichar c = g_utf8_get_char (text);

  if (*text == '\0')
    return g_strdup ("");
  first[g_unichar_to_utf8 (g_unichar_toupper (c), first)] = '\0';

  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

char *
print_vaccinations_name (PrintVaccinations *self,
                         ModelRecordLine   *line,
                         PrintPart          part)
{
  const char      *label = record_vaccine_label_entry_in (self->order->language, model_record_line_get_entry (line));
  g_autofree char *name = part == PRINT_PART_VACCINATIONS ? g_strdup (label) : capitalise (label);
  guint            number;

  if (!has_comments (self, line, part))
    return g_steal_pointer (&name);
  if (!g_ptr_array_find (self->noted, line, &number))
    {
      number = self->noted->len;
      g_ptr_array_add (self->noted, line);
    }

  return g_strdup_printf ("%s [%u]", name, number + 1);
}

static PrintStyle
standing_style (ModelRecordLine *line)
{
  return model_record_line_get_validation (line) == MODEL_VALIDATION_VALIDATED && model_record_line_get_marks (line) == MODEL_LINE_CERTAIN
             ? PRINT_STYLE_TEXT
             : PRINT_STYLE_STRONG;
}

/* What stands beside a disease, in order of time: a dose, antibodies, that somebody had it or is immunised. */
static void
put_line (PrintVaccinations *self,
          PrintTable        *table,
          ModelCoding       *disease,
          const char        *name,   /* (nullable) of the first row */
          const char        *second, /* (nullable) */
          const char        *continued,
          ModelRecordLine   *line)
{
  const char         *language = self->order->language;
  ModelClinicalEntry *entry = model_record_line_get_entry (line);
  gboolean            given = MODEL_IS_VACCINATION (entry);
  gboolean            had = model_clinical_entry_get_kind (entry) == MODEL_CLINICAL_ILLNESS;
  g_autofree char    *date = print_words_date (entry);
  g_autofree char    *product = given ? print_vaccinations_name (self, line, PRINT_PART_VACCINATIONS)
                                      : g_strdup (print_word (language, had ? PRINT_WORD_PAST_ILLNESS : PRINT_WORD_BASIC_IMMUNIZATION));
  gboolean            passive = given && model_vaccination_get_details (MODEL_VACCINATION (entry))->passive;
  g_autofree char    *dose = passive ? g_strdup (print_word (language, PRINT_WORD_PASSIVE))
                             : given ? print_words_dose (entry, disease)
                                     : NULL;
  g_autofree char    *lot = given ? print_words_lot_site (language, entry) : NULL;
  g_autofree char    *who = given ? print_words_performers (language, entry) : print_words_recorder (language, entry);
  g_autofree char    *standing = print_words_standing (language, line);
  const PrintCell     cells[] = {
        { PRINT_STYLE_STRONG, name, name != NULL ? second : NULL, TRUE },
        { PRINT_STYLE_TEXT, date },
        { given ? PRINT_STYLE_TEXT : PRINT_STYLE_QUIET, product },
        { PRINT_STYLE_TEXT, dose },
        { PRINT_STYLE_QUIET, lot },
        { PRINT_STYLE_QUIET, who },
        { standing_style (line), standing },
  };

  print_table_row (table, cells, name != NULL, continued);
}

static int
by_date (gconstpointer a,
         gconstpointer b)
{
  ModelClinicalEntry *first = model_record_line_get_entry (*(ModelRecordLine *const *) a);
  ModelClinicalEntry *second = model_record_line_get_entry (*(ModelRecordLine *const *) b);

  return model_date_compare (&model_clinical_entry_get_facts (first)->date, &model_clinical_entry_get_facts (second)->date);
}

/* (transfer full) of ModelRecordLine (borrowed) */
static GPtrArray *
list_lines (RecordDiseaseFacts *facts)
{
  GPtrArray *all = g_ptr_array_new ();
  GPtrArray *columns[] = { record_disease_facts_get_doses (facts), record_disease_facts_get_passive (facts),
                           record_disease_facts_get_basic (facts), record_disease_facts_get_illnesses (facts) };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    for (guint j = columns[i]->len; j > 0; j--)
      g_ptr_array_add (all, g_ptr_array_index (columns[i], j - 1));
  g_ptr_array_sort (all, by_date);

  return all;
}

static char *
name_disease (const char  *language,
              ModelCoding *disease) /* (nullable) */
{
  return disease != NULL ? capitalise (record_vaccine_label_in (language, disease)) : g_strdup (print_word (language, PRINT_WORD_NO_DISEASE));
}

static void
put_disease (PrintVaccinations  *self,
             PrintTable         *table,
             RecordDiseaseFacts *facts)
{
  const char      *language = self->order->language;
  ModelCoding     *disease = record_disease_facts_get_disease (facts);
  g_autofree char *name = name_disease (language, disease);
  g_autofree char *second = self->order->second != NULL ? name_disease (self->order->second, disease) : NULL;
  g_autoptr(GPtrArray) lines = list_lines (facts);

  if (lines->len == 0)
    {
      const PrintCell cells[] = {
        { PRINT_STYLE_STRONG, name, second, TRUE },
        { PRINT_STYLE_QUIET, "–" },
        { PRINT_STYLE_QUIET, print_word (language, PRINT_WORD_NO_ENTRY) },
        { PRINT_STYLE_QUIET, NULL },
        { PRINT_STYLE_QUIET, NULL },
        { PRINT_STYLE_QUIET, NULL },
        { PRINT_STYLE_QUIET, NULL },
      };

      print_table_row (table, cells, TRUE, NULL);
    }
  for (guint i = 0; i < lines->len; i++)
    put_line (self, table, disease, i == 0 ? name : NULL, second, name, g_ptr_array_index (lines, i));
}

static void
put_diseases (PrintVaccinations *self,
              GPtrArray         *diseases,
              gboolean           basic)
{
  PrintTable *table = NULL;

  for (guint i = 0; i < diseases->len; i++)
    {
      RecordDiseaseFacts *facts = g_ptr_array_index (diseases, i);

      if (record_disease_facts_is_basic (facts) != basic)
        continue;
      if (table == NULL)
        {
          print_sheet_begin (self->sheet, "Sect");
          print_sheet_heading (self->sheet, basic ? PRINT_WORD_BASIC : PRINT_WORD_OTHER);
          table = print_table_begin (self->sheet, disease_columns, G_N_ELEMENTS (disease_columns));
        }
      put_disease (self, table, facts);
    }
  if (table != NULL)
    {
      print_table_end (table);
      print_sheet_end (self->sheet, "Sect");
    }
}

void
print_vaccinations_diseases (PrintVaccinations *self)
{
  g_autoptr(GPtrArray) diseases = record_vaccine_list_disease_facts (self->order->record);

  put_diseases (self, diseases, TRUE);
  put_diseases (self, diseases, FALSE);
}

static gboolean
is_void (ModelRecordLine *line)
{
  return model_record_line_get_state (line) == MODEL_LINE_REFUTED ||
         model_clinical_entry_get_facts (model_record_line_get_entry (line))->status == MODEL_CLINICAL_NOT_DONE;
}

static void
put_entry (PrintVaccinations *self,
           PrintTable        *table,
           PrintPart          part,
           ModelRecordLine   *line,
           const char        *third)
{
  const char         *language = self->order->language;
  ModelClinicalEntry *entry = model_record_line_get_entry (line);
  g_autofree char    *date = print_words_date (entry);
  g_autofree char    *name = print_vaccinations_name (self, line, part);
  g_autofree char    *who = print_words_recorder (language, entry);
  g_autofree char    *standing = print_words_standing (language, line);
  const PrintCell     cells[N_PART_COLUMNS] = {
        { PRINT_STYLE_STRONG, name, NULL, TRUE },
        { PRINT_STYLE_TEXT, date },
        { PRINT_STYLE_TEXT, third },
        { PRINT_STYLE_QUIET, who },
        { standing_style (line), standing },
  };

  print_table_row (table, cells, TRUE, NULL);
}

static PrintTable *
begin_part (PrintVaccinations *self,
            PrintWord          title,
            const PrintColumn *columns)
{
  print_sheet_begin (self->sheet, "Sect");
  print_sheet_heading (self->sheet, title);

  return print_table_begin (self->sheet, columns, N_PART_COLUMNS);
}

static void
end_part (PrintVaccinations *self,
          PrintTable        *table)
{
  print_table_end (table);
  print_sheet_end (self->sheet, "Sect");
}

gboolean
print_vaccinations_part (PrintVaccinations *self,
                         PrintPart          part)
{
  GPtrArray  *lines = model_vaccination_record_get_lines (self->order->record);
  PrintTable *table = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      ModelRecordLine    *line = g_ptr_array_index (lines, i);
      ModelClinicalEntry *entry = model_record_line_get_entry (line);
      g_autofree char    *third = NULL;

      if (model_clinical_entry_get_kind (entry) != parts[part].kind || is_void (line))
        continue;
      if (table == NULL)
        table = begin_part (self, parts[part].title, parts[part].columns);
      third = print_words_third (self->order->language, entry);
      put_entry (self, table, part, line, third);
    }
  if (table == NULL)
    return FALSE;

  end_part (self, table);

  return TRUE;
}

static PrintPart
part_of (ModelClinicalEntry *entry)
{
  for (guint i = 0; i < PRINT_N_PARTS; i++)
    if (parts[i].kind == model_clinical_entry_get_kind (entry))
      return (PrintPart) i;

  return PRINT_PART_VACCINATIONS;
}

void
print_vaccinations_void (PrintVaccinations *self)
{
  GPtrArray  *lines = model_vaccination_record_get_lines (self->order->record);
  PrintTable *table = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      ModelRecordLine    *line = g_ptr_array_index (lines, i);
      ModelClinicalEntry *entry = model_record_line_get_entry (line);

      if (!is_void (line))
        continue;
      if (table == NULL)
        table = begin_part (self, PRINT_WORD_NOT_COUNTED, void_columns);
      put_entry (self, table, part_of (entry), line,
                 print_word (self->order->language,
                             model_record_line_get_state (line) == MODEL_LINE_REFUTED ? PRINT_WORD_REFUTED : PRINT_WORD_NOT_GIVEN));
    }
  if (table != NULL)
    end_part (self, table);
}

static void
put_note (PrintVaccinations *self,
          ModelRecordLine   *line,
          guint              number)
{
  ModelClinicalEntry *entry = model_record_line_get_entry (line);
  GPtrArray          *comments = model_clinical_entry_get_facts (entry)->comments;
  g_autofree char    *date = print_words_date (entry);

  print_sheet_begin (self->sheet, "LI");
  for (guint i = 0; i < comments->len; i++)
    {
      g_autofree char *words = print_words_comment (self->order->language, g_ptr_array_index (comments, i));
      g_autofree char *text = g_strdup_printf ("[%u]  %s%s%s: %s", number, date, *date != '\0' ? ", " : "",
                                               record_vaccine_label_entry_in (self->order->language, entry), words);

      print_sheet_paragraph (self->sheet, "LBody", PRINT_STYLE_TEXT, text);
      print_sheet_skip (self->sheet, 2);
    }
  print_sheet_end (self->sheet, "LI");
}

void
print_vaccinations_notes (PrintVaccinations *self)
{
  if (self->noted->len == 0)
    return;

  print_sheet_begin (self->sheet, "Sect");
  print_sheet_heading (self->sheet, PRINT_WORD_COMMENTS);
  print_sheet_begin (self->sheet, "L");
  for (guint i = 0; i < self->noted->len; i++)
    put_note (self, g_ptr_array_index (self->noted, i), i + 1);
  print_sheet_end (self->sheet, "L");
  print_sheet_end (self->sheet, "Sect");
  print_sheet_skip (self->sheet, 14);
}
