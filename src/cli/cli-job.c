/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-batch-private.h"

#include "cli-content.h"
#include "cli-fill.h"
#include "cli-output.h"
#include "model-identifier.h"
#include "record-known.h"
#include "record-problem.h"

#include <glib/gi18n.h>
#include <string.h>

/* The way of one document. At each step it may end:
 *
 *   report: done before ── patient: exactly one ── file: metadata whole, about nobody else ── hash: not there yet
 *     ── number, in the report and on the disk ── outbox ── sent, refused, or left there
 */

/* When the next try is further away than this, it is for a later run. */
#define PATIENCE 60 /* s */

static void patient_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void body_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void content_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void hash_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void known_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void synced_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void added_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void judge (CliJob *self);

void
cli_job_free (CliJob *self)
{
  if (self->deposit != NULL)
    g_clear_signal_handler (&self->handler, self->deposit);
  g_clear_object (&self->deposit);
  g_clear_object (&self->draft);
  g_clear_object (&self->body);
  g_clear_object (&self->patient);
  g_free (self->hash);
  g_free (self->unique_id);
  g_free (self->patient_text);
  g_free (self->file);
  g_free (self);
}

static CliJob *
job_new (CliBatch   *batch,
         const char *file,
         const char *patient)
{
  CliJob *self = g_new0 (CliJob, 1);

  self->batch = batch;
  self->file = g_strdup (file);
  self->patient_text = g_strdup (patient);
  g_ptr_array_add (batch->jobs, self);

  return self;
}

static void
refuse (CliJob     *self,
        const char *reason)
{
  cli_batch_end (self->batch, self, CLI_STATE_REFUSED, reason);
}

/* An error that is not about this document alone stops the whole; it is taken up by the next run. */
static void
fail (CliJob *self,
      GError *error)
{
  g_autoptr(GError) owned = error;
  g_autoptr(ModelProblem) problem = error->domain != CLI_ERROR ? record_problem_new_from_error (error) : NULL;

  if (g_error_matches (error, CLI_ERROR, CLI_ERROR_PATIENT) || g_error_matches (error, CLI_ERROR, CLI_ERROR_CONTENT))
    refuse (self, error->message);
  else if (problem != NULL && model_problem_get_cause (problem) == MODEL_CAUSE_OTHER)
    refuse (self, model_problem_get_sentence (problem));
  else
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cli_batch_fail (self->batch, error);
      cli_batch_end (self->batch, self, CLI_STATE_NONE, NULL);
    }
}

/* Done before: told again, so that the whole list is accounted for. */
static gboolean
is_done (CliJob              *self,
         const CliReportLine *line)
{
  if (line == NULL || (line->state != CLI_STATE_DEPOSITED && line->state != CLI_STATE_ALREADY_THERE))
    return FALSE;

  self->unique_id = g_strdup (line->unique_id);
  cli_batch_end (self->batch, self, CLI_STATE_ALREADY_THERE, NULL);

  return TRUE;
}

/* What an earlier run left of it has its own way, or has come to its end. */
static gboolean
is_under_way (CliBatch      *batch,
              const CliItem *item)
{
  g_autofree char *key = cli_item_dup_key (item->file, item->patient);

  if (g_hash_table_contains (batch->told, key))
    return TRUE;
  for (guint i = 0; i < batch->jobs->len; i++)
    {
      CliJob *other = g_ptr_array_index (batch->jobs, i);

      if (g_strcmp0 (other->file, item->file) == 0 && g_strcmp0 (other->patient_text, item->patient) == 0)
        return TRUE;
    }

  return FALSE;
}

void
cli_job_begin (CliBatch      *batch,
               const CliItem *item)
{
  const CliReportLine *line = cli_report_find (batch->report, item->file, item->patient);
  CliJob              *self;

  if (is_under_way (batch, item))
    return;

  self = job_new (batch, item->file, item->patient);
  self->item = item;
  self->counts = TRUE;
  if (item->fault != NULL)
    refuse (self, item->fault);
  else if (!is_done (self, line))
    {
      if (line != NULL && line->state == CLI_STATE_WAITING)
        self->unique_id = g_strdup (line->unique_id);
      cli_patients_find_async (batch->patients, item, batch->cancellable, patient_cb, self);
    }
}

