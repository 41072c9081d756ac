#pragma once

#include "model-clinical-entry.h"

G_BEGIN_DECLS

typedef struct
{
  const char *clinical_status; /* (nullable) FHIR: active, inactive, resolved; absent when entered in error */
  const char *type;            /* (nullable) FHIR: allergy, intolerance */
  const char *category;        /* (nullable) FHIR: food, medication, environment, biologic; the first */
  const char *criticality;     /* (nullable) FHIR: low, high, unable-to-assess */
  const char *severity;        /* (nullable) FHIR: mild, moderate, severe; of the first reaction that has it */
  ModelDate   last_occurrence;
  GPtrArray  *manifestations;  /* (nullable) (element-type ModelCoding) of all reactions */
} ModelAllergyDetails;

#define MODEL_TYPE_ALLERGY (model_allergy_get_type ())

/* An allergy, or an adverse reaction after a vaccination (AllergyIntolerance of CH VACD). Immutable. */
G_DECLARE_FINAL_TYPE (ModelAllergy, model_allergy, MODEL, ALLERGY, ModelClinicalEntry)

ModelAllergy              *model_allergy_new         (const ModelClinicalFacts  *facts,
                                                      const ModelAllergyDetails *details);

/* Good as long as the allergy. */
const ModelAllergyDetails *model_allergy_get_details (ModelAllergy *self);

G_END_DECLS
