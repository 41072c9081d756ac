#pragma once

#include <libsecret/secret.h>

#include "net-token-vault.h"

G_BEGIN_DECLS

/* What every operation of the vault begins with:
 *
 *   service ── default keyring ── open: ABSENT, or what the operation finds
 *      │              │             └ locked: LOCKED
 *      └──────────────┴ none: UNAVAILABLE
 *
 * libsecret itself is never given the caller's cancellable: with a prompt on the screen it would
 * never come back. A cancelled operation is abandoned instead; what it still brings is dropped. */
typedef struct
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
} NetVaultOperation;

extern const SecretSchema net_vault_schema;

/* (transfer full) the task of a new operation, NULL when it has ended already. */
GTask      *net_vault_operation_begin             (NetTokenVault        *vault,
                                                   const char           *account,
                                                   const char           *kind,
                                                   void                (*opened) (GTask *task),
                                                   gpointer              tag,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);

/* Asks for the state and goes on with the operation's `opened`. Takes @task. */
void        net_vault_operation_open              (GTask                *task);

/* The attributes of its secret. (transfer full) */
GHashTable *net_vault_operation_dup_attributes    (NetVaultOperation    *operation);

/* Both do nothing when the operation was abandoned. */
void        net_vault_operation_finish            (GTask                *task,
                                                   NetVaultState         state);
void        net_vault_operation_finish_with_error (GTask                *task,
                                                   const GError         *error);

/* A service that is not there, or that goes away, is a state; one that talks nonsense is an error. */
gboolean    net_vault_is_nonsense                 (const GError         *error);

G_END_DECLS
