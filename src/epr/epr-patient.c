/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-patient.h"

#include "epr-answer-private.h"
#include "epr-oids.h"
#include "fhir-bundle.h"
#include "fhir-parameters.h"
#include "fhir-patient.h"
#include "fhir-query.h"
#include "model-issue.h"

/* More are never shown: who scrolls through names reads those of other patients (R-PDQ-8). */
#define MAX_MATCHES 5

#define FORM_TYPE "application/x-www-form-urlencoded"
#define FHIR_TYPE "application/fhir+json; charset=utf-8"

typedef struct
{
  /* Input */
  ModelPatientQuery *query; /* (owned) */
  NetTrace          *trace; /* (owned) */

  /* In progress */
  ModelIdentifier *number; /* (owned) (nullable) the one to search by */
  char            *uri;    /* (owned) (nullable) of the search */
} Search;

typedef struct
{
  GBytes            *body;  /* (owned) */
  char              *where; /* (owned) */
  ModelPatientQuery *query; /* (owned) */
} Parse;

static void resolved_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void send_search (GTask *task);
static void searched_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void parsed_cb (GObject *object, GAsyncResult *result, gpointer user_data);

void
epr_match_free (EprMatch *self)
{
  g_clear_pointer (&self->patients, g_ptr_array_unref);
  g_clear_pointer (&self->issues, g_ptr_array_unref);
  g_free (self);
}

static void
search_free (Search *search)
{
  g_clear_object (&search->query);
  g_clear_object (&search->trace);
  g_clear_object (&search->number);
  g_free (search->uri);
  g_free (search);
}

static void
parse_free (Parse *parse)
{
  g_bytes_unref (parse->body);
  g_object_unref (parse->query);
  g_free (parse->where);
  g_free (parse);
}

/* Reading the answer, in a worker. */

static EprAsked
asked_by (ModelIssue *issue)
{
  const struct
  {
    const char *system;
    const char *code;
    EprAsked    asked;
  } known[] = {
    { EPR_SYSTEM_PDQM_ATTRIBUTES, "LivingSubjectAdministrativeGenderRequested", EPR_ASKED_GENDER },
    { EPR_SYSTEM_PDQM_ATTRIBUTES, "PatientAddressRequested", EPR_ASKED_ADDRESS },
    { EPR_SYSTEM_PDQM_ATTRIBUTES, "LivingSubjectBirthPlaceNameRequested", EPR_ASKED_BIRTH_PLACE },
    { EPR_SYSTEM_PDQM_ATTRIBUTES, "LivingSubjectBirthTimeRequested", EPR_ASKED_BIRTH_DATE },
    { EPR_SYSTEM_PDQM_CH_ATTRIBUTES, "BirthNameRequested", EPR_ASKED_BIRTH_NAME },
  };

  /* The two systems are written with and without urn:oid:, the codes are unmistakable. */
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (model_issue_get_details_code (issue), known[i].code) == 0)
      return known[i].asked;

  return 0;
}

static void
read_asked (EprMatch          *match,
            ModelPatientQuery *query)
{
  gboolean incomplete = FALSE;

  for (guint i = 0; i < match->issues->len; i++)
    {
      ModelIssue *issue = g_ptr_array_index (match->issues, i);

      match->asked |= asked_by (issue);
      incomplete |= g_strcmp0 (model_issue_get_code (issue), "incomplete") == 0;
    }

  match->too_many = match->patients->len > MAX_MATCHES ||
                    (match->patients->len == 0 && (match->asked != 0 || incomplete));
  if (!match->too_many)
    {
      match->asked = 0;
      return;
    }

  /* The best question of all, which the list of the guide does not have. */
  g_ptr_array_set_size (match->patients, 0);
  if (model_patient_query_get (query, MODEL_QUERY_BIRTH_DATE) == NULL)
    match->asked |= EPR_ASKED_BIRTH_DATE;
  else if (match->asked == 0 && model_patient_query_get (query, MODEL_QUERY_GENDER) == NULL)
    match->asked |= EPR_ASKED_GENDER;
}

