/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-test-support.h"

#include <string.h>

static const char *const provider_role_urls[] = {
  "http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-ext-author-authorrole", "urn:example:other-spelling", NULL
};
static const char *const deletion_status_urls[] = {
  "http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-ext-deletionstatus", NULL
};

const FhirDocumentExtensions fhir_test_extensions = { provider_role_urls, deletion_status_urls };

const char *const fhir_test_document =
    "{\"resourceType\":\"DocumentReference\",\"id\":\"d1\",\"meta\":{\"versionId\":\"3\"},"
    "\"contained\":["
    "{\"resourceType\":\"Patient\",\"id\":\"pat\",\"identifier\":[{\"use\":\"usual\",\"type\":{\"coding\":[{\"system\":"
    "\"http://terminology.hl7.org/CodeSystem/v2-0203\",\"code\":\"MR\"}]},\"system\":\"urn:oid:2.999.1.2.3.4\",\"value\":\"8734\"}]},"
    "{\"resourceType\":\"Practitioner\",\"id\":\"prac\",\"identifier\":[{\"system\":\"urn:oid:2.51.1.3\",\"value\":\"7601000102737\"}],"
    "\"name\":[{\"text\":\"Dre Anna Exemple\"}]},"
    "{\"resourceType\":\"Organization\",\"id\":\"org\",\"identifier\":[{\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:oid:2.999.7\"}],"
    "\"name\":\"Praxis P\"},"
    "{\"resourceType\":\"PractitionerRole\",\"id\":\"role\",\"practitioner\":{\"reference\":\"#prac\"},\"organization\":{\"reference\":\"#org\"},"
    "\"code\":[{\"coding\":[{\"system\":\"urn:example:roles\",\"code\":\"HCP\"}]}],"
    "\"specialty\":[{\"coding\":[{\"system\":\"urn:example:specialties\",\"code\":\"1051\"}]}]},"
    "{\"resourceType\":\"Organization\",\"id\":\"lab\",\"name\":\"Labor L\"},"
    "{\"resourceType\":\"Patient\",\"id\":\"self\",\"name\":[{\"text\":\"Franz Muster\"}]}],"
    "\"extension\":[{\"url\":\"http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-ext-author-authorrole\",\"valueCoding\":"
    "{\"system\":\"urn:example:roles\",\"code\":\"HCP\",\"display\":\"Healthcare professional\"}},"
    "{\"url\":\"http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-ext-deletionstatus\",\"valueCoding\":{\"code\":\"deletionRequested\"}}],"
    "\"masterIdentifier\":{\"use\":\"usual\",\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:oid:2.25.1\"},"
    "\"identifier\":[{\"use\":\"official\",\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:uuid:00000000-0000-4000-8000-000000000001\"}],"
    "\"status\":\"superseded\","
    "\"type\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"373942005\",\"display\":\"Discharge summary\"}]},"
    "\"category\":[{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"422735006\"}]}],"
    "\"subject\":{\"reference\":\"Patient/1\",\"identifier\":{\"system\":\"urn:oid:2.999.3\",\"value\":\"761337610411353650\"}},"
    "\"author\":[{\"reference\":\"#role\"},{\"reference\":\"#lab\"},{\"reference\":\"#self\"}],"
    "\"relatesTo\":[{\"code\":\"replaces\",\"target\":{\"reference\":\"urn:uuid:00000000-0000-4000-8000-000000000002\"}}],"
    "\"description\":\"Remarque\","
    "\"securityLabel\":[{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"17621005\"}]}],"
    "\"content\":[{\"attachment\":{\"contentType\":\"application/pdf\",\"language\":\"fr-CH\",\"url\":\"https://epr.example.ch/b/1\","
    "\"size\":56768,\"hash\":\"cdnjt2k7TMyrj/HKCRvR6Y10T8Q=\",\"title\":\"Lettre de sortie\",\"creation\":\"2026-01-15T09:30:00+01:00\"},"
    "\"format\":{\"system\":\"urn:example:formats\",\"code\":\"urn:che:epr:EPR_Unstructured_Document\"}}],"
    "\"context\":{\"event\":[{\"coding\":[{\"system\":\"http://dicom.nema.org/resources/ontology/DCM\",\"code\":\"CT\"}]}],"
    "\"period\":{\"start\":\"2026-01-10\",\"end\":\"2026-01\"},"
    "\"facilityType\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"264358009\"}]},"
    "\"practiceSetting\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"394802001\"}]},"
    "\"sourcePatientInfo\":{\"reference\":\"#pat\"},\"related\":[{\"identifier\":{\"system\":\"urn:dicom:uid\",\"value\":\"urn:oid:2.999.9\"}}]}}";

