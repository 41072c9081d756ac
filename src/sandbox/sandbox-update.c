/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-update.h"

#include "fhir-json.h"
#include "sandbox-access.h"
#include "sandbox-change.h"
#include "sandbox-deposit.h"
#include "sandbox-document.h"
#include "sandbox-files.h"
#include "sandbox-json.h"
#include "sandbox-oids.h"
#include "sandbox-profile.h"
#include "sandbox-provide.h"

#include <string.h>

#define UPDATE_BUNDLE CH_PROFILE "ch-mhd-1-updatedocumentmetadatatransactionrequest"

/* One request. Sizes and hashes of invented documents are made first: they belong to what must not change. */
typedef struct
{
  SandboxExchange   *exchange;  /* borrowed from the message */
  SoupServerMessage *message;   /* (owned) */
  SandboxPatient    *patient;   /* (owned) (nullable) */
  GPtrArray         *documents; /* (owned) as they are now */
  GPtrArray         *resources; /* (owned) (element-type JsonNode) as they are to be */
  GStrv              matches;   /* (owned) (nullable) the If-Match of each, "" for none */
  gboolean           bundle;
} Update;

static void measured_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
update_free (Update *self)
{
  g_object_unref (self->message);
  sandbox_patient_free (self->patient);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->resources);
  g_strfreev (self->matches);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Update, update_free)

static Update *
update_new (SandboxExchange *exchange)
{
  Update *self = g_new0 (Update, 1);

  self->exchange = exchange;
  self->message = g_object_ref (exchange->message);
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) sandbox_document_free);
  self->resources = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  return self;
}

/* R-MHD-42 */
static gboolean
refuse (Update     *update,
        const char *name,
        const char *element)
{
  sandbox_exchange_reply_fhir (update->exchange, 422,
                               sandbox_json ("{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'processing',"
                                             "'details':{'text':%s},'diagnostics':%s}]}",
                                             name, element));

  return FALSE;
}

static gboolean
refuse_level (Update *update)
{
  sandbox_exchange_refuse (update->exchange, (guint) update->exchange->community->faults.deny, "forbidden",
                           "The access rights do not cover the old and the new confidentiality, or not this purpose");

  return FALSE;
}

/* W/"3"; several are not of any use here. */
static gboolean
fits (const char *match,
      gint64      version)
{
  g_autofree char *weak = g_strdup_printf ("W/\"%" G_GINT64_FORMAT "\"", version);

  return match == NULL || *match == '\0' || strcmp (match, "*") == 0 || strcmp (match, weak) == 0 || strcmp (match, weak + 2) == 0;
}

static gboolean
is_same (JsonObject *before,
         JsonObject *after,
         const char *name)
{
  JsonNode *old = json_object_get_member (before, name);
  JsonNode *new = json_object_get_member (after, name);

  return old == NULL || new == NULL ? old == new : json_node_equal (old, new);
}

/* What the gateway finds the document by; the version is that of the metadata that were read. */
static gboolean
check_gateway (Update                *update,
               const SandboxDocument *document,
               JsonObject            *after)
{
  JsonObject      *identifier = sandbox_change_get_logical_id (after);
  JsonObject      *coding = fhir_json_nth (fhir_json_object (identifier, "type"), "coding", 0);
  g_autofree char *entry_uuid = sandbox_document_entry_uuid (document);
  gint64           version = 0;

  for (guint i = 0; i < fhir_json_n (after, "extension"); i++)
    if (g_strcmp0 (fhir_json_string (fhir_json_nth (after, "extension", i), "url"), SANDBOX_VERSION_URL) == 0)
      version = fhir_json_integer (fhir_json_nth (after, "extension", i), "valuePositiveInt", 0);
  if (g_strcmp0 (fhir_json_string (coding, "code"), "logicalID") == 0 && version == document->version &&
      g_strcmp0 (fhir_json_string (identifier, "value"), entry_uuid) == 0)
    return TRUE;

  sandbox_exchange_refuse (update->exchange, 400, "invalid", "XDSRegistryMetadataError: the logicalID or the version is missing, or is another");

  return FALSE;
}

