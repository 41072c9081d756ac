/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-token-vault.h"

#include "net-token-source.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

/* Every operation first asks in which state the default keyring is:
 *
 *   service ── default keyring ── open ── search … load, store, delete
 *      │              │             └ locked: memory, or the desktop's prompt when unlocking
 *      └──────────────┴ none: memory
 *
 * libsecret itself is never given the caller's cancellable: with a prompt on the screen it would
 * never come back. A cancelled operation is abandoned instead; what it still brings is dropped. */

struct _NetTokenVault
{
  GObject     parent_instance;

  GHashTable *memory;       /* (owned) "account\nkind" → secret, wiped */
  GPtrArray  *unlocking;    /* (owned) of GTask: all wait for the one prompt */
  gboolean    prompting;    /* a second prompt beside an open one ends the keyring's daemon */
  gboolean    memory_only;
};

G_DEFINE_FINAL_TYPE (NetTokenVault, net_token_vault, G_TYPE_OBJECT)

typedef struct _Operation Operation;

struct _Operation
{
  /* Input */
  char             *account;      /* (owned) (nullable) */
  char             *kind;         /* (owned) (nullable) */
  char             *label;        /* (owned) (nullable) */
  char             *secret;       /* (owned) (nullable) wiped */
  void            (*opened) (GTask *task);      /* the keyring's state is in @state */

  /* In progress */
  GSource          *cancelled;    /* (owned) (nullable) */
  gboolean          abandoned;
  SecretService    *service;      /* (owned) (nullable) */
  SecretCollection *keyring;      /* (owned) (nullable) */
  GList            *items;        /* (owned) of SecretItem, left to delete */

  /* Output */
  NetVaultState     state;
  char             *found;        /* (owned) (nullable) wiped */
};

/* Matching the schema's name would find nothing in a keyring that was never unlocked; an attribute
 * of our own stands for it. */
