#pragma once

#include "cli-item.h"
#include "record-draft.h"

G_BEGIN_DECLS

/* Puts what the input says of a document into @draft. Type and date are only what the input says: what a text
 * seems to be is a proposal to a person, and there is none. NULL, or what is missing or wrong, which begins
 * with the column's name. (transfer full) (nullable) */
char  *cli_fill            (RecordDraft *draft, const CliItem *item);

/* When it may be sent, in seconds since 1970; 0: at once. @span: "7d", "24h" (nullable); counted from the date
 * of @draft, or from now. */
gint64 cli_fill_not_before (RecordDraft *draft, gint64 span, gboolean from_now);
/* Seconds; -1: not understood. */
gint64 cli_fill_parse_span (const char *text);

G_END_DECLS
