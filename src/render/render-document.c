/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-document.h"

#include "render-document-private.h"
#include "render-error-private.h"
#include "render-guide-private.h"
#include "render-queue-private.h"
#include "render-service-private.h"
#include "render-sizes-private.h"
#include "render-wire.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

/* A job's way:
 *
 *   queue → current → [ open a process, when there is none ] → [ size of the page ] → asked → done
 *                          ↑                                                            │
 *                          └──────────────── the process died, first time ──────────────┘
 *
 * When nothing waits, the sizes not yet known are asked for. */

#define MAX_DEATHS 2 /* of a page */

struct _RenderDocument
{
  GObject parent_instance;

  RenderService *service; /* (owned) */
  int            memfd;   /* kept for the next process */
  gsize          size;
  char          *content_type; /* (owned) */
  char          *password;     /* (owned) (nullable), wiped */

  RenderProcess *process; /* (owned) (nullable) */
  RenderQueue    queue;
  RenderJob     *current; /* (owned) (nullable) */

  RenderSizes sizes;
  char       *title;  /* (owned) (nullable) */
  GHashTable *deaths; /* (element-type guint guint) page → how often it killed */
};

G_DEFINE_FINAL_TYPE (RenderDocument, render_document, G_TYPE_OBJECT)

enum
{
  SIZES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void pump (RenderDocument *self);
static void start (RenderDocument *self);

static void
take_sizes (RenderDocument *self,
            guint           first,
            GArray         *sizes)
{
  if (render_sizes_take (&self->sizes, first, sizes))
    g_signal_emit (self, signals[SIZES_CHANGED], 0);
}

static guint
get_deaths (RenderDocument *self,
            guint           page)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->deaths, GUINT_TO_POINTER (page)));
}

static guint
count_death (RenderDocument *self,
             guint           page)
{
  guint deaths = get_deaths (self, page) + 1;

  g_debug ("Page %u ended its renderer (%u)", page + 1, deaths);
  g_hash_table_insert (self->deaths, GUINT_TO_POINTER (page), GUINT_TO_POINTER (deaths));

  return deaths;
}

static void
drop_process (RenderDocument *self)
{
  if (self->process != NULL)
    render_process_kill (self->process);
  g_clear_object (&self->process);
}

/* The current job is over. Returns its task, if somebody waits: return it, then pump. */
static GTask *
end_job (RenderDocument *self)
{
  g_autoptr(RenderJob) job = g_steal_pointer (&self->current);

  return render_job_steal_task (job);
}

static void
end_job_with_error (RenderDocument *self,
                    GError         *error)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED keep = g_object_ref (self);
  g_autoptr(GTask) task = end_job (self);

  if (task != NULL)
    g_task_return_error (task, error);
  else
    g_error_free (error);

  pump (self);
}

static void
end_job_with_result (RenderDocument *self,
                     gpointer        result,
                     GDestroyNotify  free_func)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED keep = g_object_ref (self);
  g_autoptr(GTask) task = end_job (self);

  if (task != NULL)
    g_task_return_pointer (task, result, free_func);
  else if (result != NULL && free_func != NULL)
    free_func (result);

  pump (self);
}

static gboolean
is_death (const GError *error)
{
  return g_error_matches (error, RENDER_ERROR, RENDER_ERROR_TIMED_OUT) ||
         g_error_matches (error, RENDER_ERROR, RENDER_ERROR_CRASHED);
}

/* The process, asked about the current job's page, failed. A crash is tried once more in silence; a
 * deadline is not, since nobody waits twice as long. */
static void
page_failed (RenderDocument *self,
             GError         *error)
{
  RenderJob *job = self->current;
  guint      page = job->request.page;
  guint      deaths;

  if (!is_death (error))
    {
      end_job_with_error (self, error);
      return;
    }

  drop_process (self);
  deaths = count_death (self, page);

  if (deaths < MAX_DEATHS && (job->task == NULL || g_error_matches (error, RENDER_ERROR, RENDER_ERROR_TIMED_OUT)))
    end_job_with_error (self, error);
  else
    {
      /* A second death ends in a refusal at once. */
      g_error_free (error);
      start (self);
    }
}

