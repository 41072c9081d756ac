/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a document to be deposited: what comes out is what was looked at, or nothing. */
#include "config.h"

#include "record-body-private.h"
#include "record-error.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SIZE 300000

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static GBytes *
make_content (gsize size)
{
  guint8 *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 7 + i / 251);

  return g_bytes_new_take (data, size);
}

static GFile *
make_file (GBytes *content)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "cabinet-test-body", NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (content, NULL), (gssize) g_bytes_get_size (content), NULL));

  return g_file_new_for_path (path);
}

static RecordBody *
open_file (GFile   *file,
           GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  record_body_open_async (file, NULL, result_cb, &result);
  wait_for (&result);

  return record_body_open_finish (result, error);
}

static GBytes *
read_all (RecordBody *body,
          GError    **error)
{
  g_autoptr(GInputStream) stream = record_body_read (body);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static char *
hash (RecordBody *body,
      GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  record_body_hash_async (body, NULL, result_cb, &result);
  wait_for (&result);

  return record_body_hash_finish (body, result, error);
}

/* From memory and from a file alike, also with a copy that outlives the file. */
static void
test_same (void)
{
  const gsize sizes[] = { 1, 65536, SIZE, 3 * 1024 * 1024 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(GBytes) content = make_content (sizes[i]);
      g_autoptr(GFile) file = make_file (content);
      g_autoptr(RecordBody) memory = record_body_new (content);
      g_autoptr(RecordBody) disk = open_file (file, NULL);
      g_autoptr(RecordBody) copy = record_body_keep (disk, NULL);
      RecordBody *const bodies[] = { memory, disk, copy };
      g_autofree char  *expected = hash (memory, NULL);

      g_assert_null (record_body_peek_bytes (disk));
      for (guint j = 0; j < G_N_ELEMENTS (bodies); j++)
        {
          g_autofree char *found = hash (bodies[j], NULL);
          g_autoptr(GError) error = NULL;
          g_autoptr(GBytes) first = read_all (bodies[j], &error);
          g_autoptr(GBytes) again = read_all (bodies[j], &error);

          g_assert_no_error (error);
          g_assert_cmpstr (found, ==, expected);
          g_assert_true (g_bytes_equal (first, content));
          g_assert_true (g_bytes_equal (again, content));
          g_assert_cmpuint (record_body_get_size (bodies[j]), ==, sizes[i]);
          g_assert_cmpuint (g_bytes_get_size (record_body_get_beginning (bodies[j])), ==, MIN (sizes[i], 65536));
          if (j == 1)
            g_file_delete (file, NULL, NULL);
        }
    }
}

typedef enum
{
  CHANGE_LONGER,
  CHANGE_SHORTER,
  CHANGE_WITHIN,    /* another byte, the same length */
  CHANGE_REPLACED,  /* another file under the same name */
  CHANGE_UNNOTICED, /* another byte, and the time of before: the hash tells */
  N_CHANGES,
} Change;

static void
change (GFile *file,
        Change how)
{
  const char *path = g_file_peek_path (file);
  struct stat before;
  int         fd = g_open (path, O_RDWR, 0);

  g_assert_cmpint (fstat (fd, &before), ==, 0);
  if (how == CHANGE_REPLACED)
    {
      g_autoptr(GBytes) other = make_content (SIZE);

      g_unlink (path);
      g_object_unref (make_file (other));
    }
  else if (how == CHANGE_LONGER)
    g_assert_cmpint (pwrite (fd, "x", 1, SIZE), ==, 1);
  else if (how == CHANGE_SHORTER)
    g_assert_cmpint (ftruncate (fd, SIZE - 1), ==, 0);
  else
    g_assert_cmpint (pwrite (fd, "\xff\xff", 2, SIZE / 2), ==, 2);
  if (how == CHANGE_UNNOTICED)
    {
      const struct timespec times[] = { before.st_atim, before.st_mtim };

      g_assert_cmpint (futimens (fd, times), ==, 0);
    }
  close (fd);
}

/* Before it is read, and while it is read. */
static void
test_changed (void)
{
  for (guint how = 0; how < N_CHANGES; how++)
    {
      g_autoptr(GBytes) content = make_content (SIZE);
      g_autoptr(GFile) file = make_file (content);
      g_autoptr(GError) error = NULL;
      g_autoptr(RecordBody) body = open_file (file, &error);
      g_autofree char *first = hash (body, &error);

      g_assert_no_error (error);
      change (file, (Change) how);
      g_assert_null (read_all (body, &error));
      g_assert_error (error, RECORD_ERROR, RECORD_ERROR_CHANGED);
    }

  for (guint how = 0; how < N_CHANGES; how++)
    {
      g_autoptr(GBytes) content = make_content (SIZE);
      g_autoptr(GFile) file = make_file (content);
      g_autoptr(GError) error = NULL;
      g_autoptr(RecordBody) body = open_file (file, &error);
      g_autofree char *first = hash (body, &error);
      g_autoptr(GInputStream) stream = record_body_read (body);
      g_autofree char *rest = g_malloc (SIZE);
      gsize            n = 0;

      g_assert_true (g_input_stream_read_all (stream, rest, 1000, &n, NULL, &error));
      change (file, (Change) how);
      /* the old file is whole still, and under the name of it another one is nobody's business */
      if (g_input_stream_read_all (stream, rest + n, SIZE - n, &n, NULL, &error))
        g_assert_cmpint (how, ==, CHANGE_REPLACED);
      else
        g_assert_error (error, RECORD_ERROR, RECORD_ERROR_CHANGED);
    }
}

static void
test_none (void)
{
  g_autoptr(GFile) file = g_file_new_for_path ("/nowhere/at/all.pdf");
  g_autoptr(GError) error = NULL;

  g_assert_null (open_file (file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/body/same", test_same);
  g_test_add_func ("/record/body/changed", test_changed);
  g_test_add_func ("/record/body/none", test_none);

  return g_test_run ();
}
