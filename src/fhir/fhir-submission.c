/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-submission.h"

#include "fhir-author.h"
#include "fhir-datatypes.h"

#include <string.h>

#define IHE "https://profiles.ihe.net/ITI/MHD/"
#define DESIGNATION_URL IHE "StructureDefinition/ihe-designationType"
#define SOURCE_ID_URL IHE "StructureDefinition/ihe-sourceId"
#define PATCH_PROFILE IHE "StructureDefinition/IHE.MHD.Patch.Parameters"
#define LIST_TYPES IHE "CodeSystem/MHDlistTypes"
#define URI_SYSTEM "urn:ietf:rfc:3986"

static char *
new_uuid (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strconcat ("urn:uuid:", uuid, NULL);
}

static void
add_entry (JsonObject *bundle,
           const char *full_url,
           const char *method,
           const char *url,
           JsonObject *resource)
{
  JsonObject *entry = json_object_new ();
  JsonObject *request = json_object_new ();

  fhir_write_string (entry, "fullUrl", full_url);
  fhir_write_string (request, "method", method);
  fhir_write_string (request, "url", url);
  json_object_set_object_member (entry, "request", request);
  json_object_set_object_member (entry, "resource", resource);
  fhir_write_in_array (bundle, "entry", entry);
}

static void
write_profiles (JsonObject        *resource,
                const char *const *profiles)
{
  JsonObject *meta = json_object_new ();
  JsonArray  *array = json_array_new ();

  for (; profiles != NULL && *profiles != NULL; profiles++)
    json_array_add_string_element (array, *profiles);
  json_object_set_array_member (meta, "profile", array);
  json_object_set_object_member (resource, "meta", meta);
}

static void
write_identifier (JsonObject *resource,
                  const char *use,
                  const char *value)
{
  g_autoptr(ModelIdentifier) identifier = model_identifier_new (URI_SYSTEM, value, use, NULL);

  fhir_write_in_array (resource, "identifier", fhir_identifier_write (identifier));
}

static void
write_subject (JsonObject           *resource,
               const FhirSubmission *submission)
{
  JsonObject *subject = json_object_new ();

  if (submission->subject_system == NULL)
    {
      g_autofree char *reference = g_strconcat ("Patient/", submission->subject_value, NULL);

      fhir_write_string (subject, "reference", reference);
    }
  else
    {
      g_autoptr(ModelIdentifier) identifier =
          model_identifier_new (submission->subject_system, submission->subject_value, NULL, NULL);

      json_object_set_object_member (subject, "identifier", fhir_identifier_write (identifier));
    }
  json_object_set_object_member (resource, "subject", subject);
}

static void
write_list_extensions (JsonObject           *list,
                       const FhirSubmission *submission)
{
  if (submission->designation != NULL)
    {
      JsonObject *extension = json_object_new ();

      fhir_write_string (extension, "url", DESIGNATION_URL);
      json_object_set_object_member (extension, "valueCodeableConcept", fhir_concept_write (submission->designation));
      fhir_write_in_array (list, "extension", extension);
    }
  if (submission->source_id != NULL)
    {
      g_autoptr(ModelIdentifier) identifier = model_identifier_new (URI_SYSTEM, submission->source_id, NULL, NULL);
      JsonObject *extension = json_object_new ();

      fhir_write_string (extension, "url", SOURCE_ID_URL);
      json_object_set_object_member (extension, "valueIdentifier", fhir_identifier_write (identifier));
      fhir_write_in_array (list, "extension", extension);
    }
  fhir_document_extension_write (list, submission->extensions, submission->extensions->provider_role_urls,
                                 model_document_get_provider_role (submission->document));
}

/* Who sends: the first author, with the number beside the contained resource (R-ID-5). */
static void
write_list_source (JsonObject           *list,
                   const FhirSubmission *submission)
{
  const ModelDocumentAuthor *author;
  JsonObject                *source;

  if (model_document_get_n_authors (submission->document) == 0)
    return;

  author = model_document_get_author (submission->document, 0);
  if (author->person == NULL && author->family == NULL && author->person_gln == NULL)
    return;

  fhir_write_in_array (list, "contained", fhir_author_write_person (author, 0));
  source = fhir_reference_to ("person", 0);
  if (author->person_gln != NULL)
    {
      g_autoptr(ModelIdentifier) gln = model_identifier_new (FHIR_SYSTEM_GLN, author->person_gln, NULL, NULL);

      json_object_set_object_member (source, "identifier", fhir_identifier_write (gln));
    }
  json_object_set_object_member (list, "source", source);
}

static void
add_list (JsonObject           *bundle,
          const FhirSubmission *submission)
{
  JsonObject *list = json_object_new ();
  JsonObject *entry = json_object_new ();
  JsonObject *item = json_object_new ();
  g_autoptr(ModelCoding) code = model_coding_new (LIST_TYPES, "submissionset", NULL);
  g_autofree char *entry_uuid = new_uuid ();
  g_autofree char *date = g_date_time_format (submission->date, "%Y-%m-%dT%H:%M:%S%:z");

  fhir_write_string (list, "resourceType", "List");
  write_list_extensions (list, submission);
  write_identifier (list, "usual", submission->submission_id);
  write_identifier (list, "official", entry_uuid);
  fhir_write_string (list, "status", "current");
  fhir_write_string (list, "mode", "working");
  json_object_set_object_member (list, "code", fhir_concept_write (code));
  write_subject (list, submission);
  fhir_write_string (list, "date", date);
  write_list_source (list, submission);
  fhir_write_string (item, "reference", model_document_get_entry_uuid (submission->document));
  json_object_set_object_member (entry, "item", item);
  fhir_write_in_array (list, "entry", entry);

  add_entry (bundle, entry_uuid, "POST", "List", list);
}

