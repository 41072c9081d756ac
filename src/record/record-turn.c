/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-turn-private.h"

#include "epr-access.h"
#include "epr-error.h"
#include "epr-provide.h"
#include "model-issue.h"
#include "record-error.h"
#include "record-outbox-work-private.h"

/* A logical id may have changed after that (R-MHD-62). */
#define ID_LASTS 3600 /* s */

struct _RecordTurn
{
  GObject parent_instance;

  EprAccess         *access;  /* (owned) */
  RecordOutboxStore *store;   /* (owned) (nullable) */
  RecordDeposit     *deposit; /* (owned) */
  gboolean           too_old;

  GCancellable *work;      /* (owned) of the step under way */
  char         *target_id; /* (owned) (nullable) of the document that is replaced or added to, as it is now */

  RecordTurnEnded ended; /* (nullable) NULL when it is over */
  gpointer        user_data;
};

G_DEFINE_FINAL_TYPE (RecordTurn, record_turn, G_TYPE_OBJECT)

static void ask (RecordTurn *self);

static void
record_turn_finalize (GObject *object)
{
  RecordTurn *self = RECORD_TURN (object);

  g_clear_object (&self->access);
  g_clear_pointer (&self->store, record_outbox_store_free);
  g_clear_object (&self->deposit);
  g_clear_object (&self->work);
  g_free (self->target_id);

  G_OBJECT_CLASS (record_turn_parent_class)->finalize (object);
}

static void
record_turn_class_init (RecordTurnClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = record_turn_finalize;
}

static void
record_turn_init (RecordTurn *self)
{
  self->work = g_cancellable_new ();
}

RecordTurn *
record_turn_new (EprAccess         *access,
                 RecordOutboxStore *store,
                 RecordDeposit     *deposit,
                 gboolean           too_old,
                 RecordTurnEnded    ended,
                 gpointer           user_data)
{
  RecordTurn *self = g_object_new (RECORD_TYPE_TURN, NULL);

  self->access = g_object_ref (access);
  self->store = store != NULL ? record_outbox_store_copy (store) : NULL;
  self->deposit = g_object_ref (deposit);
  self->too_old = too_old;
  self->ended = ended;
  self->user_data = user_data;

  return self;
}

RecordDeposit *
record_turn_get_deposit (RecordTurn *self)
{
  return self->deposit;
}

static void
end (RecordTurn   *self,
     RecordTurnEnd how,
     const GError *error)
{
  RecordTurnEnded ended = self->ended;

  self->ended = NULL;
  if (ended != NULL)
    ended (self, how, error, self->user_data);
}

void
record_turn_drop (RecordTurn *self)
{
  self->ended = NULL;
  g_cancellable_cancel (self->work);
}

void
record_turn_stop (RecordTurn *self)
{
  /* an answer to a question is worth waiting for */
  if (record_deposit_get_state (self->deposit) == RECORD_DEPOSIT_SENDING)
    g_cancellable_cancel (self->work);
}

/* Whether the step was ended by the person: then the record is asked. */
static gboolean
was_stopped (RecordTurn *self)
{
  if (!g_cancellable_is_cancelled (self->work) || !record_deposit_get_withdrawing (self->deposit))
    return FALSE;

  g_clear_object (&self->work);
  self->work = g_cancellable_new ();
  if (record_deposit_get_unknown (self->deposit))
    ask (self);
  else
    end (self, RECORD_TURN_ABSENT, NULL);

  return TRUE;
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RecordTurn) self = RECORD_TURN (user_data);
  int found = epr_provide_ask_finish (EPR_ACCESS (object), result, NULL);

  if (self->ended == NULL)
    return;

  record_deposit_set_hidden (self->deposit, found == 0);
  end (self, RECORD_TURN_ARRIVED, NULL);
}

/* R-MHD-32: above the lowest level she may not be able to read what she has deposited. */
static void
arrived (RecordTurn *self)
{
  ModelDocument *document = record_deposit_get_document (self->deposit);
  g_autoptr(NetTrace) trace = NULL;

  record_deposit_set_unknown (self->deposit, FALSE);
  record_outbox_work_delete (record_deposit_get_path (self->deposit));
  if (!record_outbox_work_is_closed (document))
    {
      end (self, RECORD_TURN_ARRIVED, NULL);
      return;
    }

  trace = net_trace_new ();
  epr_provide_ask_async (self->access, model_document_get_unique_id (document), trace, self->work, looked_cb, g_object_ref (self));
}

/* R-MHD-29: a warning comes with a document that is stored. */
static void
take_remark (RecordTurn *self,
             EprReceipt *receipt)
{
  g_autoptr(GString) remark = g_string_new (NULL);

  for (guint i = 0; receipt != NULL && i < receipt->issues->len; i++)
    {
      ModelIssue *issue = g_ptr_array_index (receipt->issues, i);

      if (model_issue_get_severity (issue) > MODEL_ISSUE_INFORMATION)
        g_string_append_printf (remark, "%s%s", remark->len > 0 ? "; " : "", model_issue_get_text (issue));
    }
  record_deposit_set_remark (self->deposit, remark->len > 0 ? remark->str : NULL);
}

