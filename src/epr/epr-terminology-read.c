/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-terminology-private.h"

#include "epr-resources.h"

#include <gio/gio.h>
#include <string.h>

#define RESOURCE_FOLDER "/org/cabinetdep/Cabinet/terminology/"
#define VALUE_SETS "value-sets.tsv"
#define VACCINATION "vaccination.tsv"
#define PAIR_SET "class-to-type"
#define MAX_SIZE (8 * 1024 * 1024)

/* Without one of these nothing can be deposited. */
static const char *const required[] = {
  "author-role", "author-speciality", "confidentiality", "document-class", "document-type", "event-code", "format-code",
  "healthcare-facility-type", "language", "mime-type", "practice-setting"
};

/* Without one of these no vaccination can be entered. */
static const char *const required_for_vaccination[] = {
  "vaccine", "vaccine-historic", "immunoglobulin", "disease", "vaccination-route", "adverse-event", "past-illness", "medical-problem",
  "basic-immunization", "serology"
};

static gboolean
fail (GError    **error,
      const char *what,
      const char *which)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: %s", what, which);

  return FALSE;
}

static gboolean
add_row (EprTerminology *self,
         GPtrArray      *set,
         const char     *system,
         char           *line,
         GError        **error)
{
  EprTerm *row = g_new0 (EprTerm, 1);

  g_ptr_array_add (set, row);
  row->system = system;
  row->code = strsep (&line, "\t");
  for (guint i = 0; i < EPR_TERMINOLOGY_LANGUAGES; i++)
    {
      const char *name = strsep (&line, "\t");

      row->names[i] = name != NULL && *name != '\0' ? name : row->code;
    }
  if (*row->code == '\0' || line != NULL)
    return fail (error, "Not a code and four names", row->code);

  g_hash_table_insert (self->rows, g_strconcat (system, "|", row->code, NULL), row);
  g_hash_table_insert (self->codes, (char *) row->code, row);

  return TRUE;
}

static void
add_pairs (EprTerminology *self,
           char           *line)
{
  const char *category = strsep (&line, "\t");

  while (line != NULL)
    g_hash_table_add (self->pairs, g_strconcat (category, "|", strsep (&line, "\t"), NULL));
}

static void
add_list (EprTerminology *self,
          const char     *set_name,
          const char     *line)
{
  g_auto(GStrv) words = g_strsplit (line, "\t", -1);

  if (g_strv_length (words) > 1)
    g_hash_table_replace (self->lists, g_strconcat (set_name, "|", words[0], NULL), g_strdupv (words + 1));
}

static GPtrArray *
begin_set (EprTerminology *self,
           char           *line,
           GError        **error)
{
  gsize      length = strlen (line);
  GPtrArray *set;

  if (line[length - 1] != ']')
    {
      fail (error, "Not the name of a set", line);
      return NULL;
    }

  line[length - 1] = '\0';
  if (g_hash_table_contains (self->sets, line + 1))
    {
      fail (error, "A set that is there twice", line + 1);
      return NULL;
    }
  set = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (self->sets, line + 1, set);

  return set;
}

static gboolean
read_lines (EprTerminology *self,
            char           *text,
            GError        **error)
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
          set = begin_set (self, line, error);
          if (set == NULL)
            return FALSE;
          set_name = line + 1;
          system = "";
        }
      else if (set == NULL)
        return fail (error, "Outside of a set", line);
      else if (*line == '=')
        system = line + 1;
      else if (*system != '\0')
        {
          if (!add_row (self, set, system, line, error))
            return FALSE;
        }
      else
        {
          add_list (self, set_name, line);
          if (g_str_equal (set_name, PAIR_SET))
            add_pairs (self, line);
        }
    }

  return TRUE;
}

static gboolean
has_sets (EprTerminology    *self,
          const char *const *names,
          gsize              n_names,
          GError           **error)
{
  for (gsize i = 0; i < n_names; i++)
    {
      GPtrArray *set = g_hash_table_lookup (self->sets, names[i]);

      if (set == NULL || set->len == 0)
        return fail (error, "A set is missing", names[i]);
    }

  return TRUE;
}

static EprTerminology *
read_sets (GBytes  *bytes,
           GError **error)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr(EprTerminology) self = g_new0 (EprTerminology, 1);

  self->sets = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->codes = g_hash_table_new (g_str_hash, g_str_equal);
  self->pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  if (size > MAX_SIZE || !g_utf8_validate (data, (gssize) size, NULL))
    {
      fail (error, "Not text, or too much of it", "UTF-8");
      return NULL;
    }

  self->text = g_strndup (data, size);
  if (!read_lines (self, self->text, error))
    return NULL;

  return g_steal_pointer (&self);
}

EprTerminology *
epr_terminology_read (GBytes  *bytes,
                      GError **error)
{
  g_autoptr(EprTerminology) self = read_sets (bytes, error);

  if (self == NULL || !has_sets (self, required, G_N_ELEMENTS (required), error) ||
      (g_hash_table_size (self->pairs) == 0 && !fail (error, "A set is missing", PAIR_SET)))
    return NULL;

  return g_steal_pointer (&self);
}

EprTerminology *
epr_terminology_read_vaccination (GBytes  *bytes,
                                  GError **error)
{
  g_autoptr(EprTerminology) self = read_sets (bytes, error);

  if (self == NULL || !has_sets (self, required_for_vaccination, G_N_ELEMENTS (required_for_vaccination), error))
    return NULL;

  return g_steal_pointer (&self);
}

void
epr_terminology_free (EprTerminology *self)
{
  g_clear_pointer (&self->sets, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->codes, g_hash_table_unref);
  g_clear_pointer (&self->pairs, g_hash_table_unref);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  g_free (self->text);
  g_free (self);
}

typedef EprTerminology *(*ReadFunc) (GBytes *bytes, GError **error);

static EprTerminology *
load_from (const char *folder,
           const char *name,
           ReadFunc    read_func)
{
  g_autofree char *path = g_build_filename (folder, "cabinet", "terminology", name, NULL);
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr(GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr(GError) error = NULL;
  EprTerminology *self = bytes != NULL ? read_func (bytes, &error) : NULL;

  if (error != NULL)
    g_warning ("%s is not used: %s", path, error->message);

  return self;
}

static EprTerminology *
load (const char *name,
      ReadFunc    read_func)
{
  const char *const *folders = g_get_system_data_dirs ();
  g_autofree char   *resource = g_strconcat (RESOURCE_FOLDER, name, NULL);
  g_autoptr(GBytes) built_in = NULL;
  g_autoptr(GError) error = NULL;
  EprTerminology *self = load_from (g_get_user_data_dir (), name, read_func);

  for (guint i = 0; self == NULL && folders[i] != NULL; i++)
    self = load_from (folders[i], name, read_func);
  if (self != NULL)
    return self;

  built_in = g_resource_lookup_data (epr_get_resource (), resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (built_in != NULL);
  self = read_func (built_in, &error);
  g_assert_no_error (error);

  return self;
}

EprTerminology *
epr_terminology_load (void)
{
  return load (VALUE_SETS, epr_terminology_read);
}

EprTerminology *
epr_terminology_load_vaccination (void)
{
  return load (VACCINATION, epr_terminology_read_vaccination);
}
