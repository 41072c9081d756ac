/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-query-text.h"

#include "model-number.h"

#include <string.h>

char *
cab_query_text_show (const ModelQueryPart *part)
{
  ModelDate date;

  switch (part->kind)
    {
    case MODEL_QUERY_BIRTH_DATE:
      return model_date_parse (part->text, &date) ? model_date_format (&date) : g_strdup (part->text);
    case MODEL_QUERY_GENDER:
      return g_strdup (model_gender_get_label (model_gender_from_code (part->text)));
    case MODEL_QUERY_AHVN13:
      return model_number_format_ahvn13 (part->text);
    case MODEL_QUERY_FAMILY:
    case MODEL_QUERY_GIVEN:
    case MODEL_QUERY_CARD:
    case MODEL_QUERY_SPID:
    case MODEL_QUERY_CITY:
    case MODEL_QUERY_BIRTH_FAMILY:
    case MODEL_QUERY_LOCAL:
    case MODEL_QUERY_UNUSABLE:
    default:
      return g_strdup (part->text);
    }
}

char *
cab_query_text_understand (ModelQueryPartKind kind,
                           const char        *typed)
{
  g_autofree char *stripped = g_strstrip (g_strdup (typed));
  ModelDate        today = model_date_today ();
  g_autoptr(ModelPatientQuery) query = NULL;

  if (*stripped == '\0')
    return NULL;

  switch (kind)
    {
    case MODEL_QUERY_BIRTH_DATE:
    case MODEL_QUERY_AHVN13:
    case MODEL_QUERY_CARD:
    case MODEL_QUERY_SPID:
      query = model_patient_query_parse (stripped, &today);
      return model_patient_query_get_n_parts (query) == 1 ? g_strdup (model_patient_query_get (query, kind)) : NULL;
    case MODEL_QUERY_FAMILY:
    case MODEL_QUERY_GIVEN:
    case MODEL_QUERY_GENDER:
    case MODEL_QUERY_CITY:
    case MODEL_QUERY_BIRTH_FAMILY:
    case MODEL_QUERY_LOCAL:
      return g_steal_pointer (&stripped);
    case MODEL_QUERY_UNUSABLE:
    default:
      return NULL;
    }
}

/* A comma keeps a family name of several words together ("Muster Weber, Anna"). */
static void
append_names (ModelPatientQuery *query,
              GPtrArray         *words)
{
  const char *family = model_patient_query_get (query, MODEL_QUERY_FAMILY);
  const char *given = model_patient_query_get (query, MODEL_QUERY_GIVEN);

  if (family != NULL && given != NULL && strchr (family, ' ') != NULL)
    g_ptr_array_add (words, g_strconcat (family, ",", NULL));
  else if (family != NULL)
    g_ptr_array_add (words, g_strdup (family));
  if (given != NULL)
    g_ptr_array_add (words, g_strdup (given));
}

char *
cab_query_text_compose (ModelPatientQuery *query)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  append_names (query, words);
  for (guint i = 0; i < model_patient_query_get_n_parts (query); i++)
    {
      const ModelQueryPart *part = model_patient_query_get_part (query, i);

      switch (part->kind)
        {
        case MODEL_QUERY_BIRTH_DATE:
        case MODEL_QUERY_AHVN13:
        case MODEL_QUERY_CARD:
        case MODEL_QUERY_SPID:
        case MODEL_QUERY_UNUSABLE:
          g_ptr_array_add (words, cab_query_text_show (part));
          break;
        case MODEL_QUERY_GENDER:
          g_ptr_array_add (words, g_strdup (model_gender_from_code (part->text) == MODEL_GENDER_FEMALE ? "♀" : "♂"));
          break;
        case MODEL_QUERY_FAMILY:
        case MODEL_QUERY_GIVEN:
        case MODEL_QUERY_CITY:
        case MODEL_QUERY_BIRTH_FAMILY:
        case MODEL_QUERY_LOCAL:
        default:
          break;
        }
    }
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" ", (char **) words->pdata);
}
