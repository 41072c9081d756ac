#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Text in columns (RFC 4180), as spreadsheets and clinic systems write it: UTF-8 with or without a byte order
 * mark; "," ";" or a tab between fields, told by the first line, which names the columns; any line end. Pure
 * functions; the bytes may be any. */
typedef struct _CliCsv CliCsv;

/* What cannot be read without doubt is G_IO_ERROR_INVALID_DATA with a sentence that names the line: a quote
 * that is never closed, one inside a field that does not begin with one, bytes that are no UTF-8, two columns
 * of one name. */
CliCsv     *cli_csv_parse      (GBytes *bytes, GError **error);
void        cli_csv_free       (CliCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliCsv, cli_csv_free)

/* Names of the columns, in small letters and without blanks around them. (transfer none) */
const char *const *cli_csv_get_columns (CliCsv *self);

/* The rows after the first; empty lines are none. */
guint       cli_csv_get_n_rows (CliCsv *self);
/* The line of the file on which @row begins; the first is 1. */
guint       cli_csv_get_line   (CliCsv *self, guint row);
/* Whether it has as many fields as there are columns: with another number nobody knows which is which. */
gboolean    cli_csv_is_whole   (CliCsv *self, guint row);
/* Its field in @column, without blanks around it; NULL when it is empty, or there is no such column.
 * (transfer none) (nullable) */
const char *cli_csv_get        (CliCsv *self, guint row, const char *column);

/* Adds a line with these fields, "," between them, quoted where they must be. */
void        cli_csv_append_row (GString *text, const char *const *fields, guint n_fields);

G_END_DECLS
