/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a document that is in the record already, at the real sandbox, in each manner. */
#include "config.h"

#include "epr-error.h"
#include "record-change.h"
#include "record-document-list-private.h"
#include "record-draft.h"
#include "record-own.h"
#include "record-problem.h"
#include "record-test-support.h"
#include "record-versions.h"

#include <string.h>

static const char *preset = "ch-epr-fhir-5";

static GListModel *
documents_of (RecordPatientContext *context)
{
  return G_LIST_MODEL (record_patient_context_get_documents (context));
}

static gboolean
apply (RecordChange *change,
       GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  record_change_apply_async (change, NULL, result_cb, &result);
  wait_for (&result);

  return record_change_apply_finish (change, result, error);
}

static gboolean
request_deletion (RecordPatientContext *context,
                  ModelDocument        *document,
                  GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  record_change_request_deletion_async (context, document, NULL, result_cb, &result);
  wait_for (&result);

  return record_change_request_deletion_finish (context, result, error);
}

static RecordPatientContext *
open_franz (Sandbox *sandbox)
{
  RecordPatientContext *context = open_patient (sandbox, FRANZ);

  wait_loaded (context);
  g_assert_null (record_document_list_get_problem (record_patient_context_get_documents (context)));

  return context;
}

/* R-MHD-43: the title is another one at once, without a reload; nothing else is. */
static void
test_title (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_franz (sandbox);
  g_autoptr(ModelDocument) before = nth_document (context, 3);
  g_autoptr(ModelDocument) after = NULL;
  g_autoptr(RecordChange) change = record_change_new (context, before);
  g_autoptr(GError) error = NULL;
  guint n = g_list_model_get_n_items (documents_of (context));

  g_assert_false (record_change_get_ready (change));
  record_change_set_title (change, "");
  g_assert_false (record_change_get_ready (change));
  record_change_set_title (change, "Renamed by a test ");
  record_change_set_comment (change, "Because of a test");
  g_assert_true (record_change_get_ready (change));
  apply (change, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (g_list_model_get_n_items (documents_of (context)), ==, n);
  after = nth_document (context, 3);
  g_assert_cmpstr (model_document_get_unique_id (after), ==, model_document_get_unique_id (before));
  g_assert_cmpstr (model_document_get_attachment_title (after), ==, "Renamed by a test");
  g_assert_cmpstr (model_document_get_description (after), ==, "Because of a test");
  g_assert_cmpstr (model_document_get_hash (after), ==, model_document_get_hash (before));
  g_assert_cmpint (model_date_compare (model_document_get_created (after), model_document_get_created (before)), ==, 0);
  g_assert_false (record_document_list_get_loading (record_patient_context_get_documents (context)));
}

/* A type takes its class along. */
static void
test_type (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_franz (sandbox);
  g_autoptr(ModelDocument) before = nth_document (context, 2);
  g_autoptr(ModelDocument) after = NULL;
  g_autoptr(RecordChange) change = record_change_new (context, before);
  g_autoptr(GListModel) types = record_change_list_choices (change, RECORD_FIELD_TYPE);
  g_autoptr(ModelCoding) type = NULL;
  g_autoptr(GListModel) classes = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; type == NULL; i++)
    {
      g_autoptr(ModelCoding) other = g_list_model_get_item (types, i);

      if (g_strcmp0 (model_coding_get_code (other), model_coding_get_code (model_document_get_document_type (before))) != 0)
        type = g_steal_pointer (&other);
    }
  record_change_set_code (change, RECORD_FIELD_TYPE, type);
  classes = record_change_list_choices (change, RECORD_FIELD_CLASS);
  g_assert_cmpuint (g_list_model_get_n_items (classes), >, 0);
  apply (change, &error);
  g_assert_no_error (error);
  after = nth_document (context, 2);
  g_assert_cmpstr (model_coding_get_code (model_document_get_document_type (after)), ==, model_coding_get_code (type));
  g_assert_cmpstr (model_coding_get_code (model_document_get_category (after)), ==,
                   model_coding_get_code (record_change_get_code (change, RECORD_FIELD_CLASS)));
}

