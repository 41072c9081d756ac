/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-item.h"

#include "cli-csv.h"
#include "cli-output.h"
#include "cli-sidecar.h"
#include "model-date.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/* A list of a million lines is below. */
#define MAX_LIST (256 * 1024 * 1024)
#define MAX_SIDECAR (1024 * 1024)
#define SIDECAR ".json"

static const char *const names[CLI_N_COLUMNS] = {
  [CLI_COLUMN_FILE] = "file",
  [CLI_COLUMN_PATIENT] = "patient",
  [CLI_COLUMN_FAMILY] = "family",
  [CLI_COLUMN_GIVEN] = "given",
  [CLI_COLUMN_BIRTHDATE] = "birthdate",
  [CLI_COLUMN_TYPE] = "type",
  [CLI_COLUMN_CLASS] = "class",
  [CLI_COLUMN_DATE] = "date",
  [CLI_COLUMN_TITLE] = "title",
  [CLI_COLUMN_LANGUAGE] = "language",
  [CLI_COLUMN_CONFIDENTIALITY] = "confidentiality",
  [CLI_COLUMN_FACILITY] = "facility",
  [CLI_COLUMN_SETTING] = "setting",
  [CLI_COLUMN_AUTHOR_FAMILY] = "author-family",
  [CLI_COLUMN_AUTHOR_GIVEN] = "author-given",
  [CLI_COLUMN_AUTHOR_GLN] = "author-gln",
  [CLI_COLUMN_SPECIALTY] = "specialty",
  [CLI_COLUMN_EVENT] = "event",
  [CLI_COLUMN_FORMAT] = "format",
  [CLI_COLUMN_COMMENT] = "comment",
  [CLI_COLUMN_REPLACES] = "replaces",
};

static const char *const helps[CLI_N_COLUMNS] = {
  [CLI_COLUMN_TYPE] = N_("All: type of document (code of the national list)"),
  [CLI_COLUMN_CLASS] = N_("All: class, where the type has several"),
  [CLI_COLUMN_DATE] = N_("All: date of the document"),
  [CLI_COLUMN_TITLE] = N_("All: title"),
  [CLI_COLUMN_LANGUAGE] = N_("All: language (fr, de, it, or a code)"),
  [CLI_COLUMN_CONFIDENTIALITY] = N_("All: normal, restricted or secret"),
  [CLI_COLUMN_FACILITY] = N_("All: type of the institution"),
  [CLI_COLUMN_SETTING] = N_("All: medical field"),
  [CLI_COLUMN_AUTHOR_FAMILY] = N_("All: family name of the author"),
  [CLI_COLUMN_AUTHOR_GIVEN] = N_("All: given name of the author"),
  [CLI_COLUMN_AUTHOR_GLN] = N_("All: GLN of the author"),
  [CLI_COLUMN_SPECIALTY] = N_("All: specialty of the author"),
  [CLI_COLUMN_EVENT] = N_("All: what was done (codes, “|” between them)"),
  [CLI_COLUMN_FORMAT] = N_("All: format code"),
  [CLI_COLUMN_COMMENT] = N_("All: comment"),
};

const char *
cli_column_get_name (CliColumn column)
{
  return names[column];
}

const char *
cli_column_get_help (CliColumn column)
{
  return helps[column];
}

gboolean
cli_column_find (const char *name,
                 CliColumn  *column)
{
  for (guint i = 0; i < CLI_N_COLUMNS; i++)
    if (strcmp (names[i], name) == 0)
      {
        *column = (CliColumn) i;
        return TRUE;
      }

  return FALSE;
}

CliItem *
cli_item_new (const char *file,
              const char *path,
              guint       line)
{
  CliItem *self = g_new0 (CliItem, 1);

  self->file = g_strdup (file);
  self->path = g_strdup (path);
  self->line = line;

  return self;
}

void
cli_item_free (CliItem *self)
{
  g_free (self->file);
  g_free (self->path);
  g_free (self->patient);
  g_free (self->fault);
  for (guint i = 0; i < CLI_N_COLUMNS; i++)
    g_free (self->values[i]);
  g_free (self);
}

void
cli_item_take_fault (CliItem *self,
                     char    *fault)
{
  if (self->fault == NULL)
    self->fault = fault;
  else
    g_free (fault);
}

static void
put (CliItem    *self,
     CliColumn   column,
     const char *value)
{
  g_free (self->values[column]);
  self->values[column] = g_strdup (value);
}

/* All of @path, not mapped: whoever shortens it meanwhile would end us. (transfer full) (nullable) */
static GBytes *
read_file (const char *path,
           goffset     most)
{
  GStatBuf info;
  char    *data;
  gsize    length;

  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > most || !g_file_get_contents (path, &data, &length, NULL))
    return NULL;

  return g_bytes_new_take (data, length);
}

