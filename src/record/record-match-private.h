#pragma once

#include "epr-patient.h"
#include "record-session.h"

G_BEGIN_DECLS

RecordMatch *record_match_new (EprMatch *match);

G_END_DECLS
