/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-document.h"

#include "fhir-json.h"
#include "sandbox-access.h"
#include "sandbox-codes.h"
#include "sandbox-deposit.h"
#include "sandbox-files.h"
#include "sandbox-json.h"
#include "sandbox-oids.h"
#include "sandbox-pages.h"
#include "sandbox-search.h"

#include <string.h>

#define DEFAULT_PAGE 100
#define HOME_COMMUNITY_URL CH_PROFILE "ch-mhd-home-community-id"

/* One page on its way: the message waits until all sizes and hashes are known. */
typedef struct
{
  SandboxExchange   *exchange; /* borrowed from the message */
  SoupServerMessage *message;  /* (owned) */
  SandboxPage       *page;     /* (owned) (nullable) */
  char              *key;      /* (owned) (nullable) of the page, for the next link */
  guint              offset;
  SandboxPatient    *patient;   /* (owned) */
  GPtrArray         *documents; /* (owned) those of this page */
} Answer;

static void measured_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
answer_free (Answer *self)
{
  g_object_unref (self->message);
  g_clear_pointer (&self->page, sandbox_page_unref);
  g_free (self->key);
  sandbox_patient_free (self->patient);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* Takes @patient. */
static Answer *
answer_new (SandboxExchange *exchange,
            SandboxPatient  *patient)
{
  Answer *self = g_new0 (Answer, 1);

  self->exchange = exchange;
  self->message = g_object_ref (exchange->message);
  self->patient = patient;
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) sandbox_document_free);

  return self;
}

static JsonNode *
write_entry (Answer *answer,
             guint   i)
{
  SandboxCommunity      *community = answer->exchange->community;
  const SandboxDocument *document = g_ptr_array_index (answer->documents, i);
  g_autofree char       *id = sandbox_document_id (document);
  g_autofree char       *full_url = g_strdup_printf ("%s/DocumentReference/%s", community->base, id);

  return sandbox_json ("{'fullUrl':%s,'resource':%o,'search':{'mode':'match'}}", full_url,
                       sandbox_document_write (community, document, answer->patient, answer->offset + i));
}

/* A silent community (R-MHD-8) and parameters that were passed over (R-MHD-3), in one outcome. */
static JsonNode *
write_outcome (Answer *answer)
{
  JsonNode        *issues = sandbox_json_array ();
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *full_url = g_strconcat ("urn:uuid:", uuid, NULL);

  if (answer->exchange->community->faults.community_down)
    sandbox_json_append (issues, sandbox_json (
                                     "{'severity':'warning','code':'incomplete','details':{'extension':[{'url':'" HOME_COMMUNITY_URL "',"
                                     "'valueIdentifier':{'system':'" SYSTEM_URI "','value':'" OID_OTHER_COMMUNITY "'}}],"
                                     "'text':'Community " OID_OTHER_COMMUNITY " did not answer'}}"));
  for (guint i = 0; i < answer->page->warnings->len; i++)
    sandbox_json_append (issues, sandbox_issue ("warning", "not-supported", g_ptr_array_index (answer->page->warnings, i)));

  if (json_array_get_length (json_node_get_array (issues)) == 0)
    {
      json_node_unref (issues);
      return NULL;
    }

  return sandbox_json ("{'fullUrl':%s,'search':{'mode':'outcome'},'resource':{'resourceType':'OperationOutcome','issue':%o}}",
                       full_url, issues);
}

static void
send_page (Answer *answer)
{
  SandboxCommunity *community = answer->exchange->community;
  guint             end = answer->offset + answer->documents->len;
  g_autofree char  *next = NULL;
  JsonNode         *entries = sandbox_json_array ();
  JsonNode         *outcome = write_outcome (answer);
  JsonNode         *bundle;

  if (end < answer->page->documents->len)
    next = g_strdup_printf ("%s/DocumentReference?_getpages=%s&_offset=%u", community->base, answer->key, end);
  for (guint i = 0; i < answer->documents->len; i++)
    sandbox_json_append (entries, write_entry (answer, i));
  if (outcome != NULL)
    sandbox_json_append (entries, outcome);

  bundle = sandbox_json ("{'resourceType':'Bundle','meta':{'profile':['" CH_PROFILE "ch-mhd-documentreference-comprehensive-bundle']},"
                         "'type':'searchset','total':%i,'link':[{'relation':'self','url':%s}],'entry':%o}",
                         (gint64) answer->page->documents->len, answer->page->self, entries);
  if (next != NULL)
    json_array_add_element (json_object_get_array_member (json_node_get_object (bundle), "link"),
                            sandbox_json ("{'relation':'next','url':%s}", next));
  sandbox_exchange_reply_fhir (answer->exchange, 200, bundle);
}

