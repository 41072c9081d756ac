#pragma once

#include <gio/gio.h>

#include "render-document.h"

G_BEGIN_DECLS

typedef enum
{
  RENDER_JOB_OPEN,
  RENDER_JOB_PAGE,
  RENDER_JOB_TEXT,
  RENDER_JOB_LAYOUT,
  RENDER_JOB_CONTENT,
  RENDER_JOB_GUIDE,
  RENDER_JOB_LINKS,
  RENDER_JOB_SIZES,
  RENDER_JOB_EXAMINE,
  RENDER_JOB_PICTURE,
  RENDER_JOB_PIXELS,   /* the clip rectangle of the request says which */
} RenderJobKind;

/* Something the renderer is to be asked. Nobody may be waiting for it any more (or ever): a renderer
 * at work cannot be interrupted, so a job outlives the interest in it and even its document. */
typedef struct
{
  RenderJobKind   kind;
  RenderRequest   request;    /* page and priority count for every kind */
  gboolean        whole;      /* the whole page is wanted */
  guint           n_crashes;
  GTask          *task;       /* (owned) (nullable): nobody waits */
  GSource        *cancelled;  /* (owned) (nullable): attached while somebody waits */
  RenderDocument *document;   /* (unowned) (nullable): gone */
} RenderJob;

RenderJob *render_job_new  (RenderJobKind kind, RenderDocument *document, const RenderRequest *request, GTask *task);
void       render_job_free (RenderJob *job);
/* From now on nobody waits. (transfer full) (nullable) */
GTask     *render_job_steal_task (RenderJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RenderJob, render_job_free)

/* By priority, then by age. */
typedef struct
{
  GQueue jobs;   /* (element-type RenderJob) owned */
} RenderQueue;

void       render_queue_push   (RenderQueue *queue, RenderJob *job);       /* (transfer full) */
RenderJob *render_queue_pop    (RenderQueue *queue);                       /* (transfer full) (nullable) */
gboolean   render_queue_remove (RenderQueue *queue, RenderJob *job);       /* TRUE: was there; it is the caller's again */
void       render_queue_clear  (RenderQueue *queue);

G_END_DECLS
