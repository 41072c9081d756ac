/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deposit-look.h"

#include "record-error.h"

#include <string.h>

#define PAGES_READ 3
#define TEXT_READ 65536

typedef struct
{
  RenderDocument *pages; /* (owned) (nullable) */
  GString        *text;  /* (owned) */
  guint           page;
} Look;

static void
look_free (Look *look)
{
  g_clear_object (&look->pages);
  g_string_free (look->text, TRUE);
  g_free (look);
}

static void text_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
next_page (GTask *task)
{
  g_autoptr(GTask) owned = task;
  RecordDraft *draft = g_task_get_source_object (task);
  Look        *look = g_task_get_task_data (task);

  if (look->page < MIN (PAGES_READ, render_document_get_n_pages (look->pages)))
    {
      render_document_get_text_async (look->pages, look->page++, g_task_get_cancellable (task), text_cb, g_steal_pointer (&owned));
      return;
    }

  record_draft_take_text (draft, look->text->str, render_document_get_title (look->pages));
  g_task_return_boolean (task, TRUE);
}

/* A page that cannot be read has no text to tell; the others may. */
static void
text_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Look            *look = g_task_get_task_data (task);
  g_autofree char *text = render_document_get_text_finish (RENDER_DOCUMENT (object), result, NULL);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (text != NULL)
    g_string_append_printf (look->text, "%s\n", text);
  next_page (g_steal_pointer (&task));
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Look *look = g_task_get_task_data (task);

  look->pages = render_service_open_finish (RENDER_SERVICE (object), result, &error);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (error != NULL && error->domain != RENDER_ERROR)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (look->pages != NULL && render_document_is_active (look->pages))
    g_task_return_new_error (task, RECORD_ERROR, RECORD_ERROR_ACTIVE, "scripts or embedded files");
  else if (look->pages != NULL)
    next_page (g_steal_pointer (&task));
  else if (g_error_matches (error, RENDER_ERROR, RENDER_ERROR_ENCRYPTED))
    g_task_return_new_error (task, RECORD_ERROR, RECORD_ERROR_PASSWORD, "encrypted");
  else if (g_error_matches (error, RENDER_ERROR, RENDER_ERROR_DAMAGED) || g_error_matches (error, RENDER_ERROR, RENDER_ERROR_CRASHED) ||
           g_error_matches (error, RENDER_ERROR, RENDER_ERROR_TIMED_OUT))
    g_task_return_new_error (task, RECORD_ERROR, RECORD_ERROR_DAMAGED, "%s", error->message);
  else
    g_task_return_boolean (task, TRUE);
}

static void
look_at_text (RecordDraft *draft)
{
  gsize            size;
  const char      *data = g_bytes_get_data (record_body_get_beginning (record_draft_get_body (draft)), &size);
  g_autofree char *text = g_utf8_make_valid (data, (gssize) MIN (size, TEXT_READ));

  record_draft_take_text (draft, text, NULL);
}

void
deposit_look_async (RecordDraft        *draft,
                    RenderService      *service,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GInputStream) content = NULL;
  RecordBody *body;
  const char *type;
  Look       *look;

  g_return_if_fail (RECORD_IS_DRAFT (draft));
  g_return_if_fail (RENDER_IS_SERVICE (service));

  body = record_draft_get_body (draft);
  type = record_draft_get_content_type (draft);
  look = g_new0 (Look, 1);
  look->text = g_string_new (NULL);
  task = g_task_new (draft, cancellable, callback, user_data);
  g_task_set_source_tag (task, deposit_look_async);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);

  if (g_str_equal (type, "application/pdf") || g_str_equal (type, "image/jpeg") || g_str_equal (type, "image/png") ||
      g_str_equal (type, "image/tiff"))
    {
      content = record_body_read (body);
      render_service_open_stream_async (service, content, record_body_get_size (body), type, NULL, cancellable, opened_cb,
                                        g_steal_pointer (&task));
      return;
    }

  if (g_str_equal (type, "text/plain"))
    look_at_text (draft);
  g_task_return_boolean (task, TRUE);
}

gboolean
deposit_look_finish (RecordDraft  *draft,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, draft), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, deposit_look_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
