#pragma once

#include "render-error.h"
#include "renderer-blocks.h"

G_BEGIN_DECLS

/* Whether @bytes begin as a clinical document of HL7 CDA (release 2). */
gboolean renderer_cda_is   (GBytes *bytes);

/* Its header, sections with their text, pictures and the document of a body that is none (levels 1 to 3). No document type, no
 * entities but XML's own, no files. RENDER_ERROR_DAMAGED. */
gboolean renderer_cda_read (RendererBlocks *blocks, GBytes *bytes, GError **error);

/* XML as UTF-8, by its byte order mark or declaration: UTF-8, UTF-16, ISO-8859-1 and Windows-1252; without the declaration. NULL:
 * another one. (transfer full) (nullable) */
char    *renderer_xml_to_utf8 (GBytes *bytes);

G_END_DECLS