static void
measured_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Answer) answer = user_data;
  g_autoptr(GError) error = NULL;

  if (!sandbox_files_measure_finish (result, &error))
    sandbox_exchange_refuse (answer->exchange, 500, "exception", "A document cannot be made: %s", error->message);
  else if (answer->page != NULL)
    send_page (answer);
  else
    {
      const SandboxDocument *document = g_ptr_array_index (answer->documents, 0);

      sandbox_exchange_set_version (answer->exchange, document->version);
      sandbox_exchange_reply_fhir (answer->exchange, 200,
                                   sandbox_document_write (answer->exchange->community, document, answer->patient, 1));
    }
  sandbox_exchange_resume (answer->exchange);
}

/* Takes @answer, whose documents are set. */
static void
send_later (Answer *answer)
{
  sandbox_exchange_pause (answer->exchange);
  sandbox_files_measure_async (answer->exchange->community, answer->documents, measured_cb, answer);
}

static void
start_page (SandboxExchange *exchange,
            SandboxPatient  *patient,
            SandboxPage     *page,
            const char      *key,
            guint            offset)
{
  Answer *answer = answer_new (exchange, patient);

  answer->page = sandbox_page_ref (page);
  answer->key = g_strdup (key);
  answer->offset = offset;
  for (guint i = offset; i < page->documents->len && i < offset + page->page_size; i++)
    {
      SandboxDocument *document = sandbox_store_get_document (exchange->community->store,
                                                              g_array_index (page->documents, gint64, i));

      if (document != NULL)
        g_ptr_array_add (answer->documents, document);
    }
  send_later (answer);
}

static void
collect (SandboxExchange      *exchange,
         SandboxSearch        *search,
         const SandboxPatient *patient,
         SandboxPage          *page)
{
  SandboxCommunity *community = exchange->community;
  SandboxAccess     access = sandbox_access_to_read (community, exchange->grant, patient->id);
  g_autoptr(GPtrArray) documents = sandbox_store_list_documents (community->store, patient->id);
  gboolean backward = sandbox_search_is_backward (search);

  for (guint i = 0; i < documents->len; i++)
    {
      const SandboxDocument *document = g_ptr_array_index (documents, backward ? documents->len - 1 - i : i);

      if (sandbox_access_permits (&access, document->level) && sandbox_search_accepts (search, community, document) &&
          !(community->faults.mag && sandbox_deposit_is_to_be_deleted (document)))
        g_array_append_val (page->documents, document->id);
    }
  for (guint i = 0; i < sandbox_search_get_warnings (search)->len; i++)
    g_ptr_array_add (page->warnings, g_strdup (g_ptr_array_index (sandbox_search_get_warnings (search), i)));
}

static guint
choose_page_size (SandboxCommunity *community,
                  SandboxSearch    *search)
{
  guint asked = sandbox_search_get_count (search);
  guint size = asked > 0 ? asked : DEFAULT_PAGE;

  return community->faults.page_size > 0 ? MIN (size, (guint) community->faults.page_size) : size;
}

static SandboxPatient *
find_patient (SandboxExchange *exchange,
              SandboxSearch   *search)
{
  SandboxCommunity *community = exchange->community;
  const char       *system = sandbox_search_get_system (search);
  g_autoptr(SandboxPatient) patient = NULL;

  if (strcmp (system, OID_SPID) != 0 && !(community->faults.mag && strcmp (system, OID_MPI) == 0))
    {
      sandbox_exchange_refuse (exchange, 400, "invalid", "patient.identifier must have the SPID authority (R-MHD-1)");
      return NULL;
    }

  patient = sandbox_store_find_by_number (community->store, system, sandbox_search_get_value (search));
  if (patient == NULL || strcmp (patient->spid, exchange->grant->spid) != 0)
    {
      sandbox_exchange_refuse (exchange, community->faults.deny == 401 ? 401 : 403, "forbidden",
                               "The token is for another patient (R-COM-8)");
      return NULL;
    }

  return g_steal_pointer (&patient);
}

