#pragma once

#include "model-clinical-entry.h"

G_BEGIN_DECLS

/* One protocolApplied: a dose against diseases. */
typedef struct
{
  gint64      number;       /* from 1; 0 when not given as a number (R-VAC-27) */
  const char *number_text;  /* (nullable) as text: "2. Dosis" */
  gint64      series_doses; /* how many doses the series has; 0 when not given */
  GPtrArray  *diseases;     /* (nullable) (element-type ModelCoding) */
} ModelVaccinationDose;

typedef struct
{
  const char                 *lot;           /* (nullable) what was written in the entry; else that of the product */
  const char                 *product_lot;   /* (nullable) of the product, where it differs (R-VAC-30) */
  ModelDate                   expiry;
  ModelCoding                *route;         /* (nullable) */
  ModelCoding                *site;          /* (nullable) */
  ModelCoding                *status_reason; /* (nullable) why it was not given */
  GPtrArray                  *reasons;       /* (nullable) (element-type ModelCoding) */
  const ModelVaccinationDose *doses;
  guint                       n_doses;
  const char                 *gtin;          /* (nullable) */
  const char                 *product_name;  /* (nullable) */
  const char                 *manufacturer;  /* (nullable) */
  gboolean                    passive;       /* immunoglobulins: never a dose of a series (R-VAC-33) */
} ModelVaccinationDetails;

#define MODEL_TYPE_VACCINATION (model_vaccination_get_type ())

/* A vaccination (Immunization of CH VACD). Immutable. */
G_DECLARE_FINAL_TYPE (ModelVaccination, model_vaccination, MODEL, VACCINATION, ModelClinicalEntry)

ModelVaccination              *model_vaccination_new          (const ModelClinicalFacts      *facts,
                                                               const ModelVaccinationDetails *details);

/* Good as long as the vaccination. */
const ModelVaccinationDetails *model_vaccination_get_details  (ModelVaccination *self);
/* What it is against, each disease once, in the order written. (transfer full) (element-type ModelCoding) */
GPtrArray                     *model_vaccination_dup_diseases (ModelVaccination *self);
/* Whether it counts as a dose: given, and no immunoglobulin (R-VAC-29, R-VAC-33). */
gboolean                       model_vaccination_is_dose      (ModelVaccination *self);

G_END_DECLS
