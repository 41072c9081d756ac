/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What will be written is shown, confirmed and handed to the outbox; what has come meanwhile is shown and asked about. */
#include "config.h"

#include "cab-vaccine-editor-private.h"

#include "cab-vaccine-difference.h"
#include "cab-vaccine-parts.h"
#include "cab-vaccine-row.h"
#include "record-error.h"
#include "record-problem.h"
#include "vaccination-facts.h"
#include "vaccination-hints.h"

#include <glib/gi18n-lib.h>

static void
add (CabVaccineEditor *self,
     GtkWidget        *widget)
{
  gtk_box_append (self->summary_box, widget);
}

static void
add_notice (CabVaccineEditor *self,
            const char       *sentence)
{
  GtkWidget *label;

  if (sentence == NULL)
    return;

  label = cab_vaccine_text_new (sentence, "notice");
  gtk_widget_add_css_class (label, "card");
  add (self, label);
}

static RecordVaccinationChange
change_of (CabVaccineEditor *self)
{
  const char             *comment = record_entry_draft_get_text (self->draft, RECORD_ENTRY_COMMENT);
  RecordVaccinationChange change = { 0 };

  change.draft = self->draft;
  change.line = record_entry_draft_get_line (self->draft);
  change.step = change.line != NULL ? RECORD_VACCINATION_CORRECT : RECORD_VACCINATION_CREATE;
  change.comment = *comment != '\0' ? comment : NULL;

  return change;
}

static void
add_changes (CabVaccineEditor *self,
             ModelRecordLine  *line)
{
  g_autofree char *changes = vaccination_facts_compare (model_record_line_get_entry (line), self->entry);
  g_autofree char *kept = vaccination_hints_kept (self->draft);

  add (self, cab_vaccine_heading_new (_("What Changes")));
  add (self, cab_vaccine_text_new (*changes != '\0' ? changes : _("Nothing but people or comments changed."), NULL));
  add (self, cab_vaccine_text_new (kept, "caption"));
}

void
cab_vaccine_editor_summarize (CabVaccineEditor *self)
{
  ModelRecordLine        *line = record_entry_draft_get_line (self->draft);
  const char             *comment = record_entry_draft_get_text (self->draft, RECORD_ENTRY_COMMENT);
  g_autofree char        *name = model_patient_dup_title (record_patient_context_get_patient (self->context));
  g_autofree char        *where = NULL;
  RecordVaccinationChange change = change_of (self);

  g_clear_object (&self->entry);
  self->entry = record_entry_draft_to_entry (self->draft);
  cab_vaccine_empty (self->summary_box);
  /* Translators: the name of a patient. */
  where = g_strdup_printf (_("This goes into the vaccination record of %s:"), name);
  add (self, cab_vaccine_text_new (where, NULL));
  add_notice (self, record_entry_draft_warn (self->draft, RECORD_ENTRY_EXPIRY));
  add_notice (self, record_vaccination_explain_copy (record_vaccinations_get_record (self->vaccinations)));
  add_notice (self, vaccination_hints_ask (self->draft, record_vaccinations_get_record (self->vaccinations)));
  add (self, cab_vaccine_said_new (self->entry, cab_vaccine_editor_get_birth (self)));
  if (*comment != '\0')
    {
      add (self, cab_vaccine_heading_new (_("Comment")));
      add (self, cab_vaccine_text_new (comment, NULL));
    }
  add (self, cab_vaccine_heading_new (_("Confidentiality")));
  add (self, cab_vaccine_text_new (record_entry_draft_get_restricted (self->draft) ? _("Restricted") : _("Normal"), NULL));
  add_notice (self, record_vaccination_explain_level (&change, 1, record_entry_draft_get_restricted (self->draft)));
  if (line != NULL)
    add_changes (self, line);

  gtk_widget_grab_focus (GTK_WIDGET (self->go_button)); /* first: the page that goes would hand the focus on */
  cab_vaccine_editor_show_page (self, "summary");
}

/* The line that tells of the same entry in the record as it is now. (nullable) */
static ModelRecordLine *
find_now (CabVaccineEditor *self,
          ModelRecordLine  *line)
{
  ModelVaccinationRecord *record = record_vaccinations_get_record (self->vaccinations);
  g_autoptr(CabVaccineRow) row = cab_vaccine_row_new_line (line);
  GPtrArray *lists[2] = { NULL };

  if (record == NULL)
    return NULL;

  lists[0] = model_vaccination_record_get_lines (record);
  lists[1] = model_vaccination_record_get_deleted (record);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len; j++)
      {
        g_autoptr(CabVaccineRow) now = cab_vaccine_row_new_line (g_ptr_array_index (lists[i], j));

        if (g_str_equal (cab_vaccine_row_get_key (now), cab_vaccine_row_get_key (row)))
          return g_ptr_array_index (lists[i], j);
      }

  return NULL;
}

