#pragma once

#include "model-document.h"
#include "model-patient.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RECORD_ENTRY_SEPARATOR "\x1f"

/* What the outbox keeps of a deposit beside its bytes: everything that sending it again needs. */
typedef struct
{
  ModelDocument *document;        /* (owned) complete, identifiers included */
  ModelPatient  *patient;         /* (owned) as found, SPID included */
  char          *submission_id;   /* (owned) */
  gint64         created;         /* seconds since 1970 */
  gint64         not_before;      /* seconds since 1970; 0: at once */
  char          *replaces;        /* (owned) (nullable) logical id of the document that it replaces; "": not known */
  char          *appends;         /* (owned) (nullable) … or adds to */
  char          *target_uuid;     /* (owned) (nullable) entryUUID of that document */
  char          *target_unique_id; /* (owned) (nullable) its uniqueId, by which the id is found again */
  char          *former;          /* (owned) (nullable) the uniqueIds it had before, RECORD_ENTRY_SEPARATOR between: what is to
                                     replace it may know it by one of them */
  gboolean       vaccination;     /* a document of this program, which says in itself what its metadata say (R-VAC-86) */
  ModelCoding   *wished;          /* (owned) (nullable) the confidentiality the person chose, where it was raised */
} RecordEntry;

/* A new "urn:oid:2.25.…" (R-ID-6). (transfer full) */
char        *record_entry_make_unique_id (void);
/* "urn:oid:2.25." and @uuid as one decimal number (X.667). (transfer full) */
char        *record_entry_make_oid (const char *uuid);

/* @document as of record_draft_to_document(). It has no numbers yet, but for a uniqueId that was given out
 * before. (transfer full) */
RecordEntry *record_entry_new    (ModelDocument *document,
                                  ModelPatient  *patient,
                                  gint64         created);
/* Gives it its identifiers, size and hash. */
void         record_entry_number (RecordEntry   *self,
                                  guint64        size,
                                  const char    *hash);
/* Whether @other is to replace it or adds to it. */
gboolean     record_entry_precedes (RecordEntry *self, RecordEntry *other);
/* @self is known by another number now: @target's. */
void         record_entry_follow (RecordEntry   *self,
                                  RecordEntry   *target);
/* Takes over who it was, for the one in whose place it comes. */
void         record_entry_succeed (RecordEntry  *self,
                                   RecordEntry  *old);
/* The same under new identifiers and with the confidentiality @level. (transfer full) */
RecordEntry *record_entry_raise  (RecordEntry   *self,
                                  ModelCoding   *level);
/* Other bytes of the same document, whose own identifier is @uuid now. */
void         record_entry_rename (RecordEntry   *self,
                                  const char    *uuid,
                                  guint64        size,
                                  const char    *hash);
/* Which document it replaces or adds to, all (nullable). */
void         record_entry_set_target (RecordEntry *self,
                                      const char  *replaces,
                                      const char  *appends,
                                      const char  *target_uuid,
                                      const char  *target_unique_id);
RecordEntry *record_entry_copy   (RecordEntry   *self);
void         record_entry_free   (RecordEntry   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecordEntry, record_entry_free)

/* For the head of a sealed file. Reading takes any bytes: G_IO_ERROR_INVALID_DATA. */
GBytes      *record_entry_pack   (RecordEntry   *self);
RecordEntry *record_entry_unpack (GBytes        *bytes,
                                  GError       **error);

G_END_DECLS
