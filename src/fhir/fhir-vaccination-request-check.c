/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-vaccination-request.h"

#include "fhir-vaccination-message-private.h"

#include <string.h>

/* The rules of the request's profiles (CH VACD 7, R-VAC-97), and those of this program about what leaves the house. */

typedef struct
{
  FhirVaccinationBundle bundle;
  JsonObject           *header;
  GError              **error;
} Check;

static gboolean fault (Check *self, const char *element, const char *rule) G_GNUC_WARN_UNUSED_RESULT;

static gboolean
fault (Check      *self,
       const char *element,
       const char *rule)
{
  g_set_error (self->error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE, "%s: %s", element, rule);

  return FALSE;
}

static gboolean
check_head (Check *self)
{
  JsonObject *bundle = self->bundle.bundle;
  JsonObject *identifier = fhir_json_object (bundle, "identifier");
  const char *time = fhir_json_string (bundle, "timestamp");
  const char *clock = time != NULL ? strchr (time, 'T') : NULL;

  if (g_strcmp0 (fhir_json_string (bundle, "type"), "message") != 0)
    return fault (self, "Bundle.type", "R-VAC-97");
  if (fhir_json_string (identifier, "system") == NULL || fhir_json_string (identifier, "value") == NULL)
    return fault (self, "Bundle.identifier", "R-VAC-97");
  if (clock == NULL || strpbrk (clock, "Z+-") == NULL)
    return fault (self, "Bundle.timestamp", "R-VAC-97");
  if (g_strcmp0 (fhir_json_resource_type (self->header), "MessageHeader") != 0)
    return fault (self, "Bundle.entry[0]", "R-VAC-97");

  return TRUE;
}

static gboolean
leads_to (Check      *self,
          JsonObject *reference,
          const char *type)
{
  return g_strcmp0 (fhir_json_resource_type (fhir_vaccination_resolve (&self->bundle, self->header, reference)), type) == 0;
}

static gboolean
check_header (Check *self)
{
  JsonObject *header = self->header;
  JsonObject *event = fhir_json_object (header, "eventCoding");
  JsonObject *destination = fhir_json_nth (header, "destination", 0);
  JsonObject *source = fhir_json_object (header, "source");
  JsonObject *reason = fhir_json_nth (fhir_json_object (header, "reason"), "coding", 0);

  if (g_strcmp0 (fhir_json_string (event, "system"), FHIR_VACCINATION_EVENT_SYSTEM) != 0 ||
      g_strcmp0 (fhir_json_string (event, "code"), FHIR_VACCINATION_EVENT_REQUEST) != 0)
    return fault (self, "MessageHeader.eventCoding", "R-VAC-97");
  if (g_strcmp0 (fhir_json_string (reason, "system"), FHIR_VACCINATION_SNOMED) != 0 ||
      g_strcmp0 (fhir_json_string (reason, "code"), FHIR_VACCINATION_EVENT_REASON) != 0)
    return fault (self, "MessageHeader.reason", "R-VAC-97");
  if (fhir_json_n (header, "destination") != 1 || fhir_json_string (destination, "name") == NULL ||
      fhir_json_string (destination, "endpoint") == NULL || !leads_to (self, fhir_json_object (destination, "receiver"), "Organization"))
    return fault (self, "MessageHeader.destination", "R-VAC-97");
  if (fhir_json_string (source, "name") == NULL || fhir_json_string (source, "software") == NULL ||
      fhir_json_string (source, "version") == NULL || fhir_json_string (source, "endpoint") == NULL)
    return fault (self, "MessageHeader.source", "R-VAC-97");
  if (!leads_to (self, fhir_json_object (header, "sender"), "Organization") || !leads_to (self, fhir_json_object (header, "responsible"), "Organization"))
    return fault (self, "MessageHeader.sender, responsible", "R-VAC-97");

  return TRUE;
}

/* Besides the patient nobody; nothing that a person wrote in her own words, and no name. */
static gboolean
check_people (Check *self)
{
  static const char *const allowed[] = { "MessageHeader", "Patient", "Organization", "Immunization", "Condition",
                                         "AllergyIntolerance", "Observation", NULL };
  guint                    n_patients = 0;

  for (guint i = 0; i < fhir_json_n (self->bundle.bundle, "entry"); i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (self->bundle.bundle, "entry", i), "resource");
      const char *type = fhir_json_resource_type (resource);
      JsonObject *name = fhir_json_nth (resource, "name", 0);

      if (type == NULL || !g_strv_contains (allowed, type))
        return fault (self, type != NULL ? type : "Bundle.entry", "only what is asked about is sent");
      if (json_object_has_member (resource, "note") || json_object_has_member (resource, "text") || json_object_has_member (resource, "performer"))
        return fault (self, type, "no words and no names of people are sent");
      if (!g_str_equal (type, "Patient"))
        continue;
      n_patients++;
      if (fhir_json_string (name, "family") != NULL || json_object_has_member (name, "given") || json_object_has_member (name, "text") ||
          json_object_has_member (resource, "address") || json_object_has_member (resource, "telecom"))
        return fault (self, "Patient", "of the patient, birth date and gender alone are sent");
    }

  return n_patients == 1 || fault (self, "Bundle.entry", "R-VAC-97");
}

gboolean
fhir_vaccination_request_check (GBytes            *json,
                                const char *const *withheld,
                                GError           **error)
{
  g_autoptr(JsonNode) node = fhir_json_parse (json, error);
  Check    self = { .error = error };
  gboolean good;

  if (node == NULL)
    return FALSE;

  fhir_vaccination_bundle_init (&self.bundle, fhir_json_node_object (node));
  self.header = fhir_json_object (fhir_json_nth (self.bundle.bundle, "entry", 0), "resource");
  good = check_head (&self) && check_header (&self) && check_people (&self) &&
         fhir_vaccination_check_resources (&self.bundle, self.header, withheld, error);
  fhir_vaccination_bundle_clear (&self.bundle);

  return good;
}