static void
patient_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  CliJob *self = user_data;
  GError *error = NULL;
  g_autoptr(GFile) file = NULL;

  self->patient = cli_patients_find_finish (self->batch->patients, result, &error);
  if (self->patient == NULL)
    {
      fail (self, error);
      return;
    }

  file = g_file_new_for_path (self->item->path);
  record_body_open_async (file, self->batch->cancellable, body_cb, self);
}

/* A name proposes type, date and title. Here they are what the input says. */
static char *
neutral_name (const char *file)
{
  g_autofree char *name = g_path_get_basename (file);

  return g_strconcat ("-", strrchr (name, '.'), NULL);
}

static void
body_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  CliJob *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = neutral_name (self->item->path);
  g_autofree char *fault = NULL;

  self->body = record_body_open_finish (result, &error);
  if (self->body == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fail (self, g_steal_pointer (&error));
      else
        refuse (self, _("file: it could not be read."));
      return;
    }

  self->draft = record_draft_new (self->batch->session, self->patient, name, self->body, &error);
  fault = self->draft != NULL ? cli_fill (self->draft, self->item) : NULL;
  if (self->draft == NULL)
    fail (self, g_steal_pointer (&error));
  else if (fault != NULL)
    refuse (self, fault);
  else
    cli_content_check_async (self->draft, self->batch->renderers, self->batch->cancellable, content_cb, self);
}

static void
content_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  CliJob *self = user_data;
  GError *error = NULL;

  if (cli_content_check_finish (result, &error))
    record_body_hash_async (self->body, self->batch->cancellable, hash_cb, self);
  else
    fail (self, error);
}

/* The number is noted before anything else happens to the document. */
static void
number (CliJob *self)
{
  CliBatch     *batch = self->batch;
  const char   *unique_id = record_draft_number (self->draft, self->unique_id);
  CliReportLine line = { self->file, self->patient_text, unique_id, NULL, CLI_STATE_WAITING };
  GError       *error = NULL;

  if (batch->options->dry_run)
    {
      cli_batch_end (batch, self, CLI_STATE_READY, NULL);
      return;
    }

  if (self->unique_id == NULL)
    self->unique_id = g_strdup (unique_id);
  if (cli_report_add (batch->report, &line, &error))
    cli_report_sync_async (batch->report, synced_cb, self);
  else
    fail (self, error);
}

static const char *
patient_key (ModelPatient *patient)
{
  return model_patient_get_n_identifiers (patient) > 0 ? model_identifier_get_value (model_patient_get_identifier (patient, 0)) : "";
}

static char *
content_key (ModelPatient *patient,
             const char   *hash)
{
  return g_strconcat (patient_key (patient), "\n", hash, NULL);
}

/* Another file of this run with the same bytes, for the same patient. */
static gboolean
is_double (CliJob *self)
{
  g_autofree char *key = content_key (self->patient, self->hash);

  if (g_hash_table_contains (self->batch->done, key))
    return TRUE;
  for (guint i = 0; i < self->batch->jobs->len; i++)
    {
      CliJob *other = g_ptr_array_index (self->batch->jobs, i);

      if (other != self && other->patient != NULL && g_strcmp0 (other->hash, self->hash) == 0 &&
          g_str_equal (patient_key (other->patient), patient_key (self->patient)))
        return TRUE;
    }

  return FALSE;
}

/* What a run with another report added, or one that has been given up in this run. */
static gboolean
is_in_outbox (CliJob *self)
{
  CliBatch *batch = self->batch;
  g_autoptr(RecordDeposit) deposit = record_outbox_find_content (batch->outbox, self->patient, self->hash);
  CliJob *other = deposit != NULL ? cli_job_find (batch, deposit) : NULL;

  if (deposit == NULL)
    return FALSE;

  if (other != NULL && other->file == NULL)
    {
      other->file = g_strdup (self->file);
      other->patient_text = g_strdup (self->patient_text);
      other->counts = TRUE;
      cli_batch_end (batch, self, CLI_STATE_NONE, NULL);
      return TRUE;
    }

  g_free (self->unique_id);
  self->unique_id = g_strdup (model_document_get_unique_id (record_deposit_get_document (deposit)));
  cli_batch_end (batch, self, CLI_STATE_WAITING, _("The same document of this patient waits already."));

  return TRUE;
}

