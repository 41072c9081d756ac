/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir-document-reference.h"
#include "fhir-json.h"

G_BEGIN_DECLS

/* Two spellings each, as a caller who knows a nation gives them. */
extern const FhirDocumentExtensions fhir_test_extensions;

/* Resources with every element that the reader knows; the people in them are invented. */
extern const char *const fhir_test_document;
extern const char *const fhir_test_patient;
extern const char *const fhir_test_outcome;
/* A search answer: a professional, her role, the ward and its hospital. */
extern const char *const fhir_test_directory;

/* Aborts when @text is no JSON. (transfer full) */
JsonNode   *fhir_test_parse     (const char *text);

/* Every leaf of @resource as "path = value", element-type utf8 → utf8. What a reference like "#x"
 * points to stands in its place, so that the names of contained resources do not matter; extensions
 * are numbered by their url, as their order means nothing.
 * (transfer full) */
GHashTable *fhir_test_flatten   (JsonObject *resource);

typedef void (*FhirTestFunc) (const char *where, JsonObject *resource);

/* Calls @func with each resource of @type, at any depth, in the example files below @folder of the
 * fixtures. Returns how many there were; 0 without fixtures. */
guint       fhir_test_each      (const char *folder, const char *type, FhirTestFunc func);

G_END_DECLS
