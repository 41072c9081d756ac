/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-view-private.h"

#include "cab-save.h"
#include "viewer-problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CHOOSER "cab-save-chooser"
#define SAVE_ACTION "view.save-copy"

static const char *const page_actions[] = {
  "view.zoom-in",
  "view.zoom-out",
  "view.zoom-normal",
  "view.fit-width",
  "view.fit-page",
  "view.rotate",
  "view.guide",
  "view.back",
  "view.forward",
  "view.find",
  "view.find-next",
  "view.find-previous",
  "view.copy",
  "view.copy-table",
  "view.next-page",
  "view.previous-page",
  "view.first-page",
  "view.last-page",
};

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GWeakRef *view = user_data;
  g_autoptr(CabDocumentView) self = g_weak_ref_get (view);
  g_autoptr(GError) error = NULL;
  gboolean saved = cab_save_finish (result, &error);

  g_weak_ref_clear (view);
  g_free (view);
  if (self == NULL)
    return;

  if (!saved)
    g_debug ("save failed: %s %d", g_quark_to_string (error->domain), error->code);

  if (saved)
    cab_document_view_add_toast (self, _("A copy was saved."));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    cab_document_view_add_toast (self, _("There is no room left to save a copy."));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    cab_document_view_add_toast (self, _("You may not save into this folder."));
  else
    cab_document_view_add_toast (self, _("The copy could not be saved."));
}

/* The window may close while it is written: a weak reference. */
void
cab_document_view_save_to (CabDocumentView *self,
                           RecordContent   *content,
                           GFile           *file)
{
  GWeakRef *view = g_new0 (GWeakRef, 1);

  g_weak_ref_init (view, self);
  cab_save_async (file, record_content_get_bytes (content), NULL, saved_cb, view);
}

static void
response_cb (CabDocumentView *self,
             int              response,
             GtkNativeDialog *dialog)
{
  RecordContent *content = cab_document_view_get_content (self);
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL && content != NULL)
    cab_document_view_save_to (self, content, file);

  cab_document_view_cancel_save (self);
}

void
cab_document_view_save_copy (CabDocumentView *self)
{
  RecordContent        *content = cab_document_view_get_content (self);
  GtkRoot              *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *chooser;
  g_autofree char      *name = NULL;

  if (content == NULL || cab_document_view_get_document (self) == NULL)
    return;

  name = cab_save_dup_name (model_document_get_title (cab_document_view_get_document (self)),
                            record_content_get_content_type (content));
  chooser = gtk_file_chooser_native_new (_("Save a Copy"),
                                         GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                         GTK_FILE_CHOOSER_ACTION_SAVE,
                                         _("_Save"),
                                         _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (self), CHOOSER, chooser, g_object_unref);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
cab_document_view_cancel_save (CabDocumentView *self)
{
  GtkNativeDialog *chooser = g_object_get_data (G_OBJECT (self), CHOOSER);

  if (chooser == NULL)
    return;

  gtk_native_dialog_hide (chooser);
  g_object_set_data (G_OBJECT (self), CHOOSER, NULL);
}

static void
address_cb (CabDocumentView  *self,
            const char       *response,
            AdwMessageDialog *dialog)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (g_str_equal (response, "open"))
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, g_object_get_data (G_OBJECT (dialog), "address"), GDK_CURRENT_TIME);
}

/* A document may say one address and lead to another: the real one is shown, whole. */
void
cab_document_view_ask_address (CabDocumentView *self,
                               const char      *uri)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Open This Address?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _("The document leads to an address outside of Cabinet:\n%s"), uri);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "open", _("_Open"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "address", g_strdup (uri), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (address_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
view_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CabDocumentView *self = CAB_DOCUMENT_VIEW (widget);
  CabPageView     *view = cab_document_view_get_page_view (self);
  guint            page = cab_page_view_get_page (view);

  if (g_str_equal (name, "view.zoom-in"))
    cab_page_view_step_zoom (view, 1);
  else if (g_str_equal (name, "view.zoom-out"))
    cab_page_view_step_zoom (view, -1);
  else if (g_str_equal (name, "view.zoom-normal"))
    cab_page_view_set_zoom (view, 1);
  else if (g_str_equal (name, "view.fit-width"))
    cab_page_view_set_fit (view, CAB_PAGE_FIT_WIDTH);
  else if (g_str_equal (name, "view.fit-page"))
    cab_page_view_set_fit (view, CAB_PAGE_FIT_PAGE);
  else if (g_str_equal (name, "view.rotate"))
    cab_page_view_rotate (view);
  else if (g_str_equal (name, "view.guide"))
    gtk_widget_set_visible (GTK_WIDGET (self->guide_panel), !gtk_widget_get_visible (GTK_WIDGET (self->guide_panel)));
  else if (g_str_equal (name, "view.back"))
    cab_page_view_go (view, -1);
  else if (g_str_equal (name, "view.forward"))
    cab_page_view_go (view, 1);
  else if (g_str_equal (name, "view.find"))
    cab_document_view_start_find (self);
  else if (g_str_equal (name, "view.find-next"))
    cab_document_view_step_find (self, 1);
  else if (g_str_equal (name, "view.find-previous"))
    cab_document_view_step_find (self, -1);
  else if (g_str_equal (name, "view.copy"))
    cab_page_view_copy (view, /* as_table= */ FALSE);
  else if (g_str_equal (name, "view.copy-table"))
    cab_page_view_copy (view, /* as_table= */ TRUE);
  else if (g_str_equal (name, "view.next-page"))
    cab_page_view_go_to_page (view, page + 1);
  else if (g_str_equal (name, "view.previous-page"))
    cab_page_view_go_to_page (view, MAX (page, 2) - 1);
  else if (g_str_equal (name, "view.first-page"))
    cab_page_view_go_to_page (view, 1);
  else if (g_str_equal (name, "view.last-page"))
    cab_page_view_go_to_page (view, cab_page_view_get_n_pages (view));
  else if (g_str_equal (name, SAVE_ACTION))
    cab_document_view_save_copy (self);
}

void
cab_document_view_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_actions); i++)
    gtk_widget_class_install_action (widget_class, page_actions[i], NULL, view_action);
  gtk_widget_class_install_action (widget_class, SAVE_ACTION, NULL, view_action);
}

void
cab_document_view_enable_actions (CabDocumentView *self)
{
  gboolean pages = cab_page_view_get_n_pages (cab_document_view_get_page_view (self)) > 0;

  for (guint i = 0; i < G_N_ELEMENTS (page_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), page_actions[i], pages);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), SAVE_ACTION,
                                 cab_document_view_get_content (self) != NULL && cab_document_view_get_document (self) != NULL);
}
