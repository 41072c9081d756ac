#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* The authorization server: ITI-103, ITI-71 (section 5). */
void sandbox_iua_metadata  (SandboxExchange *exchange);
void sandbox_iua_jwks      (SandboxExchange *exchange);
void sandbox_iua_authorize (SandboxExchange *exchange);
/* Where the identity provider sends the browser back in a brokered sign-in. */
void sandbox_iua_brokered  (SandboxExchange *exchange);
/* POST token. People's clients send grant_type authorization_code or refresh_token (5.4). A technical user (5.5)
 * sends, signed like any token request (R-IUA-10) with its own key and authenticated with its own secret:
 *
 *   grant_type=client_credentials, client_id,
 *   scope=purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5|AUTO subject_role=urn:oid:2.16.756.5.30.1.127.3.10.6|TCU,
 *   principal_id (GLN of the responsible professional; principal, her name, may be there too),
 *   person_id (SPID in the CX form) for a token that deposits; without it a basic one, which finds patients,
 *   resource and requested_token_type as it likes
 *
 * to the same address. There is no code, no identity token, no refresh token; mode=mag has the secret in the body
 * and the Swiss parameters in the scope. The registration of this run stands in the community file: group
 * [technical], secrets in [credentials]. Such a token deposits (originalProviderRole TCU, policy 203 decides) and
 * reads nothing: searches find no document, not even its own. */
void sandbox_iua_token     (SandboxExchange *exchange);

/* Inside this room: whether a browser may be sent to @address, at either server. The port is free, and
 * may be absent where nobody listens (RFC 8252, 7.3). */
gboolean sandbox_iua_redirect_uri_is_registered (const char *address);   /* (nullable address) */

/* Whether resource, aud and requested_token_type, where they are, name this server and a JWT; NULL or the reason. */
const char   *sandbox_iua_check_resource (SandboxCommunity *community, const SandboxForm *form);
/* The grant that parameters and scope of @form ask for; NULL with @error (an OAuth
 * error code) and @description (static texts). */
SandboxGrant *sandbox_iua_read_grant  (SandboxCommunity *community, const SandboxForm *form,
                                       const char **error, const char **description);
/* Whether @grant is something that its user may have (R-IUA-6, R-IUA-8, R-EMR-7); NULL or the reason. */
const char   *sandbox_iua_check_grant (SandboxCommunity *community, const SandboxGrant *grant);

G_END_DECLS
