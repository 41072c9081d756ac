/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-provide.h"

#include "fhir-json.h"
#include "sandbox-access.h"
#include "sandbox-deposit.h"
#include "sandbox-document.h"
#include "sandbox-json.h"
#include "sandbox-update.h"

#include <string.h>

typedef struct
{
  gboolean     any;
  SandboxLevel from;
} ProvideLevel;

/* Policy 203: the level from which documents are accepted. */
static void
weigh (const SandboxPolicy *policy,
       gpointer             user_data)
{
  ProvideLevel *level = user_data;

  if (policy->template == 203)
    {
      level->any = TRUE;
      level->from = policy->level;
    }
}

/* The table of 7.3: normal accepts normal and restricted, the others themselves only. */
static gboolean
accepts_level (SandboxCommunity     *community,
               const SandboxPatient *patient,
               SandboxLevel          level)
{
  ProvideLevel wanted = { 0 };

  if (community->faults.provide_level > 0)
    wanted = (ProvideLevel) { TRUE, (SandboxLevel) (community->faults.provide_level - 1) };
  else
    sandbox_store_visit_policies (community->store, patient->id, weigh, &wanted);
  if (!wanted.any || wanted.from == SANDBOX_LEVEL_NORMAL)
    return level != SANDBOX_LEVEL_SECRET;

  return level == wanted.from;
}

SandboxLevel
sandbox_provide_level (JsonObject *reference)
{
  const char *code = fhir_json_string (fhir_json_nth (fhir_json_nth (reference, "securityLabel", 0), "coding", 0), "code");

  for (SandboxLevel level = SANDBOX_LEVEL_NORMAL; level <= SANDBOX_LEVEL_SECRET; level++)
    if (g_strcmp0 (sandbox_level_code (level), code) == 0)
      return level;

  return SANDBOX_LEVEL_NORMAL;
}

/* The document of this community that "DocumentReference/d42" names; 0 for any other. */
static gint64
replaced_by (JsonObject *reference)
{
  for (guint i = 0; i < fhir_json_n (reference, "relatesTo"); i++)
    {
      JsonObject *relation = fhir_json_nth (reference, "relatesTo", i);
      const char *target = fhir_json_string (fhir_json_object (relation, "target"), "reference");
      guint64     number = 0;

      if (g_strcmp0 (fhir_json_string (relation, "code"), "replaces") == 0 && target != NULL &&
          g_str_has_prefix (target, "DocumentReference/d") &&
          g_ascii_string_to_unsigned (target + strlen ("DocumentReference/d"), 10, 1, G_MAXINT64, &number, NULL))
        return (gint64) number;
    }

  return 0;
}

static gboolean
check_replaced (SandboxExchange       *exchange,
                const SandboxPatient  *patient,
                const SandboxProvided *provided)
{
  gint64 id = replaced_by (provided->reference);
  g_autoptr(SandboxDocument) document = id != 0 ? sandbox_store_get_document (exchange->community->store, id) : NULL;

  if (id == 0)
    return TRUE;
  if (document == NULL || document->patient != patient->id || document->superseded)
    {
      sandbox_exchange_refuse (exchange, 422, "processing", "DocumentReference.relatesTo: UnresolvedReferenceException");
      return FALSE;
    }
  if (provided->patch == NULL && !exchange->community->faults.mag)
    {
      sandbox_exchange_refuse (exchange, 422, "processing", "Bundle.entry: the entry that supersedes the document is missing (R-MHD-33)");
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_new (SandboxExchange       *exchange,
           const SandboxProvided *provided)
{
  const char *unique_id = fhir_json_string (fhir_json_object (provided->reference, "masterIdentifier"), "value");
  gboolean    same = FALSE;

  if (sandbox_deposit_find (exchange->community->store, unique_id, provided->bytes, &same) == 0)
    return TRUE;

  sandbox_exchange_refuse (exchange, 422, "duplicate", "%s: a document with this uniqueId is there already",
                           same ? "XDSDuplicateUniqueIdInRegistry" : "XDSNonIdenticalHash");

  return FALSE;
}

static gint64
store_one (SandboxExchange       *exchange,
           const SandboxPatient  *patient,
           const SandboxProvided *provided)
{
  JsonObject *attachment = fhir_json_object (fhir_json_nth (provided->reference, "content", 0), "attachment");
  g_autoptr(GDateTime) created = g_date_time_new_from_iso8601 (fhir_json_string (attachment, "creation"), NULL);
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), provided->reference);
  g_autofree char *resource = json_to_string (node, FALSE);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, provided->bytes);
  SandboxDeposit   deposit = { 0 };

  deposit.entry.patient = patient->id;
  deposit.entry.created = g_date_time_to_unix (created);
  deposit.entry.level = sandbox_provide_level (provided->reference);
  deposit.entry.updated = sandbox_community_now (exchange->community);
  deposit.entry.replaces = replaced_by (provided->reference);
  deposit.entry.size = (gint64) g_bytes_get_size (provided->bytes);
  deposit.entry.hash = hash;
  deposit.unique_id = fhir_json_string (fhir_json_object (provided->reference, "masterIdentifier"), "value");
  deposit.entry_uuid = fhir_json_string (fhir_json_nth (provided->reference, "identifier", 0), "value");
  deposit.resource = resource;
  deposit.bytes = provided->bytes;

  return sandbox_deposit_store (exchange->community->store, &deposit);
}

