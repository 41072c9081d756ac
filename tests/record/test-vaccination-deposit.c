/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps an entry from being written twice, over another one, or for more eyes than it should: against the real sandbox. */
#include "config.h"

#include "record-entry-private.h"
#include "record-error.h"
#include "record-outbox-private.h"
#include "record-patient-context-private.h"
#include "record-session-private.h"
#include "record-vaccination-give.h"
#include "vaccination-write-support.h"

#include <locale.h>
#include <string.h>

static const char *preset = "ch-epr-fhir-5";

/* R-VAC-64: somebody was faster; nothing is written, and the record shows what there is now. */
static void
test_changed_meanwhile (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(RecordEntryDraft) draft = draft_boostrix (practice->patient);
  g_autoptr(RecordDeposit) one = submit_one (practice, RECORD_VACCINATION_CREATE, draft, NULL, NULL);
  g_autoptr(ModelRecordLine) line = find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX);
  g_autoptr(RecordDeposit) two = submit_one (practice, RECORD_VACCINATION_COMMENT, NULL, line, "By a colleague");
  g_autoptr(RecordDeposit) three = NULL;
  g_autoptr(ModelRecordLine) now = NULL;
  g_autoptr(GError) error = NULL;
  const RecordVaccinationChange stale = { .step = RECORD_VACCINATION_ANNUL, .line = line, .comment = "Wrong patient" };

  three = submit (practice, &stale, 1, FALSE, &error);
  g_assert_error (error, RECORD_ERROR, RECORD_ERROR_ENTRY_CHANGED);
  g_assert_null (three);
  now = find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX);
  g_assert_cmpuint (model_record_line_get_n_versions (now), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (record_session_get_outbox (practice->sandbox->session))), ==, 2);
}

/* R-VAC-64: nor when nobody can tell. */
static void
test_unchecked (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(ModelRecordLine) line = g_list_model_get_item (record_vaccinations_get_lines (practice->vaccinations, MODEL_CLINICAL_VACCINATION), 0);
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(GError) error = NULL;
  const RecordVaccinationChange change = { .step = RECORD_VACCINATION_COMMENT, .line = line, .comment = "Seen" };

  sandbox_faults (practice->sandbox, "{'status':403,'path':'/fhir/DocumentReference'}");
  deposit = submit (practice, &change, 1, FALSE, &error);
  g_assert_error (error, RECORD_ERROR, RECORD_ERROR_ENTRY_UNCHECKED);
  g_assert_null (deposit);
}

/* R-VAC-94, R-VAC-101: what cannot be is not sent. */
static void
test_invalid (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(ModelRecordLine) line = g_list_model_get_item (record_vaccinations_get_lines (practice->vaccinations, MODEL_CLINICAL_VACCINATION), 0);
  g_autoptr(RecordEntryDraft) empty = record_entry_draft_new (MODEL_CLINICAL_VACCINATION, practice->patient);
  g_autoptr(RecordEntryDraft) same = record_entry_draft_new_change (line, practice->patient);
  const RecordVaccinationChange changes[] = {
    { .step = RECORD_VACCINATION_CREATE, .draft = empty },
    { .step = RECORD_VACCINATION_CORRECT, .draft = same },
    { .step = RECORD_VACCINATION_ANNUL, .line = line },
    { .step = RECORD_VACCINATION_REFUTE, .line = line, .comment = "  " },
    { .step = RECORD_VACCINATION_COMMENT, .line = line },
  };
  const RecordVaccinationChange twice[] = {
    { .step = RECORD_VACCINATION_COMMENT, .line = line, .comment = "One" },
    { .step = RECORD_VACCINATION_COMMENT, .line = line, .comment = "Two" },
  };

  for (guint i = 0; i <= G_N_ELEMENTS (changes); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RecordDeposit) deposit =
          i < G_N_ELEMENTS (changes) ? submit (practice, &changes[i], 1, FALSE, &error) : submit (practice, twice, 2, FALSE, &error);

      g_assert_error (error, RECORD_ERROR, RECORD_ERROR_ENTRY_INVALID);
      g_assert_null (deposit);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (record_session_get_outbox (practice->sandbox->session))), ==, 0);
}

