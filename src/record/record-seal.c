/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-seal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <unistd.h>

#define MAGIC "CABSEAL1"
#define MAGIC_SIZE 8
#define PREFIX_SIZE 7
#define NONCE_SIZE 12
#define TAG_SIZE 16
#define PIECE 65536
#define MAX_HEAD (1024 * 1024)

typedef struct
{
  gnutls_aead_cipher_hd_t cipher;
  guint8                  nonce[NONCE_SIZE]; /* prefix · number of the piece · last */
  guint32                 number;
} Sealer;

static gboolean
fail (GError    **error,
      int         code,
      const char *what)
{
  g_set_error_literal (error, G_IO_ERROR, code, what);

  return FALSE;
}

static gboolean
sealer_init (Sealer       *self,
             const guint8 *key,
             const guint8 *prefix,
             GError      **error)
{
  gnutls_datum_t datum = { (guint8 *) key, RECORD_SEAL_KEY };

  self->number = 0;
  memcpy (self->nonce, prefix, PREFIX_SIZE);
  if (gnutls_aead_cipher_init (&self->cipher, GNUTLS_CIPHER_AES_256_GCM, &datum) != 0)
    return fail (error, G_IO_ERROR_FAILED, "No AES-256-GCM");

  return TRUE;
}

static void
next_nonce (Sealer  *self,
            gboolean last)
{
  guint32 number = GUINT32_TO_BE (self->number);

  memcpy (self->nonce + PREFIX_SIZE, &number, sizeof number);
  self->nonce[NONCE_SIZE - 1] = last ? 1 : 0;
  self->number++;
}

static gboolean
seal_piece (Sealer       *self,
            const guint8 *plain,
            gsize         length,
            gboolean      last,
            guint8       *sealed)
{
  size_t size = PIECE + TAG_SIZE;

  next_nonce (self, last);

  return gnutls_aead_cipher_encrypt (self->cipher, self->nonce, NONCE_SIZE, MAGIC, MAGIC_SIZE, TAG_SIZE, plain, length, sealed, &size) == 0;
}

static gboolean
unseal_piece (Sealer       *self,
              const guint8 *sealed,
              gsize         length,
              gboolean      last,
              guint8       *plain)
{
  size_t size = PIECE;

  next_nonce (self, last);

  return length >= TAG_SIZE &&
         gnutls_aead_cipher_decrypt (self->cipher, self->nonce, NONCE_SIZE, MAGIC, MAGIC_SIZE, TAG_SIZE, sealed, length, plain, &size) == 0;
}

static gboolean
write_all (int           fd,
           const guint8 *data,
           gsize         length,
           GError      **error)
{
  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), g_strerror (errno));
          return FALSE;
        }
      data += written;
      length -= (gsize) written;
    }

  return TRUE;
}

/* What is sealed: the head with its length, then the content, as if they stood in one row. */
typedef struct
{
  GInputStream *head;    /* (owned) */
  GInputStream *content; /* borrowed */
} Plain;

static gboolean
fill_piece (Plain   *self,
            guint8  *piece,
            gsize   *length,
            GError **error)
{
  gsize n;

  if (!g_input_stream_read_all (self->head, piece, PIECE, &n, NULL, error) ||
      !g_input_stream_read_all (self->content, piece + n, PIECE - n, length, NULL, error))
    return FALSE;

  *length += n;

  return TRUE;
}

typedef struct
{
  guint8 plain[PIECE];
  guint8 ahead[PIECE]; /* to know which piece is the last */
  guint8 sealed[PIECE + TAG_SIZE];
} Buffers;

static gboolean
write_sealed (int      fd,
              Sealer  *sealer,
              Plain   *plain,
              Buffers *buffers,
              GError **error)
{
  gsize    length, next;
  gboolean more = fill_piece (plain, buffers->plain, &length, error);

  if (!more)
    return FALSE;

  while (more)
    {
      if (!fill_piece (plain, buffers->ahead, &next, error))
        return FALSE;

      more = next > 0;
      if (!seal_piece (sealer, buffers->plain, length, !more, buffers->sealed))
        return fail (error, G_IO_ERROR_FAILED, "Encryption failed");
      if (!write_all (fd, buffers->sealed, length + TAG_SIZE, error))
        return FALSE;

      memcpy (buffers->plain, buffers->ahead, next);
      length = next;
    }

  return TRUE;
}

