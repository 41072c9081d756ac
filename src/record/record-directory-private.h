#pragma once

#include "record-directory.h"

G_BEGIN_DECLS

/* An answer that came before. (transfer none) (nullable) */
RecordDirectoryResult *record_session_recall           (RecordSession *session, const char *text, RecordDirectoryKinds kinds, guint limit);
gboolean               record_session_has_directory    (RecordSession *session);
/* At sign-out, and when somebody else signs in. */
void                   record_session_forget_directory (RecordSession *session);

G_END_DECLS
