/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-sign-in-page.h"

#include "cab-error-page.h"
#include "record-problem.h"

#include <glib/gi18n-lib.h>

struct _CabSignInPage
{
  AdwBin parent_instance;

  GtkStack      *stack;
  AdwStatusPage *people_page;
  AdwComboRow   *community_row;
  GtkWidget     *community_list;
  GtkListBox    *people_list;
  GtkWidget     *training_label;
  GtkSpinner    *people_spinner;
  GtkButton     *browser_button;
  GtkLabel      *busy_label;
  CabErrorPage  *error_page;

  RecordSession *session;     /* (owned) (nullable) */
  ModelUser     *person;      /* (owned) (nullable) who tried last; NULL: the browser */
  gboolean       signing_in;  /* what failed was the sign-in, not the list of people */
  GCancellable  *cancellable; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabSignInPage, cab_sign_in_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_COMMUNITY_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
cancel_work (CabSignInPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_spinner_stop (self->people_spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->people_spinner), FALSE);
}

static GCancellable *
begin_work (CabSignInPage *self)
{
  cancel_work (self);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

static void
show_error (CabSignInPage *self,
            const GError  *error)
{
  g_autoptr(ModelProblem) problem = record_problem_new_from_error (error);

  cab_error_page_set_problem (self->error_page, problem);
  gtk_stack_set_visible_child_name (self->stack, problem != NULL ? "error" : "people");
}

static void
signed_in_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CabSignInPage) self = CAB_SIGN_IN_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  gboolean signed_in = record_session_sign_in_finish (RECORD_SESSION (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (signed_in)
    gtk_stack_set_visible_child_name (self->stack, "people");
  else
    show_error (self, error);
}

static void
start_sign_in (CabSignInPage *self)
{
  GCancellable *cancellable = begin_work (self);

  self->signing_in = TRUE;
  gtk_label_set_text (self->busy_label, self->person != NULL ? _("Signing in…") : _("Go on in the browser window that has opened."));
  gtk_stack_set_visible_child_name (self->stack, "busy");
  record_session_sign_in_async (self->session, self->person, cancellable, signed_in_cb, g_object_ref (self));
}

static void
person_activated_cb (CabSignInPage *self,
                     GtkListBoxRow *row)
{
  g_set_object (&self->person, g_object_get_data (G_OBJECT (row), "person"));
  start_sign_in (self);
}

static void
browser_clicked_cb (CabSignInPage *self)
{
  g_clear_object (&self->person);
  start_sign_in (self);
}

static void
cancel_clicked_cb (CabSignInPage *self)
{
  cancel_work (self);
  gtk_stack_set_visible_child_name (self->stack, "people");
}

static GtkWidget *
make_person_row (gpointer item,
                 gpointer user_data)
{
  ModelUser       *person = MODEL_USER (item);
  const char      *role = model_user_get_role_label (person);
  const char      *organization = model_user_get_organization (person);
  gboolean         both = *role != '\0' && organization != NULL;
  g_autofree char *subtitle = g_strdup_printf ("%s%s%s", role, both ? " · " : "", organization != NULL ? organization : "");
  GtkWidget       *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), model_user_get_name (person));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "avatar-default-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "person", g_object_ref (person), g_object_unref);

  return row;
}

static void
people_listed_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(CabSignInPage) self = CAB_SIGN_IN_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) people = record_session_list_people_finish (RECORD_SESSION (object), result, &error);
  GtkListBoxRow *first;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  cancel_work (self);
  if (people == NULL)
    {
      show_error (self, error);
      return;
    }

  gtk_list_box_bind_model (self->people_list, people, make_person_row, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->people_list), g_list_model_get_n_items (people) > 0);
  first = gtk_list_box_get_row_at_index (self->people_list, 0);
  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
list_people (CabSignInPage *self)
{
  GCancellable *cancellable = begin_work (self);

  self->signing_in = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "people");
  gtk_widget_set_visible (GTK_WIDGET (self->people_spinner), TRUE);
  gtk_spinner_start (self->people_spinner);
  record_session_list_people_async (self->session, cancellable, people_listed_cb, g_object_ref (self));
}

static void
way_cb (CabSignInPage *self,
        int            way)
{
  if (way == MODEL_WAY_UNLOCK_KEYRING)
    record_session_unlock_keyring (self->session);
  else if (self->signing_in)
    start_sign_in (self);
  else
    list_people (self);
}

/* The error page's own button is a way on; this is the way back to the choice. */
static void
back_clicked_cb (CabSignInPage *self)
{
  cab_error_page_set_problem (self->error_page, NULL);
  gtk_stack_set_visible_child_name (self->stack, "people");
}

