#pragma once

#include "epr-client.h"
#include "record-session.h"

G_BEGIN_DECLS

/* (transfer none) (nullable) */
EprClient *record_session_get_client (RecordSession *self);

G_END_DECLS
