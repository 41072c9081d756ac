/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-find-list.h"

#include <glib/gi18n-lib.h>

struct _CabFindList
{
  AdwBin parent_instance;

  GtkListView *list;
  ViewerFind  *find; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabFindList, cab_find_list, ADW_TYPE_BIN)

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_label_new (NULL);
  GtkWidget *page = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_label_set_wrap (GTK_LABEL (line), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (line), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (line), 3);
  gtk_label_set_ellipsize (GTK_LABEL (line), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (page), 0);
  gtk_widget_add_css_class (page, "caption");
  gtk_widget_add_css_class (page, "dim-label");
  gtk_widget_add_css_class (box, "find-row");
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), page);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  ViewerHit       *hit = VIEWER_HIT (gtk_list_item_get_item (item));
  GtkWidget       *line = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *markup = viewer_hit_dup_markup (hit);
  g_autofree char *page = g_strdup_printf (_("Page %u"), viewer_hit_get_page (hit) + 1);

  gtk_label_set_markup (GTK_LABEL (line), markup);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (line)), page);
}

static void
activate_cb (CabFindList *self,
             guint        position)
{
  g_autoptr(ViewerHit) hit = g_list_model_get_item (viewer_find_get_list (self->find), position);

  if (hit != NULL)
    viewer_find_choose (self->find, hit);
}

void
cab_find_list_set_find (CabFindList *self,
                        ViewerFind  *find)
{
  g_autoptr(GtkSelectionModel) model = NULL;

  g_return_if_fail (CAB_IS_FIND_LIST (self));
  g_return_if_fail (self->find == NULL);

  g_set_object (&self->find, find);
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (viewer_find_get_list (find))));
  gtk_list_view_set_model (self->list, model);
}

static void
cab_find_list_dispose (GObject *object)
{
  CabFindList *self = CAB_FIND_LIST (object);

  g_clear_object (&self->find);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_find_list_parent_class)->dispose (object);
}

static void
cab_find_list_class_init (CabFindListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_find_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-find-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CabFindList, list);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
cab_find_list_init (CabFindList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_find_list_new (void)
{
  return g_object_new (CAB_TYPE_FIND_LIST, NULL);
}
