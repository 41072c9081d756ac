/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would be lost is asked about before it is: answers not yet deposited, and deposits that live in
 * memory only. */
#include "config.h"

#include "cab-window-private.h"

#include "record-outbox.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CabWindow     *window; /* (owned) */
  CabWindowLeave leave;
} Leaving;

static void
leaving_free (gpointer  data,
              GClosure *closure)
{
  Leaving *leaving = data;

  g_object_unref (leaving->window);
  g_free (leaving);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  Leaving *leaving = user_data;

  leaving->window->asking = FALSE;
  if (g_str_equal (response, "leave"))
    leaving->leave (leaving->window);
}

/* Deposits that end with the session. */
static guint
count_volatile (CabWindow *self)
{
  RecordOutbox *outbox = self->session != NULL ? record_session_get_outbox (self->session) : NULL;

  return outbox != NULL && !record_outbox_get_durable (outbox) ? record_outbox_get_n_waiting (outbox) : 0;
}

static gboolean
is_deposit (CabWindow *self,
            gboolean   ends_session)
{
  return cab_record_page_is_busy (self->record_page) || (ends_session && count_volatile (self) > 0);
}

static char *
say_loss (CabWindow *self,
          gboolean   ends_session)
{
  guint n_lost = ends_session ? count_volatile (self) : 0;

  if (n_lost > 0)
    return g_strdup_printf (ngettext ("%u document is not in the record yet. Without a keyring it is lost when you leave.",
                                      "%u documents are not in the record yet. Without a keyring they are lost when you leave.", n_lost),
                            n_lost);
  if (cab_record_page_is_busy (self->record_page))
    return g_strdup (_("A document is not deposited yet. What you have answered is lost when you leave."));
  if (cab_record_page_is_writing (self->record_page))
    return g_strdup (_("An entry of the vaccination record is not saved yet. What you have written is lost when you leave."));
  if (self->in_round && (ends_session || cab_window_is_on_page (self, "round")) && cab_round_page_is_busy (self->round_page))
    return g_strdup (_("Not all patients of your list are done. The list is lost when you leave; what is on its way still arrives."));

  return NULL;
}

void
cab_window_leave (CabWindow     *self,
                  gboolean       ends_session,
                  CabWindowLeave leave)
{
  g_autofree char *loss = say_loss (self, ends_session);
  GtkWidget       *dialog;
  Leaving         *leaving;

  if (loss == NULL)
    {
      leave (self);
      return;
    }
  if (self->asking)
    return;

  self->asking = TRUE;
  leaving = g_new0 (Leaving, 1);
  leaving->window = g_object_ref (self);
  leaving->leave = leave;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), is_deposit (self, ends_session) ? _("Leave Without Depositing?") : _("Leave Without Saving?"), loss);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("_Stay"), "leave", _("_Leave"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), leaving, leaving_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
