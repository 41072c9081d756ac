/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-request-private.h"

#define DEFAULT_DEADLINE 30000 /* milliseconds */
#define DEFAULT_MAX_BYTES (16 * 1024 * 1024)
/* What a slow line of a practice sends in a second. */
#define SLOWEST (64 * 1024)
#define LONGEST_DEADLINE (24 * 60 * 60 * 1000) /* milliseconds */

NetRequest *
net_request_new (const char *method,
                 const char *uri)
{
  NetRequest *self;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  self = g_new0 (NetRequest, 1);
  self->method = g_strdup (method);
  self->uri = g_strdup (uri);
  self->headers = g_ptr_array_new_with_free_func ((GDestroyNotify) net_secret_free);
  self->trace = net_trace_new ();
  self->idempotent = g_str_equal (method, "GET");
  self->deadline = DEFAULT_DEADLINE;
  self->max_bytes = DEFAULT_MAX_BYTES;

  return self;
}

void
net_request_free (NetRequest *self)
{
  if (self == NULL)
    return;

  if (self->progress_destroy != NULL)
    self->progress_destroy (self->progress_data);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_object (&self->stream);
  g_clear_object (&self->tokens);
  g_clear_object (&self->trace);
  g_free (self->content_type);
  g_free (self->method);
  g_free (self->uri);
  g_free (self);
}

void
net_request_set_header (NetRequest *self,
                        const char *name,
                        const char *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL && value != NULL);

  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

void
net_request_set_body (NetRequest *self,
                      GBytes     *body,
                      const char *content_type)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (body != NULL && content_type != NULL);

  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_ref (body);
  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
}

void
net_request_set_body_stream (NetRequest   *self,
                             GInputStream *body,
                             guint64       length,
                             const char   *content_type)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_INPUT_STREAM (body) && content_type != NULL);
  g_return_if_fail (length <= G_MAXSSIZE);

  g_set_object (&self->stream, body);
  self->length = length;
  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
}

void
net_request_set_trace (NetRequest *self,
                       NetTrace   *trace)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (NET_IS_TRACE (trace));

  g_set_object (&self->trace, trace);
}

void
net_request_set_tokens (NetRequest     *self,
                        NetTokenSource *tokens)
{
  g_return_if_fail (self != NULL);

  g_set_object (&self->tokens, tokens);
}

void
net_request_set_idempotent (NetRequest *self,
                            gboolean    idempotent)
{
  g_return_if_fail (self != NULL);

  self->idempotent = idempotent;
}

void
net_request_set_max_bytes (NetRequest *self,
                           guint64     max_bytes)
{
  g_return_if_fail (self != NULL);

  self->max_bytes = max_bytes;
}

void
net_request_set_fresh (NetRequest *self,
                       gboolean    fresh)
{
  g_return_if_fail (self != NULL);

  self->fresh = fresh;
}

void
net_request_set_deadline (NetRequest *self,
                          guint       milliseconds)
{
  g_return_if_fail (self != NULL);

  self->deadline = milliseconds;
}

guint
net_request_get_whole_deadline (NetRequest *self)
{
  guint64 sending = self->stream != NULL ? self->length / SLOWEST * 1000 : 0;

  return MAX (self->deadline, MIN (self->deadline + sending, LONGEST_DEADLINE));
}

void
net_request_set_progress (NetRequest    *self,
                          NetProgress    progress,
                          gpointer       user_data,
                          GDestroyNotify destroy)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->progress == NULL);

  self->progress = progress;
  self->progress_data = user_data;
  self->progress_destroy = destroy;
}
