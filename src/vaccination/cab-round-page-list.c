/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of patients: pasted, or opened. It is text for the search box, a line for each, and decides about nobody. */
#include "config.h"

#include "cab-round-page-private.h"

#include "model-query-lines.h"
#include "record-problem.h"
#include "vaccination-chooser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A longer file is no list of patients. */
#define MAX_LIST 262144

static void
take_list (CabRoundPage *self,
           const char   *bytes,
           gsize         size)
{
  guint n_left_out;
  g_autoptr(GPtrArray) lines = model_query_lines_read (bytes, size, &n_left_out);
  g_autofree char *said = NULL;

  vaccination_round_add_lines (self->round, lines);
  if (n_left_out > 0)
    said = g_strdup_printf (ngettext ("%u line was left out: it is too long, or the list is.", "%u lines were left out: they are too long, or the list is.", n_left_out), n_left_out);
  else if (lines->len == 0)
    said = g_strdup (_("There is no list of patients."));
  cab_round_page_say (self, said != NULL ? said : "", TRUE);
  if (self->row == NULL && cab_round_card_get_draft (self->card) == NULL && *gtk_editable_get_text (GTK_EDITABLE (self->round_entry)) == '\0')
    cab_round_page_next (self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CabRoundPage) self = CAB_ROUND_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelProblem) problem = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);

  g_input_stream_close_async (G_INPUT_STREAM (object), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  if (bytes != NULL && g_bytes_get_size (bytes) < MAX_LIST)
    {
      gsize       size;
      const char *data = g_bytes_get_data (bytes, &size);

      take_list (self, data, size);
    }
  else if (bytes != NULL)
    cab_round_page_say (self, _("This file is too large to be a list of patients."), TRUE);
  else if ((problem = record_problem_new_from_error (error)) != NULL)
    cab_round_page_say (self, model_problem_get_sentence (problem), TRUE);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CabRoundPage) self = CAB_ROUND_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelProblem) problem = NULL;
  g_autoptr(GFileInputStream) stream = g_file_read_finish (G_FILE (object), result, &error);

  if (stream != NULL)
    g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), MAX_LIST, G_PRIORITY_DEFAULT, self->reading, read_cb, g_object_ref (self));
  else if ((problem = record_problem_new_from_error (error)) != NULL)
    cab_round_page_say (self, model_problem_get_sentence (problem), TRUE);
}

static void
chosen_cb (GObject *owner,
           GFile   *file)
{
  g_file_read_async (file, G_PRIORITY_DEFAULT, CAB_ROUND_PAGE (owner)->reading, opened_cb, g_object_ref (owner));
}

static void
open_list_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  vaccination_chooser_open (GTK_WINDOW (gtk_widget_get_root (widget)), _("Open a List of Patients"), chosen_cb, G_OBJECT (widget));
}

static void
pasted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CabRoundPage) self = CAB_ROUND_PAGE (user_data);
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);

  take_list (self, text, text != NULL ? strlen (text) : 0);
}

static void
paste_list_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), CAB_ROUND_PAGE (widget)->reading, pasted_cb, g_object_ref (widget));
}

void
cab_round_page_bind_list (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "round.open-list", NULL, open_list_action);
  gtk_widget_class_install_action (widget_class, "round.paste-list", NULL, paste_list_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "round.open-list", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "round.paste-list", NULL);
}

void
cab_round_page_init_list (CabRoundPage *self)
{
  self->reading = g_cancellable_new ();
}
