/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print-vaccination-private.h"

#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "model-vaccination.h"
#include "record-vaccine-facts.h"
#include "record-vaccine-labels.h"

#define CONDITION_STATUS "http://terminology.hl7.org/CodeSystem/condition-clinical"
#define ALLERGY_STATUS "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
#define DOUBTS (MODEL_LINE_MAY_BE_OUTDATED | MODEL_LINE_FORKED | MODEL_LINE_CIRCULAR | MODEL_LINE_AMBIGUOUS)

char *
print_words_date (ModelClinicalEntry *entry)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);

  return facts->date.precision == MODEL_DATE_UNKNOWN && facts->date_text != NULL ? g_strdup (facts->date_text) : model_date_format (&facts->date);
}

static gboolean
is_against (const ModelVaccinationDose *dose,
            ModelCoding                *disease)
{
  for (guint i = 0; dose->diseases != NULL && i < dose->diseases->len; i++)
    if (model_coding_is (g_ptr_array_index (dose->diseases, i), model_coding_get_system (disease), model_coding_get_code (disease)))
      return TRUE;

  return FALSE;
}

char *
print_words_dose (ModelClinicalEntry *entry,
                  ModelCoding        *disease)
{
  const ModelVaccinationDetails *details = model_vaccination_get_details (MODEL_VACCINATION (entry));
  const ModelVaccinationDose    *dose = details->n_doses > 0 ? &details->doses[0] : NULL;

  for (guint i = 0; disease != NULL && i < details->n_doses; i++)
    if (is_against (&details->doses[i], disease))
      {
        dose = &details->doses[i];
        break;
      }

  if (dose == NULL)
    return g_strdup ("");
  if (dose->number > 0 && dose->series_doses > 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT " / %" G_GINT64_FORMAT, dose->number, dose->series_doses);
  if (dose->number > 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, dose->number);

  return g_strdup (dose->number_text != NULL ? dose->number_text : "");
}

/* (transfer full) */
static char *
join (const char *first,
      const char *between,
      const char *second)
{
  gboolean both = *first != '\0' && *second != '\0';

  return g_strconcat (first, both ? between : "", second, NULL);
}

char *
print_words_lot_site (const char         *language,
                      ModelClinicalEntry *entry)
{
  const ModelVaccinationDetails *details = model_vaccination_get_details (MODEL_VACCINATION (entry));

  return join (details->lot != NULL ? details->lot : "", "\n", record_vaccine_label_in (language, details->site));
}

static char *
actor_words (const char *language,
             ModelActor *actor)
{
  if (actor == NULL)
    return g_strdup ("");
  if (model_actor_get_kind (actor) == MODEL_ACTOR_PATIENT)
    return g_strdup (print_word (language, PRINT_WORD_PATIENT));

  return model_actor_dup_label (actor);
}

char *
print_words_performers (const char         *language,
                        ModelClinicalEntry *entry)
{
  GPtrArray *performers = model_clinical_entry_get_facts (entry)->performers;
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; performers != NULL && i < performers->len; i++)
    {
      g_autofree char *one = actor_words (language, g_ptr_array_index (performers, i));

      if (*one != '\0')
        g_string_append_printf (words, "%s%s", words->len > 0 ? "; " : "", one);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
print_words_recorder (const char         *language,
                      ModelClinicalEntry *entry)
{
  g_autofree char *performers = print_words_performers (language, entry);

  return *performers != '\0' ? g_steal_pointer (&performers) : actor_words (language, model_clinical_entry_get_facts (entry)->recorder);
}

char *
print_words_standing (const char      *language,
                      ModelRecordLine *line)
{
  static const PrintWord validations[] = {
    [MODEL_VALIDATION_NOT_VERIFIABLE] = PRINT_WORD_NOT_VERIFIABLE,
    [MODEL_VALIDATION_NOT_VALIDATED] = PRINT_WORD_NOT_VALIDATED,
    [MODEL_VALIDATION_VALIDATED] = PRINT_WORD_VALIDATED,
  };
  const char    *words = print_word (language, validations[model_record_line_get_validation (line)]);
  ModelLineMarks marks = model_record_line_get_marks (line);

  if (marks & DOUBTS)
    return join (words, ", ", print_word (language, PRINT_WORD_DOUBTFUL));
  if (marks & (MODEL_LINE_DUPLICATE | MODEL_LINE_SIMILAR))
    return join (words, ", ", print_word (language, PRINT_WORD_TWICE));

  return g_strdup (words);
}

static char *
status_words (const char *language,
              const char *system,
              const char *status)
{
  g_autoptr(ModelCoding) coding = status != NULL ? model_coding_new (system, status, NULL) : NULL;

  return g_strdup (record_vaccine_label_in (language, coding));
}

static char *
disease_words (const char         *language,
               ModelClinicalEntry *entry)
{
  g_autoptr(GPtrArray) diseases = record_vaccine_list_entry_diseases (entry);
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < diseases->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", record_vaccine_label_in (language, g_ptr_array_index (diseases, i)));

  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
print_words_third (const char         *language,
                   ModelClinicalEntry *entry)
{
  if (MODEL_IS_SEROLOGY (entry))
    return model_serology_dup_value (MODEL_SEROLOGY (entry));
  if (MODEL_IS_ALLERGY (entry))
    return status_words (language, ALLERGY_STATUS, model_allergy_get_details (MODEL_ALLERGY (entry))->clinical_status);
  if (model_clinical_entry_get_kind (entry) == MODEL_CLINICAL_BASIC_IMMUNIZATION)
    return disease_words (language, entry);
  if (MODEL_IS_CONDITION (entry))
    {
      const ModelConditionDetails *details = model_condition_get_details (MODEL_CONDITION (entry));

      if (details->end.precision != MODEL_DATE_UNKNOWN)
        return model_date_format (&details->end);

      return details->end_text != NULL ? g_strdup (details->end_text) : status_words (language, CONDITION_STATUS, details->clinical_status);
    }

  return g_strdup ("");
}

char *
print_words_comment (const char   *language,
                     ModelComment *comment)
{
  g_autofree char *date = model_date_format (model_comment_get_time (comment));
  g_autofree char *author = actor_words (language, model_comment_get_author (comment));
  g_autofree char *whose = join (author, ", ", date);

  return *whose != '\0' ? g_strdup_printf ("%s (%s)", model_comment_get_text (comment), whose) : g_strdup (model_comment_get_text (comment));
}
