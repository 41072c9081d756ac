/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-window-private.h"

#include "cab-settings.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (CabWindow, cab_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_page (CabWindow  *self,
           const char *name)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), name) != 0)
    gtk_stack_set_visible_child_name (self->pages, name);
}

gboolean
cab_window_is_on_page (CabWindow  *self,
                       const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), name) == 0;
}

void
cab_window_set_reader_alone (CabWindow *self,
                             gboolean   alone)
{
  if (self->reader_alone == alone)
    return;

  self->reader_alone = alone;
  gtk_widget_set_visible (GTK_WIDGET (self->header_bar), !alone);
  cab_record_page_set_alone (self->record_page, alone);
  if (alone)
    gtk_window_fullscreen (GTK_WINDOW (self));
  else
    gtk_window_unfullscreen (GTK_WINDOW (self));
}

static void show_user (CabWindow *self);

/* What can be done where one is. */
static void
update_actions (CabWindow *self)
{
  static const char *const of_documents[] = {
    "win.next-document", "win.previous-document", "win.filter", "win.reload"
  };
  gboolean record = cab_window_is_on_page (self, "record");
  gboolean round = cab_window_is_on_page (self, "round");
  gboolean inside = record || round || cab_window_is_on_page (self, "search");
  gboolean folded = self->narrow || cab_record_page_get_folded (self->record_page);
  gboolean depositing = cab_record_page_get_depositing (self->record_page);

  for (guint i = 0; i < G_N_ELEMENTS (of_documents); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_documents[i], record && !depositing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.reader-fullscreen",
                                 record && !depositing && !cab_record_page_get_vaccinating (self->record_page));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.close-patient", record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.deposit", record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.documents", record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.vaccination", record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-vaccination", record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.scan-vaccine", record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search-patient", inside);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.vaccinate-several", inside && !record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-out", inside);

  adw_view_switcher_title_set_view_switcher_enabled (self->title, record);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, record && adw_view_switcher_title_get_title_visible (self->title));
  gtk_widget_set_visible (GTK_WIDGET (self->patient_button), record && !folded);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), round || (record && folded));
  gtk_widget_set_visible (GTK_WIDGET (self->user_button), inside);
  show_user (self);
}

void
cab_window_update_page (CabWindow *self)
{
  RecordSessionState state = record_session_get_state (self->session);
  gboolean           known = record_session_get_user (self->session) != NULL && state != RECORD_SESSION_SIGNED_OUT;

  if (record_session_get_context (self->session) != NULL)
    show_page (self, "record");
  else if (known && self->in_round)
    show_page (self, "round");
  else if (known)
    {
      gboolean arriving = !cab_window_is_on_page (self, "search");

      show_page (self, "search");
      if (arriving)
        cab_search_page_grab_entry (self->search_page);
      cab_window_look_up_held (self);
    }
  else
    show_page (self, "sign-in");

  gtk_info_bar_set_revealed (self->session_bar, state == RECORD_SESSION_EXPIRED);
  update_actions (self);
}

static void
context_cb (CabWindow *self)
{
  RecordPatientContext *context = record_session_get_context (self->session);

  cab_window_set_reader_alone (self, FALSE);
  cab_record_page_set_context (self->record_page, context);
  cab_window_update_page (self);
  if (context != NULL && self->held_files == NULL)
    cab_record_page_grab_first (self->record_page);
  else if (context != NULL)
    {
      cab_record_page_deposit (self->record_page, self->held_files);
      cab_window_drop_held (self);
    }
}

static void
show_user (CabWindow *self)
{
  ModelUser *user = self->session != NULL ? record_session_get_user (self->session) : NULL;

  gtk_label_set_text (self->user_label, user != NULL ? model_user_get_name (user) : "");
}

static void
user_cb (CabWindow *self)
{
  ModelUser       *user = record_session_get_user (self->session);
  const char      *role = user != NULL ? model_user_get_role_label (user) : "";
  const char      *organization = user != NULL ? model_user_get_organization (user) : NULL;
  g_autofree char *label = NULL;
  g_autofree char *details = NULL;

  cab_record_page_set_session (self->record_page, user != NULL ? self->session : NULL);
  cab_round_page_set_session (self->round_page, user != NULL ? self->session : NULL);
  cab_window_set_outbox (self, user != NULL ? record_session_get_outbox (self->session) : NULL);
  if (user != NULL)
    label = g_strdup_printf ("%s%s%s", model_user_get_name (user), *role != '\0' ? " · " : "", role);
  details = g_strdup_printf ("%s%s%s", label != NULL ? label : "", organization != NULL ? "\n" : "",
                             organization != NULL ? organization : "");
  gtk_label_set_text (self->user_details, details);
  cab_window_update_page (self);
}

