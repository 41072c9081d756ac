/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-test-support.h"

#include <string.h>

#define ASSERTION "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion="

/* A code for Martina's basic token, and the form that exchanges it. */
static char *
new_exchange (Training *training)
{
  g_autofree char *identity = training_identity (training, GLN_MARTINA);
  g_autoptr(Reply) reply = training_authorize (training, "scope=openid", VERIFIER);
  g_autofree char *code = code_of (reply);

  g_assert_cmpuint (reply->status, ==, 302);

  return g_strdup_printf ("grant_type=authorization_code&code=%s&code_verifier=" VERIFIER ASSERTION "%s", code, identity);
}

static void
assert_oauth_error (Reply      *reply,
                    const char *error)
{
  g_assert_cmpuint (reply->status, ==, 401);
  g_assert_cmpstr (fhir_json_string (reply->object, "error"), ==, error);
}

/* R-DISC-1, R-DISC-2 */
static void
test_discovery (void)
{
  static const char *const needed[] = { "issuer", "authorization_endpoint", "token_endpoint", "jwks_uri",
                                        "response_types_supported", "grant_types_supported", "capabilities" };
  g_autoptr(Training) training = training_new (9, 60);
  g_autoptr(Reply) reply = training_get (training, "/.well-known/smart-configuration", NULL);
  g_autoptr(Reply) with_query = training_get (training, "/.well-known/smart-configuration?a=b", NULL);
  g_autoptr(Reply) keys = training_get (training, "/jwks", NULL);
  g_autoptr(Reply) capability = training_get (training, "/fhir/metadata", NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    g_assert_true (json_object_has_member (reply->object, needed[i]));
  g_assert_cmpuint (with_query->status, ==, 400);
  g_assert_cmpuint (fhir_json_n (keys->object, "keys"), ==, 1);
  g_assert_cmpstr (fhir_json_string (capability->object, "fhirVersion"), ==, "4.0.1");
}

/* R-IUA-1, R-IUA-14; a code works once (5.2) */
static void
test_code_once (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *form = new_exchange (training);
  g_autoptr(Reply) first = training_exchange (training, form, NULL);
  g_autoptr(Reply) second = training_exchange (training, form, NULL);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (fhir_json_string (first->object, "token_type"), ==, "Bearer");
  g_assert_cmpint (fhir_json_integer (first->object, "expires_in", 0), ==, 300);
  g_assert_cmpstr (fhir_json_string (first->object, "scope"), ==, "openid");
  assert_oauth_error (second, "invalid_grant");
}

/* R-IUA-9, R-IUA-10, R-IUA-11: everything that can be wrong with a token request */
static void
test_token_negatives (void)
{
  gint64            now = g_get_real_time () / G_USEC_PER_SEC;
  const TokenFaults faults[] = {
    { .created = now - 120 },
    { .created = now + 300 },
    { .life = 600 },
    { .secret = "wrong" },
    { .unsigned_request = TRUE },
    { .other_body = "grant_type=authorization_code" },
  };
  g_autoptr(Training) training = training_new (9, 60);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *form = new_exchange (training);
      g_autoptr(Reply) reply = training_exchange (training, form, &faults[i]);

      assert_oauth_error (reply, "invalid_client");
    }
}

/* R-IUA-4: another verifier than the challenge's; a plain challenge */
static void
test_pkce (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *form = new_exchange (training);
  char            *verifier = strstr (form, VERIFIER);
  g_autoptr(Reply) reply = NULL;
  g_autoptr(Reply) plain = NULL;

  verifier[0] = 'X';
  reply = training_exchange (training, form, NULL);
  assert_oauth_error (reply, "invalid_grant");

  plain = training_get (training, "/authorize?response_type=code&client_id=cabinet&redirect_uri=" CALLBACK "&state=s&scope=openid&code_challenge=" VERIFIER "&code_challenge_method=plain", NULL);
  assert_oauth_error (plain, "invalid_request");
}

