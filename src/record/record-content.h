#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RECORD_INTEGRITY_INTACT,        /* size and hash are those of the metadata */
  RECORD_INTEGRITY_UNCHECKED,     /* the metadata give none (made on demand, R-MHD-15) */
  RECORD_INTEGRITY_DIFFERENT,     /* warn, do not hide (R-MHD-14) */
} RecordIntegrity;

#define RECORD_TYPE_CONTENT (record_content_get_type ())

/* A document's bytes, in memory. Immutable. */
G_DECLARE_FINAL_TYPE (RecordContent, record_content, RECORD, CONTENT, GObject)

/* A file of this computer: there is nothing to compare it with. */
RecordContent   *record_content_new_local        (GBytes *bytes, const char *content_type);

GBytes          *record_content_get_bytes        (RecordContent *self);   /* (transfer none) */
const char      *record_content_get_content_type (RecordContent *self);   /* "" when unknown */
const char      *record_content_get_charset      (RecordContent *self);   /* (nullable) */
RecordIntegrity  record_content_get_integrity    (RecordContent *self);

G_END_DECLS
