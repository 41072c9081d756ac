/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-labels.h"
#include "record-problem.h"
#include "record-document-list-private.h"
#include "record-test-support.h"

#include <string.h>

static const char *preset = "ch-epr-fhir-5";

static RecordDocumentList *
list_of (RecordPatientContext *context)
{
  return record_patient_context_get_documents (context);
}

static guint
count (RecordPatientContext *context)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list_of (context)));
}

static void
appended_cb (GListModel *model,
             guint       position,
             guint       removed,
             guint       added,
             gpointer    user_data)
{
  guint *largest = user_data;

  g_assert_cmpuint (removed, ==, 0);
  *largest = MAX (*largest, added);
}

/* R-COM-15: all pages, and none of them in one lump. R-TRC-2: they belong to one action. */
static void
test_pages (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(JsonArray) log = NULL;
  RecordPatientContext *context;
  const char           *trace = NULL;
  guint                 largest = 0, pages = 0;

  sandbox_faults (sandbox, "{'page.size':7}");
  context = open_patient (sandbox, FRANZ);
  g_assert_true (record_document_list_get_loading (list_of (context)));
  g_signal_connect (list_of (context), "items-changed", G_CALLBACK (appended_cb), &largest);
  wait_loaded (context);
  g_signal_handlers_disconnect_by_func (list_of (context), appended_cb, &largest);
  g_assert_true (record_document_list_get_complete (list_of (context)));
  g_assert_null (record_document_list_get_problem (list_of (context)));
  g_assert_cmpuint (count (context), >, 14);
  g_assert_cmpint (record_document_list_get_total (list_of (context)), ==, count (context));
  g_assert_cmpuint (largest, <=, 64);

  log = sandbox_log (sandbox);
  for (guint i = 0; i < json_array_get_length (log); i++)
    {
      JsonObject *entry = json_array_get_object_element (log, i);
      const char *parent = json_object_get_string_member (json_object_get_object_member (entry, "headers"), "traceparent");
      const char *path = json_object_get_string_member (entry, "path");

      if (g_str_has_prefix (path, "/fhir/Patient") || !g_str_has_prefix (path, "/fhir"))
        continue;
      if (trace == NULL)
        trace = parent;
      g_assert_cmpmem (parent, 35, trace, 35);
      pages++;
    }
  g_assert_cmpuint (pages, >=, 3);
}

static void
test_expiry (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context;

  /* R-IUA-17: shorter than the margin, so that each page asks for a token of its own. */
  sandbox_faults (sandbox, "{'page.size':5,'token.ttl':1}");
  context = open_patient (sandbox, FRANZ);
  wait_loaded (context);
  g_assert_null (record_document_list_get_problem (list_of (context)));
  g_assert_true (record_document_list_get_complete (list_of (context)));
}

static void
test_warnings (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(ModelIssue) issue = NULL;
  RecordPatientContext *context;
  GListModel           *warnings;

  sandbox_faults (sandbox, "{'find.community_down':true,'page.size':5}");
  context = open_patient (sandbox, FRANZ);
  wait_loaded (context);
  warnings = record_document_list_get_warnings (list_of (context));
  /* R-MHD-8: once, however many pages say it. */
  g_assert_cmpuint (g_list_model_get_n_items (warnings), ==, 1);
  issue = g_list_model_get_item (warnings, 0);
  g_assert_cmpint (model_issue_get_severity (issue), ==, MODEL_ISSUE_WARNING);
  g_assert_nonnull (model_issue_get_community (issue));
}

/* R-MHD-10 */
static void
test_sloppy (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context;

  sandbox_faults (sandbox, "{'find.sloppy':true}");
  context = open_patient (sandbox, FRANZ);
  wait_loaded (context);
  g_assert_cmpuint (count (context), >, 0);
  for (guint i = 0; i < count (context); i++)
    {
      g_autoptr(ModelDocument) document = nth_document (context, i);

      g_assert_cmpstr (record_label_title (document), !=, "");
      g_assert_nonnull (record_label_coding (model_document_get_document_type (document)));
      g_assert_nonnull (record_label_format (document));
    }
}

