/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-connection.h"
#include "cli-entry-fill.h"
#include "cli-json.h"
#include "cli-output.h"
#include "cli-vaccinations-json.h"
#include "record-vaccination-deposit.h"

#include <glib/gi18n.h>
#include <string.h>

/* So long a community that cannot be reached is tried. */
#define PATIENCE 30 /* s */

static const struct
{
  CliEntryOption        option;
  RecordVaccinationStep step;
} changing[] = {
  { CLI_ENTRY_CORRECT, RECORD_VACCINATION_CORRECT },
  { CLI_ENTRY_VALIDATE, RECORD_VACCINATION_VALIDATE },
  { CLI_ENTRY_COMMENT_ON, RECORD_VACCINATION_COMMENT },
  { CLI_ENTRY_ANNUL, RECORD_VACCINATION_ANNUL },
  { CLI_ENTRY_REFUTE, RECORD_VACCINATION_REFUTE },
  { CLI_ENTRY_RESTORE, RECORD_VACCINATION_RESTORE },
};

/* What is to be done, from the command line to the outbox. */
typedef struct
{
  const CliOptions     *options;
  CliConnection        *connection;
  RecordVaccinationStep step;
  const char           *key;          /* (nullable) of the entry that is there */
  ModelClinicalKind     kind;         /* of a new one */
  ModelPatient         *patient;      /* (owned) */
  RecordVaccinations   *vaccinations; /* (owned) (nullable) */
  ModelRecordLine      *line;         /* (owned) (nullable) */
  RecordEntryDraft     *draft;        /* (owned) (nullable) */
} Writing;

static void
writing_clear (Writing *self)
{
  g_clear_object (&self->patient);
  g_clear_object (&self->vaccinations);
  g_clear_object (&self->line);
  g_clear_object (&self->draft);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writing, writing_clear)

static gboolean
says (const Writing *self)
{
  return self->step == RECORD_VACCINATION_CREATE || self->step == RECORD_VACCINATION_CORRECT;
}

static gboolean
is_allowed (const Writing *self,
            CliEntryOption option)
{
  if (option >= CLI_ENTRY_CORRECT || option == CLI_ENTRY_COMMENT || option == CLI_ENTRY_CONFIDENTIALITY)
    return TRUE;
  if (option == CLI_ENTRY_KIND)
    return self->step == RECORD_VACCINATION_CREATE;
  if (option == CLI_ENTRY_REASON && (self->step == RECORD_VACCINATION_ANNUL || self->step == RECORD_VACCINATION_REFUTE))
    return TRUE;

  return says (self);
}

static const char *
find_fault (Writing *self)
{
  char *const *entry = self->options->entry;
  const char  *level = entry[CLI_ENTRY_CONFIDENTIALITY];
  guint        n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (changing); i++)
    if (entry[changing[i].option] != NULL)
      {
        n++;
        self->step = changing[i].step;
        self->key = entry[changing[i].option];
      }
  if (self->options->arguments[0] != NULL)
    return _("This command takes options only.");
  if (self->options->patient == NULL)
    return _("Whose record is missing: --patient TEXT.");
  if (n > 1)
    return _("One command changes one entry.");
  for (guint i = 0; i < CLI_N_ENTRY; i++)
    if (entry[i] != NULL && !is_allowed (self, (CliEntryOption) i))
      return _("An entry that is validated, commented, deleted or restored stays what it is: nothing new is said of it.");
  if (self->options->diseases != NULL && !says (self))
    return _("An entry that is validated, commented, deleted or restored stays what it is: nothing new is said of it.");
  if ((self->step == RECORD_VACCINATION_ANNUL || self->step == RECORD_VACCINATION_REFUTE) && entry[CLI_ENTRY_REASON] == NULL)
    return _("Why is missing: --reason TEXT.");
  if (self->step == RECORD_VACCINATION_COMMENT && entry[CLI_ENTRY_COMMENT] == NULL)
    return _("The comment is missing: --comment TEXT.");
  if (!cli_entry_read_kind (entry[CLI_ENTRY_KIND], &self->kind))
    return _("--kind is vaccination, basic, allergy, illness, problem or serology.");
  if (level != NULL && strcmp (level, "normal") != 0 && strcmp (level, "restricted") != 0)
    return _("--confidentiality is “normal” or “restricted”.");

  return NULL;
}

