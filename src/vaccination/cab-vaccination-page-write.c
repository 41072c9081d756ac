/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written into the record: who may, where it begins, and what becomes of it. */
#include "config.h"

#include "cab-vaccination-page-private.h"

#include "vaccination-scanner.h"

#include <glib/gi18n-lib.h>

static const char *const entry_actions[] = {
  "vaccination.correct", "vaccination.validate", "vaccination.comment", "vaccination.annul", "vaccination.refute", "vaccination.restore"
};

/* R-VAC-91, R-VAC-51: professionals and their assistants, in normal access. */
gboolean
cab_vaccination_page_may_write (CabVaccinationPage *self)
{
  ModelUser  *user = self->session != NULL ? record_session_get_user (self->session) : NULL;
  const char *role = user != NULL ? model_user_get_role (user) : NULL;

  return self->vaccinations != NULL && self->context != NULL && !record_patient_context_is_closed (self->context) &&
         record_patient_context_get_purpose (self->context) == RECORD_PURPOSE_NORMAL &&
         (g_strcmp0 (role, "HCP") == 0 || g_strcmp0 (role, "ASS") == 0);
}

static ModelRecordLine *
get_line (CabVaccinationPage *self)
{
  CabVaccineRow *row = self->shown_row != NULL ? self->shown_row : cab_vaccine_model_get_chosen (self->model);

  return row != NULL ? cab_vaccine_row_get_line (row) : NULL;
}

void
cab_vaccination_page_show_writing (CabVaccinationPage *self)
{
  GtkWidget       *widget = GTK_WIDGET (self);
  ModelRecordLine *line = get_line (self);
  gboolean         may = cab_vaccination_page_may_write (self);
  gboolean         deleted = line != NULL && model_record_line_get_state (line) == MODEL_LINE_DELETED;
  gboolean         current = line != NULL && model_record_line_get_state (line) == MODEL_LINE_CURRENT;
  gboolean         validated = line != NULL && model_record_line_get_validation (line) == MODEL_VALIDATION_VALIDATED;

  cab_vaccine_header_set_writable (self->header, may);
  gtk_widget_action_set_enabled (widget, "vaccination.add", may);
  gtk_widget_action_set_enabled (widget, "vaccination.scan", may);
  for (guint i = 0; i < G_N_ELEMENTS (entry_actions); i++)
    gtk_widget_action_set_enabled (widget, entry_actions[i], may && line != NULL && !deleted);
  gtk_widget_action_set_enabled (widget, "vaccination.restore", may && deleted);
  gtk_widget_action_set_enabled (widget, "vaccination.validate", may && current && !validated);
  gtk_widget_action_set_enabled (widget, "vaccination.refute", may && current);
}

static void
response_cb (CabVaccinationPage *self,
             const char         *response)
{
  self->asking = FALSE;
  if (!g_str_equal (response, "leave"))
    return;

  cab_vaccine_editor_close (self->editor);
  if (self->wish.begin != NULL)
    self->wish.begin (self);
}

/* R-VAC-104: asked once. */
static void
ask (CabVaccinationPage *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Leave Without Saving?"),
                                              _("What you have written here is not saved. It is lost when you leave."));

  self->asking = TRUE;
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("_Stay"), "leave", _("_Leave"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
cab_vaccination_page_leave (CabVaccinationPage *self,
                            void (*begin) (CabVaccinationPage *self))
{
  if (self->asking)
    return;

  self->wish.begin = begin;
  if (cab_vaccine_editor_is_touched (self->editor))
    {
      ask (self);
      return;
    }

  cab_vaccine_editor_close (self->editor);
  if (begin != NULL)
    begin (self);
}

/* What is written needs the place, and the eyes. */
static void
begun (CabVaccinationPage *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  cab_vaccination_page_show_side (self);
  cab_vaccine_editor_grab_first (self->editor);
}

static void
begin_new (CabVaccinationPage *self)
{
  if (!cab_vaccination_page_may_write (self))
    return;

  cab_vaccine_editor_add (self->editor, self->wish.kind);
  begun (self);
}

static void
begin_scan (CabVaccinationPage *self)
{
  self->wish.kind = MODEL_CLINICAL_VACCINATION;
  begin_new (self);
  cab_vaccine_editor_grab_scan (self->editor);
}

static void
begin_correction (CabVaccinationPage *self)
{
  if (!cab_vaccination_page_may_write (self) || self->wish.lines == NULL || self->wish.lines->len == 0)
    return;

  cab_vaccine_editor_correct (self->editor, g_ptr_array_index (self->wish.lines, 0));
  begun (self);
}

static void
begin_step (CabVaccinationPage *self)
{
  if (!cab_vaccination_page_may_write (self) || self->wish.lines == NULL || self->wish.lines->len == 0)
    return;

  cab_vaccine_editor_act (self->editor, self->wish.action, self->wish.lines);
  begun (self);
}

static void
wish_for (CabVaccinationPage *self,
          ModelRecordLine    *line)
{
  g_clear_pointer (&self->wish.lines, g_ptr_array_unref);
  self->wish.lines = g_ptr_array_new_with_free_func (g_object_unref);
  if (line != NULL)
    g_ptr_array_add (self->wish.lines, g_object_ref (line));
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  const char *code = g_variant_get_string (parameter, NULL);

  for (guint kind = 0; kind <= MODEL_CLINICAL_SEROLOGY; kind++)
    if (g_str_equal (model_clinical_kind_to_code ((ModelClinicalKind) kind), code))
      cab_vaccination_page_add (CAB_VACCINATION_PAGE (widget), (ModelClinicalKind) kind);
}

static void
scan_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  cab_vaccination_page_scan (CAB_VACCINATION_PAGE (widget));
}