/* The document of a job that came back, or NULL when it is gone and the job with it. */
static RenderDocument *
get_document (RenderJob *job)
{
  RenderDocument *self = job->document;

  if (self == NULL)
    render_job_free (job);

  return self;
}

void
render_document_come_back (RenderJob     *job,
                           gpointer       result,
                           GDestroyNotify free_func,
                           GError        *error)
{
  RenderDocument *self = get_document (job);

  if (self != NULL && result == NULL)
    page_failed (self, error);
  else if (self != NULL)
    end_job_with_result (self, result, free_func);
  else
    {
      g_clear_error (&error);
      if (result != NULL && free_func != NULL)
        free_func (result);
    }
}

static void
rendered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GError       *error = NULL;
  RenderPixels *pixels = render_process_render_finish (RENDER_PROCESS (object), result, &error);

  render_document_come_back (user_data, pixels, (GDestroyNotify) render_pixels_free, error);
}

/* The whole page as a rectangle. FALSE: too large. */
static gboolean
set_whole_page (RenderDocument *self,
                RenderRequest  *request)
{
  const RenderSize *size = &self->sizes.all[request->page];
  gboolean          lying = request->rotation % 180 != 0;
  double            width = MAX (1, floor ((lying ? size->height : size->width) * request->scale + 0.5));
  double            height = MAX (1, floor ((lying ? size->width : size->height) * request->scale + 0.5));

  if (width > RENDER_WIRE_MAX_SIDE || height > RENDER_WIRE_MAX_SIDE)
    return FALSE;

  request->clip_x = 0;
  request->clip_y = 0;
  request->clip_width = (int) width;
  request->clip_height = (int) height;

  return TRUE;
}

static void
ask_for_page (RenderDocument *self)
{
  RenderJob *job = self->current;

  if (job->whole && !set_whole_page (self, &job->request))
    end_job_with_error (self, render_error_new (RENDER_ERROR_NO_MEMORY));
  else
    render_process_render_async (self->process, &job->request, render_service_get_page_ms (self->service), rendered_cb, job);
}

static void
text_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GError *error = NULL;
  char   *text = render_process_text_finish (RENDER_PROCESS (object), result, &error);

  render_document_come_back (user_data, text, g_free, error);
}

static void
sizes_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  RenderDocument *self = get_document (user_data);
  g_autoptr(GArray) sizes = NULL;
  GError *error = NULL;

  sizes = render_process_sizes_finish (RENDER_PROCESS (object), result, &error);

  if (self == NULL)
    g_clear_error (&error);
  else if (sizes == NULL)
    page_failed (self, error);
  else
    {
      g_autoptr(RenderDocument) G_GNUC_UNUSED keep = g_object_ref (self);

      take_sizes (self, self->current->request.page, sizes);
      if (self->current->kind == RENDER_JOB_SIZES)
        end_job_with_result (self, NULL, NULL);
      else
        start (self);
    }
}

static void
ask_for_sizes (RenderDocument *self)
{
  render_process_sizes_async (self->process,
                              self->current->request.page,
                              self->sizes.n,
                              render_service_get_page_ms (self->service),
                              sizes_cb,
                              self->current);
}

static void
ask (RenderDocument *self)
{
  RenderJob *job = self->current;

  switch (job->kind)
    {
    case RENDER_JOB_OPEN:
      end_job_with_result (self, self, NULL);
      break;
    case RENDER_JOB_PAGE:
      if (job->whole && !render_sizes_is_known (&self->sizes, job->request.page))
        ask_for_sizes (self);
      else
        ask_for_page (self);
      break;
    case RENDER_JOB_TEXT:
      render_process_text_async (self->process, job->request.page, render_service_get_page_ms (self->service), text_cb, job);
      break;
    case RENDER_JOB_LAYOUT:
      render_document_ask_layout (self->process, job, render_service_get_page_ms (self->service));
      break;
    case RENDER_JOB_CONTENT:
      render_document_ask_content (self->process, job, render_service_get_open_ms (self->service));
      break;
    case RENDER_JOB_GUIDE:
    case RENDER_JOB_LINKS:
      render_document_ask_guide (self->process, job, self->sizes.n, render_service_get_page_ms (self->service));
      break;
    case RENDER_JOB_SIZES:
      ask_for_sizes (self);
      break;
    case RENDER_JOB_EXAMINE:
      render_document_ask_examine (self->process, job, render_service_get_open_ms (self->service));
      break;
    case RENDER_JOB_PICTURE:
    case RENDER_JOB_PIXELS:
      render_document_ask_picture (self->process, job, self->size, render_service_get_page_ms (self->service));
      break;
    default:
      g_assert_not_reached ();
    }
}

