#pragma once

#include "epr-access.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is sent in one submission set: one document. Strings and objects are borrowed until
 * epr_provide_async() returns. */
typedef struct
{
  ModelDocument *document;       /* complete metadata: unique_id "urn:oid:2.25.…", entry_uuid "urn:uuid:…", hash (base64 of the
                                    20 bytes of SHA-1), size, content_type, language, title, created with time and zone, type,
                                    category, format, facility_type, practice_setting, provider_role, one security label,
                                    authors; source_identifiers as far as there are any (R-MHD-28). Its subject, status, url
                                    and relations are not read: they follow from the rest. */
  ModelPatient  *patient;        /* as found: the demographics of sourcePatientInfo. Her SPID and AHVN13 are never part of it
                                    (R-MHD-28); without source_identifiers her local number is taken, else the index's, else
                                    one made for this document under the installation's OID. */
  const char    *submission_id;  /* uniqueId of the List, "urn:oid:2.25.…", new for each document */
  const char    *replaces;       /* (nullable) logical id of the document that this one replaces (R-MHD-33) */
  const char    *appends;        /* (nullable) logical id of the document that this one adds to */
  const char    *target_uuid;    /* (nullable) entryUUID of that document, for servers whose ids do not last (R-MHD-34) */
} EprSubmission;

typedef struct
{
  char      *id;       /* (nullable) logical id of the new document, when the server tells one (R-MHD-29); short-lived */
  GPtrArray *issues;   /* of ModelIssue: warnings of the server; may be empty, never NULL */
} EprReceipt;

void        epr_receipt_free       (EprReceipt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EprReceipt, epr_receipt_free)

/* Sends the document (ITI-65, R-MHD-20…29, R-MHD-33). Main thread.
 *
 * @content: exactly `size` bytes from where it stands, read once and asynchronously while they are
 * sent, base64 on the way; memory does not grow with them. It is not closed, and is given up to this
 * sending: a read of it may end after the callback has run, so a second sending needs another one.
 * @progress: bytes of the request sent, and all of them: about a third more than the document's; at
 * most every 50 ms, in the main context.
 *
 * Nothing of this is ever repeated by this function, whatever went wrong (R-COM-14). After an error
 * the document is for certain not stored:
 *   EPR_ERROR_LEVEL_REFUSED       the patient's rules do not accept this confidentiality, or this person
 *                                 may not deposit at all: the next higher level decides which (R-MHD-31)
 *   EPR_ERROR_METADATA_REFUSED    the server refuses the metadata; the message names the element
 *   EPR_ERROR_DOCUMENT_TOO_LARGE  413
 *   EPR_ERROR_CONTENT_DIFFERENT   @content failed, or has fewer or more bytes than `size`
 *   EPR_ERROR_DUPLICATE_OTHER     this uniqueId is there with other content: send under a new one
 *   NET_ERROR_UNAUTHORIZED        401; the token was renewed before the sending, but sign in again
 *   NET_ERROR_THROTTLED           with status 429; net_error_get_retry_after() tells how long to wait
 *   other NET_ERROR with a status from 400 to 499, and before a connection (UNKNOWN_HOST, TLS …)
 * It is there, from an earlier sending:
 *   EPR_ERROR_DUPLICATE
 * After any other error, G_IO_ERROR_CANCELLED included, it may be there or not: epr_provide_ask_async()
 * before it is sent again; epr_provide_may_be_stored() tells these apart. */
void        epr_provide_async      (EprAccess           *access,
                                    const EprSubmission *submission,
                                    GInputStream        *content,
                                    NetTrace            *trace,
                                    NetProgress          progress,          /* (nullable) */
                                    gpointer             progress_data,
                                    GDestroyNotify       progress_destroy,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
/* (transfer full) */
EprReceipt *epr_provide_finish     (EprAccess *access, GAsyncResult *result, GError **error);

/* Whether after @error of epr_provide_finish() the document may be in the record. When in doubt: yes. */
gboolean    epr_provide_may_be_stored (const GError *error);

/* Whether the record has a document of this uniqueId, in any status: 1 yes, 0 no, -1 error. No is no
 * proof where the person may not read what she deposited (R-MHD-32): a second sending then ends in
 * EPR_ERROR_DUPLICATE. A search, repeated like any other. */
void        epr_provide_ask_async  (EprAccess           *access,
                                    const char          *unique_id,
                                    NetTrace            *trace,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
int         epr_provide_ask_finish (EprAccess *access, GAsyncResult *result, GError **error);
/* The same with the document as it is there now, its logical id among it; NULL without an error: no.
 * (transfer full) (nullable) */
ModelDocument *epr_provide_ask_finish_document (EprAccess *access, GAsyncResult *result, GError **error);

G_END_DECLS
