/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-document.h"

#include "epr-answer-private.h"
#include "epr-document-private.h"
#include "epr-oids.h"
#include "fhir-bundle.h"
#include "fhir-document-reference.h"
#include "fhir-query.h"

#include <string.h>

#define FORM_TYPE "application/x-www-form-urlencoded"
#define MAX_PAGE (64 * 1024 * 1024)
#define LONG_PAGE 2000 /* entries, from which a second thread pays */
/* A community may ask all the others before it answers. */
#define PAGE_DEADLINE 60000 /* ms */

typedef struct
{
  GTask     *answer; /* (owned) whom it is for */
  EprAccess *access; /* (owned) */
  GBytes    *body;   /* (owned) */
  char      *where;  /* (owned) */
} Parse;

static const char *const provider_role_urls[] = { EPR_URL_PROVIDER_ROLE, EPR_URL_PROVIDER_ROLE_OLD, NULL };
static const char *const deletion_status_urls[] = { EPR_URL_DELETION_STATUS, EPR_URL_DELETION_STATUS_OLD, NULL };

static const FhirDocumentExtensions extensions = {
  .provider_role_urls = provider_role_urls,
  .deletion_status_urls = deletion_status_urls,
};

static const FhirDocumentExtensions legacy_extensions = {
  .provider_role_urls = provider_role_urls,
  .deletion_status_urls = deletion_status_urls,
  .write_all = TRUE,
};

static void found_cb (GObject *object, GAsyncResult *result, gpointer user_data);

void
epr_page_free (EprPage *self)
{
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_pointer (&self->issues, g_ptr_array_unref);
  g_free (self->next);
  g_free (self);
}

const FhirDocumentExtensions *
epr_document_get_extensions (EprCommunity *community)
{
  return epr_community_get_legacy_extension_urls (community) ? &legacy_extensions : &extensions;
}

static void
parse_free (Parse *parse)
{
  g_clear_object (&parse->answer);
  g_clear_object (&parse->access);
  g_bytes_unref (parse->body);
  g_free (parse->where);
  g_free (parse);
}

/* A part of a page's entries, read by a thread of its own: of a long page only reading can be shared out,
 * not parsing. Reading changes nothing in the tree. */
typedef struct
{
  FhirBundle *bundle; /* borrowed, as is @access */
  EprAccess  *access;
  guint       first;
  guint       end;
  GPtrArray  *documents; /* (owned) */
  guint       n_foreign;
} Part;

static gpointer
read_part (gpointer user_data)
{
  Part *part = user_data;
  g_autoptr(GHashTable) codings = fhir_coding_cache_new ();

  part->documents = g_ptr_array_new_full (part->end - part->first, g_object_unref);
  for (guint i = part->first; i < part->end; i++)
    {
      FhirBundleEntry entry;
      g_autoptr(ModelDocument) document = NULL;

      if (!fhir_bundle_get_entry (part->bundle, i, &entry) ||
          g_strcmp0 (fhir_json_resource_type (entry.resource), "DocumentReference") != 0 ||
          entry.mode == FHIR_SEARCH_MODE_INCLUDE)
        continue;

      document = fhir_document_reference_read (entry.resource, &extensions, codings);
      if (epr_access_is_about (part->access, document))
        g_ptr_array_add (part->documents, g_steal_pointer (&document));
      else
        part->n_foreign++;
    }

  return NULL;
}

static void
read_documents (EprPage    *page,
                FhirBundle *bundle,
                EprAccess  *access)
{
  guint    n = fhir_bundle_get_n_entries (bundle);
  guint    middle = n >= LONG_PAGE ? n / 2 : n;
  Part     head = { .bundle = bundle, .access = access, .end = middle };
  Part     tail = { .bundle = bundle, .access = access, .first = middle, .end = n };
  GThread *other = middle < n ? g_thread_try_new ("page", read_part, &tail, NULL) : NULL;

  read_part (&head);
  if (other != NULL)
    g_thread_join (other);
  else
    read_part (&tail);

  page->documents = head.documents;
  g_ptr_array_extend_and_steal (page->documents, tail.documents);
  page->n_foreign = head.n_foreign + tail.n_foreign;
}

