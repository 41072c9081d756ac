#pragma once

#include "sandbox-community.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A connection that does its worst, as the switches of the wire say. Main thread. */

/* When the head of a request has come: takes what concerns it from the switches, and slows its body down or breaks
 * it off. */
void               sandbox_wire_begin        (SandboxCommunity *community, SoupServerMessage *message, const char *path);
/* What concerns @message, borrowed from it. */
const SandboxWire *sandbox_wire_get          (SoupServerMessage *message);
/* Whether the request was broken off: what came of it, even all, is not looked at. */
gboolean           sandbox_wire_is_gone      (SoupServerMessage *message);

/* Whether answers must go through the function below: slowly, or not to their end. */
gboolean           sandbox_wire_is_disturbed (const SandboxWire *wire);
/* Takes the connection of @message away from it, writes as much as it may of head (its response headers) and @body,
 * and hangs up. */
void               sandbox_wire_send         (const SandboxWire *wire, SoupServerMessage *message, guint status, GBytes *body);

G_END_DECLS
