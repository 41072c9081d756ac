/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-provide.h"

#include "fhir-json.h"
#include "sandbox-access.h"
#include "sandbox-deposit.h"
#include "sandbox-document.h"
#include "sandbox-json.h"
#include "sandbox-oids.h"
#include "sandbox-store-private.h"
#include "sandbox-update.h"

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

/* 12.3: nobody whom the patient excluded; then the table of 7.3: normal accepts normal and restricted, the
 * others themselves only. */
static gboolean
accepts_level (SandboxExchange      *exchange,
               const SandboxPatient *patient,
               SandboxLevel          level)
{
  SandboxCommunity *community = exchange->community;
  SandboxAccess     access = sandbox_access_to_read (community, exchange->grant, patient->id);
  ProvideLevel      wanted = { 0 };

  if (community->faults.provide_level > 0)
    wanted = (ProvideLevel) { TRUE, (SandboxLevel) (community->faults.provide_level - 1) };
  else
    sandbox_store_visit_policies (community->store, patient->id, weigh, &wanted);
  if (access.excluded || !wanted.any)
    return FALSE;

  return wanted.from == SANDBOX_LEVEL_NORMAL ? level != SANDBOX_LEVEL_SECRET : level == wanted.from;
}

SandboxLevel
sandbox_provide_level (JsonObject *reference)
{
  SandboxLevel highest = SANDBOX_LEVEL_NORMAL;

  for (guint i = 0; i < fhir_json_n (reference, "securityLabel"); i++)
    {
      const char *code = fhir_json_string (fhir_json_nth (fhir_json_nth (reference, "securityLabel", i), "coding", 0), "code");

      for (SandboxLevel level = SANDBOX_LEVEL_NORMAL; level <= SANDBOX_LEVEL_SECRET; level++)
        if (g_strcmp0 (sandbox_level_code (level), code) == 0)
          highest = MAX (highest, level);
    }

  return highest;
}

/* One that was invented has its uniqueId from its number: it is looked for among the patient's. */
static gboolean
find_invented (SandboxStore         *store,
               const SandboxPatient *patient,
               const char           *unique_id,
               GBytes               *bytes,
               gboolean             *same)
{
  g_autoptr(GPtrArray) documents = sandbox_store_list_documents (store, patient->id);
  g_autofree char *hash = NULL;

  for (guint i = 0; i < documents->len; i++)
    {
      const SandboxDocument *document = g_ptr_array_index (documents, i);
      g_autofree char       *other = sandbox_document_unique_id (document);

      if (g_strcmp0 (other, unique_id) != 0)
        continue;
      hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, bytes);
      *same = g_strcmp0 (hash, document->hash) == 0;
      return TRUE;
    }

  return FALSE;
}

static gboolean
check_new (SandboxCheck          *check,
           const SandboxProvided *provided)
{
  SandboxStore *store = check->exchange->community->store;
  const char   *unique_id = fhir_json_string (fhir_json_object (provided->reference, "masterIdentifier"), "value");
  gboolean      same = FALSE;

  if (sandbox_deposit_find (store, unique_id, provided->bytes, &same) == 0 &&
      !find_invented (store, check->patient, unique_id, provided->bytes, &same))
    return TRUE;

  return sandbox_check_need_xds (check, FALSE, same ? "XDSDuplicateUniqueIdInRegistry" : "XDSNonIdenticalHash",
                                 "DocumentReference.masterIdentifier", "a document with this uniqueId is there already");
}

static const char *
entry_uuid_of (JsonObject *reference)
{
  for (guint i = 0; i < fhir_json_n (reference, "identifier"); i++)
    {
      const char *value = fhir_json_string (fhir_json_nth (reference, "identifier", i), "value");

      if (value != NULL && g_str_has_prefix (value, "urn:uuid:"))
        return value;
    }

  return NULL;
}

