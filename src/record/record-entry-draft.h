#pragma once

#include "model-gs1.h"
#include "model-patient.h"
#include "model-vaccination-record.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is said of an entry of the vaccination record. */
typedef enum
{
  RECORD_ENTRY_CODE,              /* code: the vaccine, the illness, the test … */
  RECORD_ENTRY_DATE,              /* text: given, begun, measured; a year is enough */
  RECORD_ENTRY_DISEASES,          /* record_entry_draft_get_diseases() */
  RECORD_ENTRY_DOSE,              /* text: a number from 1 */
  RECORD_ENTRY_LOT,               /* text */
  RECORD_ENTRY_EXPIRY,            /* text: a date, of the pack */
  RECORD_ENTRY_ROUTE,             /* code */
  RECORD_ENTRY_SITE,              /* code */
  RECORD_ENTRY_REASON,            /* code */
  RECORD_ENTRY_PERFORMER,         /* record_entry_draft_get_performer() */
  RECORD_ENTRY_END,               /* text: a date */
  RECORD_ENTRY_CLINICAL_STATUS,   /* code: active, resolved … */
  RECORD_ENTRY_TYPE,              /* code: allergy, intolerance */
  RECORD_ENTRY_CATEGORY,          /* code: food, medication … */
  RECORD_ENTRY_CRITICALITY,       /* code: high, low … */
  RECORD_ENTRY_SEVERITY,          /* code */
  RECORD_ENTRY_VALUE,             /* text: "120", "< 10", "positive" (R-VAC-44) */
  RECORD_ENTRY_UNIT,              /* text: "[iU]/L"; as UCUM writes it, or as laboratories do */
  RECORD_ENTRY_COMMENT,           /* text: one more note, of who writes */
  RECORD_N_ENTRY_FIELDS,
} RecordEntryField;

#define RECORD_TYPE_ENTRY_DRAFT (record_entry_draft_get_type ())

/* What a person says of one entry of the vaccination record of @patient, before it is written (chapters 6 and 14 of the
 * vaccination specification). In memory only. Main thread.
 *
 * Property, read-only, notify: "complete" (gboolean: all that is required is there, and nothing stands that cannot).
 * Signal "changed" (int, RecordEntryField): what the field says, or whether it can stand; also when another field has
 * changed it, as the product does the diseases. */
G_DECLARE_FINAL_TYPE (RecordEntryDraft, record_entry_draft, RECORD, ENTRY_DRAFT, GObject)

/* Empty: nothing is invented. */
RecordEntryDraft   *record_entry_draft_new             (ModelClinicalKind  kind,
                                                        ModelPatient      *patient);
/* A correction of the newest version of @line: what is not changed here stays as it is, also what no field shows
 * (R-VAC-60, R-VAC-61). Of a deleted line: it stands again. */
RecordEntryDraft   *record_entry_draft_new_change      (ModelRecordLine   *line,
                                                        ModelPatient      *patient);
/* For "save and add another": date, performer and confidentiality as in @self (R-VAC-104). */
RecordEntryDraft   *record_entry_draft_new_next        (RecordEntryDraft  *self);

/* What is the same for several patients who are vaccinated one after the other: the fields of a vaccination without
 * patient, dose and comment. It is never written itself: record_entry_draft_new_for() is, once for each of them. */
RecordEntryDraft   *record_entry_draft_new_setting     (void);
/* What @setting says, of @patient; what was left open there can be said here. */
RecordEntryDraft   *record_entry_draft_new_for         (RecordEntryDraft  *setting,
                                                        ModelPatient      *patient);

ModelClinicalKind   record_entry_draft_get_kind        (RecordEntryDraft  *self);
ModelPatient       *record_entry_draft_get_patient     (RecordEntryDraft  *self);     /* (transfer none) (nullable) of a setting */
/* What is corrected; NULL for a new entry. (transfer none) (nullable) */
ModelRecordLine    *record_entry_draft_get_line        (RecordEntryDraft  *self);