static void
correct_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (widget);

  wish_for (self, get_line (self));
  cab_vaccination_page_leave (self, begin_correction);
}

/* The others that no professional stands behind can be ticked in one go; each by itself (R-VAC-56). */
static void
add_not_validated (CabVaccinationPage *self,
                   ModelRecordLine    *first)
{
  ModelVaccinationRecord *record = record_vaccinations_get_record (self->vaccinations);
  GPtrArray              *lines = record != NULL ? model_vaccination_record_get_lines (record) : NULL;

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (lines, i);

      if (line != first && model_record_line_get_state (line) == MODEL_LINE_CURRENT && model_record_line_get_validation (line) != MODEL_VALIDATION_VALIDATED)
        g_ptr_array_add (self->wish.lines, g_object_ref (line));
    }
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  static const struct
  {
    const char    *name;
    CabEntryAction action;
  } steps[] = {
    { "vaccination.validate", CAB_ENTRY_VALIDATE },
    { "vaccination.comment", CAB_ENTRY_COMMENT },
    { "vaccination.annul", CAB_ENTRY_ANNUL },
    { "vaccination.refute", CAB_ENTRY_REFUTE },
    { "vaccination.restore", CAB_ENTRY_RESTORE },
  };
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (widget);
  ModelRecordLine    *line = get_line (self);

  wish_for (self, line);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (name, steps[i].name))
      self->wish.action = steps[i].action;
  if (self->wish.action == CAB_ENTRY_VALIDATE)
    add_not_validated (self, line);
  cab_vaccination_page_leave (self, begin_step);
}

static void
begin_withdrawal (CabVaccinationPage *self)
{
  begin_step (self);
  if (self->wish.words != NULL)
    cab_vaccine_editor_set_comment (self->editor, self->wish.words);
}

/* A comment is never taken out of what was written: a later one says that it does not hold any more. */
static void
withdraw_comment_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (widget);

  wish_for (self, get_line (self));
  self->wish.action = CAB_ENTRY_COMMENT;
  g_free (self->wish.words);
  /* Translators: a comment that takes back another one, which is quoted; the reason follows. */
  self->wish.words = g_strdup_printf (_("Withdrawn: “%s”. Reason: "), g_variant_get_string (parameter, NULL));
  cab_vaccination_page_leave (self, begin_withdrawal);
}

/* (nullable) */
static ModelRecordLine *
line_at (CabVaccinationPage *self,
         GVariant           *parameter)
{
  GPtrArray *lines = self->shown_record != NULL ? model_vaccination_record_get_lines (self->shown_record) : NULL;
  guint      position = g_variant_get_uint32 (parameter);

  return lines != NULL && position < lines->len ? g_ptr_array_index (lines, position) : NULL;
}

static void
keep_one_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (widget);
  ModelRecordLine    *other = line_at (self, parameter);

  if (other == NULL || get_line (self) == NULL)
    return;

  wish_for (self, get_line (self));
  g_ptr_array_add (self->wish.lines, g_object_ref (other));
  self->wish.action = CAB_ENTRY_KEEP_ONE;
  cab_vaccination_page_leave (self, begin_step);
}

static void
keep_both_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (widget);
  ModelRecordLine    *other = line_at (self, parameter);
  g_autoptr(CabVaccineRow) row = other != NULL ? cab_vaccine_row_new_line (other) : NULL;

  if (row != NULL && self->shown_row != NULL)
    vaccination_memory_keep_both (self->memory, cab_vaccine_row_get_key (self->shown_row), cab_vaccine_row_get_key (row));
}

static void
left (CabVaccinationPage *self)
{
  cab_table_grab_rows (self->vaccine_table);
}

static void
leave_editor_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  cab_vaccination_page_leave (CAB_VACCINATION_PAGE (widget), left);
}

static ModelRecordLine *
find_written (GPtrArray  *lines,
              const char *unique_id)
{
  for (guint i = 0; i < lines->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (lines, i);

      if (g_str_equal (model_vaccination_document_get_key (model_entry_version_get_document (model_record_line_get_head (line))), unique_id))
        return line;
    }

  return NULL;
}

static void
show_sent_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CabVaccinationPage     *self = CAB_VACCINATION_PAGE (widget);
  ModelVaccinationRecord *record = self->vaccinations != NULL ? record_vaccinations_get_record (self->vaccinations) : NULL;
  const char             *unique_id = g_variant_get_string (parameter, NULL);
  ModelRecordLine        *line = record != NULL ? find_written (model_vaccination_record_get_lines (record), unique_id) : NULL;

  if (line == NULL && record != NULL)
    {
      line = find_written (model_vaccination_record_get_deleted (record), unique_id);
      if (line != NULL)
        gtk_toggle_button_set_active (self->deleted_chip, TRUE);
    }
  if (line != NULL)
    cab_vaccination_page_show_line (self, line);
}

