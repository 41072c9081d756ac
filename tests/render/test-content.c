/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-content.h"
#include "render-test-support.h"

#include <string.h>

#define CDA_START                                                                                                                         \
  "<?xml version='1.0' encoding='UTF-8'?>\n"                                                                                              \
  "<?xml-stylesheet type='text/xsl' href='http://nowhere.invalid/evil.xsl'?>\n"                                                           \
  "<ClinicalDocument xmlns='urn:hl7-org:v3'>"                                                                                             \
  "<code code='1' displayName='Discharge letter'/>"                                                                                       \
  "<title>Austrittsbericht</title><effectiveTime value='20261114093000+0100'/>"                                                           \
  "<recordTarget><patientRole><patient><name><given>Franz</given><family>Erfunden</family></name>"                                        \
  "<administrativeGenderCode code='M'/><birthTime value='19950127'/></patient></patientRole></recordTarget>"                              \
  "<author><assignedAuthor><assignedPerson><name><prefix>Dr.</prefix><given>Anna</given><family>Niemand</family></name></assignedPerson>" \
  "<representedOrganization><name>Spital Nirgendwo</name></representedOrganization></assignedAuthor></author>"
#define CDA_END "</ClinicalDocument>"

static RenderContent *
read_bytes (GBytes  *bytes,
            GError **error)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(RenderDocument) document = render_test_open (service, bytes, "text/xml", NULL, error);

  return document != NULL ? render_test_get_content (document, error) : NULL;
}

static RenderContent *
read_text (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  RenderContent *content = read_bytes (bytes, &error);

  g_assert_no_error (error);

  return content;
}

/* "T:title", "F1:patient", "H1:heading", "P:…", "I2:…", "[", "|", "-cell", "+header", "]", "E:type" */
static char *
sketch (RenderContent *content)
{
  static const char *const signs[] = { "T", "F", "H", "P", "I", "[", "|", "-", "+", "]", "E" };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < render_content_get_n (content); i++)
    {
      const RenderBlock *block = render_content_get (content, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", signs[block->kind]);
      if (block->kind == RENDER_BLOCK_HEADING || block->kind == RENDER_BLOCK_ITEM)
        g_string_append_printf (text, "%u", block->level);
      if (block->term != RENDER_TERM_NONE)
        g_string_append_printf (text, "<%u>", block->term);
      g_string_append (text, block->kind == RENDER_BLOCK_ENCLOSED ? block->type : block->text);
    }

  return g_strdup (text->str);
}

static void
test_cda (void)
{
  g_autoptr(RenderContent) content = read_text (CDA_START
                                                 "<component><structuredBody>"
                                                 "<component><section><title>Diagnosen</title><text>"
                                                 "<paragraph>Erste <content styleCode='Bold'>wichtige</content> Zeile<br/>zweite</paragraph>"
                                                 "<list><item>Asthma</item><item>Heuschnupfen<list><item>saisonal</item></list></item></list>"
                                                 "</text><component><section><title>Labor</title><text>"
                                                 "<table><caption>Blut</caption><thead><tr><th>Test</th><th colspan='2'>Wert</th></tr></thead>"
                                                 "<tbody><tr><td>CRP</td><td>12</td><td>mg/l</td></tr></tbody></table>"
                                                 "</text></section></component></section></component>"
                                                 "</structuredBody></component>" CDA_END);
  g_autofree char *text = sketch (content);

  g_assert_cmpstr (text, ==,
                   "TAustrittsbericht\nF<6>14.11.2026 09:30\nF<1>Franz Erfunden\nF<7>\nF<2>27.01.1995\nF<4>Dr. Anna Niemand\n"
                   "F<5>Spital Nirgendwo\nH1Diagnosen\nPErste wichtige Zeile\nzweite\nI1Asthma\nI1Heuschnupfen\nI2saisonal\n"
                   "H2Labor\n[Blut\n|\n+Test\n+Wert\n|\n-CRP\n-12\n-mg/l\n]");
}

