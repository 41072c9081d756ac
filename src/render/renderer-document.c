/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-document.h"

#include "render-wire.h"
#include "renderer-image.h"
#include "renderer-memory.h"
#include "renderer-paper.h"
#include "renderer-pdf.h"

#include <math.h>
#include <string.h>

/* A4, for a page whose own size is no size. */
#define PAPER_WIDTH 595.276
#define PAPER_HEIGHT 841.89

G_DEFINE_INTERFACE (RendererDocument, renderer_document, G_TYPE_OBJECT)

static void
renderer_document_default_init (RendererDocumentInterface *iface)
{
}

/* Readers of PDF take a file whose header stands within the first kilobyte. */
static gboolean
looks_like_pdf (GBytes *bytes)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, MIN (size, 1024), "%PDF-", 5) != NULL;
}

RendererDocument *
renderer_document_open (GBytes     *bytes,
                        const char *content_type,
                        const char *password,
                        GError    **error)
{
  RendererImageKind kind = renderer_image_guess (bytes);

  if (kind != RENDERER_IMAGE_NONE)
    return renderer_image_new (bytes, kind, error);
  if (looks_like_pdf (bytes) || strcmp (content_type, "application/pdf") == 0)
    return renderer_pdf_new (bytes, password, error);

  if (renderer_paper_can_read (bytes, content_type))
    return renderer_paper_new (bytes, content_type, error);

  if (g_str_has_prefix (content_type, "image/"))
    g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, "Not an image of a known kind");
  else
    g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_UNSUPPORTED, "No decoder");

  return NULL;
}

guint
renderer_document_get_n_pages (RendererDocument *self)
{
  return RENDERER_DOCUMENT_GET_IFACE (self)->get_n_pages (self);
}

char *
renderer_document_dup_title (RendererDocument *self)
{
  return RENDERER_DOCUMENT_GET_IFACE (self)->dup_title (self);
}

gboolean
renderer_document_examine (RendererDocument *self)
{
  return RENDERER_DOCUMENT_GET_IFACE (self)->examine != NULL && RENDERER_DOCUMENT_GET_IFACE (self)->examine (self);
}

static gboolean
is_length (double length)
{
  return isfinite (length) && length > 0 && length <= RENDER_WIRE_MAX_POINTS;
}

void
renderer_document_get_page_size (RendererDocument *self,
                                 guint             page,
                                 double           *width,
                                 double           *height)
{
  if (!RENDERER_DOCUMENT_GET_IFACE (self)->get_page_size (self, page, width, height) ||
      !is_length (*width) || !is_length (*height))
    {
      *width = PAPER_WIDTH;
      *height = PAPER_HEIGHT;
    }
}

gboolean
renderer_document_render (RendererDocument   *self,
                          const RendererView *view,
                          guint8             *pixels,
                          GError            **error)
{
  g_autoptr(GError) cause = NULL;

  renderer_memory_reset ();
  memset (pixels, 0xff, (gsize) view->width * (gsize) view->height * 4);
  if (!RENDERER_DOCUMENT_GET_IFACE (self)->render (self, view, pixels, &cause))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  if (renderer_memory_ran_out ())
    {
      g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_NO_MEMORY, "Out of memory");
      return FALSE;
    }

  return TRUE;
}

char *
renderer_document_dup_text (RendererDocument *self,
                            guint             page)
{
  return RENDERER_DOCUMENT_GET_IFACE (self)->dup_text (self, page);
}

void
renderer_document_get_layout (RendererDocument *self,
                              guint             page,
                              char            **text,
                              GArray          **boxes)
{
  *text = NULL;
  *boxes = NULL;
  if (RENDERER_DOCUMENT_GET_IFACE (self)->get_layout == NULL || !RENDERER_DOCUMENT_GET_IFACE (self)->get_layout (self, page, text, boxes))
    *text = renderer_document_dup_text (self, page);
}

GVariant *
renderer_document_dup_content (RendererDocument *self,
                               GError          **error)
{
  if (RENDERER_DOCUMENT_GET_IFACE (self)->dup_content != NULL)
    return RENDERER_DOCUMENT_GET_IFACE (self)->dup_content (self);

  g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_UNSUPPORTED, "It has pages");
  return NULL;
}

GVariant *
renderer_document_dup_guide (RendererDocument *self)
{
  return RENDERER_DOCUMENT_GET_IFACE (self)->dup_guide != NULL ? RENDERER_DOCUMENT_GET_IFACE (self)->dup_guide (self)
                                                               : g_variant_new ("(a(uus)as)", NULL, NULL);
}

GVariant *
renderer_document_dup_links (RendererDocument *self,
                             guint             page)
{
  return RENDERER_DOCUMENT_GET_IFACE (self)->dup_links != NULL ? RENDERER_DOCUMENT_GET_IFACE (self)->dup_links (self, page)
                                                               : g_variant_new ("a(ddddus)", NULL);
}

static gboolean
is_picture (RendererDocument *self,
            GError          **error)
{
  if (RENDERER_DOCUMENT_GET_IFACE (self)->get_picture != NULL)
    return TRUE;

  g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_UNSUPPORTED, "Not a picture");
  return FALSE;
}

gboolean
renderer_document_get_picture (RendererDocument *self,
                               guint             page,
                               RendererPicture  *picture,
                               GError          **error)
{
  return is_picture (self, error) && RENDERER_DOCUMENT_GET_IFACE (self)->get_picture (self, page, picture, error);
}

const guint32 *
renderer_document_get_pixels (RendererDocument *self,
                              guint             page,
                              int              *width,
                              int              *height,
                              GError          **error)
{
  return is_picture (self, error) ? RENDERER_DOCUMENT_GET_IFACE (self)->get_pixels (self, page, width, height, error) : NULL;
}
