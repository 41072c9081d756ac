#pragma once

#include "epr-access.h"

G_BEGIN_DECLS

/* What is to change in a document's metadata, of what may be changed (R-MHD-43); NULL: stays as it is.
 * Borrowed until epr_update_async() returns. */
typedef struct
{
  const char  *title;
  const char  *description;      /* "": none from now on */
  const char  *language;
  ModelCoding *type;             /* with its category (epr_terminology_is_pair()) */
  ModelCoding *category;
  ModelCoding *confidentiality;
  ModelCoding *facility_type;
  ModelCoding *practice_setting;
  ModelCoding *deletion_status;  /* EPR_DELETION_REQUESTED of EPR_SYSTEM_DELETION_STATUS (R-MHD-44) */
} EprChange;

#define EPR_SYSTEM_DELETION_STATUS "urn:oid:2.16.756.5.30.1.127.3.10.18"
#define EPR_DELETION_REQUESTED     "urn:e-health-suisse:2019:deletionStatus:deletionRequested"

/* Changes metadata (CH:MHD-1, R-MHD-40…45): reads the document as it is now, changes that and nothing
 * else, sends it back on condition that nobody changed it meanwhile. Neither half is done for a document
 * that turns out to be another one, or about somebody else, or where what is to be changed does not stand
 * any more as in @document. Main thread. Errors, beside NET_ERROR:
 *   EPR_ERROR_CHANGED_MEANWHILE   somebody else was faster, before or after the person looked, or the id now names another document
 *   EPR_ERROR_METADATA_REFUSED    this may not be changed, or not so; the message names it
 *   EPR_ERROR_LEVEL_REFUSED       the rules do not accept the new confidentiality
 * After any other error, the change may have been made or not: read the list again. */
void           epr_update_async  (EprAccess           *access,
                                  ModelDocument       *document,
                                  const EprChange     *change,
                                  NetTrace            *trace,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
/* The document as it is from now on. (transfer full) */
ModelDocument *epr_update_finish (EprAccess *access, GAsyncResult *result, GError **error);

G_END_DECLS
