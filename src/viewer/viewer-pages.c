/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-pages.h"

typedef struct
{
  ViewerPages  *pages; /* (unowned) valid as long as not cancelled */
  guint         page;
  ViewerPart    part;
  ViewerView    view;
  GCancellable *cancellable; /* (owned) */
} Request;

typedef struct
{
  GdkTexture *texture; /* (owned) (nullable) */
  ViewerView  view;    /* of texture */
  gsize       n_bytes; /* of texture */
  Request    *request; /* (unowned) (nullable) freed by its callback */
  GError     *error;   /* (owned) (nullable) */
  ViewerView  failed;  /* what the error is about */
  guint64     wanted;  /* the last round that wanted it */
  gboolean    seen;    /* in that round */
} Picture;

typedef struct
{
  Picture pictures[VIEWER_N_PARTS];
} Page;

struct _ViewerPages
{
  GObject parent_instance;

  RenderDocument *document; /* (owned) */
  guint           n_pages;
  Page           *pages; /* (owned) */
  gsize           budget;
  gsize           n_bytes;
  guint           n_pending;
  guint64         round;
};

G_DEFINE_FINAL_TYPE (ViewerPages, viewer_pages, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
view_equal (const ViewerView *a,
            const ViewerView *b)
{
  /* the scale is a computed double: equal is near enough */
  return a->rotation == b->rotation &&
         a->x == b->x && a->y == b->y &&
         a->width == b->width && a->height == b->height &&
         ABS (a->scale - b->scale) < 1e-6;
}

/* The patch that is there may be larger than what is wanted now. */
static gboolean
view_covers (const ViewerView *have,
             const ViewerView *want,
             ViewerPart        part)
{
  if (part == VIEWER_PART_PAGE)
    return view_equal (have, want);

  return have->rotation == want->rotation &&
         ABS (have->scale - want->scale) < 1e-6 &&
         have->x <= want->x && have->x + have->width >= want->x + want->width &&
         have->y <= want->y && have->y + have->height >= want->y + want->height;
}

static void
picture_drop_texture (ViewerPages *self,
                      Picture     *picture)
{
  if (picture->texture == NULL)
    return;

  self->n_bytes -= picture->n_bytes;
  picture->n_bytes = 0;
  g_clear_object (&picture->texture);
}

static void
picture_call_off (ViewerPages *self,
                  Picture     *picture)
{
  Request *request = g_steal_pointer (&picture->request);

  if (request == NULL)
    return;

  self->n_pending--;
  g_cancellable_cancel (request->cancellable);
}

/* What was wanted longest ago goes first; what is seen stays, whatever it costs. */
static void
keep_budget (ViewerPages *self)
{
  while (self->n_bytes > self->budget)
    {
      Picture *oldest = NULL;

      for (guint i = 0; i < self->n_pages; i++)
        for (guint part = 0; part < VIEWER_N_PARTS; part++)
          {
            Picture *picture = &self->pages[i].pictures[part];

            if (picture->texture == NULL || (picture->wanted == self->round && picture->seen))
              continue;
            if (oldest == NULL || picture->wanted < oldest->wanted)
              oldest = picture;
          }

      if (oldest == NULL)
        break;
      picture_drop_texture (self, oldest);
    }
}

static void
request_free (Request *request)
{
  g_object_unref (request->cancellable);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
take_pixels (ViewerPages   *self,
             Picture       *picture,
             const Request *request,
             RenderPixels  *pixels)
{
  picture_drop_texture (self, picture);
  g_clear_error (&picture->error);

  picture->texture = gdk_memory_texture_new (pixels->width,
                                             pixels->height,
                                             GDK_MEMORY_B8G8R8A8_PREMULTIPLIED,
                                             pixels->bytes,
                                             pixels->stride);
  picture->view = request->view;
  picture->n_bytes = pixels->stride * (gsize) pixels->height;
  self->n_bytes += picture->n_bytes;
}

static void
rendered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Request) request = user_data;
  g_autoptr(RenderPixels) pixels = NULL;
  g_autoptr(GError) error = NULL;
  ViewerPages *self;
  Picture     *picture;

  pixels = render_document_render_finish (RENDER_DOCUMENT (object), result, &error);

  /* called off, or the document is another by now: then the pages are gone too */
  if (g_cancellable_is_cancelled (request->cancellable))
    return;

  self = request->pages;
  picture = &self->pages[request->page].pictures[request->part];
  picture->request = NULL;
  self->n_pending--;

  if (pixels != NULL)
    {
      take_pixels (self, picture, request, pixels);
      keep_budget (self);
    }
  else
    {
      g_debug ("page %u: %s %d", request->page, g_quark_to_string (error->domain), error->code);
      g_clear_error (&picture->error);
      picture->error = g_steal_pointer (&error);
      picture->failed = request->view;
    }

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, request->page);
}

