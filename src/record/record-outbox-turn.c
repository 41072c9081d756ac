/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-outbox-turn-private.h"

#include "epr-error.h"
#include "net-error.h"
#include "record-error.h"
#include "record-problem.h"

/* Some deposits are under way at the same time, each in a turn of its own (RecordTurn):
 *
 *   add ── safe ── WAITING ──┬─ SENDING ─┬─ DONE
 *                    ↑   ↑   │           ├─ REFUSED, NEEDS_CONSENT, NEEDS_SIGN_IN
 *                    │   │   │           └─ may be there or not ─┐
 *                    │   │   └─ ASKING ── is there ── DONE       │
 *                    │   └──────── is not there                  │
 *                    └───────────── after a pause ───────────────┘
 *
 * What may be there is asked about before anything is sent again, also after a restart. What is to replace
 * another one waits until that is in the record. */

char *
record_outbox_dup_patient_key (ModelPatient *patient)
{
  ModelIdentifier *first = model_patient_get_n_identifiers (patient) > 0 ? model_patient_get_identifier (patient, 0) : NULL;

  return first != NULL ? g_strconcat (model_identifier_get_system (first), "|", model_identifier_get_value (first), NULL)
                       : g_strdup (model_patient_get_id (patient));
}

/* R-MHD-64: of a refusal the person hears what it was about, where it was about the document she meant. */
static ModelProblem *
problem_of (RecordDeposit *deposit,
            const GError  *error)
{
  if (record_deposit_get_entry (deposit)->target_unique_id != NULL &&
      g_error_matches (error, EPR_ERROR, EPR_ERROR_METADATA_REFUSED) &&
      (strstr (error->message, "relatesTo") != NULL || strstr (error->message, "UnresolvedReference") != NULL))
    return record_problem_new_for_target (error);

  return record_problem_new_from_error (error);
}

void
record_outbox_set_state (RecordOutbox      *self,
                         RecordDeposit     *deposit,
                         RecordDepositState state,
                         const GError      *error)
{
  record_deposit_set_state (deposit, state, error != NULL ? problem_of (deposit, error) : NULL);
  g_object_notify (G_OBJECT (self), "n-waiting");
}

gboolean
record_outbox_is_too_old (RecordOutbox  *self,
                          RecordDeposit *deposit)
{
  RecordEntry *entry = record_deposit_get_entry (deposit);
  guint        days = epr_community_get_max_deposit_age (epr_client_get_community (self->client));
  gint64       age = g_get_real_time () / G_USEC_PER_SEC - MAX (entry->created, entry->not_before);

  return days > 0 && age > (gint64) days * 86400 && !record_deposit_get_insisted (deposit);
}

void
record_outbox_remove (RecordOutbox  *self,
                      RecordDeposit *deposit)
{
  guint position;

  if (g_list_store_find (self->deposits, deposit, &position))
    g_list_store_remove (self->deposits, position);
}

static void
finish (RecordOutbox  *self,
        RecordDeposit *deposit)
{
  g_autoptr(ModelPatient) patient = g_object_ref (record_deposit_get_entry (deposit)->patient);

  record_deposit_set_withdrawing (deposit, FALSE);
  record_outbox_set_state (self, deposit, RECORD_DEPOSIT_DONE, NULL);
  if (self->arrived != NULL)
    self->arrived (patient, self->user_data);
}

static void
pause_until (RecordDeposit *deposit,
             gint64         pause)
{
  record_deposit_set_due (deposit, g_get_real_time () / G_TIME_SPAN_MILLISECOND + pause);
}

