/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-envelope.h"

#include "fhir-error.h"

#include <string.h>

/* A multiple of three, so that only the last piece is padded; large, for each costs two changes of thread. */
#define RAW ((gsize) 1536 * 1024)
#define ENCODED (RAW / 3 * 4)

typedef enum
{
  STAGE_HEAD,
  STAGE_CONTENT,
  STAGE_TAIL,
  STAGE_END,
} Stage;

struct _FhirEnvelope
{
  GInputStream parent_instance;

  /* Input */
  GBytes       *head;    /* (owned) */
  GInputStream *content; /* (owned) */
  guint64       size;
  GBytes       *tail; /* (owned) */

  /* In progress */
  Stage       stage;
  const char *ready; /* borrowed: what is given next, of @head, @encoded or @tail */
  gsize       n_ready;
  guint64     n_read;  /* of @content */
  guint8     *raw;     /* (owned) */
  char       *encoded; /* (owned) */
  GError     *error;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FhirEnvelope, fhir_envelope, G_TYPE_INPUT_STREAM)

/* Two letters for twelve bits: twice as fast as g_base64_encode_step(), which counts for hundreds of MB. */
static char pairs[4096][2];

static void
make_ready (FhirEnvelope *self,
            GBytes       *piece,
            Stage         next)
{
  self->ready = g_bytes_get_data (piece, &self->n_ready);
  self->stage = next;
}

/* -1: only more content can go on. */
static gssize
give (FhirEnvelope *self,
      void         *buffer,
      gsize         count)
{
  gsize n;

  while (self->n_ready == 0)
    {
      if (self->stage == STAGE_HEAD)
        make_ready (self, self->head, STAGE_CONTENT);
      else if (self->stage == STAGE_TAIL)
        make_ready (self, self->tail, STAGE_END);
      else
        return self->stage == STAGE_END ? 0 : -1;
    }

  n = MIN (count, self->n_ready);
  memcpy (buffer, self->ready, n);
  self->ready += n;
  self->n_ready -= n;

  return (gssize) n;
}

static void
make_pairs (void)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      pairs[i][0] = letters[i >> 6];
      pairs[i][1] = letters[i & 63];
    }
}

/* Bytes written. */
static gsize
encode (const guint8 *raw,
        gsize         n,
        char         *to)
{
  char *at = to;

  for (; n >= 8; n -= 6, raw += 6, at += 8)
    {
      guint64 eight;

      memcpy (&eight, raw, sizeof eight);
      eight = GUINT64_FROM_BE (eight);
      memcpy (at, pairs[eight >> 52], 2);
      memcpy (at + 2, pairs[eight >> 40 & 4095], 2);
      memcpy (at + 4, pairs[eight >> 28 & 4095], 2);
      memcpy (at + 6, pairs[eight >> 16 & 4095], 2);
    }
  for (; n >= 3; n -= 3, raw += 3, at += 4)
    {
      guint three = (guint) raw[0] << 16 | (guint) raw[1] << 8 | raw[2];

      memcpy (at, pairs[three >> 12], 2);
      memcpy (at + 2, pairs[three & 4095], 2);
    }
  if (n > 0)
    {
      guint rest = (guint) raw[0] << 16 | (n > 1 ? (guint) raw[1] << 8 : 0);

      memcpy (at, pairs[rest >> 12], 2);
      at[2] = n > 1 ? pairs[rest & 4095][0] : '=';
      at[3] = '=';
      at += 4;
    }

  return (gsize) (at - to);
}

/* The next piece of the content; into @buffer where it has room for all of it. Any thread. Bytes in the
 * buffer, 0: they are ready in the envelope; -1. */
static gssize
fill (FhirEnvelope *self,
      void         *buffer,
      gsize         count,
      GCancellable *cancellable,
      GError      **error)
{
  GError  *read_error = NULL;
  gsize    n;
  gboolean good = g_input_stream_read_all (self->content, self->raw, RAW, &n, cancellable, &read_error);

  if (!good && g_error_matches (read_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, read_error);
      return -1;
    }

  self->n_read += n;
  if (!good)
    self->error = read_error;
  else if (self->n_read > self->size || (n < RAW && self->n_read < self->size))
    self->error = g_error_new (FHIR_ERROR, FHIR_ERROR_INCOMPLETE,
                               "The content is %s than the %" G_GUINT64_FORMAT " bytes stated",
                               self->n_read < self->size ? "shorter" : "longer", self->size);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return -1;
    }

  if (n < RAW)
    self->stage = STAGE_TAIL;
  if (count >= ENCODED)
    return (gssize) encode (self->raw, n, buffer);

  self->ready = self->encoded;
  self->n_ready = encode (self->raw, n, self->encoded);

  return 0;
}

