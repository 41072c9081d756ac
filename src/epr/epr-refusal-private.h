#pragma once

#include "epr-error.h"
#include "net-error.h"

G_BEGIN_DECLS

/* Why a server refuses what was to be written (R-MHD-30, R-MHD-42): XDS codes, statuses and the
 * elements that its OperationOutcome names, told as EPR_ERROR. */

/* Takes @error, of an answer; gives it back where the server named no reason that is known here.
 * @level: the request carries a confidentiality, which a refusal of access is then about. */
GError *epr_refusal_from_error  (GError      *error,
                                 gboolean     level);

/* The same for an answer on 200. @status: of the entry that was refused, 0: none was, but @issues say
 * that nothing was done. @where: see epr_answer_where(). */
GError *epr_refusal_from_issues (guint        status,
                                 GPtrArray   *issues,
                                 const char  *where,
                                 gboolean     level);

G_END_DECLS