/* Before the record with it is shown: the row on its way becomes the one that is there. */
static void
arrived_cb (CabVaccinationPage *self,
            const char         *unique_id)
{
  AdwToast *toast = adw_toast_new (_("It is in the record."));

  adw_toast_set_button_label (toast, _("_Show"));
  adw_toast_set_action_target (toast, "s", unique_id);
  adw_toast_set_action_name (toast, "vaccination.show-sent");
  g_set_object (&self->toast, toast);
  adw_toast_overlay_add_toast (self->vaccination_toasts, toast);
}

static void
sent_cb (CabVaccinationPage *self,
         RecordDeposit      *deposit,
         ModelClinicalEntry *entry,
         GPtrArray          *lines)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr(CabVaccineRow) row = cab_vaccine_row_new_line (g_ptr_array_index (lines, i));

      g_ptr_array_add (keys, g_strdup (cab_vaccine_row_get_key (row)));
    }
  vaccination_memory_send (self->memory, deposit, entry, keys);
}

/* Also the details tell of what is on its way. */
static void
memory_cb (CabVaccinationPage *self)
{
  g_clear_object (&self->shown_record);
  cab_vaccination_page_update (self);
}

static void
scanned_cb (gpointer    user_data,
            const char *text)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (user_data);

  if (!cab_vaccination_page_may_write (self) || self->asking || cab_vaccine_editor_take_scan (self->editor, text))
    return;

  if (cab_vaccine_editor_is_touched (self->editor))
    {
      adw_toast_overlay_add_toast (self->vaccination_toasts, adw_toast_new (_("Save or leave what you are writing, then scan again.")));
      return;
    }

  cab_vaccine_editor_close (self->editor);
  begin_scan (self);
  cab_vaccine_editor_take_scan (self->editor, text);
}

void
cab_vaccination_page_bind_writing (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "vaccination.add", "s", add_action);
  gtk_widget_class_install_action (widget_class, "vaccination.scan", NULL, scan_action);
  gtk_widget_class_install_action (widget_class, "vaccination.correct", NULL, correct_action);
  for (guint i = 1; i < G_N_ELEMENTS (entry_actions); i++)
    gtk_widget_class_install_action (widget_class, entry_actions[i], NULL, step_action);
  gtk_widget_class_install_action (widget_class, "vaccination.withdraw-comment", "s", withdraw_comment_action);
  gtk_widget_class_install_action (widget_class, "vaccination.keep-one", "u", keep_one_action);
  gtk_widget_class_install_action (widget_class, "vaccination.keep-both", "u", keep_both_action);
  gtk_widget_class_install_action (widget_class, "vaccination.leave-editor", NULL, leave_editor_action);
  gtk_widget_class_install_action (widget_class, "vaccination.show-sent", "s", show_sent_action);
}

void
cab_vaccination_page_init_writing (CabVaccinationPage *self)
{
  vaccination_scanner_attach (GTK_WIDGET (self), scanned_cb, self);
  g_signal_connect_object (self->editor, "closed", G_CALLBACK (cab_vaccination_page_show_side), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "sent", G_CALLBACK (sent_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->memory, "arrived", G_CALLBACK (arrived_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->memory, "changed", G_CALLBACK (memory_cb), self, G_CONNECT_SWAPPED);
}

void
cab_vaccination_page_set_session (CabVaccinationPage *self,
                                  RecordSession      *session)
{
  g_return_if_fail (CAB_IS_VACCINATION_PAGE (self));

  if (self->session == session)
    return;

  vaccination_memory_forget (self->memory);
  g_set_object (&self->session, session);
  cab_vaccine_editor_set_session (self->editor, session);
  cab_vaccination_page_update (self);
}

void
cab_vaccination_page_set_narrow (CabVaccinationPage *self,
                                 gboolean            narrow)
{
  g_return_if_fail (CAB_IS_VACCINATION_PAGE (self));

  cab_vaccine_header_set_narrow (self->header, narrow);
}

gboolean
cab_vaccination_page_is_busy (CabVaccinationPage *self)
{
  g_return_val_if_fail (CAB_IS_VACCINATION_PAGE (self), FALSE);

  return cab_vaccine_editor_is_touched (self->editor);
}

void
cab_vaccination_page_add (CabVaccinationPage *self,
                          ModelClinicalKind   kind)
{
  g_return_if_fail (CAB_IS_VACCINATION_PAGE (self));

  if (self->asking)
    return;

  self->wish.kind = kind;
  cab_vaccination_page_leave (self, begin_new);
}

void
cab_vaccination_page_scan (CabVaccinationPage *self)
{
  g_return_if_fail (CAB_IS_VACCINATION_PAGE (self));

  cab_vaccination_page_leave (self, begin_scan);
}