/* Only who changes an entry reads the record: a technical user may not. */
static CliExit
open_record (Writing           *self,
             ModelPatientQuery *query)
{
  GCancellable         *cancellable = cli_connection_get_cancellable (self->connection);
  RecordPatientContext *context;
  CliExit               exit = CLI_EXIT_OK;

  if (self->key == NULL)
    {
      self->patient = cli_connection_find_patient (self->connection, query, self->options, &exit);
      return exit;
    }

  context = cli_connection_open_patient (self->connection, query, self->options, &exit);
  if (context == NULL)
    return exit;
  self->patient = g_object_ref (record_patient_context_get_patient (context));
  self->vaccinations = record_vaccinations_new (context);
  while (record_vaccinations_get_loading (self->vaccinations) && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);

  return g_cancellable_is_cancelled (cancellable) ? CLI_EXIT_INTERRUPTED : CLI_EXIT_OK;
}

static ModelRecordLine *
find_among (GPtrArray  *lines,
            const char *key)
{
  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *own = cli_vaccinations_dup_key (g_ptr_array_index (lines, i));

      if (g_str_equal (own, key))
        return g_object_ref (g_ptr_array_index (lines, i));
    }

  return NULL;
}

static CliExit
find_line (Writing *self)
{
  ModelVaccinationRecord *record;

  if (self->key == NULL)
    return CLI_EXIT_OK;

  record = record_vaccinations_get_record (self->vaccinations);
  self->line = find_among (model_vaccination_record_get_lines (record), self->key);
  if (self->line == NULL)
    self->line = find_among (model_vaccination_record_get_deleted (record), self->key);
  if (self->line != NULL)
    return CLI_EXIT_OK;

  cli_say (_("The record has no entry with this key, in its newest version. “vaccinations --json” tells the keys."));
  return CLI_EXIT_NOT_FOUND;
}

static CliExit
make_draft (Writing *self)
{
  g_autoptr(GPtrArray) warnings = NULL;
  g_autoptr(GError) error = NULL;

  if (!says (self))
    return CLI_EXIT_OK;

  self->draft = self->line != NULL ? record_entry_draft_new_change (self->line, self->patient) : record_entry_draft_new (self->kind, self->patient);
  if (!cli_entry_fill (self->draft, self->options, self->connection, &error))
    return error->domain == G_OPTION_ERROR ? cli_usage (error->message) : cli_fail (error);
  if (self->line != NULL && !record_entry_draft_is_touched (self->draft))
    return cli_usage (_("Nothing is said that the entry does not say already."));
  warnings = cli_entry_warnings (self->draft);
  for (guint i = 0; i < warnings->len; i++)
    cli_say (g_ptr_array_index (warnings, i));

  return CLI_EXIT_OK;
}

static RecordVaccinationChange
change_of (const Writing *self)
{
  gboolean takes_back = self->step == RECORD_VACCINATION_ANNUL || self->step == RECORD_VACCINATION_REFUTE;

  return (RecordVaccinationChange) {
    .step = self->step,
    .draft = self->draft,
    .line = self->line,
    .comment = self->options->entry[takes_back ? CLI_ENTRY_REASON : CLI_ENTRY_COMMENT],
  };
}

static gboolean
is_restricted (const Writing *self)
{
  return g_strcmp0 (self->options->entry[CLI_ENTRY_CONFIDENTIALITY], "restricted") == 0;
}

static CliExit
print_document (Writing *self)
{
  const RecordVaccinationChange change = change_of (self);
  RecordSession                *session = cli_connection_get_session (self->connection);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  record_vaccination_write_async (session, self->patient, &change, 1, is_restricted (self), cli_connection_get_cancellable (self->connection),
                                  cli_keep_result_cb, &result);
  cli_wait (&result);
  bytes = record_vaccination_write_finish (session, result, NULL, &error);
  if (bytes == NULL || !cli_write ("-", bytes, FALSE, &error))
    return cli_fail (error);

  return CLI_EXIT_OK;
}

/* (transfer full) (nullable) */
static RecordDeposit *
submit (Writing *self,
        GError **error)
{
  const RecordVaccinationChange change = change_of (self);
  RecordSession                *session = cli_connection_get_session (self->connection);
  GCancellable                 *cancellable = cli_connection_get_cancellable (self->connection);
  g_autoptr(GAsyncResult) result = NULL;

  if (self->vaccinations != NULL)
    record_vaccinations_submit_async (self->vaccinations, session, &change, 1, is_restricted (self), cancellable, cli_keep_result_cb, &result);
  else
    record_vaccination_deposit_async (session, self->patient, &change, 1, is_restricted (self), cancellable, cli_keep_result_cb, &result);
  cli_wait (&result);

  return self->vaccinations != NULL ? record_vaccinations_submit_finish (self->vaccinations, result, error)
                                    : record_vaccination_deposit_finish (session, result, error);
}

