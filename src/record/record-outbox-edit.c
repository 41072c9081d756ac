/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the person asks of a deposit that is in the outbox. Whatever is done here is on the disk before it is
 * said to be done, and in one step: the program may end after each. */
#include "config.h"

#include "record-outbox-turn-private.h"

#include "epr-error.h"
#include "record-draft-private.h"
#include "record-problem.h"

/* A deposit that was taken back out. */
struct _RecordOutboxEdit
{
  RecordOutbox      *outbox;   /* borrowed: it ends this when it is closed */
  RecordDeposit     *deposit;  /* (owned) */
  RecordSession     *session;  /* (owned) */
  RecordDepositState previous; /* what it was, and is again when the draft is given up */
  ModelProblem      *problem;  /* (owned) (nullable) */
  RecordDraft       *draft;    /* (nullable) weak */
  gboolean           adding;   /* it is handed over again */
};

/* A step on the disk for one deposit. */
typedef struct
{
  RecordOutbox  *outbox;  /* (owned) */
  RecordDeposit *deposit; /* (owned) */
  GTask         *task;    /* (owned) (nullable) of who waits for it */
} Step;

static Step *
step_new (RecordOutbox  *self,
          RecordDeposit *deposit,
          GTask         *task)
{
  Step *step = g_new0 (Step, 1);

  step->outbox = g_object_ref (self);
  step->deposit = g_object_ref (deposit);
  g_set_object (&step->task, task);

  return step;
}

static void
step_free (Step *step)
{
  g_object_unref (step->outbox);
  g_object_unref (step->deposit);
  g_clear_object (&step->task);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static void
taken_out_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  g_autoptr(GError) error = NULL;

  if (record_outbox_work_delete_finish (result, &error))
    {
      record_outbox_remove (step->outbox, step->deposit);
      record_outbox_pump (step->outbox);
      return;
    }

  record_deposit_set_leaving (step->deposit, FALSE);
  record_outbox_set_state (step->outbox, step->deposit, RECORD_DEPOSIT_REFUSED, error);
}

void
record_outbox_take_out (RecordOutbox  *self,
                        RecordDeposit *deposit)
{
  record_deposit_set_leaving (deposit, TRUE);
  record_outbox_work_delete_async (record_deposit_get_path (deposit), taken_out_cb, step_new (self, deposit, NULL));
}

/* Its turn comes, unless the patient is known to accept only more confidential ones. */
static void
settle (RecordOutbox  *self,
        RecordDeposit *deposit)
{
  RecordEntry     *entry = record_deposit_get_entry (deposit);
  g_autofree char *patient = record_outbox_dup_patient_key (entry->patient);
  ModelCoding     *level = g_hash_table_lookup (self->levels, patient);
  gboolean         below = level != NULL && record_outbox_work_is_below (entry, level);

  record_deposit_set_due (deposit, 0);
  record_deposit_set_level (deposit, below ? level : NULL);
  record_outbox_set_state (self, deposit, below ? RECORD_DEPOSIT_NEEDS_CONSENT : RECORD_DEPOSIT_WAITING, NULL);
  record_outbox_pump (self);
}

static void
let_go_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  g_autoptr(GError) error = NULL;

  if (!record_outbox_work_mark_finish (result, &error))
    g_warning ("A deposit of the outbox is still marked as being changed: %s", error->message);
  if (step->outbox->client != NULL)
    settle (step->outbox, step->deposit);
  if (step->task != NULL)
    g_task_return_pointer (step->task, g_object_ref (step->deposit), g_object_unref);
}

static void
let_go (Step *step)
{
  record_outbox_work_mark_async (record_deposit_get_path (step->deposit), RECORD_OUTBOX_MARK_HELD, FALSE, let_go_cb, step);
}

static void
followers_safe_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* they are mended at the next start: the old number stands in the file of what they follow */
  if (!record_outbox_work_rewrite_finish (result, &error))
    g_warning ("What follows a deposit could not be written anew: %s", error->message);
  let_go (user_data);
}

