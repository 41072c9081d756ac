#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* ITI-67 and ITI-68 (section 7). */
void        sandbox_document_search      (SandboxExchange *exchange);   /* GET and POST _search */
void        sandbox_document_read        (SandboxExchange *exchange);
void        sandbox_document_retrieve    (SandboxExchange *exchange);

/* The document "d42", when the token and the policies let it be seen, and whom it is about; else NULL, and the
 * refusal was sent: an entry of a level above the right is as good as absent (R-MHD-7). (transfer full) (nullable) */
SandboxDocument *sandbox_document_find (SandboxExchange *exchange, const char *id, SandboxPatient **patient);

/* What follows from an entry and is not kept. (transfer full) */
char       *sandbox_document_id          (const SandboxDocument *document);   /* "d42" */
char       *sandbox_document_unique_id   (const SandboxDocument *document);   /* "urn:oid:2.25.…" (R-ID-6) */
char       *sandbox_document_entry_uuid  (const SandboxDocument *document);   /* "urn:uuid:…" */
const char *sandbox_level_code           (SandboxLevel level);                /* SNOMED */

/* The DocumentReference (ch-mhd-documentreference-comprehensive) as the switches want it; @position is its place
 * in the answer, since some faults concern only one entry. (transfer full) */
JsonNode   *sandbox_document_write       (SandboxCommunity *community, const SandboxDocument *document,
                                          const SandboxPatient *patient, guint position);

G_END_DECLS
