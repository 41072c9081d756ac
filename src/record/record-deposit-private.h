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
/* Under other numbers from now on. Takes @entry. */
void           record_deposit_replace     (RecordDeposit *self, RecordEntry *entry, const char *path);

/* @problem (transfer full) (nullable) */
void           record_deposit_set_state   (RecordDeposit *self, RecordDepositState state, ModelProblem *problem);
void           record_deposit_set_progress (RecordDeposit *self, double progress);
/* When it is tried again, in milliseconds since 1970; 0: at once. */
void           record_deposit_set_due     (RecordDeposit *self, gint64 due);
gint64         record_deposit_get_due     (RecordDeposit *self);
void           record_deposit_set_level   (RecordDeposit *self, ModelCoding *level);

/* Whether it may be in the record without this program knowing it. */
gboolean       record_deposit_get_unknown (RecordDeposit *self);
void           record_deposit_set_unknown (RecordDeposit *self, gboolean unknown);
/* How often it was tried in vain. */
guint          record_deposit_count_try   (RecordDeposit *self);

G_END_DECLS
