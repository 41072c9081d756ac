/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ITI-90 with a basic token: people, their roles, the institutions of these, institutions by name; one request after the
 * other, pages as the server links them (R-COM-15). Reverse includes have no effect there (R-CSD-1). */
#include "config.h"

#include "epr-directory-private.h"

#include "epr-answer-private.h"
#include "fhir-directory.h"

#include <string.h>

#define FORM_TYPE "application/x-www-form-urlencoded"
/* Institutions of institutions: a ward, its clinic, the hospital. */
#define MAX_ROUNDS 2
/* Of roles and institutions, for a server whose links have no end. */
#define MAX_PAGES 20

typedef enum
{
  STEP_PEOPLE,
  STEP_ORGANIZATIONS,
  STEP_ROLES,
  STEP_MISSING,
  STEP_DONE
} Step;

typedef struct
{
  /* Input */
  EprDirectoryQuestion *question; /* (owned) */
  EprDirectoryKinds     kinds;
  guint                 limit;
  NetTrace             *trace; /* (owned) */

  /* In progress */
  Step           step;
  FhirDirectory *directory; /* (owned) */
  GPtrArray     *ids;       /* (owned) (nullable) of this step */
  guint          first;     /* of the ids that are asked for next */
  guint          n_found;   /* of this step */
  guint          n_pages;   /* of this step */
  guint          n_rounds;  /* of STEP_MISSING */
  GHashTable    *asked;     /* (owned) ids of institutions that were asked for */
  char          *next;      /* (owned) (nullable) address of the next page */
  char          *uri;       /* (owned) (nullable) of the request */
  gboolean       more;
} Search;

typedef struct
{
  GBytes *body;  /* (owned) */
  char   *where; /* (owned) */
} Parse;

static void go_on (GTask *task);

void
epr_directory_answer_free (EprDirectoryAnswer *self)
{
  g_clear_pointer (&self->professionals, g_ptr_array_unref);
  g_clear_pointer (&self->organizations, g_ptr_array_unref);
  g_free (self);
}

static void
search_free (Search *search)
{
  epr_directory_question_free (search->question);
  g_object_unref (search->trace);
  g_object_unref (search->directory);
  g_clear_pointer (&search->ids, g_ptr_array_unref);
  g_hash_table_unref (search->asked);
  g_free (search->next);
  g_free (search->uri);
  g_free (search);
}

static void
parse_free (Parse *parse)
{
  g_bytes_unref (parse->body);
  g_free (parse->where);
  g_free (parse);
}

gboolean
epr_directory_is_offered (EprClient *client)
{
  g_return_val_if_fail (EPR_IS_CLIENT (client), FALSE);

  return epr_community_get_feature (epr_client_get_community (client), EPR_FEATURE_DIRECTORY) != EPR_SWITCH_OFF;
}

/* What completes the people and institutions found, or is left out without harm. */
static gboolean
is_supplement (Step step)
{
  return step == STEP_ROLES || step == STEP_MISSING;
}

static gboolean
means_no_directory (const GError *error)
{
  static const guint statuses[] = { 403, 404, 405, 410, 501 };

  for (guint i = 0; error->domain == NET_ERROR && i < G_N_ELEMENTS (statuses); i++)
    if (net_error_get_status (error) == statuses[i])
      return TRUE;

  return FALSE;
}

static gboolean
is_lasting (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_INTERACTION_REQUIRED) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_SIGN_IN_REFUSED);
}

static void
begin_step (Search *search,
            Step    step)
{
  search->step = step;
  g_clear_pointer (&search->ids, g_ptr_array_unref);
  g_clear_pointer (&search->next, g_free);
  search->first = 0;
  search->n_found = 0;
  search->n_pages = 0;
}

/* Takes @error. Of somebody who was found, the institution may stay unknown. */
static void
take_error (GTask  *task,
            GError *error)
{
  g_autoptr(GTask) owned = task;
  Search *search = g_task_get_task_data (task);

  if (is_supplement (search->step) && !is_lasting (error))
    {
      g_error_free (error);
      begin_step (search, search->step + 1);
      go_on (g_steal_pointer (&owned));
      return;
    }

  if (means_no_directory (error))
    {
      g_autofree char *where = g_strndup (search->uri, strcspn (search->uri, "?#"));
      g_autoptr(GError) cause = error;

      g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NO_DIRECTORY, "%u %s: %s", net_error_get_status (cause), where, cause->message);
      return;
    }

  g_task_return_error (task, error);
}

/* The answers. */

static guint
count_matches (FhirBundle *bundle)
{
  guint n = 0;

  for (guint i = 0; i < fhir_bundle_get_n_entries (bundle); i++)
    {
      FhirBundleEntry entry;

      if (fhir_bundle_get_entry (bundle, i, &entry) && entry.mode != FHIR_SEARCH_MODE_OUTCOME && entry.mode != FHIR_SEARCH_MODE_INCLUDE)
        n++;
    }

  return n;
}

