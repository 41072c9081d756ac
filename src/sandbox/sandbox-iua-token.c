/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-iua.h"

#include "fhir-json.h"
#include "sandbox-json.h"
#include "sandbox-signature.h"

#include <string.h>

#define REFRESH_LIFE (8 * 60 * 60) /* seconds: a day at work */
#define ASSERTION_JWT "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

/* user:password of Basic, both parts form-decoded (R-IUA-9). */
static gboolean
basic_is_right (const SandboxClient *client,
                const char          *authorization)
{
  g_autofree char *encoded_id = g_uri_escape_string (client->id, NULL, FALSE);
  g_autofree char *encoded_secret = g_uri_escape_string (client->secret, NULL, FALSE);
  g_autofree char *pair = g_strconcat (encoded_id, ":", encoded_secret, NULL);
  g_autofree char *expected = g_base64_encode ((const guchar *) pair, strlen (pair));

  return g_str_has_prefix (authorization, "Basic ") && strcmp (authorization + strlen ("Basic "), expected) == 0;
}

static const SandboxClient *
find_client (SandboxCommunity  *community,
             const SandboxForm *form)
{
  const char *id = sandbox_form_get (form, "client_id");

  if (g_strcmp0 (id, community->client.id) == 0)
    return &community->client;

  return g_strcmp0 (id, community->technical.id) == 0 ? &community->technical : NULL;
}

static const char *
check_client (SandboxExchange     *exchange,
              const SandboxForm   *form,
              const SandboxClient *client)
{
  SandboxCommunity *community = exchange->community;
  const char       *authorization = sandbox_exchange_get_header (exchange, "Authorization");

  if (client == NULL)
    return "client_id is not registered";
  if (authorization != NULL && !community->faults.mag)
    return basic_is_right (client, authorization) ? NULL : "The client secret is wrong";
  if (!community->faults.mag)
    return "The client must authenticate with HTTP Basic (R-IUA-9)";

  return g_strcmp0 (sandbox_form_get (form, "client_secret"), client->secret) == 0 ? NULL : "The client secret is wrong";
}

static const char *
check_signature (SandboxExchange     *exchange,
                 const SandboxClient *client)
{
  SandboxCommunity *community = exchange->community;
  g_autofree char  *target = g_strconcat (community->origin, exchange->path, NULL);
  g_autoptr(GBytes) body = sandbox_exchange_dup_body (exchange);

  if (community->faults.mag)
    return NULL;

  return sandbox_signature_check (client->key, exchange->method, target,
                                  soup_server_message_get_request_headers (exchange->message), body,
                                  sandbox_community_now (community));
}

/* base64url (SHA-256 (verifier)) must be the challenge (RFC 7636). */
static gboolean
verifier_is_right (const char *verifier,
                   const char *challenge)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8           digest[32];
  gsize            length = sizeof digest;
  g_autofree char *made = NULL;

  if (verifier == NULL || strlen (verifier) < 43 || strlen (verifier) > 128)
    return FALSE;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  made = sandbox_base64url (digest, length);

  return strcmp (made, challenge) == 0;
}

/* Whom the provider's identity token names (R-IUA-13). */
static char *
read_identity (SandboxCommunity  *community,
               const SandboxForm *form,
               const char       **fault)
{
  const char *type = sandbox_form_get (form, "client_assertion_type");
  const char *assertion = sandbox_form_get (form, "client_assertion");
  g_autoptr(JsonNode) node = NULL;
  JsonObject      *claims;
  g_autofree char *issuer = g_strconcat (community->origin, "/idp", NULL);

  *fault = "client_assertion with the identity token is missing";
  if (g_strcmp0 (type, ASSERTION_JWT) != 0 || assertion == NULL)
    return NULL;
  node = sandbox_jwt_verify (community->idp_key, assertion, fault);
  if (node == NULL)
    return NULL;

  claims = fhir_json_node_object (node);
  *fault = "The identity token is not from the certified provider";
  if (g_strcmp0 (fhir_json_string (claims, "iss"), issuer) != 0)
    return NULL;
  *fault = "The identity token is meant for another client";
  if (g_strcmp0 (fhir_json_string (claims, "aud"), community->client.id) != 0)
    return NULL;
  *fault = "The identity token has expired";
  if (fhir_json_integer (claims, "exp", 0) <= sandbox_community_now (community))
    return NULL;

  *fault = NULL;

  return g_strdup (fhir_json_string (claims, "sub"));
}

static void
add_refresh_token (SandboxExchange    *exchange,
                   const SandboxGrant *grant,
                   JsonNode           *answer)
{
  SandboxCommunity *community = exchange->community;
  g_auto(GStrv) words = g_strsplit (grant->scope != NULL ? grant->scope : "", " ", -1);
  SandboxGrant    *copy;
  g_autofree char *token = NULL;

  if (!community->faults.mag && !g_strv_contains ((const char *const *) words, "offline_access"))
    return;

  copy = sandbox_grant_copy (grant);
  copy->expires = sandbox_community_now (community) + REFRESH_LIFE;
  token = sandbox_grants_put (community->grants, SANDBOX_GRANT_REFRESH, copy);
  json_object_set_string_member (json_node_get_object (answer), "refresh_token", token);
}

