#pragma once

#include "fhir-json.h"

G_BEGIN_DECLS

/* What a server's CapabilityStatement declares; absence is no proof (R-DISC-8). */
typedef struct _FhirCapability FhirCapability;

FhirCapability *fhir_capability_parse           (GBytes *bytes, GError **error);
void            fhir_capability_free            (FhirCapability *self);
const char     *fhir_capability_get_version     (FhirCapability *self);   /* (nullable) fhirVersion */
gboolean        fhir_capability_has_operation   (FhirCapability *self, const char *resource_type, const char *name);
gboolean        fhir_capability_has_interaction (FhirCapability *self, const char *resource_type, const char *code);
/* Parts of the SMART extension oauth-uris (R-DISC-9); (nullable) */
const char     *fhir_capability_get_oauth_uri   (FhirCapability *self, const char *part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FhirCapability, fhir_capability_free)

G_END_DECLS