/* A lone outcome of severity error on 200 means that nothing was searched. */
static gboolean
check_outcome (FhirBundle *bundle,
               const char *where,
               GError    **error)
{
  g_autoptr(GPtrArray) issues = fhir_bundle_get_bundle_type (bundle) == NULL ? fhir_bundle_dup_issues (bundle) : NULL;

  if (issues == NULL || issues->len == 0 || model_issue_get_severity (g_ptr_array_index (issues, 0)) < MODEL_ISSUE_ERROR)
    return TRUE;

  g_set_error (error, EPR_ERROR, EPR_ERROR_SERVER_SAID_NO, "%s: %s", where, model_issue_get_text (g_ptr_array_index (issues, 0)));

  return FALSE;
}

static void
parse_in_worker (GTask        *worker,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Parse  *parse = task_data;
  GError *cause = NULL;
  GError *error = NULL;
  g_autoptr(FhirBundle) bundle = fhir_bundle_parse (parse->body, &cause);

  if (bundle == NULL)
    epr_answer_set_error (&error, cause, parse->body, parse->where);
  else
    check_outcome (bundle, parse->where, &error);

  if (error != NULL)
    g_task_return_error (worker, error);
  else
    g_task_return_pointer (worker, g_steal_pointer (&bundle), g_object_unref);
}

static void
take_page (Search     *search,
           FhirBundle *bundle)
{
  search->n_found += count_matches (bundle);
  search->n_pages++;
  fhir_directory_add (search->directory, bundle, !is_supplement (search->step));
  g_free (search->next);
  search->next = g_strdup (fhir_bundle_get_link (bundle, "next"));

  if (search->n_pages >= MAX_PAGES)
    g_clear_pointer (&search->next, g_free);
  if (is_supplement (search->step))
    return;

  if (search->n_found > search->limit || (search->n_found == search->limit && search->next != NULL))
    {
      search->more = TRUE;
      g_clear_pointer (&search->next, g_free);
    }
}

static void
parsed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  g_autoptr(FhirBundle) bundle = g_task_propagate_pointer (G_TASK (result), &error);

  if (bundle == NULL)
    {
      take_error (g_steal_pointer (&task), error);
      return;
    }

  take_page (g_task_get_task_data (task), bundle);
  go_on (g_steal_pointer (&task));
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Search       *search = g_task_get_task_data (task);
  GError       *error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (NET_CLIENT (object), result, &error);
  g_autoptr(GTask) worker = NULL;
  Parse *parse;

  if (response == NULL)
    {
      take_error (g_steal_pointer (&task), error);
      return;
    }

  parse = g_new0 (Parse, 1);
  parse->body = g_bytes_ref (net_response_get_body (response));
  parse->where = epr_answer_where (response, search->uri);
  worker = g_task_new (NULL, cancellable, parsed_cb, g_steal_pointer (&task));
  g_task_set_source_tag (worker, answered_cb);
  g_task_set_task_data (worker, parse, (GDestroyNotify) parse_free);
  g_task_run_in_thread (worker, parse_in_worker);
}

/* The requests. */

/* Takes @task and @parameters; without parameters, the next page. */
static void
send (GTask      *task,
      const char *type,
      char       *parameters)
{
  g_autoptr(GTask) owned = task;
  EprClient    *client = g_task_get_source_object (task);
  EprCommunity *community = epr_client_get_community (client);
  Search       *search = g_task_get_task_data (task);
  const char   *base = epr_community_get_url (community, EPR_SERVICE_DIRECTORY);
  gboolean      by_post = parameters != NULL && epr_community_get_search_method (community) == EPR_METHOD_POST;
  NetRequest   *request;

  g_free (search->uri);
  if (parameters == NULL)
    search->uri = g_steal_pointer (&search->next);
  else
    search->uri = g_strconcat (base, "/", type, by_post ? "/_search" : "?", by_post ? NULL : parameters, NULL);

  request = epr_client_new_request (client, by_post ? "POST" : "GET", search->uri, epr_client_get_basic (client), search->trace);
  if (by_post)
    {
      g_autoptr(GBytes) body = g_bytes_new (parameters, strlen (parameters));

      net_request_set_body (request, body, FORM_TYPE);
      net_request_set_idempotent (request, TRUE);
    }
  g_free (parameters);
  net_client_send_async (epr_client_get_net (client), request, g_task_get_cancellable (task), answered_cb, g_steal_pointer (&owned));
}

