/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-community.h"

#include "sandbox-files.h"
#include "sandbox-grants.h"
#include "sandbox-oids.h"
#include "sandbox-pages.h"

#define TECHNICAL_USER "2000000091136"

static void
register_client (SandboxClient *client,
                 const char    *id,
                 const char    *key_id,
                 const char    *user)
{
  client->id = g_strdup (id);
  client->secret = sandbox_random_text (24);
  client->key = sandbox_key_new (key_id);
  client->user = user;
}

static void
client_clear (SandboxClient *client)
{
  g_free (client->id);
  g_free (client->secret);
  sandbox_key_free (client->key);
}

SandboxCommunity *
sandbox_community_new (SandboxStore *store)
{
  SandboxCommunity *self = g_new0 (SandboxCommunity, 1);

  self->store = g_object_ref (store);
  sandbox_faults_init (&self->faults);
  sandbox_faults_init (&self->initial);
  register_client (&self->client, "cabinet", "k1", NULL);
  register_client (&self->technical, "cabinet-archive", "t1", TECHNICAL_USER);
  self->expert_key = sandbox_random_text (24);
  self->server_key = sandbox_key_new ("as1");
  self->idp_key = sandbox_key_new ("idp1");
  self->grants = sandbox_grants_new ();
  self->pages = sandbox_pages_new ();
  self->files = sandbox_files_new ();
  self->log = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  sandbox_community_set_origin (self, "http://127.0.0.1");

  return self;
}

void
sandbox_community_free (SandboxCommunity *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->store);
  sandbox_faults_clear (&self->faults);
  sandbox_faults_clear (&self->initial);
  client_clear (&self->client);
  client_clear (&self->technical);
  g_free (self->expert_key);
  sandbox_key_free (self->server_key);
  sandbox_key_free (self->idp_key);
  sandbox_grants_free (self->grants);
  sandbox_pages_free (self->pages);
  sandbox_files_free (self->files);
  g_ptr_array_unref (self->log);
  g_free (self->origin);
  g_free (self->base);
  g_free (self);
}

void
sandbox_community_set_origin (SandboxCommunity *self,
                              const char       *origin)
{
  g_free (self->origin);
  g_free (self->base);
  self->origin = g_strdup (origin);
  self->base = g_strconcat (origin, "/fhir", NULL);
}

gint64
sandbox_community_now (SandboxCommunity *self)
{
  return g_get_real_time () / G_USEC_PER_SEC + self->faults.clock_offset;
}

void
sandbox_community_reset (SandboxCommunity *self)
{
  sandbox_faults_clear (&self->faults);
  self->faults = self->initial;
  self->faults.path = g_strdup (self->initial.path);
  sandbox_grants_clear (self->grants);
  sandbox_pages_clear (self->pages);
  g_ptr_array_set_size (self->log, 0);
}

static void
set_address (GKeyFile         *file,
             const char       *group,
             const char       *key,
             SandboxCommunity *self,
             const char       *path)
{
  g_autofree char *address = g_strconcat (self->origin, path, NULL);

  g_key_file_set_string (file, group, key, address);
}

static void
describe_sign_in (SandboxCommunity *self,
                  GKeyFile         *file)
{
  g_autofree char *pem = sandbox_key_to_pem (self->client.key);

  g_key_file_set_string (file, "iua", "client-id", self->client.id);
  if (self->initial.mag)
    {
      set_address (file, "iua", "authorize", self, "/camel/authorize");
      set_address (file, "iua", "token", self, "/camel/token");
    }
  set_address (file, "idp", "issuer", self, "/idp");
  g_key_file_set_string (file, "idp", "client-id", self->client.id);
  set_address (file, "idp", "people", self, "/idp/people");
  g_key_file_set_string (file, "credentials", "client-secret", self->client.secret);
  g_key_file_set_string (file, "credentials", "signing-key", pem);
  g_key_file_set_string (file, "credentials", "signing-key-id", sandbox_key_get_id (self->client.key));
}

/* The professional who is responsible for it must be named in every request (5.5). */
static void
describe_technical_user (SandboxCommunity *self,
                         GKeyFile         *file)
{
  const SandboxPerson *user = sandbox_person_find (self->technical.user);
  g_autofree char     *pem = sandbox_key_to_pem (self->technical.key);

  g_key_file_set_string (file, "technical", "name", user->name);
  g_key_file_set_string (file, "technical", "client-id", self->technical.id);
  g_key_file_set_string (file, "technical", "principal", sandbox_person_find (user->principal)->name);
  g_key_file_set_string (file, "technical", "principal-id", user->principal);
  g_key_file_set_string (file, "technical", "signing-key-id", sandbox_key_get_id (self->technical.key));
  g_key_file_set_string (file, "credentials", "technical-client-secret", self->technical.secret);
  g_key_file_set_string (file, "credentials", "technical-signing-key", pem);
}

static void
describe_expert (SandboxCommunity *self,
                 GKeyFile         *file)
{
  g_key_file_set_string (file, "recommendations", "name", "Training expert (invented answers)");
  g_key_file_set_string (file, "recommendations", "name[fr]", "Expert d’exercice (réponses inventées)");
  g_key_file_set_string (file, "recommendations", "name[de]", "Übungsexperte (erfundene Antworten)");
  g_key_file_set_string (file, "recommendations", "name[it]", "Esperto di prova (risposte inventate)");
  set_address (file, "recommendations", "address", self, "/expert");
  g_key_file_set_string (file, "recommendations", "auth", "bearer");
  g_key_file_set_string (file, "credentials", "recommendations-secret", self->expert_key);
}

char *
sandbox_community_describe (SandboxCommunity *self)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();

  g_key_file_set_string (file, "community", "id", "training");
  g_key_file_set_string (file, "community", "name", "Training community");
  g_key_file_set_string (file, "community", "name[fr]", "Communauté d’exercice");
  g_key_file_set_string (file, "community", "name[de]", "Übungsgemeinschaft");
  g_key_file_set_string (file, "community", "name[it]", "Comunità di prova");
  g_key_file_set_string (file, "community", "profile", self->initial.mag ? "mag-1" : "ch-epr-fhir-5");
  g_key_file_set_boolean (file, "community", "training", TRUE);
  set_address (file, "url", "base", self, "/fhir");
  set_address (file, "url", "authorization", self, "");
  g_key_file_set_boolean (file, "url", "allow-loopback-http", TRUE);
  g_key_file_set_string (file, "oids", "community", OID_COMMUNITY);
  g_key_file_set_string (file, "oids", "mpi-authority", OID_MPI);
  g_key_file_set_string (file, "oids", "local-authority", OID_LOCAL);
  g_key_file_set_string (file, "oids", "source", OID_SOURCE);
  /* the invented practice where its people work */
  g_key_file_set_string (file, "institution", "name", "Praxis P (fiktiv)");
  g_key_file_set_string (file, "institution", "id", "urn:oid:2.999.7");
  g_key_file_set_string (file, "institution", "facility-type", "264358009");
  g_key_file_set_string (file, "institution", "practice-setting", "394802001");
  g_key_file_set_string (file, "institution", "language", "fr-CH");
  describe_sign_in (self, file);
  describe_technical_user (self, file);
  describe_expert (self, file);

  return g_key_file_to_data (file, NULL, NULL);
}
