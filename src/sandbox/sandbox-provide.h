#pragma once

#include "sandbox-check.h"

G_BEGIN_DECLS

/* ITI-65: a transaction with one List, and a DocumentReference with its Binary for each document
 * (R-MHD-20…35). All of it or nothing. A transaction of PUT entries goes on to sandbox_update_transaction(). */
void sandbox_provide_receive (SandboxExchange *exchange);

/* One document of a transaction that was found good. Objects are borrowed from the bundle. */
typedef struct
{
  JsonObject *reference;
  GBytes     *bytes;       /* (owned) */
  GArray     *replaces;    /* (owned) (element-type gint64) documents of this patient that become superseded */
} SandboxProvided;

/* Checks @bundle against the tables of 7.3 and 7.4; NULL with the fault in @check. Targets of relatesTo are
 * found by id or by identifier, and named by their id in the references afterwards (R-MHD-34).
 * (transfer full) (nullable) (element-type SandboxProvided) */
GPtrArray *sandbox_provide_check (SandboxCheck *check, JsonObject *bundle);

gboolean     sandbox_provide_has_profile (JsonObject *resource, const char *profile);
SandboxLevel sandbox_provide_level       (JsonObject *reference);   /* the highest of its security labels */

/* Inside this room: relatesTo of each document, and the PATCH entries that supersede what is replaced. */
gboolean     sandbox_relations_check     (SandboxCheck *check, JsonObject *bundle, GPtrArray *documents);

G_END_DECLS
