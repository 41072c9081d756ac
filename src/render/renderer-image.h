#pragma once

#include "renderer-document.h"

G_BEGIN_DECLS

typedef enum
{
  RENDERER_IMAGE_NONE,
  RENDERER_IMAGE_JPEG,
  RENDERER_IMAGE_PNG,
  RENDERER_IMAGE_TIFF,
} RendererImageKind;

/* By its first bytes. */
RendererImageKind renderer_image_guess (GBytes *bytes);

#define RENDERER_TYPE_IMAGE (renderer_image_get_type ())

/* A picture as a document: a page for each image in the file. */
G_DECLARE_FINAL_TYPE (RendererImage, renderer_image, RENDERER, IMAGE, GObject)

RendererDocument *renderer_image_new (GBytes *bytes, RendererImageKind kind, GError **error);

G_END_DECLS