GPtrArray *
record_outbox_repoint (RecordOutbox *self,
                       RecordEntry  *old,
                       RecordEntry  *now)
{
  GPtrArray *followers = g_ptr_array_new_with_free_func ((GDestroyNotify) record_saved_free);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->deposits)); i++)
    {
      g_autoptr(RecordDeposit) other = g_list_model_get_item (G_LIST_MODEL (self->deposits), i);
      RecordEntry *entry = record_deposit_get_entry (other);

      if (entry == old || record_deposit_get_state (other) == RECORD_DEPOSIT_DONE || !record_entry_precedes (old, entry) ||
          g_strcmp0 (entry->target_unique_id, model_document_get_unique_id (now->document)) == 0)
        continue;

      record_entry_follow (entry, now);
      g_ptr_array_add (followers, record_saved_new (record_entry_copy (entry), record_deposit_get_path (other), NULL));
    }

  return followers;
}

void
record_outbox_succeed (RecordOutbox  *self,
                       RecordDeposit *deposit,
                       RecordSaved   *saved,
                       GTask         *task)
{
  g_autoptr(GPtrArray) followers = record_outbox_repoint (self, record_deposit_get_entry (deposit), saved->entry);

  record_deposit_replace (deposit, g_steal_pointer (&saved->entry), saved->path, saved->body);
  record_outbox_work_rewrite_async (self->store, followers, followers_safe_cb, step_new (self, deposit, task));
}

static void
accepted_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordSaved) saved = record_outbox_work_save_finish (result, &error);

  record_deposit_set_leaving (step->deposit, FALSE);
  if (saved == NULL)
    record_outbox_set_state (step->outbox, step->deposit, RECORD_DEPOSIT_NEEDS_CONSENT, error);
  else
    record_outbox_succeed (step->outbox, step->deposit, saved, NULL);
}

/* At the level agreed to, under new numbers, in the place of the old file: one of the two is there whatever
 * happens, never both. ASKING meanwhile, so that nobody agrees twice. */
static void
accept_level (RecordOutbox  *self,
              RecordDeposit *deposit)
{
  g_autoptr(RecordEntry) raised = record_entry_raise (record_deposit_get_entry (deposit), record_deposit_get_level (deposit));

  record_outbox_set_state (self, deposit, RECORD_DEPOSIT_ASKING, NULL);
  record_deposit_set_leaving (deposit, TRUE);
  record_outbox_work_raise_async (self->store, raised, record_deposit_get_body (deposit), record_deposit_get_path (deposit),
                                  accepted_cb, step_new (self, deposit, NULL));
}

static RecordTurn *
turn_of (RecordOutbox  *self,
         RecordDeposit *deposit)
{
  for (guint i = 0; i < self->turns->len; i++)
    if (record_turn_get_deposit (g_ptr_array_index (self->turns, i)) == deposit)
      return g_ptr_array_index (self->turns, i);

  return NULL;
}

static void
wanted_back_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!record_outbox_work_mark_finish (result, &error))
    g_warning ("A deposit that was cancelled could not be marked: %s", error->message);
}

static void
cancel (RecordOutbox  *self,
        RecordDeposit *deposit)
{
  RecordTurn *turn = turn_of (self, deposit);

  record_deposit_set_withdrawing (deposit, TRUE);
  record_outbox_work_mark_async (record_deposit_get_path (deposit), RECORD_OUTBOX_MARK_WITHDRAWN, TRUE, wanted_back_cb, NULL);
  if (turn != NULL)
    {
      record_turn_stop (turn);
      return;
    }

  record_deposit_set_due (deposit, 0);
  record_outbox_set_state (self, deposit, RECORD_DEPOSIT_WAITING, NULL);
  record_outbox_pump (self);
}