static const SecretSchema schema = {
  CABINET_APP_ID,
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static void service_cb  (GObject *object, GAsyncResult *result, gpointer user_data);
static void keyring_cb  (GObject *object, GAsyncResult *result, gpointer user_data);
static void found_cb    (GObject *object, GAsyncResult *result, gpointer user_data);
static void stored_cb   (GObject *object, GAsyncResult *result, gpointer user_data);
static void doomed_cb   (GObject *object, GAsyncResult *result, gpointer user_data);
static void deleted_cb  (GObject *object, GAsyncResult *result, gpointer user_data);
static void unlocked_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
items_free (GList *items)
{
  g_list_free_full (items, g_object_unref);
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
operation_free (Operation *operation)
{
  clear_source (&operation->cancelled);
  g_clear_object (&operation->service);
  g_clear_object (&operation->keyring);
  g_clear_pointer (&operation->items, items_free);
  net_secret_free (operation->secret);
  net_secret_free (operation->found);
  g_free (operation->account);
  g_free (operation->kind);
  g_free (operation->label);
  g_free (operation);
}

static char *
memory_key (const char *account,
            const char *kind)
{
  return g_strdup_printf ("%s\n%s", account, kind);
}

static void
forget (NetTokenVault *self,
        Operation     *operation)
{
  g_autofree char *key = memory_key (operation->account, operation->kind);

  g_hash_table_remove (self->memory, key);
}

static GHashTable *
attributes_of (Operation *operation)
{
  return secret_attributes_build (&schema,
                                  "application", CABINET_APP_ID,
                                  "account", operation->account,
                                  "kind", operation->kind,
                                  NULL);
}

static void
finish (GTask         *task,
        NetVaultState  state)
{
  Operation *operation = g_task_get_task_data (task);

  if (operation->abandoned)
    return;

  clear_source (&operation->cancelled);
  operation->state = state;
  g_task_return_boolean (task, TRUE);
}

static void
finish_with_error (GTask        *task,
                   const GError *error)
{
  Operation *operation = g_task_get_task_data (task);

  if (operation->abandoned)
    return;

  clear_source (&operation->cancelled);
  g_task_return_error (task, g_error_copy (error));
}

/* A service that is not there, or that goes away, is a state; one that talks nonsense is an error. */
static gboolean
is_nonsense (const GError *error)
{
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_PROTOCOL);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  Operation *operation = g_task_get_task_data (task);

  operation->abandoned = TRUE;
  clear_source (&operation->cancelled);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
opened (GTask         *task,
        NetVaultState  state)
{
  Operation *operation = g_task_get_task_data (task);

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
  Operation *operation = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  operation->keyring = secret_collection_for_alias_finish (result, &error);
  if (is_nonsense (error))
    finish_with_error (task, error);
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
  Operation *operation = g_task_get_task_data (task);
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

/* (transfer full) the task of a new operation, NULL when it has ended already. */
static GTask *
operation_begin (NetTokenVault       *self,
                 const char          *account,
                 const char          *kind,
                 void               (*opened_func) (GTask *task),
                 gpointer             tag,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Operation *operation = g_new0 (Operation, 1);

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

/* Takes @task. */
static void
open_keyring (GTask *task)
{
  g_autoptr(GTask) owned = task;
  NetTokenVault *self = g_task_get_source_object (task);

  if (self->memory_only)
    opened (task, NET_VAULT_UNAVAILABLE);
  else
    secret_service_get (SECRET_SERVICE_OPEN_SESSION, NULL, service_cb, g_steal_pointer (&owned));
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Operation *operation = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  GList *items = secret_service_search_finish (SECRET_SERVICE (object), result, &error);
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
  items_free (items);

  if (is_nonsense (error))
    finish_with_error (task, error);
  else
    finish (task, state);
}

static void
lookup_opened (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);
  g_autoptr(GHashTable) attributes = NULL;

  if (operation->state != NET_VAULT_ABSENT)
    {
      finish (task, operation->state);
      return;
    }

  attributes = attributes_of (operation);
  secret_service_search (operation->service, &schema, attributes, SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS,
                         NULL, found_cb, g_object_ref (task));
}

static void
store_in_memory (GTask         *task,
                 NetVaultState  state)
{
  NetTokenVault *self = g_task_get_source_object (task);
  Operation *operation = g_task_get_task_data (task);

  if (operation->abandoned)
    return;

  g_hash_table_replace (self->memory,
                        memory_key (operation->account, operation->kind),
                        g_steal_pointer (&operation->secret));
  finish (task, state);
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
      finish (task, NET_VAULT_PRESENT);
    }
  else if (is_nonsense (error))
    finish_with_error (task, error);
  else
    store_in_memory (task, g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ? NET_VAULT_LOCKED
                                                                                         : NET_VAULT_UNAVAILABLE);
}

static void
store_opened (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);
  g_autoptr(GHashTable) attributes = NULL;
  SecretValue *value;

  if (operation->state != NET_VAULT_ABSENT)
    {
      store_in_memory (task, operation->state);
      return;
    }

  attributes = attributes_of (operation);
  value = secret_value_new (operation->secret, -1, "text/plain");
  secret_service_store (operation->service, &schema, attributes, SECRET_COLLECTION_DEFAULT, operation->label, value,
                        NULL, stored_cb, g_object_ref (task));
  secret_value_unref (value);
}

/* One after the other; libsecret's own way to clear would unlock other keyrings, with a prompt. */
static void
delete_next (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);
  g_autoptr(SecretItem) item = NULL;

  if (operation->items == NULL)
    {
      finish (task, NET_VAULT_ABSENT);
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
    finish_with_error (task, error);
}

static void
doomed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Operation *operation = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  operation->items = secret_service_search_finish (SECRET_SERVICE (object), result, &error);
  if (error != NULL)
    finish_with_error (task, error);
  else
    delete_next (task);
}

static void
clear_opened (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);
  g_autoptr(GHashTable) attributes = NULL;

  if (operation->state == NET_VAULT_LOCKED)
    {
      g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                                                     _("The keyring is locked, so nothing can be removed from it."));

      finish_with_error (task, error);
      return;
    }
  if (operation->state != NET_VAULT_ABSENT)
    {
      finish (task, operation->state);
      return;
    }

  attributes = attributes_of (operation);
  secret_service_search (operation->service, &schema, attributes, SECRET_SEARCH_ALL,
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
      if (is_nonsense (error))
        finish_with_error (g_ptr_array_index (tasks, i), error);
      else
        finish (g_ptr_array_index (tasks, i), n > 0 ? NET_VAULT_PRESENT : NET_VAULT_LOCKED);
    }
}

