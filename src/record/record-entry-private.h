#pragma once

#include "model-document.h"
#include "model-patient.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the outbox keeps of a deposit beside its bytes: everything that sending it again needs. */
typedef struct
{
  ModelDocument *document;        /* (owned) complete, identifiers included */
  ModelPatient  *patient;         /* (owned) as found, SPID included */
  char          *submission_id;   /* (owned) */
  gint64         created;         /* seconds since 1970 */
} RecordEntry;

/* Gives @document (as of record_draft_to_document()) its identifiers, size and hash. @level: replaces its
 * confidentiality (nullable). (transfer full) */
RecordEntry *record_entry_new    (ModelDocument *document,
                                  ModelPatient  *patient,
                                  gsize          size,
                                  const char    *hash,
                                  gint64         created,
                                  ModelCoding   *level);
RecordEntry *record_entry_copy   (RecordEntry   *self);
void         record_entry_free   (RecordEntry   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecordEntry, record_entry_free)

/* For the head of a sealed file. Reading takes any bytes: G_IO_ERROR_INVALID_DATA. */
GBytes      *record_entry_pack   (RecordEntry   *self);
RecordEntry *record_entry_unpack (GBytes        *bytes,
                                  GError       **error);

G_END_DECLS
