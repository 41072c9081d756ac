/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-connection.h"
#include "cli-json.h"
#include "cli-output.h"

#include <glib/gi18n.h>

/* "2026-11-21T00:00:00+01:00", or "" for at once. (transfer full) */
static char *
format_time (gint64 time)
{
  g_autoptr(GDateTime) date = time > 0 ? g_date_time_new_from_unix_local (time) : NULL;

  return date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%S%:z") : g_strdup ("");
}

static char **
row_of (RecordDeposit    *deposit,
        const CliOptions *options)
{
  ModelDocument *document = record_deposit_get_document (deposit);
  ModelProblem  *problem = record_deposit_get_problem (deposit);
  char         **row = g_new0 (char *, 6);

  row[0] = g_strdup (model_document_get_unique_id (document));
  row[1] = format_time (record_deposit_get_next_try (deposit));
  row[2] = g_strdup (problem != NULL ? model_problem_get_title (problem) : "");
  row[3] = g_strdup (options->patients ? record_deposit_get_patient (deposit) : "");
  row[4] = g_strdup (options->patients ? model_document_get_title (document) : "");

  return row;
}

static void
print (GPtrArray        *deposits,
       const CliOptions *options)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < deposits->len; i++)
    g_ptr_array_add (rows, row_of (g_ptr_array_index (deposits, i), options));
  cli_print_table (rows, options->patients ? 5 : 3, FALSE);
}

/* Oldest first. */
static GPtrArray *
list (RecordOutbox *outbox)
{
  GPtrArray *deposits = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (outbox)); i > 0; i--)
    g_ptr_array_add (deposits, g_list_model_get_item (G_LIST_MODEL (outbox), i - 1));

  return deposits;
}

CliExit
cli_outbox_run (const CliOptions *options)
{
  g_autoptr(CliConnection) connection = NULL;
  g_autoptr(GPtrArray) deposits = NULL;
  RecordOutbox *outbox;
  CliExit       exit = CLI_EXIT_OK;

  if (options->arguments[0] != NULL)
    return cli_usage (_("This command takes options only."));

  connection = cli_connection_open (options, &exit);
  if (connection == NULL)
    return exit;

  outbox = record_session_get_outbox (cli_connection_get_session (connection));
  /* looking is not sending */
  record_outbox_set_max_parallel (outbox, 0);
  while (!record_outbox_get_ready (outbox) && !g_cancellable_is_cancelled (cli_connection_get_cancellable (connection)))
    g_main_context_iteration (NULL, TRUE);
  if (!record_outbox_get_durable (outbox))
    {
      cli_say (_("There is neither a keyring nor a key for the outbox (--outbox-key-file): nothing is kept on this computer."));
      return CLI_EXIT_ERROR;
    }

  deposits = list (outbox);
  if (options->json)
    cli_json_print_deposits (deposits, options->patients);
  else
    print (deposits, options);

  return CLI_EXIT_OK;
}
