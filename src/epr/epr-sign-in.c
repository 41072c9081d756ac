/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-client-private.h"

#include "epr-error.h"
#include "epr-technical.h"
#include "epr-token.h"
#include "fhir-capability.h"
#include "fhir-json.h"

#include <string.h>

/* Sign-in, one step after the other:
 *
 *   secrets (keyring) → server (ITI-103, settings, or the extension oauth-uris)
 *     → provider, its page, ID token (identity first) → basic token → who it is
 *
 * A technical user needs no provider.
 */

typedef struct
{
  const char *account;
  const char *kind;
  char      **target; /* NULL where it is not needed */
} Need;

typedef struct
{
  /* Input */
  ModelUser          *person;    /* (owned) (nullable) */
  const EprTechnical *technical; /* (nullable) borrowed from the community */
  NetTrace           *trace;     /* (owned) */

  /* In progress */
  EprRegistration server;
  EprRegistration provider;
  char           *server_secret; /* (owned) (nullable), as the next two */
  char           *signing_key;
  char           *provider_secret;
  guint           n_looked_up;
  NetOauth       *provider_oauth;  /* (owned) (nullable) */
  NetOauthServer *provider_server; /* (owned) (nullable) */
  char           *nonce;           /* (owned) (nullable) */
} SignIn;

static void next_secret (GTask *task);
static void secret_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void find_server (GTask *task);
static void server_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void capability_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void endpoints_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void find_provider (GTask *task);
static void provider_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void provider_authorized_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void provider_token_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void get_basic (GTask *task);
static void basic_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
sign_in_free (SignIn *sign_in)
{
  g_clear_object (&sign_in->person);
  g_clear_object (&sign_in->trace);
  g_clear_object (&sign_in->provider_oauth);
  g_clear_pointer (&sign_in->provider_server, net_oauth_server_unref);
  net_secret_free (sign_in->server_secret);
  net_secret_free (sign_in->signing_key);
  net_secret_free (sign_in->provider_secret);
  g_free (sign_in->nonce);
  g_free (sign_in);
}

/* Secrets that the file brings (loopback only) are taken from there; the others are looked up. */
static char *
take_given (const char *given,
            gboolean    needed,
            char      **target,
            Need       *need)
{
  need->target = needed && given == NULL ? target : NULL;

  return g_strdup (given);
}

static Need
nth_need (SignIn  *sign_in,
          gboolean has_provider,
          guint    n)
{
  Need need = { 0 };

  switch (n)
    {
    case 0:
      need.account = sign_in->server.account;
      need.kind = "client-secret";
      sign_in->server_secret = take_given (sign_in->server.client_secret, sign_in->server.auth != EPR_AUTH_NONE,
                                           &sign_in->server_secret, &need);
      break;

    case 1:
      need.account = sign_in->server.account;
      need.kind = "signing-key";
      sign_in->signing_key = take_given (sign_in->server.signing_key, sign_in->server.sign,
                                         &sign_in->signing_key, &need);
      break;

    default:
      need.account = sign_in->provider.account;
      need.kind = "client-secret";
      sign_in->provider_secret = take_given (sign_in->provider.client_secret,
                                             has_provider && sign_in->provider.auth != EPR_AUTH_NONE,
                                             &sign_in->provider_secret, &need);
      break;
    }

  return need;
}

static EprError
error_of_vault (NetVaultState state)
{
  return state == NET_VAULT_LOCKED        ? EPR_ERROR_KEYRING_LOCKED
         : state == NET_VAULT_UNAVAILABLE ? EPR_ERROR_KEYRING_MISSING
                                          : EPR_ERROR_NO_SECRET;
}

