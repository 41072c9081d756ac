/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A good document with one thing broken is never sent: for each rule that binds who writes one (marked G in chapters 3 to 8), and
 * for each kind of entry, what the check says of it. */
#include "config.h"

#include "fhir-json.h"
#include "fhir-vaccination.h"
#include "vaccination-desk.h"

#include <string.h>

#define VACD "http://fhir.ch/ig/ch-vacd/StructureDefinition/"
#define CORE "http://fhir.ch/ig/ch-core/StructureDefinition/"
#define SPID "urn:oid:2.16.756.5.30.1.127.3.10.3"
#define AHVN13 "urn:oid:2.16.756.5.32"
#define OTHER_UUID "\"urn:uuid:6f1c1a52-3c0b-4b43-9a4e-0f5f2d3c4b5a\""
#define CODED(code) "{\"coding\":[{\"system\":\"http://x\",\"code\":\"" code "\"}]}"
#define VER(code) "{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/condition-ver-status\",\"code\":\"" code "\"}]}"
#define CLINICAL(code) "{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/condition-clinical\",\"code\":\"" code "\"}]}"

static const char *const withheld[] = { SPID, AHVN13, NULL };

/* Good documents; up to CORRECTED one entry of each kind. */
typedef enum
{
  VACCINATION = MODEL_CLINICAL_VACCINATION,
  BASIC = MODEL_CLINICAL_BASIC_IMMUNIZATION,
  ALLERGY = MODEL_CLINICAL_ALLERGY,
  ILLNESS = MODEL_CLINICAL_ILLNESS,
  PROBLEM = MODEL_CLINICAL_MEDICAL_PROBLEM,
  SEROLOGY = MODEL_CLINICAL_SEROLOGY,
  CORRECTED = MODEL_CLINICAL_SEROLOGY + 1,
  RECORD, /* with two that are the same */
} Good;

/* What is broken: the first resource of a type, its member; NULL takes it away, "+" adds to an array. */
typedef struct
{
  const char *rule;
  Good        good;
  const char *path;
  const char *json;
} Break;

