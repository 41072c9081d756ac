/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-content.h"

#include "cli-output.h"

#include <glib/gi18n.h>
#include <string.h>

#define AHVN13 "urn:oid:2.16.756.5.32"
#define PAGES_READ 3
#define TEXT_READ 65536

typedef struct
{
  RecordDraft    *draft; /* (owned) */
  RenderDocument *pages; /* (owned) (nullable) */
  GString        *text;  /* (owned) */
  guint           page;
} Check;

static void page_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
check_free (Check *check)
{
  g_clear_object (&check->pages);
  g_object_unref (check->draft);
  g_string_free (check->text, TRUE);
  g_free (check);
}

static void
fail (GTask      *task,
      const char *sentence)
{
  g_task_return_new_error (task, CLI_ERROR, CLI_ERROR_CONTENT, "%s", sentence);
}

static void
conclude (GTask *task)
{
  Check        *check = g_task_get_task_data (task);
  ModelPatient *patient = record_draft_get_patient (check->draft);

  g_string_truncate (check->text, MIN (check->text->len, TEXT_READ));
  if (record_guess_other (check->text->str, patient, model_patient_find_identifier (patient, AHVN13)) != 0)
    fail (task, _("The document names another patient, so it was not sent."));
  else
    g_task_return_boolean (task, TRUE);
}

static void
next_page (GTask *task)
{
  Check *check = g_task_get_task_data (task);

  if (check->page < MIN (PAGES_READ, render_document_get_n_pages (check->pages)))
    render_document_get_text_async (check->pages, check->page++, g_task_get_cancellable (task), page_cb, g_object_ref (task));
  else
    conclude (task);
}

/* A page that cannot be read has no text to tell; the others may. */
static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Check           *check = g_task_get_task_data (task);
  g_autofree char *text = render_document_get_text_finish (RENDER_DOCUMENT (object), result, NULL);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (text != NULL)
    g_string_append_printf (check->text, "%s\n", text);
  next_page (task);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Check *check = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  check->pages = render_service_open_finish (RENDER_SERVICE (object), result, &error);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (check->pages != NULL)
    next_page (task);
  else if (g_error_matches (error, RENDER_ERROR, RENDER_ERROR_ENCRYPTED))
    fail (task, _("The document has a password, so others could not open it."));
  else if (error->domain == RENDER_ERROR)
    fail (task, _("The document cannot be opened, so nobody knows whose it is."));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
cli_content_check_async (RecordDraft        *draft,
                         RenderService      *service,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  RecordBody *body = record_draft_get_body (draft);
  const char *type = record_draft_get_content_type (draft);
  Check      *check = g_new0 (Check, 1);
  g_autoptr(GInputStream) content = NULL;

  check->draft = g_object_ref (draft);
  check->text = g_string_new (NULL);
  g_task_set_source_tag (task, cli_content_check_async);
  g_task_set_task_data (task, check, (GDestroyNotify) check_free);

  if (strcmp (type, "text/plain") == 0)
    {
      gsize            length;
      const char      *data = g_bytes_get_data (record_body_get_beginning (body), &length);
      g_autofree char *text = g_utf8_make_valid (data, (gssize) length);

      g_string_append (check->text, text);
      conclude (task);
    }
  else if (service != NULL && strcmp (type, "application/pdf") == 0)
    {
      content = record_body_read (body);
      render_service_open_stream_async (service, content, record_body_get_size (body), type, NULL, cancellable, opened_cb,
                                        g_steal_pointer (&task));
    }
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
cli_content_check_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cli_content_check_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
