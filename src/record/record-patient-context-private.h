#pragma once

#include "epr-client.h"
#include "record-document-list-private.h"
#include "record-patient-context.h"

G_BEGIN_DECLS

/* @failed is told of each failure until the context is closed. */
RecordPatientContext *record_patient_context_new   (EprClient            *client,
                                                    ModelPatient         *patient,
                                                    RecordPurpose         purpose,
                                                    guint64               generation,
                                                    RecordFailed          failed,
                                                    gpointer              user_data);

void                  record_patient_context_close (RecordPatientContext *self);

/* record_patient_context_dup_number() of anybody. (transfer full) (nullable) */
char                 *record_patient_dup_number    (EprCommunity         *community,
                                                    ModelPatient         *patient);

/* The list as far as it was asked for; does not ask. (transfer none) (nullable) */
RecordDocumentList   *record_patient_context_peek_documents (RecordPatientContext *self);
/* Loads anew what was asked for: the record has changed. */
void                  record_patient_context_reload         (RecordPatientContext *self);
/* Completes when ids and addresses of the lists are good: at once, or after loading them anew (R-MHD-9).
 * Fails only when it is cancelled, or the patient closed. */
void                  record_patient_context_renew_async    (RecordPatientContext *self,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
gboolean              record_patient_context_renew_finish   (RecordPatientContext *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
/* @document as the last loading has it. (transfer full) (nullable) */
ModelDocument        *record_patient_context_find_same      (RecordPatientContext *self,
                                                             ModelDocument        *document);
/* @document, as a change of it was answered, where it is listed. */
void                  record_patient_context_take_changed   (RecordPatientContext *self,
                                                             ModelDocument        *document);
/* NULL after close, and for a patient without a number. (transfer none) (nullable) */
EprAccess            *record_patient_context_get_access     (RecordPatientContext *self);

G_END_DECLS
