#pragma once

#include "record-draft.h"

G_BEGIN_DECLS

/* The MIME type of @body, one of the national list. RECORD_ERROR when it is none of them,
 * empty or larger than @max_bytes. (transfer full) (nullable) */
char *record_draft_check_content (const char  *file_name,
                                  RecordBody  *body,
                                  guint64      max_bytes,
                                  GError     **error);

G_END_DECLS
