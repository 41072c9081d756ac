#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The JSON of @node with numbers as they are written by people: json-glib makes 0.10000000000000001 of 0.1.
 * (transfer full) */
GBytes *fhir_json_to_text     (JsonNode    *node);
/* The number as short as it can be to be the same. (transfer full) */
char   *fhir_json_number_text (double       number);
/* Appends @text in quotes. */
void    fhir_json_append_quoted (GString   *out,
                                 const char *text);

G_END_DECLS
