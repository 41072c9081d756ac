#pragma once

#include "render-process-private.h"

G_BEGIN_DECLS

/* What the calls to a renderer process share (render-calls*.c). */
typedef struct
{
  /* Input */
  GUnixFDList  *document; /* (owned) (nullable) */
  gsize         size;
  char         *content_type; /* (owned) (nullable) */
  char         *password;     /* (owned) (nullable), wiped */
  guint         max_sizes;
  RenderRequest request;

  /* In progress */
  RenderSlot *slot; /* (owned) (nullable) */
} RenderCall;

/* A task about to ask @self; its data is a RenderCall. */
GTask      *render_call_new            (RenderProcess *self, gpointer source_tag, GAsyncReadyCallback callback, gpointer user_data);
/* The answer was an error, or (@remote NULL) nothing that an honest renderer says. */
void        render_call_fail           (GTask *task, const GError *remote);
/* (nullable): too large. */
RenderSlot *render_call_reserve_pixels (RenderProcess *self, const RenderRequest *request);
/* What the renderer was told to write. */
void        render_call_return_pixels  (GTask *task);

G_END_DECLS