/* A document that is not the same in another process has a renderer that is not to be trusted. */
static gboolean
take_opened (RenderDocument *self,
             RenderOpened   *opened)
{
  if (self->sizes.n != 0)
    return opened->n_pages == self->sizes.n;

  render_sizes_init (&self->sizes, opened->n_pages);
  self->title = g_steal_pointer (&opened->title);
  take_sizes (self, 0, opened->sizes);

  return TRUE;
}

static void
process_opened_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  RenderDocument *self = get_document (user_data);
  g_autoptr(RenderOpened) opened = NULL;
  GError *error = NULL;

  opened = render_process_open_finish (RENDER_PROCESS (object), result, &error);

  if (self == NULL)
    {
      g_clear_error (&error);
      return;
    }
  if (opened != NULL && !take_opened (self, opened))
    error = render_error_new (RENDER_ERROR_CRASHED);
  if (error == NULL)
    {
      start (self);
      return;
    }

  drop_process (self);
  if (g_error_matches (error, RENDER_ERROR, RENDER_ERROR_CRASHED) && self->current->n_crashes++ == 0)
    {
      g_error_free (error);
      start (self);
    }
  else
    end_job_with_error (self, error);
}

static void
open_process (RenderDocument *self)
{
  GError *error = NULL;

  drop_process (self);
  self->process = render_service_take (self->service, &error);
  if (self->process == NULL)
    {
      end_job_with_error (self, error);
      return;
    }

  /* The spare was used up: another one, for the next document or for this one's next death. */
  if (self->sizes.n != 0)
    render_service_warm (self->service);
  render_process_open_async (self->process,
                             self->memfd,
                             self->size,
                             self->content_type,
                             self->password,
                             render_service_get_open_ms (self->service),
                             process_opened_cb,
                             self->current);
}

/* Does the next step of the current job. */
static void
start (RenderDocument *self)
{
  RenderJob *job = self->current;

  if (job->task == NULL && job->kind != RENDER_JOB_SIZES)
    end_job_with_result (self, NULL, NULL);
  else if (get_deaths (self, job->request.page) >= MAX_DEATHS)
    {
      /* Its size stays a guess; it must not be asked for again. */
      if (!render_sizes_is_known (&self->sizes, job->request.page))
        {
          g_autoptr(GArray) guess = g_array_new (FALSE, FALSE, sizeof (RenderSize));

          g_array_append_val (guess, self->sizes.all[0]);
          take_sizes (self, job->request.page, guess);
        }
      end_job_with_error (self, render_error_new (RENDER_ERROR_PAGE_REFUSED));
    }
  else if (self->process == NULL || !render_process_is_alive (self->process))
    open_process (self);
  else
    ask (self);
}

static void
pump (RenderDocument *self)
{
  if (self->current != NULL)
    return;

  self->current = render_queue_pop (&self->queue);
  if (self->current == NULL && self->sizes.first_unknown < self->sizes.n && self->process != NULL)
    {
      RenderRequest request = { .page = self->sizes.first_unknown };

      self->current = render_job_new (RENDER_JOB_SIZES, self, &request, NULL);
    }

  if (self->current != NULL)
    start (self);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  RenderJob *job = user_data;
  g_autoptr(GTask) task = render_job_steal_task (job);

  if (render_queue_remove (&job->document->queue, job))
    render_job_free (job);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

void
render_document_enqueue (RenderDocument      *self,
                         RenderJobKind        kind,
                         const RenderRequest *request,
                         GTask               *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  RenderJob    *job;

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }

  job = render_job_new (kind, self, request, task);
  job->whole = kind == RENDER_JOB_PAGE && request->clip_width == 0;
  if (cancellable != NULL)
    {
      job->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (job->cancelled, G_SOURCE_FUNC (cancelled_cb), job, NULL);
      g_source_attach (job->cancelled, g_task_get_context (task));
    }

  render_queue_push (&self->queue, job);
  pump (self);
}

