/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox in the header bar: there wherever one is, as long as something is in it. */
#include "config.h"

#include "cab-window-private.h"

#include "record-outbox.h"

#include <glib/gi18n-lib.h>

static gboolean
wants_person (RecordDeposit *deposit)
{
  switch (record_deposit_get_state (deposit))
    {
    case RECORD_DEPOSIT_REFUSED:
    case RECORD_DEPOSIT_NEEDS_CONSENT:
    case RECORD_DEPOSIT_NEEDS_SIGN_IN:
    case RECORD_DEPOSIT_EXPIRED:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
update_outbox (CabWindow *self)
{
  GListModel      *deposits = G_LIST_MODEL (self->outbox);
  guint            n_waiting = record_outbox_get_n_waiting (self->outbox);
  gboolean         wanted = FALSE;
  g_autofree char *count = g_strdup_printf ("%u", n_waiting);
  g_autofree char *words = g_strdup_printf (ngettext ("Outbox: %u document is not in the record yet",
                                                      "Outbox: %u documents are not in the record yet", n_waiting),
                                            n_waiting);

  for (guint i = 0; i < g_list_model_get_n_items (deposits) && !wanted; i++)
    {
      g_autoptr(RecordDeposit) deposit = g_list_model_get_item (deposits, i);

      wanted = wants_person (deposit);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->outbox_button), g_list_model_get_n_items (deposits) > 0);
  gtk_label_set_text (self->outbox_label, count);
  gtk_widget_set_visible (GTK_WIDGET (self->outbox_label), n_waiting > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->outbox_button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->outbox_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (wanted)
    gtk_widget_add_css_class (GTK_WIDGET (self->outbox_button), "wanted");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->outbox_button), "wanted");
}

void
cab_window_set_outbox (CabWindow    *self,
                       RecordOutbox *outbox)
{
  if (self->outbox == outbox)
    return;

  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_set_object (&self->outbox, outbox);
  cab_outbox_list_set_outbox (self->outbox_list, outbox);
  if (outbox == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->outbox_button), FALSE);
      return;
    }

  g_signal_connect_object (outbox, "items-changed", G_CALLBACK (update_outbox), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outbox, "notify", G_CALLBACK (update_outbox), self, G_CONNECT_SWAPPED);
  update_outbox (self);
}