/* What is left open, and whose it is in words. */
static void
complete (CliItem     *self,
          char *const *defaults)
{
  const char *const *values = (const char *const *) self->values;
  gboolean           named = values[CLI_COLUMN_PATIENT] != NULL || values[CLI_COLUMN_FAMILY] != NULL;
  const char        *parts[4] = { NULL };
  guint              n = 0;

  for (guint i = 0; i < CLI_N_COLUMNS; i++)
    {
      gboolean is_person = i >= CLI_COLUMN_PATIENT && i <= CLI_COLUMN_BIRTHDATE;

      if (self->values[i] == NULL && defaults[i] != NULL && !(is_person && named))
        put (self, (CliColumn) i, defaults[i]);
    }

  for (guint i = CLI_COLUMN_FAMILY; i <= CLI_COLUMN_BIRTHDATE; i++)
    if (values[i] != NULL)
      parts[n++] = values[i];
  self->patient = values[CLI_COLUMN_PATIENT] != NULL ? g_strdup (values[CLI_COLUMN_PATIENT]) : g_strjoinv (" ", (char **) parts);
}

/* A list. */

static gboolean
check_columns (CliCsv  *csv,
               GError **error)
{
  gboolean has_file = FALSE;

  for (const char *const *name = cli_csv_get_columns (csv); *name != NULL; name++)
    {
      CliColumn column = CLI_N_COLUMNS;

      /* a mistyped name would leave out what it tells, in silence */
      if (**name != '\0' && !g_str_has_prefix (*name, "x-") && !cli_column_find (*name, &column))
        {
          g_autofree char *known = g_strjoinv (", ", (char **) names);

          g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("The list has a column “%s”. Known are: %s; those that begin with “x-” are passed over."), *name, known);
          return FALSE;
        }
      has_file |= column == CLI_COLUMN_FILE;
    }

  if (!has_file)
    g_set_error_literal (error, CLI_ERROR, CLI_ERROR_FILE, _("The list has no column “file”."));

  return has_file;
}

static CliItem *
item_of_row (CliCsv      *csv,
             guint        row,
             const char  *folder,
             char *const *defaults)
{
  const char      *file = cli_csv_get (csv, row, "file");
  g_autofree char *path = file != NULL ? g_canonicalize_filename (file, folder) : NULL;
  CliItem         *item = cli_item_new (file != NULL ? file : "", path, cli_csv_get_line (csv, row));

  if (!cli_csv_is_whole (csv, row))
    cli_item_take_fault (item, g_strdup (_("The line has more or fewer fields than the list has columns.")));
  if (file == NULL)
    cli_item_take_fault (item, g_strdup (_("file: the name is missing.")));
  for (guint i = CLI_COLUMN_PATIENT; i < CLI_N_COLUMNS; i++)
    put (item, (CliColumn) i, cli_csv_get (csv, row, names[i]));
  complete (item, defaults);

  return item;
}

static GPtrArray *
read_list (const char  *path,
           char *const *defaults,
           GError     **error)
{
  g_autoptr(GBytes) bytes = read_file (path, MAX_LIST);
  g_autoptr(CliCsv) csv = NULL;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) cli_item_free);
  g_autoptr(GError) local = NULL;
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);

  if (bytes == NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("“%s” could not be read."), path);
      return NULL;
    }
  csv = cli_csv_parse (bytes, &local);
  if (csv == NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, "%s: %s", path, local->message);
      return NULL;
    }
  if (!check_columns (csv, error))
    return NULL;

  for (guint i = 0; i < cli_csv_get_n_rows (csv); i++)
    g_ptr_array_add (items, item_of_row (csv, i, folder, defaults));

  return g_steal_pointer (&items);
}

/* A folder. */

static gboolean
is_type_code (const char *text)
{
  return strlen (text) >= 6 && strspn (text, "0123456789") == strlen (text);
}

/* "7561234567897_2026-11-14_373942005_Lettre de sortie.pdf": patient, date, then what there is of type and
 * title. Any other name tells nothing. */
static void
take_name (CliItem *self)
{
  g_autofree char *stem = g_strdup (self->file);
  char            *dot = strrchr (stem, '.');
  g_auto(GStrv) parts = NULL;
  ModelDate date;
  guint     next = 2;

  if (dot != NULL)
    *dot = '\0';
  parts = g_strsplit (stem, "_", 4);
  if (g_strv_length (parts) < 2 || *parts[0] == '\0' || !model_date_parse (parts[1], &date) || date.precision != MODEL_DATE_DAY)
    return;

  put (self, CLI_COLUMN_PATIENT, parts[0]);
  put (self, CLI_COLUMN_DATE, parts[1]);
  if (parts[next] != NULL && is_type_code (parts[next]))
    put (self, CLI_COLUMN_TYPE, parts[next++]);
  if (parts[next] != NULL)
    {
      g_autofree char *title = g_strdelimit (g_strjoinv (" ", parts + next), "_", ' ');

      if (*title != '\0')
        put (self, CLI_COLUMN_TITLE, title);
    }
}

