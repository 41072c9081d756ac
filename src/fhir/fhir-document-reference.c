/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-document-reference.h"

#define MAX_AUTHORS 16
#define MAX_RELATIONS 16

/* What of a document is made while reading and copied by model_document_new(). */
typedef struct
{
  ModelDocumentInit     init;
  ModelDocumentAuthor   authors[MAX_AUTHORS];
  char                 *persons[MAX_AUTHORS]; /* (owned) */
  char                 *given[MAX_AUTHORS];   /* (owned) */
  ModelDocumentRelation relations[MAX_RELATIONS];
} Reading;

static const char *const status_codes[] = {
  [MODEL_DOCUMENT_CURRENT] = "current",
  [MODEL_DOCUMENT_SUPERSEDED] = "superseded",
  [MODEL_DOCUMENT_ENTERED_IN_ERROR] = "entered-in-error",
};

static ModelDocumentStatus
status_from_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (status_codes); i++)
    if (g_strcmp0 (code, status_codes[i]) == 0)
      return (ModelDocumentStatus) i;

  return MODEL_DOCUMENT_STATUS_UNKNOWN;
}

static JsonObject *
find_contained (JsonObject *resource,
                JsonObject *reference)
{
  const char *target = fhir_json_string (reference, "reference");
  guint       n;

  if (target == NULL || *target != '#')
    return NULL;

  n = fhir_json_n (resource, "contained");
  for (guint i = 0; i < n; i++)
    {
      JsonObject *contained = fhir_json_nth (resource, "contained", i);

      if (g_strcmp0 (fhir_json_string (contained, "id"), target + 1) == 0)
        return contained;
    }

  return NULL;
}

static void
read_person (Reading    *reading,
             JsonObject *person,
             JsonObject *reference)
{
  guint                n = reading->init.n_authors;
  ModelDocumentAuthor *author = &reading->authors[n];
  JsonObject          *name = fhir_json_nth (person, "name", 0);
  JsonObject          *identifier = fhir_json_nth (person, "identifier", 0);

  if (identifier == NULL)
    identifier = fhir_json_object (reference, "identifier");
  if (name != NULL && reading->persons[n] == NULL)
    {
      reading->persons[n] = fhir_human_name_read (name);
      reading->given[n] = fhir_human_name_read_given (name);
    }
  author->person = reading->persons[n] != NULL ? reading->persons[n] : fhir_json_string (reference, "display");
  author->family = fhir_json_string (name, "family");
  author->given = reading->given[n];
  author->person_gln = fhir_json_string (identifier, "value");
}

static void
read_organization (ModelDocumentAuthor *author,
                   JsonObject          *organization,
                   JsonObject          *reference)
{
  const char *name = fhir_json_string (organization, "name");

  author->organization = name != NULL ? name : fhir_json_string (reference, "display");
  author->organization_id = fhir_json_string (fhir_json_nth (organization, "identifier", 0), "value");
}

static void
read_author (Reading    *reading,
             JsonObject *resource,
             JsonObject *reference,
             GHashTable *codings)
{
  guint                n = reading->init.n_authors;
  ModelDocumentAuthor *author = &reading->authors[n];
  JsonObject          *target = find_contained (resource, reference);
  const char          *type = fhir_json_resource_type (target);

  if (g_strcmp0 (type, "PractitionerRole") == 0)
    {
      JsonObject *practitioner = fhir_json_object (target, "practitioner");
      JsonObject *organization = fhir_json_object (target, "organization");

      read_person (reading, find_contained (resource, practitioner), practitioner);
      read_organization (author, find_contained (resource, organization), organization);
      author->role = fhir_concept_read (fhir_json_nth (target, "code", 0), codings);
      author->specialty = fhir_concept_read (fhir_json_nth (target, "specialty", 0), codings);
    }
  else if (g_strcmp0 (type, "Organization") == 0)
    read_organization (author, target, reference);
  else
    {
      author->is_patient = g_strcmp0 (type, "Patient") == 0 || g_strcmp0 (type, "RelatedPerson") == 0;
      read_person (reading, target, reference);
    }

  if (author->person != NULL || author->organization != NULL || author->person_gln != NULL)
    reading->init.n_authors++;
  else
    {
      g_clear_object (&author->role);
      g_clear_object (&author->specialty);
    }
}

static void
read_relations (Reading    *reading,
                JsonObject *resource)
{
  guint n = MIN (fhir_json_n (resource, "relatesTo"), MAX_RELATIONS);

  for (guint i = 0; i < n; i++)
    {
      JsonObject            *relation = fhir_json_nth (resource, "relatesTo", i);
      JsonObject            *target = fhir_json_object (relation, "target");
      const char            *reference = fhir_json_string (target, "reference");
      ModelDocumentRelation *to = &reading->relations[reading->init.n_relations];

      to->code = fhir_json_string (relation, "code");
      to->target = reference != NULL ? reference : fhir_json_string (fhir_json_object (target, "identifier"), "value");
      if (to->code != NULL && to->target != NULL)
        reading->init.n_relations++;
    }
}

