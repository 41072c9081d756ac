#pragma once

#include "deposit-album.h"

G_BEGIN_DECLS

/* For the reading of its files. */
void deposit_album_add    (DepositAlbum *self, DepositPicture *picture);
/* @name was left out, because of @error. */
void deposit_album_refuse (DepositAlbum *self, const char *name, const GError *error);
void deposit_album_count  (DepositAlbum *self);

G_END_DECLS
