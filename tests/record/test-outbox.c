/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a deposit, by what the server says and by what the person wants. Invented people. */
#include "config.h"

#include "outbox-world.h"

#include "record-error.h"
#include "record-outbox-turn-private.h"

#include <string.h>

#define ANNA "test|anna"
#define NORMAL "17621005"
#define RESTRICTED "263856008"

static void
test_good (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
  g_autoptr(RecordDeposit) deposit = desk_add (desk, 1);

  g_assert_false (record_outbox_get_durable (desk->outbox));
  g_assert_cmpstr (record_deposit_get_patient (deposit), ==, "MUSTER Franz");
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  g_assert_cmpuint (record_outbox_get_n_waiting (desk->outbox), ==, 0);
  world_assert_once (world, 1);
  g_assert_cmpuint (world->n_posts, ==, 1);
  record_deposit_withdraw (deposit);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (desk->outbox)), ==, 0);
}

/* R-MHD-29: what the server says about a document that it stores is kept for the person. */
static void
test_remark (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(RecordDeposit) silent = NULL;

  world->mood = MOOD_REMARK;
  deposit = desk_add (desk, 1);
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  g_assert_cmpstr (record_deposit_get_remark (deposit), ==, "PartialReplaceContentNotProcessed");
  world->mood = MOOD_GOOD;
  silent = desk_add (desk, 2);
  wait_state (silent, RECORD_DEPOSIT_DONE);
  g_assert_null (record_deposit_get_remark (silent));
}

/* The answer is lost, late or that of a copy: asked about, never sent a second time. */
static void
test_lost_answer (void)
{
  const Mood moods[] = { MOOD_CUT_AFTER, MOOD_GARBAGE, MOOD_TWICE, MOOD_SLOW };

  for (guint i = 0; i < G_N_ELEMENTS (moods); i++)
    {
      g_autoptr(World) world = world_new (1);
      g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
      g_autoptr(RecordDeposit) deposit = NULL;

      world->mood = moods[i];
      deposit = desk_add (desk, 1);
      wait_state (deposit, RECORD_DEPOSIT_DONE);
      g_assert_cmpuint (world->n_posts, ==, 1);
      world_assert_once (world, 1);
    }
}

/* A refusal is said, and tried again only when the person wants it; until then it can be taken back. */
static void
test_refused (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
  g_autoptr(RecordDeposit) deposit = NULL;

  world->mood = MOOD_NO;
  deposit = desk_add (desk, 1);
  wait_state (deposit, RECORD_DEPOSIT_REFUSED);
  g_assert_nonnull (record_deposit_get_problem (deposit));
  g_assert_true (record_deposit_can_withdraw (deposit));
  world->mood = MOOD_GOOD;
  record_deposit_retry (deposit);
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  world_assert_once (world, 1);
}

/* R-MHD-31: the higher level only with consent, under new numbers; the next one asks before it is sent. */
static void
test_level (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(RecordDeposit) next = NULL;
  g_autofree char *id = NULL;
  guint            n_posts;

  world->mood = MOOD_LEVEL;
  deposit = desk_add (desk, 1);
  wait_state (deposit, RECORD_DEPOSIT_NEEDS_CONSENT);
  id = g_strdup (model_document_get_unique_id (record_deposit_get_document (deposit)));
  g_assert_cmpstr (model_coding_get_code (record_deposit_get_level (deposit)), ==, RESTRICTED);
  g_assert_cmpuint (g_hash_table_size (world->by_id), ==, 0);
  g_assert_null (record_deposit_get_wished_level (deposit));
  record_deposit_accept_level (deposit);
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  g_assert_cmpstr (model_coding_get_code (record_deposit_get_wished_level (deposit)), ==, NORMAL);
  g_assert_false (record_deposit_is_hidden (deposit));
  g_assert_cmpstr (model_document_get_unique_id (record_deposit_get_document (deposit)), !=, id);
  g_assert_cmpstr (g_hash_table_lookup (world->levels, model_document_get_unique_id (record_deposit_get_document (deposit))), ==, RESTRICTED);

  n_posts = world->n_posts;
  next = desk_add (desk, 2);
  g_assert_cmpint (record_deposit_get_state (next), ==, RECORD_DEPOSIT_NEEDS_CONSENT);
  g_assert_cmpuint (world->n_posts, ==, n_posts);
  record_deposit_withdraw (next);
  while (g_list_model_get_n_items (G_LIST_MODEL (desk->outbox)) > 1)
    g_main_context_iteration (NULL, TRUE);
  world_assert_once (world, 1);
}

