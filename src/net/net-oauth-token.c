/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-oauth-private.h"

#include "net-client-private.h"
#include "net-error-private.h"
#include "net-signature.h"
#include "net-token-private.h"

#define MAX_ANSWER (64 * 1024)

/* How far the server's clock may be from a signature's `created` before that explains a refusal. */
#define MAX_AGE 60 /* seconds */
#define MAX_FUTURE 5

static void token_cb (GObject *object, GAsyncResult *result, gpointer user_data);

/* Refused because of the clock, when the answer's Date shows that the signature came out of time. */
static NetError
code_of_refusal (NetClient *client,
                 gint64     created)
{
  gint64 age = net_client_get_time (client) - created;

  return created != 0 && (age > MAX_AGE || age < -MAX_FUTURE) ? NET_ERROR_CLOCK : NET_ERROR_SIGN_IN_REFUSED;
}

static GError *
error_of_answer (NetClient    *client,
                 const GError *cause,
                 gint64        created)
{
  if (g_error_matches (cause, NET_ERROR, NET_ERROR_BAD_REQUEST) ||
      g_error_matches (cause, NET_ERROR, NET_ERROR_UNAUTHORIZED) ||
      g_error_matches (cause, NET_ERROR, NET_ERROR_FORBIDDEN))
    return net_error_recast (cause, code_of_refusal (client, created));

  return g_error_copy (cause);
}

static void
token_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  NetClient *client = NET_CLIENT (object);
  g_autoptr(GTask) task = G_TASK (user_data);
  gint64 *created = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (client, result, &error);
  NetToken *token;

  if (response == NULL)
    {
      g_task_return_error (task, error_of_answer (client, error, *created));
      return;
    }
  if (net_response_get_status (response) != 200)
    {
      g_task_return_error (task, net_error_new (NET_ERROR_UNEXPECTED));
      return;
    }

  token = net_token_parse (net_response_get_body (response), net_client_get_clock_skew (client), &error);
  if (token == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, token, (GDestroyNotify) net_token_free);
}

static gboolean
add_signature (NetOauth   *self,
               NetRequest *request,
               const char *target,
               const char *authorization,
               GBytes     *body,
               gint64      created,
               GError    **error)
{
  g_autoptr(NetSignature) signature = NULL;

  if (self->signing_key_pem == NULL)
    {
      g_propagate_error (error, net_error_new (NET_ERROR_KEY));
      return FALSE;
    }

  signature = net_signature_make (self->signing_key_pem, self->signing_key_id, "POST", target,
                                  authorization, body, created, error);
  if (signature == NULL)
    return FALSE;

  net_request_set_header (request, "Content-Digest", signature->content_digest);
  net_request_set_header (request, "Signature-Input", signature->signature_input);
  net_request_set_header (request, "Signature", signature->signature);

  return TRUE;
}

static void
authenticate (NetOauth *self,
              NetForm  *form)
{
  net_form_add (form, "client_id", self->client_id);
  if (self->auth == NET_CLIENT_AUTH_POST && self->client_secret != NULL)
    net_form_add (form, "client_secret", self->client_secret);
}

/* The request as it goes out; @created receives the time of its signature, 0 without one. */
static NetRequest *
new_token_request (NetOauth   *self,
                   const char *target,
                   NetForm    *form,
                   gint64     *created,
                   GError    **error)
{
  g_autoptr(NetRequest) request = net_request_new ("POST", target);
  g_autoptr(GBytes) body = net_form_to_bytes (form);
  char    *authorization = NULL;
  gboolean signed_well = TRUE;

  if (self->auth == NET_CLIENT_AUTH_BASIC)
    authorization = net_form_basic_credentials (self->client_id, self->client_secret != NULL ? self->client_secret : "");
  net_request_set_body (request, body, "application/x-www-form-urlencoded");
  net_request_set_max_bytes (request, MAX_ANSWER);
  net_request_set_header (request, "Accept", "application/json");
  if (authorization != NULL)
    net_request_set_header (request, "Authorization", authorization);
  if (self->sign_requests)
    {
      *created = net_client_get_time (self->client);
      signed_well = add_signature (self, request, target, authorization, body, *created, error);
    }
  net_secret_free (authorization);

  return signed_well ? g_steal_pointer (&request) : NULL;
}

/* Takes @form. The address is brought into the form in which it will be sent first: what is signed
 * is what the server sees. */
static void
send_form (NetOauth       *self,
           NetOauthServer *server,
           NetForm        *form,
           NetTrace       *trace,
           GTask          *task)
{
  g_autoptr(GTask) owned = task;
  g_autoptr(NetForm) owned_form = form;
  g_autoptr(GError) error = NULL;
  g_autoptr(GUri) uri = net_client_check_uri (self->client, net_oauth_server_get_token_endpoint (server), &error);
  g_autofree char *target = uri != NULL ? g_uri_to_string_partial (uri, G_URI_HIDE_FRAGMENT) : NULL;
  NetRequest      *request = NULL;
  gint64          *created = g_new0 (gint64, 1);

  g_task_set_task_data (task, created, g_free);
  if (target != NULL)
    request = new_token_request (self, target, g_steal_pointer (&owned_form), created, &error);
  if (request == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (trace != NULL)
    net_request_set_trace (request, trace);
  net_client_send_async (self->client, request, g_task_get_cancellable (task), token_cb, g_steal_pointer (&owned));
}

void
net_oauth_token_async (NetOauth             *self,
                       NetOauthServer       *server,
                       NetAuthorizationCode *code,
                       const char *const    *fields,
                       NetTrace             *trace,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(NetForm) form = NULL;

  g_return_if_fail (NET_IS_OAUTH (self));
  g_return_if_fail (server != NULL && code != NULL);

  form = net_form_new ();
  net_form_add (form, "grant_type", "authorization_code");
  net_form_add (form, "code", code->code);
  net_form_add (form, "code_verifier", code->verifier);
  net_form_add (form, "redirect_uri", code->redirect_uri);
  authenticate (self, form);
  net_form_add_fields (form, fields);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, net_oauth_token_async);
  send_form (self, server, g_steal_pointer (&form), trace, g_steal_pointer (&task));
}

void
net_oauth_refresh_async (NetOauth           *self,
                         NetOauthServer     *server,
                         const char         *refresh_token,
                         const char *const  *fields,
                         NetTrace           *trace,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(NetForm) form = NULL;

  g_return_if_fail (NET_IS_OAUTH (self));
  g_return_if_fail (server != NULL && refresh_token != NULL);

  form = net_form_new ();
  net_form_add (form, "grant_type", "refresh_token");
  net_form_add (form, "refresh_token", refresh_token);
  authenticate (self, form);
  net_form_add_fields (form, fields);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, net_oauth_token_async);
  send_form (self, server, g_steal_pointer (&form), trace, g_steal_pointer (&task));
}

void
net_oauth_client_credentials_async (NetOauth           *self,
                                    NetOauthServer     *server,
                                    const char *const  *fields,
                                    NetTrace           *trace,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(NetForm) form = NULL;

  g_return_if_fail (NET_IS_OAUTH (self));
  g_return_if_fail (server != NULL);

  form = net_form_new ();
  net_form_add (form, "grant_type", "client_credentials");
  authenticate (self, form);
  net_form_add_fields (form, fields);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, net_oauth_token_async);
  send_form (self, server, g_steal_pointer (&form), trace, g_steal_pointer (&task));
}

NetToken *
net_oauth_token_finish (NetOauth     *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_oauth_token_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
