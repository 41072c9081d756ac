/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-match-private.h"

struct _RecordMatch
{
  GObject parent_instance;

  RecordMatchKind kind;
  RecordAsked     asked;
  GListStore     *patients; /* (owned) of ModelPatient */
  GListStore     *issues;   /* (owned) of ModelIssue */
};

G_DEFINE_FINAL_TYPE (RecordMatch, record_match, G_TYPE_OBJECT)

static void
record_match_finalize (GObject *object)
{
  RecordMatch *self = RECORD_MATCH (object);

  g_clear_object (&self->patients);
  g_clear_object (&self->issues);

  G_OBJECT_CLASS (record_match_parent_class)->finalize (object);
}

static void
record_match_class_init (RecordMatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = record_match_finalize;
}

static void
record_match_init (RecordMatch *self)
{
  self->patients = g_list_store_new (MODEL_TYPE_PATIENT);
  self->issues = g_list_store_new (MODEL_TYPE_ISSUE);
}

static RecordAsked
asked_of (EprAsked asked)
{
  const struct
  {
    EprAsked    from;
    RecordAsked to;
  } flags[] = {
    { EPR_ASKED_BIRTH_DATE, RECORD_ASKED_BIRTH_DATE },
    { EPR_ASKED_GENDER, RECORD_ASKED_GENDER },
    { EPR_ASKED_ADDRESS, RECORD_ASKED_ADDRESS },
    { EPR_ASKED_BIRTH_PLACE, RECORD_ASKED_BIRTH_PLACE },
    { EPR_ASKED_BIRTH_NAME, RECORD_ASKED_BIRTH_NAME },
  };
  RecordAsked result = 0;

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (asked & flags[i].from)
      result |= flags[i].to;

  return result;
}

RecordMatch *
record_match_new (EprMatch *match)
{
  RecordMatch *self = g_object_new (RECORD_TYPE_MATCH, NULL);

  self->kind = match->too_many            ? RECORD_MATCH_TOO_MANY
               : match->patients->len > 0 ? RECORD_MATCH_FOUND
                                          : RECORD_MATCH_NONE;
  self->asked = asked_of (match->asked);
  g_list_store_splice (self->patients, 0, 0, match->patients->pdata, match->patients->len);
  for (guint i = 0; i < match->issues->len; i++)
    {
      ModelIssue *issue = g_ptr_array_index (match->issues, i);

      /* The questions of "too many" are in asked. */
      if (model_issue_get_severity (issue) >= MODEL_ISSUE_WARNING && !match->too_many)
        g_list_store_append (self->issues, issue);
    }

  return self;
}

RecordMatchKind
record_match_get_kind (RecordMatch *self)
{
  g_return_val_if_fail (RECORD_IS_MATCH (self), RECORD_MATCH_NONE);

  return self->kind;
}

GListModel *
record_match_get_patients (RecordMatch *self)
{
  g_return_val_if_fail (RECORD_IS_MATCH (self), NULL);

  return G_LIST_MODEL (self->patients);
}

RecordAsked
record_match_get_asked (RecordMatch *self)
{
  g_return_val_if_fail (RECORD_IS_MATCH (self), 0);

  return self->asked;
}

GListModel *
record_match_get_issues (RecordMatch *self)
{
  g_return_val_if_fail (RECORD_IS_MATCH (self), NULL);

  return G_LIST_MODEL (self->issues);
}