static gssize
fail_again (FhirEnvelope *self,
            GError      **error)
{
  g_propagate_error (error, g_error_copy (self->error));

  return -1;
}

static gssize
fhir_envelope_read (GInputStream *stream,
                    void         *buffer,
                    gsize         count,
                    GCancellable *cancellable,
                    GError      **error)
{
  FhirEnvelope *self = FHIR_ENVELOPE (stream);
  gssize        given;

  if (self->error != NULL)
    return fail_again (self, error);

  while ((given = give (self, buffer, count)) < 0)
    {
      gssize filled = fill (self, buffer, count, cancellable, error);

      if (filled != 0)
        return filled;
    }

  return given;
}

typedef struct
{
  void *buffer; /* borrowed from the reader until the task returns */
  gsize count;
} Wanted;

/* Reading, deciphering and encoding is work: not for the thread that also draws. */
static void
fill_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Wanted *wanted = task_data;
  GError *error = NULL;
  gssize  given = fhir_envelope_read (source_object, wanted->buffer, wanted->count, cancellable, &error);

  if (given >= 0)
    g_task_return_int (task, given);
  else
    g_task_return_error (task, error);
}

static void
fhir_envelope_read_async (GInputStream       *stream,
                          void               *buffer,
                          gsize               count,
                          int                 io_priority,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  FhirEnvelope *self = FHIR_ENVELOPE (stream);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Wanted *wanted;
  gssize  given;

  g_task_set_source_tag (task, fhir_envelope_read_async);
  g_task_set_priority (task, io_priority);
  if (self->error != NULL)
    {
      g_task_return_error (task, g_error_copy (self->error));
      return;
    }

  given = give (self, buffer, count);
  if (given >= 0)
    {
      g_task_return_int (task, given);
      return;
    }

  wanted = g_new (Wanted, 1);
  wanted->buffer = buffer;
  wanted->count = count;
  g_task_set_task_data (task, wanted, g_free);
  g_task_run_in_thread (task, fill_in_worker);
}

static gssize
fhir_envelope_read_finish (GInputStream *stream,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, stream), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

static void
fhir_envelope_finalize (GObject *object)
{
  FhirEnvelope *self = FHIR_ENVELOPE (object);

  g_bytes_unref (self->head);
  g_bytes_unref (self->tail);
  g_object_unref (self->content);
  g_free (self->raw);
  g_free (self->encoded);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (fhir_envelope_parent_class)->finalize (object);
}

static void
fhir_envelope_class_init (FhirEnvelopeClass *klass)
{
  GObjectClass      *object_class = G_OBJECT_CLASS (klass);
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  make_pairs ();
  object_class->finalize = fhir_envelope_finalize;

  stream_class->read_fn = fhir_envelope_read;
  stream_class->read_async = fhir_envelope_read_async;
  stream_class->read_finish = fhir_envelope_read_finish;
}

static void
fhir_envelope_init (FhirEnvelope *self)
{
  self->raw = g_malloc (RAW);
  self->encoded = g_malloc (ENCODED);
}

GInputStream *
fhir_envelope_new (GBytes       *head,
                   GInputStream *content,
                   guint64       size,
                   GBytes       *tail)
{
  FhirEnvelope *self;

  g_return_val_if_fail (head != NULL && tail != NULL, NULL);
  g_return_val_if_fail (G_IS_INPUT_STREAM (content), NULL);

  self = g_object_new (FHIR_TYPE_ENVELOPE, NULL);
  self->head = g_bytes_ref (head);
  self->content = g_object_ref (content);
  self->size = size;
  self->tail = g_bytes_ref (tail);

  return G_INPUT_STREAM (self);
}

guint64
fhir_envelope_get_length (FhirEnvelope *self)
{
  g_return_val_if_fail (FHIR_IS_ENVELOPE (self), 0);

  return g_bytes_get_size (self->head) + (self->size + 2) / 3 * 4 + g_bytes_get_size (self->tail);
}

const GError *
fhir_envelope_get_error (FhirEnvelope *self)
{
  g_return_val_if_fail (FHIR_IS_ENVELOPE (self), NULL);

  return self->error;
}
