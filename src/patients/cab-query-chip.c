/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-query-chip.h"

#include "cab-query-text.h"

#include <glib/gi18n-lib.h>

struct _CabQueryChip
{
  AdwBin parent_instance;

  GtkLabel      *caption_label;
  GtkLabel      *text_label;
  GtkLabel      *reason_label;
  GtkMenuButton *edit_button;
  GtkPopover    *popover;
  GtkEntry      *entry;
  GtkButton     *remove_button;

  ModelQueryPartKind kind;
};

G_DEFINE_FINAL_TYPE (CabQueryChip, cab_query_chip, ADW_TYPE_BIN)

enum
{
  SIGNAL_EDITED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
entry_changed_cb (CabQueryChip *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
entry_activate_cb (CabQueryChip *self)
{
  g_autofree char *text = cab_query_text_understand (self->kind, gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (text == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_error_bell (GTK_WIDGET (self->entry));
      return;
    }

  gtk_popover_popdown (self->popover);
  /* the handler replaces the chips, this one too */
  g_object_ref (self);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, text);
  g_object_unref (self);
}

static void
remove_clicked_cb (CabQueryChip *self)
{
  g_object_ref (self);
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
  g_object_unref (self);
}

static void
cab_query_chip_dispose (GObject *object)
{
  CabQueryChip *self = CAB_QUERY_CHIP (object);

  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_query_chip_parent_class)->dispose (object);
}

static void
cab_query_chip_class_init (CabQueryChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_query_chip_dispose;

  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-query-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, CabQueryChip, caption_label);
  gtk_widget_class_bind_template_child (widget_class, CabQueryChip, text_label);
  gtk_widget_class_bind_template_child (widget_class, CabQueryChip, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CabQueryChip, edit_button);
  gtk_widget_class_bind_template_child (widget_class, CabQueryChip, popover);
  gtk_widget_class_bind_template_child (widget_class, CabQueryChip, entry);
  gtk_widget_class_bind_template_child (widget_class, CabQueryChip, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_set_css_name (widget_class, "querychip");
}

static void
cab_query_chip_init (CabQueryChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_query_chip_new (const ModelQueryPart *part)
{
  CabQueryChip    *self = g_object_new (CAB_TYPE_QUERY_CHIP, NULL);
  const char      *caption = model_query_part_kind_get_label (part->kind);
  g_autofree char *text = cab_query_text_show (part);
  g_autofree char *edit = NULL;
  g_autofree char *remove = NULL;
  gboolean         unusable = part->kind == MODEL_QUERY_UNUSABLE;

  self->kind = part->kind;
  gtk_label_set_text (self->caption_label, caption);
  gtk_label_set_text (self->text_label, text);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  if (part->reason != NULL)
    gtk_label_set_text (self->reason_label, part->reason);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), part->reason != NULL);
  /* a sex has no text to edit, and what was not understood is typed anew above */
  gtk_widget_set_sensitive (GTK_WIDGET (self->edit_button), !unusable && part->kind != MODEL_QUERY_GENDER);
  if (unusable)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unusable");

  /* Translators: %s is the caption of a part of the search, for example “Family name”. */
  edit = g_strdup_printf (_("Change “%s”"), caption);
  /* Translators: %s is the caption of a part of the search, for example “Family name”. */
  remove = g_strdup_printf (_("Remove “%s”"), caption);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, edit, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->remove_button), remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);

  return GTK_WIDGET (self);
}

ModelQueryPartKind
cab_query_chip_get_kind (CabQueryChip *self)
{
  g_return_val_if_fail (CAB_IS_QUERY_CHIP (self), MODEL_QUERY_UNUSABLE);

  return self->kind;
}