/* R-IUA-6, R-IUA-7, R-IUA-8, R-EMR-7 */
static void
test_authorize_negatives (void)
{
  static const char *const wrong[] = {
    "scope=openid&resource=https%3A%2F%2Fother.example%2Ffhir",
    "scope=openid&person_id=12345",
    "scope=openid&person_id=" SPID_FRANZ "%5E%5E%5E%262.16.756.5.30.1.127.3.10.3%26ISO",
    "scope=purpose_of_use%3DNORM",
    "scope=openid&scope=openid",
    "x=y",
  };
  g_autoptr(Training) training = training_new (9, 60);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(Reply) reply = training_authorize (training, wrong[i], VERIFIER);

      g_assert_cmpuint (reply->status, ==, 401);
      g_assert_null (reply->location);
    }
}

/* R-IUA-13: no identity, that of another key, and what no person may have */
static void
test_identity (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *identity = training_identity (training, GLN_ASSISTANT);
  g_autofree char *access = training_token (training, GLN_MARTINA, NULL, NULL);
  g_autofree char *as_physician = extended_fields (SPID_FRANZ, "NORM", "HCP");
  g_autofree char *as_nobodys_assistant = extended_fields (SPID_FRANZ, "NORM", "ASS");
  const struct
  {
    const char *fields;
    const char *assertion;
    const char *error;
  } cases[] = {
    { "scope=openid", "", "invalid_grant" },
    { "scope=openid", access, "invalid_grant" },
    { as_physician, identity, "unauthorized_client" },
    { as_nobodys_assistant, identity, "unauthorized_client" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Reply) first = training_authorize (training, cases[i].fields, VERIFIER);
      g_autofree char *code = code_of (first);
      g_autofree char *form = g_strdup_printf ("grant_type=authorization_code&code=%s&code_verifier=" VERIFIER ASSERTION "%s",
                                               code, cases[i].assertion);
      g_autoptr(Reply) reply = training_exchange (training, form, NULL);

      assert_oauth_error (reply, cases[i].error);
    }
}

/* 5.5: only for the professional it works for */
static void
test_technical_user (void)
{
  static const struct
  {
    const char *purpose;
    const char *role;
    const char *principal;
    gboolean    technical;
    const char *error; /* (nullable) */
  } cases[] = {
    { "AUTO", "TCU", "&principal_id=" GLN_MARTINA, TRUE, NULL },
    { "AUTO", "TCU", "&principal_id=" GLN_PETER, TRUE, "unauthorized_client" },
    { "AUTO", "TCU", "", TRUE, "unauthorized_client" },
    { "NORM", "TCU", "&principal_id=" GLN_MARTINA, TRUE, "invalid_scope" },
    { "AUTO", "HCP", "&principal_id=" GLN_MARTINA, TRUE, "invalid_scope" },
    { "AUTO", "TCU", "&principal_id=" GLN_MARTINA "&resource=https://elsewhere.invalid", TRUE, "invalid_request" },
    { "AUTO", "TCU", "&principal_id=" GLN_MARTINA, FALSE, "unauthorized_client" },
  };
  g_autoptr(Training) training = training_new (9, 60);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char  *scope = extended_fields (SPID_FRANZ, cases[i].purpose, cases[i].role);
      g_autofree char  *fields = g_strconcat ("grant_type=client_credentials&", scope, cases[i].principal, NULL);
      const TokenFaults faults = { .technical = cases[i].technical };
      g_autoptr(Reply) reply = training_exchange (training, fields, &faults);

      if (cases[i].error != NULL)
        assert_oauth_error (reply, cases[i].error);
      else
        g_assert_cmpuint (reply->status, ==, 200);
    }
}

static JsonObject *
claims_of (const Reply *token,
           JsonNode   **node)
{
  g_auto(GStrv) parts = g_strsplit (fhir_json_string (token->object, "access_token"), ".", -1);
  g_autofree char   *padded = g_strconcat (parts[1], "===", NULL);
  gsize              length;
  g_autofree guchar *text = g_base64_decode (g_strdelimit (g_strdelimit (padded, "-", '+'), "_", '/'), &length);

  *node = json_from_string ((const char *) text, NULL);

  return fhir_json_object (json_node_get_object (*node), "extensions");
}

