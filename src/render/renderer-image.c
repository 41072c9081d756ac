/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-image.h"

#include "renderer-memory.h"
#include "renderer-picture.h"

#include <string.h>

/* Where the file says nothing that can be believed: a pixel of the screen's for one of its own. */
#define DEFAULT_DPI 96.0
#define MIN_DPI 20.0
#define MAX_DPI 4800.0

struct _RendererImage
{
  GObject parent_instance;

  GBytes           *bytes; /* (owned) */
  RendererImageKind kind;
  RendererTiff     *tiff; /* (owned) (nullable): other kinds */

  guint32 *pixels; /* (owned) (nullable): upright, of the page drawn last */
  guint    pixels_page;
};

static void renderer_image_document_iface_init (RendererDocumentInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RendererImage, renderer_image, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RENDERER_TYPE_DOCUMENT, renderer_image_document_iface_init))

static const struct
{
  RendererImageKind kind;
  const char       *bytes;
  gsize             size;
} signatures[] = {
  { RENDERER_IMAGE_JPEG, "\xff\xd8\xff", 3 },
  { RENDERER_IMAGE_PNG, "\x89PNG\r\n\x1a\n", 8 },
  { RENDERER_IMAGE_TIFF, "II*\0", 4 },
  { RENDERER_IMAGE_TIFF, "MM\0*", 4 },
  { RENDERER_IMAGE_TIFF, "II+\0", 4 },
  { RENDERER_IMAGE_TIFF, "MM\0+", 4 },
};

