/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-token-vault.h"

#include "net-token-source.h"
#include "net-vault-operation-private.h"

#include <glib/gi18n-lib.h>

struct _NetTokenVault
{
  GObject parent_instance;

  GHashTable *memory;    /* (owned) "account\nkind" → secret, wiped */
  GPtrArray  *unlocking; /* (owned) of GTask: all wait for the one prompt */
  gboolean    prompting; /* a second prompt beside an open one ends the keyring's daemon */
  gboolean    memory_only;
};

G_DEFINE_FINAL_TYPE (NetTokenVault, net_token_vault, G_TYPE_OBJECT)

static void found_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void stored_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void doomed_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void deleted_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void unlocked_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static char *
memory_key (const char *account,
            const char *kind)
{
  return g_strdup_printf ("%s\n%s", account, kind);
}

static void
forget (NetTokenVault     *self,
        NetVaultOperation *operation)
{
  g_autofree char *key = memory_key (operation->account, operation->kind);

  g_hash_table_remove (self->memory, key);
}

/* Takes @task. */
static void
open_keyring (NetTokenVault *self,
              GTask         *task)
{
  g_autoptr(GTask) owned = task;
  NetVaultOperation *operation = g_task_get_task_data (task);

  operation->state = NET_VAULT_UNAVAILABLE;
  if (self->memory_only)
    operation->opened (task);
  else
    net_vault_operation_open (g_steal_pointer (&owned));
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  NetVaultOperation *operation = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  GList        *items = secret_service_search_finish (SECRET_SERVICE (object), result, &error);
  NetVaultState state = error == NULL ? NET_VAULT_ABSENT : NET_VAULT_UNAVAILABLE;

  for (GList *l = items; l != NULL && operation->found == NULL; l = l->next)
    {
      SecretValue *value = secret_item_get_secret (l->data);

      if (value != NULL && secret_value_get_text (value) != NULL)
        {
          operation->found = g_strdup (secret_value_get_text (value));
          state = NET_VAULT_PRESENT;
        }
      else if (secret_item_get_locked (l->data))
        state = NET_VAULT_LOCKED;
      g_clear_pointer (&value, secret_value_unref);
    }
  g_list_free_full (items, g_object_unref);

  if (net_vault_is_nonsense (error))
    net_vault_operation_finish_with_error (task, error);
  else
    net_vault_operation_finish (task, state);
}

static void
lookup_opened (GTask *task)
{
  NetVaultOperation *operation = g_task_get_task_data (task);
  g_autoptr(GHashTable) attributes = NULL;

  if (operation->state != NET_VAULT_ABSENT)
    {
      net_vault_operation_finish (task, operation->state);
      return;
    }

  attributes = net_vault_operation_dup_attributes (operation);
  secret_service_search (operation->service, &net_vault_schema, attributes, SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS,
                         NULL, found_cb, g_object_ref (task));
}

static void
store_in_memory (GTask        *task,
                 NetVaultState state)
{
  NetTokenVault     *self = g_task_get_source_object (task);
  NetVaultOperation *operation = g_task_get_task_data (task);

  if (operation->abandoned)
    return;

  g_hash_table_replace (self->memory,
                        memory_key (operation->account, operation->kind),
                        g_steal_pointer (&operation->secret));
  net_vault_operation_finish (task, state);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  NetTokenVault *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (secret_service_store_finish (SECRET_SERVICE (object), result, &error))
    {
      forget (self, g_task_get_task_data (task));
      net_vault_operation_finish (task, NET_VAULT_PRESENT);
    }
  else if (net_vault_is_nonsense (error))
    net_vault_operation_finish_with_error (task, error);
  else
    store_in_memory (task, g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ? NET_VAULT_LOCKED
                                                                                         : NET_VAULT_UNAVAILABLE);
}

static void
store_opened (GTask *task)
{
  NetVaultOperation *operation = g_task_get_task_data (task);
  g_autoptr(GHashTable) attributes = NULL;
  SecretValue *value;

  if (operation->state != NET_VAULT_ABSENT)
    {
      store_in_memory (task, operation->state);
      return;
    }

  attributes = net_vault_operation_dup_attributes (operation);
  value = secret_value_new (operation->secret, -1, "text/plain");
  secret_service_store (operation->service, &net_vault_schema, attributes, SECRET_COLLECTION_DEFAULT, operation->label, value,
                        NULL, stored_cb, g_object_ref (task));
  secret_value_unref (value);
}