static void
secret_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SignIn *sign_in = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  char         *secret = NULL;
  char **const  targets[] = { &sign_in->server_secret, &sign_in->signing_key, &sign_in->provider_secret };
  NetVaultState state = net_token_vault_lookup_finish (NET_TOKEN_VAULT (object), result, &secret, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (state != NET_VAULT_PRESENT)
    g_task_return_new_error (task, EPR_ERROR, error_of_vault (state), "Secret %u of this installation is not at hand",
                             sign_in->n_looked_up);
  else
    {
      *targets[sign_in->n_looked_up - 1] = secret;
      next_secret (g_steal_pointer (&task));
    }
}

static void
next_secret (GTask *task)
{
  g_autoptr(GTask) owned = task;
  EprClient *self = g_task_get_source_object (task);
  SignIn    *sign_in = g_task_get_task_data (task);
  gboolean   has_provider = sign_in->technical == NULL && epr_community_get_flow (self->community) == EPR_FLOW_IDENTITY_FIRST;

  while (sign_in->n_looked_up < 3)
    {
      Need need = nth_need (sign_in, has_provider, sign_in->n_looked_up++);

      if (need.target != NULL)
        {
          net_token_vault_lookup_async (self->vault, need.account, need.kind, g_task_get_cancellable (task),
                                        secret_cb, g_steal_pointer (&owned));
          return;
        }
    }

  find_server (g_steal_pointer (&owned));
}

static NetOauth *
new_oauth (EprClient             *self,
           const EprRegistration *registration,
           const char            *client_secret,
           const char            *signing_key)
{
  const NetClientAuth auths[] = {
    [EPR_AUTH_BASIC] = NET_CLIENT_AUTH_BASIC,
    [EPR_AUTH_POST] = NET_CLIENT_AUTH_POST,
    [EPR_AUTH_NONE] = NET_CLIENT_AUTH_NONE,
  };

  return net_oauth_new (self->net, &(NetOauthRegistration) {
                                       .client_id = registration->client_id,
                                       .client_secret = client_secret,
                                       .auth = auths[registration->auth],
                                       .redirect_host = epr_community_get_redirect_host (self->community),
                                       .redirect_port = epr_community_get_redirect_port (self->community),
                                       .redirect_path = epr_community_get_redirect_path (self->community),
                                       .sign_requests = registration->sign,
                                       .signing_key_pem = signing_key,
                                       .signing_key_id = registration->key_id,
                                   });
}

static void
take_server (EprClient      *self,
             NetOauthServer *server)
{
  g_clear_pointer (&self->server, net_oauth_server_unref);
  self->server = server;
}

static void
find_server (GTask *task)
{
  g_autoptr(GTask) owned = task;
  EprClient *self = g_task_get_source_object (task);
  SignIn    *sign_in = g_task_get_task_data (task);

  g_clear_object (&self->oauth);
  self->oauth = new_oauth (self, &sign_in->server, sign_in->server_secret, sign_in->signing_key);
  if (sign_in->server.metadata != NULL)
    net_oauth_discover_async (self->oauth, sign_in->server.metadata, sign_in->trace, g_task_get_cancellable (task),
                              server_cb, g_steal_pointer (&owned));
  else
    {
      take_server (self, net_oauth_server_new (NULL, sign_in->server.authorize, sign_in->server.token));
      find_provider (g_steal_pointer (&owned));
    }
}

static void
server_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  EprClient    *self = g_task_get_source_object (task);
  SignIn       *sign_in = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  NetOauthServer *server = net_oauth_discover_finish (NET_OAUTH (object), result, &error);

  if (server != NULL)
    {
      take_server (self, server);
      find_provider (g_steal_pointer (&task));
    }
  else if (g_error_matches (error, NET_ERROR, NET_ERROR_NOT_FOUND) ||
           g_error_matches (error, NET_ERROR, NET_ERROR_UNEXPECTED))
    {
      g_autofree char *uri = g_strconcat (epr_community_get_url (self->community, EPR_SERVICE_BASE), "/metadata", NULL);

      net_client_send_async (self->net, epr_client_new_request (self, "GET", uri, NULL, sign_in->trace),
                             cancellable, capability_cb, g_steal_pointer (&task));
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* In a worker: capability statements have some hundred kilobytes. */
static void
read_endpoints (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FhirCapability) capability = fhir_capability_parse (task_data, &error);
  const char *authorize = capability != NULL ? fhir_capability_get_oauth_uri (capability, "authorize") : NULL;
  const char *token = capability != NULL ? fhir_capability_get_oauth_uri (capability, "token") : NULL;

  if (authorize != NULL && token != NULL)
    g_task_return_pointer (task, net_oauth_server_new (NULL, authorize, token), (GDestroyNotify) net_oauth_server_unref);
  else
    g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NOT_EXPECTED,
                             "The server publishes no sign-in addresses: neither smart-configuration nor oauth-uris");
}

