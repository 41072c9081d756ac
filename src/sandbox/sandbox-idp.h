#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* A stand-in for a certified identity provider (OpenID Connect, code with PKCE): whoever is asked
 * for is believed to be there, since all are invented. */
void sandbox_idp_metadata  (SandboxExchange *exchange);
void sandbox_idp_authorize (SandboxExchange *exchange);
void sandbox_idp_token     (SandboxExchange *exchange);
void sandbox_idp_jwks      (SandboxExchange *exchange);
void sandbox_idp_people    (SandboxExchange *exchange);

/* Inside this room: the page that offers the professionals as buttons, in the language of
 * @accept_language (nullable); the query of the request goes along as hidden fields. (transfer full) */
GBytes *sandbox_idp_page   (const SandboxForm *query, const char *accept_language);

G_END_DECLS
