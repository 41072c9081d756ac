/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-oauth.h"
#include "net-pkce-private.h"
#include "net-test-support.h"

#include <glib/gstdio.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

#define ID_TOKEN "eyJh.made-up.c2ln"

typedef enum
{
  MODE_ANSWER,   /* 302 to the redirect URI with code and state */
  MODE_TWO_HOPS, /* first to another page of the server */
  MODE_PAGE,     /* 200 with a page */
  MODE_WRONG_STATE,
  MODE_WRONG_ISSUER,
  MODE_DENIED,         /* redirect with error=access_denied */
  MODE_LOGIN_REQUIRED, /* redirect with error=login_required */
  MODE_NO_CODE,
  MODE_LOOP,         /* to itself */
  MODE_INSECURE,     /* to plain http elsewhere */
  MODE_UNAUTHORIZED, /* 401 */
} Mode;

/* A small authorization server. */
typedef struct
{
  TestServer     *server;
  NetClient      *client;
  NetOauthServer *metadata;
  Mode            mode;
  gint64          clock_offset; /* of its Date header, seconds */
  guint           token_status;
  char           *challenge; /* of the last authorization request */
  char           *redirect_uri;
  char           *scope;
  char           *token_body; /* of the last token request, raw */
  GHashTable     *token_form;
} Fixture;

static void
redirect (Fixture           *fixture,
          SoupServerMessage *message,
          GHashTable        *query)
{
  const char      *redirect_uri = g_hash_table_lookup (query, "redirect_uri");
  const char      *state = g_hash_table_lookup (query, "state");
  g_autofree char *location = NULL;

  switch (fixture->mode)
    {
    case MODE_TWO_HOPS:
      location = g_strdup_printf ("/second?%s", g_uri_get_query (soup_server_message_get_uri (message)));
      fixture->mode = MODE_ANSWER;
      break;
    case MODE_WRONG_STATE:
      location = g_strdup_printf ("%s?code=made-up-code&state=another", redirect_uri);
      break;
    case MODE_WRONG_ISSUER:
      location = g_strdup_printf ("%s?code=made-up-code&state=%s&iss=https%%3A%%2F%%2Fevil.example", redirect_uri, state);
      break;
    case MODE_DENIED:
      location = g_strdup_printf ("%s?error=access_denied&error_description=Not%%20today&state=%s", redirect_uri, state);
      break;
    case MODE_LOGIN_REQUIRED:
      location = g_strdup_printf ("%s?error=login_required&state=%s", redirect_uri, state);
      break;
    case MODE_NO_CODE:
      location = g_strdup_printf ("%s?state=%s", redirect_uri, state);
      break;
    case MODE_LOOP:
      location = g_uri_to_string (soup_server_message_get_uri (message));
      break;
    case MODE_INSECURE:
      location = g_strdup ("http://example.invalid/login");
      break;
    case MODE_ANSWER:
    case MODE_PAGE:
    case MODE_UNAUTHORIZED:
    default:
      location = g_strdup_printf ("%s?code=made-up-code&state=%s", redirect_uri, state);
    }

  soup_server_message_set_redirect (message, 302, location);
}

