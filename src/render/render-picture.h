#pragma once

#include "render-document.h"

G_BEGIN_DECLS

/* A part of a document's bytes. */
typedef struct
{
  guint64 offset;
  guint64 size;
} RenderPiece;

/* A page of an image file, as it is stored. */
typedef struct
{
  int     width;         /* pixels, not yet upright */
  int     height;
  guint   orientation;   /* 1 to 8, as in Exif: how the stored rows stand upright */
  double  dpi_x;         /* 0: not said, or not to be believed */
  double  dpi_y;
  guint   depth;         /* bits of a pixel of the JPEG, or that lose nothing: 1 black and white, 8 grey, 24 colour */
  GArray *pieces;        /* (owned) (element-type RenderPiece): a JPEG picture without anything beside it; none: only pixels */
} RenderPicture;

void render_picture_free (RenderPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RenderPicture, render_picture_free)

/* The renderer decodes the page whole: DAMAGED when any of it is. UNSUPPORTED for a PDF. Main thread. */
void           render_document_get_picture_async  (RenderDocument *self, guint page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
RenderPicture *render_document_get_picture_finish (RenderDocument *self, GAsyncResult *result, GError **error);

/* Rows @first to @first + @n_rows of the page's own pixels, upright: as wide as @picture then is. */
void           render_document_get_pixels_async   (RenderDocument      *self,
                                                   guint                page,
                                                   const RenderPicture *picture,
                                                   int                  first,
                                                   int                  n_rows,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
RenderPixels  *render_document_get_pixels_finish  (RenderDocument *self, GAsyncResult *result, GError **error);

/* Upright. */
int            render_picture_get_columns         (const RenderPicture *picture);
int            render_picture_get_rows            (const RenderPicture *picture);

G_END_DECLS
