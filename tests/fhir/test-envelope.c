/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-envelope.h"
#include "fhir-error.h"
#include "test-stream.h"

#include <string.h>

#define HEAD "{\"data\":\""
#define TAIL "\"}"
#define AHEAD (1536 * 1024)

typedef struct
{
  GMainLoop *loop;
  gssize     n;
  GError    *error;
} Read;

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Read *read = user_data;

  read->n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &read->error);
  g_main_loop_quit (read->loop);
}

static gssize
read_some (GInputStream *stream,
           gboolean      async,
           void         *buffer,
           gsize         count,
           GError      **error)
{
  g_autoptr(GMainLoop) loop = NULL;
  Read read = { 0 };

  if (!async)
    return g_input_stream_read (stream, buffer, count, NULL, error);

  read.loop = loop = g_main_loop_new (NULL, FALSE);
  g_input_stream_read_async (stream, buffer, count, G_PRIORITY_DEFAULT, NULL, read_cb, &read);
  g_main_loop_run (loop);
  if (read.error != NULL)
    g_propagate_error (error, read.error);

  return read.n;
}

static GInputStream *
new_envelope (GInputStream *content,
              guint64       size)
{
  g_autoptr(GBytes) head = g_bytes_new_static (HEAD, strlen (HEAD));
  g_autoptr(GBytes) tail = g_bytes_new_static (TAIL, strlen (TAIL));

  return fhir_envelope_new (head, content, size, tail);
}

static GString *
read_all (GInputStream *stream,
          gboolean      async,
          gsize         chunk,
          GError      **error)
{
  g_autofree char *buffer = g_malloc (chunk);
  GString         *all = g_string_new (NULL);
  gssize           n;

  while ((n = read_some (stream, async, buffer, chunk, error)) > 0)
    g_string_append_len (all, buffer, n);

  return all;
}

static char *
expected_for (guint64 size)
{
  g_autofree guint8 *raw = g_malloc (size + 1);
  g_autofree char   *base64 = NULL;

  test_stream_fill (raw, 0, size);
  base64 = g_base64_encode (raw, size);

  return g_strconcat (HEAD, base64, TAIL, NULL);
}

