#pragma once

#include "record-body.h"
#include "record-deposit.h"
#include "record-entry-private.h"

G_BEGIN_DECLS

/* What the person asks of a deposit is done by its outbox. */
typedef enum
{
  RECORD_DEPOSIT_ASK_RETRY,
  RECORD_DEPOSIT_ASK_ACCEPT,
  RECORD_DEPOSIT_ASK_WITHDRAW,
  RECORD_DEPOSIT_ASK_CANCEL,
} RecordDepositAsk;

typedef void (*RecordDepositAsked) (RecordDeposit *deposit, RecordDepositAsk ask, gpointer user_data);

/* Takes @entry. @path: of its sealed file, or NULL with @body: it lives in memory. @asked is not
 * called after record_deposit_forget(). */
RecordDeposit *record_deposit_new         (RecordEntry        *entry,
                                           const char         *path,
                                           RecordBody         *body,
                                           RecordDepositAsked  asked,
                                           gpointer            user_data);
void           record_deposit_forget      (RecordDeposit *self);

RecordEntry   *record_deposit_get_entry   (RecordDeposit *self);   /* (transfer none) */
const char    *record_deposit_get_path    (RecordDeposit *self);   /* (nullable) */
RecordBody    *record_deposit_get_body    (RecordDeposit *self);   /* (transfer none) (nullable) */
/* Under other numbers from now on. Takes @entry. @path and @body as of record_deposit_new(). */
void           record_deposit_replace     (RecordDeposit *self, RecordEntry *entry, const char *path, RecordBody *body);

/* @problem (transfer full) (nullable) */
void           record_deposit_set_state   (RecordDeposit *self, RecordDepositState state, ModelProblem *problem);
/* Bytes of the request. */
void           record_deposit_set_progress (RecordDeposit *self, guint64 sent, guint64 total);
/* Whether a whole request was written once: only then it can have arrived. */
gboolean       record_deposit_get_sent_all (RecordDeposit *self);
/* When it is tried again, in milliseconds since 1970; 0: at once. */
void           record_deposit_set_due     (RecordDeposit *self, gint64 due);
gint64         record_deposit_get_due     (RecordDeposit *self);
void           record_deposit_set_level   (RecordDeposit *self, ModelCoding *level);

/* Before the state that it belongs to. */
void           record_deposit_set_remark  (RecordDeposit *self, const char *remark);
void           record_deposit_set_hidden   (RecordDeposit *self, gboolean hidden);
void           record_deposit_set_withdrawing (RecordDeposit *self, gboolean withdrawing);
/* It is being taken out of the store: its turn does not come any more. */
void           record_deposit_set_leaving  (RecordDeposit *self, gboolean leaving);
gboolean       record_deposit_get_leaving  (RecordDeposit *self);
/* The person wants it sent although it is old. */
void           record_deposit_set_insisted (RecordDeposit *self, gboolean insisted);
gboolean       record_deposit_get_insisted (RecordDeposit *self);

/* Whether it may be in the record without this program knowing it. */
gboolean       record_deposit_get_unknown (RecordDeposit *self);
void           record_deposit_set_unknown (RecordDeposit *self, gboolean unknown);
/* How often it was tried in vain, and how often the record did not have it: each call counts one. */
guint          record_deposit_count_try   (RecordDeposit *self);
guint          record_deposit_count_absent (RecordDeposit *self);

G_END_DECLS
