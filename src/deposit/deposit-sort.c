/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deposit-sort.h"

#include "deposit-album.h"

#include <string.h>

#define SNIFFED 8 /* bytes */

/* Those that the renderer takes as pictures. What a file is called does not count. */
static gboolean
is_picture (const guint8 *data,
            gsize         size)
{
  static const struct
  {
    const char *bytes;
    gsize       size;
  } signatures[] = { { "\xff\xd8\xff", 3 }, { "\x89PNG\r\n\x1a\n", 8 }, { "II*\0", 4 }, { "MM\0*", 4 }, { "II+\0", 4 }, { "MM\0+", 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (size >= signatures[i].size && memcmp (data, signatures[i].bytes, signatures[i].size) == 0)
      return TRUE;

  return FALSE;
}

/* A file that cannot be read is no picture: reading it alone will tell why. */
static gboolean
is_picture_file (GFile        *file,
                 GCancellable *cancellable)
{
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, NULL);
  guint8 beginning[SNIFFED];
  gsize  size = 0;

  return stream != NULL &&
         g_input_stream_read_all (G_INPUT_STREAM (stream), beginning, sizeof beginning, &size, cancellable, NULL) &&
         is_picture (beginning, size);
}

static void
sort_in_thread (GTask        *task,
                gpointer      source,
                gpointer      user_data,
                GCancellable *cancellable)
{
  GPtrArray *sources = user_data;
  GArray    *pictures = g_array_sized_new (FALSE, TRUE, sizeof (gboolean), sources->len);

  for (guint i = 0; i < sources->len; i++)
    {
      GObject *one = g_ptr_array_index (sources, i);
      gboolean picture = !G_IS_FILE (one) || is_picture_file (G_FILE (one), cancellable);

      g_array_append_val (pictures, picture);
    }

  g_task_return_pointer (task, pictures, (GDestroyNotify) g_array_unref);
}

void
deposit_sort_async (GPtrArray          *sources,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (sources != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, deposit_sort_async);
  g_task_set_task_data (task, g_ptr_array_ref (sources), (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, sort_in_thread);
}

GPtrArray *
deposit_sort_finish (GAsyncResult *result,
                     GError      **error)
{
  g_autoptr(GArray) pictures = NULL;
  g_autoptr(GPtrArray) album = NULL;
  GPtrArray *sources;
  GPtrArray *sorted;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, deposit_sort_async), NULL);

  pictures = g_task_propagate_pointer (G_TASK (result), error);
  if (pictures == NULL)
    return NULL;

  sources = g_task_get_task_data (G_TASK (result));
  album = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < sources->len; i++)
    if (g_array_index (pictures, gboolean, i))
      g_ptr_array_add (album, g_object_ref (g_ptr_array_index (sources, i)));

  sorted = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0, n_pictures = 0; i < sources->len; i++)
    if (album->len < 2 || !g_array_index (pictures, gboolean, i))
      g_ptr_array_add (sorted, g_object_ref (g_ptr_array_index (sources, i)));
    else if (n_pictures++ == 0)
      g_ptr_array_add (sorted, deposit_album_new (album));

  return sorted;
}
