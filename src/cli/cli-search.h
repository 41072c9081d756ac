#pragma once

#include "cli-command.h"
#include "record-session.h"

G_BEGIN_DECLS

/* The patients of @match as @options want them, and what the community warns of. OK, NOT_FOUND or
 * AMBIGUOUS (too many). */
CliExit cli_search_print (RecordMatch *match, const CliOptions *options);

G_END_DECLS
