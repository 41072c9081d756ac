/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-token-source.h"

#include "net-client.h"
#include "net-error-private.h"
#include "net-secret-private.h"
#include "net-token-private.h"

/* However many ask, one mint runs. It belongs to the source and not to those who wait: each of them
 * can give up alone, and a token that comes after all have gone still serves the next one. The mint
 * holds the source weakly, so that disposing the source ends the mint. */

struct _NetTokenSource
{
  GObject parent_instance;

  char         **origins; /* (owned) as net_origin_of() writes them */
  NetTokenMint   mint;
  gpointer       user_data; /* (owned) by @destroy */
  GDestroyNotify destroy;   /* (nullable) */

  NetToken     *token;   /* (owned) (nullable) */
  GPtrArray    *waiters; /* (owned) of GTask */
  GCancellable *mint_cancellable;
  gboolean      minting;
};

G_DEFINE_FINAL_TYPE (NetTokenSource, net_token_source, G_TYPE_OBJECT)

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
is_fresh (NetToken *token)
{
  return token != NULL && g_get_monotonic_time () < token->renew_at;
}

static gboolean
is_alive (NetToken *token)
{
  return token != NULL && g_get_monotonic_time () < token->expires_at;
}

static void
return_token (GTask      *waiter,
              const char *access_token)
{
  g_task_return_pointer (waiter, g_strdup (access_token), (GDestroyNotify) net_secret_free);
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  g_autoptr(GTask) waiter = g_object_ref (user_data);
  NetTokenSource *self = g_task_get_source_object (waiter);

  g_ptr_array_remove_fast (self->waiters, waiter);
  g_task_return_error_if_cancelled (waiter);

  return G_SOURCE_REMOVE;
}

static void
add_waiter (NetTokenSource *self,
            GTask          *waiter)
{
  GCancellable *cancellable = g_task_get_cancellable (waiter);

  g_ptr_array_add (self->waiters, g_object_ref (waiter));
  if (cancellable != NULL)
    {
      g_autoptr(GSource) source = g_cancellable_source_new (cancellable);

      g_task_attach_source (waiter, source, G_SOURCE_FUNC (waiter_cancelled_cb));
      g_task_set_task_data (waiter, g_steal_pointer (&source), (GDestroyNotify) g_source_unref);
    }
}

/* Callers may come back from inside their callbacks, to invalidate the token or to ask again: what
 * is handed out here is a copy. */
static void
answer_waiters (NetTokenSource *self,
                const GError   *error)
{
  g_autoptr(GPtrArray) waiters = g_steal_pointer (&self->waiters);
  char *access_token = self->token != NULL ? g_strdup (self->token->access_token) : NULL;

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiters->len; i++)
    {
      GSource *source = g_task_get_task_data (g_ptr_array_index (waiters, i));

      if (source != NULL)
        g_source_destroy (source);
    }

  for (guint i = 0; i < waiters->len; i++)
    {
      GTask *waiter = g_ptr_array_index (waiters, i);

      if (access_token != NULL)
        return_token (waiter, access_token);
      else
        g_task_return_error (waiter, g_error_copy (error));
    }

  net_secret_free (access_token);
}

static void
minted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr(NetTokenSource) self = g_weak_ref_get (weak);
  g_autoptr(NetToken) token = NULL;
  g_autoptr(GError) error = NULL;

  weak_ref_free (weak);
  token = g_task_propagate_pointer (G_TASK (result), &error);
  if (self == NULL)
    return;

  self->minting = FALSE;
  if (token == NULL && error == NULL)
    error = net_error_new (NET_ERROR_UNEXPECTED);

  /* A failed renewal does not take away what is still good. */
  if (token != NULL || !is_alive (self->token))
    {
      g_clear_pointer (&self->token, net_token_free);
      self->token = g_steal_pointer (&token);
    }
  g_debug ("token: %s", error == NULL ? "minted" : "mint failed");
  answer_waiters (self, error);
}

