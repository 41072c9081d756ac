#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RENDERER_ACTIVE_NO,
  RENDERER_ACTIVE_YES,
  RENDERER_ACTIVE_UNKNOWN,   /* it cannot be read so deeply */
} RendererActive;

/* Looks at every object of a PDF, reached or not, for what does something or brings something along:
 * scripts, programs to be started, forms that are sent, XFA, films and sounds, files. Data files that
 * PDF/A-3 knows (XML, JSON, CSV, text, with their relation to the document) are none. */
RendererActive renderer_active_find (GBytes *bytes);

G_END_DECLS
