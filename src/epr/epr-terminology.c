/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-terminology.h"

#include "epr-resources.h"
#include "model-text.h"

#include <string.h>

#define RESOURCE_PATH "/org/cabinetdep/Cabinet/terminology/value-sets.tsv"
#define N_LANGUAGES 4
#define PAIR_SET "class-to-type"

typedef struct
{
  const char *system;
  const char *code;
  const char *names[N_LANGUAGES];
} Row;

typedef struct
{
  char       *text;  /* (owned) what everything points into */
  GHashTable *sets;  /* (owned) name → GPtrArray of Row */
  GHashTable *rows;  /* (owned) "system|code" → Row (borrowed) */
  GHashTable *codes; /* (owned) code → Row (borrowed) */
  GHashTable *pairs; /* (owned) set of "class|type" */
} Terminology;

static const char *const languages[N_LANGUAGES] = { "fr", "de", "it", "en" };

static guint
reader_language (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    for (guint j = 0; j < N_LANGUAGES; j++)
      if (g_str_has_prefix (names[i], languages[j]))
        return j;

  return N_LANGUAGES - 1;
}

static void
add_row (Terminology *self,
         GPtrArray   *set,
         const char  *system,
         char        *line)
{
  Row *row = g_new0 (Row, 1);

  row->system = system;
  row->code = strsep (&line, "\t");
  for (guint i = 0; i < N_LANGUAGES; i++)
    {
      const char *name = strsep (&line, "\t");

      row->names[i] = name != NULL ? name : row->code;
    }

  g_ptr_array_add (set, row);
  g_hash_table_insert (self->rows, g_strconcat (system, "|", row->code, NULL), row);
  g_hash_table_insert (self->codes, (char *) row->code, row);
}

static void
add_pairs (Terminology *self,
           char        *line)
{
  const char *category = strsep (&line, "\t");

  while (line != NULL)
    g_hash_table_add (self->pairs, g_strconcat (category, "|", strsep (&line, "\t"), NULL));
}

static void
read_lines (Terminology *self,
            char        *text)
{
  GPtrArray  *set = NULL;
  const char *set_name = "";
  const char *system = "";

  while (text != NULL)
    {
      char *line = strsep (&text, "\n");

      if (*line == '\0' || *line == '#')
        continue;

      if (*line == '[')
        {
          set_name = line + 1;
          line[strlen (line) - 1] = '\0';
          system = "";
          set = g_ptr_array_new_with_free_func (g_free);
          g_hash_table_insert (self->sets, (char *) set_name, set);
        }
      else if (*line == '=')
        system = line + 1;
      else if (*system != '\0')
        add_row (self, set, system, line);
      else if (g_str_equal (set_name, PAIR_SET))
        add_pairs (self, line);
    }
}

static gpointer
load (gpointer data)
{
  g_autoptr(GBytes) bytes = g_resource_lookup_data (epr_get_resource (), RESOURCE_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  Terminology *self = g_new0 (Terminology, 1);

  g_assert (bytes != NULL);
  self->text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  self->sets = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->codes = g_hash_table_new (g_str_hash, g_str_equal);
  self->pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_lines (self, self->text);

  return self;
}

/* For the length of the process. */
static Terminology *
get_terminology (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load, NULL);
}

const char *
epr_terminology_get_label (const char *system,
                           const char *code)
{
  Terminology     *self = get_terminology ();
  g_autofree char *key = NULL;
  const Row       *row;

  if (code == NULL)
    return NULL;

  key = system != NULL ? g_strconcat (system, "|", code, NULL) : NULL;
  row = key != NULL ? g_hash_table_lookup (self->rows, key) : g_hash_table_lookup (self->codes, code);

  return row != NULL ? row->names[reader_language ()] : NULL;
}

GPtrArray *
epr_terminology_dup_set (const char *set)
{
  GPtrArray *rows;
  GPtrArray *codings;
  guint      language = reader_language ();

  g_return_val_if_fail (set != NULL, NULL);

  rows = g_hash_table_lookup (get_terminology ()->sets, set);
  codings = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);

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
      const Row *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row->code, code) == 0)
        return model_coding_new (row->system, row->code, row->names[reader_language ()]);
    }

  return NULL;
}

char *
epr_terminology_dup_key (const char *system,
                         const char *code)
{
  g_autofree char *key = g_strconcat (system != NULL ? system : "", "|", code != NULL ? code : "", NULL);
  const Row       *row = g_hash_table_lookup (get_terminology ()->rows, key);
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
