#pragma once

#include "fhir-document-reference.h"

G_BEGIN_DECLS

/* What a change of metadata may touch (CH:MHD-1, R-MHD-43); NULL: stays as it is. All borrowed. */
typedef struct
{
  const char  *title;            /* of the attachment */
  const char  *description;      /* "": none from now on */
  const char  *language;
  ModelCoding *type;
  ModelCoding *category;
  ModelCoding *confidentiality;  /* instead of all security labels */
  ModelCoding *facility_type;
  ModelCoding *practice_setting;
  ModelCoding *deletion_status;
  gboolean     name_logical_id;  /* the resource's id also as an identifier of type logicalID, for a gateway that finds it by that */
} FhirDocumentChange;

/* Changes @resource, a DocumentReference as the server gave it, and nothing else in it: unknown elements
 * and extensions stay (R-MHD-40). */
void fhir_document_change (JsonObject                   *resource,
                           const FhirDocumentChange     *change,
                           const FhirDocumentExtensions *extensions);

G_END_DECLS
