/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-client-private.h"

#include "epr-token.h"

/* How a token is made (ITI-71), basic and extended alike:
 *
 *   refresh token at hand? ── yes ── refresh ── refused ─┐
 *          │ no                         │ good           │
 *          └──────────── authorize ◄────┼────────────────┘
 *                            │ code     │
 *                        exchange ──────┴── what was granted? ── token
 *
 * With an identity of our own, authorize needs no page (R-IUA-22); the browser is for a server that
 * shows one all the same, and for brokered sign-in. A technical user has neither code nor refresh token:
 * client credentials, what was granted?, token. */

typedef struct
{
  gatomicrefcount references;
  GWeakRef        client;        /* EprClient */
  char           *purpose;       /* (owned) */
  char           *spid;          /* (owned) (nullable) */
  char           *refresh_token; /* (owned) (nullable) secret */
} Mint;

typedef struct
{
  /* Input */
  Mint      *mint;   /* (owned) */
  EprClient *client; /* (owned) */
  NetTrace  *trace;  /* (owned) */

  /* In progress */
  char         **fields; /* (owned) for authorize */
  NetInteraction interaction;
} Run;

static void authorize (GTask *task);
static void refreshed_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void authorized_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void exchanged_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static Mint *
mint_ref (Mint *mint)
{
  g_atomic_ref_count_inc (&mint->references);

  return mint;
}

static void
mint_unref (Mint *mint)
{
  if (!g_atomic_ref_count_dec (&mint->references))
    return;

  g_weak_ref_clear (&mint->client);
  net_secret_free (mint->refresh_token);
  net_secret_free (mint->spid);
  g_free (mint->purpose);
  g_free (mint);
}

static void
run_free (Run *run)
{
  mint_unref (run->mint);
  g_object_unref (run->client);
  g_object_unref (run->trace);
  g_strfreev (run->fields);
  g_free (run);
}

static EprTokenWish
wish_of (Run *run)
{
  return (EprTokenWish) {
    .role = run->client->role,
    .purpose = run->client->technical ? "AUTO" : run->mint->purpose,
    .spid = run->mint->spid,
    .principal = run->client->principal,
    .principal_id = run->client->principal_id,
  };
}

static void
keep_refresh_token (Run        *run,
                    const char *refresh_token)
{
  char **mine = run->mint->spid == NULL ? &run->client->refresh_token : &run->mint->refresh_token;

  net_secret_free (*mine);
  *mine = g_strdup (refresh_token);
}

/* A basic token's refresh token may name another patient where the gateway brokers (section 13). */
static const char *
find_refresh_token (Run *run)
{
  if (!epr_community_get_refresh (run->client->community))
    return NULL;
  if (run->mint->refresh_token != NULL)
    return run->mint->refresh_token;
  if (run->mint->spid == NULL || epr_community_get_flow (run->client->community) == EPR_FLOW_BROKERED)
    return run->client->refresh_token;

  return NULL;
}

