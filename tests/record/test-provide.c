/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deposits at the real sandbox, over a real socket, in each of its manners. */
#include "config.h"

#include "epr-document.h"
#include "epr-error.h"
#include "epr-update.h"
#include "record-deposit-support.h"
#include "test-stream.h"

#define SIZE 300000

static const char *preset = "ch-epr-fhir-5";

typedef Depositor Fixture;

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  depositor_open (fixture, preset);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  depositor_close (fixture);
}

static EprReceipt *
send_letter (Fixture    *fixture,
             const char *unique_id,
             const char *replaces,
             GError    **error)
{
  return depositor_send (fixture, &(Letter) { .size = SIZE, .unique_id = unique_id }, replaces, error);
}

static int
ask (Fixture    *fixture,
     const char *unique_id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  int answer;

  epr_provide_ask_async (fixture->access, unique_id, NULL, NULL, result_cb, &result);
  wait_for (&result);
  answer = epr_provide_ask_finish (fixture->access, result, &error);
  g_assert_no_error (error);

  return answer;
}

/* The document of @unique_id among the current ones. (transfer full) (nullable) */
static ModelDocument *
find_current (Fixture    *fixture,
              const char *unique_id)
{
  g_autofree char *next = NULL;
  gboolean         more = TRUE;

  while (more)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(EprPage) page = NULL;
      g_autoptr(GError) error = NULL;

      epr_document_find_async (fixture->access, next, NULL, NULL, result_cb, &result);
      wait_for (&result);
      page = epr_document_find_finish (fixture->access, result, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < page->documents->len; i++)
        if (g_strcmp0 (model_document_get_unique_id (g_ptr_array_index (page->documents, i)), unique_id) == 0)
          return g_object_ref (g_ptr_array_index (page->documents, i));
      g_free (next);
      next = g_steal_pointer (&page->next);
      more = next != NULL;
    }

  return NULL;
}

#define FIRST "urn:oid:2.25.1001"
#define SECOND "urn:oid:2.25.1002"

/* There, found, fetched as it was sent, and not a second time. */
static void
test_deposit (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(EprReceipt) receipt = NULL;
  g_autoptr(ModelDocument) found = NULL;
  g_autoptr(EprContent) content = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (ask (fixture, FIRST), ==, 0);
  receipt = send_letter (fixture, FIRST, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask (fixture, FIRST), ==, 1);

  found = find_current (fixture, FIRST);
  g_assert_nonnull (found);
  epr_document_fetch_async (fixture->access, found, NULL, NULL, NULL, NULL, NULL, result_cb, &result);
  wait_for (&result);
  content = epr_document_fetch_finish (fixture->access, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (content->bytes), ==, SIZE);
  g_assert_cmpint (content->integrity, ==, EPR_INTEGRITY_INTACT);

  g_assert_null (send_letter (fixture, FIRST, NULL, &error));
  g_assert_error (error, EPR_ERROR, EPR_ERROR_DUPLICATE);
}

/* R-MHD-35 */
static void
test_replace (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(EprReceipt) first = NULL;
  g_autoptr(EprReceipt) second = NULL;
  g_autoptr(ModelDocument) old = NULL;
  g_autoptr(ModelDocument) superseded = NULL;
  g_autoptr(ModelDocument) current = NULL;
  g_autoptr(GError) error = NULL;

  first = send_letter (fixture, FIRST, NULL, &error);
  g_assert_no_error (error);
  old = find_current (fixture, FIRST);
  g_assert_nonnull (old);
  second = send_letter (fixture, SECOND, model_document_get_id (old), &error);
  g_assert_no_error (error);
  superseded = find_current (fixture, FIRST);
  g_assert_null (superseded);
  g_assert_cmpint (ask (fixture, FIRST), ==, 1);
  current = find_current (fixture, SECOND);
  g_assert_nonnull (current);
}

static EprReceipt *
send_related (Fixture      *fixture,
              const char   *unique_id,
              EprSubmission relation,
              GError      **error)
{
  g_autoptr(ModelDocument) letter = letter_new (&(Letter) { .size = 10, .unique_id = unique_id });
  g_autoptr(GInputStream) content = test_stream_new (10);
  g_autoptr(GAsyncResult) result = NULL;
  EprSubmission submission = submission_of (letter, fixture->patient);

  submission.replaces = relation.replaces;
  submission.appends = relation.appends;
  submission.target_uuid = relation.target_uuid;
  epr_provide_async (fixture->access, &submission, content, NULL, NULL, NULL, NULL, NULL, result_cb, &result);
  wait_for (&result);

  return epr_provide_finish (fixture->access, result, error);
}

/* R-MHD-34: what is added to stays current; an id that does not last is made up for by the entryUUID. */
static void
test_relations (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(EprReceipt) first = send_letter (fixture, FIRST, NULL, NULL);
  g_autoptr(ModelDocument) target = find_current (fixture, FIRST);
  g_autoptr(ModelDocument) addition = NULL;
  g_autoptr(EprReceipt) second = NULL;
  g_autoptr(EprReceipt) third = NULL;
  g_autoptr(EprReceipt) nowhere = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (target);
  second = send_related (fixture, SECOND, (EprSubmission) { .appends = model_document_get_id (target) }, &error);
  g_assert_no_error (error);
  addition = find_current (fixture, SECOND);
  g_assert_nonnull (addition);
  g_clear_object (&target);
  target = find_current (fixture, FIRST);
  g_assert_nonnull (target);

  nowhere = send_related (fixture, "urn:oid:2.25.1003", (EprSubmission) { .replaces = "gone" }, &error);
  g_assert_error (error, EPR_ERROR, EPR_ERROR_METADATA_REFUSED);
  g_clear_error (&error);
  third = send_related (fixture, "urn:oid:2.25.1003",
                        (EprSubmission) { .replaces = "gone", .target_uuid = model_document_get_entry_uuid (target) }, &error);
  g_assert_no_error (error);
}

/* R-COM-14: stored, and nobody heard of it. */
static void
test_lost_answer (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  sandbox_faults (fixture->sandbox, "{'provide.lost_answer':true}");
  g_assert_null (send_letter (fixture, FIRST, NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_UNREACHABLE);
  g_assert_true (epr_provide_may_be_stored (error));
  sandbox_faults (fixture->sandbox, "{'provide.lost_answer':false}");
  g_assert_cmpint (ask (fixture, FIRST), ==, 1);
}

/* R-MHD-40, R-MHD-44 */
static void
test_update (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(EprReceipt) receipt = NULL;
  g_autoptr(ModelDocument) found = NULL;
  g_autoptr(ModelDocument) changed = NULL;
  g_autoptr(ModelDocument) again = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  receipt = send_letter (fixture, FIRST, NULL, &error);
  g_assert_no_error (error);
  found = find_current (fixture, FIRST);
  g_assert_nonnull (found);
  epr_update_async (fixture->access, found, &(EprChange) { .title = "Renamed" }, NULL, NULL, result_cb, &result);
  wait_for (&result);
  changed = epr_update_finish (fixture->access, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (model_document_get_title (changed), ==, "Renamed");
  again = find_current (fixture, FIRST);
  g_assert_cmpstr (model_document_get_title (again), ==, "Renamed");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    preset = argv[1];

#define ADD(path, function) g_test_add ("/record/provide/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("R-MHD-29/deposit", test_deposit);
  ADD ("R-MHD-35/replace", test_replace);
  ADD ("R-MHD-34/relations", test_relations);
  ADD ("R-COM-14/lost-answer", test_lost_answer);
  ADD ("R-MHD-41/update", test_update);
#undef ADD

  return g_test_run ();
}
