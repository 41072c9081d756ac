/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-deposit-support.h"

#include "epr-patient.h"
#include "record-community-private.h"
#include "test-stream.h"

static void
new_client (Depositor *self)
{
  g_autoptr(GError) error = NULL;

  self->vault = net_token_vault_new_in_memory ();
  self->client = epr_client_new (record_community_get_settings (record_training_get_community (self->sandbox->training)), self->vault, &error);
  g_assert_no_error (error);
}

static void
sign_in_as_martina (Depositor *self)
{
  g_autoptr(ModelUser) martina = find_person (self->sandbox, MARTINA);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  new_client (self);
  epr_client_sign_in_async (self->client, martina, NULL, result_cb, &result);
  wait_for (&result);
  epr_client_sign_in_finish (self->client, result, &error);
  g_assert_no_error (error);
}

void
depositor_turn_to (Depositor  *self,
                   const char *question)
{
  ModelDate today = model_date_today ();
  g_autoptr(ModelPatientQuery) query = model_patient_query_parse (question, &today);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(EprMatch) match = NULL;
  g_autoptr(GError) error = NULL;

  epr_patient_search_async (self->client, query, NULL, NULL, result_cb, &result);
  wait_for (&result);
  match = epr_patient_search_finish (self->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (match->patients->len, >, 0);
  g_clear_object (&self->access);
  g_set_object (&self->patient, g_ptr_array_index (match->patients, 0));
  self->access = epr_access_new (self->client, self->patient, EPR_PURPOSE_NORMAL, &error);
  g_assert_no_error (error);
}

void
depositor_open (Depositor  *self,
                const char *preset)
{
  self->sandbox = sandbox_start (preset);
  sign_in_as_martina (self);
  depositor_turn_to (self, FRANZ);
}

void
depositor_open_technical (Depositor *self,
                          Depositor *other)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  self->sandbox = other->sandbox;
  new_client (self);
  epr_client_sign_in_technical_async (self->client, NULL, result_cb, &result);
  wait_for (&result);
  epr_client_sign_in_technical_finish (self->client, result, &error);
  g_assert_no_error (error);
  depositor_turn_to (self, FRANZ);
}

void
depositor_leave (Depositor *self)
{
  g_assert_finalize_object (self->access);
  g_assert_finalize_object (self->client);
  g_clear_object (&self->vault);
  g_clear_object (&self->patient);
}

void
depositor_close (Depositor *self)
{
  depositor_leave (self);
  sandbox_stop (self->sandbox);
}

EprReceipt *
depositor_send (Depositor    *self,
                const Letter *letter,
                const char   *replaces,
                GError      **error)
{
  g_autoptr(ModelDocument) document = letter_new (letter);
  g_autoptr(GInputStream) content = test_stream_new ((guint64) letter->size);
  g_autoptr(GAsyncResult) result = NULL;
  EprSubmission submission = submission_of (document, self->patient);

  submission.replaces = replaces;
  epr_provide_async (self->access, &submission, content, NULL, NULL, NULL, NULL, NULL, result_cb, &result);
  wait_for (&result);

  return epr_provide_finish (self->access, result, error);
}