typedef struct
{
  CliItem *item;
  gboolean names_patient;
} Sidecar;

static gboolean
take_member (const char *name,
             const char *value,
             gpointer    user_data)
{
  Sidecar  *sidecar = user_data;
  char    **values = sidecar->item->values;
  CliColumn column;

  if (!cli_column_find (name, &column) || column == CLI_COLUMN_FILE)
    return FALSE;

  /* whose it is comes from one place, never from two halves */
  if (column >= CLI_COLUMN_PATIENT && column <= CLI_COLUMN_BIRTHDATE && !sidecar->names_patient)
    {
      put (sidecar->item, CLI_COLUMN_PATIENT, NULL);
      sidecar->names_patient = TRUE;
    }
  if (column == CLI_COLUMN_EVENT && values[column] != NULL)
    {
      g_autofree char *both = g_strconcat (values[column], "|", value, NULL);

      put (sidecar->item, column, both);
    }
  else
    put (sidecar->item, column, *value != '\0' ? value : NULL);

  return TRUE;
}

static void
take_sidecar (CliItem *self)
{
  g_autofree char *path = g_strconcat (self->path, SIDECAR, NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  Sidecar sidecar = { .item = self };

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;

  bytes = read_file (path, MAX_SIDECAR);
  if (bytes == NULL)
    cli_item_take_fault (self, g_strdup (_("The file beside the document could not be read.")));
  else if (!cli_sidecar_read (bytes, take_member, &sidecar, &error))
    cli_item_take_fault (self, g_strdup (error->message));
}

static gboolean
is_sidecar (GHashTable *all,
            const char *name)
{
  g_autofree char *document = g_str_has_suffix (name, SIDECAR) ? g_strndup (name, strlen (name) - strlen (SIDECAR)) : NULL;

  return document != NULL && g_hash_table_contains (all, document);
}

static gboolean
is_document (GHashTable *all,
             const char *path,
             const char *name,
             const char *except)
{
  return *name != '.' && !is_sidecar (all, name) && g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_strcmp0 (path, except) != 0;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_names (const char *path,
            GError    **error)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("“%s” could not be read."), path);
      return NULL;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (found, g_strdup (name));
  g_ptr_array_sort (found, compare_names);

  return g_steal_pointer (&found);
}

static CliItem *
item_of_file (const char *name,
              const char *path)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  CliItem         *item = cli_item_new (valid, path, 0);

  if (!g_str_equal (valid, name))
    cli_item_take_fault (item, g_strdup (_("The name of the file is not valid UTF-8.")));
  take_name (item);
  take_sidecar (item);

  return item;
}

static GPtrArray *
read_folder (const char  *path,
             char *const *defaults,
             const char  *except,
             GError     **error)
{
  g_autoptr(GPtrArray) found = list_names (path, error);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) cli_item_free);
  g_autoptr(GHashTable) all = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *folder = g_canonicalize_filename (path, NULL);
  g_autofree char *absolute = except != NULL ? g_canonicalize_filename (except, NULL) : NULL;

  if (found == NULL)
    return NULL;

  for (guint i = 0; i < found->len; i++)
    g_hash_table_add (all, g_ptr_array_index (found, i));
  for (guint i = 0; i < found->len; i++)
    {
      const char      *name = g_ptr_array_index (found, i);
      g_autofree char *file = g_build_filename (folder, name, NULL);
      CliItem         *item;

      if (!is_document (all, file, name, absolute))
        continue;
      item = item_of_file (name, file);
      complete (item, defaults);
      g_ptr_array_add (items, item);
    }

  return g_steal_pointer (&items);
}

/* The report tells documents apart by file and patient. */
static gboolean
check_doubles (GPtrArray *items,
               GError   **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < items->len; i++)
    {
      CliItem *item = g_ptr_array_index (items, i);

      if (!g_hash_table_add (seen, cli_item_dup_key (item->file, item->patient)) && *item->file != '\0')
        {
          g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("Line %u: the same file for the same patient stands further up already."), item->line);
          return FALSE;
        }
    }

  return TRUE;
}

char *
cli_item_dup_key (const char *file,
                  const char *patient)
{
  return g_strconcat (file, "\n", patient, NULL);
}

GPtrArray *
cli_items_read (const char  *path,
                char *const *defaults,
                const char  *except,
                GError     **error)
{
  g_autoptr(GPtrArray) items = g_file_test (path, G_FILE_TEST_IS_DIR) ? read_folder (path, defaults, except, error)
                                                                       : read_list (path, defaults, error);

  return items != NULL && check_doubles (items, error) ? g_steal_pointer (&items) : NULL;
}
