#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* RFC 7636: 43 characters that nobody can guess. Free with net_secret_free(). */
char *net_pkce_new_verifier (void);

/* S256: base64url of the 32 raw bytes of the hash, not of its hexadecimal text (R-IUA-4). */
char *net_pkce_challenge    (const char *verifier);

G_END_DECLS