/* The gateway looks at nothing. */
static gboolean
check_profile (Update     *update,
               JsonObject *after)
{
  g_auto(SandboxCheck) check = { update->exchange, update->patient, TRUE };

  if (update->exchange->community->faults.mag)
    return TRUE;
  sandbox_profile_check_reference (&check, after);
  if (check.element != NULL)
    sandbox_check_refuse (&check);

  return check.element == NULL;
}

static gboolean
check_content (Update                *update,
               const SandboxDocument *document,
               JsonObject            *after)
{
  SandboxCommunity *community = update->exchange->community;
  g_autoptr(JsonNode) now = sandbox_document_write (community, document, update->patient, 1);
  JsonObject      *before = json_node_get_object (now);
  g_autofree char *element = NULL;

  if (community->faults.mag && !check_gateway (update, document, after))
    return FALSE;
  sandbox_change_strip (before);
  sandbox_change_strip (after);
  if (!is_same (before, after, "masterIdentifier") || !is_same (before, after, "identifier"))
    return refuse (update, "XDSMetadataIdentifierError", "DocumentReference.identifier");
  if (!is_same (before, after, "subject"))
    return refuse (update, "XDSPatientIDReconciliationError", "DocumentReference.subject");
  element = sandbox_change_find_unmodifiable (before, after);
  if (element != NULL)
    return refuse (update, "UnmodifiableMetadataError", element);

  return check_profile (update, after);
}

static gboolean
check_one (Update *update,
           guint   i)
{
  SandboxExchange       *exchange = update->exchange;
  const SandboxDocument *document = g_ptr_array_index (update->documents, i);
  JsonObject            *after = fhir_json_node_object (g_ptr_array_index (update->resources, i));
  g_autofree char       *id = sandbox_document_id (document);
  SandboxAccess          access = sandbox_access_to_read (exchange->community, exchange->grant, update->patient->id);
  const char            *match = update->matches[i];

  if (g_strcmp0 (fhir_json_resource_type (after), "DocumentReference") != 0 || g_strcmp0 (fhir_json_string (after, "id"), id) != 0)
    {
      sandbox_exchange_refuse (exchange, 400, "invalid", "The body must be the DocumentReference that the address names, with its id");
      return FALSE;
    }
  if (!fits (match, document->version))
    {
      sandbox_exchange_refuse (exchange, 412, "conflict", "The document was changed meanwhile: it is at version %" G_GINT64_FORMAT, document->version);
      return FALSE;
    }
  if (!check_content (update, document, after))
    return FALSE;

  return sandbox_access_permits (&access, sandbox_provide_level (after)) || refuse_level (update);
}

static void
store (Update *update)
{
  SandboxCommunity          *community = update->exchange->community;
  guint                      n = update->documents->len;
  g_autofree SandboxDeposit *changes = g_new0 (SandboxDeposit, n);

  for (guint i = 0; i < n; i++)
    {
      SandboxDocument *document = g_ptr_array_index (update->documents, i);
      JsonNode        *resource = g_ptr_array_index (update->resources, i);

      document->version++;
      document->updated = sandbox_community_now (community);
      document->level = sandbox_provide_level (json_node_get_object (resource));
      g_free (document->resource);
      document->resource = json_to_string (resource, FALSE);
      changes[i].entry = *document;
      changes[i].resource = document->resource;
    }
  sandbox_deposit_change (community->store, changes, n);
}

static JsonNode *
write_resource (Update *update,
                guint   i)
{
  const char *prefer = sandbox_exchange_get_header (update->exchange, "Prefer");

  if (update->exchange->community->faults.mag || (prefer != NULL && strstr (prefer, "return=minimal") != NULL))
    return NULL;

  return sandbox_document_write (update->exchange->community, g_ptr_array_index (update->documents, i), update->patient, 1);
}