static void
finish (GTask    *task,
        NetToken *token)
{
  Run         *run = g_task_get_task_data (task);
  EprTokenWish wish = wish_of (run);
  g_autoptr(NetToken) owned = token;
  g_autoptr(GError) error = NULL;

  if (!epr_token_check_grant (run->client->community, &wish, token, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (token->refresh_token != NULL)
    keep_refresh_token (run, token->refresh_token);
  g_task_return_pointer (task, g_steal_pointer (&owned), (GDestroyNotify) net_token_free);
}

static void
exchanged_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  NetToken *token = net_oauth_token_finish (NET_OAUTH (object), result, &error);

  if (token == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    finish (task, token);
}

static void
authorized_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  NetOauth *oauth = NET_OAUTH (object);
  g_autoptr(GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Run          *run = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetAuthorizationCode) code = net_oauth_authorize_finish (oauth, result, &error);
  g_auto(GStrv) fields = NULL;

  if (g_error_matches (error, NET_ERROR, NET_ERROR_INTERACTION_REQUIRED) &&
      run->interaction == NET_INTERACTION_SILENT && run->client->login_hint == NULL)
    {
      run->interaction = NET_INTERACTION_BROWSER;
      authorize (g_steal_pointer (&task));
      return;
    }
  if (code == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (run->client->server == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Signed out");
      return;
    }

  fields = epr_token_exchange_fields (run->client->id_token);
  net_oauth_token_async (oauth, run->client->server, code, (const char *const *) fields, run->trace,
                         cancellable, exchanged_cb, g_steal_pointer (&task));
}

static gboolean
has_identity_ended (EprClient *client)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC + net_client_get_clock_skew (client->net);

  return client->id_token_ends != 0 && now >= client->id_token_ends;
}

static void
authorize (GTask *task)
{
  g_autoptr(GTask) owned = task;
  Run *run = g_task_get_task_data (task);

  if (run->client->server == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Signed out");
  else if (has_identity_ended (run->client))
    g_task_return_new_error (task, NET_ERROR, NET_ERROR_INTERACTION_REQUIRED, "The identity has ended");
  else
    net_oauth_authorize_async (run->client->oauth, run->client->server, (const char *const *) run->fields,
                               run->interaction, run->trace, g_task_get_cancellable (task),
                               authorized_cb, g_steal_pointer (&owned));
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  NetToken *token = net_oauth_token_finish (NET_OAUTH (object), result, &error);

  if (token != NULL)
    finish (task, token);
  else if (g_error_matches (error, NET_ERROR, NET_ERROR_SIGN_IN_REFUSED))
    {
      keep_refresh_token (g_task_get_task_data (task), NULL);
      authorize (g_steal_pointer (&task));
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
mint_cb (GTask    *task,
         NetTrace *trace,
         gpointer  user_data)
{
  g_autoptr(GTask) owned = g_object_ref (task);
  Mint *mint = user_data;
  g_autoptr(EprClient) client = g_weak_ref_get (&mint->client);
  EprTokenWish wish;
  const char  *refresh_token;
  Run         *run;

  if (client == NULL || client->server == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Signed out");
      return;
    }

  run = g_new0 (Run, 1);
  run->mint = mint_ref (mint);
  run->client = g_object_ref (client);
  run->trace = g_object_ref (trace);
  run->interaction = epr_community_get_flow (client->community) == EPR_FLOW_BROKERED && client->login_hint == NULL
                         ? NET_INTERACTION_BROWSER
                         : NET_INTERACTION_SILENT;
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  wish = wish_of (run);
  if (client->technical)
    {
      g_auto(GStrv) fields = epr_token_technical_fields (client->community, &wish);

      net_oauth_client_credentials_async (client->oauth, client->server, (const char *const *) fields, trace,
                                          g_task_get_cancellable (task), exchanged_cb, g_steal_pointer (&owned));
      return;
    }

  run->fields = epr_token_authorize_fields (client->community, &wish,
                                            epr_community_get_flow (client->community) == EPR_FLOW_BROKERED
                                                ? client->login_hint
                                                : NULL);

  refresh_token = find_refresh_token (run);
  if (refresh_token == NULL)
    authorize (g_steal_pointer (&owned));
  else
    {
      g_auto(GStrv) fields = epr_token_authorize_fields (client->community, &wish, NULL);

      net_oauth_refresh_async (client->oauth, client->server, refresh_token, (const char *const *) fields, trace,
                               g_task_get_cancellable (task), refreshed_cb, g_steal_pointer (&owned));
    }
}

NetTokenSource *
epr_mint_new_source (EprClient  *client,
                     const char *purpose,
                     const char *spid)
{
  Mint *mint = g_new0 (Mint, 1);

  g_atomic_ref_count_init (&mint->references);
  g_weak_ref_init (&mint->client, client);
  mint->purpose = g_strdup (purpose);
  mint->spid = g_strdup (spid);

  return net_token_source_new (epr_community_get_origins (client->community), mint_cb, mint,
                               (GDestroyNotify) mint_unref);
}
