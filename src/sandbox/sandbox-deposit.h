#pragma once

#include "sandbox-community.h"

G_BEGIN_DECLS

/* Documents that were deposited or whose metadata were changed: beside their entry, the DocumentReference as
 * it was sent lies in the database, every version of it. An entry that has a `resource` is one of these. The
 * bytes of those that were deposited lie there too. */

typedef struct
{
  SandboxDocument  entry;
  const char      *unique_id;
  const char      *entry_uuid;
  const char      *resource;   /* JSON */
  GBytes          *bytes;
  GArray          *replaces;   /* (nullable) (element-type gint64) entries that become superseded */
} SandboxDeposit;

/* Within a transaction of the caller's. Returns the number of the entry. */
gint64   sandbox_deposit_store      (SandboxStore *store, const SandboxDeposit *deposit);

/* The entry of a uniqueId; 0: none. @same: whether its bytes are @bytes. */
gint64   sandbox_deposit_find       (SandboxStore *store, const char *unique_id, GBytes *bytes, gboolean *same);
/* NULL for one that was invented. (transfer full) (nullable) */
GBytes  *sandbox_deposit_get_bytes  (SandboxStore *store, gint64 id);

/* The next version of the metadata of each, in one transaction: `id`, `level` and `updated` of the entry and
 * `resource` count, nothing else. */
void     sandbox_deposit_change     (SandboxStore *store, const SandboxDeposit *changes, guint n_changes);
/* Makes of @document what it was at @version; FALSE when it never had one of that number. */
gboolean sandbox_deposit_rewind     (SandboxStore *store, SandboxDocument *document, gint64 version);

/* What is shown of a @document that has a `resource`: as it was sent, with the community's own id, address
 * and status. (transfer full) */
JsonNode *sandbox_deposit_write     (SandboxCommunity *community, const SandboxDocument *document);
/* "masterIdentifier" or the official identifier. (transfer full) */
char    *sandbox_deposit_unique_id  (const SandboxDocument *document);
char    *sandbox_deposit_entry_uuid (const SandboxDocument *document);
char    *sandbox_deposit_content_type (const SandboxDocument *document);
/* Whether the coded element @name ("type", "category", "setting", "facility", "format", "event") holds the
 * token @value, "system|code". */
gboolean sandbox_deposit_has_code   (const SandboxDocument *document, const char *name, const char *value);

/* The authors' names of @part, "family" or "given". (transfer full) */
GStrv    sandbox_deposit_dup_author_names (const SandboxDocument *document, const char *part);
/* Whether context.related names @value: "system|value" of an identifier, or a reference. */
gboolean sandbox_deposit_is_related (const SandboxDocument *document, const char *value);
/* The treatment, in seconds since 1970; an open end is that of the document. FALSE: none is stated. */
gboolean sandbox_deposit_get_period (const SandboxDocument *document, gint64 *start, gint64 *end);
/* Whether somebody asked for its deletion (R-MHD-44). */
gboolean sandbox_deposit_is_to_be_deleted (const SandboxDocument *document);

/* All uniqueIds with size, hash and status, for tests: GET /control/deposits. (transfer full) */
JsonNode *sandbox_deposit_list      (SandboxStore *store);

G_END_DECLS