static void
send_bundle (Update *update)
{
  SandboxCommunity *community = update->exchange->community;
  JsonNode         *entries = sandbox_json_array ();

  for (guint i = 0; i < update->documents->len; i++)
    {
      const SandboxDocument *document = g_ptr_array_index (update->documents, i);
      g_autoptr(GDateTime) updated = g_date_time_new_from_unix_utc (document->updated);
      g_autofree char *stamp = g_date_time_format (updated, "%Y-%m-%dT%H:%M:%SZ");
      g_autofree char *tag = g_strdup_printf ("W/\"%" G_GINT64_FORMAT "\"", document->version);
      g_autofree char *location = g_strdup_printf ("%s/DocumentReference/d%" G_GINT64_FORMAT "/_history/%" G_GINT64_FORMAT,
                                                   community->base, document->id, document->version);

      sandbox_json_append (entries, sandbox_json ("{'resource':%o,'response':{'status':'200 OK','location':%s,'etag':%s,'lastModified':%s}}",
                                                  write_resource (update, i), location, tag, stamp));
    }
  sandbox_exchange_reply_fhir (update->exchange, 200,
                               sandbox_json ("{'resourceType':'Bundle','type':'transaction-response','entry':%o}", entries));
}

static void
send_one (Update *update)
{
  SandboxExchange       *exchange = update->exchange;
  SoupMessageHeaders    *headers = soup_server_message_get_response_headers (exchange->message);
  const SandboxDocument *document = g_ptr_array_index (update->documents, 0);
  g_autofree char       *location = g_strdup_printf ("%s/DocumentReference/d%" G_GINT64_FORMAT "/_history/%" G_GINT64_FORMAT,
                                                     exchange->community->base, document->id, document->version);
  JsonNode              *resource = write_resource (update, 0);

  sandbox_exchange_set_version (exchange, document->version);
  soup_message_headers_replace (headers, "Location", location);
  if (resource != NULL)
    sandbox_exchange_reply_fhir (exchange, 200, resource);
  else
    sandbox_exchange_reply (exchange, 200, "application/fhir+json; charset=utf-8", g_bytes_new_static ("", 0));
}

/* While the documents were measured, another change may have come through. */
static void
renew (Update *update)
{
  for (guint i = 0; i < update->documents->len; i++)
    {
      SandboxDocument *document = g_ptr_array_index (update->documents, i);
      SandboxDocument *now = sandbox_store_get_document (update->exchange->community->store, document->id);

      if (now == NULL)
        continue;

      document->version = now->version;
      document->updated = now->updated;
      document->level = now->level;
      document->superseded = now->superseded;
      g_free (document->resource);
      document->resource = g_steal_pointer (&now->resource);
      sandbox_document_free (now);
    }
}

/* All or nothing. */
static void
apply (Update *update)
{
  renew (update);
  for (guint i = 0; i < update->documents->len; i++)
    if (!check_one (update, i))
      return;

  store (update);
  if (update->bundle)
    send_bundle (update);
  else
    send_one (update);
}

static void
measured_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Update) update = user_data;
  g_autoptr(GError) error = NULL;

  if (sandbox_files_measure_finish (result, &error))
    apply (update);
  else
    sandbox_exchange_refuse (update->exchange, 500, "exception", "A document cannot be made: %s", error->message);
  sandbox_exchange_resume (update->exchange);
}

/* Takes @update. */
static void
start (Update *update)
{
  sandbox_exchange_pause (update->exchange);
  sandbox_files_measure_async (update->exchange->community, update->documents, measured_cb, update);
}

