/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-oauth.h"

#include "net-client-private.h"
#include "net-error-private.h"
#include "net-json-private.h"

struct _NetOauthServer
{
  gatomicrefcount references;

  char *issuer;    /* (owned) (nullable) */
  char *authorize; /* (owned) */
  char *token;     /* (owned) */
};

static gboolean
check_endpoint (const char *address,
                gboolean    allow_loopback_http,
                GError    **error)
{
  g_autoptr(GUri) uri = address != NULL ? g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL)
    {
      g_propagate_error (error, net_error_new (NET_ERROR_UNEXPECTED));
      return FALSE;
    }
  if (!net_uri_is_permitted (uri, allow_loopback_http))
    {
      g_propagate_error (error, net_error_new (NET_ERROR_INSECURE));
      return FALSE;
    }

  return TRUE;
}

NetOauthServer *
net_oauth_server_new (const char *issuer,
                      const char *authorize,
                      const char *token)
{
  NetOauthServer *self;

  g_return_val_if_fail (authorize != NULL, NULL);
  g_return_val_if_fail (token != NULL, NULL);

  self = g_new0 (NetOauthServer, 1);
  g_atomic_ref_count_init (&self->references);
  self->issuer = g_strdup (issuer);
  self->authorize = g_strdup (authorize);
  self->token = g_strdup (token);

  return self;
}

NetOauthServer *
net_oauth_server_parse (GBytes  *metadata,
                        gboolean allow_loopback_http,
                        GError **error)
{
  g_autoptr(JsonObject) object = NULL;
  const char *issuer;
  const char *authorize;
  const char *token;

  g_return_val_if_fail (metadata != NULL, NULL);

  object = net_json_parse_object (metadata, error);
  if (object == NULL)
    return NULL;

  authorize = net_json_get_string (object, "authorization_endpoint");
  token = net_json_get_string (object, "token_endpoint");
  if (!check_endpoint (authorize, allow_loopback_http, error) ||
      !check_endpoint (token, allow_loopback_http, error))
    return NULL;

  /* The guide's own example has an array here: no reason to turn a server away (R-DISC-3). */
  issuer = net_json_get_string (object, "issuer");
  if (!check_endpoint (issuer, allow_loopback_http, NULL))
    {
      g_debug ("metadata: the issuer is no address");
      issuer = NULL;
    }

  return net_oauth_server_new (issuer, authorize, token);
}

NetOauthServer *
net_oauth_server_ref (NetOauthServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
net_oauth_server_unref (NetOauthServer *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->issuer);
  g_free (self->authorize);
  g_free (self->token);
  g_free (self);
}

const char *
net_oauth_server_get_issuer (NetOauthServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->issuer;
}

const char *
net_oauth_server_get_authorization_endpoint (NetOauthServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->authorize;
}

const char *
net_oauth_server_get_token_endpoint (NetOauthServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->token;
}
