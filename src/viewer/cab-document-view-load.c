/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-view-private.h"

#include "viewer-kind.h"
#include "viewer-problem.h"

#include <glib/gi18n-lib.h>

/* How a document gets on the screen, and what it passes through:
 *
 *   show ── clear ── fetch ─┬─ pages ── open ─┬─ page view
 *                           │                 └─ password page ── open …
 *                           ├─ content ─ open ── content page ── enclosed ─ page view …
 *                           ├─ text ─── decode ─ text page
 *                           └─ other ─────────── problem page
 *
 * Each arrow is asynchronous and carries a Load; clear() calls all of them off. */

/* Who loads fast shows nothing of it: a flash of a progress line is only unrest. */
#define PROGRESS_DELAY 200 /* ms */

CabDocumentLoad *
cab_document_load_new (CabDocumentView *self)
{
  CabDocumentLoad *data = g_new0 (CabDocumentLoad, 1);

  data->self = self;
  data->cancellable = g_object_ref (self->cancellable);

  return data;
}

void
cab_document_load_free (CabDocumentLoad *data)
{
  g_object_unref (data->cancellable);
  g_free (data);
}

void
cab_document_view_stop_progress (CabDocumentView *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), FALSE);
  gtk_widget_set_visible (self->loading_box, FALSE);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_label_set_text (self->received_label, _("Loading…"));
}

/* The end of a load, whatever it brought. */
void
cab_document_view_show_page (CabDocumentView *self,
                             const char      *name)
{
  cab_document_view_stop_progress (self);
  g_clear_object (&self->cancellable);
  gtk_stack_set_visible_child_name (self->stack, name);
  cab_document_view_enable_actions (self);
}

void
cab_document_view_show_problem (CabDocumentView *self,
                                ModelProblem    *problem)
{
  cab_error_page_set_problem (self->error_page, problem);
  cab_document_view_show_page (self, "problem");
}

void
cab_document_view_show_error (CabDocumentView *self,
                              const GError    *error)
{
  g_autoptr(ModelProblem) problem = viewer_problem_new_from_error (error);

  g_debug ("load failed: %s %d", g_quark_to_string (error->domain), error->code);
  /* ended from below (the session, not this view): the context closes next and empties everything */
  if (problem == NULL)
    cab_document_view_show_page (self, "empty");
  else
    cab_document_view_show_problem (self, problem);
}

static gboolean
progress_due_cb (gpointer user_data)
{
  CabDocumentView *self = CAB_DOCUMENT_VIEW (user_data);

  self->progress_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), TRUE);
  gtk_widget_set_visible (self->loading_box, TRUE);

  return G_SOURCE_REMOVE;
}

void
cab_document_view_begin_loading (CabDocumentView *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  cab_document_view_stop_progress (self);
  self->progress_source = g_timeout_add (PROGRESS_DELAY, progress_due_cb, self);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

static void
progress_cb (guint64  received,
             gint64   expected,
             gpointer user_data)
{
  CabDocumentLoad *data = user_data;
  g_autofree char *size = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (data->cancellable))
    return;

  size = g_format_size (received);
  if (expected > 0)
    {
      whole = g_format_size ((guint64) expected);
      /* Translators: how much was received of how much, such as “1.2 MB of 3.0 MB”. */
      text = g_strdup_printf (_("%s of %s"), size, whole);
      gtk_progress_bar_set_fraction (data->self->progress_bar, MIN (1, (double) received / (double) expected));
    }
  else
    {
      gtk_progress_bar_pulse (data->self->progress_bar);
    }
  gtk_label_set_text (data->self->received_label, text != NULL ? text : size);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CabDocumentLoad) data = user_data;
  g_autoptr(RenderDocument) pages = NULL;
  g_autoptr(GError) error = NULL;
  CabDocumentView *self = data->self;

  pages = render_service_open_finish (RENDER_SERVICE (object), result, &error);
  if (g_cancellable_is_cancelled (data->cancellable))
    return;

  if (pages != NULL && data->has_content)
    cab_document_view_read_content (self, pages);
  else if (pages != NULL)
    {
      cab_document_view_show_pages (self, pages);
      cab_document_view_show_page (self, "pages");
      /* who has just typed a password reads on with the keyboard */
      if (data->had_password)
        gtk_widget_grab_focus (GTK_WIDGET (self->page_view));
    }
  else if (g_error_matches (error, RENDER_ERROR, RENDER_ERROR_ENCRYPTED))
    {
      cab_password_page_reset (self->password_page, data->had_password);
      cab_document_view_show_page (self, "password");
      if (data->had_password)
        gtk_widget_grab_focus (GTK_WIDGET (self->password_page));
    }
  else
    {
      cab_document_view_show_error (self, error);
    }
}

