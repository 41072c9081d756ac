/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-pdf.h"

#include "render-text.h"
#include "render-wire.h"
#include "renderer-active.h"
#include "renderer-guide.h"
#include "renderer-memory.h"
#include "renderer-splash.h"

#include <math.h>
#include <poppler.h>

/* Where one image covers most of the page, and it is shrunk below this, Splash is twice as fast as
 * cairo and as right. A scanner's usual 300 dpi is assumed: the resolution cannot be known without
 * decoding. Everywhere else cairo is the faster, often by far. */
#define SCAN_COVER 0.8
#define SCAN_SCALE (0.7 * 300 / 72)

struct _RendererPdf
{
  GObject parent_instance;

  GBytes          *bytes;    /* (owned) */
  char            *password; /* (owned) */
  PopplerDocument *document; /* (owned) */
  PopplerPage     *page;     /* (owned) (nullable): the last one asked for */
  RendererSplash  *splash;   /* (owned) (nullable): until the first scan */
  gboolean         no_splash;
};

static void renderer_pdf_document_iface_init (RendererDocumentInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RendererPdf, renderer_pdf, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RENDERER_TYPE_DOCUMENT, renderer_pdf_document_iface_init))

static PopplerPage *
get_page (RendererPdf *self,
          guint        number)
{
  if (self->page == NULL || (guint) poppler_page_get_index (self->page) != number)
    {
      g_clear_object (&self->page);
      self->page = poppler_document_get_page (self->document, (int) number);
    }

  return self->page;
}

/* Only the area of the image can be used: poppler gives its place wrong where a page is turned. */
static gboolean
is_scan (PopplerPage *page)
{
  GList   *images = poppler_page_get_image_mapping (page);
  gboolean covered = FALSE;
  double   width, height;

  poppler_page_get_size (page, &width, &height);
  for (GList *l = images; l != NULL && !covered; l = l->next)
    {
      const PopplerRectangle *area = &((PopplerImageMapping *) l->data)->area;

      covered = fabs ((area->x2 - area->x1) * (area->y2 - area->y1)) >= SCAN_COVER * width * height;
    }
  poppler_page_free_image_mapping (images);

  return covered;
}

/* (nullable) */
static RendererSplash *
get_splash (RendererPdf *self)
{
  if (self->splash == NULL && !self->no_splash)
    {
      self->splash = renderer_splash_new (self->bytes, self->password);
      self->no_splash = self->splash == NULL;
    }

  return self->splash;
}

/* With a password the bytes are read as a stream: poppler (22.12) tries a password in two encodings,
 * and crashes at the second when the bytes are its own. */
static PopplerDocument *
load (GBytes     *bytes,
      const char *password,
      GError    **error)
{
  g_autoptr(GInputStream) stream = NULL;

  if (*password == '\0')
    return poppler_document_new_from_bytes (bytes, NULL, error);

  stream = g_memory_input_stream_new_from_bytes (bytes);

  return poppler_document_new_from_stream (stream, (goffset) g_bytes_get_size (bytes), password, NULL, error);
}

static guint
renderer_pdf_get_n_pages (RendererDocument *document)
{
  return (guint) MAX (poppler_document_get_n_pages (RENDERER_PDF (document)->document), 0);
}

static char *
renderer_pdf_dup_title (RendererDocument *document)
{
  return poppler_document_get_title (RENDERER_PDF (document)->document);
}

/* Scripts are looked for in both ways; a file may be read differently. */
static gboolean
renderer_pdf_examine (RendererDocument *document)
{
  RendererPdf *self = RENDERER_PDF (document);

  switch (renderer_active_find (self->bytes))
    {
    case RENDERER_ACTIVE_NO:
      return poppler_document_has_javascript (self->document);
    case RENDERER_ACTIVE_YES:
      return TRUE;
    case RENDERER_ACTIVE_UNKNOWN:
    default:
      return poppler_document_has_javascript (self->document) || poppler_document_has_attachments (self->document);
    }
}

static gboolean
renderer_pdf_get_page_size (RendererDocument *document,
                            guint             number,
                            double           *width,
                            double           *height)
{
  PopplerPage *page = get_page (RENDERER_PDF (document), number);

  if (page == NULL)
    return FALSE;

  poppler_page_get_size (page, width, height);

  return TRUE;
}

static gboolean
renderer_pdf_render (RendererDocument   *document,
                     const RendererView *view,
                     guint8             *pixels,
                     GError            **error)
{
  RendererPdf *self = RENDERER_PDF (document);
  PopplerPage *page = get_page (self, view->page);
  double       width, height;
  cairo_t     *cr;

  if (page == NULL)
    {
      g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, "No such page");
      return FALSE;
    }

  if (view->scale < SCAN_SCALE && is_scan (page) && get_splash (self) != NULL)
    return renderer_splash_render (get_splash (self), view, pixels, error);

  poppler_page_get_size (page, &width, &height);
  cr = renderer_memory_begin (view, width, height, pixels);
  poppler_page_render (page, cr);

  return renderer_memory_end (cr, error);
}