static void
read_identifiers (ModelDocumentInit *init,
                  JsonObject        *resource)
{
  JsonObject *subject = fhir_json_object (resource, "subject");
  JsonObject *subject_identifier = fhir_json_object (subject, "identifier");
  guint       n = fhir_json_n (resource, "identifier");

  init->id = fhir_json_string (resource, "id");
  init->version_id = fhir_json_string (fhir_json_object (resource, "meta"), "versionId");
  init->unique_id = fhir_json_string (fhir_json_object (resource, "masterIdentifier"), "value");
  init->subject_system = fhir_json_string (subject_identifier, "system");
  init->subject_value = fhir_json_string (subject_identifier, "value");
  init->subject_reference = fhir_json_string (subject, "reference");

  for (guint i = 0; i < n; i++)
    {
      JsonObject *identifier = fhir_json_nth (resource, "identifier", i);
      const char *value = fhir_json_string (identifier, "value");

      if (g_strcmp0 (fhir_json_string (identifier, "use"), "official") == 0 ||
          (init->entry_uuid == NULL && value != NULL && g_str_has_prefix (value, "urn:uuid:")))
        init->entry_uuid = value;
    }
}

static void
read_attachment (ModelDocumentInit *init,
                 JsonObject        *resource,
                 GHashTable        *codings)
{
  JsonObject *content = fhir_json_nth (resource, "content", 0);
  JsonObject *attachment = fhir_json_object (content, "attachment");

  init->title = fhir_json_string (attachment, "title");
  init->content_type = fhir_json_string (attachment, "contentType");
  init->language = fhir_json_string (attachment, "language");
  init->url = fhir_json_string (attachment, "url");
  init->hash = fhir_json_string (attachment, "hash");
  init->size = fhir_json_integer (attachment, "size", -1);
  init->created = fhir_date_read (attachment, "creation");
  if (init->created.precision == MODEL_DATE_UNKNOWN)
    init->created = fhir_date_read (resource, "date");
  init->format = fhir_coding_read (fhir_json_object (content, "format"), codings);
}

/* What a document belongs to elsewhere, such as the study of its images: references by identifier. */
static GPtrArray *
read_related (JsonObject *context)
{
  guint n = fhir_json_n (context, "related");
  g_autoptr(GPtrArray) related = NULL;

  for (guint i = 0; i < n; i++)
    {
      ModelIdentifier *identifier =
          fhir_identifier_read (fhir_json_object (fhir_json_nth (context, "related", i), "identifier"));

      if (identifier == NULL)
        continue;
      if (related == NULL)
        related = g_ptr_array_new_full (1, g_object_unref);
      g_ptr_array_add (related, identifier);
    }

  return g_steal_pointer (&related);
}

static void
read_context (ModelDocumentInit *init,
              JsonObject        *resource,
              GHashTable        *codings)
{
  JsonObject *context = fhir_json_object (resource, "context");
  JsonObject *period = fhir_json_object (context, "period");
  JsonObject *source = find_contained (resource, fhir_json_object (context, "sourcePatientInfo"));

  init->facility_type = fhir_concept_read (fhir_json_object (context, "facilityType"), codings);
  init->practice_setting = fhir_concept_read (fhir_json_object (context, "practiceSetting"), codings);
  init->events = fhir_concepts_read (context, "event", codings);
  init->period_start = fhir_date_read (period, "start");
  init->period_end = fhir_date_read (period, "end");
  init->source_identifiers = fhir_identifiers_read (source, "identifier");
  init->related = read_related (context);
}

static void
reading_clear (Reading *reading)
{
  ModelDocumentInit *init = &reading->init;

  for (guint i = 0; i < init->n_authors; i++)
    {
      g_clear_object (&reading->authors[i].role);
      g_clear_object (&reading->authors[i].specialty);
    }
  for (guint i = 0; i < MAX_AUTHORS; i++)
    {
      g_free (reading->persons[i]);
      g_free (reading->given[i]);
    }
  g_clear_object (&init->type);
  g_clear_object (&init->category);
  g_clear_object (&init->format);
  g_clear_object (&init->facility_type);
  g_clear_object (&init->practice_setting);
  g_clear_object (&init->provider_role);
  g_clear_object (&init->deletion_status);
  g_clear_pointer (&init->security_labels, g_ptr_array_unref);
  g_clear_pointer (&init->events, g_ptr_array_unref);
  g_clear_pointer (&init->source_identifiers, g_ptr_array_unref);
  g_clear_pointer (&init->related, g_ptr_array_unref);
}

ModelDocument *
fhir_document_reference_read (JsonObject                   *resource,
                              const FhirDocumentExtensions *extensions,
                              GHashTable                   *codings)
{
  Reading            reading = { .init.size = -1 };
  ModelDocumentInit *init = &reading.init;
  ModelDocument     *document;
  guint              n_authors = MIN (fhir_json_n (resource, "author"), MAX_AUTHORS);

  read_identifiers (init, resource);
  init->status = status_from_code (fhir_json_string (resource, "status"));
  init->type = fhir_concept_read (fhir_json_object (resource, "type"), codings);
  init->category = fhir_concept_read (fhir_json_nth (resource, "category", 0), codings);
  init->description = fhir_json_string (resource, "description");
  init->security_labels = fhir_concepts_read (resource, "securityLabel", codings);
  if (extensions != NULL)
    {
      init->provider_role = fhir_coding_read (
          fhir_json_object (fhir_extension_find (resource, extensions->provider_role_urls), "valueCoding"), codings);
      init->deletion_status = fhir_coding_read (
          fhir_json_object (fhir_extension_find (resource, extensions->deletion_status_urls), "valueCoding"), codings);
    }
  read_attachment (init, resource, codings);
  read_context (init, resource, codings);
  for (guint i = 0; i < n_authors; i++)
    read_author (&reading, resource, fhir_json_nth (resource, "author", i), codings);
  read_relations (&reading, resource);
  init->authors = reading.authors;
  init->relations = reading.relations;

  document = model_document_new (init);
  reading_clear (&reading);

  return document;
}
