/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-test-support.h"

#include <glib/gstdio.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#define DAY (24 * 60 * 60)

static gnutls_x509_privkey_t authority_key;
static gnutls_x509_crt_t     authority;

static void
request_read_cb (SoupServer        *server,
                 SoupServerMessage *message,
                 TestServer        *self)
{
  g_ptr_array_add (self->seen, soup_message_headers_ref (soup_server_message_get_request_headers (message)));
}

static TestServer *
server_new (GTlsCertificate   *certificate,
            SoupServerCallback handler,
            gpointer           user_data)
{
  TestServer *self = g_new0 (TestServer, 1);
  g_autoptr(GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new (NULL, NULL);
  self->seen = g_ptr_array_new_with_free_func ((GDestroyNotify) soup_message_headers_unref);
  g_signal_connect (self->server, "request-read", G_CALLBACK (request_read_cb), self);
  soup_server_add_handler (self->server, NULL, handler, user_data, NULL);
  if (certificate != NULL)
    soup_server_set_tls_certificate (self->server, certificate);
  soup_server_listen_local (self->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY | (certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0),
                            &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->base = certificate != NULL ? g_strdup_printf ("https://localhost:%d", g_uri_get_port (uris->data))
                                   : g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

TestServer *
test_server_new (SoupServerCallback handler,
                 gpointer           user_data)
{
  return server_new (NULL, handler, user_data);
}

TestServer *
test_server_new_tls (GTlsCertificate   *certificate,
                     SoupServerCallback handler,
                     gpointer           user_data)
{
  return server_new (certificate, handler, user_data);
}

void
test_server_free (TestServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_ptr_array_unref (self->seen);
  g_free (self->base);
  g_free (self);
}

char *
test_server_uri (TestServer *self,
                 const char *path)
{
  return g_strconcat (self->base, path, NULL);
}

const char *
test_server_seen (TestServer *self,
                  guint       request,
                  const char *header)
{
  g_assert_cmpuint (request, <, self->seen->len);

  return soup_message_headers_get_one (g_ptr_array_index (self->seen, request), header);
}

void
test_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

GAsyncResult *
test_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (result);
}

NetResponse *
test_send (NetClient    *client,
           NetRequest   *request,
           GCancellable *cancellable,
           GError      **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  net_client_send_async (client, request, cancellable, test_result_cb, &pending);
  result = test_wait (&pending);

  return net_client_send_finish (client, result, error);
}

static gnutls_x509_privkey_t
new_key (void)
{
  gnutls_x509_privkey_t key;

  g_assert_cmpint (gnutls_x509_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0), ==, 0);

  return key;
}

static gnutls_x509_crt_t
new_crt (gnutls_x509_privkey_t key,
         const char           *name,
         time_t                from,
         time_t                until)
{
  static guint8     serial = 1;
  gnutls_x509_crt_t crt;

  g_assert_cmpint (gnutls_x509_crt_init (&crt), ==, 0);
  gnutls_x509_crt_set_version (crt, 3);
  gnutls_x509_crt_set_serial (crt, &serial, 1);
  gnutls_x509_crt_set_key (crt, key);
  gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, name, strlen (name));
  gnutls_x509_crt_set_activation_time (crt, from);
  gnutls_x509_crt_set_expiration_time (crt, until);
  serial++;

  return crt;
}

static void
ensure_authority (void)
{
  if (authority != NULL)
    return;

  authority_key = new_key ();
  authority = new_crt (authority_key, "Test Authority", time (NULL) - 400 * DAY, time (NULL) + 400 * DAY);
  gnutls_x509_crt_set_basic_constraints (authority, 1, -1);
  gnutls_x509_crt_set_key_usage (authority, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN);
  g_assert_cmpint (gnutls_x509_crt_sign2 (authority, authority, authority_key, GNUTLS_DIG_SHA256, 0), ==, 0);
}

GTlsCertificate *
test_certificate_new (TestCert kind)
{
  time_t                now = time (NULL);
  time_t                from = kind == TEST_CERT_FUTURE ? now + 10 * DAY : now - 30 * DAY;
  time_t                until = kind == TEST_CERT_EXPIRED ? now - DAY : now + 30 * DAY;
  const char           *host = kind == TEST_CERT_OTHER_HOST ? "elsewhere.invalid" : "localhost";
  gnutls_x509_privkey_t key = new_key ();
  gnutls_x509_crt_t     crt = new_crt (key, host, from, until);
  gnutls_datum_t        crt_pem, key_pem;
  g_autofree char      *pem = NULL;
  g_autoptr(GError) error = NULL;
  GTlsCertificate *certificate;

  ensure_authority ();
  gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_DNSNAME, host, strlen (host), GNUTLS_FSAN_SET);
  gnutls_x509_crt_set_key_usage (crt, GNUTLS_KEY_DIGITAL_SIGNATURE);
  g_assert_cmpint (gnutls_x509_crt_sign2 (crt, authority, authority_key, GNUTLS_DIG_SHA256, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_PEM, &crt_pem), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &key_pem), ==, 0);

  pem = g_strdup_printf ("%.*s%.*s", (int) crt_pem.size, (char *) crt_pem.data, (int) key_pem.size, (char *) key_pem.data);
  certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);

  gnutls_free (crt_pem.data);
  gnutls_free (key_pem.data);
  gnutls_x509_crt_deinit (crt);
  gnutls_x509_privkey_deinit (key);

  return certificate;
}

char *
test_authority_to_file (void)
{
  g_autoptr(GError) error = NULL;
  gnutls_datum_t pem;
  char          *path = NULL;
  int            fd;

  ensure_authority ();
  g_assert_cmpint (gnutls_x509_crt_export2 (authority, GNUTLS_X509_FMT_PEM, &pem), ==, 0);
  fd = g_file_open_tmp ("authority-XXXXXX.pem", &path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, (char *) pem.data, pem.size, &error);
  g_assert_no_error (error);
  gnutls_free (pem.data);

  return path;
}
