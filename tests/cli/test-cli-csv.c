/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-csv.h"

#include <string.h>

static CliCsv *
parse (const char *text,
       GError    **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return cli_csv_parse (bytes, error);
}

/* The same table as five programs write it. */
static void
test_forms (void)
{
  static const char *const forms[] = {
    "File,Patient,Title\na.pdf,756,\"Lettre, \"\"finale\"\"\"\nb.pdf,757,\n",
    "\357\273\277File;Patient;Title\r\n\"a.pdf\";\"756\";\"Lettre, \"\"finale\"\"\"\r\nb.pdf;757;\r\n",
    "file\tpatient\ttitle\ra.pdf\t 756 \t\"Lettre, \"\"finale\"\"\"\rb.pdf\t757\t",
    "\n\nfile,patient,title\n\na.pdf,756,\"Lettre, \"\"finale\"\"\"\n\n\nb.pdf,757,\n\n",
    "\"file\",\"patient;x\",\"title\"\na.pdf,756,\"Lettre, \"\"finale\"\"\"\nb.pdf,757,\"\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CliCsv) csv = parse (forms[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (cli_csv_get_n_rows (csv), ==, 2);
      g_assert_true (cli_csv_is_whole (csv, 0));
      g_assert_true (cli_csv_is_whole (csv, 1));
      g_assert_cmpstr (cli_csv_get (csv, 0, "file"), ==, "a.pdf");
      g_assert_cmpstr (cli_csv_get (csv, 0, i == 4 ? "patient;x" : "patient"), ==, "756");
      g_assert_cmpstr (cli_csv_get (csv, 0, "title"), ==, "Lettre, \"finale\"");
      g_assert_null (cli_csv_get (csv, 1, "title"));
      g_assert_null (cli_csv_get (csv, 1, "no such column"));
    }
}

static void
test_lines (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CliCsv) csv = parse ("file,title\n\na,\"one\r\ntwo\nthree\"\nb,c\nonly\nd,e,f\n", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cli_csv_get_n_rows (csv), ==, 4);
  g_assert_cmpstr (cli_csv_get (csv, 0, "title"), ==, "one\r\ntwo\nthree");
  g_assert_cmpuint (cli_csv_get_line (csv, 0), ==, 3);
  g_assert_cmpuint (cli_csv_get_line (csv, 1), ==, 6);
  g_assert_true (cli_csv_is_whole (csv, 1));
  /* too few and too many: this line is wrong, and no other */
  g_assert_false (cli_csv_is_whole (csv, 2));
  g_assert_null (cli_csv_get (csv, 2, "title"));
  g_assert_false (cli_csv_is_whole (csv, 3));
}

/* Where a reader would have to guess, the line is named. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *line;
  } cases[] = {
    { "", "1" },
    { "\n\r\n", "1" },
    { "file,title\na,\"open\nb,c\n", "2" },
    { "file,title\na,b\nc,\"d\"e\n", "3" },
    { "file,title\na,the \"last\" one\n", "2" },
    { "file,title,File\n", "1" },
    { "file,title\na,b\nc,Lettre \351t\351\n", "3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CliCsv) csv = parse (cases[i].text, &error);

      g_assert_null (csv);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, cases[i].line));
    }
}

static void
test_written (void)
{
  const char *const header[] = { "file", "reason" };
  const char *const fields[] = { " a;b\".pdf", "two\nlines, and more" };
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(CliCsv) csv = NULL;

  cli_csv_append_row (text, header, 2);
  cli_csv_append_row (text, fields, 2);
  cli_csv_append_row (text, (const char *const[]) { "plain", NULL }, 2);
  g_assert_true (g_str_has_suffix (text->str, "\nplain,\n"));
  csv = parse (text->str, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cli_csv_get (csv, 0, "file"), ==, "a;b\".pdf");
  g_assert_cmpstr (cli_csv_get (csv, 0, "reason"), ==, fields[1]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/csv/forms", test_forms);
  g_test_add_func ("/cli/csv/lines", test_lines);
  g_test_add_func ("/cli/csv/refused", test_refused);
  g_test_add_func ("/cli/csv/written", test_written);

  return g_test_run ();
}
