/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deposits through a connection that does its worst: at the end every document is in the server exactly
 * once, or in the outbox. The server counts by content, so that a second copy under another number would
 * be seen. Invented people. */
#include "config.h"

#include "record-document-list-private.h"
#include "record-outbox-private.h"
#include "record-patient-context-private.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>

typedef enum
{
  MOOD_GOOD,
  MOOD_BUSY,       /* 503 with Retry-After */
  MOOD_THROTTLED,  /* 429 */
  MOOD_FAULT,      /* 500, nothing stored */
  MOOD_CUT_BEFORE, /* the line is cut, nothing stored */
  MOOD_CUT_AFTER,  /* stored, and the line is cut */
  MOOD_GARBAGE,    /* stored, and the answer is none */
  MOOD_LEVEL,      /* the patient accepts restricted documents only */
  MOOD_NO,         /* metadata refused */
  N_MOODS,
} Mood;

typedef struct
{
  SoupServer *server;
  char       *base;
  GHashTable *by_id;      /* uniqueId → content */
  GHashTable *by_content; /* content → how often it is there */
  GHashTable *levels;     /* uniqueId → code */
  GRand      *rand;
  gboolean    wild;
  Mood        mood; /* while not wild */
  guint       n_posts;
} World;

typedef struct
{
  World                *world;
  EprClient            *client;
  NetTokenVault        *vault;
  RecordOutbox         *outbox;
  ModelPatient         *patient;
  RecordPatientContext *context;
} Desk;

static void
cut (SoupServerMessage *message)
{
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}

static void
say (SoupServerMessage *message,
     guint              status,
     const char        *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/fhir+json", SOUP_MEMORY_COPY, body, strlen (body));
}

static void
say_outcome (SoupServerMessage *message,
             guint              status,
             const char        *text)
{
  g_autofree char *body = g_strdup_printf ("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"processing\","
                                           "\"details\":{\"text\":\"%s\"}}]}",
                                           text);

  say (message, status, body);
}

static Mood
mood_of (World *self)
{
  if (!self->wild)
    return self->mood;

  /* half of the time all goes well */
  return g_rand_boolean (self->rand) ? MOOD_GOOD : (Mood) g_rand_int_range (self->rand, MOOD_BUSY, MOOD_LEVEL);
}

static JsonObject *
entry_of (JsonObject *bundle,
          const char *type)
{
  JsonArray *entries = json_object_get_array_member (bundle, "entry");

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *resource = json_object_get_object_member (json_array_get_object_element (entries, i), "resource");

      if (g_str_equal (json_object_get_string_member (resource, "resourceType"), type))
        return resource;
    }

  g_error ("No %s in the bundle", type);
}

static void
store (World      *self,
       const char *id,
       const char *content)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_content, content));

  g_hash_table_insert (self->by_id, g_strdup (id), g_strdup (content));
  g_hash_table_insert (self->by_content, g_strdup (content), GUINT_TO_POINTER (n + 1));
}

static void
provide (World             *self,
         SoupServerMessage *message)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr(GError) error = NULL;
  JsonObject *bundle;
  JsonObject *reference;
  const char *id;
  const char *content;
  const char *level;
  Mood        mood = mood_of (self);

  self->n_posts++;
  json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  bundle = json_node_get_object (json_parser_get_root (parser));
  reference = entry_of (bundle, "DocumentReference");
  id = json_object_get_string_member (json_object_get_object_member (reference, "masterIdentifier"), "value");
  content = json_object_get_string_member (entry_of (bundle, "Binary"), "data");
  level = json_object_get_string_member (json_array_get_object_element (json_object_get_array_member (json_array_get_object_element (
                                                                                                          json_object_get_array_member (reference, "securityLabel"), 0),
                                                                                                      "coding"),
                                                                        0),
                                         "code");

  if (g_hash_table_contains (self->by_id, id))
    {
      say_outcome (message, 422, g_str_equal (g_hash_table_lookup (self->by_id, id), content) ? "XDSDuplicateUniqueIdInRegistry" : "XDSNonIdenticalHash");
      return;
    }
  if (mood == MOOD_GOOD || mood == MOOD_CUT_AFTER || mood == MOOD_GARBAGE || (mood == MOOD_LEVEL && g_str_equal (level, "263856008")))
    {
      store (self, id, content);
      g_hash_table_insert (self->levels, g_strdup (id), g_strdup (level));
    }

  if (mood == MOOD_BUSY || mood == MOOD_THROTTLED)
    {
      soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After", "0");
      say_outcome (message, mood == MOOD_BUSY ? 503 : 429, "busy");
    }
  else if (mood == MOOD_FAULT)
    say_outcome (message, 500, "a fault");
  else if (mood == MOOD_NO)
    say_outcome (message, 422, "XDSRepositoryMetadataError: type");
  else if (mood == MOOD_CUT_BEFORE || mood == MOOD_CUT_AFTER)
    cut (message);
  else if (mood == MOOD_GARBAGE)
    say (message, 200, "<html>proxy</html>");
  else if (mood == MOOD_LEVEL && !g_str_equal (level, "263856008"))
    say_outcome (message, 403, "The patient's policy does not allow this level");
  else
    say (message, 200, "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":["
                       "{\"response\":{\"status\":\"201 Created\",\"location\":\"List/l\"}},"
                       "{\"response\":{\"status\":\"201 Created\",\"location\":\"DocumentReference/d\"}},"
                       "{\"response\":{\"status\":\"201 Created\",\"location\":\"Binary/b\"}}]}");
}

