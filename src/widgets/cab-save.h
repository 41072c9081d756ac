#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes @bytes to @file in a worker: whole or not at all, readable by its owner only. */
void     cab_save_async  (GFile               *file,
                          GBytes              *bytes,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data);
gboolean cab_save_finish (GAsyncResult *result, GError **error);

/* A file name for a copy: @title without what file systems or people stumble over, and the ending
 * of @content_type. (transfer full) */
char    *cab_save_dup_name (const char *title, const char *content_type);

G_END_DECLS
