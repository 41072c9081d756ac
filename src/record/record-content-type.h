#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The MIME type of a file: by its beginning, its name helps. For what the desktop's own tables do not tell
 * apart (FHIR documents among JSON and XML, mail-like multiparts) the beginning is looked at. Any bytes,
 * any thread. (transfer full) (nullable) */
char       *record_content_type_guess  (const char *file_name, GBytes *beginning);

/* The format code that documents of @content_type with this beginning have in the national list; that of
 * an unstructured document when nothing else is known. Static. */
const char *record_content_type_format (const char *content_type, GBytes *beginning);

G_END_DECLS