const char *const fhir_test_patient =
    "{\"resourceType\":\"Patient\",\"id\":\"x1\",\"identifier\":[{\"use\":\"usual\",\"type\":{\"coding\":[{\"system\":"
    "\"http://terminology.hl7.org/CodeSystem/v2-0203\",\"code\":\"MR\"}]},\"system\":\"urn:oid:2.999.5.6.7\",\"value\":\"mpi-4711\"},"
    "{\"system\":\"urn:oid:2.999.3\",\"value\":\"761337610411353650\"}],"
    "\"name\":[{\"family\":\"Muster\",\"given\":[\"Franz\",\"Josef\"]},{\"family\":\"Weber\",\"_family\":{\"extension\":[{\"url\":"
    "\"http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier\",\"valueCode\":\"BR\"}]}}],"
    "\"gender\":\"male\",\"birthDate\":\"1995-01-27\","
    "\"address\":[{\"line\":[\"Doktorgasse 2\"],\"city\":\"Musterhausen\",\"postalCode\":\"8888\",\"country\":\"CH\"}]}";

const char *const fhir_test_outcome =
    "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"warning\",\"code\":\"incomplete\",\"details\":{\"extension\":[{\"url\":"
    "\"urn:example:community\",\"valueIdentifier\":{\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:oid:2.999.5.6.8\"}}],"
    "\"coding\":[{\"system\":\"urn:example:details\",\"code\":\"Late\"}],\"text\":\"A community did not answer\"},"
    "\"diagnostics\":\"timeout\"}]}";

const char *const fhir_test_directory =
    "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":1,\"entry\":["
    "{\"fullUrl\":\"https://epr.example.ch/fhir/Practitioner/p\",\"search\":{\"mode\":\"match\"},\"resource\":"
    "{\"resourceType\":\"Practitioner\",\"id\":\"p\",\"active\":true,\"identifier\":[{\"system\":\"urn:oid:2.51.1.3\",\"value\":\"7601000102737\"}],"
    "\"name\":[{\"use\":\"official\",\"family\":\"Pan\",\"given\":[\"Peter\",\"Paul\"],\"prefix\":[\"Dr.\"],\"text\":\"Peter Pan\"}],"
    "\"qualification\":[{\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"309343006\",\"display\":\"Physician\"}]}}]}},"
    "{\"fullUrl\":\"https://epr.example.ch/fhir/PractitionerRole/r\",\"search\":{\"mode\":\"include\"},\"resource\":"
    "{\"resourceType\":\"PractitionerRole\",\"id\":\"r\",\"practitioner\":{\"reference\":\"Practitioner/p\"},"
    "\"organization\":{\"reference\":\"Organization/w\",\"display\":\"Ward 3\"},\"code\":[{\"text\":\"Physician\"}],"
    "\"specialty\":[{\"coding\":[{\"system\":\"urn:oid:2.999.1\",\"code\":\"1051\",\"display\":\"General internal medicine\"}]}]}},"
    "{\"fullUrl\":\"https://epr.example.ch/fhir/Organization/w\",\"search\":{\"mode\":\"match\"},\"resource\":"
    "{\"resourceType\":\"Organization\",\"id\":\"w\",\"name\":\"Ward 3\",\"type\":[{\"text\":\"Hospital\"}],\"partOf\":{\"reference\":\"Organization/h\"},"
    "\"identifier\":[{\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:oid:2.999.8.3\"}],"
    "\"address\":[{\"line\":[\"Beispielweg 1\"],\"postalCode\":\"9999\",\"city\":\"Musterhausen\"}]}},"
    "{\"fullUrl\":\"https://epr.example.ch/fhir/Organization/h\",\"search\":{\"mode\":\"include\"},\"resource\":"
    "{\"resourceType\":\"Organization\",\"id\":\"h\",\"name\":\"Spital X\"}},"
    "{\"search\":{\"mode\":\"outcome\"},\"resource\":{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"warning\",\"code\":\"incomplete\"}]}}]}";