static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  ModelPatient *x = *(ModelPatient *const *) a;
  ModelPatient *y = *(ModelPatient *const *) b;
  int           by_grade = (int) model_patient_get_grade (y) - (int) model_patient_get_grade (x);
  double        by_score = model_patient_get_score (y) - model_patient_get_score (x);

  return by_grade != 0 ? by_grade : by_score > 0 ? 1
                                : by_score < 0   ? -1
                                                 : 0;
}

static EprMatch *
read_match (FhirBundle        *bundle,
            ModelPatientQuery *query)
{
  EprMatch *match = g_new0 (EprMatch, 1);
  guint     n = fhir_bundle_get_n_entries (bundle);

  match->patients = g_ptr_array_new_with_free_func (g_object_unref);
  match->issues = fhir_bundle_dup_issues (bundle);
  for (guint i = 0; i < n; i++)
    {
      FhirBundleEntry entry;
      g_autoptr(ModelPatient) patient = NULL;

      if (!fhir_bundle_get_entry (bundle, i, &entry) ||
          g_strcmp0 (fhir_json_resource_type (entry.resource), "Patient") != 0 || entry.mode == FHIR_SEARCH_MODE_INCLUDE)
        continue;

      patient = fhir_patient_read (entry.resource, entry.match_grade, entry.score);
      if (model_patient_get_grade (patient) != MODEL_MATCH_CERTAINLY_NOT)
        g_ptr_array_add (match->patients, g_steal_pointer (&patient));
    }

  g_ptr_array_sort (match->patients, compare_matches);
  read_asked (match, query);

  return match;
}

/* An outcome of severity error on 200 means that the search was not made (R-PDQ-13). */
static gboolean
check_outcome (EprMatch   *match,
               const char *where,
               GError    **error)
{
  for (guint i = 0; match->patients->len == 0 && !match->too_many && i < match->issues->len; i++)
    {
      ModelIssue *issue = g_ptr_array_index (match->issues, i);

      if (model_issue_get_severity (issue) >= MODEL_ISSUE_ERROR)
        {
          g_set_error (error, EPR_ERROR, EPR_ERROR_SERVER_SAID_NO, "%s: %s", where, model_issue_get_text (issue));
          return FALSE;
        }
    }

  return TRUE;
}

static void
parse_in_worker (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Parse  *parse = task_data;
  GError *error = NULL;
  g_autoptr(FhirBundle) bundle = fhir_bundle_parse (parse->body, &error);
  g_autoptr(EprMatch) match = NULL;
  GError *answer_error = NULL;

  if (bundle == NULL)
    epr_answer_set_error (&answer_error, error, parse->body, parse->where);
  else
    {
      match = read_match (bundle, parse->query);
      check_outcome (match, parse->where, &answer_error);
    }

  if (answer_error != NULL)
    g_task_return_error (task, answer_error);
  else
    g_task_return_pointer (task, g_steal_pointer (&match), (GDestroyNotify) epr_match_free);
}

static void
parsed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  EprMatch *match = g_task_propagate_pointer (G_TASK (result), &error);

  if (match == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, match, (GDestroyNotify) epr_match_free);
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Search       *search = g_task_get_task_data (task);
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
  parse->body = g_bytes_ref (net_response_get_body (response));
  parse->where = epr_answer_where (response, search->uri);
  parse->query = g_object_ref (search->query);
  worker = g_task_new (NULL, cancellable, parsed_cb, g_steal_pointer (&task));
  g_task_set_source_tag (worker, searched_cb);
  g_task_set_task_data (worker, parse, (GDestroyNotify) parse_free);
  g_task_run_in_thread (worker, parse_in_worker);
}

/* Making the request. */

