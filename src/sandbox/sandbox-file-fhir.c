/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file-private.h"

#include "fhir-json.h"

#include <string.h>

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

static void
add_section (JsonBuilder              *builder,
             const SandboxFileContext *context,
             SandboxWord               section)
{
  g_autoptr(GString) narrative = g_string_new ("<div xmlns=\"http://www.w3.org/1999/xhtml\">");

  for (const char *const *sentence = sandbox_sentences (context, section); *sentence != NULL; sentence++)
    {
      g_autofree char *escaped = g_markup_escape_text (*sentence, -1);

      g_string_append_printf (narrative, "<p>%s</p>", escaped);
    }
  g_string_append (narrative, "</div>");

  json_builder_begin_object (builder);
  add (builder, "title", sandbox_word (context, section));
  begin_object (builder, "text");
  add (builder, "status", "generated");
  add (builder, "div", narrative->str);
  json_builder_end_object (builder);
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
                 const char               *author)
{
  static const SandboxWord sections[] = { SANDBOX_WORD_DIAGNOSES, SANDBOX_WORD_HISTORY, SANDBOX_WORD_TREATMENT };
  g_autofree char         *url = urn_uuid (context, 20);
  g_autofree char         *date = fhir_date (context->date);
  g_autofree char         *name = g_strdup_printf ("%s %s", context->given, context->family);

  begin_entry (builder, url, "Composition");
  add (builder, "status", "final");
  begin_object (builder, "type");
  begin_array (builder, "coding");
  json_builder_begin_object (builder);
  add (builder, "system", "http://snomed.info/sct");
  add (builder, "code", "373942005");
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "subject");
  add_reference (builder, patient, name);
  add (builder, "date", date);
  begin_array (builder, "author");
  add_reference (builder, author, context->author);
  json_builder_end_array (builder);
  add (builder, "title", sandbox_word (context, SANDBOX_WORD_DISCHARGE));
  begin_array (builder, "section");
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    add_section (builder, context, sections[i]);
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

static void
add_author (JsonBuilder              *builder,
            const SandboxFileContext *context,
            const char               *url)
{
  begin_entry (builder, url, "Practitioner");
  begin_array (builder, "name");
  json_builder_begin_object (builder);
  add (builder, "text", context->author);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  end_entry (builder);
}

GBytes *
sandbox_file_fhir (const SandboxFileContext *context,
                   GError                  **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *id = urn_uuid (context, 10);
  g_autofree char *patient = urn_uuid (context, 30);
  g_autofree char *author = urn_uuid (context, 40);
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
  add_composition (builder, context, patient, author);
  add_patient (builder, context, patient);
  add_author (builder, context, author);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return fhir_json_to_bytes (node);
}