static char *
renderer_pdf_dup_text (RendererDocument *document,
                       guint             number)
{
  PopplerPage *page = get_page (RENDERER_PDF (document), number);

  return page != NULL ? poppler_page_get_text (page) : NULL;
}

static gboolean
renderer_pdf_get_layout (RendererDocument *document,
                         guint             number,
                         char            **text,
                         GArray          **boxes)
{
  PopplerPage                 *page = get_page (RENDERER_PDF (document), number);
  g_autofree PopplerRectangle *places = NULL;
  g_autofree char             *all = NULL;
  guint                        n;

  if (page == NULL || !poppler_page_get_text_layout (page, &places, &n))
    return FALSE;

  /* Text and places are found in two ways; where they do not fit together, the places are worth nothing. */
  all = poppler_page_get_text (page);
  if (all == NULL || !g_utf8_validate (all, -1, NULL) || g_utf8_strlen (all, -1) != (glong) n)
    return FALSE;

  *boxes = g_array_sized_new (FALSE, FALSE, sizeof (RenderBox), n);
  for (guint i = 0; i < n; i++)
    {
      const RenderBox box = {
        (float) MIN (places[i].x1, places[i].x2),
        (float) MIN (places[i].y1, places[i].y2),
        (float) MAX (places[i].x1, places[i].x2),
        (float) MAX (places[i].y1, places[i].y2),
      };

      g_array_append_val (*boxes, box);
    }
  *text = g_steal_pointer (&all);

  return TRUE;
}

static GVariant *
renderer_pdf_dup_guide (RendererDocument *document)
{
  return renderer_guide_read (RENDERER_PDF (document)->document);
}

static GVariant *
renderer_pdf_dup_links (RendererDocument *document,
                        guint             number)
{
  PopplerPage *page = get_page (RENDERER_PDF (document), number);

  return page != NULL ? renderer_guide_links (RENDERER_PDF (document)->document, page) : g_variant_new ("a(ddddus)", NULL);
}

static void
renderer_pdf_document_iface_init (RendererDocumentInterface *iface)
{
  iface->get_n_pages = renderer_pdf_get_n_pages;
  iface->dup_title = renderer_pdf_dup_title;
  iface->examine = renderer_pdf_examine;
  iface->get_page_size = renderer_pdf_get_page_size;
  iface->render = renderer_pdf_render;
  iface->dup_text = renderer_pdf_dup_text;
  iface->get_layout = renderer_pdf_get_layout;
  iface->dup_guide = renderer_pdf_dup_guide;
  iface->dup_links = renderer_pdf_dup_links;
}

static void
renderer_pdf_dispose (GObject *object)
{
  RendererPdf *self = RENDERER_PDF (object);

  g_clear_object (&self->page);
  g_clear_object (&self->document);
  g_clear_pointer (&self->splash, renderer_splash_free);

  G_OBJECT_CLASS (renderer_pdf_parent_class)->dispose (object);
}

static void
renderer_pdf_finalize (GObject *object)
{
  RendererPdf *self = RENDERER_PDF (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->password);

  G_OBJECT_CLASS (renderer_pdf_parent_class)->finalize (object);
}

static void
renderer_pdf_class_init (RendererPdfClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = renderer_pdf_dispose;
  object_class->finalize = renderer_pdf_finalize;
}

static void
renderer_pdf_init (RendererPdf *self)
{
}

RendererDocument *
renderer_pdf_new (GBytes     *bytes,
                  const char *password,
                  GError    **error)
{
  g_autoptr(RendererPdf) self = g_object_new (RENDERER_TYPE_PDF, NULL);
  g_autoptr(GError) cause = NULL;
  int n_pages;

  self->bytes = g_bytes_ref (bytes);
  self->password = g_strdup (password);
  self->document = load (bytes, password, &cause);

  if (self->document == NULL)
    {
      gboolean encrypted = g_error_matches (cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);

      g_set_error_literal (error, RENDER_ERROR, encrypted ? RENDER_ERROR_ENCRYPTED : RENDER_ERROR_DAMAGED, cause->message);
      return NULL;
    }

  n_pages = poppler_document_get_n_pages (self->document);
  if (n_pages < 1 || n_pages > RENDER_WIRE_MAX_PAGES)
    {
      g_set_error (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, "%d pages", n_pages);
      return NULL;
    }

  return RENDERER_DOCUMENT (g_steal_pointer (&self));
}