static void
retry (RecordOutbox  *self,
       RecordDeposit *deposit)
{
  RecordDepositState state = record_deposit_get_state (deposit);

  if (state == RECORD_DEPOSIT_DONE || state == RECORD_DEPOSIT_NEEDS_CONSENT || record_deposit_get_leaving (deposit) ||
      g_hash_table_contains (self->edits, deposit))
    return;

  if (state == RECORD_DEPOSIT_EDITING)
    {
      let_go (step_new (self, deposit, NULL));
      return;
    }
  record_deposit_set_insisted (deposit, state == RECORD_DEPOSIT_EXPIRED || record_deposit_get_insisted (deposit));
  record_deposit_set_due (deposit, 0);
  record_outbox_set_state (self, deposit, RECORD_DEPOSIT_WAITING, NULL);
  record_outbox_pump (self);
}

void
record_outbox_asked (RecordDeposit   *deposit,
                     RecordDepositAsk ask,
                     gpointer         user_data)
{
  RecordOutbox *self = RECORD_OUTBOX (user_data);
  gboolean      has_turn = turn_of (self, deposit) != NULL;

  if (self->client == NULL || (has_turn && ask != RECORD_DEPOSIT_ASK_CANCEL))
    return;

  if (ask == RECORD_DEPOSIT_ASK_CANCEL)
    cancel (self, deposit);
  else if (ask == RECORD_DEPOSIT_ASK_ACCEPT)
    accept_level (self, deposit);
  else if (ask == RECORD_DEPOSIT_ASK_RETRY)
    retry (self, deposit);
  else if (record_deposit_get_state (deposit) == RECORD_DEPOSIT_DONE)
    record_outbox_remove (self, deposit);
  else
    record_outbox_take_out (self, deposit);
}

static void
put_back (RecordOutboxEdit *edit)
{
  ModelProblem *problem = edit->problem != NULL ? g_object_ref (edit->problem) : NULL;

  record_deposit_set_state (edit->deposit, edit->previous, problem);
  g_object_notify (G_OBJECT (edit->outbox), "n-waiting");
}

static void
put_back_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  RecordOutboxEdit *edit = g_hash_table_lookup (step->outbox->edits, step->deposit);
  g_autoptr(GError) error = NULL;

  if (!record_outbox_work_mark_finish (result, &error))
    g_warning ("A deposit of the outbox is still marked as being changed: %s", error->message);
  if (edit == NULL)
    return;

  put_back (edit);
  g_hash_table_remove (step->outbox->edits, step->deposit);
  record_outbox_pump (step->outbox);
}

/* The draft was given up. */
static void
draft_gone_cb (gpointer user_data,
               GObject *draft)
{
  RecordOutboxEdit *edit = user_data;

  edit->draft = NULL;
  if (edit->adding)
    return;

  /* held since an earlier run: still to be decided */
  if (edit->previous == RECORD_DEPOSIT_EDITING)
    g_hash_table_remove (edit->outbox->edits, edit->deposit);
  else
    record_outbox_work_mark_async (record_deposit_get_path (edit->deposit), RECORD_OUTBOX_MARK_HELD, FALSE, put_back_cb,
                                   step_new (edit->outbox, edit->deposit, NULL));
}

void
record_outbox_edit_free (RecordOutboxEdit *edit)
{
  if (edit->draft != NULL)
    g_object_weak_unref (G_OBJECT (edit->draft), draft_gone_cb, edit);
  g_object_unref (edit->deposit);
  g_object_unref (edit->session);
  g_clear_object (&edit->problem);
  g_free (edit);
}

static void
fail_edit (Step   *step,
           GError *error)
{
  RecordOutboxEdit *edit = g_hash_table_lookup (step->outbox->edits, step->deposit);

  if (edit != NULL)
    put_back (edit);
  g_hash_table_remove (step->outbox->edits, step->deposit);
  if (error != NULL)
    g_task_return_error (step->task, error);
  else
    g_task_return_new_error (step->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The outbox is closed");
}

static void
body_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  RecordOutboxEdit *edit = g_hash_table_lookup (step->outbox->edits, step->deposit);
  RecordEntry      *entry = record_deposit_get_entry (step->deposit);
  GError           *error = NULL;
  g_autoptr(RecordBody) body = record_outbox_work_body_finish (result, &error);
  g_autoptr(RecordDraft) draft = NULL;

  if (body == NULL || edit == NULL)
    {
      fail_edit (step, error);
      return;
    }

  draft = record_draft_new_from_document (edit->session, entry->patient, entry->document, body);
  edit->draft = draft;
  g_object_weak_ref (G_OBJECT (draft), draft_gone_cb, edit);
  g_task_return_pointer (step->task, g_object_ref (draft), g_object_unref);
}

