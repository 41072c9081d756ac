/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-round-row.h"

#include "record-labels.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CabRoundRow
{
  CabTableRow parent_instance;

  CabRoundState     state;
  char             *line;    /* (owned) (nullable) */
  ModelPatient     *patient; /* (owned) (nullable) */
  RecordEntryDraft *draft;   /* (owned) (nullable) */
  RecordDeposit    *deposit; /* (owned) (nullable) */
  ModelProblem     *problem; /* (owned) (nullable) why it is unsaved */
  char             *reason;  /* (owned) (nullable) why she was not vaccinated */

  char       *texts[CAB_ROUND_N_COLUMNS]; /* (owned) */
  const char *icon;
};

G_DEFINE_FINAL_TYPE (CabRoundRow, cab_round_row, CAB_TYPE_TABLE_ROW)

/* @words: (transfer full) */
static void
say (CabRoundRow   *self,
     CabRoundColumn column,
     char          *words)
{
  g_free (self->texts[column]);
  self->texts[column] = words;
}

static char *
say_level (RecordDeposit *deposit)
{
  /* Translators: a confidentiality level. */
  return g_strdup_printf (_("The patient accepts only documents that are “%s” or more."), record_label_coding (record_deposit_get_level (deposit)));
}

/* On its way, and what keeps it. */
static char *
say_way (RecordDeposit *deposit)
{
  ModelProblem *problem = record_deposit_get_problem (deposit);

  if (record_deposit_get_withdrawing (deposit))
    return g_strdup (_("Being taken back"));
  if (problem == NULL)
    return g_strdup (_("On its way"));

  /* Translators: why it waits. */
  return g_strdup_printf (_("On its way: %s"), model_problem_get_title (problem));
}

/* (transfer full) */
static char *
say_deposit (CabRoundRow *self)
{
  ModelProblem *problem = record_deposit_get_problem (self->deposit);

  switch (record_deposit_get_state (self->deposit))
    {
    case RECORD_DEPOSIT_DONE:
      self->icon = "emblem-ok-symbolic";
      return g_strdup (_("In the record"));

    case RECORD_DEPOSIT_REFUSED:
      self->icon = "dialog-error-symbolic";
      return g_strdup (problem != NULL ? model_problem_get_sentence (problem) : _("The community refused it"));

    case RECORD_DEPOSIT_EXPIRED:
      self->icon = "dialog-error-symbolic";
      return g_strdup (_("Not sent in time: older than this clinic allows"));

    case RECORD_DEPOSIT_NEEDS_CONSENT:
      self->icon = "dialog-question-symbolic";
      return say_level (self->deposit);

    case RECORD_DEPOSIT_NEEDS_SIGN_IN:
      self->icon = "dialog-question-symbolic";
      return g_strdup (_("Waiting for you to sign in"));

    case RECORD_DEPOSIT_EDITING:
      self->icon = "dialog-question-symbolic";
      return g_strdup (_("Being changed: not sent until you deposit it again"));

    case RECORD_DEPOSIT_WAITING:
    case RECORD_DEPOSIT_ASKING:
    case RECORD_DEPOSIT_SENDING:
    default:
      self->icon = "document-send-symbolic";
      return say_way (self->deposit);
    }
}

/* (transfer full) */
static char *
say_state (CabRoundRow *self)
{
  self->icon = "";
  switch (self->state)
    {
    case CAB_ROUND_SKIPPED:
      /* Translators: why a patient was not vaccinated. */
      return self->reason != NULL && *self->reason != '\0' ? g_strdup_printf (_("Not vaccinated: %s"), self->reason) : g_strdup (_("Not vaccinated"));

    case CAB_ROUND_SAVING:
      self->icon = "document-send-symbolic";
      return g_strdup (_("On its way"));

    case CAB_ROUND_UNSAVED:
      self->icon = "dialog-error-symbolic";
      /* Translators: why it was not. */
      return g_strdup_printf (_("Not entered: %s"), self->problem != NULL ? model_problem_get_sentence (self->problem) : _("Try again."));

    case CAB_ROUND_SENT:
      return say_deposit (self);

    case CAB_ROUND_TAKEN_BACK:
      return g_strdup (_("Taken back: not in the record"));

    case CAB_ROUND_WAITING:
    default:
      /* Translators: a patient of a list whose turn has not come. */
      return g_strdup (_("Waiting"));
    }
}

