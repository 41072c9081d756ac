#pragma once

#include "epr-access.h"
#include "record-deposit-private.h"
#include "record-outbox-store-private.h"

G_BEGIN_DECLS

typedef enum
{
  RECORD_TURN_ARRIVED,   /* it is in the record */
  RECORD_TURN_ABSENT,    /* it was to be withdrawn, and the record does not have it */
  RECORD_TURN_TOO_OLD,   /* the record does not have it, and it may not be sent any more */
  RECORD_TURN_FAILED,
} RecordTurnEnd;

typedef struct _RecordTurn RecordTurn;

/* @error: with FAILED. Called once, unless the turn is dropped. */
typedef void (*RecordTurnEnded) (RecordTurn *turn, RecordTurnEnd end, const GError *error, gpointer user_data);

#define RECORD_TYPE_TURN (record_turn_get_type ())

/* The turn of one deposit: what may be there is asked about, then the document that it replaces is looked
 * for where that may have another id by now, then it is sent. What follows from the end is decided by the
 * outbox. Keeps itself alive while it is under way. Main thread. */
G_DECLARE_FINAL_TYPE (RecordTurn, record_turn, RECORD, TURN, GObject)

/* @store: (nullable) @too_old: it may be asked about, but not sent. */
RecordTurn    *record_turn_new         (EprAccess         *access,
                                        RecordOutboxStore *store,
                                        RecordDeposit     *deposit,
                                        gboolean           too_old,
                                        RecordTurnEnded    ended,
                                        gpointer           user_data);
void           record_turn_begin       (RecordTurn *self);
RecordDeposit *record_turn_get_deposit (RecordTurn *self);   /* (transfer none) */
/* The sending stops; what follows is the asking. The deposit is "withdrawing" already. */
void           record_turn_stop        (RecordTurn *self);
/* Ends what is under way, and calls nobody any more. */
void           record_turn_drop        (RecordTurn *self);

G_END_DECLS
