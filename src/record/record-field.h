#pragma once

#include "model-coding.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is said of a document by a code of a national list. */
typedef enum
{
  RECORD_FIELD_TYPE,
  RECORD_FIELD_CLASS,              /* follows from the type, by the national table */
  RECORD_FIELD_CONFIDENTIALITY,
  RECORD_FIELD_FACILITY_TYPE,
  RECORD_FIELD_PRACTICE_SETTING,
  RECORD_FIELD_AUTHOR_ROLE,
  RECORD_FIELD_SPECIALTY,          /* of the author; may stay empty */
  RECORD_FIELD_LANGUAGE,
  RECORD_FIELD_FORMAT,
  RECORD_FIELD_EVENT,              /* what was done: choices only, for there may be several; record_draft_add_event() */
  RECORD_N_FIELDS,
} RecordField;

/* The name of its list: "document-type" … */
const char  *record_field_get_set      (RecordField field);
/* All that may stand there, in the order of the national list; classes are those of @type (nullable).
 * (transfer full) of ModelCoding */
GListModel  *record_field_list_choices (RecordField field, ModelCoding *type);
/* NULL when the list does not have @code. (transfer full) (nullable) */
ModelCoding *record_field_find         (RecordField field, const char *code);
/* The class that goes with @type: @class where the two may stand together, else the first that may.
 * (transfer full) (nullable) */
ModelCoding *record_field_class_for    (ModelCoding *type, ModelCoding *class);

G_END_DECLS