/* Takes @task. */
static void
send_next (GTask *task)
{
  g_autoptr(GTask) owned = task;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  char   *uri = epr_client_resolve_uri (g_task_get_source_object (task), EPR_SERVICE_DIRECTORY, search->next, &error);

  if (uri == NULL)
    {
      take_error (g_steal_pointer (&owned), error);
      return;
    }

  g_free (search->next);
  search->next = uri;
  send (g_steal_pointer (&owned), NULL, NULL);
}

/* The institutions that are still to be asked for; each once. */
static GPtrArray *
list_missing (Search *search)
{
  GPtrArray *ids = fhir_directory_list_missing (search->directory);

  for (guint i = ids->len; i > 0; i--)
    if (!g_hash_table_add (search->asked, g_strdup (g_ptr_array_index (ids, i - 1))))
      g_ptr_array_remove_index (ids, i - 1);

  return ids;
}

/* What the step asks for next; NULL: it is over. (transfer full) (nullable) */
static char *
next_question (Search *search)
{
  char *parameters;

  switch (search->step)
    {
    case STEP_PEOPLE:
      return (search->kinds & EPR_DIRECTORY_PEOPLE) != 0 && search->n_pages == 0 && search->question->oid == NULL
                 ? epr_directory_ask_people (search->question, search->limit)
                 : NULL;

    case STEP_ORGANIZATIONS:
      return (search->kinds & EPR_DIRECTORY_ORGANIZATIONS) != 0 && search->n_pages == 0
                 ? epr_directory_ask_organizations (search->question, search->limit)
                 : NULL;

    case STEP_ROLES:
    case STEP_MISSING:
      if (search->ids == NULL)
        search->ids = search->step == STEP_ROLES ? fhir_directory_list_people (search->directory) : list_missing (search);
      if (search->first >= search->ids->len)
        return NULL;
      parameters = search->step == STEP_ROLES ? epr_directory_ask_ids ("practitioner", "Practitioner/", search->ids, search->first)
                                              : epr_directory_ask_ids ("_id", "", search->ids, search->first);
      search->first += EPR_DIRECTORY_IDS;
      search->n_pages = 0;
      return parameters;

    case STEP_DONE:
    default:
      return NULL;
    }
}

static void
truncate_to (GPtrArray *array,
             guint      limit)
{
  if (array->len > limit)
    g_ptr_array_set_size (array, (int) limit);
}

static void
finish (GTask *task)
{
  Search             *search = g_task_get_task_data (task);
  EprDirectoryAnswer *answer = g_new0 (EprDirectoryAnswer, 1);

  answer->professionals = fhir_directory_dup_professionals (search->directory);
  answer->organizations = fhir_directory_dup_organizations (search->directory);
  truncate_to (answer->professionals, search->limit);
  truncate_to (answer->organizations, search->limit);
  answer->more = search->more;
  g_task_return_pointer (task, answer, (GDestroyNotify) epr_directory_answer_free);
}

/* Takes @task. */
static void
go_on (GTask *task)
{
  static const char *const types[] = {
    [STEP_PEOPLE] = "Practitioner",
    [STEP_ORGANIZATIONS] = "Organization",
    [STEP_ROLES] = "PractitionerRole",
    [STEP_MISSING] = "Organization",
  };
  g_autoptr(GTask) owned = task;
  Search *search = g_task_get_task_data (task);

  if (search->next != NULL)
    {
      send_next (g_steal_pointer (&owned));
      return;
    }

  while (search->step != STEP_DONE)
    {
      char *parameters = next_question (search);

      if (parameters != NULL)
        {
          send (g_steal_pointer (&owned), types[search->step], parameters);
          return;
        }
      if (search->step == STEP_MISSING && search->ids->len > 0 && ++search->n_rounds < MAX_ROUNDS)
        begin_step (search, STEP_MISSING);
      else
        begin_step (search, search->step + 1);
    }

  finish (task);
}

void
epr_directory_search_async (EprClient          *client,
                            const char         *text,
                            EprDirectoryKinds   kinds,
                            guint               limit,
                            NetTrace           *trace,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Search *search;

  g_return_if_fail (EPR_IS_CLIENT (client));
  g_return_if_fail (text != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_directory_search_async);
  search = g_new0 (Search, 1);
  search->question = epr_directory_question_new (text);
  search->kinds = kinds;
  search->limit = CLAMP (limit, 1, EPR_DIRECTORY_MAX);
  search->trace = trace != NULL ? g_object_ref (trace) : net_trace_new ();
  search->directory = fhir_directory_new ();
  search->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  if (!epr_directory_is_offered (client))
    g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NO_DIRECTORY, "[feature] directory=off");
  else if (!epr_directory_question_has (search->question, kinds))
    finish (task);
  else
    go_on (g_steal_pointer (&task));
}

EprDirectoryAnswer *
epr_directory_search_finish (EprClient    *client,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_directory_search_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
