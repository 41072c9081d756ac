/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-album-tile.h"

#include <glib/gi18n-lib.h>

struct _CabAlbumTile
{
  GtkFlowBoxChild parent_instance;

  GtkPicture *picture;
  GtkLabel   *number_label;

  DepositPicture *page; /* (owned) (nullable) */
  guint           place;
  guint           n_places;
};

G_DEFINE_FINAL_TYPE (CabAlbumTile, cab_album_tile, GTK_TYPE_FLOW_BOX_CHILD)

static void
turn_clicked_cb (CabAlbumTile *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "album.turn", "u", self->place);
}

static void
remove_clicked_cb (CabAlbumTile *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "album.remove", "u", self->place);
}

static gboolean
turn_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  turn_clicked_cb (CAB_ALBUM_TILE (widget));

  return TRUE;
}

static gboolean
remove_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  remove_clicked_cb (CAB_ALBUM_TILE (widget));

  return TRUE;
}

/* The key is taken at the ends too: it must not mean something else there. */
static gboolean
move_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  CabAlbumTile *self = CAB_ALBUM_TILE (widget);
  gboolean      back = g_variant_get_boolean (arguments);

  if (back && self->place > 0)
    gtk_widget_activate_action (widget, "album.move", "(uu)", self->place, self->place - 1);
  else if (!back && self->place + 1 < self->n_places)
    gtk_widget_activate_action (widget, "album.move", "(uu)", self->place, self->place + 1);

  return TRUE;
}

static GdkContentProvider *
prepare_cb (CabAlbumTile *self)
{
  return gdk_content_provider_new_typed (CAB_TYPE_ALBUM_TILE, self);
}

static void
drag_begin_cb (CabAlbumTile  *self,
               GdkDrag       *drag,
               GtkDragSource *source)
{
  g_autoptr(GdkPaintable) icon = gtk_widget_paintable_new (GTK_WIDGET (self->picture));

  gtk_drag_source_set_icon (source, icon, 0, 0);
}

static gboolean
drop_cb (CabAlbumTile *self,
         const GValue *value,
         double        x,
         double        y)
{
  CabAlbumTile *other = g_value_get_object (value);

  if (other == NULL || gtk_widget_get_parent (GTK_WIDGET (other)) != gtk_widget_get_parent (GTK_WIDGET (self)))
    return FALSE;

  gtk_widget_activate_action (GTK_WIDGET (self), "album.move", "(uu)", other->place, self->place);

  return TRUE;
}

static void
cab_album_tile_dispose (GObject *object)
{
  g_clear_object (&CAB_ALBUM_TILE (object)->page);

  G_OBJECT_CLASS (cab_album_tile_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  const struct
  {
    guint    key;
    gboolean back;
  } arrows[] = {
    { GDK_KEY_Up, TRUE }, { GDK_KEY_Left, TRUE }, { GDK_KEY_KP_Up, TRUE }, { GDK_KEY_KP_Left, TRUE }, { GDK_KEY_Down, FALSE }, { GDK_KEY_Right, FALSE }, { GDK_KEY_KP_Down, FALSE }, { GDK_KEY_KP_Right, FALSE }
  };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    gtk_widget_class_add_binding (widget_class, arrows[i].key, GDK_ALT_MASK, move_cb, "b", arrows[i].back);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, turn_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, remove_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, remove_cb, NULL);
}

static void
cab_album_tile_class_init (CabAlbumTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_album_tile_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-album-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, CabAlbumTile, picture);
  gtk_widget_class_bind_template_child (widget_class, CabAlbumTile, number_label);
  gtk_widget_class_bind_template_callback (widget_class, turn_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  add_keys (widget_class);
}

static void
cab_album_tile_init (CabAlbumTile *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (CAB_TYPE_ALBUM_TILE, GDK_ACTION_MOVE);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
cab_album_tile_new (DepositPicture *picture)
{
  CabAlbumTile *self = g_object_new (CAB_TYPE_ALBUM_TILE, NULL);

  self->page = g_object_ref (picture);
  g_object_bind_property (picture, "paintable", self->picture, "paintable", G_BINDING_SYNC_CREATE);

  return GTK_WIDGET (self);
}

void
cab_album_tile_set_place (CabAlbumTile *self,
                          guint         place,
                          guint         n_places)
{
  g_autofree char *number = g_strdup_printf ("%u", place + 1);
  g_autofree char *label = NULL;

  g_return_if_fail (CAB_IS_ALBUM_TILE (self));

  self->place = place;
  self->n_places = n_places;
  gtk_label_set_text (self->number_label, number);
  /* Translators: a page's number, how many there are, and the name of its file. */
  label = g_strdup_printf (_("Page %u of %u, %s"), place + 1, n_places, deposit_picture_get_name (self->page));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
