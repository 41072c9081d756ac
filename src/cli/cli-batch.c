/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-batch-private.h"

#include "cli-output.h"
#include "record-programs.h"

#include <glib/gi18n.h>
#include <unistd.h>

/* Documents that wait for their turn in the outbox beside those being sent: it must never idle. */
#define AHEAD 4
#define PROGRESS_STEP 500

static void
outcome_free (CliOutcome *outcome)
{
  g_free (outcome->file);
  g_free (outcome->patient);
  g_free (outcome->unique_id);
  g_free (outcome->reason);
  g_free (outcome);
}

CliBatch *
cli_batch_new (CliConnection    *connection,
               CliReport        *report,
               const CliOptions *options,
               gint64            span)
{
  CliBatch *self = g_new0 (CliBatch, 1);

  self->session = g_object_ref (cli_connection_get_session (connection));
  self->outbox = g_object_ref (record_session_get_outbox (self->session));
  record_outbox_set_max_parallel (self->outbox, options->dry_run ? 0 : (guint) options->parallel);
  self->cancellable = cli_connection_get_cancellable (connection);
  self->report = report;
  self->options = options;
  self->span = span;
  self->patients = cli_patients_new (self->session);
  if (options->check_content)
    {
      g_autofree char *renderer = record_program_path ("cabinet-renderer");

      self->renderers = render_service_new (renderer);
    }
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->input = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->jobs = g_ptr_array_new ();
  self->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) outcome_free);

  return self;
}

void
cli_batch_free (CliBatch *self)
{
  cli_patients_free (self->patients);
  g_clear_object (&self->renderers);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->done);
  g_hash_table_unref (self->input);
  g_hash_table_unref (self->told);
  g_ptr_array_unref (self->jobs);
  g_ptr_array_unref (self->outcomes);
  g_object_unref (self->outbox);
  g_object_unref (self->session);
  g_free (self);
}

GPtrArray *
cli_batch_get_outcomes (CliBatch *self)
{
  return self->outcomes;
}

guint
cli_batch_count (CliBatch *self,
                 CliState  state)
{
  return self->counts[state];
}

guint
cli_batch_get_n_left (CliBatch *self)
{
  return self->n_items - self->n_told;
}

void
cli_batch_fail (CliBatch     *self,
                const GError *error)
{
  self->stopping = TRUE;
  if (self->exit == CLI_EXIT_OK)
    self->exit = cli_fail (error);
}

void
cli_batch_fail_problem (CliBatch     *self,
                        ModelProblem *problem)
{
  self->stopping = TRUE;
  if (self->exit == CLI_EXIT_OK)
    self->exit = problem != NULL ? cli_fail_problem (problem) : CLI_EXIT_REFUSED;
}

/* No name and no number: the terminal of a server is nobody's screen. */
static void
say_progress (CliBatch *self)
{
  guint n = self->n_told;

  if (self->n_items == 0)
    return;
  if (isatty (STDERR_FILENO))
    g_printerr (_("\r%u of %u, %u refused"), n, self->n_items, self->counts[CLI_STATE_REFUSED]);
  else if (n % PROGRESS_STEP == 0)
    g_printerr (_("%u of %u, %u refused\n"), n, self->n_items, self->counts[CLI_STATE_REFUSED]);
}

static void
say_refused (CliJob     *job,
             const char *reason)
{
  g_autofree char *line = g_strdup_printf ("%s: %s", job->file != NULL ? job->file : job->unique_id, reason);

  if (isatty (STDERR_FILENO))
    g_printerr ("\r");
  cli_say (line);
}

/* Whether the report says as much: of what it calls deposited, that it is there is nothing new. */
static gboolean
is_told (const CliReportLine *old,
         const CliReportLine *new)
{
  if (old == NULL)
    return FALSE;
  if (old->state == CLI_STATE_DEPOSITED && new->state == CLI_STATE_ALREADY_THERE)
    return TRUE;

  return old->state == new->state &&g_strcmp0 (old->unique_id, new->unique_id) == 0 && g_strcmp0 (old->reason, new->reason) == 0;
}

