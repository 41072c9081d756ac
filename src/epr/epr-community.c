/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-community.h"

#include "epr-error.h"
#include "epr-institution-private.h"
#include "epr-recommendation-private.h"
#include "epr-settings-private.h"
#include "epr-technical-private.h"
#include "net-client.h"
#include "net-token-source.h"

#include <string.h>

#define MAX_FILE (256 * 1024)

typedef struct
{
  char    *issuer;        /* (owned) (nullable) */
  char    *metadata;      /* (owned) (nullable) */
  char    *authorize;     /* (owned) (nullable) */
  char    *token;         /* (owned) (nullable) */
  char    *account;       /* (owned) */
  char    *client_id;     /* (owned) */
  char    *client_secret; /* (owned) (nullable) */
  char    *signing_key;   /* (owned) (nullable) */
  char    *key_id;        /* (owned) (nullable) */
  EprAuth  auth;
  gboolean sign;
} Registration;

struct _EprCommunity
{
  GObject parent_instance;

  char    *id;      /* (owned) */
  char    *name;    /* (owned) */
  char    *profile; /* (owned) */
  gboolean training;

  char    *urls[EPR_N_SERVICES]; /* (owned) */
  char    *authorization;        /* (owned) */
  char   **origins;              /* (owned) */
  char    *authorities;          /* (owned) (nullable) */
  gboolean allow_loopback_http;

  char *oid; /* (owned) (nullable), as are the next four */
  char *mpi_authority;
  char *local_authority;
  char *source_oid;
  char *audit_site;

  EprInstitution           *institution;            /* (owned) */
  EprTechnical             *technical;              /* (owned) (nullable) */
  EprRecommendationService *recommendation_service; /* (owned) (nullable) */

  EprFlow      flow;
  Registration server;
  Registration provider;
  char        *redirect_host; /* (owned) */
  char        *redirect_path; /* (owned) */
  guint16      redirect_port;
  char        *resource;    /* (owned) */
  char        *extra_scope; /* (owned) */
  char        *role;        /* (owned) */
  char        *principal;   /* (owned) (nullable), as are the next three */
  char        *principal_id;
  char        *group;
  char        *group_id;
  char        *provider_scope; /* (owned) */
  char        *people;         /* (owned) (nullable) */
  gboolean     params_in_scope;
  gboolean     send_aud;
  gboolean     accept_opaque_token;
  gboolean     refresh;

  EprPatientSearch patient_search;
  EprPatientId     patient_id;
  EprMethod        search_method;
  gboolean         identifier_query;
  gboolean         status_param;
  guint            page_size;
  char            *creation_param; /* (owned) */
  gboolean         legacy_extension_urls;
  gboolean         replace_patch_entry;
  gboolean         update_is_rmu;
  gboolean         rewrite_url_scheme;
  EprSwitch        features[EPR_FEATURE_VACCINATION + 1];
  guint64          max_upload;
  guint            max_deposit_age; /* days */
  guint64          max_download;
};

G_DEFINE_FINAL_TYPE (EprCommunity, epr_community, G_TYPE_OBJECT)

static const char *const flows[] = { "identity-first", "brokered", "none", NULL };
static const char *const auths[] = { "basic", "post", "none", NULL };
static const char *const searches[] = { "match", "pdqm78", NULL };
static const char *const patient_ids[] = { "spid", "mpi", "logical", NULL };
static const char *const methods[] = { "post", "get", NULL };
static const char *const creation_params[] = { "creation", "date", NULL };
static const char *const updates[] = { "put", "rmu", NULL };
static const char *const redirect_hosts[] = { "127.0.0.1", "localhost", NULL };
static const char *const switches[] = { "auto", "on", "off", NULL };
static const char *const roles[] = { "HCP", "ASS", NULL };

static const char *const url_keys[EPR_N_SERVICES] = {
  [EPR_SERVICE_BASE] = "base",
  [EPR_SERVICE_PATIENT] = "patient",
  [EPR_SERVICE_DOCUMENTS] = "documents",
  [EPR_SERVICE_DIRECTORY] = "directory",
  [EPR_SERVICE_POLICIES] = "policies",
  [EPR_SERVICE_AUDIT] = "audit",
  [EPR_SERVICE_AUDIT_TRAIL] = "audit-trail",
};

