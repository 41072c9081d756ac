/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-target-bar.h"

struct _CabTargetBar
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *label;

  RecordTarget   target;
  ModelDocument *document; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabTargetBar, cab_target_bar, ADW_TYPE_BIN)

enum
{
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
remove_clicked_cb (CabTargetBar *self)
{
  cab_target_bar_set (self, RECORD_TARGET_NONE, NULL);
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

static void
cab_target_bar_dispose (GObject *object)
{
  g_clear_object (&CAB_TARGET_BAR (object)->document);
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (cab_target_bar_parent_class)->dispose (object);
}

static void
cab_target_bar_class_init (CabTargetBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_target_bar_dispose;
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-target-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CabTargetBar, icon);
  gtk_widget_class_bind_template_child (widget_class, CabTargetBar, label);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
cab_target_bar_init (CabTargetBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_target_bar_new (void)
{
  return g_object_new (CAB_TYPE_TARGET_BAR, NULL);
}

void
cab_target_bar_set (CabTargetBar  *self,
                    RecordTarget   target,
                    ModelDocument *document)
{
  g_autofree char *words = document != NULL ? record_target_describe (target, document) : NULL;

  g_return_if_fail (CAB_IS_TARGET_BAR (self));

  self->target = target;
  g_set_object (&self->document, document);
  gtk_image_set_from_icon_name (self->icon, target == RECORD_TARGET_APPENDS ? "mail-attachment-symbolic" : "document-open-recent-symbolic");
  gtk_label_set_text (self->label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self), document != NULL);
}

RecordTarget
cab_target_bar_get (CabTargetBar   *self,
                    ModelDocument **document)
{
  g_return_val_if_fail (CAB_IS_TARGET_BAR (self), RECORD_TARGET_NONE);

  if (document != NULL)
    *document = self->document;

  return self->target;
}