void
cab_document_view_open_pages (CabDocumentView *self,
                              const char      *password)
{
  RecordBody *body = record_content_get_body (self->content);
  g_autoptr(GInputStream) content = record_body_read (body);
  g_autoptr(GError) error = NULL;
  const char      *type = NULL;
  CabDocumentLoad *data;

  if (self->service == NULL)
    {
      error = g_error_new_literal (RENDER_ERROR, RENDER_ERROR_UNAVAILABLE, "no renderer");
      cab_document_view_show_error (self, error);
      return;
    }

  data = cab_document_load_new (self);
  data->has_content = viewer_kind_of (record_body_get_beginning (body), record_content_get_content_type (self->content), &type) == VIEWER_KIND_CONTENT;
  data->had_password = password != NULL;
  if (record_body_peek_bytes (body) != NULL)
    render_service_open_async (self->service, record_body_peek_bytes (body), type, password, self->cancellable, opened_cb, data);
  else
    render_service_open_stream_async (self->service, content, record_body_get_size (body), type, password, self->cancellable, opened_cb, data);
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CabDocumentLoad) data = user_data;
  g_autoptr(ViewerText) text = NULL;
  g_autoptr(GError) error = NULL;

  text = viewer_text_decode_finish (result, &error);
  if (g_cancellable_is_cancelled (data->cancellable))
    return;

  if (text == NULL)
    {
      cab_document_view_show_error (data->self, error);
      return;
    }

  cab_text_page_set_text (data->self->text_page, g_steal_pointer (&text));
  cab_document_view_show_page (data->self, "text");
}

void
cab_document_view_show_content (CabDocumentView *self)
{
  RecordBody *body = record_content_get_body (self->content);
  const char *type = record_content_get_content_type (self->content);
  const char *pages_type = NULL;
  g_autoptr(GInputStream) content = record_body_read (body);
  g_autoptr(ModelProblem) problem = NULL;

  switch (viewer_kind_of (record_body_get_beginning (body), type, &pages_type))
    {
    case VIEWER_KIND_PAGES:
    case VIEWER_KIND_CONTENT:
      cab_document_view_open_pages (self, NULL);
      break;
    case VIEWER_KIND_TEXT:
      viewer_text_decode_async (content, record_content_get_charset (self->content), self->cancellable, decoded_cb, cab_document_load_new (self));
      break;
    case VIEWER_KIND_OTHER:
    default:
      problem = viewer_problem_new_unsupported (type);
      cab_document_view_show_problem (self, problem);
    }
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CabDocumentLoad) data = user_data;
  g_autoptr(RecordContent) content = NULL;
  g_autoptr(GError) error = NULL;
  CabDocumentView *self = data->self;

  content = record_patient_context_fetch_finish (RECORD_PATIENT_CONTEXT (object), result, &error);
  if (g_cancellable_is_cancelled (data->cancellable))
    return;

  if (content == NULL)
    {
      cab_document_view_show_error (self, error);
      return;
    }

  cab_document_view_take_content (self, g_steal_pointer (&content));
  cab_document_view_show_content (self);
}

void
cab_document_view_load (CabDocumentView *self)
{
  CabDocumentLoad *data;

  cab_document_view_begin_loading (self);
  data = cab_document_load_new (self);
  record_patient_context_fetch_async (self->context, self->document, progress_cb, data, self->cancellable, fetched_cb, data);
}
