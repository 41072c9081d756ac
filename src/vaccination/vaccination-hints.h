#pragma once

#include "model-vaccination-record.h"
#include "record-entry-draft.h"

G_BEGIN_DECLS

/* What is said beside the fields of an entry that is being written, in the reader's language. Main thread. */

/* How the date of @field was understood: to the day with the age of the patient, or what is not known of it; "" when there
 * is none. (transfer full) */
char       *vaccination_hints_read_date (RecordEntryDraft       *draft,
                                         RecordEntryField        field);
/* What is to be asked before it is written: an allergy beside "no known allergy" (R-VAC-35), a pregnancy that began long ago
 * and has no end (R-VAC-111). NULL for nothing. Borrowed. */
const char *vaccination_hints_ask       (RecordEntryDraft       *draft,
                                         ModelVaccinationRecord *record);   /* (nullable) */
/* What a correction keeps although no field shows it, in sentences (R-VAC-60); "" for nothing. (transfer full) */
char       *vaccination_hints_kept      (RecordEntryDraft       *draft);
/* What a comment on an entry of @kind should tell. Borrowed. */
const char *vaccination_hints_comment   (ModelClinicalKind       kind);

G_END_DECLS
