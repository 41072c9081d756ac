#pragma once

#include <gtk/gtk.h>

#include "render-album.h"
#include "render-service.h"

G_BEGIN_DECLS

#define DEPOSIT_TYPE_PICTURE (deposit_picture_get_type ())

/* A page of an album. Main thread.
 *
 * Property "paintable" (GdkPaintable, read-only, notify): small, as it will stand in the document. */
G_DECLARE_FINAL_TYPE (DepositPicture, deposit_picture, DEPOSIT, PICTURE, GObject)

GdkPaintable *deposit_picture_get_paintable (DepositPicture *self);   /* (transfer none) */
const char   *deposit_picture_get_name      (DepositPicture *self);   /* of its file; "" for what was pasted */

#define DEPOSIT_TYPE_ALBUM (deposit_album_get_type ())

/* Pictures that came together, to become the pages of one document: in memory only, compressed.
 *
 * Property "n-read" (guint, read-only, notify): files that were looked at.
 * Signal "changed": the pages, their order or their turns. Main thread. */
G_DECLARE_FINAL_TYPE (DepositAlbum, deposit_album, DEPOSIT, ALBUM, GObject)

/* @sources: of GFile or GdkTexture. */
DepositAlbum *deposit_album_new             (GPtrArray *sources);
GPtrArray    *deposit_album_get_sources     (DepositAlbum *self);     /* (transfer none) */
/* As a file of it would be called. (transfer full) */
char         *deposit_album_dup_file_name   (DepositAlbum *self);
guint         deposit_album_get_n_read      (DepositAlbum *self);

/* Reads them one after the other, each through a renderer that decodes it whole. What is damaged is left
 * out and told by deposit_album_get_refused(); fails when nothing is left, with the reason of the last. */
void          deposit_album_load_async      (DepositAlbum        *self,
                                             RenderService       *service,
                                             guint64              max_bytes,   /* of one file */
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean      deposit_album_load_finish     (DepositAlbum *self, GAsyncResult *result, GError **error);

GListModel   *deposit_album_get_pages       (DepositAlbum *self);     /* (transfer none) of DepositPicture */
/* A sentence a line, about what was left out. (transfer full) (nullable) */
char         *deposit_album_dup_refused     (DepositAlbum *self);

void          deposit_album_move            (DepositAlbum *self, guint from, guint to);
/* To the right. */
void          deposit_album_turn            (DepositAlbum *self, guint page);
void          deposit_album_remove          (DepositAlbum *self, guint page);

/* One PDF of the pages as they are now. @info: its creation is now. */
void          deposit_album_write_async     (DepositAlbum          *self,
                                             const RenderAlbumInfo *info,
                                             GCancellable          *cancellable,
                                             GAsyncReadyCallback    callback,
                                             gpointer               user_data);
GBytes       *deposit_album_write_finish    (DepositAlbum *self, GAsyncResult *result, GError **error);   /* (transfer full) */

G_END_DECLS
