#pragma once

#include "record-body.h"
#include "record-deposit.h"
#include "record-patient-context.h"

G_BEGIN_DECLS

/* record-draft.h and record-session.h, which includes this */
typedef struct _RecordDraft RecordDraft;
typedef struct _RecordSession RecordSession;

#define RECORD_TYPE_OUTBOX (record_outbox_get_type ())

/* The deposits of one professional at one community, as a GListModel of RecordDeposit, newest first:
 * never lost, never doubled. Each is written encrypted before its first byte is sent, and the server is
 * asked by its uniqueId before anything is sent a second time. Main thread.
 *
 * Properties, read-only, notify: "durable" (gboolean: survives the end of the program; without a
 * keyring it does not), "n-waiting" (guint: not in the record yet). */
G_DECLARE_FINAL_TYPE (RecordOutbox, record_outbox, RECORD, OUTBOX, GObject)

gboolean       record_outbox_get_durable   (RecordOutbox *self);
guint          record_outbox_get_n_waiting (RecordOutbox *self);
/* How many are sent at the same time: 2 unless it is said; 0: none, all wait. A document that replaces, or adds to, another one
 * in the outbox waits until that has arrived. */
void           record_outbox_set_max_parallel (RecordOutbox *self, guint n);

/* Whether what an earlier run left is in the list; from then on it does not change by itself. "durable" is
 * notified when it becomes so. */
gboolean       record_outbox_get_ready     (RecordOutbox *self);
/* The deposit of these very bytes (base64 of SHA-1) for @patient. (transfer full) (nullable) */
RecordDeposit *record_outbox_find_content  (RecordOutbox *self, ModelPatient *patient, const char *hash);

/* What is to be deposited. Borrowed until record_outbox_add_async() returns. */
typedef struct
{
  ModelDocument *document;         /* complete metadata but for identifiers, size and hash, which are made here; its
                                      confidentiality is the one wished for */
  ModelPatient  *patient;          /* as found, SPID included */
  RecordBody    *body;
  const char    *replaces;         /* (nullable) logical id of the document that this one replaces (R-MHD-33); "" where
                                      only target_unique_id is known, as of one that is in the outbox still */
  const char    *appends;          /* (nullable) … or that it adds to; the same */
  const char    *target_uuid;      /* (nullable) entryUUID of that document (R-MHD-34) */
  const char    *target_unique_id; /* (nullable) its uniqueId: logical ids do not last (R-MHD-62), and by this one the id
                                      is looked up again */
  gboolean       vaccination;      /* written by this program: a higher confidentiality is written into it too, and it is not
                                      edited as a plain document, which would contradict it (R-VAC-86) */
  gint64         not_before;       /* seconds since 1970, 0: at once. It waits in the outbox until then. */
} RecordOrder;

/* A body of a draft of record_outbox_edit_async(): it takes the place of that deposit, in one step, and what
 * the order leaves open (what is replaced, from when) stays as it was.
 *
 * Completes when it is safe (on disk, or in memory where there is no keyring), with the deposit, whose
 * sending begins then, or when its time has come. Fails when it could not be made safe, with
 * RECORD_ERROR_CHANGED among others: then nothing is sent. */
void           record_outbox_add_async     (RecordOutbox        *self,
                                            const RecordOrder   *order,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
RecordDeposit *record_outbox_add_finish    (RecordOutbox *self, GAsyncResult *result, GError **error);   /* (transfer full) */

/* Takes a deposit that is not on its way back out, to be changed: its metadata and its bytes as they were.
 * It is EDITING then: safe, also from the end of the program, but not sent; until the draft is handed to
 * record_outbox_add_async(), or given up (finalized), which makes it what it was. @session: of the same
 * person. G_IO_ERROR_BUSY when it is on its way, or being changed already. */
void           record_outbox_edit_async    (RecordOutbox        *self,
                                            RecordSession       *session,
                                            RecordDeposit       *deposit,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
RecordDraft   *record_outbox_edit_finish   (RecordOutbox *self, GAsyncResult *result, GError **error);   /* (transfer full) */

/* Whether these very bytes are in the outbox for this patient already, or among the documents of
 * @context as far as they are loaded: their document. Computed in a worker. NULL without an error: there
 * are none. (transfer full) (nullable) */
void           record_outbox_find_same_async  (RecordOutbox *self, RecordPatientContext *context, RecordBody *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
ModelDocument *record_outbox_find_same_finish (RecordOutbox *self, GAsyncResult *result, GError **error);

G_END_DECLS