static void
authorize (Fixture           *fixture,
           SoupServerMessage *message,
           GHashTable        *query)
{
  g_assert_cmpstr (g_hash_table_lookup (query, "response_type"), ==, "code");
  g_assert_cmpstr (g_hash_table_lookup (query, "client_id"), ==, "app:1");
  g_assert_cmpstr (g_hash_table_lookup (query, "code_challenge_method"), ==, "S256");
  g_assert_cmpuint (strlen (g_hash_table_lookup (query, "state")), ==, 43);
  g_assert_null (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization"));

  g_free (fixture->challenge);
  fixture->challenge = g_strdup (g_hash_table_lookup (query, "code_challenge"));
  g_free (fixture->redirect_uri);
  fixture->redirect_uri = g_strdup (g_hash_table_lookup (query, "redirect_uri"));
  g_free (fixture->scope);
  fixture->scope = g_strdup (g_hash_table_lookup (query, "scope"));

  if (fixture->mode == MODE_PAGE || fixture->mode == MODE_UNAUTHORIZED)
    {
      soup_server_message_set_status (message, fixture->mode == MODE_PAGE ? 200 : 401, NULL);
      soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<p>Sign in", 10);
    }
  else
    redirect (fixture, message, query);
}

static void
token (Fixture           *fixture,
       SoupServerMessage *message)
{
  static const char good[] = "{\"token_type\":\"Bearer\",\"access_token\":\"made-up\",\"expires_in\":300,"
                             "\"scope\":\"granted\",\"refresh_token\":\"again\"}";
  static const char bad[] = "{\"error\":\"invalid_grant\",\"error_description\":\"Too late\"}";
  SoupMessageBody  *body = soup_server_message_get_request_body (message);
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC + fixture->clock_offset);
  g_autofree char *text = soup_date_time_to_string (date, SOUP_DATE_HTTP);

  g_assert_true (soup_server_message_get_method (message) == SOUP_METHOD_POST);
  g_free (fixture->token_body);
  fixture->token_body = g_strndup (body->data, body->length);
  g_clear_pointer (&fixture->token_form, g_hash_table_unref);
  fixture->token_form = soup_form_decode (fixture->token_body);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", text);
  soup_server_message_set_status (message, fixture->token_status, NULL);
  if (fixture->token_status == 200)
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, good, strlen (good));
  else
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, bad, strlen (bad));
}

static void
metadata (Fixture           *fixture,
          SoupServerMessage *message)
{
  char *json = g_strdup_printf ("{\"issuer\":\"%s\",\"authorization_endpoint\":\"%s/authorize\","
                                "\"token_endpoint\":\"%s/token\"}",
                                fixture->server->base, fixture->server->base, fixture->server->base);

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, json, strlen (json));
}

static void
handler_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  Fixture *fixture = user_data;

  if (g_str_equal (path, "/authorize"))
    authorize (fixture, message, query);
  else if (g_str_equal (path, "/second"))
    redirect (fixture, message, query);
  else if (g_str_equal (path, "/token"))
    token (fixture, message);
  else if (g_str_equal (path, "/.well-known/smart-configuration"))
    metadata (fixture, message);
  else
    soup_server_message_set_status (message, 404, NULL);
}

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *authorize_uri = NULL;
  g_autofree char *token_uri = NULL;

  fixture->server = test_server_new (handler_cb, fixture);
  fixture->client = net_client_new (TRUE);
  fixture->token_status = 200;
  authorize_uri = test_server_uri (fixture->server, "/authorize");
  token_uri = test_server_uri (fixture->server, "/token");
  fixture->metadata = net_oauth_server_new (fixture->server->base, authorize_uri, token_uri);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  net_oauth_server_unref (fixture->metadata);
  test_server_free (fixture->server);
  g_assert_finalize_object (fixture->client);
  g_free (fixture->challenge);
  g_free (fixture->redirect_uri);
  g_free (fixture->scope);
  g_free (fixture->token_body);
  g_clear_pointer (&fixture->token_form, g_hash_table_unref);
}

static NetOauth *
new_oauth (Fixture    *fixture,
           const char *key_pem)
{
  NetOauthRegistration registration = {
    .client_id = "app:1",
    .client_secret = "hush hush",
    .auth = NET_CLIENT_AUTH_BASIC,
    .redirect_host = "127.0.0.1",
    .redirect_path = "/callback",
    .sign_requests = key_pem != NULL,
    .signing_key_pem = key_pem,
    .signing_key_id = "k1",
  };

  return net_oauth_new (fixture->client, &registration);
}

static NetAuthorizationCode *
authorize_and_wait (Fixture       *fixture,
                    NetOauth      *oauth,
                    NetInteraction interaction,
                    GCancellable  *cancellable,
                    GError       **error)
{
  const char *fields[] = { "scope", "user/*.* a=b|c", NULL };
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  net_oauth_authorize_async (oauth, fixture->metadata, fields, interaction, NULL, cancellable, test_result_cb, &pending);
  result = test_wait (&pending);

  return net_oauth_authorize_finish (oauth, result, error);
}