static void
search_with (SandboxExchange   *exchange,
             const SandboxForm *form)
{
  SandboxCommunity *community = exchange->community;
  const char       *prefer = sandbox_exchange_get_header (exchange, "Prefer");
  gboolean          strict = prefer != NULL && strstr (prefer, "handling=strict") != NULL;
  g_autofree char  *fault = NULL;
  g_autoptr(SandboxSearch) search = sandbox_search_read (community, form, strict, &fault);
  g_autoptr(SandboxPatient) patient = NULL;
  g_autoptr(SandboxPage) page = NULL;
  g_autofree char *address = g_strconcat (community->base, "/DocumentReference", NULL);
  g_autofree char *key = NULL;

  if (search == NULL)
    {
      sandbox_exchange_refuse (exchange, 400, "invalid", "%s", fault);
      return;
    }
  patient = find_patient (exchange, search);
  if (patient == NULL)
    return;

  page = sandbox_page_new (patient->spid, address, choose_page_size (community, search));
  collect (exchange, search, patient, page);
  key = page->documents->len > page->page_size ? sandbox_pages_put (community->pages, page) : NULL;
  start_page (exchange, g_steal_pointer (&patient), page, key, 0);
}

static void
send_frozen_page (SandboxExchange *exchange,
                  const char      *key)
{
  SandboxCommunity *community = exchange->community;
  SandboxPage      *page = sandbox_pages_get (community->pages, key);
  const char       *text = sandbox_form_get (exchange->query, "_offset");
  guint64           offset = 0;
  SandboxPatient   *patient;

  if (page == NULL || text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, page->documents->len, &offset, NULL))
    {
      sandbox_exchange_refuse (exchange, 410, "expired", "This page is not kept any more; search again");
      return;
    }
  if (strcmp (page->spid, exchange->grant->spid) != 0)
    {
      sandbox_exchange_refuse (exchange, 403, "forbidden", "The token is for another patient (R-COM-8)");
      return;
    }

  patient = sandbox_store_find_by_number (community->store, OID_SPID, page->spid);
  start_page (exchange, patient, page, key, (guint) offset);
}

void
sandbox_document_search (SandboxExchange *exchange)
{
  const char *key = sandbox_form_get (exchange->query, "_getpages");
  g_autoptr(SandboxForm) form = NULL;

  if (!sandbox_exchange_check_query (exchange, exchange->query))
    return;
  if (strcmp (exchange->method, "POST") == 0)
    {
      form = sandbox_exchange_read_form (exchange);
      if (form != NULL && sandbox_exchange_check_query (exchange, form))
        search_with (exchange, form);
    }
  else if (key != NULL)
    send_frozen_page (exchange, key);
  else
    search_with (exchange, exchange->query);
}

SandboxDocument *
sandbox_document_find (SandboxExchange *exchange,
                       const char      *id,
                       SandboxPatient **found_patient)
{
  SandboxCommunity *community = exchange->community;
  guint64           number = 0;
  g_autoptr(SandboxDocument) document = NULL;
  g_autoptr(SandboxPatient) patient = NULL;
  SandboxAccess access = { 0 };

  if (id[0] == 'd' && g_ascii_string_to_unsigned (id + 1, 10, 1, G_MAXINT64, &number, NULL))
    document = sandbox_store_get_document (community->store, (gint64) number);
  if (document != NULL)
    patient = sandbox_store_get_patient (community->store, document->patient);
  if (patient == NULL || strcmp (patient->spid, exchange->grant->spid) != 0)
    {
      if (community->faults.mag)
        sandbox_exchange_reply (exchange, 400, "text/plain", g_bytes_new_static ("unknown document", 16));
      else
        sandbox_exchange_refuse (exchange, 404, "not-found", "There is no such document for this patient");
      return NULL;
    }

  access = sandbox_access_to_read (community, exchange->grant, patient->id);
  if (!sandbox_access_permits (&access, document->level))
    {
      sandbox_exchange_refuse (exchange, (guint) community->faults.deny, "forbidden",
                               "Access denied by the patient's access rights");
      return NULL;
    }

  *found_patient = g_steal_pointer (&patient);

  return g_steal_pointer (&document);
}

