/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-save.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAME 80 /* characters */

typedef struct
{
  GFile  *file;  /* (owned) */
  GBytes *bytes; /* (owned) */
} SaveData;

static void
save_data_free (SaveData *data)
{
  g_object_unref (data->file);
  g_bytes_unref (data->bytes);
  g_free (data);
}

/* A new file takes the place of the old one, so that a reader never sees half of it and the mode is
 * ours and not that of what was there. */
static gboolean
write_whole (GFile        *file,
             const char   *bytes,
             gsize         size,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr(GError) local = NULL;

  if (g_file_peek_path (file) == NULL)
    return g_file_replace_contents (file, bytes, size, /* etag= */ NULL, /* make_backup= */ FALSE,
                                    G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                    /* new_etag= */ NULL, cancellable, error);

  if (g_file_set_contents_full (g_file_peek_path (file), bytes, (gssize) size,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &local))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR,
                       local->domain == G_FILE_ERROR ? (int) g_io_error_from_file_error ((GFileError) local->code) : G_IO_ERROR_FAILED,
                       "not written");

  return FALSE;
}

static void
save_in_worker (GTask        *task,
                gpointer      object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  SaveData *data = task_data;
  g_autoptr(GError) error = NULL;
  gsize       size;
  const char *bytes = g_bytes_get_data (data->bytes, &size);

  if (write_whole (data->file, size > 0 ? bytes : "", size, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
cab_save_async (GFile              *file,
                GBytes             *bytes,
                GCancellable       *cancellable,
                GAsyncReadyCallback callback,
                gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SaveData *data = g_new0 (SaveData, 1);

  data->file = g_object_ref (file);
  data->bytes = g_bytes_ref (bytes);
  g_task_set_source_tag (task, cab_save_async);
  g_task_set_task_data (task, data, (GDestroyNotify) save_data_free);
  g_task_run_in_thread (task, save_in_worker);
}

gboolean
cab_save_finish (GAsyncResult *result,
                 GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cab_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static const char *
ending_of (const char *content_type)
{
  static const struct
  {
    const char *type;
    const char *ending;
  } endings[] = {
    { "application/pdf", ".pdf" },
    { "image/jpeg", ".jpg" },
    { "image/png", ".png" },
    { "image/tiff", ".tif" },
    { "text/plain", ".txt" },
    { "text/csv", ".csv" },
    { "text/html", ".html" },
    { "text/xml", ".xml" },
    { "application/xml", ".xml" },
    { "application/fhir+xml", ".xml" },
    { "application/json", ".json" },
    { "application/fhir+json", ".json" },
    { "application/dicom", ".dcm" },
  };
  gsize length = strcspn (content_type, "; ");

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (strlen (endings[i].type) == length && g_ascii_strncasecmp (endings[i].type, content_type, length) == 0)
      return endings[i].ending;

  return "";
}

static gboolean
is_name_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || (c < 128 && strchr (" -_.,()", (int) c) != NULL);
}

char *
cab_save_dup_name (const char *title,
                   const char *content_type)
{
  g_autoptr(GString) name = g_string_new (NULL);
  const char *ending = ending_of (content_type);
  guint       n = 0;

  for (const char *p = title; *p != '\0' && n < MAX_NAME; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (name, is_name_char (c) ? c : '_');
    }

  /* no hidden files, no "..", no space at either end */
  while (name->len > 0 && (*name->str == '.' || *name->str == ' '))
    g_string_erase (name, 0, 1);
  g_strchomp (name->str);
  if (*name->str == '\0')
    return g_strconcat (_("Document"), ending, NULL);

  if (*ending != '\0' && g_str_has_suffix (name->str, ending))
    return g_strdup (name->str);

  return g_strconcat (name->str, ending, NULL);
}
