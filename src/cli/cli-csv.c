/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BYTE_ORDER_MARK "\357\273\277"

typedef struct
{
  guint      line;
  GPtrArray *fields; /* (owned) of char* */
} Row;

struct _CliCsv
{
  char      **columns; /* (owned) */
  GHashTable *places;  /* (owned) name → position + 1 */
  GPtrArray  *rows;    /* (owned) of Row */
};

typedef struct
{
  const char *at;
  const char *end;
  char        separator;
  guint       line;
} Reader;

static void
row_free (Row *row)
{
  g_ptr_array_unref (row->fields);
  g_free (row);
}

static void
fail (guint       line,
      const char *what,
      GError    **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("Line %u: %s"), line, what);
}

static gboolean
is_end (Reader *reader)
{
  return reader->at == reader->end;
}

static gboolean
is_line_end (Reader *reader)
{
  return is_end (reader) || *reader->at == '\r' || *reader->at == '\n';
}

/* CR LF, LF, and the CR of very old programs. */
static void
skip_line_end (Reader *reader)
{
  if (is_end (reader))
    return;
  if (*reader->at == '\r' && reader->at + 1 < reader->end && reader->at[1] == '\n')
    reader->at++;
  reader->at++;
  reader->line++;
}

/* After the opening quote, to behind the closing one. */
static gboolean
read_quoted (Reader  *reader,
             GString *field,
             GError **error)
{
  guint begin = reader->line;

  for (; !is_end (reader); reader->at++)
    {
      if (*reader->at == '"')
        {
          reader->at++;
          if (is_end (reader) || *reader->at != '"')
            return TRUE;
        }
      else if (*reader->at == '\n' || (*reader->at == '\r' && (reader->at + 1 == reader->end || reader->at[1] != '\n')))
        reader->line++;
      g_string_append_c (field, *reader->at);
    }

  fail (begin, _("A quotation mark is opened and never closed."), error);
  return FALSE;
}

/* (transfer full) */
static char *
read_field (Reader  *reader,
            GError **error)
{
  g_autoptr(GString) field = g_string_new (NULL);

  if (!is_end (reader) && *reader->at == '"')
    {
      reader->at++;
      if (!read_quoted (reader, field, error))
        return NULL;
      if (!is_line_end (reader) && *reader->at != reader->separator)
        {
          fail (reader->line, _("Text stands behind a closing quotation mark."), error);
          return NULL;
        }
      return g_string_free (g_steal_pointer (&field), FALSE);
    }

  for (; !is_line_end (reader) && *reader->at != reader->separator; reader->at++)
    {
      if (*reader->at == '"')
        {
          fail (reader->line, _("A quotation mark stands inside a field that does not begin with one; it must be doubled, and the field quoted."), error);
          return NULL;
        }
      g_string_append_c (field, *reader->at);
    }

  return g_string_free (g_steal_pointer (&field), FALSE);
}

/* (transfer full) */
static Row *
read_row (Reader  *reader,
          GError **error)
{
  Row *row = g_new0 (Row, 1);

  row->line = reader->line;
  row->fields = g_ptr_array_new_with_free_func (g_free);
  for (;;)
    {
      char *field = read_field (reader, error);

      if (field == NULL)
        {
          row_free (row);
          return NULL;
        }
      g_ptr_array_add (row->fields, g_strstrip (field));
      if (is_line_end (reader))
        break;
      reader->at++;
    }
  skip_line_end (reader);

  return row;
}

static gboolean
is_empty (Row *row)
{
  return row->fields->len == 1 && *(const char *) g_ptr_array_index (row->fields, 0) == '\0';
}

/* The one that the first line has most of, outside of quotes. */
static char
find_separator (Reader reader)
{
  static const char candidates[] = { ',', ';', '\t' };
  guint             counts[G_N_ELEMENTS (candidates)] = { 0 };
  guint             best = 0;
  gboolean          quoted = FALSE;

  for (; !is_end (&reader) && (quoted || !is_line_end (&reader)); reader.at++)
    {
      const char *candidate = memchr (candidates, *reader.at, sizeof candidates);

      quoted ^= *reader.at == '"';
      if (candidate != NULL && !quoted)
        counts[candidate - candidates]++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (candidates); i++)
    if (counts[i] > counts[best])
      best = i;

  return candidates[best];
}

