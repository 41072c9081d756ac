/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-batch.h"
#include "cli-fill.h"
#include "cli-json.h"
#include "cli-output.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_PARALLEL 16

static const char *
find_fault (const CliOptions *options)
{
  const char *from = options->not_before_from;

  if (options->resume ? options->arguments[0] != NULL : options->arguments[0] == NULL || options->arguments[1] != NULL)
    return options->resume ? _("--resume sends what waits; it takes no folder and no list.") : _("Name one folder, or one list.");
  if (options->resume && options->dry_run)
    return _("--resume and --dry-run exclude each other.");
  if (!options->resume && !options->dry_run && options->report == NULL)
    return _("Where to write what became of each document is missing: --report FILE.");
  if (options->parallel < 1 || options->parallel > MAX_PARALLEL)
    return _("--parallel takes a number from 1 to 16.");
  if (options->not_before != NULL && cli_fill_parse_span (options->not_before) < 0)
    return _("--not-before takes a number of days or hours: 7d, 24h.");
  if (from != NULL && (options->not_before == NULL || (strcmp (from, "date") != 0 && strcmp (from, "now") != 0)))
    return _("--not-before-from is “date” or “now”, beside --not-before.");

  return NULL;
}

static void
say_summary (CliBatch         *batch,
             const CliOptions *options)
{
  guint            left = cli_batch_get_n_left (batch);
  g_autofree char *line = NULL;

  if (options->dry_run)
    line = g_strdup_printf (_("%u can be deposited, %u cannot."), cli_batch_count (batch, CLI_STATE_READY), cli_batch_count (batch, CLI_STATE_REFUSED));
  else
    line = g_strdup_printf (_("%u deposited, %u already there, %u refused, %u waiting, %u not begun."),
                            cli_batch_count (batch, CLI_STATE_DEPOSITED), cli_batch_count (batch, CLI_STATE_ALREADY_THERE),
                            cli_batch_count (batch, CLI_STATE_REFUSED), cli_batch_count (batch, CLI_STATE_WAITING), left);
  cli_say (line);
}

static CliExit
exit_of (CliBatch *batch)
{
  if (cli_batch_count (batch, CLI_STATE_REFUSED) > 0)
    return CLI_EXIT_SOME_REFUSED;

  return cli_batch_count (batch, CLI_STATE_WAITING) > 0 || cli_batch_get_n_left (batch) > 0 ? CLI_EXIT_SOME_WAITING : CLI_EXIT_OK;
}

/* What waits in memory only is forgotten with the program; its number is not, so that nothing is doubled. */
static CliExit
check_durable (CliConnection    *connection,
               const CliOptions *options)
{
  RecordOutbox *outbox = record_session_get_outbox (cli_connection_get_session (connection));

  /* nothing is sent before it is known what for */
  record_outbox_set_max_parallel (outbox, 0);
  while (!record_outbox_get_ready (outbox) && !g_cancellable_is_cancelled (cli_connection_get_cancellable (connection)))
    g_main_context_iteration (NULL, TRUE);
  if (record_outbox_get_durable (outbox) || options->dry_run)
    return CLI_EXIT_OK;

  if (options->not_before != NULL || options->resume)
    {
      cli_say (_("There is neither a keyring nor a key for the outbox (--outbox-key-file): nothing can wait longer than this program runs."));
      return CLI_EXIT_ERROR;
    }
  cli_say (_("There is neither a keyring nor a key for the outbox (--outbox-key-file): what is under way is kept in memory only."));

  return CLI_EXIT_OK;
}

static CliExit
deposit (CliConnection    *connection,
         CliReport        *report,
         GPtrArray        *items,
         const CliOptions *options)
{
  gint64 span = options->not_before != NULL ? cli_fill_parse_span (options->not_before) : 0;
  g_autoptr(CliBatch) batch = NULL;
  g_autoptr(GError) error = NULL;
  CliExit exit = check_durable (connection, options);

  if (exit != CLI_EXIT_OK)
    return exit;

  batch = cli_batch_new (connection, report, options, span);
  exit = cli_batch_run (batch, items);
  if (!cli_report_finish (report, &error))
    exit = cli_fail (error);
  say_summary (batch, options);
  if (options->json)
    cli_json_print_outcomes (cli_batch_get_outcomes (batch), options->with_spid);

  return exit != CLI_EXIT_OK ? exit : exit_of (batch);
}

CliExit
cli_deposit_run (const CliOptions *options)
{
  const char      *fault = find_fault (options);
  char            *defaults[CLI_N_COLUMNS];
  g_autofree char *patient = NULL;
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(CliReport) report = NULL;
  g_autoptr(CliConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  CliExit exit = CLI_EXIT_OK;

  if (fault != NULL)
    return cli_usage (fault);

  patient = options->patient != NULL ? cli_options_dup_text (options->patient, &error) : NULL;
  if (error != NULL)
    return cli_fail (error);
  memcpy (defaults, options->columns, sizeof defaults);
  defaults[CLI_COLUMN_PATIENT] = patient;
  if (!options->resume)
    {
      items = cli_items_read (options->arguments[0], defaults, options->report, &error);
      if (items == NULL)
        return cli_fail (error);
    }
  report = cli_report_open (options->dry_run ? NULL : options->report, &error);
  if (report == NULL)
    return cli_fail (error);
  connection = cli_connection_open (options, &exit);

  return connection != NULL ? deposit (connection, report, items, options) : exit;
}
