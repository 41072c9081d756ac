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

/* The list as far as it was asked for; does not ask. (transfer none) (nullable) */
RecordDocumentList   *record_patient_context_peek_documents (RecordPatientContext *self);
/* NULL after close, and for a patient without a number. (transfer none) (nullable) */
EprAccess            *record_patient_context_get_access     (RecordPatientContext *self);

G_END_DECLS
