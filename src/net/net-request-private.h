#pragma once

#include <libsoup/soup.h>

#include "net-client.h"

G_BEGIN_DECLS

struct _NetRequest
{
  char            *method;        /* (owned) */
  char            *uri;           /* (owned) as given, unchecked */
  GPtrArray       *headers;       /* (owned) name, value, name, value … */
  GBytes          *body;          /* (owned) (nullable) */
  GInputStream    *stream;        /* (owned) (nullable) instead of @body */
  guint64          length;        /* bytes of @stream */
  char            *content_type;  /* (owned) (nullable) of the body */
  NetTrace        *trace;         /* (owned) */
  NetTokenSource  *tokens;        /* (owned) (nullable) */
  gboolean         idempotent;
  gboolean         fresh;
  guint64          max_bytes;
  guint            deadline;      /* milliseconds */
  NetProgress      progress;      /* (nullable) */
  gpointer         progress_data;
  GDestroyNotify   progress_destroy;
};

/* All the time that the call may take, in milliseconds. */
guint        net_request_get_whole_deadline (NetRequest *self);

/* One attempt to send it (net-message.c). @last: on a connection of its own. (transfer full) */
SoupMessage *net_message_new  (NetRequest         *request,
                               GUri               *uri,
                               const char         *traceparent,
                               const char         *access_token,  /* (nullable) */
                               gboolean            last);

/* Takes @body and @traceparent. */
NetResponse *net_response_new (guint               status,
                               SoupMessageHeaders *headers,
                               GBytes             *body,
                               char               *traceparent);

G_END_DECLS
