/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-vaccine-labels.h"

#include "epr-vaccine-terms.h"

const char *
record_vaccine_label (ModelCoding *coding)
{
  const char *label;

  if (coding == NULL)
    return "";

  label = epr_vaccine_terms_get_label (model_coding_get_system (coding), model_coding_get_code (coding));

  return label != NULL ? label : model_coding_get_label (coding);
}

const char *
record_vaccine_label_entry (ModelClinicalEntry *entry)
{
  ModelCoding *coding;
  const char  *label = NULL;

  g_return_val_if_fail (MODEL_IS_CLINICAL_ENTRY (entry), "");

  coding = model_clinical_entry_get_code (entry);
  if (coding != NULL)
    label = epr_vaccine_terms_get_label (model_coding_get_system (coding), model_coding_get_code (coding));

  return label != NULL ? label : model_clinical_entry_get_label (entry);
}

GPtrArray *
record_vaccine_list_diseases (ModelVaccination *vaccination)
{
  g_autoptr(GPtrArray) diseases = NULL;
  ModelCoding *coding;

  g_return_val_if_fail (MODEL_IS_VACCINATION (vaccination), NULL);

  diseases = model_vaccination_dup_diseases (vaccination);
  coding = model_clinical_entry_get_code (MODEL_CLINICAL_ENTRY (vaccination));
  if (diseases->len > 0 || coding == NULL)
    return g_steal_pointer (&diseases);

  return epr_vaccine_terms_dup_diseases (model_coding_get_system (coding), model_coding_get_code (coding));
}
