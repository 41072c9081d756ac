/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deposit whose request, or its answer, is cut after each of many bytes: it is in the server exactly once,
 * and the person is told so. Invented people. */
#include "config.h"

#include "outbox-world.h"

#include <string.h>

#define ANNA "test|anna"
#define REQUEST_STEP 37
#define ANSWER_STEP 11
#define NEVER G_MAXUINT64

typedef enum
{
  REQUEST,
  ANSWER,
} Direction;

/* Stands between the two. The first connection breaks after so many bytes of one direction. */
typedef struct
{
  GSocketService *service; /* (owned) */
  char           *base;    /* (owned) */
  guint16         port;    /* of the server */
  guint64         budget[2];
  guint64         passed[2]; /* on the first connection */
  guint           n_connections;
} Line;

typedef struct
{
  Line      *line;
  GIOStream *ends[2]; /* (owned) of the client, of the server */
  gboolean   first;
  guint      n_pumps;
} Link;

typedef struct
{
  Link     *link;
  Direction direction;
  char      piece[256];
} Pump;

static void pump (Pump *self);

static void
end_pump (Pump *self)
{
  Link *link = self->link;

  for (guint i = 0; i < 2; i++)
    g_io_stream_close (link->ends[i], NULL, NULL);
  g_free (self);
  if (--link->n_pumps > 0)
    return;

  g_object_unref (link->ends[0]);
  g_object_unref (link->ends[1]);
  g_free (link);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Pump *self = user_data;
  Line *line = self->link->line;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL) &&
      (!self->link->first || line->passed[self->direction] < line->budget[self->direction]))
    pump (self);
  else
    end_pump (self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Pump   *self = user_data;
  Line   *line = self->link->line;
  gssize  n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);
  guint64 allowed = self->link->first ? line->budget[self->direction] - line->passed[self->direction] : NEVER;

  if (n <= 0 || allowed == 0)
    {
      end_pump (self);
      return;
    }

  if (self->link->first)
    line->passed[self->direction] += MIN ((guint64) n, allowed);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->link->ends[self->direction == REQUEST ? 1 : 0]), self->piece,
                                   (gsize) MIN ((guint64) n, allowed), G_PRIORITY_DEFAULT, NULL, written_cb, self);
}

static void
pump (Pump *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (self->link->ends[self->direction == REQUEST ? 0 : 1]), self->piece,
                             sizeof self->piece, G_PRIORITY_DEFAULT, NULL, read_cb, self);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  Line *line = user_data;
  Link *link = g_new0 (Link, 1);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GError) error = NULL;

  link->line = line;
  link->first = line->n_connections++ == 0;
  link->ends[0] = G_IO_STREAM (g_object_ref (connection));
  link->ends[1] = G_IO_STREAM (g_socket_client_connect_to_host (client, "127.0.0.1", line->port, NULL, &error));
  g_assert_no_error (error);
  link->n_pumps = 2;
  for (guint i = 0; i < 2; i++)
    {
      Pump *self = g_new0 (Pump, 1);

      self->link = link;
      self->direction = (Direction) i;
      pump (self);
    }

  return TRUE;
}

static Line *
line_new (World *world)
{
  Line   *self = g_new0 (Line, 1);
  guint16 port;
  g_autoptr(GUri) uri = g_uri_parse (world->base, G_URI_FLAGS_NONE, NULL);
  g_autoptr(GError) error = NULL;

  self->service = g_socket_service_new ();
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  self->port = (guint16) g_uri_get_port (uri);
  self->base = g_strdup_printf ("http://127.0.0.1:%u/fhir", port);
  self->budget[REQUEST] = self->budget[ANSWER] = NEVER;
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);

  return self;
}

static void
line_free (Line *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->service);
  g_free (self->base);
  g_free (self);
}

/* Through a line that breaks after @budget bytes of @direction. How many there were of it. */
static guint64
deposit (World    *world,
         guint     number,
         Direction direction,
         guint64   budget)
{
  Line   *line = line_new (world);
  guint64 passed;
  g_autoptr(Desk) desk = NULL;
  g_autoptr(RecordDeposit) deposit = NULL;

  line->budget[direction] = budget;
  desk = desk_new (line->base, ANNA, FALSE, 7);
  deposit = desk_add (desk, number);
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  g_clear_object (&deposit);
  g_clear_pointer (&desk, desk_free);
  passed = line->passed[direction];
  line_free (line);

  return passed;
}

static void
test_cut (gconstpointer data)
{
  Direction direction = (Direction) GPOINTER_TO_INT (data);
  guint64   step = direction == REQUEST ? REQUEST_STEP : ANSWER_STEP;
  g_autoptr(World) world = world_new (1);
  guint   number = 0;
  guint64 length = deposit (world, number++, direction, NEVER);

  g_assert_cmpuint (length, >, 10 * step);
  for (guint64 at = 0; at <= length; at += step)
    {
      deposit (world, number++, direction, at);
      world_assert_once (world, number);
    }
  /* the last byte too */
  for (guint64 at = length - 2; at <= length; at++)
    deposit (world, number++, direction, at);
  world_assert_once (world, number);
  g_test_message ("%u places in %u bytes, %u sendings, %u questions", number - 1, (guint) length, world->n_posts, world->n_finds);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/record/outbox/cut/request", GINT_TO_POINTER (REQUEST), test_cut);
  g_test_add_data_func ("/record/outbox/cut/answer", GINT_TO_POINTER (ANSWER), test_cut);

  return g_test_run ();
}