/* 5.5, 5.7: without a patient it finds patients, with one it deposits and reads nothing; no refresh token. */
static void
test_technical_token (void)
{
  const TokenFaults as_machine = { .technical = TRUE };
  const TokenFaults wrong = { .technical = TRUE, .secret = "x" };
  const TokenFaults plain = { .technical = TRUE, .unsigned_request = TRUE };
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *scope = extended_fields (SPID_FRANZ, "AUTO", "TCU");
  g_autofree char *fields = g_strconcat ("grant_type=client_credentials&principal_id=" GLN_MARTINA "&", scope, NULL);
  const char      *basic_scope = strchr (fields, '&') + 1;
  g_autofree char *basic_fields = g_strconcat ("grant_type=client_credentials&principal_id=" GLN_MARTINA "&", strstr (basic_scope, "scope="), NULL);
  g_autoptr(Reply) extended = training_exchange (training, fields, &as_machine);
  g_autoptr(Reply) basic = training_exchange (training, basic_fields, &as_machine);
  g_autoptr(Reply) wrong_secret = training_exchange (training, fields, &wrong);
  g_autoptr(Reply) unsigned_request = training_exchange (training, fields, &plain);
  g_autoptr(Reply) match = training_match (training, fhir_json_string (basic->object, "access_token"), "\"name\":[{\"family\":\"Muster\"}],\"birthDate\":\"1995-01-27\"");
  g_autoptr(Reply) list = training_find (training, fhir_json_string (extended->object, "access_token"), SPID_FRANZ, "status=current");
  g_autoptr(JsonNode) node = NULL;
  JsonObject *claims = claims_of (extended, &node);

  assert_oauth_error (wrong_secret, "invalid_client");
  assert_oauth_error (unsigned_request, "invalid_client");
  g_assert_cmpint (total_of (match), ==, 1);
  g_assert_cmpint (total_of (list), ==, 0);
  g_assert_false (json_object_has_member (extended->object, "refresh_token"));
  g_assert_cmpstr (fhir_json_string (fhir_json_object (claims, "ch_delegation"), "principal_id"), ==, GLN_MARTINA);
  g_assert_cmpstr (fhir_json_string (fhir_json_object (claims, "ch_delegation"), "principal"), ==, "Dr. Martina Musterarzt");
  g_assert_cmpstr (fhir_json_string (fhir_json_object (fhir_json_object (claims, "ihe_iua"), "subject_role"), "code"), ==, "TCU");
  g_assert_cmpstr (fhir_json_string (fhir_json_object (fhir_json_object (claims, "ihe_iua"), "purpose_of_use"), "code"), ==, "AUTO");
}

/* 5.8: the server sends the browser to the provider, which sends it back with the person's name */
static void
test_brokered (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autoptr(Reply) to_provider = NULL;
  g_autoptr(Reply) to_server = NULL;
  g_autoptr(Reply) to_client = NULL;
  g_autofree char *code = NULL;
  g_autofree char *form = NULL;
  g_autoptr(Reply) token = NULL;

  training_fault (training, "{\"flow\":\"brokered\"}");
  to_provider = training_authorize (training, "scope=openid%20offline_access&login_hint=" GLN_MARTINA "&prompt=none", VERIFIER);
  to_server = training_get (training, to_provider->location, NULL);
  to_client = training_get (training, to_server->location, NULL);
  g_assert_true (g_str_has_prefix (to_client->location, CALLBACK "?code="));
  code = code_of (to_client);
  form = g_strdup_printf ("grant_type=authorization_code&code=%s&code_verifier=" VERIFIER, code);
  token = training_exchange (training, form, NULL);
  g_assert_cmpuint (token->status, ==, 200);

  /* R-IUA-18: a refresh token came, may name a patient, and works once */
  {
    g_autofree char *scope = extended_fields (SPID_FRANZ, "NORM", "HCP");
    g_autofree char *refresh = g_strdup_printf ("grant_type=refresh_token&refresh_token=%s&%s",
                                                fhir_json_string (token->object, "refresh_token"), scope);
    g_autoptr(Reply) again = training_exchange (training, refresh, NULL);
    g_autoptr(Reply) twice = training_exchange (training, refresh, NULL);
    g_autoptr(Reply) list = training_find (training, fhir_json_string (again->object, "access_token"), SPID_FRANZ,
                                            "status=current&_count=1");

    g_assert_cmpint (total_of (list), >, 30);
    assert_oauth_error (twice, "invalid_grant");
  }
}

