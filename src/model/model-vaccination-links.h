#pragma once

#include "model-vaccination-private.h"

G_BEGIN_DECLS

/* Inside this room: the entries of all documents and which replaces which (steps 2 to 4 of chapter 9). */
typedef struct
{
  ModelClinicalEntry *entry;     /* borrowed from the first document */
  GPtrArray          *documents; /* (owned) of ModelVaccinationDocument: more than one where true copies lie about */
  GPtrArray          *ids;       /* (owned) tokens of the resource ids of all copies */
  GPtrArray          *older;     /* (owned) of ModelMergeNode: what it replaces */
  GPtrArray          *newer;     /* (owned) of ModelMergeNode: what replaces it */
  guint               n_open;    /* of newer, while cycles are looked for */
  guint               n_closed;  /* of older, likewise */
  guint               depth;     /* how many versions are between it and the head that is looked at */
  gboolean            in_cycle;
  gboolean            seen;
  ModelLineMarks      marks;
  GPtrArray          *suspects; /* (owned) (nullable) of ModelMergeNode: which of them it replaces is not known */
  ModelRecordLine    *line;     /* borrowed, of a head */
} ModelMergeNode;

/* True copies once, linked, without cycles. @documents: each once, in the order of time; they must outlive the nodes.
 * (transfer full) (element-type ModelMergeNode) */
GPtrArray *model_merge_link (GPtrArray *documents);

G_END_DECLS
