#pragma once

#include <gio/gio.h>

#include "net-error.h"

G_BEGIN_DECLS

/* RFC 9421 signature of one token request over @method, @target-uri, authorization and
 * content-digest (R-IUA-10), RFC 9530 digest in sha-512. */
typedef struct
{
  char *content_digest;   /* header value */
  char *signature_input;  /* header value */
  char *signature;        /* header value */
} NetSignature;

void          net_signature_free (NetSignature *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetSignature, net_signature_free)

/* @created: seconds since 1970 by the server's clock; expires 60 s later. @authorization may be NULL:
 * then the component is left out. rsa-v1_5-sha256 by an RSA key, ecdsa-p256-sha256 by an EC key. */
NetSignature *net_signature_make (const char  *key_pem,
                                  const char  *key_id,          /* (nullable) */
                                  const char  *method,
                                  const char  *target_uri,
                                  const char  *authorization,   /* (nullable) */
                                  GBytes      *body,
                                  gint64       created,
                                  GError     **error);

G_END_DECLS
