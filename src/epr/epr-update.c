/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-update.h"

#include "epr-answer-private.h"
#include "epr-document-private.h"
#include "epr-error.h"
#include "epr-refusal-private.h"
#include "fhir-document-change.h"

#include <string.h>

/* One change:
 *
 *   GET DocumentReference/id ── changed in a worker ── PUT DocumentReference/id, If-Match ── its answer
 *
 * The answer holds the new resource, nothing, or words about it (R-MHD-41); where it is not the resource,
 * what was sent counts. */

#define FHIR_TYPE "application/fhir+json; charset=utf-8"
#define MAX_RESOURCE (4 * 1024 * 1024)
#define DEADLINE 60000 /* ms: a community may forward it to another */

typedef struct
{
  /* Input */
  ModelDocument     *document; /* (owned) */
  FhirDocumentChange change;   /* its members (owned) */
  NetTrace          *trace;    /* (owned) (nullable) */
  char              *uri;      /* (owned) */

  /* In progress */
  GBytes *body; /* (owned) (nullable) what is sent */
} Update;

/* For a worker: reads @body, and changes it when there is a @change. */
typedef struct
{
  GBytes                       *body;       /* (owned) */
  char                         *where;      /* (owned) */
  const FhirDocumentChange     *change;     /* (nullable) borrowed from the update, which waits */
  const FhirDocumentExtensions *extensions; /* borrowed for ever */

  /* Result */
  ModelDocument *document; /* (owned) after the change */
  ModelDocument *before;   /* (owned) (nullable) as it was read, with a @change */
  GBytes        *changed;  /* (owned) (nullable) */
  char          *version;  /* (owned) (nullable) meta.versionId */
} Work;

static void got_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void changed_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void put_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void read_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
update_free (Update *update)
{
  FhirDocumentChange *change = &update->change;

  g_clear_object (&update->document);
  g_clear_object (&update->trace);
  g_clear_pointer (&update->body, g_bytes_unref);
  g_clear_object (&change->type);
  g_clear_object (&change->category);
  g_clear_object (&change->confidentiality);
  g_clear_object (&change->facility_type);
  g_clear_object (&change->practice_setting);
  g_clear_object (&change->deletion_status);
  g_free ((char *) change->title);
  g_free ((char *) change->description);
  g_free ((char *) change->language);
  g_free (update->uri);
  g_free (update);
}

static void
work_free (Work *work)
{
  g_bytes_unref (work->body);
  g_clear_object (&work->document);
  g_clear_object (&work->before);
  g_clear_pointer (&work->changed, g_bytes_unref);
  g_free (work->where);
  g_free (work->version);
  g_free (work);
}

static void
take_change (Update          *update,
             const EprChange *change)
{
  FhirDocumentChange *copy = &update->change;

  copy->title = g_strdup (change->title);
  copy->description = g_strdup (change->description);
  copy->language = g_strdup (change->language);
  g_set_object (&copy->type, change->type);
  g_set_object (&copy->category, change->category);
  g_set_object (&copy->confidentiality, change->confidentiality);
  g_set_object (&copy->facility_type, change->facility_type);
  g_set_object (&copy->practice_setting, change->practice_setting);
  g_set_object (&copy->deletion_status, change->deletion_status);
}

static void
work_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Work   *work = task_data;
  GError *cause = NULL;
  GError *error = NULL;
  g_autoptr(JsonNode) node = fhir_json_parse (work->body, &cause);
  JsonObject *resource = node != NULL ? fhir_json_node_object (node) : NULL;

  if (node == NULL)
    {
      epr_answer_set_error (&error, cause, work->body, work->where);
      g_task_return_error (task, error);
      return;
    }
  if (g_strcmp0 (fhir_json_resource_type (resource), "DocumentReference") != 0)
    {
      g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NOT_EXPECTED, "%s: no DocumentReference", work->where);
      return;
    }

  work->version = g_strdup (fhir_json_string (fhir_json_object (resource, "meta"), "versionId"));
  if (work->change != NULL)
    {
      work->before = fhir_document_reference_read (resource, work->extensions, NULL);
      fhir_document_change (resource, work->change, work->extensions);
      work->changed = fhir_json_to_bytes (node);
    }
  work->document = fhir_document_reference_read (resource, work->extensions, NULL);
  g_task_return_boolean (task, TRUE);
}