/* Level 1: a letter in an envelope. */
static void
test_cda_enclosed (void)
{
  g_autoptr(RenderContent) content = read_text (CDA_START "<component><nonXMLBody><text mediaType='application/pdf' representation='B64'>"
                                                           "JVBERi0xLjQK</text></nonXMLBody></component>" CDA_END);
  const RenderBlock *last = render_content_get (content, render_content_get_n (content) - 1);
  gsize              size;
  const char        *data;

  g_assert_cmpint (last->kind, ==, RENDER_BLOCK_ENCLOSED);
  g_assert_cmpstr (last->type, ==, "application/pdf");
  data = g_bytes_get_data (last->data, &size);
  g_assert_cmpmem (data, size, "%PDF-1.4\n", 9);
}

/* Scripts, addresses and pictures from elsewhere are not there; entities and document types are refused whole. */
static void
test_cda_hostile (void)
{
  static const char *const refused[] = {
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" CDA_START "<title>&e;</title>" CDA_END,
    CDA_START "<component><structuredBody><component><section><text>&nbsp;",
    "<?xml version='1.0' encoding='EBCDIC'?><ClinicalDocument xmlns='urn:hl7-org:v3'></ClinicalDocument>",
  };
  g_autoptr(RenderContent) content = read_text (CDA_START "<component><structuredBody><component><section><title>A</title><text>"
                                                           "<paragraph onclick='x()'>seen<script>hidden()</script></paragraph>"
                                                           "<linkHtml href='http://nowhere.invalid'>link</linkHtml>"
                                                           "<img src='http://nowhere.invalid/x.png'/>"
                                                           "</text></section></component></structuredBody></component>" CDA_END);
  g_autofree char *text = sketch (content);

  g_assert_nonnull (strstr (text, "\nPseen\nPlink"));
  g_assert_null (strstr (text, "hidden"));
  g_assert_null (strstr (text, "nowhere"));

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (refused[i], strlen (refused[i]));
      g_autoptr(GError) error = NULL;
      g_autoptr(RenderContent) nothing = read_bytes (bytes, &error);

      g_assert_null (nothing);
      g_assert_error (error, RENDER_ERROR, (i < 2 ? RENDER_ERROR_DAMAGED : RENDER_ERROR_UNSUPPORTED));
    }
}

/* Old systems write Latin 1; a Windows quote in it is one. */
static void
test_cda_charset (void)
{
  static const char latin[] = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\">"
                              "<title>H\xf4pital \x93"
                              "Z\xfc"
                              "rich\x94</title></ClinicalDocument>";
  g_autoptr(RenderContent) content = read_text (latin);

  g_assert_cmpstr (render_content_get (content, 0)->text, ==, "Hôpital “Zürich”");
}