/* R-MHD-44: asked for, marked at once, and still there; the gateway lists it no more (section 13). */
static void
test_deletion (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_franz (sandbox);
  g_autoptr(ModelDocument) before = nth_document (context, 0);
  g_autoptr(ModelDocument) after = NULL;
  g_autoptr(ModelDocument) later = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (record_change_is_deletion_requested (before));
  request_deletion (context, before, &error);
  g_assert_no_error (error);
  after = nth_document (context, 0);
  g_assert_true (record_change_is_deletion_requested (after));

  record_document_list_reload (record_patient_context_get_documents (context));
  wait_loaded (context);
  later = record_document_list_find_same (record_patient_context_get_documents (context), before);
  if (g_str_equal (preset, "mag-1"))
    {
      g_assert_null (later);
      return;
    }
  g_assert_nonnull (later);
  g_assert_true (record_change_is_deletion_requested (later));
}

/* R-MHD-9: after lunch the list is asked for again first, for its ids may be others by now. */
static void
test_old (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_franz (sandbox);
  RecordDocumentList   *documents = record_patient_context_get_documents (context);
  g_autoptr(ModelDocument) before = nth_document (context, 3);
  g_autoptr(ModelDocument) after = NULL;
  g_autoptr(RecordChange) change = record_change_new (context, before);
  g_autoptr(GError) error = NULL;

  record_document_list_age (documents);
  record_change_set_title (change, "After lunch");
  apply (change, &error);
  g_assert_no_error (error);
  g_assert_false (record_document_list_is_old (documents));
  after = record_document_list_find_same (documents, before);
  g_assert_cmpstr (model_document_get_attachment_title (after), ==, "After lunch");
}

/* R-MHD-42: two at the same moment, and one of them is told; neither undoes the other. */
static void
test_meanwhile (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_franz (sandbox);
  g_autoptr(ModelDocument) document = nth_document (context, 4);
  g_autoptr(ModelDocument) after = NULL;
  g_autoptr(RecordChange) first = record_change_new (context, document);
  g_autoptr(RecordChange) second = record_change_new (context, document);
  g_autoptr(RecordChange) late = record_change_new (context, document);
  g_autoptr(GAsyncResult) of_first = NULL;
  g_autoptr(GAsyncResult) of_second = NULL;
  g_autoptr(ModelProblem) problem = NULL;
  g_autoptr(GError) error = NULL;
  gboolean done;

  record_change_set_title (first, "By the one");
  record_change_set_comment (second, "By the other");
  /* so that both have read before either writes */
  sandbox_faults (sandbox, "{'slow':400,'path':'/fhir/DocumentReference/','times':4}");
  record_change_apply_async (first, NULL, result_cb, &of_first);
  record_change_apply_async (second, NULL, result_cb, &of_second);
  wait_for (&of_first);
  wait_for (&of_second);
  done = record_change_apply_finish (first, of_first, &error);
  g_assert_cmpint (record_change_apply_finish (second, of_second, error == NULL ? &error : NULL), !=, done);
  /* the gateway has no word of its own for it */
  if (g_str_equal (preset, "ch-epr-fhir-5"))
    g_assert_error (error, EPR_ERROR, EPR_ERROR_CHANGED_MEANWHILE);
  g_clear_error (&error);
  if (!done)
    {
      apply (first, &error);
      g_assert_no_error (error);
    }

  /* somebody who has had the dialog open all the time does not undo what she has not seen */
  record_change_set_title (late, "By the third");
  g_assert_false (apply (late, &error));
  g_assert_error (error, EPR_ERROR, EPR_ERROR_CHANGED_MEANWHILE);
  problem = record_problem_new_for_change (error);
  g_assert_cmpint (model_problem_get_way (problem), ==, MODEL_WAY_RELOAD_LIST);
  after = nth_document (context, 4);
  g_assert_cmpstr (model_document_get_attachment_title (after), ==, "By the one");
}

/* The patient's rules decide; the document stays as it was. */
static void
test_refused (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_franz (sandbox);
  g_autoptr(ModelDocument) document = nth_document (context, 0);
  g_autoptr(ModelDocument) after = NULL;
  g_autoptr(RecordChange) change = record_change_new (context, document);
  g_autoptr(ModelCoding) secret = record_field_find (RECORD_FIELD_CONFIDENTIALITY, "1141000195107");
  g_autoptr(ModelProblem) problem = NULL;
  g_autoptr(GError) error = NULL;

  record_change_set_code (change, RECORD_FIELD_CONFIDENTIALITY, secret);
  g_assert_false (apply (change, &error));
  problem = record_problem_new_for_change (error);
  g_assert_nonnull (strstr (model_problem_get_sentence (problem), "stays as it was"));
  after = nth_document (context, 0);
  g_assert_true (after == document);
}

