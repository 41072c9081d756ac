#pragma once

#include "model-problem.h"

G_BEGIN_DECLS

/* The sentence for an error of this room or the rooms below, in the reader's language, with its way
 * on and details (status, OperationOutcome, trace id). The one place where network and protocol
 * failures become words. NULL for G_IO_ERROR_CANCELLED: cancelled is no failure. (transfer full) */
ModelProblem *record_problem_new_from_error (const GError *error);
/* Likewise, when it was a document's metadata that were to be changed: whether they are, may be, or are
 * not (R-MHD-42, R-MHD-61). */
ModelProblem *record_problem_new_for_change (const GError *error);
/* Likewise, for a deposit of the highest confidentiality that was refused for its level; @raised: lower ones
 * had been refused before (R-MHD-31). */
ModelProblem *record_problem_new_at_highest (const GError *error, gboolean raised);
/* … of a vaccination, which may only become secret, and then not by a professional (R-VAC-87). */
ModelProblem *record_problem_new_below_secret (const GError *error);
/* Likewise, when the server does not know, or does not keep, the document that a deposit was to replace or to
 * add to (R-MHD-64). */
ModelProblem *record_problem_new_for_target (const GError *error);
/* Likewise, of an expert service that was asked what is due: it is no community, and the record is untouched. */
ModelProblem *record_problem_new_for_recommendations (const GError *error);

G_END_DECLS
