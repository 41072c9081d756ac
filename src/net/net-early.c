/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-early-private.h"

#include <string.h>

#define CHUNK 4096
#define MAX_ANSWER (64 * 1024)

struct _NetEarly
{
  GPollableInputStream *stream; /* (owned) */
  GSource              *source; /* (owned) */
  GByteArray           *text;   /* (owned) what came, without what is done with */
  NetEarlyFunc          callback;
  gpointer              user_data;
  gboolean              ended;
};

/* Bytes up to and with the empty line; 0: it has not come yet. */
static gsize
length_of_head (GByteArray *text)
{
  const char *end = text->len > 0 ? g_strstr_len ((const char *) text->data, text->len, "\r\n\r\n") : NULL;

  return end != NULL ? (gsize) (end - (const char *) text->data) + strlen ("\r\n\r\n") : 0;
}

/* With TLS, what makes the connection readable may be nothing for us: then it gives nothing. */
static void
read_what_is_there (NetEarly *self)
{
  while (self->text->len < MAX_ANSWER)
    {
      guint8 chunk[CHUNK];
      g_autoptr(GError) error = NULL;
      gssize n = g_pollable_input_stream_read_nonblocking (self->stream, chunk, sizeof chunk, NULL, &error);

      if (n > 0)
        {
          g_byte_array_append (self->text, chunk, (guint) n);
          continue;
        }
      self->ended = !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
      return;
    }

  self->ended = TRUE;
}

static gboolean
is_whole (NetEarly           *self,
          SoupMessageHeaders *headers,
          gsize               head)
{
  if (self->ended || soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    return TRUE;

  return self->text->len - head >= (guint64) soup_message_headers_get_content_length (headers);
}

/* Chunks are not put together: their text would not be the server's. */
static GBytes *
body_of (NetEarly           *self,
         SoupMessageHeaders *headers,
         gsize               head)
{
  gboolean plain = soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CHUNKED &&
                   soup_message_headers_get_one (headers, "Content-Encoding") == NULL;

  return g_bytes_new (self->text->data + head, plain ? self->text->len - head : 0);
}

/* FALSE: more must come first. */
static gboolean
take_answer (NetEarly *self)
{
  gsize head;

  while ((head = length_of_head (self->text)) > 0)
    {
      g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
      guint status;

      if (!soup_headers_parse_response ((const char *) self->text->data, (int) head, headers, NULL, &status, NULL))
        return TRUE;
      if (status >= 200)
        {
          g_autoptr(GBytes) body = body_of (self, headers, head);

          if (!is_whole (self, headers, head))
            return FALSE;
          self->callback (status, headers, body, self->user_data);
          return TRUE;
        }
      g_byte_array_remove_range (self->text, 0, (guint) head);
    }

  return self->ended;
}

static gboolean
readable_cb (GObject *stream,
             gpointer user_data)
{
  NetEarly *self = user_data;

  read_what_is_there (self);

  return take_answer (self) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

NetEarly *
net_early_new (GIOStream   *connection,
               NetEarlyFunc callback,
               gpointer     user_data)
{
  GInputStream *stream = g_io_stream_get_input_stream (connection);
  NetEarly     *self;

  if (!G_IS_POLLABLE_INPUT_STREAM (stream) || !g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (stream)))
    return NULL;

  self = g_new0 (NetEarly, 1);
  self->stream = G_POLLABLE_INPUT_STREAM (g_object_ref (stream));
  self->text = g_byte_array_new ();
  self->callback = callback;
  self->user_data = user_data;
  self->source = g_pollable_input_stream_create_source (self->stream, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (readable_cb), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());

  return self;
}

void
net_early_free (NetEarly *self)
{
  if (self == NULL)
    return;

  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_object_unref (self->stream);
  g_byte_array_unref (self->text);
  g_free (self);
}
