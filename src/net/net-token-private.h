#pragma once

#include "net-token-source.h"

G_BEGIN_DECLS

/* The token of a token answer (RFC 6749, section 5.1). @skew: server time minus local time in
 * seconds, for the `exp` of a token without `expires_in`. Error: NET_ERROR_UNEXPECTED. */
NetToken *net_token_parse      (GBytes      *body,
                                gint64       skew,
                                GError     **error);

G_END_DECLS