/* R-VAC-63, R-VAC-87: as restricted as the document it follows, unless the person says otherwise; asked before. */
static void
test_level (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(RecordEntryDraft) draft = draft_boostrix (practice->patient);
  g_autoptr(RecordEntryDraft) opened = NULL;
  g_autoptr(RecordDeposit) one = NULL;
  g_autoptr(RecordDeposit) two = NULL;
  g_autoptr(ModelRecordLine) line = NULL;
  g_autoptr(ModelRecordLine) commented = NULL;
  RecordVaccinationChange change = { .step = RECORD_VACCINATION_CREATE, .draft = draft };

  record_entry_draft_set_restricted (draft, TRUE);
  one = submit_and_read (practice, &change, 1);
  g_assert_cmpstr (model_coding_get_code (model_document_get_security_label (record_deposit_get_document (one), 0)), ==, "263856008");
  line = find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX);

  change = (RecordVaccinationChange) { .step = RECORD_VACCINATION_COMMENT, .line = line, .comment = "Still" };
  g_assert_null (record_vaccination_explain_level (&change, 1, FALSE));
  two = submit_and_read (practice, &change, 1);
  g_assert_cmpstr (model_coding_get_code (model_document_get_security_label (record_deposit_get_document (two), 0)), ==, "263856008");

  commented = find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX);
  opened = record_entry_draft_new_change (commented, practice->patient);
  g_assert_true (record_entry_draft_get_restricted (opened));
  record_entry_draft_set_restricted (opened, FALSE);
  change = (RecordVaccinationChange) { .step = RECORD_VACCINATION_CORRECT, .draft = opened };
  g_assert_nonnull (record_vaccination_explain_level (&change, 1, FALSE));
}

/* R-VAC-86: the patient accepts restricted documents only: with the person's consent the document itself says so too, under
 * another number, and what is in it is the same. */
static void
test_raised (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(RecordEntryDraft) draft = draft_boostrix (practice->patient);
  const RecordVaccinationChange change = { .step = RECORD_VACCINATION_CREATE, .draft = draft };
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(ModelRecordLine) line = NULL;
  g_autofree char                     *number = NULL;
  g_autofree char                     *own = NULL;
  const ModelVaccinationDocumentFacts *written;

  sandbox_faults (practice->sandbox, "{'policy.provide_level':'restricted'}");
  deposit = submit (practice, &change, 1, FALSE, NULL);
  WAIT_UNTIL (record_deposit_get_state (deposit) == RECORD_DEPOSIT_NEEDS_CONSENT);
  g_assert_false (record_deposit_can_edit (deposit));
  g_assert_nonnull (record_deposit_explain_edit (deposit));
  g_assert_true (record_deposit_can_withdraw (deposit));
  number = g_strdup (model_document_get_unique_id (record_deposit_get_document (deposit)));
  record_deposit_accept_level (deposit);
  WAIT_UNTIL (record_deposit_get_state (deposit) == RECORD_DEPOSIT_DONE);
  wait_read (practice->vaccinations);

  line = find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX);
  g_assert_nonnull (line);
  written = model_vaccination_document_get_facts (model_entry_version_get_document (model_record_line_get_head (line)));
  own = record_entry_make_oid (g_ptr_array_index (written->ids, 0));
  g_assert_cmpstr (written->confidentiality, ==, "263856008");
  g_assert_cmpstr (model_coding_get_code (model_document_get_security_label (record_deposit_get_document (deposit), 0)), ==, "263856008");
  g_assert_cmpstr (written->unique_id, !=, number);
  g_assert_cmpstr (written->unique_id, ==, own);
}

/* R-VAC-80, R-VAC-86: a copy of the record is raised in the same way. */
static void
test_snapshot (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(ModelDocument) document = NULL;
  g_autoptr(RecordContent) content = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  GBytes          *bytes;

  sandbox_faults (practice->sandbox, "{'policy.provide_level':'restricted'}");
  record_vaccination_give_snapshot_async (practice->sandbox->session, practice->patient, record_vaccinations_get_record (practice->vaccinations),
                                          FALSE, NULL, result_cb, &result);
  wait_for (&result);
  deposit = record_vaccination_give_finish (practice->sandbox->session, result, &error);
  g_assert_no_error (error);
  WAIT_UNTIL (record_deposit_get_state (deposit) == RECORD_DEPOSIT_NEEDS_CONSENT);
  record_deposit_accept_level (deposit);
  WAIT_UNTIL (record_deposit_get_state (deposit) == RECORD_DEPOSIT_DONE);
  wait_read (practice->vaccinations);

  document = find_document (practice, deposit);
  content = fetch (practice->context, document, &error);
  g_assert_no_error (error);
  bytes = record_content_get_bytes (content);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (model_coding_get_code (model_document_get_format (document)), ==, "urn:che:epr:ch-vacd:vaccination-record:2022");
  g_assert_cmpstr (model_coding_get_code (model_document_get_security_label (document, 0)), ==, "263856008");
  g_assert_nonnull (strstr (text, "263856008"));
  g_assert_null (strstr (text, "\"17621005\""));
}

