/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-vault-operation-private.h"

#include "net-token-source.h"

static void service_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void keyring_cb (GObject *object, GAsyncResult *result, gpointer user_data);

/* Matching the schema's name would find nothing in a keyring that was never unlocked; an attribute
 * of our own stands for it. */
const SecretSchema net_vault_schema = {
  CABINET_APP_ID,
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
      { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
operation_free (NetVaultOperation *operation)
{
  clear_source (&operation->cancelled);
  g_clear_object (&operation->service);
  g_clear_object (&operation->keyring);
  g_list_free_full (operation->items, g_object_unref);
  net_secret_free (operation->secret);
  net_secret_free (operation->found);
  g_free (operation->account);
  g_free (operation->kind);
  g_free (operation->label);
  g_free (operation);
}

void
net_vault_operation_finish (GTask        *task,
                            NetVaultState state)
{
  NetVaultOperation *operation = g_task_get_task_data (task);

  if (operation->abandoned)
    return;

  clear_source (&operation->cancelled);
  operation->state = state;
  g_task_return_boolean (task, TRUE);
}

void
net_vault_operation_finish_with_error (GTask        *task,
                                       const GError *error)
{
  NetVaultOperation *operation = g_task_get_task_data (task);

  if (operation->abandoned)
    return;

  clear_source (&operation->cancelled);
  g_task_return_error (task, g_error_copy (error));
}

gboolean
net_vault_is_nonsense (const GError *error)
{
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_PROTOCOL);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  NetVaultOperation *operation = g_task_get_task_data (task);

  operation->abandoned = TRUE;
  clear_source (&operation->cancelled);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
opened (GTask        *task,
        NetVaultState state)
{
  NetVaultOperation *operation = g_task_get_task_data (task);

  operation->state = state;
  if (!operation->abandoned)
    operation->opened (task);
}

static void
keyring_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  NetVaultOperation *operation = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  operation->keyring = secret_collection_for_alias_finish (result, &error);
  if (net_vault_is_nonsense (error))
    net_vault_operation_finish_with_error (task, error);
  else if (operation->keyring == NULL)
    opened (task, NET_VAULT_UNAVAILABLE);
  else
    opened (task, secret_collection_get_locked (operation->keyring) ? NET_VAULT_LOCKED : NET_VAULT_ABSENT);
}

static void
service_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  NetVaultOperation *operation = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  operation->service = secret_service_get_finish (result, &error);
  if (operation->service == NULL)
    {
      g_debug ("keyring: %s %d", g_quark_to_string (error->domain), error->code);
      opened (task, NET_VAULT_UNAVAILABLE);
      return;
    }

  secret_collection_for_alias (operation->service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               NULL, keyring_cb, g_steal_pointer (&task));
}

GTask *
net_vault_operation_begin (NetTokenVault *self,
                           const char    *account,
                           const char    *kind,
                           void (*opened_func) (GTask *task),
                           gpointer            tag,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  NetVaultOperation *operation = g_new0 (NetVaultOperation, 1);

  operation->account = g_strdup (account);
  operation->kind = g_strdup (kind);
  operation->opened = opened_func;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, operation, (GDestroyNotify) operation_free);
  if (g_task_return_error_if_cancelled (task))
    return NULL;

  if (cancellable != NULL)
    {
      operation->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, operation->cancelled, G_SOURCE_FUNC (cancelled_cb));
    }

  return g_steal_pointer (&task);
}

void
net_vault_operation_open (GTask *task)
{
  secret_service_get (SECRET_SERVICE_OPEN_SESSION, NULL, service_cb, task);
}

GHashTable *
net_vault_operation_dup_attributes (NetVaultOperation *operation)
{
  return secret_attributes_build (&net_vault_schema,
                                  "application", CABINET_APP_ID,
                                  "account", operation->account,
                                  "kind", operation->kind,
                                  NULL);
}