static const Break breaks[] = {
  /* the bundle */
  { "R-VAC-1", VACCINATION, "Bundle/type", "\"collection\"" },
  { "R-VAC-1", VACCINATION, "Bundle/identifier", NULL },
  { "R-VAC-1", VACCINATION, "Bundle/identifier/system", "\"urn:oid:2.999\"" },
  { "R-VAC-1", VACCINATION, "Bundle/identifier/value", "\"urn:uuid:6F1C1A52-3C0B-4B43-9A4E-0F5F2D3C4B5A\"" },
  { "R-VAC-1", VACCINATION, "Bundle/identifier/value", "\"6f1c1a52-3c0b-4b43-9a4e-0f5f2d3c4b5a\"" },
  { "R-VAC-1", VACCINATION, "Bundle/timestamp", NULL },
  { "R-VAC-1", VACCINATION, "Bundle/timestamp", "\"2026-11-28\"" },
  { "R-VAC-1", VACCINATION, "Bundle/timestamp", "\"2026-11-28T10:15:00\"" },
  { "R-VAC-2", VACCINATION, "Bundle/entry/0", "{\"fullUrl\":" OTHER_UUID ",\"resource\":{\"resourceType\":\"Basic\"}}" },
  { "R-VAC-2", VACCINATION, "Bundle/entry/+", "{\"fullUrl\":" OTHER_UUID ",\"resource\":{\"resourceType\":\"Device\",\"meta\":{\"profile\":[\"d\"]}}}" },
  { "R-VAC-2", VACCINATION, "Bundle/entry/+", "{\"fullUrl\":" OTHER_UUID "}" },
  { "R-VAC-3", VACCINATION, "Bundle/entry/1/fullUrl", "\"Patient/1\"" },
  { "R-VAC-3", VACCINATION, "Bundle/entry/1/fullUrl", NULL },
  { "R-VAC-3", VACCINATION, "Immunization/note/0/authorReference/reference", OTHER_UUID },
  { "R-VAC-4", VACCINATION, "Bundle/entry/+", "{\"fullUrl\":" OTHER_UUID ",\"resource\":{\"resourceType\":\"Composition\"}}" },
  { "R-VAC-4", VACCINATION, "Bundle/meta", NULL },
  { "R-VAC-4", VACCINATION, "Bundle/meta/profile/0", "\"" VACD "ch-vacd-document-vaccination-record\"" },
  { "R-VAC-4", VACCINATION, "Composition/meta", NULL },
  { "R-VAC-10", VACCINATION, "Patient/meta", NULL },
  { "R-VAC-16", VACCINATION, "Immunization/meta", NULL },
  { "R-VAC-4", VACCINATION, "Medication/meta", NULL },
  { "R-VAC-5", VACCINATION, "Composition/identifier/value", OTHER_UUID },
  /* the composition */
  { "R-VAC-10", VACCINATION, "Composition/language", NULL },
  { "R-VAC-10", VACCINATION, "Composition/identifier", NULL },
  { "R-VAC-10", VACCINATION, "Composition/identifier/system", "\"urn:oid:2.999\"" },
  { "R-VAC-10", VACCINATION, "Composition/status", "\"preliminary\"" },
  { "R-VAC-10", VACCINATION, "Composition/type", CODED ("41000179103") },
  { "R-VAC-10", VACCINATION, "Composition/type/coding/0/code", "\"184216000\"" },
  { "R-VAC-10", VACCINATION, "Composition/category", NULL },
  { "R-VAC-10", VACCINATION, "Composition/category/+", CODED ("x") },
  { "R-VAC-10", VACCINATION, "Composition/category/0/coding/0/system", "\"http://x\"" },
  { "R-VAC-10", VACCINATION, "Composition/category/0/coding/0/code", "\"urn:che:epr:ch-vacd:other\"" },
  { "R-VAC-10", VACCINATION, "Composition/subject", NULL },
  { "R-VAC-10", VACCINATION, "Composition/subject", "{\"display\":\"Anne\"}" },
  { "R-VAC-10", VACCINATION, "Composition/date", NULL },
  { "R-VAC-24", VACCINATION, "Composition/date", "\"2026-11-28T10:15:00\"" },
  { "R-VAC-10", VACCINATION, "Composition/author", NULL },
  { "R-VAC-10", VACCINATION, "Composition/author/0", "{\"display\":\"Martina\"}" },
  { "R-VAC-10", VACCINATION, "PractitionerRole/meta/profile/0", "\"" CORE "ch-core-practitionerrole\"" },
  { "R-VAC-10", VACCINATION, "Patient/meta/profile/0", "\"" CORE "ch-core-patient\"" },
  { "R-VAC-10", VACCINATION, "Composition/title", NULL },
  { "R-VAC-10", VACCINATION, "Composition/attester", "[{\"mode\":\"legal\",\"party\":{\"display\":\"Martina\"}}]" },
  { "R-VAC-10", VACCINATION, "Composition/custodian", "{\"display\":\"Gruppenpraxis\"}" },
  { "R-VAC-13", VACCINATION, "Composition/confidentiality", NULL },
  { "R-VAC-13", VACCINATION, "Composition/confidentiality", "\"R\"" },
  { "R-VAC-13", VACCINATION, "Composition/_confidentiality", NULL },
  { "R-VAC-13", VACCINATION, "Composition/_confidentiality/extension/0/valueCodeableConcept", CODED ("17621005") },
  { "R-VAC-14", CORRECTED, "Composition/relatesTo/0/code", "\"appends\"" },
  { "R-VAC-14", CORRECTED, "Composition/relatesTo/0/targetReference/identifier", NULL },
  { "R-VAC-15", VACCINATION, "Composition/extension", "[{\"url\":\"" CORE "ch-ext-epr-dataenterer\",\"extension\":[{\"url\":\"enterer\",\"valueReference\":"
                                                      "{\"display\":\"Ass\"}}]}]" },
  /* sections */
  { "R-VAC-16", VACCINATION, "Composition/section", NULL },
  { "R-VAC-16", VACCINATION, "Composition/section/0/title", NULL },
  { "R-VAC-16", VACCINATION, "Composition/section/0/code", NULL },
  { "R-VAC-16", VACCINATION, "Composition/section/0/code", CODED ("11369-6") },
  { "R-VAC-16", VACCINATION, "Composition/section/0/code/coding/0/code", "\"11348-0\"" },
  { "R-VAC-16", VACCINATION, "Composition/section/0/entry/0", "{\"display\":\"Boostrix\"}" },
  { "R-VAC-16", VACCINATION, "Composition/section/0/section", "[]" },
  { "R-VAC-16", VACCINATION, "Composition/section/+", "{\"title\":\"t\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"11369-6\"}]}}" },
  { "R-VAC-16", ILLNESS, "Composition/section/0/code/coding/0/code", "\"11450-4\"" },
  { "R-VAC-16", PROBLEM, "Composition/section/0/code/coding/0/code", "\"11348-0\"" },
  { "R-VAC-16", ALLERGY, "Composition/section/0/code/coding/0/code", "\"11369-6\"" },
  { "R-VAC-16", SEROLOGY, "Composition/section/0/code/coding/0/code", "\"48765-2\"" },
  { "R-VAC-16", BASIC, "Composition/section/0/code/coding/0/code", "\"11450-4\"" },
  { "R-VAC-17", VACCINATION, "Composition/section/+", "{\"title\":\"t\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"48767-8\"}]}}" },
  { "R-VAC-17", VACCINATION, "Composition/section/0/code/coding/0/code", "\"48767-8\"" },
  { "R-VAC-17", VACCINATION, "Composition/section/+", "{\"title\":\"t\",\"text\":{\"div\":\"d\"},\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"55108-5\"}]}}" },
  /* every entry */
  { "R-VAC-22", VACCINATION, "Immunization/identifier", NULL },
  { "R-VAC-22", VACCINATION, "Immunization/identifier/0/system", "\"urn:oid:2.999\"" },
  { "R-VAC-22", BASIC, "Condition/identifier", NULL },
  { "R-VAC-22", ALLERGY, "AllergyIntolerance/identifier", NULL },
  { "R-VAC-22", ILLNESS, "Condition/identifier", NULL },
  { "R-VAC-22", PROBLEM, "Condition/identifier", NULL },
  { "R-VAC-22", SEROLOGY, "Observation/identifier", NULL },
  /* vaccinations */
  { "R-VAC-23", VACCINATION, "Immunization/status", NULL },
  { "R-VAC-23", VACCINATION, "Immunization/status", "\"planned\"" },
  { "R-VAC-23", VACCINATION, "Immunization/vaccineCode", NULL },
  { "R-VAC-23", VACCINATION, "Immunization/vaccineCode", "{}" },
  { "R-VAC-23", VACCINATION, "Immunization/patient", NULL },
  { "R-VAC-23", VACCINATION, "Immunization/patient", "{\"display\":\"Anne\"}" },
  { "R-VAC-23", VACCINATION, "Immunization/occurrenceDateTime", NULL },
  { "R-VAC-23", VACCINATION, "Immunization/occurrenceString", "\"1975\"" },
  { "R-VAC-23", VACCINATION, "Immunization/extension", NULL },
  { "R-VAC-23", VACCINATION, "Immunization/extension/+", "{\"url\":\"" VACD "ch-vacd-ext-verification-status\",\"valueCoding\":{\"system\":\"http://snomed.info/sct\",\"code\":\"59156000\"}}" },
  { "R-VAC-23", VACCINATION, "Immunization/performer", "[{\"actor\":{}}]" },
  { "R-VAC-23", VACCINATION, "Immunization/contained", "[{\"resourceType\":\"Basic\"},{\"resourceType\":\"Basic\"}]" },
  { "R-VAC-24", VACCINATION, "Immunization/occurrenceDateTime", "\"27.11.2026\"" },
  { "R-VAC-24", VACCINATION, "Immunization/recorded", "\"2026-13-01\"" },
  { "R-VAC-27", VACCINATION, "Immunization/protocolApplied/0/doseNumberPositiveInt", "0" },
  { "R-VAC-27", VACCINATION, "Immunization/protocolApplied/0/doseNumberPositiveInt", "\"2\"" },
  { "R-VAC-27", VACCINATION, "Immunization/protocolApplied/0/doseNumberPositiveInt", NULL },
  { "R-VAC-28", VACCINATION, "Immunization/lotNumber", "\"-\"" },
  { "R-VAC-28", VACCINATION, "Immunization/lotNumber", "\"\"" },
  { "R-VAC-30", VACCINATION, "Medication/identifier", NULL },
  { "R-VAC-30", VACCINATION, "Medication/code/text", NULL },
  { "R-VAC-30", VACCINATION, "Medication/form", "{\"coding\":[{\"code\":\"11201000\"}]}" },
  { "chapter 6.1", VACCINATION, "Immunization/note/0/text", NULL },
  { "chapter 6.1", VACCINATION, "Immunization/extension/+", "{\"url\":\"" CORE "ch-ext-author\",\"valueReference\":{\"display\":\"x\"}}" },
  /* allergies */
  { "R-VAC-34", ALLERGY, "AllergyIntolerance/verificationStatus", NULL },
  { "R-VAC-34", ALLERGY, "AllergyIntolerance/verificationStatus", CODED ("confirmed") },
  { "R-VAC-34", ALLERGY, "AllergyIntolerance/verificationStatus/coding/0/code", "\"entered-in-error\"" },
  { "R-VAC-34", ALLERGY, "AllergyIntolerance/clinicalStatus", NULL },
  { "R-VAC-34", ALLERGY, "AllergyIntolerance/clinicalStatus/coding/0/code", "\"recurrence\"" },
  { "R-VAC-34", ALLERGY, "AllergyIntolerance/code", NULL },
  { "R-VAC-34", ALLERGY, "AllergyIntolerance/patient", NULL },
  { "R-VAC-34", ALLERGY, "AllergyIntolerance/criticality", "\"medium\"" },
  { "R-VAC-34", ALLERGY, "AllergyIntolerance/type", "\"fear\"" },
  { "R-VAC-34", ALLERGY, "AllergyIntolerance/category", "[\"vaccine\"]" },
  { "chapter 6.2", ALLERGY, "AllergyIntolerance/reaction", "[{\"severity\":\"mild\"}]" },
  { "R-VAC-24", ALLERGY, "AllergyIntolerance/lastOccurrence", "\"yesterday\"" },
  /* illnesses */
  { "R-VAC-37", ILLNESS, "Condition/category", "[" CODED ("problem-list-item") "]" },
  { "R-VAC-37", ILLNESS, "Condition/onsetDateTime", NULL },
  { "R-VAC-37", ILLNESS, "Condition/onsetString", "\"child\"" },
  { "R-VAC-37", ILLNESS, "Condition/clinicalStatus", NULL },
  { "R-VAC-37", ILLNESS, "Condition/clinicalStatus", CLINICAL ("active") },
  { "R-VAC-37", ILLNESS, "Condition/code", NULL },
  { "R-VAC-37", ILLNESS, "Condition/subject", NULL },
  { "R-VAC-37", ILLNESS, "Condition/recordedDate", NULL },
  { "R-VAC-37", ILLNESS, "Condition/asserter", "{}" },
  { "R-VAC-37", ILLNESS, "Condition/verificationStatus", NULL },
  { "R-VAC-38", ILLNESS, "Condition/verificationStatus", VER ("entered-in-error") },
  { "R-VAC-38", ILLNESS, "Condition/clinicalStatus/coding/0/system", "\"http://x\"" },
  /* medical problems */
  { "R-VAC-38", PROBLEM, "Condition/abatementDateTime", "\"2022\"" },
  { "R-VAC-38", PROBLEM, "Condition/verificationStatus", CODED ("confirmed") },
  { "R-VAC-38", PROBLEM, "Condition/clinicalStatus", CLINICAL ("ended") },
  { "R-VAC-37", PROBLEM, "Condition/clinicalStatus", NULL },
  { "R-VAC-39", PROBLEM, "Condition/category", NULL },
  { "R-VAC-39", PROBLEM, "Condition/category/0", CODED ("problem-list-item") },
  { "R-VAC-39", PROBLEM, "Condition/category/+", CODED ("health-concern") },
  { "R-VAC-39", PROBLEM, "Condition/code", NULL },
  { "R-VAC-39", PROBLEM, "Condition/subject", NULL },
  { "R-VAC-39", PROBLEM, "Condition/recordedDate", NULL },
  { "R-VAC-39", PROBLEM, "Condition/recorder", "{}" },
  /* basic immunisation */
  { "chapter 6.3", BASIC, "Condition/category/0/coding/0/code", "\"problem-list-item\"" },
  { "chapter 6.3", BASIC, "Condition/onsetDateTime", NULL },
  { "chapter 6.3", BASIC, "Condition/code", NULL },
  { "chapter 6.3", BASIC, "Condition/verificationStatus", NULL },
  { "chapter 6.3", BASIC, "Condition/recordedDate", NULL },
  { "R-VAC-38", BASIC, "Condition/abatementDateTime", "\"2022\"" },
  /* serology */
  { "R-VAC-42", SEROLOGY, "Observation/status", NULL },
  { "R-VAC-42", SEROLOGY, "Observation/status", "\"done\"" },
  { "R-VAC-42", SEROLOGY, "Observation/code", NULL },
  { "R-VAC-42", SEROLOGY, "Observation/subject", NULL },
  { "R-VAC-42", SEROLOGY, "Observation/valueQuantity", NULL },
  { "R-VAC-42", SEROLOGY, "Observation/valueQuantity/value", NULL },
  { "R-VAC-42", SEROLOGY, "Observation/valueQuantity/value", "\"120\"" },
  { "R-VAC-42", SEROLOGY, "Observation/valueQuantity/unit", NULL },
  { "R-VAC-42", SEROLOGY, "Observation/valueQuantity/system", NULL },
  { "R-VAC-42", SEROLOGY, "Observation/valueQuantity/code", NULL },
  { "R-VAC-42", SEROLOGY, "Observation/valueString", "\"x\"" },
  { "R-VAC-42", SEROLOGY, "Observation/performer", "[{}]" },
  { "R-VAC-44", SEROLOGY, "Observation/valueQuantity/comparator", "\"<\"" },
  { "R-VAC-23", SEROLOGY, "Observation/extension", NULL },
  /* people */
  { "R-VAC-45", VACCINATION, "Patient/identifier/+", "{\"system\":\"" SPID "\",\"value\":\"761337610411353650\"}" },
  { "R-VAC-45", VACCINATION, "Patient/identifier/+", "{\"system\":\"" AHVN13 "\",\"value\":\"7561234567897\"}" },
  { "R-VAC-45", VACCINATION, "Immunization/identifier/+", "{\"system\":\"2.16.756.5.32\",\"value\":\"7561234567897\"}" },
  { "R-VAC-46", VACCINATION, "Practitioner/identifier", NULL },
  { "R-VAC-46", VACCINATION, "Practitioner/identifier/0/value", "\"7601888888885\"" },
  { "R-VAC-46", VACCINATION, "Practitioner/identifier/0/value", "\"760188888888\"" },
  { "chapter 6.5", VACCINATION, "Practitioner/name", NULL },
  { "chapter 6.5", VACCINATION, "Practitioner/name/0/family", NULL },
  { "chapter 6.5", VACCINATION, "Patient/identifier", NULL },
  { "chapter 6.5", VACCINATION, "Patient/name", NULL },
  { "chapter 6.5", VACCINATION, "Patient/name/0/family", NULL },
  { "chapter 6.5", VACCINATION, "Patient/gender", NULL },
  { "chapter 6.5", VACCINATION, "Patient/birthDate", NULL },
  { "chapter 6.5", VACCINATION, "Organization/name", NULL },
  { "chapter 6.5", VACCINATION, "Organization/address", "[{\"city\":\"Bern\"},{\"city\":\"Genf\"}]" },
  { "chapter 6.5", VACCINATION, "Practitioner/meta/profile/0", "\"" CORE "ch-core-practitioner\"" },
  /* what replaces what, and what conflicts */
  { "R-VAC-58", CORRECTED, "Immunization/extension/=entry/valueReference/type", NULL },
  { "R-VAC-58", CORRECTED, "Immunization/extension/=entry/valueReference/type", "\"Condition\"" },
  { "R-VAC-58", CORRECTED, "Immunization/extension/=entry/valueReference/identifier", NULL },
  { "R-VAC-58", CORRECTED, "Immunization/extension/=container", NULL },
  { "R-VAC-58", CORRECTED, "Immunization/extension/=relationcode/valueCode", "\"appends\"" },
  { "R-VAC-58", CORRECTED, "Immunization/extension/+", "{\"url\":\"" CORE "ch-core-ext-entry-resource-cross-references\"}" },
  { "R-VAC-78", VACCINATION, "Immunization/extension/+", "{\"url\":\"" VACD "ch-vacd-ext-merging-conflict-entry-reference\"}" },
  { "R-VAC-78", RECORD, "Immunization/extension/=conflict", NULL },
  { "R-VAC-78", RECORD, "Immunization/extension/=entry", NULL },
  { "R-VAC-78", RECORD, "Immunization/extension/=conflict/valueCode", "\"similar\"" },
  { "R-VAC-80", RECORD, "Immunization/extension/+", "{\"url\":\"" CORE "ch-core-ext-entry-resource-cross-references\"}" },
};

