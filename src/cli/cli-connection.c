/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-connection.h"
#include "cli-output.h"
#include "cli-search.h"
#include "cli-secret.h"
#include "record-programs.h"
#include "record-training.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

struct _CliConnection
{
  GCancellable    *cancellable; /* (owned) */
  guint            signals[2];  /* sources: SIGINT, SIGTERM */
  RecordTraining  *training;    /* (owned) (nullable) */
  RecordCommunity *community;   /* (owned) */
  RecordSession   *session;     /* (owned) */
};

void
cli_keep_result_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

static gboolean
start_training (CliConnection *self,
                GError       **error)
{
  g_autofree char *sandbox = record_program_path ("cabinet-sandbox");
  g_autoptr(GAsyncResult) result = NULL;

  record_training_start_async (sandbox, NULL, self->cancellable, cli_keep_result_cb, &result);
  cli_wait (&result);
  self->training = record_training_start_finish (result, error);
  if (self->training == NULL)
    return FALSE;

  self->community = g_object_ref (record_training_get_community (self->training));
  return TRUE;
}

/* The training professional that @gln names, or the first. (transfer full) */
static ModelUser *
choose_person (CliConnection *self,
               const char    *gln,
               GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) people = NULL;
  guint n;

  record_session_list_people_async (self->session, self->cancellable, cli_keep_result_cb, &result);
  cli_wait (&result);
  people = record_session_list_people_finish (self->session, result, error);
  if (people == NULL)
    return NULL;

  n = g_list_model_get_n_items (people);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(ModelUser) person = g_list_model_get_item (people, i);

      if (gln == NULL || g_strcmp0 (model_user_get_id (person), gln) == 0)
        return g_steal_pointer (&person);
    }

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("The training community has no professional with this GLN."));
  return NULL;
}

static gboolean
sign_in_technical (CliConnection *self,
                   GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  record_session_sign_in_technical_async (self->session, self->cancellable, cli_keep_result_cb, &result);
  cli_wait (&result);

  return record_session_sign_in_technical_finish (self->session, result, error);
}

/* Who works without a person at the keyboard does so under its own name, where it has one. */
static gboolean
is_technical (CliConnection    *self,
              const CliOptions *options)
{
  return (options->set & CLI_OPTIONS_UNATTENDED) && !options->person && options->as == NULL &&
         record_community_has_technical_user (self->community);
}

static gboolean
sign_in (CliConnection    *self,
         const CliOptions *options,
         GError          **error)
{
  const char *gln = options->as;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ModelUser) person = NULL;

  if (!record_community_needs_sign_in (self->community))
    return TRUE;
  if (!cli_secrets_give (self->session, options, error))
    return FALSE;
  if (is_technical (self, options))
    return sign_in_technical (self, error);

  if (record_community_is_training (self->community))
    {
      person = choose_person (self, gln, error);
      if (person == NULL)
        return FALSE;
    }
  else
    cli_say (_("Sign in in the web browser that opens."));

  record_session_sign_in_async (self->session, person, self->cancellable, cli_keep_result_cb, &result);
  cli_wait (&result);

  return record_session_sign_in_finish (self->session, result, error);
}

static gboolean
check_options (const CliOptions *options,
               GError          **error)
{
  const char *message = NULL;

  if (options->training == (options->community != NULL))
    message = _("Name one community: --training or --community FILE.");

  if (message != NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);

  return message == NULL;
}

static gboolean
open_connection (CliConnection    *self,
                 const CliOptions *options,
                 GError          **error)
{
  if (!check_options (options, error))
    return FALSE;

  if (options->training)
    {
      if (!start_training (self, error))
        return FALSE;
    }
  else
    {
      self->community = record_community_new_from_file (options->community, error);
      if (self->community == NULL)
        return FALSE;
    }

  if (options->as != NULL && !record_community_is_training (self->community))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("--as is for a training community."));
      return FALSE;
    }

  self->session = record_session_new (self->community);

  return sign_in (self, options, error);
}