/* R-MHD-31: refused at the highest level too is another sentence, and nothing is remembered of it. */
static void
test_no_level (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(RecordDeposit) next = NULL;

  world->mood = MOOD_NO_LEVEL;
  deposit = desk_add (desk, 1);
  for (guint i = 0; i < 2; i++)
    {
      wait_state (deposit, RECORD_DEPOSIT_NEEDS_CONSENT);
      record_deposit_accept_level (deposit);
      g_assert_cmpint (record_deposit_get_state (deposit), !=, RECORD_DEPOSIT_NEEDS_CONSENT);
    }
  wait_state (deposit, RECORD_DEPOSIT_REFUSED);
  g_assert_cmpstr (model_problem_get_title (record_deposit_get_problem (deposit)), ==, "Adding Documents Not Allowed");
  g_assert_cmpuint (g_hash_table_size (world->by_id), ==, 0);

  world->mood = MOOD_GOOD;
  next = desk_add (desk, 2);
  wait_state (next, RECORD_DEPOSIT_DONE);
  world_assert_once (world, 1);
}

/* R-MHD-32: what she may not read herself is said to be in the record all the same. */
static void
test_hidden (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
  g_autoptr(RecordDeposit) deposit = NULL;

  world->mood = MOOD_LEVEL;
  world->hides = TRUE;
  deposit = desk_add (desk, 1);
  wait_state (deposit, RECORD_DEPOSIT_NEEDS_CONSENT);
  record_deposit_accept_level (deposit);
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  g_assert_true (record_deposit_is_hidden (deposit));
  world_assert_once (world, 1);
}

static void
test_same (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
  g_autoptr(RecordDeposit) deposit = desk_add (desk, 1);
  g_autoptr(GBytes) same = g_bytes_new_static ("content of letter 1", 19);
  g_autoptr(GBytes) other = g_bytes_new_static ("content of letter 2", 19);
  GBytes *const contents[] = { same, other };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(RecordBody) body = record_body_new (contents[i]);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(ModelDocument) found = NULL;

      record_outbox_find_same_async (desk->outbox, desk->context, body, NULL, result_cb, &result);
      wait_for (&result);
      found = record_outbox_find_same_finish (desk->outbox, result, NULL);
      g_assert_cmpint (found != NULL, ==, i == 0);
    }
  wait_state (deposit, RECORD_DEPOSIT_DONE);
}

/* Another run of the program, with the same keyring, finds what was left and finishes it. */
static void
test_restart (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, TRUE, 7);
  g_autoptr(RecordDeposit) first = NULL;

  world->mood = MOOD_FAULT;
  first = desk_add (desk, 1);
  g_assert_true (record_outbox_get_durable (desk->outbox));
  g_assert_cmpuint (n_files (), ==, 1);
  g_clear_pointer (&desk, desk_free);
  g_assert_cmpuint (n_files (), ==, 1);

  world->mood = MOOD_GOOD;
  desk = desk_new (world->base, ANNA, TRUE, 7);
  while (g_list_model_get_n_items (G_LIST_MODEL (desk->outbox)) == 0 || record_outbox_get_n_waiting (desk->outbox) > 0)
    g_main_context_iteration (NULL, TRUE);
  while (n_files () > 0)
    g_main_context_iteration (NULL, TRUE);
  world_assert_once (world, 1);
}