/* Whether entries of this kind have it, and whether it has to be said. */
gboolean            record_entry_draft_has_field       (RecordEntryDraft  *self, RecordEntryField field);
gboolean            record_entry_draft_is_required     (RecordEntryDraft  *self, RecordEntryField field);

/* As typed; "" when nothing is said. Good until it is set. */
const char         *record_entry_draft_get_text        (RecordEntryDraft  *self, RecordEntryField field);
void                record_entry_draft_set_text        (RecordEntryDraft  *self, RecordEntryField field, const char *typed);
/* Named in the reader's language. (transfer none) (nullable) */
ModelCoding        *record_entry_draft_get_code        (RecordEntryDraft  *self, RecordEntryField field);
void                record_entry_draft_set_code        (RecordEntryDraft  *self, RecordEntryField field, ModelCoding *coding); /* (nullable) */
/* All that may stand there, in the reader's language: vaccines, immunoglobulins, vaccines without a name, then those
 * of old booklets (record_vaccine_is_older()); units are codings too. Empty for a field without a list.
 * (transfer full) of ModelCoding */
GListModel         *record_entry_draft_list_choices    (RecordEntryDraft  *self, RecordEntryField field);

/* What the vaccination is against. Follows the product until something is added or removed (R-VAC-26). The same list
 * for ever. (transfer none) of ModelCoding */
GListModel         *record_entry_draft_get_diseases    (RecordEntryDraft  *self);
void                record_entry_draft_add_disease     (RecordEntryDraft  *self, ModelCoding *disease);
void                record_entry_draft_remove_disease  (RecordEntryDraft  *self, ModelCoding *disease);

/* Who gave, measured or asserts it; NULL: not known, and left out (R-VAC-48). (transfer none) (nullable) */
ModelActor         *record_entry_draft_get_performer   (RecordEntryDraft  *self);
void                record_entry_draft_set_performer   (RecordEntryDraft  *self, ModelActor *performer);   /* (nullable) */

/* Confidentiality: restricted rather than normal. Professionals never write secret (R-VAC-87). A correction begins as
 * the document it corrects (R-VAC-63). */
gboolean            record_entry_draft_get_restricted  (RecordEntryDraft  *self);
void                record_entry_draft_set_restricted  (RecordEntryDraft  *self, gboolean restricted);

/* The sentence why the field cannot stay as it is; NULL when it can (R-VAC-99, R-VAC-101). Also of a field that is
 * empty and required. Borrowed. */
const char         *record_entry_draft_explain         (RecordEntryDraft  *self, RecordEntryField field);
/* A sentence about what can stand but should be looked at, such as a pack that had expired; or NULL. Borrowed. */
const char         *record_entry_draft_warn            (RecordEntryDraft  *self, RecordEntryField field);
gboolean            record_entry_draft_get_complete    (RecordEntryDraft  *self);
/* Whether somebody said anything here that was not said before (R-VAC-104). */
gboolean            record_entry_draft_is_touched      (RecordEntryDraft  *self);

/* What the code of a pack says: product, lot, expiry (R-VAC-30); of a vaccination. MODEL_GS1_GOOD when it could be read;
 * else nothing is changed. @candidates: what the product may be; with one it is chosen, with several the person
 * chooses, with none the pack is not on the list. (transfer full) (element-type ModelCoding) */
ModelGs1Fault       record_entry_draft_take_scan       (RecordEntryDraft  *self,
                                                        const char        *text,
                                                        GPtrArray        **candidates);
/* The number of the pack that was scanned; NULL for none. (nullable) */
const char         *record_entry_draft_get_gtin        (RecordEntryDraft  *self);

/* What it says, but for the comment, which is of who writes it. Only when complete. (transfer full) */
ModelClinicalEntry *record_entry_draft_to_entry        (RecordEntryDraft  *self);

G_END_DECLS
