/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-vaccine-check.h"

#include "fhir-json.h"
#include "sandbox-oids.h"
#include "sandbox-population.h"
#include "sandbox-vaccine-check-private.h"

#include <string.h>

#define FORMATS "urn:che:epr:ch-vacd:"
#define SPID "2.16.756.5.30.1.127.3.10.3"
#define AHVN13 "2.16.756.5.32"
#define CONFIDENTIALITY "http://fhir.ch/ig/ch-core/StructureDefinition/ch-ext-epr-confidentialitycode"

static const struct
{
  const char *letter, *code;
} levels[] = {
  { "N", "17621005" },
  { "R", "263856008" },
  { "V", "1141000195107" },
};

static const char *const sections[] = {
  "11369-6", "11450-4", "11348-0", "48765-2", "18727-8", "48767-8", "55108-5", NULL
};

static JsonObject *
first_coding (JsonObject *concept)
{
  return fhir_json_nth (concept, "coding", 0);
}

static JsonObject *
resource_at (JsonObject *bundle,
             guint       i)
{
  return fhir_json_object (fhir_json_nth (bundle, "entry", i), "resource");
}

JsonObject *
sandbox_vaccine_resolve (JsonObject *bundle,
                         JsonObject *reference)
{
  const char *address = fhir_json_string (reference, "reference");

  for (guint i = 0; address != NULL && i < fhir_json_n (bundle, "entry"); i++)
    if (g_strcmp0 (fhir_json_string (fhir_json_nth (bundle, "entry", i), "fullUrl"), address) == 0)
      return resource_at (bundle, i);

  return NULL;
}

static gboolean
is_urn_uuid (const char *text)
{
  return text != NULL && g_str_has_prefix (text, "urn:uuid:") && g_uuid_string_is_valid (text + strlen ("urn:uuid:"));
}

/* Every literal reference within leads to a resource of the bundle (R-VAC-3). */
static void
check_references (SandboxCheck *check,
                  JsonObject   *bundle,
                  JsonNode     *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      check_references (check, bundle, json_array_get_element (json_node_get_array (node), i));
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr(GList) members = json_object_get_members (object);

      sandbox_check_need (check, fhir_json_string (object, "reference") == NULL || *fhir_json_string (object, "reference") == '#' || sandbox_vaccine_resolve (bundle, object) != NULL,
                          "Bundle.entry.resource", "refers to what the document does not hold (R-VAC-3)");
      for (GList *l = members; l != NULL; l = l->next)
        check_references (check, bundle, json_object_get_member (object, l->data));
    }
}