static NetToken *
exchange (Fixture              *fixture,
          NetOauth             *oauth,
          NetAuthorizationCode *code,
          GError              **error)
{
  const char *fields[] = { "client_assertion", ID_TOKEN, NULL };
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  if (code != NULL)
    net_oauth_token_async (oauth, fixture->metadata, code, fields, NULL, NULL, test_result_cb, &pending);
  else
    net_oauth_refresh_async (oauth, fixture->metadata, "again", fields, NULL, NULL, test_result_cb, &pending);
  result = test_wait (&pending);

  return net_oauth_token_finish (oauth, result, error);
}

static void
test_silent (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(NetOauth) oauth = new_oauth (fixture, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetAuthorizationCode) code = NULL;
  g_autoptr(NetToken) granted = NULL;
  g_autofree char *challenge = NULL;

  fixture->mode = GPOINTER_TO_INT (data);
  code = authorize_and_wait (fixture, oauth, NET_INTERACTION_SILENT, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->scope, ==, "user/*.* a=b|c");

  granted = exchange (fixture, oauth, code, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (granted->access_token, ==, "made-up");
  g_assert_cmpstr (granted->scope, ==, "granted");
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "grant_type"), ==, "authorization_code");
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "code"), ==, "made-up-code");
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "client_id"), ==, "app:1");
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "client_assertion"), ==, ID_TOKEN);
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "redirect_uri"), ==, fixture->redirect_uri);
  g_assert_null (g_hash_table_lookup (fixture->token_form, "client_secret"));
  challenge = net_pkce_challenge (g_hash_table_lookup (fixture->token_form, "code_verifier"));
  g_assert_cmpstr (challenge, ==, fixture->challenge);
}

static void
test_silent_failures (Fixture      *fixture,
                      gconstpointer data)
{
  static const struct
  {
    Mode     mode;
    NetError code;
  } table[] = {
    { MODE_PAGE, NET_ERROR_INTERACTION_REQUIRED },
    { MODE_LOGIN_REQUIRED, NET_ERROR_INTERACTION_REQUIRED },
    { MODE_LOOP, NET_ERROR_INTERACTION_REQUIRED },
    { MODE_WRONG_STATE, NET_ERROR_SIGN_IN_TAMPERED },
    { MODE_WRONG_ISSUER, NET_ERROR_SIGN_IN_TAMPERED },
    { MODE_DENIED, NET_ERROR_SIGN_IN_REFUSED },
    { MODE_UNAUTHORIZED, NET_ERROR_SIGN_IN_REFUSED },
    { MODE_NO_CODE, NET_ERROR_UNEXPECTED },
    { MODE_INSECURE, NET_ERROR_INSECURE },
  };
  g_autoptr(NetOauth) oauth = new_oauth (fixture, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(GError) error = NULL;

      fixture->mode = table[i].mode;
      g_assert_null (authorize_and_wait (fixture, oauth, NET_INTERACTION_SILENT, NULL, &error));
      g_assert_error (error, NET_ERROR, (int) table[i].code);
      if (table[i].mode == MODE_DENIED)
        g_assert_cmpmem (g_bytes_get_data (net_error_get_body (error), NULL),
                         g_bytes_get_size (net_error_get_body (error)), "access_denied: Not today", 24);
    }
}

static void
test_refresh (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(NetOauth) oauth = new_oauth (fixture, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetToken) granted = exchange (fixture, oauth, NULL, &error);
  g_autofree char *pair = g_base64_encode ((guint8 *) "app%3A1:hush%20hush", 19);
  g_autofree char *basic = g_strconcat ("Basic ", pair, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (granted->refresh_token, ==, "again");
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "grant_type"), ==, "refresh_token");
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "refresh_token"), ==, "again");
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "Authorization"), ==, basic);
  g_assert_null (test_server_seen (fixture->server, 0, "Signature"));
}

