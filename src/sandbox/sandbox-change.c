/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-change.h"

#include "fhir-json.h"
#include "sandbox-resources.h"

#include <gio/gio.h>
#include <string.h>

#define EXTENSION "extension "

static gpointer
load (gpointer unused)
{
  g_autoptr(GBytes) bytes = g_resource_lookup_data (sandbox_get_resource (), "/org/cabinetdep/Sandbox/sandbox/modifiable-metadata.txt",
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '#' && *g_strstrip (lines[i]) != '\0')
      g_strv_builder_add (names, lines[i]);

  return g_strv_builder_end (names);
}

static char **
get_list (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load, NULL);
}

/* Leaves those for which @keep says so. */
static void
filter (JsonObject *object,
        const char *name,
        gboolean (*keep) (JsonObject *element, gconstpointer data),
        gconstpointer data)
{
  JsonArray *kept = json_array_new ();

  for (guint i = 0; i < fhir_json_n (object, name); i++)
    {
      JsonObject *element = fhir_json_nth (object, name, i);

      if (element != NULL && keep (element, data))
        json_array_add_object_element (kept, json_object_ref (element));
    }

  json_object_remove_member (object, name);
  if (json_array_get_length (kept) > 0)
    json_object_set_array_member (object, name, kept);
  else
    json_array_unref (kept);
}

static gboolean
has_other_url (JsonObject   *element,
               gconstpointer url)
{
  return g_strcmp0 (fhir_json_string (element, "url"), url) != 0;
}

static gboolean
has_id (JsonObject   *element,
        gconstpointer id)
{
  return id != NULL && g_strcmp0 (fhir_json_string (element, "id"), id) == 0;
}

static gboolean
is_logical_id (JsonObject *identifier)
{
  JsonObject *coding = fhir_json_nth (fhir_json_object (identifier, "type"), "coding", 0);

  return g_strcmp0 (fhir_json_string (coding, "system"), SANDBOX_ID_TYPES) == 0;
}

static gboolean
is_no_logical_id (JsonObject   *identifier,
                  gconstpointer unused)
{
  return !is_logical_id (identifier);
}

JsonObject *
sandbox_change_get_logical_id (JsonObject *reference)
{
  for (guint i = 0; i < fhir_json_n (reference, "identifier"); i++)
    if (is_logical_id (fhir_json_nth (reference, "identifier", i)))
      return fhir_json_nth (reference, "identifier", i);

  return NULL;
}

void
sandbox_change_strip (JsonObject *reference)
{
  filter (reference, "extension", has_other_url, SANDBOX_VERSION_URL);
  filter (reference, "identifier", is_no_logical_id, NULL);
}

static void
remove_element (JsonObject *reference,
                const char *name)
{
  g_auto(GStrv) parts = g_strsplit (name, ".", -1);
  JsonObject *parent = reference;
  guint       i = 0;

  if (g_str_has_prefix (name, EXTENSION))
    {
      filter (reference, "extension", has_other_url, name + strlen (EXTENSION));
      return;
    }

  for (; parts[i + 1] != NULL; i++)
    parent = fhir_json_nth (parent, parts[i], 0);
  if (parent != NULL)
    json_object_remove_member (parent, parts[i]);
}

/* A copy without all that may change. Of those who are named within, the patient of the source must stay. */
static JsonNode *
reduce (JsonObject *reference)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), reference);
  g_autofree char *text = json_to_string (node, FALSE);
  JsonNode        *copy = json_from_string (text, NULL);
  JsonObject      *object = json_node_get_object (copy);
  const char      *source = fhir_json_string (fhir_json_object (fhir_json_object (object, "context"), "sourcePatientInfo"), "reference");
  char           **list = get_list ();

  sandbox_change_strip (object);
  for (guint i = 0; list[i] != NULL; i++)
    remove_element (object, list[i]);
  if (g_strv_contains ((const char *const *) list, "author"))
    filter (object, "contained", has_id, source != NULL && *source == '#' ? source + 1 : NULL);

  return copy;
}

static char *find_difference (JsonNode *before, JsonNode *after, const char *path);

static char *
find_in_members (JsonObject *before,
                 JsonObject *after,
                 const char *path)
{
  g_autoptr(GList) names = g_list_concat (json_object_get_members (before), json_object_get_members (after));

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *below = *path != '\0' ? g_strdup_printf ("%s.%s", path, (const char *) l->data) : g_strdup (l->data);
      char            *found = find_difference (json_object_get_member (before, l->data), json_object_get_member (after, l->data), below);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static char *
find_in_elements (JsonArray  *before,
                  JsonArray  *after,
                  const char *path)
{
  guint n = json_array_get_length (before);
  char *found = n == json_array_get_length (after) ? NULL : g_strdup (path);

  for (guint i = 0; found == NULL && i < n; i++)
    found = find_difference (json_array_get_element (before, i), json_array_get_element (after, i), path);

  return found;
}

static char *
find_difference (JsonNode   *before,
                 JsonNode   *after,
                 const char *path)
{
  if (before == NULL || after == NULL || JSON_NODE_TYPE (before) != JSON_NODE_TYPE (after))
    return g_strdup (path);
  if (JSON_NODE_HOLDS_OBJECT (before))
    return find_in_members (json_node_get_object (before), json_node_get_object (after), path);
  if (JSON_NODE_HOLDS_ARRAY (before))
    return find_in_elements (json_node_get_array (before), json_node_get_array (after), path);

  return json_node_equal (before, after) ? NULL : g_strdup (path);
}

char *
sandbox_change_find_unmodifiable (JsonObject *before,
                                  JsonObject *after)
{
  g_autoptr(JsonNode) old = reduce (before);
  g_autoptr(JsonNode) new = reduce (after);

  return find_difference (old, new, "");
}
