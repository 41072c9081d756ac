/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-provide.h"

#include "epr-answer-private.h"
#include "epr-document-private.h"
#include "epr-oids.h"
#include "epr-refusal-private.h"
#include "fhir-envelope.h"
#include "fhir-submission.h"
#include "fhir-transaction.h"

#define FHIR_TYPE "application/fhir+json; charset=utf-8"
/* Beside the time that the bytes take on a slow line: a community validates and stores before it answers. */
#define DEADLINE 120000 /* ms */

typedef struct
{
  FhirEnvelope *body;     /* (owned) */
  char         *replaces; /* (owned) (nullable) */
} Provide;

typedef struct
{
  GBytes *body;     /* (owned) */
  char   *where;    /* (owned) */
  char   *replaces; /* (owned) (nullable) */
} Answer;

static const char *const bundle_profiles[] = { EPR_PROFILE_PROVIDE_IHE, EPR_PROFILE_PROVIDE, NULL };
static const char *const document_profiles[] = { EPR_PROFILE_DOCUMENT, NULL };

static void sent_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void read_cb (GObject *object, GAsyncResult *result, gpointer user_data);

void
epr_receipt_free (EprReceipt *self)
{
  g_clear_pointer (&self->issues, g_ptr_array_unref);
  g_free (self->id);
  g_free (self);
}

static void
provide_free (Provide *provide)
{
  g_clear_object (&provide->body);
  g_free (provide->replaces);
  g_free (provide);
}

static void
answer_free (Answer *answer)
{
  g_bytes_unref (answer->body);
  g_free (answer->where);
  g_free (answer->replaces);
  g_free (answer);
}

/* R-MHD-28: never these two, whoever put them there. */
static gboolean
may_be_sent (const char *system)
{
  return g_strcmp0 (system, EPR_SYSTEM_SPID) != 0 && g_strcmp0 (system, EPR_SYSTEM_AHVN13) != 0;
}

static void
add_local_number (GPtrArray  *identifiers,
                  const char *system,
                  const char *value)
{
  if (system != NULL && value != NULL)
    g_ptr_array_add (identifiers, model_identifier_new (system, value, "usual", "MR"));
}

/* The number by which the patient is known where the document comes from; where there is none, the
 * index's, and last of all one that serves this document alone (R-MHD-28). */
static GPtrArray *
source_identifiers (const EprSubmission *submission,
                    EprCommunity        *community)
{
  g_autoptr(GPtrArray) identifiers = g_ptr_array_new_with_free_func (g_object_unref);
  const char *authorities[] = { epr_community_get_local_authority (community), epr_community_get_mpi_authority (community) };
  guint       n = model_document_get_n_source_identifiers (submission->document);

  for (guint i = 0; i < n; i++)
    {
      ModelIdentifier *identifier = model_document_get_source_identifier (submission->document, i);

      if (may_be_sent (model_identifier_get_system (identifier)))
        g_ptr_array_add (identifiers, g_object_ref (identifier));
    }
  for (guint i = 0; i < G_N_ELEMENTS (authorities) && identifiers->len == 0; i++)
    if (authorities[i] != NULL && may_be_sent (authorities[i]))
      add_local_number (identifiers, authorities[i], model_patient_find_identifier (submission->patient, authorities[i]));
  if (identifiers->len == 0)
    {
      g_autofree char *number = g_uuid_string_random ();

      add_local_number (identifiers, epr_community_get_source_oid (community), number);
    }

  return g_steal_pointer (&identifiers);
}

/* Who the document is about where it comes from: name, birth date and gender, no address. */
static ModelPatient *
source_patient_new (const EprSubmission *submission,
                    EprCommunity        *community)
{
  ModelPatient *patient = submission->patient;
  g_autoptr(GPtrArray) identifiers = source_identifiers (submission, community);

  return model_patient_new (&(ModelPatientInit) {
      .family = model_patient_get_family (patient),
      .given = model_patient_get_given (patient),
      .gender = model_patient_get_gender (patient),
      .birth_date = *model_patient_get_birth_date (patient),
      .identifiers = identifiers,
  });
}