static void
find (World             *self,
      SoupServerMessage *message,
      GHashTable        *query)
{
  const char *wanted = query != NULL ? g_hash_table_lookup (query, "identifier") : NULL;
  const char *id = wanted != NULL && strchr (wanted, '|') != NULL ? strchr (wanted, '|') + 1 : "";
  /* rarely: the client waits a second before it asks again by itself */
  Mood             mood = self->wild && g_rand_int_range (self->rand, 0, 40) != 0 ? MOOD_GOOD : mood_of (self);
  g_autofree char *body = NULL;

  if (mood == MOOD_BUSY || mood == MOOD_FAULT || mood == MOOD_CUT_BEFORE)
    {
      if (mood == MOOD_CUT_BEFORE)
        cut (message);
      else
        say_outcome (message, 503, "busy");
      return;
    }

  body = g_hash_table_contains (self->by_id, id)
             ? g_strdup_printf ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":1,\"entry\":[{\"search\":{\"mode\":\"match\"},\"resource\":"
                                "{\"resourceType\":\"DocumentReference\",\"id\":\"d\",\"status\":\"current\",\"masterIdentifier\":{\"value\":\"%s\"},"
                                "\"subject\":{\"reference\":\"Patient/p1\"},\"content\":[{\"attachment\":{}}]}}]}",
                                id)
             : g_strdup ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0}");
  say (message, 200, body);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  if (g_str_equal (soup_server_message_get_method (message), "POST"))
    provide (user_data, message);
  else
    find (user_data, message, query);
}