/* R-VAC-87: never secret, whatever the patient accepts. */
static void
test_secret (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(RecordEntryDraft) draft = draft_boostrix (practice->patient);
  const RecordVaccinationChange change = { .step = RECORD_VACCINATION_CREATE, .draft = draft };
  g_autoptr(RecordDeposit) deposit = NULL;

  sandbox_faults (practice->sandbox, "{'policy.provide_level':'secret'}");
  deposit = submit (practice, &change, 1, FALSE, NULL);
  WAIT_UNTIL (record_deposit_get_state (deposit) == RECORD_DEPOSIT_NEEDS_CONSENT);
  record_deposit_accept_level (deposit);
  WAIT_UNTIL (record_deposit_get_state (deposit) == RECORD_DEPOSIT_REFUSED);
  g_assert_cmpstr (model_problem_get_title (record_deposit_get_problem (deposit)), ==, "Adding Vaccinations Not Allowed");
  g_assert_null (find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX));
}

/* R-VAC-65: stored, and nobody heard of it: asked about by its number, and there once. */
static void
test_lost_answer (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  const guint n_before = record_vaccinations_get_n_documents (practice->vaccinations);
  g_autoptr(RecordEntryDraft) draft = draft_boostrix (practice->patient);
  const RecordVaccinationChange change = { .step = RECORD_VACCINATION_CREATE, .draft = draft };
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(JsonArray) deposits = NULL;

  record_outbox_set_pauses (record_session_get_outbox (practice->sandbox->session), 1, 10);
  sandbox_faults (practice->sandbox, "{'provide.lost_answer':true}");
  deposit = submit (practice, &change, 1, FALSE, NULL);
  WAIT_UNTIL (record_deposit_get_state (deposit) == RECORD_DEPOSIT_DONE);
  sandbox_faults (practice->sandbox, "{'provide.lost_answer':false}");
  wait_read (practice->vaccinations);
  g_assert_cmpuint (record_vaccinations_get_n_documents (practice->vaccinations), ==, n_before + 1);
  deposits = sandbox_deposits (practice->sandbox);
  g_assert_cmpuint (json_array_get_length (deposits), ==, 1);
}

/* R-VAC-91: emergency access reads only. */
static void
test_emergency (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(RecordPatientContext) context =
      record_patient_context_new (record_session_get_client (practice->sandbox->session), practice->patient, RECORD_PURPOSE_EMERGENCY, 99, NULL, NULL);
  g_autoptr(RecordVaccinations) vaccinations = record_vaccinations_new (context);
  g_autoptr(RecordEntryDraft) draft = draft_boostrix (practice->patient);
  const RecordVaccinationChange change = { .step = RECORD_VACCINATION_CREATE, .draft = draft };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  record_vaccinations_submit_async (vaccinations, practice->sandbox->session, &change, 1, FALSE, NULL, result_cb, &result);
  wait_for (&result);
  g_assert_null (record_vaccinations_submit_finish (vaccinations, result, &error));
  g_assert_error (error, RECORD_ERROR, RECORD_ERROR_EMERGENCY);
  record_patient_context_close (context);
}

/* Nobody makes a record disappear without knowing it. */
static void
test_copy (void)
{
  g_autoptr(Practice) practice = practice_open (preset);

  g_assert_null (record_vaccination_explain_copy (record_vaccinations_get_record (practice->vaccinations)));
  practice_turn_to (practice, "Kopie, Konrad 1.4.1952");
  g_assert_nonnull (record_vaccination_explain_copy (record_vaccinations_get_record (practice->vaccinations)));
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    preset = argv[1];

  g_test_add_func ("/record/vaccination-deposit/R-VAC-64/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/record/vaccination-deposit/R-VAC-64/unchecked", test_unchecked);
  g_test_add_func ("/record/vaccination-deposit/R-VAC-94/invalid", test_invalid);
  g_test_add_func ("/record/vaccination-deposit/R-VAC-63/level", test_level);
  g_test_add_func ("/record/vaccination-deposit/R-VAC-86/raised", test_raised);
  g_test_add_func ("/record/vaccination-deposit/R-VAC-80/snapshot", test_snapshot);
  g_test_add_func ("/record/vaccination-deposit/R-VAC-87/secret", test_secret);
  g_test_add_func ("/record/vaccination-deposit/R-VAC-65/lost-answer", test_lost_answer);
  g_test_add_func ("/record/vaccination-deposit/R-VAC-91/emergency", test_emergency);
  g_test_add_func ("/record/vaccination-deposit/copy", test_copy);

  return g_test_run ();
}
