/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deposits through a connection that does its worst, from a process that is killed again and again: at the
 * end every document is in the server exactly once, or in the outbox; none lost, none doubled.
 *
 * This program starts itself anew as the client. The two speak by lines: the client says which letters it
 * found in its outbox ("have 3"), then "ready"; it is told "add 4" and says "safe 4"; told "finish" it says
 * "empty" when there is nothing left. A letter that was being added when the client died is in the outbox,
 * or in the server, or is added again: what a person would do too. */
#include "config.h"

#include "outbox-world.h"

#include "record-deposit-private.h"

#include <gio/gunixinputstream.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ANNA "test|anna"
#define PARALLEL 4
#define BACKLOG 8
#define SEED 20261121

/* The client */

typedef struct
{
  Desk             *desk;
  GDataInputStream *orders; /* (owned) */
  GMainLoop        *loop;   /* (owned) */
  guint             adding; /* the number */
  gboolean          reading;
  gboolean          finishing;
  gboolean          started;
  guint             idle;
} Client;

static void
say (const char *what,
     guint       number)
{
  printf ("%s %u\n", what, number);
  fflush (stdout);
}

static guint
number_of (RecordDeposit *deposit)
{
  return (guint) atoi (model_document_get_attachment_title (record_deposit_get_document (deposit)) + strlen ("Lettre "));
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Client *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDeposit) deposit = record_outbox_add_finish (RECORD_OUTBOX (object), result, &error);

  if (deposit == NULL)
    g_error ("Not added: %s", error->message);
  say ("safe", self->adding);
  self->reading = FALSE;
}

static void
add (Client *self,
     guint   number)
{
  g_autoptr(ModelDocument) document = make_document (number);
  g_autofree char *text = g_strdup_printf ("content of letter %u", number);
  g_autoptr(GBytes) content = g_bytes_new (text, strlen (text));
  g_autoptr(RecordBody) body = record_body_new (content);
  const RecordOrder order = { .document = document, .patient = self->desk->patient, .body = body };

  self->adding = number;
  record_outbox_add_async (self->desk->outbox, &order, NULL, added_cb, self);
}

static void
order_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Client          *self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, NULL, NULL);

  if (line == NULL)
    g_main_loop_quit (self->loop);
  else if (g_str_equal (line, "finish"))
    self->finishing = TRUE;
  else
    add (self, (guint) atoi (line + strlen ("add ")));
}

/* The person agrees to a higher level, and puts away what is done. */
static gboolean
tend_cb (gpointer user_data)
{
  Client     *self = user_data;
  GListModel *deposits = G_LIST_MODEL (self->desk->outbox);

  self->idle = 0;
  for (guint i = g_list_model_get_n_items (deposits); i > 0; i--)
    {
      g_autoptr(RecordDeposit) deposit = g_list_model_get_item (deposits, i - 1);

      if (!self->started)
        say ("have", number_of (deposit));
      if (record_deposit_get_state (deposit) == RECORD_DEPOSIT_NEEDS_CONSENT)
        record_deposit_accept_level (deposit);
      else if (record_deposit_get_state (deposit) == RECORD_DEPOSIT_DONE)
        record_deposit_withdraw (deposit);
    }
  if (!self->started && record_outbox_get_ready (self->desk->outbox))
    {
      say ("ready", 0);
      self->started = TRUE;
    }
  if (self->started && !self->reading && record_outbox_get_n_waiting (self->desk->outbox) < BACKLOG)
    {
      self->reading = TRUE;
      g_data_input_stream_read_line_async (self->orders, G_PRIORITY_DEFAULT, NULL, order_cb, self);
    }
  if (self->finishing && record_outbox_get_n_waiting (self->desk->outbox) == 0)
    say ("empty", 0);

  return G_SOURCE_REMOVE;
}

static void
tend (Client *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (tend_cb, self);
}

static int
be_client (const char *base)
{
  g_autoptr(GInputStream) input = g_unix_input_stream_new (0, FALSE);
  Client self = { .desk = desk_new (base, ANNA, TRUE, 7) };

  self.orders = g_data_input_stream_new (input);
  self.loop = g_main_loop_new (NULL, FALSE);
  record_outbox_set_max_parallel (self.desk->outbox, PARALLEL);
  g_signal_connect_swapped (self.desk->outbox, "notify", G_CALLBACK (tend), &self);
  g_main_loop_run (self.loop);

  return 0;
}

/* The world */

typedef struct
{
  World        *world;
  const char   *program;
  GSubprocess  *client;  /* (owned) (nullable) */
  GHashTable   *had;     /* (owned) letters that the client found */
  GCancellable *reading; /* (owned) of the lines of this client */
  guint         n;
  guint         next;  /* the letter that is to be added */
  gboolean      asked; /* … and the client was told so */
  gboolean      ready;
  gboolean      finishing;
  gboolean      empty;
  guint         kill_timer;
  guint         n_kills;
} Soak;

static void read_line (Soak *self, GDataInputStream *lines);

