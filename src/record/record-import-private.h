#pragma once

#include "record-vaccination-import.h"

G_BEGIN_DECLS

/* Inside this room: (transfer full) */
RecordImportEntry *record_import_entry_new (ModelClinicalEntry *entry,
                                            RecordImportState   state,
                                            ModelRecordLine    *line);   /* (nullable) */
/* @entry of @document, as it stands in @merged, the record together with @document. (transfer full) */
RecordImportEntry *record_import_compare   (ModelVaccinationRecord   *merged,
                                            ModelVaccinationDocument *document,
                                            ModelClinicalEntry       *entry);
/* How the person of @document differs from @patient; NULL: not. (transfer full) (nullable) */
char              *record_import_explain   (ModelVaccinationDocument *document,
                                            ModelPatient             *patient);

G_END_DECLS
