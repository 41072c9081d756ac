/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-test-support.h"

#include "epr-community.h"
#include "record-community-private.h"
#include "record-programs.h"

#include <libsoup/soup.h>
#include <string.h>

void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **target = user_data;

  g_assert_null (*target);
  *target = g_object_ref (result);
}

void
wait_for (GAsyncResult **result)
{
  WAIT_UNTIL (*result != NULL);
}

Sandbox *
sandbox_start (const char *preset)
{
  Sandbox          *self = g_new0 (Sandbox, 1);
  g_autofree char  *program = record_program_path ("cabinet-sandbox");
  g_autofree char  *option = g_strconcat ("--preset=", preset, NULL);
  const char *const arguments[] = { option, "--patients=40", "--documents=600", "--seed=1", NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  EprCommunity *settings;

  record_training_start_async (program, arguments, NULL, result_cb, &result);
  wait_for (&result);
  self->training = record_training_start_finish (result, &error);
  g_assert_no_error (error);
  self->session = record_session_new (record_training_get_community (self->training));
  settings = record_community_get_settings (record_training_get_community (self->training));
  self->origin = g_strndup (epr_community_get_url (settings, EPR_SERVICE_BASE),
                            strlen (epr_community_get_url (settings, EPR_SERVICE_BASE)) - strlen ("/fhir"));

  return self;
}

void
sandbox_stop (Sandbox *self)
{
  record_session_sign_out (self->session);
  g_assert_finalize_object (g_steal_pointer (&self->session));
  g_assert_finalize_object (g_steal_pointer (&self->training));
  g_free (self->origin);
  g_free (self);
}

static GBytes *
control (Sandbox    *self,
         const char *method,
         const char *path,
         const char *body)
{
  g_autoptr(SoupSession) http = soup_session_new ();
  g_autofree char *uri = g_strconcat (self->origin, path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new (method, uri);
  g_autoptr(GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *answer;

  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (http, message, G_PRIORITY_DEFAULT, NULL, result_cb, &result);
  wait_for (&result);
  answer = soup_session_send_and_read_finish (http, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);

  return answer;
}

void
sandbox_faults (Sandbox    *self,
                const char *json)
{
  g_autofree char                 *body = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr(GBytes) G_GNUC_UNUSED answer = control (self, "POST", "/control/faults", body);
}

static JsonArray *
control_list (Sandbox    *self,
              const char *path)
{
  g_autoptr(GBytes) answer = control (self, "GET", path, NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_data (parser, g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer), &error);
  g_assert_no_error (error);

  return json_array_ref (json_node_get_array (json_parser_get_root (parser)));
}

JsonArray *
sandbox_log (Sandbox *self)
{
  return control_list (self, "/control/log");
}

JsonArray *
sandbox_deposits (Sandbox *self)
{
  return control_list (self, "/control/deposits");
}

guint
sandbox_count (Sandbox    *self,
               const char *path)
{
  g_autoptr(JsonArray) log = sandbox_log (self);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (log); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (log, i), "path"), path))
      n++;

  return n;
}

ModelUser *
find_person (Sandbox    *self,
             const char *gln)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) people = NULL;
  g_autoptr(GError) error = NULL;

  record_session_list_people_async (self->session, NULL, result_cb, &result);
  wait_for (&result);
  people = record_session_list_people_finish (self->session, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(ModelUser) person = g_list_model_get_item (people, i);

      if (g_str_equal (model_user_get_id (person), gln))
        return g_steal_pointer (&person);
    }

  return NULL;
}

gboolean
sign_in (Sandbox    *self,
         const char *gln,
         GError    **error)
{
  g_autoptr(ModelUser) person = find_person (self, gln);
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_nonnull (person);
  record_session_sign_in_async (self->session, person, NULL, result_cb, &result);
  wait_for (&result);

  return record_session_sign_in_finish (self->session, result, error);
}

RecordMatch *
search (Sandbox    *self,
        const char *text,
        GError    **error)
{
  const ModelDate today = { 2026, 11, 20, .precision = MODEL_DATE_DAY };
  g_autoptr(ModelPatientQuery) query = model_patient_query_parse (text, &today);
  g_autoptr(GAsyncResult) result = NULL;

  record_session_search_async (self->session, query, NULL, result_cb, &result);
  wait_for (&result);

  return record_session_search_finish (self->session, result, error);
}

RecordPatientContext *
open_patient (Sandbox    *self,
              const char *text)
{
  g_autoptr(RecordMatch) match = NULL;
  g_autoptr(ModelPatient) patient = NULL;
  g_autoptr(GError) error = NULL;

  if (record_session_get_state (self->session) == RECORD_SESSION_SIGNED_OUT)
    {
      sign_in (self, MARTINA, &error);
      g_assert_no_error (error);
    }
  match = search (self, text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (record_match_get_kind (match), ==, RECORD_MATCH_FOUND);
  patient = g_list_model_get_item (record_match_get_patients (match), 0);

  return record_session_open_patient (self->session, patient);
}

void
wait_loaded (RecordPatientContext *context)
{
  WAIT_UNTIL (!record_document_list_get_loading (record_patient_context_get_documents (context)));
}

RecordContent *
fetch (RecordPatientContext *context,
       ModelDocument        *document,
       GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  record_patient_context_fetch_async (context, document, NULL, NULL, NULL, result_cb, &result);
  wait_for (&result);

  return record_patient_context_fetch_finish (context, result, error);
}

ModelDocument *
nth_document (RecordPatientContext *context,
              guint                 position)
{
  return g_list_model_get_item (G_LIST_MODEL (record_patient_context_get_documents (context)), position);
}