/* The page of the provider speaks the reader's language and offers everyone as a button. */
static void
test_people (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  SoupMessage *message = training_message (training, "GET", "/idp/authorize?response_type=code&client_id=cabinet&redirect_uri=" CALLBACK "&state=%22%3Cb%3E&scope=openid&code_challenge=x&code_challenge_method=S256", NULL);
  g_autoptr(Reply) page = NULL;
  g_autofree char *text = NULL;
  g_autoptr(Reply) people = training_get (training, "/idp/people", NULL);
  g_autoptr(Reply) stranger = training_get (training, "/idp/authorize?response_type=code&client_id=cabinet&redirect_uri=" CALLBACK "&state=s&scope=openid&code_challenge=x&code_challenge_method=S256&prompt=none"
                                                       "&login_hint=1234567890128",
                                             NULL);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept-Language", "fr-CH, de;q=0.5");
  page = training_send (training, message);
  text = g_strndup (g_bytes_get_data (page->body, NULL), g_bytes_get_size (page->body));
  g_assert_nonnull (strstr (text, "<html lang=\"fr\">"));
  g_assert_nonnull (strstr (text, "Dre Anna Favre"));
  g_assert_null (strstr (text, "\"<b>"));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (people->json)), >, 10);
  g_assert_cmpuint (stranger->status, ==, 401);
}

/* R-COM-9: missing, of another issuer, expired, not sufficient; R-COM-8: of another patient */
static void
test_token_use (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *identity = training_identity (training, GLN_MARTINA);
  g_autofree char *basic = training_token (training, GLN_MARTINA, NULL, NULL);
  g_autofree char *extended = training_token (training, GLN_MARTINA, SPID_MARIE, "NORM");
  g_autofree char *expired = NULL;
  g_autoptr(Reply) none = training_find (training, NULL, SPID_FRANZ, "status=current");
  g_autoptr(Reply) foreign = training_find (training, identity, SPID_FRANZ, "status=current");
  g_autoptr(Reply) insufficient = training_find (training, basic, SPID_FRANZ, "status=current");
  g_autoptr(Reply) other = training_find (training, extended, SPID_FRANZ, "status=current");
  g_autoptr(Reply) late = NULL;

  training_fault (training, "{\"token.ttl\":0}");
  expired = training_token (training, GLN_MARTINA, SPID_FRANZ, "NORM");
  late = training_find (training, expired, SPID_FRANZ, "status=current");
  g_assert_cmpuint (none->status, ==, 401);
  g_assert_cmpuint (foreign->status, ==, 401);
  g_assert_cmpuint (insufficient->status, ==, 401);
  g_assert_cmpuint (other->status, ==, 403);
  g_assert_cmpuint (late->status, ==, 401);
}

/* token.opaque: no JWT, and works all the same */
static void
test_opaque (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *token = NULL;
  g_autoptr(Reply) reply = NULL;

  training_fault (training, "{\"token.opaque\":true}");
  token = training_token (training, GLN_MARTINA, SPID_FRANZ, "NORM");
  g_assert_null (strchr (token, '.'));
  reply = training_find (training, token, SPID_FRANZ, "status=current&_count=1");
  g_assert_cmpint (total_of (reply), >, 30);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/sign-in/R-DISC-2", test_discovery);
  g_test_add_func ("/sandbox/sign-in/code-once", test_code_once);
  g_test_add_func ("/sandbox/sign-in/R-IUA-10", test_token_negatives);
  g_test_add_func ("/sandbox/sign-in/R-IUA-4", test_pkce);
  g_test_add_func ("/sandbox/sign-in/R-IUA-6", test_authorize_negatives);
  g_test_add_func ("/sandbox/sign-in/R-IUA-13", test_identity);
  g_test_add_func ("/sandbox/sign-in/technical-user", test_technical_user);
  g_test_add_func ("/sandbox/sign-in/technical-token", test_technical_token);
  g_test_add_func ("/sandbox/sign-in/brokered", test_brokered);
  g_test_add_func ("/sandbox/sign-in/people", test_people);
  g_test_add_func ("/sandbox/sign-in/R-COM-9", test_token_use);
  g_test_add_func ("/sandbox/sign-in/opaque", test_opaque);

  return g_test_run ();
}