static void
check (guint64  size,
       gsize    content_chunk,
       gsize    reader_chunk,
       gboolean async)
{
  g_autofree char *expected = expected_for (size);
  g_autoptr(GInputStream) content = test_stream_new (size);
  g_autoptr(GInputStream) envelope = new_envelope (content, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) all = NULL;

  test_stream_set_chunk (TEST_STREAM (content), content_chunk);
  g_assert_cmpuint (fhir_envelope_get_length (FHIR_ENVELOPE (envelope)), ==, strlen (expected));
  all = read_all (envelope, async, reader_chunk, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (all->str, ==, expected);
  g_assert_null (fhir_envelope_get_error (FHIR_ENVELOPE (envelope)));
  g_assert_false (g_input_stream_is_closed (content));
}

/* Each size of what the content gives, against each of what the reader takes. */
static void
test_chunks (void)
{
  for (guint64 size = 0; size <= 13; size++)
    for (gsize content = 1; content <= 7; content++)
      for (gsize reader = 1; reader <= 32; reader++)
        check (size, content, reader, FALSE);

  for (guint64 size = 0; size <= 7; size++)
    for (gsize chunk = 1; chunk <= 8; chunk++)
      check (size, chunk, 9 - chunk, TRUE);
}

/* Around the size of its own buffers. */
static void
test_borders (void)
{
  for (guint64 size = AHEAD - 2; size <= AHEAD + 4; size++)
    for (guint async = 0; async < 2; async++)
      {
        check (size, G_MAXSSIZE, 8192, async);
        check (size, 1000, 65537, async);
        check (size, 100001, 3 * AHEAD, async);
        check (2 * size, AHEAD - 1, G_MAXUINT16, async);
      }
}

/* What is read of the content and not yet given stays below one buffer, however much there is. */
static void
test_ahead (void)
{
  const guint64    size = 64 * 1024 * 1024;
  g_autofree char *buffer = g_malloc (8192);
  g_autoptr(GInputStream) content = test_stream_new (size);
  g_autoptr(GInputStream) envelope = new_envelope (content, size);
  g_autoptr(GError) error = NULL;
  guint64 given = 0;
  gssize  n;

  while ((n = g_input_stream_read (envelope, buffer, 8192, NULL, &error)) > 0)
    {
      given += (guint64) n;
      g_assert_cmpuint (test_stream_get_position (TEST_STREAM (content)), <=, given / 4 * 3 + AHEAD);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (given, ==, fhir_envelope_get_length (FHIR_ENVELOPE (envelope)));
}

/* The tail must not come, so that the server cannot take it for whole. */
static void
test_other_length (void)
{
  for (guint64 stated = 0; stated < 100; stated += 7)
    for (guint async = 0; async < 2; async++)
      {
        g_autoptr(GInputStream) content = test_stream_new (40);
        g_autoptr(GInputStream) envelope = new_envelope (content, stated);
        g_autoptr(GError) error = NULL;
        g_autoptr(GError) again = NULL;
        g_autoptr(GString) all = read_all (envelope, async, 16, &error);
        char byte;

        g_assert_error (error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE);
        g_assert_cmpuint (all->len, <, fhir_envelope_get_length (FHIR_ENVELOPE (envelope)) - strlen (TAIL) + 1);
        g_assert_false (g_str_has_suffix (all->str, TAIL));
        g_assert_nonnull (fhir_envelope_get_error (FHIR_ENVELOPE (envelope)));
        g_assert_cmpint (read_some (envelope, async, &byte, 1, &again), ==, -1);
        g_assert_error (again, FHIR_ERROR, FHIR_ERROR_INCOMPLETE);
      }
}

static void
test_content_fails (void)
{
  for (guint async = 0; async < 2; async++)
    {
      g_autoptr(GInputStream) content = test_stream_new (100000);
      g_autoptr(GInputStream) envelope = new_envelope (content, 100000);
      g_autoptr(GError) error = NULL;
      g_autoptr(GString) all = NULL;

      test_stream_set_fails_at (TEST_STREAM (content), 1);
      all = read_all (envelope, async, 4096, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
      g_assert_error (fhir_envelope_get_error (FHIR_ENVELOPE (envelope)), G_IO_ERROR, G_IO_ERROR_FAILED);
    }
}

static void
test_cancel (void)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GInputStream) content = test_stream_new (100);
  g_autoptr(GInputStream) envelope = new_envelope (content, 100);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) all = NULL;
  Read read = { .loop = loop };
  char buffer[64];

  test_stream_set_hangs_at (TEST_STREAM (content), 0);
  g_assert_cmpint (g_input_stream_read (envelope, buffer, sizeof buffer, NULL, NULL), ==, (gssize) strlen (HEAD));
  g_input_stream_read_async (envelope, buffer, sizeof buffer, G_PRIORITY_DEFAULT, cancellable, read_cb, &read);
  g_cancellable_cancel (cancellable);
  g_main_loop_run (loop);
  g_assert_error (read.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&read.error);

  /* Given up is not broken. */
  g_assert_null (fhir_envelope_get_error (FHIR_ENVELOPE (envelope)));
  test_stream_set_hangs_at (TEST_STREAM (content), G_MAXUINT64);
  all = read_all (envelope, TRUE, 64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (HEAD) + all->len, ==, fhir_envelope_get_length (FHIR_ENVELOPE (envelope)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir/envelope/chunks", test_chunks);
  g_test_add_func ("/fhir/envelope/borders", test_borders);
  g_test_add_func ("/fhir/envelope/ahead", test_ahead);
  g_test_add_func ("/fhir/envelope/other-length", test_other_length);
  g_test_add_func ("/fhir/envelope/content-fails", test_content_fails);
  g_test_add_func ("/fhir/envelope/cancel", test_cancel);

  return g_test_run ();
}