static void
show_changed (CabVaccineEditor *self)
{
  gboolean known = TRUE;

  cab_vaccine_empty (self->changed_box);
  gtk_box_append (self->changed_box, cab_vaccine_text_new (_("While you were writing, somebody else changed this entry. Nothing of yours has been written yet."), NULL));
  for (guint i = 0; i < self->lines->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (self->lines, i);
      ModelRecordLine *now = find_now (self, line);
      g_autofree char *name = cab_vaccine_describe (model_record_line_get_entry (line), cab_vaccine_editor_get_birth (self));

      known = known && now != NULL;
      if (now == NULL || model_record_line_get_entry (now) == model_record_line_get_entry (line))
        continue;
      gtk_box_append (self->changed_box, cab_vaccine_text_new (name, "heading"));
      gtk_box_append (self->changed_box, cab_vaccine_difference_new (model_record_line_get_entry (line), model_record_line_get_entry (now),
                                                                     self->draft != NULL ? self->entry : NULL));
    }
  if (!known)
    gtk_box_append (self->changed_box, cab_vaccine_text_new (_("One of the entries is not in the record any more."), NULL));
  gtk_box_append (self->changed_box, cab_vaccine_text_new (self->draft != NULL ? _("If you go on, what you changed is put upon the newer version, and you see it again before it is saved.")
                                                                               : _("If you go on, you see the newer version, and decide anew."),
                                                           "caption"));
  cab_vaccine_editor_show_page (self, "changed");
  gtk_widget_grab_focus (GTK_WIDGET (self->go_button));
}

static void
submitted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CabVaccineEditor) self = CAB_VACCINE_EDITOR (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDeposit) deposit = record_vaccinations_submit_finish (RECORD_VACCINATIONS (object), result, &error);
  g_autoptr(RecordEntryDraft) next = NULL;

  if (self->sending == NULL || g_task_get_cancellable (G_TASK (result)) != self->sending)
    return; /* another patient, or another entry, by now */

  g_clear_object (&self->sending);
  if (deposit != NULL)
    {
      g_signal_emit_by_name (self, "sent", deposit, self->draft != NULL && record_entry_draft_get_line (self->draft) == NULL ? self->entry : NULL,
                             self->lines);
      if (self->another)
        {
          next = record_entry_draft_new_next (self->draft);
          cab_vaccine_editor_take_draft (self, next);
          cab_vaccine_editor_show_page (self, "form");
          cab_vaccine_editor_grab_first (self);
        }
      else
        cab_vaccine_editor_close (self);
    }
  else if (g_error_matches (error, RECORD_ERROR, RECORD_ERROR_ENTRY_CHANGED) || g_error_matches (error, RECORD_ERROR, RECORD_ERROR_ENTRY_GONE))
    show_changed (self);
  else
    {
      g_autoptr(ModelProblem) problem = record_problem_new_from_error (error);

      cab_vaccine_editor_say (self, problem != NULL ? model_problem_get_sentence (problem) : NULL);
      cab_vaccine_editor_update (self);
    }
}

static RecordVaccinationStep
step_of (CabEntryAction action)
{
  switch (action)
    {
    case CAB_ENTRY_COMMENT:
      return RECORD_VACCINATION_COMMENT;

    case CAB_ENTRY_ANNUL:
    case CAB_ENTRY_KEEP_ONE:
      return RECORD_VACCINATION_ANNUL;

    case CAB_ENTRY_REFUTE:
      return RECORD_VACCINATION_REFUTE;

    case CAB_ENTRY_RESTORE:
      return RECORD_VACCINATION_RESTORE;

    case CAB_ENTRY_VALIDATE:
    case CAB_ENTRY_N_ACTIONS:
    default:
      return RECORD_VACCINATION_VALIDATE;
    }
}

static void
submit (CabVaccineEditor              *self,
        const RecordVaccinationChange *changes,
        guint                          n,
        gboolean                       restricted)
{
  self->sending = g_cancellable_new ();
  cab_vaccine_editor_say (self, NULL);
  cab_vaccine_editor_update (self);
  record_vaccinations_submit_async (self->vaccinations, self->session, changes, n, restricted, self->sending, submitted_cb, g_object_ref (self));
}

static void
send_step (CabVaccineEditor *self)
{
  g_autoptr(GPtrArray) chosen = cab_entry_step_list_chosen (self->step);
  g_autofree char                    *comment = cab_entry_step_dup_comment (self->step);
  g_autofree RecordVaccinationChange *changes = g_new0 (RecordVaccinationChange, chosen->len);

  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < chosen->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (chosen, i);

      g_ptr_array_add (self->lines, g_object_ref (line));
      changes[i].step = step_of (cab_entry_step_get_action (self->step));
      changes[i].line = line;
      changes[i].comment = *comment != '\0' ? comment : NULL;
    }
  submit (self, changes, chosen->len, FALSE); /* not below what the documents were: R-VAC-63 */
}

