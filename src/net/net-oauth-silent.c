/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-oauth-private.h"

#include "net-answer-private.h"
#include "net-error-private.h"

#include <libsoup/soup.h>

/* Sign-in without a page (R-IUA-22): redirects are followed by hand, with no token and no cookie,
 * until one leads to the registered redirect URI. That one is read, not called. */

#define MAX_HOPS 10
#define MAX_PAGE (64 * 1024)

typedef struct
{
  /* Input */
  NetSignIn *sign_in; /* (owned) */
  NetTrace  *trace;   /* (owned) (nullable) */

  /* In progress */
  char *address; /* (owned) of the present hop */
  guint hops;
} Follow;

static void next_hop (GTask *task);
static void hop_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
follow_free (Follow *follow)
{
  net_sign_in_unref (follow->sign_in);
  g_clear_object (&follow->trace);
  net_secret_free (follow->address);
  g_free (follow);
}

static gboolean
is_same_place (GUri       *uri,
               const char *registered)
{
  const GUriHideFlags hide = G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT;
  g_autoptr(GUri) other = g_uri_parse (registered, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *a = g_uri_to_string_partial (uri, hide);
  g_autofree char *b = other != NULL ? g_uri_to_string_partial (other, hide) : NULL;

  return b != NULL && g_str_equal (a, b);
}

static void
fail_with (GTask   *task,
           NetError code)
{
  g_task_return_error (task, net_error_new (code));
}

/* What the server said about this person or this client, not about the network. */
static void
fail_because (GTask        *task,
              const GError *cause)
{
  if (g_error_matches (cause, NET_ERROR, NET_ERROR_TOO_LARGE))
    g_task_return_error (task, net_error_recast (cause, NET_ERROR_INTERACTION_REQUIRED));
  else if (g_error_matches (cause, NET_ERROR, NET_ERROR_BAD_REQUEST) ||
           g_error_matches (cause, NET_ERROR, NET_ERROR_UNAUTHORIZED) ||
           g_error_matches (cause, NET_ERROR, NET_ERROR_FORBIDDEN))
    g_task_return_error (task, net_error_recast (cause, NET_ERROR_SIGN_IN_REFUSED));
  else
    g_task_return_error (task, g_error_copy (cause));
}

/* The address a redirect leads to, NULL when it is none. */
static GUri *
redirect_target (Follow      *follow,
                 NetResponse *response)
{
  g_autoptr(GUri) base = g_uri_parse (follow->address, SOUP_HTTP_URI_FLAGS, NULL);
  const char *location = net_response_get_header (response, "Location");

  if (base == NULL || location == NULL)
    return NULL;

  return g_uri_parse_relative (base, location, SOUP_HTTP_URI_FLAGS, NULL);
}

static void
hop_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Follow *follow = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (NET_CLIENT (object), result, &error);
  g_autoptr(GUri) target = NULL;
  char *code;

  if (response == NULL)
    {
      fail_because (task, error);
      return;
    }
  if (net_response_get_status (response) < 300)
    {
      fail_with (task, NET_ERROR_INTERACTION_REQUIRED);
      return;
    }

  target = redirect_target (follow, response);
  if (target == NULL)
    {
      fail_with (task, NET_ERROR_UNEXPECTED);
      return;
    }
  if (!is_same_place (target, follow->sign_in->redirect_uri))
    {
      net_secret_free (follow->address);
      follow->address = g_uri_to_string_partial (target, G_URI_HIDE_FRAGMENT);
      next_hop (g_steal_pointer (&task));
      return;
    }

  code = net_answer_parse (g_uri_get_query (target), follow->sign_in->state, follow->sign_in->issuer, &error);
  if (code == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, net_sign_in_take_code (follow->sign_in, code),
                           (GDestroyNotify) net_authorization_code_free);
}

static void
next_hop (GTask *task)
{
  g_autoptr(GTask) owned = task;
  NetOauth *self = g_task_get_source_object (task);
  Follow   *follow = g_task_get_task_data (task);
  g_autoptr(NetRequest) request = NULL;

  if (follow->hops++ >= MAX_HOPS)
    {
      fail_with (task, NET_ERROR_INTERACTION_REQUIRED);
      return;
    }

  request = net_request_new ("GET", follow->address);
  net_request_set_header (request, "Accept", "text/html, application/xhtml+xml");
  net_request_set_max_bytes (request, MAX_PAGE);
  net_request_set_trace (request, follow->trace);
  net_client_send_async (self->client, g_steal_pointer (&request), g_task_get_cancellable (task),
                         hop_cb, g_steal_pointer (&owned));
}

void
net_oauth_follow (NetOauth  *self,
                  NetSignIn *sign_in,
                  NetTrace  *trace,
                  GTask     *task)
{
  Follow *follow = g_new0 (Follow, 1);

  follow->sign_in = net_sign_in_ref (sign_in);
  follow->trace = trace != NULL ? g_object_ref (trace) : net_trace_new ();
  follow->address = g_strdup (sign_in->address);
  g_task_set_task_data (task, follow, (GDestroyNotify) follow_free);
  next_hop (task);
}
