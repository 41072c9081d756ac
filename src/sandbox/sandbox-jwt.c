/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-jwt.h"

#include "fhir-json.h"
#include "sandbox-json.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#define KEY_BITS 2048

struct _SandboxKey
{
  char                 *id;   /* (owned) */
  gnutls_x509_privkey_t x509; /* (owned) (nullable) until needed */
  gnutls_privkey_t private;   /* (owned) (nullable) until needed */
  gnutls_pubkey_t public;     /* (owned) (nullable) until needed */
};

static void
check (int code)
{
  if (code < 0)
    g_error ("GnuTLS failed where it cannot: %s", gnutls_strerror (code));
}

static void
make_key (SandboxKey *self)
{
  if (self->x509 != NULL)
    return;

  check (gnutls_x509_privkey_init (&self->x509));
  check (gnutls_x509_privkey_generate (self->x509, GNUTLS_PK_RSA, KEY_BITS, 0));
  check (gnutls_privkey_init (&self->private));
  check (gnutls_privkey_import_x509 (self->private, self->x509, 0));
  check (gnutls_pubkey_init (&self->public));
  check (gnutls_pubkey_import_privkey (self->public, self->private, 0, 0));
}

SandboxKey *
sandbox_key_new (const char *key_id)
{
  SandboxKey *self = g_new0 (SandboxKey, 1);

  self->id = g_strdup (key_id);

  return self;
}

void
sandbox_key_free (SandboxKey *self)
{
  if (self == NULL)
    return;

  if (self->x509 != NULL)
    {
      gnutls_pubkey_deinit (self->public);
      gnutls_privkey_deinit (self->private);
      gnutls_x509_privkey_deinit (self->x509);
    }
  g_free (self->id);
  g_free (self);
}

const char *
sandbox_key_get_id (SandboxKey *self)
{
  return self->id;
}

char *
sandbox_key_to_pem (SandboxKey *self)
{
  gnutls_datum_t pem = { NULL, 0 };
  char          *text;

  make_key (self);
  check (gnutls_x509_privkey_export2_pkcs8 (self->x509, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &pem));
  text = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);

  return text;
}

JsonNode *
sandbox_key_to_jwks (SandboxKey *self)
{
  gnutls_datum_t   modulus = { NULL, 0 };
  gnutls_datum_t   exponent = { NULL, 0 };
  g_autofree char *n = NULL;
  g_autofree char *e = NULL;

  make_key (self);
  check (gnutls_pubkey_export_rsa_raw2 (self->public, &modulus, &exponent, GNUTLS_EXPORT_FLAG_NO_LZ));
  n = sandbox_base64url (modulus.data, modulus.size);
  e = sandbox_base64url (exponent.data, exponent.size);
  gnutls_free (modulus.data);
  gnutls_free (exponent.data);

  return sandbox_json ("{'keys':[{'kty':'RSA','use':'sig','alg':'RS256','kid':%s,'n':%s,'e':%s}]}", self->id, n, e);
}

gboolean
sandbox_key_verifies (SandboxKey *self,
                      const void *data,
                      gsize       length,
                      GBytes     *signature)
{
  gnutls_datum_t what = { (unsigned char *) data, (unsigned int) length };
  gnutls_datum_t with = { (unsigned char *) g_bytes_get_data (signature, NULL),
                          (unsigned int) g_bytes_get_size (signature) };

  make_key (self);

  return with.size > 0 &&
         gnutls_pubkey_verify_data2 (self->public, GNUTLS_SIGN_RSA_SHA256, 0, &what, &with) >= 0;
}

char *
sandbox_base64url (const void *data,
                   gsize       length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

static GBytes *
parse_base64url (const char *text,
                 gsize       length)
{
  g_autoptr(GString) plain = g_string_new_len (text, (gssize) length);
  gsize   size;
  guchar *data;

  g_strdelimit (plain->str, "-", '+');
  g_strdelimit (plain->str, "_", '/');
  while (plain->len % 4 != 0)
    g_string_append_c (plain, '=');
  data = g_base64_decode (plain->str, &size);

  return g_bytes_new_take (data, size);
}

char *
sandbox_random_text (gsize n)
{
  g_autofree guint8 *data = g_malloc (n);

  check (gnutls_rnd (GNUTLS_RND_NONCE, data, n));

  return sandbox_base64url (data, n);
}

char *
sandbox_jwt_sign (SandboxKey *self,
                  JsonNode   *claims)
{
  g_autoptr(JsonNode) payload = claims;
  g_autoptr(JsonNode) header = sandbox_json ("{'alg':'RS256','kid':%s,'typ':'JWT'}", self->id);
  g_autoptr(GBytes) header_bytes = fhir_json_to_bytes (header);
  g_autoptr(GBytes) payload_bytes = fhir_json_to_bytes (payload);
  g_autofree char *first = sandbox_base64url (g_bytes_get_data (header_bytes, NULL), g_bytes_get_size (header_bytes));
  g_autofree char *second = sandbox_base64url (g_bytes_get_data (payload_bytes, NULL), g_bytes_get_size (payload_bytes));
  g_autofree char *content = g_strjoin (".", first, second, NULL);
  g_autofree char *third = NULL;
  gnutls_datum_t   data = { (unsigned char *) content, (unsigned int) strlen (content) };
  gnutls_datum_t   signature = { NULL, 0 };

  make_key (self);
  check (gnutls_privkey_sign_data2 (self->private, GNUTLS_SIGN_RSA_SHA256, 0, &data, &signature));
  third = sandbox_base64url (signature.data, signature.size);
  gnutls_free (signature.data);

  return g_strjoin (".", content, third, NULL);
}

/* Whether the header names the one algorithm and the key: "none" and shared keys end here. */
static gboolean
header_is_ours (SandboxKey *self,
                GBytes     *bytes)
{
  g_autoptr(JsonNode) node = fhir_json_parse (bytes, NULL);
  JsonObject *header = node != NULL ? fhir_json_node_object (node) : NULL;

  return g_strcmp0 (fhir_json_string (header, "alg"), "RS256") == 0 &&
         g_strcmp0 (fhir_json_string (header, "kid"), self->id) == 0;
}

JsonNode *
sandbox_jwt_verify (SandboxKey  *self,
                    const char  *token,
                    const char **fault)
{
  const char *first_dot = strchr (token, '.');
  const char *second_dot = first_dot != NULL ? strchr (first_dot + 1, '.') : NULL;
  g_autoptr(GBytes) header = NULL;
  g_autoptr(GBytes) payload = NULL;
  g_autoptr(GBytes) signature = NULL;
  g_autoptr(JsonNode) claims = NULL;

  *fault = "The token is no signed JWT";
  if (second_dot == NULL)
    return NULL;

  header = parse_base64url (token, (gsize) (first_dot - token));
  payload = parse_base64url (first_dot + 1, (gsize) (second_dot - first_dot - 1));
  signature = parse_base64url (second_dot + 1, strlen (second_dot + 1));
  *fault = "The token is signed with another key or algorithm";
  if (!header_is_ours (self, header))
    return NULL;
  *fault = "The signature of the token is wrong";
  if (!sandbox_key_verifies (self, token, (gsize) (second_dot - token), signature))
    return NULL;

  *fault = "The token holds no claims";
  claims = fhir_json_parse (payload, NULL);
  if (claims == NULL || fhir_json_node_object (claims) == NULL)
    return NULL;

  *fault = NULL;

  return g_steal_pointer (&claims);
}