/* A medication card: what is taken when. */
static void
test_fhir_medication (void)
{
  g_autoptr(RenderContent) content = read_text (
      "{\"resourceType\":\"Bundle\",\"type\":\"document\",\"entry\":["
      "{\"fullUrl\":\"urn:uuid:1\",\"resource\":{\"resourceType\":\"Composition\",\"title\":\"Carte de médication\",\"date\":\"2026-11-14T09:30:00+01:00\","
      "\"subject\":{\"reference\":\"urn:uuid:2\"},\"author\":[{\"display\":\"Dr Personne\"}],"
      "\"section\":[{\"title\":\"Médicaments\",\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns='http://www.w3.org/1999/xhtml'>stale</div>\"},"
      "\"entry\":[{\"reference\":\"urn:uuid:3\"}]},"
      "{\"title\":\"Remarque\",\"text\":{\"div\":\"<div><p>À prendre avec <b>de l'eau</b></p></div>\"}},"
      "{\"title\":\"Original\",\"entry\":[{\"reference\":\"urn:uuid:4\"}]}]}},"
      "{\"fullUrl\":\"urn:uuid:2\",\"resource\":{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Inventée\",\"given\":[\"Rose\"]}],"
      "\"gender\":\"female\",\"birthDate\":\"1950-02-01\"}},"
      "{\"fullUrl\":\"urn:uuid:3\",\"resource\":{\"resourceType\":\"MedicationStatement\",\"medicationCodeableConcept\":{\"text\":\"Rienol 10 mg\"},"
      "\"effectivePeriod\":{\"start\":\"2026-11-01\"},\"reasonCode\":[{\"text\":\"Tension\"}],"
      "\"dosage\":[{\"text\":\"1 le matin\",\"timing\":{\"repeat\":{\"when\":[\"MORN\"]}},"
      "\"doseAndRate\":[{\"doseQuantity\":{\"value\":1.50,\"unit\":\"pce\"}}]}]}},"
      "{\"fullUrl\":\"urn:uuid:4\",\"resource\":{\"resourceType\":\"Binary\",\"contentType\":\"application/pdf\",\"data\":\"JVBERi0xLjQK\"}}]}");
  g_autofree char *text = sketch (content);

  g_assert_cmpstr (text, ==,
                   "TCarte de médication\nF<6>14.11.2026 09:30\nF<1>Rose Inventée\nF<2>01.02.1950\nF<8>\nF<4>Dr Personne\n"
                   "H1Médicaments\n[\n|\n+<15>\n+<17>\n+<18>\n+<19>\n+<20>\n+<16>\n+<21>\n+<22>\n+<23>\n"
                   "|\n-Rienol 10 mg\n-1.50 pce\n-\n-\n-\n-1 le matin\n-Tension\n-01.11.2026\n-\n]\n"
                   "H1Remarque\nPÀ prendre avec de l'eau\nH1Original\nEapplication/pdf");
}

static void
test_fhir_xml (void)
{
  g_autoptr(RenderContent) content = read_text (
      "<Bundle xmlns='http://hl7.org/fhir'><type value='collection'/><entry><resource><Observation><status value='final'/>"
      "<code><text value='CRP'/></code><effectiveDateTime value='2026-11'/>"
      "<valueQuantity><value value='12.5'/><comparator value='&lt;'/><unit value='mg/l'/></valueQuantity>"
      "<referenceRange><high><value value='5'/></high></referenceRange></Observation></resource></entry></Bundle>");
  g_autofree char *text = sketch (content);

  g_assert_nonnull (strstr (text, "\n|\n-CRP\n-< 12.5 mg/l\n-≤ 5\n-\n-11.2026\n]"));
}

/* What is no picture of paper has no content for those who ask for pages, and the other way round. */
static void
test_pages_have_none (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (1);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  g_autoptr(GError) error = NULL;

  g_assert_null (render_test_get_content (document, &error));
  g_assert_error (error, RENDER_ERROR, RENDER_ERROR_UNSUPPORTED);
}

/* All examples that are there can be read. */
static void
test_fixtures (void)
{
  const char      *folder = g_getenv ("CABINET_FIXTURES");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "ch-vacd", "ig", NULL) : NULL;
  g_autoptr(GDir) files = path != NULL ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;
  guint       n = 0;

  if (files == NULL)
    {
      g_test_skip ("The example documents are not here");
      return;
    }

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autoptr(RenderContent) content = NULL;
      g_autofree char *text = NULL;
      gsize            size;

      g_assert_true (g_file_get_contents (file, &text, &size, NULL));
      if (!g_str_has_suffix (name, ".json"))
        continue;
      content = read_text (text);
      g_assert_cmpuint (render_content_get_n (content), >, 2);
      n++;
    }
  g_assert_cmpuint (n, >, 10);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/content/cda", test_cda);
  g_test_add_func ("/render/content/cda-enclosed", test_cda_enclosed);
  g_test_add_func ("/render/content/cda-hostile", test_cda_hostile);
  g_test_add_func ("/render/content/cda-charset", test_cda_charset);
  g_test_add_func ("/render/content/fhir-medication", test_fhir_medication);
  g_test_add_func ("/render/content/fhir-xml", test_fhir_xml);
  g_test_add_func ("/render/content/pages-have-none", test_pages_have_none);
  g_test_add_func ("/render/content/fixtures", test_fixtures);

  return render_test_run ();
}
