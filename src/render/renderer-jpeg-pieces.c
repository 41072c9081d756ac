/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-picture.h"

#include "render-wire.h"

#include <string.h>

enum
{
  MARKER_BASELINE = 0xc0,
  MARKER_EXTENDED = 0xc1,
  MARKER_PROGRESSIVE = 0xc2,
  MARKER_HUFFMAN = 0xc4,
  MARKER_RESTART = 0xd0, /* and the seven that follow */
  MARKER_START = 0xd8,
  MARKER_END = 0xd9,
  MARKER_SCAN = 0xda,
  MARKER_QUANTIZATION = 0xdb,
  MARKER_INTERVAL = 0xdd,
  MARKER_APPLICATION = 0xe0, /* and the fifteen that follow */
  MARKER_ADOBE = 0xee,
  MARKER_COMMENT = 0xfe,
};

#define ADOBE_SIZE 14 /* with its length: how the colours are to be read */

/* Those that stand together are one. FALSE: too many. */
static gboolean
add_piece (GArray *pieces,
           gsize   offset,
           gsize   size)
{
  RendererPiece  piece = { offset, size };
  RendererPiece *last = pieces->len > 0 ? &g_array_index (pieces, RendererPiece, pieces->len - 1) : NULL;

  if (last != NULL && last->offset + last->size == offset)
    last->size += size;
  else
    g_array_append_val (pieces, piece);

  return pieces->len <= RENDER_WIRE_MAX_PIECES;
}

/* Behind the compressed data that begins at @offset: where the next marker is. */
static gsize
skip_scan (const guint8 *data,
           gsize         size,
           gsize         offset)
{
  while (offset + 1 < size)
    {
      const guint8 *next = memchr (data + offset, 0xff, size - offset - 1);

      if (next == NULL)
        return size;

      offset = (gsize) (next - data);
      if (next[1] != 0 && next[1] != 0xff && (next[1] < MARKER_RESTART || next[1] >= MARKER_START))
        return offset;
      offset += next[1] == 0xff ? 1 : 2;
    }

  return size;
}

/* Whether the segment belongs to the picture. @alien: it does, in a way that not every reader knows. */
static gboolean
is_picture (guint8        marker,
            const guint8 *body,
            gsize         size,
            gboolean     *alien)
{
  switch (marker)
    {
    case MARKER_BASELINE:
    case MARKER_EXTENDED:
    case MARKER_PROGRESSIVE:
    case MARKER_HUFFMAN:
    case MARKER_SCAN:
    case MARKER_QUANTIZATION:
    case MARKER_INTERVAL:
      return TRUE;

    case MARKER_ADOBE:
      return size == ADOBE_SIZE - 2 && memcmp (body, "Adobe", 5) == 0;

    default:
      *alien = marker != MARKER_COMMENT && (marker < MARKER_APPLICATION || marker > MARKER_APPLICATION + 15);
      return FALSE;
    }
}

/* One segment at @offset, which is moved behind it. FALSE: not to be understood. */
static gboolean
take_segment (const guint8 *data,
              gsize         size,
              gsize        *offset,
              GArray       *pieces)
{
  gsize    start = *offset;
  guint8   marker = data[start + 1];
  gsize    length = size - start >= 4 ? (gsize) data[start + 2] << 8 | data[start + 3] : 0;
  gsize    end = start + 2 + length;
  gboolean alien = FALSE;
  gboolean wanted;

  if (length < 2 || length > size - start - 2)
    return FALSE;

  wanted = is_picture (marker, data + start + 4, length - 2, &alien);
  if (alien)
    return FALSE;
  if (marker == MARKER_SCAN)
    end = skip_scan (data, size, end);
  *offset = end;

  return !wanted || add_piece (pieces, start, end - start);
}

GArray *
renderer_jpeg_find_pieces (GBytes *bytes)
{
  gsize         size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr(GArray) pieces = g_array_new (FALSE, FALSE, sizeof (RendererPiece));
  gsize offset = 2;

  if (size < 4 || data[0] != 0xff || data[1] != MARKER_START)
    return NULL;

  add_piece (pieces, 0, 2);
  while (offset + 1 < size && data[offset] == 0xff)
    {
      if (data[offset + 1] == 0xff)
        offset++;
      else if (data[offset + 1] == MARKER_END)
        return add_piece (pieces, offset, 2) ? g_steal_pointer (&pieces) : NULL;
      else if (!take_segment (data, size, &offset, pieces))
        return NULL;
    }

  return NULL;
}

GBytes *
renderer_jpeg_join_pieces (GBytes *bytes,
                           GArray *pieces)
{
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  GByteArray   *joined = g_byte_array_new ();

  for (guint i = 0; i < pieces->len; i++)
    {
      const RendererPiece *piece = &g_array_index (pieces, RendererPiece, i);

      g_byte_array_append (joined, data + piece->offset, (guint) piece->size);
    }

  return g_byte_array_free_to_bytes (joined);
}
