#pragma once

#include <glib.h>

#include "model-problem.h"

G_BEGIN_DECLS

/* The sentence for an error met while a document is read: those of the renderer here, all others by
 * the record room. NULL for G_IO_ERROR_CANCELLED: cancelled is no failure. (transfer full) (nullable) */
ModelProblem *viewer_problem_new_from_error (const GError *error);

/* The page for a kind of document that Cabinet cannot show. @content_type: "" when unknown.
 * (transfer full) */
ModelProblem *viewer_problem_new_unsupported (const char *content_type);

G_END_DECLS
