/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-iua.h"

#include "sandbox-json.h"

#include <string.h>

#define CODE_LIFE 300       /* seconds (5.2) */
#define CODE_LIFE_MAG 60    /* seconds (section 13) */
#define CHALLENGE_LENGTH 43 /* base64url of 32 bytes */
#define TOKEN_TYPE_JWT "urn:ietf:params:oauth:token-type:jwt"

void
sandbox_iua_metadata (SandboxExchange *exchange)
{
  const char      *origin = exchange->community->origin;
  g_autofree char *authorize = g_strconcat (origin, "/authorize", NULL);
  g_autofree char *token = g_strconcat (origin, "/token", NULL);
  g_autofree char *jwks = g_strconcat (origin, "/jwks", NULL);

  if (exchange->community->faults.mag)
    {
      sandbox_exchange_refuse (exchange, 404, "not-found", "This gateway has no such page");
      return;
    }
  if (exchange->community->faults.strict &&
      (sandbox_form_n (exchange->query) > 0 || sandbox_exchange_get_header (exchange, "Authorization") != NULL))
    {
      sandbox_exchange_refuse (exchange, 400, "invalid", "This request takes no parameters and no credentials (R-DISC-1)");
      return;
    }

  sandbox_exchange_reply_json (exchange, 200, sandbox_json ("{'issuer':%s,'authorization_endpoint':%s,'token_endpoint':%s,'jwks_uri':%s,"
                                                            "'response_types_supported':['code'],"
                                                            "'grant_types_supported':['client_credentials','authorization_code','refresh_token','urn:ietf:params:oauth:grant-type:jwt-bearer'],"
                                                            "'token_endpoint_auth_methods_supported':['client_secret_basic','client_secret_post'],"
                                                            "'scopes_supported':['openid','profile','fhirUser','offline_access','user/*.*','purpose_of_use=*','subject_role=*'],"
                                                            "'capabilities':['client-confidential-symmetric','sso-openid-connect','sso-saml','permission-offline'],"
                                                            "'code_challenge_methods_supported':['S256'],"
                                                            "'access_token_format':['" TOKEN_TYPE_JWT "']}",
                                                            origin, authorize, token, jwks));
}

void
sandbox_iua_jwks (SandboxExchange *exchange)
{
  sandbox_exchange_reply_json (exchange, 200, sandbox_key_to_jwks (exchange->community->server_key));
}

/* The registered addresses: the loopback with any port (RFC 8252, 7.3) and the one path. */
gboolean
sandbox_iua_redirect_uri_is_registered (const char *address)
{
  g_autoptr(GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 &&
         (g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "localhost") == 0) &&
         strcmp (g_uri_get_path (uri), "/callback") == 0 && g_uri_get_query (uri) == NULL;
}

const char *
sandbox_iua_check_resource (SandboxCommunity  *community,
                            const SandboxForm *form)
{
  const char *resource = sandbox_form_get (form, "resource");
  const char *audience = sandbox_form_get (form, "aud");
  const char *type = sandbox_form_get (form, "requested_token_type");

  if ((resource != NULL && strcmp (resource, community->base) != 0) ||
      (audience != NULL && strcmp (audience, community->base) != 0))
    return "resource is another server than this one";
  if (type != NULL && strcmp (type, TOKEN_TYPE_JWT) != 0)
    return "requested_token_type must be " TOKEN_TYPE_JWT;

  return NULL;
}

/* What concerns client and answer; anything wrong here is not told to the redirect address. */
static const char *
check_authorize (SandboxCommunity  *community,
                 const SandboxForm *form)
{
  const char *challenge = sandbox_form_get (form, "code_challenge");

  for (guint i = 0; i < sandbox_form_n (form); i++)
    if (sandbox_form_count (form, sandbox_form_nth (form, i)->name) > 1)
      return "A parameter stands twice";
  if (g_strcmp0 (sandbox_form_get (form, "client_id"), community->client.id) != 0)
    return "client_id is not registered";
  if (!sandbox_iua_redirect_uri_is_registered (sandbox_form_get (form, "redirect_uri")))
    return "redirect_uri is not registered";
  if (g_strcmp0 (sandbox_form_get (form, "response_type"), "code") != 0)
    return "response_type must be code";
  if (sandbox_form_get (form, "state") == NULL || *sandbox_form_get (form, "state") == '\0')
    return "state is missing (R-IUA-3)";
  if (sandbox_form_get (form, "scope") == NULL)
    return "scope is missing";
  if (challenge == NULL || strlen (challenge) != CHALLENGE_LENGTH)
    return "code_challenge is missing or no SHA-256 in base64url (R-IUA-4)";
  if (g_strcmp0 (sandbox_form_get (form, "code_challenge_method"), "S256") != 0)
    return "code_challenge_method must be S256";

  return sandbox_iua_check_resource (community, form);
}