static void
tell (Soak       *self,
      const char *line)
{
  /* one that was killed meanwhile does not hear it */
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->client), line, strlen (line), NULL, NULL, NULL);
}

static void
kill_client (Soak *self)
{
  g_clear_handle_id (&self->kill_timer, g_source_remove);
  if (self->client == NULL)
    return;

  g_cancellable_cancel (self->reading);
  g_subprocess_send_signal (self->client, SIGKILL);
  g_subprocess_wait (self->client, NULL, NULL);
  g_clear_object (&self->client);
  self->ready = FALSE;
  self->n_kills++;
}

static gboolean
kill_cb (gpointer user_data)
{
  Soak *self = user_data;

  self->kill_timer = 0;
  kill_client (self);

  return G_SOURCE_REMOVE;
}

/* From here: at once, or in a moment. */
static void
perhaps_kill (Soak *self,
              int   one_in)
{
  if (self->finishing || self->client == NULL || self->kill_timer != 0 || g_rand_int_range (self->world->rand, 0, one_in) != 0)
    return;

  self->kill_timer = g_timeout_add ((guint) g_rand_int_range (self->world->rand, 0, 12), kill_cb, self);
}

static void
posted_cb (gpointer user_data)
{
  Soak *self = user_data;

  if (!self->finishing && g_rand_int_range (self->world->rand, 0, 60) == 0)
    kill_client (self);
}

static void
go_on (Soak *self)
{
  g_autofree char *line = NULL;

  if (self->asked && (g_hash_table_contains (self->had, GUINT_TO_POINTER (self->next)) || world_has (self->world, self->next)))
    self->next++;
  self->asked = FALSE;
  if (self->next == self->n)
    {
      self->finishing = TRUE;
      /* nothing is lost meanwhile; with a server in good health the rest arrives */
      self->world->wild = FALSE;
      tell (self, "finish\n");
      return;
    }

  self->asked = TRUE;
  line = g_strdup_printf ("add %u\n", self->next);
  tell (self, line);
  perhaps_kill (self, 30);
}

static void
line_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Soak *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (line == NULL)
    {
      g_subprocess_wait (self->client, NULL, NULL);
      g_error ("The client has ended by itself: %s %d", g_subprocess_get_if_signaled (self->client) ? "signal" : "status",
               g_subprocess_get_if_signaled (self->client) ? g_subprocess_get_term_sig (self->client)
                                                           : g_subprocess_get_exit_status (self->client));
    }
  if (g_str_has_prefix (line, "have "))
    g_hash_table_add (self->had, GUINT_TO_POINTER (atoi (line + strlen ("have "))));
  else if (g_str_has_prefix (line, "ready"))
    {
      self->ready = TRUE;
      go_on (self);
    }
  else if (g_str_has_prefix (line, "safe "))
    {
      g_assert_cmpint (atoi (line + strlen ("safe ")), ==, self->next);
      self->next++;
      self->asked = FALSE;
      go_on (self);
    }
  else if (g_str_has_prefix (line, "empty"))
    self->empty = TRUE;
  if (self->client != NULL && !g_cancellable_is_cancelled (self->reading))
    read_line (self, G_DATA_INPUT_STREAM (object));
}

static void
read_line (Soak             *self,
           GDataInputStream *lines)
{
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, self->reading, line_cb, self);
}

static void
start_client (Soak *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDataInputStream) lines = NULL;

  g_hash_table_remove_all (self->had);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  self->client = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self->program, "--client",
                                   self->world->base, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->client));
  read_line (self, lines);
  /* also before it has said anything */
  perhaps_kill (self, 20);
}

static guint
number_from (const char *variable,
             guint       otherwise)
{
  const char *wanted = g_getenv (variable);

  return wanted != NULL ? (guint) strtoul (wanted, NULL, 10) : otherwise;
}

static void
test_soak (gconstpointer program)
{
  guint32 seed = number_from ("CABINET_SOAK_SEED", SEED);
  Soak    self = { .program = program, .n = number_from ("CABINET_SOAK", 500) };
  gint64  start = g_get_monotonic_time ();
  g_autoptr(World) world = world_new (seed);

  g_test_message ("seed %u", seed);
  world->wild = TRUE;
  world->posted = posted_cb;
  world->posted_data = &self;
  self.world = world;
  self.had = g_hash_table_new (NULL, NULL);
  while (!self.empty)
    {
      if (self.client == NULL)
        start_client (&self);
      g_main_context_iteration (NULL, TRUE);
    }
  kill_client (&self);
  world_assert_once (world, self.n);
  for (guint i = 0; i < self.n; i++)
    g_assert_true (world_has (world, i));
  g_test_message ("%u deposits, %u times killed, %u sendings, %u questions, %.0f s", self.n, self.n_kills, world->n_posts,
                  world->n_finds, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_hash_table_unref (self.had);
  g_clear_object (&self.reading);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--client"))
    return be_client (argv[2]);

  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);

  g_test_add_data_func ("/record/outbox/soak", argv[0], test_soak);

  return g_test_run ();
}
