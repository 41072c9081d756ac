#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* CH:MHD-1 (R-MHD-40…44): what is known of documents is changed, by PUT DocumentReference/{id} with the whole
 * resource, or by a transaction of nothing but such entries: all of it or nothing. A version that somebody else
 * changed meanwhile is 412 (If-Match, or ifMatch of an entry). Refusals that the guide names are 422,
 * OperationOutcome with the name in details.text and the element in diagnostics.
 *
 * In mode=mag the gateway asks for more and for less: an identifier of type logicalID and the extension of the
 * version, as they were read; it checks nothing else, and answers no resource. */
void     sandbox_update_put         (SandboxExchange *exchange);
/* Whether all entries of @bundle are PUT, so that it belongs to sandbox_update_transaction(). */
gboolean sandbox_update_is_meant    (JsonObject *bundle);
void     sandbox_update_transaction (SandboxExchange *exchange, JsonObject *bundle);

G_END_DECLS