CliConnection *
cli_connection_open (const CliOptions *options,
                     CliExit          *exit)
{
  g_autoptr(CliConnection) self = g_new0 (CliConnection, 1);
  g_autoptr(GError) error = NULL;

  self->cancellable = g_cancellable_new ();
  self->signals[0] = g_unix_signal_add (SIGINT, interrupted_cb, self->cancellable);
  self->signals[1] = g_unix_signal_add (SIGTERM, interrupted_cb, self->cancellable);
  if (!open_connection (self, options, &error))
    {
      *exit = cli_fail (error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
cli_connection_close (CliConnection *self)
{
  if (self->session != NULL)
    record_session_sign_out (self->session);
  for (guint i = 0; i < G_N_ELEMENTS (self->signals); i++)
    g_clear_handle_id (&self->signals[i], g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->community);
  g_clear_object (&self->training);
  g_clear_object (&self->cancellable);
  g_free (self);
}

RecordSession *
cli_connection_get_session (CliConnection *self)
{
  return self->session;
}

GCancellable *
cli_connection_get_cancellable (CliConnection *self)
{
  return self->cancellable;
}

ModelPatientQuery *
cli_understand (const char *text,
                CliExit    *exit)
{
  ModelDate        today = model_date_today ();
  g_autofree char *whole = NULL;
  g_autoptr(ModelPatientQuery) query = NULL;
  g_autoptr(GError) error = NULL;

  whole = cli_options_dup_text (text, &error);
  if (whole == NULL)
    {
      *exit = cli_fail (error);
      return NULL;
    }

  query = model_patient_query_parse (whole, &today);
  for (guint i = 0; i < model_patient_query_get_n_parts (query); i++)
    {
      const ModelQueryPart *part = model_patient_query_get_part (query, i);
      g_autofree char      *fault = NULL;

      if (part->kind != MODEL_QUERY_UNUSABLE)
        continue;
      fault = g_strdup_printf ("%s: %s", part->text, part->reason);
      *exit = cli_usage (fault);
      return NULL;
    }
  if (!model_patient_query_is_usable (query))
    {
      *exit = cli_usage (_("Whom to look for is missing: a name and birth date, or a number."));
      return NULL;
    }

  return g_steal_pointer (&query);
}

RecordMatch *
cli_connection_search (CliConnection     *self,
                       ModelPatientQuery *query,
                       CliExit           *exit)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  RecordMatch *match;

  record_session_search_async (self->session, query, self->cancellable, cli_keep_result_cb, &result);
  cli_wait (&result);
  match = record_session_search_finish (self->session, result, &error);
  if (match == NULL)
    *exit = cli_fail (error);

  return match;
}

/* The one patient of @match about whom there is no doubt. (transfer full) (nullable) */
static ModelPatient *
take_only (RecordMatch *match)
{
  GListModel *patients = record_match_get_patients (match);
  g_autoptr(ModelPatient) patient = NULL;

  if (record_match_get_kind (match) != RECORD_MATCH_FOUND || g_list_model_get_n_items (patients) != 1)
    return NULL;

  patient = g_list_model_get_item (patients, 0);
  if (model_patient_get_grade (patient) == MODEL_MATCH_POSSIBLE || model_patient_get_grade (patient) == MODEL_MATCH_CERTAINLY_NOT)
    return NULL;

  return g_steal_pointer (&patient);
}

/* Until all documents are there, or why not; FALSE when a person interrupts. */
static gboolean
wait_documents (CliConnection      *self,
                RecordDocumentList *documents)
{
  while (!record_document_list_get_complete (documents) && record_document_list_get_problem (documents) == NULL)
    {
      if (g_cancellable_is_cancelled (self->cancellable))
        return FALSE;
      g_main_context_iteration (NULL, TRUE);
    }

  return TRUE;
}

ModelPatient *
cli_connection_find_patient (CliConnection     *self,
                             ModelPatientQuery *query,
                             const CliOptions  *options,
                             CliExit           *exit)
{
  g_autoptr(RecordMatch) match = cli_connection_search (self, query, exit);
  ModelPatient *patient;

  if (match == NULL)
    return NULL;

  patient = take_only (match);
  if (patient != NULL)
    return patient;

  *exit = cli_search_print (match, options);
  if (*exit == CLI_EXIT_OK)
    {
      cli_say (_("It is not certain who is meant. Add the birth date, or use a number."));
      *exit = CLI_EXIT_AMBIGUOUS;
    }

  return NULL;
}

RecordPatientContext *
cli_connection_open_patient (CliConnection     *self,
                             ModelPatientQuery *query,
                             const CliOptions  *options,
                             CliExit           *exit)
{
  g_autoptr(ModelPatient) patient = cli_connection_find_patient (self, query, options, exit);
  RecordPatientContext *context;
  RecordDocumentList   *documents;

  if (patient == NULL)
    return NULL;

  context = record_session_open_patient (self->session, patient);
  documents = record_patient_context_get_documents (context);
  if (!wait_documents (self, documents))
    {
      *exit = CLI_EXIT_INTERRUPTED;
      return NULL;
    }
  /* part of a record would pass for the whole one */
  if (record_document_list_get_problem (documents) != NULL)
    {
      *exit = cli_fail_problem (record_document_list_get_problem (documents));
      return NULL;
    }

  return context;
}
