/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file-private.h"

#include "fhir-json.h"
#include "sandbox-oids.h"

#include <string.h>

#define SNOMED "http://snomed.info/sct"

static JsonBuilder *
add (JsonBuilder *builder,
     const char  *name,
     const char  *value)
{
  json_builder_set_member_name (builder, name);

  return json_builder_add_string_value (builder, value);
}

static void
begin_object (JsonBuilder *builder,
              const char  *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
}

static void
begin_array (JsonBuilder *builder,
             const char  *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

/* A product of the national list, and what it is against: SNOMED CT; NULL for no more. */
static const struct
{
  const char *code;
  const char *display;
  const char *diseases[4];
} products[] = {
  { "637", "Boostrix", { "397430003", "76902006", "27836007" } },
  { "450", "FSME-Immun CC", { "712986001" } },
  { "558", "Havrix 1440", { "40468003" } },
  { "268", "MMR-II", { "14189004", "36989005", "36653000" } },
  { "681", "Boostrix Polio", { "397430003", "76902006", "27836007", "398102009" } },
};

/* Titles of document and section that CH VACD gives. */
static const struct
{
  const char *language;
  const char *locale;
  const char *title;
  const char *section;
} titles[] = {
  { "fr", "fr-CH", "Vaccin administré", "Vaccins administrés" },
  { "de", "de-CH", "Verabreichte Impfung", "Verabreichte Impfungen" },
  { "it", "it-CH", "Vaccinazione somministrata", "Vaccinazioni somministrate" },
  { "en", "en-US", "Immunization Administration", "Immunization Administration" },
};

static guint
title_of (const SandboxFileContext *context)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].language, context->language))
      return i;

  return 0;
}

static guint
product_of (const SandboxFileContext *context)
{
  return sandbox_pick (context, 60, G_N_ELEMENTS (products));
}

static void
add_coding (JsonBuilder *builder,
            const char  *system,
            const char  *code,
            const char  *display)
{
  json_builder_begin_object (builder);
  begin_array (builder, "coding");
  json_builder_begin_object (builder);
  add (builder, "system", system);
  add (builder, "code", code);
  if (display != NULL)
    add (builder, "display", display);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_code (JsonBuilder *builder,
          const char  *name,
          const char  *system,
          const char  *code,
          const char  *display)
{
  json_builder_set_member_name (builder, name);
  add_coding (builder, system, code, display);
}

static void
add_section (JsonBuilder              *builder,
             const SandboxFileContext *context,
             const char               *immunization)
{
  g_autofree char *escaped = g_markup_escape_text (products[product_of (context)].display, -1);
  g_autofree char *narrative = g_strdup_printf ("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>%s, %s</p></div>", escaped, context->date);

  json_builder_begin_object (builder);
  add (builder, "title", titles[title_of (context)].section);
  add_code (builder, "code", "http://loinc.org", "11369-6", NULL);
  begin_object (builder, "text");
  add (builder, "status", "generated");
  add (builder, "div", narrative);
  json_builder_end_object (builder);
  begin_array (builder, "entry");
  json_builder_begin_object (builder);
  add (builder, "reference", immunization);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* "27.01.1995" → "1995-01-27" */
static char *
fhir_date (const char *date)
{
  g_auto(GStrv) parts = g_strsplit (date, ".", 3);

  return g_strv_length (parts) == 3 ? g_strdup_printf ("%s-%s-%s", parts[2], parts[1], parts[0]) : g_strdup (date);
}

/* The same document has the same ids, and another one others. */
static char *
urn_uuid (const SandboxFileContext *context,
          guint                     salt)
{
  return g_strdup_printf ("urn:uuid:%08x-%04x-4%03x-8%03x-%06x%06x", context->seed, sandbox_pick (context, salt, 0x10000),
                          sandbox_pick (context, salt + 1, 0x1000), sandbox_pick (context, salt + 2, 0x1000),
                          sandbox_pick (context, salt + 3, 0x1000000), sandbox_pick (context, salt + 4, 0x1000000));
}

static void
begin_entry (JsonBuilder *builder,
             const char  *full_url,
             const char  *type)
{
  json_builder_begin_object (builder);
  add (builder, "fullUrl", full_url);
  begin_object (builder, "resource");
  add (builder, "resourceType", type);
  add (builder, "id", full_url + strlen ("urn:uuid:"));
}

static void
end_entry (JsonBuilder *builder)
{
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_reference (JsonBuilder *builder,
               const char  *reference,
               const char  *display)
{
  json_builder_begin_object (builder);
  add (builder, "reference", reference);
  add (builder, "display", display);
  json_builder_end_object (builder);
}

static void
add_composition (JsonBuilder              *builder,
                 const SandboxFileContext *context,
                 const char               *patient,
                 const char               *author,
                 const char               *immunization)
{
  guint            title = title_of (context);
  g_autofree char *url = urn_uuid (context, 20);
  g_autofree char *date = fhir_date (context->date);
  g_autofree char *name = g_strdup_printf ("%s %s", context->given, context->family);

  begin_entry (builder, url, "Composition");
  add (builder, "language", titles[title].locale);
  begin_object (builder, "identifier");
  add (builder, "system", "urn:ietf:rfc:3986");
  add (builder, "value", url);
  json_builder_end_object (builder);
  add (builder, "status", "final");
  add_code (builder, "type", SNOMED, "41000179103", NULL);
  begin_array (builder, "category");
  add_coding (builder, OID_FORMAT, "urn:che:epr:ch-vacd:immunization-administration:2022", NULL);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "subject");
  add_reference (builder, patient, name);
  add (builder, "date", date);
  begin_array (builder, "author");
  add_reference (builder, author, context->author);
  json_builder_end_array (builder);
  add (builder, "title", titles[title].title);
  add (builder, "confidentiality", "N");
  begin_array (builder, "section");
  add_section (builder, context, immunization);
  json_builder_end_array (builder);
  end_entry (builder);
}

static void
add_immunization (JsonBuilder              *builder,
                  const SandboxFileContext *context,
                  const char               *url,
                  const char               *patient,
                  const char               *role)
{
  guint            product = product_of (context);
  g_autofree char *identifier = urn_uuid (context, 70);
  g_autofree char *date = fhir_date (context->date);
  g_autofree char *lot = g_strdup_printf ("TR%05u", sandbox_pick (context, 80, 100000));

  begin_entry (builder, url, "Immunization");
  begin_array (builder, "extension");
  json_builder_begin_object (builder);
  add (builder, "url", "http://fhir.ch/ig/ch-vacd/StructureDefinition/ch-vacd-ext-verification-status");
  begin_object (builder, "valueCoding");
  add (builder, "system", SNOMED);
  add (builder, "code", "59156000");
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  begin_array (builder, "identifier");
  json_builder_begin_object (builder);
  add (builder, "system", "urn:ietf:rfc:3986");
  add (builder, "value", identifier);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  add (builder, "status", "completed");
  add_code (builder, "vaccineCode", "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-cs", products[product].code, products[product].display);
  begin_object (builder, "patient");
  add (builder, "reference", patient);
  json_builder_end_object (builder);
  add (builder, "occurrenceDateTime", date);
  add (builder, "recorded", date);
  add (builder, "lotNumber", lot);
  add_code (builder, "route", "http://standardterms.edqm.eu", "20035000", NULL);
  begin_array (builder, "performer");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "actor");
  add_reference (builder, role, context->author);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  begin_array (builder, "protocolApplied");
  json_builder_begin_object (builder);
  begin_array (builder, "targetDisease");
  for (guint i = 0; i < G_N_ELEMENTS (products[product].diseases) && products[product].diseases[i] != NULL; i++)
    add_coding (builder, SNOMED, products[product].diseases[i], NULL);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "doseNumberPositiveInt");
  json_builder_add_int_value (builder, 1);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  end_entry (builder);
}