static void
start_mint (NetTokenSource *self,
            NetTrace       *trace)
{
  g_autoptr(NetTrace) own_trace = trace != NULL ? g_object_ref (trace) : net_trace_new ();
  g_autoptr(GTask) task = NULL;
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  self->minting = TRUE;
  task = g_task_new (NULL, self->mint_cancellable, minted_cb, weak);
  g_task_set_source_tag (task, start_mint);
  self->mint (task, own_trace, self->user_data);
}

static void
net_token_source_dispose (GObject *object)
{
  NetTokenSource *self = NET_TOKEN_SOURCE (object);

  g_cancellable_cancel (self->mint_cancellable);
  if (self->destroy != NULL)
    g_steal_pointer (&self->destroy) (g_steal_pointer (&self->user_data));

  G_OBJECT_CLASS (net_token_source_parent_class)->dispose (object);
}

static void
net_token_source_finalize (GObject *object)
{
  NetTokenSource *self = NET_TOKEN_SOURCE (object);

  g_clear_pointer (&self->token, net_token_free);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);
  g_clear_object (&self->mint_cancellable);
  g_strfreev (self->origins);

  G_OBJECT_CLASS (net_token_source_parent_class)->finalize (object);
}

static void
net_token_source_class_init (NetTokenSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = net_token_source_dispose;
  object_class->finalize = net_token_source_finalize;
}

static void
net_token_source_init (NetTokenSource *self)
{
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->mint_cancellable = g_cancellable_new ();
}

NetTokenSource *
net_token_source_new (const char *const *origins,
                      NetTokenMint       mint,
                      gpointer           user_data,
                      GDestroyNotify     destroy)
{
  g_autoptr(GStrvBuilder) normal = g_strv_builder_new ();
  NetTokenSource *self;

  g_return_val_if_fail (mint != NULL, NULL);

  self = g_object_new (NET_TYPE_TOKEN_SOURCE, NULL);
  for (gsize i = 0; origins != NULL && origins[i] != NULL; i++)
    {
      g_autofree char *origin = net_origin_of (origins[i]);

      if (origin != NULL)
        g_strv_builder_add (normal, origin);
    }
  self->origins = g_strv_builder_end (normal);
  self->mint = mint;
  self->user_data = user_data;
  self->destroy = destroy;

  return self;
}

gboolean
net_token_source_covers (NetTokenSource *self,
                         const char     *uri)
{
  g_autofree char *origin = NULL;

  g_return_val_if_fail (NET_IS_TOKEN_SOURCE (self), FALSE);

  origin = net_origin_of (uri);

  return origin != NULL && g_strv_contains ((const char *const *) self->origins, origin);
}

void
net_token_source_get_async (NetTokenSource     *self,
                            NetTrace           *trace,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr(GTask) waiter = NULL;

  g_return_if_fail (NET_IS_TOKEN_SOURCE (self));

  waiter = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (waiter, net_token_source_get_async);
  if (g_task_return_error_if_cancelled (waiter))
    return;

  if (is_fresh (self->token))
    {
      return_token (waiter, self->token->access_token);
      return;
    }

  add_waiter (self, waiter);
  if (!self->minting)
    start_mint (self, trace);
}

char *
net_token_source_get_finish (NetTokenSource *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_token_source_get_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
net_token_source_invalidate (NetTokenSource *self,
                             const char     *access_token)
{
  g_return_if_fail (NET_IS_TOKEN_SOURCE (self));
  g_return_if_fail (access_token != NULL);

  if (self->token != NULL && net_secret_equal (self->token->access_token, access_token))
    g_clear_pointer (&self->token, net_token_free);
}

void
net_token_source_renew_within (NetTokenSource *self,
                               guint           seconds)
{
  g_return_if_fail (NET_IS_TOKEN_SOURCE (self));

  if (self->token != NULL && self->token->expires_at < g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND)
    self->token->renew_at = 0;
}

const char *
net_token_source_get_scope (NetTokenSource *self)
{
  g_return_val_if_fail (NET_IS_TOKEN_SOURCE (self), NULL);

  return self->token != NULL ? self->token->scope : NULL;
}

char *
net_token_source_dup_claims (NetTokenSource *self)
{
  g_return_val_if_fail (NET_IS_TOKEN_SOURCE (self), NULL);

  return self->token != NULL ? net_token_dup_claims (self->token->access_token) : NULL;
}
