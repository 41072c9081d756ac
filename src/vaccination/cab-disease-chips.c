/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-disease-chips.h"

#include "model-coding.h"

#include <glib/gi18n-lib.h>

struct _CabDiseaseChips
{
  AdwPreferencesRow parent_instance;

  GtkLabel   *chips_title;
  GtkLabel   *nothing_label;
  GtkFlowBox *chips_box;

  RecordEntryDraft *draft; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabDiseaseChips, cab_disease_chips, ADW_TYPE_PREFERENCES_ROW)

static void
removed_cb (CabDiseaseChips *self,
            GtkWidget       *button)
{
  g_autoptr(ModelCoding) disease = g_object_ref (g_object_get_data (G_OBJECT (button), "disease"));

  record_entry_draft_remove_disease (self->draft, disease);
  gtk_widget_child_focus (GTK_WIDGET (self->chips_box), GTK_DIR_TAB_FORWARD); /* the button that had the focus is gone */
}

static GtkWidget *
chip_new (CabDiseaseChips *self,
          ModelCoding     *disease)
{
  GtkWidget       *child = gtk_flow_box_child_new ();
  GtkWidget       *button = gtk_button_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget       *label = gtk_label_new (model_coding_get_label (disease));
  GtkWidget       *icon = gtk_image_new_from_icon_name ("window-close-symbolic");
  g_autofree char *words = NULL;

  /* Translators: takes a disease away from what a vaccine is against. */
  words = g_strdup_printf (_("Remove “%s”"), model_coding_get_label (disease));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (button), "disease", g_object_ref (disease), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);

  return child;
}

static void
show (CabDiseaseChips *self)
{
  GListModel *diseases = self->draft != NULL ? record_entry_draft_get_diseases (self->draft) : NULL;
  guint       n = diseases != NULL ? g_list_model_get_n_items (diseases) : 0;
  GtkWidget  *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips_box))) != NULL)
    gtk_flow_box_remove (self->chips_box, child);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(ModelCoding) disease = g_list_model_get_item (diseases, i);

      gtk_flow_box_append (self->chips_box, chip_new (self, disease));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chips_box), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), n == 0);
}

static void
let_go (CabDiseaseChips *self)
{
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (record_entry_draft_get_diseases (self->draft), self);
  g_clear_object (&self->draft);
}

static void
cab_disease_chips_dispose (GObject *object)
{
  let_go (CAB_DISEASE_CHIPS (object));

  G_OBJECT_CLASS (cab_disease_chips_parent_class)->dispose (object);
}

static void
cab_disease_chips_class_init (CabDiseaseChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_disease_chips_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-disease-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, CabDiseaseChips, chips_title);
  gtk_widget_class_bind_template_child (widget_class, CabDiseaseChips, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, CabDiseaseChips, chips_box);
}

static void
cab_disease_chips_init (CabDiseaseChips *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->chips_box), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->chips_title, NULL, -1);
}

void
cab_disease_chips_set_draft (CabDiseaseChips  *self,
                             RecordEntryDraft *draft)
{
  g_return_if_fail (CAB_IS_DISEASE_CHIPS (self));

  let_go (self);
  g_set_object (&self->draft, draft);
  if (draft != NULL)
    g_signal_connect_object (record_entry_draft_get_diseases (draft), "items-changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