static void
keyring_cb (CabWindow *self)
{
  g_autoptr(ModelProblem) problem = NULL;

  g_object_get (self->session, "keyring-problem", &problem, NULL);
  gtk_label_set_text (self->keyring_label, problem != NULL ? model_problem_get_sentence (problem) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unlock_button),
                          problem != NULL && model_problem_get_way (problem) == MODEL_WAY_UNLOCK_KEYRING);
  gtk_info_bar_set_revealed (self->keyring_bar, problem != NULL);
}

/* Empties every pane before the session goes: nothing of its patients stays. */
static void
set_session (CabWindow     *self,
             RecordSession *session)
{
  if (self->sign_in != NULL)
    g_cancellable_cancel (self->sign_in);
  g_clear_object (&self->sign_in);
  cab_window_set_reader_alone (self, FALSE);
  cab_record_page_set_context (self->record_page, NULL);
  cab_record_page_set_session (self->record_page, NULL);
  cab_round_page_set_session (self->round_page, NULL);
  self->in_round = FALSE;
  cab_window_set_outbox (self, NULL);
  /* what practice software handed over before anybody was signed in waits for the one who comes */
  if (self->session != NULL && record_session_get_user (self->session) != NULL)
    cab_window_drop_held (self);
  cab_search_page_set_session (self->search_page, NULL);
  cab_sign_in_page_set_session (self->sign_in_page, NULL);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      record_session_sign_out (self->session);
    }
  g_set_object (&self->session, session);
  if (session == NULL)
    return;

  g_signal_connect_object (session, "notify::state", G_CALLBACK (cab_window_update_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (user_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::context", G_CALLBACK (context_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::keyring-problem", G_CALLBACK (keyring_cb), self, G_CONNECT_SWAPPED);
  adw_view_switcher_title_set_subtitle (self->title, record_community_get_name (record_session_get_community (session)));
  cab_search_page_set_session (self->search_page, session);
  keyring_cb (self);
  user_cb (self);
  cab_sign_in_page_set_session (self->sign_in_page, session);
}

static void
community_chosen_cb (CabWindow       *self,
                     RecordCommunity *community)
{
  g_autoptr(RecordSession) session = record_session_new (community);

  set_session (self, session);
}

static void
keyring_response_cb (CabWindow *self)
{
  gtk_info_bar_set_revealed (self->keyring_bar, FALSE);
}

static void
round_way_cb (CabWindow *self,
              int        way)
{
  if (way == MODEL_WAY_SIGN_IN)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in-again", NULL);
  else if (way == MODEL_WAY_UNLOCK_KEYRING)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.unlock-keyring", NULL);
}

static void
startup_way_cb (CabWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.start", NULL);
}

static gboolean
narrow_idle_cb (gpointer user_data)
{
  CabWindow *self = CAB_WINDOW (user_data);

  self->narrow_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->user_label), !self->narrow);
  cab_record_page_set_narrow (self->record_page, self->narrow);
  update_actions (self);
  return G_SOURCE_REMOVE;
}

/* Told in the middle of a layout, where nothing may ask for another. */
static void
relayout_cb (CabWindow *self)
{
  if (self->narrow_source == 0)
    self->narrow_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, narrow_idle_cb, self, NULL);
}

/* In a narrow window the name of the user gives way before the buttons do; changed after the layout
 * that told the width, for within it nothing may ask for another. */
static void
cab_window_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  CabWindow *self = CAB_WINDOW (widget);
  gboolean   narrow = width < 720;

  GTK_WIDGET_CLASS (cab_window_parent_class)->size_allocate (widget, width, height, baseline);

  if (narrow != self->narrow)
    relayout_cb (self);
  self->narrow = narrow;
}

