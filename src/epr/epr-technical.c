/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-technical-private.h"

#include "model-number.h"
#include "net-token-source.h"

#define GROUP "technical"

static const char *const auths[] = { "basic", "post", "none", NULL };

static char *
or_else (char       *text,
         const char *fallback)
{
  return text != NULL ? text : g_strdup (fallback);
}

static void
read_registration (EprTechnical          *self,
                   EprSettings           *settings,
                   const EprRegistration *server,
                   GError               **error)
{
  EprRegistration *own = &self->registration;
  g_autofree char *auth = epr_settings_dup (settings, GROUP, "client-auth");
  gboolean         same;

  *own = *server;
  own->client_id = or_else (epr_settings_dup (settings, GROUP, "client-id"), server->client_id);
  own->account = g_strconcat (server->issuer != NULL ? server->issuer : "", "|", own->client_id, NULL);
  if (auth != NULL)
    own->auth = (EprAuth) epr_settings_choice (settings, GROUP, "client-auth", auths, error);
  own->key_id = or_else (epr_settings_dup (settings, GROUP, "signing-key-id"), server->key_id);

  /* checked already: this group is there with loopback addresses only */
  same = g_str_equal (own->client_id, server->client_id);
  own->client_secret = or_else (epr_settings_dup (settings, "credentials", "technical-client-secret"), same ? server->client_secret : NULL);
  own->signing_key = or_else (epr_settings_dup (settings, "credentials", "technical-signing-key"), same ? server->signing_key : NULL);
}

EprTechnical *
epr_technical_read (EprSettings           *settings,
                    const EprRegistration *server,
                    GError               **error)
{
  EprTechnical *self;

  if (!epr_settings_has_group (settings, GROUP))
    return NULL;

  self = g_new0 (EprTechnical, 1);
  read_registration (self, settings, server, error);
  self->name = or_else (epr_settings_dup_locale (settings, GROUP, "name"), self->registration.client_id);
  self->principal_id = epr_settings_required (settings, GROUP, "principal-id", error);
  self->principal = epr_settings_dup (settings, GROUP, "principal");
  self->extra_scope = or_else (epr_settings_dup (settings, GROUP, "extra-scope"), "");
  if (self->principal_id != NULL && !model_number_is_gln (self->principal_id))
    epr_settings_fail (error, GROUP, "principal-id", "is no GLN");

  return self;
}

void
epr_technical_free (EprTechnical *self)
{
  g_free ((char *) self->registration.client_id);
  g_free ((char *) self->registration.account);
  g_free ((char *) self->registration.key_id);
  net_secret_free ((char *) self->registration.client_secret);
  net_secret_free ((char *) self->registration.signing_key);
  g_free ((char *) self->name);
  g_free ((char *) self->principal_id);
  g_free ((char *) self->principal);
  g_free ((char *) self->extra_scope);
  g_free (self);
}
