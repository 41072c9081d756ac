/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-problem.h"
#include "record-draft.h"
#include "record-test-support.h"

static const char *preset = "ch-epr-fhir-5";

static void
test_people (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(ModelUser) martina = find_person (sandbox, MARTINA);
  g_autoptr(ModelUser) dagmar = find_person (sandbox, DAGMAR);

  g_assert_cmpstr (model_user_get_name (martina), ==, "Dr. Martina Musterarzt");
  g_assert_cmpstr (model_user_get_role (dagmar), ==, "ASS");
  /* People read a name where the list has a number. */
  g_assert_cmpstr (model_user_get_principal (dagmar), ==, "Dr. Martina Musterarzt");
}

/* R-IUA-22: both shapes; the second by the preset of the gateway. */
static void
test_sign_in (void)
{
  const char *const glns[] = { MARTINA, DAGMAR };

  for (guint i = 0; i < G_N_ELEMENTS (glns); i++)
    {
      g_autoptr(Sandbox) sandbox = sandbox_start (preset);
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (record_session_get_state (sandbox->session), ==, RECORD_SESSION_SIGNED_OUT);
      g_assert_true (sign_in (sandbox, glns[i], &error));
      g_assert_no_error (error);
      g_assert_cmpint (record_session_get_state (sandbox->session), ==, RECORD_SESSION_SIGNED_IN);
      g_assert_cmpstr (model_user_get_id (record_session_get_user (sandbox->session)), ==, glns[i]);

      record_session_sign_out (sandbox->session);
      g_assert_cmpint (record_session_get_state (sandbox->session), ==, RECORD_SESSION_SIGNED_OUT);
      g_assert_null (record_session_get_user (sandbox->session));
    }
}

static void
test_opaque_token (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(GError) error = NULL;

  sandbox_faults (sandbox, "{'token.opaque':true}");
  g_assert_true (sign_in (sandbox, MARTINA, &error));
  g_assert_no_error (error);
  /* R-IUA-16: what the token does not tell comes from elsewhere. */
  g_assert_cmpstr (model_user_get_name (record_session_get_user (sandbox->session)), ==, "Dr. Martina Musterarzt");
  wait_loaded (open_patient (sandbox, FRANZ));
  g_assert_null (record_document_list_get_problem (record_patient_context_get_documents (record_session_get_context (sandbox->session))));
}

static void
test_not_signed_in (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(RecordMatch) match = NULL;
  g_autoptr(ModelProblem) problem = NULL;
  g_autoptr(GError) error = NULL;

  match = search (sandbox, FRANZ, &error);
  g_assert_null (match);
  problem = record_problem_new_from_error (error);
  g_assert_cmpint (model_problem_get_way (problem), ==, MODEL_WAY_SIGN_IN);
}

