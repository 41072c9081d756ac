/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-json.h"

#include <stdarg.h>
#include <string.h>

typedef struct
{
  const char *at;
  va_list    *arguments;
} Skeleton;

static JsonNode *read_value (Skeleton *skeleton);

static gboolean
skip (Skeleton *skeleton,
      char      expected)
{
  while (*skeleton->at == ' ' || *skeleton->at == '\n')
    skeleton->at++;
  if (*skeleton->at != expected)
    return FALSE;

  skeleton->at++;

  return TRUE;
}

static char *
read_text (Skeleton *skeleton)
{
  const char *end;
  char       *text;

  if (!skip (skeleton, '\''))
    g_error ("A quote is missing in a skeleton, at: %s", skeleton->at);
  end = strchr (skeleton->at, '\'');
  g_assert (end != NULL);
  text = g_strndup (skeleton->at, (gsize) (end - skeleton->at));
  skeleton->at = end + 1;

  return text;
}

static JsonNode *
new_string (const char *text)
{
  return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
}

static JsonNode *
read_argument (Skeleton *skeleton)
{
  switch (*skeleton->at++)
    {
    case 's':
      return new_string (va_arg (*skeleton->arguments, const char *));
    case 'i':
      return json_node_init_int (json_node_alloc (), va_arg (*skeleton->arguments, gint64));
    case 'b':
      return json_node_init_boolean (json_node_alloc (), va_arg (*skeleton->arguments, gboolean));
    case 'o':
      return va_arg (*skeleton->arguments, JsonNode *);
    default:
      g_error ("A placeholder is unknown in a skeleton, at: %s", skeleton->at - 1);
    }
}

static JsonNode *
read_object (Skeleton *skeleton)
{
  g_autoptr(JsonObject) object = json_object_new ();

  while (!skip (skeleton, '}'))
    {
      g_autofree char *name = read_text (skeleton);
      JsonNode        *value;

      if (!skip (skeleton, ':'))
        g_error ("A colon is missing in a skeleton, at: %s", skeleton->at);
      value = read_value (skeleton);
      if (value != NULL)
        json_object_set_member (object, name, value);
      skip (skeleton, ',');
    }

  if (json_object_get_size (object) == 0)
    return NULL;

  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
read_array (Skeleton *skeleton)
{
  g_autoptr(JsonArray) array = json_array_new ();

  while (!skip (skeleton, ']'))
    {
      JsonNode *value = read_value (skeleton);

      if (value != NULL)
        json_array_add_element (array, value);
      skip (skeleton, ',');
    }

  if (json_array_get_length (array) == 0)
    return NULL;

  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
read_value (Skeleton *skeleton)
{
  g_autofree char *text = NULL;

  if (skip (skeleton, '{'))
    return read_object (skeleton);
  if (skip (skeleton, '['))
    return read_array (skeleton);
  if (skip (skeleton, '%'))
    return read_argument (skeleton);
  if (g_ascii_isdigit (*skeleton->at))
    return json_node_init_int (json_node_alloc (), g_ascii_strtoll (skeleton->at, (char **) &skeleton->at, 10));
  if (g_str_has_prefix (skeleton->at, "true") || g_str_has_prefix (skeleton->at, "false"))
    {
      gboolean value = *skeleton->at == 't';

      skeleton->at += value ? strlen ("true") : strlen ("false");
      return json_node_init_boolean (json_node_alloc (), value);
    }

  text = read_text (skeleton);

  return new_string (text);
}

/* An array that came through %o may be empty too. */
static gboolean
is_empty (JsonNode *node)
{
  return (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 0) ||
         (JSON_NODE_HOLDS_OBJECT (node) && json_object_get_size (json_node_get_object (node)) == 0);
}

static void
drop_empty_members (JsonNode *node)
{
  JsonObject *object = json_node_get_object (node);
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    if (is_empty (json_object_get_member (object, l->data)))
      json_object_remove_member (object, l->data);
}

JsonNode *
sandbox_json (const char *skeleton,
              ...)
{
  Skeleton  state = { skeleton, NULL };
  JsonNode *node;
  va_list   arguments;

  va_start (arguments, skeleton);
  state.arguments = &arguments;
  node = read_value (&state);
  va_end (arguments);
  g_assert (*state.at == '\0');
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    drop_empty_members (node);

  return node;
}

JsonNode *
sandbox_json_concept (const char *system,
                      const char *code,
                      const char *display)
{
  return sandbox_json ("{'coding':[{'system':%s,'code':%s,'display':%s}]}", system, code, display);
}

JsonNode *
sandbox_json_array (void)
{
  g_autoptr(JsonArray) array = json_array_new ();

  return json_node_init_array (json_node_alloc (), array);
}

void
sandbox_json_append (JsonNode *array,
                     JsonNode *element)
{
  json_array_add_element (json_node_get_array (array), element);
}
