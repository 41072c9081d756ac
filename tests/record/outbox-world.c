/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "outbox-world.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

/* Half a millisecond to what a person would call slow. */
#define SLOWEST 30 /* ms */

/* A request that is answered later, by which time nobody may be there to hear it. */
typedef struct
{
  World             *world;
  SoupServerMessage *message; /* (owned) */
  guint              timer;
  gboolean           gone;
} Held;

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

/* What came in one request. Borrowed from @parser. */
typedef struct
{
  JsonParser *parser; /* (owned) */
  const char *id;
  const char *content;
  const char *level;
  const char *title;
  const char *target; /* (nullable) */
} Post;

static void
post_clear (Post *post)
{
  g_clear_object (&post->parser);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Post, post_clear)

static JsonObject *
first_of (JsonObject *object,
          const char *name)
{
  return json_array_get_object_element (json_object_get_array_member (object, name), 0);
}

static gboolean
post_read (Post              *post,
           SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);
  JsonObject *reference;
  JsonObject *bundle;

  post->parser = json_parser_new ();
  if (!json_parser_load_from_data (post->parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL))
    return FALSE;

  bundle = json_node_get_object (json_parser_get_root (post->parser));
  reference = entry_of (bundle, "DocumentReference");
  post->id = json_object_get_string_member (json_object_get_object_member (reference, "masterIdentifier"), "value");
  post->content = json_object_get_string_member (entry_of (bundle, "Binary"), "data");
  post->level = json_object_get_string_member (first_of (first_of (reference, "securityLabel"), "coding"), "code");
  post->title = json_object_get_string_member (json_object_get_object_member (first_of (reference, "content"), "attachment"), "title");
  if (json_object_has_member (reference, "relatesTo"))
    post->target = json_object_get_string_member (json_object_get_object_member (first_of (reference, "relatesTo"), "target"), "reference");

  return TRUE;
}

static void
store (World      *self,
       const Post *post)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_content, post->content));

  g_hash_table_insert (self->by_id, g_strdup (post->id), g_strdup (post->content));
  g_hash_table_insert (self->by_content, g_strdup (post->content), GUINT_TO_POINTER (n + 1));
  g_hash_table_insert (self->levels, g_strdup (post->id), g_strdup (post->level));
  if (post->target != NULL)
    g_hash_table_insert (self->targets, g_strdup (post->id), g_strdup (post->target));
  g_ptr_array_add (self->order, g_strdup (post->id));
}

/* Every seventh letter is about a patient who accepts restricted documents only. */
static gboolean
accepts_level (World      *self,
               const Post *post,
               Mood        mood)
{
  const char *number = strrchr (post->title, ' ');
  gboolean    picky = mood == MOOD_LEVEL || (self->wild && number != NULL && atoi (number) % 7 == 3);

  return mood != MOOD_NO_LEVEL && (!picky || g_str_equal (post->level, "263856008"));
}

static gboolean
stores (Mood mood)
{
  return mood == MOOD_GOOD || mood == MOOD_CUT_AFTER || mood == MOOD_GARBAGE || mood == MOOD_LEVEL || mood == MOOD_TWICE || mood == MOOD_SLOW ||
         mood == MOOD_REMARK;
}

