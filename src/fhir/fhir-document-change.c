/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-document-change.h"

#include "fhir-datatypes.h"

#define DOCUMENT_ID_TYPES "https://profiles.ihe.net/ITI/MHD/CodeSystem/DocumentIdentifierTypes"

static void
change_string (JsonObject *object,
               const char *name,
               const char *value)
{
  if (object == NULL || value == NULL)
    return;

  if (*value == '\0')
    json_object_remove_member (object, name);
  else
    json_object_set_string_member (object, name, value);
}

static void
change_concept (JsonObject  *object,
                const char  *name,
                ModelCoding *coding)
{
  if (object != NULL && coding != NULL)
    json_object_set_object_member (object, name, fhir_concept_write (coding));
}

static void
change_only_concept (JsonObject  *object,
                     const char  *name,
                     ModelCoding *coding)
{
  if (coding == NULL)
    return;

  json_object_remove_member (object, name);
  fhir_write_in_array (object, name, fhir_concept_write (coding));
}

/* Where the resource has it already, else where the server looks for it. */
static void
change_extension (JsonObject                   *resource,
                  const FhirDocumentExtensions *extensions,
                  const char *const            *urls,
                  ModelCoding                  *coding)
{
  guint    n = fhir_json_n (resource, "extension");
  gboolean found = FALSE;

  if (coding == NULL)
    return;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *extension = fhir_json_nth (resource, "extension", i);
      const char *url = fhir_json_string (extension, "url");

      if (url != NULL && g_strv_contains (urls, url))
        {
          json_object_set_object_member (extension, "valueCoding", fhir_coding_write (coding));
          found = TRUE;
        }
    }
  if (!found)
    fhir_document_extension_write (resource, extensions, urls, coding);
}

/* The gateway reads only the spelling logicalID, and itself writes logicalId. */
static void
name_logical_id (JsonObject *resource)
{
  const char *id = fhir_json_string (resource, "id");
  guint       n = fhir_json_n (resource, "identifier");
  g_autoptr(ModelCoding) type = model_coding_new (DOCUMENT_ID_TYPES, "logicalID", NULL);
  g_autofree char *value = g_strconcat ("urn:uuid:", id, NULL);
  JsonObject      *identifier;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *coding;

      identifier = fhir_json_nth (resource, "identifier", i);
      coding = fhir_json_nth (fhir_json_object (identifier, "type"), "coding", 0);
      if (g_strcmp0 (fhir_json_string (coding, "system"), DOCUMENT_ID_TYPES) == 0)
        {
          json_object_set_object_member (identifier, "type", fhir_concept_write (type));
          return;
        }
    }
  if (id == NULL)
    return;

  identifier = json_object_new ();
  json_object_set_object_member (identifier, "type", fhir_concept_write (type));
  fhir_write_string (identifier, "system", "urn:ietf:rfc:3986");
  fhir_write_string (identifier, "value", value);
  fhir_write_in_array (resource, "identifier", identifier);
}

void
fhir_document_change (JsonObject                   *resource,
                      const FhirDocumentChange     *change,
                      const FhirDocumentExtensions *extensions)
{
  JsonObject *attachment = fhir_json_object (fhir_json_nth (resource, "content", 0), "attachment");
  JsonObject *context = fhir_json_object (resource, "context");

  g_return_if_fail (resource != NULL);

  change_string (attachment, "title", change->title);
  change_string (attachment, "language", change->language);
  change_string (resource, "description", change->description);
  change_concept (resource, "type", change->type);
  change_only_concept (resource, "category", change->category);
  change_only_concept (resource, "securityLabel", change->confidentiality);
  change_concept (context, "facilityType", change->facility_type);
  change_concept (context, "practiceSetting", change->practice_setting);
  change_extension (resource, extensions, extensions->deletion_status_urls, change->deletion_status);
  if (change->name_logical_id)
    name_logical_id (resource);
}