static void
unlock_opened (GTask *task)
{
  NetTokenVault *self = g_task_get_source_object (task);
  Operation *operation = g_task_get_task_data (task);
  GList keyrings = { operation->keyring, NULL, NULL };

  if (operation->state != NET_VAULT_LOCKED)
    {
      finish (task, operation->state == NET_VAULT_ABSENT ? NET_VAULT_PRESENT : operation->state);
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
net_token_vault_lookup_async (NetTokenVault       *self,
                              const char          *account,
                              const char          *kind,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *key = NULL;
  const char *secret;

  g_return_if_fail (NET_IS_TOKEN_VAULT (self));
  g_return_if_fail (account != NULL && kind != NULL);

  task = operation_begin (self, account, kind, lookup_opened, net_token_vault_lookup_async,
                          cancellable, callback, user_data);
  if (task == NULL)
    return;

  key = memory_key (account, kind);
  secret = g_hash_table_lookup (self->memory, key);
  if (secret != NULL)
    {
      ((Operation *) g_task_get_task_data (task))->found = g_strdup (secret);
      finish (task, NET_VAULT_PRESENT);
    }
  else if (self->memory_only)
    finish (task, NET_VAULT_ABSENT);
  else
    open_keyring (g_steal_pointer (&task));
}

NetVaultState
net_token_vault_lookup_finish (NetTokenVault  *self,
                               GAsyncResult   *result,
                               char          **secret,
                               GError        **error)
{
  Operation *operation;

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
net_token_vault_unlock_async (NetTokenVault       *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NET_IS_TOKEN_VAULT (self));

  task = operation_begin (self, NULL, NULL, unlock_opened, net_token_vault_unlock_async,
                          cancellable, callback, user_data);
  if (task != NULL)
    open_keyring (g_steal_pointer (&task));
}

NetVaultState
net_token_vault_unlock_finish (NetTokenVault  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NET_VAULT_UNAVAILABLE);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_token_vault_unlock_async), NET_VAULT_UNAVAILABLE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NET_VAULT_UNAVAILABLE;

  return ((Operation *) g_task_get_task_data (G_TASK (result)))->state;
}

void
net_token_vault_store_async (NetTokenVault       *self,
                             const char          *account,
                             const char          *kind,
                             const char          *label,
                             const char          *secret,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Operation *operation;

  g_return_if_fail (NET_IS_TOKEN_VAULT (self));
  g_return_if_fail (account != NULL && kind != NULL);
  g_return_if_fail (label != NULL && secret != NULL);

  task = operation_begin (self, account, kind, store_opened, net_token_vault_store_async,
                          cancellable, callback, user_data);
  if (task == NULL)
    return;

  operation = g_task_get_task_data (task);
  operation->label = g_strdup (label);
  operation->secret = g_strdup (secret);
  open_keyring (g_steal_pointer (&task));
}

NetVaultState
net_token_vault_store_finish (NetTokenVault  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NET_VAULT_UNAVAILABLE);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_token_vault_store_async), NET_VAULT_UNAVAILABLE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NET_VAULT_UNAVAILABLE;

  return ((Operation *) g_task_get_task_data (G_TASK (result)))->state;
}

void
net_token_vault_clear_async (NetTokenVault       *self,
                             const char          *account,
                             const char          *kind,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NET_IS_TOKEN_VAULT (self));
  g_return_if_fail (account != NULL && kind != NULL);

  task = operation_begin (self, account, kind, clear_opened, net_token_vault_clear_async,
                          cancellable, callback, user_data);
  if (task == NULL)
    return;

  forget (self, g_task_get_task_data (task));
  open_keyring (g_steal_pointer (&task));
}

gboolean
net_token_vault_clear_finish (NetTokenVault  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_token_vault_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
