/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vaccination-words.h"

#include "model-vaccination.h"
#include "record-vaccine-labels.h"

#include <glib/gi18n-lib.h>

VaccinationState
vaccination_words_for_validation (ModelEntryVersion *version)
{
  ModelValidation  validation = model_entry_version_get_validation (version);
  const char      *role = model_vaccination_document_get_facts (model_entry_version_get_document (version))->provider_role;
  VaccinationState state = { .words = record_vaccine_label_validation (validation) };

  switch (validation)
    {
    case MODEL_VALIDATION_VALIDATED:
      state.icon = "emblem-ok-symbolic";
      state.explanation = _("A professional provided this entry and confirms it.");
      break;

    case MODEL_VALIDATION_NOT_VALIDATED:
      state.icon = "radio-symbolic";
      state.explanation = g_strcmp0 (role, "PAT") == 0 || g_strcmp0 (role, "REP") == 0
                              ? _("The patient or a representative provided this entry, and no professional has confirmed it.")
                              : _("No professional has confirmed this entry.");
      break;

    case MODEL_VALIDATION_NOT_VERIFIABLE:
    default:
      state.icon = "dialog-question-symbolic";
      state.explanation = _("Nobody knows who provided this entry: whether a professional confirmed it cannot be said.");
    }

  return state;
}

VaccinationState
vaccination_words_for_life (ModelRecordLine *line)
{
  ModelLineState      life = model_record_line_get_state (line);
  ModelClinicalEntry *entry = model_record_line_get_entry (line);
  ModelClinicalStatus status = model_clinical_entry_get_facts (entry)->status;
  guint               n = model_record_line_get_n_versions (line);

  if (life == MODEL_LINE_DELETED)
    return (VaccinationState) { record_vaccine_label_state (life), "user-trash-symbolic",
                                _("This entry was deleted: it was entered in error. It does not count.") };
  if (life == MODEL_LINE_REFUTED)
    return (VaccinationState) { record_vaccine_label_state (life), "action-unavailable-symbolic",
                                _("Somebody says that this entry is wrong. It is kept, and does not count.") };
  if (status == MODEL_CLINICAL_NOT_DONE)
    return (VaccinationState) { _("Not given"), "action-unavailable-symbolic",
                                _("This vaccination was not given. It does not count as a dose.") };
  if (MODEL_IS_VACCINATION (entry) && model_vaccination_get_details (MODEL_VACCINATION (entry))->passive)
    return (VaccinationState) { _("Antibodies"), "", _("Antibodies were given. This does not count as a dose.") };
  if (n > 1)
    return (VaccinationState) { _("Corrected"), "document-edit-symbolic",
                                _("This is the newest version of the entry. Earlier ones are in its history.") };

  return (VaccinationState) { record_vaccine_label_state (life), "", _("This is the only version of the entry that you may see.") };
}

VaccinationState
vaccination_words_for_mark (ModelLineMarks mark)
{
  VaccinationState state = { "", "dialog-warning-symbolic", record_vaccine_explain_marks (mark), TRUE };

  switch (mark)
    {
    case MODEL_LINE_MAY_BE_OUTDATED:
      state.words = _("May be out of date");
      break;

    case MODEL_LINE_PREDECESSOR_HIDDEN:
      state.words = _("Earlier version not visible");
      state.icon = "view-conceal-symbolic";
      break;

    case MODEL_LINE_FORKED:
      state.words = _("Corrected twice");
      break;

    case MODEL_LINE_CIRCULAR:
    case MODEL_LINE_AMBIGUOUS:
      state.words = _("Unclear correction");
      break;

    case MODEL_LINE_DUPLICATE:
      state.words = _("Duplicate");
      state.icon = "edit-copy-symbolic";
      break;

    case MODEL_LINE_SIMILAR:
      state.words = _("Similar entry");
      state.icon = "edit-copy-symbolic";
      break;

    case MODEL_LINE_CERTAIN:
    default:
      state.icon = "";
    }
  if (state.explanation == NULL)
    state.explanation = "";

  return state;
}