static void
test_integrity (void)
{
  const struct
  {
    const char     *faults;
    RecordIntegrity integrity;
  } cases[] = {
    { "{'hash':'right'}", RECORD_INTEGRITY_INTACT },
    { "{'hash':'hex'}", RECORD_INTEGRITY_INTACT },
    { "{'hash':'wrong'}", RECORD_INTEGRITY_DIFFERENT },
    { "{'hash':'none'}", RECORD_INTEGRITY_UNCHECKED },
  };
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ModelDocument) document = NULL;
      g_autoptr(RecordContent) content = NULL;
      g_autoptr(GError) error = NULL;
      RecordPatientContext *context;

      sandbox_faults (sandbox, cases[i].faults);
      context = open_patient (sandbox, FRANZ);
      wait_loaded (context);
      document = nth_document (context, 0);
      content = fetch (context, document, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (record_content_get_bytes (content)), >, 0);
      g_assert_cmpstr (record_content_get_content_type (content), !=, "");
      /* Without a hash some have a size all the same. */
      if (cases[i].integrity == RECORD_INTEGRITY_UNCHECKED && model_document_get_size (document) > 0)
        g_assert_cmpint (record_content_get_integrity (content), ==, RECORD_INTEGRITY_INTACT);
      else
        g_assert_cmpint (record_content_get_integrity (content), ==, cases[i].integrity);
    }
}

