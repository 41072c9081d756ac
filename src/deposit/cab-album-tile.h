#pragma once

#include "deposit-album.h"

G_BEGIN_DECLS

#define CAB_TYPE_ALBUM_TILE (cab_album_tile_get_type ())

/* A page of an album, small, with its number. Turned, moved and removed by the actions of the view
 * around it: "album.turn" (u), "album.move" (uu), "album.remove" (u). By keyboard: Ctrl+R, Alt with an
 * arrow, Delete. It can be dragged onto another. */
G_DECLARE_FINAL_TYPE (CabAlbumTile, cab_album_tile, CAB, ALBUM_TILE, GtkFlowBoxChild)

GtkWidget *cab_album_tile_new       (DepositPicture *picture);
/* From 0. */
void       cab_album_tile_set_place (CabAlbumTile *self, guint place, guint n_places);

G_END_DECLS