static GInputStream *
new_body (EprAccess           *access,
          const EprSubmission *submission,
          GInputStream        *content)
{
  EprCommunity *community = epr_client_get_community (epr_access_get_client (access));
  g_autoptr(ModelPatient) source_patient = source_patient_new (submission, community);
  g_autoptr(ModelCoding) designation = model_coding_new (EPR_SYSTEM_SNOMED, EPR_CODE_DESIGNATION, "Procedure (procedure)");
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GBytes) head = NULL;
  g_autoptr(GBytes) tail = NULL;
  FhirSubmission wire = {
    .document = submission->document,
    .source_patient = source_patient,
    .submission_id = submission->submission_id,
    .source_id = epr_community_get_source_oid (community),
    .designation = designation,
    .date = now,
    .bundle_profiles = bundle_profiles,
    .document_profiles = document_profiles,
    .extensions = epr_document_get_extensions (community),
    .replaces = submission->replaces,
    .appends = submission->appends,
    .target_uuid = submission->target_uuid,
    .patch_replaced = epr_community_get_replace_patch_entry (community),
  };

  wire.subject_value = epr_access_get_number (access, &wire.subject_system);
  fhir_submission_write (&wire, &head, &tail);

  return fhir_envelope_new (head, content, (guint64) model_document_get_size (submission->document), tail);
}

static EprReceipt *
receipt_new (FhirTransaction *transaction)
{
  EprReceipt *receipt = g_new0 (EprReceipt, 1);

  receipt->id = g_steal_pointer (&transaction->id);
  receipt->issues = g_steal_pointer (&transaction->issues);

  return receipt;
}

static void
read_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Answer *answer = task_data;
  GError *cause = NULL;
  GError *error = NULL;
  g_autoptr(FhirTransaction) transaction = fhir_transaction_parse (answer->body, "DocumentReference", answer->replaces, &cause);

  if (transaction == NULL)
    epr_answer_set_error (&error, cause, answer->body, answer->where);
  else if (transaction->refused != 0 || (transaction->n_entries == 0 && transaction->issues->len > 0))
    error = epr_refusal_from_issues (transaction->refused, transaction->issues, answer->where, TRUE);
  else if (transaction->n_entries == 0)
    g_set_error (&error, EPR_ERROR, EPR_ERROR_NOT_EXPECTED, "%s: nothing about what was sent", answer->where);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, receipt_new (transaction), (GDestroyNotify) epr_receipt_free);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  EprReceipt *receipt = g_task_propagate_pointer (G_TASK (result), &error);

  if (receipt == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, receipt, (GDestroyNotify) epr_receipt_free);
}

