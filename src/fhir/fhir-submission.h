#pragma once

#include "fhir-document-reference.h"

G_BEGIN_DECLS

/* One document on its way to a repository (MHD, ITI-65): what the List and the DocumentReference of the
 * transaction say beside the document's own metadata. All borrowed. */
typedef struct
{
  ModelDocument                *document;          /* with entry_uuid and content_type; its id, version, status, subject,
                                                      url and relations are not read */
  ModelPatient                 *source_patient;    /* all of it becomes sourcePatientInfo */
  const char                   *subject_system;    /* (nullable): @subject_value is the logical id of a Patient */
  const char                   *subject_value;
  const char                   *submission_id;     /* uniqueId of the List */
  const char                   *source_id;         /* (nullable) sourceId of the List, urn:oid:… */
  ModelCoding                  *designation;       /* (nullable) designationType of the List */
  GDateTime                    *date;              /* of the List */
  const char *const            *bundle_profiles;   /* NULL-terminated */
  const char *const            *document_profiles; /* NULL-terminated */
  const FhirDocumentExtensions *extensions;
  const char                   *replaces;          /* (nullable) logical id */
  const char                   *appends;           /* (nullable) logical id */
  const char                   *target_uuid;       /* (nullable) entryUUID of that document */
  gboolean                      patch_replaced;    /* with an entry that supersedes the one replaced (R-MHD-33) */
} FhirSubmission;

/* The transaction Bundle, its Binary without data: @head, the base64 of the content, @tail are the
 * request (fhir_envelope_new()). Both (transfer full). */
void fhir_submission_write (const FhirSubmission *submission, GBytes **head, GBytes **tail);

G_END_DECLS
