/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-upload-private.h"

#define PIECE ((gsize) 2048 * 1024)

typedef struct
{
  guint8 *data; /* (owned) (nullable) before the first use */
  gsize   n;    /* bytes that are to go */
} Piece;

struct _NetUpload
{
  GInputStream parent_instance;

  /* Input */
  GInputStream          *content; /* (owned) */
  guint64                length;
  GPollableOutputStream *line;  /* (owned) (nullable) */
  NetUploadWrote         wrote; /* (nullable) */
  gpointer               user_data;

  /* In progress */
  GTask   *task;      /* (owned) (nullable) libsoup's read, which ends with the body */
  GSource *writable;  /* (owned) (nullable) while the line takes no more */
  Piece    pieces[2]; /* one goes while the other is read */
  guint    going;
  gsize    gone; /* of that piece */
  guint64  n_read;
  gboolean reading;
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (NetUpload, net_upload, G_TYPE_INPUT_STREAM)

static void read_ahead (NetUpload *self);

/* Takes @error; NULL: it is the end. */
static void
end (NetUpload *self,
     GError    *error)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  if (self->writable != NULL)
    g_source_destroy (self->writable);
  g_clear_pointer (&self->writable, g_source_unref);
  if (task == NULL)
    g_clear_error (&error);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, 0);
}

/* FALSE: the line takes no more now, or it is over. */
static gboolean
write_piece (NetUpload *self)
{
  Piece  *piece = &self->pieces[self->going];
  GError *error = NULL;
  gssize  n = g_pollable_output_stream_write_nonblocking (self->line, piece->data + self->gone, piece->n - self->gone,
                                                          g_task_get_cancellable (self->task), &error);

  if (n < 0)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        g_error_free (error);
      else
        end (self, error);
      return FALSE;
    }

  self->gone += (gsize) n;
  if (self->wrote != NULL)
    self->wrote ((gsize) n, self->user_data);
  if (self->gone == piece->n)
    {
      piece->n = 0;
      self->gone = 0;
      self->going = 1 - self->going;
      read_ahead (self);
    }

  return TRUE;
}

static void write_some (NetUpload *self);

static gboolean
writable_cb (GObject *stream,
             gpointer user_data)
{
  NetUpload *self = user_data;

  g_clear_pointer (&self->writable, g_source_unref);
  write_some (self);

  return G_SOURCE_REMOVE;
}

static void
wait_for_line (NetUpload *self)
{
  self->writable = g_pollable_output_stream_create_source (self->line, g_task_get_cancellable (self->task));
  g_source_set_callback (self->writable, G_SOURCE_FUNC (writable_cb), g_object_ref (self), g_object_unref);
  g_source_set_priority (self->writable, g_task_get_priority (self->task));
  g_source_attach (self->writable, g_task_get_context (self->task));
}

/* As much as is there and as the line takes: that is two pieces at most. */
static void
write_some (NetUpload *self)
{
  while (self->task != NULL && self->pieces[self->going].n > 0)
    if (!write_piece (self))
      {
        if (self->task != NULL)
          wait_for_line (self);
        return;
      }

  if (self->task != NULL && self->ended)
    end (self, self->n_read == self->length ? NULL
                                            : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "The body is shorter than it was to be"));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(NetUpload) self = NET_UPLOAD (user_data);
  GError *error = NULL;
  gssize  n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);
  Piece  *piece = &self->pieces[self->pieces[self->going].n > 0 ? 1 - self->going : self->going];

  self->reading = FALSE;
  if (n < 0)
    {
      end (self, error);
      return;
    }

  self->n_read += (guint64) n;
  if (self->n_read > self->length)
    {
      end (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "The body is longer than it was to be"));
      return;
    }

  piece->n = (gsize) n;
  self->ended = n == 0;
  read_ahead (self);
  if (self->writable == NULL)
    write_some (self);
}

static void
read_ahead (NetUpload *self)
{
  Piece *piece = &self->pieces[self->pieces[self->going].n > 0 ? 1 - self->going : self->going];

  if (self->task == NULL || self->reading || self->ended || piece->n > 0)
    return;

  if (piece->data == NULL)
    piece->data = g_malloc (PIECE);
  self->reading = TRUE;
  g_input_stream_read_async (self->content, piece->data, PIECE, g_task_get_priority (self->task), g_task_get_cancellable (self->task),
                             read_cb, g_object_ref (self));
}

static gssize
net_upload_read (GInputStream *stream,
                 void         *buffer,
                 gsize         count,
                 GCancellable *cancellable,
                 GError      **error)
{
  return g_input_stream_read (NET_UPLOAD (stream)->content, buffer, count, cancellable, error);
}

static void
passed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  gssize  n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (n < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n);
}

static void
net_upload_read_async (GInputStream       *stream,
                       void               *buffer,
                       gsize               count,
                       int                 io_priority,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  NetUpload *self = NET_UPLOAD (stream);
  GTask     *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, net_upload_read_async);
  g_task_set_priority (task, io_priority);
  if (self->line == NULL)
    {
      g_input_stream_read_async (self->content, buffer, count, io_priority, cancellable, passed_cb, task);
      return;
    }

  self->task = task;
  if (self->ended)
    end (self, NULL);
  else
    read_ahead (self);
}

static gssize
net_upload_read_finish (GInputStream *stream,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, stream), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

static void
net_upload_finalize (GObject *object)
{
  NetUpload *self = NET_UPLOAD (object);

  g_clear_object (&self->content);
  g_clear_object (&self->line);
  for (guint i = 0; i < G_N_ELEMENTS (self->pieces); i++)
    g_free (self->pieces[i].data);

  G_OBJECT_CLASS (net_upload_parent_class)->finalize (object);
}

static void
net_upload_class_init (NetUploadClass *klass)
{
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = net_upload_finalize;
  stream_class->read_fn = net_upload_read;
  stream_class->read_async = net_upload_read_async;
  stream_class->read_finish = net_upload_read_finish;
}

static void
net_upload_init (NetUpload *self)
{
}

NetUpload *
net_upload_new (GInputStream  *content,
                guint64        length,
                NetUploadWrote wrote,
                gpointer       user_data)
{
  NetUpload *self = g_object_new (NET_TYPE_UPLOAD, NULL);

  self->content = g_object_ref (content);
  self->length = length;
  self->wrote = wrote;
  self->user_data = user_data;

  return self;
}

void
net_upload_set_connection (NetUpload *self,
                           GIOStream *connection)
{
  GOutputStream *line = connection != NULL ? g_io_stream_get_output_stream (connection) : NULL;

  g_clear_object (&self->line);
  if (line != NULL && G_IS_POLLABLE_OUTPUT_STREAM (line) && g_pollable_output_stream_can_poll (G_POLLABLE_OUTPUT_STREAM (line)))
    self->line = G_POLLABLE_OUTPUT_STREAM (g_object_ref (line));
}

void
net_upload_forget (NetUpload *self)
{
  self->wrote = NULL;
}

gboolean
net_upload_writes (NetUpload *self)
{
  return self->line != NULL;
}