static void
send_token (SandboxExchange    *exchange,
            const SandboxGrant *grant,
            gboolean            refreshable)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);
  const char         *fault = sandbox_iua_check_grant (exchange->community, grant);
  g_autofree char    *token = NULL;
  JsonNode           *answer;

  if (fault != NULL)
    {
      sandbox_exchange_refuse_oauth (exchange, "unauthorized_client", fault);
      return;
    }

  token = sandbox_token_issue (exchange->community, grant);
  answer = sandbox_json ("{'token_type':'Bearer','access_token':%s,'expires_in':%i}", token,
                         exchange->community->faults.token_ttl);
  json_object_set_string_member (json_node_get_object (answer), "scope", grant->scope != NULL ? grant->scope : "");
  if (refreshable)
    add_refresh_token (exchange, grant, answer);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Pragma", "no-cache");
  json_object_set_string_member (exchange->record, "issued", grant->spid != NULL ? "extended" : "basic");
  sandbox_exchange_reply_json (exchange, 200, answer);
}

static void
exchange_code (SandboxExchange   *exchange,
               const SandboxForm *form)
{
  SandboxCommunity *community = exchange->community;
  g_autoptr(SandboxGrant) grant = sandbox_grants_take (community->grants, SANDBOX_GRANT_CODE,
                                                        sandbox_form_get (form, "code"),
                                                        sandbox_community_now (community));
  const char *fault = NULL;

  if (grant == NULL || grant->challenge == NULL)
    fault = "The code is not known, was used before or has expired";
  else if (!verifier_is_right (sandbox_form_get (form, "code_verifier"), grant->challenge))
    fault = "code_verifier does not belong to code_challenge";
  else if (g_strcmp0 (sandbox_form_get (form, "redirect_uri"), grant->redirect_uri) != 0)
    fault = "redirect_uri is another one than before";
  else if (grant->user == NULL)
    grant->user = read_identity (community, form, &fault);

  if (fault != NULL)
    sandbox_exchange_refuse_oauth (exchange, "invalid_grant", fault);
  else
    send_token (exchange, grant, TRUE);
}

/* The new scope and Swiss parameters may name another patient or purpose (section 13). */
static void
exchange_refresh (SandboxExchange   *exchange,
                  const SandboxForm *form)
{
  SandboxCommunity *community = exchange->community;
  g_autoptr(SandboxGrant) old = sandbox_grants_take (community->grants, SANDBOX_GRANT_REFRESH,
                                                      sandbox_form_get (form, "refresh_token"),
                                                      sandbox_community_now (community));
  g_autoptr(SandboxGrant) grant = NULL;
  const char *error = "invalid_grant";
  const char *fault = "The refresh token is not known, was used before or has expired";

  if (old != NULL && old->user != NULL && sandbox_form_get (form, "scope") != NULL)
    grant = sandbox_iua_read_grant (community, form, &error, &fault);
  else if (old != NULL && old->user != NULL)
    grant = sandbox_grant_copy (old);
  if (grant == NULL)
    {
      sandbox_exchange_refuse_oauth (exchange, error, fault);
      return;
    }

  g_free (grant->user);
  grant->user = g_strdup (old->user);
  send_token (exchange, grant, TRUE);
}

/* A technical user (5.5) is its client: there is nobody to ask. */
static void
grant_to_machine (SandboxExchange     *exchange,
                  const SandboxForm   *form,
                  const SandboxClient *client)
{
  SandboxCommunity    *community = exchange->community;
  const SandboxPerson *user = sandbox_person_find (client->user);
  const char          *error = "invalid_request";
  const char          *fault = sandbox_iua_check_resource (community, form);
  g_autoptr(SandboxGrant) grant = fault == NULL ? sandbox_iua_read_grant (community, form, &error, &fault) : NULL;

  if (grant == NULL)
    {
      sandbox_exchange_refuse_oauth (exchange, error, fault);
      return;
    }
  if (g_strcmp0 (grant->role, "TCU") != 0 || g_strcmp0 (grant->purpose, "AUTO") != 0)
    {
      sandbox_exchange_refuse_oauth (exchange, "invalid_scope", "The scope of a technical user has the role TCU and the purpose AUTO");
      return;
    }
  if (g_strcmp0 (grant->principal_id, user->principal) != 0)
    {
      sandbox_exchange_refuse_oauth (exchange, "unauthorized_client", "principal_id is not the professional who is responsible for this client");
      return;
    }

  grant->client = g_strdup (client->id);
  grant->user = g_strdup (client->user);
  g_free (grant->principal);
  grant->principal = g_strdup (sandbox_person_find (user->principal)->name);
  send_token (exchange, grant, FALSE);
}

void
sandbox_iua_token (SandboxExchange *exchange)
{
  g_autoptr(SandboxForm) form = sandbox_exchange_read_form (exchange);
  const SandboxClient *client;
  const char          *type;
  const char          *fault;

  if (form == NULL)
    return;
  client = find_client (exchange->community, form);
  fault = check_client (exchange, form, client);
  if (fault == NULL)
    fault = check_signature (exchange, client);
  if (fault != NULL)
    {
      sandbox_exchange_refuse_oauth (exchange, "invalid_client", fault);
      return;
    }

  type = sandbox_form_get (form, "grant_type");
  if (type != NULL && (client->user != NULL) != (strcmp (type, "client_credentials") == 0))
    sandbox_exchange_refuse_oauth (exchange, "unauthorized_client", "client_credentials is for technical users, and nothing else is (5.5)");
  else if (g_strcmp0 (type, "authorization_code") == 0)
    exchange_code (exchange, form);
  else if (g_strcmp0 (type, "refresh_token") == 0)
    exchange_refresh (exchange, form);
  else if (g_strcmp0 (type, "client_credentials") == 0)
    grant_to_machine (exchange, form, client);
  else
    sandbox_exchange_refuse_oauth (exchange, "unsupported_grant_type", "grant_type is not known");
}