static JsonNode *
answer_entry (SandboxExchange *exchange,
              const char      *location,
              gboolean         created)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (sandbox_community_now (exchange->community));
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");

  return sandbox_json ("{'response':{'status':%s,'location':%s,'etag':'W/\"1\"','lastModified':%s}}",
                       created ? "201 Created" : "200 OK", location, stamp);
}

/* In the order of the request, unless told otherwise (R-MHD-29). */
static void
send_answer (SandboxExchange *exchange,
             JsonObject      *bundle,
             GHashTable      *ids)
{
  JsonNode *entries = sandbox_json_array ();
  guint     n = fhir_json_n (bundle, "entry");

  for (guint i = 0; i < n; i++)
    {
      guint            at = exchange->community->faults.provide_reorder ? n - 1 - i : i;
      JsonObject      *resource = fhir_json_object (fhir_json_nth (bundle, "entry", at), "resource");
      const char      *type = fhir_json_resource_type (resource);
      const char      *id = g_hash_table_lookup (ids, resource);
      g_autofree char *location = g_strdup_printf ("%s/%s/%s/_history/1", exchange->community->base, type, id != NULL ? id : "1");

      sandbox_json_append (entries, answer_entry (exchange, location, g_strcmp0 (type, "Parameters") != 0));
    }

  sandbox_exchange_reply_fhir (exchange, 200, sandbox_json ("{'resourceType':'Bundle','type':'transaction-response','entry':%o}", entries));
}

static gboolean
check_all (SandboxExchange      *exchange,
           const SandboxPatient *patient,
           GPtrArray            *documents)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const SandboxProvided *provided = g_ptr_array_index (documents, i);

      if (!check_new (exchange, provided) || !check_replaced (exchange, patient, provided))
        return FALSE;
      if (!accepts_level (exchange->community, patient, sandbox_provide_level (provided->reference)))
        {
          sandbox_exchange_refuse (exchange, (guint) exchange->community->faults.deny, "forbidden",
                                   "The patient's access rights do not accept a document of this confidentiality");
          return FALSE;
        }
    }

  return TRUE;
}

void
sandbox_provide_receive (SandboxExchange *exchange)
{
  SandboxCommunity *community = exchange->community;
  g_autoptr(GBytes) body = sandbox_exchange_dup_body (exchange);
  g_autoptr(JsonNode) node = fhir_json_parse (body, NULL);
  g_autoptr(SandboxPatient) patient = sandbox_store_find_by_number (community->store, "urn:oid:2.16.756.5.30.1.127.3.10.3", exchange->grant->spid);
  g_autoptr(GHashTable) ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr(GPtrArray) documents = NULL;
  g_autofree char *fault = NULL;

  if (node == NULL || fhir_json_node_object (node) == NULL || patient == NULL)
    {
      sandbox_exchange_refuse (exchange, 400, "structure", "The body is no JSON object");
      return;
    }
  if (sandbox_update_is_meant (json_node_get_object (node)))
    {
      sandbox_update_transaction (exchange, json_node_get_object (node));
      return;
    }
  if (g_strcmp0 (exchange->grant->purpose, "EMER") == 0)
    {
      sandbox_exchange_refuse (exchange, 403, "forbidden", "Nothing is deposited in an emergency (7.3: purpose NORM)");
      return;
    }
  documents = sandbox_provide_check (exchange, json_node_get_object (node), patient, &fault);
  if (documents == NULL)
    {
      sandbox_exchange_refuse (exchange, 422, "invalid", "XDSRepositoryMetadataError: %s", fault);
      return;
    }
  if (!check_all (exchange, patient, documents))
    return;

  for (guint i = 0; i < documents->len; i++)
    {
      const SandboxProvided *provided = g_ptr_array_index (documents, i);

      g_hash_table_insert (ids, provided->reference,
                           g_strdup_printf ("d%" G_GINT64_FORMAT, store_one (exchange, patient, provided)));
    }
  if (community->faults.provide_lost_answer)
    exchange->wire.drop = SANDBOX_DROP_START;
  send_answer (exchange, json_node_get_object (node), ids);
}
