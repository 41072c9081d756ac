/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-stream.h"

struct _TestStream
{
  GInputStream parent_instance;

  guint64 length;
  guint64 position;
  guint64 fails_at;
  guint64 hangs_at;
  gsize   chunk;
};

G_DEFINE_FINAL_TYPE (TestStream, test_stream, G_TYPE_INPUT_STREAM)

void
test_stream_fill (guint8 *buffer,
                  guint64 position,
                  gsize   n)
{
  for (gsize i = 0; i < n; i++, position++)
    buffer[i] = (guint8) (position / 3 + position);
}

static gssize
test_stream_read (GInputStream *stream,
                  void         *buffer,
                  gsize         count,
                  GCancellable *cancellable,
                  GError      **error)
{
  TestStream *self = TEST_STREAM (stream);
  gsize       n = MIN (MIN (count, self->chunk), self->length - self->position);
  GPollFD     cancelled;

  if (self->position >= self->hangs_at && g_cancellable_make_pollfd (cancellable, &cancelled))
    {
      g_poll (&cancelled, 1, -1);
      g_cancellable_release_fd (cancellable);
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return -1;
    }
  if (self->position >= self->fails_at)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the disk is gone");
      return -1;
    }

  if (self->fails_at > self->position)
    n = MIN (n, self->fails_at - self->position);
  if (self->hangs_at > self->position)
    n = MIN (n, self->hangs_at - self->position);
  test_stream_fill (buffer, self->position, n);
  self->position += n;

  return (gssize) n;
}

static gboolean
hang_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  g_task_return_error_if_cancelled (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_stream_read_async (GInputStream       *stream,
                        void               *buffer,
                        gsize               count,
                        int                 io_priority,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  TestStream *self = TEST_STREAM (stream);
  g_autoptr(GTask) task = g_task_new (stream, cancellable, callback, user_data);
  GError *error = NULL;
  gssize  n;

  g_task_set_priority (task, io_priority);
  if (self->position >= self->hangs_at)
    {
      g_autoptr(GSource) source = NULL;

      g_assert_nonnull (cancellable);
      source = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, source, G_SOURCE_FUNC (hang_cancelled_cb));
      return;
    }

  n = test_stream_read (stream, buffer, count, cancellable, &error);
  if (n < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n);
}

static gssize
test_stream_read_finish (GInputStream *stream,
                         GAsyncResult *result,
                         GError      **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
test_stream_class_init (TestStreamClass *klass)
{
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  stream_class->read_fn = test_stream_read;
  stream_class->read_async = test_stream_read_async;
  stream_class->read_finish = test_stream_read_finish;
}

static void
test_stream_init (TestStream *self)
{
  self->fails_at = self->hangs_at = G_MAXUINT64;
  self->chunk = G_MAXSSIZE;
}

GInputStream *
test_stream_new (guint64 length)
{
  TestStream *self = g_object_new (TEST_TYPE_STREAM, NULL);

  self->length = length;

  return G_INPUT_STREAM (self);
}

void
test_stream_set_chunk (TestStream *self,
                       gsize       chunk)
{
  self->chunk = chunk;
}

void
test_stream_set_fails_at (TestStream *self,
                          guint64     position)
{
  self->fails_at = position;
}

void
test_stream_set_hangs_at (TestStream *self,
                          guint64     position)
{
  self->hangs_at = position;
}

guint64
test_stream_get_position (TestStream *self)
{
  return self->position;
}