static GError *
explain (Provide *provide,
         GError  *error)
{
  const GError *of_content = fhir_envelope_get_error (provide->body);

  if (of_content == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error->domain == NET_ERROR ? epr_refusal_from_error (error, TRUE) : error;

  g_error_free (error);

  return g_error_new (EPR_ERROR, EPR_ERROR_CONTENT_DIFFERENT, "%s %d: %s", g_quark_to_string (of_content->domain),
                      of_content->code, of_content->message);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  EprAccess    *access = g_task_get_source_object (task);
  Provide      *provide = g_task_get_task_data (task);
  EprCommunity *community = epr_client_get_community (epr_access_get_client (access));
  GError       *error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (NET_CLIENT (object), result, &error);
  g_autoptr(GTask) worker = NULL;
  Answer *answer;

  if (response == NULL)
    {
      g_task_return_error (task, explain (provide, error));
      return;
    }

  answer = g_new0 (Answer, 1);
  answer->body = g_bytes_ref (net_response_get_body (response));
  answer->where = epr_answer_where (response, epr_community_get_url (community, EPR_SERVICE_DOCUMENTS));
  answer->replaces = g_strdup (provide->replaces);
  /* Not with the cancellable: what is stored is not undone by it. */
  worker = g_task_new (NULL, NULL, read_cb, g_steal_pointer (&task));
  g_task_set_source_tag (worker, sent_cb);
  g_task_set_task_data (worker, answer, (GDestroyNotify) answer_free);
  g_task_run_in_thread (worker, read_in_worker);
}

/* A List without sourceId is refused everywhere, so nothing is sent. */
static gboolean
check_settings (EprCommunity *community,
                GError      **error)
{
  if (epr_community_get_source_oid (community) != NULL || epr_community_get_flow (community) == EPR_FLOW_NONE)
    return TRUE;

  g_set_error_literal (error, EPR_ERROR, EPR_ERROR_SETTINGS, "[oids] source: is missing, and a deposit needs it");

  return FALSE;
}

static NetRequest *
new_request (EprAccess *access,
             Provide   *provide,
             NetTrace  *trace)
{
  EprClient  *client = epr_access_get_client (access);
  const char *base = epr_community_get_url (epr_client_get_community (client), EPR_SERVICE_DOCUMENTS);
  NetRequest *request = epr_client_new_request (client, "POST", base, epr_access_get_tokens (access), trace);

  net_request_set_body_stream (request, G_INPUT_STREAM (provide->body), fhir_envelope_get_length (provide->body), FHIR_TYPE);
  net_request_set_deadline (request, DEADLINE);

  return request;
}

void
epr_provide_async (EprAccess           *access,
                   const EprSubmission *submission,
                   GInputStream        *content,
                   NetTrace            *trace,
                   NetProgress          progress,
                   gpointer             progress_data,
                   GDestroyNotify       progress_destroy,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  EprClient  *client;
  NetRequest *request;
  Provide    *provide;

  g_return_if_fail (EPR_IS_ACCESS (access));
  g_return_if_fail (submission != NULL && submission->submission_id != NULL);
  g_return_if_fail (MODEL_IS_PATIENT (submission->patient));
  g_return_if_fail (model_document_get_size (submission->document) >= 0);
  g_return_if_fail (G_IS_INPUT_STREAM (content));

  client = epr_access_get_client (access);
  task = g_task_new (access, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_provide_async);
  if (!check_settings (epr_client_get_community (client), &error))
    {
      if (progress_destroy != NULL)
        progress_destroy (progress_data);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  provide = g_new0 (Provide, 1);
  provide->body = FHIR_ENVELOPE (new_body (access, submission, content));
  provide->replaces = g_strdup (submission->replaces);
  g_task_set_task_data (task, provide, (GDestroyNotify) provide_free);
  request = new_request (access, provide, trace);
  net_request_set_progress (request, progress, progress_data, progress_destroy);
  net_client_send_async (epr_client_get_net (client), request, cancellable, sent_cb, g_steal_pointer (&task));
}

EprReceipt *
epr_provide_finish (EprAccess    *access,
                    GAsyncResult *result,
                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, access), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_provide_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Refused before the server read anything, or refused by it as a whole. */
static gboolean
is_surely_not_stored (const GError *error)
{
  guint status = net_error_get_status (error);

  switch ((NetError) error->code)
    {
    case NET_ERROR_UNKNOWN_HOST:
    case NET_ERROR_TLS:
    case NET_ERROR_TLS_CLOCK:
    case NET_ERROR_FOREIGN_ORIGIN:
    case NET_ERROR_INSECURE:
    case NET_ERROR_INTERACTION_REQUIRED:
    case NET_ERROR_NO_BROWSER:
    case NET_ERROR_SIGN_IN_REFUSED:
    case NET_ERROR_SIGN_IN_TAMPERED:
    case NET_ERROR_CLOCK:
    case NET_ERROR_KEY:
      return TRUE;
    case NET_ERROR_UNREACHABLE:
    case NET_ERROR_TIMED_OUT:
    case NET_ERROR_BAD_REQUEST:
    case NET_ERROR_UNAUTHORIZED:
    case NET_ERROR_FORBIDDEN:
    case NET_ERROR_NOT_FOUND:
    case NET_ERROR_GONE:
    case NET_ERROR_THROTTLED:
    case NET_ERROR_SERVER:
    case NET_ERROR_UNEXPECTED:
    case NET_ERROR_TOO_LARGE:
    default:
      /* 408: who knows what had come by then. */
      return status >= 400 && status < 500 && status != 408;
    }
}

gboolean
epr_provide_may_be_stored (const GError *error)
{
  g_return_val_if_fail (error != NULL, TRUE);

  if (error->domain == NET_ERROR)
    return !is_surely_not_stored (error);

  return !(g_error_matches (error, EPR_ERROR, EPR_ERROR_SETTINGS) ||
           g_error_matches (error, EPR_ERROR, EPR_ERROR_LEVEL_REFUSED) ||
           g_error_matches (error, EPR_ERROR, EPR_ERROR_DUPLICATE_OTHER) ||
           g_error_matches (error, EPR_ERROR, EPR_ERROR_METADATA_REFUSED) ||
           g_error_matches (error, EPR_ERROR, EPR_ERROR_DOCUMENT_TOO_LARGE) ||
           g_error_matches (error, EPR_ERROR, EPR_ERROR_CONTENT_DIFFERENT) ||
           g_error_matches (error, EPR_ERROR, EPR_ERROR_CHANGED_MEANWHILE));
}
