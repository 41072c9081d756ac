#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON from a skeleton that reads as the specification prints it, with single quotes:
 *
 *   sandbox_json ("{'resourceType':'Patient','id':%s,'active':%b,'identifier':[%o,%o]}", …)
 *
 * %s is a string, %i a gint64, %b a gboolean, %o a JsonNode that is taken. A NULL %s or %o is left
 * out together with its member, and so is an array or object that ends up empty: FHIR knows neither
 * null nor []. A broken skeleton is a mistake of ours and aborts. (transfer full) */
JsonNode *sandbox_json        (const char *skeleton, ...);

/* {"system","code","display"} within a CodeableConcept, display nullable. (transfer full) */
JsonNode *sandbox_json_concept (const char *system, const char *code, const char *display);

/* (transfer full) an array that takes the nodes appended to it */
JsonNode *sandbox_json_array  (void);
void      sandbox_json_append (JsonNode *array, JsonNode *element);

G_END_DECLS
