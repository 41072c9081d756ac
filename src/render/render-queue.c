/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-queue-private.h"

RenderJob *
render_job_new (RenderJobKind        kind,
                RenderDocument      *document,
                const RenderRequest *request,
                GTask               *task)
{
  RenderJob *job = g_new0 (RenderJob, 1);

  job->kind = kind;
  job->document = document;
  job->request = *request;
  job->task = task;

  return job;
}

GTask *
render_job_steal_task (RenderJob *job)
{
  if (job->cancelled != NULL)
    g_source_destroy (job->cancelled);
  g_clear_pointer (&job->cancelled, g_source_unref);

  return g_steal_pointer (&job->task);
}

void
render_job_free (RenderJob *job)
{
  g_autoptr(GTask) G_GNUC_UNUSED task = render_job_steal_task (job);

  g_free (job);
}

void
render_queue_push (RenderQueue *queue,
                   RenderJob   *job)
{
  GList *link = queue->jobs.tail;

  while (link != NULL && ((RenderJob *) link->data)->request.priority > job->request.priority)
    link = link->prev;

  if (link != NULL)
    g_queue_insert_after (&queue->jobs, link, job);
  else
    g_queue_push_head (&queue->jobs, job);
}

RenderJob *
render_queue_pop (RenderQueue *queue)
{
  return g_queue_pop_head (&queue->jobs);
}

gboolean
render_queue_remove (RenderQueue *queue,
                     RenderJob   *job)
{
  return g_queue_remove (&queue->jobs, job);
}

void
render_queue_clear (RenderQueue *queue)
{
  g_queue_clear_full (&queue->jobs, (GDestroyNotify) render_job_free);
}
