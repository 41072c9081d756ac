#pragma once

#include "model-clinical-entry.h"

G_BEGIN_DECLS

typedef struct
{
  const char  *status;         /* (nullable) FHIR: final, preliminary … */
  const char  *value_text;     /* (nullable) the number as written, or the words of the result */
  const char  *comparator;     /* (nullable) "<", ">=": shown with the number (R-VAC-44) */
  const char  *unit;           /* (nullable) as written for people */
  const char  *unit_code;      /* (nullable) UCUM */
  ModelCoding *value_code;     /* (nullable) a result that is no number */
  ModelCoding *interpretation; /* (nullable) */
} ModelSerologyDetails;

#define MODEL_TYPE_SEROLOGY (model_serology_get_type ())

/* A result of the laboratory: antibodies (Observation of CH VACD). No protection is concluded from it
 * (R-VAC-43). Immutable. */
G_DECLARE_FINAL_TYPE (ModelSerology, model_serology, MODEL, SEROLOGY, ModelClinicalEntry)

ModelSerology              *model_serology_new         (const ModelClinicalFacts   *facts,
                                                        const ModelSerologyDetails *details);

/* Good as long as the result. */
const ModelSerologyDetails *model_serology_get_details (ModelSerology *self);
/* "120 [iU]/L", "< 10 [iU]/L", "positive"; "" when there is none. (transfer full) */
char                       *model_serology_dup_value   (ModelSerology *self);

G_END_DECLS
