/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-recommendation.h"

#include "epr-answer-private.h"
#include "epr-client-private.h"
#include "epr-institution.h"
#include "epr-oids.h"
#include "epr-vaccine-terms.h"
#include "fhir-vaccination-request.h"

#include <string.h>

#define FHIR_TYPE "application/fhir+json"
#define DEADLINE 30000 /* milliseconds */
#define MAX_ANSWER (4 * 1024 * 1024)

static const char *const withheld[] = { EPR_SYSTEM_SPID, EPR_SYSTEM_AHVN13, EPR_SYSTEM_CARD, NULL };

/* From the click to the answer: secret (keyring) → question (worker) → POST → answer (worker). */
typedef struct
{
  EprCommunity           *community; /* (owned) */
  ModelPatient           *patient;   /* (owned) */
  ModelVaccinationRecord *record;    /* (owned) */
  NetTrace               *trace;     /* (owned) (nullable) */
  NetClient              *net;       /* (owned) its own: the clock of the service is none of the community's */
  char                   *secret;    /* (owned) (nullable) wiped */
  char                   *message;   /* (owned) as the next two, UUIDs of this question */
  char                   *header;
  char                   *subject;
  ModelDate               now;
  GBytes                 *question; /* (owned) (nullable) */
  GBytes                 *body;     /* (owned) (nullable) of the answer */
  char                   *where;    /* (owned) (nullable) */
  guint                   n_entries;
} Ask;

static void secret_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void start_writing (GTask *task);
static void written_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void sent_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void read_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
ask_free (Ask *ask)
{
  g_object_unref (ask->community);
  g_object_unref (ask->patient);
  g_object_unref (ask->record);
  g_clear_object (&ask->trace);
  g_clear_object (&ask->net);
  net_secret_free (ask->secret);
  g_free (ask->message);
  g_free (ask->header);
  g_free (ask->subject);
  g_clear_pointer (&ask->question, g_bytes_unref);
  g_clear_pointer (&ask->body, g_bytes_unref);
  g_free (ask->where);
  g_free (ask);
}

static ModelDate
now (void)
{
  g_autoptr(GDateTime) time = g_date_time_new_now_local ();

  return (ModelDate) {
    .year = (gint16) g_date_time_get_year (time),
    .month = (guint8) g_date_time_get_month (time),
    .day = (guint8) g_date_time_get_day_of_month (time),
    .hour = (guint8) g_date_time_get_hour (time),
    .minute = (guint8) g_date_time_get_minute (time),
    .second = (guint8) g_date_time_get_second (time),
    .precision = MODEL_DATE_SECOND,
    .offset_minutes = (gint16) (g_date_time_get_utc_offset (time) / G_TIME_SPAN_MINUTE),
  };
}

/* Borrowed from @ask. */
static FhirVaccinationQuestion
make_question (Ask *ask)
{
  const EprRecommendationService *service = epr_community_get_recommendation_service (ask->community);
  const EprInstitution           *institution = epr_community_get_institution (ask->community);

  return (FhirVaccinationQuestion) {
    .message = ask->message,
    .header = ask->header,
    .subject = ask->subject,
    .date = &ask->now,
    .patient = ask->patient,
    .service = service->name,
    .address = service->address,
    .gln = service->gln,
    .sender = institution->name,
    .sender_id = institution->id,
    .source = epr_community_get_source_oid (ask->community),
    .version = CABINET_VERSION,
    .withheld = withheld,
  };
}

static void
run_in_worker (GTask              *task,
               GTaskThreadFunc     work,
               GAsyncReadyCallback callback)
{
  g_autoptr(GTask) worker = g_task_new (NULL, NULL, callback, task);

  /* the data are the outer task's, which waits for this one */
  g_task_set_task_data (worker, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (worker, work);
}

static void
write_in_worker (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Ask                    *ask = task_data;
  FhirVaccinationQuestion question = make_question (ask);
  g_autoptr(GError) error = NULL;

  ask->question = fhir_vaccination_request_write (&question, ask->record, &ask->n_entries, &error);
  if (ask->question == NULL)
    g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NOT_ASKABLE, "The question was not sent: %s", error->message);
  else
    g_task_return_boolean (task, TRUE);
}

static EprError
code_of (const GError *error)
{
  return g_error_matches (error, FHIR_ERROR, FHIR_ERROR_OTHER_ANSWER) ? EPR_ERROR_OTHER_ANSWER : EPR_ERROR_SERVER_SAID_NO;
}

static void
read_in_worker (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Ask                       *ask = task_data;
  FhirVaccinationQuestion    question = make_question (ask);
  GError                    *error = NULL;
  GError                    *told = NULL;
  ModelRecommendationAnswer *answer = fhir_vaccination_response_read (ask->body, &question, &error);

  epr_vaccine_terms_get_label ("", "");
  if (answer != NULL)
    {
      g_task_return_pointer (task, answer, g_object_unref);
      return;
    }

  if (g_error_matches (error, FHIR_ERROR, FHIR_ERROR_OTHER_ANSWER) || g_error_matches (error, FHIR_ERROR, FHIR_ERROR_SAID_NO))
    {
      g_set_error (&told, EPR_ERROR, code_of (error), "%s: %s", ask->where, error->message);
      g_error_free (error);
    }
  else
    epr_answer_set_error (&told, error, ask->body, ask->where);
  g_task_return_error (task, told);
}

