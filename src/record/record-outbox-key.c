/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key of a person's outbox, from the keyring. */
#include "config.h"

#include "record-outbox-work-private.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define KEY_KIND "outbox-key"

static GBytes *
decode_key (const char *secret)
{
  gsize   size;
  guchar *key = g_base64_decode (secret, &size);

  if (size == RECORD_SEAL_KEY)
    return g_bytes_new_take (key, size);

  g_free (key);

  return NULL;
}

static void
key_stored_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  NetVaultState state = net_token_vault_store_finish (NET_TOKEN_VAULT (object), result, NULL);

  /* kept in memory only, it would make files that nobody can ever read again */
  g_task_return_pointer (task, state == NET_VAULT_PRESENT ? g_bytes_ref (g_task_get_task_data (task)) : NULL,
                         (GDestroyNotify) g_bytes_unref);
}

static void
make_key (GTask         *task,
          NetTokenVault *vault,
          const char    *account)
{
  guint8           key[RECORD_SEAL_KEY];
  g_autofree char *secret = NULL;

  if (gnutls_rnd (GNUTLS_RND_KEY, key, sizeof key) != 0)
    {
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
      return;
    }

  secret = g_base64_encode (key, sizeof key);
  g_task_set_task_data (task, g_bytes_new (key, sizeof key), (GDestroyNotify) g_bytes_unref);
  net_token_vault_store_async (vault, account, KEY_KIND, "Cabinet: outbox", secret, NULL, key_stored_cb, task);
  gnutls_memset (key, 0, sizeof key);
  gnutls_memset (secret, 0, strlen (secret));
}

static void
key_looked_up_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  char            *secret = NULL;
  NetVaultState    state = net_token_vault_lookup_finish (NET_TOKEN_VAULT (object), result, &secret, NULL);
  g_autofree char *account = g_strdup (g_task_get_task_data (task));

  if (state == NET_VAULT_ABSENT)
    make_key (g_steal_pointer (&task), NET_TOKEN_VAULT (object), account);
  else
    g_task_return_pointer (task, state == NET_VAULT_PRESENT ? decode_key (secret) : NULL, (GDestroyNotify) g_bytes_unref);
  if (secret != NULL)
    gnutls_memset (secret, 0, strlen (secret));
  g_free (secret);
}

void
record_outbox_work_key_async (NetTokenVault      *vault,
                              const char         *account,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, record_outbox_work_key_async);
  g_task_set_task_data (task, g_strdup (account), g_free);
  net_token_vault_lookup_async (vault, account, KEY_KIND, NULL, key_looked_up_cb, task);
}

gboolean
record_outbox_work_key_finish (GAsyncResult *result,
                               guint8       *key)
{
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_work_key_async), FALSE);

  bytes = g_task_propagate_pointer (G_TASK (result), NULL);
  if (bytes == NULL)
    return FALSE;

  memcpy (key, g_bytes_get_data (bytes, NULL), RECORD_SEAL_KEY);

  return TRUE;
}
