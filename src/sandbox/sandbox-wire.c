/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-wire.h"

#include <string.h>

#define KEY "sandbox-wire"
#define TICK 20 /* ms between two pieces of a slow answer */

/* A request's body on its way. */
typedef struct
{
  SandboxWire        wire;
  SoupServerMessage *message; /* borrowed: it owns this */
  guint64            n_read;
  guint              timeout_id;
  gboolean           is_gone;
} Incoming;

/* An answer's bytes on theirs. */
typedef struct
{
  GIOStream *stream; /* (owned) */
  GBytes    *bytes;  /* (owned) as much as may go out */
  gsize      n_sent;
  gsize      piece; /* bytes a turn */
} Outgoing;

static void write_piece (Outgoing *outgoing);

static void
incoming_free (gpointer data)
{
  Incoming *self = data;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_free (self);
}

static gboolean
rested_cb (gpointer user_data)
{
  Incoming *self = user_data;

  self->timeout_id = 0;
  soup_server_message_unpause (self->message);

  return G_SOURCE_REMOVE;
}

static void
hang_up (Incoming *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);

  self->is_gone = TRUE;
  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static void
chunk_cb (SoupServerMessage *message,
          GBytes            *chunk,
          gpointer           user_data)
{
  Incoming *self = user_data;

  self->n_read += g_bytes_get_size (chunk);
  if (self->wire.drop == SANDBOX_DROP_REQUEST && self->n_read >= self->wire.drop_at)
    hang_up (self);
  else if (self->wire.speed > 0 && self->timeout_id == 0)
    {
      soup_server_message_pause (message);
      self->timeout_id = g_timeout_add ((guint) (g_bytes_get_size (chunk) * 1000 / self->wire.speed), rested_cb, self);
    }
}

static void
over_cb (SoupServerMessage *message,
         gpointer           user_data)
{
  Incoming *self = user_data;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
}

void
sandbox_wire_begin (SandboxCommunity  *community,
                    SoupServerMessage *message,
                    const char        *path)
{
  Incoming *self = g_new0 (Incoming, 1);

  self->wire = sandbox_faults_take (&community->faults, path);
  self->message = message;
  g_object_set_data_full (G_OBJECT (message), KEY, self, incoming_free);
  if (self->wire.drop == SANDBOX_DROP_REQUEST && self->wire.drop_at == 0)
    hang_up (self);
  else if (self->wire.drop == SANDBOX_DROP_REQUEST || self->wire.speed > 0)
    {
      g_signal_connect (message, "got-chunk", G_CALLBACK (chunk_cb), self);
      g_signal_connect (message, "finished", G_CALLBACK (over_cb), self);
      g_signal_connect (message, "disconnected", G_CALLBACK (over_cb), self);
    }
}

const SandboxWire *
sandbox_wire_get (SoupServerMessage *message)
{
  static const SandboxWire none = { 0 };
  Incoming                *self = g_object_get_data (G_OBJECT (message), KEY);

  return self != NULL ? &self->wire : &none;
}

gboolean
sandbox_wire_is_gone (SoupServerMessage *message)
{
  Incoming *self = g_object_get_data (G_OBJECT (message), KEY);

  return self != NULL && self->is_gone;
}

gboolean
sandbox_wire_is_disturbed (const SandboxWire *wire)
{
  return wire->speed > 0 || (wire->drop != SANDBOX_DROP_NEVER && wire->drop != SANDBOX_DROP_REQUEST);
}

static void
outgoing_free (Outgoing *self)
{
  g_io_stream_close (self->stream, NULL, NULL);
  g_object_unref (self->stream);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  write_piece (user_data);

  return G_SOURCE_REMOVE;
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Outgoing *self = user_data;
  gssize    n = g_output_stream_write_finish (G_OUTPUT_STREAM (object), result, NULL);

  if (n > 0)
    self->n_sent += (gsize) n;
  if (n <= 0 || self->n_sent >= g_bytes_get_size (self->bytes))
    outgoing_free (self);
  else if (self->piece < g_bytes_get_size (self->bytes))
    g_timeout_add (TICK, tick_cb, self);
  else
    write_piece (self);
}

static void
write_piece (Outgoing *self)
{
  gsize       size;
  const char *data = g_bytes_get_data (self->bytes, &size);

  g_output_stream_write_async (g_io_stream_get_output_stream (self->stream), data + self->n_sent, MIN (self->piece, size - self->n_sent),
                               G_PRIORITY_DEFAULT, NULL, written_cb, self);
}

static void
add_header (const char *name,
            const char *value,
            gpointer    user_data)
{
  if (g_ascii_strcasecmp (name, "Content-Length") != 0 && g_ascii_strcasecmp (name, "Connection") != 0)
    g_string_append_printf (user_data, "%s: %s\r\n", name, value);
}

/* Head and body, up to where the line goes dead. */
static GBytes *
make_answer (const SandboxWire *wire,
             SoupServerMessage *message,
             guint              status,
             GBytes            *body)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gsize       size;
  const char *data = g_bytes_get_data (body, &size);
  gsize       head;

  g_string_append_printf (text, "HTTP/1.1 %u %s\r\n", status, soup_status_get_phrase (status));
  soup_message_headers_foreach (soup_server_message_get_response_headers (message), add_header, text);
  /* With "close" a client may take a body that ends early for a whole one. */
  if (wire->drop == SANDBOX_DROP_NEVER)
    g_string_append (text, "Connection: close\r\n");
  g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", size);
  head = text->len;
  g_string_append_len (text, data, (gssize) size);
  if (wire->drop == SANDBOX_DROP_START)
    g_string_truncate (text, 0);
  else if (wire->drop == SANDBOX_DROP_BODY)
    g_string_truncate (text, head + size / 2);
  else if (wire->drop == SANDBOX_DROP_ANSWER)
    g_string_truncate (text, (gsize) MIN (wire->drop_at, text->len));

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

void
sandbox_wire_send (const SandboxWire *wire,
                   SoupServerMessage *message,
                   guint              status,
                   GBytes            *body)
{
  Outgoing *self = g_new0 (Outgoing, 1);

  self->bytes = make_answer (wire, message, status, body);
  self->piece = wire->speed > 0 ? MAX (1, (gsize) wire->speed * TICK / 1000) : G_MAXSIZE;
  self->stream = soup_server_message_steal_connection (message);
  if (g_bytes_get_size (self->bytes) > 0)
    write_piece (self);
  else
    outgoing_free (self);
}