/* Section 5.5: a program for itself; authenticated and signed as every token request (R-IUA-9). */
static void
test_client_credentials (Fixture      *fixture,
                         gconstpointer data)
{
  const char *const fields[] = { "scope", "a=b|c", "principal_id", "2000000090092", NULL };
  g_autoptr(NetOauth) oauth = new_oauth (fixture, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(NetToken) granted = NULL;
  GAsyncResult *pending = NULL;

  net_oauth_client_credentials_async (oauth, fixture->metadata, fields, NULL, NULL, test_result_cb, &pending);
  result = test_wait (&pending);
  granted = net_oauth_token_finish (oauth, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (granted->access_token, ==, "made-up");
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "grant_type"), ==, "client_credentials");
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "client_id"), ==, "app:1");
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "scope"), ==, "a=b|c");
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "principal_id"), ==, "2000000090092");
  g_assert_null (g_hash_table_lookup (fixture->token_form, "code"));
  g_assert_null (g_hash_table_lookup (fixture->token_form, "client_secret"));
  g_assert_true (g_str_has_prefix (test_server_seen (fixture->server, 0, "Authorization"), "Basic "));
}

static void
test_client_secret_post (Fixture      *fixture,
                         gconstpointer data)
{
  NetOauthRegistration registration = { .client_id = "app:1", .client_secret = "hush & hush", .auth = NET_CLIENT_AUTH_POST };
  g_autoptr(NetOauth) oauth = net_oauth_new (fixture->client, &registration);
  g_autoptr(NetToken) granted = exchange (fixture, oauth, NULL, NULL);

  g_assert_nonnull (granted);
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "client_secret"), ==, "hush & hush");
  g_assert_null (test_server_seen (fixture->server, 0, "Authorization"));
}

static void
test_token_refused (Fixture      *fixture,
                    gconstpointer data)
{
  static const struct
  {
    guint    status;
    NetError code;
  } table[] = {
    { 400, NET_ERROR_SIGN_IN_REFUSED },
    { 401, NET_ERROR_SIGN_IN_REFUSED },
    { 403, NET_ERROR_SIGN_IN_REFUSED },
    { 404, NET_ERROR_NOT_FOUND },
    { 500, NET_ERROR_SERVER },
    { 302, NET_ERROR_UNEXPECTED },
    { 503, NET_ERROR_SERVER },
  };
  g_autoptr(NetOauth) oauth = new_oauth (fixture, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(GError) error = NULL;

      fixture->token_status = table[i].status;
      g_assert_null (exchange (fixture, oauth, NULL, &error));
      g_assert_error (error, NET_ERROR, (int) table[i].code);
      if (table[i].code == NET_ERROR_SIGN_IN_REFUSED)
        {
          g_assert_cmpuint (net_error_get_status (error), ==, table[i].status);
          g_assert_nonnull (net_error_get_body (error));
        }
    }
  g_assert_cmpuint (fixture->server->seen->len, ==, G_N_ELEMENTS (table));
}

static char *
new_key_pem (gnutls_pubkey_t *public_key)
{
  gnutls_x509_privkey_t key;
  gnutls_privkey_t      abstract;
  gnutls_datum_t        pem;
  char                 *text;

  g_assert_cmpint (gnutls_x509_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (key, GNUTLS_PK_RSA, 2048, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &pem), ==, 0);
  text = g_strndup ((char *) pem.data, pem.size);
  gnutls_free (pem.data);
  gnutls_privkey_init (&abstract);
  gnutls_privkey_import_x509 (abstract, key, GNUTLS_PRIVKEY_IMPORT_AUTO_RELEASE);
  gnutls_pubkey_init (public_key);
  g_assert_cmpint (gnutls_pubkey_import_privkey (*public_key, abstract, 0, 0), ==, 0);
  gnutls_privkey_deinit (abstract);

  return text;
}