static void
viewer_pages_dispose (GObject *object)
{
  ViewerPages *self = VIEWER_PAGES (object);

  for (guint i = 0; i < self->n_pages; i++)
    for (guint part = 0; part < VIEWER_N_PARTS; part++)
      {
        Picture *picture = &self->pages[i].pictures[part];

        picture_call_off (self, picture);
        picture_drop_texture (self, picture);
        g_clear_error (&picture->error);
      }
  g_clear_object (&self->document);

  G_OBJECT_CLASS (viewer_pages_parent_class)->dispose (object);
}

static void
viewer_pages_finalize (GObject *object)
{
  ViewerPages *self = VIEWER_PAGES (object);

  g_free (self->pages);

  G_OBJECT_CLASS (viewer_pages_parent_class)->finalize (object);
}

static void
viewer_pages_class_init (ViewerPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = viewer_pages_dispose;
  object_class->finalize = viewer_pages_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
viewer_pages_init (ViewerPages *self)
{
}

ViewerPages *
viewer_pages_new (RenderDocument *document,
                  gsize           budget)
{
  ViewerPages *self;

  g_return_val_if_fail (RENDER_IS_DOCUMENT (document), NULL);

  self = g_object_new (VIEWER_TYPE_PAGES, NULL);
  self->document = g_object_ref (document);
  self->n_pages = render_document_get_n_pages (document);
  self->pages = g_new0 (Page, self->n_pages);
  self->budget = budget;

  return self;
}

void
viewer_pages_begin (ViewerPages *self)
{
  self->round++;
}

void
viewer_pages_want (ViewerPages      *self,
                   guint             page,
                   ViewerPart        part,
                   const ViewerView *need,
                   const ViewerView *ask,
                   gboolean          seen)
{
  Picture      *picture;
  RenderRequest wish;
  Request      *request;

  g_return_if_fail (page < self->n_pages);

  picture = &self->pages[page].pictures[part];
  picture->wanted = self->round;
  picture->seen = seen;

  if (picture->texture != NULL && view_covers (&picture->view, need, part))
    {
      picture_call_off (self, picture);
      return;
    }
  if (picture->error != NULL && view_covers (&picture->failed, need, part))
    return;
  /* One that waits as a neighbour keeps its place when it comes into view: asking anew could draw
   * it twice, and what is before it is seen too. */
  if (picture->request != NULL && view_covers (&picture->request->view, need, part))
    return;

  picture_call_off (self, picture);

  request = g_new0 (Request, 1);
  request->pages = self;
  request->page = page;
  request->part = part;
  request->view = *ask;
  request->cancellable = g_cancellable_new ();
  picture->request = request;
  self->n_pending++;

  wish = (RenderRequest) {
    .page = page,
    .scale = ask->scale,
    .rotation = ask->rotation,
    .clip_x = ask->x,
    .clip_y = ask->y,
    .clip_width = ask->width,
    .clip_height = ask->height,
    .priority = seen ? G_PRIORITY_DEFAULT : G_PRIORITY_LOW,
  };
  render_document_render_async (self->document, &wish, request->cancellable, rendered_cb, request);
}

void
viewer_pages_end (ViewerPages *self)
{
  for (guint i = 0; i < self->n_pages; i++)
    for (guint part = 0; part < VIEWER_N_PARTS; part++)
      {
        Picture *picture = &self->pages[i].pictures[part];

        if (picture->wanted == self->round)
          continue;

        picture_call_off (self, picture);
        /* a patch is good for one place only */
        if (part == VIEWER_PART_PATCH)
          picture_drop_texture (self, picture);
      }

  keep_budget (self);
}

GdkTexture *
viewer_pages_get (ViewerPages *self,
                  guint        page,
                  ViewerPart   part,
                  guint        rotation,
                  ViewerView  *view)
{
  Picture *picture;

  g_return_val_if_fail (page < self->n_pages, NULL);

  picture = &self->pages[page].pictures[part];
  if (picture->texture == NULL || picture->view.rotation != rotation)
    return NULL;
  *view = picture->view;

  return picture->texture;
}

const GError *
viewer_pages_get_error (ViewerPages *self,
                        guint        page)
{
  g_return_val_if_fail (page < self->n_pages, NULL);

  return self->pages[page].pictures[VIEWER_PART_PAGE].error;
}

gsize
viewer_pages_get_bytes (ViewerPages *self)
{
  return self->n_bytes;
}

guint
viewer_pages_get_n_pending (ViewerPages *self)
{
  return self->n_pending;
}
