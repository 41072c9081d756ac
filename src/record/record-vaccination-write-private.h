#pragma once

#include "record-vaccination-deposit.h"

G_BEGIN_DECLS

/* Inside this room: a document of vaccination from what was asked for to its bytes and metadata. */
typedef struct _RecordVaccinationJob RecordVaccinationJob;

/* @record: (nullable) a copy of it, instead of changes. NULL with @error when what was asked for cannot be. (transfer full) */
RecordVaccinationJob *record_vaccination_job_new      (RecordSession                 *session,
                                                       ModelPatient                  *patient,
                                                       const RecordVaccinationChange *changes,
                                                       guint                          n_changes,
                                                       ModelVaccinationRecord        *record,
                                                       gboolean                       restricted,
                                                       GError                       **error);
void                  record_vaccination_job_free     (RecordVaccinationJob          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecordVaccinationJob, record_vaccination_job_free)

/* Any thread. RECORD_ERROR_ENTRY_INVALID. (transfer full) */
GBytes               *record_vaccination_job_write    (RecordVaccinationJob          *self,
                                                       GError                       **error);
/* Main thread. (transfer full) */
ModelDocument        *record_vaccination_job_metadata (RecordVaccinationJob          *self);
ModelPatient         *record_vaccination_job_patient  (RecordVaccinationJob          *self); /* (transfer none) */

/* FALSE: nobody is signed in, or only emergency access (R-VAC-91). */
gboolean              record_vaccination_may_write    (RecordSession                 *session,
                                                       ModelPatient                  *patient,
                                                       GError                       **error);
/* What chapter 12 says of every document of vaccination; the format is another matter. */
void                  record_vaccination_describe     (RecordDraft                   *draft,
                                                       const char                    *title,
                                                       const char                    *language,
                                                       gboolean                       restricted);

/* What the document is about, in the reader's language: its title in the record. (transfer full) */
char                 *record_vaccination_title        (const RecordVaccinationChange *changes,
                                                       guint                          n_changes);

G_END_DECLS
