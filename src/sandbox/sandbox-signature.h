#pragma once

#include "sandbox-jwt.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Verifies the message signature of a token request (R-IUA-10, R-IUA-11): RFC 9421 over @method,
 * @target-uri, authorization and content-digest, at most 60 s long, RFC 9530 digest of @body.
 * @now: seconds since 1970. Returns NULL when all is right, else a static text naming the fault. */
const char *sandbox_signature_check (SandboxKey         *key,
                                     const char         *method,
                                     const char         *target_uri,
                                     SoupMessageHeaders *headers,
                                     GBytes             *body,
                                     gint64              now);

G_END_DECLS
