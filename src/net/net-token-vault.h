#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  NET_VAULT_ABSENT,        /* the keyring is open and holds no such secret */
  NET_VAULT_LOCKED,        /* the keyring is there and locked: says nothing about the secret */
  NET_VAULT_UNAVAILABLE,   /* no Secret Service, no bus: secrets live for this session only */
  NET_VAULT_PRESENT,
} NetVaultState;

#define NET_TYPE_TOKEN_VAULT (net_token_vault_get_type ())

/* Long-lived secrets (refresh token, client secret, signing key) in libsecret. A locked keyring
 * looks like an absent secret to a plain lookup, so the state is always asked first. A prompt that
 * libsecret shows is never cancelled (it would hang, libsecret 0.20.5): cancelling abandons it and
 * drops the late answer. When the keyring is unavailable, secrets stored here live in memory until
 * the process ends. Main thread. */
G_DECLARE_FINAL_TYPE (NetTokenVault, net_token_vault, NET, TOKEN_VAULT, GObject)

NetTokenVault *net_token_vault_new            (void);
/* Never touches a keyring: for the training community, whose secrets are made for one run. */
NetTokenVault *net_token_vault_new_in_memory  (void);

/* @kind: "refresh-token", "client-secret", "signing-key"; @account: issuer and client, "|" between.
 * Completes without prompting. */
void           net_token_vault_lookup_async   (NetTokenVault       *self,
                                               const char          *account,
                                               const char          *kind,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
/* PRESENT sets @secret (transfer full, net_secret_free()); other states set it to NULL. An error only
 * for cancelling and for a service that breaks its protocol. */
NetVaultState  net_token_vault_lookup_finish  (NetTokenVault *self, GAsyncResult *result, char **secret, GError **error);

/* A secret that is not in the keyring and never gets there: found before what is, until the process ends.
 * @account NULL: for whichever account is asked. */
void           net_token_vault_give           (NetTokenVault *self, const char *account, const char *kind, const char *secret);

/* Asks the desktop to unlock: may show its prompt, one however many ask. The state afterwards:
 * PRESENT when the keyring is open, LOCKED when the prompt was dismissed. */
void           net_token_vault_unlock_async   (NetTokenVault *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NetVaultState  net_token_vault_unlock_finish  (NetTokenVault *self, GAsyncResult *result, GError **error);

/* @label is what the person sees in her keyring application. Does not prompt; the state tells where
 * it went: PRESENT (keyring), UNAVAILABLE or LOCKED (memory only, for this session). */
void           net_token_vault_store_async    (NetTokenVault *self, const char *account, const char *kind, const char *label, const char *secret, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NetVaultState  net_token_vault_store_finish   (NetTokenVault *self, GAsyncResult *result, GError **error);

/* Done when the secret is in no keyring that is open and not in memory. Fails with
 * G_IO_ERROR_PERMISSION_DENIED while the keyring is locked. */
void           net_token_vault_clear_async    (NetTokenVault *self, const char *account, const char *kind, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean       net_token_vault_clear_finish   (NetTokenVault *self, GAsyncResult *result, GError **error);

G_END_DECLS