static ModelVaccinationDocument *
read_document (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  ModelVaccinationDocument *document = fhir_vaccination_read (bytes, NULL, &error);

  g_assert_no_error (error);

  return document;
}

static GBytes *
write_good (Good good)
{
  g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelClinicalEntry) entry = vaccination_desk_entry (good < CORRECTED ? (ModelClinicalKind) good : MODEL_CLINICAL_VACCINATION, "2026-11-27");
  FhirVaccinationChange change = { .step = FHIR_VACCINATION_CREATE, .entry = entry, .comment = "Bien." };
  g_autoptr(GBytes) first = vaccination_desk_write (desk, &change, &error);
  g_autoptr(ModelVaccinationDocument) document = NULL;
  g_autoptr(ModelVaccinationDocument) second = NULL;
  g_autoptr(GPtrArray) documents = g_ptr_array_new ();
  g_autoptr(ModelVaccinationRecord) record = NULL;
  g_autoptr(GBytes) again = NULL;
  GBytes *written;

  g_assert_no_error (error);
  if (good < CORRECTED)
    return g_steal_pointer (&first);

  document = read_document (first);
  if (good == CORRECTED)
    {
      change = (FhirVaccinationChange) { .step = FHIR_VACCINATION_COMMENT, .earlier = model_vaccination_document_get_entry (document, 0), .document = document, .comment = "Contrôlé." };
      written = vaccination_desk_write (desk, &change, &error);
    }
  else
    {
      again = vaccination_desk_write (desk, &change, &error);
      g_assert_no_error (error);
      second = read_document (again);
      g_ptr_array_add (documents, document);
      g_ptr_array_add (documents, second);
      record = model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents });
      written = fhir_vaccination_write_record (&desk->order, record, &error);
    }
  g_assert_no_error (error);

  return written;
}

