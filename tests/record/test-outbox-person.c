/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does with her outbox: waits, cancels, changes, replaces. Invented people. */
#include "config.h"

#include "outbox-world.h"

#include "record-community-private.h"
#include "record-deposit-private.h"
#include "record-draft.h"

#include <string.h>

#define ANNA "test|anna"

static void
wait_empty (Desk *desk)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (desk->outbox)) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_posts (World *world,
            guint  n)
{
  while (world->n_posts < n)
    g_main_context_iteration (NULL, TRUE);
}

static RecordDeposit *
first (Desk *desk)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (desk->outbox)) == 0)
    g_main_context_iteration (NULL, TRUE);

  return g_list_model_get_item (G_LIST_MODEL (desk->outbox), 0);
}

/* As many at the same time as are allowed, and no more. */
static void
test_parallel (void)
{
  const guint allowed[] = { 1, 4 };

  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      g_autoptr(World) world = world_new (1);
      g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);

      world->mood = MOOD_HOLD;
      record_outbox_set_max_parallel (desk->outbox, allowed[i]);
      for (guint number = 0; number < 6; number++)
        g_object_unref (desk_add (desk, number));
      while (world->held->len < allowed[i])
        g_main_context_iteration (NULL, TRUE);
      world->mood = MOOD_GOOD;
      world_let_go (world);
      while (record_outbox_get_n_waiting (desk->outbox) > 0)
        g_main_context_iteration (NULL, TRUE);
      world_assert_once (world, 6);
      g_assert_cmpuint (world->most_open, ==, allowed[i]);
    }
}

/* A version of what is in the outbox still waits for it, knows it by its number of then and names it by its
 * id of now. */
static void
test_chain (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
  g_autoptr(RecordDeposit) old = NULL;
  g_autoptr(RecordDeposit) version = NULL;
  RecordOrder      order = { .replaces = "" };
  g_autofree char *id = NULL;
  g_autofree char *reference = NULL;

  world->mood = MOOD_LEVEL;
  record_outbox_set_max_parallel (desk->outbox, 8);
  old = desk_add (desk, 1);
  wait_state (old, RECORD_DEPOSIT_NEEDS_CONSENT);
  order.target_unique_id = id = g_strdup (model_document_get_unique_id (record_deposit_get_document (old)));
  version = desk_add_order (desk, 2, &order, NULL);
  /* the level of the first is known by now */
  g_assert_cmpint (record_deposit_get_state (version), ==, RECORD_DEPOSIT_NEEDS_CONSENT);
  record_deposit_accept_level (version);
  wait_state (version, RECORD_DEPOSIT_WAITING);
  g_assert_cmpuint (world->n_posts, ==, 1);

  record_deposit_accept_level (old);
  wait_state (version, RECORD_DEPOSIT_DONE);
  world_assert_once (world, 2);
  reference = g_strconcat ("DocumentReference/now-", (const char *) g_ptr_array_index (world->order, 0) + strlen ("urn:oid:2.25."), NULL);
  g_assert_cmpstr (g_ptr_array_index (world->order, 0), ==, model_document_get_unique_id (record_deposit_get_document (old)));
  g_assert_cmpstr (g_hash_table_lookup (world->targets, g_ptr_array_index (world->order, 1)), ==, reference);
}

/* It waits in the outbox, whoever wants it sooner. */
static void
test_not_before (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
  gint64      later = g_get_real_time () / G_USEC_PER_SEC + 3600;
  RecordOrder order = { .not_before = later };
  g_autoptr(RecordDeposit) waits = desk_add_order (desk, 1, &order, NULL);
  g_autoptr(RecordDeposit) goes = desk_add (desk, 2);

  record_deposit_retry (waits);
  record_outbox_wake (desk->outbox);
  wait_state (goes, RECORD_DEPOSIT_DONE);
  g_assert_cmpint (record_deposit_get_state (waits), ==, RECORD_DEPOSIT_WAITING);
  g_assert_cmpint (record_deposit_get_next_try (waits), ==, later);
  world_assert_once (world, 1);
}