static void
check_bundle (SandboxCheck *check,
              JsonObject   *bundle)
{
  g_autoptr(GHashTable) urls = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *identifier = fhir_json_object (bundle, "identifier");
  guint       n_compositions = 0;

  sandbox_check_need (check, g_strcmp0 (fhir_json_resource_type (bundle), "Bundle") == 0 && g_strcmp0 (fhir_json_string (bundle, "type"), "document") == 0,
                      "Bundle.type", "must be document (R-VAC-1)");
  sandbox_check_need (check, g_strcmp0 (fhir_json_string (identifier, "system"), SYSTEM_URI) == 0 && is_urn_uuid (fhir_json_string (identifier, "value")),
                      "Bundle.identifier", "must be a urn:uuid: (R-VAC-1)");
  sandbox_check_date (check, fhir_json_string (bundle, "timestamp"), TRUE, "Bundle.timestamp");
  sandbox_check_need (check, g_strcmp0 (fhir_json_resource_type (resource_at (bundle, 0)), "Composition") == 0, "Bundle.entry", "must begin with the Composition (R-VAC-2)");
  for (guint i = 0; i < fhir_json_n (bundle, "entry"); i++)
    {
      const char *url = fhir_json_string (fhir_json_nth (bundle, "entry", i), "fullUrl");

      sandbox_check_need (check, url != NULL && (is_urn_uuid (url) || g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://")),
                          "Bundle.entry.fullUrl", "must be an absolute address (R-VAC-3)");
      sandbox_check_need (check, url != NULL && g_hash_table_add (urls, (char *) url), "Bundle.entry.fullUrl", "stands twice (R-VAC-3)");
      n_compositions += g_strcmp0 (fhir_json_resource_type (resource_at (bundle, i)), "Composition") == 0 ? 1 : 0;
    }
  sandbox_check_need (check, n_compositions == 1, "Bundle.entry", "must hold one Composition (R-VAC-4)");
}

/* R-VAC-13, and that registry and document say the same (R-VAC-86). */
static void
check_confidentiality (SandboxCheck *check,
                       JsonObject   *composition,
                       JsonObject   *reference)
{
  const char *letter = fhir_json_string (composition, "confidentiality");
  guint       n = 0;
  JsonObject *extension = sandbox_check_extension (fhir_json_object (composition, "_confidentiality"), CONFIDENTIALITY, &n);
  const char *code = fhir_json_string (first_coding (fhir_json_object (extension, "valueCodeableConcept")), "code");
  const char *label = fhir_json_string (first_coding (fhir_json_nth (reference, "securityLabel", 0)), "code");
  gboolean    agree = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    agree = agree || (g_strcmp0 (letter, levels[i].letter) == 0 && g_strcmp0 (code, levels[i].code) == 0);
  sandbox_check_need (check, n == 1 && agree, "Composition.confidentiality", "must say N, R or V, and the same in its extension (R-VAC-13)");
  sandbox_check_need (check, g_strcmp0 (code, label) == 0, "Composition.confidentiality", "differs from DocumentReference.securityLabel (R-VAC-86)");
}

static void
check_section (SandboxCheck *check,
               JsonObject   *bundle,
               JsonObject   *section,
               GHashTable   *codes)
{
  const char *code = fhir_json_string (first_coding (fhir_json_object (section, "code")), "code");

  sandbox_check_need (check, fhir_json_string (section, "title") != NULL && code != NULL && g_strv_contains (sections, code),
                      "Composition.section.code", "must be one of the guide's, with a title (R-VAC-16)");
  sandbox_check_need (check, code != NULL && g_hash_table_add (codes, (char *) code), "Composition.section.code", "stands twice (R-VAC-16)");
  sandbox_check_count (check, section, "section", 0, 0, "Composition.section");
  sandbox_check_need (check, g_strcmp0 (code, "48767-8") != 0 || (fhir_json_n (section, "entry") == 0 && fhir_json_object (section, "text") != NULL),
                      "Composition.section", "of a comment holds words only (R-VAC-17)");
  for (guint i = 0; i < fhir_json_n (section, "entry"); i++)
    sandbox_check_need (check, sandbox_vaccine_resolve (bundle, fhir_json_nth (section, "entry", i)) != NULL, "Composition.section.entry",
                        "must be a literal reference into the bundle (R-VAC-16)");
}

static void
check_composition (SandboxCheck *check,
                   JsonObject   *bundle,
                   JsonObject   *reference,
                   const char   *format)
{
  static const char *const needed[] = { "language", "identifier", "status", "type", "category", "subject", "date", "author", "title", "section" };
  JsonObject              *composition = resource_at (bundle, 0);
  JsonObject              *attachment = fhir_json_object (fhir_json_nth (reference, "content", 0), "attachment");
  g_autoptr(GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    sandbox_check_count (check, composition, needed[i], 1, g_str_equal (needed[i], "author") || g_str_equal (needed[i], "section") ? 20 : 1, "Composition");
  sandbox_check_need (check, g_strcmp0 (fhir_json_string (composition, "status"), "final") == 0, "Composition.status", "must be final (R-VAC-10)");
  sandbox_check_need (check, g_strcmp0 (fhir_json_string (first_coding (fhir_json_object (composition, "type")), "code"), "41000179103") == 0,
                      "Composition.type", "must be 41000179103 (R-VAC-10)");
  sandbox_check_need (check, g_strcmp0 (fhir_json_string (first_coding (fhir_json_nth (composition, "category", 0)), "code"), format) == 0,
                      "Composition.category", "differs from the format of the metadata (R-VAC-86)");
  sandbox_check_need (check, g_strcmp0 (fhir_json_string (composition, "language"), fhir_json_string (attachment, "language")) == 0,
                      "Composition.language", "differs from DocumentReference.content.attachment.language (R-VAC-86)");
  check_confidentiality (check, composition, reference);
  for (guint i = 0; i < fhir_json_n (composition, "section"); i++)
    check_section (check, bundle, fhir_json_nth (composition, "section", i), codes);
}

/* R-VAC-45, R-VAC-49: the patient of the registry, under a number of the practice and no other. */
static void
check_patient (SandboxCheck *check,
               JsonObject   *bundle)
{
  JsonObject *patient = sandbox_vaccine_resolve (bundle, fhir_json_object (resource_at (bundle, 0), "subject"));
  JsonObject *name = fhir_json_nth (patient, "name", 0);
  gboolean    local = FALSE;

  sandbox_check_need (check, g_strcmp0 (fhir_json_resource_type (patient), "Patient") == 0, "Composition.subject", "must be a Patient of the bundle (R-VAC-2)");
  for (guint i = 0; i < fhir_json_n (patient, "identifier"); i++)
    {
      JsonObject *identifier = fhir_json_nth (patient, "identifier", i);

      local = local || g_strcmp0 (fhir_json_string (first_coding (fhir_json_object (identifier, "type")), "code"), "MR") == 0;
    }
  sandbox_check_need (check, local, "Patient.identifier", "must be the local one, of type MR (chapter 6.5)");
  sandbox_check_need (check, fhir_json_string (patient, "gender") != NULL, "Patient.gender", "is missing (chapter 6.5)");
  sandbox_check_need (check, g_strcmp0 (fhir_json_string (patient, "birthDate"), check->patient->birth_date) == 0 && g_strcmp0 (fhir_json_string (name, "family"), check->patient->family) == 0,
                      "Patient", "is another person than the one of the registry (R-VAC-49)");
}

static void
check_numbers (SandboxCheck *check,
               GBytes       *bytes)
{
  gsize            length;
  const char      *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (data, length);
  const char      *numbers[] = { "\"urn:oid:" SPID "\"", "\"urn:oid:" AHVN13 "\"", check->patient->spid, check->patient->ahvn13 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    sandbox_check_need (check, strstr (text, numbers[i]) == NULL, "Bundle", "holds the SPID or the AHV number (R-VAC-45)");
}

/* GS1 modulo 10 (R-VAC-46). */
static gboolean
is_gln (const char *value)
{
  g_autofree char *payload = NULL;
  g_autofree char *whole = NULL;

  if (value == NULL || strlen (value) != 13 || strspn (value, "0123456789") != 13)
    return FALSE;
  payload = g_strndup (value, 12);
  whole = sandbox_with_check_digit (payload);

  return g_str_equal (whole, value);
}

static void
check_people (SandboxCheck *check,
              JsonObject   *resource)
{
  for (guint i = 0; i < fhir_json_n (resource, "identifier"); i++)
    {
      JsonObject *identifier = fhir_json_nth (resource, "identifier", i);

      if (g_strcmp0 (fhir_json_string (identifier, "system"), OID_GLN) == 0)
        sandbox_check_need (check, is_gln (fhir_json_string (identifier, "value")), "Practitioner.identifier", "is no GLN (R-VAC-46)");
    }
}

void
sandbox_vaccine_check (SandboxCheck *check,
                       JsonObject   *reference,
                       GBytes       *bytes)
{
  JsonObject *content = fhir_json_nth (reference, "content", 0);
  const char *format = fhir_json_string (fhir_json_object (content, "format"), "code");
  g_autoptr(JsonNode) node = NULL;
  JsonObject *bundle;

  if (format == NULL || !g_str_has_prefix (format, FORMATS) ||
      g_strcmp0 (fhir_json_string (fhir_json_object (content, "attachment"), "contentType"), "application/fhir+json") != 0)
    return;

  node = fhir_json_parse (bytes, NULL);
  bundle = fhir_json_node_object (node);
  sandbox_check_need (check, bundle != NULL, "Binary.data", "is no JSON, but the format says so (R-VAC-85)");
  if (bundle == NULL)
    return;

  check_bundle (check, bundle);
  if (check->element != NULL)
    return;
  check_references (check, bundle, node);
  check_composition (check, bundle, reference, format);
  check_patient (check, bundle);
  check_numbers (check, bytes);
  for (guint i = 0; i < fhir_json_n (bundle, "entry"); i++)
    {
      check_people (check, resource_at (bundle, i));
      sandbox_vaccine_check_entry (check, bundle, resource_at (bundle, i));
    }
}