/* R-MHD-61: the document's own community does not answer: nothing was changed, and that is said. */
static void
test_elsewhere (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_franz (sandbox);
  g_autoptr(ModelDocument) document = nth_document (context, 0);
  g_autoptr(RecordChange) change = record_change_new (context, document);
  g_autoptr(ModelProblem) problem = NULL;
  g_autoptr(GError) error = NULL;

  sandbox_faults (sandbox, "{'status':504,'path':'/fhir/DocumentReference/','times':20}");
  record_change_set_title (change, "Never seen");
  g_assert_false (apply (change, &error));
  problem = record_problem_new_for_change (error);
  g_assert_nonnull (strstr (model_problem_get_sentence (problem), "could not be reached"));
  g_assert_cmpint (model_problem_get_way (problem), ==, MODEL_WAY_RETRY);
}

/* What the patient closes ends, and says nothing any more. */
static void
test_closed (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(RecordPatientContext) context = g_object_ref (open_franz (sandbox));
  g_autoptr(ModelDocument) document = nth_document (context, 0);
  g_autoptr(RecordChange) change = record_change_new (context, document);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  record_change_set_title (change, "Never seen");
  record_change_apply_async (change, NULL, result_cb, &result);
  record_session_close_patient (sandbox->session);
  wait_for (&result);
  g_assert_false (record_change_apply_finish (change, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (record_problem_new_for_change (error));
}

/* R-MHD-1: asked for when somebody wants to see them, not before; each leads to what replaces it. */
static void
test_superseded (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_franz (sandbox);
  RecordDocumentList   *superseded = record_patient_context_get_superseded (context);
  g_autoptr(RecordVersions) versions = record_versions_new ();
  g_autoptr(GError) error = NULL;
  guint n;

  WAIT_UNTIL (record_document_list_get_complete (superseded));
  n = g_list_model_get_n_items (G_LIST_MODEL (superseded));
  g_assert_cmpuint (n, >, 0);
  record_versions_add_all (versions, documents_of (context));
  record_versions_add_all (versions, G_LIST_MODEL (superseded));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(ModelDocument) old = g_list_model_get_item (G_LIST_MODEL (superseded), i);
      ModelDocument *newest = record_versions_get_newest (versions, old);
      g_autoptr(GListModel) history = record_versions_list_history (versions, old);
      g_autoptr(GListModel) same = record_versions_list_history (versions, newest);
      g_autoptr(RecordContent) content = fetch (context, old, &error);

      g_assert_no_error (error);
      g_assert_cmpint (model_document_get_status (old), ==, MODEL_DOCUMENT_SUPERSEDED);
      g_assert_cmpint (model_document_get_status (newest), ==, MODEL_DOCUMENT_CURRENT);
      g_assert_cmpuint (record_versions_get_age (versions, old), ==, 1);
      g_assert_cmpuint (g_list_model_get_n_items (history), ==, 2);
      g_assert_cmpuint (g_list_model_get_n_items (same), ==, 2);
    }
}

static ModelDocument *
document_new (const char *id,
              const char *code,
              const char *target)
{
  ModelDocumentRelation relation = { code, target };
  g_autofree char      *unique_id = g_strconcat ("urn:oid:2.999.", id, NULL);
  g_autofree char      *entry_uuid = g_strconcat ("urn:uuid:", id, NULL);

  return model_document_new (&(ModelDocumentInit) { .id = id, .unique_id = unique_id, .entry_uuid = entry_uuid, .size = -1, .relations = &relation, .n_relations = code != NULL ? 1 : 0 });
}

/* However the server names what is replaced; and a chain that bites its tail has an end. */
static void
test_chains (void)
{
  g_autoptr(RecordVersions) versions = record_versions_new ();
  g_autoptr(ModelDocument) first = document_new ("1", NULL, NULL);
  g_autoptr(ModelDocument) second = document_new ("2", "replaces", "DocumentReference/1");
  g_autoptr(ModelDocument) third = document_new ("3", "replaces", "https://epr.example.org/fhir/DocumentReference/2/_history/4");
  g_autoptr(ModelDocument) fourth = document_new ("4", "replaces", "urn:uuid:3");
  g_autoptr(ModelDocument) fifth = document_new ("5", "replaces", "urn:oid:2.999.4");
  g_autoptr(ModelDocument) added = document_new ("6", "appends", "DocumentReference/3");
  g_autoptr(ModelDocument) lost = document_new ("7", "replaces", "DocumentReference/99");
  g_autoptr(ModelDocument) head = document_new ("8", "replaces", "DocumentReference/9");
  g_autoptr(ModelDocument) tail = document_new ("9", "replaces", "DocumentReference/8");
  ModelDocument *all[] = { third, added, first, fifth, lost, second, fourth, head, tail };
  g_autoptr(GListModel) history = NULL;
  g_autoptr(GListModel) of_lost = NULL;
  g_autoptr(GListModel) of_circle = NULL;
  g_autoptr(GListModel) additions = NULL;
  g_autoptr(ModelDocument) oldest = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    record_versions_add (versions, all[i]);
  history = record_versions_list_history (versions, second);
  g_assert_cmpuint (g_list_model_get_n_items (history), ==, 5);
  oldest = g_list_model_get_item (history, 4);
  g_assert_true (oldest == first);
  g_assert_true (record_versions_get_newest (versions, first) == fifth);
  g_assert_cmpuint (record_versions_get_age (versions, first), ==, 4);
  g_assert_true (record_versions_get_parent (versions, added) == third);
  additions = record_versions_list_added (versions, fifth);
  g_assert_cmpuint (g_list_model_get_n_items (additions), ==, 1);

  of_lost = record_versions_list_history (versions, lost);
  g_assert_cmpuint (g_list_model_get_n_items (of_lost), ==, 1);
  of_circle = record_versions_list_history (versions, head);
  g_assert_cmpuint (g_list_model_get_n_items (of_circle), ==, 2);

  record_versions_remove (versions, fifth);
  g_assert_true (record_versions_get_newest (versions, first) == fourth);
}

/* A note of a few words that replaces @old, sent until it is decided. (transfer full) */
static RecordDeposit *
deposit_instead (Sandbox              *sandbox,
                 RecordPatientContext *context,
                 ModelDocument        *old,
                 const char           *words)
{
  RecordOutbox *outbox = record_session_get_outbox (sandbox->session);
  g_autoptr(GBytes) bytes = g_bytes_new (words, strlen (words));
  g_autoptr(RecordBody) body = record_body_new (bytes);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDraft) draft = record_draft_new (sandbox->session, record_patient_context_get_patient (context), "note.txt", body, &error);
  g_autoptr(ModelDocument) document = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  RecordDeposit *deposit;
  RecordOrder    order = { .patient = record_patient_context_get_patient (context), .body = body };

  g_assert_no_error (error);
  record_draft_set_target (draft, RECORD_TARGET_REPLACES, old);
  record_draft_set_date (draft, "19.11.2026");
  g_assert_true (record_draft_get_complete (draft));
  document = record_draft_to_document (draft);
  g_assert_cmpstr (model_document_get_attachment_title (document), ==, model_document_get_attachment_title (old));
  g_assert_cmpstr (model_coding_get_code (model_document_get_document_type (document)), ==,
                   model_coding_get_code (model_document_get_document_type (old)));
  order.document = document;
  order.replaces = model_document_get_id (old);
  order.target_uuid = model_document_get_entry_uuid (old);
  order.target_unique_id = model_document_get_unique_id (old);
  record_outbox_add_async (outbox, &order, NULL, result_cb, &result);
  wait_for (&result);
  deposit = record_outbox_add_finish (outbox, result, &error);
  g_assert_no_error (error);
  WAIT_UNTIL (record_deposit_get_state (deposit) == RECORD_DEPOSIT_DONE || record_deposit_get_state (deposit) == RECORD_DEPOSIT_REFUSED);

  return deposit;
}

