#pragma once

#include "record-session.h"

#include "model-vaccination-record.h"

G_BEGIN_DECLS

/* Copies of the vaccination record that go into the record themselves, on the person's request only. Both complete when the
 * copy is safe in the outbox; errors are those of record_vaccination_deposit_async(). */

/* On paper: @pdf in @language, "it-CH", as the "PDF copy" of chapter 12. */
void           record_vaccination_give_paper_async    (RecordSession          *session,
                                                       ModelPatient           *patient,
                                                       GBytes                 *pdf,
                                                       const char             *title,
                                                       const char             *language,
                                                       gboolean                restricted,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                user_data);
/* As a Vaccination Record document (R-VAC-80). */
void           record_vaccination_give_snapshot_async (RecordSession          *session,
                                                       ModelPatient           *patient,
                                                       ModelVaccinationRecord *record,
                                                       gboolean                restricted,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                user_data);
/* Of both. (transfer full) */
RecordDeposit *record_vaccination_give_finish         (RecordSession          *session,
                                                       GAsyncResult           *result,
                                                       GError                **error);

G_END_DECLS
