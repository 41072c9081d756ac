/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-recommendation-private.h"

#include "model-number.h"
#include "net-token-source.h"

#define GROUP "recommendations"

static const char *const auths[] = { "none", "basic", "bearer", NULL };

EprRecommendationService *
epr_recommendation_service_read (EprSettings *settings,
                                 gboolean     allow_loopback_http,
                                 GError     **error)
{
  EprRecommendationService *self;
  char                     *client_id;

  if (!epr_settings_has_group (settings, GROUP))
    return NULL;

  self = g_new0 (EprRecommendationService, 1);
  self->name = epr_settings_dup_locale (settings, GROUP, "name");
  if (self->name == NULL)
    epr_settings_fail (error, GROUP, "name", "is missing");
  self->address = epr_settings_url (settings, GROUP, "address", allow_loopback_http, error);
  if (self->address == NULL)
    epr_settings_fail (error, GROUP, "address", "is missing");
  self->gln = epr_settings_dup (settings, GROUP, "gln");
  if (self->gln != NULL && !model_number_is_gln (self->gln))
    epr_settings_fail (error, GROUP, "gln", "is no GLN");

  self->auth = (EprServiceAuth) epr_settings_choice (settings, GROUP, "auth", auths, error);
  client_id = epr_settings_dup (settings, GROUP, "client-id");
  if (self->auth == EPR_SERVICE_AUTH_BASIC && client_id == NULL)
    epr_settings_fail (error, GROUP, "client-id", "is missing");
  self->client_id = client_id != NULL ? client_id : g_strdup ("");
  self->account = g_strconcat (self->address != NULL ? self->address : "", "|", self->client_id, NULL);
  /* whether the file may hold it is checked with the other credentials */
  self->secret = epr_settings_dup (settings, "credentials", "recommendations-secret");

  return self;
}

void
epr_recommendation_service_free (EprRecommendationService *self)
{
  g_free ((char *) self->name);
  g_free ((char *) self->address);
  g_free ((char *) self->gln);
  g_free ((char *) self->client_id);
  g_free ((char *) self->account);
  net_secret_free ((char *) self->secret);
  g_free (self);
}