/* What the server received is what was signed (R-IUA-10, R-IUA-11). */
static void
test_signed (Fixture      *fixture,
             gconstpointer data)
{
  gnutls_pubkey_t  public_key;
  g_autofree char *pem = new_key_pem (&public_key);
  g_autoptr(NetOauth) oauth = new_oauth (fixture, pem);
  g_autoptr(NetToken) granted = exchange (fixture, oauth, NULL, NULL);
  g_autofree char   *digest = NULL;
  g_autofree char   *hash = g_malloc0 (64);
  g_autofree char   *base = NULL;
  g_autofree char   *encoded = NULL;
  g_autofree guchar *raw = NULL;
  const char        *input;
  const char        *signature;
  gnutls_datum_t     signed_data, value;
  gsize              length;

  g_assert_nonnull (granted);
  input = test_server_seen (fixture->server, 0, "Signature-Input") + strlen ("sig1=");
  signature = test_server_seen (fixture->server, 0, "Signature");
  gnutls_hash_fast (GNUTLS_DIG_SHA512, fixture->token_body, strlen (fixture->token_body), hash);
  encoded = g_base64_encode ((guint8 *) hash, 64);
  digest = g_strdup_printf ("sha-512=:%s:", encoded);
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "Content-Digest"), ==, digest);
  g_assert_nonnull (strstr (input, ";keyid=\"k1\";tag=\"fapi-2-request\""));

  base = g_strdup_printf ("\"@method\": POST\n\"@target-uri\": %s/token\n\"authorization\": %s\n"
                          "\"content-digest\": %s\n\"@signature-params\": %s",
                          fixture->server->base, test_server_seen (fixture->server, 0, "Authorization"), digest, input);
  g_free (encoded);
  encoded = g_strndup (signature + 6, strlen (signature) - 7);
  raw = g_base64_decode (encoded, &length);
  signed_data = (gnutls_datum_t) { (unsigned char *) base, strlen (base) };
  value = (gnutls_datum_t) { raw, length };
  g_assert_cmpint (gnutls_pubkey_verify_data2 (public_key, GNUTLS_SIGN_RSA_SHA256, 0, &signed_data, &value), >=, 0);
  gnutls_pubkey_deinit (public_key);
}

