#pragma once

#include <gio/gio.h>

#include "model-problem.h"
#include "model-vaccination-record.h"
#include "record-patient-context.h"

G_BEGIN_DECLS

#define RECORD_TYPE_VACCINATIONS (record_vaccinations_get_type ())

/* The vaccination record of the patient who is open. It finds its documents in the list of her record (R-VAC-89), fetches
 * each once, reads them in a worker, and merges anew whenever another is there: the lists fill as documents arrive, and
 * follow the list of the record when that is loaded anew or changes. Documents that do not come or cannot be read are
 * named and cost no other (R-VAC-8). Ends with the patient. Main thread.
 *
 * Properties, read-only, notify: "loading" (gboolean), "n-documents" and "n-read" (guint: of how many how many have
 * come, well or not, R-VAC-105), "record" (ModelVaccinationRecord, nullable until the first merge). */
G_DECLARE_FINAL_TYPE (RecordVaccinations, record_vaccinations, RECORD, VACCINATIONS, GObject)

/* Loads from now on. */
RecordVaccinations     *record_vaccinations_new             (RecordPatientContext *context);

RecordPatientContext   *record_vaccinations_get_context     (RecordVaccinations   *self);   /* (transfer none) */
gboolean                record_vaccinations_get_loading     (RecordVaccinations   *self);
guint                   record_vaccinations_get_n_documents (RecordVaccinations   *self);
guint                   record_vaccinations_get_n_read      (RecordVaccinations   *self);
ModelVaccinationRecord *record_vaccinations_get_record      (RecordVaccinations   *self);   /* (transfer none) (nullable) */
/* Why the list of the record could not be loaded. (transfer none) (nullable) */
ModelProblem           *record_vaccinations_get_problem     (RecordVaccinations   *self);

/* Current and refuted lines of @kind, of ModelRecordLine, newest event first. The same list for ever. (transfer none) */
GListModel             *record_vaccinations_get_lines       (RecordVaccinations   *self,
                                                             ModelClinicalKind     kind);
/* Lines that were deleted, of any kind, of ModelRecordLine. (transfer none) */
GListModel             *record_vaccinations_get_deleted     (RecordVaccinations   *self);

/* The reader says that the document of @key (model_vaccination_document_get_key(), the unique id) is about this
 * patient, although it names somebody else (R-VAC-49). */
void                    record_vaccinations_accept          (RecordVaccinations   *self,
                                                             const char           *key);
/* No document more is fetched (R-VAC-105): what has come is shown, and what has not is named as missing. Until it is
 * loaded anew. */
void                    record_vaccinations_stop            (RecordVaccinations   *self);
/* Loads the list of the record anew, and asks again for what did not come. */
void                    record_vaccinations_reload          (RecordVaccinations   *self);

G_END_DECLS