static void
pause_turn (RecordOutbox  *self,
            RecordDeposit *deposit,
            const GError  *error)
{
  guint  tries = MIN (record_deposit_count_try (deposit), 8);
  gint64 pause = MIN ((gint64) self->first_pause << (2 * tries), self->longest_pause);
  gint64 asked_for = (gint64) net_error_get_retry_after (error) * 1000;

  pause_until (deposit, MAX (pause, asked_for));
  record_outbox_set_state (self, deposit, RECORD_DEPOSIT_WAITING, error);
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
           error->code == EPR_ERROR_NO_NUMBER || error->code == EPR_ERROR_SETTINGS || error->code == EPR_ERROR_CHANGED_MEANWHILE;

  return error->domain == RECORD_ERROR ||
         g_error_matches (error, NET_ERROR, NET_ERROR_BAD_REQUEST) || g_error_matches (error, NET_ERROR, NET_ERROR_FORBIDDEN) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_NOT_FOUND) || g_error_matches (error, NET_ERROR, NET_ERROR_FOREIGN_ORIGIN) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_INSECURE) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* R-MHD-31: never raised without the person. Where even the highest is refused nothing is remembered: the
 * next document may be about another matter. */
static void
level_refused (RecordOutbox  *self,
               RecordDeposit *deposit,
               const GError  *error)
{
  RecordEntry     *entry = record_deposit_get_entry (deposit);
  g_autofree char *patient = record_outbox_dup_patient_key (entry->patient);
  g_autoptr(ModelCoding) next = record_outbox_work_next_level (entry);

  if (next == NULL)
    {
      g_hash_table_remove (self->levels, patient);
      record_deposit_set_state (deposit, RECORD_DEPOSIT_REFUSED, entry->vaccination && record_outbox_work_is_closed (entry->document) ? record_problem_new_below_secret (error) : record_problem_new_at_highest (error, entry->wished != NULL));
      g_object_notify (G_OBJECT (self), "n-waiting");
      return;
    }

  g_hash_table_insert (self->levels, g_steal_pointer (&patient), g_object_ref (next));
  record_deposit_set_level (deposit, next);
  record_outbox_set_state (self, deposit, RECORD_DEPOSIT_NEEDS_CONSENT, error);
}

static void
turn_failed (RecordOutbox  *self,
             RecordDeposit *deposit,
             const GError  *error)
{
  if (g_error_matches (error, EPR_ERROR, EPR_ERROR_LEVEL_REFUSED) && !record_deposit_get_unknown (deposit))
    {
      level_refused (self, deposit, error);
      return;
    }

  if (self->failed != NULL)
    self->failed (error, self->user_data);
  if (wants_sign_in (error))
    record_outbox_set_state (self, deposit, RECORD_DEPOSIT_NEEDS_SIGN_IN, error);
  else if (!record_deposit_get_unknown (deposit) && is_final (error))
    record_outbox_set_state (self, deposit, RECORD_DEPOSIT_REFUSED, error);
  else
    pause_turn (self, deposit, error);
}

/* When all of it was written to the line, the server may be at it still: it is asked twice, with a pause. */
static void
turn_absent (RecordOutbox  *self,
             RecordDeposit *deposit)
{
  if (record_deposit_get_sent_all (deposit) && record_deposit_count_absent (deposit) == 0)
    {
      record_deposit_set_unknown (deposit, TRUE);
      pause_until (deposit, self->first_pause);
      record_outbox_set_state (self, deposit, RECORD_DEPOSIT_WAITING, NULL);
    }
  else
    record_outbox_take_out (self, deposit);
}

static void
turn_ended_cb (RecordTurn   *turn,
               RecordTurnEnd end,
               const GError *error,
               gpointer      user_data)
{
  g_autoptr(RecordOutbox) self = g_object_ref (user_data);
  g_autoptr(RecordDeposit) deposit = g_object_ref (record_turn_get_deposit (turn));

  g_ptr_array_remove_fast (self->turns, turn);
  switch (end)
    {
    case RECORD_TURN_ARRIVED:
      finish (self, deposit);
      break;
    case RECORD_TURN_ABSENT:
      turn_absent (self, deposit);
      break;
    case RECORD_TURN_TOO_OLD:
      record_outbox_set_state (self, deposit, RECORD_DEPOSIT_EXPIRED, NULL);
      break;
    case RECORD_TURN_FAILED:
    default:
      turn_failed (self, deposit, error);
    }
  record_outbox_pump (self);
}

