#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Told of each piece that has gone. */
typedef void (*NetUploadWrote) (gsize n, gpointer user_data);

#define NET_TYPE_UPLOAD (net_upload_get_type ())

/* The body of a request as libsoup reads it. libsoup hands a stream on in pieces of 8 KiB, with two turns of
 * the main loop for each: a large document then waits for the main loop and not for the line. So when
 * libsoup begins to read, which it does when the headers have gone, this writes the body to the connection
 * by itself, in large pieces, one read ahead, and gives libsoup nothing but the end. Without a connection
 * it gives the bytes as any stream does. Main thread. */
G_DECLARE_FINAL_TYPE (NetUpload, net_upload, NET, UPLOAD, GInputStream)

/* @length: what @content gives, no more and no less. @wrote is not called for what libsoup writes. */
NetUpload *net_upload_new            (GInputStream   *content,
                                      guint64         length,
                                      NetUploadWrote  wrote,
                                      gpointer        user_data);
/* The connection that the request goes over, once it is ready: that of TLS where there is TLS. NULL: libsoup
 * writes. */
void       net_upload_set_connection (NetUpload *self, GIOStream *connection);
/* Whether it writes by itself. */
gboolean   net_upload_writes         (NetUpload *self);
/* Calls nobody any more. */
void       net_upload_forget         (NetUpload *self);

G_END_DECLS
