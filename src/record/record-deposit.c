/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-deposit-private.h"

#include <glib/gi18n-lib.h>

#define RATE_WINDOW 2.0 /* s */

struct _RecordDeposit
{
  GObject parent_instance;

  RecordEntry *entry;         /* (owned) */
  char        *path;          /* (owned) (nullable) */
  RecordBody  *body;          /* (owned) (nullable) */
  char        *patient_title; /* (owned) */
  char        *remark;        /* (owned) (nullable) of the community */

  RecordDepositState state;
  double             progress;
  double             rate;    /* bytes a second */
  guint64            sent;    /* bytes, at @sent_at */
  gint64             sent_at; /* monotonic, 0: nothing yet */
  gboolean           sent_all;
  ModelProblem      *problem; /* (owned) (nullable) */
  gint64             due;     /* ms since 1970; 0: at once */
  ModelCoding       *level;   /* (owned) (nullable) */
  gboolean           unknown;
  gboolean           withdrawing;
  gboolean           leaving;
  gboolean           insisted;
  gboolean           hidden;
  guint              n_tries;
  guint              n_absent;

  RecordDepositAsked asked; /* (nullable) */
  gpointer           asked_data;
};

G_DEFINE_FINAL_TYPE (RecordDeposit, record_deposit, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
  PROP_PROGRESS,
  PROP_PROBLEM,
  PROP_DOCUMENT,
  PROP_NEXT_TRY,
  PROP_RATE,
  PROP_WITHDRAWING,
} RecordDepositProperty;

static GParamSpec *properties[PROP_WITHDRAWING + 1];

