/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-error.h"
#include "fhir-json.h"
#include "fhir-json-check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* json-glib quotes what it could not read: that may be a patient's, so only the place is kept. */
static void
set_syntax_error (GError      **error,
                  const GError *syntax)
{
  guint line = 0, column = 0;

  if (sscanf (syntax->message, "%*[^:]:%u:%u:", &line, &column) == 2)
    g_set_error (error, FHIR_ERROR, FHIR_ERROR_NOT_JSON, "Not JSON at line %u, column %u", line, column);
  else
    g_set_error_literal (error, FHIR_ERROR, FHIR_ERROR_NOT_JSON, "Not JSON");
}

JsonNode *
fhir_json_parse (GBytes  *bytes,
                 GError **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *repaired = NULL;
  gsize            length;
  const char      *text = g_bytes_get_data (bytes, &length);

  /* a byte order mark is no JSON, but servers on Windows write one */
  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      length -= 3;
    }

  if (!fhir_json_check (text, length, &repaired, error))
    return NULL;

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, repaired != NULL ? repaired : text, (gssize) length, &local_error))
    {
      set_syntax_error (error, local_error);
      return NULL;
    }

  if (json_parser_get_root (parser) == NULL)
    {
      g_set_error_literal (error, FHIR_ERROR, FHIR_ERROR_NOT_JSON, "The body holds no JSON value");
      return NULL;
    }

  return json_parser_steal_root (parser);
}

static JsonNode *
member (JsonObject *object,
        const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static const char *
node_string (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

JsonObject *
fhir_json_node_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

const char *
fhir_json_string (JsonObject *object,
                  const char *name)
{
  return node_string (member (object, name));
}

JsonObject *
fhir_json_object (JsonObject *object,
                  const char *name)
{
  return fhir_json_node_object (member (object, name));
}

guint
fhir_json_n (JsonObject *object,
             const char *name)
{
  JsonNode *node = member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return 0;

  return JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 1;
}

static JsonNode *
nth_node (JsonObject *object,
          const char *name,
          guint       position)
{
  JsonNode *node = member (object, name);

  if (node == NULL || position >= fhir_json_n (object, name))
    return NULL;

  return JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_element (json_node_get_array (node), position) : node;
}

JsonObject *
fhir_json_nth (JsonObject *object,
               const char *name,
               guint       position)
{
  return fhir_json_node_object (nth_node (object, name, position));
}

const char *
fhir_json_nth_string (JsonObject *object,
                      const char *name,
                      guint       position)
{
  return node_string (nth_node (object, name, position));
}

gboolean
fhir_json_boolean (JsonObject *object,
                   const char *name,
                   gboolean    fallback)
{
  JsonNode *node = member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;

  return json_node_get_boolean (node);
}

gint64
fhir_json_integer (JsonObject *object,
                   const char *name,
                   gint64      fallback)
{
  JsonNode *node = member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return fallback;

  return json_node_get_int (node);
}

double
fhir_json_number (JsonObject *object,
                  const char *name,
                  double      fallback)
{
  JsonNode *node = member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return (double) json_node_get_int (node);

  /* 1e999 is read as infinity */
  if (json_node_get_value_type (node) != G_TYPE_DOUBLE || !isfinite (json_node_get_double (node)))
    return fallback;

  return json_node_get_double (node);
}

const char *
fhir_json_resource_type (JsonObject *object)
{
  return fhir_json_string (object, "resourceType");
}

GBytes *
fhir_json_to_bytes (JsonNode *node)
{
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  gsize length;
  char *text;

  json_generator_set_root (generator, node);
  text = json_generator_to_data (generator, &length);

  return g_bytes_new_take (text, length);
}
