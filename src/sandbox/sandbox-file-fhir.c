/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file-private.h"

#include "fhir-json.h"

static JsonBuilder *
add (JsonBuilder *builder,
     const char  *name,
     const char  *value)
{
  json_builder_set_member_name (builder, name);

  return json_builder_add_string_value (builder, value);
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
  json_builder_set_member_name (builder, "text");
  json_builder_begin_object (builder);
  add (builder, "status", "generated");
  add (builder, "div", narrative->str);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_composition (JsonBuilder              *builder,
                 const SandboxFileContext *context)
{
  static const SandboxWord sections[] = { SANDBOX_WORD_DIAGNOSES, SANDBOX_WORD_HISTORY, SANDBOX_WORD_TREATMENT };

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "resource");
  json_builder_begin_object (builder);
  add (builder, "resourceType", "Composition");
  add (builder, "status", "final");
  add (builder, "title", sandbox_word (context, SANDBOX_WORD_DISCHARGE));
  json_builder_set_member_name (builder, "author");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add (builder, "display", context->author);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "section");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    add_section (builder, context, sections[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_patient (JsonBuilder              *builder,
             const SandboxFileContext *context)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "resource");
  json_builder_begin_object (builder);
  add (builder, "resourceType", "Patient");
  json_builder_set_member_name (builder, "name");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add (builder, "family", context->family);
  json_builder_set_member_name (builder, "given");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, context->given);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

GBytes *
sandbox_file_fhir (const SandboxFileContext  *context,
                   GError                   **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) node = NULL;

  json_builder_begin_object (builder);
  add (builder, "resourceType", "Bundle");
  add (builder, "type", "document");
  json_builder_set_member_name (builder, "entry");
  json_builder_begin_array (builder);
  add_composition (builder, context);
  add_patient (builder, context);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return fhir_json_to_bytes (node);
}
