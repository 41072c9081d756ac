/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-json-exact.h"
#include "fhir-vaccination-write-private.h"

static gboolean
is_composition (JsonObject *resource)
{
  return g_strcmp0 (fhir_json_resource_type (resource), "Composition") == 0;
}

static void
put_identifier (JsonObject *resource,
                const char *uuid)
{
  g_autofree char *urn = g_strconcat ("urn:uuid:", uuid, NULL);

  fhir_vaccination_remove (resource, "identifier");
  json_object_set_object_member (resource, "identifier", fhir_vaccination_identifier (FHIR_VACCINATION_UUID_SYSTEM, urn));
}

GBytes *
fhir_vaccination_rewrite (GBytes            *json,
                          const char        *uuid,
                          const char        *confidentiality,
                          const char *const *withheld,
                          GError           **error)
{
  g_autofree char *mark = fhir_json_exact_mark ();
  g_autoptr(JsonNode) node = fhir_json_exact_parse (json, mark, error);
  g_autoptr(GBytes) text = NULL;
  JsonObject *bundle = node != NULL ? fhir_json_node_object (node) : NULL;
  JsonObject *composition = fhir_json_object (fhir_json_nth (bundle, "entry", 0), "resource");

  if (node == NULL)
    return NULL;
  if (!is_composition (composition))
    {
      g_set_error_literal (error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE, "It does not begin with a composition (R-VAC-2)");
      return NULL;
    }

  put_identifier (bundle, uuid);
  put_identifier (composition, uuid);
  fhir_vaccination_put_confidentiality (composition, confidentiality);
  text = fhir_json_exact_to_text (node, mark);

  return fhir_vaccination_check (text, withheld, error) ? g_steal_pointer (&text) : NULL;
}