/* All by which she is known: two entries with other numbers are not mixed up. */
static char *
dup_numbers (ModelPatient *patient)
{
  GString *numbers = g_string_new (model_patient_get_id (patient));

  for (guint i = 0; i < model_patient_get_n_identifiers (patient); i++)
    {
      ModelIdentifier *number = model_patient_get_identifier (patient, i);

      g_string_append_printf (numbers, "\x1f%s|%s", model_identifier_get_system (number), model_identifier_get_value (number));
    }

  return g_string_free (numbers, FALSE);
}

/* One for all turns of a patient that follow one another: each new one costs a token. (transfer none) */
static EprAccess *
access_for (RecordOutbox *self,
            ModelPatient *patient,
            GError      **error)
{
  g_autofree char *numbers = dup_numbers (patient);
  EprAccess       *access = g_hash_table_lookup (self->accesses, numbers);

  if (access != NULL)
    return access;

  access = epr_access_new (self->client, patient, EPR_PURPOSE_NORMAL, error);
  if (access != NULL)
    g_hash_table_insert (self->accesses, g_steal_pointer (&numbers), access);

  return access;
}

static void
begin_turn (RecordOutbox  *self,
            RecordDeposit *deposit)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordTurn) turn = NULL;
  EprAccess *access = access_for (self, record_deposit_get_entry (deposit)->patient, &error);

  record_deposit_set_due (deposit, 0);
  if (access == NULL)
    {
      turn_failed (self, deposit, error);
      return;
    }

  turn = record_turn_new (access, self->store, deposit, record_outbox_is_too_old (self, deposit), turn_ended_cb, self);
  g_ptr_array_add (self->turns, g_object_ref (turn));
  record_turn_begin (turn);
}

static gboolean
timer_cb (gpointer user_data)
{
  RecordOutbox *self = RECORD_OUTBOX (user_data);

  self->timer = 0;
  record_outbox_pump (self);

  return G_SOURCE_REMOVE;
}

/* Whether something that is to be in the record first is in the outbox still. */
static gboolean
must_follow (RecordOutbox  *self,
             RecordDeposit *deposit)
{
  RecordEntry *entry = record_deposit_get_entry (deposit);
  guint        n = g_list_model_get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; entry->target_unique_id != NULL && i < n; i++)
    {
      g_autoptr(RecordDeposit) other = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (record_deposit_get_state (other) != RECORD_DEPOSIT_DONE && record_entry_precedes (record_deposit_get_entry (other), entry))
        return TRUE;
    }

  return FALSE;
}

static gboolean
may_begin (RecordOutbox  *self,
           RecordDeposit *deposit)
{
  return record_deposit_get_state (deposit) == RECORD_DEPOSIT_WAITING && !record_deposit_get_leaving (deposit) &&
         (record_deposit_get_unknown (deposit) || !must_follow (self, deposit));
}

/* The oldest whose time has come; else the time of the next. (transfer full) (nullable) */
static RecordDeposit *
next_deposit (RecordOutbox *self,
              gint64        now,
              gint64       *soonest)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self)); i > 0; i--)
    {
      g_autoptr(RecordDeposit) deposit = g_list_model_get_item (G_LIST_MODEL (self), i - 1);

      if (!may_begin (self, deposit))
        continue;
      if (record_deposit_get_due (deposit) <= now)
        return g_steal_pointer (&deposit);

      *soonest = MIN (*soonest, record_deposit_get_due (deposit));
    }

  return NULL;
}

void
record_outbox_pump (RecordOutbox *self)
{
  gint64         now = g_get_real_time () / G_TIME_SPAN_MILLISECOND;
  gint64         soonest = G_MAXINT64;
  RecordDeposit *deposit = NULL;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->client == NULL || !self->ready)
    return;

  while (self->turns->len < self->max_parallel && (deposit = next_deposit (self, now, &soonest)) != NULL)
    {
      begin_turn (self, deposit);
      g_object_unref (deposit);
    }
  if (self->turns->len == 0)
    g_hash_table_remove_all (self->accesses);
  if (self->turns->len < self->max_parallel && soonest != G_MAXINT64)
    self->timer = g_timeout_add ((guint) MIN (soonest - now, self->longest_pause), timer_cb, self);
}
