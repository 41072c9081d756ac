/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-form-private.h"
#include "net-pkce-private.h"
#include "net-secret-private.h"
#include "net-signature.h"
#include "net-test-support.h"
#include "net-trace.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <string.h>

#define AUTHORIZATION "Basic YXBwOnNlY3JldA=="
#define BODY "grant_type=authorization_code&code=made-up"
#define CREATED 1764073861

/* RFC 7636, appendix B. */
static void
test_pkce_vector (void)
{
  g_autofree char *challenge = net_pkce_challenge ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

static void
test_pkce_verifier (void)
{
  g_autofree char *one = net_pkce_new_verifier ();
  g_autofree char *two = net_pkce_new_verifier ();

  g_assert_cmpuint (strlen (one), ==, 43);
  g_assert_cmpuint (strspn (one, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), ==, 43);
  g_assert_cmpstr (one, !=, two);
}

static void
test_base64url (void)
{
  gsize              length;
  g_autofree guint8 *bytes = net_base64url_decode ("-_-_AQ", -1, &length);
  g_autofree char   *text = NULL;

  g_assert_nonnull (bytes);
  text = net_base64url_encode (bytes, length);
  g_assert_cmpstr (text, ==, "-_-_AQ");
  g_assert_null (net_base64url_decode ("a", -1, &length));
  g_assert_null (net_base64url_decode ("ab=c", -1, &length));
  g_assert_null (net_base64url_decode ("a+/b", -1, &length));
}

static void
test_basic (void)
{
  char              *credentials = net_form_basic_credentials ("app:1", "s é&");
  g_autofree guchar *pair = NULL;
  gsize              length;

  g_assert_true (g_str_has_prefix (credentials, "Basic "));
  pair = g_base64_decode (credentials + 6, &length);
  g_assert_cmpmem (pair, length, "app%3A1:s%20%C3%A9%26", 21);
  net_secret_free (credentials);
}

static void
test_form (void)
{
  g_autoptr(NetForm) form = net_form_new ();
  g_autofree char *large = g_strnfill (5000, 'x');
  const char      *fields[] = { "a|b", "1+2 3", "empty", "", NULL };

  net_form_add_fields (form, fields);
  g_assert_cmpstr (net_form_peek (form), ==, "a%7Cb=1%2B2%203&empty=");
  net_form_add (form, "large", large);
  g_assert_cmpuint (strlen (net_form_peek (form)), ==, 22 + 7 + 5000);
}

static gnutls_privkey_t
new_key (gnutls_pk_algorithm_t algorithm,
         unsigned int          bits,
         char                **pem)
{
  gnutls_x509_privkey_t x509;
  gnutls_privkey_t      key;
  gnutls_datum_t        data;

  g_assert_cmpint (gnutls_x509_privkey_init (&x509), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (x509, algorithm, bits, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_export2_pkcs8 (x509, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &data), ==, 0);
  *pem = g_strndup ((char *) data.data, data.size);
  gnutls_free (data.data);
  g_assert_cmpint (gnutls_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_privkey_import_x509 (key, x509, GNUTLS_PRIVKEY_IMPORT_AUTO_RELEASE), ==, 0);

  return key;
}

static void
assert_verifies (gnutls_privkey_t key,
                 NetSignature    *signature,
                 const char      *base)
{
  gnutls_pubkey_t    public_key;
  g_autofree char   *encoded = NULL;
  g_autofree guchar *raw = NULL;
  gnutls_datum_t     data = { (unsigned char *) base, strlen (base) };
  gnutls_datum_t     value = { NULL, 0 };
  gboolean           rsa = gnutls_privkey_get_pk_algorithm (key, NULL) == GNUTLS_PK_RSA;
  gsize              length;

  g_assert_true (g_str_has_prefix (signature->signature, "sig1=:"));
  g_assert_true (g_str_has_suffix (signature->signature, ":"));
  encoded = g_strndup (signature->signature + 6, strlen (signature->signature) - 7);
  raw = g_base64_decode (encoded, &length);

  if (rsa)
    {
      value.data = g_memdup2 (raw, length);
      value.size = length;
    }
  else
    {
      gnutls_datum_t r = { raw, 32 };
      gnutls_datum_t s = { raw + 32, 32 };

      g_assert_cmpuint (length, ==, 64);
      g_assert_cmpint (gnutls_encode_rs_value (&value, &r, &s), ==, 0);
    }

  g_assert_cmpint (gnutls_pubkey_init (&public_key), ==, 0);
  g_assert_cmpint (gnutls_pubkey_import_privkey (public_key, key, 0, 0), ==, 0);
  g_assert_cmpint (gnutls_pubkey_verify_data2 (public_key, rsa ? GNUTLS_SIGN_RSA_SHA256 : GNUTLS_SIGN_ECDSA_SHA256,
                                               0, &data, &value),
                   >=, 0);
  gnutls_pubkey_deinit (public_key);
  if (rsa)
    g_free (value.data);
  else
    gnutls_free (value.data);
}

/* The signature base is written out here, from the specification and not from the code (R-IUA-10). */
static void
test_signature (gconstpointer data)
{
  gboolean         rsa = GPOINTER_TO_INT (data);
  g_autofree char *pem = NULL;
  gnutls_privkey_t key = rsa ? new_key (GNUTLS_PK_RSA, 2048, &pem)
                             : new_key (GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), &pem);
  g_autoptr(GBytes) body = g_bytes_new_static (BODY, strlen (BODY));
  g_autoptr(GError) error = NULL;
  g_autoptr(NetSignature) signature = NULL;
  g_autofree char *hex = g_compute_checksum_for_bytes (G_CHECKSUM_SHA512, body);
  g_autofree char *base = NULL;
  g_autofree char *digest = NULL;
  guint8           hash[64];
  const char      *input = "(\"@method\" \"@target-uri\" \"authorization\" \"content-digest\")"
                           ";created=1764073861;expires=1764073921;keyid=\"k1\";tag=\"fapi-2-request\"";

  for (guint i = 0; i < sizeof hash; i++)
    hash[i] = g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]);
  digest = g_base64_encode (hash, sizeof hash);

  signature = net_signature_make (pem, "k1", "POST", "https://as.example.ch/token", AUTHORIZATION, body, CREATED, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signature->signature_input + strlen ("sig1="), ==, input);
  base = g_strdup_printf ("\"@method\": POST\n\"@target-uri\": https://as.example.ch/token\n"
                          "\"authorization\": " AUTHORIZATION "\n\"content-digest\": sha-512=:%s:\n"
                          "\"@signature-params\": %s",
                          digest, input);
  assert_verifies (key, signature, base);
  gnutls_privkey_deinit (key);
}