/* R-MHD-35: the open list follows by itself. R-MHD-64: what cannot be replaced from here says so. */
static void
test_replace (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_franz (sandbox);
  RecordDocumentList   *documents = record_patient_context_get_documents (context);
  g_autoptr(ModelDocument) old = nth_document (context, 1);
  g_autoptr(RecordVersions) versions = record_versions_new ();
  g_autoptr(RecordDeposit) first = deposit_instead (sandbox, context, old, "A note of the nineteenth, for the test.");
  g_autoptr(RecordDeposit) second = NULL;
  g_autoptr(ModelDocument) gone = NULL;
  g_autoptr(ModelDocument) there = NULL;

  g_assert_cmpint (record_deposit_get_state (first), ==, RECORD_DEPOSIT_DONE);
  WAIT_UNTIL (record_document_list_get_complete (documents));
  gone = record_document_list_find_same (documents, old);
  g_assert_null (gone);
  there = record_document_list_find_same (documents, record_deposit_get_document (first));
  g_assert_nonnull (there);
  g_assert_true (record_own_is (sandbox->session, there));
  record_versions_add_all (versions, G_LIST_MODEL (documents));
  g_assert_true (record_versions_find_newer (versions, old) == there);

  second = deposit_instead (sandbox, context, old, "Another one, too late, for the test.");
  g_assert_cmpint (record_deposit_get_state (second), ==, RECORD_DEPOSIT_REFUSED);
  g_test_message ("%s", model_problem_get_details (record_deposit_get_problem (second)));
  g_assert_nonnull (strstr (model_problem_get_sentence (record_deposit_get_problem (second)), "another community"));
}

