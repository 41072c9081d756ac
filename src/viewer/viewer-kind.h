#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VIEWER_KIND_PAGES,     /* drawn by the renderer */
  VIEWER_KIND_CONTENT,   /* read by the renderer, set by us: CDA, FHIR */
  VIEWER_KIND_TEXT,
  VIEWER_KIND_OTHER,     /* explained, with a way to save a copy */
} ViewerKind;

/* What to do with @bytes of which the server says @content_type ("" when unknown). What the bytes
 * begin with wins over what the server says: archives mislabel. @pages_type: for VIEWER_KIND_PAGES and VIEWER_KIND_CONTENT
 * the type that the renderer is told. Static. */
ViewerKind viewer_kind_of (GBytes *bytes, const char *content_type, const char **pages_type);

G_END_DECLS
