/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-author.h"
#include "fhir-datatypes.h"
#include "fhir-document-reference.h"
#include "fhir-patient.h"

static const char *
status_code (ModelDocumentStatus status)
{
  switch (status)
    {
    case MODEL_DOCUMENT_CURRENT:
      return "current";
    case MODEL_DOCUMENT_SUPERSEDED:
      return "superseded";
    case MODEL_DOCUMENT_ENTERED_IN_ERROR:
      return "entered-in-error";
    case MODEL_DOCUMENT_STATUS_UNKNOWN:
    default:
      return NULL;
    }
}

void
fhir_document_extension_write (JsonObject                   *resource,
                               const FhirDocumentExtensions *extensions,
                               const char *const            *urls,
                               ModelCoding                  *coding)
{
  for (guint i = 0; coding != NULL && urls != NULL && urls[i] != NULL; i++)
    {
      JsonObject *extension = json_object_new ();

      fhir_write_string (extension, "url", urls[i]);
      json_object_set_object_member (extension, "valueCoding", fhir_coding_write (coding));
      fhir_write_in_array (resource, "extension", extension);
      if (!extensions->write_all)
        break;
    }
}

static void
write_concept (JsonObject  *object,
               const char  *name,
               ModelCoding *coding)
{
  if (coding != NULL)
    json_object_set_object_member (object, name, fhir_concept_write (coding));
}

static void
write_identifiers (JsonObject    *object,
                   ModelDocument *document)
{
  const char *unique_id = model_document_get_unique_id (document);
  const char *entry_uuid = model_document_get_entry_uuid (document);

  if (unique_id != NULL)
    {
      g_autoptr(ModelIdentifier) master = model_identifier_new ("urn:ietf:rfc:3986", unique_id, "usual", NULL);

      json_object_set_object_member (object, "masterIdentifier", fhir_identifier_write (master));
    }
  if (entry_uuid != NULL)
    {
      g_autoptr(ModelIdentifier) entry = model_identifier_new ("urn:ietf:rfc:3986", entry_uuid, "official", NULL);

      fhir_write_in_array (object, "identifier", fhir_identifier_write (entry));
    }
}

static void
write_subject (JsonObject    *object,
               ModelDocument *document)
{
  const char *value = model_document_get_subject_value (document);
  JsonObject *subject = json_object_new ();

  fhir_write_string (subject, "reference", model_document_get_subject_reference (document));
  if (value != NULL)
    {
      g_autoptr(ModelIdentifier) identifier =
          model_identifier_new (model_document_get_subject_system (document), value, NULL, NULL);

      json_object_set_object_member (subject, "identifier", fhir_identifier_write (identifier));
    }
  json_object_set_object_member (object, "subject", subject);
}

static void
write_content (JsonObject    *object,
               ModelDocument *document)
{
  JsonObject *content = json_object_new ();
  JsonObject *attachment = json_object_new ();

  fhir_write_string (attachment, "contentType", model_document_get_content_type (document));
  fhir_write_string (attachment, "language", model_document_get_language (document));
  fhir_write_string (attachment, "url", model_document_get_url (document));
  if (model_document_get_size (document) >= 0)
    json_object_set_int_member (attachment, "size", model_document_get_size (document));
  fhir_write_string (attachment, "hash", model_document_get_hash (document));
  fhir_write_string (attachment, "title", model_document_get_attachment_title (document));
  fhir_write_date (attachment, "creation", model_document_get_created (document));
  json_object_set_object_member (content, "attachment", attachment);
  if (model_document_get_format (document) != NULL)
    json_object_set_object_member (content, "format", fhir_coding_write (model_document_get_format (document)));
  fhir_write_in_array (object, "content", content);
}

static JsonObject *
source_patient_new (ModelDocument *document,
                    ModelPatient  *patient)
{
  guint       n = model_document_get_n_source_identifiers (document);
  JsonObject *object;

  if (patient != NULL)
    {
      g_autoptr(JsonNode) node = fhir_patient_write (patient);

      object = json_node_dup_object (node);
      fhir_write_string (object, "id", "patient0");
      return object;
    }
  if (n == 0)
    return NULL;

  object = fhir_contained_new ("Patient", "patient", 0);
  for (guint i = 0; i < n; i++)
    fhir_write_in_array (object, "identifier", fhir_identifier_write (model_document_get_source_identifier (document, i)));

  return object;
}

