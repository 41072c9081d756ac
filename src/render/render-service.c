/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-service.h"

#include "render-document-private.h"
#include "render-error-private.h"
#include "render-service-private.h"
#include "render-wire.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define DEFAULT_OPEN_MS 20000
#define DEFAULT_PAGE_MS 15000
/* Until the spare is started: the page that is being drawn shall have the processor to itself. */
#define WARM_DELAY_MS 200
/* What is not worth a thread. */
#define SMALL_DOCUMENT ((guint64) 64 * 1024)
#define MAX_DOCUMENT ((guint64) 512 * 1024 * 1024)
#define PIECE ((gsize) 256 * 1024)

struct _RenderService
{
  GObject parent_instance;

  char          *renderer; /* (owned) path */
  RenderProcess *spare;    /* (owned) (nullable) */
  guint          warm_id;
  guint          open_ms;
  guint          page_ms;
};

G_DEFINE_FINAL_TYPE (RenderService, render_service, G_TYPE_OBJECT)

typedef struct
{
  /* Input */
  GInputStream *content;      /* (owned) */
  guint64       size;         /* of it */
  char         *content_type; /* (owned) */
  char         *password;     /* (owned) (nullable), wiped */

  /* In progress */
  RenderDocument *document; /* (owned) (nullable) */
} OpenData;

static void
open_data_free (OpenData *data)
{
  g_object_unref (data->content);
  g_free (data->content_type);
  if (data->password != NULL)
    explicit_bzero (data->password, strlen (data->password));
  g_free (data->password);
  g_clear_object (&data->document);
  g_free (data);
}

static void
drop_spare (RenderService *self)
{
  if (self->spare != NULL)
    render_process_kill (self->spare);
  g_clear_object (&self->spare);
}

static gboolean
warm_cb (gpointer user_data)
{
  RenderService *self = RENDER_SERVICE (user_data);
  g_autoptr(GError) error = NULL;

  self->warm_id = 0;
  if (self->spare == NULL || !render_process_is_alive (self->spare))
    {
      drop_spare (self);
      /* A failure is told to whoever opens a document next. */
      self->spare = render_process_new (self->renderer, &error);
    }

  return G_SOURCE_REMOVE;
}

static gboolean
write_all (int         fd,
           const char *data,
           gsize       length)
{
  while (length > 0)
    {
      ssize_t n = write (fd, data, length);

      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        {
          data += n;
          length -= (gsize) n;
        }
    }

  return TRUE;
}

static gboolean
fill (int           fd,
      GInputStream *content,
      guint64       size,
      GError      **error)
{
  g_autofree char *piece = g_malloc (PIECE);
  guint64          n_read = 0;
  gssize           n;

  while ((n = g_input_stream_read (content, piece, PIECE, NULL, error)) > 0)
    {
      if (!write_all (fd, piece, (gsize) n))
        {
          g_propagate_error (error, render_error_new (RENDER_ERROR_NO_MEMORY));
          return FALSE;
        }
      n_read += (guint64) n;
    }
  if (n == 0 && n_read != size)
    g_propagate_error (error, render_error_new (RENDER_ERROR_DAMAGED));

  return n == 0 && n_read == size;
}

static gboolean
seal (int      fd,
      GError **error)
{
  if (fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) == 0)
    return TRUE;

  g_propagate_error (error, render_error_new (RENDER_ERROR_NO_MEMORY));

  return FALSE;
}

