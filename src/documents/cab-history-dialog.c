/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-history-dialog.h"

#include "cab-error-page.h"
#include "record-labels.h"
#include "record-versions.h"

#include <glib/gi18n-lib.h>

struct _CabHistoryDialog
{
  AdwWindow parent_instance;

  GtkStack     *stack;
  CabErrorPage *error_page;
  GtkLabel     *document_label;
  GtkListBox   *versions_list;
  GtkLabel     *only_label;
  GtkWidget    *added_box;
  GtkListBox   *added_list;

  RecordPatientContext *context;    /* (owned) */
  RecordDocumentList   *documents;  /* (owned) */
  RecordDocumentList   *superseded; /* (owned) */
  ModelDocument        *document;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (CabHistoryDialog, cab_history_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_read (CabHistoryDialog *self,
         ModelDocument    *document)
{
  const char *unique_id = model_document_get_unique_id (document);

  return document == self->document ||
         (unique_id != NULL && g_strcmp0 (unique_id, model_document_get_unique_id (self->document)) == 0);
}

static const char *
state_of (ModelDocument *document)
{
  return model_document_get_status (document) == MODEL_DOCUMENT_SUPERSEDED ? _("replaced") : _("current");
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  CabHistoryDialog *self = CAB_HISTORY_DIALOG (user_data);
  ModelDocument    *document = MODEL_DOCUMENT (item);
  GtkWidget        *row = adw_action_row_new ();
  const char       *source = model_document_get_source (document);
  g_autofree char  *date = model_date_format (model_document_get_created (document));
  g_autofree char  *line = g_strjoin (" · ", date, state_of (document), *source != '\0' ? source : NULL, NULL);
  g_autofree char  *title = g_markup_escape_text (record_label_title (document), -1);
  g_autofree char  *subtitle = g_markup_escape_text (line, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "document", g_object_ref (document), g_object_unref);
  if (is_read (self, document))
    {
      GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_widget_set_tooltip_text (mark, _("This is the one you are reading"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _("This is the one you are reading"), -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
    }

  return row;
}

static void
row_activated_cb (CabHistoryDialog *self,
                  GtkListBoxRow    *row)
{
  g_autoptr(ModelDocument) document = g_object_ref (g_object_get_data (G_OBJECT (row), "document"));

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, document);
  gtk_window_close (GTK_WINDOW (self));
}

static void
show_versions (CabHistoryDialog *self)
{
  g_autoptr(RecordVersions) versions = record_versions_new ();
  g_autoptr(ModelDocument) now = NULL;
  g_autoptr(GListModel) history = NULL;
  g_autoptr(GListModel) added = NULL;
  GtkListBoxRow *first;

  record_versions_add_all (versions, G_LIST_MODEL (self->documents));
  record_versions_add_all (versions, G_LIST_MODEL (self->superseded));
  now = record_versions_dup_same (versions, self->document);
  history = record_versions_list_history (versions, now != NULL ? now : self->document);
  added = record_versions_list_added (versions, now != NULL ? now : self->document);

  gtk_list_box_bind_model (self->versions_list, history, make_row, self, NULL);
  gtk_list_box_bind_model (self->added_list, added, make_row, self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->only_label), g_list_model_get_n_items (history) == 1);
  gtk_widget_set_visible (self->added_box, g_list_model_get_n_items (added) > 0);
  gtk_stack_set_visible_child_name (self->stack, "versions");
  first = gtk_list_box_get_row_at_index (self->versions_list, 0);
  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

/* One problem is enough: without either list the answer would be half of it. */
static void
update (CabHistoryDialog *self)
{
  ModelProblem *problem = record_document_list_get_problem (self->superseded);

  if (problem == NULL)
    problem = record_document_list_get_problem (self->documents);
  cab_error_page_set_problem (self->error_page, problem);
  if (record_document_list_get_complete (self->superseded) && record_document_list_get_complete (self->documents))
    show_versions (self);
  else
    gtk_stack_set_visible_child_name (self->stack, problem != NULL ? "problem" : "loading");
}

static void
way_cb (CabHistoryDialog *self,
        int               way)
{
  if (way == MODEL_WAY_SIGN_IN)
    {
      gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), "win.sign-in-again", NULL);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  record_document_list_continue (self->documents);
  record_document_list_continue (self->superseded);
}

static void
closed_cb (CabHistoryDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
cab_history_dialog_dispose (GObject *object)
{
  CabHistoryDialog *self = CAB_HISTORY_DIALOG (object);

  if (self->context != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->documents, self);
      g_signal_handlers_disconnect_by_data (self->superseded, self);
      g_signal_handlers_disconnect_by_data (self->context, self);
      gtk_list_box_bind_model (self->versions_list, NULL, NULL, NULL, NULL);
      gtk_list_box_bind_model (self->added_list, NULL, NULL, NULL, NULL);
    }
  g_clear_object (&self->documents);
  g_clear_object (&self->superseded);
  g_clear_object (&self->document);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cab_history_dialog_parent_class)->dispose (object);
}

static void
cab_history_dialog_class_init (CabHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_history_dialog_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, MODEL_TYPE_DOCUMENT);

  g_type_ensure (CAB_TYPE_ERROR_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CabHistoryDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CabHistoryDialog, error_page);
  gtk_widget_class_bind_template_child (widget_class, CabHistoryDialog, document_label);
  gtk_widget_class_bind_template_child (widget_class, CabHistoryDialog, versions_list);
  gtk_widget_class_bind_template_child (widget_class, CabHistoryDialog, only_label);
  gtk_widget_class_bind_template_child (widget_class, CabHistoryDialog, added_box);
  gtk_widget_class_bind_template_child (widget_class, CabHistoryDialog, added_list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cab_history_dialog_init (CabHistoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_history_dialog_new (GtkWindow            *parent,
                        RecordPatientContext *context,
                        ModelDocument        *document)
{
  CabHistoryDialog *self = g_object_new (CAB_TYPE_HISTORY_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->document = g_object_ref (document);
  self->documents = g_object_ref (record_patient_context_get_documents (context));
  self->superseded = g_object_ref (record_patient_context_get_superseded (context));
  gtk_label_set_text (self->document_label, record_label_title (document));
  g_signal_connect_object (context, "notify::closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->documents, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->superseded, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (record_document_list_get_problem (self->superseded) != NULL)
    record_document_list_continue (self->superseded);
  update (self);

  return GTK_WIDGET (self);
}
