/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-field.h"

#include "epr-terminology.h"

static const char *const sets[RECORD_N_FIELDS] = {
  [RECORD_FIELD_TYPE] = "document-type",
  [RECORD_FIELD_CLASS] = "document-class",
  [RECORD_FIELD_CONFIDENTIALITY] = "confidentiality",
  [RECORD_FIELD_FACILITY_TYPE] = "healthcare-facility-type",
  [RECORD_FIELD_PRACTICE_SETTING] = "practice-setting",
  [RECORD_FIELD_AUTHOR_ROLE] = "author-role",
  [RECORD_FIELD_SPECIALTY] = "author-speciality",
  [RECORD_FIELD_LANGUAGE] = "language",
  [RECORD_FIELD_FORMAT] = "format-code",
  [RECORD_FIELD_EVENT] = "event-code",
};

const char *
record_field_get_set (RecordField field)
{
  return sets[field];
}

GListModel *
record_field_list_choices (RecordField  field,
                           ModelCoding *type)
{
  GListStore *choices = g_list_store_new (MODEL_TYPE_CODING);
  const char *code = type != NULL ? model_coding_get_code (type) : NULL;
  g_autoptr(GPtrArray) codings = NULL;

  codings = field == RECORD_FIELD_CLASS && code != NULL ? epr_terminology_dup_classes (code)
                                                        : epr_terminology_dup_set (sets[field]);
  g_list_store_splice (choices, 0, 0, codings->pdata, codings->len);

  return G_LIST_MODEL (choices);
}

ModelCoding *
record_field_find (RecordField field,
                   const char *code)
{
  return code != NULL ? epr_terminology_find (sets[field], code) : NULL;
}

ModelCoding *
record_field_class_for (ModelCoding *type,
                        ModelCoding *class)
{
  const char *code = model_coding_get_code (type);
  const char *under = class != NULL ? model_coding_get_code (class) : NULL;
  g_autoptr(GPtrArray) classes = NULL;

  if (code != NULL && under != NULL && epr_terminology_is_pair (under, code))
    return g_object_ref (class);

  classes = code != NULL ? epr_terminology_dup_classes (code) : g_ptr_array_new ();

  return classes->len > 0 ? g_object_ref (g_ptr_array_index (classes, 0)) : NULL;
}
