/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-idp.h"

#include "sandbox-iua.h"
#include "sandbox-json.h"

#include <string.h>

#define CODE_LIFE 300               /* seconds */
#define IDENTITY_LIFE (8 * 60 * 60) /* seconds: a day at work (R-IUA-18) */
#define GATEWAY "gateway"

void
sandbox_idp_metadata (SandboxExchange *exchange)
{
  g_autofree char *issuer = g_strconcat (exchange->community->origin, "/idp", NULL);
  g_autofree char *authorize = g_strconcat (issuer, "/authorize", NULL);
  g_autofree char *token = g_strconcat (issuer, "/token", NULL);
  g_autofree char *jwks = g_strconcat (issuer, "/jwks", NULL);

  sandbox_exchange_reply_json (exchange, 200, sandbox_json ("{'issuer':%s,'authorization_endpoint':%s,'token_endpoint':%s,'jwks_uri':%s,'response_types_supported':['code'],"
                                                            "'subject_types_supported':['public'],'id_token_signing_alg_values_supported':['RS256'],"
                                                            "'scopes_supported':['openid','profile'],'code_challenge_methods_supported':['S256'],"
                                                            "'token_endpoint_auth_methods_supported':['none','client_secret_basic','client_secret_post']}",
                                                            issuer, authorize, token, jwks));
}

void
sandbox_idp_jwks (SandboxExchange *exchange)
{
  sandbox_exchange_reply_json (exchange, 200, sandbox_key_to_jwks (exchange->community->idp_key));
}

void
sandbox_idp_people (SandboxExchange *exchange)
{
  JsonNode *people = sandbox_json_array ();

  for (guint i = 0; i < sandbox_n_people (); i++)
    {
      const SandboxPerson *person = sandbox_person (i);

      if (strcmp (person->role, "TCU") != 0)
        sandbox_json_append (people, sandbox_json ("{'gln':%s,'name':%s,'role':%s,'organization':%s,'principal':%s}",
                                                   person->gln, person->name, person->role,
                                                   sandbox_institution (person->institution)->name, person->principal));
    }
  sandbox_exchange_reply_json (exchange, 200, people);
}

/* The gateway comes back to the authorization server; the client to its loopback listener, with a
 * challenge (RFC 8252, 8.1). */
static const char *
check_request (SandboxCommunity  *community,
               const SandboxForm *form)
{
  const char *client = sandbox_form_get (form, "client_id");
  const char *redirect_uri = sandbox_form_get (form, "redirect_uri");
  const char *scope = sandbox_form_get (form, "scope");
  g_auto(GStrv) words = g_strsplit (scope != NULL ? scope : "", " ", -1);

  if (redirect_uri == NULL || sandbox_form_get (form, "state") == NULL)
    return "redirect_uri or state is missing";
  if (g_strcmp0 (sandbox_form_get (form, "response_type"), "code") != 0)
    return "response_type must be code";
  if (!g_strv_contains ((const char *const *) words, "openid"))
    return "The scope must contain openid";
  if (g_strcmp0 (client, GATEWAY) == 0)
    return g_str_has_prefix (redirect_uri, community->origin) ? NULL : "redirect_uri is not registered";
  if (g_strcmp0 (client, community->client.id) != 0)
    return "client_id is not registered";
  if (!sandbox_iua_redirect_uri_is_registered (redirect_uri))
    return "redirect_uri is not registered";
  if (sandbox_form_get (form, "code_challenge") == NULL ||
      g_strcmp0 (sandbox_form_get (form, "code_challenge_method"), "S256") != 0)
    return "code_challenge with S256 is missing";

  return NULL;
}