void
cab_vaccine_editor_send (CabVaccineEditor *self,
                         gboolean          another)
{
  RecordVaccinationChange change;

  self->another = another;
  if (self->draft == NULL)
    {
      send_step (self);
      return;
    }

  change = change_of (self);
  submit (self, &change, 1, record_entry_draft_get_restricted (self->draft));
}

static gboolean
same_code (ModelCoding *a,
           ModelCoding *b)
{
  return a == b || (a != NULL && b != NULL && model_coding_is (a, model_coding_get_system (b), model_coding_get_code (b)));
}

static void
take_diseases (RecordEntryDraft *draft,
               GListModel       *diseases)
{
  GListModel *old = record_entry_draft_get_diseases (draft);

  while (g_list_model_get_n_items (old) > 0)
    {
      g_autoptr(ModelCoding) disease = g_list_model_get_item (old, 0);

      record_entry_draft_remove_disease (draft, disease);
    }
  for (guint i = 0; i < g_list_model_get_n_items (diseases); i++)
    {
      g_autoptr(ModelCoding) disease = g_list_model_get_item (diseases, i);

      record_entry_draft_add_disease (draft, disease);
    }
}

static gboolean
same_diseases (GListModel *a,
               GListModel *b)
{
  guint n = g_list_model_get_n_items (a);

  for (guint i = 0; n == g_list_model_get_n_items (b) && i < n; i++)
    {
      g_autoptr(ModelCoding) one = g_list_model_get_item (a, i);
      g_autoptr(ModelCoding) other = g_list_model_get_item (b, i);

      if (!same_code (one, other))
        return FALSE;
    }

  return n == g_list_model_get_n_items (b);
}

/* What @mine changed in the version that it began from, upon the one of today. (transfer full) */
static RecordEntryDraft *
rebase (RecordEntryDraft *mine,
        ModelRecordLine  *now)
{
  ModelPatient     *patient = record_entry_draft_get_patient (mine);
  RecordEntryDraft *draft = record_entry_draft_new_change (now, patient);
  g_autoptr(RecordEntryDraft) before = record_entry_draft_new_change (record_entry_draft_get_line (mine), patient);

  for (guint i = 0; i < RECORD_N_ENTRY_FIELDS; i++)
    {
      RecordEntryField field = (RecordEntryField) i;

      if (!same_code (record_entry_draft_get_code (mine, field), record_entry_draft_get_code (before, field)))
        record_entry_draft_set_code (draft, field, record_entry_draft_get_code (mine, field));
      if (!g_str_equal (record_entry_draft_get_text (mine, field), record_entry_draft_get_text (before, field)))
        record_entry_draft_set_text (draft, field, record_entry_draft_get_text (mine, field));
    }
  if (!same_diseases (record_entry_draft_get_diseases (mine), record_entry_draft_get_diseases (before)))
    take_diseases (draft, record_entry_draft_get_diseases (mine));
  if (record_entry_draft_get_performer (mine) != record_entry_draft_get_performer (before))
    record_entry_draft_set_performer (draft, record_entry_draft_get_performer (mine));
  record_entry_draft_set_restricted (draft, record_entry_draft_get_restricted (mine) || record_entry_draft_get_restricted (draft));

  return draft;
}

void
cab_vaccine_editor_follow_newer (CabVaccineEditor *self)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *before = self->draft != NULL ? self->lines : cab_entry_step_get_lines (self->step);

  for (guint i = 0; i < before->len; i++)
    {
      ModelRecordLine *now = find_now (self, g_ptr_array_index (before, i));

      if (now != NULL)
        g_ptr_array_add (lines, g_object_ref (now));
    }
  if (lines->len == 0)
    {
      cab_vaccine_editor_close (self);
      return;
    }
  if (self->draft == NULL)
    {
      cab_vaccine_editor_act (self, cab_entry_step_get_action (self->step), lines);
      return;
    }

  {
    g_autoptr(RecordEntryDraft) draft = rebase (self->draft, g_ptr_array_index (lines, 0));

    g_ptr_array_set_size (self->lines, 0);
    g_ptr_array_add (self->lines, g_object_ref (g_ptr_array_index (lines, 0)));
    cab_vaccine_editor_take_draft (self, draft);
    if (record_entry_draft_get_complete (draft))
      cab_vaccine_editor_summarize (self);
    else
      cab_vaccine_editor_show_page (self, "form");
  }
}