/* Leaving the sign-in page, and signing out, end a sign-in on its way. */
static void
test_sign_in_cancelled (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(ModelUser) martina = find_person (sandbox, MARTINA);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) left = NULL;
  g_autoptr(GAsyncResult) out = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GError) error = NULL;

  record_session_sign_in_async (sandbox->session, martina, cancellable, result_cb, &left);
  g_assert_cmpint (record_session_get_state (sandbox->session), ==, RECORD_SESSION_SIGNING_IN);
  record_session_sign_in_async (sandbox->session, martina, NULL, result_cb, &second);
  wait_for (&second);
  g_assert_false (record_session_sign_in_finish (sandbox->session, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  wait_for (&left);
  g_assert_false (record_session_sign_in_finish (sandbox->session, left, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (record_session_get_state (sandbox->session), ==, RECORD_SESSION_SIGNED_OUT);
  g_clear_error (&error);

  record_session_sign_in_async (sandbox->session, martina, NULL, result_cb, &out);
  record_session_sign_out (sandbox->session);
  wait_for (&out);
  g_assert_false (record_session_sign_in_finish (sandbox->session, out, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (record_session_get_state (sandbox->session), ==, RECORD_SESSION_SIGNED_OUT);
  g_assert_null (record_session_get_user (sandbox->session));
}

static void
test_search (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(RecordMatch) found = NULL;
  g_autoptr(RecordMatch) by_number = NULL;
  g_autoptr(RecordMatch) none = NULL;
  g_autoptr(RecordMatch) too_many = NULL;
  g_autoptr(GError) error = NULL;

  sign_in (sandbox, MARTINA, &error);
  g_assert_no_error (error);

  found = search (sandbox, FRANZ, &error);
  g_assert_no_error (error);
  g_assert_cmpint (record_match_get_kind (found), ==, RECORD_MATCH_FOUND);
  g_assert_cmpuint (g_list_model_get_n_items (record_match_get_patients (found)), ==, 1);

  by_number = search (sandbox, "756.1234.5678.97", &error);
  g_assert_no_error (error);
  g_assert_cmpint (record_match_get_kind (by_number), ==, RECORD_MATCH_FOUND);

  none = search (sandbox, "Niemand, Nirgends 01.02.1903", &error);
  g_assert_no_error (error);
  g_assert_cmpint (record_match_get_kind (none), ==, RECORD_MATCH_NONE);

  too_many = search (sandbox, "Muster", &error);
  g_assert_no_error (error);
  g_assert_cmpint (record_match_get_kind (too_many), ==, RECORD_MATCH_TOO_MANY);
  g_assert_cmpuint (g_list_model_get_n_items (record_match_get_patients (too_many)), ==, 0);
  g_assert_true (record_match_get_asked (too_many) & RECORD_ASKED_BIRTH_DATE);
}

static void
contexts_cb (RecordSession *session,
             GParamSpec    *pspec,
             gpointer       user_data)
{
  g_string_append_c (user_data, record_session_get_context (session) != NULL ? '+' : '-');
}

/* One patient at a time: the screen is empty before the next one comes. */
static void
test_patients (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(RecordPatientContext) first = NULL;
  g_autoptr(RecordPatientContext) second = NULL;
  g_autoptr(GString) passed = g_string_new (NULL);
  guint64 generation;

  g_signal_connect (sandbox->session, "notify::context", G_CALLBACK (contexts_cb), passed);
  first = g_object_ref (open_patient (sandbox, FRANZ));
  generation = record_patient_context_get_generation (first);
  g_assert_cmpuint (g_list_model_get_n_items (record_session_get_recent (sandbox->session)), ==, 1);

  second = g_object_ref (open_patient (sandbox, "Exemple, Marie 18.04.1962"));
  g_assert_true (record_patient_context_is_closed (first));
  g_assert_false (record_patient_context_is_closed (second));
  g_assert_cmpuint (record_patient_context_get_generation (second), >, generation);
  g_assert_cmpstr (passed->str, ==, "+-+");
  g_assert_cmpuint (g_list_model_get_n_items (record_session_get_recent (sandbox->session)), ==, 2);

  /* Opened again: no second row. */
  open_patient (sandbox, FRANZ);
  g_assert_cmpuint (g_list_model_get_n_items (record_session_get_recent (sandbox->session)), ==, 2);

  record_session_sign_out (sandbox->session);
  g_assert_null (record_session_get_context (sandbox->session));
  g_assert_cmpuint (g_list_model_get_n_items (record_session_get_recent (sandbox->session)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (record_patient_context_get_documents (second))), ==, 0);
  g_assert_cmpstr (passed->str, ==, "+-+-+-");
  g_signal_handlers_disconnect_by_func (sandbox->session, contexts_cb, passed);
}

/* R-IUA-18: an identity that has ended is said; what is open stays, and the same person goes on. */
static void
test_refused_later (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(RecordPatientContext) context = NULL;
  g_autoptr(RecordMatch) match = NULL;
  g_autoptr(GError) error = NULL;

  sandbox_faults (sandbox, "{'token.ttl':1}");
  context = g_object_ref (open_patient (sandbox, FRANZ));
  wait_loaded (context);
  sandbox_faults (sandbox, g_str_equal (preset, "mag-1") ? "{'status':401,'path':'/camel/token'}" : "{'status':401,'path':'/token'}");
  /* The token at hand is good until its second is over. */
  do
    {
      g_clear_object (&match);
      match = search (sandbox, FRANZ, &error);
    }
  while (match != NULL);
  g_assert_nonnull (error);
  g_assert_cmpint (record_session_get_state (sandbox->session), ==, RECORD_SESSION_EXPIRED);
  g_assert_true (record_session_get_context (sandbox->session) == context);

  sandbox_faults (sandbox, "{'status':0,'token.ttl':300}");
  g_clear_error (&error);
  g_assert_true (sign_in (sandbox, MARTINA, &error));
  g_assert_no_error (error);
  g_assert_cmpint (record_session_get_state (sandbox->session), ==, RECORD_SESSION_SIGNED_IN);
  g_assert_true (record_session_get_context (sandbox->session) == context);

  /* Somebody else does not find the patient open. */
  g_assert_true (sign_in (sandbox, DAGMAR, &error));
  g_assert_no_error (error);
  g_assert_null (record_session_get_context (sandbox->session));
  g_assert_true (record_patient_context_is_closed (context));
}

static void
test_training_fails (void)
{
  const char *const programs[] = { "/nowhere/cabinet-sandbox", "/bin/false", "/bin/cat" };

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(ModelProblem) problem = NULL;
      g_autoptr(GError) error = NULL;

      record_training_start_async (programs[i], NULL, NULL, result_cb, &result);
      wait_for (&result);
      g_assert_null (record_training_start_finish (result, &error));
      g_assert_nonnull (error);
      problem = record_problem_new_from_error (error);
      g_assert_cmpstr (model_problem_get_sentence (problem), !=, "");
    }
}

static void
test_training_cancelled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  record_training_start_async ("/bin/sh", (const char *const[]) { NULL }, cancellable, result_cb, &result);
  g_cancellable_cancel (cancellable);
  wait_for (&result);
  g_assert_null (record_training_start_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Without a person and without a browser; what it deposits is in the name of who is responsible (R-MHD-26). */
static void
test_technical (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordMatch) match = NULL;
  g_autoptr(ModelPatient) patient = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("%PDF-1.4\n", 9);
  g_autoptr(RecordBody) body = record_body_new (bytes);
  g_autoptr(RecordDraft) draft = NULL;
  g_autoptr(ModelDocument) document = NULL;
  g_autoptr(ModelCoding) type = record_field_find (RECORD_FIELD_TYPE, "373942005");
  g_autofree char *number = NULL;

  g_assert_true (record_community_has_technical_user (record_session_get_community (sandbox->session)));
  record_session_sign_in_technical_async (sandbox->session, NULL, result_cb, &result);
  wait_for (&result);
  g_assert_true (record_session_sign_in_technical_finish (sandbox->session, result, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (model_user_get_role (record_session_get_user (sandbox->session)), ==, "TCU");
  g_assert_cmpuint (sandbox_count (sandbox, "/authorize"), ==, 0);

  match = search (sandbox, FRANZ, &error);
  g_assert_no_error (error);
  patient = g_list_model_get_item (record_match_get_patients (match), 0);
  draft = record_draft_new (sandbox->session, patient, "letter.pdf", body, &error);
  g_assert_no_error (error);
  record_draft_set_code (draft, RECORD_FIELD_TYPE, type);
  record_draft_set_date (draft, "2026-11-14");
  number = g_strdup (record_draft_number (draft, NULL));
  document = record_draft_to_document (draft);
  g_assert_cmpstr (model_coding_get_code (model_document_get_provider_role (document)), ==, "TCU");
  g_assert_cmpstr (model_document_get_author (document, 0)->person_gln, ==, MARTINA);
  g_assert_cmpstr (model_coding_get_code (model_document_get_author (document, 0)->role), ==, "HCP");
  g_assert_true (g_str_has_prefix (number, "urn:oid:2.25."));
  g_assert_cmpstr (model_document_get_unique_id (document), ==, number);
}

/* The institution's own number goes to the identifier query (R-PIX-3), and means one patient or nobody. */
static void
test_local_number (void)
{
  const struct
  {
    const char *number;
    guint       n;
  } cases[] = { { "8734", 1 }, { "no such number", 0 } };
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");

  g_assert_true (sign_in (sandbox, MARTINA, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ModelPatientQuery) query = model_patient_query_new_local (cases[i].number);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(RecordMatch) match = NULL;

      record_session_search_async (sandbox->session, query, NULL, result_cb, &result);
      wait_for (&result);
      match = record_session_search_finish (sandbox->session, result, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_list_model_get_n_items (record_match_get_patients (match)), ==, cases[i].n);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    preset = argv[1];

  g_test_add_func ("/record/session/people", test_people);
  g_test_add_func ("/record/session/R-IUA-22/sign-in", test_sign_in);
  g_test_add_func ("/record/session/R-IUA-16/opaque-token", test_opaque_token);
  g_test_add_func ("/record/session/not-signed-in", test_not_signed_in);
  g_test_add_func ("/record/session/sign-in-cancelled", test_sign_in_cancelled);
  g_test_add_func ("/record/session/R-PDQ-12/search", test_search);
  g_test_add_func ("/record/session/R-MHD-26/technical", test_technical);
  g_test_add_func ("/record/session/R-PIX-3/local-number", test_local_number);
  g_test_add_func ("/record/session/patients", test_patients);
  g_test_add_func ("/record/session/R-IUA-18/refused-later", test_refused_later);
  g_test_add_func ("/record/training/fails", test_training_fails);
  g_test_add_func ("/record/training/cancelled", test_training_cancelled);

  return g_test_run ();
}
