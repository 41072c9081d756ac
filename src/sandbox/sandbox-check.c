/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-check.h"

#include "fhir-json.h"
#include "model-date.h"
#include "sandbox-json.h"
#include "sandbox-terms.h"

#include <string.h>

#define METADATA_ERROR "XDSRepositoryMetadataError"

void
sandbox_check_clear (SandboxCheck *self)
{
  g_free (self->element);
  g_free (self->rule);
}

gboolean
sandbox_check_need_xds (SandboxCheck *self,
                        gboolean      good,
                        const char   *code,
                        const char   *element,
                        const char   *rule)
{
  if (!good && self->element == NULL)
    {
      self->element = g_strdup (element);
      self->code = code;
      self->rule = g_strdup (rule);
    }

  return self->element == NULL;
}

gboolean
sandbox_check_need (SandboxCheck *self,
                    gboolean      good,
                    const char   *element,
                    const char   *rule)
{
  return sandbox_check_need_xds (self, good, METADATA_ERROR, element, rule);
}

void
sandbox_check_refuse (SandboxCheck *self)
{
  g_autofree char *text = g_strdup_printf ("%s: %s: %s", self->code, self->element, self->rule);

  sandbox_exchange_reply_fhir (self->exchange, self->exchange->community->faults.mag ? 400 : 422,
                               sandbox_json ("{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'invalid',"
                                             "'details':{'coding':[{'code':%s}],'text':%s},'expression':[%s]}]}",
                                             self->code, text, self->element));
}

void
sandbox_check_count (SandboxCheck *self,
                     JsonObject   *object,
                     const char   *name,
                     guint         minimum,
                     guint         maximum,
                     const char   *path)
{
  JsonNode        *node = object != NULL ? json_object_get_member (object, name) : NULL;
  guint            n = node == NULL ? 0 : JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node))
                                                                       : 1;
  g_autofree char *element = g_strdup_printf ("%s.%s", path, name);

  sandbox_check_need (self, n >= minimum, element, "is missing");
  sandbox_check_need (self, n <= maximum, element, maximum == 0 ? "is forbidden" : "is there too often");
}

void
sandbox_check_coding (SandboxCheck *self,
                      JsonObject   *coding,
                      const char   *set,
                      const char   *path)
{
  const char *system = fhir_json_string (coding, "system");

  sandbox_check_need (self, system != NULL && sandbox_terms_has (set, system, fhir_json_string (coding, "code")), path,
                      "must be of the national value set (R-MHD-24)");
}

void
sandbox_check_concept (SandboxCheck *self,
                       JsonObject   *concept,
                       const char   *set,
                       const char   *path)
{
  sandbox_check_coding (self, fhir_json_nth (concept, "coding", 0), set, path);
}

void
sandbox_check_identifier (SandboxCheck *self,
                          JsonObject   *identifier,
                          const char   *system,
                          const char   *prefix,
                          const char   *path)
{
  const char *its_system = fhir_json_string (identifier, "system");
  const char *value = fhir_json_string (identifier, "value");

  sandbox_check_need (self, value != NULL && its_system != NULL, path, "must have system and value");
  sandbox_check_need (self, system == NULL || g_strcmp0 (its_system, system) == 0, path, "has another system than it must");
  sandbox_check_need (self, prefix == NULL || (value != NULL && g_str_has_prefix (value, prefix) && value[strlen (prefix)] != '\0'), path,
                      "has a value of another form than it must");
}

static gboolean
is_empty (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_size (json_node_get_object (node)) == 0;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;

  return JSON_NODE_HOLDS_NULL (node) || (json_node_get_value_type (node) == G_TYPE_STRING && *json_node_get_string (node) == '\0');
}

/* FHIR knows neither null nor "", [] and {}. */
static void
check_not_empty (SandboxCheck *self,
                 JsonNode     *node,
                 const char   *path)
{
  sandbox_check_need (self, !is_empty (node), path, "must not be empty");
  if (self->element != NULL)
    return;

  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      check_not_empty (self, json_array_get_element (json_node_get_array (node), i), path);
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char    *name;
      JsonNode      *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &member))
        {
          g_autofree char *below = g_strdup_printf ("%s.%s", path, name);

          check_not_empty (self, member, below);
        }
    }
}

void
sandbox_check_known (SandboxCheck      *self,
                     JsonObject        *object,
                     const char *const *known,
                     const char        *path)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  if (object == NULL)
    return;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    {
      g_autofree char *below = g_strdup_printf ("%s.%s", path, name);

      sandbox_check_need (self, g_strv_contains (known, name), below, "is no element that may stand here");
      check_not_empty (self, member, below);
    }
}

void
sandbox_check_date (SandboxCheck *self,
                    const char   *text,
                    gboolean      whole,
                    const char   *path)
{
  ModelDate date;
  g_autoptr(GDateTime) time = text != NULL && strchr (text, 'T') != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  sandbox_check_need (self, text != NULL && model_date_parse (text, &date), path, "must be a date");
  sandbox_check_need (self, !whole || time != NULL, path, "must have a time and a zone");
}

JsonObject *
sandbox_check_extension (JsonObject *resource,
                         const char *url,
                         guint      *n)
{
  JsonObject *first = NULL;
  guint       count = 0;

  for (guint i = 0; i < fhir_json_n (resource, "extension"); i++)
    {
      JsonObject *extension = fhir_json_nth (resource, "extension", i);

      if (g_strcmp0 (fhir_json_string (extension, "url"), url) != 0)
        continue;
      first = first != NULL ? first : extension;
      count++;
    }
  if (n != NULL)
    *n = count;

  return first;
}

JsonObject *
sandbox_check_contained (JsonObject *resource,
                         JsonObject *reference)
{
  const char *name = fhir_json_string (reference, "reference");

  for (guint i = 0; name != NULL && *name == '#' && i < fhir_json_n (resource, "contained"); i++)
    if (g_strcmp0 (fhir_json_string (fhir_json_nth (resource, "contained", i), "id"), name + 1) == 0)
      return fhir_json_nth (resource, "contained", i);

  return NULL;
}
