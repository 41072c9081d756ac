#pragma once

#include "render-process-private.h"

G_BEGIN_DECLS

/* The sizes of a document's pages, which become known little by little. */
typedef struct
{
  guint       n;               /* 0 until opened */
  RenderSize *all;             /* (owned) (array length=n): 0 wide until known */
  guint       first_unknown;
} RenderSizes;

void     render_sizes_init     (RenderSizes *self, guint n);
void     render_sizes_clear    (RenderSizes *self);
gboolean render_sizes_is_known (const RenderSizes *self, guint page);
/* Those of @first and on; TRUE when one was not known before. */
gboolean render_sizes_take     (RenderSizes *self, guint first, GArray *sizes);
/* That of the first page stands for one that is not known: FALSE. */
gboolean render_sizes_get      (const RenderSizes *self, guint page, double *width, double *height);

G_END_DECLS