static void
say_stored (SoupServerMessage *message,
            Mood               mood)
{
  const char      *remark = mood == MOOD_REMARK ? ",\"outcome\":{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"warning\","
                                                  "\"code\":\"processing\",\"details\":{\"text\":\"PartialReplaceContentNotProcessed\"}}]}"
                                                : "";
  g_autofree char *body = g_strdup_printf ("{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":["
                                           "{\"response\":{\"status\":\"201 Created\",\"location\":\"List/l\"}},"
                                           "{\"response\":{\"status\":\"201 Created\",\"location\":\"DocumentReference/d\"%s}},"
                                           "{\"response\":{\"status\":\"201 Created\",\"location\":\"Binary/b\"}}]}",
                                           remark);

  say (message, 200, body);
}

static void
say_busy (SoupServerMessage *message,
          guint              status)
{
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After", "0");
  say_outcome (message, status, "busy");
}

static void
answer (World             *self,
        SoupServerMessage *message,
        const Post        *post,
        Mood               mood)
{
  if (g_hash_table_contains (self->by_id, post->id))
    say_outcome (message, 422,
                 g_str_equal (g_hash_table_lookup (self->by_id, post->id), post->content) ? "XDSDuplicateUniqueIdInRegistry" : "XDSNonIdenticalHash");
  else if (!accepts_level (self, post, mood))
    say_outcome (message, 403, "The patient's policy does not allow this level");
  else if (stores (mood))
    {
      store (self, post);
      say_stored (message, mood);
    }
}

static void
provide (World             *self,
         SoupServerMessage *message,
         Mood               mood)
{
  g_auto(Post) post = { 0 };

  /* half a request, of a process that was killed: nobody reads the answer */
  if (!post_read (&post, message))
    {
      say_outcome (message, 400, "no JSON");
      return;
    }

  answer (self, message, &post, mood);
  if (mood == MOOD_TWICE)
    answer (self, message, &post, mood);
  else if (mood == MOOD_BUSY || mood == MOOD_THROTTLED)
    say_busy (message, mood == MOOD_BUSY ? 503 : 429);
  else if (mood == MOOD_FAULT)
    say_outcome (message, 500, "a fault");
  else if (mood == MOOD_NO)
    say_outcome (message, 422, "XDSRepositoryMetadataError: type");
  else if (mood == MOOD_CUT_BEFORE || mood == MOOD_CUT_AFTER)
    cut (message);
  else if (mood == MOOD_GARBAGE)
    say (message, 200, "<html>proxy</html>");
}

static void
held_free (Held *held)
{
  g_signal_handlers_disconnect_by_data (held->message, held);
  g_clear_handle_id (&held->timer, g_source_remove);
  g_object_unref (held->message);
  g_free (held);
}

static void
gone_cb (SoupServerMessage *message,
         gpointer           user_data)
{
  ((Held *) user_data)->gone = TRUE;
}

/* Also when nobody waits any more: a server does not know. */
static void
answer_held (Held *held)
{
  provide (held->world, held->message, MOOD_GOOD);
  if (!held->gone)
    soup_server_message_unpause (held->message);
}

static gboolean
late_cb (gpointer user_data)
{
  Held *held = user_data;

  held->timer = 0;
  answer_held (held);
  g_ptr_array_remove_fast (held->world->held, held);

  return G_SOURCE_REMOVE;
}

static void
hold (World             *self,
      SoupServerMessage *message,
      Mood               mood)
{
  Held *held = g_new0 (Held, 1);

  held->world = self;
  held->message = g_object_ref (message);
  g_signal_connect (message, "finished", G_CALLBACK (gone_cb), held);
  g_signal_connect (message, "disconnected", G_CALLBACK (gone_cb), held);
  if (mood == MOOD_SLOW)
    held->timer = g_timeout_add ((guint) g_rand_int_range (self->rand, 1, SLOWEST), late_cb, held);
  g_ptr_array_add (self->held, held);
  soup_server_message_pause (message);
}

static void
find (World             *self,
      SoupServerMessage *message,
      GHashTable        *query)
{
  const char *wanted = query != NULL ? g_hash_table_lookup (query, "identifier") : NULL;
  const char *id = wanted != NULL && strchr (wanted, '|') != NULL ? strchr (wanted, '|') + 1 : "";
  const char *level = g_hash_table_lookup (self->levels, id);
  gboolean    seen = g_hash_table_contains (self->by_id, id) && (!self->hides || g_strcmp0 (level, "17621005") == 0);
  /* rarely: the client waits a second before it asks again by itself */
  Mood             mood = self->wild && g_rand_int_range (self->rand, 0, 40) != 0 ? MOOD_GOOD : mood_of (self);
  g_autofree char *body = NULL;

  self->n_finds++;
  if (mood == MOOD_BUSY || mood == MOOD_FAULT || mood == MOOD_CUT_BEFORE)
    {
      if (mood == MOOD_CUT_BEFORE)
        cut (message);
      else
        say_outcome (message, 503, "busy");
      return;
    }

  body = seen ? g_strdup_printf ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":1,\"entry\":[{\"search\":{\"mode\":\"match\"},\"resource\":"
                                 "{\"resourceType\":\"DocumentReference\",\"id\":\"now-%s\",\"status\":\"current\",\"masterIdentifier\":{\"value\":\"%s\"},"
                                 "\"subject\":{\"reference\":\"Patient/p1\"},\"content\":[{\"attachment\":{}}]}}]}",
                                 id + strlen ("urn:oid:2.25."), id)
              : g_strdup ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0}");
  say (message, 200, body);
}

