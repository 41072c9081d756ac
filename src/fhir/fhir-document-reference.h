#pragma once

#include "fhir-json.h"
#include "model-document.h"
#include "model-patient.h"

G_BEGIN_DECLS

/* Where national extensions of a DocumentReference live; several spellings are read, the first is
 * written, or all (a gateway uses another one, EPR specification section 13). NULL-terminated arrays owned
 * by the caller, who knows the nation; this room does not. */
typedef struct
{
  const char *const *provider_role_urls;
  const char *const *deletion_status_urls;
  gboolean           write_all;   /* at every address, for a gateway that ignores the first */
} FhirDocumentExtensions;

/* Tolerant reader (R-MHD-10): never fails on content. Codings that repeat share one object through
 * @codings, a cache that the caller keeps for one bundle (fhir_coding_cache_new(), nullable).
 * (transfer full) */
ModelDocument *fhir_document_reference_read  (JsonObject                   *resource,
                                              const FhirDocumentExtensions *extensions,
                                              GHashTable                   *codings);

JsonNode      *fhir_document_reference_write (ModelDocument                *document,
                                              const FhirDocumentExtensions *extensions);
/* Inside this room: the same, with all of @source_patient as sourcePatientInfo; NULL: the identifiers of
 * @document alone. (transfer full) */
JsonObject    *fhir_document_reference_write_object (ModelDocument                *document,
                                                     ModelPatient                 *source_patient,
                                                     const FhirDocumentExtensions *extensions);
/* Adds an extension of @coding (nullable) at one of @urls, or all. */
void           fhir_document_extension_write (JsonObject                   *resource,
                                              const FhirDocumentExtensions *extensions,
                                              const char *const            *urls,
                                              ModelCoding                  *coding);

/* (transfer full) for the length of one bundle, one thread */
GHashTable    *fhir_coding_cache_new         (void);

G_END_DECLS