/* One request however many ask, and none when it is there already. */
static void
test_one_fetch (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_patient (sandbox, FRANZ);
  g_autoptr(ModelDocument) document = NULL;
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GAsyncResult) left = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(RecordContent) one = NULL;
  g_autoptr(RecordContent) two = NULL;
  g_autoptr(RecordContent) three = NULL;
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GError) error = NULL;

  wait_loaded (context);
  document = nth_document (context, 0);
  uri = g_uri_parse (model_document_get_url (document), G_URI_FLAGS_NONE, NULL);
  record_patient_context_fetch_async (context, document, NULL, NULL, NULL, result_cb, &first);
  record_patient_context_fetch_async (context, document, NULL, NULL, cancellable, result_cb, &left);
  record_patient_context_fetch_async (context, document, NULL, NULL, NULL, result_cb, &second);
  g_cancellable_cancel (cancellable);
  wait_for (&first);
  wait_for (&second);
  wait_for (&left);
  one = record_patient_context_fetch_finish (context, first, &error);
  g_assert_no_error (error);
  two = record_patient_context_fetch_finish (context, second, &error);
  g_assert_no_error (error);
  g_assert_true (one == two);
  g_assert_null (record_patient_context_fetch_finish (context, left, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  three = fetch (context, document, &error);
  g_assert_no_error (error);
  g_assert_true (three == one);
  g_assert_cmpuint (sandbox_count (sandbox, g_uri_get_path (uri)), ==, 1);
}

static guint
count_finds (Sandbox *sandbox)
{
  return sandbox_count (sandbox, "/fhir/DocumentReference") + sandbox_count (sandbox, "/fhir/DocumentReference/_search");
}

/* Opening alone asks for nothing: whoever deposits need not read, and leaves no trace of a search. */
static void
test_not_asked_for (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(GError) error = NULL;
  RecordPatientContext *context = open_patient (sandbox, FRANZ);
  g_autoptr(RecordMatch) match = search (sandbox, FRANZ, &error);

  g_assert_no_error (error);
  g_assert_nonnull (match);
  g_assert_cmpuint (count_finds (sandbox), ==, 0);
  wait_loaded (context);
  g_assert_cmpuint (count_finds (sandbox), >, 0);
}

/* Addresses hold for an hour; a nurse who comes back after lunch asks for the list again, without knowing it. */
static void
test_old_addresses (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(GError) error = NULL;
  RecordPatientContext *context = open_patient (sandbox, FRANZ);
  g_autoptr(ModelDocument) first = NULL;
  g_autoptr(ModelDocument) second = NULL;
  g_autoptr(RecordContent) content = NULL;
  g_autoptr(RecordContent) other = NULL;
  guint n_finds;
  guint n_rows;

  wait_loaded (context);
  n_rows = count (context);
  n_finds = count_finds (sandbox);
  first = nth_document (context, 0);
  second = nth_document (context, 1);

  record_document_list_age (list_of (context));
  content = fetch (context, first, &error);
  g_assert_no_error (error);
  g_assert_nonnull (content);
  g_assert_cmpuint (count_finds (sandbox), ==, n_finds + 1);
  g_assert_cmpuint (count (context), ==, n_rows);
  other = fetch (context, second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_finds (sandbox), ==, n_finds + 1);
}

/* What waits for the list ends with the patient. */
static void
test_old_addresses_closed (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  RecordPatientContext *context = open_patient (sandbox, FRANZ);
  g_autoptr(RecordPatientContext) alive = g_object_ref (context);
  g_autoptr(ModelDocument) first = NULL;

  wait_loaded (context);
  first = nth_document (context, 0);
  record_document_list_age (list_of (context));
  record_patient_context_fetch_async (context, first, NULL, NULL, NULL, result_cb, &result);
  record_session_close_patient (sandbox->session);
  wait_for (&result);
  g_assert_null (record_patient_context_fetch_finish (alive, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The last who waits takes the request along; the next one makes a new one. */
static void
test_fetch_cancelled (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_patient (sandbox, FRANZ);
  g_autoptr(ModelDocument) document = NULL;
  g_autoptr(GAsyncResult) left = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(RecordContent) content = NULL;
  g_autoptr(GError) error = NULL;

  wait_loaded (context);
  document = nth_document (context, 0);
  record_patient_context_fetch_async (context, document, NULL, NULL, cancellable, result_cb, &left);
  g_cancellable_cancel (cancellable);
  wait_for (&left);
  g_assert_null (record_patient_context_fetch_finish (context, left, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  content = fetch (context, document, &error);
  g_assert_no_error (error);
  g_assert_nonnull (content);
}

/* R-COM-7: the address of one document leads elsewhere; it is listed, and not fetched. */
static void
test_foreign_url (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context;
  guint                 refused = 0;

  sandbox_faults (sandbox, "{'find.foreign_url':true}");
  context = open_patient (sandbox, FRANZ);
  wait_loaded (context);
  for (guint i = 0; i < count (context) && refused == 0; i++)
    {
      g_autoptr(ModelDocument) document = nth_document (context, i);
      g_autoptr(RecordContent) content = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(ModelProblem) problem = NULL;

      if (g_str_has_prefix (model_document_get_url (document), sandbox->origin))
        continue;

      content = fetch (context, document, &error);
      g_assert_null (content);
      problem = record_problem_new_from_error (error);
      g_assert_nonnull (strstr (model_problem_get_details (problem), "NetError"));
      g_assert_cmpint (model_problem_get_way (problem), ==, MODEL_WAY_RELOAD_LIST);
      refused++;
    }
  g_assert_cmpuint (refused, ==, 1);
}

/* Another patient in the middle of a list and of a document: nothing of the first arrives. */
static void
test_patient_change (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(RecordPatientContext) first = NULL;
  g_autoptr(ModelDocument) document = NULL;
  g_autoptr(GAsyncResult) late = NULL;
  g_autoptr(RecordContent) content = NULL;
  g_autoptr(GError) error = NULL;
  RecordPatientContext *second;

  sandbox_faults (sandbox, "{'page.size':4}");
  first = g_object_ref (open_patient (sandbox, FRANZ));
  WAIT_UNTIL (count (first) > 0);
  document = nth_document (first, 0);
  record_patient_context_fetch_async (first, document, NULL, NULL, NULL, result_cb, &late);

  second = open_patient (sandbox, "Exemple, Marie 18.04.1962");
  g_assert_cmpuint (count (first), ==, 0);
  g_assert_false (record_document_list_get_loading (list_of (first)));
  wait_for (&late);
  g_assert_null (record_patient_context_fetch_finish (first, late, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_loaded (second);
  g_assert_cmpuint (count (first), ==, 0);
  g_assert_null (record_document_list_get_problem (list_of (first)));

  g_clear_error (&error);
  content = fetch (first, document, &error);
  g_assert_null (content);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The second page fails: the first stays, and loading goes on from there. */
static void
test_continue (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  g_autoptr(GError) G_GNUC_UNUSED error = NULL;
  RecordPatientContext            *context;
  guint                            n;

  context = open_patient (sandbox, FRANZ);
  wait_loaded (context);
  n = count (context);

  sandbox_faults (sandbox, "{'status':403,'path':'/fhir/DocumentReference'}");
  record_document_list_reload (list_of (context));
  wait_loaded (context);
  g_assert_nonnull (record_document_list_get_problem (list_of (context)));
  g_assert_false (record_document_list_get_complete (list_of (context)));
  /* What was shown stays. */
  g_assert_cmpuint (count (context), ==, n);

  sandbox_faults (sandbox, "{'status':0}");
  record_document_list_continue (list_of (context));
  wait_loaded (context);
  g_assert_null (record_document_list_get_problem (list_of (context)));
  g_assert_true (record_document_list_get_complete (list_of (context)));
  g_assert_cmpuint (count (context), ==, n);
}

static void
test_failures (void)
{
  const struct
  {
    const char *faults;
    ModelWay    way;
  } cases[] = {
    { "{'status':401}", MODEL_WAY_SIGN_IN },
    { "{'status':403}", MODEL_WAY_BACK_TO_SEARCH },
    { "{'status':404}", MODEL_WAY_RELOAD_LIST },
    { "{'status':410}", MODEL_WAY_RELOAD_LIST },
    { "{'status':429,'retry_after':1}", MODEL_WAY_RETRY },
    { "{'status':500}", MODEL_WAY_RETRY },
    { "{'status':503,'retry_after':1}", MODEL_WAY_RETRY },
    { "{'drop':'start'}", MODEL_WAY_RETRY },
    { "{'drop':'body'}", MODEL_WAY_RETRY },
    { "{'body':'garbage'}", MODEL_WAY_RETRY },
    { "{'body':'notbundle'}", MODEL_WAY_RETRY },
    { "{'body':'cut'}", MODEL_WAY_RETRY },
    { "{'body':'huge'}", MODEL_WAY_RETRY },
  };
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RecordPatientContext *context;
      ModelProblem         *problem;

      sandbox_faults (sandbox, "{'status':0,'drop':'never','body':'right','path':'/fhir/DocumentReference'}");
      sandbox_faults (sandbox, cases[i].faults);
      context = open_patient (sandbox, FRANZ);
      wait_loaded (context);
      problem = record_document_list_get_problem (list_of (context));
      g_assert_nonnull (problem);
      g_assert_cmpint (model_problem_get_way (problem), ==, cases[i].way);
      g_assert_cmpuint (count (context), ==, 0);
      /* R-ID-4: the details go to the IT person, the number does not. */
      g_assert_null (strstr (model_problem_get_details (problem), FRANZ_SPID));
    }
}

static void
test_number (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_patient (sandbox, FRANZ);
  g_autofree char      *number = record_patient_context_dup_number (context);

  /* R-ID-3: never the SPID. */
  g_assert_cmpstr (number, !=, FRANZ_SPID);
  g_assert_cmpstr (number, !=, NULL);
}

static void
look_for_spid (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize            length;

      g_assert_null (strstr (name, FRANZ_SPID));
      /* Pipes and sockets of the session have nothing to read. */
      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        look_for_spid (path);
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents (path, &text, &length, NULL))
        g_assert_null (memmem (text, length, FRANZ_SPID, strlen (FRANZ_SPID)));
    }
}

/* R-ID-3: after a session with everything in it nothing of the number is in the profile. */
static void
test_no_spid_on_disk (void)
{
  const char *const folders[] = { g_get_home_dir (), g_get_user_config_dir (), g_get_user_data_dir (),
                                  g_get_user_cache_dir (), g_get_user_state_dir (), g_get_user_runtime_dir () };
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_patient (sandbox, FRANZ);
  g_autoptr(ModelDocument) document = NULL;
  g_autoptr(RecordContent) content = NULL;

  /* Only a profile made for the test is looked through. */
  if (g_getenv ("XDG_STATE_HOME") == NULL)
    {
      g_test_skip ("not in a profile of its own");
      return;
    }

  wait_loaded (context);
  document = nth_document (context, 0);
  content = fetch (context, document, NULL);
  g_assert_nonnull (content);
  record_session_sign_out (sandbox->session);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    look_for_spid (folders[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    preset = argv[1];

  g_test_add_func ("/record/documents/R-COM-15/pages", test_pages);
  g_test_add_func ("/record/documents/R-IUA-17/expiry", test_expiry);
  g_test_add_func ("/record/documents/R-MHD-8/warnings", test_warnings);
  g_test_add_func ("/record/documents/R-MHD-10/sloppy", test_sloppy);
  g_test_add_func ("/record/documents/R-MHD-14/integrity", test_integrity);
  g_test_add_func ("/record/documents/one-fetch", test_one_fetch);
  g_test_add_func ("/record/documents/not-asked-for", test_not_asked_for);
  g_test_add_func ("/record/documents/R-MHD-9/old-addresses", test_old_addresses);
  g_test_add_func ("/record/documents/R-MHD-9/closed", test_old_addresses_closed);
  g_test_add_func ("/record/documents/fetch-cancelled", test_fetch_cancelled);
  g_test_add_func ("/record/documents/R-COM-7/foreign-url", test_foreign_url);
  g_test_add_func ("/record/documents/patient-change", test_patient_change);
  g_test_add_func ("/record/documents/continue", test_continue);
  g_test_add_func ("/record/documents/R-COM-11/failures", test_failures);
  g_test_add_func ("/record/documents/R-ID-3/number", test_number);
  g_test_add_func ("/record/documents/R-ID-3/no-spid-on-disk", test_no_spid_on_disk);

  return g_test_run ();
}
