#pragma once

#include <gio/gio.h>

#include "net-trace.h"

G_BEGIN_DECLS

/* An access token and its life. The texts are wiped when freed. */
typedef struct
{
  char   *access_token;
  char   *refresh_token;   /* (nullable) */
  char   *id_token;        /* (nullable) */
  char   *scope;           /* (nullable) as granted */
  gint64  expires_at;      /* g_get_monotonic_time() scale */
  gint64  renew_at;        /* 20 s or 10 % before, whichever is more (R-IUA-17) */
} NetToken;

void net_token_free (NetToken *token);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetToken, net_token_free)

/* JSON text of the payload when @jwt is a JWT, NULL for an opaque token (R-IUA-16): for display, its
 * signature is not looked at. (transfer full) (nullable) */
char *net_token_dup_claims (const char *jwt);

/* Obtains a new token; completes @task with net_token_free() as destroy, or an error. Called in the
 * main context of the source, one call at a time. @task's cancellable is the source's own: it fires
 * when the source is disposed, not when one of those who wait gives up. */
typedef void (*NetTokenMint) (GTask *task, NetTrace *trace, gpointer user_data);

#define NET_TYPE_TOKEN_SOURCE (net_token_source_get_type ())

/* One token for one purpose (basic, or extended for one patient), in memory only: renewed before it
 * ends, by one request however many wait (single flight); sent only to its own origins. */
G_DECLARE_FINAL_TYPE (NetTokenSource, net_token_source, NET, TOKEN_SOURCE, GObject)

/* @origins: "https://host[:port]", NULL-terminated: where this token may go (R-COM-7). */
NetTokenSource *net_token_source_new        (const char *const   *origins,
                                             NetTokenMint         mint,
                                             gpointer             user_data,
                                             GDestroyNotify       destroy);

gboolean        net_token_source_covers     (NetTokenSource      *self, const char *uri);

/* A token with some life left, minting one when needed. (transfer full): free with
 * net_secret_free(), which wipes it. @trace: of the action the mint then belongs to; NULL: its own. */
void            net_token_source_get_async  (NetTokenSource      *self,
                                             NetTrace            *trace,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
char           *net_token_source_get_finish (NetTokenSource      *self, GAsyncResult *result, GError **error);

/* The server refused @access_token with 401: the next get mints anew (R-COM-10). A token that is
 * already another one stays. */
void            net_token_source_invalidate (NetTokenSource      *self, const char *access_token);

/* The next get renews a token that ends within @seconds; where that fails, it has what is left of the
 * old one. For a request that takes long and cannot be repeated. */
void            net_token_source_renew_within (NetTokenSource    *self, guint seconds);

/* Scope granted with the present token; NULL before the first. */
const char     *net_token_source_get_scope  (NetTokenSource      *self);

/* Payload of the present token when it is a JWT (for display only, R-IUA-16): the JSON text.
 * (transfer full) (nullable) */
char           *net_token_source_dup_claims (NetTokenSource      *self);

void            net_secret_free             (char                *secret);  /* wipes, then frees */

G_END_DECLS