static void
say_all (CabRoundRow *self)
{
  say (self, CAB_ROUND_COLUMN_PATIENT, self->patient != NULL ? model_patient_dup_title (self->patient) : g_strdup (self->line != NULL ? self->line : ""));
  say (self, CAB_ROUND_COLUMN_BORN, self->patient != NULL ? model_date_format (model_patient_get_birth_date (self->patient)) : g_strdup (""));
  say (self, CAB_ROUND_COLUMN_LOT, g_strdup (self->draft != NULL ? record_entry_draft_get_text (self->draft, RECORD_ENTRY_LOT) : ""));
  say (self, CAB_ROUND_COLUMN_DOSE, g_strdup (self->draft != NULL ? record_entry_draft_get_text (self->draft, RECORD_ENTRY_DOSE) : ""));
  say (self, CAB_ROUND_COLUMN_STATE, say_state (self));
  cab_table_row_changed (CAB_TABLE_ROW (self));
}

static const char *
get_text (CabTableRow *row,
          int          column)
{
  return CAB_ROUND_ROW (row)->texts[column];
}

static void
summarize (CabTableRow     *row,
           CabTableSummary *summary)
{
  CabRoundRow *self = CAB_ROUND_ROW (row);
  const char  *born = self->texts[CAB_ROUND_COLUMN_BORN];
  const char  *lot = self->texts[CAB_ROUND_COLUMN_LOT];

  summary->title = self->texts[CAB_ROUND_COLUMN_PATIENT];
  summary->corner = self->texts[CAB_ROUND_COLUMN_TIME];
  summary->line = g_strdup_printf ("%s%s%s%s%s", self->texts[CAB_ROUND_COLUMN_STATE], *born != '\0' ? " · " : "", born, *lot != '\0' ? " · " : "", lot);
}

static int
compare (CabTableRow *one,
         CabTableRow *other,
         int          column)
{
  return g_utf8_collate (CAB_ROUND_ROW (one)->texts[column], CAB_ROUND_ROW (other)->texts[column]);
}

static guint
list_marks (CabTableRow  *row,
            int           column,
            CabTableMark *marks)
{
  CabRoundRow *self = CAB_ROUND_ROW (row);

  if (*self->icon == '\0' || (column != CAB_ROUND_COLUMN_STATE && column != CAB_TABLE_SUMMARY))
    return 0;

  marks[0] = (CabTableMark) { self->icon, NULL };
  return 1;
}

static CabTableLook
get_look (CabTableRow *row)
{
  CabRoundState state = CAB_ROUND_ROW (row)->state;

  return state == CAB_ROUND_SKIPPED || state == CAB_ROUND_TAKEN_BACK ? CAB_TABLE_STRUCK : CAB_TABLE_PLAIN;
}

static void
let_go (CabRoundRow *self)
{
  if (self->deposit != NULL)
    g_signal_handlers_disconnect_by_data (self->deposit, self);
  g_clear_object (&self->deposit);
}

