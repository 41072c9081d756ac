/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-album-view.h"

#include "cab-album-tile.h"

#include <glib/gi18n-lib.h>

struct _CabAlbumView
{
  AdwBin parent_instance;

  GtkLabel   *title_label;
  GtkWidget  *split_button;
  GtkFlowBox *flow_box;
  GtkLabel   *refused_label;

  DepositAlbum *album;   /* (owned) (nullable) */
  GCancellable *writing; /* (owned) (nullable) of what it was before the last change */
};

G_DEFINE_FINAL_TYPE (CabAlbumView, cab_album_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_SPLIT,
  SIGNAL_REWRITTEN,
  SIGNAL_EMPTIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
make_tile (gpointer item,
           gpointer user_data)
{
  return cab_album_tile_new (DEPOSIT_PICTURE (item));
}

/* After the box has taken what changed. */
static void
pages_cb (CabAlbumView *self)
{
  guint            n = g_list_model_get_n_items (deposit_album_get_pages (self->album));
  g_autofree char *title = g_strdup_printf (ngettext ("One document with %u page", "One document with %u pages", n), n);

  gtk_label_set_text (self->title_label, title);
  gtk_widget_set_sensitive (self->split_button, deposit_album_get_sources (self->album)->len > 1);
  for (guint i = 0; i < n; i++)
    cab_album_tile_set_place (CAB_ALBUM_TILE (gtk_flow_box_get_child_at_index (self->flow_box, (int) i)), i, n);
}

/* Where the page went, the keyboard goes. */
static void
focus_page (CabAlbumView *self,
            guint         page)
{
  guint n = g_list_model_get_n_items (deposit_album_get_pages (self->album));

  if (n > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_flow_box_get_child_at_index (self->flow_box, (int) MIN (page, n - 1))));
}

static void
stop_writing (CabAlbumView *self)
{
  g_cancellable_cancel (self->writing);
  g_clear_object (&self->writing);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CabAlbumView) self = CAB_ALBUM_VIEW (user_data);
  g_autoptr(GBytes) bytes = deposit_album_write_finish (DEPOSIT_ALBUM (object), result, NULL);

  if (bytes != NULL && self->album == DEPOSIT_ALBUM (object))
    g_signal_emit (self, signals[SIGNAL_REWRITTEN], 0, bytes);
}

static void
changed_cb (CabAlbumView *self)
{
  const RenderAlbumInfo info = { 0 };

  stop_writing (self);
  if (g_list_model_get_n_items (deposit_album_get_pages (self->album)) == 0)
    {
      g_signal_emit (self, signals[SIGNAL_EMPTIED], 0);
      return;
    }

  self->writing = g_cancellable_new ();
  deposit_album_write_async (self->album, &info, self->writing, written_cb, g_object_ref (self));
}

static void
move_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  CabAlbumView *self = CAB_ALBUM_VIEW (widget);
  guint         from, to;

  g_variant_get (parameter, "(uu)", &from, &to);
  deposit_album_move (self->album, from, to);
  focus_page (self, to);
}

static void
turn_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  deposit_album_turn (CAB_ALBUM_VIEW (widget)->album, g_variant_get_uint32 (parameter));
}

static void
remove_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  g_autoptr(CabAlbumView) self = g_object_ref (CAB_ALBUM_VIEW (widget));

  deposit_album_remove (self->album, g_variant_get_uint32 (parameter));
  /* without its last page it is gone */
  if (self->album != NULL)
    focus_page (self, g_variant_get_uint32 (parameter));
}

static void
split_clicked_cb (CabAlbumView *self)
{
  g_signal_emit (self, signals[SIGNAL_SPLIT], 0);
}

static void
cab_album_view_dispose (GObject *object)
{
  CabAlbumView *self = CAB_ALBUM_VIEW (object);

  if (self->flow_box != NULL)
    cab_album_view_set_album (self, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->flow_box = NULL;

  G_OBJECT_CLASS (cab_album_view_parent_class)->dispose (object);
}

static void
cab_album_view_class_init (CabAlbumViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_album_view_dispose;

  signals[SIGNAL_SPLIT] = g_signal_new ("split", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REWRITTEN] = g_signal_new ("rewritten", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[SIGNAL_EMPTIED] = g_signal_new ("emptied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-album-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CabAlbumView, title_label);
  gtk_widget_class_bind_template_child (widget_class, CabAlbumView, split_button);
  gtk_widget_class_bind_template_child (widget_class, CabAlbumView, flow_box);
  gtk_widget_class_bind_template_child (widget_class, CabAlbumView, refused_label);
  gtk_widget_class_bind_template_callback (widget_class, split_clicked_cb);
  gtk_widget_class_install_action (widget_class, "album.move", "(uu)", move_cb);
  gtk_widget_class_install_action (widget_class, "album.turn", "u", turn_cb);
  gtk_widget_class_install_action (widget_class, "album.remove", "u", remove_cb);
}

static void
cab_album_view_init (CabAlbumView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
cab_album_view_new (void)
{
  return g_object_new (CAB_TYPE_ALBUM_VIEW, NULL);
}

void
cab_album_view_set_album (CabAlbumView *self,
                          DepositAlbum *album)
{
  g_return_if_fail (CAB_IS_ALBUM_VIEW (self));

  if (self->album == album)
    return;

  stop_writing (self);
  if (self->album != NULL)
    {
      g_signal_handlers_disconnect_by_data (deposit_album_get_pages (self->album), self);
      g_signal_handlers_disconnect_by_data (self->album, self);
    }
  gtk_flow_box_bind_model (self->flow_box, NULL, NULL, NULL, NULL);
  g_set_object (&self->album, album);
  if (album != NULL)
    {
      g_autofree char *refused = deposit_album_dup_refused (album);

      gtk_flow_box_bind_model (self->flow_box, deposit_album_get_pages (album), make_tile, NULL, NULL);
      g_signal_connect_object (deposit_album_get_pages (album), "items-changed", G_CALLBACK (pages_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (album, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      gtk_label_set_text (self->refused_label, refused != NULL ? refused : "");
      gtk_widget_set_visible (GTK_WIDGET (self->refused_label), refused != NULL);
      pages_cb (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), album != NULL);
}

DepositAlbum *
cab_album_view_get_album (CabAlbumView *self)
{
  g_return_val_if_fail (CAB_IS_ALBUM_VIEW (self), NULL);

  return self->album;
}