/* What Martina wrote is hers, and nobody else's. */
static void
test_own (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_franz (sandbox);
  g_autoptr(ModelDocument) hers = NULL;
  guint n_own = 0;

  for (guint i = 0; i < g_list_model_get_n_items (documents_of (context)); i++)
    {
      g_autoptr(ModelDocument) document = nth_document (context, i);
      gboolean own = record_own_is (sandbox->session, document);
      gboolean by_martina = model_document_get_n_authors (document) > 0 &&
                            g_strcmp0 (model_document_get_author (document, 0)->person_gln, MARTINA) == 0;

      g_assert_cmpint (own, ==, by_martina);
      n_own += own;
    }
  g_assert_cmpuint (n_own, >, 0);
}

/* Each failure has its words, and none of them says more than is known. */
static void
test_words (void)
{
  const struct
  {
    GError     *error;
    const char *words;
  } cases[] = {
    { g_error_new_literal (EPR_ERROR, EPR_ERROR_METADATA_REFUSED, "no"), "stays as it was" },
    { g_error_new_literal (EPR_ERROR, EPR_ERROR_LEVEL_REFUSED, "no"), "stays as it was" },
    { g_error_new_literal (NET_ERROR, NET_ERROR_FORBIDDEN, "no"), "stays as it was" },
    { g_error_new_literal (EPR_ERROR, EPR_ERROR_CHANGED_MEANWHILE, "no"), "Somebody else" },
    { g_error_new_literal (NET_ERROR, NET_ERROR_UNREACHABLE, "no"), "nobody knows" },
    { g_error_new_literal (NET_ERROR, NET_ERROR_TIMED_OUT, "no"), "nobody knows" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = cases[i].error;
      g_autoptr(ModelProblem) problem = record_problem_new_for_change (error);

      g_assert_nonnull (strstr (model_problem_get_sentence (problem), cases[i].words));
      g_assert_null (strstr (model_problem_get_sentence (problem), "stored"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    preset = argv[1];

  g_test_add_func ("/record/change/R-MHD-43/title", test_title);
  g_test_add_func ("/record/change/R-MHD-43/type", test_type);
  g_test_add_func ("/record/change/R-MHD-44/deletion", test_deletion);
  g_test_add_func ("/record/change/R-MHD-9/old", test_old);
  g_test_add_func ("/record/change/R-MHD-42/meanwhile", test_meanwhile);
  g_test_add_func ("/record/change/R-MHD-45/refused", test_refused);
  g_test_add_func ("/record/change/R-MHD-61/elsewhere", test_elsewhere);
  g_test_add_func ("/record/change/closed", test_closed);
  g_test_add_func ("/record/change/words", test_words);
  g_test_add_func ("/record/versions/R-MHD-1/superseded", test_superseded);
  g_test_add_func ("/record/versions/chains", test_chains);
  g_test_add_func ("/record/versions/R-MHD-64/replace", test_replace);
  g_test_add_func ("/record/own", test_own);

  return g_test_run ();
}