static void
record_deposit_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  RecordDeposit *self = RECORD_DEPOSIT (object);

  switch ((RecordDepositProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;

    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;

    case PROP_PROBLEM:
      g_value_set_object (value, self->problem);
      break;

    case PROP_DOCUMENT:
      g_value_set_object (value, self->entry->document);
      break;

    case PROP_NEXT_TRY:
      g_value_set_int64 (value, record_deposit_get_next_try (self));
      break;

    case PROP_RATE:
      g_value_set_double (value, self->rate);
      break;

    case PROP_WITHDRAWING:
      g_value_set_boolean (value, self->withdrawing);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
record_deposit_finalize (GObject *object)
{
  RecordDeposit *self = RECORD_DEPOSIT (object);

  g_clear_pointer (&self->entry, record_entry_free);
  g_clear_object (&self->body);
  g_clear_object (&self->problem);
  g_clear_object (&self->level);
  g_free (self->path);
  g_free (self->patient_title);
  g_free (self->remark);

  G_OBJECT_CLASS (record_deposit_parent_class)->finalize (object);
}

static void
record_deposit_class_init (RecordDepositClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = record_deposit_get_property;
  object_class->finalize = record_deposit_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, RECORD_DEPOSIT_WAITING, RECORD_DEPOSIT_EDITING, RECORD_DEPOSIT_WAITING, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_PROBLEM] = g_param_spec_object ("problem", NULL, NULL, MODEL_TYPE_PROBLEM, flags);
  properties[PROP_DOCUMENT] = g_param_spec_object ("document", NULL, NULL, MODEL_TYPE_DOCUMENT, flags);
  properties[PROP_NEXT_TRY] = g_param_spec_int64 ("next-try", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_WITHDRAWING] = g_param_spec_boolean ("withdrawing", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
record_deposit_init (RecordDeposit *self)
{
}

RecordDeposit *
record_deposit_new (RecordEntry       *entry,
                    const char        *path,
                    RecordBody        *body,
                    RecordDepositAsked asked,
                    gpointer           user_data)
{
  RecordDeposit *self = g_object_new (RECORD_TYPE_DEPOSIT, NULL);

  self->entry = entry;
  self->path = g_strdup (path);
  g_set_object (&self->body, body);
  self->patient_title = model_patient_dup_title (entry->patient);
  self->asked = asked;
  self->asked_data = user_data;

  return self;
}

void
record_deposit_forget (RecordDeposit *self)
{
  self->asked = NULL;
}

static void
ask (RecordDeposit   *self,
     RecordDepositAsk what)
{
  if (self->asked != NULL)
    self->asked (self, what, self->asked_data);
}

RecordEntry *
record_deposit_get_entry (RecordDeposit *self)
{
  return self->entry;
}

const char *
record_deposit_get_path (RecordDeposit *self)
{
  return self->path;
}

RecordBody *
record_deposit_get_body (RecordDeposit *self)
{
  return self->body;
}

void
record_deposit_replace (RecordDeposit *self,
                        RecordEntry   *entry,
                        const char    *path,
                        RecordBody    *body)
{
  g_autofree char *copy = g_strdup (path);

  record_entry_free (self->entry);
  self->entry = entry;
  g_free (self->path);
  self->path = g_steal_pointer (&copy);
  g_set_object (&self->body, body);
  self->unknown = FALSE;
  self->sent_all = FALSE;
  self->n_tries = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

void
record_deposit_set_state (RecordDeposit     *self,
                          RecordDepositState state,
                          ModelProblem      *problem)
{
  g_autoptr(ModelProblem) owned = problem;

  if (g_set_object (&self->problem, owned))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  if (state == RECORD_DEPOSIT_DONE)
    g_clear_object (&self->body);
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Of the last seconds rather than of the last piece. */
static void
update_rate (RecordDeposit *self,
             guint64        sent)
{
  gint64 now = g_get_monotonic_time ();
  double elapsed = (double) (now - self->sent_at) / G_USEC_PER_SEC;

  if (self->sent_at == 0 || sent < self->sent)
    self->rate = 0;
  else if (elapsed > 0)
    {
      double rate = (double) (sent - self->sent) / elapsed;
      double weight = self->rate > 0 ? MIN (1, elapsed / RATE_WINDOW) : 1;

      self->rate += weight * (rate - self->rate);
    }
  self->sent = sent;
  self->sent_at = now;
}

void
record_deposit_set_progress (RecordDeposit *self,
                             guint64        sent,
                             guint64        total)
{
  update_rate (self, sent);
  self->progress = total > 0 ? CLAMP ((double) sent / (double) total, 0, 1) : 0;
  self->sent_all = self->sent_all || (total > 0 && sent >= total);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE]);
}

gboolean
record_deposit_get_sent_all (RecordDeposit *self)
{
  return self->sent_all;
}

void
record_deposit_set_hidden (RecordDeposit *self,
                           gboolean       hidden)
{
  self->hidden = hidden;
}

void
record_deposit_set_withdrawing (RecordDeposit *self,
                                gboolean       withdrawing)
{
  if (self->withdrawing == withdrawing)
    return;

  self->withdrawing = withdrawing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WITHDRAWING]);
}

void
record_deposit_set_leaving (RecordDeposit *self,
                            gboolean       leaving)
{
  self->leaving = leaving;
}

gboolean
record_deposit_get_leaving (RecordDeposit *self)
{
  return self->leaving;
}

void
record_deposit_set_insisted (RecordDeposit *self,
                             gboolean       insisted)
{
  self->insisted = insisted;
}

gboolean
record_deposit_get_insisted (RecordDeposit *self)
{
  return self->insisted;
}

void
record_deposit_set_due (RecordDeposit *self,
                        gint64         due)
{
  if (self->due == due)
    return;

  self->due = due;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_TRY]);
}

void
record_deposit_set_level (RecordDeposit *self,
                          ModelCoding   *level)
{
  g_set_object (&self->level, level);
}

/* However often it is woken: not before its time. */
gint64
record_deposit_get_due (RecordDeposit *self)
{
  return MAX (self->due, self->entry->not_before * 1000);
}

gboolean
record_deposit_get_unknown (RecordDeposit *self)
{
  return self->unknown;
}

