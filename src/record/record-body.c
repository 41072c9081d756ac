/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-body-private.h"

#include "record-error.h"

#include <errno.h>
#include <fcntl.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <sys/mman.h>
#include <unistd.h>

#define BEGINNING 65536
#define PIECE 65536
#define SHA1 20
/* What is kept on the heap: a descriptor for each of a thousand letters would be too many. */
#define SMALL (1024 * 1024)
#define WHEN                                                                                                \
  G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC \
                                 "," G_FILE_ATTRIBUTE_UNIX_INODE

typedef struct
{
  guint64 size;
  guint64 modified;
  guint32 modified_usec;
  guint64 inode; /* 0 where there is none */
} Stamp;

struct _RecordBody
{
  GObject parent_instance;

  GBytes            *bytes;     /* (owned) (nullable) in memory */
  GFile             *file;      /* (owned) (nullable) in a file */
  int                fd;        /* of it, where nobody else holds it; else -1 */
  RecordOutboxStore *store;     /* (owned) (nullable) sealed */
  char              *path;      /* (owned) (nullable) sealed */
  GBytes            *beginning; /* (owned) */
  Stamp              stamp;

  GMutex lock;
  char  *hash; /* (owned) (nullable) made when asked for */
};

G_DEFINE_FINAL_TYPE (RecordBody, record_body, G_TYPE_OBJECT)

#define RECORD_TYPE_BODY_STREAM (record_body_stream_get_type ())
G_DECLARE_FINAL_TYPE (RecordBodyStream, record_body_stream, RECORD, BODY_STREAM, GInputStream)

struct _RecordBodyStream
{
  GInputStream parent_instance;

  RecordBody      *body;    /* (owned) */
  GInputStream    *content; /* (owned) (nullable) before the first read */
  guint64          n_read;
  gnutls_hash_hd_t digest; /* (nullable) */
  char            *wanted; /* (owned) (nullable) base64 of it */
};

G_DEFINE_FINAL_TYPE (RecordBodyStream, record_body_stream, G_TYPE_INPUT_STREAM)

static gboolean
changed (GError **error)
{
  g_set_error_literal (error, RECORD_ERROR, RECORD_ERROR_CHANGED, "The file was changed meanwhile");

  return FALSE;
}

static Stamp
stamp_of (GFileInfo *info)
{
  return (Stamp) {
    .size = (guint64) g_file_info_get_size (info),
    .modified = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED),
    .modified_usec = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC),
    .inode = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_UNIX_INODE),
  };
}

static gboolean
is_same_stamp (const Stamp *a,
               const Stamp *b)
{
  return a->size == b->size && a->modified == b->modified && a->modified_usec == b->modified_usec && a->inode == b->inode;
}

/* Of the file that is open, not of whatever has its name by now. */
static gboolean
read_stamp (GInputStream *content,
            GCancellable *cancellable,
            Stamp        *stamp,
            GError      **error)
{
  g_autoptr(GFileInfo) info = g_file_input_stream_query_info (G_FILE_INPUT_STREAM (content), WHEN, cancellable, error);

  if (info != NULL)
    *stamp = stamp_of (info);

  return info != NULL;
}

static char *
take_digest (gnutls_hash_hd_t *digest)
{
  guint8 sum[SHA1];

  gnutls_hash_deinit (*digest, sum);
  *digest = NULL;

  return g_base64_encode (sum, sizeof sum);
}

static gboolean
open_content (RecordBodyStream *self,
              GCancellable     *cancellable,
              GError          **error)
{
  RecordBody *body = self->body;
  g_autoptr(GInputStream) content = NULL;
  Stamp stamp;

  if (body->bytes != NULL)
    content = g_memory_input_stream_new_from_bytes (body->bytes);
  else if (body->store != NULL)
    content = record_outbox_store_open (body->store, body->path, error);
  else
    content = G_INPUT_STREAM (g_file_read (body->file, cancellable, error));
  if (content == NULL)
    return FALSE;

  if (body->file != NULL)
    {
      if (!read_stamp (content, cancellable, &stamp, error))
        return FALSE;
      if (!is_same_stamp (&stamp, &body->stamp))
        return changed (error);
    }
  self->content = g_steal_pointer (&content);

  return TRUE;
}

/* At the end: what was read is what was looked at, in length, time and hash. */
static gboolean
check_end (RecordBodyStream *self,
           GCancellable     *cancellable,
           GError          **error)
{
  g_autofree char *hash = self->digest != NULL ? take_digest (&self->digest) : NULL;
  Stamp            stamp;

  if (hash != NULL && !g_str_equal (hash, self->wanted))
    return changed (error);
  if (self->body->file == NULL)
    return self->n_read == self->body->stamp.size || changed (error);

  return read_stamp (self->content, cancellable, &stamp, error) &&
         (is_same_stamp (&stamp, &self->body->stamp) || changed (error));
}

