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

/* (transfer full) (nullable) */
static RecordDeposit *
find_deposit (CabWindow  *self,
              const char *unique_id)
{
  GListModel *deposits = G_LIST_MODEL (self->outbox);

  for (guint i = 0; deposits != NULL && i < g_list_model_get_n_items (deposits); i++)
    {
      g_autoptr(RecordDeposit) deposit = g_list_model_get_item (deposits, i);

      if (g_strcmp0 (model_document_get_unique_id (record_deposit_get_document (deposit)), unique_id) == 0)
        return g_steal_pointer (&deposit);
    }

  return NULL;
}

static void
edit_elsewhere (CabWindow *self)
{
  g_autoptr(RecordDeposit) deposit = find_deposit (self, self->wanted_deposit);

  if (deposit == NULL)
    return;

  cab_record_page_want_deposit (self->record_page, TRUE);
  record_session_open_patient (self->session, record_deposit_get_subject (deposit));
  cab_record_page_edit (self->record_page, deposit);
}

/* In the record that it belongs to, which is opened when another one, or none, is. */
void
cab_window_edit_deposit_action (GtkWidget  *widget,
                                const char *name,
                                GVariant   *parameter)
{
  CabWindow            *self = CAB_WINDOW (widget);
  RecordPatientContext *context = self->session != NULL ? record_session_get_context (self->session) : NULL;
  g_autoptr(RecordDeposit) deposit = find_deposit (self, g_variant_get_string (parameter, NULL));

  if (deposit == NULL)
    return;

  gtk_menu_button_popdown (self->outbox_button);
  if (context != NULL && model_patient_is_same (record_patient_context_get_patient (context), record_deposit_get_subject (deposit)))
    {
      cab_record_page_edit (self->record_page, deposit);
      return;
    }

  g_free (self->wanted_deposit);
  self->wanted_deposit = g_variant_dup_string (parameter, NULL);
  cab_window_leave (self, FALSE, edit_elsewhere);
}
