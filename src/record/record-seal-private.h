#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that only the holder of a key can read: AES-256-GCM in pieces, so that memory does not grow with
 * it. Each piece has its number and whether it is the last in its nonce (the STREAM construction of
 * Hoang, Reyhanitabar, Rogaway and Vizár): a file that is cut, or whose pieces were exchanged, is noticed.
 *
 *   "CABSEAL1" · 7 random bytes · pieces of 64 KiB, each with a tag of 16 bytes
 *   plain: length of the head (32 bits, big endian) · head · content */

#define RECORD_SEAL_KEY 32 /* bytes */

/* Writes to a new file beside @path, brings it to the disk with its folder and gives it its name: after a
 * crash there is all of it, or what was there before. @content is read to its end; an error of it is
 * handed on, and nothing is written. Blocking: in a worker. */
gboolean      record_seal_write     (const char    *path,
                                     const guint8  *key,
                                     GBytes        *head,
                                     GInputStream  *content,
                                     GError       **error);

/* Brings the names in the folder of @path to the disk. Blocking. */
gboolean      record_seal_sync_folder (const char *path, GError **error);

/* The head of @path, and its content as a stream (nullable argument: not wanted), which fails with
 * G_IO_ERROR_INVALID_DATA where it was changed. G_IO_ERROR_INVALID_DATA too for a file of another key.
 * Blocking. (transfer full) */
GBytes       *record_seal_open      (const char    *path,
                                     const guint8  *key,
                                     GInputStream **content,
                                     GError       **error);

/* The same for bytes in memory; takes any bytes there are. */
GBytes       *record_seal_open_bytes (GBytes       *sealed,
                                      const guint8 *key,
                                      GInputStream **content,
                                      GError      **error);

G_END_DECLS
