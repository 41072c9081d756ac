/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-view-private.h"

#include "viewer-kind.h"
#include "viewer-problem.h"

#include <glib/gi18n-lib.h>

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CabDocumentLoad) data = user_data;
  g_autoptr(RenderContent) content = NULL;
  g_autoptr(GError) error = NULL;
  guint only;

  content = render_document_get_content_finish (RENDER_DOCUMENT (object), result, &error);
  if (g_cancellable_is_cancelled (data->cancellable))
    return;

  if (content == NULL)
    {
      cab_document_view_show_error (data->self, error);
      return;
    }

  cab_content_page_set_content (data->self->content_page, content);
  cab_document_view_show_page (data->self, "content");
  /* An envelope with a letter in it: the letter is what was meant to be read. */
  only = cab_content_page_find_only (content);
  if (only != G_MAXUINT)
    cab_document_view_open_enclosed (data->self, only);
}

void
cab_document_view_read_content (CabDocumentView *self,
                                RenderDocument  *document)
{
  render_document_get_content_async (document, self->cancellable, read_cb, cab_document_load_new (self));
}

static void
show_bar (CabDocumentView   *self,
          const RenderBlock *block)
{
  RenderContent   *content = cab_content_page_get_content (self->content_page);
  const char      *title = block->text;
  g_autofree char *label = NULL;

  if (*title == '\0')
    title = render_content_get (content, 0)->text;
  label = g_strdup_printf (_("Enclosed: %s"), title);
  gtk_label_set_text (self->enclosed_label, label);
  gtk_info_bar_set_revealed (self->enclosed_bar, TRUE);
}

static void
enclosed_opened_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(CabDocumentLoad) data = user_data;
  g_autoptr(RenderDocument) pages = NULL;
  g_autoptr(GError) error = NULL;

  pages = render_service_open_finish (RENDER_SERVICE (object), result, &error);
  if (g_cancellable_is_cancelled (data->cancellable))
    return;

  if (g_error_matches (error, RENDER_ERROR, RENDER_ERROR_ENCRYPTED))
    {
      cab_password_page_reset (data->self->password_page, data->had_password);
      cab_document_view_show_page (data->self, "password");
      return;
    }
  if (pages == NULL)
    {
      cab_document_view_show_error (data->self, error);
      return;
    }

  cab_document_view_show_pages (data->self, pages);
  cab_document_view_show_page (data->self, "pages");
}

static void
enclosed_decoded_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(CabDocumentLoad) data = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ViewerText) text = viewer_text_decode_finish (result, &error);

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

static void
open_pages (CabDocumentView *self,
            GBytes          *bytes,
            const char      *type,
            const char      *password)
{
  CabDocumentLoad *load;

  cab_document_view_begin_loading (self);
  load = cab_document_load_new (self);
  load->had_password = password != NULL;
  render_service_open_async (self->service, bytes, type, password, self->cancellable, enclosed_opened_cb, load);
}

void
cab_document_view_unlock_enclosed (CabDocumentView *self,
                                   const char      *password)
{
  const RenderBlock *block = render_content_get (cab_content_page_get_content (self->content_page), self->enclosed);
  const char        *type = NULL;

  viewer_kind_of (block->data, block->type, &type);
  open_pages (self, block->data, type, password);
}

void
cab_document_view_open_enclosed (CabDocumentView *self,
                                 guint            position)
{
  RenderContent     *content = cab_content_page_get_content (self->content_page);
  const RenderBlock *block = render_content_get (content, position);
  const char        *type = NULL;
  g_autoptr(ModelProblem) problem = NULL;
  g_autoptr(GInputStream) stream = NULL;

  self->enclosed = position;
  show_bar (self, block);
  switch (viewer_kind_of (block->data, block->type, &type))
    {
    case VIEWER_KIND_PAGES:
      open_pages (self, block->data, type, NULL);
      break;
    case VIEWER_KIND_TEXT:
      cab_document_view_begin_loading (self);
      stream = g_memory_input_stream_new_from_bytes (block->data);
      viewer_text_decode_async (stream, NULL, self->cancellable, enclosed_decoded_cb, cab_document_load_new (self));
      break;
    case VIEWER_KIND_CONTENT:
    case VIEWER_KIND_OTHER:
    default:
      problem = viewer_problem_new_unsupported (block->type);
      cab_document_view_show_problem (self, problem);
    }
}

void
cab_document_view_close_enclosed (CabDocumentView *self)
{
  g_cancellable_cancel (self->cancellable);
  self->enclosed = G_MAXUINT;
  gtk_info_bar_set_revealed (self->enclosed_bar, FALSE);
  cab_document_view_show_pages (self, NULL);
  cab_text_page_set_text (self->text_page, NULL);
  cab_document_view_show_page (self, "content");
}
