/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-vaccine-terms.h"

#include "epr-terminology-private.h"
#include "model-text.h"

#include <string.h>

/* "7680", the number of the authorisation, the pack, the check digit. */
#define GTIN_LENGTH 13
#define GTIN_PREFIX_LENGTH 9

typedef struct
{
  EprTerminology *terms; /* (owned) */
  GHashTable     *sets;  /* (owned) "system|code" → name of its set (borrowed) */
} VaccineTerms;

/* A code may stand in several sets, as a disease is also an illness: the first one here names it. */
static const char *const naming_sets[] = {
  "vaccine", "vaccine-historic", "immunoglobulin", "immune-serum", "vaccine-generic", "basic-immunization", "disease", "past-illness",
  "medical-problem", "adverse-event", "serology"
};

static const char *const sets_with_diseases[][2] = {
  { "vaccine", "vaccine-to-disease" },
  { "vaccine-historic", "vaccine-historic-to-disease" },
  { "immunoglobulin", "immunoglobulin-to-disease" },
  { "vaccine-generic", "vaccine-generic-to-disease" },
  { "basic-immunization", "basic-immunization-to-disease" },
  { "serology", "serology-to-disease" },
};

static gpointer
load (gpointer data)
{
  VaccineTerms *self = g_new0 (VaccineTerms, 1);

  self->terms = epr_terminology_load_vaccination ();
  self->sets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (naming_sets); i++)
    {
      GPtrArray *rows = g_hash_table_lookup (self->terms->sets, naming_sets[i]);

      for (guint j = 0; rows != NULL && j < rows->len; j++)
        {
          const EprTerm *row = g_ptr_array_index (rows, j);
          char          *key = g_strconcat (row->system, "|", row->code, NULL);

          if (g_hash_table_contains (self->sets, key))
            g_free (key);
          else
            g_hash_table_insert (self->sets, key, (char *) naming_sets[i]);
        }
    }

  return self;
}

/* For the length of the process. */
static VaccineTerms *
get_terms (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load, NULL);
}

static const EprTerm *
find_term (const char *system,
           const char *code)
{
  g_autofree char *key = NULL;

  if (system == NULL || code == NULL)
    return NULL;
  key = g_strconcat (system, "|", code, NULL);

  return g_hash_table_lookup (get_terms ()->terms->rows, key);
}

static ModelCoding *
coding_of (const EprTerm *term)
{
  return model_coding_new (term->system, term->code, term->names[epr_terminology_language ()]);
}

static const char *const *
find_list (const char *set,
           const char *code)
{
  g_autofree char *key = g_strconcat (set, "|", code, NULL);

  return g_hash_table_lookup (get_terms ()->terms->lists, key);
}

static const EprTerm *
find_in_set (const char *set,
             const char *code)
{
  GPtrArray *rows = g_hash_table_lookup (get_terms ()->terms->sets, set);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_strcmp0 (((const EprTerm *) g_ptr_array_index (rows, i))->code, code) == 0)
      return g_ptr_array_index (rows, i);

  return NULL;
}

const char *
epr_vaccine_terms_get_label (const char *system,
                             const char *code)
{
  return epr_vaccine_terms_get_label_in (NULL, system, code);
}

const char *
epr_vaccine_terms_get_label_in (const char *language,
                                const char *system,
                                const char *code)
{
  const EprTerm *term = find_term (system, code);

  return term != NULL ? term->names[epr_terminology_language_of (language)] : NULL;
}

GPtrArray *
epr_vaccine_terms_dup_set (const char *set)
{
  GPtrArray *codings = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *rows;

  g_return_val_if_fail (set != NULL, codings);

  rows = g_hash_table_lookup (get_terms ()->terms->sets, set);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_ptr_array_add (codings, coding_of (g_ptr_array_index (rows, i)));

  return codings;
}

ModelCoding *
epr_vaccine_terms_find (const char *set,
                        const char *code)
{
  const EprTerm *term;

  g_return_val_if_fail (set != NULL, NULL);

  term = find_in_set (set, code);

  return term != NULL ? coding_of (term) : NULL;
}