static gboolean
patience_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Until it is known what becomes of it, or nobody can tell. */
static void
wait_deposit (Writing       *self,
              RecordDeposit *deposit)
{
  GCancellable *cancellable = cli_connection_get_cancellable (self->connection);
  gboolean      tired = FALSE;
  guint         timer = g_timeout_add_seconds (PATIENCE, patience_cb, &tired);

  for (;;)
    {
      RecordDepositState state = record_deposit_get_state (deposit);
      gboolean           under_way = state == RECORD_DEPOSIT_WAITING || state == RECORD_DEPOSIT_ASKING || state == RECORD_DEPOSIT_SENDING;

      if (state == RECORD_DEPOSIT_NEEDS_CONSENT && self->options->raise)
        record_deposit_accept_level (deposit);
      else if (!under_way || g_cancellable_is_cancelled (cancellable) || (tired && record_deposit_get_problem (deposit) != NULL))
        break;
      g_main_context_iteration (NULL, TRUE);
    }
  if (!tired)
    g_source_remove (timer);
}

/* What cannot wait on the disk is taken back rather than forgotten in silence. */
static CliExit
report (Writing       *self,
        RecordDeposit *deposit)
{
  RecordOutbox      *outbox = record_session_get_outbox (cli_connection_get_session (self->connection));
  RecordDepositState state = record_deposit_get_state (deposit);
  ModelProblem      *problem = record_deposit_get_problem (deposit);

  if (state == RECORD_DEPOSIT_DONE)
    return CLI_EXIT_OK;
  if (state == RECORD_DEPOSIT_NEEDS_CONSENT)
    cli_say (_("The patient accepts only documents of a higher confidentiality. Nothing was written; --raise-confidentiality sends it so."));
  else if (problem != NULL)
    cli_fail_problem (problem);
  if (state == RECORD_DEPOSIT_NEEDS_CONSENT || state == RECORD_DEPOSIT_REFUSED)
    {
      record_deposit_withdraw (deposit);
      while (g_list_model_get_n_items (G_LIST_MODEL (outbox)) > 0 && record_deposit_can_withdraw (deposit))
        g_main_context_iteration (NULL, TRUE);
      return CLI_EXIT_SOME_REFUSED;
    }
  if (g_cancellable_is_cancelled (cli_connection_get_cancellable (self->connection)))
    return CLI_EXIT_INTERRUPTED;
  cli_say (record_outbox_get_durable (outbox) ? _("It waits in the outbox: “deposit --resume” sends it.")
                                              : _("It could not be sent, and there is no outbox on this computer that keeps it: nobody knows whether it arrived. Look at the record before you try again."));

  return record_outbox_get_durable (outbox) ? CLI_EXIT_SOME_WAITING : CLI_EXIT_UNREACHABLE;
}

static CliExit
deposit_entry (Writing *self)
{
  const RecordVaccinationChange change = change_of (self);
  const char                   *lower = record_vaccination_explain_level (&change, 1, is_restricted (self));
  g_autoptr(GPtrArray) deposits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(GError) error = NULL;

  /* R-VAC-63: saying it is how one is asked on a command line */
  if (lower != NULL && self->options->entry[CLI_ENTRY_CONFIDENTIALITY] == NULL)
    {
      g_autofree char *message = g_strdup_printf ("%s %s", lower, _("Say which it is to be: --confidentiality."));

      return cli_usage (message);
    }
  if (self->options->dry_run)
    return print_document (self);

  if (self->vaccinations != NULL && record_vaccination_explain_copy (record_vaccinations_get_record (self->vaccinations)) != NULL)
    cli_say (record_vaccination_explain_copy (record_vaccinations_get_record (self->vaccinations)));
  deposit = submit (self, &error);
  if (deposit == NULL)
    return cli_fail (error);
  wait_deposit (self, deposit);
  g_ptr_array_add (deposits, g_object_ref (deposit));
  if (self->options->json)
    cli_json_print_deposits (deposits, TRUE);
  else if (record_deposit_get_state (deposit) == RECORD_DEPOSIT_DONE)
    g_print ("%s\n", model_document_get_unique_id (record_deposit_get_document (deposit)));

  return report (self, deposit);
}

CliExit
cli_vaccinate_run (const CliOptions *options)
{
  g_auto(Writing) writing = { .options = options };
  const char *fault = find_fault (&writing);
  g_autoptr(ModelPatientQuery) query = NULL;
  g_autoptr(CliConnection) connection = NULL;
  CliExit exit;

  if (fault != NULL)
    return cli_usage (fault);
  query = cli_understand (options->patient, &exit);
  if (query == NULL)
    return exit;
  connection = cli_connection_open (options, &exit);
  if (connection == NULL)
    return exit;

  writing.connection = connection;
  exit = open_record (&writing, query);
  if (exit == CLI_EXIT_OK)
    exit = find_line (&writing);
  if (exit == CLI_EXIT_OK)
    exit = make_draft (&writing);

  return exit == CLI_EXIT_OK ? deposit_entry (&writing) : exit;
}
