#pragma once

#include "record-session.h"

G_BEGIN_DECLS

/* Whether whoever is signed in deposited @document: by the author's GLN, else because it went through the
 * outbox of this session. */
gboolean record_own_is (RecordSession *session, ModelDocument *document);

G_END_DECLS
