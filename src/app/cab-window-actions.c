/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-window-private.h"

#include "record-problem.h"

static void
say_problem (CabWindow    *self,
             const GError *error)
{
  g_autoptr(ModelProblem) problem = record_problem_new_from_error (error);

  if (problem != NULL)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (model_problem_get_sentence (problem)));
}

static void
signed_in_again_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(CabWindow) self = CAB_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (record_session_sign_in_finish (RECORD_SESSION (object), result, &error))
    g_clear_object (&self->sign_in);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_object (&self->sign_in);
      say_problem (self, error);
    }
}

/* The same person, with the page kept as it is. */
static void
sign_in_again_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  CabWindow       *self = CAB_WINDOW (widget);
  RecordCommunity *community = self->session != NULL ? record_session_get_community (self->session) : NULL;
  ModelUser       *person = NULL;

  if (community == NULL || self->sign_in != NULL)
    return;

  if (record_community_is_training (community))
    person = record_session_get_user (self->session);
  self->sign_in = g_cancellable_new ();
  record_session_sign_in_async (self->session, person, self->sign_in, signed_in_again_cb, g_object_ref (self));
}

static void
sign_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  cab_window_leave (CAB_WINDOW (widget), TRUE, cab_window_sign_out);
}

static void
unlock_keyring_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  CabWindow *self = CAB_WINDOW (widget);

  if (self->session != NULL)
    record_session_unlock_keyring (self->session);
}

static void
close_patient (CabWindow *self)
{
  cab_window_set_reader_alone (self, FALSE);
  cab_record_page_set_context (self->record_page, NULL);
  record_session_close_patient (self->session);
}

static void
close_patient_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  CabWindow *self = CAB_WINDOW (widget);

  if (self->session != NULL)
    cab_window_leave (self, FALSE, close_patient);
}

static void
search_patient_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  CabWindow *self = CAB_WINDOW (widget);

  if (cab_window_is_on_page (self, "record"))
    close_patient_action (widget, name, parameter);
  else if (cab_window_is_on_page (self, "round"))
    cab_round_page_grab_first (self->round_page);
  else
    cab_search_page_grab_entry (self->search_page);
}

/* The same vaccine for several patients: without any record open. */
static void
vaccinate_several_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  CabWindow *self = CAB_WINDOW (widget);

  self->in_round = TRUE;
  cab_window_update_page (self);
  cab_round_page_grab_first (self->round_page);
}

static void
end_round (CabWindow *self)
{
  self->in_round = FALSE;
  cab_round_page_end (self->round_page);
  cab_window_update_page (self);
}

static void
deposit_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  cab_record_page_deposit (CAB_WINDOW (widget)->record_page, NULL);
}

static void
documents_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  adw_view_stack_set_visible_child_name (cab_record_page_get_views (CAB_WINDOW (widget)->record_page), "documents");
}

static void
vaccination_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CabWindow *self = CAB_WINDOW (widget);

  cab_window_set_reader_alone (self, FALSE);
  cab_record_page_show_vaccination (self->record_page);
}

/* In the vaccination record, from wherever one is in the record. */
static void
new_vaccination_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  CabWindow *self = CAB_WINDOW (widget);

  cab_window_set_reader_alone (self, FALSE);
  cab_record_page_write_vaccination (self->record_page, FALSE);
}

static void
scan_vaccine_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  CabWindow *self = CAB_WINDOW (widget);

  cab_window_set_reader_alone (self, FALSE);
  cab_record_page_write_vaccination (self->record_page, TRUE);
}

static void
next_document_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  cab_record_page_step (CAB_WINDOW (widget)->record_page, 1);
}

static void
previous_document_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  cab_record_page_step (CAB_WINDOW (widget)->record_page, -1);
}

static void
filter_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CabWindow *self = CAB_WINDOW (widget);

  cab_window_set_reader_alone (self, FALSE);
  cab_record_page_grab_filter (self->record_page);
}

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  cab_record_page_reload (CAB_WINDOW (widget)->record_page);
}

static void
reader_fullscreen_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  CabWindow *self = CAB_WINDOW (widget);

  cab_window_set_reader_alone (self, !self->reader_alone);
}

/* Escape: out of the whole screen, out of the page, out of the record. */
static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CabWindow *self = CAB_WINDOW (widget);

  if (self->reader_alone)
    cab_window_set_reader_alone (self, FALSE);
  else if (cab_window_is_on_page (self, "round"))
    {
      if (!cab_round_page_back (self->round_page))
        cab_window_leave (self, FALSE, end_round);
    }
  else if (cab_window_is_on_page (self, "record") && !cab_record_page_back (self->record_page))
    close_patient_action (widget, name, parameter);
}

/* Keys that text entries want for themselves are bound here, where entries come first; those of the
 * application's table are taken before any widget sees them. */
void
cab_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.search-patient", NULL, search_patient_action);
  gtk_widget_class_install_action (widget_class, "win.close-patient", NULL, close_patient_action);
  gtk_widget_class_install_action (widget_class, "win.deposit", NULL, deposit_action);
  gtk_widget_class_install_action (widget_class, "win.vaccinate-several", NULL, vaccinate_several_action);
  gtk_widget_class_install_action (widget_class, "win.edit-deposit", "s", cab_window_edit_deposit_action);
  gtk_widget_class_install_action (widget_class, "win.documents", NULL, documents_action);
  gtk_widget_class_install_action (widget_class, "win.vaccination", NULL, vaccination_action);
  gtk_widget_class_install_action (widget_class, "win.new-vaccination", NULL, new_vaccination_action);
  gtk_widget_class_install_action (widget_class, "win.scan-vaccine", NULL, scan_vaccine_action);
  gtk_widget_class_install_action (widget_class, "win.next-document", NULL, next_document_action);
  gtk_widget_class_install_action (widget_class, "win.previous-document", NULL, previous_document_action);
  gtk_widget_class_install_action (widget_class, "win.filter", NULL, filter_action);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "win.reader-fullscreen", NULL, reader_fullscreen_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in-again", NULL, sign_in_again_action);
  gtk_widget_class_install_action (widget_class, "win.unlock-keyring", NULL, unlock_keyring_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_j, 0, "win.next-document", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, 0, "win.previous-document", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
}
