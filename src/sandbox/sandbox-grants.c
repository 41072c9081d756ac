/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-grants.h"

#include "fhir-json.h"
#include "sandbox-json.h"
#include "sandbox-oids.h"

#include <string.h>

#define CX_TAIL "^^^&2.16.756.5.30.1.127.3.10.3&ISO"
#define SPID_LENGTH 18

struct _SandboxGrants
{
  GHashTable *grants; /* (owned) text → SandboxGrant */
  GHashTable *opaque; /* (owned) opaque access token → JWT */
};

void
sandbox_grant_free (SandboxGrant *self)
{
  if (self == NULL)
    return;

  g_free (self->client);
  g_free (self->user);
  g_free (self->scope);
  g_free (self->role);
  g_free (self->purpose);
  g_free (self->spid);
  g_free (self->principal);
  g_free (self->principal_id);
  g_free (self->group);
  g_free (self->group_id);
  g_free (self->redirect_uri);
  g_free (self->challenge);
  g_free (self->state);
  g_free (self->nonce);
  g_free (self);
}

SandboxGrant *
sandbox_grant_copy (const SandboxGrant *self)
{
  SandboxGrant *copy = g_memdup2 (self, sizeof *self);
  char        **texts[] = { &copy->client, &copy->user, &copy->scope, &copy->role, &copy->purpose, &copy->spid, &copy->principal,
                            &copy->principal_id, &copy->group, &copy->group_id, &copy->redirect_uri, &copy->challenge,
                            &copy->state, &copy->nonce };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (*texts[i]);

  return copy;
}

SandboxGrants *
sandbox_grants_new (void)
{
  SandboxGrants *self = g_new0 (SandboxGrants, 1);

  self->grants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sandbox_grant_free);
  self->opaque = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
sandbox_grants_free (SandboxGrants *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->grants);
  g_hash_table_unref (self->opaque);
  g_free (self);
}

void
sandbox_grants_clear (SandboxGrants *self)
{
  g_hash_table_remove_all (self->grants);
  g_hash_table_remove_all (self->opaque);
}

char *
sandbox_grants_put (SandboxGrants   *self,
                    SandboxGrantKind kind,
                    SandboxGrant    *grant)
{
  g_autofree char *text = sandbox_random_text (32);

  grant->kind = kind;
  g_hash_table_insert (self->grants, g_strdup (text), grant);

  return g_steal_pointer (&text);
}

SandboxGrant *
sandbox_grants_take (SandboxGrants   *self,
                     SandboxGrantKind kind,
                     const char      *text,
                     gint64           now)
{
  g_autoptr(SandboxGrant) grant = NULL;
  g_autofree char *key = NULL;

  if (text == NULL || !g_hash_table_steal_extended (self->grants, text, (gpointer *) &key, (gpointer *) &grant))
    return NULL;

  return grant->kind == kind && grant->expires >= now ? g_steal_pointer (&grant) : NULL;
}

/* The groups that grant access to this person (5.7): an assistant has those of her principal. */
static JsonNode *
write_groups (const SandboxGrant *grant)
{
  const SandboxPerson      *person = sandbox_person_find (grant->user);
  const SandboxInstitution *group = person != NULL ? sandbox_person_group (person) : NULL;

  if (group == NULL)
    return NULL;

  return sandbox_json ("[{'id':%s,'name':%s}]", group->oid, group->name);
}

static JsonNode *
write_extensions (const SandboxGrant *grant)
{
  const SandboxPerson      *person = sandbox_person_find (grant->user);
  const SandboxInstitution *institution = person != NULL ? sandbox_institution (person->institution) : NULL;
  g_autofree char          *person_id = grant->spid != NULL ? g_strconcat (grant->spid, CX_TAIL, NULL) : NULL;
  JsonNode                 *role = sandbox_json ("{'code':%s}", grant->role);
  JsonNode                 *purpose = sandbox_json ("{'code':%s}", grant->purpose);
  gboolean                  delegated = g_strcmp0 (grant->role, "ASS") == 0 || g_strcmp0 (grant->role, "TCU") == 0;

  if (role != NULL)
    json_object_set_string_member (json_node_get_object (role), "system", OID_ROLE);
  if (purpose != NULL)
    json_object_set_string_member (json_node_get_object (purpose), "system", OID_PURPOSE);

  return sandbox_json ("{'ihe_iua':{'subject_name':%s,'subject_organization':%s,'subject_organization_id':%s,"
                       "'home_community_id':'" OID_COMMUNITY "','person_id':%s,'subject_role':%o,'purpose_of_use':%o},"
                       "'ch_epr':{'user_id':%s,'user_id_qualifier':'urn:gs1:gln'},"
                       "'ch_group':%o,'ch_delegation':{'principal':%s,'principal_id':%s}}",
                       person != NULL ? person->name : NULL,
                       institution != NULL ? institution->name : NULL,
                       institution != NULL ? institution->oid : NULL,
                       person_id, role, purpose, grant->user, write_groups (grant),
                       delegated ? grant->principal : NULL, delegated ? grant->principal_id : NULL);
}