static gssize
record_body_stream_read (GInputStream *stream,
                         void         *buffer,
                         gsize         count,
                         GCancellable *cancellable,
                         GError      **error)
{
  RecordBodyStream *self = RECORD_BODY_STREAM (stream);
  guint64           left;
  gssize            n;

  if (self->content == NULL && !open_content (self, cancellable, error))
    return -1;

  left = self->body->stamp.size - self->n_read;
  n = left > 0 ? g_input_stream_read (self->content, buffer, (gsize) MIN (count, left), cancellable, error) : 0;
  if (n < 0)
    return -1;

  if (self->digest != NULL)
    gnutls_hash (self->digest, buffer, (gsize) n);
  self->n_read += (guint64) n;
  if ((n == 0 && left > 0 && !changed (error)) || (n > 0 && (guint64) n == left && !check_end (self, cancellable, error)))
    return -1;

  return n;
}

static void
record_body_stream_finalize (GObject *object)
{
  RecordBodyStream *self = RECORD_BODY_STREAM (object);

  if (self->digest != NULL)
    gnutls_hash_deinit (self->digest, NULL);
  g_clear_object (&self->content);
  g_clear_object (&self->body);
  g_free (self->wanted);

  G_OBJECT_CLASS (record_body_stream_parent_class)->finalize (object);
}

static void
record_body_stream_class_init (RecordBodyStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = record_body_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = record_body_stream_read;
}

static void
record_body_stream_init (RecordBodyStream *self)
{
}

static void
record_body_finalize (GObject *object)
{
  RecordBody *self = RECORD_BODY (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->beginning, g_bytes_unref);
  g_clear_pointer (&self->store, record_outbox_store_free);
  g_clear_object (&self->file);
  if (self->fd >= 0)
    close (self->fd);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self->hash);

  G_OBJECT_CLASS (record_body_parent_class)->finalize (object);
}

static void
record_body_class_init (RecordBodyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = record_body_finalize;
}

static void
record_body_init (RecordBody *self)
{
  self->fd = -1;
  g_mutex_init (&self->lock);
}

RecordBody *
record_body_new (GBytes *bytes)
{
  RecordBody *self;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_object_new (RECORD_TYPE_BODY, NULL);
  self->bytes = g_bytes_ref (bytes);
  self->stamp.size = g_bytes_get_size (bytes);
  self->beginning = g_bytes_new_from_bytes (bytes, 0, MIN (g_bytes_get_size (bytes), BEGINNING));

  return self;
}

/* From a stream of its own, so that what is remembered is what everything else will read. */
static gboolean
read_beginning (RecordBody   *self,
                GInputStream *content,
                GCancellable *cancellable,
                GError      **error)
{
  g_autofree guint8 *data = g_malloc (BEGINNING);
  gsize              n;

  if (!g_input_stream_read_all (content, data, BEGINNING, &n, cancellable, error))
    return FALSE;

  self->beginning = g_bytes_new (data, n);

  return TRUE;
}

