/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies on the disk of a deposit: readable with the key, by nobody else, and never in part. */
#include "config.h"

#include "record-seal-private.h"

#include <glib/gstdio.h>
#include <string.h>

static const guint8 key[RECORD_SEAL_KEY] = "0123456789abcdef0123456789abcde";
static const guint8 other_key[RECORD_SEAL_KEY] = "X123456789abcdef0123456789abcde";

static char *
new_path (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cabinet-seal-XXXXXX", NULL);

  g_assert_nonnull (folder);

  return g_build_filename (folder, "one", NULL);
}

static GBytes *
make_content (gsize size)
{
  guint8 *data = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 7 + i / 251);

  return g_bytes_new_take (data, size);
}

static GBytes *
read_all (GInputStream *stream,
          GError      **error)
{
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static gboolean
seal (const char *path,
      GBytes     *head,
      GBytes     *content,
      GError    **error)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (content);

  return record_seal_write (path, key, head, stream, error);
}

static void
test_round_trip (void)
{
  const gsize sizes[] = { 0, 1, 65536 - 4 - 4, 65536 - 4 - 3, 65536, 131072 - 8, 1000000 };
  g_autoptr(GBytes) head = g_bytes_new_static ("head", 4);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *path = new_path ();
      g_autoptr(GBytes) content = make_content (sizes[i]);
      g_autoptr(GError) error = NULL;
      g_autoptr(GInputStream) stream = NULL;
      g_autoptr(GBytes) found = NULL;
      g_autoptr(GBytes) read = NULL;
      GStatBuf status;

      g_assert_true (seal (path, head, content, &error));
      g_assert_no_error (error);
      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
      found = record_seal_open (path, key, &stream, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (found, head));
      read = read_all (stream, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (read, content));
      g_unlink (path);
    }
}

/* Nothing of it can be read without the key, its name or its text neither. */
static void
test_unreadable (void)
{
  g_autofree char *path = new_path ();
  g_autoptr(GBytes) head = g_bytes_new_static ("MUSTER Franz", 12);
  g_autoptr(GBytes) content = g_bytes_new_static ("a letter about MUSTER Franz", 27);
  g_autofree char *data = NULL;
  gsize            length;
  g_autoptr(GError) error = NULL;

  g_assert_true (seal (path, head, content, NULL));
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_null (g_strstr_len (data, (gssize) length, "MUSTER"));
  g_assert_null (record_seal_open (path, other_key, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_unlink (path);
}

/* Any change of any kind is noticed before its bytes are handed out as the last. */
static void
test_changed (void)
{
  g_autofree char *path = new_path ();
  g_autoptr(GBytes) head = g_bytes_new_static ("head", 4);
  g_autoptr(GBytes) content = make_content (200000);
  g_autofree char *data = NULL;
  gsize            length;

  g_assert_true (seal (path, head, content, NULL));
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (guint i = 0; i < 60; i++)
    {
      gsize            at = i < 20 ? i : (gsize) i * 3331 % length;
      g_autofree char *changed = g_memdup2 (data, length);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GInputStream) stream = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) found = NULL;

      /* cut, a bit turned, or two pieces exchanged */
      if (i % 3 == 0)
        bytes = g_bytes_new (changed, at);
      else
        {
          if (i % 3 == 1)
            changed[at] ^= 0x10;
          else
            {
              memcpy (changed + 15, data + 15 + 65552, 65552);
              memcpy (changed + 15 + 65552, data + 15, 65552);
            }
          bytes = g_bytes_new (changed, length);
        }
      found = record_seal_open_bytes (bytes, key, &stream, &error);
      if (found != NULL)
        {
          g_autoptr(GBytes) read = read_all (stream, &error);

          g_assert_null (read);
        }
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
  g_unlink (path);
}

/* A file that cannot be written is no half file. */
static void
test_no_room (void)
{
  g_autoptr(GBytes) head = g_bytes_new_static ("head", 4);
  g_autoptr(GError) error = NULL;

  g_assert_false (seal ("/nowhere/at/all", head, head, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/seal/round-trip", test_round_trip);
  g_test_add_func ("/record/seal/unreadable", test_unreadable);
  g_test_add_func ("/record/seal/changed", test_changed);
  g_test_add_func ("/record/seal/no-room", test_no_room);

  return g_test_run ();
}
