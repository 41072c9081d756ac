#pragma once

#include "record-content.h"

G_BEGIN_DECLS

/* How the mark beside the title says whether what arrived is what was deposited. */
const char *viewer_integrity_get_word     (RecordIntegrity integrity);   /* "intact" */
const char *viewer_integrity_get_sentence (RecordIntegrity integrity);
const char *viewer_integrity_get_icon     (RecordIntegrity integrity);
const char *viewer_integrity_get_style    (RecordIntegrity integrity);   /* CSS class */

G_END_DECLS