static void
write_line (CliBatch   *self,
            CliOutcome *outcome)
{
  CliReportLine line = { outcome->file, outcome->patient, outcome->unique_id, outcome->reason, outcome->state };
  g_autoptr(GError) error = NULL;

  if (outcome->file == NULL || self->options->dry_run || is_told (cli_report_find (self->report, line.file, line.patient), &line))
    return;
  if (!cli_report_add (self->report, &line, &error))
    cli_batch_fail (self, error);
}

static void
tell (CliBatch   *self,
      CliJob     *job,
      CliState    state,
      const char *reason)
{
  CliOutcome *outcome = g_new0 (CliOutcome, 1);

  outcome->file = g_strdup (job->file);
  outcome->patient = g_strdup (job->patient_text);
  outcome->unique_id = g_strdup (job->unique_id);
  outcome->reason = g_strdup (reason);
  outcome->state = state;
  write_line (self, outcome);
  if (job->file != NULL)
    g_hash_table_add (self->told, cli_item_dup_key (job->file, job->patient_text));
  if (state == CLI_STATE_REFUSED && reason != NULL)
    say_refused (job, reason);
  if (!job->counts)
    {
      outcome_free (outcome);
      return;
    }

  g_ptr_array_add (self->outcomes, outcome);
  self->counts[state]++;
  self->n_told += self->n_items > 0;
  say_progress (self);
}

void
cli_batch_end (CliBatch   *self,
               CliJob     *job,
               CliState    state,
               const char *reason)
{
  g_ptr_array_remove_fast (self->jobs, job);
  if (state != CLI_STATE_NONE)
    tell (self, job, state, reason);
  cli_job_free (job);
}

/* A renderer for each would be too many. */
static void
feed (CliBatch  *self,
      GPtrArray *items)
{
  guint limit = (guint) self->options->parallel * (self->renderers != NULL ? 1 : AHEAD);

  while (!self->stopping && self->next < self->n_items && self->jobs->len < limit)
    cli_job_begin (self, g_ptr_array_index (items, self->next++));
}

static void
adopt_all (CliBatch *self)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->outbox)); i > 0; i--)
    g_ptr_array_add (found, g_list_model_get_item (G_LIST_MODEL (self->outbox), i - 1));
  for (guint i = 0; i < found->len; i++)
    cli_job_adopt (self, g_ptr_array_index (found, i));
}

/* What is on its way to the server stays in the outbox; what is on its way to the outbox arrives there. */
static void
leave_all (CliBatch *self)
{
  self->stopping = TRUE;
  for (guint i = self->jobs->len; i > 0; i--)
    {
      CliJob *job = g_ptr_array_index (self->jobs, i - 1);

      if (job->deposit != NULL)
        cli_job_leave (job);
    }
}

CliExit
cli_batch_run (CliBatch  *self,
               GPtrArray *items)
{
  self->n_items = items != NULL ? items->len : 0;
  for (guint i = 0; i < self->n_items; i++)
    {
      const CliItem *item = g_ptr_array_index (items, i);

      g_hash_table_add (self->input, cli_item_dup_key (item->file, item->patient));
    }
  while (!record_outbox_get_ready (self->outbox) && !g_cancellable_is_cancelled (self->cancellable))
    g_main_context_iteration (NULL, TRUE);
  if (!self->options->dry_run)
    adopt_all (self);

  for (;;)
    {
      if (g_cancellable_is_cancelled (self->cancellable) || self->exit != CLI_EXIT_OK)
        leave_all (self);
      feed (self, items);
      if (self->jobs->len == 0 && (self->stopping || self->next == self->n_items))
        break;
      g_main_context_iteration (NULL, TRUE);
    }

  if (isatty (STDERR_FILENO) && self->outcomes->len > 0)
    g_printerr ("\n");

  return g_cancellable_is_cancelled (self->cancellable) ? CLI_EXIT_INTERRUPTED : self->exit;
}
