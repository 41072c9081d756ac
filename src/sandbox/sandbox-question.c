/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-match.h"

#include "fhir-json.h"
#include "model-date.h"

#include <string.h>

#define QUALIFIER_URL "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier"
#define BIRTH_PLACE_URL "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"

/* What the profile CHPDQmMatchInput forbids, and what it knows. */
static const char *const forbidden[] = { "telecom", "modifierExtension", "implicitRules", NULL };
static const char *const known[] = { "resourceType", "id", "meta", "text", "language", "extension", "identifier", "active",
                                     "name", "gender", "birthDate", "_birthDate", "address", NULL };
static const char *const genders[] = { "male", "female", "other", "unknown", NULL };

static gboolean
fail (char      **fault,
      const char *format,
      const char *name)
{
  g_autoptr(GString) text = g_string_new (format);

  g_string_replace (text, "%", name, 1);
  *fault = g_string_free (g_steal_pointer (&text), FALSE);

  return FALSE;
}

static gboolean
check_members (JsonObject *patient,
               char      **fault)
{
  g_autoptr(GList) names = json_object_get_members (patient);

  for (GList *l = names; l != NULL; l = l->next)
    {
      if (g_strv_contains (forbidden, l->data))
        return fail (fault, "Patient.% must not be sent (R-PDQ-3)", l->data);
      if (!g_strv_contains (known, l->data))
        return fail (fault, "Patient.% is not part of the profile CHPDQmMatchInput", l->data);
    }

  return TRUE;
}

static gboolean
read_identifiers (SandboxQuestion *self,
                  JsonObject      *patient,
                  char           **fault)
{
  for (guint i = 0; i < fhir_json_n (patient, "identifier"); i++)
    {
      JsonObject *identifier = fhir_json_nth (patient, "identifier", i);
      const char *system = fhir_json_string (identifier, "system");
      const char *value = fhir_json_string (identifier, "value");

      if (system == NULL || value == NULL)
        return fail (fault, "Patient.identifier needs % and value", "system");
      g_ptr_array_add (self->systems, g_strdup (system));
      g_ptr_array_add (self->values, g_strdup (value));
    }

  return TRUE;
}

