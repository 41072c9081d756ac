/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-fetch-private.h"

#include "epr-document.h"
#include "record-content-private.h"

typedef struct
{
  RecordFetch   *fetch;    /* borrowed: the fetch holds the waiter's task */
  RecordProgress progress; /* (nullable) */
  gpointer       progress_data;
  GSource       *cancel_source; /* (owned) (nullable) */
} Waiter;

struct _RecordFetch
{
  GObject parent_instance;

  EprAccess     *access;   /* (owned) (nullable) NULL after close */
  ModelDocument *document; /* (owned) (nullable) of the last request */
  RecordFailed   failed;   /* (nullable) */
  gpointer       failed_data;

  RecordContent *content;     /* (owned) (nullable) */
  GPtrArray     *waiters;     /* (owned) of GTask with a Waiter */
  GCancellable  *cancellable; /* (owned) (nullable) of the request on its way */
};

G_DEFINE_FINAL_TYPE (RecordFetch, record_fetch, G_TYPE_OBJECT)

static void
waiter_free (Waiter *waiter)
{
  if (waiter->cancel_source != NULL)
    {
      g_source_destroy (waiter->cancel_source);
      g_source_unref (waiter->cancel_source);
    }
  g_free (waiter);
}

static void
stop_request (RecordFetch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  Waiter *waiter = g_task_get_task_data (task);
  g_autoptr(RecordFetch) self = g_object_ref (waiter->fetch);

  g_ptr_array_remove (self->waiters, task);
  if (self->waiters->len == 0)
    stop_request (self);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

/* Whoever is answered may ask again, or close the patient, from inside the answer. */
static void
answer_waiters (RecordFetch  *self,
                const GError *error)
{
  g_autoptr(GPtrArray) waiters = g_steal_pointer (&self->waiters);
  g_autoptr(RecordContent) content = self->content != NULL ? g_object_ref (self->content) : NULL;

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiters->len; i++)
    {
      GTask  *task = g_ptr_array_index (waiters, i);
      Waiter *waiter = g_task_get_task_data (task);

      if (waiter->cancel_source != NULL)
        g_source_destroy (waiter->cancel_source);
      waiter->fetch = NULL;
    }
  for (guint i = 0; i < waiters->len; i++)
    {
      GTask *task = g_ptr_array_index (waiters, i);

      if (content != NULL)
        g_task_return_pointer (task, g_object_ref (content), g_object_unref);
      else
        g_task_return_error (task, g_error_copy (error));
    }
}

static RecordIntegrity
integrity_of (EprIntegrity integrity)
{
  switch (integrity)
    {
    case EPR_INTEGRITY_INTACT:
      return RECORD_INTEGRITY_INTACT;

    case EPR_INTEGRITY_UNCHECKED:
      return RECORD_INTEGRITY_UNCHECKED;

    case EPR_INTEGRITY_DIFFERENT:
    default:
      return RECORD_INTEGRITY_DIFFERENT;
    }
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(RecordFetch) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(EprContent) content = epr_document_fetch_finish (EPR_ACCESS (object), result, &error);

  /* Closed, or everybody went: whoever came since has a request of its own. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (content != NULL)
    {
      const char *type = content->content_type != NULL ? content->content_type
                                                       : model_document_get_content_type (self->document);

      self->content = record_content_new (content->bytes, type, content->charset, integrity_of (content->integrity));
    }
  else if (self->failed != NULL)
    self->failed (error, self->failed_data);

  answer_waiters (self, error);
}

static void
progress_cb (guint64  received,
             gint64   expected,
             gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr(RecordFetch) self = g_weak_ref_get (weak);
  g_autoptr(GPtrArray) waiters = NULL;

  if (self == NULL)
    return;

  waiters = g_ptr_array_copy (self->waiters, (GCopyFunc) g_object_ref, NULL);
  g_ptr_array_set_free_func (waiters, g_object_unref);
  for (guint i = 0; i < waiters->len; i++)
    {
      Waiter *waiter = g_task_get_task_data (g_ptr_array_index (waiters, i));

      if (waiter->progress != NULL && waiter->fetch != NULL)
        waiter->progress (received, expected, waiter->progress_data);
    }
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
start_request (RecordFetch *self)
{
  g_autoptr(NetTrace) trace = net_trace_new ();
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  self->cancellable = g_cancellable_new ();
  epr_document_fetch_async (self->access, self->document, trace, progress_cb, weak, weak_ref_free,
                            self->cancellable, fetched_cb, g_object_ref (self));
}

static void
record_fetch_dispose (GObject *object)
{
  RecordFetch *self = RECORD_FETCH (object);

  stop_request (self);
  g_clear_object (&self->access);
  g_clear_object (&self->document);
  g_clear_object (&self->content);

  G_OBJECT_CLASS (record_fetch_parent_class)->dispose (object);
}

static void
record_fetch_finalize (GObject *object)
{
  RecordFetch *self = RECORD_FETCH (object);

  g_clear_pointer (&self->waiters, g_ptr_array_unref);

  G_OBJECT_CLASS (record_fetch_parent_class)->finalize (object);
}

static void
record_fetch_class_init (RecordFetchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = record_fetch_dispose;
  object_class->finalize = record_fetch_finalize;
}

static void
record_fetch_init (RecordFetch *self)
{
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
}

RecordFetch *
record_fetch_new (EprAccess   *access,
                  RecordFailed failed,
                  gpointer     user_data)
{
  RecordFetch *self = g_object_new (RECORD_TYPE_FETCH, NULL);

  self->access = g_object_ref (access);
  self->failed = failed;
  self->failed_data = user_data;

  return self;
}

void
record_fetch_join (RecordFetch   *self,
                   ModelDocument *document,
                   GTask         *task,
                   RecordProgress progress,
                   gpointer       progress_data)
{
  g_autoptr(GTask) owned = task;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter       *waiter;

  g_return_if_fail (RECORD_IS_FETCH (self));

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->content != NULL)
    {
      g_task_return_pointer (task, g_object_ref (self->content), g_object_unref);
      return;
    }

  waiter = g_new0 (Waiter, 1);
  waiter->fetch = self;
  waiter->progress = progress;
  waiter->progress_data = progress_data;
  if (cancellable != NULL)
    {
      waiter->cancel_source = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, waiter->cancel_source, G_SOURCE_FUNC (waiter_cancelled_cb));
    }
  g_task_set_task_data (task, waiter, (GDestroyNotify) waiter_free);
  g_ptr_array_add (self->waiters, g_steal_pointer (&owned));
  if (self->cancellable == NULL)
    {
      g_set_object (&self->document, document);
      start_request (self);
    }
}

void
record_fetch_close (RecordFetch *self)
{
  g_autoptr(RecordFetch) alive = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (RECORD_IS_FETCH (self));

  alive = g_object_ref (self);
  self->failed = NULL;
  stop_request (self);
  g_clear_object (&self->content);
  g_clear_object (&self->access);
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The patient was closed");
  answer_waiters (self, error);
}
