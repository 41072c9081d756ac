/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files come in: chosen, pasted, dropped; what comes together may belong together. */
#include "config.h"

#include "cab-deposit-page-private.h"

#include "deposit-sort.h"

#include <glib/gi18n-lib.h>

static void
sorted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CabDepositPage) self = CAB_DEPOSIT_PAGE (user_data);
  g_autoptr(GPtrArray) sorted = deposit_sort_finish (result, NULL);

  if (sorted == NULL)
    return;

  self->n_sorting--;
  for (guint i = 0; i < sorted->len; i++)
    g_queue_push_tail (&self->files, g_object_ref (g_ptr_array_index (sorted, i)));
  cab_deposit_page_read_next (self);
}

/* What comes together may belong together. */
static void
add_sources (CabDepositPage *self,
             GPtrArray      *sources)
{
  if (sources->len > 1)
    {
      self->n_sorting++;
      deposit_sort_async (sources, self->cancellable, sorted_cb, g_object_ref (self));
      return;
    }

  if (sources->len == 1)
    g_queue_push_tail (&self->files, g_object_ref (g_ptr_array_index (sources, 0)));
  cab_deposit_page_read_next (self);
}

static void
chosen_cb (CabDepositPage *self,
           int             response)
{
  g_autoptr(GListModel) files = NULL;
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);

  if (response == GTK_RESPONSE_ACCEPT)
    {
      files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));
      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        g_ptr_array_add (sources, g_list_model_get_item (files, i));
    }
  g_clear_object (&self->chooser);
  add_sources (self, sources);
}

void
cab_deposit_page_choose_cb (CabDepositPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Choose Files to Deposit"), GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
pasted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CabDepositPage) self = CAB_DEPOSIT_PAGE (user_data);
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (object), result, NULL);

  if (value != NULL && G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    cab_deposit_page_add_texture (self, g_value_get_object (value));
  else if (value != NULL && G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    cab_deposit_page_add_files (self, g_value_get_boxed (value));
}

void
cab_deposit_page_paste_cb (CabDepositPage *self)
{
  GdkClipboard      *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  GType              type = G_TYPE_INVALID;

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    type = GDK_TYPE_FILE_LIST;
  else if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE))
    type = GDK_TYPE_TEXTURE;

  if (type == G_TYPE_INVALID)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("There is no image and no file to paste.")));
  else
    gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, self->cancellable, pasted_cb, g_object_ref (self));
}

gboolean
cab_deposit_page_choose_key_cb (GtkWidget *widget,
                                GVariant  *arguments,
                                gpointer   user_data)
{
  cab_deposit_page_choose_cb (CAB_DEPOSIT_PAGE (widget));
  return TRUE;
}

gboolean
cab_deposit_page_paste_key_cb (GtkWidget *widget,
                               GVariant  *arguments,
                               gpointer   user_data)
{
  cab_deposit_page_paste_cb (CAB_DEPOSIT_PAGE (widget));
  return TRUE;
}

void
cab_deposit_page_add_files (CabDepositPage *self,
                            GSList         *files)
{
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (CAB_IS_DEPOSIT_PAGE (self));

  for (GSList *item = files; item != NULL; item = item->next)
    g_ptr_array_add (sources, g_object_ref (item->data));
  add_sources (self, sources);
}

void
cab_deposit_page_add_texture (CabDepositPage *self,
                              GdkTexture     *texture)
{
  g_return_if_fail (CAB_IS_DEPOSIT_PAGE (self));
  g_return_if_fail (GDK_IS_TEXTURE (texture));

  g_queue_push_tail (&self->files, g_object_ref (texture));
  cab_deposit_page_read_next (self);
}
