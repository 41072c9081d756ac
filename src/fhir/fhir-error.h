#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FHIR_ERROR (fhir_error_quark ())
GQuark fhir_error_quark (void);

typedef enum
{
  FHIR_ERROR_NOT_JSON,        /* the bytes are no JSON document (cut off, HTML, nothing) */
  FHIR_ERROR_TOO_DEEP,        /* nested beyond what any resource needs */
  FHIR_ERROR_NOT_EXPECTED,    /* JSON, but not the resource that was asked for */
  FHIR_ERROR_INCOMPLETE,      /* the resource lacks what makes it usable */
  FHIR_ERROR_NOT_XML,         /* the bytes are no FHIR XML document */
  FHIR_ERROR_OTHER_ANSWER,    /* an answer about another patient, or to another question */
  FHIR_ERROR_SAID_NO,         /* an answer that says why there is none */
} FhirError;

G_END_DECLS
