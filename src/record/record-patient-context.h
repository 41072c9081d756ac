#pragma once

#include "model-document.h"
#include "model-patient.h"
#include "record-content.h"
#include "record-document-list.h"

G_BEGIN_DECLS

typedef enum
{
  RECORD_PURPOSE_NORMAL,
  RECORD_PURPOSE_EMERGENCY,
} RecordPurpose;

#define RECORD_TYPE_PATIENT_CONTEXT (record_patient_context_get_type ())

/* One patient while she is open: purpose of use, extended access, generation, documents. After
 * close (another patient, sign-out) every pending call ends as cancelled, late answers are dropped
 * and the bytes are gone. SPID and bytes in memory only. Main thread.
 *
 * Properties: "patient", "purpose", "generation", "closed", "documents". */
G_DECLARE_FINAL_TYPE (RecordPatientContext, record_patient_context, RECORD, PATIENT_CONTEXT, GObject)

ModelPatient       *record_patient_context_get_patient    (RecordPatientContext *self);
RecordPurpose       record_patient_context_get_purpose    (RecordPatientContext *self);
guint64             record_patient_context_get_generation (RecordPatientContext *self);
gboolean            record_patient_context_is_closed      (RecordPatientContext *self);
/* Loaded from the first call on. (transfer none) */
RecordDocumentList *record_patient_context_get_documents  (RecordPatientContext *self);
/* Versions that were replaced by newer ones: asked for from the first call on, which the patient may see
 * in her list of accesses. (transfer none) */
RecordDocumentList *record_patient_context_get_superseded (RecordPatientContext *self);
/* The number shown in the banner: AHVN13 grouped, else the community's number; never the SPID.
 * (transfer full) (nullable) */
char               *record_patient_context_dup_number     (RecordPatientContext *self);

typedef void (*RecordProgress) (guint64 received, gint64 expected, gpointer user_data);

/* The bytes of @document: from memory when they were fetched before, else ITI-68 with hash and size
 * checked. One fetch however many ask. */
void                record_patient_context_fetch_async    (RecordPatientContext *self,
                                                           ModelDocument        *document,
                                                           RecordProgress        progress,      /* (nullable) */
                                                           gpointer              progress_data,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
RecordContent      *record_patient_context_fetch_finish   (RecordPatientContext *self, GAsyncResult *result, GError **error);

G_END_DECLS
