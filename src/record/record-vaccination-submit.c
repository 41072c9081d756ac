/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before an entry is changed: is it still the newest version (R-VAC-64)? */
#include "config.h"

#include "record-error.h"
#include "record-vaccination-deposit.h"

/* What is to be written, while the list is loaded. */
typedef struct
{
  RecordSession *session; /* (owned) */
  GArray        *changes; /* (owned) of RecordVaccinationChange, which own nothing */
  GPtrArray     *objects; /* (owned) what they borrow */
  GPtrArray     *texts;   /* (owned) … */
  gboolean       restricted;
  gulong         handler;
} Submission;

static void
submission_free (Submission *submission)
{
  g_object_unref (submission->session);
  g_array_unref (submission->changes);
  g_ptr_array_unref (submission->objects);
  g_ptr_array_unref (submission->texts);
  g_free (submission);
}

static ModelRecordLine *
line_of (const RecordVaccinationChange *change)
{
  if (change->step == RECORD_VACCINATION_CREATE)
    return NULL;

  return change->draft != NULL ? record_entry_draft_get_line (change->draft) : change->line;
}

static Submission *
submission_new (RecordSession                 *session,
                const RecordVaccinationChange *changes,
                guint                          n_changes,
                gboolean                       restricted)
{
  Submission *submission = g_new0 (Submission, 1);

  submission->session = g_object_ref (session);
  submission->changes = g_array_new (FALSE, TRUE, sizeof (RecordVaccinationChange));
  submission->objects = g_ptr_array_new_with_free_func (g_object_unref);
  submission->texts = g_ptr_array_new_with_free_func (g_free);
  submission->restricted = restricted;
  for (guint i = 0; i < n_changes; i++)
    {
      RecordVaccinationChange change = changes[i];

      if (change.draft != NULL)
        g_ptr_array_add (submission->objects, g_object_ref (change.draft));
      if (change.entry != NULL)
        g_ptr_array_add (submission->objects, g_object_ref (change.entry));
      if (change.line != NULL)
        g_ptr_array_add (submission->objects, g_object_ref (change.line));
      if (change.comment != NULL)
        {
          change.comment = g_strdup (change.comment);
          g_ptr_array_add (submission->texts, (gpointer) change.comment);
        }
      g_array_append_val (submission->changes, change);
    }

  return submission;
}

static gboolean
changes_lines (Submission *submission)
{
  for (guint i = 0; i < submission->changes->len; i++)
    if (line_of (&g_array_index (submission->changes, RecordVaccinationChange, i)) != NULL)
      return TRUE;

  return FALSE;
}

/* Of the same document, however often that was read. */
static gboolean
is_same_version (ModelEntryVersion *a,
                 ModelEntryVersion *b)
{
  ModelClinicalEntry *left = model_entry_version_get_entry (a);
  ModelClinicalEntry *right = model_entry_version_get_entry (b);
  const char         *id = model_clinical_entry_get_facts (left)->id;

  return left == right || (id != NULL && g_strcmp0 (id, model_clinical_entry_get_facts (right)->id) == 0 &&
                           g_str_equal (model_vaccination_document_get_key (model_entry_version_get_document (a)),
                                        model_vaccination_document_get_key (model_entry_version_get_document (b))));
}

typedef enum
{
  FOUND_NOWHERE,
  FOUND_EARLIER, /* there is a newer version */
  FOUND_NEWEST,
} Found;

static Found
find_among (GPtrArray         *lines,
            ModelEntryVersion *version)
{
  Found found = FOUND_NOWHERE;

  for (guint i = 0; i < lines->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (lines, i);

      if (is_same_version (model_record_line_get_head (line), version))
        return FOUND_NEWEST;
      for (guint j = 0; j < model_record_line_get_n_versions (line); j++)
        if (is_same_version (model_record_line_get_version (line, j), version))
          found = FOUND_EARLIER;
    }

  return found;
}

