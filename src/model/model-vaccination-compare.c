/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "model-vaccination-private.h"
#include "model-vaccination.h"

/* Two entries of the same product so close together are likely one (R-VAC-77). */
#define NEAR_DAYS 3

/* What both know of day and hour; hours in UTC, as their zones differ. */
static int
compare_known (const ModelDate *a,
               const ModelDate *b)
{
  guint known = MIN (a->precision, b->precision);

  if (known >= MODEL_DATE_MINUTE)
    return model_date_compare (a, b);
  if (known >= MODEL_DATE_YEAR && a->year != b->year)
    return a->year - b->year;
  if (known >= MODEL_DATE_MONTH && a->month != b->month)
    return a->month - b->month;
  if (known >= MODEL_DATE_DAY && a->day != b->day)
    return a->day - b->day;

  return 0;
}

gboolean
model_date_is_not_later (const ModelDate *a,
                         const ModelDate *b)
{
  return compare_known (a, b) <= 0;
}

/* The written day: a time of day says nothing about an event that is known by its day. */
static gboolean
is_same_date (const ModelDate *a,
              const ModelDate *b)
{
  return a->precision != MODEL_DATE_UNKNOWN && MIN (a->precision, (int) MODEL_DATE_DAY) == MIN (b->precision, (int) MODEL_DATE_DAY) &&
         a->year == b->year && a->month == b->month && a->day == b->day;
}

static gboolean
is_near_date (const ModelDate *a,
              const ModelDate *b)
{
  g_autoptr(GDate) left = NULL;
  g_autoptr(GDate) right = NULL;

  if (a->precision < MODEL_DATE_DAY || b->precision < MODEL_DATE_DAY)
    return FALSE;

  left = g_date_new_dmy (a->day, (GDateMonth) a->month, (GDateYear) a->year);
  right = g_date_new_dmy (b->day, (GDateMonth) b->month, (GDateYear) b->year);

  return ABS (g_date_days_between (left, right)) <= NEAR_DAYS;
}

const char *
model_clinical_code_of (ModelClinicalEntry *entry)
{
  ModelCoding *coding = model_clinical_entry_get_code (entry);
  const char  *code = coding != NULL ? model_coding_get_code (coding) : NULL;

  return code != NULL ? code : "";
}

/* Entries of text alone are the same when the words are. */
static gboolean
is_same_code (ModelClinicalEntry *a,
              ModelClinicalEntry *b)
{
  ModelCoding *left = model_clinical_entry_get_code (a);
  ModelCoding *right = model_clinical_entry_get_code (b);

  if (*model_clinical_code_of (a) == '\0' && *model_clinical_code_of (b) == '\0')
    return *model_clinical_entry_get_label (a) != '\0' &&
           g_str_equal (model_clinical_entry_get_label (a), model_clinical_entry_get_label (b));

  return left != NULL && right != NULL &&
         model_coding_is (left, model_coding_get_system (right), model_coding_get_code (right));
}

static gboolean
has_disease (GPtrArray   *diseases,
             ModelCoding *disease)
{
  for (guint i = 0; i < diseases->len; i++)
    if (g_strcmp0 (model_coding_get_code (g_ptr_array_index (diseases, i)), model_coding_get_code (disease)) == 0 &&
        g_strcmp0 (model_coding_get_system (g_ptr_array_index (diseases, i)), model_coding_get_system (disease)) == 0)
      return TRUE;

  return FALSE;
}

/* How many diseases of @a are among those of @b. */
static guint
n_common (GPtrArray *a,
          GPtrArray *b)
{
  guint n = 0;

  for (guint i = 0; i < a->len; i++)
    n += has_disease (b, g_ptr_array_index (a, i)) ? 1 : 0;

  return n;
}

static gboolean
lots_differ (ModelVaccination *a,
             ModelVaccination *b)
{
  const char *left = model_vaccination_get_details (a)->lot;
  const char *right = model_vaccination_get_details (b)->lot;

  return left != NULL && right != NULL && g_ascii_strcasecmp (left, right) != 0;
}

static gboolean
is_same_vaccination (ModelVaccination *a,
                     ModelVaccination *b)
{
  g_autoptr(GPtrArray) left = model_vaccination_dup_diseases (a);
  g_autoptr(GPtrArray) right = model_vaccination_dup_diseases (b);

  return left->len == right->len && n_common (left, right) == left->len && !lots_differ (a, b);
}

static gboolean
is_same_value (ModelSerology *a,
               ModelSerology *b)
{
  g_autofree char *left = model_serology_dup_value (a);
  g_autofree char *right = model_serology_dup_value (b);

  return g_str_equal (left, right);
}

static gboolean
is_comparable (ModelClinicalEntry *a,
               ModelClinicalEntry *b)
{
  const ModelClinicalFacts *left = model_clinical_entry_get_facts (a);
  const ModelClinicalFacts *right = model_clinical_entry_get_facts (b);

  return left->kind == right->kind && left->status == right->status;
}

gboolean
model_clinical_is_duplicate (ModelClinicalEntry *a,
                             ModelClinicalEntry *b)
{
  const ModelClinicalFacts *left = model_clinical_entry_get_facts (a);
  const ModelClinicalFacts *right = model_clinical_entry_get_facts (b);

  if (!is_comparable (a, b) || !is_same_code (a, b) || !is_same_date (&left->date, &right->date))
    return FALSE;
  if (MODEL_IS_VACCINATION (a))
    return is_same_vaccination (MODEL_VACCINATION (a), MODEL_VACCINATION (b));
  if (MODEL_IS_SEROLOGY (a))
    return is_same_value (MODEL_SEROLOGY (a), MODEL_SEROLOGY (b));

  return TRUE;
}

/* Immunoglobulin and vaccine against the same disease on one day are good practice. */
static gboolean
is_similar_vaccination (ModelVaccination *a,
                        ModelVaccination *b)
{
  const ModelClinicalFacts *left = model_clinical_entry_get_facts (MODEL_CLINICAL_ENTRY (a));
  const ModelClinicalFacts *right = model_clinical_entry_get_facts (MODEL_CLINICAL_ENTRY (b));
  g_autoptr(GPtrArray) diseases = NULL;
  g_autoptr(GPtrArray) others = NULL;

  if (model_vaccination_get_details (a)->passive != model_vaccination_get_details (b)->passive)
    return FALSE;
  if (is_same_code (MODEL_CLINICAL_ENTRY (a), MODEL_CLINICAL_ENTRY (b)))
    return is_near_date (&left->date, &right->date);
  if (!is_same_date (&left->date, &right->date))
    return FALSE;

  diseases = model_vaccination_dup_diseases (a);
  others = model_vaccination_dup_diseases (b);

  return n_common (diseases, others) > 0;
}

gboolean
model_clinical_is_similar (ModelClinicalEntry *a,
                           ModelClinicalEntry *b)
{
  const ModelClinicalFacts *left = model_clinical_entry_get_facts (a);
  const ModelClinicalFacts *right = model_clinical_entry_get_facts (b);

  if (!is_comparable (a, b))
    return FALSE;
  if (MODEL_IS_VACCINATION (a))
    return is_similar_vaccination (MODEL_VACCINATION (a), MODEL_VACCINATION (b));
  if (MODEL_IS_SEROLOGY (a) || !is_same_code (a, b))
    return FALSE;

  /* the same illness in the same year, or when nobody knows when */
  return left->date.precision == MODEL_DATE_UNKNOWN
             ? right->date.precision == MODEL_DATE_UNKNOWN
             : left->date.year == right->date.year;
}