static gboolean
check_text (const char *data,
            gsize       length,
            GError    **error)
{
  const char *end;
  guint       line = 1;

  if (g_utf8_validate_len (data, length, &end))
    return TRUE;

  for (const char *p = data; p < end; p++)
    line += *p == '\n';
  fail (line, _("The text is not UTF-8. Save the file as “CSV UTF-8”."), error);

  return FALSE;
}

static gboolean
take_columns (CliCsv  *self,
              Row     *row,
              GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < row->fields->len; i++)
    {
      g_autofree char *name = g_utf8_strdown (g_ptr_array_index (row->fields, i), -1);

      if (*name != '\0' && !g_hash_table_insert (self->places, g_strdup (name), GUINT_TO_POINTER (i + 1)))
        {
          g_autofree char *what = g_strdup_printf (_("Two columns have the name “%s”."), name);

          fail (row->line, what, error);
          return FALSE;
        }
      g_strv_builder_add (builder, name);
    }
  self->columns = g_strv_builder_end (builder);

  return TRUE;
}

static gboolean
read_rows (CliCsv  *self,
           Reader  *reader,
           GError **error)
{
  while (!is_end (reader))
    {
      Row *row = read_row (reader, error);

      if (row == NULL)
        return FALSE;
      if (is_empty (row))
        row_free (row);
      else if (self->columns != NULL)
        g_ptr_array_add (self->rows, row);
      else
        {
          gboolean taken = take_columns (self, row, error);

          row_free (row);
          if (!taken)
            return FALSE;
        }
    }

  if (self->columns != NULL)
    return TRUE;

  fail (1, _("The line with the names of the columns is missing."), error);
  return FALSE;
}

CliCsv *
cli_csv_parse (GBytes  *bytes,
               GError **error)
{
  g_autoptr(CliCsv) self = NULL;
  gsize       length;
  const char *data = g_bytes_get_data (bytes, &length);
  Reader      reader;

  if (length >= strlen (BYTE_ORDER_MARK) && memcmp (data, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      data += strlen (BYTE_ORDER_MARK);
      length -= strlen (BYTE_ORDER_MARK);
    }
  if (!check_text (data, length, error))
    return NULL;

  self = g_new0 (CliCsv, 1);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  reader = (Reader) { .at = data, .end = data + length, .line = 1 };
  while (!is_end (&reader) && is_line_end (&reader))
    skip_line_end (&reader);
  reader.separator = find_separator (reader);

  return read_rows (self, &reader, error) ? g_steal_pointer (&self) : NULL;
}

void
cli_csv_free (CliCsv *self)
{
  g_strfreev (self->columns);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

const char *const *
cli_csv_get_columns (CliCsv *self)
{
  return (const char *const *) self->columns;
}

guint
cli_csv_get_n_rows (CliCsv *self)
{
  return self->rows->len;
}

guint
cli_csv_get_line (CliCsv *self,
                  guint   row)
{
  return ((Row *) g_ptr_array_index (self->rows, row))->line;
}

gboolean
cli_csv_is_whole (CliCsv *self,
                  guint   row)
{
  return ((Row *) g_ptr_array_index (self->rows, row))->fields->len == g_strv_length (self->columns);
}

const char *
cli_csv_get (CliCsv     *self,
             guint       row,
             const char *column)
{
  GPtrArray  *fields = ((Row *) g_ptr_array_index (self->rows, row))->fields;
  guint       place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, column));
  const char *text = place > 0 && place <= fields->len ? g_ptr_array_index (fields, place - 1) : "";

  return *text != '\0' ? text : NULL;
}

static gboolean
must_be_quoted (const char *field)
{
  gsize length = strlen (field);

  return strpbrk (field, ",;\t\"\r\n") != NULL || (length > 0 && (g_ascii_isspace (field[0]) || g_ascii_isspace (field[length - 1])));
}

void
cli_csv_append_row (GString           *text,
                    const char *const *fields,
                    guint              n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    {
      const char *field = fields[i] != NULL ? fields[i] : "";

      if (i > 0)
        g_string_append_c (text, ',');
      if (!must_be_quoted (field))
        {
          g_string_append (text, field);
          continue;
        }
      g_string_append_c (text, '"');
      for (const char *p = field; *p != '\0'; p++)
        {
          if (*p == '"')
            g_string_append_c (text, '"');
          g_string_append_c (text, *p);
        }
      g_string_append_c (text, '"');
    }
  g_string_append_c (text, '\n');
}