/* One after the other; libsecret's own way to clear would unlock other keyrings, with a prompt. */
static void
delete_next (GTask *task)
{
  NetVaultOperation *operation = g_task_get_task_data (task);
  g_autoptr(SecretItem) item = NULL;

  if (operation->items == NULL)
    {
      net_vault_operation_finish (task, NET_VAULT_ABSENT);
      return;
    }

  item = operation->items->data;
  operation->items = g_list_delete_link (operation->items, operation->items);
  if (secret_item_get_locked (item))
    delete_next (task);
  else
    secret_item_delete (item, NULL, deleted_cb, g_object_ref (task));
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (secret_item_delete_finish (SECRET_ITEM (object), result, &error))
    delete_next (task);
  else
    net_vault_operation_finish_with_error (task, error);
}

static void
doomed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  NetVaultOperation *operation = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  operation->items = secret_service_search_finish (SECRET_SERVICE (object), result, &error);
  if (error != NULL)
    net_vault_operation_finish_with_error (task, error);
  else
    delete_next (task);
}

static void
clear_opened (GTask *task)
{
  NetVaultOperation *operation = g_task_get_task_data (task);
  g_autoptr(GHashTable) attributes = NULL;

  if (operation->state == NET_VAULT_LOCKED)
    {
      g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                                                      _("The keyring is locked, so nothing can be removed from it."));

      net_vault_operation_finish_with_error (task, error);
      return;
    }
  if (operation->state != NET_VAULT_ABSENT)
    {
      net_vault_operation_finish (task, operation->state);
      return;
    }

  attributes = net_vault_operation_dup_attributes (operation);
  secret_service_search (operation->service, &net_vault_schema, attributes, SECRET_SEARCH_ALL,
                         NULL, doomed_cb, g_object_ref (task));
}

static void
unlocked_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(NetTokenVault) self = NET_TOKEN_VAULT (user_data);
  g_autoptr(GPtrArray) tasks = g_steal_pointer (&self->unlocking);
  g_autoptr(GError) error = NULL;
  int n = secret_service_unlock_finish (SECRET_SERVICE (object), result, NULL, &error);

  self->unlocking = g_ptr_array_new_with_free_func (g_object_unref);
  self->prompting = FALSE;
  for (guint i = 0; i < tasks->len; i++)
    {
      /* A prompt that was dismissed is no error: nothing was unlocked. */
      if (net_vault_is_nonsense (error))
        net_vault_operation_finish_with_error (g_ptr_array_index (tasks, i), error);
      else
        net_vault_operation_finish (g_ptr_array_index (tasks, i), n > 0 ? NET_VAULT_PRESENT : NET_VAULT_LOCKED);
    }
}

static void
unlock_opened (GTask *task)
{
  NetTokenVault     *self = g_task_get_source_object (task);
  NetVaultOperation *operation = g_task_get_task_data (task);
  GList              keyrings = { operation->keyring, NULL, NULL };

  if (operation->state != NET_VAULT_LOCKED)
    {
      net_vault_operation_finish (task, operation->state == NET_VAULT_ABSENT ? NET_VAULT_PRESENT : operation->state);
      return;
    }

  g_ptr_array_add (self->unlocking, g_object_ref (task));
  if (self->prompting)
    return;

  self->prompting = TRUE;
  secret_service_unlock (operation->service, &keyrings, NULL, unlocked_cb, g_object_ref (self));
}

static void
net_token_vault_finalize (GObject *object)
{
  NetTokenVault *self = NET_TOKEN_VAULT (object);

  g_clear_pointer (&self->unlocking, g_ptr_array_unref);
  g_clear_pointer (&self->memory, g_hash_table_unref);

  G_OBJECT_CLASS (net_token_vault_parent_class)->finalize (object);
}

static void
net_token_vault_class_init (NetTokenVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = net_token_vault_finalize;
}

static void
net_token_vault_init (NetTokenVault *self)
{
  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) net_secret_free);
  self->unlocking = g_ptr_array_new_with_free_func (g_object_unref);
}

NetTokenVault *
net_token_vault_new (void)
{
  return g_object_new (NET_TYPE_TOKEN_VAULT, NULL);
}

NetTokenVault *
net_token_vault_new_in_memory (void)
{
  NetTokenVault *self = net_token_vault_new ();

  self->memory_only = TRUE;

  return self;
}

