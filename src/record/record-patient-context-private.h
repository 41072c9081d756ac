#pragma once

#include "epr-client.h"
#include "record-document-list-private.h"
#include "record-patient-context.h"

G_BEGIN_DECLS

/* @failed is told of each failure until the context is closed. Loading starts. */
RecordPatientContext *record_patient_context_new   (EprClient            *client,
                                                    ModelPatient         *patient,
                                                    RecordPurpose         purpose,
                                                    guint64               generation,
                                                    RecordFailed          failed,
                                                    gpointer              user_data);

void                  record_patient_context_close (RecordPatientContext *self);

G_END_DECLS
