/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-request-private.h"

struct _NetResponse
{
  guint               status;
  SoupMessageHeaders *headers;      /* (owned) */
  GBytes             *body;         /* (owned) */
  char               *content_type; /* (owned) (nullable) */
  char               *charset;      /* (owned) (nullable) */
  char               *traceparent;  /* (owned) */
};

NetResponse *
net_response_new (guint               status,
                  SoupMessageHeaders *headers,
                  GBytes             *body,
                  char               *traceparent)
{
  NetResponse *self = g_new0 (NetResponse, 1);
  g_autoptr(GHashTable) parameters = NULL;

  self->status = status;
  self->headers = soup_message_headers_ref (headers);
  self->body = body;
  self->traceparent = traceparent;
  self->content_type = g_strdup (soup_message_headers_get_content_type (headers, &parameters));
  if (parameters != NULL)
    self->charset = g_strdup (g_hash_table_lookup (parameters, "charset"));

  return self;
}

void
net_response_free (NetResponse *self)
{
  if (self == NULL)
    return;

  soup_message_headers_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self->content_type);
  g_free (self->charset);
  g_free (self->traceparent);
  g_free (self);
}

guint
net_response_get_status (NetResponse *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->status;
}

GBytes *
net_response_get_body (NetResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->body;
}

const char *
net_response_get_content_type (NetResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->content_type;
}

const char *
net_response_get_charset (NetResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->charset;
}

const char *
net_response_get_header (NetResponse *self,
                         const char  *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return soup_message_headers_get_list (self->headers, name);
}

const char *
net_response_get_traceparent (NetResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->traceparent;
}
