#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* The authorization server: ITI-103, ITI-71 (section 5). */
void sandbox_iua_metadata  (SandboxExchange *exchange);
void sandbox_iua_jwks      (SandboxExchange *exchange);
void sandbox_iua_authorize (SandboxExchange *exchange);
/* Where the identity provider sends the browser back in a brokered sign-in. */
void sandbox_iua_brokered  (SandboxExchange *exchange);
void sandbox_iua_token     (SandboxExchange *exchange);

/* Inside this room: whether a browser may be sent to @address, at either server. The port is free, and
 * may be absent where nobody listens (RFC 8252, 7.3). */
gboolean sandbox_iua_redirect_uri_is_registered (const char *address);   /* (nullable address) */

/* The grant that parameters and scope of @form ask for; NULL with @error (an OAuth
 * error code) and @description (static texts). */
SandboxGrant *sandbox_iua_read_grant  (SandboxCommunity *community, const SandboxForm *form,
                                       const char **error, const char **description);
/* Whether @grant is something that its user may have (R-IUA-6, R-IUA-8, R-EMR-7); NULL or the reason. */
const char   *sandbox_iua_check_grant (SandboxCommunity *community, const SandboxGrant *grant);

G_END_DECLS
