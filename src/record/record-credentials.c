/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-credentials-private.h"

#include "epr-community.h"
#include "epr-error.h"
#include "epr-recommendation.h"
#include "epr-technical.h"
#include "net-signature.h"
#include "net-token-source.h"
#include "net-token-vault.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char       *account; /* (owned) */
  const char *kind;
  char       *label;  /* (owned) what the keyring's own program shows */
  char       *secret; /* (owned) wiped */
} Store;

static void unlocked_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void stored_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
store_free (Store *store)
{
  g_free (store->account);
  g_free (store->label);
  net_secret_free (store->secret);
  g_free (store);
}

/* Signs something, as a token request will: what is stored must work. */
static gboolean
check_key (const char *key,
           GError    **error)
{
  g_autoptr(GBytes) body = g_bytes_new_static ("", 0);
  g_autoptr(NetSignature) signature = net_signature_make (key, NULL, "POST", "https://localhost/", NULL, body, /* created= */ 0, error);

  return signature != NULL;
}

const char *
record_credential_find_account (EprCommunity    *community,
                                RecordCredential credential)
{
  const EprTechnical             *technical = epr_community_get_technical (community);
  const EprRecommendationService *expert = epr_community_get_recommendation_service (community);
  EprRegistration                 registration = { 0 };

  switch (credential)
    {
    case RECORD_CREDENTIAL_CLIENT_SECRET:
    case RECORD_CREDENTIAL_SIGNING_KEY:
      if (epr_community_get_flow (community) == EPR_FLOW_NONE)
        return NULL;
      epr_community_get_registration (community, &registration);
      return registration.account;

    case RECORD_CREDENTIAL_PROVIDER_SECRET:
      return epr_community_get_provider (community, &registration) ? registration.account : NULL;

    case RECORD_CREDENTIAL_TECHNICAL_SECRET:
    case RECORD_CREDENTIAL_TECHNICAL_KEY:
      return technical != NULL ? technical->registration.account : NULL;

    case RECORD_CREDENTIAL_EXPERT_SECRET:
      return expert != NULL && expert->auth != EPR_SERVICE_AUTH_NONE ? expert->account : NULL;

    case RECORD_CREDENTIAL_OUTBOX_KEY:
    default:
      return NULL;
    }
}

const char *
record_credential_get_kind (RecordCredential credential)
{
  static const char *const kinds[] = {
    [RECORD_CREDENTIAL_CLIENT_SECRET] = "client-secret",
    [RECORD_CREDENTIAL_SIGNING_KEY] = "signing-key",
    [RECORD_CREDENTIAL_PROVIDER_SECRET] = "client-secret",
    [RECORD_CREDENTIAL_TECHNICAL_SECRET] = "client-secret",
    [RECORD_CREDENTIAL_TECHNICAL_KEY] = "signing-key",
    [RECORD_CREDENTIAL_EXPERT_SECRET] = "client-secret",
    [RECORD_CREDENTIAL_OUTBOX_KEY] = "outbox-key",
  };

  return kinds[credential];
}

static gboolean
is_key (RecordCredential credential)
{
  return credential == RECORD_CREDENTIAL_SIGNING_KEY || credential == RECORD_CREDENTIAL_TECHNICAL_KEY;
}

static Store *
prepare (const char      *path,
         RecordCredential credential,
         const char      *secret,
         GError         **error)
{
  g_autoptr(EprCommunity) community = epr_community_new_from_file (path, error);
  const char *account;
  Store      *store;

  if (community == NULL || (is_key (credential) && !check_key (secret, error)))
    return NULL;

  account = record_credential_find_account (community, credential);
  if (account == NULL)
    {
      g_set_error_literal (error, EPR_ERROR, EPR_ERROR_SETTINGS, "This community has no server that would ask for this secret");
      return NULL;
    }

  store = g_new0 (Store, 1);
  store->account = g_strdup (account);
  store->kind = record_credential_get_kind (credential);
  store->label = g_strdup (epr_community_get_name (community));
  store->secret = g_strdup (secret);

  return store;
}

static gboolean
return_unless_open (GTask        *task,
                    NetVaultState state)
{
  if (state == NET_VAULT_PRESENT)
    return FALSE;

  g_task_return_new_error (task, EPR_ERROR, state == NET_VAULT_LOCKED ? EPR_ERROR_KEYRING_LOCKED : EPR_ERROR_KEYRING_MISSING,
                           "The secret was not stored");
  return TRUE;
}

void
record_credentials_store_async (const char         *path,
                                RecordCredential    credential,
                                const char         *secret,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(NetTokenVault) vault = NULL;
  GError *error = NULL;
  Store  *store;

  g_return_if_fail (path != NULL);
  g_return_if_fail (secret != NULL);

  g_task_set_source_tag (task, record_credentials_store_async);
  store = prepare (path, credential, secret, &error);
  if (store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, store, (GDestroyNotify) store_free);
  vault = net_token_vault_new ();
  net_token_vault_unlock_async (vault, cancellable, unlocked_cb, g_steal_pointer (&task));
}

static void
unlocked_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Store        *store = g_task_get_task_data (task);
  GError       *error = NULL;
  NetVaultState state = net_token_vault_unlock_finish (NET_TOKEN_VAULT (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (!return_unless_open (task, state))
    net_token_vault_store_async (NET_TOKEN_VAULT (object), store->account, store->kind, store->label, store->secret,
                                 g_task_get_cancellable (task), stored_cb, g_object_ref (task));
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError       *error = NULL;
  NetVaultState state = net_token_vault_store_finish (NET_TOKEN_VAULT (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (!return_unless_open (task, state))
    g_task_return_boolean (task, TRUE);
}

gboolean
record_credentials_store_finish (GAsyncResult *result,
                                 GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_credentials_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
