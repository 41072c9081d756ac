/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "xml-test-support.h"

static void write_object (GString *xml, JsonObject *object, gboolean extension);

static char *
value_text (JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    return g_markup_escape_text (json_node_get_string (node), -1);
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

  return g_strdup_printf ("%g", json_node_get_double (node));
}

static void
write_resource (GString    *xml,
                JsonObject *object)
{
  const char *type = json_object_get_string_member (object, "resourceType");

  g_string_append_printf (xml, "<%s>", type);
  write_object (xml, object, FALSE);
  g_string_append_printf (xml, "</%s>", type);
}

static void
write_attribute (GString    *xml,
                 JsonObject *object,
                 const char *name)
{
  JsonNode        *node = object != NULL ? json_object_get_member (object, name) : NULL;
  g_autofree char *text = node != NULL ? value_text (node) : NULL;

  if (text != NULL)
    g_string_append_printf (xml, " %s=\"%s\"", name, text);
}

/* Extensions have their url in an attribute, and so has the id of an element. */
static void
write_element (GString    *xml,
               const char *name,
               JsonNode   *node,
               JsonObject *beside)
{
  gboolean extension = g_str_has_suffix (name, "xtension");

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);

      g_string_append_printf (xml, "<%s", name);
      if (!json_object_has_member (object, "resourceType"))
        write_attribute (xml, object, "id");
      if (extension)
        write_attribute (xml, object, "url");
      g_string_append (xml, ">");
      if (json_object_has_member (object, "resourceType"))
        write_resource (xml, object);
      else
        write_object (xml, object, extension);
      g_string_append_printf (xml, "</%s>", name);
      return;
    }

  if (g_str_equal (name, "div"))
    {
      g_string_append (xml, json_node_get_string (node));
      return;
    }

  g_string_append_printf (xml, "<%s", name);
  write_attribute (xml, beside, "id");
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    {
      g_autofree char *text = value_text (node);

      g_string_append_printf (xml, " value=\"%s\"", text);
    }
  g_string_append (xml, ">");
  if (beside != NULL)
    write_object (xml, beside, FALSE);
  g_string_append_printf (xml, "</%s>", name);
}

static void
write_member (GString    *xml,
              JsonObject *object,
              const char *name)
{
  g_autofree char *companion = g_strconcat ("_", name, NULL);
  JsonNode        *node = json_object_get_member (object, name);
  JsonNode        *beside = json_object_get_member (object, companion);

  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      write_element (xml, name, json_array_get_element (json_node_get_array (node), i), NULL);
  else
    write_element (xml, name, node, beside != NULL ? json_node_get_object (beside) : NULL);
}

static void
write_object (GString    *xml,
              JsonObject *object,
              gboolean    extension)
{
  g_autoptr(GList) members = json_object_get_members (object);
  gboolean resource = json_object_has_member (object, "resourceType");

  for (GList *member = members; member != NULL; member = member->next)
    {
      const char *name = member->data;

      if (g_str_equal (name, "resourceType") || *name == '_' || (!resource && g_str_equal (name, "id")) ||
          (g_str_equal (name, "url") && extension))
        continue;
      write_member (xml, object, name);
    }
}

char *
xml_test_write (JsonObject *resource)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  write_resource (xml, resource);

  return g_string_free (xml, FALSE);
}

static void
drop_cb (JsonArray *array,
         guint      position,
         JsonNode  *element,
         gpointer   user_data)
{
  xml_test_drop_narrative (element);
}

void
xml_test_drop_narrative (JsonNode *node)
{
  JsonObject *object;
  g_autoptr(GList) members = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), drop_cb, NULL);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;

  object = json_node_get_object (node);
  if (json_object_has_member (object, "div"))
    json_object_set_string_member (object, "div", "");
  members = json_object_get_members (object);
  for (GList *member = members; member != NULL; member = member->next)
    xml_test_drop_narrative (json_object_get_member (object, member->data));
}
