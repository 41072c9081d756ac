#pragma once

#include <adwaita.h>

#include "deposit-album.h"

G_BEGIN_DECLS

#define CAB_TYPE_ALBUM_VIEW (cab_album_view_get_type ())

/* The pages of a document that is made of pictures: their order, their turns.
 *
 * Signals: "split" (each shall be a document of its own), "rewritten" (GBytes: the PDF of the pages as they
 * are now, without its title, to be looked at), "emptied" (the last page was removed). */
G_DECLARE_FINAL_TYPE (CabAlbumView, cab_album_view, CAB, ALBUM_VIEW, AdwBin)

GtkWidget    *cab_album_view_new       (void);
/* NULL empties and hides. */
void          cab_album_view_set_album (CabAlbumView *self, DepositAlbum *album);
DepositAlbum *cab_album_view_get_album (CabAlbumView *self);   /* (transfer none) (nullable) */

G_END_DECLS