static void
render_document_dispose (GObject *object)
{
  RenderDocument *self = RENDER_DOCUMENT (object);

  /* A call that is out comes back to its job, which nobody waits for. */
  if (self->current != NULL)
    g_steal_pointer (&self->current)->document = NULL;
  render_queue_clear (&self->queue);
  drop_process (self);
  g_clear_object (&self->service);

  G_OBJECT_CLASS (render_document_parent_class)->dispose (object);
}

static void
render_document_finalize (GObject *object)
{
  RenderDocument *self = RENDER_DOCUMENT (object);

  if (self->memfd >= 0)
    close (self->memfd);
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_free (self->password);
  g_free (self->content_type);
  render_sizes_clear (&self->sizes);
  g_free (self->title);
  g_hash_table_unref (self->deaths);

  G_OBJECT_CLASS (render_document_parent_class)->finalize (object);
}

static void
render_document_class_init (RenderDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = render_document_dispose;
  object_class->finalize = render_document_finalize;

  signals[SIZES_CHANGED] = g_signal_new ("sizes-changed",
                                         G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
render_document_init (RenderDocument *self)
{
  self->memfd = -1;
  self->deaths = g_hash_table_new (NULL, NULL);
}

RenderDocument *
render_document_new (RenderService *service,
                     int            memfd,
                     gsize          size,
                     const char    *content_type,
                     const char    *password)
{
  RenderDocument *self = g_object_new (RENDER_TYPE_DOCUMENT, NULL);

  self->service = g_object_ref (service);
  self->memfd = memfd;
  self->size = size;
  /* From a server: what is not UTF-8 cannot travel. */
  self->content_type = g_utf8_make_valid (content_type, -1);
  self->password = g_strdup (password);

  return self;
}

void
render_document_open_async (RenderDocument     *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  RenderRequest request = { .priority = G_PRIORITY_HIGH };
  GTask        *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, render_document_open_async);
  render_document_enqueue (self, RENDER_JOB_OPEN, &request, task);
}

gboolean
render_document_open_finish (RenderDocument *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, render_document_open_async), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

int
render_document_get_pid (RenderDocument *self)
{
  return self->process != NULL ? render_process_get_pid (self->process) : 0;
}

guint
render_document_get_n_pages (RenderDocument *self)
{
  g_return_val_if_fail (RENDER_IS_DOCUMENT (self), 0);

  return self->sizes.n;
}

gboolean
render_document_get_page_size (RenderDocument *self,
                               guint           page,
                               double         *width,
                               double         *height)
{
  g_return_val_if_fail (RENDER_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (page < self->sizes.n, FALSE);

  return render_sizes_get (&self->sizes, page, width, height);
}

const char *
render_document_get_title (RenderDocument *self)
{
  g_return_val_if_fail (RENDER_IS_DOCUMENT (self), NULL);

  return self->title;
}

void
render_document_render_async (RenderDocument      *self,
                              const RenderRequest *request,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (RENDER_IS_DOCUMENT (self));
  g_return_if_fail (request->page < self->sizes.n);
  g_return_if_fail (isfinite (request->scale) && request->scale > 0);
  g_return_if_fail (request->rotation % 90 == 0 && request->rotation < 360);
  g_return_if_fail (request->clip_width >= 0 && (request->clip_width == 0 || request->clip_height > 0));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, render_document_render_async);
  render_document_enqueue (self, RENDER_JOB_PAGE, request, task);
}

RenderPixels *
render_document_render_finish (RenderDocument *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (RENDER_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, render_document_render_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
render_document_get_text_async (RenderDocument     *self,
                                guint               page,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  RenderRequest request = { .page = page, .priority = G_PRIORITY_DEFAULT };
  GTask        *task;

  g_return_if_fail (RENDER_IS_DOCUMENT (self));
  g_return_if_fail (page < self->sizes.n);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, render_document_get_text_async);
  render_document_enqueue (self, RENDER_JOB_TEXT, &request, task);
}

char *
render_document_get_text_finish (RenderDocument *self,
                                 GAsyncResult   *result,
                                 GError        **error)
{
  g_return_val_if_fail (RENDER_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, render_document_get_text_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
