/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deposit-album.h"

#include "deposit-album-private.h"
#include "deposit-look.h"
#include "deposit-picture-private.h"
#include "record-error.h"

#define THUMBNAIL 256.0 /* pixels of the longer side */

/* A file's way: size → bytes → renderer → for each page: small picture, page of the album. */
typedef struct
{
  RenderService *service; /* (owned) */
  guint64        max_bytes;
  guint          source;

  /* Of the file under way */
  GBytes         *bytes;    /* (owned) (nullable) */
  RenderDocument *document; /* (owned) (nullable) */
  guint           page;
  GdkTexture     *texture; /* (owned) (nullable) of that page */
  GError         *last;    /* (owned) (nullable): why the last was left out */
} Load;

static void
clear_file (Load *load)
{
  g_clear_pointer (&load->bytes, g_bytes_unref);
  g_clear_object (&load->document);
  g_clear_object (&load->texture);
  load->page = 0;
}

static void
load_free (Load *load)
{
  clear_file (load);
  g_clear_object (&load->service);
  g_clear_error (&load->last);
  g_free (load);
}

static void next_file (GTask *task);
static void next_page (GTask *task);

static GObject *
current_source (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  return g_ptr_array_index (deposit_album_get_sources (g_task_get_source_object (task)), load->source);
}

static char *
dup_name (GTask *task)
{
  GObject *source = current_source (task);

  return G_IS_FILE (source) ? g_file_get_basename (G_FILE (source)) : g_strdup ("image");
}

/* Takes @task and @error; NULL: this file is done. */
static void
end_file (GTask  *task,
          GError *error)
{
  DepositAlbum *self = g_task_get_source_object (task);
  Load         *load = g_task_get_task_data (task);

  if (error != NULL)
    {
      g_autofree char *name = dup_name (task);

      g_clear_error (&load->last);
      load->last = deposit_look_judge (error);
      deposit_album_refuse (self, name, load->last);
      g_error_free (error);
    }

  clear_file (load);
  load->source++;
  deposit_album_count (self);
  next_file (task);
}

/* FALSE: it is over, and @task with it. */
static gboolean
goes_on (GTask *task)
{
  if (!g_task_return_error_if_cancelled (task))
    return TRUE;

  g_object_unref (task);

  return FALSE;
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask  *task = user_data;
  Load   *load = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(RenderAlbumPage) page = render_album_read_finish (RENDER_DOCUMENT (object), result, &error);

  if (!goes_on (task))
    g_clear_error (&error);
  else if (page == NULL)
    end_file (task, error);
  else
    {
      g_autofree char *name = dup_name (task);
      g_autoptr(DepositPicture) picture = deposit_picture_new (name, load->texture, page);

      deposit_album_add (g_task_get_source_object (task), picture);
      load->page++;
      next_page (task);
    }
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask  *task = user_data;
  Load   *load = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(RenderPixels) pixels = render_document_render_finish (RENDER_DOCUMENT (object), result, &error);
  g_autoptr(GBytes) bytes = NULL;

  if (!goes_on (task))
    {
      g_clear_error (&error);
      return;
    }
  if (pixels == NULL)
    {
      end_file (task, error);
      return;
    }

  /* a copy: the renderer's memory shall go with the renderer */
  bytes = g_bytes_new (g_bytes_get_data (pixels->bytes, NULL), pixels->stride * (gsize) pixels->height);
  g_clear_object (&load->texture);
  load->texture = gdk_memory_texture_new (pixels->width, pixels->height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes, pixels->stride);
  render_album_read_async (load->document, load->bytes, load->page, g_task_get_cancellable (task), page_cb, task);
}

static void
next_page (GTask *task)
{
  Load         *load = g_task_get_task_data (task);
  RenderRequest request = { .page = load->page, .priority = G_PRIORITY_DEFAULT };
  double        width, height;

  if (load->page >= render_document_get_n_pages (load->document))
    {
      end_file (task, NULL);
      return;
    }

  render_document_get_page_size (load->document, load->page, &width, &height);
  request.scale = THUMBNAIL / MAX (width, height);
  render_document_render_async (load->document, &request, g_task_get_cancellable (task), drawn_cb, task);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask  *task = user_data;
  Load   *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->document = render_service_open_finish (RENDER_SERVICE (object), result, &error);
  if (!goes_on (task))
    g_clear_error (&error);
  else if (load->document == NULL)
    end_file (task, error);
  else
    next_page (task);
}

static void
open_bytes (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  render_service_open_async (load->service, load->bytes, "image/*", NULL, g_task_get_cancellable (task), opened_cb, task);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask  *task = user_data;
  Load   *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->bytes = g_file_load_bytes_finish (G_FILE (object), result, NULL, &error);
  if (!goes_on (task))
    g_clear_error (&error);
  else if (load->bytes == NULL)
    end_file (task, error);
  else if (g_bytes_get_size (load->bytes) == 0)
    end_file (task, g_error_new_literal (RECORD_ERROR, RECORD_ERROR_EMPTY, "0 bytes"));
  else
    open_bytes (task);
}

static void
info_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask  *task = user_data;
  Load   *load = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, &error);

  if (!goes_on (task))
    g_clear_error (&error);
  else if (info == NULL)
    end_file (task, error);
  else if ((guint64) g_file_info_get_size (info) > load->max_bytes)
    end_file (task, g_error_new (RECORD_ERROR, RECORD_ERROR_TOO_LARGE, "%" G_GOFFSET_FORMAT " bytes", g_file_info_get_size (info)));
  else
    g_file_load_bytes_async (G_FILE (object), g_task_get_cancellable (task), loaded_cb, task);
}

/* Takes @task. */
static void
next_file (GTask *task)
{
  DepositAlbum *self = g_task_get_source_object (task);
  Load         *load = g_task_get_task_data (task);
  GObject      *source;

  if (load->source >= deposit_album_get_sources (self)->len)
    {
      if (load->last != NULL && g_list_model_get_n_items (deposit_album_get_pages (self)) == 0)
        g_task_return_error (task, g_steal_pointer (&load->last));
      else
        g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  source = current_source (task);
  if (G_IS_FILE (source))
    {
      g_file_query_info_async (G_FILE (source), G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                               g_task_get_cancellable (task), info_cb, task);
      return;
    }

  load->bytes = gdk_texture_save_to_png_bytes (GDK_TEXTURE (source));
  open_bytes (task);
}

void
deposit_album_load_async (DepositAlbum       *self,
                          RenderService      *service,
                          guint64             max_bytes,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task;
  Load  *load;

  g_return_if_fail (DEPOSIT_IS_ALBUM (self));
  g_return_if_fail (RENDER_IS_SERVICE (service));

  task = g_task_new (self, cancellable, callback, user_data);
  load = g_new0 (Load, 1);
  load->service = g_object_ref (service);
  load->max_bytes = max_bytes;
  g_task_set_source_tag (task, deposit_album_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  next_file (task);
}

gboolean
deposit_album_load_finish (DepositAlbum *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, deposit_album_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
