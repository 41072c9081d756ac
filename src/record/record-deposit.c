/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-deposit-private.h"

struct _RecordDeposit
{
  GObject parent_instance;

  RecordEntry *entry;         /* (owned) */
  char        *path;          /* (owned) (nullable) */
  RecordBody  *body;          /* (owned) (nullable) */
  char        *patient_title; /* (owned) */

  RecordDepositState state;
  double             progress;
  ModelProblem      *problem; /* (owned) (nullable) */
  gint64             due;     /* ms since 1970; 0: at once */
  ModelCoding       *level;   /* (owned) (nullable) */
  gboolean           unknown;
  guint              n_tries;

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
} RecordDepositProperty;

static GParamSpec *properties[PROP_NEXT_TRY + 1];

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

  G_OBJECT_CLASS (record_deposit_parent_class)->finalize (object);
}

static void
record_deposit_class_init (RecordDepositClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = record_deposit_get_property;
  object_class->finalize = record_deposit_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, RECORD_DEPOSIT_WAITING, RECORD_DEPOSIT_EXPIRED, RECORD_DEPOSIT_WAITING, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_PROBLEM] = g_param_spec_object ("problem", NULL, NULL, MODEL_TYPE_PROBLEM, flags);
  properties[PROP_DOCUMENT] = g_param_spec_object ("document", NULL, NULL, MODEL_TYPE_DOCUMENT, flags);
  properties[PROP_NEXT_TRY] = g_param_spec_int64 ("next-try", NULL, NULL, 0, G_MAXINT64, 0, flags);
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
                        const char    *path)
{
  g_autofree char *copy = g_strdup (path);

  record_entry_free (self->entry);
  self->entry = entry;
  g_free (self->path);
  self->path = g_steal_pointer (&copy);
  self->unknown = FALSE;
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

void
record_deposit_set_progress (RecordDeposit *self,
                             double         progress)
{
  self->progress = CLAMP (progress, 0, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
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

gboolean
record_deposit_can_withdraw (RecordDeposit *self)
{
  g_return_val_if_fail (RECORD_IS_DEPOSIT (self), FALSE);

  return self->state == RECORD_DEPOSIT_DONE || (self->state != RECORD_DEPOSIT_SENDING && self->state != RECORD_DEPOSIT_ASKING && !self->unknown);
}

void
record_deposit_withdraw (RecordDeposit *self)
{
  g_return_if_fail (RECORD_IS_DEPOSIT (self));

  if (record_deposit_can_withdraw (self))
    ask (self, RECORD_DEPOSIT_ASK_WITHDRAW);
}