JsonNode *
fhir_test_parse (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(GError) error = NULL;
  JsonNode *node = fhir_json_parse (bytes, &error);

  g_assert_no_error (error);

  return node;
}

static void flatten_node (GHashTable *leaves, JsonObject *resource, const char *path, JsonNode *node);

static JsonObject *
find_contained (JsonObject *resource,
                JsonObject *reference)
{
  const char *target = fhir_json_string (reference, "reference");

  for (guint i = 0; target != NULL && *target == '#' && i < fhir_json_n (resource, "contained"); i++)
    if (g_strcmp0 (fhir_json_string (fhir_json_nth (resource, "contained", i), "id"), target + 1) == 0)
      return fhir_json_nth (resource, "contained", i);

  return NULL;
}

static void
flatten_object (GHashTable *leaves,
                JsonObject *resource,
                const char *path,
                JsonObject *object)
{
  JsonObject *target = find_contained (resource, object);
  g_autoptr(GList) members = json_object_get_members (object);

  if (target != NULL)
    flatten_object (leaves, resource, path, target);

  for (GList *member = members; member != NULL; member = member->next)
    {
      const char      *name = member->data;
      g_autofree char *inner = g_strdup_printf ("%s%s%s", path, *path != '\0' ? "." : "", name);

      if (g_str_equal (name, "contained") || (target != NULL && g_str_equal (name, "reference")) ||
          (*path != '\0' && g_str_equal (name, "id")))
        continue;
      flatten_node (leaves, resource, inner, json_object_get_member (object, name));
    }
}

static void
flatten_node (GHashTable *leaves,
              JsonObject *resource,
              const char *path,
              JsonNode   *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    flatten_object (leaves, resource, path, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      {
        JsonNode        *element = json_array_get_element (json_node_get_array (node), i);
        const char      *url = fhir_json_string (fhir_json_node_object (element), "url");
        g_autofree char *number = g_strdup_printf ("%u", i);
        g_autofree char *inner = g_strdup_printf ("%s[%s]", path, url != NULL ? url : number);

        flatten_node (leaves, resource, inner, element);
      }
  else
    g_hash_table_insert (leaves, g_strdup (path), json_to_string (node, FALSE));
}

GHashTable *
fhir_test_flatten (JsonObject *resource)
{
  GHashTable *leaves = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  flatten_object (leaves, resource, "", resource);

  return leaves;
}

static guint
visit_node (const char  *where,
            JsonNode    *node,
            const char  *type,
            FhirTestFunc func)
{
  guint n = 0;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      g_autoptr(GList) elements = json_array_get_elements (json_node_get_array (node));

      for (GList *element = elements; element != NULL; element = element->next)
        n += visit_node (where, element->data, type, func);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr(GList) members = json_object_get_members (object);

      if (g_strcmp0 (fhir_json_resource_type (object), type) == 0)
        {
          func (where, object);
          n++;
        }
      /* a contained resource is part of its container */
      for (GList *member = members; member != NULL; member = member->next)
        if (!g_str_equal (member->data, "contained"))
          n += visit_node (where, json_object_get_member (object, member->data), type, func);
    }

  return n;
}

guint
fhir_test_each (const char  *folder,
                const char  *type,
                FhirTestFunc func)
{
  const char      *fixtures = g_getenv ("CABINET_FIXTURES");
  g_autofree char *path = fixtures != NULL ? g_build_filename (fixtures, "epr-fhir", folder, NULL) : NULL;
  g_autoptr(GDir) dir = path != NULL ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;
  guint       n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *where = g_strdup_printf ("%s/%s", folder, name);
      g_autofree char *text = NULL;
      g_autoptr(JsonNode) node = NULL;

      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      node = fhir_test_parse (text);
      n += visit_node (where, node, type, func);
    }

  return n;
}
