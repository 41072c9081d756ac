/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-token.h"

#include "epr-oids.h"
#include "epr-technical.h"
#include "fhir-json.h"
#include "net-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TOKEN_TYPE_JWT "urn:ietf:params:oauth:token-type:jwt"
#define ASSERTION_JWT "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

char *
epr_token_person_id (const char *spid)
{
  return g_strdup_printf ("%s^^^&%s&ISO", spid, EPR_OID_SPID);
}

/* Inside a scope a blank would end the word. */
static void
add_word (GString    *scope,
          const char *name,
          const char *value)
{
  g_autofree char *escaped = NULL;

  if (value == NULL)
    return;

  escaped = g_uri_escape_string (value, "^&|:/@$+,;", TRUE);
  g_string_append_printf (scope, "%s%s=%s", scope->len > 0 ? " " : "", name, escaped);
}

/* A technical user belongs to no group and is no person: the words of people ("user/…") are not its. */
static gboolean
is_technical (const EprTokenWish *wish)
{
  return g_str_equal (wish->role, "TCU");
}

static const char *
extra_scope_of (EprCommunity       *community,
                const EprTokenWish *wish)
{
  const EprTechnical *technical = epr_community_get_technical (community);

  if (!is_technical (wish))
    return epr_community_get_extra_scope (community);

  return technical != NULL ? technical->extra_scope : "";
}

char *
epr_token_scope (EprCommunity       *community,
                 const EprTokenWish *wish)
{
  GString         *scope = g_string_new (extra_scope_of (community, wish));
  g_autofree char *purpose = g_strconcat (EPR_SYSTEM_PURPOSE "|", wish->purpose, NULL);
  g_autofree char *role = g_strconcat (EPR_SYSTEM_ROLE "|", wish->role, NULL);

  add_word (scope, "purpose_of_use", purpose);
  add_word (scope, "subject_role", role);
  if (epr_community_get_params_in_scope (community))
    {
      g_autofree char *person_id = wish->spid != NULL ? epr_token_person_id (wish->spid) : NULL;

      add_word (scope, "person_id", person_id);
      add_word (scope, "principal", wish->principal);
      add_word (scope, "principal_id", wish->principal_id);
      if (!is_technical (wish))
        {
          add_word (scope, "group", epr_community_get_group (community));
          add_word (scope, "group_id", epr_community_get_group_id (community));
        }
    }

  return g_string_free (scope, FALSE);
}

static void
add_field (GStrvBuilder *fields,
           const char   *name,
           const char   *value)
{
  if (value == NULL)
    return;

  g_strv_builder_add (fields, name);
  g_strv_builder_add (fields, value);
}

/* What is asked for in the same words, whoever asks. */
static void
add_wish (GStrvBuilder       *fields,
          EprCommunity       *community,
          const EprTokenWish *wish)
{
  g_autofree char *scope = epr_token_scope (community, wish);
  const char      *resource = epr_community_get_resource (community);

  add_field (fields, "scope", scope);
  add_field (fields, "resource", resource);
  if (epr_community_get_send_aud (community))
    add_field (fields, "aud", resource);
  add_field (fields, "requested_token_type", TOKEN_TYPE_JWT);
  if (!epr_community_get_params_in_scope (community))
    {
      g_autofree char *person_id = wish->spid != NULL ? epr_token_person_id (wish->spid) : NULL;

      add_field (fields, "person_id", person_id);
      add_field (fields, "principal", wish->principal);
      add_field (fields, "principal_id", wish->principal_id);
      if (!is_technical (wish))
        {
          add_field (fields, "group", epr_community_get_group (community));
          add_field (fields, "group_id", epr_community_get_group_id (community));
        }
    }
}

char **
epr_token_technical_fields (EprCommunity       *community,
                            const EprTokenWish *wish)
{
  g_autoptr(GStrvBuilder) fields = g_strv_builder_new ();

  add_wish (fields, community, wish);

  return g_strv_builder_end (fields);
}

char **
epr_token_authorize_fields (EprCommunity       *community,
                            const EprTokenWish *wish,
                            const char         *login_hint)
{
  g_autoptr(GStrvBuilder) fields = g_strv_builder_new ();

  add_wish (fields, community, wish);
  if (login_hint != NULL)
    {
      add_field (fields, "login_hint", login_hint);
      add_field (fields, "prompt", "none");
    }

  return g_strv_builder_end (fields);
}

char **
epr_token_exchange_fields (const char *id_token)
{
  g_autoptr(GStrvBuilder) fields = g_strv_builder_new ();

  add_field (fields, "requested_token_type", TOKEN_TYPE_JWT);
  if (id_token != NULL)
    {
      add_field (fields, "client_assertion_type", ASSERTION_JWT);
      add_field (fields, "client_assertion", id_token);
    }

  return g_strv_builder_end (fields);
}

/* Whether @scope has words `name=…`, and whether one of them has @code. Systems are written in many
 * ways (section 18, 7): only the code behind the last bar counts. */
static gboolean
grants_other (const char *scope,
              const char *name,
              const char *code)
{
  g_auto(GStrv) words = g_strsplit (scope, " ", -1);
  gboolean named = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_uri_unescape_string (words[i], NULL);
      const char      *value, *bar;

      if (word == NULL || !g_str_has_prefix (word, name) || word[strlen (name)] != '=')
        continue;

      value = word + strlen (name) + 1;
      bar = strrchr (value, '|');
      if (g_str_equal (bar != NULL ? bar + 1 : value, code))
        return FALSE;
      named = TRUE;
    }

  return named;
}

