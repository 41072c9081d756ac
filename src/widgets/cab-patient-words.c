/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-patient-words.h"

#include <glib/gi18n-lib.h>

static int
age_in_months (const ModelDate *birth,
               const ModelDate *on)
{
  return (on->year - birth->year) * 12 + on->month - birth->month - (on->day < birth->day ? 1 : 0);
}

/* Full years, or -1 when not known to the day. */
static int
age_in_years (ModelPatient *patient)
{
  ModelDate today = model_date_today ();

  return model_date_age (model_patient_get_birth_date (patient), &today);
}

const char *
cab_patient_words_sex_sign (ModelPatient *patient)
{
  switch (model_patient_get_gender (patient))
    {
    case MODEL_GENDER_FEMALE:
      return "♀";
    case MODEL_GENDER_MALE:
      return "♂";
    case MODEL_GENDER_OTHER:
      return "⚥";
    case MODEL_GENDER_UNKNOWN:
    default:
      return "";
    }
}

char *
cab_patient_words_dup_age (ModelPatient *patient)
{
  ModelDate today = model_date_today ();
  int       years = age_in_years (patient);
  int       months;

  if (years < 0)
    return g_strdup ("");

  if (years >= 2)
    return g_strdup_printf (ngettext ("%d year", "%d years", (gulong) years), years);

  months = age_in_months (model_patient_get_birth_date (patient), &today);
  return g_strdup_printf (ngettext ("%d month", "%d months", (gulong) months), months);
}

char *
cab_patient_words_dup_birth (ModelPatient *patient)
{
  g_autofree char *date = model_date_format (model_patient_get_birth_date (patient));
  int              years = age_in_years (patient);

  if (years < 0)
    return g_steal_pointer (&date);

  if (years < 2)
    {
      g_autofree char *age = cab_patient_words_dup_age (patient);

      return g_strdup_printf ("%s (%s)", date, age);
    }

  return g_strdup_printf ("%s (%d)", date, years);
}

char *
cab_patient_words_dup_place (ModelPatient *patient)
{
  const char *code = model_patient_get_postal_code (patient);
  const char *city = model_patient_get_city (patient);
  gboolean    both = code != NULL && city != NULL;

  return g_strdup_printf ("%s%s%s", code != NULL ? code : "", both ? " " : "", city != NULL ? city : "");
}

const char *
cab_patient_words_grade (ModelPatient *patient)
{
  switch (model_patient_get_grade (patient))
    {
    case MODEL_MATCH_PROBABLE:
      return _("Probable match");
    case MODEL_MATCH_POSSIBLE:
      return _("Possible match");
    case MODEL_MATCH_CERTAINLY_NOT:
      return _("Probably someone else");
    case MODEL_MATCH_CERTAIN:
    case MODEL_MATCH_UNGRADED:
    default:
      return "";
    }
}

char *
cab_patient_words_dup_spoken (ModelPatient *patient)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *date = model_date_format (model_patient_get_birth_date (patient));

  g_ptr_array_add (parts, model_patient_dup_title (patient));
  g_ptr_array_add (parts, g_strdup (model_gender_get_label (model_patient_get_gender (patient))));
  /* Translators: a birth date, as a screen reader says it. */
  g_ptr_array_add (parts, *date != '\0' ? g_strdup_printf (_("born %s"), date) : g_strdup (""));
  g_ptr_array_add (parts, cab_patient_words_dup_age (patient));
  g_ptr_array_add (parts, cab_patient_words_dup_place (patient));
  g_ptr_array_add (parts, g_strdup (cab_patient_words_grade (patient)));

  for (guint i = parts->len; i > 0; i--)
    if (*(const char *) g_ptr_array_index (parts, i - 1) == '\0')
      g_ptr_array_remove_index (parts, i - 1);
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (", ", (char **) parts->pdata);
}
