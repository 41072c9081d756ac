/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-editor-private.h"

#include "cab-vaccine-parts.h"
#include "vaccination-words.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (CabVaccineEditor, cab_vaccine_editor, ADW_TYPE_BIN)

enum
{
  SIGNAL_CLOSED,
  SIGNAL_SENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_on (CabVaccineEditor *self,
       const char       *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->editor_stack), page) == 0;
}

const ModelDate *
cab_vaccine_editor_get_birth (CabVaccineEditor *self)
{
  return model_patient_get_birth_date (record_patient_context_get_patient (self->context));
}

static const char *
title_of (CabVaccineEditor *self)
{
  static const char *const news[] = {
    [MODEL_CLINICAL_VACCINATION] = N_("New Vaccination"),
    [MODEL_CLINICAL_BASIC_IMMUNIZATION] = N_("New Basic Immunisation"),
    [MODEL_CLINICAL_ALLERGY] = N_("New Allergy or Reaction"),
    [MODEL_CLINICAL_ILLNESS] = N_("New Past Illness"),
    [MODEL_CLINICAL_MEDICAL_PROBLEM] = N_("New Risk or Medical Problem"),
    [MODEL_CLINICAL_SEROLOGY] = N_("New Laboratory Result"),
  };

  if (is_on (self, "changed"))
    return _("Somebody Was Faster");
  if (self->draft == NULL)
    return cab_entry_action_title (cab_entry_step_get_action (self->step));
  if (is_on (self, "summary"))
    return _("Is Everything Right?");
  if (record_entry_draft_get_line (self->draft) != NULL)
    return _("Correct This Entry");

  return _ (news[record_entry_draft_get_kind (self->draft)]);
}

static const char *
button_of (CabVaccineEditor *self)
{
  if (is_on (self, "form"))
    return _("_Continue");
  if (is_on (self, "summary"))
    return _("_Save");
  if (is_on (self, "changed"))
    return _("Go _On All the Same");

  return cab_entry_action_button (cab_entry_step_get_action (self->step));
}

static gboolean
is_ready (CabVaccineEditor *self)
{
  if (self->sending != NULL || self->session == NULL)
    return FALSE;
  if (is_on (self, "step"))
    return cab_entry_step_get_ready (self->step);
  if (is_on (self, "changed"))
    return TRUE;

  /* a correction that corrects nothing is none */
  return self->draft != NULL && record_entry_draft_get_complete (self->draft) &&
         (record_entry_draft_get_line (self->draft) == NULL || record_entry_draft_is_touched (self->draft));
}

static void
show_style (CabVaccineEditor *self)
{
  gboolean removes = is_on (self, "step") && (cab_entry_step_get_action (self->step) == CAB_ENTRY_ANNUL ||
                                              cab_entry_step_get_action (self->step) == CAB_ENTRY_REFUTE);

  gtk_widget_remove_css_class (GTK_WIDGET (self->go_button), removes ? "suggested-action" : "destructive-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->go_button), removes ? "destructive-action" : "suggested-action");
}

void
cab_vaccine_editor_update (CabVaccineEditor *self)
{
  gboolean summary = is_on (self, "summary");

  if (!self->open)
    return;

  gtk_label_set_text (self->editor_title, title_of (self));
  gtk_button_set_label (self->go_button, button_of (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->go_button), is_ready (self));
  show_style (self);
  gtk_widget_set_visible (GTK_WIDGET (self->another_button), summary && record_entry_draft_get_line (self->draft) == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->another_button), is_ready (self));
  gtk_widget_set_visible (GTK_WIDGET (self->missing_button), is_on (self, "form") && !record_entry_draft_get_complete (self->draft));
  gtk_button_set_label (self->back_button, summary && self->sending == NULL ? _("_Back") : _("_Cancel"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->editor_stack), self->sending == NULL);
  gtk_spinner_set_spinning (self->spinner, self->sending != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->sending != NULL);
}

