/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vaccination-round.h"

#include "record-problem.h"
#include "record-vaccination-deposit.h"

#include <glib/gi18n-lib.h>

struct _VaccinationRound
{
  GObject parent_instance;

  RecordSession    *session; /* (owned) (nullable) */
  RecordOutbox     *outbox;  /* (owned) (nullable) of the session */
  RecordEntryDraft *setting; /* (owned) */
  GListStore       *rows;    /* (owned) of CabRoundRow */
};

G_DEFINE_FINAL_TYPE (VaccinationRound, vaccination_round, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is being made safe; it ends well even if the round is left meanwhile. */
typedef struct
{
  VaccinationRound *round; /* (owned) */
  CabRoundRow      *row;   /* (owned) */
} Saving;

static void
emit_changed (VaccinationRound *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static guint
get_n_rows (VaccinationRound *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

/* (transfer none): the list keeps it */
static CabRoundRow *
row_at (VaccinationRound *self,
        guint             position)
{
  g_autoptr(CabRoundRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  return row;
}

static gboolean
has_deposit (VaccinationRound *self,
             RecordDeposit    *deposit)
{
  for (guint i = 0; i < get_n_rows (self); i++)
    if (cab_round_row_get_deposit (row_at (self, i)) == deposit)
      return TRUE;

  return FALSE;
}

static gboolean
is_in_outbox (VaccinationRound *self,
              RecordDeposit    *deposit)
{
  GListModel *deposits = G_LIST_MODEL (self->outbox);

  for (guint i = 0; i < g_list_model_get_n_items (deposits); i++)
    {
      g_autoptr(RecordDeposit) other = g_list_model_get_item (deposits, i);

      if (other == deposit)
        return TRUE;
    }

  return FALSE;
}

/* The one that took its place when it was changed. (transfer full) (nullable) */
static RecordDeposit *
find_successor (VaccinationRound *self,
                RecordDeposit    *deposit)
{
  GListModel *deposits = G_LIST_MODEL (self->outbox);

  for (guint i = 0; record_deposit_get_state (deposit) == RECORD_DEPOSIT_EDITING && i < g_list_model_get_n_items (deposits); i++)
    {
      g_autoptr(RecordDeposit) other = g_list_model_get_item (deposits, i);

      if (model_patient_is_same (record_deposit_get_subject (other), record_deposit_get_subject (deposit)) && !has_deposit (self, other))
        return g_steal_pointer (&other);
    }

  return NULL;
}

/* In the outbox a deposit can be taken back, and changed, as well. */
static void
outbox_changed_cb (VaccinationRound *self)
{
  for (guint i = 0; i < get_n_rows (self); i++)
    {
      CabRoundRow   *row = row_at (self, i);
      RecordDeposit *deposit = cab_round_row_get_deposit (row);
      g_autoptr(RecordDeposit) successor = NULL;

      if (deposit == NULL || record_deposit_get_state (deposit) == RECORD_DEPOSIT_DONE || is_in_outbox (self, deposit))
        continue;

      successor = find_successor (self, deposit);
      if (successor != NULL)
        cab_round_row_set_deposit (row, successor);
      else
        cab_round_row_take_back (row);
    }
}

static void
let_go (VaccinationRound *self)
{
  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_clear_object (&self->outbox);
  g_clear_object (&self->session);
}

static void
vaccination_round_dispose (GObject *object)
{
  VaccinationRound *self = VACCINATION_ROUND (object);

  let_go (self);
  g_clear_object (&self->setting);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (vaccination_round_parent_class)->dispose (object);
}

static void
vaccination_round_class_init (VaccinationRoundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vaccination_round_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
vaccination_round_init (VaccinationRound *self)
{
  self->rows = g_list_store_new (CAB_TYPE_ROUND_ROW);
  self->setting = record_entry_draft_new_setting ();
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
}

VaccinationRound *
vaccination_round_new (void)
{
  return g_object_new (VACCINATION_TYPE_ROUND, NULL);
}

void
vaccination_round_set_session (VaccinationRound *self,
                               RecordSession    *session)
{
  g_return_if_fail (VACCINATION_IS_ROUND (self));

  if (self->session == session)
    return;

  let_go (self);
  vaccination_round_clear (self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_set_object (&self->outbox, record_session_get_outbox (session));
  if (self->outbox != NULL)
    g_signal_connect_object (self->outbox, "items-changed", G_CALLBACK (outbox_changed_cb), self, G_CONNECT_SWAPPED);
}

void
vaccination_round_clear (VaccinationRound *self)
{
  g_return_if_fail (VACCINATION_IS_ROUND (self));

  for (guint i = 0; i < get_n_rows (self); i++)
    g_signal_handlers_disconnect_by_data (row_at (self, i), self);
  g_list_store_remove_all (self->rows);
  g_clear_object (&self->setting);
  self->setting = record_entry_draft_new_setting ();
}

RecordEntryDraft *
vaccination_round_get_setting (VaccinationRound *self)
{
  g_return_val_if_fail (VACCINATION_IS_ROUND (self), NULL);

  return self->setting;
}

GListModel *
vaccination_round_get_rows (VaccinationRound *self)
{
  g_return_val_if_fail (VACCINATION_IS_ROUND (self), NULL);

  return G_LIST_MODEL (self->rows);
}

CabRoundRow *
vaccination_round_get_next (VaccinationRound *self)
{
  g_return_val_if_fail (VACCINATION_IS_ROUND (self), NULL);

  for (guint i = 0; i < get_n_rows (self); i++)
    if (cab_round_row_get_state (row_at (self, i)) == CAB_ROUND_WAITING)
      return row_at (self, i);

  return NULL;
}

CabRoundRow *
vaccination_round_find (VaccinationRound *self,
                        ModelPatient     *patient)
{
  g_return_val_if_fail (VACCINATION_IS_ROUND (self), NULL);
  g_return_val_if_fail (MODEL_IS_PATIENT (patient), NULL);

  for (guint i = 0; i < get_n_rows (self); i++)
    if (cab_round_row_counts (row_at (self, i)) && model_patient_is_same (cab_round_row_get_patient (row_at (self, i)), patient))
      return row_at (self, i);

  return NULL;
}

guint
vaccination_round_count_open (VaccinationRound *self)
{
  guint n = 0;

  g_return_val_if_fail (VACCINATION_IS_ROUND (self), 0);

  for (guint i = 0; i < get_n_rows (self); i++)
    n += cab_round_row_is_open (row_at (self, i));

  return n;
}

/* @count: (transfer full) */
static void
add_count (GString *words,
           guint    n,
           char    *count)
{
  if (n > 0)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", count);
  g_free (count);
}

char *
vaccination_round_describe (VaccinationRound *self)
{
  g_autoptr(GString) words = g_string_new (NULL);
  guint arrived = 0;
  guint coming = 0;
  guint waiting = 0;
  guint open = 0;

  g_return_val_if_fail (VACCINATION_IS_ROUND (self), NULL);

  for (guint i = 0; i < get_n_rows (self); i++)
    {
      CabRoundRow *row = row_at (self, i);
      gboolean     waits = cab_round_row_get_state (row) == CAB_ROUND_WAITING;
      gboolean     saving = cab_round_row_get_state (row) == CAB_ROUND_SAVING;

      arrived += cab_round_row_is_arrived (row);
      waiting += waits;
      open += cab_round_row_is_open (row) && !waits && !saving;
      coming += cab_round_row_counts (row) && !cab_round_row_is_arrived (row) && (saving || !cab_round_row_is_open (row));
    }
  /* Translators: these four follow one another: numbers of patients. */
  add_count (words, arrived, g_strdup_printf (_("%u in the record"), arrived));
  add_count (words, coming, g_strdup_printf (_("%u on the way"), coming));
  add_count (words, open, g_strdup_printf (_("%u to be looked at"), open));
  add_count (words, waiting, g_strdup_printf (_("%u waiting"), waiting));

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* (transfer none) @row or, for NULL, a new one. */
static CabRoundRow *
ensure_row (VaccinationRound *self,
            CabRoundRow      *row,
            const char       *line)
{
  g_autoptr(CabRoundRow) fresh = NULL;

  if (row != NULL)
    return row;

  fresh = cab_round_row_new (line);
  g_signal_connect_object (fresh, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_list_store_append (self->rows, fresh);

  return fresh;
}

void
vaccination_round_add_lines (VaccinationRound *self,
                             GPtrArray        *lines)
{
  g_return_if_fail (VACCINATION_IS_ROUND (self));

  for (guint i = 0; i < lines->len; i++)
    ensure_row (self, NULL, g_ptr_array_index (lines, i));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Saving *saving = user_data;
  g_autoptr(VaccinationRound) self = saving->round;
  g_autoptr(CabRoundRow) row = saving->row;
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDeposit) deposit = record_vaccination_deposit_finish (RECORD_SESSION (object), result, &error);
  g_autoptr(ModelProblem) problem = NULL;

  g_free (saving);
  if (deposit != NULL)
    {
      cab_round_row_set_deposit (row, deposit);
      return;
    }

  problem = record_problem_new_from_error (error);
  cab_round_row_set_problem (row, problem);
}

static void
save (VaccinationRound *self,
      CabRoundRow      *row,
      RecordEntryDraft *draft)
{
  RecordVaccinationChange change = { RECORD_VACCINATION_CREATE, draft, NULL, NULL };
  Saving                 *saving = g_new0 (Saving, 1);

  saving->round = g_object_ref (self);
  saving->row = g_object_ref (row);
  cab_round_row_save (row, draft);
  record_vaccination_deposit_async (self->session, record_entry_draft_get_patient (draft), &change, 1,
                                    record_entry_draft_get_restricted (draft), NULL, saved_cb, saving);
}

void
vaccination_round_confirm (VaccinationRound *self,
                           CabRoundRow      *row,
                           RecordEntryDraft *draft)
{
  g_return_if_fail (VACCINATION_IS_ROUND (self));
  g_return_if_fail (self->session != NULL);
  g_return_if_fail (record_entry_draft_get_complete (draft));

  save (self, ensure_row (self, row, NULL), draft);
}

void
vaccination_round_skip (VaccinationRound *self,
                        CabRoundRow      *row,
                        ModelPatient     *patient,
                        const char       *reason)
{
  g_return_if_fail (VACCINATION_IS_ROUND (self));

  cab_round_row_skip (ensure_row (self, row, NULL), patient, reason);
}

gboolean
vaccination_round_can_go_on (CabRoundRow *row)
{
  RecordDeposit *deposit;

  g_return_val_if_fail (CAB_IS_ROUND_ROW (row), FALSE);

  deposit = cab_round_row_get_deposit (row);
  if (deposit == NULL)
    return cab_round_row_get_state (row) == CAB_ROUND_UNSAVED;

  switch (record_deposit_get_state (deposit))
    {
    case RECORD_DEPOSIT_WAITING:
    case RECORD_DEPOSIT_REFUSED:
    case RECORD_DEPOSIT_NEEDS_CONSENT:
    case RECORD_DEPOSIT_EXPIRED:
      return TRUE;

    case RECORD_DEPOSIT_ASKING:
    case RECORD_DEPOSIT_SENDING:
    case RECORD_DEPOSIT_DONE:
    case RECORD_DEPOSIT_NEEDS_SIGN_IN:
    case RECORD_DEPOSIT_EDITING:
    default:
      return FALSE;
    }
}

void
vaccination_round_go_on (VaccinationRound *self,
                         CabRoundRow      *row)
{
  RecordDeposit *deposit;

  g_return_if_fail (VACCINATION_IS_ROUND (self));
  g_return_if_fail (vaccination_round_can_go_on (row));

  deposit = cab_round_row_get_deposit (row);
  if (deposit == NULL)
    save (self, row, cab_round_row_get_draft (row));
  else if (record_deposit_get_state (deposit) == RECORD_DEPOSIT_NEEDS_CONSENT)
    record_deposit_accept_level (deposit);
  else
    record_deposit_retry (deposit);
}

gboolean
vaccination_round_can_take_back (CabRoundRow *row)
{
  RecordDeposit *deposit;
  CabRoundState  state;

  g_return_val_if_fail (CAB_IS_ROUND_ROW (row), FALSE);

  deposit = cab_round_row_get_deposit (row);
  state = cab_round_row_get_state (row);
  if (deposit == NULL)
    return state == CAB_ROUND_WAITING || state == CAB_ROUND_UNSAVED;

  return record_deposit_get_state (deposit) != RECORD_DEPOSIT_DONE && (record_deposit_can_withdraw (deposit) || record_deposit_can_cancel (deposit));
}

void
vaccination_round_take_back (VaccinationRound *self,
                             CabRoundRow      *row)
{
  g_autoptr(RecordDeposit) deposit = NULL;

  g_return_if_fail (VACCINATION_IS_ROUND (self));
  g_return_if_fail (vaccination_round_can_take_back (row));

  g_set_object (&deposit, cab_round_row_get_deposit (row));
  if (deposit == NULL && cab_round_row_get_state (row) == CAB_ROUND_WAITING)
    cab_round_row_skip (row, NULL, NULL);
  else if (deposit == NULL)
    cab_round_row_take_back (row);
  /* what of it is gone from the outbox then is taken back: outbox_changed_cb() */
  else if (record_deposit_can_withdraw (deposit))
    record_deposit_withdraw (deposit);
  else
    record_deposit_cancel (deposit);
}
