/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-capability.h"
#include "fhir-error.h"

#include <string.h>

struct _FhirCapability
{
  JsonNode   *node; /* (owned) */
  JsonObject *rest; /* (nullable) borrowed from node: the server's part */
};

FhirCapability *
fhir_capability_parse (GBytes  *bytes,
                       GError **error)
{
  g_autoptr(JsonNode) node = fhir_json_parse (bytes, error);
  JsonObject     *object = fhir_json_node_object (node);
  FhirCapability *self;
  guint           n;

  if (node == NULL)
    return NULL;

  if (g_strcmp0 (fhir_json_resource_type (object), "CapabilityStatement") != 0)
    {
      g_set_error_literal (error, FHIR_ERROR, FHIR_ERROR_NOT_EXPECTED, "A CapabilityStatement was expected");
      return NULL;
    }

  self = g_new0 (FhirCapability, 1);
  n = fhir_json_n (object, "rest");
  for (guint i = 0; i < n && self->rest == NULL; i++)
    {
      JsonObject *rest = fhir_json_nth (object, "rest", i);

      if (g_strcmp0 (fhir_json_string (rest, "mode"), "client") != 0)
        self->rest = rest;
    }
  self->node = g_steal_pointer (&node);

  return self;
}

void
fhir_capability_free (FhirCapability *self)
{
  g_clear_pointer (&self->node, json_node_unref);
  g_free (self);
}

const char *
fhir_capability_get_version (FhirCapability *self)
{
  return fhir_json_string (fhir_json_node_object (self->node), "fhirVersion");
}

/* Whether a member @list of the resource has an element whose @key is @value. */
static gboolean
resource_lists (FhirCapability *self,
                const char     *resource_type,
                const char     *list,
                const char     *key,
                const char     *value)
{
  guint n = fhir_json_n (self->rest, "resource");

  for (guint i = 0; i < n; i++)
    {
      JsonObject *resource = fhir_json_nth (self->rest, "resource", i);
      guint       m = fhir_json_n (resource, list);

      if (g_strcmp0 (fhir_json_string (resource, "type"), resource_type) != 0)
        continue;
      for (guint j = 0; j < m; j++)
        if (g_strcmp0 (fhir_json_string (fhir_json_nth (resource, list, j), key), value) == 0)
          return TRUE;
    }

  return FALSE;
}

gboolean
fhir_capability_has_operation (FhirCapability *self,
                               const char     *resource_type,
                               const char     *name)
{
  return resource_lists (self, resource_type, "operation", "name", name);
}

gboolean
fhir_capability_has_interaction (FhirCapability *self,
                                 const char     *resource_type,
                                 const char     *code)
{
  return resource_lists (self, resource_type, "interaction", "code", code);
}

const char *
fhir_capability_get_oauth_uri (FhirCapability *self,
                               const char     *part)
{
  JsonObject *security = fhir_json_object (self->rest, "security");
  guint       n = fhir_json_n (security, "extension");

  for (guint i = 0; i < n; i++)
    {
      JsonObject *extension = fhir_json_nth (security, "extension", i);
      const char *url = fhir_json_string (extension, "url");
      guint       m = fhir_json_n (extension, "extension");

      if (url == NULL || !g_str_has_suffix (url, "/StructureDefinition/oauth-uris"))
        continue;
      for (guint j = 0; j < m; j++)
        {
          JsonObject *piece = fhir_json_nth (extension, "extension", j);

          if (g_strcmp0 (fhir_json_string (piece, "url"), part) == 0)
            return fhir_json_string (piece, "valueUri");
        }
    }

  return NULL;
}