void
cab_vaccine_editor_say (CabVaccineEditor *self,
                        const char       *sentence)
{
  gtk_label_set_text (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

void
cab_vaccine_editor_show_page (CabVaccineEditor *self,
                              const char       *page)
{
  gtk_stack_set_visible_child_name (self->editor_stack, page);
  cab_vaccine_editor_say (self, NULL);
  cab_vaccine_editor_update (self);
}

static void
drop (CabVaccineEditor *self)
{
  if (self->sending != NULL)
    g_cancellable_cancel (self->sending);
  g_clear_object (&self->sending);
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  g_clear_object (&self->entry);
  g_ptr_array_set_size (self->lines, 0);
  cab_entry_form_set_draft (self->form, NULL, NULL);
  cab_entry_step_clear (self->step);
  cab_vaccine_empty (self->summary_box);
  cab_vaccine_empty (self->changed_box);
  cab_vaccine_editor_say (self, NULL);
}

static void
open (CabVaccineEditor *self)
{
  ModelPatient    *patient = record_patient_context_get_patient (self->context);
  g_autofree char *name = model_patient_dup_title (patient);
  g_autofree char *birth = model_date_format (model_patient_get_birth_date (patient));
  g_autofree char *words = NULL;

  /* Translators: a patient and her birth date. */
  words = g_strdup_printf (_("for %s, born %s"), name, birth);
  drop (self);
  self->open = TRUE;
  gtk_label_set_text (self->editor_patient, words);
}

void
cab_vaccine_editor_take_draft (CabVaccineEditor *self,
                               RecordEntryDraft *draft)
{
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_set_object (&self->draft, draft);
  g_signal_connect_object (draft, "notify::complete", G_CALLBACK (cab_vaccine_editor_update), self, G_CONNECT_SWAPPED);
  cab_entry_form_set_draft (self->form, draft, record_vaccinations_get_record (self->vaccinations));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->form_scroller), 0);
}

static void
submit_cb (CabVaccineEditor *self)
{
  if (self->sending != NULL)
    return;

  if (is_on (self, "form"))
    {
      if (cab_entry_form_check (self->form) && is_ready (self))
        cab_vaccine_editor_summarize (self);
    }
  else if (is_on (self, "changed"))
    cab_vaccine_editor_follow_newer (self);
  else if (is_ready (self))
    cab_vaccine_editor_send (self, FALSE);
}

static gboolean
submit_key_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  submit_cb (CAB_VACCINE_EDITOR (widget));
  return TRUE;
}

static void
another_cb (CabVaccineEditor *self)
{
  if (is_ready (self))
    cab_vaccine_editor_send (self, TRUE);
}

static void
missing_cb (CabVaccineEditor *self)
{
  cab_entry_form_check (self->form);
}

static void
back_cb (CabVaccineEditor *self)
{
  if (self->sending != NULL)
    g_cancellable_cancel (self->sending);
  else if (!cab_vaccine_editor_back (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "vaccination.leave-editor", NULL);
}

static void
cab_vaccine_editor_dispose (GObject *object)
{
  CabVaccineEditor *self = CAB_VACCINE_EDITOR (object);

  if (self->sending != NULL)
    g_cancellable_cancel (self->sending);
  g_clear_object (&self->sending);
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  g_clear_object (&self->entry);
  g_clear_object (&self->session);
  g_clear_object (&self->vaccinations);
  g_clear_object (&self->context);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->open = FALSE;
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_vaccine_editor_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-vaccine-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, editor_title);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, editor_patient);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, close_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, editor_stack);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, form_scroller);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, form);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, summary_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, step);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, changed_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, missing_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, back_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, spinner);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, another_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineEditor, go_button);
  gtk_widget_class_bind_template_callback (widget_class, another_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, missing_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, cab_vaccine_editor_update);
}

static void
cab_vaccine_editor_class_init (CabVaccineEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_vaccine_editor_dispose;

  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SENT] = g_signal_new ("sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                       RECORD_TYPE_DEPOSIT, MODEL_TYPE_CLINICAL_ENTRY, G_TYPE_PTR_ARRAY);

  g_type_ensure (CAB_TYPE_ENTRY_FORM);
  g_type_ensure (CAB_TYPE_ENTRY_STEP);
  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, submit_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, submit_key_cb, NULL);
}

static void
cab_vaccine_editor_init (CabVaccineEditor *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);

  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cab_vaccine_editor_set_session (CabVaccineEditor *self,
                                RecordSession    *session)
{
  g_return_if_fail (CAB_IS_VACCINE_EDITOR (self));

  g_set_object (&self->session, session);
  cab_entry_form_set_session (self->form, session);
}

