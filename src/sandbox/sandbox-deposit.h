#pragma once

#include "sandbox-community.h"

G_BEGIN_DECLS

/* Documents that were deposited: beside their entry, the DocumentReference as it was sent and the bytes
 * lie in the database. An entry that has a `resource` is one of these. */

typedef struct
{
  SandboxDocument  entry;
  const char      *unique_id;
  const char      *entry_uuid;
  const char      *resource;   /* JSON */
  GBytes          *bytes;
} SandboxDeposit;

/* In one transaction; the entry that it replaces becomes superseded. Returns the number of the entry. */
gint64   sandbox_deposit_store      (SandboxStore *store, const SandboxDeposit *deposit);

/* The entry of a uniqueId; 0: none. @same: whether its bytes are @bytes. */
gint64   sandbox_deposit_find       (SandboxStore *store, const char *unique_id, GBytes *bytes, gboolean *same);
GBytes  *sandbox_deposit_get_bytes  (SandboxStore *store, gint64 id);   /* (transfer full) */

/* What is shown of a deposited @document: as it was sent, with the community's own id, address and status. */
JsonNode *sandbox_deposit_write     (SandboxCommunity *community, const SandboxDocument *document);
/* "masterIdentifier" or the official identifier. (transfer full) */
char    *sandbox_deposit_unique_id  (const SandboxDocument *document);
char    *sandbox_deposit_entry_uuid (const SandboxDocument *document);
char    *sandbox_deposit_content_type (const SandboxDocument *document);
/* Whether the coded element @name ("type", "category", "setting", "facility", "format", "event") holds the
 * token @value, "system|code". */
gboolean sandbox_deposit_has_code   (const SandboxDocument *document, const char *name, const char *value);

/* All uniqueIds with size, hash and status, for tests: GET /control/deposits. (transfer full) */
JsonNode *sandbox_deposit_list      (SandboxStore *store);

G_END_DECLS
