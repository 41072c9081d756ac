#pragma once

#include "deposit-album.h"

G_BEGIN_DECLS

DepositPicture  *deposit_picture_new          (const char *name, GdkTexture *texture, RenderAlbumPage *page);
RenderAlbumPage *deposit_picture_get_page     (DepositPicture *self);
guint            deposit_picture_get_rotation (DepositPicture *self);
void             deposit_picture_turn         (DepositPicture *self);

G_END_DECLS
