/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-signature.h"

#include "net-error-private.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define LIFE 60 /* seconds, the most that is allowed (R-IUA-10) */
#define TAG "fapi-2-request"
#define P256_BYTES 32

typedef struct gnutls_privkey_st NetPrivateKey;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetPrivateKey, gnutls_privkey_deinit)

static gboolean
fail (GError **error)
{
  g_propagate_error (error, net_error_new (NET_ERROR_KEY));

  return FALSE;
}

static NetPrivateKey *
load_key (const char *pem,
          GError    **error)
{
  g_autoptr(NetPrivateKey) key = NULL;
  gnutls_datum_t data = { (unsigned char *) pem, strlen (pem) };
  unsigned int   bits = 0;
  int            algorithm;

  if (gnutls_privkey_init (&key) != 0 ||
      gnutls_privkey_import_x509_raw (key, &data, GNUTLS_X509_FMT_PEM, NULL, 0) != 0)
    {
      fail (error);
      return NULL;
    }

  algorithm = gnutls_privkey_get_pk_algorithm (key, &bits);
  if (algorithm != GNUTLS_PK_RSA && !(algorithm == GNUTLS_PK_ECDSA && bits == 8 * P256_BYTES))
    {
      fail (error);
      return NULL;
    }

  return g_steal_pointer (&key);
}

/* Right-aligned in its field, whatever zeros the integer came with or without. */
static gboolean
copy_integer (guint8               *field,
              const gnutls_datum_t *integer)
{
  const guint8 *data = integer->data;
  gsize         size = integer->size;

  while (size > 0 && *data == 0)
    {
      data++;
      size--;
    }
  if (size > P256_BYTES)
    return FALSE;

  memset (field, 0, P256_BYTES);
  memcpy (field + P256_BYTES - size, data, size);

  return TRUE;
}

/* RFC 9421, section 3.3.4: r and s side by side, where GnuTLS gives them in DER. */
static char *
encode_ecdsa (const gnutls_datum_t *der)
{
  gnutls_datum_t r = { NULL, 0 };
  gnutls_datum_t s = { NULL, 0 };
  guint8         pair[2 * P256_BYTES];
  char          *text = NULL;

  if (gnutls_decode_rs_value (der, &r, &s) == 0 &&
      copy_integer (pair, &r) && copy_integer (pair + P256_BYTES, &s))
    text = g_base64_encode (pair, sizeof pair);
  gnutls_free (r.data);
  gnutls_free (s.data);

  return text;
}

static char *
sign (NetPrivateKey *key,
      const char    *base,
      GError       **error)
{
  gboolean       rsa = gnutls_privkey_get_pk_algorithm (key, NULL) == GNUTLS_PK_RSA;
  gnutls_datum_t data = { (unsigned char *) base, strlen (base) };
  gnutls_datum_t signature = { NULL, 0 };
  char          *text = NULL;

  if (gnutls_privkey_sign_data2 (key, rsa ? GNUTLS_SIGN_RSA_SHA256 : GNUTLS_SIGN_ECDSA_SECP256R1_SHA256,
                                 0, &data, &signature) == 0)
    text = rsa ? g_base64_encode (signature.data, signature.size) : encode_ecdsa (&signature);
  gnutls_free (signature.data);
  if (text == NULL)
    fail (error);

  return text;
}

static char *
digest_of (GBytes *body)
{
  guint8           hash[64];
  g_autofree char *text = NULL;
  gsize            length;
  const void      *data = g_bytes_get_data (body, &length);

  if (gnutls_hash_fast (GNUTLS_DIG_SHA512, data, length, hash) != 0)
    g_error ("SHA-512 is missing.");
  text = g_base64_encode (hash, sizeof hash);

  return g_strdup_printf ("sha-512=:%s:", text);
}

/* A string of RFC 8941: visible ASCII and blanks; quote and backslash escaped. */
static char *
quote (const char *text,
       GError    **error)
{
  g_autoptr(GString) quoted = g_string_new ("\"");

  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isprint (*p))
        {
          fail (error);
          return NULL;
        }
      if (*p == '"' || *p == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (g_steal_pointer (&quoted), FALSE);
}

static char *
parameters_of (const char *key_id,
               gboolean    with_authorization,
               gint64      created,
               GError    **error)
{
  g_autoptr(GString) text = g_string_new ("(\"@method\" \"@target-uri\"");

  if (with_authorization)
    g_string_append (text, " \"authorization\"");
  g_string_append_printf (text, " \"content-digest\");created=%" G_GINT64_FORMAT ";expires=%" G_GINT64_FORMAT,
                          created, created + LIFE);
  if (key_id != NULL)
    {
      g_autofree char *quoted = quote (key_id, error);

      if (quoted == NULL)
        return NULL;
      g_string_append_printf (text, ";keyid=%s", quoted);
    }
  g_string_append (text, ";tag=\"" TAG "\"");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
net_signature_free (NetSignature *self)
{
  if (self == NULL)
    return;

  g_free (self->content_digest);
  g_free (self->signature_input);
  g_free (self->signature);
  g_free (self);
}

NetSignature *
net_signature_make (const char *key_pem,
                    const char *key_id,
                    const char *method,
                    const char *target_uri,
                    const char *authorization,
                    GBytes     *body,
                    gint64      created,
                    GError    **error)
{
  g_autoptr(NetPrivateKey) key = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *parameters = NULL;
  g_autofree char *signature = NULL;
  char            *base;
  NetSignature    *self;

  g_return_val_if_fail (key_pem != NULL, NULL);
  g_return_val_if_fail (method != NULL && target_uri != NULL && body != NULL, NULL);

  key = load_key (key_pem, error);
  if (key == NULL)
    return NULL;
  parameters = parameters_of (key_id, authorization != NULL, created, error);
  if (parameters == NULL)
    return NULL;

  digest = digest_of (body);
  base = g_strconcat ("\"@method\": ", method, "\n",
                      "\"@target-uri\": ", target_uri, "\n",
                      authorization != NULL ? "\"authorization\": " : "",
                      authorization != NULL ? authorization : "",
                      authorization != NULL ? "\n" : "",
                      "\"content-digest\": ", digest, "\n",
                      "\"@signature-params\": ", parameters, NULL);
  signature = sign (key, base, error);
  gnutls_memset (base, 0, strlen (base));
  g_free (base);
  if (signature == NULL)
    return NULL;

  self = g_new0 (NetSignature, 1);
  self->content_digest = g_steal_pointer (&digest);
  self->signature_input = g_strconcat ("sig1=", parameters, NULL);
  self->signature = g_strdup_printf ("sig1=:%s:", signature);

  return self;
}
