/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-client-private.h"

#include "epr-error.h"
#include "fhir-json.h"
#include "model-number.h"

G_DEFINE_FINAL_TYPE (EprClient, epr_client, G_TYPE_OBJECT)

#define MAX_PEOPLE (64 * 1024)

static void
epr_client_dispose (GObject *object)
{
  EprClient *self = EPR_CLIENT (object);

  epr_client_sign_out (self);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_object (&self->net);
  g_clear_object (&self->vault);
  g_clear_object (&self->community);

  G_OBJECT_CLASS (epr_client_parent_class)->dispose (object);
}

static void
epr_client_finalize (GObject *object)
{
  EprClient *self = EPR_CLIENT (object);

  g_clear_pointer (&self->role, g_free);

  G_OBJECT_CLASS (epr_client_parent_class)->finalize (object);
}

static void
epr_client_class_init (EprClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = epr_client_dispose;
  object_class->finalize = epr_client_finalize;
}

static void
epr_client_init (EprClient *self)
{
}

EprClient *
epr_client_new (EprCommunity  *community,
                NetTokenVault *vault,
                GError       **error)
{
  g_autoptr(EprClient) self = NULL;

  g_return_val_if_fail (EPR_IS_COMMUNITY (community), NULL);
  g_return_val_if_fail (NET_IS_TOKEN_VAULT (vault), NULL);

  self = g_object_new (EPR_TYPE_CLIENT, NULL);
  self->community = g_object_ref (community);
  self->vault = g_object_ref (vault);
  self->net = net_client_new (epr_community_allows_loopback_http (community));
  self->role = g_strdup (epr_community_get_role (community));
  if (epr_community_get_authorities (community) != NULL &&
      !net_client_add_authorities (self->net, epr_community_get_authorities (community), error))
    return NULL;

  return g_steal_pointer (&self);
}

EprCommunity *
epr_client_get_community (EprClient *self)
{
  g_return_val_if_fail (EPR_IS_CLIENT (self), NULL);

  return self->community;
}

NetClient *
epr_client_get_net (EprClient *self)
{
  g_return_val_if_fail (EPR_IS_CLIENT (self), NULL);

  return self->net;
}

NetTokenSource *
epr_client_get_basic (EprClient *self)
{
  g_return_val_if_fail (EPR_IS_CLIENT (self), NULL);

  return self->basic;
}

ModelUser *
epr_client_get_user (EprClient *self)
{
  g_return_val_if_fail (EPR_IS_CLIENT (self), NULL);

  return self->user;
}

const char *
epr_client_get_principal (EprClient   *self,
                          const char **gln)
{
  g_return_val_if_fail (EPR_IS_CLIENT (self), NULL);

  if (gln != NULL)
    *gln = self->principal_id;

  return self->principal;
}

/* "fr-CH" from "fr_CH.UTF-8". (nullable) */
static char *
dup_language (void)
{
  const char *name = g_get_language_names ()[0];
  char       *language = g_strndup (name, strcspn (name, ".@"));

  g_strdelimit (language, "_", '-');
  if (g_str_equal (language, "C"))
    g_clear_pointer (&language, g_free);

  return language;
}

static char *
https_of (const char *uri)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  int port = parsed != NULL ? g_uri_get_port (parsed) : -1;

  if (parsed == NULL || g_strcmp0 (g_uri_get_scheme (parsed), "http") != 0)
    return NULL;

  return g_uri_join (G_URI_FLAGS_ENCODED, "https", NULL, g_uri_get_host (parsed), port == 80 ? -1 : port,
                     g_uri_get_path (parsed), g_uri_get_query (parsed), NULL);
}

static gboolean
is_own_origin (EprClient  *self,
               const char *uri)
{
  g_autofree char   *origin = net_origin_of (uri);
  const char *const *origins = epr_community_get_origins (self->community);

  return origin != NULL && g_strv_contains (origins, origin);
}