static gboolean
write_pieces (int           fd,
              const guint8 *key,
              Plain        *plain,
              GError      **error)
{
  guint8              opening[MAGIC_SIZE + PREFIX_SIZE] = MAGIC;
  g_autofree Buffers *buffers = NULL;
  gboolean            good;
  Sealer              sealer;

  if (gnutls_rnd (GNUTLS_RND_NONCE, opening + MAGIC_SIZE, PREFIX_SIZE) != 0)
    return fail (error, G_IO_ERROR_FAILED, "No random bytes");
  if (!sealer_init (&sealer, key, opening + MAGIC_SIZE, error))
    return FALSE;

  buffers = g_new (Buffers, 1);
  good = write_all (fd, opening, sizeof opening, error) && write_sealed (fd, &sealer, plain, buffers, error);
  gnutls_memset (buffers, 0, sizeof *buffers);
  gnutls_aead_cipher_deinit (sealer.cipher);

  return good;
}

gboolean
record_seal_sync_folder (const char *path,
                         GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int              fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean         good = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);

  return good || fail (error, (int) g_io_error_from_errno (errno), g_strerror (errno));
}

static GInputStream *
head_with_length (GBytes *head)
{
  guint32       length = GUINT32_TO_BE ((guint32) g_bytes_get_size (head));
  GInputStream *stream = g_memory_input_stream_new ();
  g_autoptr(GBytes) first = g_bytes_new (&length, sizeof length);

  g_memory_input_stream_add_bytes (G_MEMORY_INPUT_STREAM (stream), first);
  g_memory_input_stream_add_bytes (G_MEMORY_INPUT_STREAM (stream), head);

  return stream;
}

