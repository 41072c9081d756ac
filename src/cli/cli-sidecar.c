/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-sidecar.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_BYTES (256 * 1024)
#define MAX_DEPTH 2

static gboolean
fail (const char *what,
      GError    **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, what);

  return FALSE;
}

/* json-glib reads as deep as the text goes, on the stack. */
static gboolean
is_shallow (const char *text,
            gsize       length)
{
  gboolean quoted = FALSE;
  guint    depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '{' || text[i] == '[') && ++depth > MAX_DEPTH)
        return FALSE;
      else if (!quoted && (text[i] == '}' || text[i] == ']') && depth > 0)
        depth--;
    }

  return TRUE;
}

static const char *
text_of (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
tell (const char      *name,
      JsonNode        *node,
      CliSidecarMember member,
      gpointer         user_data,
      GError         **error)
{
  const char      *text = text_of (node);
  g_autofree char *what = NULL;

  if (text != NULL && member (name, text, user_data))
    return TRUE;

  what = text != NULL ? g_strdup_printf (_("The file beside the document has a member “%s”, which is not known."), name)
                      : g_strdup_printf (_("The file beside the document has a member “%s” that is no text."), name);

  return fail (what, error);
}

static gboolean
read_member (JsonObject      *object,
             const char      *name,
             CliSidecarMember member,
             gpointer         user_data,
             GError         **error)
{
  JsonNode  *node = json_object_get_member (object, name);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || strcmp (name, "event") != 0)
    return tell (name, node, member, user_data, error);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!tell (name, json_array_get_element (array, i), member, user_data, error))
      return FALSE;

  return TRUE;
}

gboolean
cli_sidecar_read (GBytes          *bytes,
                  CliSidecarMember member,
                  gpointer         user_data,
                  GError         **error)
{
  gsize       length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GList) names = NULL;
  JsonNode   *root;
  JsonObject *object;

  if (length == 0 || length > MAX_BYTES || !g_utf8_validate_len (text, length, NULL) || !is_shallow (text, length) ||
      !json_parser_load_from_data (parser, text, (gssize) length, NULL) ||
      (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return fail (_("The file beside the document is no JSON object."), error);

  object = json_node_get_object (root);
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    if (!read_member (object, l->data, member, user_data, error))
      return FALSE;

  return TRUE;
}
