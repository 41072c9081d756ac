/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-warm.h"

#include "renderer-document.h"

/* A4 at 96 dpi, as most pages will be. */
#define WIDTH 794
#define HEIGHT 1123
#define SCALE (96.0 / 72)

/* Text in a font that is not embedded, a line and a surface. Without a table of places, which poppler
 * makes up for. */
static const char document[] =
    "%PDF-1.4\n"
    "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
    "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
    "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    "/Resources<</Font<</F1 5 0 R>>>>>> endobj\n"
    "4 0 obj <</Length 77>> stream\n"
    "BT /F1 12 Tf 60 700 Td (abc) Tj ET 1 0 0 RG 60 600 m 90 650 l S 0 0 9 9 re f\n"
    "endstream endobj\n"
    "5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n"
    "trailer <</Root 1 0 R/Size 6>>\n"
    "%%EOF\n";

void
renderer_warm (guint8 *pixels,
               guint64 size)
{
  const RendererView view = { .page = 0, .scale = SCALE, .width = WIDTH, .height = HEIGHT };
  g_autoptr(GBytes) bytes = g_bytes_new_static (document, sizeof document - 1);
  g_autoptr(RendererDocument) warm = renderer_document_open (bytes, "application/pdf", "", NULL);

  if (warm != NULL && size >= (guint64) WIDTH * HEIGHT * 4)
    renderer_document_render (warm, &view, pixels, NULL);
}