static void
test_key_missing (Fixture      *fixture,
                  gconstpointer data)
{
  NetOauthRegistration registration = { .client_id = "app:1", .sign_requests = TRUE };
  g_autoptr(NetOauth) oauth = net_oauth_new (fixture->client, &registration);
  g_autoptr(GError) error = NULL;

  g_assert_null (exchange (fixture, oauth, NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_KEY);
  g_assert_cmpuint (fixture->server->seen->len, ==, 0);
}

static gint64
created_of (Fixture *fixture,
            guint    request)
{
  const char *created = strstr (test_server_seen (fixture->server, request, "Signature-Input"), ";created=");

  return g_ascii_strtoll (created + strlen (";created="), NULL, 10);
}

/* R-IUA-12: refused because of the clock once, then signed by the server's clock. */
static void
test_clock (Fixture      *fixture,
            gconstpointer data)
{
  gnutls_pubkey_t  public_key;
  g_autofree char *pem = new_key_pem (&public_key);
  g_autoptr(NetOauth) oauth = new_oauth (fixture, pem);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetToken) granted = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  fixture->clock_offset = 3600;
  fixture->token_status = 401;
  g_assert_null (exchange (fixture, oauth, NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_CLOCK);
  g_assert_cmpint (ABS (net_client_get_clock_skew (fixture->client) - 3600), <=, 2);
  g_clear_error (&error);

  /* Refused by the right clock it is a refusal. */
  g_assert_null (exchange (fixture, oauth, NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_SIGN_IN_REFUSED);

  fixture->token_status = 200;
  granted = exchange (fixture, oauth, NULL, NULL);
  g_assert_nonnull (granted);
  g_assert_cmpint (created_of (fixture, 0), <, now + 1800);
  g_assert_cmpint (created_of (fixture, 2), >, now + 1800);
  gnutls_pubkey_deinit (public_key);
}

static void
test_discover (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(NetOauth) oauth = new_oauth (fixture, NULL);
  g_autofree char *uri = test_server_uri (fixture->server, "/.well-known/smart-configuration");
  g_autofree char *wrong = test_server_uri (fixture->server, "/elsewhere");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NetOauthServer) found = NULL;
  GAsyncResult *pending = NULL;
  GAsyncResult *result;

  net_oauth_discover_async (oauth, uri, NULL, NULL, test_result_cb, &pending);
  result = test_wait (&pending);
  found = net_oauth_discover_finish (oauth, result, &error);
  g_object_unref (result);
  g_assert_no_error (error);
  g_assert_cmpstr (net_oauth_server_get_issuer (found), ==, fixture->server->base);
  g_assert_true (g_str_has_suffix (net_oauth_server_get_token_endpoint (found), "/token"));
  g_assert_null (test_server_seen (fixture->server, 0, "Authorization"));
  g_assert_cmpstr (test_server_seen (fixture->server, 0, "Accept"), ==, "application/json");

  net_oauth_discover_async (oauth, wrong, NULL, NULL, test_result_cb, &pending);
  result = test_wait (&pending);
  g_assert_null (net_oauth_discover_finish (oauth, result, &error));
  g_object_unref (result);
  g_assert_error (error, NET_ERROR, NET_ERROR_NOT_FOUND);
  g_clear_error (&error);

  net_oauth_discover_async (oauth, uri, NULL, cancellable, test_result_cb, &pending);
  g_cancellable_cancel (cancellable);
  result = test_wait (&pending);
  g_assert_null (net_oauth_discover_finish (oauth, result, &error));
  g_object_unref (result);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* R-DISC-3 */
static void
test_metadata (void)
{
  static const struct
  {
    const char *json;
    int         code;
    const char *issuer;
  } table[] = {
    { "{\"issuer\":\"https://a.example\",\"authorization_endpoint\":\"https://a.example/a\",\"token_endpoint\":\"https://a.example/t\"}", -1, "https://a.example" },
    { "{\"issuer\":[\"launch\"],\"authorization_endpoint\":\"https://a.example/a\",\"token_endpoint\":\"https://a.example/t\"}", -1, NULL },
    { "{\"authorization_endpoint\":\"http://a.example/a\",\"token_endpoint\":\"https://a.example/t\"}", NET_ERROR_INSECURE, NULL },
    { "{\"authorization_endpoint\":\"https://a.example/a\",\"token_endpoint\":\"http://127.0.0.1/t\"}", NET_ERROR_INSECURE, NULL },
    { "{\"authorization_endpoint\":\"https://a.example/a\",\"token_endpoint\":7}", NET_ERROR_UNEXPECTED, NULL },
    { "{\"authorization_endpoint\":\"https://a.example/a\"}", NET_ERROR_UNEXPECTED, NULL },
    { "{\"authorization_endpoint\":\"https://u:p@a.example/a\",\"token_endpoint\":\"https://a.example/t\"}", NET_ERROR_UNEXPECTED, NULL },
    { "<html>", NET_ERROR_UNEXPECTED, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (table[i].json, strlen (table[i].json));
      g_autoptr(GError) error = NULL;
      g_autoptr(NetOauthServer) server = net_oauth_server_parse (bytes, FALSE, &error);

      if (table[i].code >= 0)
        g_assert_error (error, NET_ERROR, table[i].code);
      else
        {
          g_assert_no_error (error);
          g_assert_cmpstr (net_oauth_server_get_issuer (server), ==, table[i].issuer);
        }
    }
}

static gboolean
opens_with (const char *exec)
{
  g_autoptr(GAppInfo) browser = g_app_info_get_default_for_type ("x-scheme-handler/http", TRUE);

  return browser != NULL && g_str_has_prefix (g_app_info_get_commandline (browser), exec);
}

/* A browser of the tests: a .desktop entry whose program follows the address with curl. GIO hears of
 * it from the file system, a moment later. */
static void
install_browser (const char *exec)
{
  g_autoptr(GAppInfoMonitor) G_GNUC_UNUSED monitor = g_app_info_monitor_get ();
  g_autofree char                          *folder = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char                          *entry = g_build_filename (folder, "made-up-browser.desktop", NULL);
  g_autofree char                          *defaults = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL);
  g_autofree char                          *text = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Made-up Browser\nExec=%s %%u\n"
                                                                                             "MimeType=x-scheme-handler/http;x-scheme-handler/https;\n",
                                                                    exec);
  static const char                         list[] = "[Default Applications]\nx-scheme-handler/http=made-up-browser.desktop\n"
                                                     "x-scheme-handler/https=made-up-browser.desktop\n";

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (entry, text, -1, NULL));
  g_assert_true (g_file_set_contents (defaults, list, -1, NULL));
  while (!opens_with (exec))
    g_main_context_iteration (NULL, TRUE);
}

