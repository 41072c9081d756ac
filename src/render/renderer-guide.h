#pragma once

#include <poppler.h>

G_BEGIN_DECLS

/* (a(uus)as): the table of contents (level, page from 1, title), and how pages call themselves, where any of them is not called
 * by its number. Floating. */
GVariant *renderer_guide_read  (PopplerDocument *document);
/* a(ddddus): left, top, right and bottom in points from the top left, page from 1, or address. Floating. */
GVariant *renderer_guide_links (PopplerDocument *document, PopplerPage *page);

G_END_DECLS
