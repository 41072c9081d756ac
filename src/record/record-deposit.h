#pragma once

#include "model-document.h"
#include "model-patient.h"
#include "model-problem.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RECORD_DEPOSIT_WAITING,         /* its turn, or a pause before the next try, is to come */
  RECORD_DEPOSIT_ASKING,          /* the server is asked whether it is there already */
  RECORD_DEPOSIT_SENDING,
  RECORD_DEPOSIT_DONE,
  RECORD_DEPOSIT_REFUSED,         /* "problem" says why; edit or withdraw */
  RECORD_DEPOSIT_NEEDS_CONSENT,   /* the patient accepts only a higher confidentiality (R-MHD-31) */
  RECORD_DEPOSIT_NEEDS_SIGN_IN,
  RECORD_DEPOSIT_EXPIRED,         /* older than the administrator allows; kept until the person decides */
  RECORD_DEPOSIT_EDITING,         /* taken back out to be changed: kept, and not sent until the person decides */
} RecordDepositState;

#define RECORD_TYPE_DEPOSIT (record_deposit_get_type ())

/* One deposit on its way, from the moment it is safe to the moment it is in the record. Main thread.
 *
 * Properties, read-only, notify: "state" (int, RecordDepositState), "progress" (double, 0 to 1, of the
 * sending), "rate" (double, bytes a second, smoothed, of the sending), "problem" (ModelProblem, nullable:
 * the last one, also while it is tried again), "document" (ModelDocument: its metadata as they are sent),
 * "next-try" (gint64, seconds since 1970, 0: none), "withdrawing" (gboolean). */
G_DECLARE_FINAL_TYPE (RecordDeposit, record_deposit, RECORD, DEPOSIT, GObject)

RecordDepositState  record_deposit_get_state    (RecordDeposit *self);
double              record_deposit_get_progress (RecordDeposit *self);
double              record_deposit_get_rate     (RecordDeposit *self);
ModelProblem       *record_deposit_get_problem  (RecordDeposit *self);   /* (transfer none) (nullable) */
ModelDocument      *record_deposit_get_document (RecordDeposit *self);   /* (transfer none) */
gint64              record_deposit_get_next_try (RecordDeposit *self);
/* Whose record it goes into, as the banner writes it: "MUSTER Franz". */
const char         *record_deposit_get_patient  (RecordDeposit *self);
/* The same person. (transfer none) */
ModelPatient       *record_deposit_get_subject  (RecordDeposit *self);
/* It is not sent before: seconds since 1970, 0: at once. */
gint64              record_deposit_get_not_before (RecordDeposit *self);

/* For NEEDS_CONSENT: the level the person is asked to accept, else NULL. (transfer none) (nullable) */
ModelCoding        *record_deposit_get_level    (RecordDeposit *self);
/* The level the person had chosen, where she has accepted a higher one since: that is the document's
 * now (R-MHD-31). (transfer none) (nullable) */
ModelCoding        *record_deposit_get_wished_level (RecordDeposit *self);
/* DONE, and the person who deposited it may not read it: it is not in her list (R-MHD-32). */
gboolean            record_deposit_is_hidden    (RecordDeposit *self);

/* DONE: what the community had to say about it all the same (R-MHD-29), in its own words. (nullable) */
const char         *record_deposit_get_remark   (RecordDeposit *self);

/* Now rather than after the pause, but not before its time; EXPIRED and EDITING too. */
void                record_deposit_retry        (RecordDeposit *self);
/* NEEDS_CONSENT: sends it at the level asked for. */
void                record_deposit_accept_level (RecordDeposit *self);
/* Whether it can be taken back out and changed: record_outbox_edit_async(). */
gboolean            record_deposit_can_edit     (RecordDeposit *self);
/* A sentence for a deposit that never can, because its document says itself what describes it (R-VAC-86); else NULL. Borrowed. */
const char         *record_deposit_explain_edit (RecordDeposit *self);
/* Whether it can be withdrawn: not while it is being sent, nor while nobody knows whether it arrived. */
gboolean            record_deposit_can_withdraw (RecordDeposit *self);
/* Takes it out of the outbox, and what is kept of it; also how a finished one is put away. */
void                record_deposit_withdraw     (RecordDeposit *self);
/* Whether it can be cancelled: in all the cases in which it cannot be withdrawn any more. */
gboolean            record_deposit_can_cancel   (RecordDeposit *self);
/* Stops the sending, and sends nothing again. As nobody knows then whether it arrived the server is asked:
 * it is DONE when it did, and withdrawn when it did not; until that is known "withdrawing" is TRUE. */
void                record_deposit_cancel       (RecordDeposit *self);
gboolean            record_deposit_get_withdrawing (RecordDeposit *self);

G_END_DECLS
