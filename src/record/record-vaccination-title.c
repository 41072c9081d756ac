/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-vaccination-write-private.h"

#include "record-vaccine-labels.h"

#include <glib/gi18n-lib.h>

/* A title of the registry has 128 characters. */
#define MAX_TITLE 120

static const char *const kinds[] = {
  [MODEL_CLINICAL_VACCINATION] = N_("Vaccination"),
  [MODEL_CLINICAL_BASIC_IMMUNIZATION] = N_("Basic vaccination"),
  [MODEL_CLINICAL_ALLERGY] = N_("Allergy or reaction"),
  [MODEL_CLINICAL_ILLNESS] = N_("Past illness"),
  [MODEL_CLINICAL_MEDICAL_PROBLEM] = N_("Medical problem"),
  [MODEL_CLINICAL_SEROLOGY] = N_("Laboratory result"),
};

static const char *const steps[] = {
  [RECORD_VACCINATION_CORRECT] = N_("Vaccination record, correction"),
  [RECORD_VACCINATION_VALIDATE] = N_("Vaccination record, validation"),
  [RECORD_VACCINATION_COMMENT] = N_("Vaccination record, comment"),
  [RECORD_VACCINATION_ANNUL] = N_("Vaccination record, deletion"),
  [RECORD_VACCINATION_REFUTE] = N_("Vaccination record, not confirmed"),
  [RECORD_VACCINATION_RESTORE] = N_("Vaccination record, deletion undone"),
};

/* "Boostrix, 12.02.2021". (transfer full) */
static char *
describe (ModelClinicalEntry *entry)
{
  g_autofree char *date = model_date_format (&model_clinical_entry_get_facts (entry)->date);
  const char      *label = record_vaccine_label_entry (entry);

  return *date != '\0' ? g_strconcat (label, ", ", date, NULL) : g_strdup (label);
}

static char *
describe_change (const RecordVaccinationChange *change)
{
  if (change->draft != NULL)
    {
      g_autoptr(ModelClinicalEntry) entry = record_entry_draft_to_entry (change->draft);

      return describe (entry);
    }

  return describe (change->entry != NULL ? change->entry : model_record_line_get_entry (change->line));
}

static ModelClinicalKind
kind_of (const RecordVaccinationChange *change)
{
  return change->draft != NULL ? record_entry_draft_get_kind (change->draft) : model_clinical_entry_get_kind (change->entry);
}

/* What all of them are; NULL when they are not the same. */
static const char *
name_of (const RecordVaccinationChange *changes,
         guint                          n_changes)
{
  const RecordVaccinationChange *first = &changes[0];
  gboolean                       create = first->step == RECORD_VACCINATION_CREATE;

  for (guint i = 1; i < n_changes; i++)
    if (changes[i].step != first->step || (create && kind_of (&changes[i]) != kind_of (first)))
      return N_("Vaccination record");

  return create ? kinds[kind_of (first)] : steps[first->step];
}

static char *
shorten (char *title)
{
  g_autofree char *whole = title;
  g_autofree char *start = NULL;

  if (g_utf8_strlen (whole, -1) <= MAX_TITLE)
    return g_steal_pointer (&whole);

  start = g_utf8_substring (whole, 0, MAX_TITLE - 1);

  return g_strconcat (start, "…", NULL);
}

char *
record_vaccination_title (const RecordVaccinationChange *changes,
                          guint                          n_changes)
{
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < n_changes; i++)
    {
      g_autofree char *one = describe_change (&changes[i]);

      g_string_append_printf (all, "%s%s", i > 0 ? "; " : "", one);
    }

  /* Translators: the title of a document: what it is, what it is about. */
  return shorten (g_strdup_printf (C_("title of a document", "%s: %s"), _ (name_of (changes, n_changes)), all->str));
}

char *
record_vaccination_dup_duplicate_reason (ModelRecordLine *kept)
{
  g_autofree char *what = NULL;

  g_return_val_if_fail (MODEL_IS_RECORD_LINE (kept), NULL);

  what = describe (model_record_line_get_entry (kept));

  /* Translators: an entry of the vaccination record and its date. */
  return g_strdup_printf (_("Duplicate of %s"), what);
}
