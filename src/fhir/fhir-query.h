#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A search query under construction: parameter names and values, percent-encoded as FHIR and
 * R-ID-9 want it (`|` as %7C, space as %20, `+` as %2B). */
typedef struct _FhirQuery FhirQuery;

FhirQuery *fhir_query_new        (void);
void       fhir_query_add        (FhirQuery  *self, const char *name, const char *value);
/* `system|code` (R-ID-8); without the bar when @system is NULL (only `status`). */
void       fhir_query_add_token  (FhirQuery  *self, const char *name, const char *system, const char *code);
/* "a=b&c=d": for a URL, and as body of _search alike. (transfer full) */
char      *fhir_query_to_string  (FhirQuery  *self);
void       fhir_query_free       (FhirQuery  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FhirQuery, fhir_query_free)

G_END_DECLS
