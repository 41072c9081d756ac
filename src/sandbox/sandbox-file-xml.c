/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-vaccine-private.h"

#include <string.h>

/* FHIR's other form: what is a member there is an element here, arrays are elements one after the other, what is simple
 * is an attribute. The reader of the product takes the same road back; nothing is shared but the specification. */

static void write_value (GString *text, const char *name, JsonNode *node, JsonNode *beside);

GBytes *
sandbox_file_to_json (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);
  /* the mark is a control character: the printer escapes it, and quotes stand around both */
  g_auto(GStrv) parts = g_strsplit (text, "\\u0001", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gboolean    inside = i % 2 == 1;
      const char *start = parts[i] + (!inside && i > 0 ? 1 : 0);
      gsize       length = strlen (start) - (!inside && parts[i + 1] != NULL ? 1 : 0);

      g_string_append_len (out, start, (gssize) length);
    }

  return g_string_free_to_bytes (out);
}

static char *
scalar_text (JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

  return g_strdup (json_node_get_string (node));
}

static gboolean
is_attribute (const char *element,
              const char *member)
{
  return (g_str_equal (member, "url") && (g_str_equal (element, "extension") || g_str_equal (element, "modifierExtension"))) ||
         (g_str_equal (member, "id") && !g_str_equal (element, "resource"));
}

static void
write_attributes (GString    *text,
                  const char *name,
                  JsonObject *object)
{
  static const char *const attributes[] = { "id", "url" };

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (is_attribute (name, attributes[i]) && json_object_has_member (object, attributes[i]))
      {
        g_autofree char *escaped = g_markup_escape_text (json_object_get_string_member (object, attributes[i]), -1);

        g_string_append_printf (text, " %s=\"%s\"", attributes[i], escaped);
      }
}

static void
write_members (GString    *text,
               const char *name,
               JsonObject *object)
{
  g_autoptr(GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      const char      *member = l->data;
      g_autofree char *beside = g_strconcat ("_", member, NULL);

      if (g_str_equal (member, "resourceType") || is_attribute (name, member) ||
          (*member == '_' && json_object_has_member (object, member + 1)))
        continue;
      write_value (text, *member == '_' ? member + 1 : member, *member == '_' ? NULL : json_object_get_member (object, member),
                   *member == '_'                            ? json_object_get_member (object, member)
                   : json_object_has_member (object, beside) ? json_object_get_member (object, beside)
                                                             : NULL);
    }
}

static void
write_object (GString    *text,
              const char *name,
              JsonObject *object)
{
  const char *type = g_str_equal (name, "resource") ? json_object_get_string_member_with_default (object, "resourceType", NULL) : NULL;

  g_string_append_printf (text, "<%s", name);
  write_attributes (text, name, object);
  g_string_append_c (text, '>');
  if (type != NULL)
    g_string_append_printf (text, "<%s>", type);
  write_members (text, name, object);
  if (type != NULL)
    g_string_append_printf (text, "</%s>", type);
  g_string_append_printf (text, "</%s>", name);
}

static void
write_scalar (GString    *text,
              const char *name,
              JsonNode   *node,
              JsonNode   *beside)
{
  g_autofree char *value = node != NULL ? scalar_text (node) : NULL;
  g_autofree char *escaped = value != NULL ? g_markup_escape_text (value, -1) : NULL;

  if (g_str_equal (name, "div"))
    {
      g_string_append (text, value);
      return;
    }
  g_string_append_printf (text, "<%s", name);
  if (value != NULL)
    {
      g_auto(GStrv) parts = g_strsplit (escaped, "&#x1;", -1);
      g_autofree char *plain = g_strjoinv ("", parts);

      g_string_append_printf (text, " value=\"%s\"", plain);
    }
  if (beside == NULL)
    {
      g_string_append (text, "/>");
      return;
    }
  g_string_append_c (text, '>');
  write_members (text, name, json_node_get_object (beside));
  g_string_append_printf (text, "</%s>", name);
}

static void
write_value (GString    *text,
             const char *name,
             JsonNode   *node,
             JsonNode   *beside)
{
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      write_value (text, name, json_array_get_element (json_node_get_array (node), i), NULL);
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    write_object (text, name, json_node_get_object (node));
  else
    write_scalar (text, name, node, beside);
}

GBytes *
sandbox_file_to_xml (JsonNode   *node,
                     const char *prologue)
{
  GString    *text = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  JsonObject *object = json_node_get_object (node);
  const char *type = json_object_get_string_member (object, "resourceType");

  g_string_append (text, prologue);
  g_string_append_printf (text, "<%s xmlns=\"http://hl7.org/fhir\">", type);
  write_members (text, "resource", object);
  g_string_append_printf (text, "</%s>\n", type);

  return g_string_free_to_bytes (text);
}
