#pragma once

#include "record-entry-draft.h"

G_BEGIN_DECLS

/* Shared by the files of the draft of an entry, and nobody else. */
struct _RecordEntryDraft
{
  GObject parent_instance;

  ModelClinicalKind  kind;
  ModelPatient      *patient;   /* (owned) (nullable) */
  ModelRecordLine   *line;      /* (owned) (nullable) */
  ModelClinicalEntry *earlier;  /* (owned) (nullable) what is corrected */

  char        *texts[RECORD_N_ENTRY_FIELDS];  /* (owned) as typed */
  ModelCoding *codes[RECORD_N_ENTRY_FIELDS];  /* (owned) (nullable) */
  gboolean     changed[RECORD_N_ENTRY_FIELDS]; /* it says something else than the version before */
  GListStore  *diseases;                      /* (owned) of ModelCoding */
  ModelActor  *performer;                     /* (owned) (nullable) */
  char        *gtin;                          /* (owned) (nullable) */
  GPtrArray   *scanned;                       /* (owned) (nullable) of ModelCoding: what the pack may be */
  gboolean     restricted;
  gboolean     touched;
  gboolean     complete;
};

typedef struct
{
  char *number;     /* (nullable) "120", "0.5" */
  char *comparator; /* (nullable) "<", ">=" */
  char *words;      /* (nullable) when it is no number */
} RecordEntryValue;

void         record_entry_value_clear     (RecordEntryValue *value);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RecordEntryValue, record_entry_value_clear)

/* What was typed of a result; all NULL when nothing was. */
void         record_entry_read_value      (const char *typed, RecordEntryValue *value);
/* A unit in the code of UCUM, also from how laboratories write it; NULL when that is not known. (transfer full) */
char        *record_entry_read_unit       (const char *typed);
/* FALSE when it is neither empty nor understood. */
gboolean     record_entry_draft_read_date (RecordEntryDraft *self, RecordEntryField field, ModelDate *date);
/* 0 when nothing is typed; FALSE when it is no number from 1. */
gboolean     record_entry_draft_read_dose (RecordEntryDraft *self, gint64 *dose);

/* A coding as the reader's language names it. (transfer full) (nullable) */
ModelCoding *record_entry_label           (ModelCoding *coding);
gboolean     record_entry_is_same_code    (ModelCoding *a, ModelCoding *b);   /* both (nullable) */
/* Diseases as those of the product, unless the person has chosen some. */
void         record_entry_draft_follow_product (RecordEntryDraft *self);
void         record_entry_draft_put_text  (RecordEntryDraft *self, RecordEntryField field, const char *text);
/* @field says something else now. */
void         record_entry_draft_emit      (RecordEntryDraft *self, RecordEntryField field);
/* Fills it with what @entry says. */
void         record_entry_draft_take      (RecordEntryDraft *self, ModelClinicalEntry *entry);

G_END_DECLS
