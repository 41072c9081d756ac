/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-json-span.h"
#include "fhir-patient.h"
#include "fhir-vaccination-private.h"
#include "fhir-vaccination.h"
#include "fhir-xml.h"

#include <string.h>

#define ADMINISTRATION_FORMAT "urn:che:epr:ch-vacd:immunization-administration"
#define RECORD_FORMAT "urn:che:epr:ch-vacd:vaccination-record"
#define ANNOTATION "48767-8"
#define ORIGINAL "55108-5"
/* More than anybody has in one document; what a document may cost is bounded by it. */
#define MAX_ENTRIES 1000

static const char *const confidentiality_urls[] = { FHIR_CH_CORE "ch-ext-epr-confidentialitycode", NULL };

/* Titles in the four languages: how the oldest documents tell what they are (R-VAC-11). */
static const char *const administration_titles[] = {
  "Vaccin administré", "Verabreichte Impfung", "Vaccinazione somministrata", "Immunization Administration", NULL
};
static const char *const record_titles[] = {
  "Dossier de vaccination", "Impfdossier", "Cartella di vaccinazione", "Vaccination Record", NULL
};

static gboolean
is_xml (GBytes *bytes)
{
  gsize       length;
  const char *text = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length; i++)
    if (text[i] == '<')
      return TRUE;
    else if (!g_ascii_isspace (text[i]) && (guchar) text[i] < 0x80)
      return FALSE;

  return FALSE;
}

static JsonObject *
find_composition (JsonObject *bundle)
{
  guint n = fhir_json_n (bundle, "entry");

  for (guint i = 0; i < n; i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (bundle, "entry", i), "resource");

      if (g_strcmp0 (fhir_json_resource_type (resource), "Composition") == 0)
        return resource;
    }

  return NULL;
}

static gboolean
kind_of_format (const char                   *format,
                ModelVaccinationDocumentKind *kind)
{
  if (format == NULL)
    return FALSE;
  *kind = g_str_has_prefix (format, RECORD_FORMAT) ? MODEL_VACCINATION_SNAPSHOT : MODEL_VACCINATION_ADMINISTRATION;

  return g_str_has_prefix (format, RECORD_FORMAT) || g_str_has_prefix (format, ADMINISTRATION_FORMAT);
}

/* Category, format of the registry, title; else an act, said to be a guess (R-VAC-11). */
static void
read_kind (JsonObject                    *composition,
           ModelDocument                 *metadata,
           ModelVaccinationDocumentFacts *facts)
{
  ModelCoding *format = metadata != NULL ? model_document_get_format (metadata) : NULL;

  for (guint i = 0; i < fhir_json_n (composition, "category"); i++)
    {
      JsonObject *category = fhir_json_nth (composition, "category", i);

      for (guint j = 0; j < fhir_json_n (category, "coding"); j++)
        if (kind_of_format (fhir_json_string (fhir_json_nth (category, "coding", j), "code"), &facts->kind))
          return;
    }
  if (format != NULL && kind_of_format (model_coding_get_code (format), &facts->kind))
    return;

  facts->kind = MODEL_VACCINATION_ADMINISTRATION;
  if (facts->title != NULL && g_strv_contains (record_titles, facts->title))
    facts->kind = MODEL_VACCINATION_SNAPSHOT;
  else if (facts->title == NULL || !g_strv_contains (administration_titles, facts->title))
    facts->faults |= MODEL_VACCINATION_FAULT_KIND_GUESSED;
}

static void
add_token (GPtrArray  *tokens,
           const char *value)
{
  char *token = model_clinical_token (fhir_vaccination_unless_empty (value));

  if (token != NULL)
    g_ptr_array_add (tokens, token);
}

static GPtrArray *
read_ids (JsonObject *bundle,
          JsonObject *composition)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < fhir_json_n (composition, "identifier"); i++)
    add_token (ids, fhir_json_string (fhir_json_nth (composition, "identifier", i), "value"));
  for (guint i = 0; i < fhir_json_n (bundle, "identifier"); i++)
    add_token (ids, fhir_json_string (fhir_json_nth (bundle, "identifier", i), "value"));
  add_token (ids, fhir_json_string (composition, "id"));

  return ids;
}

