#pragma once

#include "render-content.h"

G_BEGIN_DECLS

/* The word for @term in the reader's language. Static, "" for NONE. */
const char *viewer_term (RenderTerm term);

G_END_DECLS