/* Adds the document of @id, when it may be changed; else the refusal was sent. */
static gboolean
add_document (Update     *update,
              const char *id)
{
  SandboxPatient  *patient = NULL;
  SandboxDocument *document;

  if (g_strcmp0 (update->exchange->grant->purpose, "NORM") != 0)
    return refuse_level (update);
  document = sandbox_document_find (update->exchange, id, &patient);
  if (document == NULL)
    return FALSE;

  g_ptr_array_add (update->documents, document);
  sandbox_patient_free (update->patient);
  update->patient = patient;

  return TRUE;
}

void
sandbox_update_put (SandboxExchange *exchange)
{
  g_autoptr(Update) update = update_new (exchange);
  g_autoptr(GBytes) body = sandbox_exchange_dup_body (exchange);
  g_autoptr(JsonNode) node = fhir_json_parse (body, NULL);
  const char *match = sandbox_exchange_get_header (exchange, "If-Match");

  if (fhir_json_node_object (node) == NULL)
    {
      sandbox_exchange_refuse (exchange, 400, "structure", "The body is no JSON object");
      return;
    }
  if (!add_document (update, exchange->path + strlen ("/fhir/DocumentReference/")))
    return;

  g_ptr_array_add (update->resources, g_steal_pointer (&node));
  update->matches = g_new0 (char *, 2);
  update->matches[0] = g_strdup (match != NULL ? match : "");
  start (g_steal_pointer (&update));
}

gboolean
sandbox_update_is_meant (JsonObject *bundle)
{
  guint n = fhir_json_n (bundle, "entry");

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (fhir_json_string (fhir_json_object (fhir_json_nth (bundle, "entry", i), "request"), "method"), "PUT") != 0)
      return FALSE;

  return n > 0;
}

/* The id in "DocumentReference/d42" (borrowed); NULL with the refusal sent. */
static const char *
check_entry (Update     *update,
             JsonObject *entry)
{
  JsonObject *resource = fhir_json_object (entry, "resource");
  const char *url = fhir_json_string (fhir_json_object (entry, "request"), "url");
  const char *fault = NULL;

  if (url == NULL || !g_str_has_prefix (url, "DocumentReference/"))
    fault = "Every entry must be PUT DocumentReference/id with its resource (7.5)";
  for (guint i = 0; fault == NULL && i < update->resources->len; i++)
    if (g_strcmp0 (fhir_json_string (resource, "id"), fhir_json_string (json_node_get_object (g_ptr_array_index (update->resources, i)), "id")) == 0)
      fault = "A document stands twice in the transaction";
  if (resource == NULL)
    fault = "Every entry must be PUT DocumentReference/id with its resource (7.5)";
  if (fault == NULL)
    return url + strlen ("DocumentReference/");

  sandbox_exchange_refuse (update->exchange, 400, "invalid", "%s", fault);

  return NULL;
}

void
sandbox_update_transaction (SandboxExchange *exchange,
                            JsonObject      *bundle)
{
  g_autoptr(Update) update = update_new (exchange);
  guint n = fhir_json_n (bundle, "entry");

  update->bundle = TRUE;
  update->matches = g_new0 (char *, n + 1);
  if (exchange->community->faults.mag || g_strcmp0 (fhir_json_string (bundle, "type"), "transaction") != 0 ||
      !sandbox_provide_has_profile (bundle, UPDATE_BUNDLE))
    {
      sandbox_exchange_refuse (exchange, 400, "invalid", "Not a transaction of the profile ch-mhd-1-updatedocumentmetadatatransactionrequest");
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      JsonObject *entry = fhir_json_nth (bundle, "entry", i);
      const char *id = check_entry (update, entry);
      const char *match = fhir_json_string (fhir_json_object (entry, "request"), "ifMatch");

      if (id == NULL || !add_document (update, id))
        return;
      update->matches[i] = g_strdup (match != NULL ? match : "");
      g_ptr_array_add (update->resources,
                       json_node_init_object (json_node_alloc (), fhir_json_object (entry, "resource")));
    }
  start (g_steal_pointer (&update));
}
