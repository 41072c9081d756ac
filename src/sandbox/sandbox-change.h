#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What of a DocumentReference may be changed (R-MHD-42, R-MHD-43): the list lies in
 * data/sandbox/modifiable-metadata.txt. */

/* The first element that differs between @before and @after and is not in the list, "content.attachment.hash";
 * NULL: there is none. (transfer full) (nullable) */
char *sandbox_change_find_unmodifiable (JsonObject *before, JsonObject *after);

/* How the gateway names a document, and the version of its metadata, among its identifiers and extensions. */
#define SANDBOX_ID_TYPES    "https://profiles.ihe.net/ITI/MHD/CodeSystem/DocumentIdentifierTypes"
#define SANDBOX_VERSION_URL "https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-version"

/* The identifier of that kind (borrowed) (nullable). */
JsonObject *sandbox_change_get_logical_id (JsonObject *reference);
/* Takes both away: they are written anew whenever the document is shown. */
void        sandbox_change_strip          (JsonObject *reference);

G_END_DECLS