static const char *const feature_keys[] = {
  [EPR_FEATURE_EMERGENCY] = "emergency",
  [EPR_FEATURE_DIRECTORY] = "directory",
  [EPR_FEATURE_POLICIES] = "policies",
  [EPR_FEATURE_METADATA_EDIT] = "metadata-edit",
  [EPR_FEATURE_AUDIT_FEED] = "audit-feed",
  [EPR_FEATURE_VACCINATION] = "vaccination",
};

static char *
or_else (char       *text,
         const char *fallback)
{
  return text != NULL ? text : g_strdup (fallback);
}

static gboolean
is_loopback_address (const char *address)
{
  g_autoptr(GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL &&
         (g_str_equal (host, "localhost") || g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1"));
}

static void
read_name (EprCommunity *self,
           EprSettings  *settings,
           const char   *fallback_id,
           GError      **error)
{
  self->profile = g_strdup (epr_settings_get_profile (settings));
  self->name = epr_settings_dup_locale (settings, "community", "name");
  self->id = or_else (epr_settings_dup (settings, "community", "id"), fallback_id);
  self->training = epr_settings_boolean (settings, "community", "training", error);

  if (self->name == NULL)
    epr_settings_fail (error, "community", "name", "is missing");
  if (!g_regex_match_simple ("^[A-Za-z0-9._-]{1,64}$", self->id, 0, 0))
    epr_settings_fail (error, "community", "id", "may hold letters, digits, - _ . only");
}

static void
read_origins (EprCommunity *self,
              EprSettings  *settings,
              GError      **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) further = epr_settings_dup_list (settings, "url", "origins");

  for (guint i = 0; i < EPR_N_SERVICES; i++)
    {
      g_autofree char *origin = self->urls[i] != NULL ? net_origin_of (self->urls[i]) : NULL;

      if (origin != NULL)
        g_strv_builder_add (builder, origin);
    }
  for (guint i = 0; further[i] != NULL; i++)
    {
      g_autofree char *origin = net_origin_of (g_strstrip (further[i]));

      if (origin == NULL ||
          (g_str_has_prefix (origin, "http:") && !(self->allow_loopback_http && is_loopback_address (origin))))
        epr_settings_fail (error, "url", "origins", "holds something that is no https address");
      else
        g_strv_builder_add (builder, origin);
    }

  self->origins = g_strv_builder_end (builder);
}

static void
read_urls (EprCommunity *self,
           EprSettings  *settings,
           GError      **error)
{
  self->allow_loopback_http = epr_settings_boolean (settings, "url", "allow-loopback-http", error);
  for (guint i = 0; i < EPR_N_SERVICES; i++)
    {
      self->urls[i] = epr_settings_url (settings, "url", url_keys[i], self->allow_loopback_http, error);
      if (self->urls[i] == NULL)
        self->urls[i] = g_strdup (self->urls[EPR_SERVICE_BASE]);
    }
  if (self->urls[EPR_SERVICE_BASE] == NULL)
    epr_settings_fail (error, "url", "base", "is missing");

  self->authorization = epr_settings_url (settings, "url", "authorization", self->allow_loopback_http, error);
  if (self->authorization == NULL && self->urls[EPR_SERVICE_BASE] != NULL)
    self->authorization = net_origin_of (self->urls[EPR_SERVICE_BASE]);
  self->authorities = epr_settings_dup (settings, "url", "authorities");
  if (self->authorities != NULL && !g_path_is_absolute (self->authorities))
    epr_settings_fail (error, "url", "authorities", "is no absolute path");

  read_origins (self, settings, error);
}

static void
read_oids (EprCommunity *self,
           EprSettings  *settings,
           GError      **error)
{
  self->oid = epr_settings_oid (settings, "oids", "community", error);
  self->mpi_authority = epr_settings_oid (settings, "oids", "mpi-authority", error);
  self->local_authority = epr_settings_oid (settings, "oids", "local-authority", error);
  self->source_oid = epr_settings_oid (settings, "oids", "source", error);
  self->audit_site = epr_settings_oid (settings, "oids", "audit-site", error);
  if (self->audit_site == NULL)
    self->audit_site = g_strdup (self->source_oid);
}

static void
read_server (EprCommunity *self,
             EprSettings  *settings,
             GError      **error)
{
  Registration *server = &self->server;

  server->issuer = g_strdup (self->authorization);
  server->authorize = epr_settings_url (settings, "iua", "authorize", self->allow_loopback_http, error);
  server->token = epr_settings_url (settings, "iua", "token", self->allow_loopback_http, error);
  if ((server->authorize == NULL) != (server->token == NULL))
    epr_settings_fail (error, "iua", "authorize", "and token must be there both, or neither");
  if (server->authorize == NULL)
    {
      server->metadata = epr_settings_url (settings, "iua", "metadata", self->allow_loopback_http, error);
      if (server->metadata == NULL && self->authorization != NULL)
        server->metadata = g_strconcat (self->authorization, "/.well-known/smart-configuration", NULL);
    }

  server->client_id = self->flow != EPR_FLOW_NONE ? epr_settings_required (settings, "iua", "client-id", error) : g_strdup ("");
  server->account = g_strconcat (self->authorization != NULL ? self->authorization : "", "|", server->client_id, NULL);
  server->auth = (EprAuth) epr_settings_choice (settings, "iua", "client-auth", auths, error);
  server->sign = epr_settings_boolean (settings, "iua", "sign-token-requests", error);
  server->key_id = epr_settings_dup (settings, "iua", "signing-key-id");
}

static void
read_provider (EprCommunity *self,
               EprSettings  *settings,
               GError      **error)
{
  Registration *provider = &self->provider;

  self->provider_scope = or_else (epr_settings_dup (settings, "idp", "scope"), "openid");
  self->people = epr_settings_url (settings, "idp", "people", self->allow_loopback_http, error);
  if (self->people != NULL && !self->training)
    epr_settings_fail (error, "idp", "people", "is for training communities only");
  if (self->flow != EPR_FLOW_IDENTITY_FIRST)
    return;

  provider->issuer = epr_settings_url (settings, "idp", "issuer", self->allow_loopback_http, error);
  provider->metadata = epr_settings_url (settings, "idp", "metadata", self->allow_loopback_http, error);
  if (provider->issuer == NULL)
    epr_settings_fail (error, "idp", "issuer", "is missing");
  else if (provider->metadata == NULL)
    provider->metadata = g_strconcat (provider->issuer, "/.well-known/openid-configuration", NULL);
  provider->client_id = or_else (epr_settings_dup (settings, "idp", "client-id"), self->server.client_id);
  provider->account = g_strconcat (provider->issuer != NULL ? provider->issuer : "", "|", provider->client_id, NULL);
  provider->auth = (EprAuth) epr_settings_choice (settings, "idp", "client-auth", auths, error);
}

static void
read_iua (EprCommunity *self,
          EprSettings  *settings,
          GError      **error)
{
  self->redirect_host = g_strdup (redirect_hosts[epr_settings_choice (settings, "iua", "redirect-host", redirect_hosts, error)]);
  self->redirect_port = (guint16) epr_settings_number (settings, "iua", "redirect-port", G_MAXUINT16, error);
  self->redirect_path = or_else (epr_settings_dup (settings, "iua", "redirect-path"), "/callback");
  if (*self->redirect_path != '/' || strpbrk (self->redirect_path, "?# ") != NULL)
    epr_settings_fail (error, "iua", "redirect-path", "must begin with / and hold a path only");

  self->params_in_scope = epr_settings_boolean (settings, "iua", "params-in-scope", error);
  self->send_aud = epr_settings_boolean (settings, "iua", "send-aud", error);
  self->accept_opaque_token = epr_settings_boolean (settings, "iua", "accept-opaque-token", error);
  self->refresh = epr_settings_boolean (settings, "iua", "refresh", error);
  self->resource = or_else (epr_settings_dup (settings, "iua", "resource"), self->urls[EPR_SERVICE_BASE]);
  self->extra_scope = or_else (epr_settings_dup (settings, "iua", "extra-scope"), "");
  self->role = g_strdup (roles[epr_settings_choice (settings, "iua", "role", roles, error)]);
  self->principal = epr_settings_dup (settings, "iua", "principal");
  self->principal_id = epr_settings_dup (settings, "iua", "principal-id");
  self->group = epr_settings_dup (settings, "iua", "group");
  self->group_id = epr_settings_dup (settings, "iua", "group-id");
}

static void
read_manners (EprCommunity *self,
              EprSettings  *settings,
              GError      **error)
{
  self->patient_search = (EprPatientSearch) epr_settings_choice (settings, "patient", "search", searches, error);
  self->identifier_query = epr_settings_boolean (settings, "patient", "identifier-query", error);
  self->patient_id = (EprPatientId) epr_settings_choice (settings, "mhd", "patient-id", patient_ids, error);
  self->search_method = (EprMethod) epr_settings_choice (settings, "mhd", "search-method", methods, error);
  self->status_param = epr_settings_boolean (settings, "mhd", "status-param", error);
  self->page_size = (guint) epr_settings_number (settings, "mhd", "page-size", 10000, error);
  self->creation_param = g_strdup (creation_params[epr_settings_choice (settings, "mhd", "creation-param", creation_params, error)]);
  self->legacy_extension_urls = epr_settings_boolean (settings, "mhd", "legacy-extension-urls", error);
  self->replace_patch_entry = epr_settings_boolean (settings, "mhd", "replace-patch-entry", error);
  self->update_is_rmu = epr_settings_choice (settings, "mhd", "update", updates, error) == 1;
  self->rewrite_url_scheme = epr_settings_boolean (settings, "mhd", "rewrite-url-scheme", error);
  for (guint i = 0; i < G_N_ELEMENTS (feature_keys); i++)
    self->features[i] = (EprSwitch) epr_settings_choice (settings, "feature", feature_keys[i], switches, error);
  self->max_upload = epr_settings_number (settings, "upload", "max-bytes", G_MAXUINT32, error);
  self->max_deposit_age = (guint) epr_settings_number (settings, "upload", "max-age-days", 3650, error);
  self->max_download = epr_settings_number (settings, "download", "max-bytes", G_MAXUINT32, error);

  if (self->patient_id == EPR_PATIENT_ID_MPI && self->mpi_authority == NULL)
    epr_settings_fail (error, "oids", "mpi-authority", "is missing, and documents are found by that number");
}

static gboolean
is_on_loopback_only (EprCommunity *self)
{
  const char *const others[] = {
    self->authorization,
    self->server.authorize,
    self->server.token,
    self->server.metadata,
    self->provider.issuer,
    self->provider.metadata,
    self->people,
    self->recommendation_service != NULL ? self->recommendation_service->address : NULL,
  };

  for (guint i = 0; i < EPR_N_SERVICES; i++)
    if (!is_loopback_address (self->urls[i]))
      return FALSE;
  for (guint i = 0; self->origins[i] != NULL; i++)
    if (!is_loopback_address (self->origins[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] != NULL && !is_loopback_address (others[i]))
      return FALSE;

  return TRUE;
}

static void
read_credentials (EprCommunity *self,
                  EprSettings  *settings,
                  GError      **error)
{
  gboolean has_credentials = epr_settings_has_group (settings, "credentials");

  if ((has_credentials || self->training) && !is_on_loopback_only (self))
    {
      epr_settings_fail (error, has_credentials ? "credentials" : "community", has_credentials ? "client-secret" : "training",
                         "is accepted only where every address is a loopback address");
      return;
    }
  if (!has_credentials)
    return;

  self->server.client_secret = epr_settings_dup (settings, "credentials", "client-secret");
  self->server.signing_key = epr_settings_dup (settings, "credentials", "signing-key");
  if (self->server.key_id == NULL)
    self->server.key_id = epr_settings_dup (settings, "credentials", "signing-key-id");
  self->provider.client_secret = or_else (epr_settings_dup (settings, "credentials", "idp-client-secret"),
                                          self->server.client_secret);
}

static void
registration_clear (Registration *self)
{
  net_secret_free (self->client_secret);
  net_secret_free (self->signing_key);
  g_free (self->issuer);
  g_free (self->metadata);
  g_free (self->authorize);
  g_free (self->token);
  g_free (self->account);
  g_free (self->client_id);
  g_free (self->key_id);
}

static void
epr_community_finalize (GObject *object)
{
  EprCommunity *self = EPR_COMMUNITY (object);
  char **const  texts[] = {
     &self->id,
     &self->name,
     &self->profile,
     &self->authorization,
     &self->authorities,
     &self->oid,
     &self->mpi_authority,
     &self->local_authority,
     &self->source_oid,
     &self->audit_site,
     &self->redirect_host,
     &self->redirect_path,
     &self->resource,
     &self->extra_scope,
     &self->role,
     &self->principal,
     &self->principal_id,
     &self->group,
     &self->group_id,
     &self->provider_scope,
     &self->people,
     &self->creation_param,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  for (guint i = 0; i < EPR_N_SERVICES; i++)
    g_clear_pointer (&self->urls[i], g_free);
  g_strfreev (self->origins);
  g_clear_pointer (&self->institution, epr_institution_free);
  g_clear_pointer (&self->technical, epr_technical_free);
  g_clear_pointer (&self->recommendation_service, epr_recommendation_service_free);
  registration_clear (&self->server);
  registration_clear (&self->provider);

  G_OBJECT_CLASS (epr_community_parent_class)->finalize (object);
}

static void
epr_community_class_init (EprCommunityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = epr_community_finalize;
}

static void
epr_community_init (EprCommunity *self)
{
}

static void
lend_registration (const Registration *from,
                   EprRegistration    *to)
{
  *to = (EprRegistration) {
    .issuer = from->issuer,
    .metadata = from->metadata,
    .authorize = from->authorize,
    .token = from->token,
    .account = from->account,
    .client_id = from->client_id,
    .auth = from->auth,
    .sign = from->sign,
    .key_id = from->key_id,
    .client_secret = from->client_secret,
    .signing_key = from->signing_key,
  };
}

/* After all that a technical user shares with people. */
static void
read_technical (EprCommunity *self,
                EprSettings  *settings,
                GError      **error)
{
  EprRegistration server;

  if (self->flow == EPR_FLOW_NONE)
    return;

  lend_registration (&self->server, &server);
  self->technical = epr_technical_read (settings, &server, error);
}

static EprCommunity *
new_from_key_file (GKeyFile   *file,
                   const char *fallback_id,
                   GError    **error)
{
  g_autoptr(EprSettings) settings = NULL;
  g_autoptr(EprCommunity) self = NULL;
  g_autoptr(GError) local = NULL;

  settings = epr_settings_new (file, error);
  if (settings == NULL)
    return NULL;

  self = g_object_new (EPR_TYPE_COMMUNITY, NULL);
  read_name (self, settings, fallback_id, &local);
  read_urls (self, settings, &local);
  read_oids (self, settings, &local);
  self->institution = epr_institution_read (settings, &local);
  self->flow = (EprFlow) epr_settings_choice (settings, "iua", "flow", flows, &local);
  read_server (self, settings, &local);
  read_provider (self, settings, &local);
  read_iua (self, settings, &local);
  read_manners (self, settings, &local);
  self->recommendation_service = epr_recommendation_service_read (settings, self->allow_loopback_http, &local);
  read_credentials (self, settings, &local);
  read_technical (self, settings, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  return g_steal_pointer (&self);
}

static EprCommunity *
new_from_text (const char *data,
               gsize       length,
               const char *fallback_id,
               GError    **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(GError) local = NULL;

  if (length > MAX_FILE || !g_key_file_load_from_data (file, data, length, G_KEY_FILE_NONE, &local))
    {
      g_set_error (error, EPR_ERROR, EPR_ERROR_SETTINGS, "%s", local != NULL ? local->message : "The file is too large");
      return NULL;
    }

  return new_from_key_file (file, fallback_id, error);
}

EprCommunity *
epr_community_new_from_data (const char *data,
                             gssize      length,
                             GError    **error)
{
  g_return_val_if_fail (data != NULL, NULL);

  return new_from_text (data, length >= 0 ? (gsize) length : strlen (data), "community", error);
}

EprCommunity *
epr_community_new_from_file (const char *path,
                             GError    **error)
{
  g_autofree char *data = NULL;
  g_autofree char *id = NULL;
  gsize            length;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents (path, &data, &length, error))
    return NULL;

  id = g_path_get_basename (path);
  if (g_str_has_suffix (id, ".community"))
    id[strlen (id) - strlen (".community")] = '\0';
  g_strcanon (id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.", '-');

  return new_from_text (data, length, id, error);
}

void
epr_community_get_registration (EprCommunity    *self,
                                EprRegistration *registration)
{
  g_return_if_fail (EPR_IS_COMMUNITY (self));

  lend_registration (&self->server, registration);
}

gboolean
epr_community_get_provider (EprCommunity    *self,
                            EprRegistration *registration)
{
  g_return_val_if_fail (EPR_IS_COMMUNITY (self), FALSE);

  lend_registration (&self->provider, registration);

  return self->flow == EPR_FLOW_IDENTITY_FIRST;
}

const char *
epr_community_get_url (EprCommunity *self,
                       EprService    service)
{
  g_return_val_if_fail (EPR_IS_COMMUNITY (self), NULL);
  g_return_val_if_fail (service < EPR_N_SERVICES, NULL);

  return self->urls[service];
}

const char *const *
epr_community_get_origins (EprCommunity *self)
{
  g_return_val_if_fail (EPR_IS_COMMUNITY (self), NULL);

  return (const char *const *) self->origins;
}

EprSwitch
epr_community_get_feature (EprCommunity *self,
                           EprFeature    feature)
{
  g_return_val_if_fail (EPR_IS_COMMUNITY (self), EPR_SWITCH_OFF);
  g_return_val_if_fail (feature < G_N_ELEMENTS (self->features), EPR_SWITCH_OFF);

  return self->features[feature];
}

/* The plain getters differ in name and type only. */
#define GETTER(type, name, member, fallback)                  \
  type                                                        \
      epr_community_get_##name (EprCommunity *self)           \
  {                                                           \
    g_return_val_if_fail (EPR_IS_COMMUNITY (self), fallback); \
    return self->member;                                      \
  }

GETTER (const EprTechnical *, technical, technical, NULL)
GETTER (const EprRecommendationService *, recommendation_service, recommendation_service, NULL)
GETTER (const char *, id, id, NULL)
GETTER (const char *, name, name, NULL)
GETTER (const char *, profile, profile, NULL)
GETTER (const char *, authorities, authorities, NULL)
GETTER (const char *, oid, oid, NULL)
GETTER (const char *, mpi_authority, mpi_authority, NULL)
GETTER (const char *, local_authority, local_authority, NULL)
GETTER (const char *, source_oid, source_oid, NULL)
GETTER (const char *, audit_site, audit_site, NULL)
GETTER (EprFlow, flow, flow, EPR_FLOW_NONE)
GETTER (const char *, redirect_host, redirect_host, NULL)
GETTER (guint16, redirect_port, redirect_port, 0)
GETTER (const char *, redirect_path, redirect_path, NULL)
GETTER (gboolean, params_in_scope, params_in_scope, FALSE)
GETTER (const char *, resource, resource, NULL)
GETTER (gboolean, send_aud, send_aud, FALSE)
GETTER (gboolean, refresh, refresh, FALSE)
GETTER (const char *, extra_scope, extra_scope, NULL)
GETTER (const char *, role, role, NULL)
GETTER (const char *, principal, principal, NULL)
GETTER (const char *, principal_id, principal_id, NULL)
GETTER (const char *, group, group, NULL)
GETTER (const char *, group_id, group_id, NULL)
GETTER (const char *, provider_scope, provider_scope, NULL)
GETTER (const char *, people_url, people, NULL)
GETTER (EprPatientSearch, patient_search, patient_search, EPR_SEARCH_MATCH)
GETTER (gboolean, identifier_query, identifier_query, FALSE)
GETTER (EprPatientId, patient_id, patient_id, EPR_PATIENT_ID_SPID)
GETTER (EprMethod, search_method, search_method, EPR_METHOD_POST)
GETTER (gboolean, status_param, status_param, TRUE)
GETTER (guint, page_size, page_size, 0)
GETTER (const char *, creation_param, creation_param, NULL)
GETTER (gboolean, legacy_extension_urls, legacy_extension_urls, FALSE)
GETTER (gboolean, replace_patch_entry, replace_patch_entry, FALSE)
GETTER (gboolean, update_is_rmu, update_is_rmu, FALSE)
GETTER (gboolean, rewrite_url_scheme, rewrite_url_scheme, FALSE)
GETTER (guint64, max_upload, max_upload, 0)
GETTER (guint, max_deposit_age, max_deposit_age, 0)
GETTER (guint64, max_download, max_download, 0)

gboolean
epr_community_is_training (EprCommunity *self)
{
  g_return_val_if_fail (EPR_IS_COMMUNITY (self), FALSE);

  return self->training;
}

gboolean
epr_community_allows_loopback_http (EprCommunity *self)
{
  g_return_val_if_fail (EPR_IS_COMMUNITY (self), FALSE);

  return self->allow_loopback_http;
}

gboolean
epr_community_accepts_opaque_token (EprCommunity *self)
{
  g_return_val_if_fail (EPR_IS_COMMUNITY (self), FALSE);

  return self->accept_opaque_token;
}

const EprInstitution *
epr_community_get_institution (EprCommunity *self)
{
  g_return_val_if_fail (EPR_IS_COMMUNITY (self), NULL);

  return self->institution;
}
