/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-oauth-private.h"

#include "net-loopback-private.h"
#include "net-pkce-private.h"
#include "net-secret-private.h"

#include <string.h>

#define STATE_BYTES 32

/* Nothing listens for the silent answer: it is read from the redirect itself. A registration of any
 * port (RFC 8252) is met by the address without one. */
static char *
silent_redirect_uri (NetOauth *oauth)
{
  if (oauth->redirect_port == 0)
    return g_strdup_printf ("http://%s%s", oauth->redirect_host, oauth->redirect_path);

  return g_strdup_printf ("http://%s:%u%s", oauth->redirect_host, oauth->redirect_port, oauth->redirect_path);
}

static char *
authorize_address (NetOauth          *oauth,
                   NetSignIn         *self,
                   const char        *endpoint,
                   const char *const *fields)
{
  g_autoptr(NetForm) query = net_form_new ();
  g_autofree char *challenge = net_pkce_challenge (self->verifier);

  net_form_add (query, "response_type", "code");
  net_form_add (query, "client_id", oauth->client_id);
  net_form_add (query, "redirect_uri", self->redirect_uri);
  net_form_add (query, "state", self->state);
  net_form_add (query, "code_challenge", challenge);
  net_form_add (query, "code_challenge_method", "S256");
  net_form_add_fields (query, fields);

  return g_strconcat (endpoint, strchr (endpoint, '?') != NULL ? "&" : "?", net_form_peek (query), NULL);
}

char *
net_sign_in_key (NetOauthServer    *server,
                 const char *const *fields)
{
  g_autoptr(NetForm) form = net_form_new ();

  net_form_add_fields (form, fields);

  return g_strconcat (net_oauth_server_get_authorization_endpoint (server), "?", net_form_peek (form), NULL);
}

NetSignIn *
net_sign_in_new (NetOauth          *oauth,
                 NetOauthServer    *server,
                 const char *const *fields,
                 NetInteraction     interaction,
                 GError           **error)
{
  g_autoptr(NetSignIn) self = g_new0 (NetSignIn, 1);

  g_atomic_ref_count_init (&self->references);
  self->key = net_sign_in_key (server, fields);
  self->state = net_random_text (STATE_BYTES);
  self->verifier = net_pkce_new_verifier ();
  self->issuer = g_strdup (net_oauth_server_get_issuer (server));

  if (interaction == NET_INTERACTION_BROWSER)
    {
      NetLoopback *loopback = net_loopback_new (oauth->redirect_host, oauth->redirect_port, oauth->redirect_path,
                                                self->state, self->issuer, error);

      if (loopback == NULL)
        return NULL;
      self->loopback = loopback;
      self->redirect_uri = g_strdup (net_loopback_get_uri (loopback));
    }
  else
    self->redirect_uri = silent_redirect_uri (oauth);

  self->address = authorize_address (oauth, self, net_oauth_server_get_authorization_endpoint (server), fields);

  return g_steal_pointer (&self);
}

NetSignIn *
net_sign_in_ref (NetSignIn *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
net_sign_in_unref (NetSignIn *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_object (&self->loopback);
  net_secret_free (self->state);
  net_secret_free (self->verifier);
  net_secret_free (self->address);
  net_secret_free (self->key);
  g_free (self->redirect_uri);
  g_free (self->issuer);
  g_free (self);
}

NetAuthorizationCode *
net_sign_in_take_code (NetSignIn *self,
                       char      *code)
{
  NetAuthorizationCode *result = g_new0 (NetAuthorizationCode, 1);

  result->code = code;
  result->verifier = g_strdup (self->verifier);
  result->redirect_uri = g_strdup (self->redirect_uri);

  return result;
}

void
net_authorization_code_free (NetAuthorizationCode *self)
{
  if (self == NULL)
    return;

  net_secret_free (self->code);
  net_secret_free (self->verifier);
  g_free (self->redirect_uri);
  g_free (self);
}