void
net_token_vault_give (NetTokenVault *self,
                      const char    *account,
                      const char    *kind,
                      const char    *secret)
{
  g_return_if_fail (NET_IS_TOKEN_VAULT (self));
  g_return_if_fail (kind != NULL && secret != NULL);

  g_hash_table_replace (self->memory, memory_key (account != NULL ? account : "", kind), g_strdup (secret));
}

/* (nullable) */
static const char *
find_in_memory (NetTokenVault *self,
                const char    *account,
                const char    *kind)
{
  g_autofree char *exact = memory_key (account, kind);
  g_autofree char *any = memory_key ("", kind);
  const char      *secret = g_hash_table_lookup (self->memory, exact);

  return secret != NULL ? secret : g_hash_table_lookup (self->memory, any);
}

void
net_token_vault_lookup_async (NetTokenVault      *self,
                              const char         *account,
                              const char         *kind,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  const char *secret;

  g_return_if_fail (NET_IS_TOKEN_VAULT (self));
  g_return_if_fail (account != NULL && kind != NULL);

  task = net_vault_operation_begin (self, account, kind, lookup_opened, net_token_vault_lookup_async,
                                    cancellable, callback, user_data);
  if (task == NULL)
    return;

  secret = find_in_memory (self, account, kind);
  if (secret != NULL)
    {
      ((NetVaultOperation *) g_task_get_task_data (task))->found = g_strdup (secret);
      net_vault_operation_finish (task, NET_VAULT_PRESENT);
    }
  else if (self->memory_only)
    net_vault_operation_finish (task, NET_VAULT_ABSENT);
  else
    open_keyring (self, g_steal_pointer (&task));
}

NetVaultState
net_token_vault_lookup_finish (NetTokenVault *self,
                               GAsyncResult  *result,
                               char         **secret,
                               GError       **error)
{
  NetVaultOperation *operation;

  g_return_val_if_fail (g_task_is_valid (result, self), NET_VAULT_UNAVAILABLE);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_token_vault_lookup_async), NET_VAULT_UNAVAILABLE);

  *secret = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NET_VAULT_UNAVAILABLE;

  operation = g_task_get_task_data (G_TASK (result));
  *secret = g_steal_pointer (&operation->found);

  return operation->state;
}

void
net_token_vault_unlock_async (NetTokenVault      *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NET_IS_TOKEN_VAULT (self));

  task = net_vault_operation_begin (self, NULL, NULL, unlock_opened, net_token_vault_unlock_async,
                                    cancellable, callback, user_data);
  if (task != NULL)
    open_keyring (self, g_steal_pointer (&task));
}

NetVaultState
net_token_vault_unlock_finish (NetTokenVault *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NET_VAULT_UNAVAILABLE);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_token_vault_unlock_async), NET_VAULT_UNAVAILABLE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NET_VAULT_UNAVAILABLE;

  return ((NetVaultOperation *) g_task_get_task_data (G_TASK (result)))->state;
}

void
net_token_vault_store_async (NetTokenVault      *self,
                             const char         *account,
                             const char         *kind,
                             const char         *label,
                             const char         *secret,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  NetVaultOperation *operation;

  g_return_if_fail (NET_IS_TOKEN_VAULT (self));
  g_return_if_fail (account != NULL && kind != NULL);
  g_return_if_fail (label != NULL && secret != NULL);

  task = net_vault_operation_begin (self, account, kind, store_opened, net_token_vault_store_async,
                                    cancellable, callback, user_data);
  if (task == NULL)
    return;

  operation = g_task_get_task_data (task);
  operation->label = g_strdup (label);
  operation->secret = g_strdup (secret);
  open_keyring (self, g_steal_pointer (&task));
}

NetVaultState
net_token_vault_store_finish (NetTokenVault *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NET_VAULT_UNAVAILABLE);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_token_vault_store_async), NET_VAULT_UNAVAILABLE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NET_VAULT_UNAVAILABLE;

  return ((NetVaultOperation *) g_task_get_task_data (G_TASK (result)))->state;
}

void
net_token_vault_clear_async (NetTokenVault      *self,
                             const char         *account,
                             const char         *kind,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NET_IS_TOKEN_VAULT (self));
  g_return_if_fail (account != NULL && kind != NULL);

  task = net_vault_operation_begin (self, account, kind, clear_opened, net_token_vault_clear_async,
                                    cancellable, callback, user_data);
  if (task == NULL)
    return;

  forget (self, g_task_get_task_data (task));
  open_keyring (self, g_steal_pointer (&task));
}

gboolean
net_token_vault_clear_finish (NetTokenVault *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_token_vault_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