static World *
world_new (guint32 seed)
{
  World  *self = g_new0 (World, 1);
  GSList *uris;
  g_autoptr(GError) error = NULL;

  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->by_content = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->levels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rand = g_rand_new_with_seed (seed);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->base = g_strdup_printf ("http://127.0.0.1:%d/fhir", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

static void
world_free (World *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_content);
  g_hash_table_unref (self->levels);
  g_rand_free (self->rand);
  g_free (self->base);
  g_free (self);
}

static RecordOutbox *
new_outbox (Desk    *self,
            gboolean keep)
{
  RecordOutbox *outbox = record_outbox_new (self->client, self->vault, "test|anna", keep, NULL, NULL, NULL);

  record_outbox_set_pauses (outbox, 1, 20);

  return outbox;
}

static Desk *
desk_new (World   *world,
          gboolean keep)
{
  Desk            *self = g_new0 (Desk, 1);
  const char      *given[] = { "Franz", NULL };
  g_autofree char *text = g_strdup_printf ("[community]\nid=test\nname=Test\nprofile=fhir-r4\n[url]\nbase=%s\nallow-loopback-http=true\n"
                                           "[oids]\nsource=2.999.7.1\n",
                                           world->base);
  g_autoptr(GError) error = NULL;
  g_autoptr(EprCommunity) settings = epr_community_new_from_data (text, -1, &error);

  g_assert_no_error (error);
  self->world = world;
  self->vault = keep ? net_token_vault_new () : net_token_vault_new_in_memory ();
  self->client = epr_client_new (settings, self->vault, &error);
  g_assert_no_error (error);
  self->patient = model_patient_new (&(ModelPatientInit) {
      .id = "p1", .family = "Muster", .given = given, .gender = MODEL_GENDER_MALE, .birth_date = { 1995, 1, 27, .precision = MODEL_DATE_DAY } });
  self->context = record_patient_context_new (self->client, self->patient, RECORD_PURPOSE_NORMAL, 1, NULL, NULL);
  self->outbox = new_outbox (self, keep);

  return self;
}

static void
desk_free (Desk *self)
{
  record_outbox_close (self->outbox);
  g_clear_object (&self->outbox);
  record_patient_context_close (self->context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->context);
  g_object_unref (self->patient);
  g_object_unref (self->client);
  g_object_unref (self->vault);
  g_free (self);
}

static ModelCoding *
snomed (const char *code)
{
  return model_coding_new ("http://snomed.info/sct", code, NULL);
}

static ModelDocument *
make_document (guint number)
{
  g_autofree char *title = g_strdup_printf ("Lettre %u", number);
  g_autoptr(ModelCoding) type = snomed ("373942005");
  g_autoptr(ModelCoding) class = snomed ("422735006");
  g_autoptr(ModelCoding) facility = snomed ("264358009");
  g_autoptr(ModelCoding) setting = snomed ("394802001");
  g_autoptr(ModelCoding) level = snomed ("17621005");
  g_autoptr(ModelCoding) role = model_coding_new ("urn:oid:2.16.756.5.30.1.127.3.10.6", "HCP", NULL);
  g_autoptr(ModelCoding) format = model_coding_new ("urn:oid:2.16.756.5.30.1.127.3.10.10", "urn:che:epr:EPR_Unstructured_Document", NULL);
  g_autoptr(GPtrArray) levels = g_ptr_array_new_with_free_func (g_object_unref);
  ModelDocumentAuthor author = { .person = "Dre Anna Exemple" };

  g_ptr_array_add (levels, g_object_ref (level));

  return model_document_new (&(ModelDocumentInit) {
      .title = title, .content_type = "text/plain", .language = "fr-CH", .type = type, .category = class, .format = format, .facility_type = facility, .practice_setting = setting, .provider_role = role, .security_labels = levels, .authors = &author, .n_authors = 1, .size = -1, .created = { 2026, 11, 12, 12, 0, 0, MODEL_DATE_SECOND, 60 } });
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static RecordDeposit *
add (Desk *self,
     guint number)
{
  g_autoptr(ModelDocument) document = make_document (number);
  g_autofree char *text = g_strdup_printf ("content of letter %u", number);
  g_autoptr(GBytes) content = g_bytes_new (text, strlen (text));
  g_autoptr(RecordBody) body = record_body_new (content);
  const RecordOrder order = { .document = document, .patient = self->patient, .body = body };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  RecordDeposit *deposit;

  record_outbox_add_async (self->outbox, &order, NULL, result_cb, &result);
  wait_for (&result);
  deposit = record_outbox_add_finish (self->outbox, result, &error);
  g_assert_no_error (error);

  return deposit;
}

static void
wait_state (RecordDeposit     *deposit,
            RecordDepositState state)
{
  while (record_deposit_get_state (deposit) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_once (World *world,
             guint  n)
{
  GHashTableIter iter;
  gpointer       times;

  g_assert_cmpuint (g_hash_table_size (world->by_content), ==, n);
  g_hash_table_iter_init (&iter, world->by_content);
  while (g_hash_table_iter_next (&iter, NULL, &times))
    g_assert_cmpuint (GPOINTER_TO_UINT (times), ==, 1);
}

static guint
n_files (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "cabinet", "outbox", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_good (void)
{
  World *world = world_new (1);
  Desk  *desk = desk_new (world, FALSE);
  g_autoptr(RecordDeposit) deposit = add (desk, 1);

  g_assert_false (record_outbox_get_durable (desk->outbox));
  g_assert_cmpstr (record_deposit_get_patient (deposit), ==, "MUSTER Franz");
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  g_assert_cmpuint (record_outbox_get_n_waiting (desk->outbox), ==, 0);
  assert_once (world, 1);
  g_assert_cmpuint (world->n_posts, ==, 1);
  record_deposit_withdraw (deposit);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (desk->outbox)), ==, 0);
  desk_free (desk);
  world_free (world);
}

/* The answer is lost: asked about, never sent a second time. */
static void
test_lost_answer (void)
{
  const Mood moods[] = { MOOD_CUT_AFTER, MOOD_GARBAGE };

  for (guint i = 0; i < G_N_ELEMENTS (moods); i++)
    {
      World *world = world_new (1);
      Desk  *desk = desk_new (world, FALSE);
      g_autoptr(RecordDeposit) deposit = NULL;

      world->mood = moods[i];
      deposit = add (desk, 1);
      wait_state (deposit, RECORD_DEPOSIT_DONE);
      g_assert_cmpuint (world->n_posts, ==, 1);
      assert_once (world, 1);
      desk_free (desk);
      world_free (world);
    }
}

/* A refusal is said, and tried again only when the person wants it; until then it can be taken back. */
static void
test_refused (void)
{
  World *world = world_new (1);
  Desk  *desk = desk_new (world, FALSE);
  g_autoptr(RecordDeposit) deposit = NULL;

  world->mood = MOOD_NO;
  deposit = add (desk, 1);
  wait_state (deposit, RECORD_DEPOSIT_REFUSED);
  g_assert_nonnull (record_deposit_get_problem (deposit));
  g_assert_true (record_deposit_can_withdraw (deposit));
  world->mood = MOOD_GOOD;
  record_deposit_retry (deposit);
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  assert_once (world, 1);
  desk_free (desk);
  world_free (world);
}

/* R-MHD-31: the higher level only with consent, under new numbers; the next one asks before it is sent. */
static void
test_level (void)
{
  World *world = world_new (1);
  Desk  *desk = desk_new (world, FALSE);
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(RecordDeposit) next = NULL;
  g_autofree char *id = NULL;
  guint            n_posts;

  world->mood = MOOD_LEVEL;
  deposit = add (desk, 1);
  wait_state (deposit, RECORD_DEPOSIT_NEEDS_CONSENT);
  id = g_strdup (model_document_get_unique_id (record_deposit_get_document (deposit)));
  g_assert_cmpstr (model_coding_get_code (record_deposit_get_level (deposit)), ==, "263856008");
  g_assert_cmpuint (g_hash_table_size (world->by_id), ==, 0);
  record_deposit_accept_level (deposit);
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  g_assert_cmpstr (model_document_get_unique_id (record_deposit_get_document (deposit)), !=, id);
  g_assert_cmpstr (g_hash_table_lookup (world->levels, model_document_get_unique_id (record_deposit_get_document (deposit))), ==, "263856008");

  n_posts = world->n_posts;
  next = add (desk, 2);
  g_assert_cmpint (record_deposit_get_state (next), ==, RECORD_DEPOSIT_NEEDS_CONSENT);
  g_assert_cmpuint (world->n_posts, ==, n_posts);
  record_deposit_withdraw (next);
  assert_once (world, 1);
  desk_free (desk);
  world_free (world);
}

static void
test_same (void)
{
  World *world = world_new (1);
  Desk  *desk = desk_new (world, FALSE);
  g_autoptr(RecordDeposit) deposit = add (desk, 1);
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
  desk_free (desk);
  world_free (world);
}

/* Another run of the program, with the same keyring, finds what was left and finishes it. */
static void
test_restart (void)
{
  World *world = world_new (1);
  Desk  *desk = desk_new (world, TRUE);
  g_autoptr(RecordDeposit) first = NULL;

  world->mood = MOOD_FAULT;
  first = add (desk, 1);
  g_assert_true (record_outbox_get_durable (desk->outbox));
  g_assert_cmpuint (n_files (), ==, 1);
  desk_free (desk);
  g_assert_cmpuint (n_files (), ==, 1);

  world->mood = MOOD_GOOD;
  desk = desk_new (world, TRUE);
  while (g_list_model_get_n_items (G_LIST_MODEL (desk->outbox)) == 0 || record_outbox_get_n_waiting (desk->outbox) > 0)
    g_main_context_iteration (NULL, TRUE);
  while (n_files () > 0)
    g_main_context_iteration (NULL, TRUE);
  assert_once (world, 1);
  desk_free (desk);
  world_free (world);
}

static guint
soak_size (void)
{
  const char *wanted = g_getenv ("CABINET_SOAK");

  return wanted != NULL ? (guint) strtoul (wanted, NULL, 10) : 500;
}

static void
test_soak (void)
{
  guint  n = soak_size ();
  World *world = world_new (20261121);
  Desk  *desk = desk_new (world, TRUE);
  guint  n_restarts = 0;

  world->wild = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(RecordDeposit) deposit = add (desk, i);

      /* a few are always under way when the program ends */
      for (int turns = g_rand_int_range (world->rand, 0, 60); turns > 0; turns--)
        g_main_context_iteration (NULL, FALSE);
      while (record_outbox_get_n_waiting (desk->outbox) > 6)
        g_main_context_iteration (NULL, TRUE);
      if (g_rand_int_range (world->rand, 0, 10) == 0)
        {
          desk_free (desk);
          desk = desk_new (world, TRUE);
          n_restarts++;
        }
      if (i % 3 == 0)
        record_outbox_wake (desk->outbox);
    }

  /* nothing is lost meanwhile; with a server in good health the rest arrives */
  world->wild = FALSE;
  world->mood = MOOD_GOOD;
  desk_free (desk);
  desk = desk_new (world, TRUE);
  while (n_files () > 0)
    g_main_context_iteration (NULL, TRUE);
  assert_once (world, n);
  g_test_message ("%u deposits, %u restarts, %u requests", n, n_restarts, world->n_posts);
  desk_free (desk);
  world_free (world);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/outbox/good", test_good);
  g_test_add_func ("/record/outbox/lost-answer", test_lost_answer);
  g_test_add_func ("/record/outbox/refused", test_refused);
  g_test_add_func ("/record/outbox/R-MHD-31/level", test_level);
  g_test_add_func ("/record/outbox/same", test_same);
  g_test_add_func ("/record/outbox/restart", test_restart);
  g_test_add_func ("/record/outbox/soak", test_soak);

  return g_test_run ();
}