static void
test_without_authorization (void)
{
  g_autofree char *pem = NULL;
  gnutls_privkey_t key = new_key (GNUTLS_PK_RSA, 2048, &pem);
  g_autoptr(GBytes) body = g_bytes_new_static ("", 0);
  g_autoptr(NetSignature) signature = net_signature_make (pem, NULL, "POST", "https://as.example.ch/token", NULL, body, CREATED, NULL);

  g_assert_nonnull (signature);
  g_assert_cmpstr (signature->signature_input, ==,
                   "sig1=(\"@method\" \"@target-uri\" \"content-digest\");created=1764073861;expires=1764073921;tag=\"fapi-2-request\"");
  gnutls_privkey_deinit (key);
}

/* RFC 9530, appendix D: {"hello": "world"} with a line end. */
static void
test_digest_vector (void)
{
  g_autofree char *pem = NULL;
  gnutls_privkey_t key = new_key (GNUTLS_PK_RSA, 2048, &pem);
  g_autoptr(GBytes) body = g_bytes_new_static ("{\"hello\": \"world\"}\n", 19);
  g_autoptr(NetSignature) signature = net_signature_make (pem, NULL, "POST", "https://a.example/", NULL, body, CREATED, NULL);

  g_assert_cmpstr (signature->content_digest, ==,
                   "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:");
  gnutls_privkey_deinit (key);
}

static void
test_bad_keys (void)
{
  static const char *const keys[] = {
    "",
    "no key",
    "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
  };
  g_autoptr(GBytes) body = g_bytes_new_static ("", 0);
  g_autofree char *p384 = NULL;
  g_autofree char *rsa = NULL;
  gnutls_privkey_t key;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (net_signature_make (keys[i], NULL, "POST", "https://a.example/", NULL, body, CREATED, &error));
      g_assert_error (error, NET_ERROR, NET_ERROR_KEY);
    }

  key = new_key (GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1), &p384);
  gnutls_privkey_deinit (key);
  g_assert_null (net_signature_make (p384, NULL, "POST", "https://a.example/", NULL, body, CREATED, NULL));

  /* A key id that would break out of its header. */
  key = new_key (GNUTLS_PK_RSA, 2048, &rsa);
  gnutls_privkey_deinit (key);
  g_assert_null (net_signature_make (rsa, "a\r\nX: y", "POST", "https://a.example/", NULL, body, CREATED, NULL));
}

static void
test_traceparent (void)
{
  static const char *const bad[] = {
    "",
    "00",
    "00-00000000000000000000000000000000-b7ad6b7169203331-00",
    "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-00",
    "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-00",
    "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-000",
    "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-00",
  };
  g_autoptr(NetTrace) trace = net_trace_new ();
  g_autofree char *one = net_trace_next_parent (trace);
  g_autofree char *two = net_trace_next_parent (trace);

  g_assert_true (net_traceparent_is_valid ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"));
  g_assert_false (net_traceparent_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (net_traceparent_is_valid (bad[i]));

  g_assert_true (net_traceparent_is_valid (one));
  g_assert_true (net_traceparent_is_valid (two));
  g_assert_cmpstr (one, !=, two);
  g_assert_cmpint (strncmp (one, two, 36), ==, 0);
  g_assert_cmpint (strncmp (one + 3, net_trace_get_id (trace), 32), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/pkce/R-IUA-4/vector", test_pkce_vector);
  g_test_add_func ("/net/pkce/R-IUA-4/verifier", test_pkce_verifier);
  g_test_add_func ("/net/base64url", test_base64url);
  g_test_add_func ("/net/form/basic/R-IUA-9", test_basic);
  g_test_add_func ("/net/form/encoding", test_form);
  g_test_add_data_func ("/net/signature/R-IUA-10/rsa", GINT_TO_POINTER (TRUE), test_signature);
  g_test_add_data_func ("/net/signature/R-IUA-10/ecdsa", GINT_TO_POINTER (FALSE), test_signature);
  g_test_add_func ("/net/signature/without-authorization", test_without_authorization);
  g_test_add_func ("/net/signature/digest-vector", test_digest_vector);
  g_test_add_func ("/net/signature/bad-keys", test_bad_keys);
  g_test_add_func ("/net/trace/R-TRC-2", test_traceparent);

  return g_test_run ();
}
