#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What came in one drop, put in order: where there are several pictures among @sources (GFile,
 * GdkTexture), they become one DepositAlbum in the place of the first. Looks at the beginning of each
 * file, in a worker. */
void       deposit_sort_async  (GPtrArray           *sources,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
/* (transfer full) (element-type GObject): GFile, GdkTexture or DepositAlbum. Fails only when cancelled. */
GPtrArray *deposit_sort_finish (GAsyncResult *result, GError **error);

G_END_DECLS
