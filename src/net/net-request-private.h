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
  char            *content_type;  /* (owned) (nullable) of @body */
  NetTrace        *trace;         /* (owned) */
  NetTokenSource  *tokens;        /* (owned) (nullable) */
  gboolean         idempotent;
  guint64          max_bytes;
  guint            deadline;      /* milliseconds */
  NetProgress      progress;      /* (nullable) */
  gpointer         progress_data;
  GDestroyNotify   progress_destroy;
};

/* Takes @body and @traceparent. */
NetResponse *net_response_new (guint               status,
                               SoupMessageHeaders *headers,
                               GBytes             *body,
                               char               *traceparent);

G_END_DECLS