/* A lone outcome of severity error on 200 means that nothing was searched. */
static gboolean
check_outcome (EprPage    *page,
               FhirBundle *bundle,
               const char *where,
               GError    **error)
{
  if (fhir_bundle_get_bundle_type (bundle) != NULL || page->issues->len == 0 ||
      model_issue_get_severity (g_ptr_array_index (page->issues, 0)) < MODEL_ISSUE_ERROR)
    return TRUE;

  g_set_error (error, EPR_ERROR, EPR_ERROR_SERVER_SAID_NO, "%s: %s", where,
               model_issue_get_text (g_ptr_array_index (page->issues, 0)));

  return FALSE;
}

static EprPage *
read_page (FhirBundle *bundle,
           Parse      *parse,
           GError    **error)
{
  g_autoptr(EprPage) page = g_new0 (EprPage, 1);

  page->issues = fhir_bundle_dup_issues (bundle);
  page->total = fhir_bundle_get_total (bundle);
  page->next = g_strdup (fhir_bundle_get_link (bundle, "next"));
  read_documents (page, bundle, parse->access);
  if (!check_outcome (page, bundle, parse->where, error))
    return NULL;

  return g_steal_pointer (&page);
}

/* What a worker found, on its way back. */
typedef struct
{
  GTask     *answer; /* (owned) */
  EprAccess *access; /* (owned) */
  EprPage   *page;   /* (owned) (nullable) */
  GError    *error;  /* (owned) (nullable) */
} Delivery;

static gboolean
deliver_cb (gpointer user_data)
{
  Delivery *delivery = user_data;

  if (delivery->page != NULL)
    g_task_return_pointer (delivery->answer, g_steal_pointer (&delivery->page), (GDestroyNotify) epr_page_free);
  else
    g_task_return_error (delivery->answer, g_steal_pointer (&delivery->error));

  return G_SOURCE_REMOVE;
}

static void
delivery_free (gpointer user_data)
{
  Delivery *delivery = user_data;

  g_object_unref (delivery->answer);
  g_object_unref (delivery->access);
  g_clear_pointer (&delivery->page, epr_page_free);
  g_clear_error (&delivery->error);
  g_free (delivery);
}

/* The answer goes out before the tree of a long page is taken down, which lasts as long as reading it.
 * With it go both references to where they came from: an access ends its work in the main thread. */
static void
parse_in_worker (GTask        *worker,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Parse    *parse = task_data;
  Delivery *delivery = g_new0 (Delivery, 1);
  GError   *cause = NULL;
  g_autoptr(FhirBundle) bundle = fhir_bundle_parse (parse->body, &cause);
  g_autoptr(GSource) source = g_idle_source_new ();

  if (bundle != NULL)
    delivery->page = read_page (bundle, parse, &delivery->error);
  else
    epr_answer_set_error (&delivery->error, cause, parse->body, parse->where);
  delivery->answer = g_steal_pointer (&parse->answer);
  delivery->access = g_steal_pointer (&parse->access);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "page");
  g_source_set_callback (source, deliver_cb, delivery, delivery_free);
  g_source_attach (source, g_task_get_context (delivery->answer));
  g_clear_object (&bundle);
  g_task_return_boolean (worker, TRUE);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  EprAccess    *access = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (NET_CLIENT (object), result, &error);
  g_autoptr(GTask) worker = NULL;
  Parse *parse;

  if (response == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  parse = g_new0 (Parse, 1);
  parse->access = g_object_ref (access);
  parse->body = g_bytes_ref (net_response_get_body (response));
  parse->where = epr_answer_where (response, g_task_get_task_data (task));
  parse->answer = g_steal_pointer (&task);
  worker = g_task_new (NULL, cancellable, NULL, NULL);
  g_task_set_source_tag (worker, found_cb);
  g_task_set_task_data (worker, parse, (GDestroyNotify) parse_free);
  g_task_run_in_thread (worker, parse_in_worker);
}

