#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Inside this room: a value's own text within the JSON it came in, for what a parsed tree loses: 1.50 is 1.5 there, and
 * FHIR counts the digits. The text is one that was parsed; where a scan finds something else than it expects
 * (names with escapes among it) it finds nothing. */
typedef struct
{
  const char *start;
  const char *end;   /* behind the last character */
} FhirJsonSpan;

/* The value of @name in the object that @span is; of several the last, as everywhere. */
gboolean fhir_json_span_member   (FhirJsonSpan  span,
                                  const char   *name,
                                  FhirJsonSpan *value);

/* The elements of the array that @span is. (transfer full) (element-type FhirJsonSpan) (nullable) */
GArray  *fhir_json_span_elements (FhirJsonSpan  span);

G_END_DECLS