static void
close_window (CabWindow *self)
{
  cab_settings_save_window (GTK_WINDOW (self));
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
cab_window_close_request (GtkWindow *window)
{
  cab_window_leave (CAB_WINDOW (window), TRUE, close_window);

  return TRUE;
}

static void
cab_window_dispose (GObject *object)
{
  CabWindow *self = CAB_WINDOW (object);

  if (self->session != NULL && self->record_page != NULL)
    set_session (self, NULL);
  g_clear_object (&self->session);
  g_clear_object (&self->sign_in);
  g_clear_handle_id (&self->narrow_source, g_source_remove);
  cab_window_drop_held (self);
  g_clear_pointer (&self->held_patient, g_free);
  g_clear_pointer (&self->wanted_deposit, g_free);

  G_OBJECT_CLASS (cab_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CabWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, patient_button);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, user_button);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, user_label);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, user_details);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, outbox_button);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, outbox_label);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, outbox_list);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, session_bar);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, keyring_bar);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, keyring_label);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, unlock_button);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, startup_label);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, startup_error);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, sign_in_page);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, search_page);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, record_page);
  gtk_widget_class_bind_template_child (widget_class, CabWindow, round_page);
}

static void
cab_window_class_init (CabWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_window_dispose;
  widget_class->size_allocate = cab_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = cab_window_close_request;

  g_type_ensure (CAB_TYPE_ERROR_PAGE);
  g_type_ensure (CAB_TYPE_OUTBOX_LIST);
  g_type_ensure (CAB_TYPE_SIGN_IN_PAGE);
  g_type_ensure (CAB_TYPE_SEARCH_PAGE);
  g_type_ensure (CAB_TYPE_RECORD_PAGE);
  g_type_ensure (CAB_TYPE_ROUND_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, community_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, keyring_response_cb);
  gtk_widget_class_bind_template_callback (widget_class, startup_way_cb);
  gtk_widget_class_bind_template_callback (widget_class, cab_window_deposit_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
  gtk_widget_class_bind_template_callback (widget_class, relayout_cb);
  gtk_widget_class_bind_template_callback (widget_class, round_way_cb);
  cab_window_install_actions (widget_class);
}

static void
cab_window_init (CabWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_view_switcher_title_set_stack (self->title, cab_record_page_get_views (self->record_page));
  adw_view_switcher_bar_set_stack (self->switcher_bar, cab_record_page_get_views (self->record_page));
  g_signal_connect_object (drop, "drop", G_CALLBACK (cab_window_dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  cab_settings_restore_window (GTK_WINDOW (self));
  update_actions (self);
}

CabWindow *
cab_window_new (GtkApplication *application,
                RenderService  *service)
{
  CabWindow *self = g_object_new (CAB_TYPE_WINDOW, "application", application, NULL);

  cab_record_page_set_service (self->record_page, service);
  return self;
}

void
cab_window_show_startup (CabWindow  *self,
                         const char *words)
{
  g_return_if_fail (CAB_IS_WINDOW (self));

  gtk_label_set_text (self->startup_label, words);
  show_page (self, "startup");
  update_actions (self);
}

void
cab_window_show_problem (CabWindow    *self,
                         ModelProblem *problem)
{
  g_return_if_fail (CAB_IS_WINDOW (self));

  cab_error_page_set_problem (self->startup_error, problem);
  show_page (self, "startup-error");
  update_actions (self);
}

void
cab_window_set_communities (CabWindow  *self,
                            GListModel *communities)
{
  g_autoptr(RecordCommunity) first = NULL;

  g_return_if_fail (CAB_IS_WINDOW (self));

  first = g_list_model_get_item (communities, 0);
  g_return_if_fail (first != NULL);

  cab_sign_in_page_set_communities (self->sign_in_page, communities);
  community_chosen_cb (self, first);
}

RecordSession *
cab_window_get_session (CabWindow *self)
{
  g_return_val_if_fail (CAB_IS_WINDOW (self), NULL);

  return self->session;
}

void
cab_window_sign_out (CabWindow *self)
{
  g_return_if_fail (CAB_IS_WINDOW (self));

  if (self->session != NULL)
    {
      g_autoptr(RecordCommunity) community = g_object_ref (record_session_get_community (self->session));

      community_chosen_cb (self, community);
    }
}
