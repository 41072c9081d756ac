/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what was typed can stand, and the sentence that says why not. */
#include "config.h"

#include "record-entry-draft-private.h"

#include "model-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DOSE 999
#define ACTIVE_STATES "active", "recurrence", "relapse"

void
record_entry_value_clear (RecordEntryValue *value)
{
  g_clear_pointer (&value->number, g_free);
  g_clear_pointer (&value->comparator, g_free);
  g_clear_pointer (&value->words, g_free);
}

/* Without zeros in front, which JSON does not know. (transfer full) */
static char *
plain_number (const char *typed)
{
  g_autofree char *point = g_strdelimit (g_strdup (typed), ",", '.');
  const char      *number = point;

  while (number[0] == '0' && g_ascii_isdigit (number[1]))
    number++;

  return g_strdup (number);
}

void
record_entry_read_value (const char       *typed,
                         RecordEntryValue *value)
{
  g_autoptr(GRegex) regex = g_regex_new ("^(<=|>=|<|>|≤|≥)?\\s*([0-9]+(?:[.,][0-9]+)?)$", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *text = g_strstrip (g_strdup (typed));

  memset (value, 0, sizeof *value);
  if (*text == '\0')
    return;

  if (g_regex_match (regex, text, 0, &match))
    {
      g_autofree char *sign = g_match_info_fetch (match, 1);
      g_autofree char *number = g_match_info_fetch (match, 2);

      value->number = plain_number (number);
      if (*sign != '\0')
        value->comparator = g_strdup (g_str_equal (sign, "≤") ? "<=" : g_str_equal (sign, "≥") ? ">="
                                                                                               : sign);
    }
  else
    value->words = g_steal_pointer (&text);
}

/* "µ" is "u" in UCUM, and small letters are small. (transfer full) */
static char *
prefix_of (GMatchInfo *match,
           int         group)
{
  g_autofree char *typed = g_match_info_fetch (match, group);

  if (typed == NULL)
    return g_strdup ("");

  return (guchar) *typed >= 0x80 ? g_strdup ("u") : g_ascii_strdown (typed, -1);
}

/* UCUM writes international units in brackets; laboratories do not, each in its language. */
char *
record_entry_read_unit (const char *typed)
{
  g_autoptr(GRegex) usual = g_regex_new ("^([mkuµμn])?(?:(g)|\\[?(?:iu|ie|ui)\\]?)/([mduµμ])?l$", G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GRegex) ucum = g_regex_new ("^[!-~]+$", 0, 0, NULL);
  g_autoptr(GRegex) local = g_regex_new ("(^|[^[])\\b(iu|ie|ui)\\b", G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *text = g_strstrip (g_strdup (typed));

  if (g_regex_match (usual, text, 0, &match))
    {
      g_autofree char *gram = g_match_info_fetch (match, 2);
      g_autofree char *prefix = prefix_of (match, 1);
      g_autofree char *volume = prefix_of (match, 3);

      return g_strdup_printf ("%s%s/%sL", prefix, gram != NULL && *gram != '\0' ? "g" : "[iU]", volume);
    }

  return g_regex_match (ucum, text, 0, NULL) && !g_regex_match (local, text, 0, NULL) ? g_steal_pointer (&text) : NULL;
}

/* What was not changed is what it was: a time of day stays, also where people see a day only. */
static gboolean
read_typed (RecordEntryDraft *self,
            RecordEntryField  field,
            ModelDate        *date)
{
  g_autofree char *text = g_strstrip (g_strdup (self->texts[field]));
  ModelDate        today = model_date_today ();

  memset (date, 0, sizeof *date);

  return *text == '\0' || model_date_parse_typed (text, &today, date);
}

gboolean
record_entry_draft_read_date (RecordEntryDraft *self,
                              RecordEntryField  field,
                              ModelDate        *date)
{
  return read_typed (self, field, date);
}

gboolean
record_entry_draft_read_dose (RecordEntryDraft *self,
                              gint64           *dose)
{
  g_autofree char *text = g_strstrip (g_strdup (self->texts[RECORD_ENTRY_DOSE]));

  *dose = 0;
  if (*text == '\0')
    return TRUE;

  return g_ascii_string_to_signed (text, 10, 1, MAX_DOSE, dose, NULL);
}

/* To what is known of both: 1995 is not before May 1995. */
static gboolean
is_before (const ModelDate *a,
           const ModelDate *b)
{
  ModelDate left = *a, right = *b;

  if (a->precision == MODEL_DATE_UNKNOWN || b->precision == MODEL_DATE_UNKNOWN)
    return FALSE;

  left.precision = right.precision = MIN (MODEL_DATE_DAY, MIN (a->precision, b->precision));
  if (left.precision < MODEL_DATE_DAY)
    left.day = right.day = 0;
  if (left.precision < MODEL_DATE_MONTH)
    left.month = right.month = 0;
  left.hour = left.minute = left.second = right.hour = right.minute = right.second = 0;
  left.offset_minutes = right.offset_minutes = 0;

  return model_date_compare (&left, &right) < 0;
}

/* R-VAC-99 */
static const char *
explain_date (RecordEntryDraft *self,
              RecordEntryField  field)
{
  ModelDate date, today = model_date_today ();

  if (!read_typed (self, field, &date))
    return _("This date cannot be understood. Write it as 27.1.2021, 1.2021 or 2021.");
  if (date.precision == MODEL_DATE_UNKNOWN || field == RECORD_ENTRY_EXPIRY)
    return NULL;
  if (model_date_compare (&date, &today) > 0)
    return _("This date lies in the future.");
  if (self->patient != NULL && is_before (&date, model_patient_get_birth_date (self->patient)))
    return _("This date lies before the birth of the patient.");

  return NULL;
}

static const char *
explain_end (RecordEntryDraft *self)
{
  const char *sentence = explain_date (self, RECORD_ENTRY_END);
  ModelDate   end, begin;

  if (sentence == NULL && read_typed (self, RECORD_ENTRY_END, &end) && read_typed (self, RECORD_ENTRY_DATE, &begin) && is_before (&end, &begin))
    return _("The end lies before the beginning.");

  return sentence;
}

static const char *
explain_missing_code (RecordEntryDraft *self)
{
  switch (self->kind)
    {
    case MODEL_CLINICAL_VACCINATION:
      return _("Choose the vaccine.");

    case MODEL_CLINICAL_BASIC_IMMUNIZATION:
      return _("Choose the basic vaccination.");

    case MODEL_CLINICAL_ALLERGY:
      return _("Choose the allergy or the reaction.");

    case MODEL_CLINICAL_ILLNESS:
      return _("Choose the illness.");

    case MODEL_CLINICAL_MEDICAL_PROBLEM:
      return _("Choose the problem or the risk.");

    case MODEL_CLINICAL_SEROLOGY:
    default:
      return _("Choose the test.");
    }
}

static gboolean
is_empty (RecordEntryDraft *self,
          RecordEntryField  field)
{
  g_autofree char *text = NULL;

  if (field == RECORD_ENTRY_DISEASES)
    return g_list_model_get_n_items (G_LIST_MODEL (self->diseases)) == 0;
  if (self->codes[field] != NULL)
    return FALSE;
  text = g_strstrip (g_strdup (self->texts[field]));

  return *text == '\0';
}

static const char *
explain_missing (RecordEntryDraft *self,
                 RecordEntryField  field)
{
  if (field == RECORD_ENTRY_CODE)
    return explain_missing_code (self);
  if (field == RECORD_ENTRY_DATE)
    return _("Write the date; the year alone is enough.");
  if (field == RECORD_ENTRY_DISEASES)
    return _("Choose at least one disease that the vaccine is against.");
  if (field == RECORD_ENTRY_VALUE)
    return _("Write the result.");

  return _("Choose one of the list.");
}

/* "-", "?", "n/a": a lot that is none (R-VAC-28). */
static const char *
explain_lot (RecordEntryDraft *self)
{
  for (const char *p = self->texts[RECORD_ENTRY_LOT]; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) && g_ascii_strcasecmp (self->texts[RECORD_ENTRY_LOT], "n/a") != 0)
      return NULL;

  return *self->texts[RECORD_ENTRY_LOT] != '\0' ? _("Leave the lot empty when it is not known.") : NULL;
}

/* A number has a unit that a program can read (R-VAC-42). */
static const char *
explain_unit (RecordEntryDraft *self)
{
  g_auto(RecordEntryValue) value = { 0 };
  g_autofree char *unit = NULL;

  record_entry_read_value (self->texts[RECORD_ENTRY_VALUE], &value);
  if (value.number == NULL)
    return NULL;
  if (is_empty (self, RECORD_ENTRY_UNIT))
    return _("Write the unit of the result.");
  unit = record_entry_read_unit (self->texts[RECORD_ENTRY_UNIT]);

  return unit == NULL ? _("This unit cannot be understood. Write it as [iU]/L, m[iU]/mL or ug/mL.") : NULL;
}

/* FHIR con-4 (R-VAC-38) */
static const char *
explain_status (RecordEntryDraft *self)
{
  static const char *const active[] = { ACTIVE_STATES, NULL };
  const char              *code;

  if (self->codes[RECORD_ENTRY_CLINICAL_STATUS] == NULL || is_empty (self, RECORD_ENTRY_END))
    return NULL;
  code = model_coding_get_code (self->codes[RECORD_ENTRY_CLINICAL_STATUS]);

  return code != NULL && g_strv_contains (active, code) ? _("It has an end: choose inactive, in remission or resolved.") : NULL;
}

/* R-VAC-46 */
static const char *
explain_performer (RecordEntryDraft *self)
{
  const char *gln = self->performer != NULL ? model_actor_get_gln (self->performer) : NULL;

  return gln != NULL && *gln != '\0' && !model_number_is_gln (gln)
             ? _("The GLN of this person is not valid. Leave it out when it is not known.")
             : NULL;
}

static const char *
explain_dose (RecordEntryDraft *self)
{
  gint64 dose;

  return record_entry_draft_read_dose (self, &dose) ? NULL : _("The dose is a whole number from 1. Leave it empty when it is not known.");
}

static const char *
explain_field (RecordEntryDraft *self,
               RecordEntryField  field)
{
  switch (field)
    {
    case RECORD_ENTRY_DATE:
    case RECORD_ENTRY_EXPIRY:
      return explain_date (self, field);

    case RECORD_ENTRY_END:
      return explain_end (self);

    case RECORD_ENTRY_DOSE:
      return explain_dose (self);

    case RECORD_ENTRY_LOT:
      return explain_lot (self);

    case RECORD_ENTRY_UNIT:
      return explain_unit (self);

    case RECORD_ENTRY_CLINICAL_STATUS:
      return explain_status (self);

    case RECORD_ENTRY_PERFORMER:
      return explain_performer (self);

    case RECORD_ENTRY_CODE:
    case RECORD_ENTRY_DISEASES:
    case RECORD_ENTRY_ROUTE:
    case RECORD_ENTRY_SITE:
    case RECORD_ENTRY_REASON:
    case RECORD_ENTRY_TYPE:
    case RECORD_ENTRY_CATEGORY:
    case RECORD_ENTRY_CRITICALITY:
    case RECORD_ENTRY_SEVERITY:
    case RECORD_ENTRY_VALUE:
    case RECORD_ENTRY_COMMENT:
    case RECORD_N_ENTRY_FIELDS:
    default:
      return NULL;
    }
}

const char *
record_entry_draft_explain (RecordEntryDraft *self,
                            RecordEntryField  field)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), NULL);
  g_return_val_if_fail (field < RECORD_N_ENTRY_FIELDS, NULL);

  if (!record_entry_draft_has_field (self, field))
    return NULL;
  /* what an earlier version says, or leaves out, in its own way may stay so */
  if (self->earlier != NULL && !self->changed[field] && field != RECORD_ENTRY_END && field != RECORD_ENTRY_CLINICAL_STATUS)
    return field == RECORD_ENTRY_UNIT && self->changed[RECORD_ENTRY_VALUE] ? explain_unit (self) : NULL;
  if (record_entry_draft_is_required (self, field) && is_empty (self, field))
    return explain_missing (self, field);

  return explain_field (self, field);
}

const char *
record_entry_draft_warn (RecordEntryDraft *self,
                         RecordEntryField  field)
{
  ModelDate date, expiry;

  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), NULL);

  if (field == RECORD_ENTRY_EXPIRY && record_entry_draft_has_field (self, field) && read_typed (self, RECORD_ENTRY_DATE, &date) &&
      read_typed (self, RECORD_ENTRY_EXPIRY, &expiry) && is_before (&expiry, &date))
    return _("The pack had expired on the day of the vaccination.");

  return NULL;
}