static void
add_patient (JsonBuilder              *builder,
             const SandboxFileContext *context,
             const char               *url)
{
  g_autofree char *born = fhir_date (context->birth_date);

  begin_entry (builder, url, "Patient");
  begin_array (builder, "name");
  json_builder_begin_object (builder);
  add (builder, "family", context->family);
  begin_array (builder, "given");
  json_builder_add_string_value (builder, context->given);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  add (builder, "birthDate", born);
  end_entry (builder);
}

/* A role, who has it, and where. */
static void
add_author (JsonBuilder              *builder,
            const SandboxFileContext *context,
            const char               *url)
{
  g_autofree char *person = urn_uuid (context, 42);
  g_autofree char *institution = urn_uuid (context, 44);

  begin_entry (builder, url, "PractitionerRole");
  json_builder_set_member_name (builder, "practitioner");
  add_reference (builder, person, context->author);
  json_builder_set_member_name (builder, "organization");
  add_reference (builder, institution, context->institution);
  end_entry (builder);

  begin_entry (builder, person, "Practitioner");
  begin_array (builder, "name");
  json_builder_begin_object (builder);
  add (builder, "text", context->author);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  end_entry (builder);

  begin_entry (builder, institution, "Organization");
  add (builder, "name", context->institution);
  end_entry (builder);
}

/* A vaccination, as CH VACD has it. */
GBytes *
sandbox_file_fhir (const SandboxFileContext *context,
                   GError                  **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *id = urn_uuid (context, 10);
  g_autofree char *patient = urn_uuid (context, 30);
  g_autofree char *author = urn_uuid (context, 40);
  g_autofree char *immunization = urn_uuid (context, 50);
  g_autofree char *date = fhir_date (context->date);
  g_autofree char *timestamp = g_strconcat (date, "T08:00:00Z", NULL);

  json_builder_begin_object (builder);
  add (builder, "resourceType", "Bundle");
  begin_object (builder, "identifier");
  add (builder, "system", "urn:ietf:rfc:3986");
  add (builder, "value", id);
  json_builder_end_object (builder);
  add (builder, "type", "document");
  add (builder, "timestamp", timestamp);
  begin_array (builder, "entry");
  add_composition (builder, context, patient, author, immunization);
  add_patient (builder, context, patient);
  add_author (builder, context, author);
  add_immunization (builder, context, immunization, patient, author);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return fhir_json_to_bytes (node);
}