static gboolean
read_info (RendererImage       *self,
           guint                page,
           RendererPictureInfo *info,
           GError             **error)
{
  memset (info, 0, sizeof *info);

  switch (self->kind)
    {
    case RENDERER_IMAGE_JPEG:
      return renderer_jpeg_read_info (self->bytes, info, error);
    case RENDERER_IMAGE_PNG:
      return renderer_png_read_info (self->bytes, info, error);
    case RENDERER_IMAGE_TIFF:
      return renderer_tiff_read_info (self->tiff, page, info, error);
    case RENDERER_IMAGE_NONE:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static guint32 *
decode (RendererImage             *self,
        guint                      page,
        const RendererPictureInfo *info,
        GError                   **error)
{
  switch (self->kind)
    {
    case RENDERER_IMAGE_JPEG:
      return renderer_jpeg_decode (self->bytes, info, FALSE, error);
    case RENDERER_IMAGE_PNG:
      return renderer_png_decode (self->bytes, info, error);
    case RENDERER_IMAGE_TIFF:
      return renderer_tiff_decode (self->tiff, page, info, error);
    case RENDERER_IMAGE_NONE:
    default:
      g_return_val_if_reached (NULL);
    }
}

static gboolean
is_lying (const RendererPictureInfo *info)
{
  return info->orientation >= 5;
}

/* Believes both resolutions or none: a fax has two. */
static void
get_size (const RendererPictureInfo *info,
          double                    *width,
          double                    *height)
{
  gboolean believable = info->dpi_x >= MIN_DPI && info->dpi_x <= MAX_DPI && info->dpi_y >= MIN_DPI && info->dpi_y <= MAX_DPI;
  double   across = info->width * 72 / (believable ? info->dpi_x : DEFAULT_DPI);
  double   down = info->height * 72 / (believable ? info->dpi_y : DEFAULT_DPI);

  *width = is_lying (info) ? down : across;
  *height = is_lying (info) ? across : down;
}

/* Takes @stored. (nullable) */
static guint32 *
make_upright (guint32                   *stored,
              const RendererPictureInfo *info,
              GError                   **error)
{
  g_autofree guint32 *from = stored;
  guint32            *upright;
  int                 width = is_lying (info) ? info->height : info->width;
  int                 height = is_lying (info) ? info->width : info->height;
  /* Whether the stored column and row run against the eye. */
  gboolean flip_x = info->orientation == 2 || info->orientation == 3 || info->orientation == 7 || info->orientation == 8;
  gboolean flip_y = info->orientation == 3 || info->orientation == 4 || info->orientation == 6 || info->orientation == 7;

  if (info->orientation == 1)
    return g_steal_pointer (&from);

  upright = renderer_picture_alloc (info, error);
  for (int y = 0; upright != NULL && y < height; y++)
    for (int x = 0; x < width; x++)
      {
        int column = is_lying (info) ? y : x;
        int row = is_lying (info) ? x : y;

        if (flip_x)
          column = info->width - 1 - column;
        if (flip_y)
          row = info->height - 1 - row;
        upright[(gsize) y * (gsize) width + (gsize) x] = from[(gsize) row * (gsize) info->width + (gsize) column];
      }

  return upright;
}

static gboolean
load_page (RendererImage             *self,
           guint                      page,
           const RendererPictureInfo *info,
           GError                   **error)
{
  guint32 *stored;

  if (self->pixels != NULL && self->pixels_page == page)
    return TRUE;

  g_clear_pointer (&self->pixels, g_free);
  stored = decode (self, page, info, error);
  if (stored == NULL)
    return FALSE;

  self->pixels = make_upright (stored, info, error);
  self->pixels_page = page;

  return self->pixels != NULL;
}

static void
paint (cairo_t                   *cr,
       guint32                   *pixels,
       const RendererPictureInfo *info,
       double                     width,
       double                     height)
{
  int              columns = is_lying (info) ? info->height : info->width;
  int              rows = is_lying (info) ? info->width : info->height;
  cairo_surface_t *surface = cairo_image_surface_create_for_data ((guint8 *) pixels, CAIRO_FORMAT_RGB24, columns, rows, columns * 4);

  cairo_scale (cr, width / columns, height / rows);
  cairo_rectangle (cr, 0, 0, columns, rows);
  cairo_set_source_surface (cr, surface, 0, 0);
  /* Else the rim fades into the paper. */
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_fill (cr);
  cairo_surface_destroy (surface);
}

/* What is kept of a JPEG is what is decoded here: the very bytes that others will read. */
static guint32 *
decode_pieces (RendererImage   *self,
               RendererPicture *picture,
               GError         **error)
{
  g_autoptr(GArray) pieces = renderer_jpeg_find_pieces (self->bytes);
  g_autoptr(GBytes) plain = pieces != NULL ? renderer_jpeg_join_pieces (self->bytes, pieces) : NULL;

  picture->depth = plain != NULL ? renderer_jpeg_compare (self->bytes, plain) : 0;
  if (picture->depth == 0)
    return renderer_jpeg_decode (self->bytes, &picture->info, TRUE, error);

  picture->pieces = g_steal_pointer (&pieces);

  return renderer_jpeg_decode (plain, &picture->info, TRUE, error);
}

static guint
renderer_image_get_n_pages (RendererDocument *document)
{
  RendererImage *self = RENDERER_IMAGE (document);

  return self->tiff != NULL ? renderer_tiff_get_n_pages (self->tiff) : 1;
}

static char *
renderer_image_dup_title (RendererDocument *document)
{
  return NULL;
}

static gboolean
renderer_image_get_page_size (RendererDocument *document,
                              guint             page,
                              double           *width,
                              double           *height)
{
  RendererPictureInfo info;

  if (!read_info (RENDERER_IMAGE (document), page, &info, NULL))
    return FALSE;

  get_size (&info, width, height);

  return TRUE;
}

static gboolean
renderer_image_render (RendererDocument   *document,
                       const RendererView *view,
                       guint8             *pixels,
                       GError            **error)
{
  RendererImage      *self = RENDERER_IMAGE (document);
  RendererPictureInfo info;
  double              width, height;
  cairo_t            *cr;

  if (!read_info (self, view->page, &info, error) ||
      !load_page (self, view->page, &info, error))
    return FALSE;

  get_size (&info, &width, &height);
  cr = renderer_memory_begin (view, width, height, pixels);
  paint (cr, self->pixels, &info, width, height);

  return renderer_memory_end (cr, error);
}

static char *
renderer_image_dup_text (RendererDocument *document,
                         guint             page)
{
  return NULL;
}

static gboolean
renderer_image_get_picture (RendererDocument *document,
                            guint             page,
                            RendererPicture  *picture,
                            GError          **error)
{
  RendererImage *self = RENDERER_IMAGE (document);
  guint32       *stored;

  if (!read_info (self, page, &picture->info, error))
    return FALSE;

  g_clear_pointer (&self->pixels, g_free);
  stored = self->kind == RENDERER_IMAGE_JPEG ? decode_pieces (self, picture, error) : decode (self, page, &picture->info, error);
  if (stored != NULL)
    {
      if (picture->depth == 0)
        picture->depth = renderer_picture_find_depth (stored, (gsize) picture->info.width * (gsize) picture->info.height);
      self->pixels = make_upright (stored, &picture->info, error);
      self->pixels_page = page;
    }
  if (self->pixels == NULL)
    g_clear_pointer (&picture->pieces, g_array_unref);

  return self->pixels != NULL;
}

static const guint32 *
renderer_image_get_pixels (RendererDocument *document,
                           guint             page,
                           int              *width,
                           int              *height,
                           GError          **error)
{
  RendererImage      *self = RENDERER_IMAGE (document);
  RendererPictureInfo info;

  if (!read_info (self, page, &info, error) || !load_page (self, page, &info, error))
    return NULL;

  *width = is_lying (&info) ? info.height : info.width;
  *height = is_lying (&info) ? info.width : info.height;

  return self->pixels;
}

static void
renderer_image_document_iface_init (RendererDocumentInterface *iface)
{
  iface->get_n_pages = renderer_image_get_n_pages;
  iface->dup_title = renderer_image_dup_title;
  iface->get_page_size = renderer_image_get_page_size;
  iface->render = renderer_image_render;
  iface->dup_text = renderer_image_dup_text;
  iface->get_picture = renderer_image_get_picture;
  iface->get_pixels = renderer_image_get_pixels;
}

static void
renderer_image_finalize (GObject *object)
{
  RendererImage *self = RENDERER_IMAGE (object);

  g_clear_pointer (&self->tiff, renderer_tiff_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->pixels);

  G_OBJECT_CLASS (renderer_image_parent_class)->finalize (object);
}

static void
renderer_image_class_init (RendererImageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = renderer_image_finalize;
}

static void
renderer_image_init (RendererImage *self)
{
}

RendererImageKind
renderer_image_guess (GBytes *bytes)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (size >= signatures[i].size && memcmp (data, signatures[i].bytes, signatures[i].size) == 0)
      return signatures[i].kind;

  return RENDERER_IMAGE_NONE;
}

RendererDocument *
renderer_image_new (GBytes           *bytes,
                    RendererImageKind kind,
                    GError          **error)
{
  g_autoptr(RendererImage) self = g_object_new (RENDERER_TYPE_IMAGE, NULL);
  RendererPictureInfo info;

  self->bytes = g_bytes_ref (bytes);
  self->kind = kind;
  if (kind == RENDERER_IMAGE_TIFF)
    {
      self->tiff = renderer_tiff_new (bytes, error);
      if (self->tiff == NULL)
        return NULL;
    }

  /* A head that cannot be read is told on opening. */
  if (!read_info (self, 0, &info, error))
    return NULL;

  return RENDERER_DOCUMENT (g_steal_pointer (&self));
}
