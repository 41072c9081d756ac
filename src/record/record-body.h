#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RECORD_TYPE_BODY (record_body_get_type ())

/* The bytes of a document on their way into the record: in memory, or in a file that is read whenever
 * they are needed, so that the process never holds more of them than a piece. Immutable; any thread.
 *
 * A file is remembered with its size and the time of its last change, and with its hash once that was
 * made: when it is another file meanwhile, reading it fails with RECORD_ERROR_CHANGED, at its end at the
 * latest. What was begun with it must then be thrown away. */
G_DECLARE_FINAL_TYPE (RecordBody, record_body, RECORD, BODY, GObject)

RecordBody   *record_body_new           (GBytes *bytes);

/* Looks at @file: its size and its beginning. An error of GIO. Main thread. */
void          record_body_open_async    (GFile               *file,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
RecordBody   *record_body_open_finish   (GAsyncResult *result, GError **error);

guint64       record_body_get_size      (RecordBody *self);
/* The first 64 KiB, or all when there are no more. (transfer none) */
GBytes       *record_body_get_beginning (RecordBody *self);
/* All of them where they lie in memory, else NULL. (transfer none) (nullable) */
GBytes       *record_body_peek_bytes    (RecordBody *self);

/* The bytes from the start: each call gives a stream of its own. Nothing is opened before its first
 * read, which blocks: in a worker, or with g_input_stream_read_async(). RECORD_ERROR_CHANGED, or an
 * error of GIO. (transfer full) */
GInputStream *record_body_read          (RecordBody *self);

/* Base64 of the SHA-1 (as ITI-65 has it), made in a worker by streaming. Main thread. */
void          record_body_hash_async    (RecordBody          *self,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
char         *record_body_hash_finish   (RecordBody *self, GAsyncResult *result, GError **error);

G_END_DECLS