static RecordBody *
new_for_file (GFile        *file,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr(RecordBody) self = g_object_new (RECORD_TYPE_BODY, NULL);
  g_autoptr(GFileInputStream) content = g_file_read (file, cancellable, error);

  self->file = g_object_ref (file);
  if (content == NULL || !read_stamp (G_INPUT_STREAM (content), cancellable, &self->stamp, error) ||
      !read_beginning (self, G_INPUT_STREAM (content), cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

RecordBody *
record_body_new_sealed (RecordOutboxStore *store,
                        const char        *path,
                        guint64            size,
                        const char        *hash,
                        GError           **error)
{
  g_autoptr(RecordBody) self = g_object_new (RECORD_TYPE_BODY, NULL);
  g_autoptr(GInputStream) content = NULL;

  self->store = record_outbox_store_copy (store);
  self->path = g_strdup (path);
  self->stamp.size = size;
  self->hash = g_strdup (hash);
  content = record_body_read (self);

  return read_beginning (self, content, NULL, error) ? g_steal_pointer (&self) : NULL;
}

static void
open_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError     *error = NULL;
  RecordBody *self = new_for_file (task_data, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
record_body_open_async (GFile              *file,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_body_open_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, open_in_worker);
}

RecordBody *
record_body_open_finish (GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_body_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

guint64
record_body_get_size (RecordBody *self)
{
  g_return_val_if_fail (RECORD_IS_BODY (self), 0);

  return self->stamp.size;
}

GBytes *
record_body_get_beginning (RecordBody *self)
{
  g_return_val_if_fail (RECORD_IS_BODY (self), NULL);

  return self->beginning;
}

GBytes *
record_body_peek_bytes (RecordBody *self)
{
  g_return_val_if_fail (RECORD_IS_BODY (self), NULL);

  return self->bytes;
}

const char *
record_body_get_sealed (RecordBody *self)
{
  return self->path;
}

static char *
dup_known_hash (RecordBody *self)
{
  char *hash;

  g_mutex_lock (&self->lock);
  hash = g_strdup (self->hash);
  g_mutex_unlock (&self->lock);

  return hash;
}

GInputStream *
record_body_read (RecordBody *self)
{
  RecordBodyStream *stream;

  g_return_val_if_fail (RECORD_IS_BODY (self), NULL);

  stream = g_object_new (RECORD_TYPE_BODY_STREAM, NULL);
  stream->body = g_object_ref (self);
  stream->wanted = self->file != NULL ? dup_known_hash (self) : NULL;
  if (stream->wanted != NULL && gnutls_hash_init (&stream->digest, GNUTLS_DIG_SHA1) != 0)
    stream->digest = NULL;

  return G_INPUT_STREAM (stream);
}

static char *
make_hash (RecordBody   *self,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr(GInputStream) content = record_body_read (self);
  g_autofree guint8 *piece = g_malloc (PIECE);
  gnutls_hash_hd_t   digest;
  g_autofree char   *hash = NULL;
  gssize             n;

  if (gnutls_hash_init (&digest, GNUTLS_DIG_SHA1) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No SHA-1");
      return NULL;
    }

  while ((n = g_input_stream_read (content, piece, PIECE, cancellable, error)) > 0)
    gnutls_hash (digest, piece, (gsize) n);
  hash = take_digest (&digest);

  return n == 0 ? g_steal_pointer (&hash) : NULL;
}

char *
record_body_hash (RecordBody   *self,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_autofree char *known = dup_known_hash (self);
  g_autofree char *hash = known == NULL ? make_hash (self, cancellable, error) : NULL;

  if (known != NULL)
    return g_steal_pointer (&known);
  if (hash == NULL)
    return NULL;

  g_mutex_lock (&self->lock);
  if (self->hash == NULL)
    self->hash = g_strdup (hash);
  g_mutex_unlock (&self->lock);

  return g_steal_pointer (&hash);
}

static void
hash_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  char   *hash = record_body_hash (source_object, cancellable, &error);

  if (hash != NULL)
    g_task_return_pointer (task, hash, g_free);
  else
    g_task_return_error (task, error);
}

void
record_body_hash_async (RecordBody         *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RECORD_IS_BODY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_body_hash_async);
  g_task_run_in_thread (task, hash_in_worker);
}

char *
record_body_hash_finish (RecordBody   *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_body_hash_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
copy_to (int           fd,
         GInputStream *content,
         GError      **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE);
  gssize             n;

  while ((n = g_input_stream_read (content, piece, PIECE, NULL, error)) > 0)
    for (gssize at = 0, written; at < n; at += written)
      {
        written = write (fd, piece + at, (gsize) (n - at));
        if (written < 0 && errno == EINTR)
          written = 0;
        if (written < 0)
          {
            g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), g_strerror (errno));
            return FALSE;
          }
      }

  return n == 0;
}

static RecordBody *
keep_in_kernel (RecordBody *self,
                GError    **error)
{
  g_autoptr(GInputStream) content = record_body_read (self);
  g_autoptr(RecordBody) copy = NULL;
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;
  int              fd = memfd_create ("cabinet-deposit", MFD_CLOEXEC);

  if (fd < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), g_strerror (errno));
      return NULL;
    }

  path = g_strdup_printf ("/proc/self/fd/%d", fd);
  file = g_file_new_for_path (path);
  if (copy_to (fd, content, error))
    copy = new_for_file (file, NULL, error);
  if (copy == NULL)
    {
      close (fd);
      return NULL;
    }
  copy->fd = fd;

  return g_steal_pointer (&copy);
}

static RecordBody *
keep_on_heap (RecordBody *self,
              GError    **error)
{
  g_autoptr(GInputStream) content = record_body_read (self);
  gsize              size = (gsize) self->stamp.size;
  g_autofree guint8 *data = g_malloc (MAX (size, 1));
  g_autoptr(GBytes) bytes = NULL;
  gsize n;

  if (!g_input_stream_read_all (content, data, size, &n, NULL, error))
    return NULL;

  bytes = g_bytes_new_take (g_steal_pointer (&data), n);

  return record_body_new (bytes);
}

RecordBody *
record_body_keep (RecordBody *self,
                  GError    **error)
{
  if (self->bytes != NULL || self->fd >= 0)
    return g_object_ref (self);

  return self->stamp.size <= SMALL ? keep_on_heap (self, error) : keep_in_kernel (self, error);
}
