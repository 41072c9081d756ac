#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The authorization code in the query of a redirect that came back, after its state (R-IUA-3) and,
 * when both are known, its issuer (RFC 9207) were found to be ours. (transfer full)
 * Errors: NET_ERROR_SIGN_IN_TAMPERED, NET_ERROR_SIGN_IN_REFUSED, NET_ERROR_INTERACTION_REQUIRED,
 * NET_ERROR_UNEXPECTED. */
char *net_answer_parse (const char  *query,     /* (nullable) encoded */
                        const char  *state,
                        const char  *issuer,    /* (nullable) */
                        GError     **error);

G_END_DECLS
