/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-outbox-turn-private.h"

#include "epr-error.h"
#include "epr-provide.h"
#include "net-error.h"
#include "record-outbox-work-private.h"
#include "record-problem.h"

/* One deposit at a time is under way:
 *
 *   add ── safe ── WAITING ──┬─ SENDING ─┬─ DONE
 *                    ↑   ↑   │           ├─ REFUSED, NEEDS_CONSENT, NEEDS_SIGN_IN
 *                    │   │   │           └─ may be there or not ─┐
 *                    │   │   └─ ASKING ── is there ── DONE       │
 *                    │   └──────── is not there                  │
 *                    └───────────── after a pause ───────────────┘
 *
 * What may be there is asked about before anything is sent again, also after a restart. */

const char *
record_outbox_patient_key (ModelPatient *patient)
{
  return model_patient_get_n_identifiers (patient) > 0 ? model_identifier_get_value (model_patient_get_identifier (patient, 0)) : "";
}

void
record_outbox_set_state (RecordOutbox      *self,
                         RecordDeposit     *deposit,
                         RecordDepositState state,
                         const GError      *error)
{
  record_deposit_set_state (deposit, state, error != NULL ? record_problem_new_from_error (error) : NULL);
  g_object_notify (G_OBJECT (self), "n-waiting");
}

/* The turn of the current one is over, and that of the next has come. */
static void
end_turn (RecordOutbox      *self,
          RecordDepositState state,
          const GError      *error)
{
  g_autoptr(RecordDeposit) deposit = g_steal_pointer (&self->current);

  g_clear_object (&self->access);
  record_outbox_set_state (self, deposit, state, error);
  record_outbox_pump (self);
}

static void
finish (RecordOutbox *self)
{
  RecordEntry *entry = record_deposit_get_entry (self->current);
  g_autoptr(ModelPatient) patient = g_object_ref (entry->patient);

  record_deposit_set_unknown (self->current, FALSE);
  record_outbox_work_delete (record_deposit_get_path (self->current));
  end_turn (self, RECORD_DEPOSIT_DONE, NULL);
  if (self->arrived != NULL)
    self->arrived (patient, self->user_data);
}

static void
pause_turn (RecordOutbox *self,
            const GError *error)
{
  guint  tries = MIN (record_deposit_count_try (self->current), 8);
  gint64 pause = MIN ((gint64) self->first_pause << (2 * tries), self->longest_pause);
  gint64 asked_for = (gint64) net_error_get_retry_after (error) * 1000;

  record_deposit_set_due (self->current, g_get_real_time () / G_TIME_SPAN_MILLISECOND + MAX (pause, asked_for));
  end_turn (self, RECORD_DEPOSIT_WAITING, error);
}

static gboolean
wants_sign_in (const GError *error)
{
  return g_error_matches (error, NET_ERROR, NET_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_INTERACTION_REQUIRED) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_SIGN_IN_REFUSED) ||
         g_error_matches (error, EPR_ERROR, EPR_ERROR_NOT_SIGNED_IN);
}

/* What will be the same the next time too. */
static gboolean
is_final (const GError *error)
{
  if (error->domain == EPR_ERROR)
    return error->code == EPR_ERROR_METADATA_REFUSED || error->code == EPR_ERROR_DOCUMENT_TOO_LARGE ||
           error->code == EPR_ERROR_CONTENT_DIFFERENT || error->code == EPR_ERROR_DUPLICATE_OTHER ||
           error->code == EPR_ERROR_NO_NUMBER || error->code == EPR_ERROR_LEVEL_REFUSED;

  return g_error_matches (error, NET_ERROR, NET_ERROR_BAD_REQUEST) || g_error_matches (error, NET_ERROR, NET_ERROR_FORBIDDEN) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_NOT_FOUND) || g_error_matches (error, NET_ERROR, NET_ERROR_FOREIGN_ORIGIN) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_INSECURE) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
turn_failed (RecordOutbox *self,
             const GError *error)
{
  if (self->failed != NULL)
    self->failed (error, self->user_data);
  if (wants_sign_in (error))
    end_turn (self, RECORD_DEPOSIT_NEEDS_SIGN_IN, error);
  else if (!record_deposit_get_unknown (self->current) && is_final (error))
    end_turn (self, RECORD_DEPOSIT_REFUSED, error);
  else
    pause_turn (self, error);
}

/* R-MHD-31: never raised without the person. */
static void
level_refused (RecordOutbox *self,
               const GError *error)
{
  RecordEntry *entry = record_deposit_get_entry (self->current);
  g_autoptr(ModelCoding) next = record_outbox_work_next_level (entry->document);

  if (next == NULL)
    {
      end_turn (self, RECORD_DEPOSIT_REFUSED, error);
      return;
    }

  g_hash_table_insert (self->levels, g_strdup (record_outbox_patient_key (entry->patient)), g_object_ref (next));
  record_deposit_set_level (self->current, next);
  end_turn (self, RECORD_DEPOSIT_NEEDS_CONSENT, error);
}