/* R-PDQ-5: by number, then only the number; else by what is known of the person. */
static ModelPatient *
patient_from_query (Search *search)
{
  ModelPatientQuery *query = search->query;
  const char        *given = model_patient_query_get (query, MODEL_QUERY_GIVEN);
  g_auto(GStrv) names = given != NULL ? g_strsplit_set (given, " ", -1) : NULL;
  g_autoptr(GPtrArray) identifiers = g_ptr_array_new ();
  ModelPatientInit init = { .identifiers = identifiers };

  if (search->number != NULL)
    {
      g_ptr_array_add (identifiers, search->number);
      return model_patient_new (&init);
    }

  init.family = model_patient_query_get (query, MODEL_QUERY_FAMILY);
  init.given = (const char *const *) names;
  init.birth_family = model_patient_query_get (query, MODEL_QUERY_BIRTH_FAMILY);
  init.gender = model_gender_from_code (model_patient_query_get (query, MODEL_QUERY_GENDER));
  init.city = model_patient_query_get (query, MODEL_QUERY_CITY);
  model_date_parse (model_patient_query_get (query, MODEL_QUERY_BIRTH_DATE), &init.birth_date);

  return model_patient_new (&init);
}

static NetRequest *
new_match_request (EprClient *client,
                   Search    *search)
{
  EprCommunity *community = epr_client_get_community (client);
  g_autoptr(ModelPatient) patient = patient_from_query (search);
  g_autoptr(GBytes) body = fhir_parameters_write_match (patient, FALSE);
  NetRequest *request;

  search->uri = g_strconcat (epr_community_get_url (community, EPR_SERVICE_PATIENT), "/Patient/$match", NULL);
  request = epr_client_new_request (client, "POST", search->uri, epr_client_get_basic (client), search->trace);
  net_request_set_body (request, body, FHIR_TYPE);
  net_request_set_idempotent (request, TRUE);

  return request;
}

static void
add_given (FhirQuery  *query,
           const char *name,
           const char *value)
{
  if (value != NULL)
    fhir_query_add (query, name, value);
}

static char *
search_parameters (Search *search)
{
  ModelPatientQuery *from = search->query;
  g_autoptr(FhirQuery) query = fhir_query_new ();
  g_autofree char *count = g_strdup_printf ("%d", MAX_MATCHES + 1);

  if (search->number != NULL)
    fhir_query_add_token (query, "identifier", model_identifier_get_system (search->number),
                          model_identifier_get_value (search->number));
  else
    {
      add_given (query, "family", model_patient_query_get (from, MODEL_QUERY_FAMILY));
      add_given (query, "given", model_patient_query_get (from, MODEL_QUERY_GIVEN));
      add_given (query, "birthdate", model_patient_query_get (from, MODEL_QUERY_BIRTH_DATE));
      add_given (query, "gender", model_patient_query_get (from, MODEL_QUERY_GENDER));
      add_given (query, "address-city", model_patient_query_get (from, MODEL_QUERY_CITY));
    }
  fhir_query_add (query, "_count", count);

  return fhir_query_to_string (query);
}

static NetRequest *
new_plain_request (EprClient *client,
                   Search    *search)
{
  EprCommunity    *community = epr_client_get_community (client);
  const char      *base = epr_community_get_url (community, EPR_SERVICE_PATIENT);
  g_autofree char *parameters = search_parameters (search);
  g_autoptr(GBytes) body = NULL;
  NetRequest *request;

  if (epr_community_get_search_method (community) == EPR_METHOD_GET)
    {
      search->uri = g_strconcat (base, "/Patient?", parameters, NULL);
      return epr_client_new_request (client, "GET", search->uri, epr_client_get_basic (client), search->trace);
    }

  search->uri = g_strconcat (base, "/Patient/_search", NULL);
  body = g_bytes_new_take (parameters, strlen (parameters));
  parameters = NULL;
  request = epr_client_new_request (client, "POST", search->uri, epr_client_get_basic (client), search->trace);
  net_request_set_body (request, body, FORM_TYPE);
  net_request_set_idempotent (request, TRUE);

  return request;
}

