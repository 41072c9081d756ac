/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-vaccine-labels.h"

#include "epr-vaccine-terms.h"

#include <glib/gi18n-lib.h>

const char *
record_vaccine_label (ModelCoding *coding)
{
  return record_vaccine_label_in (NULL, coding);
}

const char *
record_vaccine_label_entry (ModelClinicalEntry *entry)
{
  return record_vaccine_label_entry_in (NULL, entry);
}

const char *
record_vaccine_label_in (const char  *language,
                         ModelCoding *coding)
{
  const char *label;

  if (coding == NULL)
    return "";

  label = epr_vaccine_terms_get_label_in (language, model_coding_get_system (coding), model_coding_get_code (coding));

  return label != NULL ? label : model_coding_get_label (coding);
}

const char *
record_vaccine_label_entry_in (const char         *language,
                               ModelClinicalEntry *entry)
{
  ModelCoding *coding;
  const char  *label = NULL;

  g_return_val_if_fail (MODEL_IS_CLINICAL_ENTRY (entry), "");

  coding = model_clinical_entry_get_code (entry);
  if (coding != NULL)
    label = epr_vaccine_terms_get_label_in (language, model_coding_get_system (coding), model_coding_get_code (coding));

  return label != NULL ? label : model_clinical_entry_get_label (entry);
}

char *
record_vaccine_dup_search_key (ModelCoding *coding)
{
  const char      *code;
  g_autofree char *names = NULL;

  g_return_val_if_fail (MODEL_IS_CODING (coding), NULL);

  code = model_coding_get_code (coding);
  names = epr_vaccine_terms_dup_key (model_coding_get_system (coding), code);

  return g_strjoin (" | ", names, code, NULL);
}

gboolean
record_vaccine_is_older (ModelCoding *coding)
{
  g_return_val_if_fail (MODEL_IS_CODING (coding), FALSE);

  return g_strcmp0 (epr_vaccine_terms_get_set (model_coding_get_system (coding), model_coding_get_code (coding)), "vaccine-historic") == 0;
}

GPtrArray *
record_vaccine_find_gtin (const char *gtin)
{
  g_return_val_if_fail (gtin != NULL, NULL);

  return epr_vaccine_terms_find_gtin (gtin);
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

const char *
record_vaccine_label_validation (ModelValidation validation)
{
  switch (validation)
    {
    case MODEL_VALIDATION_VALIDATED:
      return _("Validated");

    case MODEL_VALIDATION_NOT_VALIDATED:
      return _("Not validated");

    case MODEL_VALIDATION_NOT_VERIFIABLE:
    default:
      return _("Not verifiable");
    }
}

const char *
record_vaccine_label_state (ModelLineState state)
{
  switch (state)
    {
    case MODEL_LINE_REFUTED:
      return _("Refuted");

    case MODEL_LINE_DELETED:
      return _("Deleted");

    case MODEL_LINE_CURRENT:
    default:
      return _("Current");
    }
}

/* What could be wrong comes before what is twice. */
static const struct
{
  ModelLineMarks mark;
  const char    *sentence;
} explanations[] = {
  { MODEL_LINE_MAY_BE_OUTDATED, N_("This entry may be out of date: a correction names a version of it that you cannot see.") },
  { MODEL_LINE_FORKED, N_("Two people corrected the same version of this entry. Both corrections are shown.") },
  { MODEL_LINE_AMBIGUOUS, N_("This entry corrects another one, but it is not certain which.") },
  { MODEL_LINE_CIRCULAR, N_("Entries claim to correct each other. All of them are shown.") },
  { MODEL_LINE_PREDECESSOR_HIDDEN,
    N_("This entry corrects a version that you cannot see: it may be restricted, deleted or in another community.") },
  { MODEL_LINE_DUPLICATE, N_("The same entry is in the record more than once.") },
  { MODEL_LINE_SIMILAR, N_("A very similar entry is in the record.") },
};

const char *
record_vaccine_explain_marks (ModelLineMarks marks)
{
  for (guint i = 0; i < G_N_ELEMENTS (explanations); i++)
    if (marks & explanations[i].mark)
      return _ (explanations[i].sentence);

  return NULL;
}

const char *
record_vaccine_explain_unread (ModelUnreadReason reason)
{
  switch (reason)
    {
    case MODEL_UNREAD_NOT_ACCESSIBLE:
      return _("You have no access to this document, or it was withdrawn.");

    case MODEL_UNREAD_NOT_FETCHED:
      return _("This document could not be fetched. Try again in a moment.");

    case MODEL_UNREAD_OTHER_PATIENT:
      return _("This document names another person. Check whom it is about.");

    case MODEL_UNREAD_OTHER_CONTENT:
      return _("This document holds something other than vaccinations.");

    case MODEL_UNREAD_BROKEN:
    default:
      return _("This document is damaged and cannot be read.");
    }
}

const char *
record_vaccine_explain_faults (ModelVaccinationFault faults)
{
  if (faults & (MODEL_VACCINATION_FAULT_ENTRY_LOST | MODEL_VACCINATION_FAULT_TOO_MANY))
    return _("Part of this document could not be read.");
  if (faults & MODEL_VACCINATION_FAULT_NO_PATIENT)
    return _("This document does not say whom it is about.");
  if (faults & MODEL_VACCINATION_FAULT_KIND_GUESSED)
    return _("This document does not say what kind of document it is.");

  return NULL;
}