static void
provided_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(RecordOutbox) self = RECORD_OUTBOX (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(EprReceipt) receipt = epr_provide_finish (EPR_ACCESS (object), result, &error);

  if (self->client == NULL || self->current == NULL)
    return;

  if (receipt != NULL || g_error_matches (error, EPR_ERROR, EPR_ERROR_DUPLICATE))
    {
      finish (self);
      return;
    }

  record_deposit_set_unknown (self->current, epr_provide_may_be_stored (error));
  if (g_error_matches (error, EPR_ERROR, EPR_ERROR_LEVEL_REFUSED))
    level_refused (self, error);
  else
    turn_failed (self, error);
}

static void
progress_cb (guint64  sent,
             gint64   total,
             gpointer user_data)
{
  record_deposit_set_progress (RECORD_DEPOSIT (user_data), total > 0 ? (double) sent / (double) total : 0);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RecordOutbox) self = RECORD_OUTBOX (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) content = record_outbox_work_open_finish (result, &error);
  g_autoptr(NetTrace) trace = NULL;
  RecordEntry  *entry;
  EprSubmission submission = { 0 };

  if (self->client == NULL || self->current == NULL)
    return;
  if (content == NULL)
    {
      turn_failed (self, error);
      return;
    }

  entry = record_deposit_get_entry (self->current);
  submission.document = entry->document;
  submission.patient = entry->patient;
  submission.submission_id = entry->submission_id;
  submission.replaces = entry->replaces;
  submission.appends = entry->appends;
  submission.target_uuid = entry->target_uuid;
  trace = net_trace_new ();
  /* from here on nobody knows, until the server has answered */
  record_deposit_set_unknown (self->current, TRUE);
  epr_provide_async (self->access, &submission, content, trace, progress_cb, g_object_ref (self->current), g_object_unref,
                     self->work, provided_cb, g_object_ref (self));
}

static void
send (RecordOutbox *self)
{
  record_deposit_set_progress (self->current, 0);
  record_outbox_set_state (self, self->current, RECORD_DEPOSIT_SENDING, NULL);
  record_outbox_work_open_async (self->store, record_deposit_get_path (self->current), record_deposit_get_body (self->current),
                                 self->work, opened_cb, g_object_ref (self));
}

static void
asked_server_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(RecordOutbox) self = RECORD_OUTBOX (user_data);
  g_autoptr(GError) error = NULL;
  int found = epr_provide_ask_finish (EPR_ACCESS (object), result, &error);

  if (self->client == NULL || self->current == NULL)
    return;

  if (found == 1)
    finish (self);
  else if (found == 0)
    send (self);
  else
    turn_failed (self, error);
}

static void
begin_turn (RecordOutbox  *self,
            RecordDeposit *deposit)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NetTrace) trace = NULL;

  self->current = g_object_ref (deposit);
  record_deposit_set_due (deposit, 0);
  self->access = epr_access_new (self->client, record_deposit_get_entry (deposit)->patient, EPR_PURPOSE_NORMAL, &error);
  if (self->access == NULL)
    {
      turn_failed (self, error);
      return;
    }
  if (!record_deposit_get_unknown (deposit))
    {
      send (self);
      return;
    }

  trace = net_trace_new ();
  record_outbox_set_state (self, deposit, RECORD_DEPOSIT_ASKING, NULL);
  epr_provide_ask_async (self->access, model_document_get_unique_id (record_deposit_get_document (deposit)), trace, self->work,
                         asked_server_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  RecordOutbox *self = RECORD_OUTBOX (user_data);

  self->timer = 0;
  record_outbox_pump (self);

  return G_SOURCE_REMOVE;
}

/* The oldest whose time has come; else the timer for the next. */
void
record_outbox_pump (RecordOutbox *self)
{
  gint64 now = g_get_real_time () / G_TIME_SPAN_MILLISECOND;
  gint64 soonest = G_MAXINT64;
  guint  n = g_list_model_get_n_items (G_LIST_MODEL (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->client == NULL || self->current != NULL || !self->ready)
    return;

  for (guint i = n; i > 0; i--)
    {
      g_autoptr(RecordDeposit) deposit = g_list_model_get_item (G_LIST_MODEL (self), i - 1);

      if (record_deposit_get_state (deposit) != RECORD_DEPOSIT_WAITING)
        continue;
      if (record_deposit_get_due (deposit) <= now)
        {
          begin_turn (self, deposit);
          return;
        }
      soonest = MIN (soonest, record_deposit_get_due (deposit));
    }

  if (soonest != G_MAXINT64)
    self->timer = g_timeout_add ((guint) MIN (soonest - now, self->longest_pause), timer_cb, self);
}
