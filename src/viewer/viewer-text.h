#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* More is not shown: nobody reads it in a window. */
#define VIEWER_TEXT_MAX_BYTES (5 * 1024 * 1024)

typedef struct
{
  char     *text;         /* (owned) valid UTF-8, without U+0000 */
  gsize     length;
  gboolean  truncated;    /* there was more than VIEWER_TEXT_MAX_BYTES */
} ViewerText;

void        viewer_text_free          (ViewerText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewerText, viewer_text_free)

/* Decodes by, in this order: byte order mark, @charset (nullable), validity as UTF-8, Windows-1252,
 * ISO-8859-1. Never fails. Over-long lines are broken, as a text view would stall on them. Any thread. */
ViewerText *viewer_text_decode        (GBytes *bytes, const char *charset);

/* The same in a worker, of what @content has, as far as it is shown. Errors: cancelled, those of @content. */
void        viewer_text_decode_async  (GInputStream        *content,
                                       const char          *charset,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
ViewerText *viewer_text_decode_finish (GAsyncResult *result, GError **error);

G_END_DECLS
