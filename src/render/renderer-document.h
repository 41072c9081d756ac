#pragma once

#include <gio/gio.h>

#include "renderer-picture.h"

G_BEGIN_DECLS

/* A rectangle of a page, in device pixels of the page drawn at @scale and @rotation. */
typedef struct
{
  guint  page;
  double scale;      /* device pixels per point */
  guint  rotation;   /* 0, 90, 180, 270, clockwise */
  int    x;
  int    y;
  int    width;
  int    height;
} RendererView;

/* A page that is a picture of its own. */
typedef struct
{
  RendererPictureInfo info;
  guint               depth;    /* bits of a pixel: those of the JPEG, or that lose nothing: 1, 8, 24 */
  GArray             *pieces;   /* (owned) (nullable) (element-type RendererPiece): a JPEG as it is in the file */
} RendererPicture;

#define RENDERER_TYPE_DOCUMENT (renderer_document_get_type ())

/* What can be opened, asked and drawn in the renderer process. */
G_DECLARE_INTERFACE (RendererDocument, renderer_document, RENDERER, DOCUMENT, GObject)

struct _RendererDocumentInterface
{
  GTypeInterface parent_iface;

  guint      (*get_n_pages)   (RendererDocument *self);
  char     * (*dup_title)     (RendererDocument *self);                                              /* (nullable) */
  gboolean   (*examine)       (RendererDocument *self);                                              /* NULL: never */
  gboolean   (*get_page_size) (RendererDocument *self, guint page, double *width, double *height);   /* points */
  gboolean   (*render)        (RendererDocument *self, const RendererView *view, guint8 *pixels, GError **error);
  char     * (*dup_text)      (RendererDocument *self, guint page);                                  /* (nullable) */
  gboolean   (*get_layout)    (RendererDocument *self, guint page, char **text, GArray **boxes);     /* NULL: no places */
  GVariant * (*dup_content)   (RendererDocument *self);                                              /* NULL: it has pages */
  GVariant * (*dup_guide)     (RendererDocument *self);                                              /* NULL: it has none */
  GVariant * (*dup_links)     (RendererDocument *self, guint page);                                  /* NULL: it has none */
  gboolean   (*get_picture)   (RendererDocument *self, guint page, RendererPicture *picture, GError **error);
  const guint32 * (*get_pixels) (RendererDocument *self, guint page, int *width, int *height, GError **error);
};

/* What the bytes are is looked at; @content_type only decides what the failure is called. */
RendererDocument *renderer_document_open          (GBytes *bytes, const char *content_type, const char *password, GError **error);
guint             renderer_document_get_n_pages   (RendererDocument *self);
char             *renderer_document_dup_title     (RendererDocument *self);
/* Whether it holds anything that does something or brings something along; looks everywhere. */
gboolean          renderer_document_examine       (RendererDocument *self);
/* Always a size that can be drawn, be it a guess. */
void              renderer_document_get_page_size (RendererDocument *self, guint page, double *width, double *height);
/* Fills all of @pixels, rows of width × 4 bytes, white where there is no page. */
gboolean          renderer_document_render        (RendererDocument *self, const RendererView *view, guint8 *pixels, GError **error);
char             *renderer_document_dup_text      (RendererDocument *self, guint page);
/* @text: (transfer full) (nullable). @boxes: (transfer full) (nullable) (element-type RenderBox) one for each character. */
void              renderer_document_get_layout    (RendererDocument *self, guint page, char **text, GArray **boxes);
/* a(uuussay), as of RenderBlock. UNSUPPORTED: it has pages. (transfer full) (nullable) */
GVariant         *renderer_document_dup_content   (RendererDocument *self, GError **error);
/* (a(uus)as), a(ddddus), as of GetGuide and GetLinks; floating. */
GVariant         *renderer_document_dup_guide     (RendererDocument *self);
GVariant         *renderer_document_dup_links     (RendererDocument *self, guint page);
/* Decodes it whole: one that is damaged anywhere is refused. UNSUPPORTED: the page is no picture. */
gboolean          renderer_document_get_picture   (RendererDocument *self, guint page, RendererPicture *picture, GError **error);
/* All of its own, upright, cairo's RGB24. Valid until the next call. (nullable) */
const guint32    *renderer_document_get_pixels    (RendererDocument *self, guint page, int *width, int *height, GError **error);

G_END_DECLS
