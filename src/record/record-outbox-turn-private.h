#pragma once

#include "record-deposit-private.h"
#include "record-outbox-private.h"

G_BEGIN_DECLS

/* Shared by the two halves of the outbox, and nobody else: the list (record-outbox.c) and whose turn it
 * is (record-outbox-turn.c). */
struct _RecordOutbox
{
  GObject parent_instance;

  EprClient     *client;   /* (owned) (nullable) NULL after close */
  NetTokenVault *vault;    /* (owned) */
  char          *account;  /* (owned) */
  GListStore    *deposits; /* (owned) */
  GHashTable    *levels;   /* (owned) SPID or other number → ModelCoding: what this patient accepts */

  RecordOutboxStore *store;   /* (owned) (nullable) in memory without it */
  gboolean           ready;   /* the key is there, or there is none */
  GPtrArray         *arrivals; /* (owned) of GTask: additions that wait for that */

  RecordDeposit *current; /* (owned) (nullable) */
  EprAccess     *access;  /* (owned) (nullable) of it */
  GCancellable  *work;    /* (owned) */
  guint          timer;
  guint          first_pause;
  guint          longest_pause;

  RecordFailed        failed;  /* (nullable) */
  RecordOutboxArrived arrived; /* (nullable) */
  gpointer            user_data;
};

/* Gives the turn to the oldest deposit whose time has come, if nobody has it. */
void        record_outbox_pump        (RecordOutbox *self);
void        record_outbox_set_state   (RecordOutbox *self, RecordDeposit *deposit, RecordDepositState state, const GError *error);
/* The same for the same patient. */
const char *record_outbox_patient_key (ModelPatient *patient);

G_END_DECLS