/* Some servers write its 40 digits (R-MHD-14). */
static gboolean
is_among (GHashTable *hashes,
          const char *hash)
{
  gsize              length;
  g_autofree guchar *bytes = g_base64_decode (hash, &length);
  g_autoptr(GString) digits = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (digits, "%02x", bytes[i]);

  return g_hash_table_contains (hashes, hash) || g_hash_table_contains (hashes, digits->str);
}

static void
compare (CliJob     *self,
         GHashTable *hashes)
{
  /* under a number that was given out, it may be there because we sent it */
  if (self->unique_id == NULL && is_among (hashes, self->hash))
    cli_batch_end (self->batch, self, CLI_STATE_ALREADY_THERE, NULL);
  else
    number (self);
}

static void
hash_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  CliJob     *self = user_data;
  CliBatch   *batch = self->batch;
  GHashTable *hashes;
  GError     *error = NULL;

  self->hash = record_body_hash_finish (self->body, result, &error);
  if (self->hash == NULL)
    {
      fail (self, error);
      return;
    }
  if (is_double (self))
    {
      cli_batch_end (batch, self, CLI_STATE_ALREADY_THERE, _("Another file has the same content, for the same patient."));
      return;
    }
  if (!batch->options->dry_run && is_in_outbox (self))
    return;

  /* a program may add, and read nothing */
  if (g_strcmp0 (model_user_get_role (record_session_get_user (batch->session)), "TCU") == 0)
    {
      number (self);
      return;
    }

  hashes = g_hash_table_lookup (batch->known, patient_key (self->patient));
  if (hashes != NULL)
    compare (self, hashes);
  else
    record_known_async (batch->session, self->patient, batch->cancellable, known_cb, self);
}

static void
known_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  CliJob *self = user_data;
  GError *error = NULL;
  g_autoptr(GPtrArray) documents = record_known_finish (result, &error);
  GHashTable *hashes;

  if (documents == NULL)
    {
      fail (self, error);
      return;
    }

  hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < documents->len; i++)
    {
      const char *hash = model_document_get_hash (g_ptr_array_index (documents, i));

      if (hash != NULL)
        g_hash_table_add (hashes, strlen (hash) == 40 ? g_ascii_strdown (hash, -1) : g_strdup (hash));
    }
  g_hash_table_replace (self->batch->known, g_strdup (patient_key (self->patient)), hashes);
  compare (self, hashes);
}

static void
synced_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  CliJob   *self = user_data;
  CliBatch *batch = self->batch;
  GError   *error = NULL;
  g_autoptr(ModelDocument) document = NULL;
  RecordOrder order = { 0 };

  if (!cli_report_sync_finish (batch->report, result, &error) || g_cancellable_set_error_if_cancelled (batch->cancellable, &error))
    {
      fail (self, error);
      return;
    }

  document = record_draft_to_document (self->draft);
  order.document = document;
  order.patient = self->patient;
  order.body = self->body;
  order.not_before = cli_fill_not_before (self->draft, batch->span, g_strcmp0 (batch->options->not_before_from, "now") == 0);
  order.target_unique_id = self->item->values[CLI_COLUMN_REPLACES];
  order.replaces = order.target_unique_id != NULL ? "" : NULL;
  record_outbox_add_async (batch->outbox, &order, NULL, added_cb, self);
}

static void
take_deposit (CliJob        *self,
              RecordDeposit *deposit)
{
  self->deposit = g_object_ref (deposit);
  self->handler = g_signal_connect_swapped (deposit, "notify::state", G_CALLBACK (judge), self);
  judge (self);
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  CliJob *self = user_data;
  GError *error = NULL;
  g_autoptr(RecordDeposit) deposit = record_outbox_add_finish (RECORD_OUTBOX (object), result, &error);

  g_clear_object (&self->draft);
  g_clear_object (&self->body);
  if (deposit == NULL)
    fail (self, error);
  else
    take_deposit (self, deposit);
}