const char *
epr_vaccine_terms_get_set (const char *system,
                           const char *code)
{
  g_autofree char *key = NULL;

  if (system == NULL || code == NULL)
    return NULL;
  key = g_strconcat (system, "|", code, NULL);

  return g_hash_table_lookup (get_terms ()->sets, key);
}

static GPtrArray *
find_all (const char        *set,
          const char *const *codes)
{
  GPtrArray *codings = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      const EprTerm *term = find_in_set (set, codes[i]);

      if (term != NULL)
        g_ptr_array_add (codings, coding_of (term));
    }

  return codings;
}

static const char *const *
find_diseases (const char *system,
               const char *code)
{
  const char *set = epr_vaccine_terms_get_set (system, code);

  for (guint i = 0; set != NULL && i < G_N_ELEMENTS (sets_with_diseases); i++)
    if (g_str_equal (set, sets_with_diseases[i][0]))
      return find_list (sets_with_diseases[i][1], code);

  return NULL;
}

GPtrArray *
epr_vaccine_terms_dup_diseases (const char *system,
                                const char *code)
{
  return find_all ("disease", find_diseases (system, code));
}

static void
append_names (GString       *text,
              const EprTerm *term)
{
  for (guint i = 0; term != NULL && i < EPR_TERMINOLOGY_LANGUAGES; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " | " : "", term->names[i]);
}

char *
epr_vaccine_terms_dup_key (const char *system,
                           const char *code)
{
  const EprTerm     *term = find_term (system, code);
  const char *const *diseases = find_diseases (system, code);
  g_autoptr(GString) names = g_string_new (NULL);

  append_names (names, term);
  for (guint i = 0; diseases != NULL && diseases[i] != NULL; i++)
    append_names (names, find_in_set ("disease", diseases[i]));

  return model_text_fold (names->str);
}

/* Each digit from the right, three times and once in turn; all of it makes tens. */
static gboolean
is_gtin (const char *digits)
{
  guint sum = 0;

  if (strlen (digits) != GTIN_LENGTH)
    return FALSE;
  for (guint i = 0; i < GTIN_LENGTH; i++)
    {
      if (!g_ascii_isdigit (digits[i]))
        return FALSE;
      sum += (guint) (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
    }

  return sum % 10 == 0;
}

GPtrArray *
epr_vaccine_terms_find_gtin (const char *gtin)
{
  g_autoptr(GPtrArray) products = NULL;
  g_autoptr(GPtrArray) immunoglobulins = NULL;
  g_autofree char *prefix = NULL;

  g_return_val_if_fail (gtin != NULL, NULL);

  /* a DataMatrix has it with a 0 in front */
  if (strlen (gtin) == GTIN_LENGTH + 1 && *gtin == '0')
    gtin++;
  if (!is_gtin (gtin))
    return g_ptr_array_new_with_free_func (g_object_unref);

  prefix = g_strndup (gtin, GTIN_PREFIX_LENGTH);
  products = find_all ("vaccine", find_list ("gtin-to-vaccine", prefix));
  immunoglobulins = find_all ("immunoglobulin", find_list ("gtin-to-immunoglobulin", prefix));
  g_ptr_array_extend (products, immunoglobulins, (GCopyFunc) g_object_ref, NULL);

  return g_steal_pointer (&products);
}

const char *
epr_vaccine_terms_get_unit (const char *test)
{
  const char *const *units;

  g_return_val_if_fail (test != NULL, NULL);

  units = find_list ("serology-to-unit", test);

  return units != NULL ? units[0] : NULL;
}

GPtrArray *
epr_vaccine_terms_dup_group (const char *group)
{
  const char *const *diseases;

  g_return_val_if_fail (group != NULL, NULL);

  diseases = find_list ("disease-group", group);

  return diseases != NULL ? find_all ("disease", diseases) : find_all ("medical-problem", find_list ("medical-problem-group", group));
}