static JsonNode *
find_resource (JsonNode   *root,
               const char *type)
{
  JsonArray *entries = json_object_get_array_member (json_node_get_object (root), "entry");

  for (guint i = 0; !g_str_equal (type, "Bundle") && i < json_array_get_length (entries); i++)
    {
      JsonNode *resource = json_object_get_member (json_array_get_object_element (entries, i), "resource");

      if (g_strcmp0 (fhir_json_resource_type (json_node_get_object (resource)), type) == 0)
        return resource;
    }
  g_assert_cmpstr (type, ==, "Bundle");

  return root;
}

/* "=entry": the part of that name of whichever extension has it. */
static JsonNode *
find_part (JsonArray  *extensions,
           const char *url,
           JsonArray **holder,
           guint      *position)
{
  for (guint i = 0; i < json_array_get_length (extensions); i++)
    {
      JsonObject *extension = json_array_get_object_element (extensions, i);
      JsonArray  *parts = json_object_has_member (extension, "extension") ? json_object_get_array_member (extension, "extension") : NULL;

      for (guint j = 0; parts != NULL && j < json_array_get_length (parts); j++)
        if (g_strcmp0 (fhir_json_string (json_array_get_object_element (parts, j), "url"), url) == 0)
          {
            *holder = parts;
            *position = j;
            return json_array_get_element (parts, j);
          }
    }
  g_error ("No part %s", url);
}