static void
provided_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(RecordTurn) self = RECORD_TURN (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(EprReceipt) receipt = epr_provide_finish (EPR_ACCESS (object), result, &error);

  if (self->ended == NULL)
    return;

  if (receipt != NULL || g_error_matches (error, EPR_ERROR, EPR_ERROR_DUPLICATE))
    {
      take_remark (self, receipt);
      arrived (self);
      return;
    }

  record_deposit_set_unknown (self->deposit, epr_provide_may_be_stored (error));
  if (!was_stopped (self))
    end (self, RECORD_TURN_FAILED, error);
}

static void
progress_cb (guint64  sent,
             gint64   total,
             gpointer user_data)
{
  record_deposit_set_progress (RECORD_DEPOSIT (user_data), sent, total > 0 ? (guint64) total : 0);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RecordTurn) self = RECORD_TURN (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) content = record_outbox_work_open_finish (result, &error);
  g_autoptr(NetTrace) trace = NULL;
  RecordEntry  *entry;
  EprSubmission submission = { 0 };

  if (self->ended == NULL || was_stopped (self))
    return;
  if (content == NULL)
    {
      end (self, RECORD_TURN_FAILED, error);
      return;
    }

  entry = record_deposit_get_entry (self->deposit);
  submission.document = entry->document;
  submission.patient = entry->patient;
  submission.submission_id = entry->submission_id;
  submission.replaces = entry->replaces != NULL ? self->target_id : NULL;
  submission.appends = entry->appends != NULL ? self->target_id : NULL;
  submission.target_uuid = entry->target_uuid;
  trace = net_trace_new ();
  /* from here on nobody knows, until the server has answered */
  record_deposit_set_unknown (self->deposit, TRUE);
  epr_provide_async (self->access, &submission, content, trace, progress_cb, g_object_ref (self->deposit), g_object_unref,
                     self->work, provided_cb, g_object_ref (self));
}

static void
open_content (RecordTurn *self)
{
  record_outbox_work_open_async (self->store, record_deposit_get_path (self->deposit), record_deposit_get_body (self->deposit),
                                 self->work, opened_cb, g_object_ref (self));
}

static void
target_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RecordTurn) self = RECORD_TURN (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelDocument) target = epr_provide_ask_finish_document (EPR_ACCESS (object), result, &error);

  if (self->ended == NULL || was_stopped (self))
    return;

  if (error == NULL && (target == NULL || model_document_get_id (target) == NULL))
    error = g_error_new_literal (RECORD_ERROR, RECORD_ERROR_TARGET_GONE, "The document to be replaced or added to is not in the record");
  if (error != NULL)
    {
      end (self, RECORD_TURN_FAILED, error);
      return;
    }

  self->target_id = g_strdup (model_document_get_id (target));
  open_content (self);
}

static void
send (RecordTurn *self)
{
  RecordEntry *entry = record_deposit_get_entry (self->deposit);
  const char  *known = entry->replaces != NULL ? entry->replaces : entry->appends;
  gint64       age = g_get_real_time () / G_USEC_PER_SEC - entry->created;
  g_autoptr(NetTrace) trace = NULL;

  record_deposit_set_progress (self->deposit, 0, 0);
  record_deposit_set_state (self->deposit, RECORD_DEPOSIT_SENDING, NULL);
  if (known != NULL && entry->target_unique_id != NULL && (*known == '\0' || age > ID_LASTS))
    {
      trace = net_trace_new ();
      epr_provide_ask_async (self->access, entry->target_unique_id, trace, self->work, target_cb, g_object_ref (self));
      return;
    }

  self->target_id = g_strdup (known);
  open_content (self);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(RecordTurn) self = RECORD_TURN (user_data);
  g_autoptr(GError) error = NULL;
  int found = epr_provide_ask_finish (EPR_ACCESS (object), result, &error);

  if (self->ended == NULL)
    return;

  /* R-MHD-32: she may not see what is there */
  if (found == 0 && !record_outbox_work_is_closed (record_deposit_get_document (self->deposit)))
    record_deposit_set_unknown (self->deposit, FALSE);
  if (found == 1)
    arrived (self);
  else if (found < 0)
    end (self, RECORD_TURN_FAILED, error);
  else if (record_deposit_get_withdrawing (self->deposit))
    end (self, RECORD_TURN_ABSENT, NULL);
  else if (self->too_old)
    end (self, RECORD_TURN_TOO_OLD, NULL);
  else
    send (self);
}

static void
ask (RecordTurn *self)
{
  const char *id = model_document_get_unique_id (record_deposit_get_document (self->deposit));
  g_autoptr(NetTrace) trace = net_trace_new ();

  record_deposit_set_state (self->deposit, RECORD_DEPOSIT_ASKING, NULL);
  epr_provide_ask_async (self->access, id, trace, self->work, asked_cb, g_object_ref (self));
}

void
record_turn_begin (RecordTurn *self)
{
  if (record_deposit_get_unknown (self->deposit))
    ask (self);
  else if (self->too_old)
    end (self, RECORD_TURN_TOO_OLD, NULL);
  else
    send (self);
}
