#pragma once

#include "record-vaccination-deposit.h"

G_BEGIN_DECLS

typedef enum
{
  RECORD_IMPORT_NEW,
  RECORD_IMPORT_KNOWN,     /* the record has it */
  RECORD_IMPORT_CONFLICT,  /* the record has something like it, or another version of it */
  RECORD_IMPORT_UNUSABLE,  /* it says too little, was not given, or was entered in error: it cannot be taken */
} RecordImportState;

#define RECORD_TYPE_IMPORT_ENTRY (record_import_entry_get_type ())

/* An entry of a file, beside what the record has.
 *
 * Property "taken" (gboolean, notify): it is to be deposited; what is new is, unless the person says otherwise. */
G_DECLARE_FINAL_TYPE (RecordImportEntry, record_import_entry, RECORD, IMPORT_ENTRY, GObject)

ModelClinicalEntry *record_import_entry_get_entry (RecordImportEntry *self);   /* (transfer none) */
RecordImportState   record_import_entry_get_state (RecordImportEntry *self);
/* Of the record: what is the same, or like it. (transfer none) (nullable) */
ModelRecordLine    *record_import_entry_get_line  (RecordImportEntry *self);
gboolean            record_import_entry_get_taken (RecordImportEntry *self);
/* Not of what is unusable. */
void                record_import_entry_set_taken (RecordImportEntry *self,
                                                   gboolean           taken);

#define RECORD_TYPE_VACCINATION_IMPORT (record_vaccination_import_get_type ())

/* A file of CH VACD from practice software on its way into a record (R-VAC-83): read in a worker, compared with the record in
 * another, and deposited as a new document of who imports it, with identifiers of its own. In memory only. Main thread.
 *
 * Property "ready" (gboolean, read-only, notify): something is taken, and it is about this patient, or somebody said so. */
G_DECLARE_FINAL_TYPE (RecordVaccinationImport, record_vaccination_import, RECORD, VACCINATION_IMPORT, GObject)

/* Compares @file with what @vaccinations has now. RECORD_ERROR_FORMAT: it is no vaccination document, with words for the IT
 * person; RECORD_ERROR_EMPTY: it has no entry; RECORD_ERROR_TOO_LARGE; an error of GIO. */
void                     record_vaccination_import_open_async  (RecordVaccinations       *vaccinations,
                                                                GFile                    *file,
                                                                GCancellable             *cancellable,
                                                                GAsyncReadyCallback       callback,
                                                                gpointer                  user_data);
RecordVaccinationImport *record_vaccination_import_open_finish (GAsyncResult             *result,
                                                                GError                  **error);   /* (transfer full) */

/* Of RecordImportEntry, in the order of the file. (transfer none) */
GListModel              *record_vaccination_import_get_entries (RecordVaccinationImport  *self);
ModelVaccinationDocument *record_vaccination_import_get_document (RecordVaccinationImport *self);   /* (transfer none) */
/* How the person in the file differs from the patient, a line each: to be shown, and confirmed before anything is deposited
 * (R-VAC-49). NULL: not at all. (nullable) */
const char              *record_vaccination_import_get_difference (RecordVaccinationImport *self);
gboolean                 record_vaccination_import_get_confirmed (RecordVaccinationImport *self);
void                     record_vaccination_import_set_confirmed (RecordVaccinationImport *self,
                                                                  gboolean                 confirmed);
gboolean                 record_vaccination_import_get_ready   (RecordVaccinationImport  *self);
guint                    record_vaccination_import_get_n_taken (RecordVaccinationImport  *self);

/* One document of all that is taken. Only when ready. Errors: those of record_vaccination_deposit_async(). */
void                     record_vaccination_import_deposit_async  (RecordVaccinationImport *self,
                                                                   RecordSession           *session,
                                                                   gboolean                 restricted,
                                                                   GCancellable            *cancellable,
                                                                   GAsyncReadyCallback      callback,
                                                                   gpointer                 user_data);
RecordDeposit           *record_vaccination_import_deposit_finish (RecordVaccinationImport *self,
                                                                   GAsyncResult            *result,
                                                                   GError                 **error);   /* (transfer full) */

G_END_DECLS