/* Without a keyring nothing of it touches the disk. */
static void
test_no_keyring (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
  g_autoptr(RecordDeposit) deposit = NULL;

  world->mood = MOOD_FAULT;
  deposit = desk_add (desk, 1);
  g_assert_false (record_outbox_get_durable (desk->outbox));
  g_assert_cmpuint (n_files (), ==, 0);
  world->mood = MOOD_GOOD;
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  g_assert_cmpuint (n_files (), ==, 0);
  world_assert_once (world, 1);
}

static void
wait_loaded (RecordOutbox *outbox)
{
  while (!record_outbox_get_ready (outbox))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (record_outbox_get_durable (outbox));
}

/* Another person at the same computer: her outbox is empty, nothing of it is sent, and her key does not
 * open it. When the first is back it is there. */
static void
test_users (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) anna = desk_new (world->base, ANNA, TRUE, 7);
  g_autoptr(Desk) bruno = NULL;
  g_autoptr(RecordDeposit) hers = NULL;
  g_autoptr(RecordDeposit) his = NULL;
  g_autofree char *path = NULL;
  guint            n_posts;

  world->mood = MOOD_FAULT;
  hers = desk_add (anna, 1);
  path = g_strdup (record_deposit_get_path (hers));
  g_clear_pointer (&anna, desk_free);
  n_posts = world->n_posts;

  world->mood = MOOD_GOOD;
  bruno = desk_new (world->base, "test|bruno", TRUE, 7);
  wait_loaded (bruno->outbox);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (bruno->outbox)), ==, 0);
  his = desk_add (bruno, 2);
  wait_state (his, RECORD_DEPOSIT_DONE);
  g_assert_cmpuint (world->n_posts, ==, n_posts + 1);
  g_assert_null (record_seal_open (path, bruno->outbox->store->key, NULL, NULL));
  while (n_files () > 1)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&bruno, desk_free);

  anna = desk_new (world->base, ANNA, TRUE, 7);
  while (n_files () > 0)
    g_main_context_iteration (NULL, TRUE);
  world_assert_once (world, 2);
}

/* A deposit as an earlier run left it. */
static void
plant (World      *world,
       gint64      age,
       const char *replaces,
       const char *target_unique_id)
{
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, TRUE, 7);
  g_autoptr(ModelDocument) document = make_document (1);
  g_autoptr(RecordEntry) entry = record_entry_new (document, desk->patient, g_get_real_time () / G_USEC_PER_SEC - age);
  g_autoptr(GInputStream) content = g_memory_input_stream_new_from_data ("content", 7, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  wait_loaded (desk->outbox);
  record_entry_number (entry, 7, "BA==");
  record_entry_set_target (entry, replaces, NULL, NULL, target_unique_id);
  path = record_outbox_store_save (desk->outbox->store, NULL, entry, content, &error);
  g_assert_no_error (error);
}

