#pragma once

#include "model-vaccination-record.h"

G_BEGIN_DECLS

/* Inside this room: what the merge makes its results of, and how it compares. */

/* Takes nothing; holds @documents. */
ModelEntryVersion *model_entry_version_new (ModelClinicalEntry *entry,
                                            GPtrArray          *documents,
                                            ModelValidation     validation);

/* Takes @versions, the newest last. */
ModelRecordLine   *model_record_line_new   (GPtrArray      *versions,
                                            ModelLineState  state,
                                            ModelLineMarks  marks);
void               model_record_line_mark  (ModelRecordLine *self,
                                            ModelLineMarks   marks);

struct _ModelVaccinationRecord
{
  GObject parent_instance;

  GPtrArray *lines;     /* (owned) */
  GPtrArray *deleted;   /* (owned) */
  GPtrArray *unread;    /* (owned) */
  GPtrArray *documents; /* (owned) */
  GArray    *relations; /* (owned) of ModelLineRelation */
  GHashTable *related;  /* (owned) set of "kind|pair" */
  gboolean   incomplete;
  gboolean   copy;
  ModelDate  copy_date;
};

/* Once for each pair, in whatever order, and kind. */
void     model_vaccination_record_relate (ModelVaccinationRecord *self,
                                          ModelRelationKind       kind,
                                          ModelRecordLine        *first,
                                          ModelRecordLine        *second);

/* "a is not later than b" as far as both are known; what is not known is not later. */
gboolean model_date_is_not_later         (const ModelDate *a,
                                          const ModelDate *b);

/* The code that entries are compared by; "" for none. */
const char *model_clinical_code_of       (ModelClinicalEntry *entry);

/* The same as the table of R-VAC-76 has it; nearly the same as in R-VAC-77. */
gboolean model_clinical_is_duplicate     (ModelClinicalEntry *a,
                                          ModelClinicalEntry *b);
gboolean model_clinical_is_similar       (ModelClinicalEntry *a,
                                          ModelClinicalEntry *b);

G_END_DECLS