static void
send_code (SandboxExchange *exchange,
           SandboxGrant    *grant,
           const char      *state)
{
  g_autofree char *redirect_uri = g_strdup (grant->redirect_uri);
  g_autofree char *code = NULL;
  g_autofree char *escaped = g_uri_escape_string (state, NULL, FALSE);
  g_autofree char *location = NULL;

  code = sandbox_grants_put (exchange->community->grants, SANDBOX_GRANT_CODE, grant);
  location = g_strdup_printf ("%s?code=%s&state=%s", redirect_uri, code, escaped);
  sandbox_exchange_redirect (exchange, location);
}

/* A brokered sign-in waits at the provider: its state stands for the request that we hold. The
 * person's hint is handed on, so that a training program can be its own browser. */
static void
send_to_provider (SandboxExchange *exchange,
                  SandboxGrant    *grant,
                  const char      *state)
{
  const char      *origin = exchange->community->origin;
  const char      *hint = sandbox_form_get (exchange->query, "login_hint");
  const char      *prompt = sandbox_form_get (exchange->query, "prompt");
  g_autofree char *key = NULL;
  g_autofree char *callback = g_strconcat (origin, "/authorize/callback", NULL);
  g_autofree char *escaped = g_uri_escape_string (callback, NULL, FALSE);
  g_autoptr(GString) location = g_string_new (origin);

  grant->state = g_strdup (state);
  key = sandbox_grants_put (exchange->community->grants, SANDBOX_GRANT_PENDING, grant);
  g_string_append_printf (location, "/idp/authorize?response_type=code&client_id=gateway&scope=openid&redirect_uri=%s&state=%s",
                          escaped, key);
  if (hint != NULL)
    g_string_append_printf (location, "&login_hint=%s", hint);
  if (prompt != NULL)
    g_string_append_printf (location, "&prompt=%s", prompt);
  sandbox_exchange_redirect (exchange, location->str);
}

void
sandbox_iua_authorize (SandboxExchange *exchange)
{
  SandboxCommunity  *community = exchange->community;
  const SandboxForm *form = exchange->query;
  const char        *fault = check_authorize (community, form);
  const char        *error = "invalid_request";
  g_autoptr(SandboxGrant) grant = NULL;
  gboolean brokered = community->faults.mag || community->faults.flow == SANDBOX_FLOW_BROKERED;

  if (fault == NULL)
    grant = sandbox_iua_read_grant (community, form, &error, &fault);
  if (grant == NULL)
    {
      sandbox_exchange_refuse_oauth (exchange, error, fault);
      return;
    }

  grant->redirect_uri = g_strdup (sandbox_form_get (form, "redirect_uri"));
  grant->challenge = g_strdup (sandbox_form_get (form, "code_challenge"));
  grant->expires = sandbox_community_now (community) + (community->faults.mag ? CODE_LIFE_MAG : CODE_LIFE);
  if (brokered)
    send_to_provider (exchange, g_steal_pointer (&grant), sandbox_form_get (form, "state"));
  else
    send_code (exchange, g_steal_pointer (&grant), sandbox_form_get (form, "state"));
}

void
sandbox_iua_brokered (SandboxExchange *exchange)
{
  SandboxCommunity *community = exchange->community;
  gint64            now = sandbox_community_now (community);
  g_autoptr(SandboxGrant) grant = sandbox_grants_take (community->grants, SANDBOX_GRANT_PENDING,
                                                        sandbox_form_get (exchange->query, "state"), now);
  g_autoptr(SandboxGrant) identity = sandbox_grants_take (community->grants, SANDBOX_GRANT_IDENTITY,
                                                           sandbox_form_get (exchange->query, "code"), now);
  g_autofree char *state = grant != NULL ? g_steal_pointer (&grant->state) : NULL;
  const char      *fault;

  if (grant == NULL || identity == NULL || identity->user == NULL || state == NULL)
    {
      sandbox_exchange_refuse_oauth (exchange, "invalid_request", "This sign-in is not known or took too long");
      return;
    }

  grant->user = g_strdup (identity->user);
  fault = sandbox_iua_check_grant (community, grant);
  if (fault != NULL)
    {
      g_autofree char *escaped = g_uri_escape_string (fault, NULL, FALSE);
      g_autofree char *escaped_state = g_uri_escape_string (state, NULL, FALSE);
      g_autofree char *location = g_strdup_printf ("%s?error=access_denied&error_description=%s&state=%s",
                                                   grant->redirect_uri, escaped, escaped_state);

      sandbox_exchange_redirect (exchange, location);
      return;
    }
  send_code (exchange, g_steal_pointer (&grant), state);
}