static JsonNode *
parse (const char *json)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);

  return node;
}

static void
set_in_array (JsonArray  *array,
              const char *word,
              const char *json)
{
  if (g_str_equal (word, "+"))
    json_array_add_element (array, parse (json));
  else
    {
      guint     position = (guint) g_ascii_strtoull (word, NULL, 10);
      JsonNode *old = json_array_get_element (array, position);
      g_autoptr(JsonNode) new = parse (json);

      json_node_set_object (old, json_node_get_object (new));
    }
}

/* A member that is to be replaced must be there, so that each break breaks something; "+" and new members are added. */
static void
break_it (JsonNode   *root,
          const char *path,
          const char *json)
{
  g_auto(GStrv) words = g_strsplit (path, "/", -1);
  JsonNode  *node = find_resource (root, words[0]);
  JsonArray *holder = NULL;
  guint      position = 0;

  for (char **word = words + 1; *word != NULL; word++)
    {
      gboolean last = word[1] == NULL;

      if (**word == '=')
        {
          node = find_part (json_node_get_array (node), *word + 1, &holder, &position);
          if (last)
            json_array_remove_element (holder, position);
        }
      else if (JSON_NODE_HOLDS_ARRAY (node) && last && !g_ascii_isdigit (**word))
        set_in_array (json_node_get_array (node), *word, json);
      else if (JSON_NODE_HOLDS_ARRAY (node))
        {
          holder = json_node_get_array (node);
          position = (guint) g_ascii_strtoull (*word, NULL, 10);
          g_assert_cmpuint (position, <, json_array_get_length (holder));
          node = json_array_get_element (holder, position);
          if (last && JSON_NODE_HOLDS_OBJECT (node))
            set_in_array (holder, *word, json);
          else if (last)
            json_node_set_string (node, json_node_get_string (parse (json)));
        }
      else if (last && json == NULL)
        {
          g_assert_true (json_object_has_member (json_node_get_object (node), *word));
          json_object_remove_member (json_node_get_object (node), *word);
        }
      else if (last)
        json_object_set_member (json_node_get_object (node), *word, parse (json));
      else
        {
          g_assert_true (json_object_has_member (json_node_get_object (node), *word));
          node = json_object_get_member (json_node_get_object (node), *word);
        }
    }
}