static void
store_all (SandboxCheck *check,
           GPtrArray    *documents,
           GHashTable   *ids)
{
  SandboxCommunity *community = check->exchange->community;

  sandbox_store_execute (community->store, "BEGIN");
  for (guint i = 0; i < documents->len; i++)
    {
      const SandboxProvided *provided = g_ptr_array_index (documents, i);
      JsonObject            *attachment = fhir_json_object (fhir_json_nth (provided->reference, "content", 0), "attachment");
      g_autoptr(GDateTime) created = g_date_time_new_from_iso8601 (fhir_json_string (attachment, "creation"), NULL);
      g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), provided->reference);
      g_autofree char *resource = json_to_string (node, FALSE);
      g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, provided->bytes);
      SandboxDeposit   deposit = { 0 };

      deposit.entry.patient = check->patient->id;
      deposit.entry.created = g_date_time_to_unix (created);
      deposit.entry.level = sandbox_provide_level (provided->reference);
      deposit.entry.updated = sandbox_community_now (community);
      deposit.entry.size = (gint64) g_bytes_get_size (provided->bytes);
      deposit.entry.hash = hash;
      deposit.unique_id = fhir_json_string (fhir_json_object (provided->reference, "masterIdentifier"), "value");
      deposit.entry_uuid = entry_uuid_of (provided->reference);
      deposit.resource = resource;
      deposit.bytes = provided->bytes;
      deposit.replaces = provided->replaces;
      g_hash_table_insert (ids, provided->reference,
                           g_strdup_printf ("d%" G_GINT64_FORMAT, sandbox_deposit_store (community->store, &deposit)));
    }
  sandbox_store_execute (community->store, "COMMIT");
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
             GHashTable      *ids,
             gboolean         reorder)
{
  JsonNode *entries = sandbox_json_array ();
  guint     n = fhir_json_n (bundle, "entry");

  for (guint i = 0; i < n; i++)
    {
      guint            at = reorder ? n - 1 - i : i;
      JsonObject      *resource = fhir_json_object (fhir_json_nth (bundle, "entry", at), "resource");
      const char      *type = fhir_json_resource_type (resource);
      const char      *id = g_hash_table_lookup (ids, resource);
      g_autofree char *location = g_strdup_printf ("%s/%s/%s/_history/1", exchange->community->base, type, id != NULL ? id : "1");

      sandbox_json_append (entries, answer_entry (exchange, location, g_strcmp0 (type, "Parameters") != 0));
    }

  sandbox_exchange_reply_fhir (exchange, 200, sandbox_json ("{'resourceType':'Bundle','type':'transaction-response','entry':%o}", entries));
}

static gboolean
check_all (SandboxCheck *check,
           GPtrArray    *documents)
{
  SandboxExchange *exchange = check->exchange;

  for (guint i = 0; i < documents->len; i++)
    {
      const SandboxProvided *provided = g_ptr_array_index (documents, i);

      if (!check_new (check, provided))
        {
          sandbox_check_refuse (check);
          return FALSE;
        }
      if (!accepts_level (exchange, check->patient, sandbox_provide_level (provided->reference)))
        {
          sandbox_exchange_refuse (exchange, (guint) exchange->community->faults.deny, "forbidden",
                                   "The patient's access rights do not accept a document of this confidentiality");
          return FALSE;
        }
    }

  return TRUE;
}

static void
receive (SandboxCheck *check,
         JsonObject   *bundle)
{
  SandboxExchange *exchange = check->exchange;
  g_autoptr(GHashTable) ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr(GPtrArray) documents = sandbox_provide_check (check, bundle);
  SandboxProvideFaults faults;

  if (documents == NULL)
    {
      sandbox_check_refuse (check);
      return;
    }
  if (!check_all (check, documents))
    return;

  store_all (check, documents, ids);
  faults = sandbox_faults_take_provide (&exchange->community->faults);
  if (faults.lost_answer)
    exchange->wire.drop = SANDBOX_DROP_START;
  send_answer (exchange, bundle, ids, faults.reorder);
}

void
sandbox_provide_receive (SandboxExchange *exchange)
{
  static const char *const purposes[] = { "NORM", "AUTO", "DICOM_AUTO", NULL };
  SandboxCommunity        *community = exchange->community;
  g_autoptr(GBytes) body = sandbox_exchange_dup_body (exchange);
  g_autoptr(JsonNode) node = fhir_json_parse (body, NULL);
  g_autoptr(SandboxPatient) patient = sandbox_store_find_by_number (community->store, OID_SPID, exchange->grant->spid);
  g_auto(SandboxCheck) check = { exchange, patient };
  const char *purpose = exchange->grant->purpose;

  if (fhir_json_node_object (node) == NULL || patient == NULL)
    sandbox_exchange_refuse (exchange, 400, "structure", "The body is no JSON object");
  else if (sandbox_update_is_meant (json_node_get_object (node)))
    sandbox_update_transaction (exchange, json_node_get_object (node));
  else if (purpose == NULL || !g_strv_contains (purposes, purpose))
    sandbox_exchange_refuse (exchange, 403, "forbidden", "Nothing is deposited in an emergency (7.3: purpose NORM)");
  else
    receive (&check, json_node_get_object (node));
}
