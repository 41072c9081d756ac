#pragma once

#include "record-body.h"

G_BEGIN_DECLS

typedef enum
{
  RECORD_INTEGRITY_INTACT,        /* size and hash are those of the metadata */
  RECORD_INTEGRITY_UNCHECKED,     /* the metadata give none (made on demand, R-MHD-15) */
  RECORD_INTEGRITY_DIFFERENT,     /* warn, do not hide (R-MHD-14) */
} RecordIntegrity;

#define RECORD_TYPE_CONTENT (record_content_get_type ())

/* A document's bytes: those of the record in memory, those of a file on this computer where they are.
 * Immutable. */
G_DECLARE_FINAL_TYPE (RecordContent, record_content, RECORD, CONTENT, GObject)

/* A file of this computer: there is nothing to compare it with. */
RecordContent   *record_content_new_local        (RecordBody *body, const char *content_type);

RecordBody      *record_content_get_body         (RecordContent *self);   /* (transfer none) */
/* NULL where they do not lie in memory, which those of the record always do. (transfer none) (nullable) */
GBytes          *record_content_get_bytes        (RecordContent *self);
const char      *record_content_get_content_type (RecordContent *self);   /* "" when unknown */
const char      *record_content_get_charset      (RecordContent *self);   /* (nullable) */
RecordIntegrity  record_content_get_integrity    (RecordContent *self);

G_END_DECLS