VaccinationState
vaccination_words_for_pregnancy (void)
{
  return (VaccinationState) { _("To be checked"), "dialog-warning-symbolic",
                              _("This pregnancy began more than ten months ago and has no end. Ask the patient."), TRUE };
}

const char *
vaccination_words_for_kind (ModelClinicalKind kind)
{
  switch (kind)
    {
    case MODEL_CLINICAL_BASIC_IMMUNIZATION:
      return _("Basic immunisation");

    case MODEL_CLINICAL_ALLERGY:
      return _("Allergy or reaction");

    case MODEL_CLINICAL_ILLNESS:
      return _("Past illness");

    case MODEL_CLINICAL_MEDICAL_PROBLEM:
      return _("Risk or medical problem");

    case MODEL_CLINICAL_SEROLOGY:
      return _("Laboratory");

    case MODEL_CLINICAL_VACCINATION:
    default:
      return _("Vaccination");
    }
}

const char *
vaccination_words_for_scan (ModelGs1Fault fault)
{
  switch (fault)
    {
    case MODEL_GS1_NOT_A_CODE:
      return _("This is not the code of a pack. Scan the small square of dots, or choose the vaccine yourself.");

    case MODEL_GS1_CUT:
      return _("The code was read in part only. Scan it again.");

    case MODEL_GS1_RUN_TOGETHER:
      return _("The scanner leaves out the separators of the code. It has to be set to send them (GS1, group separator).");

    case MODEL_GS1_CHECK_DIGIT:
      return _("The number of the pack was misread: its check digit is wrong. Scan it again.");

    case MODEL_GS1_DATE:
      return _("The code has a date that does not exist. Write lot and date yourself.");

    case MODEL_GS1_CONTRADICTS:
      return _("The code says two different things. Were two packs scanned one after the other? Scan one again.");

    case MODEL_GS1_GOOD:
    default:
      return "";
    }
}

const char *
vaccination_words_for_role (const char *role)
{
  static const struct
  {
    const char *role;
    const char *words;
  } roles[] = {
    { "HCP", N_("provided by a professional") },
    { "ASS", N_("provided by an assistant") },
    { "TCU", N_("provided by a program of a professional") },
    { "PAT", N_("provided by the patient") },
    { "REP", N_("provided by a representative of the patient") },
    { "PADM", N_("provided by the administration of patients") },
    { "DADM", N_("provided by the administration of documents") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (role, roles[i].role) == 0)
      return _ (roles[i].words);

  return _("provided by somebody unknown");
}

char *
vaccination_words_for_actor (ModelActor *actor)
{
  if (actor == NULL)
    return g_strdup ("");
  if (model_actor_get_kind (actor) == MODEL_ACTOR_PATIENT)
    return g_strdup (_("Patient"));

  return model_actor_dup_label (actor);
}

char *
vaccination_words_for_actors (GPtrArray *actors)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; actors != NULL && i < actors->len; i++)
    {
      g_autofree char *one = vaccination_words_for_actor (g_ptr_array_index (actors, i));

      if (*one != '\0')
        g_string_append_printf (words, "%s%s", words->len > 0 ? "; " : "", one);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
vaccination_words_for_date (const ModelDate *date,
                            const char      *text)
{
  return date->precision == MODEL_DATE_UNKNOWN && text != NULL ? g_strdup (text) : model_date_format (date);
}

char *
vaccination_words_for_age (const ModelDate *date,
                           const char      *text,
                           const ModelDate *birth)
{
  g_autofree char *words = vaccination_words_for_date (date, text);
  int              age = model_date_age (birth, date);
  g_autofree char *years = NULL;

  if (age < 0)
    return g_steal_pointer (&words);

  /* Translators: how old the patient was then. */
  years = g_strdup_printf (ngettext ("%d year old", "%d years old", age), age);

  return g_strdup_printf ("%s (%s)", words, years);
}

char *
vaccination_words_for_codings (GPtrArray *codings)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; codings != NULL && i < codings->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", record_vaccine_label (g_ptr_array_index (codings, i)));

  return g_string_free (g_steal_pointer (&words), FALSE);
}