static void
send_search (GTask *task)
{
  g_autoptr(GTask) owned = task;
  EprClient  *client = g_task_get_source_object (task);
  Search     *search = g_task_get_task_data (task);
  NetRequest *request;

  request = epr_community_get_patient_search (epr_client_get_community (client)) == EPR_SEARCH_MATCH
                ? new_match_request (client, search)
                : new_plain_request (client, search);
  net_client_send_async (epr_client_get_net (client), request, g_task_get_cancellable (task),
                         searched_cb, g_steal_pointer (&owned));
}

/* A number that the identifier query does not know may still be one that the search knows: only the
 * community can tell, and the guide promises nothing (R-PIX-4). */
static void
resolved_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Search *search = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) numbers = epr_patient_resolve_finish (EPR_CLIENT (object), result, &error);

  if (numbers == NULL && error->domain != EPR_ERROR &&
      !g_error_matches (error, NET_ERROR, NET_ERROR_NOT_FOUND) &&
      !g_error_matches (error, NET_ERROR, NET_ERROR_BAD_REQUEST) &&
      !g_error_matches (error, NET_ERROR, NET_ERROR_FORBIDDEN))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (numbers != NULL && numbers->len > 0)
    g_set_object (&search->number, g_ptr_array_index (numbers, 0));
  send_search (g_steal_pointer (&task));
}

static ModelIdentifier *
number_of_query (EprCommunity      *community,
                 ModelPatientQuery *query)
{
  const struct
  {
    ModelQueryPartKind kind;
    const char        *system;
  } numbers[] = {
    { MODEL_QUERY_SPID, EPR_SYSTEM_SPID },
    { MODEL_QUERY_AHVN13, EPR_SYSTEM_AHVN13 },
    { MODEL_QUERY_CARD, EPR_SYSTEM_CARD },
    { MODEL_QUERY_LOCAL, epr_community_get_local_authority (community) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const char *digits = model_patient_query_get (query, numbers[i].kind);

      if (digits != NULL && numbers[i].system != NULL)
        return model_identifier_new (numbers[i].system, digits, NULL, NULL);
    }

  return NULL;
}

/* A local number is what that query is for (R-PIX-3); for an AHVN13 it may help (R-PIX-4). */
static gboolean
is_for_identifier_query (EprClient       *client,
                         ModelIdentifier *number)
{
  EprCommunity *community = epr_client_get_community (client);
  const char   *system = number != NULL ? model_identifier_get_system (number) : NULL;

  return system != NULL && epr_community_get_identifier_query (community) &&
         (g_str_equal (system, EPR_SYSTEM_AHVN13) || g_strcmp0 (system, epr_community_get_local_authority (community)) == 0);
}

void
epr_patient_search_async (EprClient          *client,
                          ModelPatientQuery  *query,
                          NetTrace           *trace,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Search *search;

  g_return_if_fail (EPR_IS_CLIENT (client));
  g_return_if_fail (MODEL_IS_PATIENT_QUERY (query));

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_patient_search_async);
  search = g_new0 (Search, 1);
  search->query = g_object_ref (query);
  search->trace = trace != NULL ? g_object_ref (trace) : net_trace_new ();
  search->number = number_of_query (epr_client_get_community (client), query);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  if (search->number == NULL && model_patient_query_get (query, MODEL_QUERY_LOCAL) != NULL)
    g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NO_NUMBER, "[oids] local-authority: whose numbers the local ones are is not said");
  else if (is_for_identifier_query (client, search->number))
    epr_patient_resolve_async (client, model_identifier_get_system (search->number),
                               model_identifier_get_value (search->number), search->trace, cancellable,
                               resolved_cb, g_steal_pointer (&task));
  else
    send_search (g_steal_pointer (&task));
}

EprMatch *
epr_patient_search_finish (EprClient    *client,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_patient_search_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
