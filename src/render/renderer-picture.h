#pragma once

#include <gio/gio.h>

#include "render-error.h"

G_BEGIN_DECLS

/* One image of a file. */
typedef struct
{
  int    width;         /* as stored, not yet upright */
  int    height;
  double dpi_x;         /* 0: not said */
  double dpi_y;
  guint  orientation;   /* 1 to 8, as in TIFF and Exif: how the stored rows stand upright */
} RendererPictureInfo;

/* Pixels are cairo's RGB24. Every side and product has been checked. */
#define RENDERER_PICTURE_MAX_SIDE   32767
#define RENDERER_PICTURE_MAX_PIXELS 100000000

/* (nullable): too large, NO_MEMORY. Free with g_free(). */
guint32 *renderer_picture_alloc (const RendererPictureInfo *info, GError **error);
/* One pixel over white paper; colours not yet multiplied with @alpha. */
guint32  renderer_picture_blend (guint red, guint green, guint blue, guint alpha);

/* The orientation in the body of a JPEG's APP1 marker, 0 when there is none. */
guint    renderer_exif_get_orientation (const guint8 *data, gsize size);

/* The resolution of a PNG's pHYs chunk, if it comes before the pixels. */
gboolean renderer_png_get_resolution (const guint8 *data, gsize size, double *dpi_x, double *dpi_y);

/* The bits of a pixel that lose nothing: 1 black and white, 8 grey, 24 colour. */
guint    renderer_picture_find_depth (const guint32 *pixels, gsize n_pixels);

/* A part of a file. */
typedef struct
{
  guint64 offset;
  guint64 size;
} RendererPiece;

/* The parts of a JPEG file that make up its picture, without anything beside: no place, no camera, no
 * preview, no comment, nothing behind the end. (nullable): not a plain JPEG of 8 bits that every reader
 * of PDF decodes alike; more than RENDER_WIRE_MAX_PIECES. (element-type RendererPiece) (transfer full) */
GArray  *renderer_jpeg_find_pieces (GBytes *bytes);
/* One behind the other. (transfer full) */
GBytes  *renderer_jpeg_join_pieces (GBytes *bytes, GArray *pieces);
/* The bits of a pixel, 8 or 24, if @plain, joined, is read in the same colours as the file it comes from;
 * 0: it no longer says them. */
guint    renderer_jpeg_compare     (GBytes *bytes, GBytes *plain);

/* Each decoder: the head of image @page, and its pixels. @strict: what a tolerant reader would make up
 * (the rest of a picture that is cut off) is DAMAGED; the other decoders always are. */
gboolean renderer_jpeg_read_info (GBytes *bytes, RendererPictureInfo *info, GError **error);
guint32 *renderer_jpeg_decode    (GBytes *bytes, const RendererPictureInfo *info, gboolean strict, GError **error);
gboolean renderer_png_read_info  (GBytes *bytes, RendererPictureInfo *info, GError **error);
guint32 *renderer_png_decode     (GBytes *bytes, const RendererPictureInfo *info, GError **error);

typedef struct _RendererTiff RendererTiff;

RendererTiff *renderer_tiff_new         (GBytes *bytes, GError **error);
void          renderer_tiff_free        (RendererTiff *tiff);
guint         renderer_tiff_get_n_pages (RendererTiff *tiff);
gboolean      renderer_tiff_read_info   (RendererTiff *tiff, guint page, RendererPictureInfo *info, GError **error);
guint32      *renderer_tiff_decode      (RendererTiff *tiff, guint page, const RendererPictureInfo *info, GError **error);

G_END_DECLS