gboolean
record_seal_write (const char   *path,
                   const guint8 *key,
                   GBytes       *head,
                   GInputStream *content,
                   GError      **error)
{
  g_autofree char *temporary = g_strconcat (path, ".new", NULL);
  g_autoptr(GInputStream) first = head_with_length (head);
  Plain    plain = { first, content };
  int      fd = g_open (temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean good;

  if (fd < 0)
    return fail (error, (int) g_io_error_from_errno (errno), g_strerror (errno));

  good = write_pieces (fd, key, &plain, error);
  if (good && fsync (fd) != 0)
    good = fail (error, (int) g_io_error_from_errno (errno), g_strerror (errno));
  close (fd);
  if (good && g_rename (temporary, path) != 0)
    good = fail (error, (int) g_io_error_from_errno (errno), g_strerror (errno));
  if (!good)
    {
      g_unlink (temporary);
      return FALSE;
    }

  return record_seal_sync_folder (path, error);
}

#define RECORD_TYPE_UNSEAL (record_unseal_get_type ())
G_DECLARE_FINAL_TYPE (RecordUnseal, record_unseal, RECORD, UNSEAL, GInputStream)

/* Reads the pieces one after the other; one is looked ahead, to know which is the last. */
struct _RecordUnseal
{
  GInputStream parent_instance;

  GInputStream *sealed; /* (owned) */
  Sealer        sealer;
  guint8       *ahead; /* (owned) a sealed piece */
  gsize         n_ahead;
  guint8       *next;  /* (owned) room for the one after it */
  guint8       *plain; /* (owned) */
  gsize         n_plain;
  gsize         at;
  gboolean      ended; /* the last piece is in @plain */
};

G_DEFINE_FINAL_TYPE (RecordUnseal, record_unseal, G_TYPE_INPUT_STREAM)

static gboolean
next_piece (RecordUnseal *self,
            GCancellable *cancellable,
            GError      **error)
{
  guint8 *spare = self->ahead;
  gsize   n_next = 0;

  if (!g_input_stream_read_all (self->sealed, self->next, PIECE + TAG_SIZE, &n_next, cancellable, error))
    return FALSE;

  self->ended = n_next == 0;
  if (!unseal_piece (&self->sealer, self->ahead, self->n_ahead, self->ended, self->plain))
    return fail (error, G_IO_ERROR_INVALID_DATA, "The file is damaged, or another's");

  self->n_plain = self->n_ahead - TAG_SIZE;
  self->at = 0;
  self->ahead = self->next;
  self->next = spare;
  self->n_ahead = n_next;

  return TRUE;
}

static gssize
record_unseal_read (GInputStream *stream,
                    void         *buffer,
                    gsize         count,
                    GCancellable *cancellable,
                    GError      **error)
{
  RecordUnseal *self = RECORD_UNSEAL (stream);
  gsize         given = 0;

  /* as much as is wanted: each call may be a way to another thread and back */
  while (given < count && (self->at < self->n_plain || !self->ended))
    {
      gsize n = MIN (count - given, self->n_plain - self->at);

      memcpy ((guint8 *) buffer + given, self->plain + self->at, n);
      self->at += n;
      given += n;
      if (given < count && !self->ended && !next_piece (self, cancellable, error))
        return -1;
    }

  return (gssize) given;
}

static void
record_unseal_finalize (GObject *object)
{
  RecordUnseal *self = RECORD_UNSEAL (object);

  if (self->plain != NULL)
    gnutls_memset (self->plain, 0, PIECE);
  if (self->sealer.cipher != NULL)
    gnutls_aead_cipher_deinit (self->sealer.cipher);
  g_clear_object (&self->sealed);
  g_free (self->ahead);
  g_free (self->next);
  g_free (self->plain);

  G_OBJECT_CLASS (record_unseal_parent_class)->finalize (object);
}

static void
record_unseal_class_init (RecordUnsealClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = record_unseal_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = record_unseal_read;
}

static void
record_unseal_init (RecordUnseal *self)
{
  self->ahead = g_malloc (PIECE + TAG_SIZE);
  self->next = g_malloc (PIECE + TAG_SIZE);
  self->plain = g_malloc (PIECE);
}

static GInputStream *
unseal_new (GInputStream *sealed,
            const guint8 *key,
            GError      **error)
{
  g_autoptr(RecordUnseal) self = g_object_new (RECORD_TYPE_UNSEAL, NULL);
  guint8 opening[MAGIC_SIZE + PREFIX_SIZE];
  gsize  n;

  self->sealed = g_object_ref (sealed);
  if (!g_input_stream_read_all (sealed, opening, sizeof opening, &n, NULL, error))
    return NULL;
  if (n != sizeof opening || memcmp (opening, MAGIC, MAGIC_SIZE) != 0)
    {
      fail (error, G_IO_ERROR_INVALID_DATA, "Not a sealed file");
      return NULL;
    }
  if (!sealer_init (&self->sealer, key, opening + MAGIC_SIZE, error) ||
      !g_input_stream_read_all (sealed, self->ahead, PIECE + TAG_SIZE, &self->n_ahead, NULL, error))
    return NULL;

  return G_INPUT_STREAM (g_steal_pointer (&self));
}

static GBytes *
open_stream (GInputStream  *sealed,
             const guint8  *key,
             GInputStream **content,
             GError       **error)
{
  g_autoptr(GInputStream) plain = unseal_new (sealed, key, error);
  g_autofree guint8 *head = NULL;
  guint32            length = 0;
  gsize              n;

  if (plain == NULL || !g_input_stream_read_all (plain, &length, sizeof length, &n, NULL, error))
    return NULL;

  length = GUINT32_FROM_BE (length);
  if (n == sizeof length && length <= MAX_HEAD)
    {
      head = g_malloc (length);
      if (!g_input_stream_read_all (plain, head, length, &n, NULL, error))
        return NULL;
    }
  if (head == NULL || n != length)
    {
      fail (error, G_IO_ERROR_INVALID_DATA, "The head of the file is wrong");
      return NULL;
    }

  if (content != NULL)
    *content = g_steal_pointer (&plain);

  return g_bytes_new_take (g_steal_pointer (&head), length);
}

GBytes *
record_seal_open (const char    *path,
                  const guint8  *key,
                  GInputStream **content,
                  GError       **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) sealed = g_file_read (file, NULL, error);

  return sealed != NULL ? open_stream (G_INPUT_STREAM (sealed), key, content, error) : NULL;
}

GBytes *
record_seal_open_bytes (GBytes        *sealed,
                        const guint8  *key,
                        GInputStream **content,
                        GError       **error)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (sealed);

  return open_stream (stream, key, content, error);
}
