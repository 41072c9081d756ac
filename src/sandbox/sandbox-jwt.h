#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* An RSA key of this run, made when it is first needed: the start does not wait for it. */
typedef struct _SandboxKey SandboxKey;

SandboxKey *sandbox_key_new      (const char *key_id);
void        sandbox_key_free     (SandboxKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxKey, sandbox_key_free)

const char *sandbox_key_get_id   (SandboxKey *self);
/* The private key, PKCS#8 PEM. (transfer full) */
char       *sandbox_key_to_pem   (SandboxKey *self);
/* A key set (RFC 7517) with the public half. (transfer full) */
JsonNode   *sandbox_key_to_jwks  (SandboxKey *self);
/* RSASSA-PKCS1-v1_5 with SHA-256. */
gboolean    sandbox_key_verifies (SandboxKey *self, const void *data, gsize length, GBytes *signature);

/* RS256, header with kid and typ (5.7). @claims is taken. (transfer full) */
char       *sandbox_jwt_sign     (SandboxKey *self, JsonNode *claims);
/* The claims when the signature is @self's; NULL with @fault (static text) else. Times and
 * audience are the caller's to check. (transfer full) (nullable) */
JsonNode   *sandbox_jwt_verify   (SandboxKey *self, const char *token, const char **fault);

/* base64url without padding (RFC 7515). (transfer full) */
char       *sandbox_base64url    (const void *data, gsize length);
/* @n random bytes from the kernel, as base64url. (transfer full) */
char       *sandbox_random_text  (gsize n);

G_END_DECLS
