/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-outbox-list.h"

#include "cab-outbox-row.h"

struct _CabOutboxList
{
  AdwBin parent_instance;

  GtkWidget  *memory_label;
  GtkListBox *list;

  RecordOutbox *outbox; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabOutboxList, cab_outbox_list, ADW_TYPE_BIN)

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  return cab_outbox_row_new (RECORD_DEPOSIT (item));
}

static void
update (CabOutboxList *self)
{
  guint n = self->outbox != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->outbox)) : 0;

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  gtk_widget_set_visible (self->memory_label,
                          n > 0 && !record_outbox_get_durable (self->outbox) && record_outbox_get_n_waiting (self->outbox) > 0);
}

static void
let_go (CabOutboxList *self)
{
  if (self->outbox == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->outbox, self);
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->outbox);
}

static void
cab_outbox_list_dispose (GObject *object)
{
  let_go (CAB_OUTBOX_LIST (object));
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (cab_outbox_list_parent_class)->dispose (object);
}

static void
cab_outbox_list_class_init (CabOutboxListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_outbox_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-outbox-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CabOutboxList, memory_label);
  gtk_widget_class_bind_template_child (widget_class, CabOutboxList, list);
}

static void
cab_outbox_list_init (CabOutboxList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
cab_outbox_list_new (void)
{
  return g_object_new (CAB_TYPE_OUTBOX_LIST, NULL);
}

void
cab_outbox_list_set_outbox (CabOutboxList *self,
                            RecordOutbox  *outbox)
{
  g_return_if_fail (CAB_IS_OUTBOX_LIST (self));

  if (self->outbox == outbox)
    return;

  let_go (self);
  if (outbox != NULL)
    {
      self->outbox = g_object_ref (outbox);
      gtk_list_box_bind_model (self->list, G_LIST_MODEL (outbox), make_row, NULL, NULL);
      g_signal_connect_object (outbox, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (outbox, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}
