#pragma once

#include "model-clinical-entry.h"

G_BEGIN_DECLS

/* Inside this room: fills a new entry, once. Strings are copied, arrays and objects held. */
void model_clinical_entry_fill (ModelClinicalEntry       *self,
                                const ModelClinicalFacts *facts);

/* A reference to what may be NULL. (transfer full) (nullable) */
GPtrArray *model_clinical_ref_array (GPtrArray *array);

G_END_DECLS
