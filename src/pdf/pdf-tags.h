#pragma once

#include "pdf-archive.h"

G_BEGIN_DECLS

/* cairo writes the structure of a PDF (cairo_tag_begin()), and leaves open what it has no words for. These two tags
 * stand for it until pdf_tags_finish(). */
#define PDF_TAG_ARTIFACT "NonStruct"   /* what is no content: lines, page numbers, a heading that stands again */
#define PDF_TAG_OTHER_LANGUAGE "Quote" /* text in the second language */

/* Makes a PDF that cairo drew, all of it between tags, a PDF/A-2a and PDF/UA-1: artifacts leave the structure; headings
 * of tables say whether they are of a column (in a row of headings alone) or of a row and those after it that have none; text in the second language says
 * so (@second: "de-CH", nullable). Blocks: any thread. NULL: @drawn is no such PDF, or no memory. (transfer full)
 * (nullable) */
GBytes *pdf_tags_finish (GBytes        *drawn,
                         const PdfInfo *info,
                         const char    *second);

G_END_DECLS
