#pragma once

#include "fhir-json.h"
#include "model-issue.h"

G_BEGIN_DECLS

/* Issues of an OperationOutcome; empty when @resource is none. The identifier of an extension of
 * `details` becomes the issue's community. (transfer full) (element-type ModelIssue) */
GPtrArray *fhir_outcome_read       (JsonObject *resource);

/* From an error body of any kind (R-COM-13): JSON OperationOutcome, OAuth error object, plain text
 * or HTML stripped to its text, at most 500 characters. Never fails; may be empty.
 * (transfer full) (element-type ModelIssue) */
GPtrArray *fhir_outcome_read_body  (GBytes     *body,
                                    const char *content_type);

/* "DocumentReference.category": the first element that an error in @body names (`expression`, else
 * `location`); NULL when none does. (transfer full) (nullable) */
char      *fhir_outcome_dup_element (GBytes    *body);

/* (transfer full) (element-type ModelIssue) → resource */
JsonNode  *fhir_outcome_write      (GPtrArray  *issues,
                                    const char *community_extension_url);  /* (nullable) */

G_END_DECLS