/* "Basic …", "Bearer …". (transfer full), to be wiped */
static char *
credentials_of (const EprRecommendationService *service,
                const char                     *secret)
{
  g_autofree char *pair = NULL;
  char            *encoded, *value;

  if (service->auth == EPR_SERVICE_AUTH_BEARER)
    return g_strconcat ("Bearer ", secret, NULL);

  pair = g_strconcat (service->client_id, ":", secret, NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  value = g_strconcat ("Basic ", encoded, NULL);
  net_secret_free (encoded);
  net_secret_free (g_steal_pointer (&pair));

  return value;
}

/* Nothing of the record's own access goes along: no token, no cookie. */
static void
send_question (GTask *task)
{
  EprClient                      *client = g_task_get_source_object (task);
  Ask                            *ask = g_task_get_task_data (task);
  const EprRecommendationService *service = epr_community_get_recommendation_service (ask->community);
  NetRequest                     *request = epr_client_new_request (client, "POST", service->address, NULL, ask->trace);

  net_request_set_body (request, ask->question, FHIR_TYPE);
  net_request_set_deadline (request, DEADLINE);
  net_request_set_max_bytes (request, MAX_ANSWER);
  if (ask->secret != NULL)
    {
      char *value = credentials_of (service, ask->secret);

      net_request_set_header (request, "Authorization", value);
      net_secret_free (value);
    }
  net_client_send_async (ask->net, request, g_task_get_cancellable (task), sent_cb, task);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!g_task_return_error_if_cancelled (task))
    send_question (g_steal_pointer (&task));
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Ask *ask = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (NET_CLIENT (object), result, &error);
  const EprRecommendationService *service = epr_community_get_recommendation_service (ask->community);

  if (response == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  ask->where = epr_answer_where (response, service->address);
  if (net_response_get_status (response) >= 300)
    {
      g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NOT_EXPECTED, "%s: a redirect, which was not followed", ask->where);
      return;
    }
  ask->body = g_bytes_ref (net_response_get_body (response));
  run_in_worker (g_steal_pointer (&task), read_in_worker, read_cb);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ModelRecommendationAnswer *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, answer, g_object_unref);
}

static void
start_writing (GTask *task)
{
  run_in_worker (task, write_in_worker, written_cb);
}

static void
secret_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Ask *ask = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  NetVaultState state = net_token_vault_lookup_finish (NET_TOKEN_VAULT (object), result, &ask->secret, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (state != NET_VAULT_PRESENT)
    g_task_return_new_error (task, EPR_ERROR,
                             state == NET_VAULT_LOCKED        ? EPR_ERROR_KEYRING_LOCKED
                             : state == NET_VAULT_UNAVAILABLE ? EPR_ERROR_KEYRING_MISSING
                                                              : EPR_ERROR_NO_SECRET,
                             "The secret of the expert service is not at hand");
  else
    start_writing (g_steal_pointer (&task));
}

static Ask *
ask_new (EprClient              *client,
         ModelPatient           *patient,
         ModelVaccinationRecord *record,
         NetTrace               *trace)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->community = g_object_ref (client->community);
  ask->patient = g_object_ref (patient);
  ask->record = g_object_ref (record);
  g_set_object (&ask->trace, trace);
  ask->net = net_client_new (epr_community_allows_loopback_http (client->community));
  ask->message = g_uuid_string_random ();
  ask->header = g_uuid_string_random ();
  ask->subject = g_uuid_string_random ();
  ask->now = now ();

  return ask;
}

void
epr_recommendation_ask_async (EprClient              *client,
                              ModelPatient           *patient,
                              ModelVaccinationRecord *record,
                              NetTrace               *trace,
                              GCancellable           *cancellable,
                              GAsyncReadyCallback     callback,
                              gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  const EprRecommendationService *service;
  const char                     *authorities;
  Ask                            *ask;

  g_return_if_fail (EPR_IS_CLIENT (client));
  g_return_if_fail (MODEL_IS_PATIENT (patient));
  g_return_if_fail (MODEL_IS_VACCINATION_RECORD (record));

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_recommendation_ask_async);
  ask = ask_new (client, patient, record, trace);
  g_task_set_task_data (task, ask, (GDestroyNotify) ask_free);
  service = epr_community_get_recommendation_service (client->community);
  authorities = epr_community_get_authorities (client->community);
  if (service == NULL)
    {
      g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_SETTINGS, "[recommendations]: no expert service is named");
      return;
    }
  if (authorities != NULL && !net_client_add_authorities (ask->net, authorities, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  ask->secret = service->auth != EPR_SERVICE_AUTH_NONE ? g_strdup (service->secret) : NULL;
  if (service->auth == EPR_SERVICE_AUTH_NONE || ask->secret != NULL)
    start_writing (g_steal_pointer (&task));
  else
    net_token_vault_lookup_async (client->vault, service->account, "client-secret", cancellable, secret_cb, g_steal_pointer (&task));
}

ModelRecommendationAnswer *
epr_recommendation_ask_finish (EprClient    *client,
                               GAsyncResult *result,
                               guint        *n_entries,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_recommendation_ask_async), NULL);

  if (n_entries != NULL)
    *n_entries = ((Ask *) g_task_get_task_data (G_TASK (result)))->n_entries;

  return g_task_propagate_pointer (G_TASK (result), error);
}