/* Takes @task. Not with its cancellable: what the server has done is done. */
static void
start_work (GTask              *task,
            GBytes             *body,
            char               *where,
            gboolean            change,
            GAsyncReadyCallback callback)
{
  EprAccess *access = g_task_get_source_object (task);
  Update    *update = g_task_get_task_data (task);
  Work      *work = g_new0 (Work, 1);
  g_autoptr(GTask) worker = NULL;

  work->body = g_bytes_ref (body);
  work->where = where;
  work->change = change ? &update->change : NULL;
  work->extensions = epr_document_get_extensions (epr_client_get_community (epr_access_get_client (access)));
  worker = g_task_new (NULL, NULL, callback, task);
  g_task_set_source_tag (worker, start_work);
  g_task_set_task_data (worker, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (worker, work_in_worker);
}

static NetRequest *
new_request (EprAccess  *access,
             const char *method,
             Update     *update)
{
  EprClient  *client = epr_access_get_client (access);
  NetRequest *request = epr_client_new_request (client, method, update->uri, epr_access_get_tokens (access), update->trace);

  net_request_set_max_bytes (request, MAX_RESOURCE);
  net_request_set_deadline (request, DEADLINE);

  return request;
}

static void
put (GTask      *task,
     const char *version)
{
  EprAccess       *access = g_task_get_source_object (task);
  Update          *update = g_task_get_task_data (task);
  NetRequest      *request = new_request (access, "PUT", update);
  g_autofree char *match = version != NULL ? g_strdup_printf ("W/\"%s\"", version) : NULL;

  net_request_set_body (request, update->body, FHIR_TYPE);
  net_request_set_header (request, "Prefer", "return=representation");
  /* No name of a version can end the header: FHIR ids have no such letters, but servers do as they like. */
  if (match != NULL && g_str_is_ascii (match) && strpbrk (version, "\"\r\n") == NULL)
    net_request_set_header (request, "If-Match", match);
  net_client_send_async (epr_client_get_net (epr_access_get_client (access)), request, g_task_get_cancellable (task),
                         put_cb, task);
}

/* Ids are short-lived (R-MHD-62). */
static gboolean
is_the_same (ModelDocument *read,
             ModelDocument *meant)
{
  const char *unique_id = model_document_get_unique_id (meant);

  return unique_id == NULL || g_strcmp0 (model_document_get_unique_id (read), unique_id) == 0;
}

static gboolean
is_another (const char *now,
            const char *seen)
{
  return seen != NULL && g_strcmp0 (now, seen) != 0;
}

static gboolean
is_another_code (ModelCoding *now,
                 ModelCoding *seen)
{
  return seen != NULL && is_another (now != NULL ? model_coding_get_code (now) : NULL, model_coding_get_code (seen));
}

static ModelCoding *
level_of (ModelDocument *document)
{
  return model_document_get_n_security_labels (document) > 0 ? model_document_get_security_label (document, 0) : NULL;
}

/* Whether what is to be changed is not any more what the person saw: she would undo somebody else's change. Versions
 * would tell it too, but of all changes, and not every server gives the same one in a search. */
static gboolean
was_changed (ModelDocument            *now,
             ModelDocument            *seen,
             const FhirDocumentChange *change)
{
  return (change->title != NULL && is_another (model_document_get_attachment_title (now), model_document_get_attachment_title (seen))) ||
         (change->description != NULL && is_another (model_document_get_description (now), model_document_get_description (seen))) ||
         (change->language != NULL && is_another (model_document_get_language (now), model_document_get_language (seen))) ||
         (change->type != NULL && is_another_code (model_document_get_document_type (now), model_document_get_document_type (seen))) ||
         (change->category != NULL && is_another_code (model_document_get_category (now), model_document_get_category (seen))) ||
         (change->confidentiality != NULL && is_another_code (level_of (now), level_of (seen))) ||
         (change->facility_type != NULL && is_another_code (model_document_get_facility_type (now), model_document_get_facility_type (seen))) ||
         (change->practice_setting != NULL && is_another_code (model_document_get_practice_setting (now), model_document_get_practice_setting (seen)));
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  EprAccess *access = g_task_get_source_object (task);
  Update    *update = g_task_get_task_data (task);
  Work      *work = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!is_the_same (work->document, update->document) || !epr_access_is_about (access, work->document))
    g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_CHANGED_MEANWHILE, "%s: another document", work->where);
  else if (was_changed (work->before, update->document, &update->change))
    g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_CHANGED_MEANWHILE, "%s: what is to be changed was changed", work->where);
  else if (!g_task_return_error_if_cancelled (task))
    {
      update->body = g_bytes_ref (work->changed);
      put (g_steal_pointer (&task), work->version);
    }
}

static void
got_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Update *update = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (NET_CLIENT (object), result, &error);

  if (response == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    start_work (g_steal_pointer (&task), net_response_get_body (response), epr_answer_where (response, update->uri),
                TRUE, changed_cb);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Update *update = g_task_get_task_data (task);
  Work   *work = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_pointer (task, g_object_ref (work->document), g_object_unref);
  else if (work->body != update->body)
    start_work (g_steal_pointer (&task), update->body, g_strdup (work->where), FALSE, read_cb);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
put_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Update *update = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (NET_CLIENT (object), result, &error);
  GBytes *body;

  if (response == NULL)
    {
      g_task_return_error (task, error->domain == NET_ERROR
                                     ? epr_refusal_from_error (error, update->change.confidentiality != NULL)
                                     : error);
      return;
    }

  body = net_response_get_body (response);
  if (g_bytes_get_size (body) == 0)
    body = update->body;
  start_work (g_steal_pointer (&task), body, epr_answer_where (response, update->uri), FALSE, read_cb);
}

void
epr_update_async (EprAccess          *access,
                  ModelDocument      *document,
                  const EprChange    *change,
                  NetTrace           *trace,
                  GCancellable       *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *relative = NULL;
  Update          *update;

  g_return_if_fail (EPR_IS_ACCESS (access));
  g_return_if_fail (MODEL_IS_DOCUMENT (document));
  g_return_if_fail (change != NULL);

  update = g_new0 (Update, 1);
  update->document = g_object_ref (document);
  g_set_object (&update->trace, trace);
  take_change (update, change);
  update->change.name_logical_id = epr_community_get_update_is_rmu (epr_client_get_community (epr_access_get_client (access)));
  task = g_task_new (access, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_update_async);
  g_task_set_task_data (task, update, (GDestroyNotify) update_free);

  id = g_uri_escape_string (model_document_get_id (document), NULL, FALSE);
  relative = g_strconcat ("DocumentReference/", id, NULL);
  update->uri = epr_access_resolve_uri (access, relative, &error);
  if (update->uri == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  net_client_send_async (epr_client_get_net (epr_access_get_client (access)), new_request (access, "GET", update),
                         cancellable, got_cb, g_steal_pointer (&task));
}

ModelDocument *
epr_update_finish (EprAccess    *access,
                   GAsyncResult *result,
                   GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, access), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_update_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
