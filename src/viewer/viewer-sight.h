#pragma once

#include "viewer-layout.h"
#include "viewer-pages.h"

G_BEGIN_DECLS

/* What a reader sees of a document at one moment. By value; borrows what it points to. */
typedef struct
{
  RenderDocument *document;
  ViewerLayout   *layout;
  guint           rotation;
  double          scale;            /* device pixels per point */
  int             device_factor;    /* device pixels per logical pixel */
  ViewerRect      rect;             /* of the layout */
} ViewerSight;

/* One round of wishes to @pages: what is seen first, then a view further down, then one further up. */
void viewer_sight_want (const ViewerSight *sight, ViewerPages *pages);

G_END_DECLS