static gboolean
is_birth_name (JsonObject *name)
{
  JsonObject *family = fhir_json_object (name, "_family");

  for (guint i = 0; i < fhir_json_n (family, "extension"); i++)
    {
      JsonObject *extension = fhir_json_nth (family, "extension", i);

      if (g_strcmp0 (fhir_json_string (extension, "url"), QUALIFIER_URL) == 0 &&
          g_strcmp0 (fhir_json_string (extension, "valueCode"), "BR") == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_given (SandboxQuestion *self,
            JsonObject      *name,
            char           **fault)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; fhir_json_nth_string (name, "given", i) != NULL; i++)
    {
      const char *given = fhir_json_nth_string (name, "given", i);

      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", given);
    }
  if (json_object_has_member (name, "given") && !JSON_NODE_HOLDS_ARRAY (json_object_get_member (name, "given")))
    return fail (fault, "Patient.name.% must be an array, one name per element (R-PDQ-7)", "given");
  if (names->len > 0)
    self->given = g_string_free (g_steal_pointer (&names), FALSE);

  return TRUE;
}

static gboolean
read_names (SandboxQuestion *self,
            JsonObject      *patient,
            char           **fault)
{
  for (guint i = 0; i < fhir_json_n (patient, "name"); i++)
    {
      JsonObject *name = fhir_json_nth (patient, "name", i);
      char      **family = is_birth_name (name) ? &self->birth_family : &self->family;

      if (*family != NULL)
        return fail (fault, "Patient.name: one usual name and one name at birth, not % (R-PDQ-4)", "two alike");
      *family = g_strdup (fhir_json_string (name, "family"));
      if (self->given == NULL && !read_given (self, name, fault))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_rest (SandboxQuestion *self,
           JsonObject      *patient,
           char           **fault)
{
  JsonObject *address = fhir_json_nth (patient, "address", 0);
  ModelDate   date;

  self->gender = g_strdup (fhir_json_string (patient, "gender"));
  self->birth_date = g_strdup (fhir_json_string (patient, "birthDate"));
  self->city = g_strdup (fhir_json_string (address, "city"));
  self->postal = g_strdup (fhir_json_string (address, "postalCode"));
  for (guint i = 0; i < fhir_json_n (patient, "extension"); i++)
    {
      JsonObject *extension = fhir_json_nth (patient, "extension", i);

      if (g_strcmp0 (fhir_json_string (extension, "url"), BIRTH_PLACE_URL) == 0 && self->birth_place == NULL)
        self->birth_place = g_strdup (fhir_json_string (fhir_json_object (extension, "valueAddress"), "city"));
    }

  if (self->gender != NULL && !g_strv_contains (genders, self->gender))
    return fail (fault, "Patient.gender: % is not in the value set", self->gender);
  if (self->gender != NULL && strcmp (self->gender, "unknown") == 0)
    g_clear_pointer (&self->gender, g_free);
  if (self->birth_date != NULL && (!model_date_parse (self->birth_date, &date) || date.precision != MODEL_DATE_DAY))
    return fail (fault, "Patient.birthDate must be % (R-PDQ-7)", "YYYY-MM-DD");

  return TRUE;
}

static gboolean
read_patient (SandboxQuestion *self,
              JsonObject      *patient,
              char           **fault)
{
  if (g_strcmp0 (fhir_json_resource_type (patient), "Patient") != 0)
    return fail (fault, "The parameter resource holds no %", "Patient");

  return check_members (patient, fault) && read_identifiers (self, patient, fault) &&
         read_names (self, patient, fault) && read_rest (self, patient, fault);
}

static JsonNode *
value_of_type (JsonObject *parameter,
               const char *member,
               GType       type)
{
  JsonNode *node = json_object_get_member (parameter, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

static gboolean
read_parameter (SandboxQuestion *self,
                JsonObject      *parameter,
                guint           *n_resources,
                char           **fault)
{
  const char *name = fhir_json_string (parameter, "name");
  JsonNode   *value;

  if (g_strcmp0 (name, "resource") == 0)
    {
      if (++*n_resources > 1)
        return fail (fault, "The parameter % must be there exactly once (R-PDQ-1)", name);
      return read_patient (self, fhir_json_object (parameter, "resource"), fault);
    }
  if (g_strcmp0 (name, "onlyCertainMatches") == 0)
    {
      value = value_of_type (parameter, "valueBoolean", G_TYPE_BOOLEAN);
      if (value == NULL)
        return fail (fault, "The parameter % must be a boolean (R-PDQ-1)", name);
      self->only_certain = json_node_get_boolean (value);
      return TRUE;
    }
  if (g_strcmp0 (name, "count") == 0)
    {
      value = value_of_type (parameter, "valueInteger", G_TYPE_INT64);
      if (value == NULL)
        return fail (fault, "The parameter % must be an integer (R-PDQ-1)", name);
      if (json_node_get_int (value) < 1 || json_node_get_int (value) > SANDBOX_MAX_MATCHES)
        return fail (fault, "The parameter % cannot be served: at most 5 patients are returned (R-PDQ-13)", name);
      return TRUE;
    }

  return fail (fault, "The parameter % is not part of the profile CHPDQmMatchParametersIn", name != NULL ? name : "without name");
}

SandboxQuestion *
sandbox_question_read (JsonObject *body,
                       char      **fault)
{
  g_autoptr(SandboxQuestion) self = sandbox_question_new ();
  const char *type = fhir_json_resource_type (body);
  guint       n_resources = 0;

  if (g_strcmp0 (type, "Patient") == 0)
    return read_patient (self, body, fault) ? g_steal_pointer (&self) : NULL;
  if (g_strcmp0 (type, "Parameters") != 0)
    {
      fail (fault, "The body must be % (R-PDQ-1)", "Parameters");
      return NULL;
    }

  for (guint i = 0; i < fhir_json_n (body, "parameter"); i++)
    if (!read_parameter (self, fhir_json_nth (body, "parameter", i), &n_resources, fault))
      return NULL;
  if (n_resources == 0)
    {
      fail (fault, "The parameter % is missing (R-PDQ-1)", "resource");
      return NULL;
    }

  return g_steal_pointer (&self);
}