/* Too old is kept, asked about, and not sent until the person says so; how old is the administrator's. */
static void
test_expired (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = NULL;
  g_autoptr(RecordDeposit) deposit = NULL;

  plant (world, 3 * 86400, NULL, NULL);
  desk = desk_new (world->base, ANNA, TRUE, 2);
  while (g_list_model_get_n_items (G_LIST_MODEL (desk->outbox)) == 0)
    g_main_context_iteration (NULL, TRUE);
  deposit = g_list_model_get_item (G_LIST_MODEL (desk->outbox), 0);
  wait_state (deposit, RECORD_DEPOSIT_EXPIRED);
  g_assert_cmpuint (world->n_posts, ==, 0);
  g_assert_cmpuint (n_files (), ==, 1);
  g_assert_true (record_deposit_can_withdraw (deposit));
  record_deposit_retry (deposit);
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  while (n_files () > 0)
    g_main_context_iteration (NULL, TRUE);

  g_clear_object (&deposit);
  g_clear_pointer (&desk, desk_free);
  plant (world, 3 * 86400, NULL, NULL);
  desk = desk_new (world->base, ANNA, TRUE, 7);
  while (n_files () > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (world->n_posts, ==, 2);
}

/* R-MHD-62: after an hour, or when it was never known, the id of what is replaced is looked for anew. */
static void
test_lookup (void)
{
  const struct
  {
    gint64      age;
    const char *id;
    const char *sent;
  } cases[] = {
    { 60, "old", "DocumentReference/old" },
    { 2 * 3600, "old", "DocumentReference/now-77" },
    { 60, "", "DocumentReference/now-77" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(World) world = world_new (1);
      g_autoptr(Desk) desk = NULL;

      world_put (world, "urn:oid:2.25.77");
      plant (world, cases[i].age, cases[i].id, "urn:oid:2.25.77");
      desk = desk_new (world->base, ANNA, TRUE, 7);
      while (n_files () > 0)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (world->order->len, ==, 1);
      g_assert_cmpstr (g_hash_table_lookup (world->targets, g_ptr_array_index (world->order, 0)), ==, cases[i].sent);
    }
}

/* Nothing is sent in the place of nothing. */
static void
test_target_gone (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, FALSE, 7);
  RecordOrder order = { .replaces = "", .target_unique_id = "urn:oid:2.25.77" };
  g_autoptr(RecordDeposit) deposit = desk_add_order (desk, 1, &order, NULL);

  wait_state (deposit, RECORD_DEPOSIT_REFUSED);
  g_assert_cmpstr (model_problem_get_title (record_deposit_get_problem (deposit)), ==, "Earlier Document Not Found");
  g_assert_cmpuint (world->n_posts, ==, 0);
}

/* A file that changes before it is safe is not deposited, and leaves nothing behind. */
static void
test_changed_file (void)
{
  g_autoptr(World) world = world_new (1);
  g_autoptr(Desk) desk = desk_new (world->base, ANNA, TRUE, 7);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "cabinet-test-changed.txt", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(RecordBody) body = NULL;
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(GError) error = NULL;
  RecordOrder order = { 0 };

  g_assert_true (g_file_set_contents (path, "a letter", -1, NULL));
  record_body_open_async (file, NULL, result_cb, &result);
  wait_for (&result);
  body = record_body_open_finish (result, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, "another letter", -1, NULL));
  order.body = body;
  deposit = desk_add_order (desk, 1, &order, &error);
  g_assert_error (error, RECORD_ERROR, RECORD_ERROR_CHANGED);
  g_assert_null (deposit);
  g_assert_cmpuint (n_files (), ==, 0);
  g_assert_cmpuint (world->n_posts, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/outbox/good", test_good);
  g_test_add_func ("/record/outbox/lost-answer", test_lost_answer);
  g_test_add_func ("/record/outbox/R-MHD-29/remark", test_remark);
  g_test_add_func ("/record/outbox/refused", test_refused);
  g_test_add_func ("/record/outbox/R-MHD-31/level", test_level);
  g_test_add_func ("/record/outbox/R-MHD-31/no-level", test_no_level);
  g_test_add_func ("/record/outbox/R-MHD-32/hidden", test_hidden);
  g_test_add_func ("/record/outbox/same", test_same);
  g_test_add_func ("/record/outbox/restart", test_restart);
  g_test_add_func ("/record/outbox/no-keyring", test_no_keyring);
  g_test_add_func ("/record/outbox/users", test_users);
  g_test_add_func ("/record/outbox/expired", test_expired);
  g_test_add_func ("/record/outbox/R-MHD-62/lookup", test_lookup);
  g_test_add_func ("/record/outbox/target-gone", test_target_gone);
  g_test_add_func ("/record/outbox/changed-file", test_changed_file);

  return g_test_run ();
}
