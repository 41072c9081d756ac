/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-document-reference.h"

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

static JsonObject *
reference_to (const char *kind,
              guint       number)
{
  JsonObject      *reference = json_object_new ();
  g_autofree char *target = g_strdup_printf ("#%s%u", kind, number);

  fhir_write_string (reference, "reference", target);

  return reference;
}

static JsonObject *
contained_new (const char *type,
               const char *kind,
               guint       number)
{
  JsonObject      *object = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%s%u", kind, number);

  fhir_write_string (object, "resourceType", type);
  fhir_write_string (object, "id", id);

  return object;
}

static void
write_identifier (JsonObject *object,
                  const char *system,
                  const char *value)
{
  if (value != NULL)
    {
      g_autoptr(ModelIdentifier) identifier = model_identifier_new (system, value, NULL, NULL);

      fhir_write_in_array (object, "identifier", fhir_identifier_write (identifier));
    }
}

/* Text only where it says more than the parts, such as a title. */
static JsonObject *
author_name (const ModelDocumentAuthor *author)
{
  JsonObject      *name = json_object_new ();
  g_autofree char *parts = g_strconcat (author->given != NULL ? author->given : "", " ",
                                        author->family != NULL ? author->family : "", NULL);

  if (author->person != NULL && g_strcmp0 (g_strstrip (parts), author->person) != 0)
    fhir_write_string (name, "text", author->person);
  fhir_write_string (name, "family", author->family);
  if (author->given != NULL)
    {
      g_auto(GStrv) given = g_strsplit (author->given, " ", -1);
      JsonArray *array = json_array_new ();

      for (char **word = given; *word != NULL; word++)
        json_array_add_string_element (array, *word);
      json_object_set_array_member (name, "given", array);
    }

  return name;
}

static JsonObject *
author_person (const ModelDocumentAuthor *author,
               guint                      number)
{
  JsonObject *person = contained_new (author->is_patient ? "Patient" : "Practitioner", "person", number);

  write_identifier (person, author->is_patient ? NULL : "urn:oid:2.51.1.3", author->person_gln);
  if (author->person != NULL || author->family != NULL || author->given != NULL)
    fhir_write_in_array (person, "name", author_name (author));

  return person;
}

static JsonObject *
author_organization (const ModelDocumentAuthor *author,
                     guint                      number)
{
  JsonObject *organization = contained_new ("Organization", "organization", number);

  write_identifier (organization, "urn:ietf:rfc:3986", author->organization_id);
  fhir_write_string (organization, "name", author->organization);

  return organization;
}

static void
write_role (JsonObject                *resource,
            const ModelDocumentAuthor *author,
            guint                      number,
            gboolean                   has_person)
{
  JsonObject *role = contained_new ("PractitionerRole", "role", number);

  if (has_person)
    json_object_set_object_member (role, "practitioner", reference_to ("person", number));
  if (author->organization != NULL)
    json_object_set_object_member (role, "organization", reference_to ("organization", number));
  if (author->role != NULL)
    fhir_write_in_array (role, "code", fhir_concept_write (author->role));
  if (author->specialty != NULL)
    fhir_write_in_array (role, "specialty", fhir_concept_write (author->specialty));
  fhir_write_in_array (resource, "contained", role);
}

/* A person or an institution alone stands for itself; a role joins what belongs together. */
static void
write_author (JsonObject                *resource,
              const ModelDocumentAuthor *author,
              guint                      number)
{
  gboolean    has_person = author->person != NULL || author->family != NULL || author->person_gln != NULL;
  const char *kind = has_person ? "person" : "organization";

  if (has_person)
    fhir_write_in_array (resource, "contained", author_person (author, number));
  if (author->organization != NULL)
    fhir_write_in_array (resource, "contained", author_organization (author, number));

  if (!author->is_patient &&
      (author->role != NULL || author->specialty != NULL || (has_person && author->organization != NULL)))
    {
      write_role (resource, author, number, has_person);
      kind = "role";
    }

  fhir_write_in_array (resource, "author", reference_to (kind, number));
}

static void
write_extension (JsonObject        *resource,
                 const char *const *urls,
                 ModelCoding       *coding)
{
  JsonObject *extension;

  if (urls == NULL || urls[0] == NULL || coding == NULL)
    return;

  extension = json_object_new ();
  fhir_write_string (extension, "url", urls[0]);
  json_object_set_object_member (extension, "valueCoding", fhir_coding_write (coding));
  fhir_write_in_array (resource, "extension", extension);
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

static void
write_source_patient (JsonObject    *object,
                      JsonObject    *context,
                      ModelDocument *document)
{
  guint       n = model_document_get_n_source_identifiers (document);
  JsonObject *patient;

  if (n == 0)
    return;

  patient = contained_new ("Patient", "patient", 0);
  for (guint i = 0; i < n; i++)
    fhir_write_in_array (patient, "identifier", fhir_identifier_write (model_document_get_source_identifier (document, i)));
  fhir_write_in_array (object, "contained", patient);
  json_object_set_object_member (context, "sourcePatientInfo", reference_to ("patient", 0));
}

static void
write_context (JsonObject    *object,
               ModelDocument *document)
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
  write_source_patient (object, context, document);
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

JsonNode *
fhir_document_reference_write (ModelDocument                *document,
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
      write_extension (object, extensions->provider_role_urls, model_document_get_provider_role (document));
      write_extension (object, extensions->deletion_status_urls, model_document_get_deletion_status (document));
    }
  write_identifiers (object, document);
  fhir_write_string (object, "status", status_code (model_document_get_status (document)));
  write_concept (object, "type", model_document_get_document_type (document));
  if (model_document_get_category (document) != NULL)
    fhir_write_in_array (object, "category", fhir_concept_write (model_document_get_category (document)));
  write_subject (object, document);
  for (guint i = 0; i < model_document_get_n_authors (document); i++)
    write_author (object, model_document_get_author (document, i), i);
  write_relations (object, document);
  fhir_write_string (object, "description", model_document_get_description (document));
  for (guint i = 0; i < model_document_get_n_security_labels (document); i++)
    fhir_write_in_array (object, "securityLabel", fhir_concept_write (model_document_get_security_label (document, i)));
  write_content (object, document);
  write_context (object, document);

  return fhir_node_take (object);
}