static gboolean
is_jwt (const char *token)
{
  g_auto(GStrv) parts = g_strsplit (token, ".", 4);

  return g_strv_length (parts) == 3 && *parts[0] != '\0' && *parts[1] != '\0';
}

gboolean
epr_token_check_grant (EprCommunity       *community,
                       const EprTokenWish *wish,
                       const NetToken     *token,
                       GError            **error)
{
  const char *scope = token->scope != NULL ? token->scope : "";

  if (grants_other (scope, "purpose_of_use", wish->purpose) || grants_other (scope, "subject_role", wish->role))
    {
      g_set_error_literal (error, NET_ERROR, NET_ERROR_SIGN_IN_TAMPERED,
                           "The server granted another role or purpose than the one asked for");
      return FALSE;
    }
  if (!epr_community_accepts_opaque_token (community) && !is_jwt (token->access_token))
    {
      g_set_error_literal (error, NET_ERROR, NET_ERROR_SIGN_IN_TAMPERED,
                           "The server granted a token that is no JWT");
      return FALSE;
    }

  return TRUE;
}

static JsonNode *
parse_claims (const char *claims)
{
  g_autoptr(GBytes) bytes = claims != NULL ? g_bytes_new (claims, strlen (claims)) : NULL;

  return bytes != NULL ? fhir_json_parse (bytes, NULL) : NULL;
}

gint64
epr_token_get_expiry (const char *jwt)
{
  g_autofree char *claims = net_token_dup_claims (jwt);
  g_autoptr(JsonNode) node = parse_claims (claims);

  return fhir_json_integer (fhir_json_node_object (node), "exp", 0);
}

static gboolean
is_audience (JsonObject *claims,
             const char *client_id)
{
  if (g_strcmp0 (fhir_json_string (claims, "aud"), client_id) == 0)
    return TRUE;

  for (guint i = 0; i < fhir_json_n (claims, "aud"); i++)
    if (g_strcmp0 (fhir_json_nth_string (claims, "aud", i), client_id) == 0)
      return TRUE;

  return FALSE;
}

gboolean
epr_token_check_identity (const char *id_token,
                          const char *issuer,
                          const char *client_id,
                          const char *nonce,
                          GError    **error)
{
  g_autofree char *text = id_token != NULL ? net_token_dup_claims (id_token) : NULL;
  g_autoptr(JsonNode) node = parse_claims (text);
  JsonObject *claims = fhir_json_node_object (node);

  if (claims == NULL)
    g_set_error_literal (error, NET_ERROR, NET_ERROR_UNEXPECTED, "The provider gave no identity token");
  else if (g_strcmp0 (fhir_json_string (claims, "nonce"), nonce) != 0)
    g_set_error_literal (error, NET_ERROR, NET_ERROR_SIGN_IN_TAMPERED, "The identity token belongs to another sign-in");
  else if (g_strcmp0 (fhir_json_string (claims, "iss"), issuer) != 0)
    g_set_error_literal (error, NET_ERROR, NET_ERROR_SIGN_IN_TAMPERED, "The identity token comes from another provider");
  else if (!is_audience (claims, client_id))
    g_set_error_literal (error, NET_ERROR, NET_ERROR_SIGN_IN_TAMPERED, "The identity token was made for another program");
  else
    return TRUE;

  return FALSE;
}

/* Object or array, with a code, or the bare code (section 18, 8). */
static const char *
code_of (JsonObject *object,
         const char *name)
{
  const char *code = fhir_json_string (fhir_json_nth (object, name, 0), "code");

  return code != NULL ? code : fhir_json_string (object, name);
}

static const char *
first_of (const char *a,
          const char *b,
          const char *c)
{
  return a != NULL ? a : b != NULL ? b
                                   : c;
}

ModelUser *
epr_token_read_user (const char *access_token_claims,
                     const char *id_token_claims,
                     ModelUser  *person)
{
  g_autoptr(JsonNode) access_node = parse_claims (access_token_claims);
  g_autoptr(JsonNode) id_node = parse_claims (id_token_claims);
  JsonObject *access = fhir_json_node_object (access_node);
  JsonObject *identity = fhir_json_node_object (id_node);
  JsonObject *extensions = fhir_json_object (access, "extensions");
  JsonObject *iua = fhir_json_object (extensions, "ihe_iua");
  JsonObject *delegation = fhir_json_object (extensions, "ch_delegation");
  const char *id = first_of (fhir_json_string (fhir_json_object (extensions, "ch_epr"), "user_id"),
                             fhir_json_string (identity, "gln"),
                             person != NULL ? model_user_get_id (person) : NULL);
  const char *name = first_of (fhir_json_string (iua, "subject_name"), fhir_json_string (identity, "name"),
                               person != NULL ? model_user_get_name (person) : NULL);

  id = first_of (id, fhir_json_string (identity, "sub"), fhir_json_string (access, "sub"));

  return model_user_new (id != NULL ? id : "",
                         name != NULL ? name : _("Signed in"),
                         first_of (code_of (iua, "subject_role"),
                                   person != NULL ? model_user_get_role (person) : NULL, NULL),
                         first_of (fhir_json_string (iua, "subject_organization"),
                                   person != NULL ? model_user_get_organization (person) : NULL, NULL),
                         first_of (fhir_json_string (delegation, "principal"),
                                   person != NULL ? model_user_get_principal (person) : NULL, NULL));
}