char *
epr_client_resolve_uri (EprClient  *self,
                        EprService  service,
                        const char *uri,
                        GError    **error)
{
  g_autofree char *base = NULL;
  g_autofree char *absolute = NULL;

  g_return_val_if_fail (EPR_IS_CLIENT (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  base = g_strconcat (epr_community_get_url (self->community, service), "/", NULL);
  absolute = g_uri_resolve_relative (base, uri, G_URI_FLAGS_ENCODED, NULL);

  if (absolute != NULL && !is_own_origin (self, absolute) && epr_community_get_rewrite_url_scheme (self->community))
    {
      char *secure = https_of (absolute);

      if (secure != NULL)
        {
          g_free (absolute);
          absolute = secure;
        }
    }
  if (absolute == NULL || !is_own_origin (self, absolute))
    {
      g_autofree char *origin = absolute != NULL ? net_origin_of (absolute) : NULL;

      g_set_error (error, NET_ERROR, NET_ERROR_FOREIGN_ORIGIN, "The address leads to %s",
                   origin != NULL ? origin : "no web address");
      return NULL;
    }

  return g_steal_pointer (&absolute);
}
NetRequest *
epr_client_new_request (EprClient      *self,
                        const char     *method,
                        const char     *uri,
                        NetTokenSource *tokens,
                        NetTrace       *trace)
{
  g_autofree char *language = dup_language ();
  NetRequest      *request;

  g_return_val_if_fail (EPR_IS_CLIENT (self), NULL);

  request = net_request_new (method, uri);
  net_request_set_header (request, "Accept", "application/fhir+json");
  if (language != NULL)
    net_request_set_header (request, "Accept-Language", language);
  if (trace != NULL)
    net_request_set_trace (request, trace);
  if (tokens != NULL)
    net_request_set_tokens (request, tokens);

  return request;
}

void
epr_client_sign_out (EprClient *self)
{
  g_return_if_fail (EPR_IS_CLIENT (self));

  g_clear_object (&self->basic);
  g_clear_object (&self->user);
  g_clear_object (&self->oauth);
  g_clear_pointer (&self->server, net_oauth_server_unref);
  g_clear_pointer (&self->id_token, net_secret_free);
  g_clear_pointer (&self->refresh_token, net_secret_free);
  g_clear_pointer (&self->login_hint, g_free);
  g_clear_pointer (&self->principal, g_free);
  g_clear_pointer (&self->principal_id, g_free);
  self->id_token_ends = 0;
  self->technical = FALSE;
}

static const char *
find_id_by_name (EprClient  *self,
                 const char *name)
{
  for (guint i = 0; self->people != NULL && i < self->people->len; i++)
    {
      ModelUser *person = g_ptr_array_index (self->people, i);

      if (g_str_equal (model_user_get_name (person), name))
        return model_user_get_id (person);
    }

  return NULL;
}

void
epr_client_take_person (EprClient *self,
                        ModelUser *person)
{
  const char *role = person != NULL ? model_user_get_role (person) : NULL;
  const char *principal = person != NULL ? model_user_get_principal (person) : NULL;

  g_clear_pointer (&self->login_hint, g_free);
  g_clear_pointer (&self->role, g_free);
  g_clear_pointer (&self->principal, g_free);
  g_clear_pointer (&self->principal_id, g_free);

  self->login_hint = person != NULL ? g_strdup (model_user_get_id (person)) : NULL;
  self->role = g_strdup (role != NULL ? role : epr_community_get_role (self->community));
  if (g_str_equal (self->role, "ASS"))
    {
      self->principal = g_strdup (principal != NULL ? principal : epr_community_get_principal (self->community));
      self->principal_id = g_strdup (principal != NULL ? find_id_by_name (self, principal)
                                                       : epr_community_get_principal_id (self->community));
    }
}

/* The list names whom an assistant works for by GLN; people read a name. */
static const char *
find_name_by_gln (JsonObject *list,
                  const char *gln)
{
  guint n = fhir_json_n (list, "people");

  for (guint i = 0; gln != NULL && i < n; i++)
    {
      JsonObject *row = fhir_json_nth (list, "people", i);

      if (g_strcmp0 (fhir_json_string (row, "gln"), gln) == 0)
        return fhir_json_string (row, "name");
    }

  return gln;
}

static GPtrArray *
read_people (GBytes  *body,
             GError **error)
{
  g_autoptr(JsonNode) node = fhir_json_parse (body, error);
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(JsonObject) list = json_object_new ();
  guint n;

  if (node == NULL)
    return NULL;

  /* The accessors read members: the bare array becomes one. */
  json_object_set_member (list, "people", g_steal_pointer (&node));
  people = g_ptr_array_new_with_free_func (g_object_unref);
  n = fhir_json_n (list, "people");
  for (guint i = 0; i < n; i++)
    {
      JsonObject *row = fhir_json_nth (list, "people", i);
      const char *gln = fhir_json_string (row, "gln");
      const char *name = fhir_json_string (row, "name");

      if (gln != NULL && name != NULL)
        g_ptr_array_add (people, model_user_new (gln, name, fhir_json_string (row, "role"),
                                                 fhir_json_string (row, "organization"),
                                                 find_name_by_gln (list, fhir_json_string (row, "principal"))));
    }

  return g_steal_pointer (&people);
}

static void
people_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  EprClient *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (NET_CLIENT (object), result, &error);
  g_autoptr(GPtrArray) people = NULL;

  if (response != NULL)
    people = read_people (net_response_get_body (response), &error);
  if (people == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_clear_pointer (&self->people, g_ptr_array_unref);
  self->people = g_ptr_array_ref (people);
  g_task_return_pointer (task, g_steal_pointer (&people), (GDestroyNotify) g_ptr_array_unref);
}

void
epr_client_list_people_async (EprClient          *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(NetRequest) request = NULL;
  const char *url;

  g_return_if_fail (EPR_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_client_list_people_async);
  url = epr_community_get_people_url (self->community);
  if (url == NULL)
    {
      g_task_return_pointer (task, g_ptr_array_new_with_free_func (g_object_unref), (GDestroyNotify) g_ptr_array_unref);
      return;
    }

  request = net_request_new ("GET", url);
  net_request_set_header (request, "Accept", "application/json");
  net_request_set_max_bytes (request, MAX_PEOPLE);
  net_client_send_async (self->net, g_steal_pointer (&request), cancellable, people_cb, g_steal_pointer (&task));
}

GPtrArray *
epr_client_list_people_finish (EprClient    *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_client_list_people_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