static GPtrArray *
read_replaces (JsonObject *composition)
{
  GPtrArray *replaces = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < fhir_json_n (composition, "relatesTo"); i++)
    {
      JsonObject *relation = fhir_json_nth (composition, "relatesTo", i);
      JsonObject *identifier = fhir_json_object (relation, "targetIdentifier");
      char       *target = fhir_vaccination_target (fhir_json_object (relation, "targetReference"));

      if (target != NULL)
        g_ptr_array_add (replaces, target);
      else
        add_token (replaces, fhir_json_string (identifier, "value"));
    }

  return replaces;
}

/* The words of an annotation stand in its narrative alone; everything else is never read from there (R-VAC-20). */
static void
read_section (FhirVaccinationBundle         *self,
              JsonObject                    *composition,
              JsonObject                    *section,
              ModelVaccinationDocumentFacts *facts)
{
  const char *code = fhir_json_string (fhir_json_nth (fhir_json_object (section, "code"), "coding", 0), "code");

  for (guint i = 0; i < fhir_json_n (section, "entry"); i++)
    {
      JsonObject *resource = fhir_vaccination_resolve (self, composition, fhir_json_nth (section, "entry", i));

      if (resource == NULL && g_strcmp0 (code, ORIGINAL) != 0)
        facts->faults |= MODEL_VACCINATION_FAULT_ENTRY_LOST;
      else if (resource != NULL)
        g_hash_table_insert (self->sections, resource, (char *) (code != NULL ? code : ""));
    }

  if (g_strcmp0 (code, ANNOTATION) == 0)
    {
      char *words = fhir_xml_dup_words (fhir_json_string (fhir_json_object (section, "text"), "div"));

      if (words != NULL && *words != '\0')
        g_ptr_array_add (facts->comments, words);
      else
        g_free (words);
    }
  facts->has_original = facts->has_original || (g_strcmp0 (code, ORIGINAL) == 0 && fhir_json_n (section, "entry") > 0);
}

/* The Patient whom the composition is about, of however many there are (R-VAC-50). */
static ModelPatient *
read_patient (FhirVaccinationBundle *self,
              JsonObject            *composition)
{
  JsonObject *patient = fhir_vaccination_resolve (self, composition, fhir_json_object (composition, "subject"));

  return g_strcmp0 (fhir_json_resource_type (patient), "Patient") == 0 ? fhir_patient_read (patient, NULL, 0) : NULL;
}

/* Where the entries stand in the text of the bundle. (transfer full) (nullable) */
static GArray *
find_sources (GBytes *json)
{
  gsize        length;
  const char  *text = g_bytes_get_data (json, &length);
  const char  *start = memchr (text, '{', length);
  FhirJsonSpan span = { start, text + length };

  return start != NULL && fhir_json_span_member (span, "entry", &span) ? fhir_json_span_elements (span) : NULL;
}

/* (transfer full) (nullable) */
static GBytes *
source_of (GBytes *json,
           GArray *sources,
           guint   position)
{
  FhirJsonSpan span;

  if (sources == NULL || position >= sources->len ||
      !fhir_json_span_member (g_array_index (sources, FhirJsonSpan, position), "resource", &span))
    return NULL;

  return g_bytes_new_from_bytes (json, (gsize) (span.start - (const char *) g_bytes_get_data (json, NULL)),
                                 (gsize) (span.end - span.start));
}

static void
read_entries (FhirVaccinationBundle         *self,
              ModelVaccinationDocumentFacts *facts)
{
  g_autoptr(GArray) sources = find_sources (facts->json);
  guint n = fhir_json_n (self->bundle, "entry");

  for (guint i = 0; i < n; i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (self->bundle, "entry", i), "resource");
      g_autoptr(GBytes) source = source_of (facts->json, sources, i);
      ModelClinicalEntry *entry;

      if (facts->entries->len >= MAX_ENTRIES)
        {
          facts->faults |= MODEL_VACCINATION_FAULT_TOO_MANY;
          return;
        }
      self->source = source;
      entry = resource != NULL ? fhir_vaccination_read_entry (self, resource, g_hash_table_lookup (self->sections, resource)) : NULL;
      self->source = NULL;
      if (entry != NULL)
        g_ptr_array_add (facts->entries, entry);
    }
}