static gboolean
names_rule (const char *message,
            const char *rule)
{
  g_autofree char *escaped = g_regex_escape_string (rule, -1);
  g_autofree char *pattern = g_strconcat (escaped, "(?![0-9])", NULL);

  return g_regex_match_simple (pattern, message, 0, 0);
}

static void
test_break (gconstpointer data)
{
  const Break *broken = data;
  g_autoptr(GBytes) good = write_good (broken->good);
  g_autoptr(JsonNode) node = fhir_json_parse (good, NULL);
  g_autoptr(GBytes) bad = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (fhir_vaccination_check (good, withheld, &error));
  g_assert_no_error (error);
  break_it (node, broken->path, broken->json);
  bad = fhir_json_to_bytes (node);
  if (fhir_vaccination_check (bad, withheld, &error))
    {
      g_test_fail_printf ("%s (%s) is let pass", broken->path, broken->rule);
      return;
    }
  g_assert_error (error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE);
  if (!names_rule (error->message, broken->rule))
    g_test_fail_printf ("%s (%s) is refused with \"%s\"", broken->path, broken->rule, error->message);
}

/* R-VAC-3: an address is given once. R-VAC-58: versions are named, never pointed to. R-VAC-14: each earlier document is named once. R-VAC-59: nothing replaces itself. */
static void
test_twice (void)
{
  const struct
  {
    const char *from, *to, *rule;
  } cases[] = {
    { "Bundle/entry/0/fullUrl", "Bundle/entry/1/fullUrl", "R-VAC-3" },
    { "Bundle/entry/0/fullUrl", "Immunization/extension/=entry/valueReference/reference", "R-VAC-58" },
    { "Bundle/entry/0/fullUrl", "Immunization/extension/=container/valueReference/reference", "R-VAC-58" },
    { "Composition/relatesTo/0", "Composition/relatesTo/+", "R-VAC-14" },
    { "Immunization/extension/=entry/valueReference/identifier/value", "Immunization/identifier/0/value", "R-VAC-59" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) good = write_good (CORRECTED);
      g_autoptr(JsonNode) node = fhir_json_parse (good, NULL);
      g_auto(GStrv) words = g_strsplit (cases[i].from, "/", -1);
      JsonNode        *from = find_resource (node, words[0]);
      JsonArray       *holder;
      guint            position;
      g_autofree char *text = NULL;
      g_autoptr(GBytes) bad = NULL;
      g_autoptr(GError) error = NULL;

      for (char **word = words + 1; *word != NULL; word++)
        if (**word == '=')
          from = find_part (json_node_get_array (from), *word + 1, &holder, &position);
        else if (JSON_NODE_HOLDS_ARRAY (from))
          from = json_array_get_element (json_node_get_array (from), (guint) g_ascii_strtoull (*word, NULL, 10));
        else
          from = json_object_get_member (json_node_get_object (from), *word);
      text = json_to_string (from, FALSE);
      break_it (node, cases[i].to, text);
      bad = fhir_json_to_bytes (node);
      g_assert_false (fhir_vaccination_check (bad, withheld, &error));
      g_assert_true (names_rule (error->message, cases[i].rule));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      g_autofree char *place = g_strdelimit (g_strdup (breaks[i].path), "/", '.');
      g_autofree char *path = g_strdup_printf ("/fhir/vaccination-check/%s/%u-%s", breaks[i].rule, i, place);

      g_test_add_data_func (path, &breaks[i], test_break);
    }
  g_test_add_func ("/fhir/vaccination-check/twice", test_twice);

  return g_test_run ();
}
