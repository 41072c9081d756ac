/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-record-page-private.h"

#include "cab-change-dialog.h"
#include "cab-history-dialog.h"
#include "record-change.h"
#include "record-versions.h"

#include <glib/gi18n-lib.h>

static GtkWindow *
window_of (CabRecordPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
say (CabRecordPage *self,
     const char    *words)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words));
}

/* What was changed is another object by now, and may allow other things. */
static void
done_cb (CabRecordPage *self,
         const char    *words)
{
  say (self, words);
  cab_record_page_update_actions (self);
}

static void
deposit_for (CabRecordPage *self,
             RecordTarget   target)
{
  ModelDocument *document = cab_document_list_get_document (self->list);

  if (cab_deposit_desk_is_busy (self->desk))
    {
      say (self, _("Deposit or leave out the open file first."));
      return;
    }

  adw_view_stack_set_visible_child_name (self->views, "deposit");
  cab_deposit_desk_set_target (self->desk, target, document);
  cab_deposit_desk_grab_first (self->desk);
}

static void
new_version_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  deposit_for (CAB_RECORD_PAGE (widget), RECORD_TARGET_REPLACES);
}

static void
append_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  deposit_for (CAB_RECORD_PAGE (widget), RECORD_TARGET_APPENDS);
}

static void
present_change (CabRecordPage *self,
                GtkWidget     *dialog)
{
  g_signal_connect_object (dialog, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
change_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CabRecordPage *self = CAB_RECORD_PAGE (widget);

  present_change (self, cab_change_dialog_new (window_of (self), self->context, cab_document_list_get_document (self->list)));
}

static void
request_deletion_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  CabRecordPage *self = CAB_RECORD_PAGE (widget);

  present_change (self, cab_change_dialog_new_deletion (window_of (self), self->context, cab_document_list_get_document (self->list)));
}

static void
version_chosen_cb (CabRecordPage *self,
                   ModelDocument *document)
{
  cab_document_list_choose (self->list, document);
}

static void
history_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CabRecordPage *self = CAB_RECORD_PAGE (widget);
  GtkWidget     *dialog = cab_history_dialog_new (window_of (self), self->context, cab_document_list_get_document (self->list));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (version_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
newest_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CabRecordPage *self = CAB_RECORD_PAGE (widget);
  g_autoptr(RecordVersions) versions = record_versions_new ();
  g_autoptr(ModelDocument) now = NULL;
  ModelDocument *newest;

  record_versions_add_all (versions, G_LIST_MODEL (record_patient_context_get_documents (self->context)));
  record_versions_add_all (versions, G_LIST_MODEL (record_patient_context_get_superseded (self->context)));
  now = record_versions_dup_same (versions, cab_document_list_get_document (self->list));
  newest = now != NULL ? record_versions_get_newest (versions, now) : NULL;
  if (newest != NULL && newest != now)
    cab_document_list_choose (self->list, newest);
  else
    say (self, _("The newer version is not among the documents that you may see."));
}

void
cab_record_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "document.new-version", NULL, new_version_action);
  gtk_widget_class_install_action (widget_class, "document.append", NULL, append_action);
  gtk_widget_class_install_action (widget_class, "document.change", NULL, change_action);
  gtk_widget_class_install_action (widget_class, "document.request-deletion", NULL, request_deletion_action);
  gtk_widget_class_install_action (widget_class, "document.history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "document.newest", NULL, newest_action);
}

/* R-MHD-44, R-MHD-45: only in normal access; whether the patient's rules allow it, the community says. */
void
cab_record_page_update_actions (CabRecordPage *self)
{
  ModelDocument *document = self->context != NULL ? cab_document_list_get_document (self->list) : NULL;
  gboolean       normal = document != NULL && record_patient_context_get_purpose (self->context) == RECORD_PURPOSE_NORMAL;
  gboolean       current = document != NULL && model_document_get_status (document) == MODEL_DOCUMENT_CURRENT;
  GtkWidget     *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "document.new-version", normal && current);
  gtk_widget_action_set_enabled (widget, "document.append", normal && current);
  gtk_widget_action_set_enabled (widget, "document.change", normal && current);
  gtk_widget_action_set_enabled (widget, "document.request-deletion", normal && !record_change_is_deletion_requested (document));
  gtk_widget_action_set_enabled (widget, "document.history", document != NULL);
  gtk_widget_action_set_enabled (widget, "document.newest", document != NULL && !current);
}