static void
copy_document (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  OpenData *data = task_data;
  int       fd = memfd_create ("cabinet-document", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  GError   *error = fd < 0 ? render_error_new (RENDER_ERROR_NO_MEMORY) : NULL;

  if (fd >= 0 && fill (fd, data->content, data->size, &error) && seal (fd, &error))
    {
      g_task_return_int (task, fd);
      return;
    }

  if (fd >= 0)
    close (fd);
  g_task_return_error (task, error);
}

static void opened_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data);

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  RenderService *self = RENDER_SERVICE (object);
  g_autoptr(GTask) task = G_TASK (user_data);
  OpenData     *data = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError       *error = NULL;
  int           fd;

  fd = (int) g_task_propagate_int (G_TASK (result), &error);
  if (fd < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  data->document = render_document_new (self, fd, (gsize) data->size, data->content_type, data->password);
  render_document_open_async (data->document, cancellable, opened_cb, g_steal_pointer (&task));
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  OpenData *data = g_task_get_task_data (task);
  GError   *error = NULL;

  render_service_warm (g_task_get_source_object (task));
  if (render_document_open_finish (RENDER_DOCUMENT (object), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&data->document), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
render_service_dispose (GObject *object)
{
  RenderService *self = RENDER_SERVICE (object);

  g_clear_handle_id (&self->warm_id, g_source_remove);
  drop_spare (self);

  G_OBJECT_CLASS (render_service_parent_class)->dispose (object);
}

static void
render_service_finalize (GObject *object)
{
  RenderService *self = RENDER_SERVICE (object);

  g_free (self->renderer);

  G_OBJECT_CLASS (render_service_parent_class)->finalize (object);
}

static void
render_service_class_init (RenderServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = render_service_dispose;
  object_class->finalize = render_service_finalize;
}

static void
render_service_init (RenderService *self)
{
  self->open_ms = DEFAULT_OPEN_MS;
  self->page_ms = DEFAULT_PAGE_MS;
}

RenderService *
render_service_new (const char *renderer)
{
  RenderService *self;

  g_return_val_if_fail (renderer != NULL && g_path_is_absolute (renderer), NULL);

  self = g_object_new (RENDER_TYPE_SERVICE, NULL);
  self->renderer = g_strdup (renderer);
  self->warm_id = g_idle_add_full (G_PRIORITY_LOW, warm_cb, self, NULL);

  return self;
}

void
render_service_set_deadlines (RenderService *self,
                              guint          open_ms,
                              guint          page_ms)
{
  g_return_if_fail (RENDER_IS_SERVICE (self));

  self->open_ms = open_ms;
  self->page_ms = page_ms;
}

guint
render_service_get_open_ms (RenderService *self)
{
  return self->open_ms;
}

guint
render_service_get_page_ms (RenderService *self)
{
  return self->page_ms;
}

RenderProcess *
render_service_take (RenderService *self,
                     GError       **error)
{
  g_autoptr(RenderProcess) spare = g_steal_pointer (&self->spare);

  if (spare != NULL && render_process_is_alive (spare))
    return g_steal_pointer (&spare);

  return render_process_new (self->renderer, error);
}

void
render_service_warm (RenderService *self)
{
  if (self->warm_id == 0)
    self->warm_id = g_timeout_add_full (G_PRIORITY_LOW, WARM_DELAY_MS, warm_cb, self, NULL);
}

gboolean
render_service_has_ready_spare (RenderService *self)
{
  g_return_val_if_fail (RENDER_IS_SERVICE (self), FALSE);

  return self->spare != NULL && render_process_get_proxy (self->spare) != NULL;
}

int
render_service_get_spare_pid (RenderService *self)
{
  g_return_val_if_fail (RENDER_IS_SERVICE (self), 0);

  return self->spare != NULL ? render_process_get_pid (self->spare) : 0;
}

/* Takes @content. @at_once: it is in memory, and not worth a thread. */
static void
open_content (RenderService      *self,
              GInputStream       *content,
              guint64             size,
              gboolean            at_once,
              const char         *content_type,
              const char         *password,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) copying = NULL;
  OpenData *data = g_new0 (OpenData, 1);

  g_task_set_source_tag (task, render_service_open_async);
  data->content = content;
  data->size = size;
  data->content_type = g_strdup (content_type);
  data->password = g_strdup (password);
  g_task_set_task_data (task, data, (GDestroyNotify) open_data_free);

  if (size == 0)
    {
      g_task_return_error (task, render_error_new (RENDER_ERROR_DAMAGED));
      return;
    }
  if (size > MAX_DOCUMENT)
    {
      g_task_return_error (task, render_error_new (RENDER_ERROR_NO_MEMORY));
      return;
    }

  /* Not cancellable itself: the descriptor must reach somebody who closes it. @task holds the data. */
  copying = g_task_new (self, NULL, copied_cb, g_object_ref (task));
  g_task_set_source_tag (copying, copy_document);
  g_task_set_task_data (copying, data, NULL);
  if (at_once)
    copy_document (copying, self, data, NULL);
  else
    g_task_run_in_thread (copying, copy_document);
}

void
render_service_open_async (RenderService      *self,
                           GBytes             *bytes,
                           const char         *content_type,
                           const char         *password,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_return_if_fail (RENDER_IS_SERVICE (self));
  g_return_if_fail (bytes != NULL && content_type != NULL);

  open_content (self, g_memory_input_stream_new_from_bytes (bytes), g_bytes_get_size (bytes), g_bytes_get_size (bytes) <= SMALL_DOCUMENT,
                content_type, password, cancellable, callback, user_data);
}

void
render_service_open_stream_async (RenderService      *self,
                                  GInputStream       *content,
                                  guint64             size,
                                  const char         *content_type,
                                  const char         *password,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_return_if_fail (RENDER_IS_SERVICE (self));
  g_return_if_fail (G_IS_INPUT_STREAM (content) && content_type != NULL);

  open_content (self, g_object_ref (content), size, FALSE, content_type, password, cancellable, callback, user_data);
}

RenderDocument *
render_service_open_finish (RenderService *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (RENDER_IS_SERVICE (self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, render_service_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