static void
write_relation (JsonObject *resource,
                const char *code,
                const char *id,
                const char *entry_uuid)
{
  g_autofree char *reference = g_strconcat ("DocumentReference/", id, NULL);
  JsonObject      *relation = json_object_new ();
  JsonObject      *target = json_object_new ();

  fhir_write_string (target, "reference", reference);
  if (entry_uuid != NULL)
    {
      g_autoptr(ModelIdentifier) identifier = model_identifier_new (URI_SYSTEM, entry_uuid, NULL, NULL);

      json_object_set_object_member (target, "identifier", fhir_identifier_write (identifier));
    }
  fhir_write_string (relation, "code", code);
  json_object_set_object_member (relation, "target", target);
  fhir_write_in_array (resource, "relatesTo", relation);
}

static void
add_document (JsonObject           *bundle,
              const FhirSubmission *submission,
              const char           *binary_uuid)
{
  JsonObject *resource = fhir_document_reference_write_object (submission->document, submission->source_patient,
                                                               submission->extensions);
  JsonObject *content = fhir_json_nth (resource, "content", 0);

  json_object_remove_member (resource, "id");
  json_object_remove_member (resource, "relatesTo");
  write_profiles (resource, submission->document_profiles);
  fhir_write_string (resource, "status", "current");
  write_subject (resource, submission);
  fhir_write_string (fhir_json_object (content, "attachment"), "url", binary_uuid);
  if (submission->replaces != NULL)
    write_relation (resource, "replaces", submission->replaces, submission->target_uuid);
  if (submission->appends != NULL)
    write_relation (resource, "appends", submission->appends, submission->target_uuid);

  add_entry (bundle, model_document_get_entry_uuid (submission->document), "POST", "DocumentReference", resource);
}

static void
add_patch_part (JsonObject *operation,
                const char *name,
                const char *type,
                const char *value)
{
  JsonObject *part = json_object_new ();

  fhir_write_string (part, "name", name);
  fhir_write_string (part, type, value);
  fhir_write_in_array (operation, "part", part);
}

/* FHIRPath Patch: the document replaced is superseded in the same transaction (R-MHD-33). */
static void
add_patch (JsonObject *bundle,
           const char *id)
{
  static const char *const profiles[] = { PATCH_PROFILE, NULL };
  JsonObject              *parameters = json_object_new ();
  JsonObject              *operation = json_object_new ();
  g_autofree char         *uuid = new_uuid ();
  g_autofree char         *url = g_strconcat ("DocumentReference/", id, NULL);

  fhir_write_string (parameters, "resourceType", "Parameters");
  write_profiles (parameters, profiles);
  fhir_write_string (operation, "name", "operation");
  add_patch_part (operation, "path", "valueString", "DocumentReference.status");
  add_patch_part (operation, "type", "valueCode", "replace");
  add_patch_part (operation, "value", "valueCode", "superseded");
  fhir_write_in_array (parameters, "parameter", operation);

  add_entry (bundle, uuid, "PATCH", url, parameters);
}

static void
add_binary (JsonObject           *bundle,
            const FhirSubmission *submission,
            const char           *uuid,
            const char           *data)
{
  JsonObject *binary = json_object_new ();

  fhir_write_string (binary, "resourceType", "Binary");
  fhir_write_string (binary, "contentType", model_document_get_content_type (submission->document));
  fhir_write_string (binary, "data", data);

  add_entry (bundle, uuid, "POST", "Binary", binary);
}

void
fhir_submission_write (const FhirSubmission *submission,
                       GBytes              **head,
                       GBytes              **tail)
{
  JsonObject      *bundle = json_object_new ();
  g_autofree char *binary_uuid = new_uuid ();
  /* Stands where the data will: nobody can have written it anywhere else. */
  g_autofree char *place = g_uuid_string_random ();
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GBytes) whole = NULL;
  const char *text, *found;
  gsize       length, before;

  g_return_if_fail (model_document_get_entry_uuid (submission->document) != NULL);
  g_return_if_fail (head != NULL && tail != NULL);

  fhir_write_string (bundle, "resourceType", "Bundle");
  write_profiles (bundle, submission->bundle_profiles);
  fhir_write_string (bundle, "type", "transaction");
  add_list (bundle, submission);
  add_document (bundle, submission, binary_uuid);
  if (submission->replaces != NULL && submission->patch_replaced)
    add_patch (bundle, submission->replaces);
  add_binary (bundle, submission, binary_uuid, place);

  node = fhir_node_take (bundle);
  whole = fhir_json_to_bytes (node);
  text = g_bytes_get_data (whole, &length);
  found = g_strstr_len (text, (gssize) length, place);
  g_assert (found != NULL);
  before = (gsize) (found - text);
  *head = g_bytes_new_from_bytes (whole, 0, before);
  *tail = g_bytes_new_from_bytes (whole, before + strlen (place), length - before - strlen (place));
}