static const char *
read_confidentiality (JsonObject *composition)
{
  JsonObject *extension = fhir_extension_find (fhir_json_object (composition, "_confidentiality"), confidentiality_urls);
  const char *code = fhir_json_string (fhir_json_nth (fhir_json_object (extension, "valueCodeableConcept"), "coding", 0), "code");

  return code != NULL ? code : fhir_json_string (composition, "confidentiality");
}

static void
read_composition (FhirVaccinationBundle         *self,
                  JsonObject                    *composition,
                  ModelDocument                 *metadata,
                  ModelVaccinationDocumentFacts *facts)
{
  facts->date = fhir_vaccination_read_date (composition, "date", NULL);
  if (facts->date.precision == MODEL_DATE_UNKNOWN)
    facts->date = fhir_vaccination_read_date (self->bundle, "timestamp", NULL);
  if (facts->date.precision == MODEL_DATE_UNKNOWN && metadata != NULL)
    facts->date = *model_document_get_created (metadata);
  facts->language = fhir_json_string (composition, "language");
  facts->title = fhir_vaccination_unless_empty (fhir_json_string (composition, "title"));
  facts->confidentiality = read_confidentiality (composition);
  facts->authors = fhir_vaccination_read_actors (self, composition, "author", NULL);
  facts->patient = read_patient (self, composition);
  if (facts->patient == NULL)
    facts->faults |= MODEL_VACCINATION_FAULT_NO_PATIENT;
  for (guint i = 0; i < fhir_json_n (composition, "section"); i++)
    read_section (self, composition, fhir_json_nth (composition, "section", i), facts);
  read_kind (composition, metadata, facts);
}

/* @json: the bundle as it is kept. */
static ModelVaccinationDocument *
read_bundle (GBytes        *json,
             JsonObject    *bundle,
             ModelDocument *metadata)
{
  FhirVaccinationBundle self;
  JsonObject           *composition = find_composition (bundle);
  g_autoptr(GPtrArray) ids = read_ids (bundle, composition);
  g_autoptr(GPtrArray) replaces = read_replaces (composition);
  g_autoptr(GPtrArray) comments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  ModelCoding                  *role = metadata != NULL ? model_document_get_provider_role (metadata) : NULL;
  ModelVaccinationDocumentFacts facts = {
    .unique_id = metadata != NULL ? model_document_get_unique_id (metadata) : NULL,
    .provider_role = role != NULL ? model_coding_get_code (role) : NULL,
    .kind = MODEL_VACCINATION_EXCHANGE,
    .ids = ids,
    .replaces = replaces,
    .comments = comments,
    .entries = entries,
    .json = json,
  };
  ModelVaccinationDocument *document;

  fhir_vaccination_bundle_init (&self, bundle);
  if (composition != NULL)
    read_composition (&self, composition, metadata, &facts);
  read_entries (&self, &facts);
  document = model_vaccination_document_new (&facts);

  g_clear_pointer (&facts.authors, g_ptr_array_unref);
  g_clear_object (&facts.patient);
  fhir_vaccination_bundle_clear (&self);

  return document;
}

ModelVaccinationDocument *
fhir_vaccination_read (GBytes        *bytes,
                       ModelDocument *metadata,
                       GError       **error)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GBytes) json = NULL;
  JsonObject *bundle;
  const char *type;

  g_return_val_if_fail (bytes != NULL, NULL);

  json = is_xml (bytes) ? fhir_xml_to_json (bytes, error) : g_bytes_ref (bytes);
  node = json != NULL ? fhir_json_parse (json, error) : NULL;
  if (node == NULL)
    return NULL;

  bundle = fhir_json_node_object (node);
  type = fhir_json_resource_type (bundle);
  if (g_strcmp0 (type, "Bundle") != 0)
    {
      g_set_error (error, FHIR_ERROR, FHIR_ERROR_NOT_EXPECTED, "A Bundle was expected, the document is %s",
                   type != NULL ? type : "no FHIR resource");
      return NULL;
    }

  return read_bundle (json, bundle, metadata);
}
