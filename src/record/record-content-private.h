#pragma once

#include "record-content.h"

G_BEGIN_DECLS

RecordContent *record_content_new (GBytes          *bytes,
                                   const char      *content_type,   /* (nullable) */
                                   const char      *charset,        /* (nullable) */
                                   RecordIntegrity  integrity);

G_END_DECLS