static gboolean
check_line (ModelVaccinationRecord *record,
            ModelRecordLine        *line,
            GError                **error)
{
  ModelEntryVersion *version = model_record_line_get_head (line);
  Found              found = MAX (find_among (model_vaccination_record_get_lines (record), version),
                                  find_among (model_vaccination_record_get_deleted (record), version));

  if (found == FOUND_EARLIER)
    g_set_error_literal (error, RECORD_ERROR, RECORD_ERROR_ENTRY_CHANGED, "A newer version of the entry has come (R-VAC-64)");
  else if (found == FOUND_NOWHERE)
    g_set_error_literal (error, RECORD_ERROR, RECORD_ERROR_ENTRY_GONE, "The entry is not in the record any more");

  return found == FOUND_NEWEST;
}

static gboolean
check_all (RecordVaccinations *self,
           Submission         *submission,
           GError            **error)
{
  ModelVaccinationRecord *record = record_vaccinations_get_record (self);
  ModelProblem           *problem = record_vaccinations_get_problem (self);

  if (problem != NULL || record == NULL)
    {
      g_set_error_literal (error, RECORD_ERROR, RECORD_ERROR_ENTRY_UNCHECKED,
                           problem != NULL ? model_problem_get_title (problem) : "There is no record");
      return FALSE;
    }

  for (guint i = 0; i < submission->changes->len; i++)
    {
      ModelRecordLine *line = line_of (&g_array_index (submission->changes, RecordVaccinationChange, i));

      if (line != NULL && !check_line (record, line, error))
        return FALSE;
    }

  return TRUE;
}

static void
deposited_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError        *error = NULL;
  RecordDeposit *deposit = record_vaccination_deposit_finish (RECORD_SESSION (object), result, &error);

  if (deposit != NULL)
    g_task_return_pointer (task, deposit, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Takes @task. */
static void
deposit (GTask *task)
{
  Submission         *submission = g_task_get_task_data (task);
  RecordVaccinations *self = g_task_get_source_object (task);

  record_vaccination_deposit_async (submission->session, record_patient_context_get_patient (record_vaccinations_get_context (self)),
                                    (const RecordVaccinationChange *) (gpointer) submission->changes->data, submission->changes->len,
                                    submission->restricted, g_task_get_cancellable (task), deposited_cb, task);
}

static void
loading_cb (GTask *task)
{
  Submission         *submission = g_task_get_task_data (task);
  RecordVaccinations *self = g_task_get_source_object (task);
  gboolean            closed = record_patient_context_is_closed (record_vaccinations_get_context (self));
  GError             *error = NULL;

  if (!closed && record_vaccinations_get_loading (self))
    return;

  g_signal_handler_disconnect (self, submission->handler);
  if (closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Another patient was opened");
  else if (g_task_return_error_if_cancelled (task))
    g_debug ("What was to be written is given up");
  else if (!check_all (self, submission, &error))
    g_task_return_error (task, error);
  else
    {
      deposit (task);
      return;
    }
  g_object_unref (task);
}

void
record_vaccinations_submit_async (RecordVaccinations            *self,
                                  RecordSession                 *session,
                                  const RecordVaccinationChange *changes,
                                  guint                          n_changes,
                                  gboolean                       restricted,
                                  GCancellable                  *cancellable,
                                  GAsyncReadyCallback            callback,
                                  gpointer                       user_data)
{
  RecordPatientContext *context;
  Submission           *submission;
  GTask                *task;

  g_return_if_fail (RECORD_IS_VACCINATIONS (self));
  g_return_if_fail (RECORD_IS_SESSION (session));
  g_return_if_fail (changes != NULL && n_changes > 0);

  context = record_vaccinations_get_context (self);
  submission = submission_new (session, changes, n_changes, restricted);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_vaccinations_submit_async);
  g_task_set_task_data (task, submission, (GDestroyNotify) submission_free);
  if (record_patient_context_get_purpose (context) == RECORD_PURPOSE_EMERGENCY)
    {
      g_task_return_new_error (task, RECORD_ERROR, RECORD_ERROR_EMERGENCY, "The record was opened with emergency access");
      g_object_unref (task);
      return;
    }
  if (!changes_lines (submission))
    {
      deposit (task);
      return;
    }

  /* from here on it is loading; "record" is notified when the patient is closed */
  record_vaccinations_reload (self);
  submission->handler = g_signal_connect_swapped (self, "notify", G_CALLBACK (loading_cb), task);
  loading_cb (task);
}

RecordDeposit *
record_vaccinations_submit_finish (RecordVaccinations *self,
                                   GAsyncResult       *result,
                                   GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_vaccinations_submit_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