static void
write_source_patient (JsonObject    *object,
                      JsonObject    *context,
                      ModelDocument *document,
                      ModelPatient  *patient)
{
  JsonObject *source = source_patient_new (document, patient);

  if (source != NULL)
    {
      fhir_write_in_array (object, "contained", source);
      json_object_set_object_member (context, "sourcePatientInfo", fhir_reference_to ("patient", 0));
    }
}

static void
write_context (JsonObject    *object,
               ModelDocument *document,
               ModelPatient  *source_patient)
{
  JsonObject      *context = json_object_new ();
  const ModelDate *start = model_document_get_period_start (document);
  const ModelDate *end = model_document_get_period_end (document);

  for (guint i = 0; i < model_document_get_n_events (document); i++)
    fhir_write_in_array (context, "event", fhir_concept_write (model_document_get_event (document, i)));
  if (start->precision != MODEL_DATE_UNKNOWN || end->precision != MODEL_DATE_UNKNOWN)
    {
      JsonObject *period = json_object_new ();

      fhir_write_date (period, "start", start);
      fhir_write_date (period, "end", end);
      json_object_set_object_member (context, "period", period);
    }
  write_concept (context, "facilityType", model_document_get_facility_type (document));
  write_concept (context, "practiceSetting", model_document_get_practice_setting (document));
  write_source_patient (object, context, document, source_patient);
  for (guint i = 0; i < model_document_get_n_related (document); i++)
    {
      JsonObject *related = json_object_new ();

      json_object_set_object_member (related, "identifier", fhir_identifier_write (model_document_get_related (document, i)));
      fhir_write_in_array (context, "related", related);
    }
  json_object_set_object_member (object, "context", context);
}

static void
write_relations (JsonObject    *object,
                 ModelDocument *document)
{
  for (guint i = 0; i < model_document_get_n_relations (document); i++)
    {
      const ModelDocumentRelation *relation = model_document_get_relation (document, i);
      JsonObject                  *relates = json_object_new ();
      JsonObject                  *target = json_object_new ();

      fhir_write_string (target, "reference", relation->target);
      fhir_write_string (relates, "code", relation->code);
      json_object_set_object_member (relates, "target", target);
      fhir_write_in_array (object, "relatesTo", relates);
    }
}

JsonObject *
fhir_document_reference_write_object (ModelDocument                *document,
                                      ModelPatient                 *source_patient,
                                      const FhirDocumentExtensions *extensions)
{
  JsonObject *object = json_object_new ();

  fhir_write_string (object, "resourceType", "DocumentReference");
  if (*model_document_get_id (document) != '\0')
    fhir_write_string (object, "id", model_document_get_id (document));
  if (model_document_get_version_id (document) != NULL)
    {
      JsonObject *meta = json_object_new ();

      fhir_write_string (meta, "versionId", model_document_get_version_id (document));
      json_object_set_object_member (object, "meta", meta);
    }
  if (extensions != NULL)
    {
      fhir_document_extension_write (object, extensions, extensions->provider_role_urls, model_document_get_provider_role (document));
      fhir_document_extension_write (object, extensions, extensions->deletion_status_urls, model_document_get_deletion_status (document));
    }
  write_identifiers (object, document);
  fhir_write_string (object, "status", status_code (model_document_get_status (document)));
  write_concept (object, "type", model_document_get_document_type (document));
  if (model_document_get_category (document) != NULL)
    fhir_write_in_array (object, "category", fhir_concept_write (model_document_get_category (document)));
  write_subject (object, document);
  for (guint i = 0; i < model_document_get_n_authors (document); i++)
    fhir_author_write (object, model_document_get_author (document, i), i);
  write_relations (object, document);
  fhir_write_string (object, "description", model_document_get_description (document));
  for (guint i = 0; i < model_document_get_n_security_labels (document); i++)
    fhir_write_in_array (object, "securityLabel", fhir_concept_write (model_document_get_security_label (document, i)));
  write_content (object, document);
  write_context (object, document, source_patient);

  return object;
}

JsonNode *
fhir_document_reference_write (ModelDocument                *document,
                               const FhirDocumentExtensions *extensions)
{
  return fhir_node_take (fhir_document_reference_write_object (document, NULL, extensions));
}
