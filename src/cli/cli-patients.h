#pragma once

#include "cli-item.h"
#include "model-patient.h"
#include "record-session.h"

G_BEGIN_DECLS

/* Who is meant by what a list says of a patient: exactly one, or an error. Each is asked about once, however
 * many documents she has; in memory only. Main thread. */
typedef struct _CliPatients CliPatients;

CliPatients  *cli_patients_new         (RecordSession *session);
void          cli_patients_free        (CliPatients *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliPatients, cli_patients_free)

/* @item: column patient (AVS, card, local number or SPID; or name and birth date), or family, given and
 * birthdate. What is said beside a number must fit the one who has it (R-PDQ-16). CLI_ERROR_PATIENT: a sentence
 * about this document; other errors are those of a search. */
void          cli_patients_find_async  (CliPatients         *self,
                                        const CliItem       *item,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
/* (transfer full) */
ModelPatient *cli_patients_find_finish (CliPatients *self, GAsyncResult *result, GError **error);

G_END_DECLS
