#pragma once

#include "fhir-json.h"
#include "model-document.h"

G_BEGIN_DECLS

#define FHIR_SYSTEM_GLN "urn:oid:2.51.1.3"

/* Inside this room: authors as contained resources, and references to what is contained, named
 * "person0", "organization0" … */

/* {"reference": "#person0"} */
JsonObject *fhir_reference_to        (const char *kind, guint number);
JsonObject *fhir_contained_new       (const char *type, const char *kind, guint number);

/* "person0" alone: Practitioner, or Patient where the patient wrote it herself. */
JsonObject *fhir_author_write_person (const ModelDocumentAuthor *author, guint number);
/* Adds what is known of @author to the contained resources of @resource, and the reference to its `author`. */
void        fhir_author_write        (JsonObject *resource, const ModelDocumentAuthor *author, guint number);

G_END_DECLS
