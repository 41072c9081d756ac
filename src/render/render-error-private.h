#pragma once

#include "render-error.h"

G_BEGIN_DECLS

/* The sentence of @code, in the reader's language. */
GError *render_error_new (RenderError code);

G_END_DECLS