static Answer *
find_one (SandboxExchange *exchange,
          const char      *id)
{
  SandboxPatient  *patient = NULL;
  SandboxDocument *document = sandbox_document_find (exchange, id, &patient);
  Answer          *answer;

  if (document == NULL)
    return NULL;

  answer = answer_new (exchange, patient);
  g_ptr_array_add (answer->documents, document);

  return answer;
}

/* "d42" or "d42/_history/3" (R-MHD-41) */
void
sandbox_document_read (SandboxExchange *exchange)
{
  g_auto(GStrv) parts = g_strsplit (exchange->path + strlen ("/fhir/DocumentReference/"), "/", -1);
  guint64  version = 0;
  Answer  *answer = find_one (exchange, parts[0]);
  gboolean rewinds = parts[1] != NULL;

  if (answer == NULL)
    return;
  if (rewinds && (strcmp (parts[1], "_history") != 0 || parts[2] == NULL || parts[3] != NULL ||
                  !g_ascii_string_to_unsigned (parts[2], 10, 1, G_MAXINT64, &version, NULL) ||
                  !sandbox_deposit_rewind (exchange->community->store, g_ptr_array_index (answer->documents, 0), (gint64) version)))
    {
      sandbox_exchange_refuse (exchange, 404, "not-found", "There is no such version of this document");
      answer_free (answer);
      return;
    }

  send_later (answer);
}

static char *
dup_content_type (const SandboxDocument *document)
{
  return document->resource != NULL ? sandbox_deposit_content_type (document)
                                    : g_strdup (sandbox_file_content_type (sandbox_kind (document->kind)->file));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Answer) answer = user_data;
  const SandboxDocument *document = g_ptr_array_index (answer->documents, 0);
  g_autoptr(GError) error = NULL;
  GBytes *bytes = sandbox_files_load_finish (result, &error);

  if (bytes == NULL)
    sandbox_exchange_refuse (answer->exchange, 500, "exception", "The document cannot be made: %s", error->message);
  else
    {
      g_autofree char *type = dup_content_type (document);

      sandbox_exchange_reply (answer->exchange, 200, type, bytes);
    }
  sandbox_exchange_resume (answer->exchange);
}

/* Whether the Accept header leaves room for @type. */
static gboolean
is_acceptable (const char *accept,
               const char *type)
{
  g_auto(GStrv) ranges = g_strsplit (accept != NULL ? accept : "*/*", ",", -1);

  for (guint i = 0; ranges[i] != NULL; i++)
    {
      char       *range = g_strstrip (ranges[i]);
      const char *slash = strchr (range, '/');

      range[strcspn (range, ";")] = '\0';
      if (strcmp (range, "*/*") == 0 || g_ascii_strcasecmp (range, type) == 0 ||
          (slash != NULL && strcmp (slash, "/*") == 0 && g_ascii_strncasecmp (range, type, (gsize) (slash - range) + 1) == 0))
        return TRUE;
    }

  return FALSE;
}

void
sandbox_document_retrieve (SandboxExchange *exchange)
{
  g_autoptr(Answer) answer = find_one (exchange, exchange->path + strlen ("/fhir/Binary/"));
  const SandboxDocument *document;
  SandboxAccess          access;
  g_autofree char       *type = NULL;

  if (answer == NULL)
    return;

  document = g_ptr_array_index (answer->documents, 0);
  access = sandbox_access_to_read (exchange->community, exchange->grant, document->patient);
  if (document->resource == NULL && sandbox_kind (document->kind)->is_apart && !access.by_name)
    {
      sandbox_exchange_refuse (exchange, (guint) exchange->community->faults.deny, "forbidden",
                               "The repository gives this document only to those whom the patient named");
      return;
    }

  type = dup_content_type (document);
  if (sandbox_exchange_get_header (exchange, "If-Unmodified-Since") != NULL && exchange->community->faults.strict)
    sandbox_exchange_refuse (exchange, 400, "invalid", "If-Unmodified-Since must not be sent (R-MHD-11)");
  else if (!is_acceptable (sandbox_exchange_get_header (exchange, "Accept"),
                           type))
    sandbox_exchange_refuse (exchange, 406, "not-supported", "The document is not available in this form");
  else
    {
      sandbox_exchange_pause (exchange);
      sandbox_files_load_async (exchange->community, document, loaded_cb, g_steal_pointer (&answer));
    }
}
