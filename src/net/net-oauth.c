/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-oauth-private.h"

#include "net-client-private.h"
#include "net-error-private.h"
#include "net-loopback-private.h"

#define MAX_METADATA (64 * 1024)

G_DEFINE_FINAL_TYPE (NetOauth, net_oauth, G_TYPE_OBJECT)

static void launched_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void heard_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
discovered_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  NetClient *client = NET_CLIENT (object);
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (client, result, &error);
  NetOauthServer *server = NULL;

  if (response != NULL && net_response_get_status (response) != 200)
    error = net_error_new (NET_ERROR_UNEXPECTED);
  else if (response != NULL)
    server = net_oauth_server_parse (net_response_get_body (response),
                                     net_client_allows_loopback_http (client), &error);

  if (server == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, server, (GDestroyNotify) net_oauth_server_unref);
}

static void
wait_for_browser (GTask *task)
{
  NetSignIn *sign_in = g_task_get_task_data (task);

  net_loopback_wait_async (sign_in->loopback, g_task_get_cancellable (task), heard_cb, task);
}

/* The address goes to the person to be opened by hand, so its listener stays. */
static void
launched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  NetOauth  *self = g_task_get_source_object (task);
  NetSignIn *sign_in = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    {
      wait_for_browser (g_steal_pointer (&task));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_debug ("no browser: %s %d", g_quark_to_string (error->domain), error->code);
  g_clear_error (&error);
  error = net_error_new (NET_ERROR_NO_BROWSER);
  net_error_set_uri (error, sign_in->address);
  g_clear_pointer (&self->open_sign_in, net_sign_in_unref);
  self->open_sign_in = net_sign_in_ref (sign_in);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
heard_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  NetSignIn *sign_in = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  char *code = net_loopback_wait_finish (NET_LOOPBACK (object), result, &error);

  if (code == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, net_sign_in_take_code (sign_in, code),
                           (GDestroyNotify) net_authorization_code_free);
}

/* The sign-in whose address is already with the person, when it asked for the same. */
static NetSignIn *
steal_open_sign_in (NetOauth          *self,
                    NetOauthServer    *server,
                    const char *const *fields)
{
  g_autoptr(NetSignIn) sign_in = g_steal_pointer (&self->open_sign_in);
  g_autofree char *key = net_sign_in_key (server, fields);

  if (sign_in == NULL || !g_str_equal (sign_in->key, key) || !net_loopback_is_open (sign_in->loopback))
    return NULL;

  return g_steal_pointer (&sign_in);
}

static void
net_oauth_dispose (GObject *object)
{
  NetOauth *self = NET_OAUTH (object);

  g_clear_pointer (&self->open_sign_in, net_sign_in_unref);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (net_oauth_parent_class)->dispose (object);
}

static void
net_oauth_finalize (GObject *object)
{
  NetOauth *self = NET_OAUTH (object);

  net_secret_free (self->client_secret);
  net_secret_free (self->signing_key_pem);
  g_free (self->client_id);
  g_free (self->redirect_host);
  g_free (self->redirect_path);
  g_free (self->signing_key_id);

  G_OBJECT_CLASS (net_oauth_parent_class)->finalize (object);
}

static void
net_oauth_class_init (NetOauthClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = net_oauth_dispose;
  object_class->finalize = net_oauth_finalize;
}

static void
net_oauth_init (NetOauth *self)
{
}

NetOauth *
net_oauth_new (NetClient                  *client,
               const NetOauthRegistration *registration)
{
  NetOauth *self;

  g_return_val_if_fail (NET_IS_CLIENT (client), NULL);
  g_return_val_if_fail (registration != NULL && registration->client_id != NULL, NULL);

  self = g_object_new (NET_TYPE_OAUTH, NULL);
  self->client = g_object_ref (client);
  self->client_id = g_strdup (registration->client_id);
  self->client_secret = g_strdup (registration->client_secret);
  self->auth = registration->auth;
  self->redirect_host = g_strdup (registration->redirect_host != NULL ? registration->redirect_host : "127.0.0.1");
  self->redirect_port = registration->redirect_port;
  self->redirect_path = g_strdup (registration->redirect_path != NULL ? registration->redirect_path : "/callback");
  self->sign_requests = registration->sign_requests;
  self->signing_key_pem = g_strdup (registration->signing_key_pem);
  self->signing_key_id = g_strdup (registration->signing_key_id);

  return self;
}

void
net_oauth_discover_async (NetOauth           *self,
                          const char         *metadata_uri,
                          NetTrace           *trace,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(NetRequest) request = NULL;

  g_return_if_fail (NET_IS_OAUTH (self));
  g_return_if_fail (metadata_uri != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, net_oauth_discover_async);
  request = net_request_new ("GET", metadata_uri);
  net_request_set_header (request, "Accept", "application/json");
  net_request_set_max_bytes (request, MAX_METADATA);
  if (trace != NULL)
    net_request_set_trace (request, trace);
  net_client_send_async (self->client, g_steal_pointer (&request), cancellable,
                         discovered_cb, g_steal_pointer (&task));
}

NetOauthServer *
net_oauth_discover_finish (NetOauth     *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_oauth_discover_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
net_oauth_authorize_async (NetOauth           *self,
                           NetOauthServer     *server,
                           const char *const  *fields,
                           NetInteraction      interaction,
                           NetTrace           *trace,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(NetSignIn) sign_in = NULL;
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GError) error = NULL;
  gboolean resumed;

  g_return_if_fail (NET_IS_OAUTH (self));
  g_return_if_fail (server != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, net_oauth_authorize_async);

  if (interaction == NET_INTERACTION_BROWSER)
    sign_in = steal_open_sign_in (self, server, fields);
  resumed = sign_in != NULL;
  uri = net_client_check_uri (self->client, net_oauth_server_get_authorization_endpoint (server), &error);
  if (uri != NULL && sign_in == NULL)
    sign_in = net_sign_in_new (self, server, fields, interaction, &error);
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (interaction == NET_INTERACTION_SILENT)
    {
      net_oauth_follow (self, sign_in, trace, g_steal_pointer (&task));
      return;
    }

  g_task_set_task_data (task, net_sign_in_ref (sign_in), (GDestroyNotify) net_sign_in_unref);
  if (resumed)
    wait_for_browser (g_steal_pointer (&task));
  else
    g_app_info_launch_default_for_uri_async (sign_in->address, NULL, cancellable,
                                             launched_cb, g_steal_pointer (&task));
}

NetAuthorizationCode *
net_oauth_authorize_finish (NetOauth     *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_oauth_authorize_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
