#pragma once

#include "epr-community.h"
#include "record-credentials.h"

G_BEGIN_DECLS

/* Where the keyring has @credential: account (nullable: the community has no server for it; for the outbox's
 * key, whoever is signed in) and kind. Borrowed. */
const char *record_credential_find_account (EprCommunity *community, RecordCredential credential);
const char *record_credential_get_kind     (RecordCredential credential);

G_END_DECLS
