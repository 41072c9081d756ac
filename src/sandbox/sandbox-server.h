#pragma once

#include "sandbox-community.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SANDBOX_TYPE_SERVER (sandbox_server_get_type ())

/* The community on the wire: plain HTTP/1.1 on 127.0.0.1 and nowhere else. Main thread. */
G_DECLARE_FINAL_TYPE (SandboxServer, sandbox_server, SANDBOX, SERVER, GObject)

/* Takes @community. */
SandboxServer *sandbox_server_new    (SandboxCommunity *community);
/* @port 0: any free one. The community's origin is known afterwards. */
gboolean       sandbox_server_listen (SandboxServer *self, guint16 port, GError **error);

G_END_DECLS
