#pragma once

#include "model-document.h"
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
} RecordDepositState;

#define RECORD_TYPE_DEPOSIT (record_deposit_get_type ())

/* One deposit on its way, from the moment it is safe to the moment it is in the record. Main thread.
 *
 * Properties, read-only, notify: "state" (int, RecordDepositState), "progress" (double, 0 to 1, of the
 * sending), "problem" (ModelProblem, nullable: the last one, also while it is tried again), "document"
 * (ModelDocument: its metadata as they are sent), "next-try" (gint64, seconds since 1970, 0: none). */
G_DECLARE_FINAL_TYPE (RecordDeposit, record_deposit, RECORD, DEPOSIT, GObject)

RecordDepositState  record_deposit_get_state    (RecordDeposit *self);
double              record_deposit_get_progress (RecordDeposit *self);
ModelProblem       *record_deposit_get_problem  (RecordDeposit *self);   /* (transfer none) (nullable) */
ModelDocument      *record_deposit_get_document (RecordDeposit *self);   /* (transfer none) */
gint64              record_deposit_get_next_try (RecordDeposit *self);
/* Whose record it goes into, as the banner writes it: "MUSTER Franz". */
const char         *record_deposit_get_patient  (RecordDeposit *self);
/* For NEEDS_CONSENT: the level the person is asked to accept, else NULL. (transfer none) */
ModelCoding        *record_deposit_get_level    (RecordDeposit *self);

/* Now rather than after the pause. */
void                record_deposit_retry        (RecordDeposit *self);
/* NEEDS_CONSENT: sends it at the level asked for. */
void                record_deposit_accept_level (RecordDeposit *self);
/* Whether it can be withdrawn: not while it is being sent, nor while nobody knows whether it arrived. */
gboolean            record_deposit_can_withdraw (RecordDeposit *self);
/* Takes it out of the outbox, and what is kept of it; also how a finished one is put away. */
void                record_deposit_withdraw     (RecordDeposit *self);

G_END_DECLS
