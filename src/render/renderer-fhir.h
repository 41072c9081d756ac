#pragma once

#include "fhir-json.h"

#include "render-error.h"
#include "renderer-blocks.h"

G_BEGIN_DECLS

/* Whether @bytes begin as a FHIR resource in JSON or XML. */
gboolean renderer_fhir_is   (GBytes *bytes);

/* A document (any Composition: its header, sections with their narrative, else with their entries), another bundle, or a
 * resource alone. RENDER_ERROR_DAMAGED. */
gboolean renderer_fhir_read (RendererBlocks *blocks, GBytes *bytes, GError **error);

/* Inside: what resources are found by. */
typedef struct _RendererFhirBundle RendererFhirBundle;

/* A number with the digits it was written with; NULL when @name is none. (transfer full) (nullable) */
char       *renderer_fhir_dup_number (RendererFhirBundle *bundle, JsonObject *object, const char *name);

/* What @reference of an object named @name points to. (transfer none) (nullable) */
JsonObject *renderer_fhir_resolve    (RendererFhirBundle *bundle, JsonObject *object, const char *name);

/* Resources of one kind as a table of their own: laboratory results, medicines (with the times of the day where they have
 * any, as on a medication card), vaccinations, allergies, problems; all others by name, date and state. */
void        renderer_fhir_put_rows   (RendererBlocks *blocks, RendererFhirBundle *bundle, GPtrArray *resources);

/* The words of a CodeableConcept. (transfer none) "" when it has none. */
const char *renderer_fhir_words      (JsonObject *concept);
/* A date of FHIR as it is written here. (transfer full) */
char       *renderer_fhir_dup_date   (const char *text);
/* The name of a person or an institution. (transfer full) (nullable) */
char       *renderer_fhir_dup_name   (RendererFhirBundle *bundle, JsonObject *resource);

G_END_DECLS
