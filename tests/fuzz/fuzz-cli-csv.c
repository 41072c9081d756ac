/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-csv.h"
#include "fuzz.h"

/* What was read can be written, and is then read as the same. */
static void
check_round_trip (CliCsv *csv)
{
  const char *const *columns = cli_csv_get_columns (csv);
  guint              n = g_strv_length ((char **) columns);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(CliCsv) again = NULL;
  g_autoptr(GError) error = NULL;

  /* a separator of our own between names that may hold the others */
  cli_csv_append_row (text, columns, n);
  for (guint i = 0; i < cli_csv_get_n_rows (csv); i++)
    {
      g_autofree const char **fields = g_new0 (const char *, n + 1);

      for (guint j = 0; j < n; j++)
        fields[j] = cli_csv_get (csv, i, columns[j]);
      cli_csv_append_row (text, fields, n);
    }

  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  again = cli_csv_parse (bytes, &error);
  g_assert (again != NULL || error != NULL);
  for (guint i = 0; again != NULL && n > 1 && i < cli_csv_get_n_rows (csv); i++)
    for (guint j = 0; j < n; j++)
      g_assert (g_strcmp0 (cli_csv_get (csv, i, columns[j]), cli_csv_get (again, i, columns[j])) == 0);
}

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CliCsv) csv = cli_csv_parse (bytes, &error);
  guint line = 0;

  g_assert ((csv == NULL) == (error != NULL));
  if (csv == NULL)
    return;

  for (guint i = 0; i < cli_csv_get_n_rows (csv); i++)
    {
      g_assert (cli_csv_get_line (csv, i) > line);
      line = cli_csv_get_line (csv, i);
      for (const char *const *column = cli_csv_get_columns (csv); *column != NULL; column++)
        cli_csv_get (csv, i, *column);
      cli_csv_is_whole (csv, i);
    }
  check_round_trip (csv);
}
