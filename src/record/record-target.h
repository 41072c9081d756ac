#pragma once

#include "model-document.h"

G_BEGIN_DECLS

/* What a deposit is to a document that is in the record already (R-MHD-33). */
typedef enum
{
  RECORD_TARGET_NONE,
  RECORD_TARGET_REPLACES,   /* its next version; that one is superseded by it (R-MHD-35) */
  RECORD_TARGET_APPENDS,    /* an addition to it */
} RecordTarget;

/* "New version of “Discharge letter”, 14.11.2026". (transfer full) */
char *record_target_describe (RecordTarget target, ModelDocument *document);

G_END_DECLS
