/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vaccination-write-support.h"

Practice *
practice_open (const char *preset)
{
  Practice *self = g_new0 (Practice, 1);

  self->sandbox = sandbox_start (preset);
  self->context = g_object_ref (open_patient (self->sandbox, FRANZ));
  self->patient = g_object_ref (record_patient_context_get_patient (self->context));
  self->vaccinations = record_vaccinations_new (self->context);
  wait_read (self->vaccinations);

  return self;
}

void
practice_turn_to (Practice   *self,
                  const char *question)
{
  g_set_object (&self->context, open_patient (self->sandbox, question));
  g_set_object (&self->patient, record_patient_context_get_patient (self->context));
  g_object_unref (self->vaccinations);
  self->vaccinations = record_vaccinations_new (self->context);
  wait_read (self->vaccinations);
}

void
practice_close (Practice *self)
{
  g_object_unref (self->vaccinations);
  g_object_unref (self->context);
  g_object_unref (self->patient);
  sandbox_stop (self->sandbox);
  g_free (self);
}

void
wait_read (RecordVaccinations *vaccinations)
{
  WAIT_UNTIL (!record_vaccinations_get_loading (vaccinations));
}

guint
count_lines (Practice         *self,
             ModelClinicalKind kind)
{
  return g_list_model_get_n_items (record_vaccinations_get_lines (self->vaccinations, kind));
}

ModelRecordLine *
find_line (Practice         *self,
           ModelClinicalKind kind,
           const char       *code)
{
  GListModel *lines = record_vaccinations_get_lines (self->vaccinations, kind);

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr(ModelRecordLine) line = g_list_model_get_item (lines, i);
      ModelCoding *coding = model_clinical_entry_get_code (model_record_line_get_entry (line));

      if (coding != NULL && g_strcmp0 (model_coding_get_code (coding), code) == 0)
        return g_steal_pointer (&line);
    }

  return NULL;
}

ModelRecordLine *
first_deleted (Practice *self)
{
  return g_list_model_get_item (record_vaccinations_get_deleted (self->vaccinations), 0);
}

void
choose (RecordEntryDraft *draft,
        RecordEntryField  field,
        const char       *code)
{
  g_autoptr(GListModel) choices = record_entry_draft_list_choices (draft, field);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr(ModelCoding) choice = g_list_model_get_item (choices, i);

      if (g_strcmp0 (model_coding_get_code (choice), code) == 0)
        {
          record_entry_draft_set_code (draft, field, choice);
          return;
        }
    }

  g_error ("%s is not among the choices", code);
}

RecordEntryDraft *
draft_boostrix (ModelPatient *patient)
{
  RecordEntryDraft *draft = record_entry_draft_new (MODEL_CLINICAL_VACCINATION, patient);

  choose (draft, RECORD_ENTRY_CODE, BOOSTRIX);
  record_entry_draft_set_text (draft, RECORD_ENTRY_DATE, "12.2.2021");
  g_assert_true (record_entry_draft_get_complete (draft));

  return draft;
}

RecordEntryDraft *
draft_of_kind (ModelPatient     *patient,
               ModelClinicalKind kind)
{
  static const struct
  {
    const char *code, *date, *value;
  } entries[] = {
    [MODEL_CLINICAL_VACCINATION] = { BOOSTRIX, "12.2.2021", NULL },
    [MODEL_CLINICAL_BASIC_IMMUNIZATION] = { "bi-polio", "1996", NULL },
    [MODEL_CLINICAL_ALLERGY] = { "213020009", "", NULL },
    [MODEL_CLINICAL_ILLNESS] = { "38907003", "5.2001", NULL },
    [MODEL_CLINICAL_MEDICAL_PROBLEM] = { "223366009", "2019", NULL },
    [MODEL_CLINICAL_SEROLOGY] = { "16935-9", "3.6.2020", "120" },
  };
  RecordEntryDraft *draft = record_entry_draft_new (kind, patient);

  choose (draft, RECORD_ENTRY_CODE, entries[kind].code);
  record_entry_draft_set_text (draft, RECORD_ENTRY_DATE, entries[kind].date);
  if (entries[kind].value != NULL)
    record_entry_draft_set_text (draft, RECORD_ENTRY_VALUE, entries[kind].value);
  g_assert_true (record_entry_draft_get_complete (draft));

  return draft;
}

RecordDeposit *
submit (Practice                      *self,
        const RecordVaccinationChange *changes,
        guint                          n_changes,
        gboolean                       restricted,
        GError                       **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) fault = NULL;
  RecordDeposit *deposit;

  record_vaccinations_submit_async (self->vaccinations, self->sandbox->session, changes, n_changes, restricted, NULL, result_cb, &result);
  wait_for (&result);
  deposit = record_vaccinations_submit_finish (self->vaccinations, result, &fault);
  if (error == NULL)
    g_assert_no_error (fault);
  else
    g_propagate_error (error, g_steal_pointer (&fault));

  return deposit;
}

void
wait_done (Practice      *self,
           RecordDeposit *deposit)
{
  WAIT_UNTIL (record_deposit_get_state (deposit) == RECORD_DEPOSIT_DONE || record_deposit_get_problem (deposit) != NULL);
  if (record_deposit_get_problem (deposit) != NULL)
    g_error ("%s: %s", model_problem_get_title (record_deposit_get_problem (deposit)), model_problem_get_details (record_deposit_get_problem (deposit)));
  g_assert_true (record_vaccinations_get_loading (self->vaccinations));
  wait_read (self->vaccinations);
}

RecordDeposit *
submit_and_read (Practice                      *self,
                 const RecordVaccinationChange *changes,
                 guint                          n_changes)
{
  RecordDeposit *deposit = submit (self, changes, n_changes, FALSE, NULL);

  wait_done (self, deposit);

  return deposit;
}

RecordDeposit *
submit_one (Practice             *self,
            RecordVaccinationStep step,
            RecordEntryDraft     *draft,
            ModelRecordLine      *line,
            const char           *comment)
{
  const RecordVaccinationChange change = { .step = step, .draft = draft, .line = line, .comment = comment };

  return submit_and_read (self, &change, 1);
}

char *
text_of (ModelRecordLine *line)
{
  GBytes *json = model_vaccination_document_get_facts (model_entry_version_get_document (model_record_line_get_head (line)))->json;

  return g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
}

ModelDocument *
find_document (Practice      *practice,
               RecordDeposit *deposit)
{
  GListModel *documents = G_LIST_MODEL (record_patient_context_get_documents (practice->context));

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr(ModelDocument) document = g_list_model_get_item (documents, i);

      if (g_strcmp0 (model_document_get_unique_id (document), model_document_get_unique_id (record_deposit_get_document (deposit))) == 0)
        return g_steal_pointer (&document);
    }

  g_assert_not_reached ();
}
