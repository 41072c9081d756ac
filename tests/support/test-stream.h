#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TEST_TYPE_STREAM (test_stream_get_type ())

/* Any number of bytes that lie nowhere: byte n is the low byte of n / 3 + n. */
G_DECLARE_FINAL_TYPE (TestStream, test_stream, TEST, STREAM, GInputStream)

GInputStream *test_stream_new         (guint64 length);
/* At most so many for each read. */
void          test_stream_set_chunk   (TestStream *self, gsize chunk);
/* There, reading fails (G_IO_ERROR_FAILED). */
void          test_stream_set_fails_at (TestStream *self, guint64 position);
/* There, reading does not end until it is cancelled. */
void          test_stream_set_hangs_at (TestStream *self, guint64 position);
guint64       test_stream_get_position (TestStream *self);

/* The bytes themselves, for comparison. */
void          test_stream_fill        (guint8 *buffer, guint64 position, gsize n);

G_END_DECLS
