#pragma once

#include "net-token-source.h"

G_BEGIN_DECLS

/* The token of a token answer (RFC 6749, section 5.1). @skew: server time minus local time in
 * seconds, for the `exp` of a token without `expires_in`. Error: NET_ERROR_UNEXPECTED. */
NetToken *net_token_parse      (GBytes      *body,
                                gint64       skew,
                                GError     **error);

/* JSON text of the payload when @access_token is a JWT, NULL for an opaque one (R-IUA-16). */
char     *net_token_dup_claims (const char  *access_token);

G_END_DECLS