static void
community_selected_cb (CabSignInPage *self)
{
  RecordCommunity *community = adw_combo_row_get_selected_item (self->community_row);

  if (community != NULL && (self->session == NULL || record_session_get_community (self->session) != community))
    g_signal_emit (self, signals[SIGNAL_COMMUNITY_CHOSEN], 0, community);
}

static char *
dup_community_name (RecordCommunity *community)
{
  return g_strdup (record_community_get_name (community));
}

static void
show_community (CabSignInPage *self)
{
  RecordCommunity *community = record_session_get_community (self->session);
  gboolean         training = record_community_is_training (community);
  g_autofree char *name = g_markup_escape_text (record_community_get_name (community), -1);

  adw_status_page_set_title (self->people_page, name);
  adw_status_page_set_description (self->people_page,
                                   training ? _("Who is working? Choose one of the invented professionals.")
                                            : _("Sign in with your electronic identity."));
  gtk_widget_set_visible (self->training_label, training);
  if (training)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->browser_button), "suggested-action");
      list_people (self);
    }
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->browser_button), "suggested-action");
      gtk_widget_grab_focus (GTK_WIDGET (self->browser_button));
    }
}

static void
cab_sign_in_page_dispose (GObject *object)
{
  CabSignInPage *self = CAB_SIGN_IN_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->person);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_sign_in_page_parent_class)->dispose (object);
}

static void
cab_sign_in_page_class_init (CabSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_sign_in_page_dispose;

  signals[SIGNAL_COMMUNITY_CHOSEN] =
      g_signal_new ("community-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, RECORD_TYPE_COMMUNITY);

  g_type_ensure (CAB_TYPE_ERROR_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CabSignInPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CabSignInPage, people_page);
  gtk_widget_class_bind_template_child (widget_class, CabSignInPage, community_row);
  gtk_widget_class_bind_template_child (widget_class, CabSignInPage, community_list);
  gtk_widget_class_bind_template_child (widget_class, CabSignInPage, people_list);
  gtk_widget_class_bind_template_child (widget_class, CabSignInPage, training_label);
  gtk_widget_class_bind_template_child (widget_class, CabSignInPage, people_spinner);
  gtk_widget_class_bind_template_child (widget_class, CabSignInPage, browser_button);
  gtk_widget_class_bind_template_child (widget_class, CabSignInPage, busy_label);
  gtk_widget_class_bind_template_child (widget_class, CabSignInPage, error_page);
  gtk_widget_class_bind_template_callback (widget_class, person_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
  gtk_widget_class_bind_template_callback (widget_class, community_selected_cb);
}

static void
cab_sign_in_page_init (CabSignInPage *self)
{
  g_autoptr(GtkExpression) name = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  name = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_community_name), NULL, NULL);
  adw_combo_row_set_expression (self->community_row, name);
}

GtkWidget *
cab_sign_in_page_new (void)
{
  return g_object_new (CAB_TYPE_SIGN_IN_PAGE, NULL);
}

void
cab_sign_in_page_set_communities (CabSignInPage *self,
                                  GListModel    *communities)
{
  g_return_if_fail (CAB_IS_SIGN_IN_PAGE (self));

  g_signal_handlers_block_by_func (self->community_row, community_selected_cb, self);
  adw_combo_row_set_model (self->community_row, communities);
  g_signal_handlers_unblock_by_func (self->community_row, community_selected_cb, self);
  gtk_widget_set_visible (self->community_list, communities != NULL && g_list_model_get_n_items (communities) > 1);
}

/* The choice follows a session that was begun elsewhere. */
static void
select_community (CabSignInPage   *self,
                  RecordCommunity *community)
{
  GListModel *communities = adw_combo_row_get_model (self->community_row);
  guint       n = communities != NULL ? g_list_model_get_n_items (communities) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(RecordCommunity) candidate = g_list_model_get_item (communities, i);

      if (candidate == community)
        adw_combo_row_set_selected (self->community_row, i);
    }
}

void
cab_sign_in_page_set_session (CabSignInPage *self,
                              RecordSession *session)
{
  g_return_if_fail (CAB_IS_SIGN_IN_PAGE (self));

  cancel_work (self);
  g_clear_object (&self->person);
  cab_error_page_set_problem (self->error_page, NULL);
  gtk_list_box_bind_model (self->people_list, NULL, NULL, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->people_list), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "people");
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      select_community (self, record_session_get_community (session));
      show_community (self);
    }
}
