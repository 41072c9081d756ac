#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* ITI-65: a transaction with one List, and a DocumentReference with its Binary for each document
 * (R-MHD-20…30). All of it or nothing. */
void sandbox_provide_receive (SandboxExchange *exchange);

/* One document of a transaction that was found good. Objects are borrowed from the bundle. */
typedef struct
{
  JsonObject *reference;
  GBytes     *bytes;       /* (owned) */
  JsonObject *patch;       /* (nullable) the entry that supersedes what is replaced */
} SandboxProvided;

/* Checks @bundle against the tables of 7.3; NULL with the element in words. @list: position of its entry.
 * (transfer full) (element-type SandboxProvided) */
GPtrArray *sandbox_provide_check (SandboxExchange *exchange, JsonObject *bundle, const SandboxPatient *patient, char **fault);

/* The same for a DocumentReference that is to replace the one there is (CH:MHD-1): what is wrong, or NULL.
 * (transfer full) (nullable) */
char      *sandbox_provide_check_change (SandboxExchange *exchange, JsonObject *reference, const SandboxPatient *patient);

gboolean     sandbox_provide_has_profile (JsonObject *bundle, const char *profile);
SandboxLevel sandbox_provide_level       (JsonObject *reference);   /* of its first securityLabel */

G_END_DECLS
