#pragma once

#include "model-clinical-entry.h"

G_BEGIN_DECLS

typedef struct
{
  const char  *clinical_status; /* (nullable) FHIR: active, inactive, remission, resolved …; absent when entered in error */
  ModelDate    end;
  const char  *end_text;        /* (nullable) what stands where no date could be read */
  ModelCoding *severity;        /* (nullable) */
} ModelConditionDetails;

#define MODEL_TYPE_CONDITION (model_condition_get_type ())

/* A past illness, a medical problem (risk, exposure, pregnancy) or a basic immunisation received: a Condition of
 * CH VACD; the kind of the entry tells which (R-VAC-40). Immutable. */
G_DECLARE_FINAL_TYPE (ModelCondition, model_condition, MODEL, CONDITION, ModelClinicalEntry)

ModelCondition              *model_condition_new         (const ModelClinicalFacts    *facts,
                                                          const ModelConditionDetails *details);

/* Good as long as the condition. */
const ModelConditionDetails *model_condition_get_details (ModelCondition *self);

G_END_DECLS
