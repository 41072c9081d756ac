#pragma once

#include "record-deposit-private.h"
#include "record-outbox-private.h"
#include "record-outbox-work-private.h"
#include "record-turn-private.h"

G_BEGIN_DECLS

/* Shared by the parts of the outbox, and nobody else: the list (record-outbox.c), whose turn it is
 * (record-outbox-turn.c), and what the person asks of one (record-outbox-edit.c). */
typedef struct _RecordOutboxEdit RecordOutboxEdit;

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

  GHashTable *edits;    /* (owned) deposit → RecordOutboxEdit */
  GPtrArray  *turns;    /* (owned) of RecordTurn: those under way */
  GHashTable *accesses; /* (owned) patient → EprAccess, as long as turns follow one another */
  guint       max_parallel;
  guint       timer;
  guint       first_pause;
  guint       longest_pause;

  RecordFailed        failed;  /* (nullable) */
  RecordOutboxArrived arrived; /* (nullable) */
  gpointer            user_data;
};

/* Gives turns to the oldest deposits whose time has come, as many as are allowed. */
void        record_outbox_pump        (RecordOutbox *self);
void        record_outbox_set_state   (RecordOutbox *self, RecordDeposit *deposit, RecordDepositState state, const GError *error);
/* The same for the same patient. (transfer full) */
char       *record_outbox_dup_patient_key (ModelPatient *patient);
/* Older than the administrator allows, and the person has not insisted. */
gboolean    record_outbox_is_too_old  (RecordOutbox *self, RecordDeposit *deposit);
void        record_outbox_remove      (RecordOutbox *self, RecordDeposit *deposit);
/* Out of the store, then out of the list. */
void        record_outbox_take_out    (RecordOutbox *self, RecordDeposit *deposit);
/* RecordDepositAsked of every deposit; @user_data: the outbox. */
void        record_outbox_asked       (RecordDeposit *deposit, RecordDepositAsk ask, gpointer user_data);

/* What is to follow @old follows @now. Copies of those, to be written anew. (transfer full) of RecordSaved */
GPtrArray  *record_outbox_repoint     (RecordOutbox *self, RecordEntry *old, RecordEntry *now);
/* @saved has come into the place of @deposit, under other numbers: when what follows it is safe with the new
 * ones, it is let go, its turn comes, and @task (nullable) returns it. */
void        record_outbox_succeed     (RecordOutbox *self, RecordDeposit *deposit, RecordSaved *saved, GTask *task);
/* The deposit from which the body of the draft that is out comes. (transfer none) (nullable) */
RecordDeposit *record_outbox_find_edited (RecordOutbox *self, RecordBody *body);
/* @entry in the place of @deposit; @task returns that. */
void        record_outbox_save_edited (RecordOutbox *self, RecordDeposit *deposit, RecordEntry *entry, RecordBody *body, GTask *task);
void        record_outbox_edit_free   (RecordOutboxEdit *edit);

G_END_DECLS