static char *
search_parameters (EprAccess  *access,
                   const char *status,
                   const char *unique_id)
{
  EprCommunity *community = epr_client_get_community (epr_access_get_client (access));
  g_autoptr(FhirQuery) query = fhir_query_new ();
  guint       page_size = epr_community_get_page_size (community);
  const char *system;
  const char *number = epr_access_get_number (access, &system);

  if (system != NULL)
    fhir_query_add_token (query, "patient.identifier", system, number);
  else
    fhir_query_add (query, "patient", number);
  if (epr_community_get_status_param (community))
    fhir_query_add_token (query, "status", NULL, status);
  if (unique_id != NULL)
    fhir_query_add_token (query, "identifier", "urn:ietf:rfc:3986", unique_id);
  if (page_size > 0)
    {
      g_autofree char *count = g_strdup_printf ("%u", page_size);

      fhir_query_add (query, "_count", count);
    }

  return fhir_query_to_string (query);
}

static NetRequest *
new_search_request (EprAccess  *access,
                    const char *status,
                    const char *unique_id,
                    NetTrace   *trace)
{
  EprClient    *client = epr_access_get_client (access);
  EprCommunity *community = epr_client_get_community (client);
  const char   *base = epr_community_get_url (community, EPR_SERVICE_DOCUMENTS);
  char         *parameters = search_parameters (access, status, unique_id);
  g_autoptr(GBytes) body = g_bytes_new_take (parameters, strlen (parameters));
  g_autofree char *uri = NULL;
  NetRequest      *request;

  if (epr_community_get_search_method (community) == EPR_METHOD_GET)
    {
      uri = g_strconcat (base, "/DocumentReference?", parameters, NULL);
      return epr_client_new_request (client, "GET", uri, epr_access_get_tokens (access), trace);
    }

  uri = g_strconcat (base, "/DocumentReference/_search", NULL);
  request = epr_client_new_request (client, "POST", uri, epr_access_get_tokens (access), trace);
  net_request_set_body (request, body, FORM_TYPE);
  net_request_set_idempotent (request, TRUE);

  return request;
}

void
epr_document_search_async (EprAccess          *access,
                           const char         *status,
                           const char         *unique_id,
                           const char         *next,
                           NetTrace           *trace,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *page = NULL;
  EprClient       *client;
  NetRequest      *request;

  g_return_if_fail (EPR_IS_ACCESS (access));

  task = g_task_new (access, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_document_find_async);
  client = epr_access_get_client (access);
  if (next != NULL)
    {
      page = epr_access_resolve_uri (access, next, &error);
      if (page == NULL)
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
    }

  g_task_set_task_data (task, g_strdup (page != NULL ? page : epr_community_get_url (epr_client_get_community (client), EPR_SERVICE_DOCUMENTS)), g_free);
  request = page != NULL ? epr_client_new_request (client, "GET", page, epr_access_get_tokens (access), trace)
                         : new_search_request (access, status, unique_id, trace);
  /* whether one document is there is asked when a line was cut */
  net_request_set_fresh (request, unique_id != NULL);
  net_request_set_max_bytes (request, MAX_PAGE);
  net_request_set_deadline (request, PAGE_DEADLINE);
  net_client_send_async (epr_client_get_net (client), request, cancellable, found_cb, g_steal_pointer (&task));
}

void
epr_document_find_async (EprAccess          *access,
                         const char         *next,
                         NetTrace           *trace,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  epr_document_search_async (access, "current", NULL, next, trace, cancellable, callback, user_data);
}

void
epr_document_find_superseded_async (EprAccess          *access,
                                    const char         *next,
                                    NetTrace           *trace,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_return_if_fail (EPR_IS_ACCESS (access));

  if (!epr_community_get_status_param (epr_client_get_community (epr_access_get_client (access))))
    {
      g_autoptr(GTask) task = g_task_new (access, cancellable, callback, user_data);
      EprPage *page = g_new0 (EprPage, 1);

      page->documents = g_ptr_array_new_with_free_func (g_object_unref);
      page->issues = g_ptr_array_new_with_free_func (g_object_unref);
      g_task_set_source_tag (task, epr_document_find_async);
      g_task_return_pointer (task, page, (GDestroyNotify) epr_page_free);
      return;
    }

  epr_document_search_async (access, "superseded", NULL, next, trace, cancellable, callback, user_data);
}

EprPage *
epr_document_find_finish (EprAccess    *access,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, access), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_document_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
