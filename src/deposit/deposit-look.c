/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deposit-look.h"

#include "record-error.h"
#include "render-picture.h"

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

GError *
deposit_look_judge (const GError *error)
{
  if (error->domain != RENDER_ERROR)
    return g_error_copy (error);

  switch ((RenderError) error->code)
    {
    case RENDER_ERROR_ENCRYPTED:
      return g_error_new_literal (RECORD_ERROR, RECORD_ERROR_PASSWORD, "encrypted");

    case RENDER_ERROR_DAMAGED:
    case RENDER_ERROR_CRASHED:
    case RENDER_ERROR_TIMED_OUT:
    case RENDER_ERROR_PAGE_REFUSED:
      return g_error_new_literal (RECORD_ERROR, RECORD_ERROR_DAMAGED, error->message);

    case RENDER_ERROR_UNSUPPORTED:
    case RENDER_ERROR_NO_MEMORY:
    case RENDER_ERROR_UNAVAILABLE:
    default:
      return g_error_copy (error);
    }
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

static void next_picture (GTask *task);

static void
picture_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) judged = NULL;
  g_autoptr(RenderPicture) picture = render_document_get_picture_finish (RENDER_DOCUMENT (object), result, &error);

  judged = picture == NULL ? deposit_look_judge (error) : NULL;
  if (judged != NULL && judged->domain != RENDER_ERROR)
    g_task_return_error (task, g_steal_pointer (&judged));
  else
    next_picture (g_steal_pointer (&task));
}

/* One that is cut off would be shown as far as it goes: each is decoded to its end. */
static void
next_picture (GTask *task)
{
  Look *look = g_task_get_task_data (task);

  if (look->page < render_document_get_n_pages (look->pages))
    {
      render_document_get_picture_async (look->pages, look->page++, g_task_get_cancellable (task), picture_cb, task);
      return;
    }

  record_draft_take_text (g_task_get_source_object (task), "", NULL);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
examined_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  RenderExamined examined = render_document_examine_finish (RENDER_DOCUMENT (object), result, &error);

  if (examined == RENDER_EXAMINED_ACTIVE)
    g_task_return_new_error (task, RECORD_ERROR, RECORD_ERROR_ACTIVE, "scripts or embedded files");
  else if (examined == RENDER_EXAMINED_PASSIVE)
    next_page (g_steal_pointer (&task));
  else
    g_task_return_error (task, deposit_look_judge (error));
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

  if (look->pages == NULL)
    {
      g_autoptr(GError) judged = deposit_look_judge (error);

      /* what cannot be looked into here others may */
      if (judged->domain == RENDER_ERROR)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_steal_pointer (&judged));
    }
  else if (g_str_has_prefix (record_draft_get_content_type (g_task_get_source_object (task)), "image/"))
    next_picture (g_steal_pointer (&task));
  else
    render_document_examine_async (look->pages, g_task_get_cancellable (task), examined_cb, g_object_ref (task));
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