void
cab_vaccine_editor_set_vaccinations (CabVaccineEditor     *self,
                                     RecordVaccinations   *vaccinations,
                                     RecordPatientContext *context)
{
  g_return_if_fail (CAB_IS_VACCINE_EDITOR (self));

  cab_vaccine_editor_close (self);
  g_set_object (&self->vaccinations, vaccinations);
  g_set_object (&self->context, context);
}

void
cab_vaccine_editor_add (CabVaccineEditor *self,
                        ModelClinicalKind kind)
{
  g_autoptr(RecordEntryDraft) draft = NULL;

  g_return_if_fail (CAB_IS_VACCINE_EDITOR (self) && self->vaccinations != NULL);

  open (self);
  draft = record_entry_draft_new (kind, record_patient_context_get_patient (self->context));
  cab_vaccine_editor_take_draft (self, draft);
  cab_vaccine_editor_show_page (self, "form");
}

void
cab_vaccine_editor_correct (CabVaccineEditor *self,
                            ModelRecordLine  *line)
{
  g_autoptr(RecordEntryDraft) draft = NULL;

  g_return_if_fail (CAB_IS_VACCINE_EDITOR (self) && self->vaccinations != NULL);

  open (self);
  draft = record_entry_draft_new_change (line, record_patient_context_get_patient (self->context));
  g_ptr_array_add (self->lines, g_object_ref (line));
  cab_vaccine_editor_take_draft (self, draft);
  cab_vaccine_editor_show_page (self, "form");
}

void
cab_vaccine_editor_act (CabVaccineEditor *self,
                        CabEntryAction    action,
                        GPtrArray        *lines)
{
  g_autoptr(GPtrArray) kept = g_ptr_array_ref (lines);

  g_return_if_fail (CAB_IS_VACCINE_EDITOR (self) && self->vaccinations != NULL);

  open (self);
  cab_entry_step_show (self->step, action, kept, cab_vaccine_editor_get_birth (self));
  cab_vaccine_editor_show_page (self, "step");
}

void
cab_vaccine_editor_set_comment (CabVaccineEditor *self,
                                const char       *words)
{
  g_return_if_fail (CAB_IS_VACCINE_EDITOR (self));

  cab_entry_step_set_comment (self->step, words);
}

gboolean
cab_vaccine_editor_take_scan (CabVaccineEditor *self,
                              const char       *text)
{
  g_return_val_if_fail (CAB_IS_VACCINE_EDITOR (self), FALSE);

  if (self->draft == NULL || self->sending != NULL || record_entry_draft_get_kind (self->draft) != MODEL_CLINICAL_VACCINATION)
    return FALSE;

  cab_vaccine_editor_show_page (self, "form");
  cab_entry_form_take_scan (self->form, text);
  return TRUE;
}

void
cab_vaccine_editor_grab_scan (CabVaccineEditor *self)
{
  g_return_if_fail (CAB_IS_VACCINE_EDITOR (self));

  cab_entry_form_grab_scan (self->form);
}

void
cab_vaccine_editor_grab_first (CabVaccineEditor *self)
{
  g_return_if_fail (CAB_IS_VACCINE_EDITOR (self));

  if (is_on (self, "form"))
    cab_entry_form_grab_first (self->form);
  else if (is_on (self, "step"))
    cab_entry_step_grab_first (self->step);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->go_button));
}

gboolean
cab_vaccine_editor_is_open (CabVaccineEditor *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_EDITOR (self), FALSE);

  return self->open;
}

gboolean
cab_vaccine_editor_is_touched (CabVaccineEditor *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_EDITOR (self), FALSE);

  if (!self->open)
    return FALSE;

  return self->sending != NULL || (self->draft != NULL ? record_entry_draft_is_touched (self->draft) : cab_entry_step_is_touched (self->step));
}

void
cab_vaccine_editor_close (CabVaccineEditor *self)
{
  g_return_if_fail (CAB_IS_VACCINE_EDITOR (self));

  if (!self->open)
    return;

  self->open = FALSE;
  drop (self);
  gtk_label_set_text (self->editor_title, "");
  gtk_label_set_text (self->editor_patient, "");
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

gboolean
cab_vaccine_editor_back (CabVaccineEditor *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_EDITOR (self), FALSE);

  if (!self->open || !is_on (self, "summary") || self->sending != NULL)
    return FALSE;

  cab_vaccine_editor_show_page (self, "form");
  cab_entry_form_grab_first (self->form);
  return TRUE;
}
