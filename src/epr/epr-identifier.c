/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-patient.h"

#include "epr-answer-private.h"
#include "epr-oids.h"
#include "fhir-parameters.h"
#include "fhir-query.h"

/* Some hundred bytes: read where it arrives. */
#define MAX_ANSWER (64 * 1024)

static int
compare_spid_first (gconstpointer a,
                    gconstpointer b)
{
  const char *x = model_identifier_get_system (*(ModelIdentifier *const *) a);
  const char *y = model_identifier_get_system (*(ModelIdentifier *const *) b);

  return (g_strcmp0 (y, EPR_SYSTEM_SPID) == 0) - (g_strcmp0 (x, EPR_SYSTEM_SPID) == 0);
}

static void
resolved_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (NET_CLIENT (object), result, &error);
  GPtrArray *identifiers = NULL;

  if (response != NULL)
    {
      GError *cause = NULL;

      identifiers = fhir_parameters_read_identifiers (net_response_get_body (response), "targetIdentifier", &cause);
      if (identifiers == NULL)
        {
          g_autofree char *where = epr_answer_where (response, g_task_get_task_data (task));

          epr_answer_set_error (&error, cause, net_response_get_body (response), where);
        }
    }

  if (identifiers == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_ptr_array_sort (identifiers, compare_spid_first);
  g_task_return_pointer (task, identifiers, (GDestroyNotify) g_ptr_array_unref);
}

void
epr_patient_resolve_async (EprClient          *client,
                           const char         *system,
                           const char         *value,
                           NetTrace           *trace,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(FhirQuery) query = NULL;
  g_autoptr(NetRequest) request = NULL;
  g_autofree char *parameters = NULL;
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;
  EprCommunity    *community;

  g_return_if_fail (EPR_IS_CLIENT (client));
  g_return_if_fail (system != NULL && value != NULL);

  community = epr_client_get_community (client);
  query = fhir_query_new ();
  fhir_query_add_token (query, "sourceIdentifier", system, value);
  fhir_query_add (query, "targetSystem", EPR_SYSTEM_SPID);
  if (epr_community_get_mpi_authority (community) != NULL)
    fhir_query_add (query, "targetSystem", epr_community_get_mpi_authority (community));
  parameters = fhir_query_to_string (query);
  path = g_strconcat (epr_community_get_url (community, EPR_SERVICE_PATIENT), "/Patient/$ihe-pix", NULL);
  uri = g_strconcat (path, "?", parameters, NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_patient_resolve_async);
  g_task_set_task_data (task, g_steal_pointer (&path), g_free);
  request = epr_client_new_request (client, "GET", uri, epr_client_get_basic (client), trace);
  net_request_set_max_bytes (request, MAX_ANSWER);
  net_client_send_async (epr_client_get_net (client), g_steal_pointer (&request), cancellable,
                         resolved_cb, g_steal_pointer (&task));
}

GPtrArray *
epr_patient_resolve_finish (EprClient    *client,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_patient_resolve_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
