#pragma once

#include "epr-community.h"
#include "record-communities.h"

G_BEGIN_DECLS

RecordCommunity *record_community_new          (EprCommunity    *settings);
EprCommunity    *record_community_get_settings (RecordCommunity *self);    /* (transfer none) */

G_END_DECLS
