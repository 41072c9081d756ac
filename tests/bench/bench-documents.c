/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-documents.h"

#define ROLE_URL "http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-ext-author-authorrole"

typedef struct
{
  const char *code;
  const char *display;
} Code;

static const Code types[] = {
  { "373942005", "Discharge summary (record artifact)" },
  { "371525003", "Clinical procedure report (record artifact)" },
  { "4241000179101", "Laboratory report (record artifact)" },
  { "721912009", "Medication summary document (record artifact)" },
  { "419891008", "Record artifact (record artifact)" },
  { "722446000", "Allergy record (record artifact)" },
};

static const char *const institutions[] = { "Clinique Imaginaire", "Hôpital du Modèle", "Praxis Beispiel", "Studio Finto" };

/* @opening: what stands before the concept, such as its name. */
static void
append_concept (GString    *text,
                const char *opening,
                const Code *code)
{
  g_string_append_printf (text, "%s{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"%s\",\"display\":\"%s\"}]}",
                          opening, code->code, code->display);
}

static void
append_contained (GString *text,
                  guint    i)
{
  g_string_append_printf (text,
                          "\"contained\":["
                          "{\"resourceType\":\"Patient\",\"id\":\"pat\",\"identifier\":[{\"use\":\"usual\",\"type\":{\"coding\":[{\"system\":"
                          "\"http://terminology.hl7.org/CodeSystem/v2-0203\",\"code\":\"MR\"}]},\"system\":\"urn:oid:2.999.1.2.3.4\",\"value\":\"%u\"}]},"
                          "{\"resourceType\":\"Practitioner\",\"id\":\"prac\",\"identifier\":[{\"system\":\"urn:oid:2.51.1.3\",\"value\":\"76010001%05u\"}],"
                          "\"name\":[{\"prefix\":[\"Dre\"],\"given\":[\"Anna\"],\"family\":\"Muster-%u\"}]},"
                          "{\"resourceType\":\"Organization\",\"id\":\"org\",\"identifier\":[{\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:oid:2.999.7.%u\"}],"
                          "\"name\":\"%s\"},"
                          "{\"resourceType\":\"PractitionerRole\",\"id\":\"role\",\"practitioner\":{\"reference\":\"#prac\"},\"organization\":{\"reference\":\"#org\"},"
                          "\"code\":[{\"coding\":[{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.10.6\",\"code\":\"HCP\",\"display\":\"Healthcare professional\"}]}],"
                          "\"specialty\":[{\"coding\":[{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.5\",\"code\":\"1051\"}]}]}],",
                          8000 + i % 7, i % 300, i % 300, i % 4, institutions[i % G_N_ELEMENTS (institutions)]);
}

static void
append_content (GString *text,
                guint    i)
{
  g_string_append_printf (text,
                          "\"content\":[{\"attachment\":{\"contentType\":\"application/pdf\",\"language\":\"fr-CH\",\"url\":"
                          "\"https://epr.example.ch/fhir/Binary/11111111-2222-4333-8444-%012u\",\"size\":%u,\"hash\":\"cdnjt2k7TMyrj/HKCRvR6Y10T8Q=\","
                          "\"title\":\"Lettre de sortie n° %u\",\"creation\":\"20%02u-%02u-%02uT09:30:00+01:00\"},"
                          "\"format\":{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.10.10\",\"code\":\"urn:che:epr:EPR_Unstructured_Document\","
                          "\"display\":\"Unstructured EPR document\"}}],",
                          i, 20000 + i, i, 10 + i % 16, 1 + i % 12, 1 + i % 28);
}

static void
append_entry (GString *text,
              guint    i)
{
  static const Code summary = { "422735006", "Summary clinical document (record artifact)" };
  static const Code facility = { "264358009", "General practice premises (environment)" };
  static const Code setting = { "394802001", "General medicine (qualifier value)" };
  static const Code normal = { "17621005", "Normal (qualifier value)" };

  g_string_append_printf (text,
                          "{\"fullUrl\":\"https://epr.example.ch/fhir/DocumentReference/d%u\",\"search\":{\"mode\":\"match\"},\"resource\":{"
                          "\"resourceType\":\"DocumentReference\",\"id\":\"d%u\",\"meta\":{\"versionId\":\"1\",\"profile\":"
                          "[\"http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-mhd-documentreference-comprehensive\"]},",
                          i, i);
  append_contained (text, i);
  g_string_append_printf (text,
                          "\"extension\":[{\"url\":\"" ROLE_URL "\",\"valueCoding\":{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.10.6\",\"code\":\"HCP\"}}],"
                          "\"masterIdentifier\":{\"use\":\"usual\",\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:oid:2.25.3141592653589793%u\"},"
                          "\"identifier\":[{\"use\":\"official\",\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:uuid:22222222-2222-4222-8222-%012u\"}],"
                          "\"status\":\"current\",",
                          i, i);
  append_concept (text, "\"type\":", &types[i % G_N_ELEMENTS (types)]);
  append_concept (text, ",\"category\":[", &summary);
  g_string_append_printf (text,
                          "],\"subject\":{\"identifier\":{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.10.3\",\"value\":\"761337610411353650\"}},"
                          "\"author\":[{\"reference\":\"#role\"}],\"description\":\"Remarque inventée %u\",",
                          i);
  append_concept (text, "\"securityLabel\":[", &normal);
  g_string_append (text, "],");
  append_content (text, i);
  append_concept (text, "\"context\":{\"facilityType\":", &facility);
  append_concept (text, ",\"practiceSetting\":", &setting);
  g_string_append (text, ",\"period\":{\"start\":\"2026-01-10\",\"end\":\"2026-01-14\"},\"sourcePatientInfo\":{\"reference\":\"#pat\"}}}}");
}

GBytes *
bench_documents_new (guint n)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":%u,\"entry\":[", n);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_entry (text, i);
    }
  g_string_append (text, "]}");

  return g_string_free_to_bytes (g_steal_pointer (&text));
}