void
record_deposit_set_unknown (RecordDeposit *self,
                            gboolean       unknown)
{
  self->unknown = unknown;
}

guint
record_deposit_count_try (RecordDeposit *self)
{
  return self->n_tries++;
}

guint
record_deposit_count_absent (RecordDeposit *self)
{
  return self->n_absent++;
}

RecordDepositState
record_deposit_get_state (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), RECORD_DEPOSIT_WAITING);

  return self->state;
}

double
record_deposit_get_progress (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), 0);

  return self->progress;
}

double
record_deposit_get_rate (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), 0);

  return self->rate;
}

ModelProblem *
record_deposit_get_problem (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), NULL);

  return self->problem;
}

ModelDocument *
record_deposit_get_document (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), NULL);

  return self->entry->document;
}

gint64
record_deposit_get_next_try (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), 0);

  return (record_deposit_get_due (self) + 999) / 1000;
}

const char *
record_deposit_get_patient (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), NULL);

  return self->patient_title;
}

gint64
record_deposit_get_not_before (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), 0);

  return self->entry->not_before;
}

ModelCoding *
record_deposit_get_wished_level (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), NULL);

  return self->entry->wished;
}

gboolean
record_deposit_is_hidden (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), FALSE);

  return self->hidden;
}

void
record_deposit_set_remark (RecordDeposit *self,
                           const char    *remark)
{
  g_free (self->remark);
  self->remark = g_strdup (remark);
}

const char *
record_deposit_get_remark (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), NULL);

  return self->remark;
}

ModelPatient *
record_deposit_get_subject (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), NULL);

  return self->entry->patient;
}

ModelCoding *
record_deposit_get_level (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), NULL);

  return self->state == RECORD_DEPOSIT_NEEDS_CONSENT ? self->level : NULL;
}

void
record_deposit_retry (RecordDeposit *self)
{
  g_return_if_fail (RECORD_IS_DEPOSIT (self));

  ask (self, RECORD_DEPOSIT_ASK_RETRY);
}

void
record_deposit_accept_level (RecordDeposit *self)
{
  g_return_if_fail (RECORD_IS_DEPOSIT (self));

  if (self->state == RECORD_DEPOSIT_NEEDS_CONSENT)
    ask (self, RECORD_DEPOSIT_ASK_ACCEPT);
}

static gboolean
is_out (RecordDeposit *self)
{
  return self->state == RECORD_DEPOSIT_SENDING || self->state == RECORD_DEPOSIT_ASKING || self->unknown;
}

gboolean
record_deposit_can_withdraw (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), FALSE);

  return self->state == RECORD_DEPOSIT_DONE || (!is_out (self) && !self->leaving);
}

gboolean
record_deposit_can_edit (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), FALSE);

  return self->state != RECORD_DEPOSIT_DONE && !is_out (self) && !self->leaving && !self->withdrawing && !self->entry->vaccination;
}

const char *
record_deposit_explain_edit (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), NULL);

  return self->entry->vaccination && self->state != RECORD_DEPOSIT_DONE
             ? _("Entries of the vaccination record are not edited here. Withdraw this one and write the entry anew.")
             : NULL;
}

gboolean
record_deposit_can_cancel (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), FALSE);

  return self->state != RECORD_DEPOSIT_DONE && is_out (self) && !self->withdrawing && !self->leaving;
}

gboolean
record_deposit_get_withdrawing (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), FALSE);

  return self->withdrawing;
}

void
record_deposit_cancel (RecordDeposit *self)
{
  g_return_if_fail (RECORD_IS_DEPOSIT (self));

  if (record_deposit_can_cancel (self))
    ask (self, RECORD_DEPOSIT_ASK_CANCEL);
}

void
record_deposit_withdraw (RecordDeposit *self)
{
  g_return_if_fail (RECORD_IS_DEPOSIT (self));

  if (record_deposit_can_withdraw (self))
    ask (self, RECORD_DEPOSIT_ASK_WITHDRAW);
}
