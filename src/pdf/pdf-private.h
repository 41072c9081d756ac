#pragma once

#include "pdf-archive.h"

G_BEGIN_DECLS

/* The XMP packet of @info. (transfer full) */
char *pdf_make_xmp (const PdfInfo *info);

G_END_DECLS