static void
closed_cb (SoupServerMessage *message,
           gpointer           user_data)
{
  ((World *) user_data)->n_open--;
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  World *self = user_data;
  Mood   mood;

  if (!g_str_equal (soup_server_message_get_method (message), "POST"))
    {
      find (self, message, query);
      return;
    }

  self->n_posts++;
  self->n_open++;
  self->most_open = MAX (self->most_open, self->n_open);
  g_signal_connect (message, "finished", G_CALLBACK (closed_cb), self);
  if (self->posted != NULL)
    self->posted (self->posted_data);
  mood = mood_of (self);
  if (mood == MOOD_SLOW || mood == MOOD_HOLD)
    hold (self, message, mood);
  else
    provide (self, message, mood);
}

static void accept_next (World *self);

/* A client that was killed while it connected is an error here, with which libsoup's own listener ends. */
static void
accepted_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  World *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketConnection) connection = g_socket_listener_accept_finish (G_SOCKET_LISTENER (object), result, NULL, &error);
  g_autoptr(GSocketAddress) here = connection != NULL ? g_socket_connection_get_local_address (connection, NULL) : NULL;
  g_autoptr(GSocketAddress) there = connection != NULL ? g_socket_connection_get_remote_address (connection, NULL) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* one that has gone already has no address */
  if (here != NULL && there != NULL)
    soup_server_accept_iostream (self->server, G_IO_STREAM (connection), here, there, NULL);
  accept_next (self);
}

static void
accept_next (World *self)
{
  g_socket_listener_accept_async (self->listener, self->accepting, accepted_cb, self);
}

World *
world_new (guint32 seed)
{
  World  *self = g_new0 (World, 1);
  guint16 port;
  g_autoptr(GError) error = NULL;

  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->by_content = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->levels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->order = g_ptr_array_new_with_free_func (g_free);
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) held_free);
  self->rand = g_rand_new_with_seed (seed);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  self->listener = g_socket_listener_new ();
  self->accepting = g_cancellable_new ();
  port = g_socket_listener_add_any_inet_port (self->listener, NULL, &error);
  g_assert_no_error (error);
  self->base = g_strdup_printf ("http://127.0.0.1:%u/fhir", port);
  accept_next (self);

  return self;
}

void
world_free (World *self)
{
  g_cancellable_cancel (self->accepting);
  g_socket_listener_close (self->listener);
  soup_server_disconnect (self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->accepting);
  g_object_unref (self->listener);
  g_ptr_array_unref (self->held);
  g_object_unref (self->server);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_content);
  g_hash_table_unref (self->levels);
  g_hash_table_unref (self->targets);
  g_ptr_array_unref (self->order);
  g_rand_free (self->rand);
  g_free (self->base);
  g_free (self);
}

void
world_let_go (World *self)
{
  for (guint i = 0; i < self->held->len; i++)
    answer_held (g_ptr_array_index (self->held, i));
  g_ptr_array_set_size (self->held, 0);
}

gboolean
world_has (World *self,
           guint  number)
{
  g_autofree char *text = g_strdup_printf ("content of letter %u", number);
  g_autofree char *content = g_base64_encode ((const guchar *) text, strlen (text));

  return g_hash_table_contains (self->by_content, content);
}

void
world_assert_once (World *self,
                   guint  n)
{
  GHashTableIter iter;
  gpointer       times;

  g_assert_cmpuint (g_hash_table_size (self->by_content), ==, n);
  g_hash_table_iter_init (&iter, self->by_content);
  while (g_hash_table_iter_next (&iter, NULL, &times))
    g_assert_cmpuint (GPOINTER_TO_UINT (times), ==, 1);
}

void
world_put (World      *self,
           const char *unique_id)
{
  g_hash_table_insert (self->by_id, g_strdup (unique_id), g_strdup (""));
  g_hash_table_insert (self->levels, g_strdup (unique_id), g_strdup ("17621005"));
}