static void
capability_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (NET_CLIENT (object), result, &error);
  g_autoptr(GTask) worker = NULL;

  if (response == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  worker = g_task_new (NULL, cancellable, endpoints_cb, g_steal_pointer (&task));
  g_task_set_source_tag (worker, capability_cb);
  g_task_set_task_data (worker, g_bytes_ref (net_response_get_body (response)), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (worker, read_endpoints);
}

static void
endpoints_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  NetOauthServer *server = g_task_propagate_pointer (G_TASK (result), &error);

  if (server == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  take_server (g_task_get_source_object (task), server);
  find_provider (g_steal_pointer (&task));
}

static void
take_technical (EprClient          *self,
                const EprTechnical *technical)
{
  epr_client_take_person (self, NULL);
  g_clear_pointer (&self->id_token, net_secret_free);
  self->technical = TRUE;
  g_free (self->role);
  self->role = g_strdup ("TCU");
  g_free (self->principal);
  self->principal = g_strdup (technical->principal);
  g_free (self->principal_id);
  self->principal_id = g_strdup (technical->principal_id);
}

static void
find_provider (GTask *task)
{
  g_autoptr(GTask) owned = task;
  EprClient *self = g_task_get_source_object (task);
  SignIn    *sign_in = g_task_get_task_data (task);

  if (sign_in->technical != NULL)
    take_technical (self, sign_in->technical);
  else
    epr_client_take_person (self, sign_in->person);
  if (self->technical || epr_community_get_flow (self->community) != EPR_FLOW_IDENTITY_FIRST)
    {
      get_basic (g_steal_pointer (&owned));
      return;
    }

  sign_in->provider_oauth = new_oauth (self, &sign_in->provider, sign_in->provider_secret, NULL);
  net_oauth_discover_async (sign_in->provider_oauth, sign_in->provider.metadata, sign_in->trace,
                            g_task_get_cancellable (task), provider_cb, g_steal_pointer (&owned));
}

static void
provider_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  NetOauth *oauth = NET_OAUTH (object);
  g_autoptr(GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  EprClient    *self = g_task_get_source_object (task);
  SignIn       *sign_in = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gboolean    plays_browser = self->login_hint != NULL;
  const char *fields[] = {
    "scope",
    epr_community_get_provider_scope (self->community),
    "nonce",
    NULL,
    plays_browser ? "login_hint" : NULL,
    self->login_hint,
    "prompt",
    "none",
    NULL,
  };

  sign_in->provider_server = net_oauth_discover_finish (oauth, result, &error);
  if (sign_in->provider_server == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  sign_in->nonce = g_uuid_string_random ();
  fields[3] = sign_in->nonce;
  net_oauth_authorize_async (oauth, sign_in->provider_server, fields,
                             plays_browser ? NET_INTERACTION_SILENT : NET_INTERACTION_BROWSER,
                             sign_in->trace, cancellable,
                             provider_authorized_cb, g_steal_pointer (&task));
}

static void
provider_authorized_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  NetOauth *oauth = NET_OAUTH (object);
  g_autoptr(GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  SignIn       *sign_in = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetAuthorizationCode) code = net_oauth_authorize_finish (oauth, result, &error);
  const char *const no_fields[] = { NULL };

  if (code == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    net_oauth_token_async (oauth, sign_in->provider_server, code, no_fields, sign_in->trace,
                           cancellable, provider_token_cb, g_steal_pointer (&task));
}

static void
provider_token_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  EprClient *self = g_task_get_source_object (task);
  SignIn    *sign_in = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetToken) token = net_oauth_token_finish (NET_OAUTH (object), result, &error);

  if (token == NULL || !epr_token_check_identity (token->id_token, sign_in->provider.issuer, sign_in->provider.client_id,
                                                  sign_in->nonce, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  net_secret_free (self->id_token);
  self->id_token = g_steal_pointer (&token->id_token);
  self->id_token_ends = epr_token_get_expiry (self->id_token);
  get_basic (g_steal_pointer (&task));
}

static void
get_basic (GTask *task)
{
  g_autoptr(GTask) owned = task;
  EprClient *self = g_task_get_source_object (task);
  SignIn    *sign_in = g_task_get_task_data (task);

  g_clear_pointer (&self->refresh_token, net_secret_free);
  g_clear_object (&self->basic);
  self->basic = epr_mint_new_source (self, "NORM", NULL);
  net_token_source_get_async (self->basic, sign_in->trace, g_task_get_cancellable (task),
                              basic_cb, g_steal_pointer (&owned));
}

static void
basic_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  NetTokenSource *basic = NET_TOKEN_SOURCE (object);
  g_autoptr(GTask) task = G_TASK (user_data);
  EprClient *self = g_task_get_source_object (task);
  SignIn    *sign_in = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  char            *access_token = net_token_source_get_finish (basic, result, &error);
  g_autofree char *access_claims = NULL;
  g_autofree char *id_claims = NULL;

  net_secret_free (access_token);
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  access_claims = net_token_source_dup_claims (basic);
  id_claims = self->id_token != NULL ? net_token_dup_claims (self->id_token) : NULL;
  g_clear_object (&self->user);
  self->user = epr_token_read_user (access_claims, id_claims, sign_in->person);
  g_task_return_boolean (task, TRUE);
}

static void
begin (EprClient *self,
       GTask     *task,
       SignIn    *sign_in)
{
  sign_in->trace = net_trace_new ();
  if (sign_in->technical != NULL)
    sign_in->server = sign_in->technical->registration;
  else
    epr_community_get_registration (self->community, &sign_in->server);
  epr_community_get_provider (self->community, &sign_in->provider);
  g_task_set_task_data (task, sign_in, (GDestroyNotify) sign_in_free);
  next_secret (task);
}

void
epr_client_sign_in_async (EprClient          *self,
                          ModelUser          *person,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  SignIn *sign_in;

  g_return_if_fail (EPR_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_client_sign_in_async);
  if (epr_community_get_flow (self->community) == EPR_FLOW_NONE)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  self->technical = FALSE;
  sign_in = g_new0 (SignIn, 1);
  sign_in->person = person != NULL && epr_community_is_training (self->community) ? g_object_ref (person) : NULL;
  begin (self, g_steal_pointer (&task), sign_in);
}

gboolean
epr_client_sign_in_finish (EprClient    *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_client_sign_in_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
epr_client_sign_in_technical_async (EprClient          *self,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  const EprTechnical *technical;
  SignIn             *sign_in;

  g_return_if_fail (EPR_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_client_sign_in_technical_async);
  technical = epr_community_get_technical (self->community);
  if (technical == NULL)
    {
      g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_SETTINGS, "[technical]: the community's file describes no technical user");
      return;
    }

  sign_in = g_new0 (SignIn, 1);
  sign_in->technical = technical;
  sign_in->person = model_user_new (technical->registration.client_id, technical->name, "TCU", NULL, technical->principal);
  begin (self, g_steal_pointer (&task), sign_in);
}

gboolean
epr_client_sign_in_technical_finish (EprClient    *self,
                                     GAsyncResult *result,
                                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_client_sign_in_technical_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
