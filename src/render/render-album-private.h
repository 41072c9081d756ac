#pragma once

#include "render-album.h"

G_BEGIN_DECLS

struct _RenderAlbumPage
{
  gatomicrefcount ref_count;

  GBytes  *data;       /* (owned) */
  gboolean is_jpeg;    /* else Flate, rows with PNG's filters where they are not of bits */
  int      width;      /* of what is stored */
  int      height;
  guint    depth;      /* 1, 8, 24 */
  guint    rotation;   /* that makes it upright */
  double   dpi_x;      /* of what is stored; 0: unknown */
  double   dpi_y;
};

/* Rows of @pixels as they are compressed, behind @before (nullable), the last one before them, of which
 * the new last one takes the place. (transfer full) */
GBytes  *render_album_pack_rows (const RenderPixels *pixels, guint depth, guint8 **before);

G_END_DECLS
