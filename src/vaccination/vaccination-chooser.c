/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vaccination-chooser.h"

#include <glib/gi18n-lib.h>

#define CHOOSER "cab-vaccination-chooser"

static void
response_cb (GObject         *owner,
             int              response,
             GtkNativeDialog *dialog)
{
  VaccinationChosen chosen = g_object_get_data (G_OBJECT (dialog), "chosen");
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_hide (dialog);
  if (file != NULL)
    chosen (owner, file);
  g_object_set_data (owner, CHOOSER, NULL);
}

static void
show (GtkFileChooserNative *chooser,
      VaccinationChosen     chosen,
      GObject              *owner)
{
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_object_set_data (G_OBJECT (chooser), "chosen", chosen);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), owner, G_CONNECT_SWAPPED);
  g_object_set_data_full (owner, CHOOSER, chooser, g_object_unref);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
vaccination_chooser_save (GtkWindow        *parent,
                          const char       *title,
                          const char       *name,
                          VaccinationChosen chosen,
                          GObject          *owner)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  show (chooser, chosen, owner);
}

void
vaccination_chooser_open (GtkWindow        *parent,
                          const char       *title,
                          VaccinationChosen chosen,
                          GObject          *owner)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), _("_Cancel"));
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Vaccination documents (FHIR)"));
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_filter_add_suffix (filter, "xml");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  show (chooser, chosen, owner);
}

void
vaccination_chooser_cancel (GObject *owner)
{
  GtkNativeDialog *dialog = g_object_get_data (owner, CHOOSER);

  if (dialog == NULL)
    return;

  gtk_native_dialog_hide (dialog);
  g_object_set_data (owner, CHOOSER, NULL);
}
