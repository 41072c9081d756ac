/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-json-private.h"

#include "net-error-private.h"

#include <string.h>

#define MAX_BYTES (64 * 1024)
#define MAX_DEPTH 32

/* Outside its strings JSON has few characters. What else json-glib takes (comments, assignments)
 * could hide brackets from the count below. */
static gboolean
is_json (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("{}[]:,+-.\" \t\r\n", c) != NULL);
}

/* One object, not nested beyond reason, and nothing beside it: of several values json-glib loses
 * all but the last. */
static gboolean
is_one_object (const char *text,
               gsize       length)
{
  gboolean in_string = FALSE;
  gboolean closed = FALSE;
  guint    depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string && text[i] == '\\')
        i++;
      else if (depth > 0 && text[i] == '"')
        in_string = !in_string;
      else if (in_string || g_ascii_isspace (text[i]))
        continue;
      else if (closed || !is_json (text[i]) || (depth == 0 && text[i] != '{'))
        return FALSE;
      else if (text[i] == '{' || text[i] == '[')
        depth++;
      else if (text[i] == '}' || text[i] == ']')
        closed = --depth == 0;

      if (depth > MAX_DEPTH)
        return FALSE;
    }

  return closed;
}

JsonObject *
net_json_parse_object (GBytes  *bytes,
                       GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  gsize       length;
  const char *text = g_bytes_get_data (bytes, &length);
  JsonNode   *root = NULL;

  if (length > 0 && length <= MAX_BYTES && g_utf8_validate_len (text, length, NULL) &&
      is_one_object (text, length) && json_parser_load_from_data (parser, text, length, NULL))
    root = json_parser_get_root (parser);

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_propagate_error (error, net_error_new (NET_ERROR_UNEXPECTED));
      return NULL;
    }

  return json_object_ref (json_node_get_object (root));
}

const char *
net_json_get_string (JsonObject *object,
                     const char *name)
{
  JsonNode   *node = json_object_get_member (object, name);
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  /* A lone surrogate escape comes out as no UTF-8. */
  text = json_node_get_string (node);

  return g_utf8_validate (text, -1, NULL) ? text : NULL;
}

gint64
net_json_get_int (JsonObject *object,
                  const char *name,
                  gint64      fallback)
{
  JsonNode *node = json_object_get_member (object, name);
  gint64    value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);
  if (json_node_get_value_type (node) == G_TYPE_STRING &&
      g_ascii_string_to_signed (json_node_get_string (node), 10, G_MININT64, G_MAXINT64, &value, NULL))
    return value;

  return fallback;
}