static char *
make_jwt (SandboxCommunity   *community,
          const SandboxGrant *grant)
{
  gint64           now = sandbox_community_now (community);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *subject = g_strconcat ("UserId-", grant->user, NULL);

  return sandbox_jwt_sign (community->server_key,
                           sandbox_json ("{'iss':%s,'sub':%s,'aud':%s,'client_id':%s,'scope':%s,'iat':%i,'nbf':%i,'exp':%i,"
                                         "'jti':%s,'extensions':%o}",
                                         community->origin, subject, community->base,
                                         grant->client != NULL ? grant->client : community->client.id, grant->scope,
                                         now, now, now + community->faults.token_ttl, id, write_extensions (grant)));
}

char *
sandbox_token_issue (SandboxCommunity   *community,
                     const SandboxGrant *grant)
{
  char *jwt = make_jwt (community, grant);
  char *opaque;

  if (!community->faults.token_opaque)
    return jwt;

  opaque = sandbox_random_text (48);
  g_hash_table_insert (community->grants->opaque, g_strdup (opaque), jwt);

  return opaque;
}

static const char *
check_claims (SandboxCommunity *community,
              JsonObject       *claims)
{
  gint64 now = sandbox_community_now (community);

  if (g_strcmp0 (fhir_json_string (claims, "iss"), community->origin) != 0)
    return "The token was issued by somebody else";
  if (g_strcmp0 (fhir_json_string (claims, "aud"), community->base) != 0)
    return "The token is meant for another audience";
  if (fhir_json_integer (claims, "exp", 0) <= now)
    return "The token has expired";
  if (fhir_json_integer (claims, "nbf", 0) > now)
    return "The token is not valid yet";

  return NULL;
}

static SandboxGrant *
read_claims (JsonObject *claims)
{
  JsonObject   *extensions = fhir_json_object (claims, "extensions");
  JsonObject   *iua = fhir_json_object (extensions, "ihe_iua");
  JsonObject   *delegation = fhir_json_object (extensions, "ch_delegation");
  const char   *person_id = fhir_json_string (iua, "person_id");
  SandboxGrant *grant = g_new0 (SandboxGrant, 1);

  grant->user = g_strdup (fhir_json_string (fhir_json_object (extensions, "ch_epr"), "user_id"));
  grant->scope = g_strdup (fhir_json_string (claims, "scope"));
  grant->role = g_strdup (fhir_json_string (fhir_json_object (iua, "subject_role"), "code"));
  grant->purpose = g_strdup (fhir_json_string (fhir_json_object (iua, "purpose_of_use"), "code"));
  grant->spid = person_id != NULL ? g_strndup (person_id, SPID_LENGTH) : NULL;
  grant->principal = g_strdup (fhir_json_string (delegation, "principal"));
  grant->principal_id = g_strdup (fhir_json_string (delegation, "principal_id"));
  grant->group_id = g_strdup (fhir_json_string (fhir_json_nth (extensions, "ch_group", 0), "id"));

  return grant;
}

SandboxGrant *
sandbox_token_check (SandboxCommunity *community,
                     const char       *authorization,
                     const char      **fault)
{
  const char *token = NULL;
  const char *jwt;
  g_autoptr(JsonNode) claims = NULL;

  if (authorization != NULL && g_ascii_strncasecmp (authorization, "Bearer ", strlen ("Bearer ")) == 0)
    token = authorization + strlen ("Bearer ");
  else if (authorization != NULL && community->faults.mag && g_str_has_prefix (authorization, "IHE-SAML "))
    token = authorization + strlen ("IHE-SAML ");
  *fault = "The token is missing";
  if (token == NULL)
    return NULL;

  jwt = g_hash_table_lookup (community->grants->opaque, token);
  claims = sandbox_jwt_verify (community->server_key, jwt != NULL ? jwt : token, fault);
  if (claims == NULL)
    return NULL;
  *fault = check_claims (community, fhir_json_node_object (claims));
  if (*fault != NULL)
    return NULL;

  return read_claims (fhir_json_node_object (claims));
}
