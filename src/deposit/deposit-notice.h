#pragma once

#include "record-draft.h"

G_BEGIN_DECLS

/* What speaks against depositing @draft as it is, in sentences: it seems to be about somebody else, or
 * @same (nullable), a document with these very bytes, is there already. NULL: nothing. (transfer full) */
char *deposit_notice_dup (RecordDraft   *draft,
                          ModelDocument *same);

G_END_DECLS