void
cli_job_adopt (CliBatch      *batch,
               RecordDeposit *deposit)
{
  const char          *unique_id = model_document_get_unique_id (record_deposit_get_document (deposit));
  const CliReportLine *line = cli_report_find_by_id (batch->report, unique_id);
  CliJob              *self = job_new (batch, line != NULL ? line->file : NULL, line != NULL ? line->patient : NULL);
  g_autofree char     *key = NULL;

  if (line != NULL)
    key = cli_item_dup_key (line->file, line->patient);
  self->counts = batch->n_items == 0 || (key != NULL && g_hash_table_contains (batch->input, key));
  self->unique_id = g_strdup (unique_id);
  take_deposit (self, deposit);
}

CliJob *
cli_job_find (CliBatch      *batch,
              RecordDeposit *deposit)
{
  for (guint i = 0; i < batch->jobs->len; i++)
    {
      CliJob *self = g_ptr_array_index (batch->jobs, i);

      if (self->deposit == deposit)
        return self;
    }

  return NULL;
}

void
cli_job_leave (CliJob *self)
{
  cli_batch_end (self->batch, self, CLI_STATE_WAITING, NULL);
}

/* At another level it has another number, which must be known before it is sent. */
static void
follow_number (CliJob *self)
{
  const char   *unique_id = model_document_get_unique_id (record_deposit_get_document (self->deposit));
  CliReportLine line = { self->file, self->patient_text, unique_id, NULL, CLI_STATE_WAITING };
  g_autoptr(GError) error = NULL;

  if (g_strcmp0 (unique_id, self->unique_id) == 0)
    return;

  g_free (self->unique_id);
  self->unique_id = g_strdup (unique_id);
  if (self->file != NULL && !cli_report_add (self->batch->report, &line, &error))
    cli_batch_fail (self->batch, error);
}

/* Over, and put away. */
static void
settle (CliJob     *self,
        CliState    state,
        const char *reason)
{
  g_autoptr(RecordDeposit) deposit = g_object_ref (self->deposit);

  if (state == CLI_STATE_DEPOSITED && self->hash != NULL)
    g_hash_table_add (self->batch->done, content_key (self->patient, self->hash));
  /* the report first: what it says is not lost with the outbox's file */
  cli_batch_end (self->batch, self, state, reason);
  record_deposit_withdraw (deposit);
}

static void
wait (CliJob *self)
{
  ModelProblem *problem = record_deposit_get_problem (self->deposit);
  gint64        now = g_get_real_time () / G_USEC_PER_SEC;

  if (record_deposit_get_next_try (self->deposit) <= now + PATIENCE)
    return;

  /* one that nobody reaches is not tried with a thousand more */
  if (problem != NULL && model_problem_get_cause (problem) == MODEL_CAUSE_UNREACHABLE)
    self->batch->stopping = TRUE;
  cli_batch_end (self->batch, self, CLI_STATE_WAITING, problem != NULL ? model_problem_get_sentence (problem) : NULL);
}

static void
judge (CliJob *self)
{
  ModelProblem *problem = record_deposit_get_problem (self->deposit);

  follow_number (self);
  switch (record_deposit_get_state (self->deposit))
    {
    case RECORD_DEPOSIT_DONE:
      settle (self, CLI_STATE_DEPOSITED, NULL);
      break;

    case RECORD_DEPOSIT_REFUSED:
      settle (self, CLI_STATE_REFUSED, problem != NULL ? model_problem_get_sentence (problem) : NULL);
      break;

    case RECORD_DEPOSIT_NEEDS_CONSENT:
      if (self->batch->options->raise)
        record_deposit_accept_level (self->deposit);
      else
        settle (self, CLI_STATE_REFUSED, _("confidentiality: the patient does not accept documents of this level; --raise-confidentiality tries a higher one."));
      break;

    case RECORD_DEPOSIT_NEEDS_SIGN_IN:
      cli_batch_fail_problem (self->batch, problem);
      break;

    /* whoever starts a run wants it sent */
    case RECORD_DEPOSIT_EXPIRED:
      if (!self->asked_again)
        {
          self->asked_again = TRUE;
          record_deposit_retry (self->deposit);
        }
      break;

    case RECORD_DEPOSIT_EDITING:
      cli_batch_end (self->batch, self, CLI_STATE_WAITING, _("It was taken out of the outbox to be changed."));
      break;

    case RECORD_DEPOSIT_WAITING:
      wait (self);
      break;

    case RECORD_DEPOSIT_ASKING:
    case RECORD_DEPOSIT_SENDING:
    default:
      break;
    }
}