static NetResponse *
browse (Fixture    *fixture,
        const char *uri)
{
  NetClient   *browser = net_client_new (TRUE);
  NetResponse *response = test_send (browser, net_request_new ("GET", uri), NULL, NULL);

  g_object_unref (browser);

  return response;
}

static void
browser_answered_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  NetResponse **page = user_data;
  g_autoptr(NetResponse) response = net_client_send_finish (NET_CLIENT (object), result, NULL);

  if (response != NULL && net_response_get_status (response) == 302)
    net_client_send_async (NET_CLIENT (object), net_request_new ("GET", net_response_get_header (response, "Location")),
                           NULL, browser_answered_cb, page);
  else
    *page = g_steal_pointer (&response);
}

static void
wait_for_page (NetResponse **page)
{
  while (*page == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* No browser at all: the address is handed out, and opening it by hand still ends in a sign-in. */
static void
test_no_browser (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(NetOauth) oauth = new_oauth (fixture, NULL);
  g_autoptr(NetClient) browser = net_client_new (TRUE);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetAuthorizationCode) code = NULL;
  g_autoptr(NetResponse) page = NULL;
  g_autofree char *address = NULL;

  g_assert_null (authorize_and_wait (fixture, oauth, NET_INTERACTION_BROWSER, NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_NO_BROWSER);
  address = g_strdup (net_error_get_uri (error));
  g_assert_true (g_str_has_prefix (address, fixture->server->base));
  g_assert_nonnull (strstr (address, "code_challenge="));
  g_clear_error (&error);

  net_client_send_async (browser, net_request_new ("GET", address), NULL, browser_answered_cb, &page);
  code = authorize_and_wait (fixture, oauth, NET_INTERACTION_BROWSER, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (code);
  wait_for_page (&page);
  g_assert_cmpuint (net_response_get_status (page), ==, 200);
  g_assert_cmpstr (net_response_get_content_type (page), ==, "text/html");
  g_assert_cmpstr (net_response_get_header (page, "Cache-Control"), ==, "no-store");

  /* Closed after its one answer. */
  g_assert_null (browse (fixture, fixture->redirect_uri));
}

/* A request for anything else, or by another name, is not heard and does no harm. */
static void
test_listener_is_strict (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr(NetOauth) oauth = new_oauth (fixture, NULL);
  g_autoptr(NetClient) browser = net_client_new (TRUE);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetAuthorizationCode) code = NULL;
  g_autoptr(NetResponse) page = NULL;
  g_autofree char *address = NULL;
  g_autofree char *listener = NULL;
  g_autofree char *favicon = NULL;
  g_autofree char *other_name = NULL;
  g_auto(GStrv) parts = NULL;

  g_assert_null (authorize_and_wait (fixture, oauth, NET_INTERACTION_BROWSER, NULL, &error));
  address = g_strdup (net_error_get_uri (error));
  g_clear_error (&error);
  parts = g_strsplit (address, "redirect_uri=", 2);
  parts[1][strcspn (parts[1], "&")] = '\0';
  listener = g_uri_unescape_string (parts[1], NULL);
  g_assert_true (g_str_has_prefix (listener, "http://127.0.0.1:"));
  g_assert_true (g_str_has_suffix (listener, "/callback"));

  favicon = g_strndup (listener, strlen (listener) - strlen ("callback"));
  g_assert_null (browse (fixture, favicon));
  other_name = g_strconcat ("http://localhost:", listener + strlen ("http://127.0.0.1:"), "?code=x&state=y", NULL);
  g_assert_null (browse (fixture, other_name));

  net_client_send_async (browser, net_request_new ("GET", address), NULL, browser_answered_cb, &page);
  code = authorize_and_wait (fixture, oauth, NET_INTERACTION_BROWSER, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (code);
  wait_for_page (&page);
}

static void
test_browser (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(NetOauth) oauth = new_oauth (fixture, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetAuthorizationCode) code = NULL;
  g_autoptr(NetToken) granted = NULL;
  g_autofree char *curl = g_find_program_in_path ("curl");

  if (curl == NULL)
    {
      g_test_skip ("curl is not installed.");
      return;
    }

  install_browser ("curl --silent --location --output /dev/null");
  code = authorize_and_wait (fixture, oauth, NET_INTERACTION_BROWSER, NULL, &error);
  g_assert_no_error (error);
  granted = exchange (fixture, oauth, code, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (fixture->token_form, "redirect_uri"), ==, fixture->redirect_uri);

  fixture->mode = MODE_WRONG_STATE;
  g_assert_null (authorize_and_wait (fixture, oauth, NET_INTERACTION_BROWSER, NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_SIGN_IN_TAMPERED);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_browser_cancel (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr(NetOauth) oauth = new_oauth (fixture, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  install_browser ("true");
  g_timeout_add (100, cancel_cb, cancellable);
  g_assert_null (authorize_and_wait (fixture, oauth, NET_INTERACTION_BROWSER, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_port_taken (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(GUri) uri = g_uri_parse (fixture->server->base, G_URI_FLAGS_NONE, NULL);
  NetOauthRegistration registration = { .client_id = "app:1", .redirect_port = g_uri_get_port (uri) };
  g_autoptr(NetOauth) oauth = net_oauth_new (fixture->client, &registration);
  g_autoptr(GError) error = NULL;

  g_assert_null (authorize_and_wait (fixture, oauth, NET_INTERACTION_BROWSER, NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_UNEXPECTED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function, data) \
  g_test_add ("/net/oauth/" path, Fixture, GINT_TO_POINTER (data), fixture_set_up, function, fixture_tear_down)
  ADD ("discover/R-DISC-4", test_discover, 0);
  ADD ("silent/R-IUA-22", test_silent, MODE_ANSWER);
  ADD ("silent-two-hops/R-IUA-22", test_silent, MODE_TWO_HOPS);
  ADD ("silent-failures/R-IUA-3", test_silent_failures, 0);
  ADD ("refresh/R-IUA-18", test_refresh, 0);
  ADD ("client-credentials", test_client_credentials, 0);
  ADD ("client-secret-post", test_client_secret_post, 0);
  ADD ("token-refused/R-IUA-19", test_token_refused, 0);
  ADD ("signed/R-IUA-10", test_signed, 0);
  ADD ("key-missing", test_key_missing, 0);
  ADD ("clock/R-IUA-12", test_clock, 0);
  /* In this order: what installs a browser comes after what finds none. */
  ADD ("browser-R-IUA-5/none", test_no_browser, 0);
  ADD ("browser-R-IUA-5/strict", test_listener_is_strict, 0);
  ADD ("browser-R-IUA-5/answered", test_browser, 0);
  ADD ("browser-R-IUA-5/cancelled", test_browser_cancel, 0);
  ADD ("port-taken", test_port_taken, 0);
#undef ADD
  g_test_add_func ("/net/oauth/metadata/R-DISC-3", test_metadata);

  return g_test_run ();
}