static void
held_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  RecordDeposit *deposit = step->deposit;
  RecordOutbox  *self = step->outbox;
  GError        *error = NULL;

  if (!record_outbox_work_mark_finish (result, &error) || g_hash_table_lookup (self->edits, deposit) == NULL)
    fail_edit (step, error);
  else
    record_outbox_work_body_async (self->store, record_deposit_get_path (deposit), record_deposit_get_body (deposit),
                                   record_deposit_get_entry (deposit), body_cb, g_steal_pointer (&step));
}

static gboolean
can_edit (RecordOutbox  *self,
          RecordDeposit *deposit)
{
  return self->client != NULL && record_deposit_can_edit (deposit) && g_list_store_find (self->deposits, deposit, NULL) &&
         !g_hash_table_contains (self->edits, deposit) && turn_of (self, deposit) == NULL;
}

void
record_outbox_edit_async (RecordOutbox       *self,
                          RecordSession      *session,
                          RecordDeposit      *deposit,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  RecordOutboxEdit *edit;

  g_return_if_fail (RECORD_IS_OUTBOX (self));
  g_return_if_fail (RECORD_IS_SESSION (session));
  g_return_if_fail (RECORD_IS_DEPOSIT (deposit));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_outbox_edit_async);
  if (!can_edit (self, deposit))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "The deposit is on its way");
      return;
    }

  edit = g_new0 (RecordOutboxEdit, 1);
  edit->outbox = self;
  edit->deposit = g_object_ref (deposit);
  edit->session = g_object_ref (session);
  edit->previous = record_deposit_get_state (deposit);
  g_set_object (&edit->problem, record_deposit_get_problem (deposit));
  g_hash_table_insert (self->edits, deposit, edit);
  record_outbox_set_state (self, deposit, RECORD_DEPOSIT_EDITING, NULL);
  record_outbox_work_mark_async (record_deposit_get_path (deposit), RECORD_OUTBOX_MARK_HELD, TRUE, held_cb,
                                 step_new (self, deposit, task));
}

RecordDraft *
record_outbox_edit_finish (RecordOutbox *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_edit_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

RecordDeposit *
record_outbox_find_edited (RecordOutbox *self,
                           RecordBody   *body)
{
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->edits);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      RecordOutboxEdit *edit = value;

      if (edit->draft != NULL && record_draft_get_body (edit->draft) == body)
        return edit->deposit;
    }

  return NULL;
}

static void
edited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  RecordOutbox     *self = step->outbox;
  RecordOutboxEdit *edit = g_hash_table_lookup (self->edits, step->deposit);
  GError           *error = NULL;
  g_autoptr(RecordSaved) saved = record_outbox_work_save_finish (result, &error);

  if (saved == NULL)
    {
      if (edit != NULL)
        edit->adding = FALSE;
      if (edit != NULL && edit->draft == NULL)
        draft_gone_cb (edit, NULL);
      g_task_return_error (step->task, error);
      return;
    }

  g_hash_table_remove (self->edits, step->deposit);
  record_outbox_succeed (self, step->deposit, saved, step->task);
}

void
record_outbox_save_edited (RecordOutbox  *self,
                           RecordDeposit *deposit,
                           RecordEntry   *entry,
                           RecordBody    *body,
                           GTask         *task)
{
  RecordOutboxEdit *edit = g_hash_table_lookup (self->edits, deposit);

  edit->adding = TRUE;
  record_entry_succeed (entry, record_deposit_get_entry (deposit));
  record_outbox_work_save_async (self->store, entry, body, record_deposit_get_path (deposit), edited_cb,
                                 step_new (self, deposit, task));
}
