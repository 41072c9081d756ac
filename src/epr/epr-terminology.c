/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-terminology.h"

#include "epr-terminology-private.h"
#include "model-text.h"

static const char *const languages[EPR_TERMINOLOGY_LANGUAGES] = { "fr", "de", "it", "en" };

guint
epr_terminology_language (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    for (guint j = 0; j < EPR_TERMINOLOGY_LANGUAGES; j++)
      if (g_str_has_prefix (names[i], languages[j]))
        return j;

  return EPR_TERMINOLOGY_LANGUAGES - 1;
}

guint
epr_terminology_language_of (const char *language)
{
  for (guint i = 0; language != NULL && i < EPR_TERMINOLOGY_LANGUAGES; i++)
    if (g_str_has_prefix (language, languages[i]) && (language[2] == '\0' || language[2] == '-' || language[2] == '_'))
      return i;

  return epr_terminology_language ();
}

static gpointer
load (gpointer data)
{
  return epr_terminology_load ();
}

/* For the length of the process. */
static EprTerminology *
get_terminology (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load, NULL);
}

const char *
epr_terminology_get_label (const char *system,
                           const char *code)
{
  EprTerminology  *self = get_terminology ();
  g_autofree char *key = NULL;
  const EprTerm   *row;

  if (code == NULL)
    return NULL;

  key = system != NULL ? g_strconcat (system, "|", code, NULL) : NULL;
  row = key != NULL ? g_hash_table_lookup (self->rows, key) : g_hash_table_lookup (self->codes, code);

  return row != NULL ? row->names[epr_terminology_language ()] : NULL;
}

GPtrArray *
epr_terminology_dup_set (const char *set)
{
  GPtrArray *rows;
  GPtrArray *codings;
  guint      language = epr_terminology_language ();

  g_return_val_if_fail (set != NULL, NULL);

  rows = g_hash_table_lookup (get_terminology ()->sets, set);
  codings = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const EprTerm *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (codings, model_coding_new (row->system, row->code, row->names[language]));
    }

  return codings;
}

gboolean
epr_terminology_is_pair (const char *category,
                         const char *type)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (category != NULL && type != NULL, FALSE);

  key = g_strconcat (category, "|", type, NULL);

  return g_hash_table_contains (get_terminology ()->pairs, key);
}

ModelCoding *
epr_terminology_find (const char *set,
                      const char *code)
{
  GPtrArray *rows;

  g_return_val_if_fail (set != NULL, NULL);

  rows = g_hash_table_lookup (get_terminology ()->sets, set);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const EprTerm *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row->code, code) == 0)
        return model_coding_new (row->system, row->code, row->names[epr_terminology_language ()]);
    }

  return NULL;
}

char *
epr_terminology_dup_key (const char *system,
                         const char *code)
{
  g_autofree char *key = g_strconcat (system != NULL ? system : "", "|", code != NULL ? code : "", NULL);
  const EprTerm   *row = g_hash_table_lookup (get_terminology ()->rows, key);
  g_autofree char *names = NULL;

  if (row == NULL)
    return g_strdup ("");

  names = g_strjoin (" | ", row->names[0], row->names[1], row->names[2], row->names[3], NULL);

  return model_text_fold (names);
}

GPtrArray *
epr_terminology_dup_classes (const char *type)
{
  g_autoptr(GPtrArray) classes = epr_terminology_dup_set ("document-class");

  for (guint i = classes->len; i > 0; i--)
    if (!epr_terminology_is_pair (model_coding_get_code (g_ptr_array_index (classes, i - 1)), type))
      g_ptr_array_remove_index (classes, i - 1);

  return g_steal_pointer (&classes);
}
