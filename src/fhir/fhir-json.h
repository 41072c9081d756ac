#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The only way in this room to read JSON. json-glib's own getters log criticals when a member has
 * another type than asked for; foreign data must not be able to do that. Every getter here takes a
 * NULL object, returns NULL, 0 or FALSE for a member that is absent, null or of another type, and
 * never logs. */

/* Parses @bytes after a check of depth and UTF-8. Any thread. FHIR_ERROR_NOT_JSON, _TOO_DEEP. */
JsonNode   *fhir_json_parse        (GBytes      *bytes,
                                    GError     **error);

JsonObject *fhir_json_node_object  (JsonNode    *node);
const char *fhir_json_string       (JsonObject  *object, const char *name);
JsonObject *fhir_json_object       (JsonObject  *object, const char *name);
/* The array, or NULL. A single object where an array belongs counts as an array of one in
 * fhir_json_n() and fhir_json_nth() (tolerant reader). */
guint       fhir_json_n            (JsonObject  *object, const char *name);
JsonObject *fhir_json_nth          (JsonObject  *object, const char *name, guint position);
const char *fhir_json_nth_string   (JsonObject  *object, const char *name, guint position);
gboolean    fhir_json_boolean      (JsonObject  *object, const char *name, gboolean fallback);
gint64      fhir_json_integer      (JsonObject  *object, const char *name, gint64 fallback);
double      fhir_json_number       (JsonObject  *object, const char *name, double fallback);

/* "Patient", "Bundle" …; NULL when @object is no resource. */
const char *fhir_json_resource_type (JsonObject *object);

/* Compact serialisation. (transfer full) */
GBytes     *fhir_json_to_bytes     (JsonNode    *node);

G_END_DECLS