static void
cab_round_row_finalize (GObject *object)
{
  CabRoundRow *self = CAB_ROUND_ROW (object);

  let_go (self);
  g_free (self->line);
  g_free (self->reason);
  g_clear_object (&self->patient);
  g_clear_object (&self->draft);
  g_clear_object (&self->problem);
  for (guint i = 0; i < CAB_ROUND_N_COLUMNS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (cab_round_row_parent_class)->finalize (object);
}

static void
cab_round_row_class_init (CabRoundRowClass *klass)
{
  CabTableRowClass *row_class = CAB_TABLE_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cab_round_row_finalize;
  row_class->get_text = get_text;
  row_class->summarize = summarize;
  row_class->compare = compare;
  row_class->list_marks = list_marks;
  row_class->get_look = get_look;
}

static void
cab_round_row_init (CabRoundRow *self)
{
  self->icon = "";
  self->texts[CAB_ROUND_COLUMN_TIME] = g_strdup ("");
}

CabRoundRow *
cab_round_row_new (const char *line)
{
  CabRoundRow *self = g_object_new (CAB_TYPE_ROUND_ROW, NULL);

  self->line = g_strdup (line);
  say_all (self);

  return self;
}

const char *
cab_round_row_get_line (CabRoundRow *self)
{
  g_return_val_if_fail (CAB_IS_ROUND_ROW (self), NULL);

  return self->line;
}

CabRoundState
cab_round_row_get_state (CabRoundRow *self)
{
  g_return_val_if_fail (CAB_IS_ROUND_ROW (self), CAB_ROUND_WAITING);

  return self->state;
}

ModelPatient *
cab_round_row_get_patient (CabRoundRow *self)
{
  g_return_val_if_fail (CAB_IS_ROUND_ROW (self), NULL);

  return self->patient;
}

RecordEntryDraft *
cab_round_row_get_draft (CabRoundRow *self)
{
  g_return_val_if_fail (CAB_IS_ROUND_ROW (self), NULL);

  return self->draft;
}

RecordDeposit *
cab_round_row_get_deposit (CabRoundRow *self)
{
  g_return_val_if_fail (CAB_IS_ROUND_ROW (self), NULL);

  return self->deposit;
}

gboolean
cab_round_row_counts (CabRoundRow *self)
{
  g_return_val_if_fail (CAB_IS_ROUND_ROW (self), FALSE);

  return self->state == CAB_ROUND_SAVING || self->state == CAB_ROUND_UNSAVED || self->state == CAB_ROUND_SENT;
}

gboolean
cab_round_row_is_arrived (CabRoundRow *self)
{
  g_return_val_if_fail (CAB_IS_ROUND_ROW (self), FALSE);

  return self->state == CAB_ROUND_SENT && record_deposit_get_state (self->deposit) == RECORD_DEPOSIT_DONE;
}

gboolean
cab_round_row_is_open (CabRoundRow *self)
{
  g_return_val_if_fail (CAB_IS_ROUND_ROW (self), FALSE);

  if (self->state != CAB_ROUND_SENT)
    return self->state == CAB_ROUND_WAITING || self->state == CAB_ROUND_SAVING || self->state == CAB_ROUND_UNSAVED;

  switch (record_deposit_get_state (self->deposit))
    {
    case RECORD_DEPOSIT_REFUSED:
    case RECORD_DEPOSIT_NEEDS_CONSENT:
    case RECORD_DEPOSIT_EXPIRED:
    case RECORD_DEPOSIT_EDITING:
      return TRUE;

    case RECORD_DEPOSIT_WAITING:
    case RECORD_DEPOSIT_ASKING:
    case RECORD_DEPOSIT_SENDING:
    case RECORD_DEPOSIT_DONE:
    case RECORD_DEPOSIT_NEEDS_SIGN_IN:
    default:
      return FALSE;
    }
}

static void
take_time (CabRoundRow *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  say (self, CAB_ROUND_COLUMN_TIME, g_date_time_format (now, "%H:%M"));
}

void
cab_round_row_save (CabRoundRow      *self,
                    RecordEntryDraft *draft)
{
  g_return_if_fail (CAB_IS_ROUND_ROW (self));
  g_return_if_fail (RECORD_IS_ENTRY_DRAFT (draft));

  let_go (self);
  g_clear_object (&self->problem);
  g_set_object (&self->draft, draft);
  g_set_object (&self->patient, record_entry_draft_get_patient (draft));
  self->state = CAB_ROUND_SAVING;
  take_time (self);
  say_all (self);
}

void
cab_round_row_set_problem (CabRoundRow  *self,
                           ModelProblem *problem)
{
  g_return_if_fail (CAB_IS_ROUND_ROW (self));

  g_set_object (&self->problem, problem);
  self->state = CAB_ROUND_UNSAVED;
  say_all (self);
}

void
cab_round_row_set_deposit (CabRoundRow   *self,
                           RecordDeposit *deposit)
{
  g_return_if_fail (CAB_IS_ROUND_ROW (self));
  g_return_if_fail (RECORD_IS_DEPOSIT (deposit));

  let_go (self);
  g_clear_object (&self->problem);
  self->deposit = g_object_ref (deposit);
  self->state = CAB_ROUND_SENT;
  g_signal_connect_object (deposit, "notify", G_CALLBACK (say_all), self, G_CONNECT_SWAPPED);
  say_all (self);
}

void
cab_round_row_skip (CabRoundRow  *self,
                    ModelPatient *patient,
                    const char   *reason)
{
  g_return_if_fail (CAB_IS_ROUND_ROW (self));
  g_return_if_fail (patient == NULL || MODEL_IS_PATIENT (patient));

  g_set_object (&self->patient, patient);
  g_free (self->reason);
  self->reason = g_strstrip (g_strdup (reason != NULL ? reason : ""));
  self->state = CAB_ROUND_SKIPPED;
  take_time (self);
  say_all (self);
}

void
cab_round_row_take_back (CabRoundRow *self)
{
  g_return_if_fail (CAB_IS_ROUND_ROW (self));

  let_go (self);
  self->state = CAB_ROUND_TAKEN_BACK;
  say_all (self);
}
