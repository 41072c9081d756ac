#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON that is changed in part or shown, while every number in it keeps its digits (1.50 is 1.5 to json-glib, and FHIR
 * counts them). In the tree a number is a string that begins with @mark, which no text can contain but by this. */

/* "\uFDD0" and a random UUID. (transfer full) */
char     *fhir_json_exact_mark    (void);
/* As fhir_json_parse(). */
JsonNode *fhir_json_exact_parse   (GBytes *bytes, const char *mark, GError **error);
GBytes   *fhir_json_exact_to_text (JsonNode *node, const char *mark);

G_END_DECLS
