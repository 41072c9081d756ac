#pragma once

#include "render-picture.h"

G_BEGIN_DECLS

/* A picture as it will stand in a PDF: compressed, in memory, without anything that came beside it in
 * its file. Immutable; any thread. */
typedef struct _RenderAlbumPage RenderAlbumPage;

RenderAlbumPage *render_album_page_ref   (RenderAlbumPage *page);
void             render_album_page_unref (RenderAlbumPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RenderAlbumPage, render_album_page_unref)

/* Bytes that it holds. */
gsize            render_album_page_get_size (RenderAlbumPage *page);

/* Takes page @page of @document, an image file of @bytes. A JPEG keeps its data where every reader of
 * PDF decodes it alike; all else comes as pixels, a few rows at a time, and is compressed in a worker.
 * RENDER_ERROR: DAMAGED when any of it is, UNSUPPORTED for a PDF. Main thread. */
void             render_album_read_async  (RenderDocument      *document,
                                           GBytes              *bytes,
                                           guint                page,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
RenderAlbumPage *render_album_read_finish (RenderDocument *document, GAsyncResult *result, GError **error);   /* (transfer full) */

typedef struct
{
  RenderAlbumPage *page;       /* (unowned) */
  guint            rotation;   /* 0, 90, 180, 270, clockwise, beside its own */
} RenderAlbumLeaf;

/* What the PDF says about itself, alike in its information and in its XMP packet. */
typedef struct
{
  const char *title;      /* (nullable) */
  const char *language;   /* (nullable) "fr-CH" */
  const char *author;     /* (nullable) the institution */
  GDateTime  *created;
} RenderAlbumInfo;

/* One PDF of a page for each leaf, as PDF/A-2b (ISO 19005-2): each as large as its picture's resolution
 * says, or fitted into A4 where that says nothing or something larger than A3. Blocks: any thread. */
GBytes          *render_album_write        (const RenderAlbumLeaf *leaves, guint n_leaves, const RenderAlbumInfo *info, GError **error);

/* The same in a worker. @leaves and @info are copied. */
void             render_album_write_async  (const RenderAlbumLeaf *leaves,
                                            guint                  n_leaves,
                                            const RenderAlbumInfo *info,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
GBytes          *render_album_write_finish (GAsyncResult *result, GError **error);   /* (transfer full) */

G_END_DECLS
