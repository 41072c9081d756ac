/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-text.h"

#include <string.h>

#define MAX_LINE 2000 /* characters */
#define PIECE ((gsize) 64 * 1024)

typedef struct
{
  GInputStream *content; /* (owned) */
  char         *charset; /* (owned) (nullable) */
} DecodeData;

static void
decode_data_free (DecodeData *data)
{
  g_object_unref (data->content);
  g_free (data->charset);
  g_free (data);
}

void
viewer_text_free (ViewerText *text)
{
  g_free (text->text);
  g_free (text);
}

/* Valid UTF-8, or all but a last character that the bound has cut. (nullable) */
static char *
from_utf8 (const char *data,
           gsize       size,
           gboolean    truncated)
{
  g_autofree char *text = g_strndup (data, size);
  const char      *end;

  /* g_strndup ends at the first zero byte, and so does what is compared here */
  if (strlen (text) != size)
    return NULL;
  if (g_utf8_validate (text, (gssize) size, &end))
    return g_steal_pointer (&text);
  if (!truncated || (gsize) (end - text) + 4 < size)
    return NULL;

  text[end - text] = '\0';

  return g_steal_pointer (&text);
}

/* Strict: a byte that is not of @charset means that it is another one. (nullable) */
static char *
from_charset (const char *data,
              gsize       size,
              const char *charset,
              gsize      *length)
{
  g_autofree char *text = NULL;

  if (g_ascii_strcasecmp (charset, "utf-8") == 0 || g_ascii_strcasecmp (charset, "utf8") == 0 ||
      g_ascii_strcasecmp (charset, "us-ascii") == 0)
    return NULL;

  text = g_convert (data, (gssize) size, "UTF-8", charset, NULL, length, NULL);

  return g_steal_pointer (&text);
}

static char *
decode_marked (const char *data,
               gsize       size,
               gsize      *length)
{
  const guint8 *mark = (const guint8 *) data;
  gboolean      truncated = size == VIEWER_TEXT_MAX_BYTES;
  const char   *charset = NULL;
  char         *text = NULL;

  if (size >= 3 && mark[0] == 0xef && mark[1] == 0xbb && mark[2] == 0xbf)
    {
      text = from_utf8 (data + 3, size - 3, truncated);
      *length = text != NULL ? strlen (text) : 0;
      return text;
    }

  if (size >= 2 && mark[0] == 0xff && mark[1] == 0xfe)
    charset = "UTF-16LE";
  else if (size >= 2 && mark[0] == 0xfe && mark[1] == 0xff)
    charset = "UTF-16BE";

  /* an odd last byte is half a character */
  return charset != NULL ? from_charset (data + 2, (size - 2) & ~(gsize) 1, charset, length) : NULL;
}

static char *
decode_any (const char *data,
            gsize       size,
            const char *charset,
            gboolean    truncated,
            gsize      *length)
{
  static const char *const guesses[] = { "WINDOWS-1252", "ISO-8859-1" };
  char                    *text = decode_marked (data, size, length);

  if (text == NULL && charset != NULL)
    text = from_charset (data, size, charset, length);

  if (text == NULL)
    {
      text = from_utf8 (data, size, truncated);
      *length = text != NULL ? strlen (text) : 0;
    }

  for (guint i = 0; text == NULL && i < G_N_ELEMENTS (guesses); i++)
    text = from_charset (data, size, guesses[i], length);

  return text;
}

/* Without zero bytes, which a text buffer refuses, and with lines of bounded length. */
static char *
make_showable (const char *text,
               gsize       length)
{
  g_autoptr(GString) shown = g_string_sized_new (length + 1);
  guint n_in_line = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      if (*p == '\0')
        continue;

      n_in_line = *p == '\n' ? 0 : n_in_line + 1;
      if (n_in_line > MAX_LINE)
        {
          g_string_append_c (shown, '\n');
          n_in_line = 1;
        }
      g_string_append_len (shown, p, g_utf8_next_char (p) - p);
    }

  return g_string_free (g_steal_pointer (&shown), FALSE);
}

ViewerText *
viewer_text_decode (GBytes     *bytes,
                    const char *charset)
{
  g_autoptr(ViewerText) text = g_new0 (ViewerText, 1);
  g_autofree char *decoded = NULL;
  gsize            size;
  gsize            length = 0;
  const char      *data = g_bytes_get_data (bytes, &size);

  text->truncated = size > VIEWER_TEXT_MAX_BYTES;
  size = MIN (size, VIEWER_TEXT_MAX_BYTES);
  if (size > 0)
    decoded = decode_any (data, size, charset, text->truncated, &length);
  text->text = make_showable (decoded != NULL ? decoded : "", length);
  text->length = strlen (text->text);

  return g_steal_pointer (&text);
}

/* One byte more than is shown, so that it is known whether there was more. */
static GBytes *
read_bounded (GInputStream *content,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autofree char *piece = g_malloc (PIECE);
  gsize            left = VIEWER_TEXT_MAX_BYTES + 1;
  gssize           n;

  while ((n = g_input_stream_read (content, piece, MIN (PIECE, left), cancellable, error)) > 0)
    {
      if (!g_output_stream_write_all (memory, piece, (gsize) n, NULL, cancellable, error))
        return NULL;
      left -= (gsize) n;
    }
  if (n < 0 || !g_output_stream_close (memory, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
decode_in_worker (GTask        *task,
                  gpointer      object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  DecodeData *data = task_data;
  GError     *error = NULL;
  g_autoptr(GBytes) bytes = read_bounded (data->content, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, viewer_text_decode (bytes, data->charset), (GDestroyNotify) viewer_text_free);
  else
    g_task_return_error (task, error);
}

void
viewer_text_decode_async (GInputStream       *content,
                          const char         *charset,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  DecodeData *data = g_new0 (DecodeData, 1);

  data->content = g_object_ref (content);
  data->charset = g_strdup (charset);
  g_task_set_source_tag (task, viewer_text_decode_async);
  g_task_set_task_data (task, data, (GDestroyNotify) decode_data_free);
  g_task_run_in_thread (task, decode_in_worker);
}

ViewerText *
viewer_text_decode_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, viewer_text_decode_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