static void
send_back (SandboxExchange     *exchange,
           const SandboxPerson *person)
{
  SandboxCommunity *community = exchange->community;
  SandboxGrant     *grant = g_new0 (SandboxGrant, 1);
  const char       *redirect_uri = sandbox_form_get (exchange->query, "redirect_uri");
  g_autofree char  *state = g_uri_escape_string (sandbox_form_get (exchange->query, "state"), NULL, FALSE);
  g_autofree char  *code = NULL;
  g_autofree char  *location = NULL;

  grant->user = g_strdup (person->gln);
  grant->redirect_uri = g_strdup (redirect_uri);
  grant->challenge = g_strdup (sandbox_form_get (exchange->query, "code_challenge"));
  grant->nonce = g_strdup (sandbox_form_get (exchange->query, "nonce"));
  grant->expires = sandbox_community_now (community) + CODE_LIFE;
  code = sandbox_grants_put (community->grants, SANDBOX_GRANT_IDENTITY, grant);
  location = g_strdup_printf ("%s%ccode=%s&state=%s", redirect_uri, strchr (redirect_uri, '?') != NULL ? '&' : '?', code, state);
  sandbox_exchange_redirect (exchange, location);
}

void
sandbox_idp_authorize (SandboxExchange *exchange)
{
  const char          *fault = check_request (exchange->community, exchange->query);
  const SandboxPerson *person = sandbox_person_find (sandbox_form_get (exchange->query, "login_hint"));
  gboolean             silent = g_strcmp0 (sandbox_form_get (exchange->query, "prompt"), "none") == 0;

  if (fault == NULL && silent && (person == NULL || strcmp (person->role, "TCU") == 0))
    fault = "Nobody of this number can sign in";
  if (fault != NULL)
    sandbox_exchange_refuse_oauth (exchange, "invalid_request", fault);
  else if (silent)
    send_back (exchange, person);
  else
    sandbox_exchange_reply (exchange, 200, "text/html; charset=utf-8",
                            sandbox_idp_page (exchange->query, sandbox_exchange_get_header (exchange, "Accept-Language")));
}

static gboolean
verifier_is_right (const char *verifier,
                   const char *challenge)
{
  g_autofree char *hash = NULL;
  guint8           digest[32];

  if (verifier == NULL || challenge == NULL)
    return FALSE;

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, verifier, -1);
  for (guint i = 0; i < sizeof digest; i++)
    digest[i] = (guint8) (g_ascii_xdigit_value (hash[2 * i]) << 4 | g_ascii_xdigit_value (hash[2 * i + 1]));
  g_free (hash);
  hash = sandbox_base64url (digest, sizeof digest);

  return strcmp (hash, challenge) == 0;
}

void
sandbox_idp_token (SandboxExchange *exchange)
{
  SandboxCommunity *community = exchange->community;
  g_autoptr(SandboxForm) form = sandbox_exchange_read_form (exchange);
  gint64 now = sandbox_community_now (community);
  g_autoptr(SandboxGrant) grant = NULL;
  g_autofree char *issuer = g_strconcat (community->origin, "/idp", NULL);
  g_autofree char *identity = NULL;
  g_autofree char *access = sandbox_random_text (24);

  if (form == NULL)
    return;
  grant = sandbox_grants_take (community->grants, SANDBOX_GRANT_IDENTITY, sandbox_form_get (form, "code"), now);
  if (grant == NULL || g_strcmp0 (sandbox_form_get (form, "grant_type"), "authorization_code") != 0 ||
      g_strcmp0 (sandbox_form_get (form, "redirect_uri"), grant->redirect_uri) != 0 ||
      !verifier_is_right (sandbox_form_get (form, "code_verifier"), grant->challenge))
    {
      sandbox_exchange_reply_json (exchange, 400, sandbox_json ("{'error':'invalid_grant','error_description':'The code is not known, was used before, or belongs to another request'}"));
      return;
    }

  identity = sandbox_jwt_sign (community->idp_key, sandbox_json (
                                                       "{'iss':%s,'sub':%s,'aud':%s,'iat':%i,'exp':%i,'nonce':%s,'name':%s}", issuer, grant->user, community->client.id,
                                                       now, now + IDENTITY_LIFE, grant->nonce, sandbox_person_find (grant->user)->name));
  soup_message_headers_replace (soup_server_message_get_response_headers (exchange->message), "Cache-Control", "no-store");
  sandbox_exchange_reply_json (exchange, 200, sandbox_json ("{'token_type':'Bearer','access_token':%s,'expires_in':%i,'id_token':%s}", access, (gint64) IDENTITY_LIFE, identity));
}
