/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-error.h"
#include "fhir-parameters.h"
#include "fhir-patient.h"

GBytes *
fhir_parameters_write_match (ModelPatient *patient,
                             gboolean      only_certain)
{
  JsonObject *object = json_object_new ();
  JsonObject *resource = json_object_new ();
  g_autoptr(JsonNode) node = NULL;

  fhir_write_string (object, "resourceType", "Parameters");
  fhir_write_string (resource, "name", "resource");
  json_object_set_member (resource, "resource", fhir_patient_write (patient));
  fhir_write_in_array (object, "parameter", resource);
  if (only_certain)
    {
      JsonObject *certain = json_object_new ();

      fhir_write_string (certain, "name", "onlyCertainMatches");
      json_object_set_boolean_member (certain, "valueBoolean", TRUE);
      fhir_write_in_array (object, "parameter", certain);
    }

  node = fhir_node_take (object);

  return fhir_json_to_bytes (node);
}

GPtrArray *
fhir_parameters_read_identifiers (GBytes     *bytes,
                                  const char *name,
                                  GError    **error)
{
  g_autoptr(JsonNode) node = fhir_json_parse (bytes, error);
  g_autoptr(GPtrArray) identifiers = NULL;
  JsonObject *object = fhir_json_node_object (node);
  guint       n;

  if (node == NULL)
    return NULL;

  if (g_strcmp0 (fhir_json_resource_type (object), "Parameters") != 0)
    {
      g_set_error_literal (error, FHIR_ERROR, FHIR_ERROR_NOT_EXPECTED, "Parameters were expected");
      return NULL;
    }

  identifiers = g_ptr_array_new_with_free_func (g_object_unref);
  n = fhir_json_n (object, "parameter");
  for (guint i = 0; i < n; i++)
    {
      JsonObject      *parameter = fhir_json_nth (object, "parameter", i);
      ModelIdentifier *identifier = NULL;

      if (g_strcmp0 (fhir_json_string (parameter, "name"), name) == 0)
        identifier = fhir_identifier_read (fhir_json_object (parameter, "valueIdentifier"));
      if (identifier != NULL)
        g_ptr_array_add (identifiers, identifier);
    }

  return g_steal_pointer (&identifiers);
}
