/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "model-number.h"
#include "record-problem.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SYSTEM_SPID "urn:oid:2.16.756.5.30.1.127.3.10.3"

G_DEFINE_QUARK (cli - error - quark, cli_error)

CliExit
cli_usage (const char *message)
{
  cli_say (message);
  cli_say (_("“cabinet-cli --help” tells how it is used."));

  return CLI_EXIT_USAGE;
}

static CliExit
exit_of_cause (ModelCause cause)
{
  switch (cause)
    {
    case MODEL_CAUSE_REFUSED:
      return CLI_EXIT_REFUSED;
    case MODEL_CAUSE_UNREACHABLE:
      return CLI_EXIT_UNREACHABLE;
    case MODEL_CAUSE_OTHER:
    default:
      return CLI_EXIT_ERROR;
    }
}

CliExit
cli_fail (const GError *error)
{
  g_autoptr(ModelProblem) problem = NULL;

  /* What this room says itself is a sentence already. */
  if (error->domain == G_OPTION_ERROR)
    return cli_usage (error->message);
  if (error->domain == CLI_ERROR)
    {
      cli_say (error->message);
      return CLI_EXIT_ERROR;
    }

  problem = record_problem_new_from_error (error);

  return problem != NULL ? cli_fail_problem (problem) : CLI_EXIT_INTERRUPTED;
}

CliExit
cli_fail_problem (ModelProblem *problem)
{
  const char *details = model_problem_get_details (problem);

  cli_say (model_problem_get_title (problem));
  cli_say (model_problem_get_sentence (problem));
  if (details != NULL)
    {
      g_auto(GStrv) lines = g_strsplit (details, "\n", -1);

      for (char **line = lines; *line != NULL; line++)
        {
          g_autofree char *indented = g_strdup_printf ("  %s", *line);

          cli_say (indented);
        }
    }

  return exit_of_cause (model_problem_get_cause (problem));
}

void
cli_say (const char *message)
{
  g_autofree char *clean = cli_clean (message, FALSE);

  g_printerr ("%s\n", clean);
}

char *
cli_clean (const char *text,
           gboolean    with_spid)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr(GString) clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* what turns the direction of writing hides a file's name as well as an escape sequence does */
      if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
        g_string_append_c (clean, ' ');
      else
        g_string_append_unichar (clean, c);
    }

  if (!with_spid)
    {
      g_autoptr(GRegex) spid = g_regex_new ("(?<![0-9])76133761[0-9]{10}(?![0-9])", 0, 0, NULL);

      return g_regex_replace_literal (spid, clean->str, (gssize) clean->len, 0, "…", 0, NULL);
    }

  return g_string_free (g_steal_pointer (&clean), FALSE);
}

gboolean
cli_is_spid (ModelIdentifier *identifier)
{
  return g_strcmp0 (model_identifier_get_system (identifier), SYSTEM_SPID) == 0 ||
         model_number_is_spid (model_identifier_get_value (identifier));
}

void
cli_print_table (GPtrArray *rows,
                 guint      n_columns,
                 gboolean   with_spid)
{
  g_autofree glong *widths = g_new0 (glong, n_columns);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);

      for (guint column = 0; column < n_columns; column++)
        {
          char *clean = cli_clean (row[column], with_spid);

          g_free (row[column]);
          row[column] = clean;
          widths[column] = MAX (widths[column], g_utf8_strlen (clean, -1));
        }
    }

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      g_autoptr(GString) line = g_string_new (NULL);

      for (guint column = 0; column < n_columns; column++)
        {
          g_string_append (line, row[column]);
          for (glong n = g_utf8_strlen (row[column], -1); column + 1 < n_columns && n < widths[column] + 2; n++)
            g_string_append_c (line, ' ');
        }
      g_print ("%s\n", line->str);
    }
}

static gboolean
fail_errno (const char *path,
            int         number,
            GError    **error)
{
  if (number == EEXIST)
    g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("“%s” exists; --force replaces it."), path);
  else
    g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("“%s” could not be written: %s"), path, g_strerror (number));

  return FALSE;
}

gboolean
cli_check_path (const char *path,
                gboolean    force,
                GError    **error)
{
  GStatBuf info;

  if (strcmp (path, "-") == 0)
    {
      if (!isatty (STDOUT_FILENO))
        return TRUE;

      /* a document may hold what a terminal obeys */
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("Standard output is a terminal; a document goes to a file or a pipe."));
      return FALSE;
    }

  if (g_lstat (path, &info) != 0)
    return errno == ENOENT || fail_errno (path, errno, error);
  if (!force)
    return fail_errno (path, EEXIST, error);
  if (S_ISDIR (info.st_mode))
    return fail_errno (path, EISDIR, error);

  return S_ISREG (info.st_mode) || S_ISLNK (info.st_mode) || fail_errno (path, EINVAL, error);
}

static gboolean
write_all (int           fd,
           const guint8 *data,
           gsize         length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }

  return TRUE;
}

/* Gives @temporary its name; without @force in one step that cannot replace anything. */
static gboolean
place (const char *temporary,
       const char *path,
       gboolean    force)
{
  if (force)
    return rename (temporary, path) == 0;
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;
  /* not every file system knows that flag; a second name is as exclusive */
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;

  return link (temporary, path) == 0 && unlink (temporary) == 0;
}

gboolean
cli_write (const char *path,
           GBytes     *bytes,
           gboolean    force,
           GError    **error)
{
  g_autofree char *temporary = NULL;
  gsize            length;
  const guint8    *data = g_bytes_get_data (bytes, &length);
  int              fd, number;
  gboolean         written;

  if (strcmp (path, "-") == 0)
    return write_all (STDOUT_FILENO, data, length) || fail_errno (path, errno, error);
  if (!cli_check_path (path, force, error))
    return FALSE;

  temporary = g_strdup_printf ("%s.XXXXXX", path);
  fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_errno (path, errno, error);

  written = write_all (fd, data, length) && fsync (fd) == 0;
  number = errno;
  if (close (fd) != 0 && written)
    {
      written = FALSE;
      number = errno;
    }
  if (written && !place (temporary, path, force))
    {
      written = FALSE;
      number = errno;
    }
  if (!written)
    {
      g_unlink (temporary);
      return fail_errno (path, number, error);
    }

  return TRUE;
}