/* Cancelled on the way: said to be in the record when it is, and taken back when it is not. */
static void
test_cancel (void)
{
  for (guint arrives = 0; arrives < 2; arrives++)
    {
      g_autoptr(World) world = world_new (1);
      g_autoptr(Desk) desk = desk_new (world->base, ANNA, TRUE, 7);
      g_autoptr(RecordDeposit) deposit = NULL;

      world->mood = MOOD_HOLD;
      deposit = desk_add (desk, 1);
      wait_posts (world, 1);
      g_assert_true (record_deposit_can_cancel (deposit));
      g_assert_false (record_deposit_can_withdraw (deposit));
      if (arrives)
        world_let_go (world);
      record_deposit_cancel (deposit);
      g_assert_true (record_deposit_get_withdrawing (deposit));
      if (arrives)
        wait_state (deposit, RECORD_DEPOSIT_DONE);
      else
        wait_empty (desk);
      g_assert_cmpuint (world->n_finds, >, 0);
      g_assert_cmpuint (world->n_posts, ==, 1);
      world_assert_once (world, arrives);
      while (n_files () > 0)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* While nobody knows, over the end of the program: it is not sent again. */
static void
test_cancel_unknown (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, TRUE, 7);
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autofree char *mark = NULL;

  world->mood = MOOD_CUT_BEFORE;
  deposit = desk_add (desk, 1);
  wait_posts (world, 1);
  world->mood = MOOD_HOLD;
  while (!record_deposit_can_cancel (deposit))
    g_main_context_iteration (NULL, TRUE);
  record_deposit_cancel (deposit);
  mark = g_strconcat (record_deposit_get_path (deposit), ".withdrawn", NULL);
  g_clear_object (&deposit);
  while (!g_file_test (mark, G_FILE_TEST_EXISTS))
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&desk, desk_free);

  world->mood = MOOD_GOOD;
  desk = desk_new (world->base, ANNA, TRUE, 7);
  while (n_files () > 0)
    g_main_context_iteration (NULL, TRUE);
  wait_empty (desk);
  world_assert_once (world, 0);
}

static RecordSession *
new_session (Desk *desk)
{
  g_autoptr(RecordCommunity) community = record_community_new (epr_client_get_community (desk->client));

  return record_session_new (community);
}

static RecordDraft *
edit (Desk          *desk,
      RecordSession *session,
      RecordDeposit *deposit,
      GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  record_outbox_edit_async (desk->outbox, session, deposit, NULL, result_cb, &result);
  wait_for (&result);

  return record_outbox_edit_finish (desk->outbox, result, error);
}

static RecordDeposit *
refused (Desk  *desk,
         World *world,
         guint  number)
{
  RecordDeposit *deposit;

  world->mood = MOOD_NO;
  deposit = desk_add (desk, number);
  wait_state (deposit, RECORD_DEPOSIT_REFUSED);
  world->mood = MOOD_GOOD;

  return deposit;
}

/* Taken out as it was, changed, and handed back in its place: one file, other numbers. */
static void
test_edit (void)
{
  for (guint keep = 0; keep < 2; keep++)
    {
      g_autoptr(World) world = world_new (1);
      g_autoptr(Desk) desk = desk_new (world->base, ANNA, keep, 7);
      g_autoptr(RecordSession) session = new_session (desk);
      g_autoptr(RecordDeposit) deposit = refused (desk, world, 1);
      g_autoptr(RecordDeposit) again = NULL;
      g_autoptr(RecordDraft) draft = edit (desk, session, deposit, NULL);
      g_autoptr(RecordDraft) second = NULL;
      g_autoptr(ModelDocument) document = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *id = g_strdup (model_document_get_unique_id (record_deposit_get_document (deposit)));
      RecordOrder      order = { 0 };

      g_assert_cmpint (record_deposit_get_state (deposit), ==, RECORD_DEPOSIT_EDITING);
      g_assert_cmpstr (record_draft_get_title (draft), ==, "Lettre 1");
      g_assert_cmpstr (record_draft_get_date (draft), ==, "12.11.2026");
      g_assert_cmpstr (record_draft_get_author (draft), ==, "Dre Anna Exemple");
      g_assert_cmpstr (model_coding_get_code (record_draft_get_code (draft, RECORD_FIELD_TYPE)), ==, "373942005");
      g_assert_cmpstr (model_coding_get_code (record_draft_get_code (draft, RECORD_FIELD_LANGUAGE)), ==, "fr-CH");
      g_assert_cmpmem (g_bytes_get_data (record_body_get_beginning (record_draft_get_body (draft)), NULL), 19, "content of letter 1", 19);
      second = edit (desk, session, deposit, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
      record_outbox_wake (desk->outbox);

      record_draft_set_title (draft, "Lettre 1, corrigée");
      record_draft_set_date (draft, "1.1.2026");
      g_assert_true (record_draft_get_complete (draft));
      order.document = document = record_draft_to_document (draft);
      order.body = record_draft_get_body (draft);
      again = desk_add_order (desk, 1, &order, NULL);
      g_assert_true (again == deposit);
      wait_state (deposit, RECORD_DEPOSIT_DONE);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (desk->outbox)), ==, 1);
      g_assert_cmpstr (model_document_get_attachment_title (record_deposit_get_document (deposit)), ==, "Lettre 1, corrigée");
      g_assert_cmpstr (model_document_get_unique_id (record_deposit_get_document (deposit)), !=, id);
      world_assert_once (world, 1);
      while (n_files () > 0)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* Given up, it is what it was; ended with the program, it is not sent before the person decides. */
static void
test_edit_given_up (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, TRUE, 7);
  g_autoptr(RecordSession) session = new_session (desk);
  g_autoptr(RecordDeposit) deposit = refused (desk, world, 1);
  g_autoptr(RecordDraft) draft = edit (desk, session, deposit, NULL);

  g_clear_object (&draft);
  wait_state (deposit, RECORD_DEPOSIT_REFUSED);
  g_assert_nonnull (record_deposit_get_problem (deposit));

  draft = edit (desk, session, deposit, NULL);
  g_clear_object (&deposit);
  g_clear_pointer (&desk, desk_free);
  g_clear_object (&draft);
  desk = desk_new (world->base, ANNA, TRUE, 7);
  deposit = first (desk);
  g_assert_cmpint (record_deposit_get_state (deposit), ==, RECORD_DEPOSIT_EDITING);
  g_assert_true (record_deposit_can_withdraw (deposit));
  g_assert_cmpuint (world->n_posts, ==, 1);
  record_deposit_retry (deposit);
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  world_assert_once (world, 1);
  while (n_files () > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* Nobody takes back what is on its way. */
static void
test_edit_busy (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
  g_autoptr(RecordSession) session = new_session (desk);
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(GError) error = NULL;

  world->mood = MOOD_HOLD;
  deposit = desk_add (desk, 1);
  wait_posts (world, 1);
  g_assert_false (record_deposit_can_edit (deposit));
  g_assert_null (edit (desk, session, deposit, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  world_let_go (world);
  wait_state (deposit, RECORD_DEPOSIT_DONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/outbox/parallel", test_parallel);
  g_test_add_func ("/record/outbox/R-MHD-33/chain", test_chain);
  g_test_add_func ("/record/outbox/not-before", test_not_before);
  g_test_add_func ("/record/outbox/cancel", test_cancel);
  g_test_add_func ("/record/outbox/cancel-unknown", test_cancel_unknown);
  g_test_add_func ("/record/outbox/edit", test_edit);
  g_test_add_func ("/record/outbox/edit-given-up", test_edit_given_up);
  g_test_add_func ("/record/outbox/edit-busy", test_edit_busy);

  return g_test_run ();
}
